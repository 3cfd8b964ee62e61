"""Editions: the languages of the interface, and which text of each article stands in which of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from msgspec import Struct, structs

from sitegen.clock import Moment
from sitegen.config import Config, EditionSettings
from sitegen.planning.urls import Base, article_path
from sitegen.problems import Problem, error
from sitegen.reading.article import Article, Original
from sitegen.site_path import SitePath

__all__ = [
    "Edition",
    "Entry",
    "editions_of",
    "feed_id",
    "id_authority",
    "newest_first",
    "with_visible_originals",
]


class Entry(Struct, frozen=True, kw_only=True):
    """An article or standing page as it stands in one edition.

    `is_carried` tells that the text is in another language than the edition, because there is no translation.
    `canonical` is the absolute address that search engines shall keep for this text. `changed` is when it last changed
    after it was published.
    """

    article: Article
    edition: str
    path: SitePath
    url: str
    absolute_url: str
    canonical: str
    is_carried: bool
    id: str
    changed: Moment | None = None


class Edition(Struct, frozen=True, kw_only=True):
    """One language of the interface with its articles, newest first, and standing pages in their order.

    `prefix` is its folder in the output, empty for the default edition.
    """

    lang: str
    prefix: str
    settings: EditionSettings
    articles: tuple[Entry, ...] = ()
    pages: tuple[Entry, ...] = ()


def editions_of(
    articles: Sequence[Article], config: Config, base: Base
) -> tuple[tuple[Edition, ...], tuple[Problem, ...]]:
    """Put each text into the editions where it belongs."""
    settings = config.editions
    groups: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        groups[article.original.group].append(article)
    entries: dict[str, list[Entry]] = {lang: [] for lang in settings}
    problems: list[Problem] = []
    for members in groups.values():
        for lang, article in texts_by_edition(members, config.language, settings).items():
            found = entry_of(article, lang, config, base)
            if isinstance(found, Problem):
                problems.append(found)
            else:
                entries[lang].append(found)
    canonical = canonical_addresses(entry for found in entries.values() for entry in found)
    return tuple(
        edition_of(
            lang,
            settings[lang],
            prefix_of(lang, config),
            [structs.replace(entry, canonical=canonical[entry.article.source]) for entry in entries[lang]],
        )
        for lang in settings
    ), tuple(problems)


def edition_of(lang: str, settings: EditionSettings, prefix: str, entries: Iterable[Entry]) -> Edition:
    """Sort an edition's entries."""
    entries = list(entries)
    return Edition(
        lang=lang,
        prefix=prefix,
        settings=settings,
        articles=newest_first(entry for entry in entries if entry.article.kind == "article"),
        pages=tuple(
            sorted(
                (entry for entry in entries if entry.article.kind == "page"),
                key=lambda entry: (entry.article.order, entry.article.path),
            )
        ),
    )


def newest_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Sort by date, the newest first; articles of one moment by their path."""
    by_path = sorted(entries, key=lambda entry: entry.article.source)
    return tuple(
        sorted(by_path, key=lambda entry: entry.article.date.at.timestamp() if entry.article.date else 0, reverse=True)
    )


def texts_by_edition(
    members: Sequence[Article], default: str, settings: dict[str, EditionSettings]
) -> dict[str, Article]:
    """Choose for each edition the text of a set of translations that it shows, if any."""
    by_lang = {article.lang: article for article in members}
    original = original_among(members, default)
    return {
        lang: by_lang.get(lang, original)
        for lang, edition in settings.items()
        if lang in by_lang or is_carried_to(lang, original, edition, default, settings)
    }


def is_carried_to(
    lang: str, original: Article, edition: EditionSettings, default: str, settings: dict[str, EditionSettings]
) -> bool:
    """Tell whether an edition shows a text in another language; one without an edition is shown in the default one."""
    has_no_home = original.lang not in settings and lang == default
    return edition.untranslated == "carry" or has_no_home


def with_visible_originals(articles: Iterable[Article], default: str) -> tuple[Article, ...]:
    """Give each set of translations an original among the texts that are there, lest a held one shows by its lack."""
    articles = tuple(articles)
    sets: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        sets[article.original.group].append(article)
    originals = {original_among(members, default).source for members in sets.values()}
    return tuple(
        structs.replace(article, original=Original(group=article.original.group))
        if article.original.is_translation and article.source in originals
        else article
        for article in articles
    )


def original_among(members: Sequence[Article], default: str) -> Article:
    """Give the text of which the others are translations, in the default language if there is one."""
    return min(members, key=lambda article: (article.original.is_translation, article.lang != default, article.source))


def prefix_of(lang: str, config: Config) -> str:
    """Give the folder of an edition in the output."""
    return "" if lang == config.language else lang.lower()


def entry_of(article: Article, lang: str, config: Config, base: Base) -> Entry | Problem:
    """Give an article its address in an edition."""
    try:
        path = article_path(article, config.permalinks, prefix_of(lang, config))
    except ValueError as fault:
        field = next((name for name in ("permalink", "slug") if name in article.marks), "title")
        return error(
            f"this article gets no address: {fault}",
            article.place_of(field),
            "give it a `slug` of letters, digits and hyphens",
        )
    return Entry(
        article=article,
        edition=lang,
        path=path,
        url=base.url(path),
        absolute_url=base.absolute(path),
        canonical=base.absolute(path),
        is_carried=article.lang != lang,
        id=feed_id(article, config, base),
        changed=last_change(article),
    )


def last_change(article: Article) -> Moment | None:
    """Give when an article last changed after it was published, by its `updated` or its corrections."""
    if not article.updated and not article.corrections:
        return None
    moments = [
        *([article.updated] if article.updated else []),
        *(correction.date for correction in article.corrections),
    ]
    newest = max(moments, key=lambda moment: moment.at)
    return newest if article.date and newest.at > article.date.at else None


def canonical_addresses(entries: Iterable[Entry]) -> dict[str, str]:
    """Give the one address that counts for each text: in its own edition, else in the first edition that carries it."""
    addresses: dict[str, str] = {}
    for entry in entries:
        if not entry.is_carried or entry.article.source not in addresses:
            addresses[entry.article.source] = entry.absolute_url
    return addresses


def feed_id(article: Article, config: Config, base: Base) -> str:
    """Give the id of an article in feeds: its own `id`, else a tag URI (RFC 4151) made of its path in `content/`."""
    if article.id:
        return article.id
    return f"tag:{id_authority(config, base)}:{quote(article.source.rpartition('.')[0])}"


def id_authority(config: Config, base: Base) -> str:
    """Give the authority of the site's tag URIs: a domain and a year."""
    host = base.origin.partition("://")[2].partition(":")[0]
    return config.feeds.id_authority or f"{host},2000"
