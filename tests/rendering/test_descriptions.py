from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from sitegen.imaging.cards import Card
from sitegen.imaging.photograph import Rendition
from sitegen.memo import Memo
from sitegen.planning.page_data import page_from_data
from sitegen.planning.pages import CardOf, CopyOf, FromFeed, FromTemplate, ImageOf, Page, Recipe, TextInPage, View
from sitegen.problems import Location
from sitegen.records import Records
from sitegen.rendering.descriptions import Description, Descriptions, makers_of
from sitegen.rendering.maker import Maker
from sitegen.rendering.render import Press
from sitegen.site_path import SitePath
from sitegen.theming.template_text import TemplateText
from sitegen.theming.theme_value import Theme
from sitegen.writing.manifest import Made
from tests.rendering.rendered import a_feed, a_site, an_article
from tests.story import a_theme

ARTICLE = FromTemplate("article.html")
IMAGE = ImageOf("content/hall.jpg", "d1", Rendition(width=300, height=200, format="webp"))
CARD = CardOf(Card(title="Launch", lang="en", ground="#000000", ink="#ffffff"))


def a_page(path: str = "a/index.html", recipe: Recipe = ARTICLE, view: View | None = None, *texts: str) -> Page:
    return Page(
        path=SitePath(path),
        recipe=recipe,
        edition="en",
        origin=Location("content/a.md"),
        view=view,
        texts=tuple(TextInPage(text) for text in texts),
    )


def described(page: Page) -> Description:
    """A page in short."""
    descriptions = Descriptions(Records(Path("nowhere")), {})
    descriptions.take(page)
    return descriptions.short[page.path.text]


def test_the_whole_of_a_page_is_found_in_the_records(tmp_path: Path) -> None:
    page = a_page("a/index.html", ARTICLE, an_article(), "1a", "2b")
    descriptions = Descriptions(Records(tmp_path), {})
    descriptions.take(page)
    descriptions.write()
    short = descriptions.short["a/index.html"]
    assert short.texts == ("1a", "2b")
    data = Records(tmp_path).find([short.record])[short.record]
    assert page_from_data(data, short.path, short.origin) == page


def test_a_page_is_given_back_without_what_it_shows() -> None:
    page = a_page("a/index.html", ARTICLE, an_article(), "1a")
    assert Descriptions(Records(Path("nowhere")), {}).take(page) == structs.replace(page, view=None, texts=())


def test_pages_that_the_last_build_has_described_are_not_written_again(tmp_path: Path) -> None:
    page, other = a_page(view=an_article()), a_page("b/index.html", ARTICLE, an_article())
    known = {"a/index.html": Made(described(page).record), "b/index.html": Made("9z" * 16)}
    descriptions = Descriptions(Records(tmp_path), known)
    descriptions.take(page)
    assert descriptions.waiting == []
    descriptions.take(other)
    assert [key for key, _ in descriptions.waiting] == [described(other).record]


def test_many_pages_are_written_without_waiting_for_the_end(tmp_path: Path) -> None:
    descriptions = Descriptions(Records(tmp_path), {})
    for number in range(2001):
        descriptions.take(a_page(f"{number}.html", FromTemplate(f"{number}.html")))
    assert len(descriptions.waiting) == 1
    assert len(Records(tmp_path).find([short.record for short in descriptions.short.values()])) == 2000


def test_pages_that_show_the_same_have_one_fingerprint_wherever_they_lie() -> None:
    page, twin = a_page(view=an_article()), a_page("b/index.html", ARTICLE, an_article())
    assert described(page).fingerprint == described(twin).fingerprint


@pytest.mark.parametrize(
    "other",
    [
        a_page(view=an_article(title="Other")),
        a_page("a/index.html", FromTemplate("page.html"), an_article()),
        a_page("a/index.html", ARTICLE, an_article(), "1a"),
        structs.replace(a_page(view=an_article()), edition="fr"),
    ],
    ids=["view", "template", "text", "edition"],
)
def test_pages_that_show_something_else_have_other_fingerprints(other: Page) -> None:
    assert described(other).fingerprint != described(a_page(view=an_article())).fingerprint


def test_what_takes_long_is_known_by_the_key_under_which_it_is_remembered() -> None:
    image, card, copy = (described(a_page("x", recipe)) for recipe in (IMAGE, CARD, CopyOf("content/x.pdf", "d1")))
    assert (image.photograph, image.is_heavy) == ("content/hall.jpg", False)
    assert (card.photograph, card.is_heavy) == ("", True)
    assert (copy.photograph, copy.is_heavy) == ("", False)
    assert image.fingerprint != image.record
    assert card.fingerprint != card.record
    assert copy.fingerprint == copy.record


def test_a_maker_is_named_by_the_template_and_its_edition() -> None:
    assert described(a_page()).maker == "article.html en"
    assert described(structs.replace(a_page(), edition="pt-BR")).maker == "article.html pt-BR"
    assert described(a_page("feed.xml", FromFeed("rss"), a_feed())).maker == "program"
    assert described(a_page("x.webp", IMAGE)).maker == ""


def press_of(folder: Path, theme: Theme, title: str = "Newsroom") -> Press:
    sites = {"en": a_site(title=title), "fr": a_site(title="Salle", lang="fr")}
    return Press(folder=folder, memo=Memo(folder), records=Records(folder), theme=theme, sites=sites)


NAMES = ("article.html en", "article.html fr", "home.html en", "program", "")


def with_template(name: str, text: str) -> Theme:
    theme = a_theme()
    path = f"plain/{name}"
    written = TemplateText(f"themes/plain/templates/{name}", text)
    return a_theme(templates=theme.templates | {path: written}, digest=text)


def changed_makers(before: Press, after: Press) -> set[str]:
    old, new = makers_of(NAMES, before), makers_of(NAMES, after)
    return {name for name in NAMES if old[name] != new[name]}


def test_makers_are_the_same_for_the_same_theme_and_site(tmp_path: Path) -> None:
    press = press_of(tmp_path, a_theme())
    assert makers_of(NAMES, press) == makers_of((*NAMES, *NAMES), press_of(tmp_path, a_theme()))
    assert makers_of(NAMES, press)[""] == Maker()


def test_another_template_changes_the_makers_of_its_pages(tmp_path: Path) -> None:
    before, after = press_of(tmp_path, a_theme()), press_of(tmp_path, with_template("article.html", "<p>"))
    assert changed_makers(before, after) == {"article.html en", "article.html fr"}


def test_what_one_edition_shows_on_every_page_changes_its_makers(tmp_path: Path) -> None:
    before, after = press_of(tmp_path, a_theme()), press_of(tmp_path, a_theme(), "Newsdesk")
    assert changed_makers(before, after) == {"article.html en", "home.html en"}
