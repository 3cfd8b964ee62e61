from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given

from sitegen.markup.python_markdown import IDLE, html_of, new_engine
from tests.markup.fragments import html
from tests.markup.test_markdown_text import TEXTS


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("| a |\n|---|\n| 1 |", "<td>1</td>"),
        ("text\n{: .lead #top }", '<p class="lead" id="top">text</p>'),
        ("Term\n:   Meaning", "<dd>Meaning</dd>"),
        ("WCO\n\n*[WCO]: World Customs Organization", '<abbr title="World Customs Organization">WCO</abbr>'),
        ("```python\na < b\n```", '<pre><code class="language-python">a &lt; b\n</code></pre>'),
        ("1. a\n\n- b", "</ol>\n<ul>"),
        ('<div markdown="1">\n*a*\n</div>', "<div>\n<p><em>a</em></p>\n</div>"),
        ("a  \nb", "a<br>\nb"),
    ],
)
def test_the_extensions_of_newsrooms_are_there(text: str, found: str) -> None:
    assert found in html(text)


@given(TEXTS)
def test_an_engine_that_has_read_other_texts_reads_as_a_new_one(text: str) -> None:
    html_of("x[^1] [a]\n\n[^1]: y\n\n[a]: b\n\n*[A]: c\n\n- d\n\n<div>e</div>")
    assert html_of(text) == new_engine().convert(text)


def test_an_engine_that_failed_does_not_come_back() -> None:
    html_of("a")
    before = len(IDLE)
    with pytest.raises(RecursionError):
        html_of("1. " * 5000 + "a")
    assert len(IDLE) == before - 1
    assert html_of("- a") == "<ul>\n<li>a</li>\n</ul>"


def test_threads_do_not_share_an_engine() -> None:
    texts = [f"[a][x]\n\n[x]: {number}.md\n\nn[^1]\n\n[^1]: note {number}" for number in range(200)]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(html_of, texts)) == [html_of(text) for text in texts]
