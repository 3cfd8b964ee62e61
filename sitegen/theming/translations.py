"""The texts of the interface in each language: gettext catalogues of a theme and of the themes that it extends."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from gettext import c2py
from io import StringIO
from pathlib import Path

from babel import UnknownLocaleError
from babel.messages.catalog import Catalog, Message, TranslationError
from babel.messages.pofile import PoFileError, read_po
from msgspec import Struct

from sitegen.problems import Location, Problem, error

__all__ = ["Catalogue", "Translator", "catalogue_of", "translator_for"]

CONTEXT_END = "\x04"
"""What gettext puts between a context and a message."""
PO_LINE = re.compile(r"""\s*(?:\#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)\s)?\s*"(?:[^"\\]|\\.)*"\s*)?""")
"""A line of a .po file: a comment, a text in quotes with or without its keyword, or nothing."""


class Catalogue(Struct, frozen=True, gc=False):
    """One .po file: the C expression that chooses a plural form, and the forms of each message.

    The key is the English message, after its context and U+0004 if it has one.
    """

    plural: str
    messages: dict[str, tuple[str, ...]]


class Translator(Struct, frozen=True):
    """The catalogues that speak a language, closest first; what none of them holds stays English."""

    catalogues: tuple[Catalogue, ...] = ()

    def gettext(self, message: str) -> str:
        """Translate a message."""
        return next((found[0] for layer in self.catalogues if (found := layer.messages.get(message))), message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Translate a message in the plural form that a number asks for."""
        for layer in self.catalogues:
            if found := layer.messages.get(one):
                return found[min(plural_function(layer.plural)(number), len(found) - 1)]
        return one if number == 1 else many

    def pgettext(self, context: str, message: str) -> str:
        """Translate a message that means different things in different places."""
        key = context + CONTEXT_END + message
        found = self.gettext(key)
        return message if found == key else found

    def npgettext(self, context: str, one: str, many: str, number: int) -> str:
        """Translate a message with a context in the plural form that a number asks for."""
        key = context + CONTEXT_END + one
        found = self.ngettext(key, many, number)
        return one if found == key else found


@lru_cache(maxsize=64)
def plural_function(expression: str) -> Callable[[int], int]:
    """Give the function of a `plural=` expression (gettext manual, section 11.2.6)."""
    return c2py(expression)


def translator_for(lang: str, chain: tuple[Mapping[str, Catalogue], ...]) -> Translator:
    """Give the translator of a language: `pt-BR` of a whole chain before `pt`, a child's before its parents'."""
    parts = lang.replace("_", "-").lower().split("-")
    tags = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return Translator(tuple(theme[tag] for tag in tags for theme in chain if tag in theme))


def catalogue_of(file: Path, shown_as: str) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    """Read a .po file; fuzzy and empty translations are left out. `shown_as` is its path in problems."""
    try:
        text = file.read_text(encoding="utf-8-sig")
        if broken := broken_line(text):
            return None, (
                error(f"line {broken} of this catalogue cannot be read", Location(shown_as, broken), LINE_HINT),
            )
        catalog = read_po(StringIO(text), locale=file.stem.replace("-", "_"), abort_invalid=True)
        plural_function(str(catalog.plural_expr))
    except OSError as fault:
        return None, (error(f"this file cannot be read: {fault.strerror}", Location(shown_as)),)
    except PoFileError as fault:
        return None, (error(f"this is no gettext catalogue: {fault.args[0]}", Location(shown_as, fault.lineno + 1)),)
    except UnicodeDecodeError as fault:
        line = fault.object.count(b"\n", 0, fault.start) + 1
        return None, (error("this catalogue is not written in UTF-8", Location(shown_as, line), "save it as UTF-8"),)
    except (UnknownLocaleError, ValueError) as fault:
        return None, (error(f"this catalogue cannot be used: {fault}", Location(shown_as), NAME_HINT),)
    messages = [message for message in catalog if message.id and not message.fuzzy]
    problems = tuple(problem for message in messages for problem in problems_of(message, catalog, shown_as))
    forms = {key_of(message): forms_of(message) for message in messages}
    return Catalogue(str(catalog.plural_expr), {key: texts for key, texts in forms.items() if all(texts)}), problems


def broken_line(text: str) -> int:
    """Give the number of the first line that no .po file can have, or 0."""
    lines = enumerate(text.splitlines(), 1)
    return next((number for number, line in lines if not PO_LINE.fullmatch(line)), 0)


LINE_HINT = "a line is a comment, or a text between double quotes after `msgid` or `msgstr`"
NAME_HINT = "name a catalogue by its language, as `fr.po` or `pt-BR.po`, and copy the `Plural-Forms` of that language"


def key_of(message: Message) -> str:
    """Give the key under which a message is looked up."""
    text = message.id if isinstance(message.id, str) else message.id[0]
    return f"{message.context}{CONTEXT_END}{text}" if message.context else text


def forms_of(message: Message) -> tuple[str, ...]:
    """Give the forms of a translation; one for a message without plural."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def problems_of(message: Message, catalog: Catalog, shown_as: str) -> list[Problem]:
    """Check that a translation has the placeholders and the plural forms that its message asks for."""
    place = Location(shown_as, message.lineno or 0)
    forms = forms_of(message)
    if not any(forms):
        return []
    if not all(forms):
        counted = f"{sum(map(bool, forms))} of {len(forms)}"
        return [
            error(
                f"this translation has {counted} plural forms",
                place,
                "`Plural-Forms` in the header tells how many the language has",
            )
        ]
    hint = "write every `%(name)s` as it stands in `msgid`, and a percent sign as `%%`"
    faults: list[TranslationError] = message.check(catalog)
    return [error(f"this translation does not fit its message: {fault}", place, hint) for fault in faults]
