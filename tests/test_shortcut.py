"""The short way: a build that makes only the pages which show an edited text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drawn_pictures import drawn
from tests.edited_site import EditedSite, an_article
from tests.story import story

ONE = "content/news/one.md"
PAGE = "news/2026/one/index.html"
SHOWN_IN = {PAGE, "feed.xml", "news/feed.xml"}

SITE = (
    an_article("one", "The first text. See [two](two.md).\n\n## A heading\n\nMore words.")
    + an_article("two", "The second text.", tags="[water]")
    + an_article("three", "The third text.", date="2026-01-03")
    + "-- content/about.md --\n---\ntitle: About us\n---\nWho we are. See [one](news/one.md).\n"
)


@pytest.fixture
def site(tmp_path: Path) -> EditedSite:
    return EditedSite(tmp_path / "site", SITE)


def test_an_edited_text_is_written_to_its_pages_and_feeds_and_nothing_else_is_touched(site: EditedSite) -> None:
    site.build()
    before = site.marks()
    site.reword(ONE, "first text", "first words")
    done = site.build_as_cleanly()
    assert done.way == "short"
    assert set(done.built.result.written) == SHOWN_IN
    after = site.marks()
    assert after.keys() == before.keys()
    assert {path for path in after if after[path] != before[path]} == SHOWN_IN
    assert done.built.result.removed == ()


def test_one_short_way_comes_after_another(site: EditedSite) -> None:
    site.build()
    for before, after in (("first text", "first words"), ("More words", "Less words"), ("first words", "first text")):
        site.reword(ONE, before, after)
        assert site.build_as_cleanly().way == "short"
    assert site.build_as_cleanly().way == "none"


def test_several_texts_may_be_edited_at_once(site: EditedSite) -> None:
    site.build()
    for name in ("one", "two", "three"):
        site.reword(f"content/news/{name}.md", "text", "words")
    done = site.build_as_cleanly()
    assert done.way == "short"
    assert len([path for path in done.built.result.written if path.endswith(".html")]) == 3


def test_the_text_of_a_standing_page_is_its_first_paragraph_too(site: EditedSite) -> None:
    site.build()
    site.reword("content/about.md", "Who we are.", "Who we really are.")
    assert site.build_as_cleanly().way == "long"
    site.reword("content/about.md", "title: About us", "title: About us\nsummary: Of us.")
    site.build()
    site.reword("content/about.md", "Who we really are.", "Who we are.")
    done = site.build_as_cleanly()
    assert done.way == "short"
    assert set(done.built.result.written) == {"about/index.html"}


OTHER_EDITS = {
    "where a link leads": ("(two.md)", "(three.md)"),
    "a link more": ("first text", "[first text](three.md)"),
    "a link less": ("[two](two.md)", "two"),
    "a heading": ("## A heading", "## Another heading"),
    "an id": ("## A heading", "## A heading {#here}"),
    "the summary": ("Of one.", "Of one and all."),
    "no summary any more": ("summary: Of one.\n", ""),
    "the title": ("title: One", "title: Eins"),
    "a tag": ("title: One\n", "title: One\ntags: [water]\n"),
    "the date": ("date: 2026-01-02", "date: 2026-01-04"),
    "a picture": ("More words", "![The hall](hall.png)"),
    "an alias": ("title: One\n", "title: One\naliases: [/old/]\n"),
    "a warning": ("title: One\n", "title: One\ntag: [water]\n"),
    "an embargo to come": ("title: One\n", "title: One\nembargo: 2026-12-24\n"),
    "a draft": ("title: One\n", "title: One\ndraft: true\n"),
}


@pytest.mark.parametrize(("before", "after"), OTHER_EDITS.values(), ids=OTHER_EDITS)
def test_any_other_edit_goes_the_long_way(site: EditedSite, before: str, after: str) -> None:
    site.path("content/news/hall.png").write_bytes(drawn(40, 30, ".png"))
    site.reword("content/about.md", "See [one](news/one.md).", "")
    site.build()
    site.reword(ONE, before, after)
    assert site.build_as_cleanly().way == "long"


def test_an_edit_of_the_first_paragraph_that_is_the_summary_goes_the_long_way(tmp_path: Path) -> None:
    site = EditedSite(tmp_path / "site", an_article("one", "First.\n\nSecond.", summary="") + an_article("two"))
    site.build()
    site.reword(ONE, "First.", "Another first.")
    assert site.build_as_cleanly().way == "long"
    site.reword(ONE, "Second.", "Another second.")
    assert site.build_as_cleanly().way == "short"


def test_an_edit_of_an_article_of_which_something_was_told_goes_the_long_way(site: EditedSite) -> None:
    story(an_article("two", expires="2026-02-01"), site.folder)
    assert "expired" in str(site.build().built.problems)
    site.reword(ONE, "The first text. ", "The first text.\n\n")
    assert site.build_as_cleanly().way == "long"
    site.reword("content/news/three.md", "third text", "third words")
    done = site.build_as_cleanly()
    assert done.way == "short"
    assert "expired" in str(done.built.problems)


def test_an_edited_text_and_a_new_article_go_the_long_way(site: EditedSite) -> None:
    site.build()
    site.reword(ONE, "first text", "first words")
    story(an_article("four"), site.folder)
    assert site.build_as_cleanly().way == "long"


def test_a_fault_in_a_template_that_only_a_new_text_shows_fails_as_ever(site: EditedSite) -> None:
    site.reword("themes/bare/templates/article.html", "{{ page.html|safe }}", "{{ page.nothing if page.words > 20 }}")
    site.build()
    site.reword(ONE, "More words.", "More words and more words " * 10)
    with pytest.raises(Exception, match="nothing"):
        site.build_as_cleanly()
    site.reword(ONE, "More words and more words " * 10, "More words.")
    site.build_as_cleanly()


def test_a_page_that_somebody_has_touched_is_made_anew_by_the_short_way(site: EditedSite) -> None:
    site.build()
    before = site.marks()
    for path in ("index.html", "feed.xml"):
        (site.output / path).write_text("touched", encoding="utf-8")
    (site.output / "sitemap.xml").unlink()
    done = site.build_as_cleanly()
    assert done.way == "short"
    assert set(done.built.result.written) == {"index.html", "feed.xml", "sitemap.xml"}
    untouched = before.keys() - {"index.html", "feed.xml", "sitemap.xml"}
    assert {path for path in untouched if site.marks()[path] != before[path]} == set()


@pytest.mark.parametrize("lost", ["uses", "manifest", "snapshot", "stamps"])
@pytest.mark.parametrize("damage", [None, b"{}"], ids=["gone", "braces"])
def test_lost_or_damaged_state_lets_the_long_way_be_taken(site: EditedSite, lost: str, damage: bytes | None) -> None:
    site.build()
    file = site.state(lost)
    file.unlink()
    if damage is not None:
        file.write_bytes(damage)
    site.reword(ONE, "first text", "first words")
    assert site.build_as_cleanly().way == "long"
    site.reword(ONE, "first words", "first text")
    assert site.build_as_cleanly().way == "short"


def test_lost_records_let_the_long_way_be_taken(site: EditedSite) -> None:
    site.build()
    for file in site.path(".sitegen/remembered").glob("*.sqlite*"):
        file.unlink()
    site.reword(ONE, "first text", "first words")
    assert site.build_as_cleanly().way == "long"


def test_the_text_of_another_article_stays_even_if_it_was_the_same(tmp_path: Path) -> None:
    site = EditedSite(tmp_path / "site", an_article("one", "Same.") + an_article("two", "Same."))
    site.build()
    site.reword(ONE, "Same.", "Other.")
    assert site.build_as_cleanly().way == "long"


def test_two_articles_may_exchange_their_texts(tmp_path: Path) -> None:
    site = EditedSite(tmp_path / "site", an_article("one", "Here.") + an_article("two", "There."))
    site.build()
    site.reword(ONE, "Here.", "There.")
    site.reword("content/news/two.md", "There.", "Here.")
    assert site.build_as_cleanly().way == "long"


def test_an_article_may_take_the_text_of_another_that_gets_a_new_one(tmp_path: Path) -> None:
    site = EditedSite(tmp_path / "site", an_article("one", "Here.") + an_article("two", "There."))
    site.build()
    site.reword(ONE, "Here.", "There.")
    site.reword("content/news/two.md", "There.", "Nowhere.")
    site.build_as_cleanly()


def test_texts_that_have_become_the_same_can_be_edited_apart(tmp_path: Path) -> None:
    site = EditedSite(tmp_path / "site", an_article("one", "Here.") + an_article("two", "There."))
    site.build()
    site.reword(ONE, "Here.", "There.")
    site.build_as_cleanly()
    site.reword("content/news/two.md", "There.", "Nowhere.")
    site.build_as_cleanly()


def test_a_text_in_another_language_is_edited_alone(site: EditedSite) -> None:
    site.reword("config.yaml", "title: Newsroom", "title: Newsroom\nlanguages: {en: {}, fr: {}}")
    story(an_article("one.fr", "Le texte."), site.folder)
    site.build()
    site.reword("content/news/one.fr.md", "Le texte.", "Un autre texte.")
    done = site.build_as_cleanly()
    assert done.way == "short"
    pages = [path for path in done.built.result.written if path.endswith(".html")]
    assert pages == ["fr/news/2026/one/index.html"]
