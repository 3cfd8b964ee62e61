from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sitegen.serving.answers import Answer, Request, ServedSite, answer_to, media_type_of


@pytest.fixture
def site(tmp_path: Path) -> ServedSite:
    folder = tmp_path / "public"
    (folder / "news" / "2026").mkdir(parents=True)
    (folder / "index.html").write_text("home", encoding="utf-8")
    (folder / "news" / "index.html").write_text("news", encoding="utf-8")
    (folder / "news" / "été.html").write_text("summer", encoding="utf-8")
    (folder / "feed.xml").write_text("<rss/>", encoding="utf-8")
    (folder / "404.html").write_text("no such page", encoding="utf-8")
    return ServedSite(folder=folder)


def get(site: ServedSite, target: str, method: str = "GET", host: str = "localhost:8000", **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return answer_to(site, Request(method=method, target=target, hosts=(host,), headers=named))


def below(site: ServedSite, base_path: str) -> ServedSite:
    return ServedSite(folder=site.folder, base_path=base_path)


def test_a_folder_is_answered_with_its_index(site: ServedSite) -> None:
    assert get(site, "/").body == b"home"
    assert get(site, "/news/").body == b"news"
    assert get(site, "/news/index.html").body == b"news"


def test_a_query_changes_nothing(site: ServedSite) -> None:
    assert get(site, "/news/?utm_source=mail").body == b"news"


def test_an_encoded_address_is_decoded_once(site: ServedSite) -> None:
    assert get(site, "/news/%C3%A9t%C3%A9.html").body == b"summer"
    assert get(site, "/news/%25C3%25A9t%25C3%25A9.html").status == 404


def test_a_folder_without_its_slash_is_redirected_with_its_query(site: ServedSite) -> None:
    answer = get(site, "/news?page=2")
    assert (answer.status, answer.headers["Location"]) == (301, "/news/?page=2")


def test_what_is_quoted_in_a_redirect_cannot_add_a_header(site: ServedSite) -> None:
    answer = get(site, "/news?a=\r\nSet-Cookie: b")
    assert answer.headers["Location"] == "/news/?a=%0D%0ASet-Cookie:%20b"


def test_a_folder_without_an_index_is_not_listed(site: ServedSite) -> None:
    for target in ("/news/2026", "/news/2026/"):
        assert get(site, target).status == 404


def test_what_does_not_exist_is_answered_with_the_page_of_the_site(site: ServedSite) -> None:
    answer = get(site, "/nothing/")
    assert (answer.status, answer.body) == (404, b"no such page")
    assert answer.headers == {"Content-Type": "text/html; charset=utf-8"}


def test_without_such_a_page_one_line_says_so(site: ServedSite) -> None:
    (site.folder / "404.html").unlink()
    answer = get(site, "/nothing/")
    assert (answer.status, answer.body) == (404, b"not found\n")


def test_a_site_below_a_path_is_served_below_that_path(site: ServedSite) -> None:
    newsroom = below(site, "/newsroom/")
    assert get(newsroom, "/newsroom/news/").body == b"news"
    assert get(newsroom, "/newsroom/news").headers["Location"] == "/newsroom/news/"
    assert get(newsroom, "/news/").status == 404
    assert get(newsroom, "/newsroomnews/").status == 404


def test_the_root_leads_to_the_path_of_the_site(site: ServedSite) -> None:
    for target in ("/", "/newsroom"):
        answer = get(below(site, "/newsroom/"), target)
        assert (answer.status, answer.headers["Location"]) == (302, "/newsroom/")


def test_a_file_that_the_browser_has_is_not_sent_again(site: ServedSite) -> None:
    known = get(site, "/feed.xml").headers
    for headers in (
        {"if_none_match": known["ETag"]},
        {"if_none_match": f'"other", W/{known["ETag"]}'},
        {"if_none_match": "*"},
        {"if_modified_since": known["Last-Modified"]},
    ):
        answer = get(site, "/feed.xml", **headers)
        assert (answer.status, answer.body, answer.headers["ETag"]) == (304, b"", known["ETag"])


def test_a_file_that_changed_is_sent_again(site: ServedSite) -> None:
    known = get(site, "/feed.xml").headers
    later = datetime(2040, 1, 1, tzinfo=UTC).timestamp()
    os.utime(site.folder / "feed.xml", (later, later))
    for headers in (
        {"if_none_match": known["ETag"]},
        {"if_modified_since": known["Last-Modified"]},
        {"if_modified_since": "some day"},
        {"if_none_match": known["ETag"], "if_modified_since": "Sun, 01 Jan 2040 00:00:00 GMT"},
    ):
        assert get(site, "/feed.xml", **headers).status == 200


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:8000"])
def test_this_machine_is_answered(site: ServedSite, host: str) -> None:
    assert get(site, "/", host=host).status == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost@evil.example:80", "", "::1"])
def test_a_page_elsewhere_that_made_its_name_point_here_is_refused(site: ServedSite, host: str) -> None:
    answer = get(site, "/", host=host)
    assert (answer.status, answer.body) == (403, b"this preview answers only to localhost, 127.0.0.1, [::1]\n")


def test_a_preview_for_other_machines_answers_to_any_name(site: ServedSite) -> None:
    assert get(ServedSite(folder=site.folder, any_host=True), "/", host="preview.office.example").status == 200


def test_other_methods_are_refused_and_the_right_ones_named(site: ServedSite) -> None:
    answer = get(site, "/", method="POST")
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_a_link_that_leads_out_of_the_folder_is_not_followed(site: ServedSite, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (site.folder / "leak.txt").symlink_to(tmp_path / "secret.txt")
    (site.folder / "away").symlink_to(tmp_path)
    (site.folder / "loop").symlink_to(site.folder / "loop")
    (site.folder / "again.html").symlink_to(site.folder / "index.html")
    for target in ("/leak.txt", "/away/secret.txt", "/loop", "/loop/"):
        assert get(site, target).status == 404
    assert get(site, "/again.html").body == b"home"


def test_a_pipe_is_not_waited_for(site: ServedSite) -> None:
    os.mkfifo(site.folder / "pipe.html")
    assert get(site, "/pipe.html").status == 404


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("feed.xml", "application/rss+xml; charset=utf-8"),
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
