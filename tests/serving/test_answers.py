from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from sitegen.fingerprint import digest_of
from sitegen.serving.answers import (
    Answer,
    Content,
    FilePart,
    Request,
    Resolved,
    media_type_of,
    refusal_of,
    resolved,
    sent,
)

Fact: TypeAlias = Any
"""The value of a field, or of a header."""

WHEN = datetime(2026, 3, 24, 10, 0, 0, 500, tzinfo=UTC)
LAST_MODIFIED = "Tue, 24 Mar 2026 10:00:00 GMT"
FILES = {
    "index.html": b"home",
    "news/index.html": b"news",
    "news/été.html": b"summer",
    "feed.xml": b"<rss/>",
    "404.html": b"no such page",
}
REFUSED = b"this preview answers only to localhost, 127.0.0.1, [::1]\n"
ELSEWHERE = b"this preview answers only to its own pages\n"


def a_request(target: str = "/", hosts: Iterable[str] = ("localhost:8000",), **facts: Fact) -> Request:
    """A request; each fact that is no field is a header."""
    fields = {name: facts.pop(name) for name in ("method", "version") if name in facts}
    headers = {name.replace("_", "-"): value for name, value in facts.items()}
    return Request(target=target, hosts=tuple(hosts), headers=headers, **({"method": "GET"} | fields))


def get(target: str, base_path: str = "/", files: Mapping[str, bytes | Path] = FILES, /, **headers: str) -> Answer:
    """Ask for an address of a site with these files; each of the headers is one of the request."""

    def find(path: str) -> Content | None:
        return Content(files[path], media_type_of(path), WHEN) if path in files else None

    request = a_request(target, **headers)
    found = resolved(request, base_path, find)
    return sent(found, request) if isinstance(found, Resolved) else found


# Addresses


def test_a_folder_is_answered_with_its_index() -> None:
    assert get("/").body == b"home"
    assert get("/news/").body == b"news"
    assert get("/news/index.html").body == b"news"


def test_a_query_changes_nothing() -> None:
    assert get("/news/?utm_source=mail").body == b"news"
    assert get("/news/?").body == b"news"
    assert get("/?a=/feed.xml").body == b"home"


def test_an_encoded_address_is_decoded_once() -> None:
    assert get("/news/%C3%A9t%C3%A9.html").body == b"summer"
    assert get("/%6eews/").body == b"news"
    assert get("/news/%25C3%25A9t%25C3%25A9.html").status == 404


def test_an_address_that_is_not_utf8_is_told() -> None:
    for target in ("/%ff", "/%c0%ae%c0%ae/feed.xml", "/news/%e9t%e9.html", "/%ed%a0%80"):
        answer = get(target)
        assert (answer.status, answer.body) == (400, b"the address is not in UTF-8\n")


def test_a_folder_without_its_slash_is_redirected_with_its_query() -> None:
    answer = get("/news?page=2")
    assert (answer.status, answer.headers["Location"]) == (301, "/news/?page=2")


def test_what_is_quoted_in_a_redirect_cannot_add_a_header() -> None:
    answer = get("/news?a=\r\nSet-Cookie: b")
    assert answer.headers["Location"] == "/news/?a=%0D%0ASet-Cookie:%20b"


@settings(max_examples=60)
@given(some.text("/\\.%?#ab:@é\r\n\t ", max_size=12), some.sampled_from(["/", "/newsroom/"]))
@example("//evil.example", "/")
@example("/\\evil.example", "/")
@example("/%5cevil.example", "/")
@example("/%2fevil.example", "/")
@example("/%0d%0aevil", "/")
@example("newsroom//evil.example", "/newsroom/")
def test_no_redirect_leaves_the_host(target: str, base_path: str) -> None:
    """A browser takes two slashes, and backslashes, for the beginning of another host."""

    def find(path: str) -> Content | None:
        return Content(b"", "text/html") if path.endswith("/index.html") else None

    answer = resolved(a_request(f"/{target}"), base_path, find)
    if isinstance(answer, Answer) and answer.status != 400:
        place = answer.headers["Location"]
        assert place.startswith(base_path)
        assert not place.startswith("//")
        assert place.isascii()
        assert place.isprintable()
        assert not {"\\", " "} & {*place}


def test_a_folder_without_an_index_is_not_listed() -> None:
    files = FILES | {"news/2026/photo.jpg": b"photo"}
    for target in ("/news/2026", "/news/2026/"):
        assert get(target, "/", files).status == 404


def test_a_file_is_no_folder() -> None:
    assert get("/feed.xml/").status == 404
    assert get("/news/index.html/").status == 404


def test_what_does_not_exist_is_answered_with_the_page_of_the_site() -> None:
    answer = get("/nothing/")
    assert (answer.status, answer.body) == (404, b"no such page")
    assert answer.headers == {"Content-Type": "text/html; charset=utf-8"}


def test_without_such_a_page_one_line_says_so() -> None:
    answer = get("/nothing/", "/", {"index.html": b"home"})
    assert (answer.status, answer.body) == (404, b"not found\n")
    assert answer.headers == {"Content-Type": "text/plain; charset=utf-8"}


def test_a_site_below_a_path_is_served_below_that_path() -> None:
    assert get("/newsroom/news/", "/newsroom/").body == b"news"
    assert get("/newsroom/news", "/newsroom/").headers["Location"] == "/newsroom/news/"
    assert get("/news/", "/newsroom/").status == 404
    assert get("/newsroomnews/", "/newsroom/").status == 404


def test_the_root_leads_to_the_path_of_the_site() -> None:
    for target in ("/", "/newsroom"):
        answer = get(f"{target}?page=2", "/newsroom/")
        assert (answer.status, answer.headers["Location"]) == (302, "/newsroom/?page=2")


# What a browser has already


def test_a_file_is_sent_with_what_tells_its_version() -> None:
    answer = get("/feed.xml")
    assert answer.headers == {
        "Content-Type": "application/rss+xml; charset=utf-8",
        "ETag": f'"{digest_of(b"<rss/>")}"',
        "Accept-Ranges": "bytes",
        "Last-Modified": LAST_MODIFIED,
    }


def test_a_page_that_was_made_just_now_has_no_date() -> None:
    page = Content(b"home", "text/html")
    answer = sent(Resolved(status=get("/").status, content=page), a_request())
    assert "Last-Modified" not in answer.headers
    again = a_request(if_modified_since=LAST_MODIFIED)
    assert sent(Resolved(status=answer.status, content=page), again).status == 200


def test_a_file_that_the_browser_has_is_not_sent_again() -> None:
    known = get("/feed.xml").headers
    for headers in (
        {"if_none_match": known["ETag"]},
        {"if_none_match": f'"other", W/{known["ETag"]}'},
        {"if_none_match": "*"},
        {"if_modified_since": known["Last-Modified"]},
        {"if_modified_since": "Tue, 24 Mar 2026 11:00:00 +0100"},
        {"if_none_match": known["ETag"], "range": "bytes=0-1"},
    ):
        answer = get("/feed.xml", **headers)
        assert (answer.status, answer.body, answer.headers["ETag"]) == (304, b"", known["ETag"])
        assert "Content-Type" not in answer.headers


def test_a_file_that_changed_is_sent_again() -> None:
    known = get("/feed.xml").headers
    files = FILES | {"feed.xml": b"<rss version='2.0'/>"}
    for headers in (
        {"if_none_match": known["ETag"]},
        {"if_none_match": known["ETag"], "if_modified_since": "Sun, 01 Jan 2040 00:00:00 GMT"},
        {"if_modified_since": "Tue, 24 Mar 2026 09:59:59 GMT"},
    ):
        assert get("/feed.xml", "/", files, **headers).status == 200


@pytest.mark.parametrize(
    "date",
    [
        "",
        "some day",
        "Tue, 99 Mar 2040 10:00:00 GMT",
        "Tue, 24 Mar 99999999999999999999 10:00:00 GMT",
        "Tue, 24 Mar 2040 10:00:00 +99999999999999",
        "Tue, 24 Mar 2040 10:00:00 -0000",
    ],
)
def test_a_date_that_is_none_tells_nothing(date: str) -> None:
    assert get("/feed.xml", if_modified_since=date).status == 200


@settings(max_examples=60)
@given(some.text(max_size=40), some.sampled_from(["if_modified_since", "if_none_match", "range", "if_range"]))
def test_whatever_a_browser_has_it_is_answered(text: str, header: str) -> None:
    assert get("/feed.xml", **{header: text}).status in {200, 206, 304, 416}


def test_the_page_for_what_does_not_exist_is_always_sent_whole() -> None:
    for headers in ({"if_none_match": "*"}, {"range": "bytes=0-1"}, {"if_modified_since": LAST_MODIFIED}):
        answer = get("/nothing/", **headers)
        assert (answer.status, answer.body) == (404, b"no such page")


# Files on disk


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"photograph")
    os.utime(file, (WHEN.timestamp(), WHEN.timestamp()))
    return file


def test_a_file_on_disk_is_sent_from_there(photo: Path) -> None:
    answer = get("/photo.jpg", "/", {"photo.jpg": photo})
    assert (answer.status, answer.body) == (200, FilePart(photo, 0, 10))
    assert answer.headers["Last-Modified"] == LAST_MODIFIED


def test_a_file_on_disk_is_another_one_when_its_size_or_its_time_is(photo: Path) -> None:
    known = get("/photo.jpg", "/", {"photo.jpg": photo}).headers
    assert get("/photo.jpg", "/", {"photo.jpg": photo}, if_none_match=known["ETag"]).status == 304
    later = datetime(2040, 1, 1, tzinfo=UTC).timestamp()
    os.utime(photo, (later, later))
    for headers in ({"if_none_match": known["ETag"]}, {"if_modified_since": known["Last-Modified"]}):
        assert get("/photo.jpg", "/", {"photo.jpg": photo}, **headers).status == 200
    photo.write_bytes(b"another one")
    os.utime(photo, (WHEN.timestamp(), WHEN.timestamp()))
    assert get("/photo.jpg", "/", {"photo.jpg": photo}, if_none_match=known["ETag"]).status == 200


def test_a_file_that_has_just_gone_is_not_found(photo: Path) -> None:
    photo.unlink()
    answer = get("/photo.jpg", "/", {"photo.jpg": photo})
    assert (answer.status, answer.body) == (404, b"not found\n")


# Who is answered


def refused(request: Request, *names: str) -> tuple[int, bytes]:
    """Give the status and the body of a refusal; 200 and nothing where there is none."""
    answer = refusal_of(request, names)
    if answer is None:
        return 200, b""
    assert isinstance(answer.body, bytes)
    return answer.status, answer.body


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:8000"])
def test_this_machine_is_answered(host: str) -> None:
    assert refusal_of(a_request(hosts=[host]), ()) is None


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "localhost.evil.example", "localhost@evil.example:80", "", "::1", "192.168.1.5"),
        *("127.0.0.1.evil.example", "127.0.0.2", "localhost.", "localhost:", "localhost:x", "127.1", " localhost"),
    ],
)
def test_a_page_elsewhere_that_made_its_name_point_here_is_refused(host: str) -> None:
    assert refused(a_request(hosts=[host])) == (403, REFUSED)


def test_a_preview_for_other_machines_answers_to_its_names_and_to_numbers() -> None:
    names = ("office", "office.local")
    for host in ("office", "OFFICE.local:8000", "192.168.1.5:8000", "[fe80::1]:8000", "localhost"):
        assert refusal_of(a_request(hosts=[host]), names) is None
    for host in ("evil.example", "office.evil.example", "192.168.1.5.evil.example", "[evil]", ""):
        told = b"this preview answers only to localhost, 127.0.0.1, [::1], office, office.local\n"
        assert refused(a_request(hosts=[host]), *names) == (403, told)


def test_a_request_names_one_host() -> None:
    for hosts in ((), ("localhost", "localhost"), ("localhost", "evil.example")):
        assert refused(a_request(hosts=hosts)) == (400, b"a request must name one host\n")


def test_other_methods_are_refused_and_the_right_ones_named() -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", ""):
        answer = refusal_of(a_request(method=method), ())
        assert answer is not None
        assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert refusal_of(a_request(method="POST"), (), ("GET", "HEAD", "POST")) is None
    assert refusal_of(a_request(method="HEAD"), ()) is None


def test_only_the_first_http_is_spoken() -> None:
    assert refusal_of(a_request(version="1.0"), ()) is None
    for version in ("2.0", "9.9", "0.9", ""):
        assert refused(a_request(version=version)) == (505, b"only HTTP/1.1 is spoken here\n")


def test_a_request_says_in_one_way_how_long_it_is() -> None:
    doubtful = a_request(content_length="4", transfer_encoding="chunked")
    assert refused(doubtful) == (400, b"a request must say in one way how long it is\n")


@pytest.mark.parametrize("origin", ["http://localhost:8000", "http://LOCALHOST:8000"])
def test_a_page_of_the_preview_may_ask_for_anything(origin: str) -> None:
    assert refusal_of(a_request(origin=origin, sec_fetch_site="same-origin", sec_fetch_mode="cors"), ()) is None
    assert refusal_of(a_request(sec_fetch_site="none", sec_fetch_mode="navigate"), ()) is None


@pytest.mark.parametrize(
    "origin",
    [
        *("http://evil.example", "https://evil.example", "null", "http://localhost", "http://localhost:3000"),
        *("localhost:8000", "file://", "http://localhost:8000.evil.example", "http://evil@localhost:8000"),
    ],
)
def test_a_page_of_another_origin_is_refused_whatever_it_does(origin: str) -> None:
    for more in ({}, {"sec_fetch_site": "same-origin"}, {"sec_fetch_mode": "navigate"}):
        assert refused(a_request(origin=origin, **more)) == (403, ELSEWHERE)
        forms = refusal_of(a_request("/_sitegen/walk", method="POST", origin=origin, **more), (), ("GET", "POST"))
        assert forms is not None
        assert forms.status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "anything"])
def test_a_page_elsewhere_may_only_be_left_for_this_one(site: str) -> None:
    """A person may follow a link from anywhere; scripts, pictures and streams are for pages of the preview alone."""
    assert refusal_of(a_request(sec_fetch_site=site, sec_fetch_mode="navigate"), ()) is None
    for mode in ("no-cors", "cors", "same-origin", "websocket", ""):
        assert refused(a_request(sec_fetch_site=site, sec_fetch_mode=mode)) == (403, ELSEWHERE)


# Types


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("feed.xml", "application/rss+xml; charset=utf-8"),
        ("rss.xml", "application/rss+xml; charset=utf-8"),
        ("atom.xml", "application/atom+xml; charset=utf-8"),
        ("atom-archive-3.xml", "application/atom+xml; charset=utf-8"),
        ("feed.json", "application/feed+json; charset=utf-8"),
        ("feeds.opml", "text/x-opml; charset=utf-8"),
        ("event.ics", "text/calendar; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("feedback.xml", "application/xml; charset=utf-8"),
        ("theme.3f2a.CSS", "text/css; charset=utf-8"),
        ("menu.js", "text/javascript; charset=utf-8"),
        ("security.txt", "text/plain; charset=utf-8"),
        ("logo.svg", "image/svg+xml; charset=utf-8"),
        ("photo.jpg", "image/jpeg"),
        ("photo.webp", "image/webp"),
        ("programme.pdf", "application/pdf"),
        ("text.woff2", "font/woff2"),
        ("_redirects", "application/octet-stream"),
    ],
)
def test_a_file_has_its_type(name: str, expected: str) -> None:
    assert media_type_of(name) == expected


def test_the_type_is_that_of_the_name_not_of_the_folder() -> None:
    assert media_type_of("fr/feed.xml") == "application/rss+xml; charset=utf-8"
    assert media_type_of("news.html/photo.jpg") == "image/jpeg"
