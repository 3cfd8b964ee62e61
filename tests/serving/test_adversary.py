"""What somebody would try who wants to read what is not for readers, against a preview as people have it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.preview.serving_process import ServingProcess, serving
from tests.serving.talking import Told, asked, became_so, said_to
from tests.story import story

HIDDEN = "zephyrine-quill"
"""A word that stands in files beside the site, and in those of the site that are no pages."""
WAITING = "harbour-quillon"
"""A word that stands in texts that readers cannot see yet."""

DRAFT = "/news/2026/merger/"
LATER = "/news/2026/accord/"

SITE = f"""
-- config.yaml --
# {HIDDEN}
title: Newsroom
base_url: https://news.example.org/
search: none
-- .git/config --
{HIDDEN}
-- .env --
{HIDDEN}
-- secret.txt --
{HIDDEN}
-- content/news/launch.md --
---
title: A launch
date: 2026-01-10
---
<!-- {HIDDEN} -->

It was launched.
-- content/news/merger.md --
---
title: Merger {WAITING}
date: 2026-01-11
draft: true
---
{WAITING}
-- content/news/accord.md --
---
title: Accord {WAITING}
date: 2026-01-12
embargo: 2199-01-01
---
{WAITING}
-- content/_contacts.yaml --
# {HIDDEN}
desk: {{name: Press desk}}
-- content/_static/robots-of-others.txt --
Nothing is forbidden.
"""

OUT_OF_THE_SITE = [
    "/../secret.txt",
    "/../../secret.txt",
    "/news/../../secret.txt",
    "/news/2026/launch/../../../../secret.txt",
    "/./../secret.txt",
    "/%2e%2e/secret.txt",
    "/%2E%2E%2Fsecret.txt",
    "/..%2fsecret.txt",
    "/.%2e/secret.txt",
    "/%2e./%2e./secret.txt",
    "/%252e%252e/secret.txt",
    "/%25252e%25252e%25252fsecret.txt",
    "/%2%65%2%65/secret.txt",
    "/..\\secret.txt",
    "/..\\..\\secret.txt",
    "/..%5csecret.txt",
    "/%5c..%5csecret.txt",
    "/news%5c..%5c..%5csecret.txt",
    "/..%255csecret.txt",
    "/.../secret.txt",
    "/..../secret.txt",
    "/....//secret.txt",
    "/....\\/secret.txt",
    "/..;/secret.txt",
    "/..;a=b/secret.txt",
    "/%2e%2e;/secret.txt",
    "/..//..//secret.txt",
    "/..%00/secret.txt",
    "/..%0d/secret.txt",
    "/..%20/secret.txt",
    "/%20../secret.txt",
    "/..?/secret.txt",
    "/..#/secret.txt",
    "/%c0%ae%c0%ae/secret.txt",
    "/%c0%2e%c0%2e/secret.txt",
    "/%e0%80%ae%e0%80%ae/secret.txt",
    "/%f0%80%80%ae%f0%80%80%ae/secret.txt",
    "/..%c0%afsecret.txt",
    "/..%c1%9csecret.txt",
    "/..%e0%80%afsecret.txt",
    "/%u002e%u002e/secret.txt",
    "/%uff0e%uff0e/secret.txt",
    "/%ef%bc%8e%ef%bc%8e/secret.txt",
    "/%ef%bc%8e%ef%bc%8e%ef%bc%8fsecret.txt",
    "/%e2%80%a5/secret.txt",
    "/%e2%80%ae",
    "/" + "../" * 50 + "etc/passwd",
    "/" + "%2e%2e%2f" * 500 + "etc/passwd",
    "/" + "a/" * 500 + "../" * 501 + "secret.txt",
]
ABSOLUTE = [
    "//secret.txt",
    "///etc/passwd",
    "//etc/passwd",
    "/%2fetc/passwd",
    "/%2f%2fetc%2fpasswd",
    "/etc/passwd",
    "/~root/.profile",
    "/~/secret.txt",
    "/C:/secret.txt",
    "/C:%5csecret.txt",
    "/c:secret.txt",
    "//localhost/c$/secret.txt",
    "/%5c%5clocalhost%5cc$%5csecret.txt",
    "/%5c%5c?%5cC:%5csecret.txt",
    "/%5c%5c.%5cCON",
    "/file:///etc/passwd",
    "/proc/self/environ",
    "/dev/stdin",
    "/dev/zero",
    "file:///etc/passwd",
    "http://evil.example/secret.txt",
    "http://localhost/../secret.txt",
    "http://localhost/secret.txt",
    "https://localhost/secret.txt",
    "ftp://localhost/secret.txt",
    "secret.txt",
    "../secret.txt",
    "..",
    "*",
    "?",
    "#",
    "?/../secret.txt",
]
FILES_OF_THE_SITE = [
    "/secret.txt",
    "/SECRET.TXT",
    "/config.yaml",
    "/config.yaml/",
    "/config%2eyaml",
    "/Config.YAML",
    "/.env",
    "/.git/config",
    "/.git/HEAD",
    "/.git%2fconfig",
    "/%2egit/config",
    "/.sitegen/",
    "/.sitegen/stamps.json",
    "/.sitegen/stamps-preview.json",
    "/.sitegen/remembered/records-1.sqlite",
    "/.sitegen/remembered/",
    "/.sitegen/preview/index.html",
    "/content/news/launch.md",
    "/content/news/merger.md",
    "/content/news/draft.md",
    "/content/_contacts.yaml",
    "/content/",
    "/themes/",
    "/public/index.html",
    "/news/merger.md",
    "/news/launch.md",
    "/_contacts.yaml",
    "/_static/",
    "/_static/robots-of-others.txt",
    "/news/",
    "/index.html%00.txt",
    "/index.html%00",
    "/%00",
    "/%00/index.html",
    "/index.html::$DATA",
    "/config.yaml::$DATA",
    "/secret.txt::$INDEX_ALLOCATION",
    "/index.html:secret",
    "/CONFIG~1.YAM",
    "/SECRET~1.TXT",
    "/config.yaml.",
    "/config.yaml%20",
    "/config.yaml...",
    "/index.html.",
    "/index.html%20",
    "/index.html/",
    "/index.html/../../secret.txt",
    "/index.html;.md",
    "/index.html~",
    "/index.html.bak",
    "/.index.html.swp",
    "/CON",
    "/aux.html",
    "/NUL/index.html",
    "/.DS_Store",
    "/.well-known/../../secret.txt",
]
TEXTS_THAT_WAIT = [
    DRAFT,
    DRAFT.rstrip("/"),
    f"{DRAFT}index.html",
    f"{DRAFT}?drafts=true",
    f"{DRAFT}?preview=true&at=2200-01-01",
    LATER,
    f"{LATER}index.html",
    f"{LATER}?at=2200-01-01",
    "/news/merger/",
    "/news/merger.html",
    "/merger/",
    "/feed.xml",
    "/feed.xml?drafts=1",
    "/atom.xml",
    "/feed.json",
    "/sitemap.xml",
    "/?at=2200-01-01&drafts=true",
]
OWN_FILES = [
    "/_sitegen",
    "/_sitegen/",
    "/_sitegen/../secret.txt",
    "/_sitegen/../../secret.txt",
    "/_sitegen/%2e%2e/%2e%2e/secret.txt",
    "/_sitegen/..%2f..%2fsecret.txt",
    "/_sitegen/..%2f..%2f..%2f..%2fetc%2fpasswd",
    "/_sitegen/../server.py",
    "/_sitegen/..%2fserver.py",
    "/_sitegen/..%5cserver.py",
    "/_sitegen/live.js/..%2f..%2fserver.py",
    "/_sitegen/live.js/../../secret.txt",
    "/_sitegen/live.js%00",
    "/_sitegen/live.js::$DATA",
    "/_sitegen/live.js/",
    "/_sitegen/%2fetc%2fpasswd",
    "/_sitegen//etc/passwd",
    "/_sitegen/C:%5csecret.txt",
    "/_sitegen/problems.html",
    "/_sitegen/pages/live.js",
    "/_SITEGEN/live.js",
    "/%5fsitegen/live.js/..%2f..%2fserver.py",
    f"/_sitegen/bar?page={DRAFT}",
    f"/_sitegen/bar?page={LATER}",
    "/_sitegen/bar?page=/../secret.txt",
    "/_sitegen/bar?page=../../../etc/passwd",
    f"/_sitegen/problems?page={DRAFT}",
    f"/_sitegen/walk?page={DRAFT}",
    f"/_sitegen/behind?page={DRAFT}",
    "/_sitegen/behind?page=//evil.example",
    "/_sitegen/front?page=%0d%0aSet-Cookie:%20a=b",
]
TARGETS = [*OUT_OF_THE_SITE, *ABSOLUTE, *FILES_OF_THE_SITE, *TEXTS_THAT_WAIT, *OWN_FILES]

WHOLE_REQUESTS = [
    b"GET /../secret.txt\r\n\r\n",
    b"GET /../secret.txt HTTP/1.0\r\n\r\n",
    b"GET /secret.txt HTTP/1.1\r\nHost: localhost/../secret.txt\r\nConnection: close\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Original-URL: /secret.txt\r\nConnection: close\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Rewrite-URL: /../secret.txt\r\nConnection: close\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Prefix: /..\r\nConnection: close\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Sendfile: ../secret.txt\r\nConnection: close\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: sitegen-behind=../secret.txt\r\nConnection: close\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nRange: bytes=-999999999\r\nConnection: close\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-,0-,0-\r\nConnection: close\r\n\r\n",
    b"GET /\x00../secret.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /..\xc0\xafsecret.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /..\tsecret.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET / secret.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"PUT /index.html HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nConnection: close\r\n\r\nevil",
    b"DELETE /index.html HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"PROPFIND / HTTP/1.1\r\nHost: localhost\r\nDepth: infinity\r\nConnection: close\r\n\r\n",
    b"TRACE /secret.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"CONNECT secret.txt:80 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /secret.txt HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    asked("/_sitegen/walk", "POST", "Origin: http://evil.example", "Content-Length: 13") + b"at=2200-01-01",
    asked("/_sitegen/walk", "POST", "Content-Length: 25") + b"at=../../../secret.txt%00",
    asked("/_sitegen/walk?at=2200-01-01", "POST", "Content-Length: 0", host="evil.example"),
    b"GET /_sitegen/walk?at=2200-01-01&drafts=true HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 512 + b"\r\n\r\n",
    b"\r\n\r\n",
]

ACCEPTABLE = {200, 301, 303, 400, 403, 404, 405}


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a preview that is asked for everything, and in the end still shows its site."""
    place = tmp_path_factory.mktemp("office")
    (place / "secret.txt").write_text(HIDDEN, encoding="utf-8")
    folder = story(SITE, place / "site")
    with serving(folder) as preview:
        assert preview.ask("/").status == 200
        yield port_of(preview)
        assert preview.process.poll() is None
        assert preview.ask("/").status == 200
        assert b"It was launched." in preview.ask("/news/2026/launch/").body
        assert len(preview.said().splitlines()) == 2, preview.said()
    assert (folder / "secret.txt").read_text(encoding="utf-8") == f"{HIDDEN}\n"


def port_of(preview: ServingProcess) -> int:
    return int(preview.origin.rpartition(":")[2])


def tells_nothing(told: Told) -> bool:
    """Whether an answer holds nothing that is not for readers."""
    words = (HIDDEN, WAITING, "root:", "import annotations", "SQLite format")
    return not any(word.encode() in told.raw for word in words)


def test_an_adversary_asks_for_enough() -> None:
    assert len({*TARGETS}) == len(TARGETS)
    assert len(TARGETS) + len(WHOLE_REQUESTS) >= 60


@pytest.mark.parametrize("target", TARGETS)
def test_no_address_leads_to_what_is_not_for_readers(port: int, target: str) -> None:
    told = said_to(port, asked(target))
    assert told.status in ACCEPTABLE
    assert tells_nothing(told)
    assert "evil" not in told.headers.get("location", "")
    assert "a=b" not in told.headers.get("set-cookie", "")


@pytest.mark.parametrize("request_bytes", WHOLE_REQUESTS, ids=range(len(WHOLE_REQUESTS)))
def test_no_request_does(port: int, request_bytes: bytes) -> None:
    told = said_to(port, request_bytes)
    assert told.status in ACCEPTABLE
    assert tells_nothing(told)


@pytest.mark.parametrize("target", [each for each in TARGETS if "secret" in each])
def test_what_is_there_and_what_is_not_have_one_answer(port: int, target: str) -> None:
    there, nothing = (said_to(port, asked(each)) for each in (target, target.replace("secret", "public")))
    assert (there.status, len(there.body)) == (nothing.status, len(nothing.body))


def test_what_waits_is_at_its_address_for_whoever_may_see_it(tmp_path: Path) -> None:
    """The addresses that were tried are the right ones; and what is kept in the folder can be linked from nowhere."""
    (tmp_path / "secret.txt").write_text(HIDDEN, encoding="utf-8")
    site = story(SITE, tmp_path / "site")
    with serving(site, "--drafts", "--at", "2200-01-01") as preview:
        port = port_of(preview)
        for address in (DRAFT, LATER):
            assert WAITING.encode() in said_to(port, asked(address)).body
        for link, target in (("leak.txt", "secret.txt"), ("leak", ""), ("loop", "site/content/_static/loop")):
            (site / "content" / "_static" / link).symlink_to(tmp_path / target)
        (site / "content" / "news" / "leaked.md").symlink_to(tmp_path / "secret.txt")
        assert became_so(lambda: said_to(port, asked("/")).status == 500)
        addresses = ["leak.txt", "leak/secret.txt", "leak/site/config.yaml", "leak/site/.env", "loop", "loop/loop"]
        for address in (*addresses, "news/leaked/", "news/2026/leaked/", "_sitegen/problems"):
            for cookie in ("", "sitegen-behind=1"):
                told = said_to(port, asked(f"/{address}", "GET", f"Cookie: {cookie}"))
                assert told.status in {200, 404, 500}
                assert HIDDEN.encode() not in told.raw
