"""All that was read from `content/`."""

from __future__ import annotations

from msgspec import Struct, field

from sitegen.reading.article import Article
from sitegen.reading.entities import Entities, Section

__all__ = ["Library", "SourceFile"]


class SourceFile(Struct, frozen=True, gc=False):
    """A file below `content/`: its path there, and what tells that it is unchanged without reading it.

    `path` is in Unicode form NFC; `stored` is the path as the file system spells it, where that differs. `ctime_ns` is
    when anything about it last changed, which no program can set.
    """

    path: str
    size: int
    mtime_ns: int
    inode: int
    stored: str = ""
    ctime_ns: int = 0

    @property
    def path_on_disk(self) -> str:
        """The path below `content/` under which the file is opened."""
        return self.stored or self.path


class Library(Struct, frozen=True, kw_only=True):
    """All that was read from `content/`, before any clock.

    `files` are the files that pages may refer to, by path below `content/`; `static` those of `content/_static/`,
    by the path below the site's root to which they are copied. `unread` are the paths of articles that could not
    be understood, so that nobody calls a link to them dead.
    """

    articles: tuple[Article, ...] = ()
    sections: dict[str, Section] = field(default_factory=dict)
    entities: Entities = Entities()
    files: dict[str, SourceFile] = field(default_factory=dict)
    static: dict[str, SourceFile] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
