from __future__ import annotations

from sitegen.planning.page_fields import alternates, language_links, page_fields
from sitegen.planning.view_parts import Alternate, Link
from sitegen.site_path import SitePath
from tests.story import a_config, a_site, desk_for

EN, FR = SitePath("news/index.html"), SitePath("fr/news/index.html")


def test_a_list_is_an_alternative_to_its_like_in_other_editions() -> None:
    desk = desk_for(a_site(config=a_config("en", "fr")))
    fields = page_fields(desk, EN, "News", "All news", (), (), twins={"en": EN, "fr": FR})
    assert fields["alternates"] == (
        Alternate(lang="en", absolute_url="https://news.example.org/news/"),
        Alternate(lang="fr", absolute_url="https://news.example.org/fr/news/"),
        Alternate(lang="x-default", absolute_url="https://news.example.org/news/"),
    )


def test_without_the_default_edition_another_one_is_the_default_alternative() -> None:
    desk = desk_for(a_site(config=a_config("en", "fr", "it")), "fr")
    twins = {"fr": FR, "it": SitePath("it/news/index.html")}
    fields = page_fields(desk, FR, "News", "All news", (), (), twins=twins)
    assert fields["alternates"][-1] == Alternate(lang="x-default", absolute_url="https://news.example.org/fr/news/")


def test_a_numbered_page_leads_to_its_list_in_other_editions_without_a_claim_to_be_it() -> None:
    desk = desk_for(a_site(config=a_config("en", "fr")))
    page = SitePath("news/page/1/index.html")
    fields = page_fields(desk, page, "News", "All news", (), (), twins={"en": EN, "fr": FR})
    assert fields["alternates"] == ()
    assert [link.url for link in fields["languages"]] == ["/news/", "/fr/news/"]


def test_a_page_of_one_edition_has_no_alternative() -> None:
    assert alternates({"en": "https://news.example.org/news/"}, "en") == ()
    assert alternates({}, "en") == ()


def test_languages_lead_to_the_page_in_other_editions_or_to_their_home() -> None:
    site = a_site(config=a_config("en", "fr", "ar"))
    assert language_links(site, {"en": "/tags/", "fr": "/fr/tags/"}) == (
        Link(title="English", url="/tags/", lang="en"),
        Link(title="Français", url="/fr/tags/", lang="fr"),
        Link(title="العربية", url="/ar/", lang="ar"),
    )


def test_one_edition_leads_to_no_other() -> None:
    assert language_links(a_site(), {"en": "/tags/"}) == ()
