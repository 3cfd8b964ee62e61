from __future__ import annotations

from tests.markup.fragments import html, with_both_engines


@with_both_engines
def test_a_table_is_aligned_by_classes_without_inline_style(engine: str) -> None:
    result = html("| a | b |\n|:-:|--:|\n| 1 | 2 |\n", engine=engine)
    assert result.startswith("<table>")
    assert '<th class="align-center">a</th>' in result
    assert '<td class="align-right">2</td>' in result
    assert "style=" not in result


@with_both_engines
def test_the_empty_corner_of_a_table_is_no_heading(engine: str) -> None:
    result = html("| | a |\n|:-:|---|\n| 1 | 2 |\n", engine=engine)
    assert '<td class="align-center"></td>' in result
    assert '<th scope="col">a</th>' in result
