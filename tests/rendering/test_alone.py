from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import pytest
from msgspec import structs

from sitegen.markup.fragment import parted
from sitegen.planning.pages import FromTemplate, ImageOf, Page, TextInPage
from sitegen.problems import Location
from sitegen.records import LostRecord
from sitegen.rendering.alone import made_alone
from sitegen.rendering.made_files import key_of
from sitegen.rendering.render import Press
from sitegen.site_path import SitePath
from sitegen.theming.template_text import TemplateText
from tests.rendering.rendered import a_site, an_article
from tests.rendering.test_workers import a_document, a_rendition, press_in
from tests.story import a_body, a_theme

KNOWN, TEXT = parted(a_body("It was launched."))
ARTICLE = Page(
    path=SitePath("launch/index.html"),
    recipe=FromTemplate("article.html"),
    edition="en",
    origin=Location("content/launch.md"),
    view=an_article(html="", words=0),
    texts=(TextInPage(KNOWN.text),),
)


def press_with_template(folder: Path) -> Press:
    """A press whose theme shows the text of an article and nothing else."""
    text = TemplateText("themes/plain/templates/article.html", "{{ page.html|safe }}")
    theme = a_theme(templates={"plain/article.html": text}, digest="text alone")
    return structs.replace(press_in(folder, "memo"), theme=theme, sites={"en": a_site()})


def nothing(digests: Collection[str]) -> Mapping[str, bytes]:
    assert not digests
    return {}


def test_a_document_is_made_of_its_view(tmp_path: Path) -> None:
    made = made_alone(a_document(7), press_in(tmp_path, "memo"), nothing)
    assert isinstance(made, bytes)
    assert b"https://news.example.org/7.xml" in made


def test_a_picture_that_was_made_before_is_not_made_again(tmp_path: Path) -> None:
    page, press = a_rendition(320, file="gone.jpg"), press_in(tmp_path, "memo")
    assert isinstance(page.recipe, ImageOf)
    kept = press.memo.keep(key_of(page.recipe), b"a picture")
    assert made_alone(page, press, nothing) == kept


def test_an_article_is_made_with_its_text(tmp_path: Path) -> None:
    made = made_alone(ARTICLE, press_with_template(tmp_path), lambda digests: dict.fromkeys(digests, TEXT))
    assert made == b"<p>It was launched.</p>"


@pytest.mark.parametrize("texts", [{}, {KNOWN.text: b"damaged"}], ids=["gone", "damaged"])
def test_a_text_that_is_not_there_is_told_as_lost(tmp_path: Path, texts: dict[str, bytes]) -> None:
    with pytest.raises(LostRecord):
        made_alone(ARTICLE, press_with_template(tmp_path), lambda _: texts)
