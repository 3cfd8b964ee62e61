from __future__ import annotations

from sitegen.planning.documents import OutlineView
from sitegen.planning.view_parts import FeedGroup
from sitegen.rendering.outlines import outline_of
from sitegen.rendering.xml_tree import tree_of
from tests.rendering.rendered import HOME, a_feed_link, at


def test_each_group_is_one_subscription_with_its_page() -> None:
    feeds = (
        a_feed_link(format="Atom", absolute_url=f"{HOME}fr/feed.atom"),
        a_feed_link(absolute_url=f"{HOME}fr/feed.rss"),
    )
    groups = (
        FeedGroup(title="Nouvelles & <co>", url="/fr/", feeds=feeds, lang="fr"),
        FeedGroup(title="Empty", url="/", feeds=()),
    )
    outline = tree_of(outline_of(OutlineView(title="All feeds", updated=at("2017-03-24T10:00+07:00"), groups=groups)))
    assert outline.get("version") == "2.0"
    assert outline.findtext("head/title") == "All feeds"
    assert outline.findtext("head/dateModified") == "Fri, 24 Mar 2017 10:00:00 +0700"
    assert [dict(found.attrib) for found in outline.iterfind("body/outline")] == [
        {
            "text": "Nouvelles & <co>",
            "title": "Nouvelles & <co>",
            "type": "rss",
            "xmlUrl": f"{HOME}fr/feed.rss",
            "htmlUrl": f"{HOME}fr/",
            "language": "fr",
        }
    ]


def test_without_rss_the_first_format_is_the_one_to_subscribe_to() -> None:
    feeds = tuple(a_feed_link(format=form, absolute_url=f"{HOME}feed.{form}") for form in ("Atom", "JSON"))
    groups = (FeedGroup(title="News", url="/", feeds=feeds),)
    outline = tree_of(outline_of(OutlineView(title="All feeds", updated=at("2017-03-24"), groups=groups)))
    assert [found.get("xmlUrl") for found in outline.iterfind("body/outline")] == [f"{HOME}feed.Atom"]
