"""Example views with defaults for everything, so that a test shows only what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from markupsafe import Markup

from sitegen.clock import Moment, moment_from_text
from sitegen.planning.pages import HtmlView
from sitegen.planning.view_parts import (
    FeedLink,
    ImageSet,
    Link,
    Pager,
    Picture,
    Teaser,
)
from sitegen.planning.views import (
    ArticleView,
    EditionLinks,
    OrganizationView,
    PageView,
    SiteView,
)
from sitegen.problems import Location, Problem
from sitegen.theming.locales import direction_of, language_title, locale_of
from sitegen.theming.templates import render_template
from sitegen.theming.theme import Theme, built_in_themes, load_theme

BASE = "https://news.example.org/"
ROOT = "/"


def moment(text: str) -> Moment:
    return moment_from_text(text, ZoneInfo("UTC"))


def mark_of(setting: str) -> Location:
    """Places in config.yaml as a reader of settings gives them, with one line for each setting."""
    lines = {"theme": 3, "theme_options": 4}
    return Location("config.yaml", lines.get(setting, 5), 1, len(setting.rpartition(".")[2]))


def write_theme(folder: Path, name: str, files: Mapping[str, str]) -> None:
    """Write a theme into a site's `themes/`; without its own, it gets a `theme.yaml`."""
    for path, text in {"theme.yaml": f"name: {name}\n", **files}.items():
        file = folder / name / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def loaded(
    folder: Path, name: str, options: Mapping[str, Any] | None = None
) -> tuple[Theme | None, tuple[Problem, ...]]:
    return load_theme(name, (folder, built_in_themes()), options or {}, mark_of)


def a_theme(folder: Path, name: str = "mine", files: Mapping[str, str] | None = None) -> Theme:
    """A theme without problems, read from files."""
    write_theme(folder, name, files or {})
    theme, problems = loaded(folder, name)
    assert theme, problems
    return theme


def built_in(name: str, **options: object) -> Theme:
    theme, problems = load_theme(name, (built_in_themes(),), options, mark_of)
    assert theme, problems
    return theme


def url_of(lang: str, path: str = "") -> str:
    return f"{ROOT}{path}" if lang == "en" else f"{ROOT}{lang}/{path}"


def a_link(title: str, path: str = "", edition: str = "en", **more: object) -> Link:
    link: dict[str, Any] = {"title": title, "url": url_of(edition, path)}
    return Link(**(link | more))


def a_site(theme: Theme, lang: str = "en", **more: object) -> SiteView:
    names = {"tags": "Topics", "people": "People", "types": "Kinds of news", "archive": "Archive"}
    links = {key: a_link(title, f"{key}/", lang) for key, title in names.items()}
    site: dict[str, Any] = {
        "title": "World Newsroom",
        "description": "News of an organization for the world.",
        "url": url_of(lang),
        "absolute_url": BASE + url_of(lang)[1:],
        "base_url": BASE,
        "lang": lang,
        "dir": direction_of(lang),
        "locale": locale_of(lang),
        "date_format": "long",
        "time_format": "short",
        "organization": OrganizationView(
            name="World Organization", url="https://www.example.org/", email="press@example.org"
        ),
        "links": EditionLinks(
            home=a_link("Home", "", lang),
            subscribe=a_link("Subscribe", "subscribe/", lang),
            search=a_link("Search", "search/", lang),
            **links,
        ),
        "navigation": (a_link("Press releases", "press-releases/", lang), a_link("About", "about/", lang)),
        "sections": (a_link("Press releases", "press-releases/", lang, count=120),),
        "pages": (a_link("About", "about/", lang),),
        "editions": editions("en", "it", "ar"),
        "feeds": feeds(url_of(lang)),
        "options": theme.options,
        "assets": {name: ROOT + asset.path for name, asset in theme.assets.items()},
    }
    return SiteView(**(site | more))


def editions(*langs: str) -> tuple[Link, ...]:
    return tuple(Link(title=language_title(lang), url=url_of(lang), lang=lang) for lang in langs)


def feeds(url: str) -> tuple[FeedLink, ...]:
    return (
        a_feed("RSS", url + "feed.xml", "application/rss+xml"),
        a_feed("Atom", url + "atom.xml", "application/atom+xml"),
        a_feed("JSON", url + "feed.json", "application/feed+json"),
    )


def a_feed(form: Literal["RSS", "Atom", "JSON"], url: str, kind: str) -> FeedLink:
    return FeedLink(title=f"World Newsroom ({form})", url=url, absolute_url=BASE + url[1:], format=form, type=kind)


def a_picture(**more: object) -> Picture:
    picture: dict[str, Any] = {
        "url": "/photos/hall.jpg",
        "absolute_url": BASE + "photos/hall.jpg",
        "alt": "Delegates in the hall",
        "width": 1200,
        "height": 800,
        "type": "image/jpeg",
        "size": 84_000,
    }
    known = picture | more
    own = {name: known[name] for name in ("url", "absolute_url", "width", "height", "type") if name in known}
    return Picture(**{"shown": ImageSet(**own), "thumbnail": ImageSet(**own)} | known)


def a_teaser(title: str = "Customs security project opens", **more: object) -> Teaser:
    teaser: dict[str, Any] = {
        "title": title,
        "url": "/press-releases/2017/security/",
        "absolute_url": BASE + "press-releases/2017/security/",
        "lang": "en",
        "dir": "ltr",
        "date": moment("2017-03-24"),
        "summary": "Seventeen administrations of Asia and the Pacific took part.",
        "type": a_link("Press release", "types/press-release/"),
    }
    return Teaser(**(teaser | more))


def page_fields(lang: str = "en", path: str = "somewhere/", title: str = "Somewhere", **more: object) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "url": url_of(lang, path),
        "absolute_url": BASE + url_of(lang, path)[1:],
        "canonical": BASE + url_of(lang, path)[1:],
        "title": title,
        "head_title": f"{title} – World Newsroom",
        "description": f"{title}: a page of an example.",
        "trail": (a_link("Home", "", lang),),
        "languages": editions("en", "it", "ar"),
        "feeds": feeds(url_of(lang)),
    }
    return fields | more


def an_article(lang: str = "en", article_lang: str = "", **more: object) -> ArticleView:
    """An article in an edition; in another language than the edition's, it is carried."""
    own = article_lang or lang
    fields = page_fields(lang, "press-releases/2017/security/", "Customs security project opens in Bangkok")
    article: dict[str, Any] = {
        "id": "tag:news.example.org,2017:security",
        "article_lang": own,
        "article_dir": direction_of(own),
        "is_carried": own != lang,
        "date": moment("2017-03-24"),
        "type": a_link("Press release", "types/press-release/", lang),
        "html": "<p>The project opened today.</p>",
    }
    return ArticleView(**(fields | article | more))


def a_pager(number: int = 3, total: int = 3, path: str = "") -> Pager:
    newer = a_link("Newer", f"{path}page/{number + 1}/") if number < total else None
    older = a_link("Older", f"{path}page/{number - 1}/") if number > 1 else None
    return Pager(number=number, total=total, newer=newer, older=older)


def metadata(page: PageView, site: SiteView) -> Markup:
    """Stand in for what rendering puts into the head."""
    return Markup('<meta name="description" content="{}"><meta property="og:site_name" content="{}">').format(
        page.description, site.title
    )


def rendered(theme: Theme, template: str, page: HtmlView | PageView, site: SiteView) -> str:
    return render_template(theme, template, page, site, {"metadata": metadata})
