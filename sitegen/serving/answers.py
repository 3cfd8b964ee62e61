"""What the preview answers to a request: pure in the request, reading only from the folder of the site."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from os import stat_result
from pathlib import Path
from stat import S_ISREG
from urllib.parse import quote, unquote

from msgspec import Struct

from sitegen.reading.file_facts import media_type
from sitegen.site_path import SitePath

__all__ = ["Answer", "Request", "ServedSite", "answer_to", "media_type_of"]

METHODS = ("GET", "HEAD")
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")

FEED_NAME = re.compile(r"(?P<format>atom|feed|rss)(?:-[a-z0-9-]+)?\.(?P<syntax>xml|json)")
MEDIA_TYPES_OF_FEEDS = {
    ("atom", "xml"): "application/atom+xml",
    ("feed", "json"): "application/feed+json",
    ("feed", "xml"): "application/rss+xml",
    ("rss", "xml"): "application/rss+xml",
}

TEXTUAL = ("+xml", "+json", "/json", "/xml", "/javascript")
SAFE_IN_QUERIES = "%/?:@!$&'()*+,;="


class ServedSite(Struct, frozen=True, kw_only=True):
    """A folder, the path below which it is published, and whether requests may name any host."""

    folder: Path
    base_path: str = "/"
    any_host: bool = False


class Request(Struct, frozen=True, kw_only=True):
    """What a browser asks: the target with its query, as it was sent, and the headers by lower-case name."""

    method: str
    target: str
    hosts: tuple[str, ...]
    headers: dict[str, str] = {}


class Answer(Struct, frozen=True, kw_only=True):
    """What is sent; `body` is left out for HEAD by the one who sends it."""

    status: HTTPStatus
    headers: dict[str, str]
    body: bytes = b""


def refusal_of(site: ServedSite, request: Request) -> Answer | None:
    """Refuse what no preview needs, or nothing.

    A page elsewhere can make a browser ask here under its own name (DNS rebinding); the name gives it away.
    """
    if request.method not in METHODS:
        return told(HTTPStatus.METHOD_NOT_ALLOWED, "only GET and HEAD are answered here", {"Allow": ", ".join(METHODS)})
    if len(request.hosts) != 1:
        return told(HTTPStatus.BAD_REQUEST, "a request must name one host")
    if not site.any_host and host_without_port(request.hosts[0]) not in LOOPBACK_NAMES:
        return told(HTTPStatus.FORBIDDEN, f"this preview answers only to {', '.join(LOOPBACK_NAMES)}")
    return None


def host_without_port(host: str) -> str:
    """Give the name in a `Host` header."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdecimal() else host).lower()


def answer_to(site: ServedSite, request: Request) -> Answer:
    """Answer a request for a file of the site."""
    if refusal := refusal_of(site, request):
        return refusal
    path, _, query = request.target.partition("?")
    try:
        wanted = unquote(path, errors="strict")
    except UnicodeDecodeError:
        return told(HTTPStatus.BAD_REQUEST, "the address is not in UTF-8")
    if wanted.startswith(site.base_path):
        return answer_inside(site, wanted.removeprefix(site.base_path), query, request.headers)
    if wanted in {"/", "/" + site.base_path.strip("/")}:
        return moved(HTTPStatus.FOUND, site.base_path, query)
    return not_found(site)


def answer_inside(site: ServedSite, path: str, query: str, headers: dict[str, str]) -> Answer:
    """Answer for a path below the path of the site, as hosts of static sites do."""
    is_folder = not path or path.endswith("/")
    if file := file_inside(site.folder, f"{path}index.html" if is_folder else path):
        return sent(file, headers)
    if file_inside(site.folder, f"{path}/index.html"):
        return moved(HTTPStatus.MOVED_PERMANENTLY, f"{site.base_path}{path}/", query)
    return not_found(site)


def file_inside(folder: Path, text: str) -> Path | None:
    """Give the regular file at a path below the folder, or nothing; links may not lead out of the folder."""
    try:
        file = (folder / SitePath(text).text).resolve(strict=True)
        inside = file.is_relative_to(folder.resolve(strict=True))
        return file if inside and S_ISREG(file.stat().st_mode) else None
    except (OSError, RuntimeError, ValueError):
        return None


def sent(file: Path, headers: dict[str, str]) -> Answer:
    """Send a file, or say that the browser has it."""
    try:
        facts = file.stat()
        body = file.read_bytes()
    except OSError:
        return told(HTTPStatus.NOT_FOUND, "not found")
    validators = {
        "ETag": f'"{facts.st_mtime_ns:x}-{facts.st_size:x}"',
        "Last-Modified": format_datetime(modified_at(facts), usegmt=True),
    }
    if is_known(headers, validators["ETag"], modified_at(facts)):
        return Answer(status=HTTPStatus.NOT_MODIFIED, headers=validators)
    return Answer(status=HTTPStatus.OK, headers={"Content-Type": media_type_of(file.name), **validators}, body=body)


def modified_at(facts: stat_result) -> datetime:
    """Give when a file was changed, in whole seconds as HTTP has them."""
    return datetime.fromtimestamp(int(facts.st_mtime), UTC)


def is_known(headers: dict[str, str], etag: str, modified: datetime) -> bool:
    """Tell whether the browser has this version (RFC 9110, section 13.2.2)."""
    if tags := headers.get("if-none-match"):
        return tags.strip() == "*" or etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
    try:
        since = parsedate_to_datetime(headers.get("if-modified-since", ""))
    except ValueError:
        return False
    return since.tzinfo is not None and modified <= since


def media_type_of(name: str) -> str:
    """Give the value of `Content-Type` for a file of the site, the same on every machine."""
    lower = name.lower()
    feed = FEED_NAME.fullmatch(lower)
    kind = MEDIA_TYPES_OF_FEEDS.get((feed["format"], feed["syntax"])) if feed else None
    kind = kind or media_type(lower)
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind.endswith(TEXTUAL) else kind


def not_found(site: ServedSite) -> Answer:
    """Send the site's own page for addresses that do not exist."""
    page = file_inside(site.folder, "404.html")
    if not page:
        return told(HTTPStatus.NOT_FOUND, "not found")
    answer = sent(page, {})
    kind = {"Content-Type": answer.headers["Content-Type"]}
    return Answer(status=HTTPStatus.NOT_FOUND, headers=kind, body=answer.body)


def moved(status: HTTPStatus, path: str, query: str) -> Answer:
    """Send the browser to another path of the site."""
    question = f"?{quote(query, safe=SAFE_IN_QUERIES)}" if query else ""
    return told(status, "moved", {"Location": quote(path) + question})


def told(status: HTTPStatus, text: str, headers: dict[str, str] | None = None) -> Answer:
    """Answer with one line of text."""
    headers = {"Content-Type": "text/plain; charset=utf-8", **(headers or {})}
    return Answer(status=status, headers=headers, body=f"{text}\n".encode())
