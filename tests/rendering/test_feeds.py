from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.clock import Moment
from sitegen.planning.documents import FeedView
from sitegen.rendering.feed_mending import NAMESPACES
from sitegen.rendering.feeds import atom_of, rss_of
from sitegen.rendering.json_feed import json_feed_of
from sitegen.rendering.printable import printable_text
from sitegen.rendering.xml_tree import tree_of
from tests.rendering.rendered import HOME, LAST_DAY, YEAR_ONE, a_feed, a_full_entry, a_picture, an_archive, an_entry, at

ODD_TITLES = [
    "a ]]> b & c",
    "<b>bold</b> &amp; co",
    "emoji 🎉",
    "عنوان من اليمين إلى اليسار",
    "</title></channel>",
    "x" * 300_000,
]


def titles(feed: FeedView) -> tuple[str, str]:
    """Give the title of the first entry in RSS and in Atom."""
    atom = tree_of(atom_of(feed)).find("a:entry/a:title", {"a": NAMESPACES["atom"]})
    return tree_of(rss_of(feed)).find("channel/item/title").text or "", atom.text or ""


def both(feed: FeedView) -> list[Any]:
    return [feedparser.parse(rss_of(feed)), feedparser.parse(atom_of(feed))]


@pytest.mark.parametrize("title", ODD_TITLES)
def test_titles_are_plain_text_escaped_once(title: str) -> None:
    assert titles(a_feed(an_entry(title=title))) == (title, title)


@given(st.text(min_size=1).filter(printable_text))
@settings(max_examples=60, deadline=None)
def test_any_text_that_xml_can_hold_comes_back(text: str) -> None:
    assert titles(a_feed(an_entry(title=text, summary=text, html=text))) == (printable_text(text),) * 2


def test_a_plain_summary_is_html_in_rss_and_text_in_atom() -> None:
    feed = a_feed(an_entry(summary="Fewer than 5 < 6 & <none>"))
    assert tree_of(rss_of(feed)).findtext("channel/item/description") == "Fewer than 5 &lt; 6 &amp; &lt;none&gt;"
    assert feedparser.parse(atom_of(feed)).entries[0].summary == "Fewer than 5 &lt; 6 & <none>".replace("&lt;", "<")


def test_whole_articles_stand_beside_their_summary() -> None:
    for parsed in both(a_feed(an_entry())):
        (entry,) = parsed.entries
        assert entry.summary == "It was launched."
        assert entry.content[0].value == "<p>It was <em>launched</em>.</p>"


def test_feeds_of_summaries_hold_no_content() -> None:
    for parsed in both(a_feed(an_entry(html=""))):
        assert "content" not in parsed.entries[0]
        assert parsed.entries[0].summary == "It was launched."


def test_an_entry_without_any_text_shows_its_title() -> None:
    for parsed in both(a_feed(an_entry(html="<script>x</script>", summary=""))):
        assert parsed.entries[0].summary == "A launch"


def test_ids_dates_titles_and_addresses_agree_in_all_formats() -> None:
    feed = a_feed(a_full_entry(), an_entry(id="t:2", url=f"{HOME}b/", published=at("2016-01-02")))
    told = [[(e.id, e.link, e.title, e.published_parsed[:6]) for e in parsed.entries] for parsed in both(feed)]
    items = json.loads(json_feed_of(feed))["items"]
    published = [datetime.fromisoformat(item["date_published"]).utctimetuple()[:6] for item in items]
    assert told[0] == told[1]
    assert told[0] == [(i["id"], i["url"], i["title"], day) for i, day in zip(items, published, strict=True)]


def test_ids_are_no_addresses() -> None:
    guid = tree_of(rss_of(a_feed(an_entry()))).find("channel/item/guid")
    assert (guid.text, guid.get("isPermaLink")) == ("tag:example.org,2024:launch", "false")


def test_an_empty_feed_is_a_feed() -> None:
    for parsed in both(a_feed(description="", email="", logo=None)):
        assert (parsed.bozo, parsed.feed.title, parsed.feed.link, parsed.entries) == (
            False,
            "News of the WCO",
            HOME,
            [],
        )


def test_a_channel_without_a_description_repeats_its_title() -> None:
    assert tree_of(rss_of(a_feed(description=""))).findtext("channel/description") == "News of the WCO"


def test_a_feed_names_its_language_publisher_logo_and_maker() -> None:
    rss, atom = both(a_feed())
    assert (rss.feed.language, atom.feed.language) == ("en", "en")
    assert (rss.feed.publisher, atom.feed.author_detail.name) == ("World Customs Organization",) * 2
    assert (rss.feed.image.href, atom.feed.logo) == (f"{HOME}logo.png",) * 2
    assert (rss.feed.generator, atom.feed.generator) == ("sitegen", "sitegen")
    assert b"lkiesow" not in rss_of(a_feed()) + atom_of(a_feed())


def test_rss_shows_no_logo_that_it_cannot_take() -> None:
    feed = a_feed(logo=a_picture(type="image/svg+xml"))
    assert tree_of(rss_of(feed)).find("channel/image") is None
    assert feedparser.parse(atom_of(feed)).feed.logo == f"{HOME}a/hall.jpg"


def test_categories_are_the_articles_tags() -> None:
    for parsed in both(a_feed(a_full_entry())):
        assert [tag.term for tag in parsed.entries[0].tags] == ["security", "capacity building"]


@pytest.mark.parametrize("when", [YEAR_ONE, LAST_DAY, at("1850-06-01"), at("1969-12-31T23:59:59-12:00")])
def test_any_date_can_be_written(when: Moment) -> None:
    feed = a_feed(an_entry(published=when, updated=when), updated=when)
    for parsed in both(feed):
        assert (parsed.bozo, len(parsed.entries)) == (False, 1)


def test_the_same_feed_is_the_same_bytes() -> None:
    for write in (rss_of, atom_of):
        assert write(an_archive(a_full_entry())) == write(an_archive(a_full_entry()))
        assert write(a_feed()).startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n")
