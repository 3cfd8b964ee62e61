from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.serving.policy import with_own_sources, with_own_sources_in_html

OWN = "http://127.0.0.1:8000/_sitegen/"


@pytest.mark.parametrize(
    "policy",
    [
        "",
        " ; ,",
        "img-src 'none'; font-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'",
        "frame-ancestors 'none'",
        "upgrade-insecure-requests",
        "script-src-attr 'none'; style-src-attr 'none'; worker-src 'none'",
        "default-src *",
        "default-src 'self'",
        "default-src 'SELF' https://example.org",
        "default-src http:",
        "default-src http://127.0.0.1:8000",
        "default-src HTTP://127.0.0.1:8000/",
        "default-src 127.0.0.1:8000",
        "default-src http://127.0.0.1:*",
        f"default-src {OWN}",
        f"default-src 'none' {OWN}",
    ],
)
def test_a_policy_that_allows_the_additions_stays_as_it_is(policy: str) -> None:
    assert with_own_sources(policy, OWN) == policy


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("script-src-elem 'none'", f"script-src-elem {OWN}"),
        ("script-src 'none'", f"script-src 'none'; script-src-elem {OWN}"),
        ("script-src", f"script-src; script-src-elem {OWN}"),
        ("style-src-elem https://a.example", f"style-src-elem https://a.example {OWN}"),
        ("style-src 'unsafe-inline'", f"style-src 'unsafe-inline'; style-src-elem 'unsafe-inline' {OWN}"),
        ("connect-src 'none'", f"connect-src {OWN}"),
        ("frame-src https:", f"frame-src https: {OWN}"),
        ("child-src 'none'", f"child-src 'none'; frame-src {OWN}"),
        (
            "default-src 'none'",
            f"default-src 'none'; script-src-elem {OWN}; style-src-elem {OWN}; connect-src {OWN}; frame-src {OWN}",
        ),
    ],
)
def test_the_most_specific_directive_gets_the_source(policy: str, expected: str) -> None:
    assert with_own_sources(policy, OWN) == expected


def test_the_most_specific_of_several_directives_decides() -> None:
    policy = "default-src 'none'; script-src 'self'; style-src-elem 'self'; connect-src *; frame-src 'none'"
    assert with_own_sources(policy, OWN) == policy.replace("frame-src 'none'", f"frame-src {OWN}")


def test_an_allowing_fallback_does_not_help_where_a_directive_forbids() -> None:
    assert with_own_sources("script-src-elem https:; script-src 'self'", OWN) == (
        f"script-src-elem https: {OWN}; script-src 'self'"
    )


@pytest.mark.parametrize(
    "source",
    [
        "https:",
        "ws:",
        "https://127.0.0.1:8000",
        "http://127.0.0.1",
        "http://127.0.0.1:80001",
        "http://127.0.0.1:8000/_site",
        "http://127.0.0.1:8000/assets/",
        "http://127.0.0.1.example:8000",
        "http://localhost:8000",
        "data:",
        "'nonce-self'",
        "self",
        "'unsafe-inline'",
        "http://127.0.0.1:" + "9" * 5_000,
    ],
)
def test_what_looks_like_the_source_but_is_none_is_not_taken_for_it(source: str) -> None:
    assert with_own_sources(f"connect-src {source}", OWN) == f"connect-src {source} {OWN}"


@pytest.mark.parametrize(
    "source", ["http://news.example", "http://news.example:80", "news.example", "http://NEWS.example/"]
)
def test_the_port_that_goes_without_saying_need_not_be_said(source: str) -> None:
    assert with_own_sources(f"connect-src {source}", "http://news.example/_sitegen/") == f"connect-src {source}"


def test_all_else_stays_as_it_is_written() -> None:
    policy = "\tImg-Src  'self' ;; CONNECT-src\thttps://a.example  ; report-uri /r?a=1;"
    assert with_own_sources(policy, OWN) == (
        f"\tImg-Src  'self' ;; CONNECT-src\thttps://a.example {OWN}  ; report-uri /r?a=1;"
    )
    assert with_own_sources(" connect-SRC  'NONE' ", OWN) == f" connect-SRC {OWN} "
    assert with_own_sources("style-src 'none' ; ", OWN) == f"style-src 'none' ; style-src-elem {OWN} "


def test_only_the_first_directive_of_a_name_counts() -> None:
    assert with_own_sources("connect-src 'self'; Connect-Src 'none'", OWN) == "connect-src 'self'; Connect-Src 'none'"
    assert with_own_sources("connect-src 'none'; connect-src 'self'", OWN) == f"connect-src {OWN}; connect-src 'self'"


def test_a_directive_with_other_letters_than_ascii_does_not_count() -> None:
    policy = "connect-src 'self' é; connect-src 'none'"
    assert with_own_sources(policy, OWN) == f"connect-src 'self' é; connect-src {OWN}"


def test_each_of_several_policies_must_allow_the_additions() -> None:
    assert with_own_sources("frame-src 'none', img-src *,connect-src 'none' , frame-src 'self'", OWN) == (
        f"frame-src {OWN}, img-src *,connect-src {OWN} , frame-src 'self'"
    )


@pytest.mark.parametrize(
    "policy",
    [
        "script-src 'strict-dynamic' 'nonce-a'; connect-src 'none'",
        "script-src-elem 'Strict-Dynamic' 'nonce-a'; script-src https:",
        f"script-src {OWN} 'strict-dynamic'",
        "sandbox; script-src 'none'; connect-src 'none'",
        "sandbox allow-same-origin; script-src 'none'",
    ],
)
def test_where_no_script_can_run_nothing_is_done_for_it(policy: str) -> None:
    assert with_own_sources(policy, OWN) == policy


def test_style_sheets_and_frames_are_allowed_where_no_script_can_run() -> None:
    assert with_own_sources("sandbox; default-src 'none'", OWN) == (
        f"sandbox; default-src 'none'; style-src-elem {OWN}; frame-src {OWN}"
    )


def test_a_sandbox_that_lets_scripts_run_is_no_obstacle() -> None:
    policy = "sandbox allow-scripts; connect-src 'none'"
    assert with_own_sources(policy, OWN) == f"sandbox allow-scripts; connect-src {OWN}"


def test_an_address_cannot_add_a_directive() -> None:
    own = "http://127.0.0.1:8000/a;b, c\r\n/_sitegen/"
    assert with_own_sources("connect-src 'none'", own) == (
        "connect-src http://127.0.0.1:8000/a%3Bb%2C%20c%0D%0A/_sitegen/"
    )


def test_an_ipv6_address_which_no_source_can_name_is_the_origin_of_the_page() -> None:
    assert with_own_sources("connect-src 'none'", "http://[::1]:8000/_sitegen/") == "connect-src 'self'"


def page(head: str) -> bytes:
    return f"<!doctype html><html lang=en><head><title>a</title>{head}</head><body><p>b</p></body></html>".encode()


def in_page(head: str, own: str = OWN) -> str:
    """What becomes of the head of a page, when nothing else does."""
    before, after = page("|").split(b"|")
    changed = with_own_sources_in_html(page(head), own)
    assert changed.startswith(before)
    assert changed.endswith(after)
    return changed.removeprefix(before).removesuffix(after).decode()


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            """<meta http-equiv="Content-Security-Policy" content="connect-src 'none'">""",
            f"""<meta http-equiv="Content-Security-Policy" content="connect-src {OWN}">""",
        ),
        (
            """<META\nCONTENT = 'connect-src https:'\tHTTP-EQUIV=content-security-policy />""",
            f"""<META\nCONTENT = 'connect-src https: {OWN}'\tHTTP-EQUIV=content-security-policy />""",
        ),
        (
            """<meta content=connect-src http-equiv='CONTENT-SECURITY-POLICY'>""",
            f"""<meta content="connect-src {OWN}" http-equiv='CONTENT-SECURITY-POLICY'>""",
        ),
        (
            """<meta http-equiv="Content-Security-Policy"content="connect-src &#39;report-sample&#x27;">""",
            f"""<meta http-equiv="Content-Security-Policy"content="connect-src 'report-sample' {OWN}">""",
        ),
        (
            """<meta http-equiv=Content-Security-Policy content='connect-src &apos;none&apos;; a &amp;&#39;'>""",
            f"""<meta http-equiv=Content-Security-Policy content='connect-src {OWN}; a &amp;&#39;'>""",
        ),
        (
            """<meta http-equiv=Content-Security-Policy content="connect-src; a &quot;&copy=1&copyx">""",
            f"""<meta http-equiv=Content-Security-Policy content="connect-src {OWN}; a &quot;&amp;copy=1&amp;copyx">""",
        ),
        (
            """<meta http-equiv="content&#45;security-policy" content="frame-src 'none'" content="x">""",
            f"""<meta http-equiv="content&#45;security-policy" content="frame-src {OWN}" content="x">""",
        ),
    ],
)
def test_the_policy_of_an_element_is_changed_in_its_place(head: str, expected: str) -> None:
    assert in_page(head) == expected


FORBIDS = """<meta http-equiv="Content-Security-Policy" content="connect-src 'none'">"""
ALLOWS = FORBIDS.replace("'none'", OWN)


@pytest.mark.parametrize(
    "before",
    [
        "",
        "\ufeff",
        "<!doctype html>",
        "<!-- a > b -->",
        "<!-->",
        "<?xml version='1.0'?>",
        "</p>",
        "<html><head></head>",
        "<title></head><body></title>",
        "<script>if (a < b) document.write('<body>')</script>",
        "<STYLE>p::before { content: '<p>' }</Style >",
        "<noscript><img src=a></noscript>",
        "<link title='a>b' rel=stylesheet href=a.css>",
        '<meta name="description" content="<body>">',
        "<base href=/a/><template><p>a</p></template>",
    ],
)
def test_an_element_is_found_behind_what_a_head_may_hold(before: str) -> None:
    html = with_own_sources_in_html(f"{before}{FORBIDS}<body>".encode(), OWN)
    assert html.decode() == f"{before}{ALLOWS}<body>"


@pytest.mark.parametrize(
    "html",
    [
        f"<!-- {FORBIDS} --><p>",
        f"<title>{FORBIDS}</title>",
        f"<script>'{FORBIDS}'</script>",
        f"<script>'{FORBIDS}'",
        f"<noscript>{FORBIDS}</noscript>",
        f"<template>{FORBIDS}</template>",
        f"<head></head><body>{FORBIDS}",
        f"<p>{FORBIDS}",
        f"text{FORBIDS}",
        f"</body>{FORBIDS}",
        f"<!-- {FORBIDS}",
        f"<meta title='{FORBIDS}",
        FORBIDS.removesuffix(">"),
        FORBIDS.removesuffix('">'),
        FORBIDS.replace("Policy", "Policy-Report-Only"),
        FORBIDS.replace("http-equiv", "name"),
        FORBIDS.replace("http-equiv", "data-http-equiv"),
        FORBIDS.replace("content=", "contents="),
        FORBIDS.replace("content=", "content content="),
        FORBIDS.replace("<meta", '<meta http-equiv="refresh"'),
        FORBIDS.replace("<meta", "<metadata"),
    ],
)
def test_what_is_no_policy_of_the_page_is_not_touched(html: str) -> None:
    assert with_own_sources_in_html(html.encode(), OWN) == html.encode()


def test_every_policy_in_a_head_is_changed() -> None:
    assert in_page(f"{FORBIDS}\n<meta charset=utf-8>{FORBIDS}") == f"{ALLOWS}\n<meta charset=utf-8>{ALLOWS}"


def test_a_sandbox_does_not_count_in_an_element() -> None:
    head = FORBIDS.replace("connect-src", "sandbox; connect-src")
    assert in_page(head) == ALLOWS.replace("connect-src", "sandbox; connect-src")


def test_bytes_that_are_no_utf_8_come_back_as_they_were() -> None:
    html = page(FORBIDS).replace(b"'none'", b"https:; report-uri /\xe9\xff")
    assert with_own_sources_in_html(html, OWN) == html.replace(b"https:", f"https: {OWN}".encode())


def test_an_address_cannot_end_the_attribute() -> None:
    assert in_page(FORBIDS, "http://127.0.0.1/\"><script>'&") == FORBIDS.replace(
        "'none'", "http://127.0.0.1/%22%3E%3Cscript%3E'&amp;"
    )


def test_a_number_that_is_no_character_is_none() -> None:
    head = FORBIDS.replace("'none'", f"&#{'9' * 10_000}; https:")
    assert in_page(head) == head


WORD = st.sampled_from(
    [
        *("default-src", "script-src", "Script-Src-Elem", "style-src", "connect-src", "child-src", "frame-src"),
        *("sandbox", "'none'", "'NONE'", "'self'", "'strict-dynamic'", "*", "https:", OWN, "http://127.0.0.1:8000"),
        *(";", ";", ";", ",", " ", "\t", "é", "\x0b"),
    ]
)
POLICY = st.one_of(st.text(), st.lists(WORD).map(" ".join), st.lists(WORD).map("".join))
ADDRESS = st.sampled_from([OWN, "https://news.example/_sitegen/", "http://[::1]:8000/", "http://a:8/a;b,c/", "nothing"])


@given(policy=POLICY, own=st.one_of(ADDRESS, st.text()))
def test_what_is_done_once_need_not_be_done_again(policy: str, own: str) -> None:
    changed = with_own_sources(policy, own)
    assert with_own_sources(changed, own) == changed


@given(policy=POLICY, own=st.one_of(ADDRESS, st.text()))
def test_no_address_brings_in_a_character_that_separates(policy: str, own: str) -> None:
    changed = with_own_sources(policy, own)
    assert changed.count(",") == policy.count(",")
    assert {*re.findall(r"[^ -~]", changed)} <= {*policy}


MARKUP = st.sampled_from(
    [
        *(
            "<!doctype html>",
            "<head>",
            "</head>",
            "<body>",
            "<!--",
            "-->",
            "<title>",
            "</title>",
            "<script>",
            "</script>",
        ),
        *("<meta ", "http-equiv=", "Content-Security-Policy", "content=", '"', "'", ">", "/", "=", "&", "&#39;", " "),
        *(FORBIDS, "default-src 'none'", "a", "\x00", "é"),
    ]
)
HTML = st.one_of(st.binary(), st.lists(MARKUP).map("".join).map(str.encode))


@given(html=HTML)
def test_any_page_comes_through_and_need_not_come_again(html: bytes) -> None:
    changed = with_own_sources_in_html(html, OWN)
    assert with_own_sources_in_html(changed, OWN) == changed


@pytest.mark.parametrize(
    "piece", ["<meta a", "<!--", "<!-- -->", "<meta a='", "a=", " ", "&#", "<script>", "</", ", ;"]
)
def test_a_long_page_takes_no_longer_than_its_length(piece: str) -> None:
    html = f"<meta http-equiv=Content-Security-Policy content={piece * 100_000}".encode()
    assert with_own_sources_in_html(html, OWN) == html
    html = f"<meta http-equiv=Content-Security-Policy>{piece * 100_000}".encode()
    assert with_own_sources_in_html(html, OWN) == html
