"""Steps of Python-Markdown that look first whether they have anything to do.

Each class gives what its parent gives, which looks at every line or element even of a text that lacks the characters
without which it changes nothing.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.extensions.md_in_html import HtmlBlockPreprocessor
from markdown.preprocessors import NormalizeWhitespace
from markdown.treeprocessors import PrettifyTreeprocessor, UnescapeTreeprocessor
from markdown.util import ETX, STX

__all__ = ["AttributeLists", "Fences", "HtmlBlocks", "LineBreaks", "Unescaping", "Whitespace"]

SPACES_OF_A_BLANK_LINE = re.compile(r"\n +(?=\n)")


class Whitespace(NormalizeWhitespace):
    """Gives every line the same kind of end, spaces for tabs, and blank lines no spaces."""

    def run(self, lines: list[str]) -> list[str]:
        """Give the lines of a text with all that made even."""
        text = "\n".join(lines).replace(STX, "").replace(ETX, "")
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        text += "\n\n"
        if "\t" in text:
            text = text.expandtabs(self.md.tab_length)
        if "\n " in text:
            text = SPACES_OF_A_BLANK_LINE.sub("\n", text)
        return text.split("\n")


class Fences(FencedBlockPreprocessor):
    """Puts code between fences aside."""

    def run(self, lines: list[str]) -> list[str]:
        """Give the lines with a placeholder for each block of code."""
        text = "\n".join(lines)
        return super().run(lines) if "```" in text or "~~~" in text else lines


class HtmlBlocks(HtmlBlockPreprocessor):
    """Puts blocks of HTML aside, and completes numeric references without a semicolon."""

    def run(self, lines: list[str]) -> list[str]:
        """Give the lines with a placeholder for each block of HTML."""
        text = "\n".join(lines)
        return super().run(lines) if "<" in text or "&#" in text else lines


class LineBreaks(PrettifyTreeprocessor):
    """Puts line breaks between blocks."""

    def run(self, root: Element) -> None:
        """Give the elements texts and tails with line breaks."""
        tags = {element.tag for element in root.iter()}
        self.blocks = {tag for tag in tags if self.md.is_block_level(tag)}
        super().run(root)

    def _prettifyETree(self, elem: Element) -> None:  # noqa: N802
        blocks = self.blocks
        if len(elem) and elem.tag in blocks and elem.tag not in {"code", "pre"}:
            if elem[0].tag in blocks and not (elem.text and elem.text.strip()):
                elem.text = "\n"
            for child in elem:
                if child.tag in blocks:
                    self._prettifyETree(child)
        if not (elem.tail and elem.tail.strip()):
            elem.tail = "\n"


class AttributeLists(AttrListTreeprocessor):
    """Gives elements the attributes that stand in braces behind them."""

    def run(self, doc: Element) -> None:
        """Change the elements that an attribute list follows."""
        if "{" in "".join(doc.itertext()):
            super().run(doc)


class Unescaping(UnescapeTreeprocessor):
    """Gives characters back for the numbers that stood for escaped ones."""

    def run(self, root: Element) -> None:
        """Change texts and attributes in which something was escaped."""
        for element in root.iter():
            if element.text and STX in element.text and element.tag != "code":
                element.text = self.unescape(element.text)
            if element.tail and STX in element.tail:
                element.tail = self.unescape(element.tail)
            for name, value in element.items():
                if value and STX in value:
                    element.set(name, self.unescape(value))
