from __future__ import annotations

from lxml import html

from sitegen.planning.pages import RedirectTo
from sitegen.rendering.redirects import redirect_page
from sitegen.rendering.xml_tree import Element
from tests.rendering.rendered import HOME


def page_to(title: str, lang: str = "en", url: str = "/new/?a&b") -> Element:
    to = RedirectTo(url=url, absolute_url=HOME.removesuffix("/") + url, title=title, lang=lang)
    return html.document_fromstring(redirect_page(to).decode())


def test_the_page_leads_on_and_names_its_goal() -> None:
    page = page_to("A launch")
    assert page.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=/new/?a&b"]
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{HOME}new/?a&b"]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert [(link.get("href"), link.text) for link in page.xpath("//main//a")] == [("/new/?a&b", f"{HOME}new/?a&b")]
    assert page.findtext(".//title") == page.findtext(".//h1") == "A launch"


def test_it_needs_no_script_and_no_style() -> None:
    assert page_to("x").xpath("//script | //style | //@style") == []


def test_titles_cannot_break_out() -> None:
    page = page_to("</title><script>alert(1)</script>")
    assert page.xpath("//script") == []
    assert page.findtext(".//title") == "</title><script>alert(1)</script>"


def test_arabic_pages_run_from_right_to_left() -> None:
    page = page_to("عنوان", lang="ar")
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
