from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sitegen.markup import commonmark, python_markdown
from sitegen.markup.fragment import Fragment, Target
from sitegen.markup.links import targets_in
from sitegen.markup.tags import split_at_tags
from tests.markup.fragments import elements, html, read, with_both_engines, written, written_html
from tests.markup.test_markdown_text import TEXTS


def cut(html_text: str) -> Fragment:
    pieces, targets = targets_in(split_at_tags(html_text))
    return Fragment(pieces=pieces, targets=targets)


def places(fragment: Fragment) -> list[tuple[str, int, int]]:
    return [(target.written, target.line, target.column) for target in fragment.targets]


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ('<a href="a.md">', ["a.md"]),
        ("<a href='a.md'>", ["a.md"]),
        ("<a href=a.md>", ["a.md"]),
        ("<A HREF = a.md>", ["a.md"]),
        ("<a\nclass=x\nhref='a.md'\n>", ["a.md"]),
        ('<a title="1 > 0" href="a.md">', ["a.md"]),
        ("<a title=\"href='no'\" href='a.md'>", ["a.md"]),
        ('<a data-href="no" href="a.md">', ["a.md"]),
        ('<a href="a.md" href="second.md">', ["a.md"]),
        ('<a href=" a.md ">', ["a.md"]),
        ('<a href="?a=1&amp;b=2">', ["?a=1&b=2"]),
        ('<a href="/rooted/">', ["/rooted/"]),
        ('<a href="#part">', ["#part"]),
        ('<a href="">', [""]),
        ('<a href="https://example.org/">', []),
        ('<a href="mailto:a@example.org">', []),
        ('<a href="&#109;ailto:a@example.org">', []),
        ('<a href="//example.org/">', []),
        ('<a href="{{ site.url }}/a">', []),
        ('<a href="%7B%25%20link%20a.md%20%25%7D">', []),
        ("<a name=top>", []),
        ("<abbr href=no>", []),
        ('<area href="map.html">', ["map.html"]),
        ('<img src="a.jpg">', ["a.jpg"]),
        ('<img srcset="a.jpg 1x, b.jpg 2x" src="c.jpg">', ["a.jpg", "b.jpg", "c.jpg"]),
        ('<source srcset="a.avif">', ["a.avif"]),
        ('<video src="a.mp4" poster="a.jpg">', ["a.mp4", "a.jpg"]),
        ('<audio src="a.mp3">', ["a.mp3"]),
        ('<track src="a.vtt">', ["a.vtt"]),
        ('<embed src="a.pdf">', ["a.pdf"]),
        ('<iframe src="/map/">', ["/map/"]),
        ('<object data="a.pdf">', ["a.pdf"]),
        ('<link rel="stylesheet" href="a.css">', ["a.css"]),
        ('<!-- <a href="a.md"> -->', []),
        ("<script>'<a href=\"a.md\">'</script>", []),
        ('&lt;a href="a.md"&gt;', []),
    ],
)
def test_addresses_are_found_as_a_browser_would(tag: str, found: list[str]) -> None:
    fragment = cut(f"<p>{tag}</p>")
    assert written(fragment) == found
    assert elements(written_html(fragment)) == elements(f"<p>{tag}</p>".replace('" a.md "', '"a.md"'))


@pytest.mark.parametrize(
    ("srcset", "found"),
    [
        ("a.jpg", ["a.jpg"]),
        ("a.jpg 400w, b.jpg 800w", ["a.jpg", "b.jpg"]),
        ("a.jpg 400w,b.jpg 800w", ["a.jpg", "b.jpg"]),
        ("a.jpg, b.jpg 2x", ["a.jpg", "b.jpg"]),
        (" a,b.jpg\n1x ,\tc.jpg 2x, ", ["a,b.jpg", "c.jpg"]),
        ("https://example.org/a.jpg 1x, b.jpg 2x", ["b.jpg"]),
        ("data:image/png;base64,AAAA 1x, b.jpg 2x", ["b.jpg"]),
        (", ,", []),
    ],
)
def test_each_candidate_of_a_srcset_is_an_address(srcset: str, found: list[str]) -> None:
    fragment = cut(f'<img srcset="{srcset}" alt="x">')
    assert written(fragment) == found
    assert written_html(fragment) == f'<img srcset="{srcset}" alt="x">'
    assert {target.attribute for target in fragment.targets} <= {""}


def test_an_image_says_whether_it_has_a_size() -> None:
    assert [target.sized for target in cut("<img src=a><img width=9 src=b>").targets] == [False, True]


def test_a_poster_takes_no_size() -> None:
    assert cut('<video poster="a.jpg">').targets == (
        Target(written="a.jpg", kind="image", attribute="poster", sized=True),
    )


@with_both_engines
def test_a_place_is_where_the_address_was_written(engine: str) -> None:
    text = """See [a](a.md), then [a again](a.md "Title").

`[no](a.md)` ![x](<my hall.jpg>) [é](é.md#ü) [esc](a\\_b.md)

<a href='raw.html?a=1&amp;b=2'>raw</a> <img srcset="s.jpg 1x, t.jpg 2x" src=u.jpg>
"""
    assert places(read(text, engine=engine)) == [
        ("a.md", 1, 9),
        ("a.md", 1, 31),
        ("my hall.jpg", 3, 20),
        ("é.md#ü", 3, 38),
        ("a_b.md", 3, 52),
        ("raw.html?a=1&b=2", 5, 10),
        ("s.jpg", 5, 53),
        ("t.jpg", 5, 63),
        ("u.jpg", 5, 77),
    ]


@with_both_engines
def test_links_by_reference_have_the_place_of_the_definition(engine: str) -> None:
    fragment = read("[a][x] and [b][x]\n\n[x]: <plan.md> 'Title'\n", engine=engine)
    assert places(fragment) == [("plan.md", 3, 7), ("plan.md", 3, 7)]


@with_both_engines
def test_an_address_with_parentheses_is_whole(engine: str) -> None:
    assert places(read("[a](b_(c).md)", engine=engine)) == [("b_(c).md", 1, 5)]


@with_both_engines
def test_an_address_in_code_is_no_address(engine: str) -> None:
    text = '`<a href="a.md">`\n\n```html\n<img src="b.jpg">\n```\n\n    <a href="c.md">\n'
    assert read(text, engine=engine).targets == ()


@with_both_engines
def test_addresses_elsewhere_stay_in_the_html(engine: str) -> None:
    text = "[a](https://example.org/?a=1&b=2) <https://example.org/>"
    assert read(text, engine=engine).targets == ()
    assert 'href="https://example.org/?a=1&amp;b=2"' in html(text, engine=engine)


@given(text=TEXTS)
def test_the_pieces_and_what_was_written_are_the_html_again(text: str) -> None:
    assume("<![" not in text)  # over which the parser of this test stumbles
    for html_of in (python_markdown.html_of, commonmark.html_of):
        engine_html = html_of(text)
        joined = written_html(cut(engine_html))
        assert "".join(split_at_tags(joined)) == joined
        assert [folded(event) for event in elements(joined)] == [folded(event) for event in elements(engine_html)]


def folded(event: object) -> object:
    """Leaves the spaces around addresses out, as browsers do."""
    match event:
        case (str(name), dict(attributes)):
            return name, {key: (value or "").strip() for key, value in attributes.items()}
    return event


@given(addresses=st.lists(st.from_regex(r"[a-zé文]{1,5}(/[a-z]{1,3})?\.md(#[a-zü]{1,3})?", fullmatch=True), max_size=8))
def test_every_link_of_a_text_is_found_at_its_line(addresses: list[str]) -> None:
    text = "\n\n".join(f"Text [link]({address})" for address in addresses)
    for engine in ("python-markdown", "commonmark"):
        assert places(read(text, engine=engine)) == [
            (address, 2 * index + 1, 13) for index, address in enumerate(addresses)
        ]
