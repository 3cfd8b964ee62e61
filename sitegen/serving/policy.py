"""A Content-Security-Policy under which the additions of the preview work: its style sheet, script, frame and events.

References are to Content Security Policy Level 3 (w3.org/TR/CSP3) and to the HTML standard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from msgspec import Struct

from sitegen.serving.tags import TAG, Attribute, attributes_at, text_of

__all__ = ["with_own_sources", "with_own_sources_in_html"]

SPACE = "\t\n\f\r "
WORDS = re.compile(rf"[^{SPACE}]+")

FOR_SCRIPTS = ("script-src-elem", "script-src", "default-src")
FOR_EVENTS = ("connect-src", "default-src")
FOR_STYLES = ("style-src-elem", "style-src", "default-src")
FOR_FRAMES = ("frame-src", "child-src", "default-src")
"""Directives of which the first that a policy has decides (section 6.8.3, "Get fetch directive fallback list")."""

NO_SOURCE = "'none'"
SAME_ORIGIN = "'self'"
ONLY_BY_SCRIPTS = "'strict-dynamic'"
ANY_HOST = "*"

ADDRESS = re.compile(
    r"(?:(?P<scheme>[a-z][a-z0-9+.-]*)://)?(?P<host>[a-z0-9_.-]+)(?::(?P<port>[0-9]+|\*))?(?P<path>/.*)?",
    re.IGNORECASE | re.ASCII | re.DOTALL,
)
"""A host-source (section 2.3.1) without wildcards."""
SAFE_IN_SOURCES = "%/:@!$&'()*+=~[]"
DEFAULT_PORTS = {"http": "80", "https": "443"}

IGNORED_IN_HTML = ("frame-ancestors", "report-uri", "sandbox")

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
IN_HEAD = {
    *(b"html", b"head", b"base", b"basefont", b"bgsound", b"link", b"meta"),
    *(b"noframes", b"noscript", b"script", b"style", b"template", b"title"),
}
"""Elements that do not begin the body (HTML, sections 13.2.6.4.2 to 13.2.6.4.6)."""
ENDS_HEAD = {b"body", b"br", b"html"}
"""End tags that begin the body; a `meta` between `</head>` and `<body>` is put into the head all the same."""
PASSED_OVER = {
    name: re.compile(rb"</" + name + rb"(?=[\t\n\f\r />])", re.IGNORECASE)
    for name in (b"noframes", b"noscript", b"script", b"style", b"template", b"title")
}
"""Elements that hold text, or tags that are not of this document, with what ends each; scripts are on."""
BETWEEN_TAGS = re.compile(
    rb"(?:[\t\n\f\r ]+|<!--(?:-?>|.*?--!?>)|<!(?!--)[^>]*>|<\?[^>]*>|</(?![A-Za-z])[^>]*>)*", re.DOTALL
)
"""White space, comments and what is read as a comment; any other text would begin the body."""


class Directive(Struct, frozen=True):
    """Where a directive stands in its policy, its name as it is written, and its sources."""

    position: int
    name: str
    sources: tuple[str, ...]


def with_own_sources(policy: str, own: str) -> str:
    """Give a policy that also allows style sheets, scripts, frames and events whose addresses begin with `own`.

    `policy` is the value of a `Content-Security-Policy` header: policies between commas, each of which must allow a
    thing. `own` is an absolute address at the origin of the page. Where a policy does not allow it, it is added to the
    most specific directive for the purpose, which is made of the one that has decided so far: what else `default-src`
    decides stays as it is.

    A script may be out of reach: addresses do not count beside `'strict-dynamic'` (section 8.2), and `sandbox` without
    `allow-scripts` lets none run (section 6.3.2). Such a policy is changed for styles and frames alone.
    """
    source = source_of(own)
    return ",".join(widened(part, directives_of(part), source) for part in policy.split(","))


def with_own_sources_in_html(html: bytes, own: str) -> bytes:
    """Do the same in `<meta http-equiv="Content-Security-Policy" content="…">` in the head, and change nothing else.

    HTML takes the value for one policy (section 4.2.5.3); Chromium and WebKit take it for several between commas, as in
    a header, and so does this.
    """
    if b"http-equiv" not in html.lower():
        return html
    source, pieces, position = source_of(own), list[bytes](), 0
    for content in policies_in_head(html):
        before = text_of(content.value)
        after = ",".join(widened(part, directives_in_html(part), source) for part in before.split(","))
        if after != before:
            pieces += [html[position : content.start], attribute_value(after, html[content.start : content.start + 1])]
            position = content.end
    return b"".join([*pieces, html[position:]])


def source_of(own: str) -> str:
    """Give the source expression for an address: without the characters that separate directives (section 2.3.1).

    An IPv6 address cannot be named in a source list; `'self'` covers it, for it is the origin of the page.
    """
    source = quote(own, safe=SAFE_IN_SOURCES, errors="replace")
    place = ADDRESS.fullmatch(source)
    return source if place and place["scheme"] else SAME_ORIGIN


def directives_of(policy: str) -> dict[str, Directive]:
    """Give the directives of one policy by lower-case name; the first of a name counts (section 2.2.1)."""
    directives: dict[str, Directive] = {}
    for position, token in enumerate(policy.split(";")):
        words = WORDS.findall(token)
        if words and token.isascii():
            directives.setdefault(words[0].lower(), Directive(position, words[0], tuple(words[1:])))
    return directives


def directives_in_html(policy: str) -> dict[str, Directive]:
    """Give the directives of one policy that count in an element of the page (section 3.3)."""
    return {name: directive for name, directive in directives_of(policy).items() if name not in IGNORED_IN_HTML}


def widened(policy: str, directives: Mapping[str, Directive], source: str) -> str:
    """Give one policy in which each purpose that a directive decides about has the source."""
    tokens, additions = policy.split(";"), list[str]()
    for names in purposes_within_reach(directives):
        deciding = next((directives[name] for name in names if name in directives), None)
        if deciding is None or is_allowed(deciding.sources, source):
            continue
        if names[0] in directives:
            tokens[deciding.position] = with_source(tokens[deciding.position], deciding, source)
        else:
            additions.append(f"{names[0]} {' '.join(sources_with(deciding.sources, source))}")
    return with_directives(";".join(tokens), additions)


def purposes_within_reach(directives: Mapping[str, Directive]) -> list[tuple[str, ...]]:
    """Give what sources can open: where no script of the preview can run, nothing that only the script needs."""
    deciding = next((directives[name] for name in FOR_SCRIPTS if name in directives), None)
    sandbox = directives.get("sandbox")
    runs_scripts = not (deciding and ONLY_BY_SCRIPTS in lower(deciding.sources)) and not (
        sandbox and "allow-scripts" not in lower(sandbox.sources)
    )
    return [*([FOR_SCRIPTS] if runs_scripts else []), FOR_STYLES, *([FOR_EVENTS] if runs_scripts else []), FOR_FRAMES]


def lower(words: tuple[str, ...]) -> list[str]:
    """Give words as they are compared."""
    return [word.lower() for word in words]


def is_allowed(sources: tuple[str, ...], own: str) -> bool:
    """Tell whether a source list surely allows all that is below an address at the page's origin (section 6.7.2.8).

    Host names with wildcards are not considered: browsers differ in whether they match an address like 127.0.0.1.
    """
    scheme = own.partition(":")[0].lower()
    wide = {SAME_ORIGIN, f"{scheme}:", *([ANY_HOST] if scheme in DEFAULT_PORTS else [])}
    return any(source.lower() in wide or is_above(source, own) for source in sources)


def is_above(source: str, own: str) -> bool:
    """Tell whether a source is the origin of an address, or a path there that covers it (section 6.7.2.12)."""
    there, here = ADDRESS.fullmatch(source), ADDRESS.fullmatch(own)
    if not there or not here or not here["scheme"]:
        return False
    scheme = here["scheme"].lower()
    if (there["scheme"] or scheme).lower() != scheme or there["host"].lower() != here["host"].lower():
        return False
    default = DEFAULT_PORTS.get(scheme, "")
    if there["port"] != ANY_HOST and (there["port"] or default) != (here["port"] or default):
        return False
    path, wanted = there["path"] or "/", here["path"] or "/"
    return path == wanted or (path.endswith("/") and wanted.startswith(path))


def sources_with(sources: tuple[str, ...], source: str) -> list[str]:
    """Give a source list with one more; `'none'` counts only alone (section 6.7.2.7)."""
    return [*(former for former in sources if former.lower() != NO_SOURCE), source]


def with_source(token: str, directive: Directive, source: str) -> str:
    """Give a directive as it is written, with one more source."""
    kept = token.rstrip(SPACE)
    end = token[len(kept) :]
    if NO_SOURCE not in lower(directive.sources):
        return f"{kept} {source}{end}"
    indentation = token[: len(token) - len(token.lstrip(SPACE))]
    return f"{indentation}{directive.name} {' '.join(sources_with(directive.sources, source))}{end}"


def with_directives(policy: str, additions: list[str]) -> str:
    """Give a policy with more directives at its end, before the white space there."""
    if not additions:
        return policy
    kept = policy.rstrip(SPACE)
    return f"{kept}{'' if kept.endswith(';') else ';'} {'; '.join(additions)}{policy[len(kept) :]}"


def policies_in_head(html: bytes) -> Iterator[Attribute]:
    """Give the value of `content` of each element in the head that states a policy."""
    for attributes in metas_in_head(html):
        kind, content = attributes.get(b"http-equiv"), attributes.get(b"content")
        if kind and content and text_of(kind.value).lower() == "content-security-policy":
            yield content


def metas_in_head(html: bytes) -> Iterator[dict[bytes, Attribute]]:
    """Give the attributes of each `meta` that browsers put into the head; what begins the body ends the search."""
    position = len(BYTE_ORDER_MARK) if html.startswith(BYTE_ORDER_MARK) else 0
    while tag := TAG.match(html, end_of(BETWEEN_TAGS, html, position)):
        name = tag["name"].lower()
        if name in ENDS_HEAD if tag["closing"] else name not in IN_HEAD:
            return
        attributes, position = attributes_at(html, tag.end())
        if not tag["closing"] and name in PASSED_OVER:
            closing = PASSED_OVER[name].search(html, position)
            position = closing.start() if closing else len(html)
        elif not tag["closing"] and name == b"meta":
            yield attributes


def end_of(pattern: re.Pattern[bytes], html: bytes, position: int) -> int:
    """Give where a pattern that stands at a position ends, or the position."""
    found = pattern.match(html, position)
    return found.end() if found else position


def attribute_value(text: str, quote_before: bytes) -> bytes:
    """Give a text as the value of an attribute, in the quotes that it had, else in double ones."""
    mark, reference = ("'", "&#39;") if quote_before == b"'" else ('"', "&quot;")
    escaped = text.replace("&", "&amp;").replace(mark, reference)
    return f"{mark}{escaped}{mark}".encode("utf-8", "surrogateescape")
