"""The part of CBOR (RFC 8949) in which Pagefind writes its lists: numbers, texts and arrays."""

from __future__ import annotations

from typing import TypeAlias

__all__ = ["Value", "bytes_of", "value_in"]

Value: TypeAlias = "int | str | list[Value]"

NUMBER, TEXT, ARRAY = 0, 3, 4
"""Major types (RFC 8949, section 3.1)."""
SHORT = 24
"""Numbers below this stand in the first byte itself; from there on it tells how many bytes follow."""
LENGTHS = {24: 1, 25: 2, 26: 4, 27: 8}


def value_in(data: bytes) -> Value:
    """Read one value. Raises `ValueError` for anything else that CBOR has, or that is no CBOR."""
    value, end = value_at(data, 0)
    if end != len(data):
        raise ValueError("there is more than one value")
    return value


def value_at(data: bytes, at: int) -> tuple[Value, int]:
    """Read the value that begins at an offset, and give where it ends."""
    kind, number, at = head_at(data, at)
    if kind == NUMBER:
        return number, at
    if kind == TEXT and at + number <= len(data):
        return data[at : at + number].decode(), at + number
    if kind == ARRAY and number <= len(data):
        values = []
        for _ in range(number):
            value, at = value_at(data, at)
            values.append(value)
        return values, at
    raise ValueError(f"a value of another kind stands at {at}")


def head_at(data: bytes, at: int) -> tuple[int, int, int]:
    """Read the head of a value: its major type, its number or length, and where it goes on."""
    if at >= len(data):
        raise ValueError("the value is cut off")
    kind, short = data[at] >> 5, data[at] & 31
    if short < SHORT:
        return kind, short, at + 1
    if short not in LENGTHS:
        raise ValueError(f"a value of unknown length stands at {at}")
    end = at + 1 + LENGTHS[short]
    return kind, int.from_bytes(data[at + 1 : end], "big"), end


def bytes_of(value: Value) -> bytes:
    """Write a value in its shortest form."""
    if isinstance(value, int):
        return head_of(NUMBER, value)
    if isinstance(value, str):
        text = value.encode()
        return head_of(TEXT, len(text)) + text
    return head_of(ARRAY, len(value)) + b"".join(map(bytes_of, value))


def head_of(kind: int, number: int) -> bytes:
    """Write the head of a value."""
    if number < SHORT:
        return bytes([kind << 5 | number])
    short = next(short for short, length in LENGTHS.items() if number < 1 << 8 * length)
    return bytes([kind << 5 | short]) + number.to_bytes(LENGTHS[short], "big")
