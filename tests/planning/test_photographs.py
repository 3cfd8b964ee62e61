from __future__ import annotations

import re
from typing import Any

import pytest

from sitegen.imaging.photograph import FileFormat, Photograph
from sitegen.planning.pages import CleanCopyOf, CopyOf, ImageOf, Page
from sitegen.planning.photographs import FileInUse, PictureStyle, logo_of, picture_of, picture_style
from sitegen.planning.urls import base_of
from sitegen.planning.view_parts import Picture
from sitegen.planning.views import ArticleView
from sitegen.reading.article import Article
from sitegen.reading.file_facts import FileFacts
from sitegen.site_path import SitePath
from sitegen.theming.translations import Translator
from tests.planned import plan_pages
from tests.story import (
    Facts,
    a_body,
    a_site,
    a_theme,
    an_article,
    an_attachment,
    an_image,
    facts_of,
    linking,
    place_of_setting,
    with_texts,
)

BASE = base_of("https://example.org/room/")
HALL = FileInUse("news/hall.jpg", SitePath("news/hall.jpg"))


def photographed(kind: FileFormat = "jpeg", width: int = 2000, height: int = 1500, **facts: Facts) -> FileFacts:
    told = {name: facts.pop(name) for name in ("caption", "credit", "creator", "frames") if name in facts}
    known: dict[str, Any] = {
        "size": 5000,
        "digest": "d1",
        "type": f"image/{kind}",
        "width": width,
        "height": height,
        "photograph": Photograph(format=kind, width=width, height=height, **told),
        "is_cleaned": True,
    }
    return FileFacts(**known | facts)


def described(facts: FileFacts, style: PictureStyle | None = None, **image: Facts) -> Picture:
    return picture_of(an_image(**image), HALL, BASE, facts, style or PictureStyle())


def widths(srcset: str) -> list[int]:
    return [int(width) for width in re.findall(r" (\d+)w", srcset)]


def test_readers_get_a_photograph_in_several_sizes_and_formats() -> None:
    shown = described(photographed()).shown
    assert [source.type for source in shown.sources] == ["image/avif", "image/webp"]
    assert widths(shown.srcset) == [480, 800, 1200, 1600]
    assert shown.url == "/room/news/hall.jpg.1200.jpg"
    assert (shown.width, shown.height) == (1200, 900)


def test_a_small_photograph_is_never_enlarged() -> None:
    shown = described(photographed(width=700, height=500)).shown
    assert widths(shown.srcset) == [480, 700]
    assert (shown.width, shown.height) == (700, 500)


def test_lists_show_a_cut_and_previews_have_three() -> None:
    picture = described(photographed())
    assert picture.thumbnail.width * 3 == picture.thumbnail.height * 4
    shapes = [round(crop.width / crop.height, 2) for crop in picture.crops]
    assert shapes == [1.78, 1.33, 1.0]


def test_a_cut_with_another_focus_is_another_file() -> None:
    here, there = (described(photographed(), focus=focus).crops[0].url for focus in ((0.5, 0.5), (0.2, 0.8)))
    assert here != there


def test_the_address_of_a_photograph_is_still_that_of_its_file() -> None:
    picture = described(photographed())
    assert (picture.url, picture.size, picture.type) == ("/room/news/hall.jpg", 5000, "image/jpeg")


def test_a_photograph_that_cannot_be_cleaned_is_not_offered() -> None:
    picture = described(photographed("tiff", is_cleaned=False, may_tell_secrets=True))
    assert picture.url == picture.shown.url == "/room/news/hall.jpg.1200.jpg"
    assert picture.size == 0


@pytest.mark.parametrize(("kind", "frames"), [("gif", 8), ("svg", 1)])
def test_what_moves_or_is_drawn_stays_as_it_is(kind: FileFormat, frames: int) -> None:
    picture = described(photographed(kind, frames=frames))
    assert (picture.shown.url, picture.shown.sources, picture.crops) == ("/room/news/hall.jpg", (), ())


def test_caption_and_credit_are_those_of_the_photograph_unless_the_author_wrote_others() -> None:
    facts = photographed(caption="The hall", credit="", creator="Ana Lee")
    assert (described(facts).caption, described(facts).credit) == ("The hall", "Ana Lee")
    own = described(facts, caption="Delegates", credit="WCO")
    assert (own.caption, own.credit) == ("Delegates", "WCO")


def test_a_name_without_room_for_an_ending_has_no_other_sizes() -> None:
    long = FileInUse("a.jpg", SitePath("a" * 246 + ".jpg"))
    assert picture_of(an_image(), long, BASE, photographed(), PictureStyle()).shown.sources == ()


def test_a_theme_says_how_wide_photographs_are() -> None:
    style = picture_style({"photograph_widths": [320, 640], "thumbnail_widths": [100], "text_picture_sizes": "50vw"})
    picture = described(photographed(), style)
    assert widths(picture.shown.srcset) == [320, 640]
    assert widths(picture.thumbnail.srcset) == [100]
    assert style.in_text == "50vw"


@pytest.mark.parametrize(
    ("options", "ground", "ink"),
    [
        ({"accent": "#0b5394"}, "#0b5394", "#ffffff"),
        ({"accent": "#0b5394", "card_color": "#ffe08a"}, "#ffe08a", "#14181d"),
    ],
)
def test_cards_are_written_in_what_is_read_best_on_their_ground(options: dict[str, str], ground: str, ink: str) -> None:
    style = picture_style(options)
    assert (style.card_ground, style.card_ink) == (ground, ink)


def test_a_logo_is_shown_small_and_keeps_its_file() -> None:
    logo, made = logo_of(HALL, BASE, photographed("png", 900, 300), PictureStyle())
    assert logo.url == "/room/news/hall.jpg"
    assert widths(logo.shown.srcset) == [160, 320, 480]
    assert {rendition.shape for rendition in made.renditions} == {"whole"}


def pages(*articles: Article, facts: FileFacts, files: tuple[str, ...] = ("news/hall.jpg",)) -> dict[str, Page]:
    site = a_site(*articles, files=files)
    plan, problems = plan_pages(
        site,
        a_theme(),
        lambda _: Translator(),
        lambda source: facts if source.endswith("hall.jpg") else facts_of(source),
        place_of_setting,
        take=with_texts,
    )
    assert [problem.message for problem in problems if "private data" not in problem.message] == []
    return {page.path.text: page for page in plan.pages}


def with_image(**facts: Facts) -> Article:
    return an_article("Launch", **{"image": an_image("hall.jpg")} | facts)


def test_everything_that_is_made_of_a_photograph_is_a_page() -> None:
    made = {
        path for path, page in pages(with_image(), facts=photographed()).items() if isinstance(page.recipe, ImageOf)
    }
    assert {"news/hall.jpg.16x9.jpg", "news/hall.jpg.480.avif", "news/hall.jpg.4x3.160.webp"} <= made


def test_every_address_in_a_view_is_one_of_a_page() -> None:
    found = pages(with_image(body=a_body()), facts=photographed())
    view = found["news/2017/launch/index.html"].view
    assert isinstance(view, ArticleView)
    picture = view.picture
    assert picture
    named = [
        *(source.srcset for part in (picture.shown, picture.thumbnail) for source in part.sources),
        picture.shown.srcset,
        picture.thumbnail.srcset,
        *(crop.url for crop in picture.crops),
    ]
    addresses = {part.strip().split(" ")[0].lstrip("/") for text in named for part in text.split(",")}
    assert addresses <= found.keys()


def test_a_photograph_of_two_articles_is_made_once() -> None:
    two = (with_image(), an_article("Other", image=an_image("hall.jpg")))
    assert pages(*two, facts=photographed()).keys() >= pages(two[0], facts=photographed()).keys() - {"news/index.html"}


def test_a_photograph_comes_to_the_site_without_its_private_data() -> None:
    assert isinstance(pages(with_image(), facts=photographed())["news/hall.jpg"].recipe, CleanCopyOf)


def test_a_photograph_that_cannot_be_cleaned_comes_only_in_other_formats() -> None:
    secret = photographed("tiff", is_cleaned=False, may_tell_secrets=True)
    found = pages(with_image(), facts=secret)
    assert "news/hall.jpg" not in found
    assert "news/hall.jpg.480.avif" in found


def test_as_an_attachment_it_is_offered_as_it_is() -> None:
    secret = photographed("tiff", is_cleaned=False, may_tell_secrets=True)
    article = an_article("Launch", attachments=(an_attachment("hall.jpg"),))
    assert isinstance(pages(article, facts=secret)["news/hall.jpg"].recipe, CopyOf)


@pytest.mark.parametrize(
    "article",
    [
        an_article("Launch", image=an_image("hall.jpg")),
        an_article("Launch", body=linking("hall.jpg", kind="image")),
        an_article("Launch", body=linking("hall.jpg")),
        an_article("Launch", attachments=(an_attachment("hall.jpg"),)),
    ],
)
def test_whoever_offers_a_file_that_may_tell_secrets_is_warned(article: Article) -> None:
    secret = photographed("avif", width=40, height=40, is_cleaned=False, may_tell_secrets=True)
    site = a_site(article, files=["news/hall.jpg"])
    _, problems = plan_pages(site, a_theme(), lambda _: Translator(), lambda _: secret, place_of_setting)
    assert [problem.message for problem in problems] == [
        "`hall.jpg` is offered as it is: private data in it, as the place where it was taken, could not be removed"
    ]


def test_pictures_in_a_text_have_sizes_and_formats_too() -> None:
    found = pages(an_article("Launch", body=linking("hall.jpg", kind="image")), facts=photographed())
    view = found["news/2017/launch/index.html"].view
    assert isinstance(view, ArticleView)
    assert "news/hall.jpg.480.avif" in found
    assert "news/hall.jpg.16x9.jpg" not in found
    assert 'src="/news/hall.jpg.1200.jpg"' in view.html
