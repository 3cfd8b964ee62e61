from __future__ import annotations

import pytest

from sitegen.fingerprint import fingerprint_of
from sitegen.planning.pages import AssetOf, CopyOf, FromTemplate, Page
from sitegen.planning.plan import Plan
from sitegen.problems import Location
from sitegen.reading.article import Article
from tests.story import (
    TEMPLATES,
    Facts,
    a_body,
    a_config,
    a_page,
    a_plan,
    an_article,
    an_attachment,
    an_event,
    an_image,
    linking,
    paths_in,
    planned,
)

SECRET: dict[str, Facts] = {
    "tags": ("health", "secret"),
    "people": ("ana",),
    "organizations": ("wco",),
    "places": ("rome",),
    "authors": ("ana",),
    "type": "speech",
    "pinned": True,
    "image": an_image("secret.jpg"),
    "attachments": (an_attachment("secret.pdf"),),
    "body": linking("secret.png", kind="image"),
    "aliases": ("/old/secret/",),
    "event": an_event("2026-06-01"),
}
FILES = ("news/secret.jpg", "news/secret.pdf", "news/secret.png", "news/hall.jpg")
PUBLIC = (
    an_article("Before", date="2025-12-30", tags=("health",), image=an_image()),
    an_article("After", date="2025-12-31", tags=("health",), people=("ana",)),
    a_page("About"),
)


def rewritten(before: Plan, after: Plan) -> set[str]:
    """The files that differ from one plan to another."""
    old = {page.path.text: fingerprint_of(page) for page in before.pages}
    new = {page.path.text: fingerprint_of(page) for page in after.pages}
    return {path for path in old | new if old.get(path) != new.get(path)}


def test_the_smallest_site_has_its_fixed_pages() -> None:
    assert paths_in(a_plan()) == (
        "404.html",
        "assets/style.1a2b3c4d.css",
        "atom.xml",
        "feed.json",
        "feed.xml",
        "feeds.opml",
        "index.html",
        "robots.txt",
        "search/index.html",
        "sitemap.xml",
        "subscribe/index.html",
    )


def test_pages_are_sorted_by_path_and_each_stands_there_once() -> None:
    paths = paths_in(a_plan(*PUBLIC, config=a_config("en", "fr"), files=FILES))
    assert list(paths) == sorted(set(paths))


def test_a_plan_does_not_depend_on_the_order_of_reading() -> None:
    assert a_plan(*PUBLIC, files=FILES) == a_plan(*reversed(PUBLIC), files=FILES)


def test_every_template_is_one_that_a_theme_has() -> None:
    recipes = [page.recipe for page in a_plan(*PUBLIC, files=FILES).pages]
    used = {recipe.template for recipe in recipes if isinstance(recipe, FromTemplate)}
    assert used <= {f"{name}.html" for name in TEMPLATES}


def test_assets_of_the_theme_are_written_once() -> None:
    pages = [page for page in a_plan(config=a_config("en", "fr")).pages if isinstance(page.recipe, AssetOf)]
    assert [(page.path.text, page.recipe, page.origin) for page in pages] == [
        ("assets/style.1a2b3c4d.css", AssetOf("style.css", "1a2b3c4d"), Location("themes/plain"))
    ]


def test_only_files_that_pages_use_are_copied_and_all_static_ones() -> None:
    article = an_article(body=linking("map.png", kind="image"))
    plan = a_plan(article, files=["news/map.png", "news/unused.png"], static=["favicon.ico"])
    copies: list[Page] = [page for page in plan.pages if isinstance(page.recipe, CopyOf)]
    assert [(page.path.text, page.origin.path) for page in copies] == [
        ("favicon.ico", "content/_static/favicon.ico"),
        ("news/map.png", "content/news/map.png"),
    ]
    assert [page.recipe.file for page in copies if isinstance(page.recipe, CopyOf)] == [
        "content/_static/favicon.ico",
        "content/news/map.png",
    ]


def test_a_carried_article_shares_its_files_with_the_original() -> None:
    article = an_article(image=an_image())
    plan = a_plan(article, files=["news/hall.jpg"], config=a_config("en", "fr"))
    assert [page.path.text for page in plan.pages if isinstance(page.recipe, CopyOf)] == ["news/hall.jpg"]


@pytest.mark.parametrize(
    "why",
    [{"embargo": "2026-01-01T00:00:01Z"}, {"date": "2026-01-01T00:00:01Z"}, {"expires": "2026-01-01"}, {"draft": True}],
)
@pytest.mark.parametrize("source", ["news/secret.md", "news/before.fr.md", "secrets/secret.md", "secret.md"])
@pytest.mark.parametrize("languages", [("en",), ("en", "fr")])
def test_a_plan_with_a_held_article_is_the_plan_without_its_file(
    why: dict[str, Facts], source: str, languages: tuple[str, ...]
) -> None:
    secret = an_article("Secret", source=source, **SECRET | why)
    public = PUBLIC if "embargo" not in why or "before" not in source else PUBLIC[1:]
    config = a_config(*languages)
    with_secret = planned(*PUBLIC, secret, config=config, files=FILES)
    assert with_secret == planned(*public, config=config, files=FILES)


def test_what_becomes_visible_is_in_the_plan_from_its_very_second() -> None:
    secret = an_article("Secret", **SECRET | {"embargo": "2026-01-01T00:00:00Z"})
    assert "news/2017/secret/index.html" in paths_in(a_plan(*PUBLIC, secret, files=FILES))


def test_editing_a_body_rewrites_one_page_and_its_feeds() -> None:
    def site(text: str) -> Plan:
        return a_plan(*PUBLIC, an_article("Edited", summary="Same", body=a_body(text)), files=FILES)

    changed = rewritten(site("One text"), site("Another one"))
    feeds = {f"{folder}{name}" for folder in ("", "news/") for name in ("feed.xml", "atom.xml", "feed.json")}
    assert changed == {"news/2017/edited/index.html"} | feeds


def test_renaming_a_title_rewrites_the_article_its_neighbours_its_lists_and_its_feeds() -> None:
    def site(title: str) -> Plan:
        others = [an_article(f"Other {day}", date=f"2020-01-0{day}", section="news") for day in range(1, 9)]
        renamed = an_article(title, source="news/edited.md", date="2020-01-03T12:00Z", tags=("health",))
        return a_plan(*others, renamed, config=a_config(page_size=1))

    changed = {path for path in rewritten(site("One title"), site("Another one")) if path.endswith(".html")}
    assert {path for path in changed if path.startswith("news/2020/")} == {
        "news/2020/edited/index.html",
        "news/2020/other-3/index.html",
        "news/2020/other-4/index.html",
    }
    assert {path for path in changed if not path.startswith("news/2020/")} == {
        "archive/2020/01/index.html",
        "archive/2020/index.html",
        "news/page/4/index.html",
        "page/4/index.html",
        "tags/health/index.html",
        "types/news/page/4/index.html",
    }


def test_a_new_article_leaves_numbered_pages_of_lists_as_they_are() -> None:
    articles: tuple[Article, ...] = tuple(
        an_article(str(day), date=f"2020-01-0{day}", tags=("health",)) for day in range(1, 8)
    )
    config = a_config(page_size=2, related=0)
    changed = rewritten(a_plan(*articles[:6], config=config), a_plan(*articles, config=config))
    assert {path for path in changed if "/page/" in f"/{path}"} == set()
    assert {path for path in changed if path.startswith("news/2020/")} == {
        "news/2020/6/index.html",
        "news/2020/7/index.html",
        "news/2020/7/social-card.png",
    }
