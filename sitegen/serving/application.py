"""The preview as a web application (ASGI): the pages of the site as they are now, and what is added to them."""

from __future__ import annotations

import logging
from asyncio import CancelledError
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from http import HTTPStatus
from typing import BinaryIO
from urllib.parse import parse_qs, quote, unquote

from msgspec import structs
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from sitegen.fingerprint import digest_of
from sitegen.serving.additions import added, script, with_added
from sitegen.serving.answers import (
    SAFE_IN_QUERIES,
    Answer,
    FilePart,
    Request,
    Resolved,
    is_html,
    refusal_of,
    resolved,
    sent,
    told,
)
from sitegen.serving.defaults import OWN
from sitegen.serving.header_rules import HeaderRule, header_rules, headers_for
from sitegen.serving.live import Hub
from sitegen.serving.own_pages import bar_page, own_file, page_inside, walk_page
from sitegen.serving.policy import with_own_sources, with_own_sources_in_html
from sitegen.serving.seen import HOST_RULES, seen_from_text, seen_of
from sitegen.serving.tabs import Tab, Watch, bytes_of
from sitegen.serving.view import NotYet, Preview, View

__all__ = ["application_of"]

LOGGER = logging.getLogger(__name__)

BEHIND = "sitegen-behind"
"""The cookie of a browser that wants to see the last good site while problems stand in the way of the present one."""

BLOCK = 1 << 18
MOST_FORM_BYTES = 10_000
POLICY = "Content-Security-Policy"
ALWAYS = {
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
OWN_HEADERS = {**ALWAYS, POLICY: "default-src 'self'; frame-ancestors 'self'", "X-Frame-Options": "SAMEORIGIN"} | {
    "Cross-Origin-Embedder-Policy": "require-corp"
}
"""Pages of the preview itself may stand in frames of the site's pages only, also where those are isolated."""
ALWAYS_ASKED_FOR = {"Cache-Control": ALWAYS["Cache-Control"]}
"""What a site says of how long its pages may be kept is not meant for the one who edits them."""

STREAM = "text/event-stream"
TRY_AGAIN = {"Retry-After": "2", "Refresh": "2"}
"""Programs ask again that read the first (RFC 9110, section 10.2.3), browsers those that read the second."""
SAFE_IN_ADDRESSES = f"{SAFE_IN_QUERIES}#"


def application_of(
    preview: Preview,
    hub: Hub,
    names: Collection[str] = (),
    report: Callable[[Exception], None] = LOGGER.exception,
    *,
    adds: bool = True,
) -> ASGIApp:
    """Give the application; `names` are the hosts that it answers to besides this machine's own.

    `report` hears of mistakes of the program. Without `adds`, the files of the site are served as they are.
    """
    desk = FrontDesk(preview, hub, adds=adds)
    routes = [
        Route(f"{OWN}events", desk.events, methods=["GET"]),
        Route(f"{OWN}walk", desk.walk, methods=["GET", "POST"]),
        Route(f"{OWN}{{name:path}}", desk.own, methods=["GET"]),
        Route("/{path:path}", desk.site, methods=["GET"]),
    ]
    application = Starlette(routes=routes)
    application.router.redirect_slashes = False
    return Guard(application, names, report)


class Guard:
    """Lets requests through that a preview answers, and refuses all others."""

    def __init__(self, application: ASGIApp, names: Collection[str], report: Callable[[Exception], None]) -> None:
        self.application = application
        self.names = names
        self.report = report

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            return
        request = request_of(scope)
        methods = ("GET", "HEAD", "POST") if request.target.partition("?")[0] == f"{OWN}walk" else ("GET", "HEAD")
        if refusal := refusal_of(request, self.names, methods):
            await response_of(refusal, ALWAYS | {"Connection": "close"})(scope, receive, send)
            return
        try:
            await self.application(scope, receive, send)
        except (CancelledError, ClientDisconnect):  # one of the two has ended the connection
            return
        except Exception as fault:  # noqa: BLE001  the browser has been told
            self.report(fault)


def request_of(scope: Scope) -> Request:
    """Give a request as a value, with its target as it was sent."""
    headers = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in scope["headers"]]
    query = scope["query_string"].decode("latin-1")
    path = (scope.get("raw_path") or quote(scope["path"]).encode()).decode("latin-1")
    return Request(
        method=scope["method"],
        target=f"{path}?{query}" if query else path,
        version=scope["http_version"],
        hosts=tuple(value for name, value in headers if name == "host"),
        headers=dict(headers),
    )


def response_of(answer: Answer, more: dict[str, str]) -> Response:
    """Give an answer with more headers, as Starlette sends it."""
    headers = more | answer.headers
    if not isinstance(answer.body, FilePart):
        return Response(answer.body, answer.status, headers)
    try:
        file = answer.body.file.open("rb")
    except OSError:  # it has just gone
        return response_of(told(HTTPStatus.NOT_FOUND, "not found"), more)
    headers["Content-Length"] = str(answer.body.length)
    return FileResponse(answer.body, file, answer.status, headers)


def without_file(answer: Answer) -> Answer:
    """Give an answer without the file that HEAD does not ask for (RFC 9110, section 9.3.2)."""
    if not isinstance(answer.body, FilePart):
        return answer
    return structs.replace(answer, headers=answer.headers | {"Content-Length": str(answer.body.length)}, body=b"")


class FileResponse(StreamingResponse):
    """A part of an open file, which is closed in the end, whoever ends the connection."""

    def __init__(self, part: FilePart, opened: BinaryIO, status: HTTPStatus, headers: dict[str, str]) -> None:
        super().__init__(blocks_of(part, opened), status, headers)
        self.opened = opened

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        with self.opened:
            await super().__call__(scope, receive, send)


def blocks_of(part: FilePart, file: BinaryIO) -> Iterator[bytes]:
    """Read a part of a file piece by piece. Raises `ClientDisconnect` for a file that has become shorter."""
    file.seek(part.start)
    rest = part.length
    while rest:
        block = file.read(min(BLOCK, rest))
        if not block:
            raise ClientDisconnect
        rest -= len(block)
        yield block


class FrontDesk:
    """Answers requests for the site, and for what the preview adds to it."""

    def __init__(self, preview: Preview, hub: Hub, *, adds: bool) -> None:
        self.preview = preview
        self.hub = hub
        self.adds = adds

    async def site(self, http: HttpRequest) -> Response:
        """Answer for an address of the site."""
        request = request_of(http.scope)
        behind = http.cookies.get(BEHIND, "")
        answer = await run_in_threadpool(self.answer, request, behind)
        return response_of(without_file(answer) if http.method == "HEAD" else answer, {})

    def answer(self, request: Request, behind: str) -> Answer:
        """Answer for an address of the site; may wait until the site is known."""
        view = self.preview.view(behind)
        if view is None:
            return told(HTTPStatus.SERVICE_UNAVAILABLE, "the preview is about to end")
        page = request.target.partition("?")[0]
        try:
            found = resolved(request, view.base_path, view.find)
        except NotYet:
            return told(HTTPStatus.SERVICE_UNAVAILABLE, "this page is not known yet: wait for it", TRY_AGAIN)
        if isinstance(found, Resolved):
            if is_html(found.content):
                found = self.decorated(view, found, page, request)
            answer = sent(found, request)
        else:
            answer = found
        return with_rules(answer, view, page, own_address(request))

    def decorated(self, view: View, found: Resolved, page: str, request: Request) -> Resolved:
        """Give a page with what the preview adds, or the page of problems that stands in its place."""
        if cover := view.cover(page):
            content = structs.replace(found.content, body=cover, type="text/html; charset=utf-8", modified=None)
            found = Resolved(status=HTTPStatus.INTERNAL_SERVER_ERROR, content=content)
        html = bytes_of(found.content)
        if not self.adds:
            return structs.replace(found, content=structs.replace(found.content, body=html))
        seen = seen_of(html, page, view.base_path, view.version_of if view.knows_files() else None)
        bar = "" if cover else digest_of(bar_page(view.bar(page)))
        body = with_added(with_own_sources_in_html(html, own_address(request)), added(seen, bar, view.number, page))
        return structs.replace(found, content=structs.replace(found.content, body=body))

    async def events(self, http: HttpRequest) -> Response:
        """Open a stream of events for a page."""
        asked = http.query_params
        tab = Tab(
            page=asked.get("page", "/"),
            seen=seen_from_text(asked.get("seen", "")),
            bar=asked.get("bar", ""),
            behind=http.cookies.get(BEHIND, ""),
            number=int(text) if (text := asked.get("view", "")[:12]).isdecimal() else 0,
        )
        headers = ALWAYS | {"Cache-Control": "no-store"}
        if http.method == "HEAD":
            return Response(media_type=STREAM, headers=headers)
        stream: AsyncIterator[bytes] = self.hub.stream(Watch(self.preview, tab).look)
        return StreamingResponse(stream, media_type=STREAM, headers=headers)

    async def own(self, http: HttpRequest) -> Response:
        """Answer for a page or file of the preview itself."""
        name = http.path_params["name"]
        page = http.query_params.get("page", "/")
        answer = await run_in_threadpool(self.own_answer, name, page, http.cookies.get(BEHIND, ""))
        return response_of(answer, OWN_HEADERS)

    def own_answer(self, name: str, page: str, behind: str) -> Answer:
        """Give a page or file of the preview itself."""
        if file := own_file(name):
            body, kind = file
            return Answer(status=HTTPStatus.OK, headers={"Content-Type": kind}, body=body)
        view = self.preview.view(behind)
        match name:
            case "bar" if view:
                return html_answer(bar_page(view.bar(page)))
            case "problems" if view:
                html = view.problem_list(page)
                return html_answer(with_added(html, script(seen_of(html, "/", "/", None), "", view.number)))
            case "behind":
                return returned(page, f"{BEHIND}={self.preview.behind()}; Path=/; SameSite=Strict; HttpOnly")
            case "front":
                return returned(page, f"{BEHIND}=; Path=/; Max-Age=0")
        return told(HTTPStatus.NOT_FOUND, "not found")

    async def walk(self, http: HttpRequest) -> Response:
        """Show the form by which a person walks to another moment, and go there."""
        if http.method != "POST":
            page = http.query_params.get("page", "/")
            view = await run_in_threadpool(self.preview.view, "")
            answer = html_answer(walk_page(view.bar(page))) if view else told(HTTPStatus.NOT_FOUND, "not found")
            return response_of(answer, OWN_HEADERS)
        form = await form_in(http)
        if form is None:
            refusal = told(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the form is too large")
            return response_of(refusal, OWN_HEADERS | {"Connection": "close"})
        fault = await run_in_threadpool(self.preview.walk, form.get("at", ""))
        answer = told(HTTPStatus.BAD_REQUEST, fault) if fault else returned(form.get("page", "/"))
        return response_of(answer, OWN_HEADERS)


async def form_in(http: HttpRequest) -> dict[str, str] | None:
    """Read the fields of a form; none where it has more bytes than any that the preview shows."""
    body = b""
    async for chunk in http.stream():
        body += chunk
        if len(body) > MOST_FORM_BYTES:
            return None
    return {name: values[0] for name, values in parse_qs(body.decode("ascii", errors="replace")).items()}


def own_address(request: Request) -> str:
    """Give the address below which the preview's own files lie."""
    return f"http://{request.hosts[0]}{OWN}"


def with_rules(answer: Answer, view: View, page: str, own: str) -> Answer:
    """Apply the rules of the site's `_headers`, if it has any; its policy must allow what the preview adds."""
    headers = ALWAYS | answer.headers
    if rules := header_rules_of(view):
        headers = headers_for(unquote(page), rules, headers) | ALWAYS_ASKED_FOR
    policies = {name: with_own_sources(value, own) for name, value in headers.items() if name.lower() == POLICY.lower()}
    return structs.replace(answer, headers=headers | policies)


def header_rules_of(view: View) -> tuple[HeaderRule, ...]:
    """Read the site's `_headers`."""
    content = view.find(HOST_RULES)
    return header_rules(bytes_of(content).decode(errors="replace")) if content else ()


def html_answer(html: bytes) -> Answer:
    """Answer with a page of the preview itself."""
    return Answer(status=HTTPStatus.OK, headers={"Content-Type": "text/html; charset=utf-8"}, body=html)


def returned(page: str, cookie: str = "") -> Answer:
    """Send a person back to a page of this host."""
    place = quote(page_inside(page), safe=SAFE_IN_ADDRESSES)
    headers = {"Location": place} | ({"Set-Cookie": cookie} if cookie else {})
    return told(HTTPStatus.SEE_OTHER, "back to the page", headers)
