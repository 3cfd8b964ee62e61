"""How large an SVG drawing is, told without drawing it (SVG 2, section 7; CSS Images 3, section 5.3)."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from sitegen.imaging.photograph import UnreadablePhotograph

__all__ = ["drawing_size"]

ROOT = "{http://www.w3.org/2000/svg}svg"
LENGTH = re.compile(r"\s*\+?(\d*\.?\d+(?:e[-+]?\d{1,2})?)\s*(px|pt|pc|mm|cm|in|em|rem|ex)?\s*", re.IGNORECASE)
PIXELS = {
    "": 1,
    "px": 1,
    "pt": 4 / 3,
    "pc": 16,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96,
    "em": 16,
    "rem": 16,
    "ex": 8,
}
WITHOUT_SIZE = (300.0, 150.0)
"""What browsers show of a drawing that tells no size."""
LARGEST = 100_000.0
BOX_NUMBERS = 4
BLOCK = 1 << 16
SAVE_AGAIN = "save it again with the program that made it"


def drawing_size(path: Path) -> tuple[int, int]:
    """Give width and height in pixels of CSS. Raises `UnreadablePhotograph` and `OSError`."""
    root = root_of(path)
    if root.tag != ROOT:
        raise UnreadablePhotograph(
            "this is no SVG drawing that browsers show: its first tag does not say so",
            'begin it with `<svg xmlns="http://www.w3.org/2000/svg">`',
        )
    width, height = length(root.get("width", "")), length(root.get("height", ""))
    box_width, box_height = box_of(root.get("viewBox", "")) or WITHOUT_SIZE
    if not (width or height):
        width, height = box_width, box_height
    return whole(width or height * box_width / box_height), whole(height or width * box_height / box_width)


def root_of(path: Path) -> etree._Element:
    """Read up to the first tag; entities are not resolved beyond what a namespace needs, and nothing is fetched."""
    parser = etree.XMLPullParser(("start",), resolve_entities=False, no_network=True, load_dtd=False)
    with path.open("rb") as file:
        try:
            while block := file.read(BLOCK):
                parser.feed(block)
                for _, element in parser.read_events():
                    return element
        except etree.XMLSyntaxError as fault:
            raise UnreadablePhotograph(f"this SVG drawing is broken in line {fault.lineno or 1}", SAVE_AGAIN) from None
    raise UnreadablePhotograph("this SVG drawing is cut off", SAVE_AGAIN)


def length(written: str) -> float:
    """Give a length in pixels; 0 where there is none, or one that depends on the page, as shares do."""
    found = LENGTH.fullmatch(written)
    return float(found[1]) * PIXELS[(found[2] or "").lower()] if found else 0


def box_of(written: str) -> tuple[float, float] | None:
    """Give width and height of a view box, if it has both."""
    numbers = [length(number) for number in re.split(r"[\s,]+", written.strip())]
    return (numbers[2], numbers[3]) if len(numbers) == BOX_NUMBERS and numbers[2] and numbers[3] else None


def whole(pixels: float) -> int:
    """Give whole pixels, and a number that no browser stumbles over."""
    return max(1, round(min(pixels, LARGEST)))
