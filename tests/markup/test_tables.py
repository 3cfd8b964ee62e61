from __future__ import annotations

from sitegen.markup.tables import with_scrolling_tables
from sitegen.markup.tags import split_at_tags
from tests.markup.fragments import html, with_both_engines


def scrolling(html_text: str) -> str:
    return "".join(with_scrolling_tables(split_at_tags(html_text)))


@with_both_engines
def test_a_wide_table_scrolls_by_keyboard_and_has_no_inline_style(engine: str) -> None:
    result = html("| a | b |\n|:-:|--:|\n| 1 | 2 |\n", engine=engine)
    assert result.startswith('<div class="table-scroll" tabindex="0"><table>')
    assert result.endswith("</table></div>")
    assert '<th class="align-center">a</th>' in result
    assert "style=" not in result


def test_a_table_in_a_table_scrolls_with_it() -> None:
    inner = "<table><tr><td><table></table></td></tr></table>"
    assert scrolling(f"{inner}a") == f'<div class="table-scroll" tabindex="0">{inner}</div>a'


def test_a_table_that_is_not_closed_is_left_alone() -> None:
    assert scrolling("<table><tr>") == "<table><tr>"
    assert scrolling("</table>") == "</table>"
