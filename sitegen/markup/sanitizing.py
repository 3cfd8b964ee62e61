"""HTML without what can run, load or restyle a page."""

from __future__ import annotations

import nh3

from sitegen.markup.tags import names

__all__ = ["sanitized"]

TAGS = names(
    "a abbr address area article aside audio b bdi bdo blockquote br caption cite code col colgroup data dd del "
    "details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li map "
    "mark nav ol p picture pre q rp rt ruby s samp section small source span strike strong sub summary sup table "
    "tbody td tfoot th thead time tr track tt u ul var video wbr"
)
ATTRIBUTES = {
    name: set(names(attributes))
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
SCHEMES = names("doi ftp geo http https mailto sms tel urn")

CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(names("embed iframe noscript object script style template")),
    attributes=ATTRIBUTES,
    url_schemes=set(SCHEMES),
    link_rel=None,
)


def sanitized(html: str) -> str:
    """Give HTML of elements and attributes that are known to be harmless, well formed and without comments."""
    return CLEANER.clean(html)
