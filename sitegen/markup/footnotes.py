"""Footnotes as both engines give them out, made into one numbered list at the end that can be walked both ways.

Engines write `<sup class="footnote-reference"><a href="#LABEL">…</a></sup>` where a note is referred to and
`<div class="footnote-definition" id="LABEL"><sup class="footnote-definition-label">…</sup>…</div>` for its text,
wherever that stands.
"""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from itertools import chain
from urllib.parse import unquote

from sitegen.markup.tags import split_at_tags

__all__ = ["with_endnotes"]

REFERENCE = re.compile(r'<sup class="footnote-reference"><a href="#([^"]*)">[^<]*</a></sup>')
DEFINITION = re.compile(r'<div class="footnote-definition" id="([^"]*)">')
DEFINITION_LABEL = re.compile(r'\s*<sup class="footnote-definition-label">[^<]*</sup>\s*')
ARROW = "↩\ufe0e"  # as text, not as a coloured picture

WORDS = {
    "ar": ("الحواشي", "العودة إلى الإحالة {}"),
    "de": ("Fußnoten", "Zurück zum Verweis {}"),
    "en": ("Footnotes", "Back to reference {}"),
    "es": ("Notas", "Volver a la llamada {}"),
    "fr": ("Notes", "Retour à l’appel de note {}"),
    "it": ("Note", "Torna al richiamo {}"),
    "nl": ("Voetnoten", "Terug naar verwijzing {}"),
    "pt": ("Notas", "Voltar à chamada {}"),
    "ru": ("Примечания", "Вернуться к сноске {}"),
}
"""For a screen reader: the name of the list, and of the link back to the text. In other languages, the arrow
speaks alone, for a name in the wrong language is worse."""


def with_endnotes(html: str, language: str) -> str:
    """Give the HTML with its footnotes as a list at the end, in the order of the first references to them.

    Notes that nothing refers to come last, so that no text is lost.
    """
    if 'class="footnote-definition"' not in html:
        return html
    body, notes = notes_apart(html)
    numbers: dict[str, int] = {}
    uses: Counter[int] = Counter()
    referred: list[str] = []

    def number_of(label: str) -> int:
        if label not in numbers:
            numbers[label] = len(numbers) + 1
            referred.append(label)
        return numbers[label]

    def reference(match: re.Match[str]) -> str:
        label = label_of(match.group(1))
        if label not in notes:
            return match.group()
        number = number_of(label)
        uses[number] += 1
        place = f"fnref-{use_of(number, uses[number])}"
        return f'<sup class="footnote-ref" id="{place}"><a href="#fn-{number}" role="doc-noteref">{number}</a></sup>'

    body = REFERENCE.sub(reference, body)
    texts: dict[int, str] = {}
    for label in chain(referred, notes):  # `referred` grows on the way, by references inside notes
        number = number_of(label)
        if number not in texts:
            texts[number] = REFERENCE.sub(reference, notes[label])
    title, back = WORDS.get(language.partition("-")[0].lower(), ("", ""))
    items = "\n".join(endnote(number, texts[number], uses[number], back) for number in sorted(texts))
    named = f' aria-label="{title}"' if title else ""
    return f'{body.rstrip()}\n<section class="footnotes" role="doc-endnotes"{named}>\n<ol>\n{items}\n</ol>\n</section>'


def notes_apart(html: str) -> tuple[str, dict[str, str]]:
    """Part the text from the notes in it, by label; of two notes with one label, the first keeps it."""
    notes: dict[str, str] = {}
    open_texts: list[list[str]] = [[]]
    open_labels: list[str] = []
    open_divs: list[int] = []

    def close_note() -> None:
        label, text = open_labels.pop(), "".join(open_texts.pop())
        open_divs.pop()
        key = f"{label}\n{len(notes)}" if label in notes else label  # nobody can refer to a label of two lines
        notes[key] = DEFINITION_LABEL.sub("", text, count=1).strip()

    pieces = split_at_tags(html)
    for index in range(1, len(pieces), 2):
        tag = pieces[index]
        open_texts[-1].append(pieces[index - 1])
        if definition := DEFINITION.fullmatch(tag):
            open_labels.append(label_of(definition.group(1)))
            open_texts.append([])
            open_divs.append(0)
        elif open_divs and tag == "</div>" and not open_divs[-1]:
            close_note()
        else:
            if open_divs:
                open_divs[-1] += tag.startswith("<div") - (tag == "</div>")
            open_texts[-1].append(tag)
    open_texts[-1].append(pieces[-1])
    while open_labels:
        close_note()
    return "".join(open_texts[0]), notes


def endnote(number: int, text: str, uses: int, back: str) -> str:
    """Give one note as an item of the list, with a link back to each place that refers to it."""
    links = "".join(
        f' <a class="footnote-back" href="#fnref-{use_of(number, use)}" role="doc-backlink"'
        f"{back_label(back, use_of(number, use))}>{ARROW}</a>"
        for use in range(1, uses + 1)
    )
    if links:
        text = f"{text[:-4]}{links}</p>" if text.endswith("</p>") else f"{text}<p>{links.lstrip()}</p>"
    return f'<li id="fn-{number}">{text}</li>'


def use_of(number: int, use: int) -> str:
    """Name the first, second, … reference to a note: `3`, `3-2`."""
    return f"{number}-{use}" if use > 1 else str(number)


def back_label(back: str, use: str) -> str:
    """Give the attribute that tells a screen reader where the arrow leads."""
    return f' aria-label="{back.format(use)}"' if back else ""


def label_of(written: str) -> str:
    """Give a note's label as it was written, from an attribute."""
    return unquote(unescape(written))
