"""A new article: a draft with its fields filled in, and the others at hand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path

from sitegen.clock import Moment
from sitegen.config import Config
from sitegen.problems import Location, Problem, error
from sitegen.reading.article_types import ArticleType
from sitegen.scaffolding.file_templates import filled_in
from sitegen.site_path import SitePath
from sitegen.slug import slugify
from sitegen.whole_file import write_new

__all__ = ["new_article"]

LONGEST_SLUG = 80
"""In bytes; longer addresses are cut in e-mails and in print."""


def new_article(
    site: Path,
    config: Config,
    title: str,
    *,
    section: str,
    lang: str,
    when: Moment,
    type: ArticleType,  # noqa: A002
) -> Path | Problem:
    """Write a draft into the folder of its section and year, and give its file; never in the place of another one.

    `site` is the folder of `config.yaml`. Without `section`, the article goes into the first one, in the order of
    names; without `lang`, it is in the site's language.
    """
    headline = one_line(title)
    if not headline:
        return error("an article needs a title", Location("content"), 'write it in quotes: `"Clinic opens in Lima"`')
    chosen = section or first_section(site / "content")
    if fault := fault_of_section(chosen):
        return fault
    folder = site / "content" / chosen / f"{when.at.year:04}"
    suffix = f".{lang}" if lang and lang != config.language else ""
    language = lang or config.language
    names = slugs(headline, type)
    while True:
        slug = next(names)
        path = folder / f"{when.day}-{slug}{suffix}.md"
        if path.with_name(f"{when.day}-{slug}").exists():
            continue
        try:
            write_new(path, text_of_article(headline, slug, language, when, type).encode())
        except FileExistsError:
            continue
        except OSError as refused:
            return cannot_write(path.relative_to(site), refused)
        return path


def cannot_write(path: Path, fault: OSError) -> Problem:
    """Say that a file could not be written, in the system's words."""
    return error(f"the article cannot be written: {(fault.strerror or 'it failed').lower()}", Location(path.as_posix()))


def text_of_article(title: str, slug: str, lang: str, when: Moment, kind: ArticleType) -> str:
    """Fill in the template of an article."""
    values = {
        "title": quoted(title),
        "slug": quoted(slug),
        "lang": lang,
        "type": kind,
        "date": minutes_of(when.at) if when.has_time else when.day,
        "day": when.day,
        "clock": f"{when.at:%H:%M}" if when.has_time else "10:00",
        "next_year": f"{when.at.year + 1:04}",
    }
    event = filled_in("article/event.yaml", values) if kind == "event" else ""
    return filled_in("article/article.md", {**values, "event": event})


def minutes_of(at: datetime) -> str:
    """Give a time as people write it, with its zone: `2017-03-24T10:00+07:00`."""
    return at.isoformat(timespec="seconds" if at.second else "minutes")


def slugs(title: str, kind: ArticleType) -> Iterator[str]:
    """Give the slug of a title and then, for a title that was used before, numbered ones; without end."""
    slug = cut_at_word(slugify(title)) or kind
    yield slug
    yield from (f"{slug}-{number}" for number in count(2))


def cut_at_word(slug: str) -> str:
    """Shorten a slug to a length that can be read aloud, at the end of a word if there is one."""
    if len(slug.encode()) <= LONGEST_SLUG:
        return slug
    cut = slug.encode()[: LONGEST_SLUG + 1].decode(errors="ignore")
    return cut.rpartition("-")[0] or cut[:-1]


def one_line(title: str) -> str:
    """Give a title without line breaks, repeated spaces and what cannot be seen or written in YAML."""
    spaced = " ".join(title.split())
    return "".join(character for character in spaced if is_writable(character))


def is_writable(character: str) -> bool:
    """Tell whether YAML 1.2 allows a character as it stands (section 5.1) and an editor shows it."""
    return unicodedata.category(character) not in {"Cc", "Cs", "Cn"} and character != "\ufeff"


def quoted(text: str) -> str:
    """Give a text of one line as a YAML scalar in quotes, with as little escaping as possible."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def first_section(content: Path) -> str:
    """Give the name of the first section, or `news` for a site that has none."""
    folders = [path.name for path in content.glob("[!_.]*") if path.is_dir()]
    return min(folders, default="news")


def fault_of_section(section: str) -> Problem | None:
    """Say what is wrong with the name of a section, or nothing."""
    try:
        path = SitePath(section)
    except ValueError as fault:
        return error(f"`{one_line(section)}` is no section: {fault}", Location("content"), NAME_HINT)
    if "/" in path.text:
        return error(f"`{section}` is no section: it names a folder inside another", Location("content"), NAME_HINT)
    if path.text.startswith(("_", ".")):
        return error(
            f"`{section}` is no section: folders that begin with `{section[0]}` hold no articles",
            Location("content"),
            NAME_HINT,
        )
    return None


NAME_HINT = "name a folder of `content/`, for example `press-releases`"
