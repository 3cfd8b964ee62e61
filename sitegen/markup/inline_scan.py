"""Python-Markdown's reading of lines, without the attempts that cannot succeed.

It tries each of its patterns on each text, though most texts hold no mark at all, and most others only plain links and
emphasis. What its own patterns need is known (`markdown/inlinepatterns.py`) and looked for first. Patterns of others
are tried on every text, as ever.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache
from itertools import islice
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import IMAGE_LINK_RE, LINK_RE, ImageInlineProcessor, LinkInlineProcessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER_PREFIX, AtomicString

__all__ = ["InlineScan", "Marks", "register_links"]

Identity = tuple[type, str]
"""What a pattern is known by, its class and regular expression."""

Marks = Mapping[Identity, tuple[str, ...]]
"""What a text must hold for a pattern to change it: one of these."""

LINE_BREAK = "  \n"
NEEDED = {
    "backtick": ("`",),
    "escape": ("\\",),
    "link": ("[",),
    "image_link": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": (LINE_BREAK,),
    "html": ("<",),
    "entity": ("&",),
    "not_strong": ("*", "_"),
    "em_strong": ("*", "_"),
    "em_strong2": ("_",),
}
NEEDED_BY_REFERENCES = {
    "reference": ("[",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
}
"""Of patterns that change nothing either where no `[label]: address` was defined."""

PLAIN_LABEL = re.compile(r"([^\[\]]*+)\]")
PLAIN_ADDRESS = re.compile(r"""\(\s*+(?!<)([^()'"]*+)\)""")
"""An address without a title and without parentheses of its own."""

PLAIN = re.compile(
    r"""
      \[ (?<!!\[) ([^][*_`\\<&]++) \] \( ([^][()<>\s"'`\\]++) \)                # [label](address)
    | \* (?<!\*\*) (\*?) (?![\s*]) ([^][*_`\\<&]++) (?<!\s) \* \3 (?!\*)    # *emphasis* or **strong**
    """,
    re.VERBOSE,
)
"""Links and emphasis that are read alike wherever they stand, if no mark of anything else is in the text."""
MARKS_OF_PLAIN_TEXTS = frozenset("[*_&")
"""Those of `PLAIN`, and what addresses often hold."""


class InlineScan(InlineProcessor):
    """Gives what `InlineProcessor` gives; its private methods are where attempts can be saved.

    `own` are the marks of patterns that are not Python-Markdown's.
    """

    def __init__(self, md: Markdown, own: Marks) -> None:
        super().__init__(md)
        self.own = own
        self.seen: list[object] = []

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the patterns to all texts of a tree; by now, all references are defined."""
        self.look_around()
        self.asked = self.patterns
        if self.are_stock:
            text = "".join(tree.itertext())
            marks = {mark for _, _, needed in self.patterns for mark in needed or () if mark in text}
            plain = plain_texts(tree, marks)
            if plain is not None and INLINE_PLACEHOLDER_PREFIX not in text:
                self.stashed_nodes = {}
                for element, pieces in plain:
                    read(element, pieces)
                return tree
            self.asked = [each for each in self.patterns if not marks.isdisjoint(each[2] or ())]
        return super().run(tree, ancestors)

    def look_around(self) -> None:
        """Note which patterns there are and what they need."""
        patterns: list[Any] = list(self.inlinePatterns)
        seen = [bool(self.md.references), *patterns, *(pattern.getCompiledRegExp() for pattern in patterns)]
        if seen == self.seen:
            return
        self.seen = seen
        stock = stock_marks(are_defined=bool(self.md.references))
        marks = {**stock, **self.own}
        known = [identity(pattern) for pattern in patterns]
        self.patterns = [(index, pattern, marks.get(known[index])) for index, pattern in enumerate(patterns)]
        self.are_stock = marks.keys() >= set(known) and [each for each in known if each in stock] == list(stock)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        """Put a placeholder wherever a pattern matches."""
        if isinstance(data, AtomicString):
            return data
        for index, pattern, needed in self.asked:
            is_changed, start = index >= patternIndex, 0
            while is_changed and (needed is None or holds_any(needed, data, start)):
                data, is_changed, start = self._InlineProcessor__applyPattern(pattern, data, index, start)  # type: ignore[attr-defined]
        return data

    def _InlineProcessor__processPlaceholders(  # noqa: N802
        self,
        data: str | None,
        parent: Element,
        isText: bool = True,  # noqa: FBT001, FBT002, N803
    ) -> Any:  # noqa: ANN401
        """Give the elements for which placeholders stand, and the parent the text before them."""
        if not data or INLINE_PLACEHOLDER_PREFIX in data:
            return super()._InlineProcessor__processPlaceholders(data, parent, isText)  # type: ignore[misc]
        if isText:
            parent.text = parent.text + data if parent.text else data
        else:
            parent.tail = parent.tail + data if parent.tail else data
        return []


def plain_texts(tree: Element, marks: set[str]) -> list[tuple[Element, list[str]]] | None:
    """Give the elements and texts that hold links and emphasis, parted by `PLAIN`, unless there is more to read.

    It is all or nothing, for placeholders are numbered, and some texts show them. `marks` are those in the tree.
    """
    if not marks <= MARKS_OF_PLAIN_TEXTS:
        return None
    plain = []
    for element in islice(tree.iter(), 1, None):
        if element.tail and holds_any(marks, element.tail):
            return None
        text = element.text
        if text and holds_any(marks, text) and not isinstance(text, AtomicString):
            pieces = PLAIN.split(text)
            if holds_any(marks, "".join(pieces[::5])):
                return None
            plain.append((element, pieces))
    return plain


def read(element: Element, pieces: list[str]) -> None:
    """Put links and emphasis where they stand in a text, which is parted by `PLAIN`."""
    element.text = pieces[0] or None
    found = zip(*(pieces[group::5] for group in range(1, 6)), strict=True)
    for index, (label, address, second_star, stressed, tail) in enumerate(found):
        part = Element("a", {"href": address}) if address else Element("strong" if second_star else "em")
        part.text = label or stressed
        part.tail = tail or None
        element.insert(index, part)


def holds_any(marks: Collection[str], text: str, start: int = 0) -> bool:
    """Tell whether a text holds one of these marks, from a place on."""
    for mark in marks:  # noqa: SIM110 (this is asked very often)
        if text.find(mark, start) >= 0:
            return True
    return False


class Links(LinkInlineProcessor):
    """Gives what `LinkInlineProcessor` gives, which walks through labels and addresses character by character."""

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802
        """Give the text up to the bracket that closes it, where it ends, and whether it ends."""
        if text := PLAIN_LABEL.match(data, index):
            return text[1], text.end(), True
        return super().getText(data, index)

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802
        """Give the address in parentheses, its title, where they end, and whether they are there."""
        if link := PLAIN_ADDRESS.match(data, index):
            return self.unescape(link[1]).strip(), None, link.end(), True
        return super().getLink(data, index)


class Images(Links, ImageInlineProcessor):
    """Gives what `ImageInlineProcessor` gives."""


def register_links(md: Markdown) -> None:
    """Let an engine read links and images the quick way."""
    md.inlinePatterns.register(Links(LINK_RE, md), "link", 160)
    md.inlinePatterns.register(Images(IMAGE_LINK_RE, md), "image_link", 150)


@cache
def stock_marks(*, are_defined: bool) -> Marks:
    """Give the marks of Python-Markdown's own patterns, in their order.

    `are_defined` tells whether references can lead anywhere.
    """
    md = Markdown()
    register_links(md)
    needed = NEEDED | (NEEDED_BY_REFERENCES if are_defined else dict.fromkeys(NEEDED_BY_REFERENCES, ()))
    marks = {
        identity(md.inlinePatterns[name]): marks
        for name, marks in needed.items()
        if name in md.inlinePatterns  # not every version has them all
    }
    return {identity(pattern): marks[identity(pattern)] for pattern in md.inlinePatterns}


def identity(pattern: Any) -> Identity:  # noqa: ANN401
    """Give what a pattern is known by, its class and regular expression, and what its delimiters make, if any."""
    made = {token: (each.tags, each.smart, each.double) for token, each in getattr(pattern, "delimiters", {}).items()}
    return type(pattern), f"{pattern.getCompiledRegExp().pattern}{made or ''}"
