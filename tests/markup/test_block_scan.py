from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

import pytest
from hypothesis import example, given
from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension

from sitegen.markup.python_markdown import new_engine
from tests.markup.engines import MARKDOWN, quick_and_thorough


@pytest.mark.parametrize(
    "text",
    [
        "a\n\n***",
        "a\n- - -\nb",
        "a\n# b",
        "a\n=",
        "a\n> b",
        "a\n\n:   b",
        "a\n: b",
        "a | b\n-|-",
        "|a|\n|-|",
        " a | b\n :- | -: \n c | d",
        "٣. a",
        "   12. a\n   + b",
        "[a\nb]: c",
        "a\n[^b]: c\n\n    d",
        "a\n*[b]:\nc",
        "- a\n\n    b\n\n        c",
        '<div markdown="1">\na\n</div>\nb',
        "> a\n\n\n\n    b\n\nc",
        "> " * 1000 + "a",
    ],
)
def test_every_kind_of_block_is_known_wherever_it_starts(text: str) -> None:
    quick, thorough = quick_and_thorough(text)
    assert quick == thorough


class Aside(BlockProcessor):
    """A paragraph that starts with `word` is something else."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        return block.startswith("word")

    def run(self, parent: Element, blocks: list[str]) -> None:
        SubElement(parent, "aside").text = blocks.pop(0)


class Adding(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.parser.blockprocessors.register(Aside(md.parser), "aside", 12)


class Changing(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        headers = md.parser.blockprocessors["hashheader"]
        headers.RE = re.compile(r"(?:^|\n)(?P<level>w)(?P<header>ord.*?)(?:\n|$)")  # type: ignore[attr-defined]


def test_processors_of_others_are_asked_about_ordinary_paragraphs() -> None:
    engine = new_engine()
    engine.convert("word")
    engine.registerExtensions([Adding()], {})
    assert engine.convert("a\n\nword") == "<p>a</p>\n<aside>word</aside>"


@pytest.mark.parametrize("extension", [Adding(), Changing()], ids=["added", "changed"])
@given(text=MARKDOWN)
@example(text="a\n\nword\n\n> b")
def test_processors_of_others_are_asked_about_every_block(extension: Extension, text: str) -> None:
    quick, thorough = quick_and_thorough(text, extension)
    assert quick == thorough
