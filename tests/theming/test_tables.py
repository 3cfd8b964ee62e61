from __future__ import annotations

import pytest

from sitegen.theming.tables import scrolling_tables


def a_table(columns: int, caption: str = "") -> str:
    cells = "<td>12,345</td>" * columns
    return f"<table>{caption}<thead><tr>{cells}</tr></thead></table>"


def test_a_wide_table_stands_in_a_box_that_the_keyboard_reaches() -> None:
    table = a_table(6)

    assert scrolling_tables(f"<p>a</p>{table}<p>b</p>", "Table") == (
        f'<p>a</p><div class="wide-table" role="group" aria-label="Table" tabindex="0">{table}</div><p>b</p>'
    )


def test_the_box_is_named_by_the_tables_caption() -> None:
    html = scrolling_tables(a_table(7, '<caption>Members &amp; <em>"others"</em></caption>'), "Table")

    assert 'aria-label="Members &amp; &quot;others&quot;"' in html


@pytest.mark.parametrize(
    "html",
    [
        "<p>no table</p>",
        a_table(5),
        f"<!-- {a_table(9)} -->",
        "<table><tr><td>unclosed",
        "</table>",
        "<pre>&lt;table&gt;</pre>",
    ],
)
def test_everything_else_stays_as_it_is(html: str) -> None:
    assert scrolling_tables(html, "Table") == html


def test_cells_count_with_their_span() -> None:
    assert "wide-table" in scrolling_tables('<table><tr><td colspan="5">a<td>b</table>', "Table")


def test_a_table_in_a_table_gets_no_box_of_its_own() -> None:
    html = scrolling_tables(f"<TABLE><tr><td>{a_table(6)}</td></tr></TABLE>", "Table")

    assert html.count("wide-table") == 1
