from __future__ import annotations

import pytest

from sitegen.markup.fragment import Fragment, Heading, Resolved
from sitegen.planning.documents import FeedView
from sitegen.planning.pages import FromFeed, FromTemplate, Page, TextInPage, View
from sitegen.planning.views import ArticleView, StandingView
from sitegen.problems import Location
from sitegen.rendering.filling_in import filled_in, html_of_text
from sitegen.site_path import SitePath
from tests.rendering.rendered import HOME, a_feed, a_home_page, an_article, an_entry
from tests.story import a_body, a_target

LINKED = a_body("See", a_target("other.md"), ids=("how",))
PLAIN = a_body("It was launched today.")
TEXTS = {"1a": LINKED, "2b": PLAIN}


def a_page(view: View, *texts: TextInPage) -> Page:
    recipe = FromFeed("rss") if isinstance(view, FeedView) else FromTemplate("article.html")
    return Page(path=SitePath("x"), recipe=recipe, edition="en", origin=Location("x"), view=view, texts=texts)


def linked_to(address: str | None) -> TextInPage:
    return TextInPage("1a", (Resolved(address),))


def a_standing_page() -> StandingView:
    address = f"{HOME}about/"
    return StandingView(
        url="/about/",
        absolute_url=address,
        canonical=address,
        title="About",
        head_title="About",
        description="",
        article_lang="en",
        article_dir="ltr",
    )


def test_an_article_gets_its_text_headings_and_words() -> None:
    view = filled_in(a_page(an_article(html="", words=0), linked_to("/other/")), TEXTS)
    assert isinstance(view, ArticleView)
    assert view.html == '<p>See <a href="/other/"></p>'
    assert view.headings == (Heading(2, "how", "how"),)
    assert view.words == 1


def test_a_standing_page_gets_its_text_and_headings() -> None:
    view = filled_in(a_page(a_standing_page(), linked_to("/other/")), TEXTS)
    assert isinstance(view, StandingView)
    assert view.html == '<p>See <a href="/other/"></p>'
    assert view.headings == (Heading(2, "how", "how"),)


def test_each_entry_of_a_feed_gets_its_own_text() -> None:
    feed = a_feed(an_entry(html=""), an_entry(html=""), an_entry(html=""))
    texts = (linked_to(f"{HOME}other/"), TextInPage("2b"), linked_to(None))
    view = filled_in(a_page(feed, *texts), TEXTS)
    assert isinstance(view, FeedView)
    assert [entry.html for entry in view.entries] == [
        f'<p>See <a href="{HOME}other/"></p>',
        "<p>It was launched today.</p>",
        "<p>See <a ></p>",
    ]


@pytest.mark.parametrize(
    "view", [an_article(), a_feed(an_entry()), a_home_page()], ids=lambda view: type(view).__name__
)
def test_a_page_that_names_no_text_stays_as_it_is(view: View) -> None:
    assert filled_in(a_page(view), TEXTS) == view


def test_a_page_without_a_view_has_none() -> None:
    page = Page(path=SitePath("x"), recipe=FromTemplate("404.html"), edition="en", origin=Location("x"))
    assert filled_in(page, {}) is None


def test_a_text_that_is_not_there_is_missed() -> None:
    with pytest.raises(KeyError, match="9z"):
        filled_in(a_page(an_article(), TextInPage("9z")), TEXTS)


@pytest.mark.parametrize("texts", [(), (TextInPage("2b"),) * 2], ids=len)
def test_a_feed_needs_a_text_for_each_entry(texts: tuple[TextInPage, ...]) -> None:
    page = a_page(a_feed(an_entry(html="")), *texts)
    if texts:
        with pytest.raises(ValueError, match="longer"):
            filled_in(page, TEXTS)
    else:
        assert filled_in(page, TEXTS) == page.view


def test_the_same_text_has_other_addresses_on_another_page() -> None:
    texts: dict[str, Fragment] = {"1a": LINKED}
    assert html_of_text(linked_to("/other/"), texts) == '<p>See <a href="/other/"></p>'
    assert html_of_text(linked_to("/fr/other/"), texts) == '<p>See <a href="/fr/other/"></p>'
