from __future__ import annotations

import pytest
from msgspec import structs

from sitegen.config import LinkSettings
from sitegen.planning.bodies import SiteLink
from sitegen.planning.collisions import collision_problems, dead_link_problems, future_collision_problems
from sitegen.planning.pages import CopyOf, FromView, Page
from sitegen.problems import Location, Note, Problem, error, warning
from sitegen.reading.article import Article
from sitegen.site_path import SitePath
from tests.story import Facts, a_config, a_page, a_plan, a_site, an_article, an_attachment, linking, paths_in, planned

HINT = "give one of the two another `slug` or name"


def a_place(path: str, origin: str, recipe: CopyOf | FromView | None = None) -> Page:
    return Page(path=SitePath(path), recipe=recipe or FromView(), edition="en", origin=Location(origin))


def collisions(*paths: str) -> list[tuple[str, str, str]]:
    pages = [a_place(path, f"content/{number}.md") for number, path in enumerate(paths)]
    return [
        (problem.message, problem.location.path, problem.notes[0].location.path)
        for problem in collision_problems(pages)
    ]


def messages(*articles: Article, **facts: Facts) -> list[str]:
    return [problem.message for problem in planned(*articles, **facts).problems]


def future(today: Article, *waiting: Article, **facts: Facts) -> list[Problem]:
    return list(future_collision_problems(a_site(today, **facts), waiting))


def test_pages_with_addresses_of_their_own_do_not_collide() -> None:
    assert collisions("index.html", "a/index.html", "a/b.html", "ab", "a.html") == []


def test_two_pages_that_want_one_address_are_named_both() -> None:
    pages = [a_place("a/index.html", "content/one.md"), a_place("a/index.html", "content/two.md")]
    assert list(collision_problems(pages)) == [
        error(
            "the address `/a/` is already taken",
            Location("content/two.md"),
            HINT,
            (Note("the other page comes from here", Location("content/one.md")),),
        )
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Launch/index.html", "launch/index.html"),
        ("launch/a.jpg", "launch/A.jpg"),
        ("stra\u00dfe/index.html", "strasse/index.html"),
        ("\u210c/index.html", "H/index.html"),
    ],
)
def test_addresses_that_differ_only_in_case_or_unicode_form_collide(one: str, other: str) -> None:
    shown = [f"/{path}".removesuffix("index.html") for path in (one, other)]
    assert collisions(one, other) == [
        (
            f"the address `{shown[1]}` cannot stand beside `{shown[0]}`, which not every system tells apart",
            "content/1.md",
            "content/0.md",
        )
    ]


def test_a_file_cannot_stand_where_others_need_a_folder() -> None:
    message = "the address `/report.pdf/annex/` cannot stand beside `/report.pdf`: no name can be both folder and file"
    assert collisions("report.pdf/annex/index.html", "report.pdf") == [(message, "content/0.md", "content/1.md")]
    assert collisions("report.pdf", "report.pdf/annex/index.html") == [(message, "content/1.md", "content/0.md")]


def test_a_file_that_is_needed_twice_collides_with_nothing() -> None:
    copy = CopyOf("content/a.pdf", "digest")
    assert list(collision_problems([a_place("a.pdf", "one", copy), a_place("a.pdf", "two", copy)])) == []


def test_two_files_for_one_address_collide() -> None:
    pages = [a_place("a.pdf", name, CopyOf(f"content/{name}/a.pdf", "same")) for name in ("one", "two")]
    assert len(list(collision_problems(pages))) == 1


def test_two_articles_of_one_slug_and_year_collide() -> None:
    one, other = an_article("One", slug="launch"), an_article("Two", slug="launch")
    assert planned(one, other).problems == (
        error(
            "the address `/news/2017/launch/` is already taken",
            Location("content/news/two.md", 3, 1),
            HINT,
            (Note("the other page comes from here", Location("content/news/one.md", 3, 1)),),
        ),
    )


@pytest.mark.parametrize(
    ("article", "address"),
    [
        (an_article("a", permalink="/tags/"), "/tags/"),
        (an_article("a", permalink="/"), "/"),
        (an_article("a", permalink="/news/"), "/news/"),
        (a_page("Search"), "/search/"),
    ],
)
def test_an_article_collides_with_the_sites_own_pages(article: Article, address: str) -> None:
    assert messages(article, an_article("b", tags=("t",))) == [f"the address `{address}` is already taken"]


def test_two_articles_with_one_former_address_collide() -> None:
    one, other = an_article("a", aliases=("/old/",)), an_article("b", aliases=("/old/",))
    assert messages(one, other) == ["the address `/old/` is already taken"]


@pytest.mark.parametrize("alias", ["/archive/", "/news/2017/a/"])
def test_a_former_address_at_which_a_page_stands_is_left_out(alias: str) -> None:
    made = planned(an_article("a", aliases=(alias,)))
    assert [(problem.severity, problem.message) for problem in made.problems] == [
        ("warning", f"the alias `{alias}` is left out, because it is the address of a page")
    ]
    assert paths_in(made.plan) == paths_in(a_plan(an_article("a")))


def test_a_former_address_that_differs_only_in_case_from_a_page_is_left_out() -> None:
    message = (
        "the alias `/News/2017/A/` is left out, because it is the address of a page "
        "(as `/news/2017/a/`, which not every system tells apart)"
    )
    assert messages(an_article("a", aliases=("/News/2017/A/",))) == [message]


def test_an_attachment_of_two_articles_is_copied_once() -> None:
    articles = [an_article(title, attachments=(an_attachment("/a.pdf"),)) for title in "ab"]
    assert messages(*articles, files=["a.pdf"]) == []


def test_a_static_file_collides_with_a_page() -> None:
    assert messages(an_article("a"), static=["news/index.html"]) == ["the address `/news/` is already taken"]


def test_an_article_that_will_take_a_taken_address_is_named_beforehand() -> None:
    today, waiting = an_article("Today", slug="a"), an_article("Waiting", slug="A", embargo="2027-01-01")
    assert future(today, waiting) == [
        warning(
            "when this article becomes visible, its address `/news/2017/A/` will already be taken",
            Location("content/news/waiting.md", 3, 1),
            "give one of the two another `slug`",
            (Note("the other page comes from here", Location("content/news/today.md", 3, 1)),),
        )
    ]


def test_an_article_that_will_have_its_own_address_is_not_named() -> None:
    assert future(an_article("Today"), an_article("Waiting", embargo="2027-01-01")) == []


def test_an_article_that_expired_takes_no_address_any_more() -> None:
    gone = an_article("Gone", slug="a", expires="2020-01-01")
    short = an_article("Short", slug="a", date="2027-01-01", expires="2028-01-01")
    today = an_article("Today", slug="a", date="2027-01-01T00:00Z")
    assert future(an_article("Today", slug="a"), gone) == []
    assert len(future(today, short, now="2027-06-01")) == 1


def test_a_future_collision_is_told_once_for_all_editions() -> None:
    today, waiting = an_article("Today", slug="a"), an_article("Waiting", slug="a", embargo="2027-01-01")
    assert len(future(today, waiting, config=a_config("en", "fr"))) == 1


def a_link(path: str) -> SiteLink:
    return SiteLink(path, f"/{path}", Location("content/a.md", 3))


SERVED = ("", "index.html", "news/", "news", "news/index.html", "about", "about.html", "a/b.pdf")


@pytest.mark.parametrize("path", SERVED)
def test_a_link_to_what_a_host_would_answer_for_is_alive(path: str) -> None:
    pages = [a_place(path, "x") for path in ("index.html", "news/index.html", "about.html", "a/b.pdf")]
    assert list(dead_link_problems([a_link(path)], pages, "error")) == []


def test_a_link_to_an_address_that_no_page_has_is_dead() -> None:
    pages = [a_place("news/2017/launch/index.html", "x")]
    assert list(dead_link_problems([a_link("news/2017/lanch/"), a_link("zzz/")], pages, "error")) == [
        error(
            "this link leads to `/news/2017/lanch/`, but the site has no such address",
            Location("content/a.md", 3),
            "did you mean `/news/2017/launch/`?",
        ),
        error(
            "this link leads to `/zzz/`, but the site has no such address",
            Location("content/a.md", 3),
            "mend the address or take the link out",
        ),
    ]


def test_a_link_with_something_before_the_address_says_so() -> None:
    link = SiteLink("news/x", "see https://wco.example/a", Location("content/a.md", 3))
    assert [problem.hint for problem in dead_link_problems([link], [], "error")] == [
        "write only the address itself, `https://wco.example/a`"
    ]


def test_of_very_many_dead_links_none_gets_a_suggestion() -> None:
    pages = [a_place("news/2017/launch/index.html", "x")]
    links = [a_link(f"news/2017/launch{number}/") for number in range(50)]
    hints = {problem.hint for problem in dead_link_problems(links, pages, "error")}
    assert hints == {"mend the address or take the link out"}


def test_dead_links_are_found_in_the_plan_and_told_as_the_settings_want() -> None:
    article = an_article(body=linking("/nowhere/", "/archive/", "/tags/t/", "../a-launch/"), tags=("t",))
    assert messages(article) == ["this link leads to `/nowhere/`, but the site has no such address"]
    assert messages(article, config=a_config(links=LinkSettings(dead="ignore"))) == []


def test_a_link_to_an_article_that_is_not_there_by_its_address_is_dead() -> None:
    article = an_article(body=linking("/news/2017/secret/"))
    held = an_article("Secret", embargo="2027-01-01")
    assert messages(article, held) == messages(article)
    assert structs.replace(planned(article, held).plan) == planned(article).plan
