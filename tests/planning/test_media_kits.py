from __future__ import annotations

from sitegen.planning.media_kits import kit_problems, media_kit, size_of_kit
from sitegen.planning.pages import CopyOf, KitFile, KitOf, KitText
from sitegen.planning.views import ArticleView
from sitegen.problems import Problem
from sitegen.reading.article import Article
from sitegen.reading.file_facts import FileFacts
from tests.story import (
    a_body,
    a_plan,
    a_site,
    a_target,
    an_article,
    an_attachment,
    an_image,
    desk_for,
    entry_for,
)

FILES = ("news/hall.jpg", "news/close.jpg", "news/programme.pdf", "press/programme.pdf")


def an_asking_article(**facts: object) -> Article:
    return an_article(
        "Launch", **{"media_kit": True, "image": an_image("hall.jpg", caption="The hall", credit="WCO")} | facts
    )


def kit_of(article: Article) -> KitOf:
    site = a_site(article, files=FILES)
    kit = media_kit(desk_for(site), entry_for(site, article.title))
    assert kit
    return kit.recipe


def problems_of(article: Article) -> tuple[Problem, ...]:
    site = a_site(article, files=FILES)
    return tuple(kit_problems(desk_for(site), entry_for(site, article.title)))


def test_a_kit_holds_the_photographs_and_the_attachments() -> None:
    shown = a_target("close.jpg", kind="image")
    article = an_asking_article(body=a_body("See", shown), attachments=(an_attachment("programme.pdf"),))
    assert {file.name for file in kit_of(article).files} == {"hall.jpg", "close.jpg", "programme.pdf"}


def test_two_files_of_one_name_have_two_names_in_it() -> None:
    files = (an_attachment("programme.pdf"), an_attachment("/press/programme.pdf"))
    names = [file.name for file in kit_of(an_asking_article(attachments=files)).files]
    assert len(names) == len({name.casefold() for name in names}) == 3


def test_names_that_are_taken_already_are_passed_over() -> None:
    site_files = ("news/a.jpg", "news/a-2.jpg", "press/a.jpg", "news/README.txt")
    article = an_article(
        "Launch",
        media_kit=True,
        attachments=tuple(map(an_attachment, ("a.jpg", "a-2.jpg", "/press/a.jpg", "README.txt"))),
    )
    site = a_site(article, files=site_files)
    kit = media_kit(desk_for(site), entry_for(site, "Launch"))
    assert kit
    assert [file.name for file in kit.recipe.files] == ["a.jpg", "a-2.jpg", "a-3.jpg", "README-2.txt"]


def test_a_file_that_is_named_twice_is_in_it_once() -> None:
    assert len(kit_of(an_asking_article(attachments=(an_attachment("hall.jpg"),))).files) == 1


def test_it_tells_whose_the_photographs_are() -> None:
    text = kit_of(an_asking_article()).text.text
    assert "The hall" in text
    assert "WCO" in text
    assert "https://news.example.org/news/2017/launch/" in text


def test_a_page_names_its_kit_with_its_size() -> None:
    plan = a_plan(an_asking_article(), files=FILES)
    page = next(page for page in plan.pages if page.path.text == "news/2017/launch/index.html")
    assert isinstance(page.view, ArticleView)
    assert page.view.kit
    assert page.view.kit.url == "/news/2017/launch/media-kit.zip"
    assert page.view.kit.size > 1000
    assert "news/2017/launch/media-kit.zip" in {page.path.text for page in plan.pages}


def test_an_article_that_asks_for_none_has_none() -> None:
    plan = a_plan(an_article("Launch", image=an_image("hall.jpg")), files=FILES)
    assert not [page for page in plan.pages if isinstance(page.recipe, KitOf)]


def test_a_kit_of_nothing_is_a_mistake() -> None:
    assert [problem.message for problem in problems_of(an_article("Launch", media_kit=True))] == [
        "this article has nothing for a media kit"
    ]


def test_a_picture_that_may_tell_secrets_is_left_out_with_a_word() -> None:
    site = a_site(an_asking_article(), files=FILES)
    desk = desk_for(site)
    desk.facts = lambda _: FileFacts(size=9, digest="", type="image/tiff", width=9, height=9, may_tell_secrets=True)
    found = tuple(kit_problems(desk, entry_for(site, "Launch")))
    assert [problem.message for problem in found] == [
        "`hall.jpg` is not in the media kit: private data in it could not be removed"
    ]


def test_drawings_in_the_text_are_in_it() -> None:
    article = an_article("Launch", media_kit=True, body=a_body("See", a_target("chart.svg", kind="image")))
    site = a_site(article, files=["news/chart.svg"])
    kit = media_kit(desk_for(site), entry_for(site, "Launch"))
    assert kit
    assert [file.name for file in kit.recipe.files] == ["chart.svg"]


def test_a_kit_that_not_every_program_can_open_is_refused() -> None:
    site = a_site(an_asking_article(), files=FILES)
    desk = desk_for(site)
    desk.facts = lambda _: FileFacts(size=1 << 31, digest="", type="image/jpeg", width=1, height=1)
    found = tuple(kit_problems(desk, entry_for(site, "Launch")))
    assert [problem.message for problem in found] == ["the media kit would be larger than 2 GB"]


def test_the_size_counts_names_as_they_are_encoded() -> None:
    text = KitText("a", "")
    one = size_of_kit((KitFile("ü", CopyOf("x", ""), 10),), text)
    assert one - size_of_kit((KitFile("u", CopyOf("x", ""), 10),), text) == 2
