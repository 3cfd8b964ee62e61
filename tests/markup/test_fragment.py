from __future__ import annotations

from sitegen.markup.fragment import Candidates, Fragment, Resolved, Target, html_of


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


SEVERAL = Resolved(
    "/b.jpg.800.jpg", 800, 600, Candidates("/b.480.jpg 480w", (("image/avif", "/b.480.avif 480w"),), "50vw"), "lazy"
)


def shown(before: str, after: str, resolved: Resolved = SEVERAL) -> str:
    image = Target(written="b.jpg", kind="image", attribute="src")
    return html_of(Fragment(pieces=(before, after), targets=(image,)), lambda _: resolved)


def test_a_picture_in_several_formats_leaves_the_choice_to_the_browser() -> None:
    assert shown('<p><img alt="a > b" ', ' title="c">d</p>') == (
        '<p><picture><source type="image/avif" srcset="/b.480.avif 480w" sizes="50vw">'
        '<img alt="a > b" src="/b.jpg.800.jpg" width="800" height="600" srcset="/b.480.jpg 480w" sizes="50vw"'
        ' loading="lazy" decoding="async" title="c"></picture>d</p>'
    )


def test_a_picture_in_sight_is_loaded_first() -> None:
    assert shown("<img ", ">", Resolved("/b.svg", loading="eager")) == '<img src="/b.svg" fetchpriority="high">'


def test_an_author_who_said_when_to_load_is_obeyed() -> None:
    assert (
        shown('<img loading="eager" ', ">", Resolved("/b.svg", loading="lazy")) == '<img loading="eager" src="/b.svg">'
    )


def test_an_author_who_chose_the_sizes_is_obeyed() -> None:
    html = shown('<img srcset="/c.jpg 2x" ', ">")
    assert "<picture>" not in html
    assert html.count("srcset") == 1


def test_a_picture_in_a_picture_of_its_author_stays_there() -> None:
    assert shown('<picture><source srcset="/c.avif"><img ', "></picture>").count("<picture>") == 1
    assert shown('<picture><img src="//a.example/c.jpg"></picture> <img ', ">").count("<picture>") == 2


def test_a_tag_in_capitals_is_one_too() -> None:
    html = shown('<img src="//a.example/c.jpg"> <IMG ', ">")
    assert html.startswith('<img src="//a.example/c.jpg"> <picture>')


def test_a_tag_with_another_address_to_come_is_left_as_it_is() -> None:
    image = Target(written="b.jpg", kind="image", attribute="src")
    other = Target(written="c.md", kind="link", attribute="longdesc")
    fragment = Fragment(pieces=("<img ", " ", ">"), targets=(image, other))
    resolved = {"b.jpg": SEVERAL, "c.md": Resolved("/c/")}
    assert html_of(fragment, lambda target: resolved[target.written]) == (
        '<img src="/b.jpg.800.jpg" width="800" height="600" longdesc="/c/">'
    )


def test_every_picture_of_a_text_has_its_sizes() -> None:
    image = Target(written="b.jpg", kind="image", attribute="src")
    pieces = ('<p><img alt="a" ', '> <picture class="own"><img alt="b" ', '></picture> <img alt="c" ', ">")
    html = html_of(Fragment(pieces=pieces, targets=(image, image, image)), lambda _: SEVERAL)
    assert html.count('<source type="image/avif"') == 2
    assert html.count("</picture>") == 3
