from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.planning.documents import FeedView
from sitegen.rendering.json_feed import json_feed_of
from sitegen.rendering.printable import printable_text
from tests.rendering.rendered import HOME, a_feed, a_full_entry, an_archive, an_entry


def document(feed: FeedView) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json_feed_of(feed))
    return found


def test_an_item_says_all_that_is_known() -> None:
    assert document(a_feed(a_full_entry(lang="it")))["items"] == [
        {
            "id": "tag:example.org,2024:launch",
            "url": f"{HOME}news/2017/launch/",
            "title": "A launch",
            "summary": "It was launched.",
            "content_html": "<p>It was <em>launched</em>.</p>",
            "image": f"{HOME}a/hall.jpg",
            "date_published": "2017-03-24T10:00:00+07:00",
            "date_modified": "2017-03-27T09:00:00+07:00",
            "authors": [{"name": "Press office", "url": f"{HOME}authors/press/"}, {"name": "A. Writer"}],
            "tags": ["security", "capacity building"],
            "language": "it",
            "attachments": [
                {
                    "url": f"{HOME}a/programme.pdf",
                    "mime_type": "application/pdf",
                    "title": "Programme",
                    "size_in_bytes": 4321,
                },
                {"url": f"{HOME}a/liste.csv", "mime_type": "text/csv", "title": "Liste", "size_in_bytes": 12},
            ],
        }
    ]


def test_the_feed_says_where_it_is_and_whose() -> None:
    found = document(a_feed())
    assert found.pop("items") == []
    assert found == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "News of the WCO",
        "home_page_url": HOME,
        "feed_url": f"{HOME}feed.json",
        "description": "All that we publish",
        "icon": f"{HOME}logo.png",
        "authors": [{"name": "World Customs Organization", "url": HOME}],
        "language": "en",
    }


def test_the_next_page_is_the_older_archive() -> None:
    assert document(an_archive())["next_url"] == f"{HOME}feed-1.json"


def test_a_feed_of_summaries_has_text_for_content() -> None:
    (item,) = document(a_feed(an_entry(html="")))["items"]
    assert item["content_text"] == "It was launched."
    assert "content_html" not in item


def test_an_item_without_any_text_shows_its_title() -> None:
    (item,) = document(a_feed(an_entry(html="", summary="")))["items"]
    assert item["content_text"] == "A launch"


@given(st.text())
@settings(max_examples=50, deadline=None)
def test_any_text_comes_back_without_control_characters(text: str) -> None:
    (item,) = document(a_feed(an_entry(title=text)))["items"]
    assert item["title"] == printable_text(text)
