"""The site of one moment, whose pages are made when they are asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping

from msgspec import Struct

from sitegen.pipeline import Gathered, Outlined
from sitegen.planning.outline import Outline, page_alone, shown_by
from sitegen.planning.pages import AssetOf, CardOf, CleanCopyOf, CopyOf, FromTemplate, ImageOf, Page
from sitegen.planning.plan import file_alone
from sitegen.planning.visibility import Change, Held
from sitegen.problems import BuildFailed, Problem, error, has_errors
from sitegen.records import LostRecord
from sitegen.rendering.alone import made_alone
from sitegen.rendering.made_files import key_of
from sitegen.rendering.render import Outcome, Press
from sitegen.serving.seen import HOST_RULES
from sitegen.serving.view import NotYet

__all__ = ["Showing", "Sketch", "source_of", "version_of"]

ARTICLE_TEMPLATES = {"article.html", "page.html"}


class Sketch:
    """A site in outline, whose HTML pages are described one by one, as they are asked for.

    `unread` are articles of which only the front matter is known; `read_on` gives the outline with some of them read.
    """

    def __init__(
        self,
        outline: Outline,
        unread: frozenset[str] = frozenset(),
        read_on: Callable[[Collection[str]], Outline] | None = None,
    ) -> None:
        self.outline = outline
        self.unread = unread
        self.read_on = read_on
        self.lock = threading.Lock()

    def page(self, path: str) -> Page:
        """Describe a page, or a file that no page decides. Raises `NotYet` for all others."""
        with self.lock:
            page = page_alone(self.outline, path)
            while page and self.read_on and (lacking := shown_by(self.outline) & self.unread):
                self.outline, self.unread = self.read_on(lacking), self.unread - lacking
                page = page_alone(self.outline, path)
            page = page or file_alone(self.outline, path)
        if page is None:
            raise NotYet(path)
        return page


class Showing(Struct, frozen=True, kw_only=True):
    """The site of one moment: described in full by its `pages`, or, as long as there is a `sketch`, in outline.

    `texts` are those that lie in no folder. `hidden` are the articles that the public does not see now, though they may
    be shown here. `at` is the moment that is shown, if a person has chosen it. `changes` are the next ones that come by
    themselves. `absent` are the articles that are not shown, by the paths that they would have.
    """

    gathered: Gathered
    outlined: Outlined
    press: Press
    texts: Mapping[str, bytes]
    hidden: Mapping[str, Held]
    problems: tuple[Problem, ...]
    at: str
    drafts: bool
    changes: tuple[Change, ...] = ()
    absent: Mapping[str, str] = {}
    sketch: Sketch | None = None
    pages: Mapping[str, Page] = {}

    @property
    def base_path(self) -> str:
        """The path below which the site lies."""
        return self.outlined.outline.site.base.path

    @property
    def is_sound(self) -> bool:
        """Whether the site could be built."""
        return not has_errors(self.problems)

    def page(self, path: str) -> Page | None:
        """Give the description of a file; none where the site has none. Raises `NotYet`."""
        if self.sketch is None:
            return self.pages.get(path)
        if path == HOST_RULES and path not in self.gathered.library.static:
            return None  # nothing but a static file can be that
        return self.sketch.page(path)

    def made(self, page: Page) -> Outcome:
        """Make a file of the site. Raises `LostRecord`; a mistake of the program is a problem of this file alone."""
        try:
            return made_alone(page, self.press, self.texts_of)
        except LostRecord:
            raise
        except BuildFailed as failure:
            return failure.problems[0]
        except Exception as fault:  # noqa: BLE001  whatever it is
            message = f"this page cannot be made, which is a mistake in sitegen: {type(fault).__name__}: {fault}"
            return error(message, page.origin, "please report it")

    def texts_of(self, digests: Collection[str]) -> Mapping[str, bytes]:
        """Give texts by digest, as far as they are there."""
        here = {digest: self.texts[digest] for digest in digests if digest in self.texts}
        rest = [digest for digest in digests if digest not in here]
        return here | self.press.records.find(rest) if rest else here


def source_of(page: Page) -> str:
    """Give the article that a page shows, by its path below `content/`; nothing for other pages."""
    is_text = isinstance(page.recipe, FromTemplate) and page.recipe.template in ARTICLE_TEMPLATES
    return page.origin.path.removeprefix("content/") if is_text else ""


def version_of(page: Page) -> str:
    """Give what changes with the bytes of a file that is made of no template."""
    match page.recipe:
        case CopyOf(digest=digest) | AssetOf(digest=digest):
            return digest
        case CleanCopyOf() | ImageOf() | CardOf():
            return key_of(page.recipe)
        case _:
            return "there"
