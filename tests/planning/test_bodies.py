from __future__ import annotations

import pytest
from msgspec import structs

from sitegen.config import EditionSettings, LinkSettings
from sitegen.markup.fragment import Fragment
from sitegen.planning.bodies import Body, SiteLink, body_of, feed_text_of
from sitegen.planning.photographs import FileInUse, PictureStyle
from sitegen.planning.site import assemble_site
from sitegen.planning.visibility import visible_at
from sitegen.problems import Location, Problem, error
from sitegen.reading.article import Article
from sitegen.reading.file_facts import FileFacts
from sitegen.rendering.filling_in import html_of_text
from sitegen.site_path import SitePath
from tests.story import (
    TEXTS,
    Facts,
    a_body,
    a_config,
    a_library,
    a_moment,
    a_page,
    a_site,
    a_target,
    an_article,
    entry_for,
    facts_of,
    linking,
)


def here(body: Fragment, **facts: Facts) -> Article:
    return an_article("Here", body=body, **facts)


class Written(Body, frozen=True, kw_only=True):
    """A body with its HTML."""

    html: str


def body(article: Article, *others: Article, lang: str = "", **facts: Facts) -> Written:
    site = a_site(article, *others, **facts)
    entry = entry_for(site, article.title, lang)
    found = body_of(entry, site, facts_of, PictureStyle())
    return Written(**structs.asdict(found), html=html_of_text(found.text, TEXTS))


def address(written: str, *others: Article, **facts: Facts) -> str:
    """Where a link of an article in `news/` leads."""
    return address_in(body(here(linking(written)), *others, **facts).html)


def address_in(html: str) -> str:
    return html.split('="')[1].split('"', maxsplit=1)[0]


def problems(written: str, *others: Article, kind: str = "link", **facts: Facts) -> tuple[Problem, ...]:
    return body(here(linking(written, kind=kind)), *others, **facts).problems


def at(message: str, hint: str, written: str) -> Problem:
    return error(message, Location("content/news/here.md", 20, 1, len(written)), hint)


def test_a_link_to_a_markdown_file_becomes_the_address_of_its_article() -> None:
    there = an_article("There", source="press/2020/there.md")
    assert address("../press/2020/there.md", there) == "/press/2017/there/"


@pytest.mark.parametrize("written", ["there.md", "./there.md", "news/there.md", "/news/there.md", "%74here.md"])
def test_a_markdown_file_is_looked_for_beside_the_article_and_below_content(written: str) -> None:
    assert address(written, an_article("There")) == "/news/2017/there/"


def test_a_file_beside_the_article_comes_before_one_below_content() -> None:
    beside = an_article("Beside", source="news/press/a.md")
    below = an_article("Below", source="press/a.md")
    assert address("press/a.md", beside, below) == "/news/2017/a/"


def test_a_link_keeps_its_query_and_fragment() -> None:
    assert address("there.md?print#part", an_article("There")) == "/news/2017/there/?print#part"


def test_a_link_leads_to_the_text_in_the_language_of_the_edition() -> None:
    there = (an_article("There", source="news/there.md"), an_article("Là", source="news/there.fr.md"))
    config = a_config("en", "fr")
    english = body(here(linking("there.md")), *there, config=config)
    french = body(
        an_article("Ici", source="news/here.fr.md", body=linking("there.md")), *there, config=config, lang="fr"
    )
    assert address_in(english.html) == "/news/2017/there/"
    assert address_in(french.html) == "/fr/news/2017/there/"


def test_a_carried_text_leads_to_texts_in_the_language_of_the_edition() -> None:
    there = (an_article("There", source="news/there.md"), an_article("Là", source="news/there.fr.md"))
    carried = body(here(linking("there.md")), *there, config=a_config("en", "fr"), lang="fr")
    assert address_in(carried.html) == "/fr/news/2017/there/"


def test_a_link_to_a_text_that_the_edition_hides_leads_to_the_text_itself() -> None:
    hiding = {lang: EditionSettings(untranslated="hide") for lang in ("en", "fr")}
    config = a_config("en", "fr", languages=hiding)
    french = an_article("Ici", source="news/here.fr.md", body=linking("there.md"))
    found = body(french, an_article("There"), config=config, lang="fr")
    assert address_in(found.html) == "/news/2017/there/"
    assert found.problems == ()


def test_a_link_may_lead_to_a_standing_page() -> None:
    assert address("/about-us.md", a_page("About us")) == "/about-us/"


@pytest.mark.parametrize(
    ("facts", "reason", "way_out"),
    [
        ({"draft": True}, "is a draft", " until it is finished"),
        (
            {"embargo": "2026-03-24T10:00+01:00"},
            "is under embargo until 2026-03-24 10:00+01:00",
            " until then, or give this article the same `embargo`",
        ),
        (
            {"date": "2026-03-24"},
            "becomes visible on 2026-03-24 00:00+00:00",
            " until then, or give this article the same `date`",
        ),
    ],
)
def test_a_link_to_what_is_not_there_is_an_error_that_says_why(
    facts: dict[str, Facts], reason: str, way_out: str
) -> None:
    assert problems("there.md", an_article("There", **facts)) == (
        at(f"this link leads to `news/there.md`, which {reason}", f"take the link out{way_out}", "there.md"),
    )


def test_a_link_to_an_article_that_has_expired_becomes_its_mere_words() -> None:
    text = linking("there.md")
    visible = visible_at(a_library(here(text), an_article("There", expires="2025-03-24")), a_moment("2026-01-01").at)
    site, _ = assemble_site(visible, a_config())
    body = body_of(entry_for(site, "Here"), site, facts_of, PictureStyle())
    assert html_of_text(body.text, TEXTS) == "<p>See <a ></p>"
    assert [(problem.severity, problem.message) for problem in body.problems] == [
        ("warning", "this link leads to `news/there.md`, which expired on 2025-03-24 00:00+00:00")
    ]


def test_a_link_from_content_to_what_is_not_there_is_found_too() -> None:
    found = problems("press/there.md", an_article("There", source="press/there.md", draft=True))
    assert [problem.message for problem in found] == ["this link leads to `press/there.md`, which is a draft"]


def test_a_link_to_an_article_that_could_not_be_read_is_nobodys_fault() -> None:
    assert problems("there.md", unread=frozenset({"news/there.md"})) == ()


def test_a_link_to_an_article_without_an_address_is_nobodys_fault() -> None:
    visible = visible_at(a_library(here(linking("there.md")), an_article("There", permalink="/a/../")), a_moment().at)
    site, faults = assemble_site(visible, a_config())
    assert len(faults) == 1
    assert body_of(entry_for(site, "Here"), site, facts_of, PictureStyle()).problems == ()


def test_a_dead_link_says_what_may_have_been_meant() -> None:
    assert problems("ther.md", an_article("There")) == (
        at(
            "this link leads to `ther.md`, but there is no `content/news/ther.md`",
            "did you mean `there.md`?",
            "ther.md",
        ),
    )


def test_what_may_have_been_meant_is_named_from_the_folder_of_the_article() -> None:
    there = an_article("There", source="press/announcement.md")
    assert [problem.hint for problem in problems("/press/announcment.md", there)] == [
        "did you mean `../press/announcement.md`?"
    ]


def test_a_dead_link_to_a_name_that_lies_elsewhere_means_that_one() -> None:
    there = an_article("There", source="press/2020/there.md")
    assert [problem.hint for problem in problems("there.md", there)] == ["did you mean `../press/2020/there.md`?"]


def test_a_dead_link_like_no_other_can_only_be_mended_or_taken_out() -> None:
    assert [problem.hint for problem in problems("zzz/qqq.md")] == ["mend the address or take the link out"]


@pytest.mark.parametrize(("level", "severities"), [("error", ["error"]), ("warning", ["warning"]), ("ignore", [])])
def test_the_settings_say_how_dead_links_are_told(level: str, severities: list[str]) -> None:
    config = a_config(links=LinkSettings(dead=level, missing_images=level))  # type: ignore[arg-type]
    assert [problem.severity for problem in problems("no.md", config=config)] == severities
    assert [problem.severity for problem in problems("no.jpg", kind="image", config=config)] == severities


def test_a_problem_stands_at_the_line_of_its_link() -> None:
    found = body(here(linking("a.md", "b.md"))).problems
    assert [str(problem.location) for problem in found] == ["content/news/here.md:20:1", "content/news/here.md:21:1"]


def test_a_link_of_unknown_place_is_reported_at_the_beginning_of_the_text() -> None:
    found = body(here(a_body("See", a_target("a.md", line=0, column=0)))).problems
    assert [problem.location for problem in found] == [Location("content/news/here.md", 20)]


def test_a_link_to_a_place_in_a_text_is_checked() -> None:
    there = an_article("There", body=a_body(ids=["Aims", "étape 2"]))
    assert problems("there.md#aims", there) == (
        at(
            "this link leads to `#aims`, but `content/news/there.md` has no such place",
            "did you mean `Aims`?",
            "there.md#aims",
        ),
    )
    for written in ("there.md#Aims", "there.md#%C3%A9tape%202", "there.md#", "there.md#top", "there.md?print"):
        assert problems(written, there) == ()


def test_a_link_to_a_place_in_the_same_text_is_checked() -> None:
    one_place = a_body("See", a_target("#aims"), a_target("#goals"), ids=["aims"])
    assert [(problem.message, problem.hint) for problem in body(here(one_place)).problems] == [
        (
            "this link leads to `#goals`, but `content/news/here.md` has no such place",
            "its headings are `#aims`",
        )
    ]


def test_a_place_is_not_looked_for_in_a_translation_whose_headings_have_other_words() -> None:
    there = an_article("There", source="news/there.md", body=a_body(ids=["aims"]))
    la = an_article("Là", source="news/there.fr.md", body=a_body(ids=["buts"]))
    carried = body(here(linking("there.md#aims")), there, la, config=a_config("en", "fr"), lang="fr")
    assert (carried.problems, address_in(carried.html)) == ((), "/fr/news/2017/there/#aims")


def test_a_link_without_an_address_leads_nowhere() -> None:
    assert problems("") == (
        error("this link leads nowhere", Location("content/news/here.md", 20, 1), "give it an address"),
    )


def test_a_fragment_stays_as_it_is() -> None:
    assert address("#part") == "#part"
    assert address("?page=2") == "?page=2"


def test_a_picture_gets_its_address_and_its_size() -> None:
    found = body(here(linking("hall.jpg", kind="image")), files=["news/hall.jpg"])
    assert 'src="/news/hall.jpg" width="1200" height="800"' in found.html
    assert found.files == (FileInUse("news/hall.jpg", SitePath("news/hall.jpg")),)


def test_a_file_is_found_beside_the_article_below_content_and_among_the_static_files() -> None:
    assert address("paper.pdf", files=["news/paper.pdf", "paper.pdf"]) == "/news/paper.pdf"
    assert address("paper.pdf", files=["paper.pdf"]) == "/paper.pdf"
    assert address("/paper.pdf", files=["news/paper.pdf", "paper.pdf"]) == "/paper.pdf"
    assert address("/docs/paper.pdf", static=["docs/paper.pdf"]) == "/docs/paper.pdf"


def test_a_file_that_is_used_twice_is_needed_once() -> None:
    assert len(body(here(linking("a.pdf", "a.pdf#page=2")), files=["news/a.pdf"]).files) == 1


def test_a_file_that_is_no_picture_is_reported_where_it_is_shown() -> None:
    site = a_site(here(linking("hall.jpg", kind="image")), files=["news/hall.jpg"])
    broken = FileFacts(size=10, digest="", type="image/jpeg")
    assert body_of(entry_for(site, "Here"), site, lambda _: broken, PictureStyle()).problems == (
        at(
            "`hall.jpg` cannot be shown: this is no picture that can be read",
            "open it and save it again as JPEG, PNG or WebP",
            "hall.jpg",
        ),
    )


def test_a_missing_picture_says_where_it_belongs() -> None:
    assert problems("hall.jpg", kind="image") == (
        at(
            "there is no file `hall.jpg`",
            "put it into `content/news` or mend its name; upper and lower case count",
            "hall.jpg",
        ),
    )


def test_a_missing_picture_of_a_page_at_the_root_belongs_into_content() -> None:
    found = body(a_page(body=linking("hall.jpg", kind="image"))).problems
    assert [problem.hint for problem in found] == ["put it into `content` or mend its name; upper and lower case count"]


def test_a_missing_picture_keeps_an_address_that_the_site_would_have() -> None:
    config = a_config(base_url="https://example.org/room/", links=LinkSettings(missing_images="warning"))
    assert address_in(body(here(linking("/a.jpg", kind="image")), config=config).html) == "/room/a.jpg"
    assert address_in(body(here(linking("a.jpg", kind="image")), config=config).html) == "a.jpg"


@pytest.mark.parametrize(
    ("written", "leads_to", "checked"),
    [
        ("/tags/", "/room/tags/", "tags/"),
        ("/room/tags/", "/room/tags/", "tags/"),
        ("/room", "/room", ""),
        ("/", "/room/", ""),
        ("../there/", "/room/news/2017/there/", "news/2017/there/"),
        ("/été/", "/room/%C3%A9t%C3%A9/", "été/"),
        ("/%C3%A9t%C3%A9/", "/room/%C3%A9t%C3%A9/", "été/"),
        ("/100%25/", "/room/100%25/", "100%/"),
        ("/tags/?sort=new#a", "/room/tags/?sort=new#a", "tags/"),
    ],
)
def test_an_address_of_the_site_begins_with_its_base_path_and_is_checked_later(
    written: str, leads_to: str, checked: str
) -> None:
    found = body(here(linking(written)), config=a_config(base_url="https://example.org/room/"))
    assert address_in(found.html) == leads_to
    assert found.links == (SiteLink(checked, written, Location("content/news/here.md", 20, 1, len(written))),)


def test_an_address_above_the_site_is_left_alone() -> None:
    found = body(here(linking("../../../../other/")), config=a_config(base_url="https://example.org/room/"))
    assert address_in(found.html) == "../../../../other/"
    assert (found.links, found.problems) == ((), ())


def test_in_feeds_every_address_is_absolute() -> None:
    targets = (
        a_target("there.md#x"),
        a_target("#part"),
        a_target("hall.jpg", kind="image"),
        a_target("/tags/"),
    )
    site = a_site(
        here(a_body("See", *targets)),
        an_article("There"),
        files=["news/hall.jpg"],
        config=a_config(base_url="https://example.org/room/"),
    )
    entry = entry_for(site, "Here")
    text = feed_text_of(body_of(entry, site, facts_of, PictureStyle()).text, entry.absolute_url)
    assert html_of_text(text, TEXTS) == (
        '<p>See <a href="https://example.org/room/news/2017/there/#x"> '
        '<a href="https://example.org/room/news/2017/here/#part"> '
        '<img src="https://example.org/room/news/hall.jpg" width="1200" height="800"> '
        '<a href="https://example.org/room/tags/"></p>'
    )
