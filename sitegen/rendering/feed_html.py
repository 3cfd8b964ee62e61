"""The HTML of an article as feed readers take it: text, pictures, tables and links, nothing that runs or restyles."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urljoin

import nh3
from lxml import etree
from lxml import html as lxml_html

from sitegen.rendering.xml_tree import Element

__all__ = ["feed_html"]

TAGS = (
    {"article", "aside", "section", "header", "footer", "div", "address", "details", "summary", "hr"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "blockquote", "ul", "ol", "li", "dl", "dt", "dd"}
    | {"table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"}
    | {"figure", "figcaption", "picture", "source", "img"}
    | {"a", "b", "i", "u", "s", "em", "strong", "small", "mark", "cite", "q", "dfn", "abbr", "ins", "del", "sub", "sup"}
    | {"code", "kbd", "samp", "var", "time", "data", "span", "bdi", "bdo", "br", "wbr", "ruby", "rt", "rp"}
)
DROPPED_WITH_TEXT = (
    {"script", "style", "template", "noscript", "svg", "canvas", "title"}  # no text of the article's
    | {"button", "select", "textarea", "datalist"}  # nothing to fill in from a feed reader
)
"""Elements whose text is not the article's, or is another copy of it."""
ATTRIBUTES = {
    "*": {"id", "lang", "dir", "title"},
    "a": {"href", "hreflang"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "data": {"value"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "q": {"cite"},
    "source": {"srcset", "sizes", "media", "type", "width", "height"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope"},
    "time": {"datetime"},
}
EMBEDDED = ("iframe", "video", "audio", "embed", "object")
WEB_OR_RELATIVE = r"(?i)\s*(https?:|[^:]*([/?#]|$))"
MAY_EMBED = re.compile(rf"<(?:{'|'.join(EMBEDDED)})\b", re.IGNORECASE)


@lru_cache(maxsize=2048)
def feed_html(html: str, url: str) -> str:
    """Give an article's HTML for feeds; `url` is the article's, for addresses that are still relative, as `#note`.

    What is embedded becomes a link to it. Remembered, since an article stands in many feeds.
    """

    def absolute(address: str) -> str | None:
        try:
            return urljoin(url, address)
        except ValueError:
            return None

    return nh3.clean(
        with_links_for_embeds(html) if MAY_EMBED.search(html) else html,
        tags=TAGS,
        clean_content_tags=DROPPED_WITH_TEXT,
        attributes=ATTRIBUTES,
        link_rel=None,
        url_relative=absolute,
    )


def with_links_for_embeds(html: str) -> str:
    """Put a link in the place of everything that would load another page or a player."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    for element in [found for found in root.iter(*EMBEDDED) if not any(True for _ in found.iterancestors(*EMBEDDED))]:
        link, parent = link_to(element), element.getparent()
        stand_in = link if parent.tag == "p" else etree.Element("p")
        if stand_in is not link:
            stand_in.append(link)
        stand_in.tail = element.tail
        parent.replace(element, stand_in)
    whole: str = etree.tostring(root, encoding="unicode", method="html")
    return whole.removeprefix("<div>").removesuffix("</div>")


def link_to(element: Element) -> Element:
    """Make the link that stands for an embedded element, or an empty `span` when it leads nowhere."""
    address = element.get("src") or element.get("data") or next((s.get("src") for s in element.iter("source")), "")
    if not address or not re.match(WEB_OR_RELATIVE, address):
        return etree.Element("span")
    link = etree.Element("a", href=address)
    link.text = element.get("title") or element.get("aria-label") or address
    return link
