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
    "ChangeKind",
    "Held",
    "Visible",
    "changes_after",
    "embargo_problems",
    "end_of_event",
    "unchanged_between",
    "visible_at",
]

NEWS_WINDOW = timedelta(hours=48)
"""How long an article stays in a Google News sitemap (Google, "Create a News sitemap")."""

FIRST_MOMENT = datetime.min.replace(tzinfo=UTC)
LAST_MOMENT = datetime.max.replace(tzinfo=UTC)


class Held(Struct, frozen=True, gc=False):
    """Why an article is not there, for the author of a link to it: "is a draft", "is under embargo until …".

    `way_out` is what that author can do. `is_over` tells an article that was there once and will not come back.
    """

    reason: str
    way_out: str = "take the link out"
    is_over: bool = False


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
    lifts = embargoes(article for article in library.articles if drafts or not article.draft)
    held = {
        article.source: reason
        for article in library.articles
        if (reason := reason_to_hold(article, lifts, now, drafts=drafts))
    }
    shown = tuple(article for article in library.articles if article.source not in held)
    return Visible(now=now, library=structs.replace(library, articles=shown), held=held)


def reason_to_hold(article: Article, lifts: dict[str, datetime], now: datetime, *, drafts: bool) -> Held | None:
    """Say why an article is not there at `now`, if so."""
    if article.draft and not drafts:
        return Held("is a draft", "take the link out until it is finished")
    embargo = lifts.get(article.original.group)
    if embargo and embargo > now:
        reason = f"is under embargo until {embargo.isoformat(' ', 'minutes')}"
        return Held(reason, "take the link out until then, or give this article the same `embargo`")
    if article.date and article.date.at > now:
        reason = f"becomes visible on {article.date.at.isoformat(' ', 'minutes')}"
        return Held(reason, "take the link out until then, or give this article the same `date`")
    if article.expires and article.expires.at <= now:
        return Held(f"expired on {article.expires.at.isoformat(' ', 'minutes')}", is_over=True)
    return None


def embargoes(articles: Iterable[Article]) -> dict[str, datetime]:
    """Give the moment at which each set of translations lifts: the latest embargo of its members."""
    lifts: dict[str, datetime] = {}
    for article in articles:
        if article.embargo:
            group = article.original.group
            lifts[group] = max(article.embargo.at, lifts.get(group, article.embargo.at))
    return lifts


def visible_from(article: Article, lifts: dict[str, datetime]) -> datetime:
    """Give the moment at which an article appears; the first one that there is when it was always there."""
    date = article.date.at if article.date else FIRST_MOMENT
    return max(date, lifts.get(article.original.group, FIRST_MOMENT))


def embargo_problems(articles: tuple[Article, ...], now: datetime) -> tuple[Problem, ...]:
    """Tell the author of a text that the embargo of a translation holds it back."""
    written = [article for article in articles if not article.draft]
    lifts = embargoes(written)
    members: dict[str, list[Article]] = defaultdict(list)
    for article in written:
        members[article.original.group].append(article)
    return tuple(
        warning(
            f"`{article.file}` has no embargo, but is held back until {lifts[group].isoformat(' ', 'minutes')} "
            "by that of its translation",
            article.place_of("title"),
            "translations lift together; to add a translation later, give it a later `date` instead of an `embargo`",
        )
        for group, texts in members.items()
        if group in lifts and lifts[group] > now
        for article in texts
        if not article.embargo and not article.original.is_translation
    )


def end_of_event(event: Event) -> datetime:
    """Give the moment at which an event is over: its end, or the end of its last day when no time is given."""
    last = event.end or event.start
    return last.at if last.has_time else later(last.at, timedelta(days=1))


def later(at: datetime, wait: timedelta) -> datetime:
    """Give a later moment, or the last one that there is: `9999-12-31` is how people write "never"."""
    try:
        return at + wait
    except OverflowError:
        return LAST_MOMENT


def changes_after(library: Library, now: datetime) -> tuple[Change, ...]:
    """Give all moments after `now` at which the site changes without an edit, soonest first."""
    return tuple(sorted(change for change in all_changes(library) if change.at > now))


def unchanged_between(library: Library, now: datetime, others: Iterable[datetime] = ()) -> tuple[datetime, datetime]:
    """Give since when and until when, the end left out, the clock alone changes nothing about the site of `now`.

    Drafts count as well. `others` are moments at which something else changes.
    """
    moments = {*others, FIRST_MOMENT, LAST_MOMENT}
    for article in library.articles:
        if article.date:
            moments |= {article.date.at, later(article.date.at, NEWS_WINDOW)}
        if article.event:
            moments.add(end_of_event(article.event))
        moments |= {moment.at for moment in (article.embargo, article.expires) if moment}
    return max(moment for moment in moments if moment <= now), min(moment for moment in moments if moment > now)


def all_changes(library: Library) -> Iterator[Change]:
    """Give every moment at which the site changes by itself."""
    articles = [article for article in library.articles if not article.draft]
    lifts = embargoes(articles)
    for article in articles:
        start = visible_from(article, lifts)
        end = article.expires.at if article.expires else LAST_MOMENT
        if start >= end:
            continue
        moments = {ChangeKind.APPEARS: start}
        if article.event:
            moments[ChangeKind.EVENT_ENDS] = end_of_event(article.event)
        if article.date:
            moments[ChangeKind.LEAVES_NEWS] = later(article.date.at, NEWS_WINDOW)
        yield from (Change(at, article.source, kind) for kind, at in moments.items() if start <= at < end)
        if article.expires:
            yield Change(end, article.source, ChangeKind.EXPIRES)
