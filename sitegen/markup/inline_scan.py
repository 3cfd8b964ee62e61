"""Python-Markdown's reading of lines, without the attempts that cannot succeed.

It tries each of its patterns on each text, though most texts hold no mark at all. What its own patterns need is known
(`markdown/inlinepatterns.py`) and looked for first. Patterns of others are tried on every text, as ever.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import IMAGE_LINK_RE, LINK_RE, ImageInlineProcessor, LinkInlineProcessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER_PREFIX, AtomicString

__all__ = ["Images", "InlineScan", "Links", "Marks"]

Marks = Mapping[tuple[type, str], frozenset[str]]
"""Characters of which a text must hold one for a pattern to change it, by the pattern's class and expression."""

NEEDED = {
    "backtick": "`",
    "escape": "\\",
    "link": "[",
    "image_link": "!",
    "autolink": "<",
    "automail": "<",
    "linebreak": "\n",
    "html": "<",
    "entity": "&",
    "not_strong": "*_",
    "em_strong": "*_",
    "em_strong2": "_",
}
NEEDED_BY_REFERENCES = {
    "reference": "[",
    "image_reference": "!",
    "short_reference": "[",
    "short_image_ref": "!",
}
"""Of patterns that change nothing either where no `[label]: address` was defined."""

PLAIN_LABEL = re.compile(r"([^\[\]]*+)\]")
PLAIN_ADDRESS = re.compile(r"""\(\s*+(?!<)([^()'"]*+)\)""")
"""An address without a title and without parentheses of its own."""


class InlineScan(InlineProcessor):
    """Gives what `InlineProcessor` gives; its private methods are where attempts can be saved.

    `own` are the marks of patterns that are not Python-Markdown's.
    """

    def __init__(self, md: Markdown, own: Marks) -> None:
        super().__init__(md)
        self.own = own

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the patterns to all texts of a tree; by now, all references are defined."""
        marks = {**stock_marks(are_defined=bool(self.md.references)), **self.own}
        self.patterns = [(pattern, marks.get(identity(pattern))) for pattern in self.inlinePatterns]
        self.marks = frozenset[str]().union(*(needed for _, needed in self.patterns if needed))
        self.are_all_known = all(needed is not None for _, needed in self.patterns)
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        """Put a placeholder wherever a pattern matches."""
        if isinstance(data, AtomicString):
            return data
        found = {mark for mark in self.marks if mark in data}
        if not found and self.are_all_known:
            return data
        for index in range(patternIndex, len(self.patterns)):
            pattern, needed = self.patterns[index]
            if needed is not None and needed.isdisjoint(found):
                continue
            is_changed, start = True, 0
            while is_changed:
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


@cache
def stock_marks(*, are_defined: bool) -> Marks:
    """Give the marks of Python-Markdown's own patterns; `are_defined` tells whether references can lead anywhere."""
    needed = NEEDED | (NEEDED_BY_REFERENCES if are_defined else dict.fromkeys(NEEDED_BY_REFERENCES, ""))
    patterns = Markdown().inlinePatterns
    stock = {name: patterns[name] for name in needed if name in patterns}  # not every version has them all
    return {
        **{identity(pattern): frozenset(needed[name]) for name, pattern in stock.items()},
        (Links, LINK_RE): frozenset(NEEDED["link"]),
        (Images, IMAGE_LINK_RE): frozenset(NEEDED["image_link"]),
    }


def identity(pattern: Any) -> tuple[type, str]:  # noqa: ANN401
    """Give what a pattern is known by, its class and regular expression."""
    return type(pattern), pattern.getCompiledRegExp().pattern
