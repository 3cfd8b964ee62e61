"""The engine `python-markdown`: Python-Markdown with the extensions that newsrooms use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.md_in_html import HtmlBlockPreprocessor, MarkdownInHtmlExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import HTML_RE, HtmlInlineProcessor, InlineProcessor
from markdown.treeprocessors import Treeprocessor
from msgspec import Struct

from sitegen.markup.block_scan import BlockScan
from sitegen.markup.early_outs import AttributeLists, Fences, HtmlBlocks, LineBreaks, Unescaping, Whitespace
from sitegen.markup.inline_scan import InlineScan, Marks, register_links
from sitegen.markup.pictures import UNSAID
from sitegen.markup.prose import code_blanked
from sitegen.markup.serializing import html_string
from sitegen.markup.tags import name_of, tags_in

__all__ = ["html_of", "raw_html_in"]

REFERENCE = r"\[\^([^\]]*)\]"


class FootnoteReference(InlineProcessor):
    """Writes `[^label]` in the form that `footnotes` reads, if the note exists."""

    def __init__(self, notes: Footnotes) -> None:
        super().__init__(REFERENCE)
        self.notes = notes

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: ANN401, ARG002, N802
        label = m.group(1)
        if label not in self.notes.footnotes:
            return None, None, None
        reference = Element("sup", {"class": "footnote-reference"})
        SubElement(reference, "a", {"href": f"#{label}"}).text = "*"
        return reference, m.start(), m.end()


MARKS: Marks = {(FootnoteReference, REFERENCE): ("[^",)}


class FootnoteTexts(Treeprocessor):
    """Appends the notes' texts in the form that `footnotes` reads."""

    def __init__(self, notes: Footnotes) -> None:
        super().__init__(notes.md)
        self.notes = notes

    def run(self, root: Element) -> None:
        written: set[str] = set()
        while waiting := [label for label in self.notes.footnotes if label not in written]:
            for label in waiting:  # a note's text may define further notes
                note = SubElement(root, "div", {"class": "footnote-definition", "id": label})
                self.notes.parser.parseChunk(note, self.notes.footnotes[label])
                written.add(label)


class Footnotes(FootnoteExtension):
    """Python-Markdown's footnotes, read as ever but numbered and written out by `footnotes`."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        super().extendMarkdown(md)
        md.treeprocessors.register(FootnoteTexts(self), "footnote", 50)
        md.treeprocessors.deregister("footnote-duplicate")
        md.postprocessors.deregister("footnote")
        md.inlinePatterns.register(FootnoteReference(self), "footnote", 175)


class UnsaidTexts(Treeprocessor):
    """Marks pictures that Markdown left without a text, before `{alt=…}` can give them one."""

    def run(self, root: Element) -> None:
        for picture in root.iter("img"):
            if not picture.get("alt", "").strip():
                picture.set("alt", UNSAID)


class NotedHtml(Struct):
    """The raw HTML that one reading of a text came upon: tags as written, and names of elements read as Markdown."""

    tags: set[str]
    names: set[str]


class NotedHtmlBlocks(HtmlBlockPreprocessor):
    """Notes the raw HTML that stands in blocks of its own."""

    def __init__(self, md: Markdown, noted: NotedHtml) -> None:
        super().__init__(md)
        self.noted = noted

    def run(self, lines: list[str]) -> list[str]:
        stash: list[Any] = self.md.htmlStash.rawHtmlBlocks
        before = len(stash)
        lines = super().run(lines)
        for block in stash[before:]:
            if isinstance(block, Element):
                self.noted.names.add(block.tag)
            else:
                self.noted.tags.update(spaced(tag) for _, tag in islice(tags_in(block), 1))
        return lines


class NotedInlineHtml(HtmlInlineProcessor):
    """Notes the raw HTML that stands in a line."""

    def __init__(self, md: Markdown, noted: NotedHtml) -> None:
        super().__init__(HTML_RE, md)
        self.noted = noted

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: ANN401, N802
        self.noted.tags.add(spaced(m.group(1)))
        return super().handleMatch(m, data)


def new_engine() -> Markdown:
    """Make an engine; it may be used for one text after another, but by one thread at a time."""
    engine = thorough_engine()
    engine.preprocessors.register(Whitespace(engine), "normalize_whitespace", 30)
    engine.preprocessors.register(Fences(engine, FencedCodeExtension().getConfigs()), "fenced_code_block", 25)
    engine.preprocessors.register(HtmlBlocks(engine), "html_block", 20)
    engine.parser.parseBlocks = BlockScan(engine.parser).parse_blocks  # type: ignore[method-assign]
    register_links(engine)
    engine.treeprocessors.register(InlineScan(engine, MARKS), "inline", 20)
    engine.treeprocessors.register(LineBreaks(engine), "prettify", 10)
    engine.treeprocessors.register(AttributeLists(engine), "attr_list", 8)
    engine.treeprocessors.register(Unescaping(engine), "unescape", 0)
    engine.serializer = html_string
    return engine


def thorough_engine() -> Markdown:
    """Make an engine that gives the same and spares itself nothing: what extensions and texts are compared with."""
    engine = Markdown(
        extensions=[
            TableExtension(),
            Footnotes(),
            AttrListExtension(),
            DefListExtension(),
            AbbrExtension(),
            FencedCodeExtension(),
            SaneListExtension(),
            MarkdownInHtmlExtension(),
        ],
        output_format="html",
    )
    engine.treeprocessors.register(UnsaidTexts(engine), "unsaid_texts", 15)  # between `inline` and `attr_list`
    return engine


IDLE: list[Markdown] = []
"""Engines that wait for a text: to make one takes as long as to read half a page."""


def html_of(text: str) -> str:
    """Give the HTML of a text; raises RecursionError for one that is nested too deep."""
    try:
        engine = IDLE.pop()
    except IndexError:
        engine = new_engine()
    html = engine.reset().convert(text)
    IDLE.append(engine)  # an engine that failed is left half-way through a text, and does not come back
    return html


def raw_html_in(text: str) -> Iterator[tuple[int, str]]:
    """Give each piece of raw HTML with its offset."""
    if "<" not in text:
        return
    noted = NotedHtml(set(), set())
    engine = new_engine()
    engine.preprocessors.register(NotedHtmlBlocks(engine, noted), "html_block", 20)
    engine.inlinePatterns.register(NotedInlineHtml(engine, noted), "html", 90)
    engine.convert(text)
    if not noted.tags and not noted.names:
        return
    for searched in (code_blanked(text), text):
        found = [
            (start, tag) for start, tag in tags_in(searched) if spaced(tag) in noted.tags or name_of(tag) in noted.names
        ]
        if found:
            yield from found
            return
    yield text.index("<"), min(noted.tags | noted.names)


def spaced(tag: str) -> str:
    """Give a tag with single spaces, for the engine makes spaces of tabs."""
    return " ".join(tag.split())
