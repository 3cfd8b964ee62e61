"""The edits after which a preview is looked at, each a value that is ready to be written, with its sign on a page."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from msgspec import Struct

__all__ = ["KINDS", "Change", "Place", "address_of", "changes_to", "edited", "sign_of", "title_in", "write_whole"]

KINDS = ("body", "title", "template", "stylesheet")
PATTERNS = {
    "body": r"(?s)(\A---\n.*?\n---\n\s*.+?\n\n)\w+",
    "title": r'(?m)(^title: )"',
    "template": r"()(?:<p>Mark\d+</p>)?</article>",
    "stylesheet": r"(body \{[^}]*padding: )[\w.]+",
}
"""What an edit replaces: the first word of the second paragraph, the beginning of the title, and so on."""
WORDS = {"body": "{}", "title": '"{}: ', "template": "<p>{}</p></article>", "stylesheet": "{}"}
LONGEST_PAUSE = 0.5
TITLE = re.compile(r'^title: "(.*)"$', re.MULTILINE)


class Place(Struct, frozen=True):
    """Where a program has what is edited: the articles, the template of an article, the stylesheet of all pages."""

    articles: Path
    template: Path
    stylesheet: Path


class Change(Struct, frozen=True, kw_only=True):
    """One edit: the file, the sign that it leaves and that nothing else has, and the address of the page to look at.

    Before it is made, some seconds pass (`pause`), as an editor may save at any moment.
    """

    kind: str
    file: Path
    sign: str
    address: str
    pause: float

    def text(self) -> str:
        """Give the whole file as it will be, from what it is now."""
        return edited(self.kind, self.file.read_text("utf-8"), self.sign)


def changes_to(place: Place, kinds: Sequence[str], first: int, dice: Random) -> Iterator[Change]:
    """Give edits of some kinds one after another, each at a random article; the first has the number `first`."""
    articles = sorted(place.articles.rglob("*.md"))
    for number, kind in enumerate(kinds, first):
        article = dice.choice(articles)
        file = {"template": place.template, "stylesheet": place.stylesheet}.get(kind, article)
        address, pause = address_of(article.relative_to(place.articles)), dice.uniform(0, LONGEST_PAUSE)
        yield Change(kind=kind, file=file, sign=sign_of(kind, number), address=address, pause=pause)


def sign_of(kind: str, number: int) -> str:
    """Give a word that no page had before, or a length for the stylesheet; later ones never hold earlier ones."""
    return f"{number}.25px" if kind == "stylesheet" else f"Mark{number:06d}"


def edited(kind: str, text: str, sign: str) -> str:
    """Give the text of a file with a sign in it. Raises `ValueError` where there is no place for it."""
    words = WORDS[kind].format(sign)
    changed, found = re.subn(PATTERNS[kind], lambda match: match[1] + words, text, count=1)
    if not found:
        raise ValueError(f"there is no place for {kind} in {text[:200]!r}")
    return changed


def address_of(article: Path) -> str:
    """Give the address of an article's page from its path below the articles."""
    return f"/{article.with_suffix('').as_posix()}/"


def title_in(text: str) -> str:
    """Give the title of an article of the corpus."""
    found = TITLE.search(text)
    return found[1] if found else ""


def write_whole(file: Path, text: str, outside: Path) -> None:
    """Put a text in the place of a file at once; it is prepared in another folder, which nobody watches."""
    prepared = outside / "edited"
    prepared.write_text(text, "utf-8")
    os.replace(prepared, file)  # noqa: PTH105  says what it does
