from __future__ import annotations

from sitegen.markup.fragment import Fragment, Resolved, Target, html_of


def test_addresses_are_put_between_the_pieces() -> None:
    fragment = Fragment(
        pieces=("<a ", ">a</a><img ", ">"),
        targets=(
            Target(written="a.md", kind="link", attribute="href"),
            Target(written="b.jpg", kind="image", attribute="src"),
        ),
    )
    resolved = {"a.md": Resolved("/a/?b&c"), "b.jpg": Resolved("/b.jpg", 800, 600)}
    assert html_of(fragment, lambda target: resolved[target.written]) == (
        '<a href="/a/?b&amp;c">a</a><img src="/b.jpg" width="800" height="600">'
    )


def test_an_authors_size_is_kept() -> None:
    target = Target(written="b.jpg", kind="image", attribute="src", sized=True)
    fragment = Fragment(pieces=("<img width=9 ", ">"), targets=(target,))
    assert html_of(fragment, lambda _: Resolved("/b.jpg", 800, 600)) == '<img width=9 src="/b.jpg">'


def test_a_candidate_of_a_srcset_is_an_address_alone() -> None:
    fragment = Fragment(pieces=('<img srcset="', ' 2x">'), targets=(Target(written="b.jpg", kind="image"),))
    assert html_of(fragment, lambda _: Resolved("/b.jpg", 800, 600)) == '<img srcset="/b.jpg 2x">'
