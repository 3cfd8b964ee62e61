from __future__ import annotations

import time
from pathlib import Path
from random import Random

import msgspec
import pytest

from tests.benchmarks import report
from tests.benchmarks.corpus import write_corpus
from tests.benchmarks.preview_edits import KINDS, Place, changes_to, edited, title_in, write_whole
from tests.benchmarks.preview_results import PreviewResults, Sample, figures_of, table_of
from tests.benchmarks.preview_servers import HUGO_SERVER, Server, forget, seen_at, sitegen_server, stylesheet_of
from tests.benchmarks.programs import ENGINES
from tests.benchmarks.results import Results

ARTICLE = '---\ntitle: "A plan"\nsummary: >\n  Short.\n---\n\nOne two.[^1]\n\nThree **four**.\n\n## Five\n'


def a_sample(value: float | None, program: str = "Hugo", what: str = "body", how: str = "served") -> Sample:
    return Sample(program=program, what=what, how=how, value=value)


def test_an_edit_of_an_article_changes_one_word_of_its_text_or_begins_its_title() -> None:
    assert edited("body", ARTICLE, "Mark7") == ARTICLE.replace("Three", "Mark7")
    assert edited("title", ARTICLE, "Mark7") == ARTICLE.replace('"A plan"', '"Mark7: A plan"')
    assert title_in(edited("title", ARTICLE, "Mark7")) == "Mark7: A plan"


def test_an_edit_of_a_template_takes_the_place_of_the_last_one() -> None:
    once = edited("template", "<article></article>", "Mark1")
    assert once == "<article><p>Mark1</p></article>"
    assert edited("template", once, "Mark2") == "<article><p>Mark2</p></article>"


def test_an_edit_of_a_stylesheet_takes_the_place_of_the_last_one() -> None:
    once = edited("stylesheet", "body { margin: 0; padding: 2rem; }", "7.25px")
    assert edited("stylesheet", once, "8.25px") == "body { margin: 0; padding: 8.25px; }"


def test_an_edit_that_finds_no_place_is_an_error() -> None:
    with pytest.raises(ValueError, match="no place for stylesheet"):
        edited("stylesheet", "p { margin: 0; }", "7px")


@pytest.mark.parametrize("server", [sitegen_server(ENGINES[0]), HUGO_SERVER], ids=["sitegen", "Hugo"])
def test_every_kind_of_edit_leaves_its_sign_in_the_site_of_each_program(server: Server, tmp_path: Path) -> None:
    write_corpus(tmp_path / "articles", 30)
    server.program.prepare(tmp_path / "articles", tmp_path / "site", False)  # noqa: FBT003  its third fact
    for change in changes_to(server.place(tmp_path / "site"), KINDS * 5, 1, Random(7)):  # noqa: S311
        assert change.sign not in change.file.read_text("utf-8")
        write_whole(change.file, change.text(), tmp_path)
        assert change.sign in change.file.read_text("utf-8")


def test_programs_are_given_the_same_edits(tmp_path: Path) -> None:
    for name in "ab":
        write_corpus(tmp_path / name / "content", 30)
    places = [Place(tmp_path / name / "content", tmp_path / "page.html", tmp_path / "style.css") for name in "ab"]
    ours, theirs = (
        [(change.address, change.sign, change.pause) for change in changes_to(place, KINDS, 5, Random(7))]  # noqa: S311
        for place in places
    )
    assert ours == theirs
    assert [sign for _, sign, _ in ours] == ["Mark000005", "Mark000006", "Mark000007", "8.25px"]


def test_what_a_program_remembers_is_forgotten_and_its_site_is_not(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for folder in (site / "content", site / "resources", tmp_path / "cache"):
        folder.mkdir(parents=True)
    (site / ".hugo_build.lock").touch()
    forget(HUGO_SERVER, site)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")] == ["site", "site/content"]


@pytest.mark.parametrize(
    ("link", "path"),
    [
        ('<link rel="stylesheet" href="/style.css">', "/style.css"),
        ('<link rel="stylesheet" href="http://127.0.0.1:8000/assets/style.1a2b.css">', "/assets/style.1a2b.css"),
        ("", "/"),
    ],
)
def test_the_stylesheet_is_the_one_that_a_page_names(link: str, path: str) -> None:
    assert stylesheet_of(f"<head>{link}</head>") == path


def test_whoever_looks_often_sees_it_and_whoever_looks_in_vain_gives_up() -> None:
    looks = iter([False, False, True])
    before = time.perf_counter()
    assert (seen_at(lambda: next(looks), 0, 60) or 0) > before
    assert seen_at(lambda: False, 0, 0.01) is None


def test_measurements_become_medians_beside_those_of_hugo() -> None:
    ours = [a_sample(value, program="sitegen") for value in (0.3, 0.1, None, 0.2)]
    mine, hugo = figures_of([*ours, a_sample(0.4), a_sample(0.4)])
    assert (mine.median, mine.of_hugos, mine.samples, mine.missed) == (0.2, 0.5, 4, 1)
    assert (hugo.median, hugo.of_hugos, hugo.samples, hugo.missed) == (0.4, 1.0, 2, 0)


def test_the_table_tells_what_was_missed_and_has_no_ratio_without_hugo() -> None:
    samples = [a_sample(1.5, program="sitegen"), a_sample(None, program="sitegen", how="shown"), a_sample(0.5)]
    samples += [a_sample(98_000_000, program="sitegen", what="memory", how="at rest")]
    assert table_of(figures_of(samples)).splitlines() == [
        "|  | samples | sitegen | of Hugo's | Hugo |",
        "| --- | ---: | ---: | ---: | ---: |",
        "| body, served | 1 | 1.50 s | 3.00 × | 500 ms |",
        "| body, shown | 1 | (1 missed) |  |  |",
        "| memory, at rest | 1 | 98 MB |  |  |",
    ]


def test_the_report_has_a_section_about_the_preview_where_it_was_measured() -> None:
    day = "2026-11-24"
    builds = Results(day=day, command="compare.py", machine="", output_on="memory", versions={}, builds=())
    preview = PreviewResults(
        day=day,
        command="preview.py --results preview.json",
        machine="2 processors",
        versions={"hugo": "0.1"},
        articles=10_000,
        rounds=3,
        figures=figures_of([a_sample(0.2)]),
    )
    page = report.page_of(builds, preview=msgspec.json.decode(msgspec.json.encode(preview), type=PreviewResults))
    before, _, section = page.partition("## The preview\n")
    assert "## After a change" in before
    assert "both with 10,000 articles" in section
    assert "| body, served | 1 | 200 ms |" in section
    assert "## The preview" not in report.page_of(builds)
