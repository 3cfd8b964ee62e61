"""The command line: `sitegen` and `python build.py` are the same."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sitegen import __version__
from sitegen.reading.article_types import ARTICLE_TYPES
from sitegen.serving.defaults import DEFAULT_HOST, DEFAULT_PORT

if TYPE_CHECKING:
    from sitegen.explaining import Explanation
    from sitegen.orders import Begun, Built, Order
    from sitegen.problems import Problem

__all__ = ["main"]

Command = TypeVar("Command", bound=Callable[..., Any])

PROBLEMS_FOUND = 1


class BuildByDefault(click.Group):
    """A group of commands in which no command means `build`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `build` before options that are the build's."""
        own = {"--help", "--version", "-h"}
        if not args or (args[0].startswith("-") and args[0] not in own):
            args = ["build", *args]
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Say which command may have been meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as fault:
            from sitegen.reading.nearest import nearest

            meant = nearest(args[0], self.list_commands(ctx))
            hint = f" Did you mean `{meant}`?" if meant else ""
            raise click.UsageError(fault.message + hint, ctx) from None


@click.group(cls=BuildByDefault, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="sitegen")
def main() -> None:
    """Make a static news site from Markdown. Without a command, `build`."""


def site_options(command: Command) -> Command:
    """Add the options of all commands that read a site."""
    for option in reversed(
        (
            click.option(
                "--config", type=click.Path(path_type=Path), default=Path("config.yaml"), help="The site's settings."
            ),
            click.option(
                "--format", "style", type=click.Choice(["text", "json"]), default="text", help="How results are told."
            ),
        )
    ):
        command = option(command)
    return command


def build_options(command: Command) -> Command:
    """Add the options of the commands that build a site."""
    for option in reversed(
        (
            click.option(
                "--output",
                type=click.Path(path_type=Path),
                help="Folder for the finished site, instead of the setting's.",
            ),
            click.option("--base-url", default="", help="Address of the site, instead of the setting's."),
            click.option("--drafts", is_flag=True, help="Show drafts too."),
            click.option(
                "--at", default="", metavar="TIME", help="Build as if it were this time, as 2026-12-24T09:00."
            ),
            click.option("--fresh", is_flag=True, help="Forget what earlier builds remembered."),
            click.option("--jobs", type=click.IntRange(1, 64), help="How many processes to use."),
            click.option("--strict", is_flag=True, help="Take warnings for errors."),
        )
    ):
        command = option(command)
    return command


@main.command(short_help="Build the site.")
@site_options
@build_options
@click.option("--explain", "explains", is_flag=True, help="Say of each file that is made or removed why.")
def build(config: Path, style: str, explains: bool, **wishes: Any) -> None:  # noqa: ANN401, FBT001  click gives options by name
    """Build the site: content becomes the folder `public`."""
    from sitegen.orders import Order

    order = Order(config_file=config, **wishes)
    with failures_told(order, style):
        site = built(order, style)
        if explains:
            tell_reasons(site, style)


def tell_reasons(site: Built, style: str) -> None:
    """Say of each file that was made or removed why, on standard output."""
    from msgspec import json

    from sitegen import console

    gone, written = dict.fromkeys(site.result.removed, "nothing asks for it any more"), set(site.result.written)
    for path, reason in sorted((site.reasons | gone).items()):
        made = "written" if path in written else "made, with the same bytes"
        change = "removed" if path in gone else made
        fields = {"file": path, "change": change, "reason": reason}
        text = f"{console.safe_text(path)}: {change}, because {reason}"
        click.echo(json.encode(fields) if style == "json" else text)


def built(order: Order, style: str) -> Built:
    """Build the site and tell how it went."""
    from msgspec import json

    from sitegen import console
    from sitegen.building import build as build_site

    started = time.monotonic()
    with console.progress("Rendering pages", sys.stderr) as on_page:

        def long_way(begun: Begun, output: Path) -> Built:
            from sitegen.pipeline import build_from

            return build_from(begun, output, lambda _: None, on_page)

        site = build_site(order, long_way, on_page=on_page)
    tell(site.problems, order, style)
    seconds = time.monotonic() - started
    counts = {
        "written": len(site.result.written),
        "unchanged": site.result.unchanged,
        "removed": len(site.result.removed),
    }
    if style == "json":
        result = {"output": str(site.output), "files": site.pages, **counts, "seconds": round(seconds, 3)}
        click.echo(json.encode({"result": result}))
    found = f"{console.summary_text(site.problems)}; " if site.problems else ""
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    drafts = "; it shows drafts: do not publish it" if order.drafts else ""
    say(f"{found}built {site.pages} files in {site.output}: {told} ({seconds:.1f} s){drafts}")
    return site


@main.command(short_help="Find everything that is wrong.")
@site_options
@build_options
def check(config: Path, style: str, **wishes: Any) -> None:  # noqa: ANN401  click gives options by name
    """Find everything that is wrong; nothing is written."""
    from sitegen import console, pipeline
    from sitegen.orders import Order
    from sitegen.problems import has_errors

    order = Order(config_file=config, **wishes)
    with failures_told(order, style):
        with console.progress("Checking pages", sys.stderr) as on_page:
            problems = pipeline.check(order, on_page)
        tell(problems, order, style)
        say(console.summary_text(problems))
    sys.exit(PROBLEMS_FOUND if has_errors(problems) else 0)


@main.command(name="next", short_help="Say when to build next.")
@site_options
@click.option("--at", default="", metavar="TIME", help="Look from this time on, instead of from now.")
@click.option("--all", "everything", is_flag=True, help="Name all moments, not only the next one.")
def next_command(config: Path, style: str, at: str, everything: bool) -> None:  # noqa: FBT001  click gives options by name
    """Say when the site must be built next: an embargo lifts, an article appears or expires, an event ends."""
    from msgspec import json

    from sitegen import console, pipeline
    from sitegen.orders import Order

    order = Order(config_file=config, at=at)
    with failures_told(order, style):
        changes = pipeline.next_changes(order)
        shown = [change for change in changes if everything or change.at == changes[0].at]
        for change in shown:
            fields = {"at": in_utc(change.at), "file": f"content/{change.source}", "change": str(change.kind)}
            text = " ".join(console.safe_text(value) for value in fields.values())
            click.echo(json.encode(fields) if style == "json" else text)
        say(
            f"build again at {in_utc(shown[0].at)}, {pipeline.local_time(order, shown[0].at)}"
            if shown
            else "nothing is scheduled"
        )


@main.command(short_help="Show the site on this machine, and every change at once.")
@site_options
@click.option("--base-url", default="", help="Address of the site, instead of that of this machine.")
@click.option("--drafts", is_flag=True, help="Show drafts too.")
@click.option("--at", default="", metavar="TIME", help="Show the site of this time, as 2026-12-24T09:00.")
@click.option("--fresh", is_flag=True, help="Forget what earlier builds remembered.")
@click.option("--jobs", type=click.IntRange(1, 64), help="How many processes to use.")
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@click.option("--host", default=DEFAULT_HOST, help="Address to listen on; 0.0.0.0 lets other machines see the preview.")
@click.option("--port", type=click.IntRange(1, 65535), default=DEFAULT_PORT, help="Port to listen on.")
@click.option("--follow", "follows", is_flag=True, help="Open browsers go to the article that was just edited.")
@click.option("--editor", default="", help="Editor that opens files from the preview, instead of the setting's.")
@click.option("--plain", is_flag=True, help="Add nothing to pages: no bar, and no script that reloads them.")
def serve(config: Path, style: str, **wishes: Any) -> None:  # noqa: ANN401  click gives options by name
    """Show the site on this machine, and every change at once; `public` stays as it is."""
    with suppress(KeyboardInterrupt):
        from sitegen.processes import prepare, take_over

        take_over()
        prepare()
        from sitegen.orders import Order
        from sitegen.preview.serve import ServeWishes, serve_site

        chosen = {name: wishes.pop(name) for name in ("host", "port", "follows", "editor", "plain")}
        order = Order(config_file=config, **wishes)
        with failures_told(order, style, outcome="there is no preview"):
            serve_site(order, ServeWishes(**chosen), say, log, lambda problems: tell(problems, order, style))
    say("the preview has ended")


@main.command(name="explain", short_help="Say what a page is made of.")
@site_options
@build_options
@click.argument("page")
def explain_command(config: Path, style: str, page: str, **wishes: Any) -> None:  # noqa: ANN401  click gives options by name
    """Say what PAGE is made of, and why the next build would make it anew.

    PAGE is a file of the output, an address, or a file of `content/`.
    """
    from msgspec import json

    from sitegen.explaining import explain
    from sitegen.orders import Order

    order = Order(config_file=config, **wishes)
    with failures_told(order, style):
        found = explain(order, page)
        for each in found:
            click.echo(json.encode(each) if style == "json" else text_of_explanation(each))
        say(f"{len(found)} files explained" if len(found) > 1 else f"{found[0].path} is explained")


def text_of_explanation(found: Explanation) -> str:
    """Write what is known of a page, a fact on a line."""
    from sitegen import console

    fields = f" ({', '.join(found.changed)})" if found.changed else ""
    facts = {
        "asked for by": found.origin,
        "made by": found.made_by,
        "of": ", ".join(found.files),
        "next build": f"makes it anew, because {found.reason}{fields}" if found.reason else "leaves it as it is",
    }
    lines = [found.path, *(f"  {name}: {value}" for name, value in facts.items() if value)]
    return "\n".join(map(console.safe_text, lines))


@main.group(short_help="Begin a site or an article.")
def new() -> None:
    """Begin a site or an article."""


@new.command(name="site", short_help="Write a small complete newsroom.")
@click.argument("folder", type=click.Path(path_type=Path))
def new_site_command(folder: Path) -> None:
    """Write a small complete newsroom into FOLDER."""
    from sitegen.orders import Order
    from sitegen.problems import BuildFailed, Problem
    from sitegen.scaffolding.new_site import new_site

    with failures_told(Order(config_file=folder / "config.yaml"), "text"):
        made = new_site(folder, datetime.now().astimezone().date())
        if isinstance(made, Problem):
            raise BuildFailed([made])
        for file in made:
            click.echo(str(file))
        say(f"a newsroom is in {folder}; see it with: cd {folder} && sitegen serve")


@new.command(name="article", short_help="Write a new article.")
@site_options
@click.argument("title")
@click.option("--section", default="", help="First folder of the article; without it, the first section.")
@click.option("--lang", default="", help="Language of the text; without it, the site's.")
@click.option("--type", "kind", type=click.Choice(ARTICLE_TYPES), default="news", help="What kind of news it is.")
@click.option("--at", default="", metavar="TIME", help="Date of the article; without it, today.")
def new_article_command(config: Path, style: str, title: str, **wishes: Any) -> None:  # noqa: ANN401  click gives options by name
    """Write a new article with the title TITLE and all fields filled in."""
    from sitegen import pipeline
    from sitegen.orders import Order

    order = Order(config_file=config, at=wishes.pop("at"))
    with failures_told(order, style):
        file = pipeline.begin_article(order, title, **wishes)
        click.echo(str(file))
        say(f"write your text into {file}")


@main.command(short_help="Write JSON Schemas for editors.")
@click.argument("kind", required=False)
@click.option("--output", type=click.Path(path_type=Path), default=Path("schemas"), help="Folder for the schemas.")
def schema(kind: str | None, output: Path) -> None:
    """Write JSON Schemas of settings and front matter, for completion in editors; with KIND, print one."""
    from msgspec import json

    from sitegen.reading.nearest import in_words
    from sitegen.reading.schema import config_schema, entity_schemas, front_matter_schema
    from sitegen.whole_file import write_whole

    schemas = {"config": config_schema(), "front-matter": front_matter_schema()} | entity_schemas()
    texts = {name: json.format(json.encode(made), indent=2) for name, made in schemas.items()}
    if kind is not None:
        if kind not in texts:
            raise click.UsageError(f"There is no schema `{kind}`; there are {in_words(texts)}.")
        click.echo(texts[kind])
        return
    try:
        for name, text in texts.items():
            file = output / f"{name}.schema.json"
            write_whole(file, text + b"\n")
            click.echo(str(file))
    except OSError as fault:
        say(f"the schemas cannot be written: {fault.strerror}")
        sys.exit(PROBLEMS_FOUND)
    say(f"{len(texts)} schemas are in {output}")


@contextmanager
def failures_told(order: Order, style: str, outcome: str = "nothing was written") -> Iterator[None]:
    """Tell the problems of a failed command and what came of it, and end with 1."""
    from sitegen import console
    from sitegen.problems import BuildFailed

    try:
        yield
    except BuildFailed as failure:
        tell(failure.problems, order, style)
        say(f"{console.summary_text(failure.problems)}; {outcome}")
        sys.exit(PROBLEMS_FOUND)


def tell(problems: Iterable[Problem], order: Order, style: str) -> None:
    """Tell problems: as JSON lines on standard output, else as text on standard error."""
    from sitegen import console

    found = list(problems)
    if style == "json":
        for problem in found:
            click.echo(console.problem_json(problem))
    elif found:
        color = console.wants_color(os.environ, is_terminal=sys.stderr.isatty())
        source = console.source_text(order.folder)
        click.echo(console.problems_text(found, source, color=color) + "\n", err=True, color=color)


def say(text: str) -> None:
    """Tell the person at the terminal what happened."""
    from sitegen import console

    click.echo(console.safe_text(text), err=True)


def log(text: str) -> None:
    """Tell the person at the terminal what happened just now."""
    say(f"{datetime.now().astimezone():%H:%M:%S} {text}")


def in_utc(moment: datetime) -> str:
    """Write a moment in UTC (RFC 3339)."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
