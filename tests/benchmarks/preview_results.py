"""What a comparison of previews found: a value that is written as JSON, its table, and what readers are told of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from statistics import median

from msgspec import Struct

from tests.benchmarks.results import MEGABYTE, markdown_table, times

__all__ = ["MEMORY", "Figure", "PreviewResults", "Sample", "figures_of", "preview_section", "table_of"]

MEMORY = "memory"
HUGO = "Hugo"

SECTION = """\
## The preview

`sitegen serve` beside `hugo server`, both with {articles} articles and everything in memory: how soon the first page is
there, and how soon an edit is. “Body” is a word in the text of an article, “title” its title, “template” a line in the
template of all articles, “stylesheet” a rule in the one of all pages. An edit is “served” when a request for the page
of the article (or for its stylesheet) is answered with it, and “shown” when a browser that has the page open shows it,
without being asked to. Medians, measured on {day} with {machine};
{versions}.

{table}

Programs take turns, in {rounds}. A first start knows nothing of former runs, a later one has what the first has left
behind; both end when `/` names the newest article. Then articles are edited by chance, as often as the table says to be
asked for every 2 ms, and as often again to be seen in Chromium, which looks every 5 ms: the two are apart, as each
would take time from the other. Before each edit, its page is visited, the program comes to rest, and up
to half a second passes by chance. The clock starts before the file is written, whole and in one go. Hugo runs as it
does by itself, which is to render only what has changed and what was visited lately, and with `--renderToMemory`.
Memory is that of all processes of a program.

```bash
python tests/benchmarks/{command}
python tests/benchmarks/report.py results.json --preview {file}
```

"""


class Sample(Struct, frozen=True, kw_only=True):
    """One measurement: seconds, or bytes if it is of memory; nothing if what was waited for did not come."""

    program: str
    what: str
    how: str
    value: float | None


class Figure(Struct, frozen=True, kw_only=True):
    """All measurements of one thing: their median, beside Hugo's in the same run where there are both."""

    program: str
    what: str
    how: str
    median: float | None
    of_hugos: float | None
    samples: int
    missed: int
    values: tuple[float, ...]


class PreviewResults(Struct, frozen=True, kw_only=True):
    """All that was found, and where and with what."""

    day: str
    command: str
    machine: str
    versions: dict[str, str]
    articles: int
    rounds: int
    figures: tuple[Figure, ...]


def figures_of(samples: Iterable[Sample]) -> tuple[Figure, ...]:
    """Bring together what was measured again and again."""
    found: dict[tuple[str, str, str], list[float | None]] = {}
    for sample in samples:
        found.setdefault((sample.program, sample.what, sample.how), []).append(sample.value)
    seen = {key: tuple(value for value in values if value is not None) for key, values in found.items()}
    medians = {key: median(values) if values else None for key, values in seen.items()}
    return tuple(
        Figure(
            program=program,
            what=what,
            how=how,
            median=medians[program, what, how],
            of_hugos=ratio(medians[program, what, how], medians.get((HUGO, what, how))),
            samples=len(values),
            missed=len(values) - len(seen[program, what, how]),
            values=seen[program, what, how],
        )
        for (program, what, how), values in found.items()
    )


def ratio(value: float | None, other: float | None) -> float | None:
    """Divide what both are there for."""
    return None if value is None or not other else value / other


def table_of(figures: Sequence[Figure]) -> str:
    """Give the medians as a table in Markdown: a line for each thing, a column for each program."""
    programs = list(dict.fromkeys(figure.program for figure in figures))
    known = {(figure.what, figure.how, figure.program): figure for figure in figures}
    head, sides = ["", "samples"], "lr"
    for program in programs:
        head += [program] if program == HUGO else [program, "of Hugo's"]
        sides += "r" if program == HUGO else "rr"
    rows = []
    for what, how in dict.fromkeys((figure.what, figure.how) for figure in figures):
        row = [known.get((what, how, program)) for program in programs]
        rows.append([f"{what}, {how}", str(max(figure.samples for figure in row if figure))])
        for program, figure in zip(programs, row, strict=True):
            rows[-1] += cells_of(figure)[: 1 if program == HUGO else 2] if figure else [""] * (1 + (program != HUGO))
    return markdown_table(head, sides, rows)


def cells_of(figure: Figure) -> list[str]:
    """Write a median, with what was missed, and how it is to Hugo's."""
    missed = f" ({figure.missed} missed)" if figure.missed else ""
    value = "" if figure.median is None else amount(figure.what, figure.median)
    return [f"{value}{missed}".strip(), times(figure.of_hugos or 0, 1 if figure.of_hugos else 0)]


def amount(what: str, value: float) -> str:
    """Write seconds or bytes with what can be told of them."""
    if what == MEMORY:
        return f"{value / MEGABYTE:.0f} MB"
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.0f} ms"


def preview_section(results: PreviewResults) -> str:
    """Tell readers what was found, and how."""
    return SECTION.format(
        articles=f"{results.articles:,}",
        day=results.day,
        machine=results.machine,
        versions=", ".join(f"{name} {number}" for name, number in results.versions.items()),
        table=table_of(results.figures),
        rounds="one round" if results.rounds == 1 else f"{results.rounds} rounds",
        command=results.command,
        file="".join(re.findall(r"--results (\S+)", results.command)) or "preview.json",
    )
