"""Social cards: pictures of their titles for articles without a photograph."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.imaging.cards import CARD_HEIGHT, CARD_WIDTH, Card, undrawable
from sitegen.planning.desk import Desk, beside
from sitegen.planning.editions import Entry
from sitegen.planning.files import file_named
from sitegen.planning.pages import CardOf, Page
from sitegen.planning.view_parts import PictureFile
from sitegen.problems import Problem, warning
from sitegen.site_path import SitePath
from sitegen.theming.locales import direction_of, format_moment

__all__ = ["card_file", "card_page", "card_problems"]


def has_card(desk: Desk, entry: Entry) -> bool:
    """Tell whether an article has a card: it has no photograph."""
    return desk.site.config.social_cards and desk.picture(entry) is None


def card_file(desk: Desk, entry: Entry) -> PictureFile | None:
    """Describe the card of an article; one that other editions carry has it from the edition of its language."""
    if not has_card(desk, entry):
        return None
    path = card_path(desk, entry)
    base = desk.site.base
    return PictureFile(
        url=base.url(path), absolute_url=base.absolute(path), width=CARD_WIDTH, height=CARD_HEIGHT, type="image/png"
    )


def card_path(desk: Desk, entry: Entry) -> SitePath:
    """Give the place of a card: beside the page of the article in its own language, else in the first edition."""
    return beside(owner_of(desk, entry).path, "social-card.png")


def owner_of(desk: Desk, entry: Entry) -> Entry:
    """Give the one of an article's pages to which its card belongs."""
    pages = desk.site.entries[entry.article.original.group].values()
    texts = [page for page in pages if page.article.source == entry.article.source]
    return min(texts, key=lambda page: page.is_carried, default=entry)


def card_page(desk: Desk, entry: Entry) -> Page | None:
    """Describe the file of a card, in the edition to which it belongs."""
    if not has_card(desk, entry) or owner_of(desk, entry).path != entry.path:
        return None
    return Page(
        path=card_path(desk, entry),
        recipe=CardOf(card_of(desk, entry)),
        edition=desk.lang,
        origin=entry.article.place_of_address,
    )


def card_of(desk: Desk, entry: Entry) -> Card:
    """Describe what a card shows."""
    article, site = entry.article, desk.site
    logo = file_named(site.config.organization.logo, "", site.library) if site.config.organization.logo else None
    date = format_moment(article.date, site.config.dates.date, desk.locale) if article.date else ""
    return Card(
        title=article.title,
        kicker=" · ".join(part for part in (desk.type_link(article.type).title, date) if part),
        site_title=desk.title,
        lang=article.lang,
        dir=direction_of(article.lang),
        ground=desk.style.card_ground,
        ink=desk.style.card_ink,
        logo=f"content/{logo.source}" if logo else "",
        logo_digest=desk.facts(logo.source).digest if logo else "",
    )


def card_problems(desk: Desk, entry: Entry) -> Iterator[Problem]:
    """Warn of a title with letters that no font of this machine has."""
    if has_card(desk, entry) and (lacking := undrawable(entry.article.title + desk.title)):
        place = entry.article.place_of("title")
        message = f"the card of this article for link previews lacks letters: no font here has `{lacking[:20]}`"
        hint = "install more fonts: `pip install 'sitegen[fonts]'`, or for Chinese, Japanese and Korean Noto Sans CJK"
        yield warning(message, place, hint)
