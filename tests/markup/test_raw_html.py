from __future__ import annotations

import pytest

from tests.markup.fragments import read, told, with_both_engines

NOT_ALLOWED = "raw HTML is not allowed here:"


@with_both_engines
def test_raw_html_is_told_at_its_line(engine: str) -> None:
    text = "Text `<b>` and\n<b>bold</b>.\n\n<iframe src='x'>\n</iframe>\n\n<!-- note -->\n"
    assert told(read(text, engine=engine, html="refuse")) == [
        f"2:1 {NOT_ALLOWED} `<b>`",
        f"4:1 {NOT_ALLOWED} `<iframe src='x'>`",
        f"7:1 {NOT_ALLOWED} `<!-- note -->`",
    ]


@with_both_engines
@pytest.mark.parametrize(
    "text",
    [
        "`<b>`",
        "```\n<b>x</b>\n```",
        "a\n\n    <b>x</b>\n",
        "<https://example.org/>",
        "<press@example.org>",
        "&copy; &#169; &lt;b&gt;",
        "1 < 2 > 0",
        "| a |\n|--:|\n| 1 |",
        "Text[^1]\n\n[^1]: note",
    ],
)
def test_code_autolinks_and_entities_are_no_raw_html(engine: str, text: str) -> None:
    assert read(text, engine=engine, html="refuse").problems == ()


@with_both_engines
def test_a_problem_says_what_to_do_and_what_to_underline(engine: str) -> None:
    (problem,) = read("Some <u>text</u>", engine=engine, html="refuse").problems
    assert (problem.location.line, problem.location.column, problem.location.width) == (1, 6, 3)
    assert "Markdown" in problem.hint


@with_both_engines
@pytest.mark.parametrize("handling", ["allow", "sanitize"])
def test_raw_html_is_no_problem_where_it_is_not_refused(engine: str, handling: str) -> None:
    assert read("<b>x</b>", engine=engine, html=handling).problems == ()


@with_both_engines
def test_every_line_with_raw_html_is_told(engine: str) -> None:
    text = "a<br />b\n\nc<br />d <img\tsrc=x />\n\n> quote <b>x</b>\n\n<hr />\n"
    assert told(read(text, engine=engine, html="refuse")) == [
        f"1:2 {NOT_ALLOWED} `<br />`",
        f"3:2 {NOT_ALLOWED} `<br />`",
        f"5:9 {NOT_ALLOWED} `<b>`",
        f"7:1 {NOT_ALLOWED} `<hr />`",
    ]


def test_an_element_whose_content_is_markdown_is_raw_html() -> None:
    assert told(read('Text\n\n<div markdown="1">\n*a*\n</div>\n', html="refuse")) == [
        f'3:1 {NOT_ALLOWED} `<div markdown="1">`',
        f"5:1 {NOT_ALLOWED} `</div>`",
    ]
