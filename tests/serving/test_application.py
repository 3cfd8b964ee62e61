"""The preview in a browser: pages, streams and forms, over real sockets."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest

from sitegen.serving.answers import Answer, FilePart
from sitegen.serving.application import application_of, response_of
from sitegen.serving.live import Hub
from sitegen.serving.server import SiteServer
from tests.served_folder import FolderPreview, running
from tests.serving.previews import WalkingPreview, get, is_alive
from tests.serving.talking import Told, asked, became_so, connected, heard, said_to

pytestmark = pytest.mark.usefixtures("quiet")

HOSTILE_PAGES = (
    *("//evil.example", "/\\evil.example", "\\\\evil.example", "http://evil.example", "https:evil.example"),
    *("javascript:alert(1)", "evil.example", "", "/\t/evil.example", "/\n/evil.example", " //evil.example"),
    *("///evil.example", "/\x00/evil.example", "/ /evil.example"),
)
ELSEWHERE = ("Origin: http://evil.example", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: cors")
FORM = "Content-Type: application/x-www-form-urlencoded"
HEADERS = """
/*
  Content-Security-Policy: default-src 'none'; style-src 'self'
  cache-control: public, max-age=31536000
  Content-Length: 1
/été/
  X-Summer: yes
/news/*
  X-Frame-Options: DENY
  cross-origin-resource-policy: cross-origin
"""


# What browsers ask


def test_a_page_is_sent_with_what_a_browser_needs(server: SiteServer) -> None:
    told = get(server, "/")
    assert told.status == 200
    assert list(told.headers) == [
        *("date", "server", "cache-control", "x-content-type-options", "cross-origin-resource-policy"),
        *("content-type", "etag", "accept-ranges", "content-length", "connection"),
    ]
    assert told.headers["server"] == "sitegen"
    assert told.headers["cache-control"] == "no-cache"
    assert told.headers["content-type"] == "text/html; charset=utf-8"
    assert told.body.startswith(b"<body>home<")
    assert told.body.endswith(b"defer></script></body>")


def test_head_is_get_without_the_body(server: SiteServer) -> None:
    for target in ("/", "/feed.xml", "/large.bin", "/nothing", "/news", "/_sitegen/bar", "/_sitegen/live.js"):
        whole, head = get(server, target), said_to(server.port, asked(target, "HEAD"))
        assert (head.status, head.body) == (whole.status, b"")
        assert head.headers | {"date": ""} == whole.headers | {"date": ""}
        assert int(head.headers["content-length"]) == len(whole.body)


def test_a_connection_serves_one_request_after_the_other(server: SiteServer) -> None:
    told = said_to(server.port, asked("/", last="") + asked("/news/", "HEAD", last="") + asked("/feed.xml"))
    assert told.raw.count(b"HTTP/1.1 200 OK") == 3
    assert told.raw.endswith(b"\r\n\r\nfeed")


def test_a_page_that_the_browser_has_is_not_sent_again(server: SiteServer) -> None:
    etag = get(server, "/").headers["etag"]
    told = get(server, "/", f"If-None-Match: {etag}")
    assert (told.status, told.body, told.headers["etag"]) == (304, b"", etag)
    assert "content-length" not in told.headers


def test_a_part_of_a_file_is_sent(server: SiteServer) -> None:
    told = get(server, "/large.bin", "Range: bytes=49999990-")
    assert (told.status, told.body) == (206, bytes(10))
    assert told.headers["content-range"] == "bytes 49999990-49999999/50000000"
    assert get(server, "/large.bin", "Range: bytes=50000000-").headers["content-range"] == "bytes */50000000"


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/feed.xml", "application/rss+xml; charset=utf-8"),
        ("/fr/feed.xml", "application/rss+xml; charset=utf-8"),
        ("/atom.xml", "application/atom+xml; charset=utf-8"),
        ("/feed.json", "application/feed+json; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/event.ics", "text/calendar; charset=utf-8"),
    ],
)
def test_a_feed_has_its_type_and_nothing_is_added_to_it(server: SiteServer, target: str, expected: str) -> None:
    told = get(server, target)
    assert (told.headers["content-type"], told.body) == (expected, b"feed")
    assert told.headers["last-modified"].endswith(" GMT")


def test_a_site_below_a_path_is_served_there(folder: Path) -> None:
    hub = Hub()
    with running(application_of(FolderPreview(folder, "/newsroom/"), hub), hub) as server:
        assert get(server, "/newsroom/news/").status == 200
        assert get(server, "/newsroom/news?a=b").headers["location"] == "/newsroom/news/?a=b"
        assert get(server, "/?a=b").headers["location"] == "/newsroom/?a=b"
        assert get(server, "/news/").status == 404
        assert get(server, "/_sitegen/live.js").status == 200


def test_a_preview_on_ipv6_has_its_address_in_brackets(folder: Path) -> None:
    hub = Hub()
    try:
        with running(application_of(FolderPreview(folder), hub), hub, "::1") as server:
            assert server.address == f"http://[::1]:{server.port}/"
            told = said_to(server.port, asked("/", host=f"[::1]:{server.port}"), host="::1")
            assert told.status == 200
    except AssertionError as fault:
        if "no address of this machine" in str(fault):
            pytest.skip("this machine has no IPv6")
        raise


def test_a_finished_site_can_be_served_as_it_is(folder: Path) -> None:
    hub = Hub()
    with running(application_of(FolderPreview(folder), hub, adds=False), hub) as server:
        assert get(server, "/").body == b"<body>home</body>"


def test_names_of_this_machine_can_be_answered_too(folder: Path) -> None:
    hub = Hub()
    with running(application_of(FolderPreview(folder), hub, {"office.local"}), hub) as server:
        statuses = {
            host: said_to(server.port, asked("/", host=host)).status
            for host in ("office.local:8000", "192.0.2.1", "evil.example", "localhost")
        }
    assert statuses == {"office.local:8000": 200, "192.0.2.1": 200, "evil.example": 403, "localhost": 200}


# Rules of the site


@pytest.fixture
def with_rules(folder: Path) -> Iterator[None]:
    file = folder / "_headers"
    file.write_text(HEADERS, encoding="utf-8")
    yield
    file.unlink()


@pytest.mark.usefixtures("with_rules")
def test_the_headers_of_the_site_are_sent(server: SiteServer) -> None:
    told = get(server, "/news/")
    assert told.headers["x-frame-options"] == "DENY"
    assert told.headers["cross-origin-resource-policy"] == "cross-origin"
    assert told.raw.lower().count(b"cross-origin-resource-policy") == 1
    assert "x-frame-options" not in get(server, "/").headers


@pytest.mark.usefixtures("with_rules")
def test_the_rule_of_an_address_covers_it_encoded(server: SiteServer) -> None:
    assert get(server, "/%C3%A9t%C3%A9/").headers["x-summer"] == "yes"


@pytest.mark.usefixtures("with_rules")
def test_what_is_edited_is_never_kept_whatever_the_site_says(server: SiteServer) -> None:
    told = get(server, "/news/")
    assert told.headers["cache-control"] == "no-cache"
    assert told.raw.lower().count(b"cache-control") == 1
    assert int(told.headers["content-length"]) == len(told.body)


@pytest.mark.usefixtures("with_rules")
def test_the_policy_of_the_site_lets_the_preview_in(server: SiteServer) -> None:
    own = "http://localhost/_sitegen/"
    policy = get(server, "/").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; ")
    assert f"script-src-elem {own}" in policy
    assert f"connect-src {own}" in policy


@pytest.mark.usefixtures("with_rules")
def test_rules_are_for_the_site_and_not_for_the_preview(server: SiteServer) -> None:
    told = get(server, "/_sitegen/bar")
    assert told.headers["content-security-policy"] == "default-src 'self'; frame-ancestors 'self'"


# Whom it answers


@pytest.mark.parametrize(
    "target", ["/", "/feed.xml", "/_sitegen/events?page=/", "/_sitegen/walk", "/_sitegen/live.js", "/_sitegen/behind"]
)
def test_a_page_elsewhere_is_told_nothing(server: SiteServer, target: str) -> None:
    assert said_to(server.port, asked(target, host="evil.example")).status == 403
    for line in ELSEWHERE[:2]:
        told = get(server, target, line)
        assert (told.status, told.headers["connection"]) == (403, "close")
        assert b"event" not in told.body


def test_a_page_elsewhere_cannot_walk(server: SiteServer, preview: WalkingPreview) -> None:
    before = list(preview.moments)
    body = b"at=2030-01-01"
    for host, more in [("localhost", [each]) for each in ELSEWHERE[:2]] + [("evil.example", [])]:
        lines = [f"Content-Length: {len(body)}", FORM, *more]
        assert said_to(server.port, asked("/_sitegen/walk", "POST", *lines, host=host) + body).status == 403
    assert preview.moments == before


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "X" * 500]
)
def test_only_reading_is_allowed(server: SiteServer, method: str) -> None:
    for target in ("/", "/news/", "/_sitegen/events", "/_sitegen/behind", "/%5fsitegen/walk", "*", "evil.example:443"):
        told = said_to(server.port, asked(target, method, "Content-Length: 4") + b"body")
        assert (told.status, told.headers["allow"]) == (405, "GET, HEAD")
        assert told.raw.count(b"HTTP/1.1 ") == 1


def test_only_a_form_may_be_sent(server: SiteServer) -> None:
    for method in ("PUT", "DELETE", "OPTIONS"):
        told = said_to(server.port, asked("/_sitegen/walk", method))
        assert (told.status, told.headers["allow"]) == (405, "GET, HEAD, POST")


def test_a_file_that_goes_while_it_is_about_to_be_sent_is_not_found(tmp_path: Path) -> None:
    answer = Answer(status=HTTPStatus.OK, headers={"ETag": '"1"'}, body=FilePart(tmp_path / "gone.jpg", 0, 3))
    assert response_of(answer, {}).status_code == HTTPStatus.NOT_FOUND


# Streams of events


def test_a_stream_of_events_is_opened(server: SiteServer) -> None:
    with connected(server.port) as connection:
        connection.sendall(asked("/_sitegen/events?page=/", "GET", "Sec-Fetch-Site: same-origin"))
        assert became_so(lambda: server.hub.listeners)
        told = heard(connection, b"retry")
        assert told.status == 200
        assert told.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert told.headers["cache-control"] == "no-store"


def test_nobody_is_told_anything_who_has_gone(server: SiteServer) -> None:
    with connected(server.port) as connection:
        connection.sendall(asked("/_sitegen/events?page=/"))
        assert became_so(lambda: server.hub.listeners)
    assert became_so(lambda: not server.hub.listeners and not server.server_state.tasks)


def test_the_head_of_a_stream_has_an_end(server: SiteServer) -> None:
    told = said_to(server.port, asked("/_sitegen/events", "HEAD"))
    assert (told.status, told.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
    assert became_so(lambda: not server.hub.listeners)


@pytest.mark.parametrize(
    "query",
    [
        *("page=%00", "page=%ff%fe", "page=../../../etc/passwd", "page=//evil.example", "page=", "page=/_sitegen/"),
        *("page=/_sitegen/problems%3fpage=//evil.example", "page=http://evil.example/", "page=/nothing"),
        *("page=/&seen=%00", "page=/&seen=...", "page=/&seen=a.b.c.d.e.f", "page=/&seen=%0a%0aevent:%20go"),
        *("page=/&view=-1", "page=/&view=%D9%A3", "page=/&view=1e9", "page=/&view=" + "9" * 5000, "page=/&view=²"),
        *("page=/&bar=%22%3E%3Cscript%3E", "&&&==&&", "page=/" + "%2e%2e/" * 1000, "page[]=/&page=/&page=/news/"),
    ],
)
def test_whatever_a_browser_says_of_its_page_it_is_told_what_is_new(server: SiteServer, query: str) -> None:
    query = query.encode("ascii", "replace").decode()
    with connected(server.port) as connection:
        connection.sendall(asked(f"/_sitegen/events?{query}"))
        told = heard(connection, b"data: {}")
    assert told.status == 200
    assert b"event: reload" in told.raw
    assert b"root:" not in told.raw
    assert b"evil" not in told.raw


# Forms


def walked(server: SiteServer, body: bytes, *more: str) -> Told:
    return said_to(server.port, asked("/_sitegen/walk", "POST", FORM, *more, f"Content-Length: {len(body)}") + body)


def test_a_person_walks_to_a_moment_and_comes_back_to_the_page(server: SiteServer, preview: WalkingPreview) -> None:
    origin = "Origin: http://localhost"
    told = walked(server, b"at=2030-01-01T09%3A00&page=%2Fnews%2F", origin, "Sec-Fetch-Site: same-origin")
    assert (told.status, told.headers["location"]) == (303, "/news/")
    assert preview.moments[-1] == "2030-01-01T09:00"


@pytest.mark.parametrize("body", [b"", b"&&&", b"at", b"\xff\xfe", b"at=%ff", b"%00=%00", b"page=/", b"at=&at=x"])
def test_a_form_of_which_little_can_be_read_leads_to_now(
    server: SiteServer, preview: WalkingPreview, body: bytes
) -> None:
    assert (walked(server, body).status, preview.moments[-1] in {"", "\ufffd", "x"}) == (303, True)


def test_a_form_may_come_without_its_length_or_in_chunks(server: SiteServer, preview: WalkingPreview) -> None:
    assert said_to(server.port, asked("/_sitegen/walk", "POST", FORM)).headers["location"] == "/"
    assert preview.moments[-1] == ""
    chunks = b"3\r\nat=\r\n4\r\n2031\r\n0\r\n\r\n"
    assert said_to(server.port, asked("/_sitegen/walk", "POST", "Transfer-Encoding: chunked") + chunks).status == 303
    assert preview.moments[-1] == "2031"


@pytest.mark.parametrize("length", ["Content-Length: 10000000", "Transfer-Encoding: chunked"])
def test_a_form_that_is_too_long_is_not_read_to_its_end(
    server: SiteServer, preview: WalkingPreview, length: str
) -> None:
    before = list(preview.moments)
    body = b"at=2030" + b"0" * 11_000
    chunk = b"%x\r\n%s\r\n" % (len(body), body) if length.startswith("Transfer") else body
    with connected(server.port) as connection:
        connection.sendall(asked("/_sitegen/walk", "POST", FORM, length) + chunk)
        assert heard(connection, b"too large").status == 413
    assert said_to(server.port, asked("/_sitegen/walk", "POST", FORM, length) + chunk * 900).status in {0, 413}
    assert preview.moments == before
    assert is_alive(server)


def test_a_moment_that_is_none_is_told(folder: Path) -> None:
    hub = Hub()
    with running(application_of(FolderPreview(folder), hub), hub) as server:
        told = walked(server, b"at=some+day")
    assert (told.status, told.body) == (400, b"this site has one moment\n")


# The way back


@pytest.mark.parametrize("page", HOSTILE_PAGES)
def test_nobody_is_sent_to_another_host(server: SiteServer, page: str) -> None:
    encoded = "".join(f"%{byte:02x}" for byte in page.encode())
    for told in (
        get(server, f"/_sitegen/behind?page={encoded}"),
        get(server, f"/_sitegen/front?page={encoded}"),
        walked(server, f"at=&page={encoded}".encode()),
    ):
        assert (told.status, told.headers["location"]) == (303, "/")
    for target in ("/_sitegen/walk", "/_sitegen/bar", "/_sitegen/problems"):
        assert b"evil.example" not in get(server, f"{target}?page={encoded}").body


@pytest.mark.parametrize(
    ("page", "place"),
    [
        ("/news/", "/news/"),
        ("/%D8%B9%D9%86%D9%88%D8%A7%D9%86/", "/%D8%B9%D9%86%D9%88%D8%A7%D9%86/"),
        ("/été/", "/%C3%A9t%C3%A9/"),
        ("/news/?a=b&c=d#e", "/news/?a=b&c=d#e"),
        ("/100%25", "/100%25"),
    ],
)
def test_a_person_comes_back_to_a_page_in_any_script(server: SiteServer, page: str, place: str) -> None:
    for encoded in ("".join(f"%{byte:02x}" for byte in page.encode()), page.replace("&", "%26").replace("#", "%23")):
        if encoded.isascii() and "%25" not in encoded:
            assert get(server, f"/_sitegen/behind?page={encoded}").headers["location"] == place


def test_an_address_that_looks_like_another_host_is_one_of_this_site(server: SiteServer) -> None:
    for target in (
        "//evil.example",
        "//evil.example/",
        "/\\evil.example",
        "///evil.example/%2e%2e",
        "//news",
        "/%5cnews",
    ):
        told = get(server, target)
        assert told.status == 404
        assert "location" not in told.headers


@pytest.mark.parametrize(
    "target", ["http://evil.example/", "http://localhost/secret", "*", "news", "?", "#", "?page=/"]
)
def test_an_address_that_is_none_of_this_site_is_not_found(server: SiteServer, target: str) -> None:
    told = get(server, target)
    assert (told.status, told.body) == (404, b"Not Found")
    assert "location" not in told.headers


def test_a_browser_that_looks_behind_problems_keeps_a_cookie_for_this_site_alone(server: SiteServer) -> None:
    told = get(server, "/_sitegen/behind?page=/news/")
    assert told.headers["set-cookie"] == "sitegen-behind=0; Path=/; SameSite=Strict; HttpOnly"
    assert get(server, "/_sitegen/front").headers["set-cookie"] == "sitegen-behind=; Path=/; Max-Age=0"


@pytest.mark.parametrize(
    "cookie", ["", ";;;=;", "sitegen-behind", "sitegen-behind=%00", "sitegen-behind=\xff\xfe", '"\\', "a=b; " * 1000]
)
def test_whatever_cookies_a_browser_has_it_is_answered(server: SiteServer, cookie: str) -> None:
    for target in ("/", "/_sitegen/bar?page=/", "/_sitegen/problems"):
        assert get(server, target, f"Cookie: {cookie}", "Cookie: sitegen-behind=1").status == 200


@pytest.mark.parametrize(
    "name",
    [
        *(
            "..%2fserver.py",
            "../server.py",
            "pages/live.js",
            "%2e%2e/pages/live.js",
            "live.js/",
            "live.js%00",
            "LIVE.JS",
        ),
        *("live.js/..%2f..%2fserver.py", "problems.html", "base.html", "%2fetc%2fpasswd", "//etc/passwd", "", "%ff"),
        *("own.css%20", "own.css.", "own.css::$DATA", "..%5cserver.py", "C:%5cwindows", "events/", "walk/", "nothing"),
    ],
)
def test_the_preview_gives_away_none_of_its_other_files(server: SiteServer, name: str) -> None:
    told = get(server, f"/_sitegen/{name}")
    assert (told.status, told.body) == (404, b"not found\n")
