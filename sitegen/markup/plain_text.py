"""What a text says without its mark-up: for summaries, headings and reading times."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from html import unescape

from sitegen.markup.tags import INLINE, name_of, names

__all__ = ["first_paragraph", "plain_text", "word_count"]

UNSAID = {'<sup class="footnote-ref"': "</sup>", '<a class="footnote-back"': "</a>"}

APART = names("aside blockquote dd details dl dt figcaption figure footer li nav ol table td th ul")
"""Elements whose paragraphs are not the article's own first one."""

LONGEST_SUMMARY = 300
LONGEST_WORD = 40

PUNCTUATION = string.punctuation.encode()
OTHER_PUNCTUATION = "–—…«»•·§"
WORDS_OF_ONE_CHARACTER = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+")
LETTERS_OF_AN_UNSPACED_WORD = 5
"""Thai, Lao, Burmese and Khmer write no spaces between words; theirs are about as long as this, signs included."""


def plain_text(pieces: list[str]) -> str:
    """Give the text of HTML, given as text and tags by turns, on one line and without footnote markers."""
    parts = [pieces[0]] if pieces else []
    until = ""
    for index in range(1, len(pieces) - 1, 2):
        tag = pieces[index]
        if until:
            if tag != until:
                continue
            until = ""
        elif tag.startswith(tuple(UNSAID)):
            until = next(end for start, end in UNSAID.items() if tag.startswith(start))
            continue
        elif (name := name_of(tag)) and name not in INLINE:
            parts.append(" ")
        parts.append(pieces[index + 1])
    return on_one_line(unescape("".join(parts)))


def on_one_line(text: str) -> str:
    """Make one space of any whitespace of HTML; no-break spaces stay."""
    line = text.replace("\n", " ").replace("\t", " ").replace("\r", " ").replace("\f", " ")
    while "  " in line:
        line = line.replace("  ", " ")
    return line.strip(" ")


def first_paragraph(pieces: list[str]) -> str:
    """Give the first paragraph with text that is no quote, list, caption or note, else the first of any kind.

    Not much longer than 300 characters: then it ends at a word, with an ellipsis.
    """
    other = ""
    for is_own, text in paragraphs(pieces):
        if text and is_own:
            return shortened(text)
        other = other or text
    return shortened(other)


def paragraphs(pieces: list[str]) -> Iterator[tuple[bool, str]]:
    """Give each paragraph's text, and whether it stands by itself."""
    depth = 0
    start = 0
    for index in range(1, len(pieces), 2):
        tag = pieces[index]
        name = name_of(tag)
        if start and name and name not in INLINE:
            yield depth <= 0, plain_text(pieces[start:index])
            start = 0
        if name == "p" and tag[1] != "/":
            start = index + 1
        elif name in APART:
            depth += -1 if tag[1] == "/" else 1
        elif tag.startswith('<section class="footnotes"'):
            return


def shortened(text: str) -> str:
    """Cut a long text at a word."""
    if len(text) <= LONGEST_SUMMARY:
        return text
    cut = text[: LONGEST_SUMMARY + 1]
    words, _, rest = cut.rpartition(" ")
    kept = words if words and len(rest) <= LONGEST_WORD else cut[:LONGEST_SUMMARY]
    return f"{kept.rstrip(' ,;:–—')}…"


def word_count(text: str) -> int:
    """Count words in any script, as a reader's time would."""
    if text.isascii():
        return spaced_words(text)
    characters = len(WORDS_OF_ONE_CHARACTER.findall(text))
    if characters:
        text = WORDS_OF_ONE_CHARACTER.sub(" ", text)
    unspaced = sum(map(len, UNSPACED.findall(text)))
    if unspaced:
        text = UNSPACED.sub(" ", text)
    return characters + -(-unspaced // LETTERS_OF_AN_UNSPACED_WORD) + spaced_words(text)


def spaced_words(text: str) -> int:
    """Count what stands between spaces and is more than punctuation."""
    for mark in OTHER_PUNCTUATION:
        text = text.replace(mark, " ")
    return len(text.encode().translate(None, PUNCTUATION).split())
