"""The short way of a build in which at most the texts of a few articles have changed, as in most.

Where everything else is as it was, the pages are described as before, but for the texts that they show. What a build
leaves for the next one says how it was: a snapshot. Wherever one of them does not fit, the long way is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct, structs

from sitegen.clock import UnreadableDate, moment_from_text
from sitegen.config import Config
from sitegen.fingerprint import digest_of
from sitegen.ground import ground_of
from sitegen.orders import Begun, Built
from sitegen.planning.pages import is_of_index
from sitegen.planning.text_uses import TextUses, shared_texts
from sitegen.planning.views import SiteView
from sitegen.planning.visibility import unchanged_between
from sitegen.problems import Location, Problem, has_errors
from sitegen.production import OnPage, Planned, Product, indexed, made_anew
from sitegen.reading.library import Library
from sitegen.reading.remembering import TextEdit, text_edit
from sitegen.reading.stamps import seal_of
from sitegen.rendering.descriptions import Description
from sitegen.rendering.render import Press
from sitegen.sealed_file import read_sealed, write_sealed
from sitegen.snapshot import Snapshot, circumstances_of, edited_files, file_of, manifest_of, save_snapshot
from sitegen.theming.theme import Theme, built_in_themes, load_theme
from sitegen.writing.manifest import Made, seal_of_manifest
from sitegen.writing.output_folder import OutputFolder, open_output
from sitegen.writing.staleness import Reason

__all__ = ["Themed", "moments_of", "note", "shortened", "theme_of"]

Themed = tuple[Theme | None, tuple[Problem, ...]]
"""The theme of a site, none where its chain is broken, and what is wrong with it."""

MOST_EDITS = 50
"""With more articles than this the long way is hardly longer."""


class Uses(Struct, frozen=True, kw_only=True):
    """What templates saw as `site` in each edition, and which pages show which texts."""

    sites: dict[str, SiteView]
    texts: TextUses


USES = msgspec.json.Decoder(Uses)


def theme_of(begun: Begun, *, is_checked: bool = False) -> Themed:
    """Read the theme that the settings name, which an earlier build may have checked."""
    return load_theme(
        begun.config.theme,
        (begun.order.folder / "themes", built_in_themes()),
        begun.config.theme_options,
        begun.file.place_of,
        languages=tuple(begun.config.editions),
        memo=begun.state.memo,
        is_checked=is_checked,
    )


def note(begun: Begun, output: Path, library: Library, planned: Planned, problems: tuple[Problem, ...]) -> None:
    """Leave a snapshot of a finished build, if the next one can trust it and it tells nothing of what is held back."""
    circumstances = circumstances_of(begun)
    hidden = {f"content/{source}" for source in (*planned.held, *library.unread)}
    if not circumstances or begun.ground != ground_of(begun.order) or hidden & set(paths_in(problems)):
        return
    since, until = unchanged_between(library, begun.now, moments_of(begun.config))
    texts = TextUses.of(((page.path, page.texts) for page in planned.pages), shared_texts(library))
    save_uses(begun, output, Uses(sites=planned.plan.sites, texts=texts))
    save_snapshot(
        begun,
        output,
        Snapshot(
            circumstances=circumstances,
            contents=seal_of(begun.state.stamps.now),
            manifest=seal_of_manifest(manifest_of(begun, output)),
            since=since,
            until=until,
            problems=problems,
        ),
    )


def moments_of(config: Config) -> Iterator[datetime]:
    """Give the moments at which a setting begins to mean something else."""
    with suppress(UnreadableDate):
        yield moment_from_text(config.security.expires, ZoneInfo(config.timezone)).at


def shortened(begun: Begun, output: Path, snapshot: Snapshot, on_page: OnPage) -> Built | None:
    """Finish a build the short way; none where that cannot be. Raises `BuildFailed`, `LostRecord` and `OSError`."""
    edits = edits_since(snapshot, begun)
    if edits is None:
        return None
    with open_output(output, manifest_of(begun, output)) as folder:
        if seal_of_manifest(folder.manifest_at) != snapshot.manifest:
            return None
        product, uses = remade(edits, begun, folder, on_page)
        if product is None:
            return None
        result = folder.finish(product.kept, product.new, product.staged, product.makers)
        now = structs.replace(
            snapshot, contents=seal_of(begun.state.stamps.now), manifest=seal_of_manifest(folder.manifest_at)
        )
        if uses:
            save_uses(begun, output, uses)
        save_snapshot(begun, output, now)
    begun.state.stamps.save()
    return Built(
        output=output,
        pages=len(product.kept) + len(product.new),
        result=result,
        problems=snapshot.problems,
        reasons={path: str(reason) for path, reason in product.reasons.items()},
    )


def edits_since(snapshot: Snapshot, begun: Begun) -> list[TextEdit] | None:
    """Give the edits since the last build, if each changes only what an article's own pages show."""
    sources, stamps = begun.sources, begun.state.stamps
    changed = edited_files(begun)
    told_of = set(paths_in(snapshot.problems))
    if changed is None or len(changed) > MOST_EDITS or any(f"content/{file.path}" in told_of for file in changed):
        return None
    edits: list[TextEdit] = []
    for file in changed:
        edit = text_edit(file, sources.content, begun.config, begun.now, begun.state.records, stamps)
        if edit is None:
            return None
        edits.append(edit)
    return edits


def paths_in(problems: Iterable[Problem]) -> Iterator[str]:
    """Give the files that problems are about."""
    for problem in problems:
        yield problem.location.path
        yield from (note.location.path for note in problem.notes)


def remade(
    edits: Sequence[TextEdit], begun: Begun, folder: OutputFolder, on_page: OnPage
) -> tuple[Product | None, Uses | None]:
    """Make the pages that show edited texts, and those whose files somebody has touched; none where that fails."""
    last = folder.last
    if last is None:
        return None, None
    found = {path: folder.untouched(path) for path in last.files}
    kept = {path: made for path, made in found.items() if made}
    if not edits and len(kept) == len(found):
        return Product(kept=kept, makers=last.makers), None
    uses = read_uses(begun, folder.output)
    theme, _ = theme_of(begun, is_checked=True)
    pages = described_anew(edits, uses.texts, last.files, kept, begun) if uses else None
    if uses is None or theme is None or pages is None:
        return None, None
    press = Press(
        folder=begun.order.folder,
        memo=begun.state.memo,
        records=begun.state.records,
        theme=theme,
        sites=uses.sites,
    )
    product = made_anew(pages, press, folder, begun.order.jobs, on_page)
    remaining = {path: made for path, made in kept.items() if path not in product.new}
    shown = {path for edit in edits for path in uses.texts.pages[edit.before]}
    reasons = {page.path: Reason.TEXT if page.path in shown else Reason.TOUCHED for page in pages}
    product = structs.replace(product, kept=remaining, makers=last.makers, reasons=reasons)
    problems = product.problems
    if begun.config.search != "none":
        bare = {path: made for path, made in remaining.items() if not is_of_index(path)}
        place = begun.file.place_of("search")
        product, problems = indexed(structs.replace(product, kept=bare), folder, press, place)
    renamed = structs.replace(uses, texts=uses.texts.renamed({edit.before: edit.after for edit in edits}))
    return (None if has_errors((*problems, *product.problems)) else product), renamed


def described_anew(
    edits: Sequence[TextEdit], uses: TextUses, files: Mapping[str, Made], kept: Mapping[str, Made], begun: Begun
) -> list[Description] | None:
    """Describe the pages that show edited texts, and those that are not kept; none if one of them is not known.

    A description names a text by its digest: what has changed about it is that name.
    """
    if not uses.are_apart(edits):
        return None
    renamed: dict[str, list[TextEdit]] = {}
    for edit in edits:
        for path in uses.pages[edit.before]:
            renamed.setdefault(path, []).append(edit)
    wanted = sorted({path for path in files if path not in kept and not is_of_index(path)} | renamed.keys())
    known = begun.state.records.find({files[path].page for path in wanted})
    rows = [row for edit in edits for row in edit.rows]
    pages: list[Description] = []
    for path in wanted:
        made = files[path]
        data = known.get(made.page)
        if data is None:
            return None
        for edit in renamed.get(path, ()):
            data = data.replace(edit.before.encode(), edit.after.encode())
        record = digest_of(data)
        rows.append((record, data))
        pages.append(Description(path=path, fingerprint=record, maker=made.maker, record=record, origin=Location(path)))
    begun.state.records.keep(rows)
    return pages


def save_uses(begun: Begun, output: Path, uses: Uses) -> None:
    """Write down which pages show which texts, if there is room."""
    with suppress(OSError):
        write_sealed(file_of("uses", begun, output), msgspec.json.encode(uses))


def read_uses(begun: Begun, output: Path) -> Uses | None:
    """Give what the last build has noted beside its snapshot."""
    data = read_sealed(file_of("uses", begun, output))
    with suppress(msgspec.MsgspecError):
        return USES.decode(data or b"")
    return None
