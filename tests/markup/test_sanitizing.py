from __future__ import annotations

import pytest

from sitegen.markup.sanitizing import sanitized
from tests.markup.fragments import html, with_both_engines


@pytest.mark.parametrize(
    ("dangerous", "safe"),
    [
        ("<script>alert(1)</script>a", "a"),
        ("<style>p{}</style>a", "a"),
        ('<iframe src="https://example.org/">a</iframe>b', "b"),
        ('<p onclick="x()" style="position:fixed">a</p>', "<p>a</p>"),
        ('<a href="javascript:x()">a</a>', "<a>a</a>"),
        ('<img src="data:text/html,x">', "<img>"),
        ("<svg onload=x()>a</svg>", "a"),
        ("<form action=/x><input></form>", ""),
        ("a<!-- b -->", "a"),
        ('<meta http-equiv="refresh">a', "a"),
        ("<base href=//x>a", "a"),
    ],
)
def test_what_can_run_load_or_restyle_is_gone(dangerous: str, safe: str) -> None:
    assert sanitized(dangerous) == safe


@pytest.mark.parametrize(
    "kept",
    [
        '<p class="lead" id="a" lang="ar" dir="rtl">a</p>',
        '<figure><img src="a.jpg" alt="A" srcset="b.jpg 2x"><figcaption>c</figcaption></figure>',
        '<table><thead><tr><th scope="col" colspan="2">a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>',
        '<a href="a.md#b" title="t">a</a>',
        '<video src="a.mp4" poster="a.jpg"><track src="a.vtt" kind="captions"></video>',
        "<details><summary>a</summary>b</details>",
        '<abbr title="World Customs Organization">WCO</abbr>',
    ],
)
def test_what_newsrooms_write_stays(kept: str) -> None:
    assert sanitized(kept).replace("</track>", "") == kept


@with_both_engines
def test_aligned_tables_and_code_stay(engine: str) -> None:
    text = "| a | b |\n|---|--:|\n| 1 | 2 |\n\n```html\n<b>\n```\n"
    safe = html(text, engine=engine, html="sanitize")
    assert '<td class="align-right">2</td>' in safe
    assert '<code class="language-html">&lt;b&gt;' in safe


@with_both_engines
def test_links_of_markdown_are_sanitized_where_raw_html_is_refused(engine: str) -> None:
    assert "javascript" not in html("[a](javascript:x) b", engine=engine, html="refuse")


def test_attribute_lists_are_sanitized_where_raw_html_is_refused() -> None:
    assert html("text\n{: onclick=x .lead }\n", html="refuse") == '<p class="lead">text</p>'
