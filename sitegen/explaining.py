"""What a page is made of, and why it would be made anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import assert_never
from urllib.parse import unquote, urlsplit

import msgspec
from msgspec import Struct, structs

from sitegen.beginning import begin
from sitegen.orders import STATE, Order, output_of, state_of
from sitegen.pipeline import gather, planned_at
from sitegen.planning.page_data import page_from_data
from sitegen.planning.pages import (
    AssetOf,
    CardOf,
    CleanCopyOf,
    CopyOf,
    FromFeed,
    FromTemplate,
    FromView,
    ImageOf,
    KitOf,
    Page,
    RedirectTo,
)
from sitegen.problems import BuildFailed, Location, Problem, error
from sitegen.production import Planned
from sitegen.reading.nearest import nearest_path
from sitegen.records import LostRecord, Records
from sitegen.rendering.descriptions import Description, makers_of
from sitegen.theming.templates import templates_behind
from sitegen.theming.theme import Theme
from sitegen.writing.manifest import Manifest, load_manifest, manifest_file
from sitegen.writing.output_folder import untouched
from sitegen.writing.staleness import Reason, stale_pages

__all__ = ["Explanation", "explain"]


class Explanation(Struct, frozen=True, kw_only=True):
    """A page: its file in the output, the place that asks for it, what makes it, and which files decide it.

    `reason` says why the next build makes it anew, if it does; `changed` names the fields of what it shows that do.
    """

    path: str
    origin: str
    made_by: str
    files: tuple[str, ...] = ()
    reason: str = ""
    changed: tuple[str, ...] = ()


def explain(order: Order, asked: str) -> tuple[Explanation, ...]:
    """Explain a page by its file or address, or all pages that a file of `content/` asks for.

    Raises `BuildFailed` where there is no such page.
    """
    try:
        return explanations(order, asked)
    except LostRecord:
        return explanations(structs.replace(order, fresh=True), asked)


def explanations(order: Order, asked: str) -> tuple[Explanation, ...]:
    """Explain pages with what is remembered. Raises `BuildFailed` and `LostRecord`."""
    begun = begin(order, state_of(order, writes=False))
    gathered = gather(begun, lambda _: None)
    planned = planned_at(gathered, gathered.now, order)
    output = output_of(order, begun.config)
    last = load_manifest(manifest_file(order.folder / STATE, output))
    wanted = tuple(named(asked, planned, output, begun.config.base_url))
    if not wanted:
        raise BuildFailed([no_such_page(asked, planned)])
    makers = makers_of((page.maker for page in wanted), planned.press)
    files = last.files if last else {}
    freshness = stale_pages(wanted, makers, last, lambda path: untouched(output, path, files.get(path)))
    return tuple(explained(page, planned, last, freshness.stale.get(page.path), begun.state.records) for page in wanted)


def named(asked: str, planned: Planned, output: Path, base_url: str) -> Iterator[Description]:
    """Give the pages that are meant by a file of the output, a file of `content/`, or an address."""
    address = unquote(urlsplit(asked).path if "://" in asked else asked)
    below = address.removeprefix(urlsplit(base_url).path).strip("/")
    file = asked.removeprefix(f"{output}/").removeprefix(f"{output.name}/").removeprefix("./")
    paths = {file, below, f"{below}/index.html".lstrip("/")}
    exact = [page for page in planned.pages if page.path in paths]
    source = asked if asked.startswith("content/") else f"content/{asked}"
    yield from exact or (page for page in planned.pages if page.origin.path == source)


def no_such_page(asked: str, planned: Planned) -> Problem:
    """Say that no page is meant, and which may have been."""
    meant = nearest_path(asked.strip("/"), [page.path.removesuffix("/index.html") for page in planned.pages])
    hint = f"did you mean `/{meant}/`?" if meant else "name a file of the output, a file of `content/` or an address"
    return error(f"the site has no page `{asked}`", Location(asked), hint)


def explained(
    page: Description, planned: Planned, last: Manifest | None, reason: Reason | None, records: Records
) -> Explanation:
    """Explain one page. Raises `LostRecord`."""
    before = last.files[page.path].page if last and page.path in last.files else ""
    found = records.find([page.record, before] if before else [page.record])
    if page.record not in found:
        raise LostRecord
    whole = page_from_data(found[page.record], page.path, page.origin)
    old = page_from_data(found[before], page.path, page.origin) if before in found else None
    return Explanation(
        path=page.path,
        origin=str(page.origin),
        made_by=made_by(whole),
        files=tuple(files_behind(whole, planned.press.theme)),
        reason=str(reason or ""),
        changed=tuple(changed_fields(old, whole)) if old and reason is Reason.CONTENT else (),
    )


def made_by(page: Page) -> str:
    """Say what makes a page."""
    match page.recipe:
        case FromTemplate(template):
            maker = f"the template {template}, in the edition {page.edition}"
        case FromFeed(kind):
            maker = f"the writer of {kind} feeds"
        case FromView():
            maker = "the writer of documents for machines"
        case AssetOf(name=name):
            maker = f"the asset {name} of the theme"
        case ImageOf(rendition=rendition):
            maker = f"the photograph, {rendition.width} pixels wide, as {rendition.format}"
        case CardOf():
            maker = "the painter of cards for link previews"
        case KitOf():
            maker = "the packer of media kits"
        case RedirectTo(url=url):
            maker = f"a redirect to {url}"
        case CopyOf() | CleanCopyOf():
            maker = "a copy of the file"
        case _ as unknown:
            assert_never(unknown)
    return maker


def files_behind(page: Page, theme: Theme) -> Iterator[str]:
    """Name the templates and files of which a page is made."""
    match page.recipe:
        case FromTemplate(template):
            yield from templates_behind(theme, template)
        case KitOf(files=files):
            yield from (file.recipe.file for file in files)
        case recipe:
            if isinstance(file := getattr(recipe, "file", ""), str) and file:
                yield file


def changed_fields(old: Page, new: Page) -> Iterator[str]:
    """Name the fields of what a page shows that are not what they were."""
    if old.recipe != new.recipe:
        yield "recipe"
    if old.texts != new.texts:
        yield "text"
    before, after = (msgspec.to_builtins(page.view) or {} for page in (old, new))
    yield from (name for name in after if before.get(name) != after[name])
