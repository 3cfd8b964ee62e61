"""The articles of a site while a program goes on: each is understood once, and again only when its file changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from msgspec import Struct, field, structs

from sitegen.config import Config
from sitegen.reading.library import SourceFile
from sitegen.reading.remembering import (
    Reading,
    TextEdit,
    Understood,
    manner_of,
    remembered_articles,
    settings_for_reading,
    settle,
    text_of,
)
from sitegen.reading.source_files import Sources
from sitegen.reading.stamps import Stamps, is_settled
from sitegen.records import Records

__all__ = ["Recollection", "recalled_articles", "reworded", "settled"]


class Recalled(Struct, frozen=True):
    """An article as it was understood; `is_sure` tells that a later change of its file would show in its stamp."""

    file: SourceFile
    understood: Understood
    key: str
    is_sure: bool


class Recollection(Struct, frozen=True, kw_only=True):
    """All articles as they were understood in one `manner`, by path.

    `texts` are those that shall be found in no folder, by digest: of what is held back, and of articles with errors.
    """

    manner: str = ""
    articles: dict[str, Recalled] = field(default_factory=dict)
    waiting: dict[str, list[tuple[str, bytes]]] = field(default_factory=dict)
    texts: dict[str, bytes] = field(default_factory=dict)


def recalled_articles(
    sources: Sources,
    config: Config,
    now: datetime,
    records: Records,
    stamps: Stamps,
    jobs: int | None,
    last: Recollection,
) -> tuple[Reading, Recollection]:
    """Read the articles that have changed since the `last` reading; raises what `remembered_articles` raises."""
    manner = manner_of(settings_for_reading(config))
    known = last.articles if last.manner == manner else {}
    same = {file.path: there for file in sources.articles if (there := known.get(file.path)) and is_same(there, file)}
    others = tuple(file for file in sources.articles if file.path not in same)
    read = remembered_articles(structs.replace(sources, articles=others), config, now, records, stamps, jobs)
    found = same | {
        file.path: Recalled(file, understood, read.keys.get(file.path, ""), is_sure_of(file, stamps.began))
        for file, understood in zip(others, read.understood, strict=True)
    }
    waiting = {path: rows for path, rows in last.waiting.items() if path in same} | read.waiting
    rows = (*(row for each in read.waiting.values() for row in each), *read.faulty)
    reading = Reading(
        understood=[found[file.path].understood for file in sources.articles],
        keys={path: there.key for path, there in found.items() if there.key},
        anew=read.anew,
        waiting=waiting,
        faulty=[],
    )
    texts = used_texts(found, last.texts | dict(rows))
    return reading, Recollection(manner=manner, articles=found, waiting=waiting, texts=texts)


def is_same(there: Recalled, file: SourceFile) -> bool:
    """Tell whether a file is as it was when it was read."""
    return there.is_sure and there.file == file


def is_sure_of(file: SourceFile, began: int) -> bool:
    """Tell whether a file had been at rest for long enough when it was read."""
    return is_settled(max(file.mtime_ns, file.ctime_ns), began)


def used_texts(articles: Mapping[str, Recalled], texts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give of some texts those of articles that are still there."""
    used = {text_of(there.understood) for there in articles.values()}
    return {digest: data for digest, data in texts.items() if digest in used}


def settled(last: Recollection, reading: Reading, held: Collection[str], records: Records) -> Recollection:
    """Remember in the folder what is not held back, and here alone what is. Raises `BuildFailed` without room."""
    hidden = {text_of(last.articles[path].understood) for path in held if path in last.articles} - {""}
    kept_here = last.texts | records.find(hidden - last.texts.keys())
    settle(reading, held, records)
    waiting = {path: rows for path, rows in last.waiting.items() if path in held}
    return structs.replace(last, waiting=waiting, texts=kept_here)


def reworded(last: Recollection, file: SourceFile, edit: TextEdit, *, is_held: bool) -> Recollection:
    """Give a recollection in which an article has another text."""
    there = Recalled(file, edit.understood, edit.key, is_sure=False)
    texts = last.texts | dict(edit.rows[1:]) if is_held else last.texts
    waiting = last.waiting | {file.path: edit.rows} if is_held else last.waiting
    return structs.replace(last, articles=last.articles | {file.path: there}, waiting=waiting, texts=texts)
