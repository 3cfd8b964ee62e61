"""What exists for readers at a moment: drafts, schedules, embargoes and expiry, against one clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from msgspec import Struct, structs

from sitegen.problems import Problem, warning
from sitegen.reading.article import Article, Event
from sitegen.reading.library import Library

__all__ = [
    "NEWS_WINDOW",
    "Change",
    "Held",
    "Visible",
    "changes_after",
    "embargo_problems",
    "end_of_event",
    "visible_at",
    "visible_from",
]

NEWS_WINDOW = timedelta(hours=48)
"""How long an article stays in a Google News sitemap (Google, "Create a News sitemap")."""


class Held(Struct, frozen=True, gc=False):
    """Why an article is not there, for the author of a link to it: "is a draft", "is under embargo until …"."""

    reason: str


class Visible(Struct, frozen=True, kw_only=True):
    """The library as it stands at `now`; `held` are the paths of articles that exist but are not there."""

    now: datetime
    library: Library
    held: dict[str, Held]


class ChangeKind(StrEnum):
    """What happens to an article when a moment comes."""

    APPEARS = "appears"
    EXPIRES = "expires"
    EVENT_ENDS = "event ends"
    LEAVES_NEWS = "leaves the news sitemap"


class Change(Struct, frozen=True, order=True, gc=False):
    """A moment at which the site changes by itself, and what changes then."""

    at: datetime
    source: str
    kind: ChangeKind


def visible_at(library: Library, now: datetime, *, drafts: bool = False) -> Visible:
    """Drop all that readers must not see at `now`, so that nothing later can show it."""
    lifts = embargoes(library.articles)
    held = {
        article.source: Held(reason)
        for article in library.articles
        if (reason := reason_to_hold(article, lifts, now, drafts=drafts))
    }
    shown = tuple(article for article in library.articles if article.source not in held)
    return Visible(now=now, library=structs.replace(library, articles=shown), held=held)


def reason_to_hold(article: Article, lifts: dict[str, datetime], now: datetime, *, drafts: bool) -> str:
    """Say why an article is not there at `now`, or nothing."""
    if article.draft and not drafts:
        return "is a draft"
    embargo = lifts.get(article.original.group)
    if embargo and embargo > now:
        return f"is under embargo until {embargo.isoformat(' ', 'minutes')}"
    if article.date and article.date.at > now:
        return f"becomes visible on {article.date.at.isoformat(' ', 'minutes')}"
    if article.expires and article.expires.at <= now:
        return f"expired on {article.expires.at.isoformat(' ', 'minutes')}"
    return ""


def embargoes(articles: Iterable[Article]) -> dict[str, datetime]:
    """Give the moment at which each set of translations lifts: the latest embargo of its members."""
    lifts: dict[str, datetime] = {}
    for article in articles:
        if article.embargo and not article.draft:
            group = article.original.group
            lifts[group] = max(article.embargo.at, lifts.get(group, article.embargo.at))
    return lifts


def visible_from(article: Article, lifts: dict[str, datetime]) -> datetime | None:
    """Give the moment at which an article appears, or None when it was always there."""
    moments = [article.date.at] if article.date else []
    if embargo := lifts.get(article.original.group):
        moments.append(embargo)
    return max(moments, default=None)


def embargo_problems(articles: tuple[Article, ...]) -> tuple[Problem, ...]:
    """Tell the author of a text that the embargo of a translation holds it back."""
    lifts = embargoes(articles)
    members: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        members[article.original.group].append(article)
    return tuple(
        warning(
            f"`{article.source}` has no embargo, but is held back until {lifts[group].isoformat(' ', 'minutes')} "
            "by that of its translation",
            article.place_of("title"),
            "translations lift together; to add a translation later, give it a later `date` instead of an `embargo`",
        )
        for group, texts in members.items()
        if group in lifts
        for article in texts
        if not article.embargo and not article.original.is_translation and not article.draft
    )


def end_of_event(event: Event) -> datetime:
    """Give the moment at which an event is over: its end, or the end of its last day when no time is given."""
    last = event.end or event.start
    return last.at if last.has_time else last.at + timedelta(days=1)


def changes_after(library: Library, now: datetime) -> tuple[Change, ...]:
    """Give all moments after `now` at which the site changes without an edit, soonest first."""
    return tuple(sorted(change for change in all_changes(library) if change.at > now))


def all_changes(library: Library) -> Iterator[Change]:
    """Give every moment at which the site changes by itself."""
    lifts = embargoes(library.articles)
    for article in library.articles:
        if article.draft:
            continue
        start = visible_from(article, lifts)
        end = article.expires.at.astimezone(UTC) if article.expires else datetime.max.replace(tzinfo=UTC)
        moments = [(start, ChangeKind.APPEARS)] if start else []
        if article.event:
            moments.append((end_of_event(article.event), ChangeKind.EVENT_ENDS))
        if article.date:
            moments.append((article.date.at + NEWS_WINDOW, ChangeKind.LEAVES_NEWS))
        yield from (Change(at, article.source, kind) for at, kind in moments if at < end)
        if article.expires:
            yield Change(article.expires.at, article.source, ChangeKind.EXPIRES)
