"""Every template of the built-in themes, with plenty and with nothing to show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser

import pytest

from sitegen.planning.pages import HtmlView
from sitegen.planning.view_parts import (
    AttachmentView,
    ContactView,
    CorrectionView,
    EntityView,
    EventView,
    FeedGroup,
    Link,
    MonthView,
    PersonView,
)
from sitegen.planning.views import (
    ArchiveView,
    HomeView,
    IndexView,
    ListView,
    NotFoundView,
    SearchView,
    StandingView,
    SubscribeView,
)
from sitegen.theming.templates import template_names
from tests.theming.builders import (
    a_link,
    a_pager,
    a_picture,
    a_site,
    a_teaser,
    an_article,
    built_in,
    editions,
    feeds,
    moment,
    page_fields,
    rendered,
)

VOID = {"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
LANGUAGES = ["en", "it", "ar"]
TEASERS = (
    a_teaser(picture=a_picture()),
    a_teaser("نص عربي", lang="ar", dir="rtl"),
    a_teaser("word" * 80, summary="", picture=a_picture(width=0, height=0)),
)
EVENT = EventView(
    start=moment("2017-04-03T10:00+07:00"),
    end=moment("2017-04-03T12:00+07:00"),
    venue="Bangkok",
    online="https://example.org/live",
    calendar_url="/news/briefing.ics",
)


def full_pages(lang: str) -> dict[str, HtmlView]:
    """A page of each template that shows all that it can; articles are in English in every edition."""
    fields = page_fields(lang)
    links = tuple(
        a_link(f"{letter} & co {number}", f"tags/{number}/", lang, count=number)
        for letter in "AÉz9"
        for number in range(9)
    )
    month = MonthView(title="March 2017", url="/archive/2017/03/", count=2, teasers=TEASERS)
    group = FeedGroup(title="Health", url="/tags/health/", feeds=feeds("/tags/health/"), kind="tag")
    return {
        "home.html": HomeView(
            **fields,
            lead=TEASERS[0],
            pinned=TEASERS,
            newest=TEASERS,
            events=(a_teaser(event=EVENT),),
            pager=a_pager(),
        ),
        "list.html": ListView(
            **fields,
            of="place",
            entity=EntityView(
                name="Bangkok",
                short="BKK",
                description="A capital.",
                country="TH",
                latitude=13.75,
                longitude=100.5,
                url="https://example.org/",
                email="a@example.org",
                roles=("Capital",),
            ),
            teasers=TEASERS,
            pager=a_pager(2, 3),
        ),
        "index.html": IndexView(**fields, of="tags", entries=links),
        "archive.html": ArchiveView(**fields, of="year", months=(month,), newer=links[0], older=links[1]),
        "article.html": a_full_article(lang),
        "page.html": a_standing_page(lang),
        "subscribe.html": SubscribeView(**fields, groups=(group,), outline_url="/feeds.opml"),
        "search.html": SearchView(**fields, sections=links[:2], tags=links, years=links[:3]),
        "404.html": NotFoundView(**fields, newest=TEASERS),
    }


def a_full_article(lang: str) -> HtmlView:
    return an_article(
        lang,
        "en",
        summary="A summary.",
        dateline="Bangkok",
        picture=a_picture(caption="The <hall>", credit="WCO"),
        html='<h2 id="site">Site</h2><p>Text</p>',
        updated=moment("2017-03-27"),
        authors=(a_link("Press office"),),
        people=(PersonView(name="A. Person", url="/people/a/", role="Director", organization="WCO"),),
        organizations=(a_link("WCO"),),
        places=(a_link("Bangkok"),),
        tags=tuple(a_link(f"tag {number}") for number in range(1000)),
        contacts=(ContactView(name="Desk", role="Press", email="a@example.org", phone="+32 2", hours="9–17", url="/"),),
        corrections=(CorrectionView(date=moment("2017-03-27"), text="17, not 16."),),
        attachments=(
            AttachmentView(
                title="Programme",
                url="/a.pdf",
                absolute_url="",
                type="application/pdf",
                extension="PDF",
                size=1000,
                lang="fr",
            ),
        ),
        event=EVENT,
        newer=a_link("Newer", lang="en"),
        older=a_link("Older"),
        related=TEASERS,
        translations=editions("fr", "ar"),
    )


def a_standing_page(lang: str) -> HtmlView:
    return StandingView(
        **page_fields(lang),
        article_lang="en",
        article_dir="ltr",
        is_carried=lang != "en",
        html="<p>About</p>",
        contacts=(ContactView(name="Desk"),),
        translations=editions("fr"),
    )


def empty_pages(lang: str) -> dict[str, HtmlView]:
    """A page of each template that has nothing to show."""
    fields = page_fields(lang, trail=(), languages=(), feeds=())
    return {
        "home.html": HomeView(**fields, pager=a_pager(1, 1)),
        "list.html": ListView(**fields, of="tag", pager=a_pager(1, 1)),
        "index.html": IndexView(**fields, of="tags"),
        "archive.html": ArchiveView(**fields, of="years"),
        "article.html": an_article(lang, trail=(), languages=()),
        "page.html": StandingView(**fields, article_lang=lang, article_dir="ltr"),
        "subscribe.html": SubscribeView(**fields),
        "search.html": SearchView(**fields),
        "404.html": NotFoundView(**fields),
    }


class Outline(HTMLParser):
    """What a page is made of: its tags with attributes, and whether each is closed in its turn."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"<{tag}> has an attribute twice"
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def named(self, tag: str) -> list[Mapping[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def levels(self) -> list[int]:
        return [int(name[1]) for name, _ in self.tags if re.fullmatch("h[1-6]", name)]


CASES = [
    pytest.param(theme, lang, template, kind, id=f"{theme}-{lang}-{template}-{kind}")
    for theme in ("newsroom", "bulletin")
    for lang in LANGUAGES
    for template in full_pages("en")
    for kind in ("full", "empty")
]


@pytest.mark.parametrize(("theme_name", "lang", "template", "kind"), CASES)
def test_every_page_is_sound(theme_name: str, lang: str, template: str, kind: str) -> None:
    theme = built_in(theme_name)
    page = (full_pages if kind == "full" else empty_pages)(lang)[template]
    html = rendered(theme, template, page, a_site(theme, lang))
    outline = Outline(html)

    ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
    assert len(ids) == len(set(ids)), "an id is used twice"
    assert all(name == "site" or str(name).startswith("site-") for name in ids)
    assert outline.levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip([0, *outline.levels], outline.levels, strict=False))
    assert outline.named("html")[0]["lang"] == lang
    assert outline.named("html")[0]["dir"] == ("rtl" if lang == "ar" else "ltr")
    assert outline.tags[[name for name, _ in outline.tags].index("body") + 1][1]["href"] == "#site-main"
    assert "site-main" in ids
    assert not outline.named("style")
    assert all("src" in script for script in outline.named("script")), "a script stands in the page"
    assert not [
        name for name, attributes in outline.tags if any(key == "style" or key[:2] == "on" for key in attributes)
    ]
    assert all("alt" in image for image in outline.named("img"))
    labels = [nav.get("aria-label") or nav.get("aria-labelledby") for nav in outline.named("nav")]
    assert all(labels)
    assert len(labels) == len(set(labels)), "two navigations have one name"
    for attributes in (attributes for _, attributes in outline.tags if "aria-labelledby" in attributes):
        assert attributes["aria-labelledby"] in ids
    assert "None" not in re.sub(r"<[^>]*>", " ", html)


def test_the_examples_are_of_every_template() -> None:
    pages = {name for name in template_names(built_in("newsroom")) if "/" not in name}

    assert pages - {"base.html"} == set(full_pages("en")) == set(empty_pages("en"))


def test_a_carried_article_keeps_its_language_and_is_dated_in_the_editions() -> None:
    theme = built_in("newsroom")
    html = rendered(theme, "article.html", an_article("it", "en", dateline="Bangkok"), a_site(theme, "it"))

    assert '<html lang="it" dir="ltr">' in html
    assert '<article class="article" lang="en"' in html
    dateline = '<span class="dateline" lang="en" dir="ltr">Bangkok</span>, '
    assert f'<div class="byline" lang="it" data-pagefind-ignore>\n<p>{dateline}' in html
    assert '<time datetime="2017-03-24">24 marzo 2017</time>' in html


def test_the_text_of_an_article_keeps_its_direction() -> None:
    theme = built_in("newsroom")
    html = rendered(theme, "article.html", an_article("ar", "en"), a_site(theme, "ar"))

    assert '<h1 dir="ltr">' in html
    assert '<div class="prose" dir="ltr">' in html
    assert '<footer class="article-foot" lang="ar">' in html


def test_a_title_in_a_list_keeps_its_language() -> None:
    theme = built_in("newsroom")
    page = ListView(**page_fields(), of="tag", teasers=(a_teaser("خبر", lang="ar", dir="rtl"),), pager=a_pager(1, 1))
    html = rendered(theme, "list.html", page, a_site(theme))

    assert (
        '<h2 class="teaser-title" lang="ar" dir="rtl"><a href="/press-releases/2017/security/" hreflang="ar">خبر'
        in html
    )


def test_only_the_lead_picture_is_fetched_first() -> None:
    theme = built_in("newsroom")
    html = rendered(theme, "home.html", full_pages("en")["home.html"], a_site(theme))

    images = re.findall(r"<img[^>]*>", html)
    assert ['fetchpriority="high"' in image for image in images] == [True, *[False] * (len(images) - 1)]
    assert ['loading="lazy"' in image for image in images] == [False, *[True] * (len(images) - 1)]
    assert '" width="1200" height="800"' in images[0]
    assert "width" not in images[-1]


def test_options_hide_parts_of_an_article() -> None:
    theme = built_in("newsroom", show_related=False, show_citation=False)
    html = rendered(theme, "article.html", a_full_article("en"), a_site(theme))

    assert "site-related" not in html
    assert "site-citation" not in html


def test_the_bulletin_adds_to_the_newsroom() -> None:
    theme = built_in("bulletin")
    page = an_article("it", extra={"reference": "PR/17/4"})
    html = rendered(theme, "article.html", page, a_site(theme, "it"))

    assert "Riferimento: PR/17/4" in html
    assert [name for name in ("style", "bulletin") if f"/assets/{name}." in html] == ["style", "bulletin"]
    assert "Comunicati" not in html


@pytest.mark.parametrize("name", ["newsroom", "bulletin"])
def test_what_has_no_page_is_named_without_a_link(name: str) -> None:
    theme = built_in(name)
    page = an_article(
        type=Link(title="Speech", url=""),
        authors=(Link(title="A. Writer", url=""),),
        people=(PersonView(name="A. Person", url=""),),
        organizations=(Link(title="WCO", url=""),),
        places=(Link(title="Bangkok", url=""),),
        tags=(Link(title="Health", url=""),),
    )
    html = rendered(theme, "article.html", page, a_site(theme))

    assert 'href=""' not in html
    for words in ("Speech", "A. Writer", "WCO", "Bangkok", "Health"):
        assert f'<span class="no-link">{words}</span>' in html
    assert "<li>A. Person" in html


def test_subscribing_speaks_of_three_formats_only_where_there_are_three() -> None:
    theme = built_in("newsroom")
    page = SubscribeView(**page_fields())
    assert "JSON feeds hold the same articles" in rendered(
        theme, "subscribe.html", page, a_site(theme, feeds=feeds("/"))
    )
    one = a_site(theme, feeds=feeds("/")[:1])
    assert "JSON feeds hold the same articles" not in rendered(theme, "subscribe.html", page, one)


@pytest.mark.parametrize("name", ["newsroom", "bulletin"])
def test_no_style_sheet_asks_another_host(name: str) -> None:
    for asset in built_in(name).assets.values():
        if asset.name.endswith(".css"):
            assert not re.search(rb"url\(|@import|https?://", asset.data)


def test_the_menu_marks_this_page_and_what_is_above_it() -> None:
    theme = built_in("newsroom")
    menu = (a_link("Home"), a_link("Press releases", "press-releases/"), a_link("About", "about/"))
    page = an_article(url="/about/", trail=(a_link("Home"), a_link("Press releases", "press-releases/", count=3)))
    html = rendered(theme, "article.html", page, a_site(theme, navigation=menu))

    assert '<li><a href="/">Home</a></li>' in html
    assert '<li><a href="/press-releases/" aria-current="true">Press releases</a></li>' in html
    assert '<li><a href="/about/" aria-current="page">About</a></li>' in html
