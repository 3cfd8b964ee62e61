from __future__ import annotations

import pytest

from sitegen.reading.site_address import address_fault, base_url_fault, normal_base_url


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("https://news.example.org/", ""),
        ("http://127.0.0.1:8000", ""),
        ("http://[::1]:8000/", ""),
        ("https://example.org/news", ""),
        ("https://bücher.example/", ""),
        ("news.example.org", "should begin with `https://`"),
        ("ftp://example.org", "should begin with `https://`"),
        ("/news/", "should begin with `https://`"),
        ("https://", "should be an address"),
        ("https://exa mple.org", "should be an address"),
        ("https://example.org:port", "should be an address"),
        ("https://[::1", "should be an address"),
        ("https://example.org/?a", "should have neither `?` nor `#`"),
        ("https://example.org/#", "should have neither `?` nor `#`"),
        ("https://me@example.org/", "should name no user"),
        ("https://a..b/", "should have the name of a host"),
    ],
)
def test_the_address_of_a_site_is_absolute_and_plain(address: str, fault: str) -> None:
    assert base_url_fault(address) == fault


def test_other_addresses_may_have_a_query() -> None:
    assert address_fault("https://example.org/?a#b") == ""


@pytest.mark.parametrize(
    ("address", "normal"),
    [
        ("https://News.Example.org", "https://news.example.org/"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/"),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
        ("https://example.org/press releases//", "https://example.org/press%20releases/"),
        ("https://example.org/a%20b", "https://example.org/a%20b/"),
        ("https://bücher.example/é", "https://xn--bcher-kva.example/%C3%A9/"),
    ],
)
def test_the_address_of_a_site_has_one_form(address: str, normal: str) -> None:
    assert normal_base_url(address) == normal
