"""Builders: complete values and whole sites, of which a test says only what matters to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from msgspec import Struct, structs

from sitegen.clock import Moment, moment_from_text
from sitegen.config import Config, EditionSettings
from sitegen.fingerprint import digest_of
from sitegen.markup.fragment import Fragment, Heading, Target, parted, text_from_bytes
from sitegen.planning.desk import Desk
from sitegen.planning.editions import Entry
from sitegen.planning.pages import Page
from sitegen.planning.photographs import PictureStyle
from sitegen.planning.plan import Plan
from sitegen.planning.site import Site, assemble_site
from sitegen.planning.view_parts import ImageSet, Picture
from sitegen.planning.visibility import visible_at
from sitegen.problems import BuildFailed, Location, Problem
from sitegen.reading.article import Article, Attachment, Correction, Event, Image, Original
from sitegen.reading.entities import Section
from sitegen.reading.file_facts import FileFacts, media_type
from sitegen.reading.file_name import article_name
from sitegen.reading.library import Library, SourceFile
from sitegen.rendering.filling_in import filled_in
from sitegen.slug import slugify
from sitegen.theming.assets import Asset
from sitegen.theming.template_text import TemplateText
from sitegen.theming.theme_value import Theme
from sitegen.theming.translations import Translator
from tests.planned import plan_pages

Facts: TypeAlias = Any
"""The fields of a value, of whatever type they are."""

LANGUAGES = ("en", "fr", "it", "es", "ar", "de")
"""Languages that file names may name."""

TEMPLATES = ("404", "archive", "article", "home", "index", "list", "page", "search", "subscribe")
DATES = ("date", "embargo", "expires", "updated")
LONG_AGO = "2017-03-24T10:00+07:00"
NOW = "2026-01-01T00:00Z"
PART = re.compile(r"^-- (?P<path>\S.*?) --\n", re.MULTILINE)


def a_moment(text: str = LONG_AGO, zone: str = "UTC") -> Moment:
    return moment_from_text(text, ZoneInfo(zone))


def an_event(start: str, end: str = "", **facts: Facts) -> Event:
    return Event(start=a_moment(start), end=a_moment(end) if end else None, **facts)


def a_correction(date: str, text: str = "The number of administrations is 17.") -> Correction:
    return Correction(date=a_moment(date), text=text)


def an_image(src: str = "hall.jpg", **facts: Facts) -> Image:
    told: dict[str, Any] = {"alt": "Delegates in the hall"}
    return Image(src=src, **told | facts)


def an_attachment(src: str = "programme.pdf", **facts: Facts) -> Attachment:
    return Attachment(src=src, **facts)


def a_body(text: str = "It was launched.", *targets: Target, ids: Iterable[str] = ()) -> Fragment:
    """A paragraph; each target is a link, a picture or a file after the text. Each id is that of a heading."""
    tags = {"link": "a", "image": "img", "file": "video"}
    pieces = [f"<p>{text}"]
    for target in targets:
        pieces[-1] += f" <{tags[target.kind]} "
        pieces.append(">")
    pieces[-1] += "</p>"
    return Fragment(
        pieces=tuple(pieces),
        targets=targets,
        headings=tuple(Heading(2, each, each) for each in ids),
        ids=tuple(ids),
        first_paragraph=text,
        words=len(text.split()),
    )


def a_target(written: str, **facts: Facts) -> Target:
    kind = facts.get("kind", "link")
    attribute = "href" if kind == "link" else "src"
    return Target(**({"written": written, "kind": kind, "attribute": attribute, "line": 1, "column": 1} | facts))


def linking(*written: str, kind: str = "link") -> Fragment:
    """A text with links to these addresses, each on a line of its own."""
    return a_body("See", *(a_target(each, kind=kind, line=line) for line, each in enumerate(written, start=1)))


def an_article(title: str = "A launch", **facts: Facts) -> Article:
    """An article in `news/`, named by its title, of long ago.

    The file name, or `source`, tells the rest: `fr` in `news/launch.fr.md` makes it the French translation, a
    path without a folder a standing page. Dates may be texts. Each field that is given stands on a line of its
    own, in their order, from line 3 on.
    """
    source = facts.get("source", f"news/{slugify(title)}.md")
    name = article_name(source, LANGUAGES, facts.get("lang", ""))
    told: dict[str, Any] = {
        "source": source,
        "path": name.path,
        "folder": name.folder,
        "section": "" if name.top else name.section,
        "kind": "page" if name.top else "article",
        "lang": name.lang or "en",
        "title": title,
        "slug": slugify(name.name),
        "body": a_body(),
        "body_line": 20,
        "date": None if name.top else a_moment(),
        "original": Original(group=name.path, is_translation=name.lang not in {"", "en"}),
    }
    told["marks"] = {"title": Location(f"content/{source}", 2, 8)} | {
        field: Location(f"content/{source}", line, 1) for line, field in enumerate(facts, start=3)
    }
    moments = {field: a_moment(facts[field]) for field in DATES if isinstance(facts.get(field), str)}
    told |= facts | moments
    known, text = parted(told["body"])
    TEXTS[known.text] = text_from_bytes(text)
    return Article(**told | {"body": known})


TEXTS: dict[str, Fragment] = {}
"""The texts of all articles that were made, by digest."""


def a_page(title: str = "About us", **facts: Facts) -> Article:
    """A standing page."""
    return an_article(title, **{"source": f"{slugify(title)}.md"} | facts)


def a_file(path: str) -> SourceFile:
    return SourceFile(path=path, size=1000, mtime_ns=0, inode=0)


def a_library(*articles: Article, files: Iterable[str] = (), static: Iterable[str] = (), **facts: Facts) -> Library:
    """A library of articles; `files` are paths below `content/`, `static` paths below `content/_static/`."""
    told: dict[str, Any] = {
        "articles": articles,
        "sections": {name: Section(name=name) for name in sorted({article.section for article in articles} - {""})},
        "files": {path: a_file(path) for path in files},
        "static": {path: a_file(f"_static/{path}") for path in static},
    }
    return Library(**told | facts)


def a_config(*languages: str, **facts: Facts) -> Config:
    """Settings with one edition, or with one for each of some languages, the default edition first."""
    told: dict[str, Any] = {
        "title": "Newsroom",
        "base_url": "https://news.example.org/",
        "language": languages[0] if languages else "en",
        "languages": {lang: EditionSettings() for lang in languages},
    }
    return Config(**told | facts)


def a_site(
    *articles: Article, config: Config | None = None, now: str = NOW, drafts: bool = False, **facts: Facts
) -> Site:
    """A site without problems; `facts` are those of the library."""
    visible = visible_at(a_library(*articles, **facts), a_moment(now).at, drafts=drafts)
    site, problems = assemble_site(visible, config or a_config())
    if problems:
        raise BuildFailed(problems)
    return site


def facts_of(source: str) -> FileFacts:
    """What every file is: 1000 bytes, and 1200 × 800 pixels when it is a picture."""
    kind = media_type(source)
    width, height = (1200, 800) if kind.startswith("image/") else (0, 0)
    return FileFacts(size=1000, digest=digest_of(source.encode()), type=kind, width=width, height=height)


def as_it_is(url: str, absolute_url: str, **facts: Facts) -> Picture:
    """A picture of which nothing else is made."""
    told = {name: facts[name] for name in ("width", "height", "type") if name in facts}
    own = ImageSet(url=url, absolute_url=absolute_url, **told)
    return Picture(url=url, absolute_url=absolute_url, shown=own, thumbnail=own, **facts)


def desk_for(site: Site, lang: str = "") -> Desk:
    """The desk of an edition, that of the default one when none is named; it speaks English."""
    edition = next(each for each in site.editions if each.lang == (lang or site.default.lang))
    return Desk(site, edition, Translator(), facts_of, PictureStyle())


def entry_for(site: Site, title: str, lang: str = "") -> Entry:
    """The article or standing page of a title in an edition."""
    edition = desk_for(site, lang).edition
    return next(entry for entry in (*edition.articles, *edition.pages) if entry.article.title == title)


def a_theme(**facts: Facts) -> Theme:
    """A theme with all templates, of which none says anything, and one style sheet."""
    told: dict[str, Any] = {
        "name": "plain",
        "chain": ("plain",),
        "options": {},
        "templates": {
            f"plain/{name}.html": TemplateText(f"themes/plain/templates/{name}.html", "") for name in TEMPLATES
        },
        "catalogues": ({},),
        "assets": {"style.css": Asset("style.css", "assets/style.1a2b3c4d.css", b"", "1a2b3c4d")},
        "digest": "plain",
    }
    return Theme(**told | facts)


def place_of_setting(name: str) -> Location:
    """Where every setting stands."""
    return Location(f"config.yaml#{name}", 1)


class Planned(Struct, frozen=True):
    """A plan and the problems that were found on the way."""

    plan: Plan
    problems: tuple[Problem, ...]


def planned(*articles: Article, **facts: Facts) -> Planned:
    """The plan of a site, made of what `a_site` takes."""
    return planned_of(a_site(*articles, **facts))


def with_texts(page: Page) -> Page:
    """A page that shows the texts which it names."""
    return structs.replace(page, view=filled_in(page, TEXTS), texts=())


def planned_of(site: Site) -> Planned:
    return Planned(*plan_pages(site, a_theme(), lambda _: Translator(), facts_of, place_of_setting, take=with_texts))


def a_plan(*articles: Article, **facts: Facts) -> Plan:
    """The plan of a site without problems, made of what `a_site` takes."""
    made = planned(*articles, **facts)
    if made.problems:
        raise BuildFailed(made.problems)
    return made.plan


def view_at(plan: Plan, path: str) -> Any:  # noqa: ANN401  a test knows which view it expects there
    """The view of the page whose output file is `path`."""
    return next(page.view for page in plan.pages if page.path.text == path)


def paths_in(plan: Plan) -> tuple[str, ...]:
    return tuple(page.path.text for page in plan.pages)


def story(text: str, folder: Path, files: Mapping[str, bytes] | None = None) -> Path:
    """Write a whole site: `-- path --` on a line begins each file. `files` are those that are no text."""
    before, *parts = PART.split(text)
    if before.strip():
        raise ValueError(f"a story begins with `-- path --`, not with `{before.strip()}`")
    texts = {path: content.encode() for path, content in zip(parts[::2], parts[1::2], strict=True)}
    for path, data in (texts | dict(files or {})).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder
