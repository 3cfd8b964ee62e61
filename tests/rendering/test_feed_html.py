from __future__ import annotations

import pytest

from sitegen.rendering.feed_html import feed_html

PAGE = "https://news.example.org/launch/"


@pytest.mark.parametrize(
    "harm",
    [
        "<script>alert(1)</script>",
        "<style>p{color:red}</style>",
        '<p onclick="alert(1)" style="color:red" class="lead">text</p>',
        '<a href="javascript:alert(1)">text</a>',
        "<form action=/x><input name=q><button>Go</button>text</form>",
        "<svg onload=alert(1)><text>text</text></svg>",
        '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
        "<iframe src=javascript:alert(1)></iframe>",
        "<noscript><img src=x onerror=alert(1)></noscript>",
    ],
)
def test_nothing_runs_or_restyles(harm: str) -> None:
    clean = feed_html(harm, PAGE)
    assert not any(word in clean for word in ("alert(1)<", "script", "style", "on", "class", "<form", "<input", "Go"))


@pytest.mark.parametrize(
    "html",
    [
        '<h2 id="aims">Aims</h2><p lang="fr" dir="ltr">Texte</p>',
        '<table><thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td colspan="2">1</td></tr></tbody></table>',
        '<figure><img src="https://a.org/b.jpg" srcset="https://a.org/b.jpg 2x" alt="B" width="3" height="2"></figure>',
        "<figure><figcaption>Caption</figcaption></figure>",
        '<ol start="3"><li>x</li></ol><dl><dt>a</dt><dd>b</dd></dl><blockquote>q</blockquote>',
        "<pre><code>a &lt; b</code></pre>",
        "<details><summary>More</summary>text</details>",
    ],
)
def test_what_an_article_is_made_of_stays(html: str) -> None:
    assert feed_html(html, PAGE) == html


def test_a_film_becomes_a_link_to_it() -> None:
    html = '<p>Before</p><iframe src="https://video.example/1" title="The opening"><p>no</p></iframe>after'
    assert feed_html(html, PAGE) == ('<p>Before</p><p><a href="https://video.example/1">The opening</a></p>after')


def test_a_player_becomes_a_link_to_its_first_source() -> None:
    html = '<p><video controls><source src="/film.mp4"><source src="/film.webm">no video</video> text</p>'
    link = '<a href="https://news.example.org/film.mp4">/film.mp4</a>'
    assert feed_html(html, PAGE) == f"<p>{link} text</p>"


def test_an_embed_without_an_address_leaves_nothing_but_the_text_around_it() -> None:
    assert feed_html("<p>a<object><embed></object>b</p>", PAGE) == "<p>a<span></span>b</p>"


def test_footnotes_lead_to_the_article() -> None:
    assert feed_html('<a href="#fn:1">1</a>', PAGE) == f'<a href="{PAGE}#fn:1">1</a>'


def test_an_address_that_is_none_is_dropped() -> None:
    assert feed_html('<a href="//[">x</a>', PAGE) == "<a>x</a>"


def test_no_text_is_no_text() -> None:
    assert feed_html("", PAGE) == ""
