from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from sitegen.markup.fragment import PictureInText
from sitegen.problems import Location, Problem, Severity
from sitegen.reading.alt_texts import alt_text_problems, fault_of_alt
from sitegen.reading.article import Article, Image
from tests.reading.newsrooms import front, read_article
from tests.story import a_body, an_article, an_image

HINT = 'say what it shows, as `alt: Delegates in the hall`; for a picture that only adorns, write `alt: ""`'


def found(article: Article, **rename: str) -> list[Problem]:
    return list(alt_text_problems(article, "error", rename))


def messages(article: Article) -> list[str]:
    return [problem.message for problem in found(article)]


def showing(*pictures: PictureInText) -> Article:
    """An article with pictures in its text, which begins on line 20."""
    return replace(an_article(), body=replace(a_body(), pictures=pictures))


def a_picture(alt: str | None, src: str = "hall.jpg", **facts: bool) -> PictureInText:
    return PictureInText(src=src, alt=alt, place=Location("", 3, 5, 8), **facts)


def test_a_photograph_says_what_it_shows() -> None:
    assert messages(an_article(image=an_image(alt="Delegates in the hall"))) == []


def test_a_photograph_may_only_adorn() -> None:
    assert messages(an_article(image=an_image(alt=""))) == []


def test_a_photograph_that_says_nothing_is_told_at_its_file(tmp_path: Path) -> None:
    assert read_article(tmp_path, front("image:\n  src: hall.jpg\n")).told == [
        "content/news/launch.md:5:8: error: the picture `hall.jpg` has no text for those who cannot see it | " + HINT
    ]


def test_an_alt_without_a_value_says_nothing(tmp_path: Path) -> None:
    for fields in ("image: {src: hall.jpg, alt: }\n", "image: {src: hall.jpg, alt: ' '}\n"):
        (line,) = read_article(tmp_path, front(fields)).told
        assert line.startswith("content/news/launch.md:4:14: error: the picture `hall.jpg` has no text")


def test_the_name_of_a_file_is_told_where_it_stands(tmp_path: Path) -> None:
    assert read_article(tmp_path, front("image: {src: a.jpg, alt: IMG_1234}\n")).told == [
        "content/news/launch.md:4:26: error: "
        "`IMG_1234` is the name of a file and does not say what the picture shows | " + HINT
    ]


def test_a_mere_text_as_image_is_shown_how_to_say_more(tmp_path: Path) -> None:
    (line,) = read_article(tmp_path, front("image: hall.jpg\n")).told
    assert "as `image: {src: hall.jpg, alt: Delegates in the hall}`; " in line


def test_a_renamed_field_is_named_as_its_author_writes_it(tmp_path: Path) -> None:
    config = "title: N\nfront_matter:\n  rename: {hero.file: image.src, hero.text: image.alt}\n"
    (line,) = read_article(tmp_path, front("hero: {file: hall.jpg}\n"), config=config).told
    assert line.startswith("content/news/launch.md:4:14: ")
    assert 'as `text: Delegates in the hall`; for a picture that only adorns, write `text: ""`' in line


def test_a_picture_elsewhere_needs_a_text_too() -> None:
    assert len(found(an_article(image=Image(src="https://example.org/hall.jpg")))) == 1


def test_each_picture_of_a_text_is_told_at_its_place() -> None:
    missing, name = found(showing(a_picture(None), a_picture("A hall"), a_picture("hall.jpg", "x.jpg", in_html=True)))
    assert missing.location == Location("content/news/a-launch.md", 22, 5, 8)
    assert missing.hint == (
        "say what it shows, as `![Delegates in the hall](hall.jpg)`; "
        'for a picture that only adorns, write `![""](hall.jpg)`'
    )
    assert name.message == "`hall.jpg` is the name of a file and does not say what the picture shows"
    assert name.hint == (
        'say what it shows, as `alt="Delegates in the hall"`; for a picture that only adorns, write `alt=""`'
    )


def test_a_picture_that_is_all_of_a_link_says_where_it_leads() -> None:
    assert found(showing(a_picture("Programme", is_whole_link=True))) == []
    for alt in ("", None):
        (problem,) = found(showing(a_picture(alt, is_whole_link=True)))
        assert problem.message == "a link consists of the picture `hall.jpg` alone, which has no text"
        assert problem.hint == "say where it leads, as `![Programme](hall.jpg)`"


def test_a_long_address_is_told_in_part() -> None:
    (message,) = messages(showing(a_picture(None, "data:image/png;base64," + "A" * 500)))
    assert len(message) < 130


def test_how_bad_it_is_is_the_sites_choice() -> None:
    article = an_article(image=Image(src="hall.jpg"))
    assert [problem.severity for problem in alt_text_problems(article, "error", {})] == [Severity.ERROR]
    assert [problem.severity for problem in alt_text_problems(article, "warning", {})] == [Severity.WARNING]
    assert list(alt_text_problems(article, "ignore", {})) == []


def test_the_setting_decides(tmp_path: Path) -> None:
    config = "title: N\naccessibility: {alt_text: ignore}\n"
    assert read_article(tmp_path, front("image: hall.jpg\n"), config=config).told == []


def test_a_draft_stops_nothing() -> None:
    (problem,) = found(an_article(image=Image(src="hall.jpg"), draft=True))
    assert problem.severity is Severity.WARNING


@pytest.mark.parametrize(
    "alt",
    [
        *(
            "IMG_1234.jpg",
            "IMG_1234",
            "img 1234",
            "IMG-20240101-WA0001",
            "DSC01234",
            "_DSC0042-scaled",
            "DSC_0042 copy",
        ),
        *("P1010234", "PXL_20240101_1234567", "DJI_0012", "20240101_123456", "FB_IMG_1582"),
        *("hall.jpg", "Main Hall.JPEG", "kaldera_lanes", "image1", "Image (2)", "photo-3", "untitled-1"),
        *("screenshot 2024-01-02 at 10.11.12", "Screenshot (12)", "Bildschirmfoto 2024-01-02 um 10.11.12"),
        *("Capture d’écran 2024-01-02 à 10.11.12", "WhatsApp Image 2024-01-02 at 10.11.12"),
        *("550e8400-e29b-41d4-a716-446655440000", "5f2c9a7b1e3d4c6f8a0b"),
    ],
)
def test_names_that_programs_give_are_no_descriptions(alt: str) -> None:
    assert fault_of_alt(alt, "x.jpg") == f"`{alt}` is the name of a file and does not say what the picture shows"


@pytest.mark.parametrize(
    ("alt", "src"),
    [
        ("kaldera-lanes", "/photos/kaldera-lanes.jpg"),
        ("kaldera-lanes", "https://example.org/kaldera-lanes.jpg?width=800#top"),
        ("قاعة-المؤتمر", "%D9%82%D8%A7%D8%B9%D8%A9-%D8%A7%D9%84%D9%85%D8%A4%D8%AA%D9%85%D8%B1.jpg"),
    ],
)
def test_the_name_of_its_own_file_is_no_description(alt: str, src: str) -> None:
    assert fault_of_alt(alt, src) == f"`{alt}` is the name of a file and does not say what the picture shows"


@pytest.mark.parametrize(
    "alt",
    [
        *("image", "Photo", "Picture.", "untitled", "Screenshot", "alt text", "placeholder", "N/A"),
        *("foto", "immagine", "imagen", "صورة", "изображение", "照片", "写真", "사진", "-", "…", "***"),
    ],
)
def test_words_that_only_name_a_picture_are_no_descriptions(alt: str) -> None:
    assert fault_of_alt(alt, "x.jpg") == f"`{alt}` does not say what the picture shows"


def test_an_address_is_no_description() -> None:
    message = "`https://example.org/hall` is an address and does not say what the picture shows"
    assert fault_of_alt("https://example.org/hall", "x.jpg") == message


@pytest.mark.parametrize(
    "alt",
    [
        *("Harbour", "harbour", "Saint-Denis", "Facade", "ميناء", "港", "Logo", "Deadbeef", "🎉"),
        *(
            "2024",
            "1945",
            "G20",
            "A380",
            "COP 28",
            "Expo 2024",
            "Apollo 11",
            "Signal 4",
            "WP 29",
            "SAM 2024",
            "Figure 1",
        ),
        *("Image of the hall", "Photo finish", "Screenshot of the search page", "IMG agency", "Download statistics"),
        *("Pictures at an exhibition", "DSC, the company", "Bild-Zeitung", "The file hall.jpg in a window"),
    ],
)
def test_short_descriptions_are_descriptions(alt: str) -> None:
    assert fault_of_alt(alt, f"{alt.casefold().replace(' ', '-')}.jpg") == ""


@pytest.mark.parametrize(
    "alt", ["_" * 50_000, "img" + " 1" * 30_000 + "!", "screenshot" + "at 1" * 20_000 + "x", "a_" * 30_000]
)
def test_texts_that_nobody_means_take_no_longer(alt: str) -> None:
    assert isinstance(fault_of_alt(alt, "x.jpg"), str)
