"""Articles, each read once: known again by content, read by several processes, remembered between builds.

What is remembered of an article is a pure function of its path, its bytes, the settings for reading and the program.
Its text, which only its own pages show, is remembered apart from it and does not stay in memory.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from sitegen.config import Config, EditionSettings, LinkSettings
from sitegen.fingerprint import digest_of, fingerprint_of
from sitegen.markup.fragment import Fragment, parted
from sitegen.markup.markdown_text import markdown_options, read_markdown
from sitegen.problems import Problem, has_errors
from sitegen.processes import executor_of, in_order, processes_for
from sitegen.program import program_digest
from sitegen.reading.library import SourceFile
from sitegen.reading.manuscript import Manuscript, Reader, read_manuscript, reader_of
from sitegen.reading.source_files import Sources
from sitegen.reading.stamps import Stamps
from sitegen.reading.text_file import read_bytes, text_from_bytes
from sitegen.records import Records, parts_of

__all__ = [
    "Reading",
    "TextEdit",
    "Understood",
    "are_remembered",
    "article_in_full",
    "edit_of",
    "glimpsed_articles",
    "manner_of",
    "remembered_articles",
    "settings_for_reading",
    "settle",
    "text_edit",
    "text_of",
    "understood_file",
]

WORTH_A_PROCESS = 150
"""Fewer articles than this for each process are read sooner without it."""

CHUNK = 40
"""Articles that travel together to a process."""


class Understood(Struct, frozen=True):
    """What the reading of one file has given: an article, if it could be understood, and what is wrong with it."""

    manuscript: Manuscript | None
    problems: tuple[Problem, ...] = ()


class Parsed(Struct, frozen=True, gc=False):
    """An article as it is remembered: the digest of its file, its record, and its text under a digest."""

    content: str
    record: bytes
    text: str
    text_data: bytes


ENCODER = msgspec.json.Encoder()
DECODER = msgspec.json.Decoder(Understood)


def settings_for_reading(config: Config) -> Config:
    """Give the settings that decide what an article becomes, and nothing of the others."""
    return Config(
        title="",
        language=config.language,
        languages={language: EditionSettings() for language in config.editions},
        timezone=config.timezone,
        standing_pages=config.standing_pages,
        front_matter=config.front_matter,
        accessibility=config.accessibility,
        links=LinkSettings(foreign_tags=config.links.foreign_tags),
        markdown=config.markdown,
    )


def reader_for(settings: Config, *, reads_texts: bool = True) -> Reader:
    """Prepare the reading of articles by their settings alone, or that of their front matter."""
    if not reads_texts:
        return reader_of(settings, lambda _text, _lang: Fragment())

    def read_body(text: str, lang: str) -> Fragment:
        return read_markdown(text, markdown_options(settings, lang))

    return reader_of(settings, read_body)


class Reading(Struct, frozen=True, kw_only=True):
    """All articles of a site, in their order, and what is still to be remembered of them.

    What is held back for now shall not be found in any folder: so `waiting` are the records of articles that may be,
    by path, and `faulty` those of articles with errors, of which nobody knows. `keys` are those of the records of all
    articles by path, `anew` the paths of those that no build has read before.
    """

    understood: list[Understood]
    keys: dict[str, str]
    anew: tuple[str, ...]
    waiting: dict[str, list[tuple[str, bytes]]]
    faulty: list[tuple[str, bytes]]

    @property
    def used(self) -> set[str]:
        """The keys of all records that are of use."""
        return {*self.keys.values(), *map(text_of, self.understood)} - {""}


def settle(reading: Reading, held: Collection[str], records: Records) -> None:
    """Remember the articles that are not held back, and nothing of those that are; raises `BuildFailed` without room.

    Two articles may have the same text. Articles with errors are needed for this build alone, which will fail.
    """
    texts = {source_of(each): text_of(each) for each in reading.understood}
    shown = {text for source, text in texts.items() if source not in held}
    gone = [key for path in held if path not in reading.waiting for key in (reading.keys.get(path, ""), texts[path])]
    records.drop(key for key in gone if key and key not in shown)
    records.keep(row for path, rows in reading.waiting.items() if path not in held for row in rows)
    if reading.faulty:
        records.go_elsewhere()
        records.keep(reading.faulty)


def remembered_articles(
    sources: Sources, config: Config, now: datetime, records: Records, stamps: Stamps, jobs: int | None
) -> Reading:
    """Read all articles for a build at `now`; Markdown reads only those that no build has read before.

    Raises `BuildFailed` when a process dies and when there is no room for records.
    """
    settings, files, content = settings_for_reading(config), sources.articles, sources.content
    manner = manner_of(settings)
    keys, known = known_articles(sources, manner, records, stamps)
    waiting = [file for file in files if file.path not in known]
    anew = tuple(file.path for file in waiting)
    reading = Reading(understood=[], keys=keys, anew=anew, waiting={}, faulty=[])
    batch: list[tuple[str, bytes]] = []
    for file, parsed in zip(waiting, parsed_files(content, waiting, settings, jobs), strict=True):
        known[file.path] = DECODER.decode(parsed.record)
        stamps.note(file, parsed.content)
        rows = [(parsed.text, parsed.text_data)]
        if parsed.content:
            keys[file.path] = key_of(manner, file.path, parsed.content)
            rows.append((keys[file.path], parsed.record))
        if not known[file.path].manuscript or has_errors(known[file.path].problems):
            reading.faulty.extend(rows)
            continue
        if may_be_held(known[file.path], now):
            reading.waiting[file.path] = rows
            continue
        batch += rows
        if len(batch) >= CHUNK * CHUNK:
            records.keep(batch)
            batch = []
    records.keep(batch)
    reading.understood.extend(known[file.path] for file in files)
    return reading


def known_articles(
    sources: Sources, manner: str, records: Records, stamps: Stamps
) -> tuple[dict[str, str], dict[str, Understood]]:
    """Give the keys of the records of articles by path, as far as these are known, and those that are remembered."""
    digests = stamps.digests_of(sources.articles, sources.content, reads=not records.is_empty())
    keys = {path: key_of(manner, path, digest) for path, digest in digests.items()}
    found = understood_records(records.find(keys.values()))
    return keys, {path: found[key] for path, key in keys.items() if key in found}


def may_be_held(understood: Understood, now: datetime) -> bool:
    """Tell whether an article may not be for all eyes at `now`; translations that wait for others are found later."""
    if not understood.manuscript:
        return True
    article = understood.manuscript.article
    return article.draft or article.embargo is not None or (article.date is not None and article.date.at > now)


class TextEdit(Struct, frozen=True, kw_only=True):
    """An edit that changes only what an article's own pages show: the digests of its text, and what to remember.

    `understood` is the article as it is now, `key` that of its record.
    """

    before: str
    after: str
    rows: list[tuple[str, bytes]]
    understood: Understood
    key: str
    content: str


def text_edit(
    file: SourceFile, content: Path, config: Config, now: datetime, records: Records, stamps: Stamps
) -> TextEdit | None:
    """Read an article that has changed since the last build; none if it may be more than its text that has."""
    last = key_of(manner_of(settings_for_reading(config)), file.path, stamps.last_digest(file.path))
    before = understood_records(records.find([last])).get(last)
    edit = before and edit_of(before, file, content, config)
    if not edit or may_be_held(edit.understood, now):
        return None
    stamps.note(file, edit.content)
    return edit


def edit_of(before: Understood, file: SourceFile, content: Path, config: Config) -> TextEdit | None:
    """Read an article anew; none if it cannot be read, or if it may be more than its text that has changed."""
    settings = settings_for_reading(config)
    parsed = parsed_file(file, content, reader_for(settings))
    after = DECODER.decode(parsed.record)
    if not parsed.content or not differ_in_text_alone(before, after):
        return None
    key = key_of(manner_of(settings), file.path, parsed.content)
    return TextEdit(
        before=text_of(before),
        after=parsed.text,
        rows=[(key, parsed.record), (parsed.text, parsed.text_data)],
        understood=after,
        key=key,
        content=parsed.content,
    )


def glimpsed_articles(
    sources: Sources, config: Config, records: Records, stamps: Stamps, jobs: int | None
) -> tuple[list[Understood], frozenset[str]]:
    """Give all articles, those that nobody remembers by their front matter alone, and the paths of these."""
    settings = settings_for_reading(config)
    _, known = known_articles(sources, manner_of(settings), records, stamps)
    waiting = [file for file in sources.articles if file.path not in known]
    for file, parsed in zip(
        waiting, parsed_files(sources.content, waiting, settings, jobs, reads_texts=False), strict=True
    ):
        known[file.path] = DECODER.decode(parsed.record)
    return [known[file.path] for file in sources.articles], frozenset(file.path for file in waiting)


def are_remembered(files: Sequence[SourceFile], content: Path, config: Config, records: Records) -> bool:
    """Tell whether all of some articles are remembered as they are now."""
    manner = manner_of(settings_for_reading(config))
    contents = ((file.path, read_bytes(content / file.path_on_disk, file.path)[0]) for file in files)
    keys = {key_of(manner, path, digest_of(data)) for path, data in contents if data is not None}
    return len(records.find(keys)) == len(keys)


def article_in_full(file: SourceFile, content: Path, config: Config) -> tuple[Understood, tuple[str, bytes]]:
    """Read one article, and give its text by its digest."""
    parsed = parsed_file(file, content, reader_for(settings_for_reading(config)))
    return DECODER.decode(parsed.record), (parsed.text, parsed.text_data)


def source_of(understood: Understood) -> str:
    """Give the path of an article; nothing for a file that could not be understood."""
    return understood.manuscript.article.source if understood.manuscript else ""


def text_of(understood: Understood) -> str:
    """Give the digest of an article's text."""
    return understood.manuscript.article.body.text if understood.manuscript else ""


def differ_in_text_alone(one: Understood, other: Understood) -> bool:
    """Tell whether two readings of an article are the same for all that is planned of it."""
    return shape_of(one) is not None and shape_of(one) == shape_of(other)


def shape_of(understood: Understood) -> Manuscript | None:
    """Give an article without its text and places in it; none for one with problems, which have places."""
    if understood.manuscript is None or understood.problems:
        return None
    article = understood.manuscript.article
    body = structs.replace(
        article.body,
        targets=tuple(structs.replace(target, line=0, column=0, width=0) for target in article.body.targets),
        first_paragraph="" if article.summary else article.body.first_paragraph,
        text="",
    )
    return structs.replace(understood.manuscript, article=structs.replace(article, body=body))


def manner_of(settings: Config) -> str:
    """Give the digest of all that decides what an article becomes but the article."""
    return fingerprint_of((program_digest(), settings))


def key_of(manner: str, path: str, content: str) -> str:
    """Give the key of an article's record."""
    return digest_of(f"{manner} {content} {path}".encode())


def understood_records(found: dict[str, bytes]) -> dict[str, Understood]:
    """Read records; one that cannot be read is as none."""
    understood: dict[str, Understood] = {}
    for key, data in found.items():
        try:
            understood[key] = DECODER.decode(data)
        except msgspec.MsgspecError:
            continue
    return understood


def parsed_files(
    content: Path, files: Sequence[SourceFile], settings: Config, jobs: int | None, *, reads_texts: bool = True
) -> Iterator[Parsed]:
    """Read files, in their order, in as many processes as it is worth."""
    processes = processes_for(len(files), WORTH_A_PROCESS, jobs)
    if processes == 1:
        reader = reader_for(settings, reads_texts=reads_texts)
        yield from (parsed_file(file, content, reader) for file in files)
        return
    with executor_of(processes, partial(take_settings, reads_texts=reads_texts), content, settings) as executor:
        for parsed in in_order(executor, parse_part, parts_of(files, CHUNK), "reads articles"):
            yield from parsed


class Desk:
    """What a process keeps between parts."""

    content: Path
    reader: Reader


def take_settings(content: Path, settings: Config, *, reads_texts: bool = True) -> None:
    """Keep what reading needs."""
    Desk.content = content
    Desk.reader = reader_for(settings, reads_texts=reads_texts)


def parse_part(files: Iterable[SourceFile]) -> list[Parsed]:
    """Read some articles."""
    return [parsed_file(file, Desk.content, Desk.reader) for file in files]


def parsed_file(file: SourceFile, content: Path, reader: Reader) -> Parsed:
    """Read one article and part its text from what the site must know of it."""
    understood, digest = understood_file(file, content, reader)
    shown = b""
    if understood.manuscript:
        article = understood.manuscript.article
        known, shown = parted(article.body)
        manuscript = structs.replace(understood.manuscript, article=structs.replace(article, body=known))
        understood = structs.replace(understood, manuscript=manuscript)
    return Parsed(digest, ENCODER.encode(understood), digest_of(shown), shown)


def understood_file(file: SourceFile, content: Path, reader: Reader) -> tuple[Understood, str]:
    """Understand one article: a pure function of its path, its bytes and the reader.

    Gives the digest of the bytes too, empty where they cannot be read.
    """
    path = f"content/{file.path}"
    data, problems = read_bytes(content / file.path_on_disk, path)
    if data is None:
        return Understood(None, problems), ""
    text, problems = text_from_bytes(data, path)
    if text is None:
        return Understood(None, problems), digest_of(data)
    manuscript, more = read_manuscript(text, file.path, reader)
    return Understood(manuscript, problems + more), digest_of(data)
