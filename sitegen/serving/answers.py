"""What the preview answers to a request, as hosts of static sites do."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import quote, unquote

from msgspec import Struct

from sitegen.fingerprint import digest_of
from sitegen.reading.file_facts import media_type
from sitegen.serving.ranges import Part, part_asked_for

__all__ = [
    "SAFE_IN_QUERIES",
    "Answer",
    "Content",
    "FilePart",
    "Request",
    "Resolved",
    "is_html",
    "media_type_of",
    "refusal_of",
    "resolved",
    "sent",
    "told",
]

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
SAME_ORIGIN = ("same-origin", "none")


class Content(Struct, frozen=True):
    """The bytes of a file of the site, or the file that holds them, and their media type.

    `modified` is when they became so, `version` what changes with the bytes of a file.
    """

    body: bytes | Path
    type: str
    modified: datetime | None = None
    version: str = ""


class Request(Struct, frozen=True, kw_only=True):
    """What a browser asks: the target with its query, as it was sent, and the headers by lower-case name."""

    method: str
    target: str
    version: str = "1.1"
    hosts: tuple[str, ...]
    headers: dict[str, str] = {}


class FilePart(Struct, frozen=True):
    """A part of a file, to be sent piece by piece: where it begins and how many bytes it has."""

    file: Path
    start: int
    length: int


class Answer(Struct, frozen=True, kw_only=True):
    """What is sent; `body` is left out for HEAD by the one who sends it."""

    status: HTTPStatus
    headers: dict[str, str]
    body: bytes | FilePart = b""


class Resolved(Struct, frozen=True, kw_only=True):
    """What lies at an address: content with its status."""

    status: HTTPStatus
    content: Content


def refusal_of(request: Request, names: Collection[str], methods: Collection[str] = METHODS) -> Answer | None:
    """Refuse what no preview needs, or nothing; `names` are the hosts that it answers to besides this machine's own.

    A page elsewhere can make a browser ask here under its own name (DNS rebinding): the name gives it away. It can also
    ask under ours, and then says where it comes from (Fetch Standard, `Origin` and `Sec-Fetch-Site`).
    """
    if not request.version.startswith("1."):
        return told(HTTPStatus.HTTP_VERSION_NOT_SUPPORTED, "only HTTP/1.1 is spoken here")
    if request.method not in methods:
        allowed = ", ".join(methods)
        return told(HTTPStatus.METHOD_NOT_ALLOWED, f"only {allowed} are answered here", {"Allow": allowed})
    if len(request.hosts) != 1:
        return told(HTTPStatus.BAD_REQUEST, "a request must name one host")
    if {"content-length", "transfer-encoding"} <= request.headers.keys():
        return told(HTTPStatus.BAD_REQUEST, "a request must say in one way how long it is")
    host = host_without_port(request.hosts[0])
    if host not in {*LOOPBACK_NAMES, *names} and not (names and is_number(host)):
        return told(
            HTTPStatus.FORBIDDEN, f"this preview answers only to {', '.join((*LOOPBACK_NAMES, *sorted(names)))}"
        )
    if is_from_elsewhere(request):
        return told(HTTPStatus.FORBIDDEN, "this preview answers only to its own pages")
    return None


def is_from_elsewhere(request: Request) -> bool:
    """Tell whether a page of another site asks for more than to be followed by a person."""
    origin = request.headers.get("origin", "")
    if origin and origin.partition("://")[2].lower() != request.hosts[0].lower():
        return True
    site, mode = request.headers.get("sec-fetch-site", ""), request.headers.get("sec-fetch-mode", "")
    return site not in {"", *SAME_ORIGIN} and mode != "navigate"


def host_without_port(host: str) -> str:
    """Give the name in a `Host` header."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdecimal() else host).lower()


def is_number(host: str) -> bool:
    """Tell an IP address, to which no name can be bound, from a name."""
    try:
        ip_address(host.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


def resolved(request: Request, base_path: str, find: Callable[[str], Content | None]) -> Resolved | Answer:
    """Give what lies at the address of a request, in a site below `base_path`, or where to go instead.

    `find` gives the content of a file of the site by its path.
    """
    path, _, query = request.target.partition("?")
    try:
        wanted = unquote(path, errors="strict")
    except UnicodeDecodeError:
        return told(HTTPStatus.BAD_REQUEST, "the address is not in UTF-8")
    if wanted.startswith(base_path):
        return resolved_inside(wanted.removeprefix(base_path), query, base_path, find)
    if wanted in {"/", "/" + base_path.strip("/")}:
        return moved(HTTPStatus.FOUND, base_path, query)
    return not_found(find)


def resolved_inside(path: str, query: str, base_path: str, find: Callable[[str], Content | None]) -> Resolved | Answer:
    """Resolve a path below that of the site, as hosts of static sites do."""
    is_folder = not path or path.endswith("/")
    file = f"{path}index.html" if is_folder else path
    if content := find(file):
        return Resolved(status=HTTPStatus.OK, content=content)
    if path and not is_folder and find(f"{path}/index.html"):
        return moved(HTTPStatus.MOVED_PERMANENTLY, f"{base_path}{path}/", query)
    return not_found(find)


def not_found(find: Callable[[str], Content | None]) -> Resolved:
    """Give the site's own page for addresses that do not exist."""
    content = find("404.html") or Content(b"not found\n", "text/plain; charset=utf-8")
    return Resolved(status=HTTPStatus.NOT_FOUND, content=content)


def sent(found: Resolved, request: Request) -> Answer:
    """Send content, the part of it that is asked for, or only that the browser has it."""
    content = found.content
    try:
        size, etag, modified = facts_of(content)
    except OSError:
        return told(HTTPStatus.NOT_FOUND, "not found")
    headers = {"Content-Type": content.type}
    if found.status is not HTTPStatus.OK:
        return answer_with(content, Part(0, size), found.status, headers)
    headers |= {"ETag": etag, "Accept-Ranges": "bytes"}
    if modified:
        headers["Last-Modified"] = format_datetime(modified, usegmt=True)
    if is_known(request.headers, etag, modified):
        del headers["Content-Type"]
        return Answer(status=HTTPStatus.NOT_MODIFIED, headers=headers)
    part = part_asked_for(request.headers, size, etag, headers.get("Last-Modified", ""))
    if part is None:
        headers["Content-Range"] = f"bytes */{size}"
        return told(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "the file has no such part", headers)
    if part.length == size:
        return answer_with(content, part, HTTPStatus.OK, headers)
    headers["Content-Range"] = f"bytes {part.start}-{part.start + part.length - 1}/{size}"
    return answer_with(content, part, HTTPStatus.PARTIAL_CONTENT, headers)


def answer_with(content: Content, part: Part, status: HTTPStatus, headers: dict[str, str]) -> Answer:
    """Answer with a part of content."""
    body: bytes | FilePart
    if isinstance(content.body, Path):
        body = FilePart(content.body, part.start, part.length)
    else:
        body = content.body[part.start : part.start + part.length]
    return Answer(status=status, headers=headers, body=body)


def facts_of(content: Content) -> tuple[int, str, datetime | None]:
    """Give the size of content in bytes, its entity tag, and when it was changed. Raises `OSError`."""
    if isinstance(content.body, bytes):
        modified = content.modified.replace(microsecond=0) if content.modified else None
        return len(content.body), f'"{digest_of(content.body)}"', modified
    facts = content.body.stat()
    if content.version and content.modified:
        return facts.st_size, f'"{content.version}"', content.modified.replace(microsecond=0)
    modified = datetime.fromtimestamp(int(facts.st_mtime), UTC)
    return facts.st_size, f'"{facts.st_mtime_ns:x}-{facts.st_size:x}"', modified


def is_known(headers: dict[str, str], etag: str, modified: datetime | None) -> bool:
    """Tell whether the browser has this version (RFC 9110, section 13.2.2)."""
    if tags := headers.get("if-none-match"):
        return tags.strip() == "*" or etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
    try:
        since = parsedate_to_datetime(headers.get("if-modified-since", ""))
    except (OverflowError, ValueError):
        return False
    return since.tzinfo is not None and modified is not None and modified <= since


def is_html(content: Content) -> bool:
    """Tell a page from all other files."""
    return content.type.startswith("text/html")


def media_type_of(path: str) -> str:
    """Give the value of `Content-Type` for a file of the site, the same on every machine."""
    lower = path.rpartition("/")[2].lower()
    feed = FEED_NAME.fullmatch(lower)
    kind = MEDIA_TYPES_OF_FEEDS.get((feed["format"], feed["syntax"])) if feed else None
    kind = kind or media_type(lower)
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind.endswith(TEXTUAL) else kind


def moved(status: HTTPStatus, path: str, query: str = "") -> Answer:
    """Send the browser to another path of this host; a path that begins with two slashes would name another one."""
    question = f"?{quote(query, safe=SAFE_IN_QUERIES)}" if query else ""
    return told(status, "moved", {"Location": "/" + quote(path).lstrip("/") + question})


def told(status: HTTPStatus, text: str, headers: dict[str, str] | None = None) -> Answer:
    """Answer with one line of text."""
    headers = {**(headers or {}), "Content-Type": "text/plain; charset=utf-8"}
    return Answer(status=status, headers=headers, body=f"{text}\n".encode())
