"""From the description of a page to its bytes."""

from __future__ import annotations

from pathlib import Path
from typing import assert_never

from jinja2 import TemplateRuntimeError
from markupsafe import Markup
from msgspec import Struct

from sitegen.memo import Memo
from sitegen.planning.documents import FeedView
from sitegen.planning.pages import (
    AssetOf,
    CardOf,
    CleanCopyOf,
    CopyOf,
    FromFeed,
    FromTemplate,
    FromView,
    HtmlView,
    ImageOf,
    KitOf,
    MachineView,
    Page,
    RedirectTo,
)
from sitegen.planning.views import SiteView
from sitegen.problems import Location, Problem, error
from sitegen.records import Records
from sitegen.rendering.formats import document_of, feed_of
from sitegen.rendering.made_files import made_file, unreadable_file
from sitegen.rendering.metadata import metadata_of
from sitegen.rendering.redirects import redirect_page
from sitegen.theming.template_faults import problem_in_template
from sitegen.theming.templates import render_template
from sitegen.theming.theme import Theme

__all__ = ["Outcome", "Press", "render_page"]


def metadata(page: object, site: object) -> Markup:
    """Write what the head of a page tells machines; what templates call as `metadata(page, site)`.

    Raises `TemplateRuntimeError`, which names the template, for anything else.
    """
    if not isinstance(page, HtmlView) or not isinstance(site, SiteView):
        raise TemplateRuntimeError("`metadata` wants the page and the site: `{{ metadata(page, site) }}`")
    return metadata_of(page, site)


FUNCTIONS = {"metadata": metadata}


class Press(Struct, frozen=True, kw_only=True):
    """All that rendering needs besides the pages themselves.

    `folder` is the site's; `memo` and `records` are what it remembers.
    """

    folder: Path
    memo: Memo
    records: Records
    theme: Theme
    sites: dict[str, SiteView]


Outcome = bytes | Path | Problem
"""A finished page, or a file that holds it, or what stands against it."""


def render_page(page: Page, press: Press) -> Outcome:
    """Make a page, or say why its template or its file does not allow it."""
    match page.recipe:
        case FromTemplate(template):
            return html_of_page(page, template, press)
        case FromFeed(format=kind):
            return feed_of(feed_shown_by(page), kind)
        case FromView():
            return document_of(document_shown_by(page))
        case CopyOf(file=file):
            return readable_file(press.folder / file, page.origin)
        case CleanCopyOf() | ImageOf() | CardOf() | KitOf():
            return made_file(page.recipe, page.origin, press.folder, press.memo)
        case AssetOf(name=name):
            return press.theme.assets[name].data
        case RedirectTo() as redirect:
            return redirect_page(redirect)
    assert_never(page.recipe)


def html_of_page(page: Page, template: str, press: Press) -> bytes | Problem:
    """Render a template with a page's view."""
    site = press.sites[page.edition]
    try:
        return render_template(press.theme, template, page.view, site, FUNCTIONS).encode()
    except UnicodeEncodeError as fault:
        message = f"the template `{template}` writes {fault.object[fault.start]!a}, which is only half of a character"
        return error(message, page.origin, "write the character itself")
    except Exception as fault:
        problem = problem_in_template(press.theme, fault, page.view, site, page.origin)
        if problem is None:
            raise
        return problem


def readable_file(file: Path, origin: Location) -> Path | Problem:
    """Give a file to be copied, if it can be read."""
    try:
        with file.open("rb"):
            return file
    except OSError as fault:
        return unreadable_file(fault, origin)


def feed_shown_by(page: Page) -> FeedView:
    """Give the view of a feed. Raises `TypeError` for a page that was planned wrongly."""
    if not isinstance(page.view, FeedView):
        raise TypeError(page.path.text)
    return page.view


def document_shown_by(page: Page) -> MachineView:
    """Give the view of a document for machines. Raises `TypeError` for a page that was planned wrongly."""
    if not isinstance(page.view, MachineView):
        raise TypeError(page.path.text)
    return page.view
