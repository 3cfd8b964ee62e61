"""From the bytes of a file to clean text, whatever editor and system wrote them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from sitegen.problems import Location, Problem, error, place_at, warning

__all__ = ["read_bytes", "read_text", "text_from_bytes"]

ODD_CHARACTERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
"""What no text needs: controls but tab and line end (categories C0 and C1), byte order marks, non-characters."""
COMMON = bytes([*b"\t\n\r", *range(ord(" "), ord("~") + 1)])
"""The bytes of which most texts consist; what remains without them is short, and still UTF-8."""
BYTE_ORDER_MARK = "\ufeff"
FIRST_C1 = 0x80
LAST_C1 = 0x9F

CONFLICT_OPENS = "<<<<<<< "
CONFLICT_TURNS = "======="
CONFLICT_CLOSES = ">>>>>>> "


def read_text(file: Path, path: str) -> tuple[str | None, tuple[Problem, ...]]:
    """Read a file as text; `path` is what problems call it. None when it cannot be read or is not UTF-8."""
    data, problems = read_bytes(file, path)
    return text_from_bytes(data, path) if data is not None else (None, problems)


def read_bytes(file: Path, path: str) -> tuple[bytes | None, tuple[Problem, ...]]:
    """Read a file; `path` is what problems call it. None when it cannot be read."""
    try:
        return file.read_bytes(), ()
    except FileNotFoundError:
        return None, (error("this file does not exist any more", Location(path), "run the command again"),)
    except PermissionError:
        return None, (error("this file must not be read", Location(path), "give yourself the right to read it"),)
    except OSError as fault:
        return None, (error(f"this file cannot be read: {fault.strerror or fault}", Location(path)),)


def text_from_bytes(data: bytes, path: str) -> tuple[str | None, tuple[Problem, ...]]:
    r"""Decode UTF-8 and give text in which every line ends with `\n` and every character can be shown.

    A byte order mark at the start is dropped, one inside is dropped with a warning; other control characters
    become spaces, so that columns stay right, and are errors. Of two versions that were not merged, the first is read.
    """
    try:
        text = data.decode("utf-8")
        uncommon = data.translate(None, COMMON).decode("utf-8")
    except UnicodeDecodeError as fault:
        return None, (encoding_problem(data, fault.start, path),)
    text = with_line_feeds(text.removeprefix(BYTE_ORDER_MARK))
    conflicts = tuple(conflicts_in(text)) if CONFLICT_OPENS in text else ()
    problems = tuple(conflict.problem(path) for conflict in conflicts)
    text = without_conflicts(text, conflicts)
    if ODD_CHARACTERS.search(uncommon) is None or ODD_CHARACTERS.search(text) is None:
        return text, problems
    if data.count(0) > len(data) // 4:
        return None, (error("this file seems to be UTF-16, not UTF-8", Location(path, 1, 1), "save it as UTF-8"),)
    odd = tuple(odd_character_problems(text, path))
    return ODD_CHARACTERS.sub(" ", text.replace(BYTE_ORDER_MARK, "")), (*odd, *problems)


def with_line_feeds(text: str) -> str:
    """End every line as Unix does."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def encoding_problem(data: bytes, offset: int, path: str) -> Problem:
    """Say where a file stops being UTF-8, and guess what it is instead."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return error("this file is UTF-16, not UTF-8", Location(path, 1, 1), "save it as UTF-8")
    before = with_line_feeds(data[:offset].decode("utf-8").removeprefix(BYTE_ORDER_MARK))
    meant = data[offset : offset + 1].decode("cp1252", "ignore")
    guess = f", probably `{meant}` in Windows-1252" if meant else ""
    message = f"this file is not UTF-8: here is the byte {data[offset]:#04x}{guess}"
    return error(message, place_at(path, before, len(before), 1), "save it as UTF-8")


def odd_character_problems(text: str, path: str) -> Iterator[Problem]:
    """Report each kind of odd character once, at its first place."""
    counts = Counter(ODD_CHARACTERS.findall(text))
    for character, count in counts.items():
        place = place_at(path, text, text.index(character), 1)
        times = f", {count} times" if count > 1 else ""
        if character == BYTE_ORDER_MARK:
            yield warning(f"the invisible character U+FEFF is left out{times}", place, "delete it here")
        else:
            message = f"the control character U+{ord(character):04X} must not be in a text{times}"
            yield error(message, place, control_hint(character))


def control_hint(character: str) -> str:
    """Say what to do about a control character; C1 controls are often Windows-1252 read as Latin-1."""
    if not FIRST_C1 <= ord(character) <= LAST_C1:
        return "delete it"
    meant = bytes([ord(character)]).decode("cp1252", "ignore")
    return f"delete it, or write `{meant}` if this was meant" if meant else "delete it"


class Conflict(Struct, frozen=True):
    """What `git merge` left behind: the lines of its three markers, counted from 1."""

    opens: int
    turns: int
    closes: int

    def problem(self, path: str) -> Problem:
        """Say what to do about it."""
        lines = f"{self.opens}, {self.turns} and {self.closes}"
        hint = f"choose one of the two versions and delete the lines {lines} with the other"
        return error("two versions of this text were not merged", Location(path, self.opens, 1, 7), hint)


def conflicts_in(text: str) -> Iterator[Conflict]:
    """Find the three markers of each conflict, each at the start of a line, in their order."""
    opened = turned = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith(CONFLICT_OPENS):
            opened, turned = number, 0
        elif opened and line == CONFLICT_TURNS:
            turned = number
        elif turned and line.startswith(CONFLICT_CLOSES):
            yield Conflict(opened, turned, number)
            opened = turned = 0


def without_conflicts(text: str, conflicts: Sequence[Conflict]) -> str:
    """Blank the markers of each conflict and its second version, so that no other problem comes of them."""
    if not conflicts:
        return text
    lines = text.split("\n")
    for conflict in conflicts:
        lines[conflict.opens - 1] = ""
        lines[conflict.turns - 1 : conflict.closes] = [""] * (conflict.closes - conflict.turns + 1)
    return "\n".join(lines)
