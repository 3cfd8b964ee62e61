"""What a text says without its mark-up: for summaries, headings and reading times."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

from sitegen.markup.tags import INLINE, name_in, name_of, names, starts_of

__all__ = ["first_paragraph", "plain_text", "text_of", "word_count"]

UNSAID = {'<sup class="footnote-ref"': "</sup>", '<a class="footnote-back"': "</a>"}
"""Where what belongs to footnotes starts, and the tag with which it ends."""

APART = names("aside blockquote dd details dl dt figcaption figure footer li nav ol table td th ul")
"""Elements whose paragraphs are not the article's own first one."""

LONGEST_SUMMARY = 300
LONGEST_WORD = 40

PUNCTUATION = string.punctuation.encode()
SPACE_OR_LETTER = bytes(ord(" " if bytes([code]).isspace() else "a") for code in range(256))
"""A space for each byte that parts words, a letter for all others."""
OTHER_PUNCTUATION = "–—…«»•·§"
SIGNS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
UNSPACED_LETTERS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
WORDS_OF_ONE_CHARACTER = re.compile(f"[{SIGNS}]")
UNSPACED = re.compile(f"[{UNSPACED_LETTERS}]+")
UNUSUAL = re.compile(f"[{SIGNS}{UNSPACED_LETTERS}]")
LETTERS_OF_AN_UNSPACED_WORD = 5
"""Thai, Lao, Burmese and Khmer write no spaces between words; theirs are about as long as this, signs included."""


def plain_text(pieces: list[str]) -> str:
    """Give the text of HTML, given as text and tags by turns, on one line and without footnote markers."""
    return on_one_line(text_of(pieces))


def text_of(pieces: list[str]) -> str:
    """Give the text of HTML without footnote markers, its whitespace as it is."""
    if len(pieces) == 1:
        return unescape(pieces[0])
    parts = list(pieces)
    parts[1::2] = gaps = list(map(gap_for, starts_of(pieces)))
    if not UNSAID.keys().isdisjoint(gaps):
        parts = with_unsaid_left_out(pieces, gaps)
    return unescape("".join(parts))


@lru_cache(maxsize=1024)
def gap_for(start: str) -> str:
    """Give a space for a tag that parts words, nothing for another one, and its start for one of `UNSAID`."""
    if unsaid := next(filter(start.startswith, UNSAID), ""):
        return unsaid
    name = name_in(start)
    return " " if name and name not in INLINE else ""


def with_unsaid_left_out(pieces: list[str], gaps: list[str]) -> list[str]:
    """Give texts and what stands for the tags between them, without what belongs to footnotes."""
    parts = pieces[:1]
    until = ""
    for tag, gap, text in zip(pieces[1::2], gaps, pieces[2::2], strict=True):
        if until and tag != until:
            continue
        if not until and gap in UNSAID:
            until = UNSAID[gap]
            continue
        parts += ("" if until else gap, text)
        until = ""
    return parts


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
    if text.isascii() or not UNUSUAL.search(text):
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
    spaces_and_letters = text.encode().translate(SPACE_OR_LETTER, PUNCTUATION)
    return spaces_and_letters.startswith(b"a") + spaces_and_letters.count(b" a")
