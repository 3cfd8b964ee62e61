from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from msgspec import structs

from sitegen.planning.site import assemble_site
from sitegen.planning.visibility import (
    Change,
    ChangeKind,
    Held,
    changes_after,
    embargo_problems,
    end_of_event,
    visible_at,
)
from sitegen.problems import Location, warning
from sitegen.reading.article import Article, Original
from sitegen.reading.library import Library
from tests.planning.libraries import libraries, times
from tests.story import a_config, a_library, a_moment, a_page, an_article, an_event, planned_of


def titles_at(when: str, *articles: Article, drafts: bool = False) -> list[str]:
    library = visible_at(a_library(*articles), a_moment(when).at, drafts=drafts).library
    return [article.title for article in library.articles]


def held_at(when: str, *articles: Article) -> dict[str, Held]:
    return visible_at(a_library(*articles), a_moment(when).at).held


def changes(when: str, *articles: Article) -> list[tuple[str, str]]:
    found = changes_after(a_library(*articles), a_moment(when).at)
    return [(change.at.astimezone(UTC).isoformat(" ", "minutes")[:16], change.kind) for change in found]


def test_an_article_is_there_from_its_very_second() -> None:
    launch = an_article("Launch", date="2026-03-24T10:00:00+01:00")
    assert titles_at("2026-03-24T08:59:59Z", launch) == []
    assert titles_at("2026-03-24T09:00:00Z", launch) == ["Launch"]


def test_an_article_is_gone_from_the_second_at_which_it_expires() -> None:
    offer = an_article("Offer", expires="2026-03-24T10:00:00Z")
    assert titles_at("2026-03-24T09:59:59Z", offer) == ["Offer"]
    assert titles_at("2026-03-24T10:00:00Z", offer) == []


def test_an_embargo_lifts_at_its_very_second() -> None:
    report = an_article("Report", embargo="2026-03-24T10:00:00Z")
    assert titles_at("2026-03-24T09:59:59Z", report) == []
    assert titles_at("2026-03-24T10:00:00Z", report) == ["Report"]


def test_the_later_of_date_and_embargo_counts() -> None:
    report = an_article("Report", date="2026-03-25", embargo="2026-03-24")
    assert titles_at("2026-03-24T12:00Z", report) == []
    assert titles_at("2026-03-25T12:00Z", report) == ["Report"]


def test_drafts_are_there_only_when_asked_for() -> None:
    draft = an_article("Draft", draft=True)
    assert titles_at("2026-01-01", draft) == []
    assert titles_at("2026-01-01", draft, drafts=True) == ["Draft"]


def test_a_draft_under_embargo_is_not_there_even_when_drafts_are_asked_for() -> None:
    draft = an_article("Draft", draft=True, embargo="2026-03-24")
    assert titles_at("2026-03-23", draft, drafts=True) == []
    assert titles_at("2026-03-24", draft, drafts=True) == ["Draft"]


def test_a_standing_page_is_always_there_unless_it_waits_for_an_embargo() -> None:
    assert titles_at("0001-01-01", a_page("About")) == ["About"]
    assert titles_at("2026-03-23", a_page("About", embargo="2026-03-24")) == []


def test_an_embargo_holds_back_all_translations_and_lifts_for_all_at_once() -> None:
    english = an_article("Report", source="news/report.md", embargo="2026-03-24T10:00Z")
    french = an_article("Rapport", source="news/report.fr.md")
    italian = an_article("Rapporto", source="news/report.it.md", embargo="2026-03-24T12:00Z")
    texts = (english, french, italian)
    assert titles_at("2026-03-24T11:59Z", *texts) == []
    assert titles_at("2026-03-24T12:00Z", *texts) == ["Report", "Rapport", "Rapporto"]


def test_the_embargo_of_a_draft_holds_nothing_else_back() -> None:
    english = an_article("Report", source="news/report.md")
    french = an_article("Rapport", source="news/report.fr.md", embargo="2026-03-24", draft=True)
    assert titles_at("2026-03-01", english, french) == ["Report"]


def test_translations_expire_each_for_itself() -> None:
    english = an_article("Report", source="news/report.md", expires="2026-03-24")
    french = an_article("Rapport", source="news/report.fr.md")
    assert titles_at("2026-04-01", english, french) == ["Rapport"]


def test_what_is_held_says_why() -> None:
    held = held_at(
        "2026-03-20",
        an_article("a", draft=True),
        an_article("b", embargo="2026-03-24T10:00+01:00"),
        an_article("c", date="2026-03-25"),
        an_article("d", expires="2026-03-01"),
        an_article("e"),
    )
    assert {source: found.reason for source, found in held.items()} == {
        "news/a.md": "is a draft",
        "news/b.md": "is under embargo until 2026-03-24 10:00+01:00",
        "news/c.md": "becomes visible on 2026-03-25 00:00+00:00",
        "news/d.md": "expired on 2026-03-01 00:00+00:00",
    }


def test_only_articles_are_dropped_from_the_library() -> None:
    library = a_library(an_article(draft=True), files=["news/hall.jpg"])
    visible = visible_at(library, a_moment("2026-01-01").at)
    assert visible.library == structs.replace(library, articles=())


def test_the_author_of_an_original_is_told_that_a_translation_holds_it_back() -> None:
    english = an_article("Report", source="news/report.md")
    french = an_article("Rapport", source="news/report.fr.md", embargo="2026-03-24T10:00+01:00")
    assert embargo_problems((english, french), a_moment("2026-03-24T10:00+01:00").at) == ()
    assert embargo_problems((english, french), a_moment("2026-03-24T09:59+01:00").at) == (
        warning(
            "`content/news/report.md` has no embargo, but is held back until 2026-03-24 10:00+01:00 "
            "by that of its translation",
            Location("content/news/report.md", 2, 8),
            "translations lift together; to add a translation later, give it a later `date` instead of an `embargo`",
        ),
    )


def test_nobody_is_told_of_an_embargo_that_surprises_nobody() -> None:
    alone = an_article("Alone", embargo="2026-03-24")
    original = an_article("Report", source="news/report.md", embargo="2026-03-24")
    translation = an_article("Rapport", source="news/report.fr.md")
    unfinished = an_article("Draft", source="news/plan.fr.md", embargo="2026-03-24", draft=True)
    public = an_article("Plan", source="news/plan.md")
    assert embargo_problems((alone, original, translation, unfinished, public), a_moment("2026-01-01").at) == ()


def test_an_event_is_over_at_its_end_or_when_its_last_day_is() -> None:
    assert end_of_event(an_event("2026-03-24T10:00Z", "2026-03-24T12:00Z")) == datetime(2026, 3, 24, 12, tzinfo=UTC)
    assert end_of_event(an_event("2026-03-24", "2026-03-25")) == datetime(2026, 3, 26, tzinfo=UTC)
    assert end_of_event(an_event("2026-03-24T10:00Z")) == datetime(2026, 3, 24, 10, tzinfo=UTC)


def test_the_last_day_of_the_calendar_is_never_over() -> None:
    forever = an_article(event=an_event("2026-03-24", "9999-12-31"), date="9999-12-31", expires="9999-12-31")
    assert end_of_event(an_event("9999-12-31")) == datetime.max.replace(tzinfo=UTC)
    assert changes_after(a_library(forever), a_moment("2026-01-01").at) == ()


def test_the_moments_at_which_a_site_changes_are_named_soonest_first() -> None:
    meeting = an_article(
        "Meeting",
        date="2026-03-20T00:00Z",
        embargo="2026-03-20T10:00Z",
        event=an_event("2026-03-21T09:00Z", "2026-03-21T18:00Z"),
        expires="2026-04-01T00:00Z",
    )
    assert changes("2026-01-01", meeting) == [
        ("2026-03-20 10:00", "appears"),
        ("2026-03-21 18:00", "event ends"),
        ("2026-03-22 00:00", "leaves the news sitemap"),
        ("2026-04-01 00:00", "expires"),
    ]
    assert changes("2026-03-21T18:00Z", meeting) == [
        ("2026-03-22 00:00", "leaves the news sitemap"),
        ("2026-04-01 00:00", "expires"),
    ]


def test_a_standing_page_changes_the_site_when_it_appears_and_when_its_event_ends() -> None:
    page = a_page("Congress", embargo="2026-03-20", event=an_event("2026-03-25"))
    assert changes("2026-01-01", page) == [("2026-03-20 00:00", "appears"), ("2026-03-26 00:00", "event ends")]


def test_a_change_names_its_article() -> None:
    change = Change(a_moment("2026-03-24").at, "news/report.md", ChangeKind.APPEARS)
    assert changes_after(a_library(an_article("Report", date="2026-03-24")), a_moment("2026-03-23").at)[0] == change


def test_nothing_changes_while_an_article_is_not_there() -> None:
    draft = an_article("Draft", date="2026-03-24", draft=True)
    never = an_article("Never", date="2026-03-24", embargo="2026-03-26", expires="2026-03-25")
    late = an_article("Late", date="2026-03-01", embargo="2026-03-26", event=an_event("2026-03-02"))
    withdrawn = an_article("Gone", date="2026-03-24", expires="2026-03-25", event=an_event("2026-03-30"))
    assert changes("2026-01-01", draft, never) == []
    assert changes("2026-01-01", late) == [("2026-03-26 00:00", "appears")]
    assert changes("2026-01-01", withdrawn) == [("2026-03-24 00:00", "appears"), ("2026-03-25 00:00", "expires")]


@given(libraries, times)
def test_until_the_next_named_moment_the_clock_changes_nothing(library: Library, now: datetime) -> None:
    coming = changes_after(library, now)
    end = coming[0].at - timedelta(microseconds=1) if coming else now + timedelta(days=10_000)
    assert plan_at(library, now) == plan_at(library, end)


@given(libraries, times)
def test_a_site_is_what_it_would_be_without_the_files_that_are_held(library: Library, now: datetime) -> None:
    held = visible_at(library, now).held
    shown = [article for article in library.articles if article.source not in held]
    assert plan_at(library, now) == plan_at(a_library(*as_read(shown)), now)


def plan_at(library: Library, now: datetime) -> object:
    config = a_config("en", "fr", "it", page_size=1)
    made = planned_of(assemble_site(visible_at(library, now), config)[0])
    return made.plan, made.problems


def as_read(articles: list[Article]) -> list[Article]:
    """Each set of translations with an original, as reading them alone gives them."""
    originals: dict[str, Article] = {}
    for article in sorted(articles, key=lambda each: (each.lang != "en", each.source)):
        originals.setdefault(article.original.group, article)
    return [
        structs.replace(
            article,
            original=Original(
                group=article.original.group, is_translation=originals[article.original.group] is not article
            ),
        )
        for article in articles
    ]
