"""The newsroom of the benchmarks for Pelican: the same pages, lists and feeds as `site/` beside it."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

from pelican import signals

SITENAME = "Organization News"
SITEURL = "https://news.example.org"
FEED_DOMAIN = SITEURL
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
DEFAULT_DATE_FORMAT = "%-d %B %Y"
THEME = "theme"
MENUITEMS = [
    ("Home", "/"),
    ("Press releases", "/press-releases/"),
    ("Statements", "/statements/"),
    ("Events", "/events/"),
    ("Speeches", "/speeches/"),
    ("Tags", "/tags/"),
]

ARTICLE_URL = "{category}/{date:%Y}/{slug}/"
ARTICLE_SAVE_AS = f"{ARTICLE_URL}index.html"
CATEGORY_URL = "{slug}/"
CATEGORY_SAVE_AS = "{slug}/index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = "tags/{slug}/index.html"
TAGS_SAVE_AS = "tags/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"
DIRECT_TEMPLATES = ["index", "tags", "sitemap"]
AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = CATEGORIES_SAVE_AS = ARCHIVES_SAVE_AS = ""
PAGINATED_TEMPLATES = {"index": None, "tag": None, "category": None}
DEFAULT_PAGINATION = 20
PAGINATION_PATTERNS = (
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)

FEED_RSS = "feed.xml"
CATEGORY_FEED_RSS = "{slug}/feed.xml"
TAG_FEED_RSS = "tags/{slug}/feed.xml"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FEED_MAX_ITEMS = 20
RSS_FEED_SUMMARY_ONLY = False

FORMATTED_FIELDS: list[str] = []
MARKDOWN = {
    "extension_configs": {f"markdown.extensions.{name}": {} for name in ("meta", "extra", "sane_lists", "toc")},
    "output_format": "html5",
}


def name_neighbours(generator: Any) -> None:  # noqa: ANN401  a generator of Pelican's
    """Give each article its neighbours in its section, the newest articles first."""
    sections: dict[str, list[Any]] = defaultdict(list)
    for article in generator.articles:
        sections[article.category.slug].append(article)
    for articles in sections.values():
        for newer, older in pairwise(articles):
            older.newer, newer.older = newer, older


PLUGINS = [
    SimpleNamespace(
        __name__="neighbours", register=lambda: signals.article_generator_finalized.connect(name_neighbours)
    )
]
