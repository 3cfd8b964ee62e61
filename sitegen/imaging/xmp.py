"""XMP (ISO 16684-1), as far as it tells what a photograph shows and whom to name."""

from __future__ import annotations

from typing import NamedTuple
from xml.sax.saxutils import escape

from lxml import etree

__all__ = ["XmpFields", "xmp_in", "xmp_of"]

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
LARGEST = 1 << 20

PACKET = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">{}</rdf:Description>'
    '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)
CREATOR = "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>"
RIGHTS = '<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:rights>'
CREDIT = "<photoshop:Credit>{}</photoshop:Credit>"


class XmpFields(NamedTuple):
    """The properties that concern us, as they are written there."""

    description: str = ""
    credit: str = ""
    creator: str = ""
    rights: str = ""


def xmp_in(packet: bytes) -> XmpFields:
    """Read a packet; what is broken, far too long or of another kind in it counts as absent."""
    if len(packet) > LARGEST:
        return XmpFields()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_pis=True)
    try:
        root = etree.fromstring(packet.strip(b"\0 \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return XmpFields()
    if root is None:
        return XmpFields()
    described = [found for rdf in root.iter(f"{RDF}RDF") for found in rdf.iterchildren(f"{RDF}Description")]
    return XmpFields(
        description=text_of(described, f"{DC}description"),
        credit=text_of(described, f"{PHOTOSHOP}Credit"),
        creator=text_of(described, f"{DC}creator"),
        rights=text_of(described, f"{DC}rights"),
    )


def text_of(described: list[etree._Element], name: str) -> str:
    """Give a property that may be an attribute, a text, a list, or alternatives in several languages."""
    for description in described:
        if name in description.attrib:
            return str(description.attrib[name])
        for written in description.iterchildren(name):
            alternatives = [item for alt in written.iterchildren(f"{RDF}Alt") for item in alt.iterchildren(f"{RDF}li")]
            if alternatives:
                alternatives.sort(key=lambda item: item.get(LANGUAGE) != "x-default")
                return plain(alternatives[0])
            items = [item for kind in ("Seq", "Bag") for item in written.iterdescendants(f"{RDF}{kind}")]
            if items:
                return ", ".join(filter(None, map(plain, items[0].iterchildren(f"{RDF}li"))))
            return plain(written)
    return ""


def plain(element: etree._Element) -> str:
    """Give the text of an element and all in it."""
    return "".join(element.itertext(with_tail=False)).strip()


def xmp_of(fields: XmpFields) -> bytes:
    """Write a packet, the same for the same fields, or nothing when there are none; descriptions are not written."""
    properties = ((CREATOR, fields.creator), (RIGHTS, fields.rights), (CREDIT, fields.credit))
    written = "".join(form.format(escape(text)) for form, text in properties if text)
    return PACKET.format(written).encode() if written else b""
