"""A page that is described alone, from the outline of a site, is the page of the full plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from sitegen.orders import Order
from sitegen.planning.outline import html_paths
from sitegen.planning.pages import FromTemplate, Page
from sitegen.planning.plan import file_alone, views_of
from sitegen.preview.glance import WORTH_A_GLANCE
from sitegen.preview.showing import Showing, Sketch
from sitegen.preview.workbench import Moment, Workbench
from sitegen.serving.view import NotYet
from tests.built_sites import NOW, own_site
from tests.incremental.sample import NOW as NOW_OF_SAMPLE
from tests.incremental.sample import sample
from tests.story import story

LARGE = """
-- config.yaml --
title: Newsroom
base_url: https://news.example.org/
search: none
social_cards: false
page_size: 10
"""
ARTICLES = WORTH_A_GLANCE + 50
NEWEST, OLDEST = f"news/2026/number-{ARTICLES - 1}/index.html", "news/2026/number-0/index.html"


class Shown:
    """A site in outline and, by another outline, in full."""

    def __init__(self, folder: Path, at: str, *, drafts: bool = False) -> None:
        self.order = Order(config_file=folder / "config.yaml", at=at, jobs=1)
        self.moment = Moment(at, drafts)
        self.outlined = self.bench().sketch(self.moment)
        bench = self.bench()
        self.whole = bench.complete(bench.sketch(self.moment))

    def bench(self) -> Workbench:
        """A bench on which nothing lies yet."""
        return Workbench(self.order)

    @property
    def sketch(self) -> Sketch:
        assert self.outlined.sketch
        return self.outlined.sketch


@pytest.fixture(scope="module", params=["plain", "newsroom", "drafts", "own"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """The sample newsroom with either theme, with its drafts, and the site of this repository."""
    folder = tmp_path_factory.mktemp("site")
    match request.param:
        case "own":
            yield Shown(own_site(folder), NOW)
        case "drafts":
            yield Shown(sample(folder), NOW_OF_SAMPLE, drafts=True)
        case parent:
            yield Shown(sample(folder, parent), NOW_OF_SAMPLE)


def html_pages(showing: Showing) -> list[Page]:
    pages = showing.pages.values()
    return [page for page in pages if isinstance(page.recipe, FromTemplate) and page.path.text.endswith(".html")]


def test_every_page_described_alone_is_that_of_the_plan(site: Shown) -> None:
    pages = html_pages(site.whole)
    Random(7).shuffle(pages)  # noqa: S311  browsers ask in any order
    assert len(pages) > 30
    for page in pages:
        assert site.sketch.page(page.path.text) == page


def test_an_outline_names_all_pages(site: Shown) -> None:
    assert html_paths(site.sketch.outline) == {page.path.text for page in html_pages(site.whole)}


def test_templates_see_the_same_site_before_and_after_all_is_described(site: Shown) -> None:
    views, is_whole = views_of(site.sketch.outline, site.whole.gathered.file.place_of)
    assert is_whole
    assert views == site.whole.press.sites
    assert site.outlined.press.sites == site.whole.press.sites


def test_every_other_file_described_alone_is_that_of_the_plan(site: Shown) -> None:
    others = site.whole.pages.keys() - {page.path.text for page in html_pages(site.whole)}
    known = {path: page for path in others if (page := file_alone(site.sketch.outline, path))}
    assert any(path.startswith("assets/") for path in known)
    assert known == {path: site.whole.pages[path] for path in known}


@pytest.mark.parametrize(
    "path", ["", "nothing.html", "index.html/index.html", "page/99/index.html", "feed.xml", "assets/"]
)
def test_what_nobody_can_describe_alone_is_not_known_yet(path: str, site: Shown) -> None:
    with pytest.raises(NotYet):
        site.sketch.page(path)


def large_site(folder: Path) -> Path:
    """A site of so many articles that it is shown before their texts are read."""
    articles = (
        f"-- content/news/number-{number}.md --\n---\ntitle: Number {number}\n"
        f"date: 2026-{1 + number % 5:02}-{1 + number % 28:02}T{number // 60:02}:{number % 60:02}\n"
        f"tags: [of-{number % 7}]\n---\nThe text of {number}.\n\nMore of [the first one](number-0.md).\n"
        for number in range(ARTICLES)
    )
    return story(LARGE + "".join(articles), folder)


class Large:
    """A large site at a glance, and in full."""

    def __init__(self, folder: Path) -> None:
        self.order = Order(config_file=large_site(folder) / "config.yaml", at=NOW, jobs=1)
        bench = Workbench(self.order)
        glance = bench.glance(Moment(NOW))
        assert glance
        assert glance.sketch
        self.glance, self.sketch = glance, glance.sketch
        self.whole = bench.complete(bench.sketch(Moment(NOW)))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Large:
    return Large(tmp_path_factory.mktemp("large"))


@pytest.mark.parametrize(
    "path",
    ["index.html", NEWEST, OLDEST, "news/2026/number-77/index.html", "page/2/index.html", "tags/of-3/index.html"],
)
def test_a_glance_shows_what_the_whole_site_does(path: str, large: Large) -> None:
    described = large.glance.page(path)
    assert described
    assert large.glance.made(described) == large.whole.made(large.whole.pages[path])


def test_at_a_glance_only_what_is_shown_is_read(large: Large) -> None:
    before = large.sketch.unread
    large.glance.page("news/2026/number-88/index.html")
    assert 0 < len(before - large.sketch.unread) < 10


def test_a_site_that_was_read_before_needs_no_glance(large: Large) -> None:
    assert Workbench(large.order).glance(Moment(NOW)) is None
