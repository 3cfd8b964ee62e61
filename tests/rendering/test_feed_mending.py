"""One story for each trap of feedgen 1.0.0."""

from __future__ import annotations

import locale

import feedparser
import pytest

from sitegen.rendering.feed_mending import NAMESPACES
from sitegen.rendering.feeds import atom_of, rss_of
from sitegen.rendering.xml_tree import Element, tree_of
from tests.rendering.rendered import HOME, YEAR_ONE, a_feed, a_file, a_full_entry, a_picture, an_archive, an_entry, at

ATOM = {"a": NAMESPACES["atom"], **NAMESPACES}


def rss_texts(xml: bytes, path: str) -> list[str]:
    return [element.text for element in tree_of(xml).iterfind(path, NAMESPACES)]


def links(xml: bytes, path: str) -> list[dict[str, str]]:
    return [dict(element.attrib) for element in tree_of(xml).iterfind(path, ATOM)]


def entry(xml: bytes) -> Element:
    return tree_of(xml).find("a:entry", ATOM)


def test_the_feed_was_built_when_its_newest_entry_changed_and_not_now() -> None:
    feed = a_feed(an_entry(), updated=at("2017-03-27T09:00+07:00"))
    assert rss_texts(rss_of(feed), "channel/lastBuildDate") == ["Mon, 27 Mar 2017 09:00:00 +0700"]
    assert tree_of(atom_of(feed)).findtext("a:updated", namespaces=ATOM) == "2017-03-27T09:00:00+07:00"


def test_an_empty_feed_is_not_built_now_either() -> None:
    assert rss_of(a_feed()) == rss_of(a_feed())
    assert rss_texts(rss_of(a_feed()), "channel/lastBuildDate") == ["Mon, 27 Mar 2017 09:00:00 +0700"]


def test_entries_keep_their_order() -> None:
    feed = a_feed(an_entry(id="t:2", title="Second"), an_entry(id="t:1", title="First"))
    assert rss_texts(rss_of(feed), "channel/item/title") == ["Second", "First"]
    assert [found.title for found in feedparser.parse(atom_of(feed)).entries] == ["Second", "First"]


def test_the_channel_links_to_its_page_whatever_other_links_it_has() -> None:
    archive = an_archive(an_entry())
    assert rss_texts(rss_of(archive), "channel/link") == [HOME]
    assert [link["href"] for link in links(atom_of(archive), "a:link") if link["rel"] == "alternate"] == [HOME]


def test_links_of_atom_entries_keep_rel_type_language_and_length() -> None:
    assert links(atom_of(a_feed(a_full_entry(lang="it"))), "a:entry/a:link") == [
        {"href": f"{HOME}news/2017/launch/", "rel": "alternate", "type": "text/html", "hreflang": "it"},
        {
            "href": f"{HOME}a/programme.pdf",
            "rel": "enclosure",
            "type": "application/pdf",
            "length": "4321",
            "title": "Programme",
        },
        {
            "href": f"{HOME}a/liste.csv",
            "rel": "enclosure",
            "type": "text/csv",
            "length": "12",
            "title": "Liste",
            "hreflang": "fr",
        },
    ]


def test_whole_articles_are_escaped_html_and_never_cdata() -> None:
    feed = a_feed(an_entry(html="<p>]]&gt; &amp; co</p>"))
    content = entry(atom_of(feed)).find("a:content", ATOM)
    assert (content.get("type"), content.text) == ("html", "<p>]]&gt; &amp; co</p>")
    assert b"CDATA" not in atom_of(feed) + rss_of(feed)


def test_authors_without_an_email_address_are_named_in_rss() -> None:
    assert rss_texts(rss_of(a_feed(a_full_entry())), "channel/item/dc:creator") == ["Press office", "A. Writer"]
    assert rss_texts(rss_of(a_feed(a_full_entry())), "channel/item/author") == []


@pytest.mark.parametrize("rel", ["self", "current", "prev-archive", "next-archive"])
def test_both_formats_link_to_themselves_and_their_archive(rel: str) -> None:
    archive = an_archive(an_entry())
    address = {"self": "feed-2", "current": "feed", "prev-archive": "feed-1", "next-archive": "feed-3"}[rel]
    assert {"rel": rel, "type": "application/rss+xml", "href": f"{HOME}{address}.rss"} in links(
        rss_of(archive), "channel/a:link"
    )
    assert {"rel": rel, "type": "application/atom+xml", "href": f"{HOME}{address}.atom"} in links(
        atom_of(archive), "a:link"
    )


def test_only_archive_documents_say_that_they_are() -> None:
    assert tree_of(rss_of(an_archive())).find("channel/fh:archive", NAMESPACES) is not None
    assert tree_of(atom_of(an_archive())).find("fh:archive", NAMESPACES) is not None
    assert b"history" not in rss_of(a_feed()) + atom_of(a_feed())


def test_rss_has_one_enclosure_the_first_file() -> None:
    enclosures = links(rss_of(a_feed(a_full_entry())), "channel/item/enclosure")
    assert enclosures == [{"url": f"{HOME}a/programme.pdf", "length": "4321", "type": "application/pdf"}]


def test_without_files_the_photograph_is_the_enclosure() -> None:
    feed = a_feed(an_entry(picture=a_picture()))
    assert links(rss_of(feed), "channel/item/enclosure") == [
        {"url": f"{HOME}a/hall.jpg", "length": "123456", "type": "image/jpeg"}
    ]
    assert [link["rel"] for link in links(atom_of(feed), "a:entry/a:link")] == ["alternate", "enclosure"]


def test_a_photograph_of_unknown_size_is_no_enclosure() -> None:
    feed = a_feed(an_entry(picture=a_picture(size=0, width=0, height=0)))
    assert links(rss_of(feed), "channel/item/enclosure") == []
    assert links(rss_of(feed), "channel/item/media:content") == [
        {"url": f"{HOME}a/hall.jpg", "type": "image/jpeg", "medium": "image"}
    ]


def test_photographs_have_their_size_text_and_credit_in_both_formats() -> None:
    feed = a_feed(a_full_entry(attachments=(a_file(),)))
    for item in (tree_of(rss_of(feed)).find("channel/item"), entry(atom_of(feed))):
        content = item.find("media:content", NAMESPACES)
        assert dict(content.attrib) == {
            "url": f"{HOME}a/hall.jpg",
            "type": "image/jpeg",
            "medium": "image",
            "fileSize": "123456",
            "width": "1200",
            "height": "800",
        }
        assert [found.text for found in content] == ["The opening", "WCO"]


def test_control_characters_do_not_stop_a_feed() -> None:
    feed = a_feed(an_entry(title="A\x00\x0b launch\ufffe", html="<p>\x1btext</p>"), title="News\x08")
    for xml in (rss_of(feed), atom_of(feed)):
        parsed = feedparser.parse(xml)
        assert (parsed.bozo, parsed.feed.title, parsed.entries[0].title) == (False, "News", "A launch")


def test_an_article_in_another_language_says_so() -> None:
    feed = a_feed(an_entry(id="t:1", lang="ar"), an_entry(id="t:2", lang="en"))
    assert rss_texts(rss_of(feed), "channel/item/dc:language") == ["ar"]
    spoken = [found.get("{http://www.w3.org/XML/1998/namespace}lang") for found in tree_of(atom_of(feed))[-2:]]
    assert spoken == ["ar", None]


def test_dates_are_english_and_padded_in_every_locale() -> None:
    before = locale.setlocale(locale.LC_ALL)
    feed = a_feed(an_entry(published=YEAR_ONE, updated=YEAR_ONE), updated=YEAR_ONE)
    assert rss_texts(rss_of(feed), "channel/item/pubDate") == ["Tue, 02 Jan 0001 00:00:00 +0000"]
    assert rss_texts(rss_of(feed), "channel/lastBuildDate") == ["Tue, 02 Jan 0001 00:00:00 +0000"]
    assert locale.setlocale(locale.LC_ALL) == before


def test_a_corrected_article_keeps_its_date_and_moves_its_update() -> None:
    (item,) = feedparser.parse(rss_of(a_feed(a_full_entry()))).entries
    assert (item.published, item.updated) == ("Fri, 24 Mar 2017 10:00:00 +0700", "2017-03-27T09:00:00+07:00")
    (article,) = feedparser.parse(atom_of(a_feed(a_full_entry()))).entries
    assert (article.published, article.updated) == ("2017-03-24T10:00:00+07:00", "2017-03-27T09:00:00+07:00")
