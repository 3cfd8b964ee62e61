"""Python-Markdown's tree made into HTML: `markdown/serializers.py` for the elements that Markdown makes.

What else may be in a tree (comments, names with a namespace, attributes without a value) is left to the original.
"""

from __future__ import annotations

from xml.etree.ElementTree import HTML_EMPTY, Element

from markdown.serializers import RE_AMP, to_html_string
from markdown.util import BLOCK_LEVEL_ELEMENTS

from sitegen.markup.tags import INLINE

__all__ = ["html_string"]

ENDS = {name: f"</{name}>" for name in {*BLOCK_LEVEL_ELEMENTS, *INLINE} - {"script", "style"}} | dict.fromkeys(
    HTML_EMPTY, ""
)
"""The end tags of known elements; the texts of the two that are left out are written as they are."""


def html_string(root: Element) -> str:
    """Give what `to_html_string` gives."""
    html: list[str] = []
    try:
        write(root, html)
    except (LookupError, TypeError, RecursionError):
        return to_html_string(root)
    return "".join(html)


def write(element: Element, html: list[str]) -> None:
    """Append the HTML of an element and its tail. Raises LookupError or TypeError for what is not known here."""
    tag, text, tail = element.tag, element.text, element.tail
    end = ENDS[tag]
    attributes = "".join(map(attribute, sorted(items))) if (items := element.items()) else ""
    html.append(f"<{tag}{attributes}>{escaped(text) if text else ''}")
    for child in element:
        write(child, html)
    html.append(f"{end}{escaped(tail)}" if tail else end)


def attribute(item: tuple[str, str]) -> str:
    """Give an attribute as it stands in a tag."""
    name, value = item
    if name == value:
        raise LookupError  # some are written without a value
    quoted = escaped(value).replace('"', "&quot;")
    return f' {name}="{quoted}"'


def escaped(text: str) -> str:
    """Escape what is not part of an entity."""
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    if "<" in text or ">" in text:
        text = text.replace("<", "&lt;").replace(">", "&gt;")
    return text
