"""Python-Markdown's reading of blocks, without the questions that can only be answered with no.

It asks each of its processors about each block, and most blocks are paragraphs without any mark. What its processors
need is known (`test` and `run` in `markdown/blockprocessors.py` and its extensions) and looked for first.
Processors of others are asked about every block, as ever.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.md_in_html import MarkdownInHtmlExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.util import STX

__all__ = ["BlockScan"]

EXTENSIONS = (
    AbbrExtension,
    DefListExtension,
    FootnoteExtension,
    MarkdownInHtmlExtension,
    SaneListExtension,
    TableExtension,
)
NEEDED = {
    "markdown_block": (STX,),
    "empty": ("",),
    "indent": (" ",),
    "defindent": (" ",),
    "code": (" ",),
    "table": ("|", ":", "-"),
    "hashheader": ("#",),
    "setextheader": ("=", "-"),
    "hr": ("-", "_", "*"),
    "olist": ("0",),
    "ulist": ("*", "+", "-"),
    "deflist": (":",),
    "quote": (">",),
    "footnote": ("[",),
    "abbr": ("*",),
    "reference": ("[",),
}
"""How a line of a block must start, or be empty, for a processor to take it: there, or behind spaces.

`0` stands for any digit.
"""

Identity = tuple[type[BlockProcessor], re.Pattern[str] | None]


class BlockScan:
    """Gives by `parse_blocks` what `BlockParser.parseBlocks` gives.

    It stands in a parser in place of that method, and not among its processors: quotes are read as deep as Python's
    stack allows (`BlockQuoteProcessor.test`), so that one more call for each would show.
    """

    def __init__(self, parser: BlockParser) -> None:
        self.parser = parser
        self.processors: list[BlockProcessor] = []

    def parse_blocks(self, parent: Element, blocks: list[str]) -> None:
        """Let the first processor that can read a block read it, until none is left."""
        self.look_around()
        while blocks:
            block = blocks[0]
            for processor in self.asked_about(block):
                if processor.test(parent, block) and processor.run(parent, blocks) is not False:
                    break

    def look_around(self) -> None:
        """Note which processors there are and what they need."""
        processors = list(self.parser.blockprocessors)
        if processors != self.processors:
            self.processors = processors
            self.needed = {other: known_marks().get(identity(other)) for other in processors}
            self.marks = frozenset[str]().union(*filter(None, self.needed.values()))
            self.asked: dict[str | frozenset[str], list[BlockProcessor]] = {}

    def asked_about(self, block: str) -> list[BlockProcessor]:
        """Give the processors that may take a block, in their order."""
        first = block[:1]
        if first != " " and "\n" not in block:
            return self.asked[first] if first in self.asked else self.asked.setdefault(first, self.asked_at({first}))
        starts = {line.lstrip(" ")[:1] for line in block.split("\n")}
        marks = self.marks.intersection((first, *("0" if start.isdecimal() else start for start in starts)))
        return self.asked[marks] if marks in self.asked else self.asked.setdefault(marks, self.asked_at(marks))

    def asked_at(self, starts: set[str] | frozenset[str]) -> list[BlockProcessor]:
        """Give the processors for blocks whose lines have these starts."""
        if any(map(str.isdecimal, starts)):
            starts = starts | {"0"}
        return [other for other, needed in self.needed.items() if needed is None or not needed.isdisjoint(starts)]


def identity(processor: BlockProcessor) -> Identity:
    """Give what a processor is known by, its class and regular expression."""
    return type(processor), getattr(processor, "RE", None)


@cache
def known_marks() -> Mapping[Identity, frozenset[str]]:
    """Give the marks of Python-Markdown's own processors."""
    processors = Markdown(extensions=[extension() for extension in EXTENSIONS]).parser.blockprocessors
    return {identity(processors[name]): frozenset(needed) for name, needed in NEEDED.items()}
