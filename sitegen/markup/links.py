"""The addresses in a text: cut out of the HTML, for the site to resolve, and found where their author wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import compress
from typing import Literal, NamedTuple
from urllib.parse import unquote

from msgspec.structs import replace

from sitegen.markup.fragment import Target
from sitegen.markup.source_text import SourceText
from sitegen.markup.tags import Attribute, attributes_of, name_of

__all__ = ["targets_in", "with_places"]

Kind = Literal["link", "image", "file"]

ADDRESSES: dict[str, dict[str, Kind]] = {
    "a": {"href": "link"},
    "area": {"href": "link"},
    "audio": {"src": "file"},
    "embed": {"src": "file"},
    "iframe": {"src": "link"},
    "img": {"src": "image", "srcset": "image"},
    "link": {"href": "file"},
    "object": {"data": "file"},
    "source": {"src": "file", "srcset": "image"},
    "track": {"src": "file"},
    "video": {"src": "file", "poster": "image"},
}
"""Which attributes of which elements hold an address, and of what."""

WANTED = re.compile(rf"<(?:{'|'.join(ADDRESSES)})[\s/]", re.IGNORECASE)
SHORTEST_WANTED = len("<a href>")
ONLY_LINK = re.compile(r'<a href="([^"\s&]+)">')
ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/\\]{2}")
FOREIGN = re.compile(r"(?:\{|%7B)(?:[{%]|%7B)", re.IGNORECASE)  # a template tag, of which `foreign_tags` tells


class Cut(NamedTuple):
    """A stretch of a tag for which a target stands."""

    start: int
    end: int
    target: Target


def targets_in(pieces: list[str]) -> tuple[tuple[str, ...], tuple[Target, ...]]:
    """Part HTML, given as text and tags by turns, into what stays and the addresses between that the site resolves.

    There is one piece more than there are targets. Addresses with a scheme or a host of their own stay,
    and so do template tags of other systems.
    """
    html: list[str] = []
    targets: list[Target] = []
    open_piece: list[str] = []
    taken = 0
    for index in compress(range(1, len(pieces), 2), map(may_hold_addresses, pieces[1::2])):
        tag = pieces[index]
        copied = 0
        open_piece += pieces[taken:index]
        taken = index + 1
        for cut in cuts_in(tag):
            html.append("".join((*open_piece, tag[copied : cut.start])))
            targets.append(cut.target)
            open_piece.clear()
            copied = cut.end
        open_piece.append(tag[copied:])
    html.append("".join((*open_piece, *pieces[taken:])))
    return tuple(html), tuple(targets)


def may_hold_addresses(tag: str) -> bool:
    """Tell whether a tag may have an attribute that is an address."""
    return len(tag) >= SHORTEST_WANTED and WANTED.match(tag) is not None


def cuts_in(tag: str) -> list[Cut]:
    """Give the addresses of one tag that the site resolves, in the order in which they stand."""
    if link := ONLY_LINK.fullmatch(tag):
        written = link[1]
        if ELSEWHERE.match(written) or is_foreign(written):
            return []
        return [Cut(len("<a "), len(tag) - len(">"), Target(written=written, kind="link", attribute="href"))]
    element = name_of(tag)
    attributes = attributes_of(tag)
    sized = element != "img" or "width" in attributes or "height" in attributes
    cuts = []
    for name, kind in ADDRESSES[element].items():
        attribute = attributes.get(name)
        if attribute is None:
            continue
        for start, end, attribute_name in extents(tag, name, attribute):
            written = unescape(tag[start:end] if not attribute_name else attribute.value).strip()
            if not ELSEWHERE.match(written) and not is_foreign(written):
                target = Target(
                    written=written,
                    kind=kind,
                    attribute=attribute_name,
                    sized=sized and kind == "image",
                )
                cuts.append(Cut(start, end, target))
    return sorted(cuts, key=lambda cut: cut.start)


def is_foreign(written: str) -> bool:
    """Tell whether an address holds a template tag."""
    return ("{" in written or "%7" in written) and FOREIGN.search(written) is not None


def extents(tag: str, name: str, attribute: Attribute) -> Iterator[tuple[int, int, str]]:
    """Give the stretches of a tag that are to be replaced: the attribute, or each address of a `srcset`."""
    if name != "srcset":
        yield attribute.start, attribute.end, name
        return
    start = attribute.end - len(attribute.value) - (tag[attribute.end - 1] in "\"'")
    for candidate, end in candidates(attribute.value):
        yield start + candidate, start + end, ""


def candidates(srcset: str) -> Iterator[tuple[int, int]]:
    """Give the extent of each address (https://html.spec.whatwg.org/multipage/images.html#srcset-attributes)."""
    awaits_address = True
    for word in re.finditer(r"\S+", srcset):
        start, end = word.span()
        if not awaits_address:
            comma = srcset.find(",", start, end)
            if comma < 0:
                continue
            start = comma
        while start < end and srcset[start] == ",":
            start += 1
        length = len(srcset[start:end].rstrip(","))
        awaits_address = not length or srcset[end - 1] == ","
        if length:
            yield start, start + length


ADDRESS_IN_PARENTHESES = re.compile(
    r"""\]\(\s*+(?: <([^<>\n]*+)>                                                # [text](<address>)
                  | ((?:[^\s()<>\\]++|\\.|\((?:[^\s()\\]++|\\.)*+\))*+) )            # [text](address)
    """,
    re.VERBOSE,
)
DEFINITION = re.compile(
    r"""^(?:[ ]{0,3}|[ >]*+>[ ]?|[ ]{4,8})\[[^\]\n]++\]:\s*+(?:<([^<>\n]*+)>|(\S++))  # [label]: address""",
    re.VERBOSE | re.MULTILINE,
)
ATTRIBUTE = re.compile(
    r"""\b(?:
      (?:href|src|poster|data)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>]++))
    | srcset\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)')
    )""",
    re.VERBOSE | re.IGNORECASE,
)
END_OF_A_NAME = re.compile(r"=(?<=[a-z\s]=)", re.IGNORECASE)
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")  # https://spec.commonmark.org/0.31.2/#backslash-escapes


class Written(NamedTuple):
    """An address as it stands in the text, and where."""

    address: str
    start: int
    end: int


def with_places(targets: tuple[Target, ...], source: SourceText, prose: str) -> tuple[Target, ...]:
    """Give the targets with the places where they were written, spelt as they were written there.

    The k-th target with an address belongs to the k-th place with it; a place that several share, as the
    definition of a reference, serves them all. Engines percent-encode, so addresses are compared decoded.
    `prose` is the source's text without its code.
    """
    if not targets:
        return ()
    places: dict[str, list[Written]] = {}
    for written in addresses_written(prose):
        places.setdefault(unquote(written.address), []).append(written)
    for found in places.values():
        found.reverse()
    return tuple(placed(target, places, source, prose) for target in targets)


def placed(target: Target, places: dict[str, list[Written]], source: SourceText, prose: str) -> Target:
    """Give one target its place, and take the place away from those that are left if there are more."""
    found = places.get(unquote(target.written))
    if found:
        written = found.pop() if len(found) > 1 else found[0]
        first, last = source.place(written.start), source.place(written.end)
        width = last.column - first.column if last.line == first.line else 0
        return replace(target, written=written.address, line=first.line, column=first.column, width=max(width, 0))
    start = prose.find(target.written) if target.written and target.written[0] != "#" else -1
    if start < 0:
        return target
    location = source.place(start)
    return replace(target, line=location.line, column=location.column)


def addresses_written(prose: str) -> Iterator[Written]:
    """Give the addresses of links, images, references and raw HTML, in order."""
    for match in stretches_with_addresses(prose):
        group = match.lastindex or 0
        text, start = match.group(group), match.start(group)
        if match.lastgroup:
            for first, end in candidates(text):
                yield Written(unescape(text[first:end]), start + first, start + end)
        else:
            written = ESCAPED.sub(r"\1", text) if "\\" in text else text
            yield Written(unescape(written).strip(), start, match.end(group))


def stretches_with_addresses(prose: str) -> Iterator[re.Match[str]]:
    """Give what is written in one of the three forms, in order, each after the end of the last."""
    forms = [ADDRESS_IN_PARENTHESES] if "](" in prose else []
    if "]:" in prose:
        forms.append(DEFINITION)
    if END_OF_A_NAME.search(prose):
        forms.append(ATTRIBUTE)
    if len(forms) == 1:
        yield from forms[0].finditer(prose)
        return
    ahead = [match for form in forms if (match := form.search(prose))]
    while ahead:
        match = min(ahead, key=re.Match.start)
        yield match
        end = match.end()
        ahead = [later for each in ahead if (later := each if each.start() >= end else each.re.search(prose, end))]
