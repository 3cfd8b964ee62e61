"""HTML without what can run, load or restyle a page."""

from __future__ import annotations

import nh3

__all__ = ["sanitized"]

TAGS = set(
    "a abbr address area article aside audio b bdi bdo blockquote br caption center cite code col colgroup data dd del "
    "details dfn dir div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main map "
    "mark nav ol p picture pre q rp rt ruby s samp section small source span strike strong sub summary sup table tbody "
    "td tfoot th thead time tr track tt u ul var video wbr".split()
)
ATTRIBUTES = {
    name: set(attributes.split())
    for name, attributes in {
        "*": "aria-describedby aria-hidden aria-label aria-labelledby class dir id lang role title translate",
        "a": "download href hreflang rel target type",
        "area": "alt coords href shape",
        "audio": "controls loop muted preload src",
        "blockquote": "cite",
        "col": "span",
        "colgroup": "span",
        "data": "value",
        "del": "cite datetime",
        "details": "name open",
        "img": "alt decoding height loading sizes src srcset usemap width",
        "ins": "cite datetime",
        "li": "value",
        "map": "name",
        "ol": "reversed start type",
        "q": "cite",
        "source": "height media sizes src srcset type width",
        "td": "colspan headers rowspan",
        "th": "abbr colspan headers rowspan scope",
        "time": "datetime",
        "track": "default kind label src srclang",
        "video": "controls height loop muted playsinline poster preload src width",
    }.items()
}
SCHEMES = {"http", "https", "mailto", "tel", "sms", "geo", "ftp", "doi", "urn"}

CLEANER = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags={"script", "style", "iframe", "object", "embed", "noscript", "template"},
    attributes=ATTRIBUTES,
    url_schemes=SCHEMES,
    link_rel=None,
)


def sanitized(html: str) -> str:
    """Give HTML of elements and attributes that are known to be harmless, well formed and without comments."""
    return CLEANER.clean(html)
