"""Typographic quotes, dashes and ellipses, as each language has them."""

from __future__ import annotations

import re
from typing import NamedTuple

from sitegen.markup.tags import INLINE, name_of, names

__all__ = ["QuotationMarks", "quotation_marks", "with_typography"]

NARROW = "\u202f"
"""Narrow no-break space."""


class QuotationMarks(NamedTuple):
    """Outer and inner marks, opening and closing, spaces included."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


class Line(NamedTuple):
    """How a line of text stands: its last characters, and how many inner quotations are open."""

    behind: str = ""
    inner_open: int = 0


ENGLISH = QuotationMarks("“", "”", "‘", "’")
GERMAN = QuotationMarks("„", "“", "‚", "‘")
GUILLEMETS = QuotationMarks("«", "»", "“", "”")
SWISS = QuotationMarks("«", "»", "‹", "›")
FRENCH = QuotationMarks(f"«{NARROW}", f"{NARROW}»", "“", "”")
NORDIC = QuotationMarks("”", "”", "’", "’")
POLISH = QuotationMarks("„", "”", "«", "»")
RUSSIAN = QuotationMarks("«", "»", "„", "“")
ARABIC = QuotationMarks("”", "“", "’", "‘")
CORNERS = QuotationMarks("「", "」", "『", "』")

MARKS = {
    language: marks
    for languages, marks in (
        ("bs cs de et hr is lt mk sk sl sr", GERMAN),
        ("ca el es eu gl it nb nn no pt-pt sq", GUILLEMETS),
        ("de-ch de-li fa it-ch am hy kk rm", SWISS),
        ("fr", FRENCH),
        ("fr-ch", QuotationMarks(f"«{NARROW}", f"{NARROW}»", f"‹{NARROW}", f"{NARROW}›")),
        ("es-419 es-mx es-us", ENGLISH),
        ("fi sv he", NORDIC),
        ("hu pl ro", POLISH),
        ("be ru uk", RUSSIAN),
        ("bg", QuotationMarks("„", "“", "’", "’")),
        ("ar ur", ARABIC),
        ("cy", QuotationMarks("‘", "’", "“", "”")),
        ("ja zh-hant zh-hk zh-tw yue", CORNERS),
    )
    for language in languages.split()
}
"""After CLDR's `delimiters`, which Babel does not give; languages that are not here quote as English does."""

VERBATIM = names("code kbd math pre samp svg tt")
STRAIGHT = re.compile(r"""["']|(?<!-)-{2,3}(?!-)|(?<!\.)\.{3}(?!\.)""")
BEFORE_AN_OPENING = re.compile(r"(?:^|[\s(\[{</\-–—\"'¿¡]|&(?:nbsp|#160|[mn]dash|lt);)$")
DASHES = {"--": "–", "---": "—", "...": "…"}
FRENCH_SPACES = re.compile(r"(?<=«) |(?<=[\w)\]%»”’!?]) (?=[;:!?»])")
LOOKED_BACK = 8
"""Characters that tell whether a quote opens; `&mdash;` is the longest of them."""


def quotation_marks(language: str) -> QuotationMarks:
    """Give a language's marks, for `de-CH` those of Switzerland, for `de-AT` those of German."""
    tag = language.lower().replace("_", "-")
    while tag not in MARKS and "-" in tag:
        tag = tag.rpartition("-")[0]
    return MARKS.get(tag, ENGLISH)


def with_typography(pieces: list[str], language: str) -> list[str]:
    """Give the texts between tags with typographic marks; code and what is in attributes stays."""
    marks = quotation_marks(language)
    is_french = language.lower().partition("-")[0] == "fr"
    pieces = list(pieces)
    line = Line()
    verbatim = 0
    for index, piece in enumerate(pieces):
        if index % 2:
            name = name_of(piece)
            if name in VERBATIM:
                verbatim = max(0, verbatim + (-1 if piece[1] == "/" else 1))
            if name and name not in INLINE:
                line = Line()
        elif verbatim:
            line = Line((line.behind + piece)[-LOOKED_BACK:], line.inner_open)
        elif piece:
            pieces[index], line = with_marks(piece, line, marks)
            if is_french:
                pieces[index] = FRENCH_SPACES.sub(NARROW, pieces[index])
    return pieces


def with_marks(text: str, line: Line, marks: QuotationMarks) -> tuple[str, Line]:
    """Give a text with typographic marks, and how the line then stands."""
    parts: list[str] = []
    copied = 0
    behind, inner_open = line
    for match in STRAIGHT.finditer(text):
        start, end = match.span()
        behind = (behind + text[max(copied, start - LOOKED_BACK) : start])[-LOOKED_BACK:]
        put = mark_for(match.group(), Line(behind, inner_open), text[end : end + 1], marks)
        if match.group() == "'":
            inner_open += (put == marks.inner_opening) - (put == marks.inner_closing and inner_open > 0)
        parts += (text[copied:start], put)
        behind = (behind + put)[-LOOKED_BACK:]
        copied = end
    rest = text[copied:]
    return "".join((*parts, rest)), Line((behind + rest[-LOOKED_BACK:])[-LOOKED_BACK:], inner_open)


def mark_for(straight: str, line: Line, ahead: str, marks: QuotationMarks) -> str:
    """Choose the mark for a straight one between what is behind and the character ahead."""
    if straight in DASHES:
        return DASHES[straight]
    opens = bool(BEFORE_AN_OPENING.search(line.behind)) or (
        marks.opening != marks.closing and line.behind.endswith((marks.opening, marks.inner_opening))
    )
    if opens and ahead.isspace():
        return straight
    if straight == '"':
        return marks.opening if opens else marks.closing
    if opens and not ahead.isdigit():
        return marks.inner_opening
    is_apostrophe = opens or not line.inner_open or (line.behind[-1:].isalnum() and ahead.isalnum())
    return "’" if is_apostrophe else marks.inner_closing
