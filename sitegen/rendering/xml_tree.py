"""Trees of XML elements: what lxml makes and takes, under one name."""

from __future__ import annotations

from typing import Any, TypeAlias

from lxml import etree

__all__ = ["Element", "add", "tree_of", "written"]

Element: TypeAlias = Any
"""An element of lxml, which has no types of its own."""


def add(parent: Element, tag: str, text: str) -> Element:
    """Add an element with a text; gives the element."""
    element = etree.SubElement(parent, tag)
    element.text = text
    return element


def tree_of(xml: bytes) -> Element:
    """Read a document; `huge_tree` because an article may be longer than libxml2's 10 MB for a text."""
    return etree.fromstring(xml, etree.XMLParser(huge_tree=True, resolve_entities=False))


def written(root: Element) -> bytes:
    """Write a tree with one element on a line, without the namespaces that it does not use."""
    etree.cleanup_namespaces(root)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))
