from __future__ import annotations

import pytest
from protego import Protego

from sitegen.config import CrawlerSettings
from sitegen.planning.documents import RobotsView, SecurityView
from sitegen.rendering.robots import ASSISTANTS, TRAINING, Rule, robots_txt, security_txt
from tests.rendering.rendered import HOME, at

CHOICES: tuple[Rule, ...] = ("allow", "refuse")


def rules(crawlers: CrawlerSettings, path: str = "/") -> Protego:
    return Protego.parse(
        robots_txt(RobotsView(crawlers=crawlers, sitemaps=(f"{HOME}sitemap.xml",), path=path)).decode()
    )


@pytest.mark.parametrize("search", CHOICES)
@pytest.mark.parametrize("training", CHOICES)
@pytest.mark.parametrize("assistants", CHOICES)
def test_each_kind_of_crawler_obeys_its_own_rule(search: Rule, training: Rule, assistants: Rule) -> None:
    found = rules(CrawlerSettings(search=search, training=training, assistants=assistants))
    page = f"{HOME}news/launch/"
    assert {found.can_fetch(page, name) for name in ("Googlebot", "Bingbot", "unheard-of")} == {search == "allow"}
    assert {found.can_fetch(page, name) for name in TRAINING} == {training == "allow"}
    assert {found.can_fetch(page, name) for name in ASSISTANTS} == {assistants == "allow"}


def test_nobody_is_named_without_need() -> None:
    assert robots_txt(RobotsView(crawlers=CrawlerSettings())) == b"User-agent: *\nAllow: /\n"


def test_sitemaps_are_announced() -> None:
    assert list(rules(CrawlerSettings()).sitemaps) == [f"{HOME}sitemap.xml"]


def test_a_site_below_a_path_speaks_for_itself_alone() -> None:
    found = rules(CrawlerSettings(search="refuse"), path="/newsroom/")
    assert not found.can_fetch(f"{HOME}newsroom/a/", "Googlebot")
    assert found.can_fetch(f"{HOME}other/", "Googlebot")


def test_no_crawler_is_of_two_kinds() -> None:
    assert not set(TRAINING) & set(ASSISTANTS)


def test_security_txt_says_whom_to_tell_and_until_when() -> None:
    view = SecurityView(
        contact="security@example.org",
        expires=at("2026-01-01T00:00Z"),
        policy=f"{HOME}policy/",
        canonical=f"{HOME}.well-known/security.txt",
        languages=("en", "fr"),
    )
    assert security_txt(view).decode().splitlines() == [
        "Contact: mailto:security@example.org",
        "Expires: 2026-01-01T00:00:00+00:00",
        "Preferred-Languages: en, fr",
        f"Canonical: {HOME}.well-known/security.txt",
        f"Policy: {HOME}policy/",
    ]


def test_what_is_not_known_is_not_said() -> None:
    view = SecurityView(contact="https://example.org/report\nEvil: 1", expires=at("2026-01-01T00:00Z"))
    assert security_txt(view) == b"Contact: https://example.org/report Evil: 1\nExpires: 2026-01-01T00:00:00+00:00\n"
