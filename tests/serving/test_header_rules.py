from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.serving.header_rules import HeaderRule, header_rules, headers_for

PAGE = {"Content-Type": "text/html; charset=utf-8", "ETag": '"1"'}


def sent(text: str, path: str = "/news/", **given_headers: str) -> dict[str, str]:
    """What the rules of a file add to or take from an answer."""
    named = {name.replace("_", "-"): value for name, value in given_headers.items()}
    return headers_for(path, header_rules(text), named)


def rule_for(pattern: str) -> HeaderRule:
    return HeaderRule(pattern=pattern, set=(("X-Seen", "yes"),), removed=())


def is_seen(pattern: str, path: str) -> bool:
    return headers_for(path, [rule_for(pattern)], {}) == {"X-Seen": "yes"}


def test_a_file_is_read_into_rules_in_its_order() -> None:
    text = """
# for everything
/*
  X-Frame-Options: DENY
  Content-Security-Policy: default-src 'self'; img-src https://pictures.example:8443

/drafts/*
  # not for search engines
  X-Robots-Tag: noindex
  ! X-Frame-Options
"""
    assert header_rules(text) == (
        HeaderRule(
            pattern="/*",
            set=(
                ("X-Frame-Options", "DENY"),
                ("Content-Security-Policy", "default-src 'self'; img-src https://pictures.example:8443"),
            ),
            removed=(),
        ),
        HeaderRule(pattern="/drafts/*", set=(("X-Robots-Tag", "noindex"),), removed=("X-Frame-Options",)),
    )


def test_a_file_from_windows_is_read_like_any_other() -> None:
    assert sent("\ufeff/*\r\n\tX-A: b\r\n") == {"X-A": "b"}


def test_headers_need_no_indentation_and_paths_may_have_one() -> None:
    assert sent("  /news/\nX-A: b\n") == {"X-A": "b"}


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("/", "/"),
        ("/news/", "/news/"),
        ("/*", "/"),
        ("/*", "/news/2026/a.html"),
        ("/news/*", "/news/"),
        ("/news/*", "/news/2026/"),
        ("/*.css", "/theme/site.css"),
        ("/*/a/*/b", "/1/a/2/a/3/b"),
        ("/**", "/news/"),
        ("/:year/", "/2026/"),
        ("/:year/:month/*", "/2026/09/"),
        ("/card-:size.png", "/card-large.png"),
        ("/:a-:b", "/1-2-3"),
        ("/news/:name*", "/news/a/b/c"),
        ("/news/*:name", "/news/a/b/c"),
        ("/caf%C3%A9/", "/café/"),
        ("/café/", "/café/"),
        ("/a%2Ab", "/a*b"),
        ("/12:30/", "/12:30/"),
        ("/a.c", "/a.c"),
        ("/[a]+$", "/[a]+$"),
        ("https://localhost/*", "/news/"),
        ("https://:host/news/", "/news/"),
    ],
)
def test_a_pattern_covers_a_path(pattern: str, path: str) -> None:
    assert is_seen(pattern, path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("/", "/news/"),
        ("/news/", "/news"),
        ("/news", "/news/"),
        ("/News/", "/news/"),
        ("/news/*", "/news"),
        ("/news/*", "/newsroom/"),
        ("/*.css", "/site.css.map"),
        ("/:year/", "/"),
        ("/:year/", "//"),
        ("/:year/", "/2026/09/"),
        ("/:a-:b", "/1-"),
        ("/news/:name*", "/news/"),
        ("/news/:name*", "/news//"),
        ("/a%2Ab", "/axb"),
        ("/a.c", "/abc"),
        ("https://example.org/*", "/news/"),
        ("https://localhost.example.org/*", "/news/"),
    ],
)
def test_a_pattern_does_not_cover_a_path(pattern: str, path: str) -> None:
    assert not is_seen(pattern, path)


def test_every_rule_that_matches_applies_in_order() -> None:
    text = "/*\n  X-A: 1\n/news/\n  X-B: 2\n/other/\n  X-C: 3\n"
    assert sent(text) == {"X-A": "1", "X-B": "2"}


def test_what_is_set_twice_is_joined_whatever_its_case() -> None:
    text = "/*\n  Cache-Control: public\n  cache-control: max-age=60\n/news/\n  CACHE-CONTROL: no-transform\n"
    assert sent(text) == {"Cache-Control": "public, max-age=60, no-transform"}


def test_of_several_cookies_the_last_one_is_set() -> None:
    assert sent("/*\n  Set-Cookie: a=1\n  Set-Cookie: b=2\n") == {"Set-Cookie": "b=2"}


def test_a_rule_takes_the_place_of_what_the_server_would_send() -> None:
    text = "/*\n  content-type: text/html\n  X-A: b\n"
    assert headers_for("/news/", header_rules(text), PAGE) == {
        "Content-Type": "text/html",
        "ETag": '"1"',
        "X-A": "b",
    }


def test_a_rule_removes_what_the_server_or_an_earlier_rule_has_set() -> None:
    text = "/*\n  X-A: b\n  X-C: d\n/news/\n  ! x-a\n  ! etag\n"
    assert headers_for("/news/", header_rules(text), PAGE) == {"Content-Type": PAGE["Content-Type"], "X-C": "d"}


def test_a_rule_that_removes_and_sets_does_not_join() -> None:
    assert sent("/*\n  X-A: 1\n/news/\n  X-A: 2\n  ! X-A\n") == {"X-A": "2"}


def test_nothing_is_changed_where_no_rule_matches() -> None:
    assert headers_for("/", header_rules("/news/\n  X-A: b\n"), PAGE) == PAGE


@pytest.mark.parametrize(
    "name",
    [
        "Content-Length",
        "Transfer-Encoding",
        "Connection",
        "Date",
        "Content-Encoding",
        "Content-Range",
        "Accept-Ranges",
        "Strict-Transport-Security",
        "Clear-Site-Data",
        "Location",
        "Alt-Svc",
        "SERVER",
    ],
)
def test_what_would_break_the_answer_or_outlive_it_is_never_changed(name: str) -> None:
    given_headers = {name: "as it is"}
    for text in (f"/*\n  {name}: other\n", f"/*\n  {name.lower()}: other\n", f"/*\n  ! {name.upper()}\n"):
        assert headers_for("/", header_rules(text), given_headers) == given_headers
        assert header_rules(text) == ()


@pytest.mark.parametrize(
    "line",
    [
        "X-A: b\rSet-Cookie: c=d",
        "X-A: b\x00",
        "X-A: b\x0bc",
        "X-A: b\x85c",
        "X-A: b\u2028c",
        "X-A: é",
        "X-A\x00: b",
        "X A: b",
        "X-Ä: b",
        "X(A): b",
        ": b",
        "X-A:",
        "X-A",
        "!X-A",
        "! X A",
        "! X-A: b",
        "X-A: " + "b" * 10_000,
    ],
)
def test_a_line_that_is_no_header_is_left_out(line: str) -> None:
    assert header_rules(f"/*\n  {line}\n") == ()
    assert sent(f"/*\n  {line}\n  X-Next: yes\n", X_A="as it is") == {"X-A": "as it is", "X-Next": "yes"}


@pytest.mark.parametrize(
    "pattern", ["http://example.org/*", "https://localhost:8000/*", "https:///*", "ftp://a/*", "/" + "a" * 10_000]
)
def test_what_follows_a_pattern_that_is_not_understood_belongs_to_it(pattern: str) -> None:
    assert header_rules(f"/news/\n  X-A: b\n{pattern}\n  X-C: d\n") == (
        HeaderRule(pattern="/news/", set=(("X-A", "b"),), removed=()),
    )


def test_headers_before_the_first_path_belong_to_none() -> None:
    assert header_rules("X-A: b\n/news/\n") == ()


def test_a_very_large_file_is_read_up_to_a_limit() -> None:
    assert len(header_rules("/*\n  X-A: b\n" * 800_000)) == 1_000


def test_the_line_that_the_limit_cuts_is_left_out() -> None:
    rules = header_rules("/*\n  X-A: b\n" + "#" * 999_980 + "\n  X-Longer-Name: value\n")
    assert [rule.set for rule in rules] == [(("X-A", "b"),)]


def test_a_pattern_of_many_splats_takes_no_longer_than_any_other() -> None:
    assert not is_seen("/" + "*a:b-" * 500 + "c", "/" + "a-" * 2_000)
    assert is_seen("/" + "*a" * 500 + "*", "/" + "a" * 4_000)


def test_no_rule_is_meant_for_a_path_that_no_file_can_have() -> None:
    assert not is_seen("/*", "/" + "a" * 5_000)


LINES = st.sampled_from(
    ["/*", "/news/", "  X-A: b", "  ! X-A", "#", "X-A: c\r", "https://localhost/*", "  X-B: \t\x01"]
)
ANY_FILE = st.one_of(st.text(), st.lists(st.one_of(LINES, st.text(max_size=20)), max_size=12).map("\n".join))


@given(text=ANY_FILE, path=st.text().map("/{}".format))
def test_no_file_breaks_an_answer(text: str, path: str) -> None:
    for name, value in headers_for(path, header_rules(text), {}).items():
        assert re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name)
        assert re.fullmatch(r"[\t -~]+", value)


def as_expression(pattern: str) -> str:
    """A pattern in the words of another machine, which is slow where this one is not."""
    pieces = re.split(r"(\*|:[A-Za-z]\w*)", pattern)
    return "".join(".*" if piece == "*" else "[^/]+" if piece[:1] == ":" else re.escape(piece) for piece in pieces)


@given(pattern=st.text("/a*", max_size=8).map("/{}".format), path=st.text("/a", max_size=10).map("/{}".format))
def test_splats_mean_what_they_mean_elsewhere(pattern: str, path: str) -> None:
    assert is_seen(pattern, path) == bool(re.fullmatch(as_expression(pattern), path))


@given(
    pieces=st.lists(st.sampled_from(["/", "-", "*", ":x", "b"]), max_size=7),
    path=st.text("/-b", max_size=10).map("/{}".format),
)
def test_placeholders_mean_what_they_mean_elsewhere(pieces: list[str], path: str) -> None:
    pattern = "/" + "".join(pieces)
    assert is_seen(pattern, path) == bool(re.fullmatch(as_expression(pattern), path))
