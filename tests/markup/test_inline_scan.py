from __future__ import annotations

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor, LinkInlineProcessor

from sitegen.markup.python_markdown import new_engine
from tests.markup.engines import MARKDOWN, quick_and_thorough

ROOT = Path(__file__).parents[2]
TEXTS = sorted(path for folder in ("content", "docs", "tests", "themes") for path in (ROOT / folder).rglob("*.md"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_text_of_this_repository_is_read_as_python_markdown_reads_it(path: Path) -> None:
    quick, thorough = quick_and_thorough(path.read_text(encoding="utf-8"))
    assert quick == thorough


@given(MARKDOWN | st.text())
@example("a  \nb\n")
@example("[a]: b\n\n![a] [a] ![x][a] [x][a]")
@example('[a]( b ) [c](d "e") [f](<g h>) [i](j(k)) [l](\'m) ![n](o) [p [q]](r) [s](t')
@example("![*a*](b) [**c**](d*e) *[f*](g)")
@example("a [b](c_d?e&f) *g h* **i**!\n\n- [j\nk](l)*m*")
@example("[a](b) *c [d](e) f*")
@example("**a** b *c***d***")
@example("[a](b)\n\n![c](d) *e*")
@example("[a](b)  \n*c*[^1] [*d*](e)")
@example("\\[a](b) `[c](d)` [e](\\(f) [`g]`](h)")
def test_any_text_is_read_as_python_markdown_reads_it(text: str) -> None:
    quick, thorough = quick_and_thorough(text)
    assert quick == thorough


class Marked(InlineProcessor):
    """`ss` and `a`, which no pattern of Markdown looks for."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        element = Element("mark")
        element.text = m.group()
        return element, m.start(), m.end()


class LinkOfOneWord(LinkInlineProcessor):
    """A known name and parent, but not the brackets that they need."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        return Element("a", {"href": m.group()}), m.start(), m.end()


class Adding(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.inlinePatterns.register(Marked(r"ss|a", md), "marked", 45)


class Replacing(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.inlinePatterns.register(LinkOfOneWord(r"\bword\b", md), "link", 160)


class Changing(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.inlinePatterns["escape"].compiled_re = re.compile(r"w(.)")
        md.ESCAPED_CHARS.append("o")


class Renaming(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.inlinePatterns.deregister("link")
        if delimiters := getattr(md, "delimiters", None):
            delimiters.add("*", "b,i")


@pytest.mark.parametrize(
    ("extension", "html"),
    [
        (Adding(), "<p>p<mark>a</mark><mark>ss</mark> word</p>"),
        (Replacing(), '<p>pass <a href="word"></a></p>'),
        (Changing(), "<p>pass ord</p>"),
    ],
    ids=["added", "replaced", "changed"],
)
def test_patterns_of_others_are_tried_on_texts_without_marks(extension: Extension, html: str) -> None:
    engine = new_engine()
    engine.registerExtensions([extension], {})
    assert engine.convert("pass word") == html


@pytest.mark.parametrize(
    "extension",
    [Adding(), Replacing(), Changing(), Renaming()],
    ids=["added", "replaced", "changed", "renamed"],
)
@given(text=MARKDOWN)
@example(text="a [b](c) *d* **e**")
def test_patterns_of_others_are_tried_on_every_text(extension: Extension, text: str) -> None:
    quick, thorough = quick_and_thorough(text, extension)
    assert quick == thorough
