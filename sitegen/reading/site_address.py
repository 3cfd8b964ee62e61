"""Absolute addresses: of the site itself, and of what it names."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

__all__ = ["address_fault", "base_url_fault", "is_mail_address", "link_fault", "normal_base_url", "scheme_of"]

SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
MAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+")
LINKED = {"http", "https", "mailto", "tel"}
SAFE_IN_PATHS = "/%!$&'()*+,;=:@~"


def address_fault(address: str) -> str:
    """Say what is wrong with an absolute address of the web, or nothing."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "should be an address"
    if parts.scheme not in {"http", "https"}:
        return "should begin with `https://`"
    if not host or any(character.isspace() for character in address):
        return "should be an address"
    return ""


def scheme_of(address: str) -> str:
    """Give the scheme of an address in lower case, or nothing for a path."""
    found = SCHEME.match(address)
    return found[1].lower() if found else ""


def is_mail_address(text: str) -> bool:
    """Tell whether a text can be an e-mail address: none is tried, so only its shape counts."""
    return MAIL.fullmatch(text) is not None


def link_fault(address: str) -> str:
    """Say why nobody should follow an address, or nothing; `javascript:` would run in the reader's browser."""
    scheme = scheme_of(address)
    return f"leads to `{scheme}:`, which is no address of a page" if scheme and scheme not in LINKED else ""


def base_url_fault(address: str) -> str:
    """Say what is wrong with the address of the site, or nothing."""
    if fault := address_fault(address):
        return fault
    parts = urlsplit(address)
    if "?" in address or "#" in address:
        return "should have neither `?` nor `#`"
    if parts.username is not None:
        return "should name no user"
    try:
        ascii_host(parts.hostname or "")
    except UnicodeError:
        return "should have the name of a host"
    return ""


def ascii_host(host: str) -> str:
    """Give the name of a host as it goes over the wire (RFC 3490)."""
    return f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")


def normal_base_url(address: str) -> str:
    """Give the address of the site with a small ASCII host, a percent-encoded path and `/` at its end."""
    parts = urlsplit(address)
    host = ascii_host(parts.hostname or "")
    port = f":{parts.port}" if parts.port is not None else ""
    path = quote(parts.path.rstrip("/"), safe=SAFE_IN_PATHS)
    return urlunsplit((parts.scheme, host + port, f"{path}/", "", ""))
