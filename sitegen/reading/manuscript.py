"""One article as its file alone tells it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from operator import attrgetter
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from sitegen.clock import Moment, moment_from_text
from sitegen.config import Config
from sitegen.markup.fragment import Fragment
from sitegen.problems import Location, Note, Problem, error, warning
from sitegen.reading.alt_texts import alt_text_problems
from sitegen.reading.article import Article, Original
from sitegen.reading.file_name import ArticleName, article_name
from sitegen.reading.flat_yaml import flat_fields
from sitegen.reading.front_matter import FrontMatterText, split_front_matter
from sitegen.reading.front_matter_fields import FrontMatter
from sitegen.reading.globs import glob_matcher
from sitegen.reading.language import known_language
from sitegen.reading.manuscript_checks import Fault, Places, address_faults, date_problems, language_problems
from sitegen.reading.renaming import extra_fields, renamed
from sitegen.reading.typed_yaml import Rules, decode
from sitegen.reading.yaml_document import parse_yaml
from sitegen.reading.yaml_values import YamlFields, YamlText, collect_places, is_empty
from sitegen.slug import slugify

__all__ = ["Manuscript", "ReadBody", "Reader", "read_manuscript", "reader_of"]

GUARDED = frozenset({"draft", "embargo", "expires"})
"""Fields by which an article is held back or withdrawn."""

ReadBody = Callable[[str, str], Fragment]
"""From a Markdown text and its language to its fragment."""

AS_WRITTEN = (
    *("type", "tags", "people", "organizations", "places", "authors", "contacts", "image", "attachments"),
    *("media_kit", "updated", "embargo", "expires", "draft", "pinned", "permalink", "aliases", "event", "id", "order"),
)
"""Fields that an article takes from its front matter as they are."""
as_written = attrgetter(*AS_WRITTEN)
UNWRITTEN = FrontMatter(title="")
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]*);")
LINE_END = re.compile(r"[ \t]*\n\s*")


class Manuscript(Struct, frozen=True, kw_only=True):
    """An article that does not know its translations yet: its `original` is what the file name tells.

    `names_language` tells that the file name or folder names the language, `translation_of` what the front
    matter says.
    """

    article: Article
    names_language: bool
    translation_of: str = ""


class Reader(Struct, frozen=True, kw_only=True):
    """What the reading of every article takes from the settings."""

    config: Config
    rules: Rules
    languages: frozenset[str]
    is_standing: Callable[[str], bool]
    read_body: ReadBody


class Draft(Struct, frozen=True):
    """A file whose front matter is typed, but not yet understood; `foreign` are the fields that are allowed."""

    source: str
    parts: FrontMatterText
    front: FrontMatter
    foreign: dict[str, object]
    places: Places


def reader_of(config: Config, read_body: ReadBody) -> Reader:
    """Prepare the reading of many articles."""
    return Reader(
        config=config,
        rules=Rules(
            zone=ZoneInfo(config.timezone),
            guarded=GUARDED,
            advice="delete it, or name it in `front_matter.allow` in `config.yaml` if your theme needs it",
        ),
        languages=frozenset(config.editions),
        is_standing=glob_matcher(config.standing_pages),
        read_body=read_body,
    )


def read_manuscript(text: str, source: str, reader: Reader) -> tuple[Manuscript | None, tuple[Problem, ...]]:
    """Understand the text of an article; None when it lacks what an article cannot be without."""
    parts = split_front_matter(text, f"content/{source}")
    if isinstance(parts, Problem):
        return None, (parts,)
    draft, problems = typed_draft(parts, source, reader)
    if draft is None:
        return None, problems
    manuscript, more = manuscript_of(draft, reader)
    return manuscript, problems + more


def typed_draft(parts: FrontMatterText, source: str, reader: Reader) -> tuple[Draft | None, tuple[Problem, ...]]:
    """Read the front matter under its own names, with a type for every field."""
    top = Location(f"content/{source}", parts.yaml_line - 1, 1, 3)
    foreign_names = reader.config.front_matter.allow
    flat = flat_fields(parts.yaml, top.path, parts.yaml_line)
    node, problems = (flat, ()) if flat else parse_yaml(parts.yaml, top.path, parts.yaml_line, may_repeat=foreign_names)
    if node is None:
        return None, problems
    if is_empty(node):
        node = YamlFields({}, top)
    if not isinstance(node, YamlFields):
        return None, (*problems, error("the front matter has no fields", node.place, "write them as `title: …`"))
    own, renaming_problems = renamed(node, reader.config.front_matter.rename)
    fields, foreign = extra_fields(own, reader.config.front_matter.allow)
    decoded = decode(replace(fields, place=top), FrontMatter, reader.rules)
    problems = (*problems, *renaming_problems, *decoded.problems)
    if decoded.value is None:
        return None, problems
    return Draft(source, parts, decoded.value, foreign, Places(marks_of(fields), top)), problems


def manuscript_of(draft: Draft, reader: Reader) -> tuple[Manuscript | None, tuple[Problem, ...]]:
    """Bring together what the front matter, the file name and the settings tell of an article."""
    faults = tuple(address_faults(draft.front, draft.places))
    front = without_faults(draft.front, faults)
    name = article_name(draft.source, reader.languages, known_language(front.lang))
    kind: Literal["article", "page"] = "page" if name.top or reader.is_standing(draft.source) else "article"
    moment = front.date or moment_of_name(name, reader.rules.zone)
    lacking = tuple(what_is_lacking(front, name, draft.places))
    if kind == "article" and moment is None and "date" not in draft.places.marks:
        lacking = (*lacking, missing_date(draft.source, draft.places.top))
    problems = (
        *(fault.problem for fault in faults),
        *language_problems(front, name, draft.places, reader.languages),
        *date_problems(front, moment, name.date, draft.places, reader.rules.zone),
        *lacking,
        *(misplaced(draft.places.top) if name.top and name.date else ()),
    )
    if lacking or (kind == "article" and moment is None):
        return None, problems
    article = Article(
        source=draft.source,
        path=name.path,
        folder=name.folder,
        section=name.section if kind == "article" else "",
        kind=kind,
        lang=(lang := known_language(front.lang) or name.lang or reader.config.language),
        title=plain_text(front.title),
        slug=front.slug or slugify(name.name),
        body=reader.read_body(draft.parts.body, lang),
        body_line=draft.parts.body_line,
        marks=draft.places.marks,
        original=Original(group=name.path),
        date=moment,
        dateline=plain_text(front.dateline),
        summary=plain_text(front.summary),
        corrections=tuple(sorted(front.corrections, key=lambda correction: correction.date)),
        extra={**draft.foreign, **front.extra},
        **dict(zip(AS_WRITTEN, as_written(front), strict=True)),
    )
    manuscript = Manuscript(article=article, names_language=bool(name.lang), translation_of=front.translation_of)
    settings = reader.config
    alt_problems = alt_text_problems(article, settings.accessibility.alt_text, settings.front_matter.rename)
    return manuscript, (*problems, *problems_of_body(article), *alt_problems)


def misplaced(top: Location) -> tuple[Problem, ...]:
    """Warn of an article that would be taken for a standing page."""
    message = "this file has a date in its name, but lies outside of any section, where standing pages are"
    hint = "move an article into the folder of its section, as `content/news/`; take the date out of a page's name"
    return (warning(message, top, hint),)


def without_faults(front: FrontMatter, faults: tuple[Fault, ...]) -> FrontMatter:
    """Set the fields that cannot be used back to their defaults."""
    return replace(front, **{fault.field: getattr(UNWRITTEN, fault.field) for fault in faults}) if faults else front


def what_is_lacking(front: FrontMatter, name: ArticleName, places: Places) -> Iterator[Problem]:
    """Say what an article has not, though it cannot be without."""
    if not plain_text(front.title):
        yield error("`title` is empty", places.of("title"), "write the headline")
    if not front.slug and not slugify(name.name):
        yield error(f"the name `{name.name}` gives no address", places.top, "add `slug: …`, or rename the file")


def missing_date(source: str, place: Location) -> Problem:
    """Say that an article has no date, and the two ways to give it one."""
    name = source.rsplit("/", 1)[-1]
    hint = f"add `date: 2017-03-24`, or begin the name of the file with it: `2017-03-24-{name}`"
    return error("`date` is missing", place, hint)


def marks_of(fields: YamlFields) -> dict[str, Location]:
    """Give the places of the fields that have a value; a mere text as `image` is the place of its `src`."""
    marks: dict[str, Location] = {}
    for name, entry in fields.fields.items():
        if is_empty(entry.value):
            continue
        marks[name] = entry.value.place
        if type(entry.value) is not YamlText and name != "extra":
            collect_places(entry.value, name, marks)
    if "image" in marks:
        marks.setdefault("image.src", marks["image"])
    return marks


def plain_text(text: str) -> str:
    """Give a text of the front matter in one line, with HTML entities as the characters that they mean.

    Former systems write `R&amp;D` and `Women&#8217;s Day` there, and templates escape what they show.
    """
    if "\n" in text:
        text = LINE_END.sub(" ", text)
    return (ENTITY.sub(lambda found: unescape(found[0]), text) if "&" in text else text).strip()


def moment_of_name(name: ArticleName, zone: ZoneInfo) -> Moment | None:
    """Give the date that a file name tells."""
    return moment_from_text(name.date, zone) if name.date else None


def problems_of_body(article: Article) -> Iterator[Problem]:
    """Give the problems of an article's body with their places in the file."""
    for problem in article.body.problems:
        here, notes = problem.location, problem.notes
        yield replace(
            problem,
            location=article.place_in_body(here.line, here.column, here.width),
            notes=tuple(
                Note(note.text, article.place_in_body(note.location.line, note.location.column, note.location.width))
                for note in notes
            ),
        )
