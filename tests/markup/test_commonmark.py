from __future__ import annotations

import pytest

from tests.markup.fragments import html


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("| a |\n|---|\n| 1 |", "<td>1</td>"),
        ("~~gone~~", "<del>gone</del>"),
        ("```python\na < b\n```", '<pre><code class="language-python">a &lt; b\n</code></pre>'),
        ("a\\\nb", "a<br>\nb"),
        ("- a\n  1. b", "<ol>\n<li>b</li>\n</ol>"),
        ("***a** b*", "<em><strong>a</strong> b</em>"),
    ],
)
def test_commonmark_with_tables_and_strikethrough_is_read(text: str, found: str) -> None:
    assert found in html(text, engine="commonmark")


@pytest.mark.parametrize("text", ["text\n{: .lead }", "Term\n:   Meaning", "A\n\n*[A]: b", "## A {#b}"])
def test_the_other_dialect_is_text(text: str) -> None:
    assert "".join(character for character in "{:*" if character in text)[0] in html(text, engine="commonmark")


def test_quotes_and_dashes_are_as_written() -> None:
    assert html("\"a\" -- 'b'...", engine="commonmark") == "<p>\"a\" -- 'b'...</p>"
