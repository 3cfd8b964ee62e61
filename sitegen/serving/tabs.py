"""The pages that are open in browsers, and what each of them is told when the site changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import parse_qs, urlsplit

from msgspec import Struct, structs

from sitegen.fingerprint import digest_of
from sitegen.serving.answers import Content, Request, Resolved, is_html, resolved
from sitegen.serving.defaults import OWN
from sitegen.serving.live import Event
from sitegen.serving.own_pages import bar_page
from sitegen.serving.seen import News, Seen, completed, news_between, seen_from_text, seen_of, style_sheets_in
from sitegen.serving.view import NotYet, Preview, View

__all__ = ["Tab", "Watch", "bytes_of"]


class Tab(Struct, frozen=True, kw_only=True):
    """A page that is open in a browser: its path, what it has seen of it, and of which view."""

    page: str
    seen: Seen
    bar: str
    behind: str
    number: int


class Watch:
    """Looks on behalf of one open page whether there is something new for it."""

    def __init__(self, preview: Preview, tab: Tab) -> None:
        self.preview = preview
        self.tab = tab

    def look(self) -> Iterable[Event]:
        """Tell what is new since the last look."""
        view = self.preview.view(self.tab.behind, waits=False)
        if view is None:
            return ()
        tab = self.tab
        try:
            events = tuple(news_for(tab, view))
        except NotYet:
            return ()
        told_of = {event.name: event.fields for event in events}
        seen = next((str(fields["seen"]) for fields in told_of.values() if "seen" in fields), str(tab.seen))
        bar = str(told_of["bar"]["bar"]) if "bar" in told_of else tab.bar
        self.tab = structs.replace(tab, number=view.number, seen=seen_from_text(seen), bar=bar)
        return events


def news_for(tab: Tab, view: View) -> Iterator[Event]:
    """Tell what is new for an open page in a view of the site."""
    if tab.page.startswith(OWN):
        back = parse_qs(urlsplit(tab.page).query).get("page", ["/"])[0]
        html = view.problem_list(back)
        if seen_of(html, "/", "/", None) != tab.seen:
            yield Event("reload")
        return
    page = html_at(tab.page, view)
    cover = view.cover(tab.page)
    if not cover and (address := view.way_from(tab.page, tab.number)):
        yield Event("go", {"to": address})
        return
    html = cover or page
    version_of = view.version_of if view.knows_files() else None
    now = completed(seen_of(html, tab.page, view.base_path, version_of), tab.seen)
    match news_between(tab.seen, now):
        case News.RELOAD:
            yield Event("reload")
            return
        case News.SHEETS:
            yield Event("sheets", {"seen": str(now), "sheets": style_sheets_in(html)})
        case News.NOTED:
            yield Event("noted", {"seen": str(now)})
    if cover or not view.knows_files():
        return
    bar = digest_of(bar_page(view.bar(tab.page)))
    if bar != tab.bar:
        yield Event("bar", {"bar": bar})


def html_at(page: str, view: View) -> bytes:
    """Give the HTML that the site has at an address; nothing where that is something else."""
    found = resolved(Request(method="GET", target=page, hosts=()), view.base_path, view.find)
    return bytes_of(found.content) if isinstance(found, Resolved) and is_html(found.content) else b""


def bytes_of(content: Content) -> bytes:
    """Give the bytes of content; nothing of a file that has just gone."""
    try:
        return content.body if isinstance(content.body, bytes) else content.body.read_bytes()
    except OSError:
        return b""
