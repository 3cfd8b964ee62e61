from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import fontpkg
import pytest
from fontTools.ttLib import TTFont

from sitegen.memo import Memo
from sitegen.problems import Location, Problem, error
from sitegen.theming.font_pieces import SCRIPTS, CannotCut, font_pieces, scripts_for
from sitegen.theming.fonts import FontFace, Typeface, files_for_themes, font_faces, generic_of, weights_of
from sitegen.theming.theme import Theme, load_theme
from tests.theming.builders import mark_of, write_theme

THEME = """
name: mine
options:
  text_font: {type: font, default: sans, choices: [sans, serif]}
  title_font: {type: font, default: sans, choices: [sans, serif]}
"""
SHEET = """{{ font_faces }}
{% set stacks = {"sans": "Arial, sans-serif", "serif": "Georgia, serif"} %}
:root {
  --text-font: {{ families.text_font or stacks[options.text_font] }};
  --title-font: {{ families.title_font or stacks[options.title_font] }};
}
"""


def loaded(
    folder: Path, options: Mapping[str, str], sheet: str = "style.css", theme: str = THEME
) -> tuple[Theme, tuple[Problem, ...]]:
    write_theme(folder, "mine", {"theme.yaml": theme, f"assets/{sheet}.jinja": SHEET})
    made, problems = load_theme(
        "mine", (folder,), options, mark_of, languages=["en", "he"], memo=Memo(folder / "remembered")
    )
    assert made
    return made, problems


def css(theme: Theme, sheet: str = "style.css") -> str:
    return theme.assets[sheet].data.decode()


@pytest.fixture(scope="module")
def heebo() -> bytes:
    return Path(fontpkg.path("heebo")).read_bytes()


@pytest.fixture(scope="module")
def pieces(heebo: bytes) -> dict[str, TTFont]:
    return {script: TTFont(BytesIO(data)) for script, data in font_pieces(heebo, list(SCRIPTS), None).items()}


def test_a_typeface_of_the_theme_needs_no_file(tmp_path: Path) -> None:
    theme, problems = loaded(tmp_path, {"text_font": "serif"})

    assert problems == ()
    assert "--text-font: Georgia, serif;" in css(theme)
    assert "@font-face" not in css(theme)
    assert list(theme.assets) == ["style.css"]


def test_a_typeface_of_a_package_is_among_the_assets_and_in_the_style_sheet(tmp_path: Path) -> None:
    theme, problems = loaded(tmp_path, {"text_font": "package:heebo"})

    assert problems == ()
    assert '--text-font: "Heebo", sans-serif;' in css(theme)
    assert "--title-font: Arial, sans-serif;" in css(theme)
    hebrew = theme.assets["fonts/heebo.hebrew.woff2"]
    assert hebrew.data.startswith(b"wOF2")
    assert f'src: url("{hebrew.path.removeprefix("assets/")}") format("woff2");' in css(theme)
    assert "unicode-range: U+590-5FF, " in css(theme)
    assert "font-weight: 400 700;" in css(theme)


def test_a_style_sheet_in_a_folder_finds_the_files(tmp_path: Path) -> None:
    theme, problems = loaded(tmp_path, {"text_font": "package:heebo"}, sheet="css/style.css")

    assert problems == ()
    address = "../" + theme.assets["fonts/heebo.latin.woff2"].path.removeprefix("assets/")
    assert address in css(theme, "css/style.css")


def test_a_typeface_that_is_chosen_twice_is_written_once(tmp_path: Path) -> None:
    theme, _ = loaded(tmp_path, {"text_font": "package:heebo", "title_font": "package:heebo"})

    assert css(theme).count("@font-face") == len(theme.assets) - 1 == 3


def test_a_package_that_is_not_installed_is_reported_where_it_was_chosen(tmp_path: Path) -> None:
    theme, problems = loaded(tmp_path, {"text_font": "package:zzzz"})

    place = Location("config.yaml", 5, 1, 9)
    message = "the package `fontpkg-zzzz` is not installed"
    assert problems == (error(message, place, "run `pip install fontpkg-zzzz`"),)
    assert "--text-font: sans-serif;" in css(theme)


def test_a_package_that_is_nearly_named_is_proposed(tmp_path: Path) -> None:
    _, problems = loaded(tmp_path, {"text_font": "package:hebo"})

    assert problems[0].hint == "did you mean `package:heebo`? – else run `pip install fontpkg-hebo`"


def test_a_missing_package_that_a_theme_chooses_is_reported_there(tmp_path: Path) -> None:
    _, problems = loaded(
        tmp_path,
        {},
        theme=THEME.replace("text_font: {type: font, default: sans", "text_font: {type: font, default: package:zzzz"),
    )

    assert [problem.location for problem in problems] == [Location("themes/mine/theme.yaml", 4, 36, 12)]


def test_pieces_are_the_same_whenever_they_are_made(heebo: bytes) -> None:
    assert font_pieces(heebo, list(SCRIPTS), None) == font_pieces(heebo, list(SCRIPTS), None)


def test_pieces_are_remembered(tmp_path: Path, heebo: bytes) -> None:
    memo = Memo(tmp_path)
    made = font_pieces(heebo, ["latin"], memo)

    kept = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert len(kept) == 1
    assert font_pieces(heebo, ["latin"], memo) == made


def test_every_script_of_a_font_has_a_piece_and_symbols_have_none(pieces: dict[str, TTFont]) -> None:
    assert list(pieces) == ["hebrew", "latin-more", "latin"]
    assert 0x5D0 in pieces["hebrew"].getBestCmap()
    assert 0x41 not in pieces["hebrew"].getBestCmap()
    assert {0x41, 0xE9, 0x20AC} <= pieces["latin"].getBestCmap().keys()


def test_pieces_have_the_weights_that_themes_use(pieces: dict[str, TTFont]) -> None:
    axes = [(axis.axisTag, axis.minValue, axis.maxValue) for axis in pieces["latin"]["fvar"].axes]
    assert axes == [("wght", 400, 700)]


def test_pieces_tell_whose_they_are_and_do_not_bear_the_reserved_name(pieces: dict[str, TTFont]) -> None:
    names = {record.nameID for record in pieces["latin"]["name"].names}
    assert 0 in names
    assert names.isdisjoint({1, 4, 6, 16})


def test_latin_comes_last_so_that_it_has_what_all_scripts_share() -> None:
    assert list(SCRIPTS)[-1] == "latin"


@pytest.mark.parametrize("data", [b"", b"nonsense", b"\x00\x01\x00\x00" + b"\xff" * 40])
def test_a_file_that_is_no_font_says_so(data: bytes) -> None:
    with pytest.raises(CannotCut, match="its file is no font"):
        font_pieces(data, ["latin"], None)


def a_file(weight: int | None, style: str = "normal", **more: int | bool) -> fontpkg.FontFile:
    fields = {"variable": weight is None, **more}
    return fontpkg.FontFile(path=Path(f"/fonts/files/{style}-{weight}.ttf"), style=style, weight=weight, **fields)


def a_family(*files: fontpkg.FontFile, name: str = "Example") -> fontpkg.Family:
    return fontpkg.Family(name=name, slug="example", version="1", license="OFL-1.1", files=files)


def test_of_files_for_single_weights_those_nearest_to_regular_and_bold_are_used() -> None:
    family = a_family(*(a_file(weight, style) for style in ("italic", "normal") for weight in (300, 500, 600, 900)))

    chosen = [(file.style, file.weight) for file in files_for_themes(family)]
    assert chosen == [("normal", 300), ("normal", 600), ("italic", 300), ("italic", 600)]


def test_a_single_file_serves_all_weights() -> None:
    assert [weights_of(file) for file in files_for_themes(a_family(a_file(400)))] == ["400"]


def test_the_weights_of_a_variable_file_end_where_the_file_ends() -> None:
    assert weights_of(a_file(None, wght_min=300, wght_max=600)) == "400 600"
    assert weights_of(a_file(None, wght_min=100, wght_max=300)) == "400"


def test_a_serif_typeface_is_followed_by_the_readers_serif() -> None:
    assert generic_of(fontpkg.family("source-serif-4")) == "serif"
    assert generic_of(a_family(a_file(400))) == "sans-serif"


def test_the_rules_of_a_typeface_name_its_files() -> None:
    face = FontFace("fonts/example.latin.woff2", "Example", "italic", "400 700", "U+0-FF", b"")

    assert font_faces([Typeface('"Example", serif', (face,))], "style.css") == (
        "@font-face {\n"
        '  font-family: "Example";\n'
        "  font-style: italic;\n"
        "  font-weight: 400 700;\n"
        "  font-display: swap;\n"
        '  src: url("fonts/example.latin.woff2") format("woff2");\n'
        "  unicode-range: U+0-FF;\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("languages", "scripts"),
    [
        ((), ()),
        (("en", "vi", "qqq", ""), ()),
        (("en", "ru", "el"), ("cyrillic", "greek")),
        (("sr-Latn", "uz-Cyrl"), ("cyrillic",)),
        (("ar", "ur-PK", "he"), ("arabic", "hebrew")),
        (("ja",), ()),
    ],
)
def test_pieces_are_made_for_the_scripts_of_the_languages_and_for_latin(
    languages: tuple[str, ...], scripts: tuple[str, ...]
) -> None:
    assert scripts_for(languages) == (*scripts, "latin-more", "latin")
