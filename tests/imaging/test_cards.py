from __future__ import annotations

import os
import struct
import subprocess
import sys
import unicodedata
import zlib
from pathlib import Path

import pytest
import pyvips
from msgspec import structs

from sitegen.imaging.card_fonts import Face, Lettering, card_fonts, is_drawable, set_words
from sitegen.imaging.card_words import TITLE_SIZES, fitted_title, plain_words
from sitegen.imaging.cards import CARD_HEIGHT, CARD_WIDTH, EVERYWHERE, Card, card_maker, draw_card, undrawable

ROOT = Path(__file__).parents[2]
BLUE = (11, 83, 148)
WHITE = (255, 255, 255)
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M1 1h8v8H1z" fill="{}"/></svg>'

LETTERS = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 20"><text x="2" y="15" fill="#fff">Logo</text></svg>'


def a_card(title: str = "Regional hospital opens a new wing", **fields: str) -> Card:
    card = Card(
        title=title,
        kicker="Press release · 12 May 2026",
        site_title="Lakeside Health Authority",
        lang="en",
        ground="#0b5394",
        ink="#ffffff",
    )
    return structs.replace(card, **fields)


def opened(png: bytes) -> pyvips.Image:
    return pyvips.Image.new_from_buffer(png, "").copy_memory()


def color_at(image: pyvips.Image, x: int, y: int) -> tuple[int, ...]:
    return tuple(round(band) for band in image(x, y))


def inked_columns(png: bytes) -> tuple[int, int]:
    """The first column with ink and the number of those after the last, above the rule."""
    mask = (opened(png) != list(BLUE)).bandor().crop(0, 0, CARD_WIDTH, 500)
    left, _, width, _ = mask.find_trim(background=[0], threshold=10)
    return left, CARD_WIDTH - left - width


def test_a_card_is_a_small_png_of_the_size_that_networks_ask_for() -> None:
    png = draw_card(a_card(), None)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", png[16:24]) == (CARD_WIDTH, CARD_HEIGHT) == (1200, 630)
    assert len(png) < 40_000


def test_every_part_of_the_file_has_its_checksum() -> None:
    png, at = draw_card(a_card(), SQUARE.format("#e33").encode()), 8
    kinds = []
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kinds.append(png[at + 4 : at + 8])
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length]) == (
            zlib.crc32(png[at + 4 : at + 8 + length]),
        )
        at += 12 + length
    assert [kinds[0], kinds[1], kinds[-1]] == [b"IHDR", b"PLTE", b"IEND"]


def test_a_card_has_the_colours_of_the_site() -> None:
    image = opened(draw_card(a_card(), None))
    assert color_at(image, 3, 3) == BLUE
    assert color_at(image, 100, 513) == WHITE


def test_equal_cards_are_equal_files_in_every_process() -> None:
    script = (
        "import sys; from sitegen.imaging.cards import *;"
        "card = Card(title='Ünïcode العربية', lang='en', ground='#0b5394', ink='#ffffff');"
        "sys.stdout.buffer.write(draw_card(card, None))"
    )
    drawn = [subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True) for _ in "ab"]
    assert drawn[0].stdout == drawn[1].stdout
    card = Card(title="Ünïcode العربية", lang="en", ground="#0b5394", ink="#ffffff")
    draw_card(a_card("something else"), None)
    assert draw_card(card, None) == drawn[0].stdout


def test_settings_of_the_machine_change_nothing(tmp_path: Path) -> None:
    settings = tmp_path / "fonts.conf"
    settings.write_text(
        '<fontconfig><match target="font"><edit name="hintstyle" mode="assign"><const>hintfull</const></edit>'
        '<edit name="antialias" mode="assign"><bool>false</bool></edit></match></fontconfig>'
    )
    script = (
        "import os, sys; from sitegen.imaging.cards import *;"
        "card = Card(title='Hamburg', lang='en', ground='#0b5394', ink='#ffffff');"
        "sys.stdout.buffer.write(draw_card(card, sys.argv[2].encode()));"
        "assert os.environ.get('FONTCONFIG_FILE', '') == sys.argv[1]"
    )
    drawn = [
        subprocess.run(
            [sys.executable, "-c", script, variable, LETTERS],
            cwd=ROOT,
            env={**os.environ, **({"FONTCONFIG_FILE": variable} if variable else {})},
            capture_output=True,
            check=True,
        )
        for variable in ("", str(settings))
    ]
    assert drawn[0].stdout == drawn[1].stdout
    assert [done.stderr for done in drawn] == [b"", b""]


def test_words_begin_at_the_left_margin_and_at_the_right_one_for_arabic() -> None:
    assert inked_columns(draw_card(a_card("We are moving"), None))[0] in {80, 81}
    title = "افتتاح قسم طوارئ جديد"
    assert inked_columns(draw_card(a_card(title, kicker="بيان صحفي", lang="ar", dir="rtl"), None))[1] in {80, 81}


def test_a_name_in_another_script_at_the_start_does_not_turn_a_title_around() -> None:
    face = Face(size=60, weight="Semi-Bold", lang="ar", dir="rtl")
    words = "NATO تعلن"
    turned = set_words(words, structs.replace(face, dir="ltr"))
    straight = set_words(words, face)
    assert turned
    assert straight
    assert bytes(turned.mask.write_to_memory()) != bytes(straight.mask.write_to_memory())


def fitted(title: str) -> Lettering:
    face = Face(size=0, weight="Semi-Bold", lang="en", dir="ltr")
    done = fitted_title(title, face, 1040, 346)
    assert done
    return done


def test_a_short_title_is_larger_than_a_long_one() -> None:
    short = fitted("Moving")
    line = set_words("Moving", Face(size=TITLE_SIZES[-1], weight="Semi-Bold", lang="en", dir="ltr"))
    assert line
    assert short.height > 2 * line.height


@pytest.mark.parametrize("title", ["word " * 30, "x" * 300, "Donaudampfschifffahrt" * 4 + " fährt", "語" * 90])
def test_every_title_keeps_within_its_place(title: str) -> None:
    done = fitted(title)
    assert done.width <= 1040
    assert done.bottom <= 346


def test_the_last_line_of_a_title_is_no_lonely_word() -> None:
    done = fitted("The ministry of health publishes its yearly report on hospitals today")
    last_line = done.mask.crop(0, done.height - 60, done.width, 60)
    _, _, width, _ = last_line.find_trim(background=[0], threshold=10)
    assert width > done.width // 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "\u200b\u200d",
        "R&D <b>not bold</b> </span> &amp; &#x0;",
        "control \x00\x01\x1b\x7f\x85 and lone \ud800 surrogate",
        "🎉👩‍👩‍👧 🇫🇷 ❤️",
        "x" * 10_000,
        "many words " * 1_000,
        "한국어 日本語 हिन्दी עברית ไทย العربية",
        "\u202e turned around",
        "e\u0301\u0302\u0303" * 60,
        "\u0301",
        "\ufdd0\uffff\U0010ffff",
        "%d {} \\ ' \" {title}",
    ],
    ids=range(14),
)
def test_no_text_breaks_a_card(text: str) -> None:
    card = a_card(text, kicker=text, site_title=text)
    assert opened(draw_card(card, None)).width == 1200
    assert opened(draw_card(structs.replace(card, lang="ar", dir="rtl"), None)).width == 1200


@pytest.mark.parametrize("lang", ["", "x'><b>", "en-GB", "zh-Hant-TW", "ß", "a" * 500])
def test_no_language_breaks_a_card(lang: str) -> None:
    assert opened(draw_card(a_card(lang=lang), None)).width == 1200


def test_mark_up_is_shown_as_written() -> None:
    face = Face(size=40, weight="Medium", lang="en", dir="ltr")
    tags, none = set_words("<b>R&D</b>", face), set_words("R&D", face)
    assert tags
    assert none
    assert tags.width > 2 * none.width


def test_emoji_and_control_characters_are_left_out() -> None:
    assert plain_words("A\x00 new 🎉 era\u2028begins ❤️ for\tus") == "A new era begins ❤ for us"


def test_spaces_that_hold_words_together_stay() -> None:
    assert plain_words("Qualité\u202f: 5\u00a0%") == "Qualité\u202f: 5\u00a0%"


def test_the_logo_stands_opposite_to_the_title_of_the_site() -> None:
    logo = SQUARE.format("#ffcc00").encode()
    image = opened(draw_card(a_card(), logo))
    assert color_at(image, 1120 - 28, 566) == (255, 204, 0)
    mirrored = opened(draw_card(a_card(lang="ar", dir="rtl"), logo))
    assert color_at(mirrored, 80 + 28, 566) == (255, 204, 0)


def test_a_logo_that_would_be_lost_on_its_ground_stands_on_a_plate() -> None:
    image = opened(draw_card(a_card(), SQUARE.format("#0b5394").encode()))
    assert color_at(image, 1120 - 3, 566) == WHITE
    assert color_at(image, 1120 - 40, 566) == BLUE


def test_a_logo_without_a_shape_has_a_border_of_its_own_colour() -> None:
    photo = pyvips.Image.black(200, 200, bands=3).linear([1, 1, 1], [200, 20, 20], uchar=True)
    image = opened(draw_card(a_card(), photo.copy(interpretation="srgb").pngsave_buffer()))
    assert color_at(image, 1120 - 3, 566) == (200, 20, 20)


def test_a_logo_of_many_colours_is_shown_in_those_that_serve_it_best() -> None:
    ramp = pyvips.Image.xyz(300, 56)
    shades = ramp[0].linear(255 / 300, 0).bandjoin([ramp[1].linear(255 / 56, 0), ramp[0].linear(-255 / 300, 255)])
    image = opened(draw_card(a_card(), shades.cast("uchar").copy(interpretation="srgb").pngsave_buffer()))
    red, _, blue = color_at(image, 1120 - 30, 566)
    assert red > 180
    assert blue < 75


@pytest.mark.parametrize("logo", [b"", b"nonsense", b"<svg", b"\x89PNG\r\n\x1a\nbroken", SQUARE[:40].encode()])
def test_a_logo_that_cannot_be_read_is_left_out(logo: bytes) -> None:
    assert draw_card(a_card(), logo) == draw_card(a_card(), None)


def test_a_logo_reads_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "secret.svg").write_text(SQUARE.format("#ffcc00"))
    logo = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
        f'<image href="file://{tmp_path}/secret.svg" width="10" height="10"/></svg>'
    )
    image = opened(draw_card(a_card(), logo.encode()))
    assert color_at(image, 1120 - 28, 566) == BLUE


def test_letters_of_the_installed_fonts_can_be_drawn() -> None:
    assert undrawable("Größe, Ærø, Łódź, Αθήνα, Київ, Việt Nam, العربية, ﷼ “quotes” – € \u00a0\u00ad\u200d") == ""


def test_what_is_taken_for_granted_is_in_the_fonts_of_every_installation() -> None:
    letters = (chr(number) for number in range(0x2150) if EVERYWHERE.fullmatch(chr(number)))
    assigned = [letter for letter in letters if unicodedata.category(letter) not in {"Cc", "Cf", "Cn"}]
    assert len(assigned) > 1_500
    assert [letter for letter in assigned if not is_drawable(letter)] == []


def test_letters_that_no_font_has_are_named_once() -> None:
    assert undrawable("a\U000e1000b\U000e1000c\u0e5f") == "\U000e1000\u0e5f"


def test_what_is_left_out_anyway_is_not_missing() -> None:
    assert undrawable("🎉 \ud800 \x00 \ue000") == ""


def test_the_maker_names_the_fonts_and_the_library() -> None:
    assert card_maker().startswith("cards 1; libvips 8.")
    assert "Noto Sans 2." in card_maker()
    assert card_fonts()[0].family == "Noto Sans"
