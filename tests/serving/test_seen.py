from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sitegen.serving.seen import News, Seen, completed, news_between, seen_from_text, seen_of, style_sheets_in

PAGE = """<!doctype html><html><head><title>News</title>
<link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/assets/style.1a2b.css">
<link rel="stylesheet" href="/extra.css"></head>
<body><h1>News</h1><img src="/photo.jpg" srcset="/photo-400.webp 400w, /photo-800.webp 800w" alt="">
<video src="/film.mp4" poster="/film.jpg"></video><script src="/menu.js"></script>
<a href="/programme.pdf">programme</a></body></html>"""
NAMES = (
    *("assets/style.1a2b.css", "extra.css", "icon.svg", "photo.jpg", "photo-400.webp", "photo-800.webp"),
    *("film.mp4", "film.jpg", "menu.js", "programme.pdf"),
)
FILES = dict.fromkeys(NAMES, "1")


def versions(files: Mapping[str, str]) -> Callable[[str], str]:
    return lambda path: files.get(path, "")


def seen(html: str = PAGE, base_path: str = "/", **files: str) -> Seen:
    """What is seen of a page, with other versions of some of its files: `photo_jpg` for `photo.jpg`."""
    others = {path: files[name] for path in FILES if (name := path.replace(".", "_")) in files}
    return seen_of(html.encode(), base_path, base_path, versions(FILES | others))


def unknown(html: str = PAGE) -> Seen:
    """What is seen of a page whose files nobody knows yet."""
    return seen_of(html.encode(), "/", "/", None)


def news(before: Seen, now: Seen) -> News:
    return news_between(before, now)


# What is new


def test_a_page_that_is_as_it_was_is_no_news() -> None:
    assert news(seen(), seen()) is News.NOTHING
    assert not News.NOTHING


def test_another_page_is_loaded_again() -> None:
    for before, after in (
        ("<h1>News</h1>", "<h1>Old news</h1>"),
        ("<title>News", "<title>Old news"),
        ("</body>", " </body>"),
        ('href="/icon.svg"', 'href="/other.svg"'),
        ('src="/photo.jpg"', 'src="/other.jpg"'),
    ):
        assert news(seen(), seen(PAGE.replace(before, after))) is News.RELOAD


@pytest.mark.parametrize("file", ["photo_jpg", "photo-400_webp", "photo-800_webp", "film_mp4", "film_jpg", "menu_js"])
def test_a_page_that_loads_another_file_is_loaded_again(file: str) -> None:
    assert news(seen(), seen(**{file: "2"})) is News.RELOAD


def test_a_file_that_came_or_went_is_another_one() -> None:
    assert news(seen(photo_jpg=""), seen()) is News.RELOAD
    assert news(seen(), seen(photo_jpg="")) is News.RELOAD


def test_a_file_to_which_a_page_only_links_is_no_news() -> None:
    assert news(seen(), seen(programme_pdf="2")) is News.NOTHING


def test_another_address_of_a_style_sheet_is_only_exchanged() -> None:
    again = PAGE.replace("style.1a2b.css", "style.3c4d.css")
    assert news(seen(), seen(again)) is News.SHEETS
    assert news(unknown(), unknown(again)) is News.SHEETS


def test_another_style_sheet_at_its_address_is_only_exchanged() -> None:
    assert news(seen(), seen(extra_css="2")) is News.SHEETS


def test_a_page_that_has_changed_with_its_style_sheet_is_loaded_again() -> None:
    again = PAGE.replace("style.1a2b.css", "style.3c4d.css").replace("<h1>", "<h2>")
    assert news(seen(), seen(again)) is News.RELOAD


def test_another_order_of_style_sheets_is_another_look() -> None:
    first, second = "/assets/style.1a2b.css", "/extra.css"
    again = PAGE.replace(first, "/x").replace(second, first).replace("/x", second)
    assert news(seen(), seen(again)) is News.SHEETS


def test_one_more_style_sheet_is_another_page() -> None:
    more = PAGE.replace("</head>", '<link rel="stylesheet" href="/more.css"></head>')
    assert news(seen(), seen(more)) is News.RELOAD


# Files of which nobody knows anything


def test_what_nobody_knows_yet_is_no_news_when_it_is_known() -> None:
    assert news(unknown(), seen()) is News.NOTED
    assert news(seen(), unknown()) is News.NOTED


def test_what_nobody_knows_yet_hides_no_change_of_the_page() -> None:
    assert news(unknown(), seen(PAGE.replace("<h1>", "<h2>"))) is News.RELOAD
    assert news(seen(), unknown(PAGE.replace("style.1a2b", "style.3c4d"))) is News.SHEETS


def test_a_change_is_told_though_nobody_knew_the_files_in_between() -> None:
    between = completed(unknown(), seen())
    assert news(seen(), between) is News.NOTHING
    assert news(between, seen(photo_jpg="2")) is News.RELOAD
    assert news(between, seen(extra_css="2")) is News.SHEETS


def test_what_is_known_is_taken_from_nowhere_else() -> None:
    assert completed(seen(), seen(photo_jpg="2")) == seen()


# What the browser keeps


def test_what_is_seen_is_told_to_the_browser_and_comes_back() -> None:
    for each in (seen(), unknown(), Seen()):
        assert seen_from_text(str(each)) == each


@settings(max_examples=60)
@given(some.text(max_size=30))
def test_whatever_else_comes_back_is_another_page(text: str) -> None:
    assert news(seen_from_text(text), seen()) is News.RELOAD


def test_what_is_seen_needs_no_escape_in_an_address_or_in_html() -> None:
    assert {*str(seen())} <= {*"0123456789abcdef."}


# Pages


def test_style_sheets_are_named_in_their_order() -> None:
    assert style_sheets_in(PAGE.encode()) == ["/assets/style.1a2b.css", "/extra.css"]


@pytest.mark.parametrize(
    ("html", "addresses"),
    [
        ("<link href=/a.css rel=stylesheet>", ["/a.css"]),
        ('<link rel="alternate stylesheet" href="/a.css" title="High contrast">', ["/a.css"]),
        ("<LINK HREF='/a.css' REL='StyleSheet'>", ["/a.css"]),
        ('<link rel="stylesheet" href="/a.css?b=1&amp;c=2">', ["/a.css?b=1&c=2"]),
        ('<link rel="stylesheet"\nhref=" /a.css "\nmedia="print">', ["/a.css"]),
        ('<link rel="preload" href="/a.css" as="style">', []),
        ('<link rel="stylesheet">', []),
        ("<link", []),
        ("", []),
    ],
)
def test_style_sheets_are_found_however_they_are_written(html: str, addresses: list[str]) -> None:
    assert style_sheets_in(html.encode()) == addresses


def test_addresses_are_those_of_a_site_below_its_path() -> None:
    html = '<img src="/newsroom/photo.jpg"><link rel="stylesheet" href="/newsroom/extra.css">'
    assert news(seen(html, "/newsroom/"), seen(html, "/newsroom/", photo_jpg="2")) is News.RELOAD
    assert news(seen(html, "/newsroom/"), seen(html, "/newsroom/", extra_css="2")) is News.SHEETS
    assert news(seen(html, "/press/"), seen(html, "/press/", photo_jpg="2", extra_css="2")) is News.NOTHING


@pytest.mark.parametrize(
    "html",
    [
        '<img src="photo.jpg">',
        '<img src="../chart/photo.jpg">',
        '<base href="/news/"><img src="chart/photo.jpg">',
        "<img src=photo.jpg>",
        '<svg><use href="photo.jpg#a"></use></svg>',
        '<svg><image xlink:href="photo.jpg"/></svg>',
        '<object data="photo.jpg"></object>',
        '<link rel="icon" href="photo.jpg">',
        '<link rel="preload" imagesrcset="other.jpg 1x, photo.jpg 2x">',
    ],
)
def test_files_are_found_however_a_page_names_them(html: str) -> None:
    def seen_with(version: str) -> Seen:
        return seen_of(html.encode(), "/news/chart/", "/", versions({"news/chart/photo.jpg": version}))

    assert news(seen_with("1"), seen_with("2")) is News.RELOAD


def test_a_style_sheet_beside_its_page_is_exchanged() -> None:
    def seen_with(version: str) -> Seen:
        html = b'<link rel=stylesheet href="style.css">'
        return seen_of(html, "/news/chart/", "/", versions({"news/chart/style.css": version}))

    assert news(seen_with("1"), seen_with("2")) is News.SHEETS


def test_other_rules_of_the_host_are_news_for_every_page() -> None:
    def seen_with(version: str) -> Seen:
        return seen_of(b"<h1>News</h1>", "/news/", "/news/", versions({"_headers": version}))

    assert news(seen_with("1"), seen_with("2")) is News.RELOAD


def test_addresses_may_name_the_host_and_hold_escapes() -> None:
    asked: list[str] = []

    def version_of(path: str) -> str:
        asked.append(path)
        return ""

    html = '<img src="http://127.0.0.1:8000/%C3%A9t%C3%A9.jpg?v=1#a"><img src="/a.jpg"><img src="/a.jpg">'
    seen_of(html.encode(), "/", "/", version_of)
    assert asked == ["_headers", "été.jpg", "a.jpg"]


@settings(max_examples=100)
@given(
    some.lists(
        some.sampled_from(
            [
                "<link",
                "<img",
                " rel=",
                '"stylesheet"',
                " href=",
                " src=",
                " srcset=",
                '"',
                "'",
                ">",
                "//[",
                "http://[",
                "%",
                "&#0;",
                ",",
                " ",
                "\xff",
                "a",
            ]
        ),
        max_size=20,
    )
)
def test_whatever_is_written_in_a_page_it_is_seen(pieces: list[str]) -> None:
    html = "".join(pieces).encode("latin-1")
    assert seen_of(html, "/", "/", versions(FILES)) == seen_of(html, "/", "/", versions(FILES))
