from __future__ import annotations

import pytest

from sitegen.markup.plain_text import plain_text, word_count
from sitegen.markup.tags import split_at_tags
from tests.markup.fragments import read, with_both_engines


def test_inline_tags_do_not_part_words_and_blocks_do() -> None:
    assert plain_text(split_at_tags("<p>cap<b>acity</b></p><p>a&amp;b<br>\n c</p>")) == "capacity a&b c"


def test_no_break_spaces_stay() -> None:
    assert plain_text(["10\u202f000 \n\t km"]) == "10\u202f000 km"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Seventeen administrations took part.", 4),
        ("It's well-known – isn't it?", 4),
        ("-- ... !", 0),
        ("§ 12 l’Europe", 2),
        ("L’événement a réuni 17 États", 5),
        ("हिन्दी में समाचार", 3),
        ("新闻报道", 4),
        ("ニュース 2026", 5),
        ("ข่าวประชาสัมพันธ์", 4),
        ("한국 뉴스", 2),
        ("أخبار المنظمة", 2),
    ],
)
def test_words_are_counted_in_every_script(text: str, count: int) -> None:
    assert word_count(text) == count


@with_both_engines
def test_the_first_paragraph_is_plain_text(engine: str) -> None:
    text = "## Title\n\nA *new*\nplan[^1] &amp; `code` <b>here</b>.\n\nSecond.\n\n[^1]: note\n"
    assert read(text, engine=engine).first_paragraph == "A new plan & code here."


@with_both_engines
def test_quotes_lists_captions_and_pictures_are_not_the_first_paragraph(engine: str) -> None:
    text = (
        "> A quote.\n\n- An item.\n\n- Another.\n\n![Hall](a.jpg)\n\n"
        "<figure>\n<figcaption>\n<p>Caption.</p>\n</figcaption>\n</figure>\n\nThe news.\n"
    )
    assert read(text, engine=engine).first_paragraph == "The news."


@with_both_engines
def test_a_quote_is_better_than_nothing(engine: str) -> None:
    assert read("> A quote.\n", engine=engine).first_paragraph == "A quote."
    assert read("## Only a heading\n", engine=engine).first_paragraph == ""


@with_both_engines
def test_a_long_first_paragraph_ends_at_a_word(engine: str) -> None:
    summary = read("word, " * 200, engine=engine).first_paragraph
    assert summary.endswith("word…")
    assert 280 < len(summary) <= 301


@with_both_engines
def test_a_text_without_spaces_is_cut_where_it_must(engine: str) -> None:
    assert read("文" * 1000, engine=engine).first_paragraph == "文" * 300 + "…"
