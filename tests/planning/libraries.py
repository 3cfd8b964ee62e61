"""Random libraries: a few texts in two languages, with dates and embargoes that often fall together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from sitegen.clock import Moment
from sitegen.reading.article import Article, Event
from sitegen.reading.library import Library
from tests.story import a_library, an_article

START = datetime(2026, 3, 1, tzinfo=UTC)

times = st.integers(0, 10).map(lambda half_days: START + timedelta(hours=12 * half_days))
moments = st.builds(Moment, times, st.booleans())
terms = st.lists(st.sampled_from(["health", "Health", "trade", "rare"]), max_size=2).map(tuple)


@st.composite
def events(draw: st.DrawFn) -> Event:
    start = draw(moments)
    end = draw(st.none() | moments)
    return Event(start=start, end=end if end and end.at >= start.at else None)


@st.composite
def articles(draw: st.DrawFn, source: str) -> Article:
    facts: dict[str, Any] = {
        "source": source,
        "date": draw(moments),
        "embargo": draw(st.none() | moments),
        "expires": draw(st.none() | moments),
        "event": draw(st.none() | events()),
        "draft": draw(st.sampled_from([False, False, False, True])),
        "tags": draw(terms),
        "pinned": draw(st.booleans()),
    }
    return an_article(f"Title of {source}", **facts)


SOURCES = ("news/a.md", "news/a.fr.md", "news/a.it.md", "news/b.fr.md", "press/c.md", "press/d.md", "press/d.fr.md")

libraries: st.SearchStrategy[Library] = (
    st.lists(st.sampled_from(SOURCES), unique=True, max_size=5)
    .flatmap(lambda sources: st.tuples(*(articles(source) for source in sorted(sources))))
    .map(lambda found: a_library(*found))
)
