from __future__ import annotations

import shutil
import sys
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from lxml import etree

from sitegen.cli import main as sitegen
from tests.benchmarks import compare, report
from tests.benchmarks.corpus import SECTIONS, write_corpus
from tests.benchmarks.measuring import Failed, cost_of
from tests.benchmarks.plot import Panel, plot_of, ticks
from tests.benchmarks.programs import HERE, for_pelican
from tests.benchmarks.results import Build, Counted, Results, count, kind_of, medians_of


def a_build(seconds: float = 1, memory: int = 100_000_000, **facts: object) -> Build:
    told = {"articles": 1000, "program": "Hugo", "related": False, "scenario": "cold"}
    return msgspec.convert({**told, "seconds": seconds, "memory": memory, "output": {}, **facts}, Build)


def test_the_site_of_the_benchmarks_is_built_without_warnings(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(HERE / "site", site, ignore=shutil.ignore_patterns("content", "public"))
    write_corpus(site / "content", 40)
    arguments = ["build", "--config", str(site / "config.yaml"), "--strict", "--jobs", "1"]
    result = CliRunner().invoke(sitegen, arguments, catch_exceptions=False)
    assert (result.exit_code, "warning" in result.stderr) == (0, False), result.stderr
    made = count(site / "public")
    assert made["articles"].files == 40
    tags = len(list((site / "public/tags").glob("*/index.html")))
    assert made["feeds"].files == 1 + len(SECTIONS) + tags
    home, index, subscribe, search = 2, 1, 1, 1
    assert made["lists"].files == home + len(SECTIONS) + tags + index + subscribe + search
    others = {path.suffix for path in (site / "public").glob("*.*")}
    assert others == {".html", ".xml", ".txt", ".opml"}


def test_programs_are_compared_by_one_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "results.json"
    options = ["--engines", "commonmark", "--edits", "one tag", "--related", "no", "--results", str(file)]
    compare.main(["--articles", "30", "--rounds", "1", *options])
    results = msgspec.json.decode(file.read_bytes(), type=Results)
    cold, tagged = results.builds
    assert (cold.scenario, tagged.scenario) == ("cold", "one tag")
    assert (cold.output["articles"].files, tagged.files - cold.files) == (30, 2)
    assert min(cold.seconds, tagged.seconds) > 0
    assert "| 30 | no | sitegen, commonmark | one tag |" in capsys.readouterr().out


def test_a_program_that_fails_or_warns_is_not_measured(tmp_path: Path) -> None:
    for script in ("exit 3", "echo 'WARNING: slow' >&2"):
        with pytest.raises(Failed):
            cost_of(["sh", "-c", script], tmp_path)


def test_the_memory_of_all_processes_counts(tmp_path: Path) -> None:
    if not Path("/proc/self/smaps_rollup").exists():
        pytest.skip("the system does not tell")
    wasteful = "import sys, time; x = bytearray(60_000_000); time.sleep(0.4)"
    both = f"import subprocess, sys; y = bytearray(60_000_000); subprocess.run([sys.executable, '-c', {wasteful!r}])"
    assert 115_000_000 < cost_of([sys.executable, "-c", both], tmp_path).memory < 200_000_000


def test_rounds_become_their_median() -> None:
    builds = [a_build(seconds) for seconds in (3, 1, 2)] + [a_build(9, scenario="one body")]
    assert [build.seconds for build in medians_of(builds)] == [2, 9]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("events/2017/story-1/index.html", "articles"),
        ("events/index.html", "lists"),
        ("events/page/2017/index.html", "lists"),
        ("tags/trade/index.html", "lists"),
        ("tags/trade/feed.xml", "feeds"),
        ("sitemap.xml", "others"),
    ],
)
def test_files_are_counted_by_kind(path: str, kind: str) -> None:
    *folder, name = path.split("/")
    assert kind_of(tuple(folder), name) == kind


def test_pelican_reads_the_same_article() -> None:
    fields = (
        'title: "A: B"',
        "date: 2017-03-24",
        "slug: a",
        "tags: [x y, z]",
        "author: Desk",
        "summary: >",
        "  Short.",
    )
    text = "\n".join(("---", *fields, "---", "", "More in [b](../../news/2016/b.md).", ""))
    assert for_pelican(text, "events") == (
        "title: A: B\ndate: 2017-03-24\nslug: a\nauthor: Desk\nsummary: Short.\ntags: x y, z\ncategory: events\n\n"
        "\nMore in [b]({filename}/news/2016/b.md).\n"
    )


def test_the_report_shows_what_was_found(tmp_path: Path) -> None:
    output = {"articles": Counted(1000, 6_000_000)}
    ours = [a_build(2, program="sitegen, commonmark", output=output, scenario=name) for name in ("cold", "one body")]
    related = a_build(4, related=True)
    results = Results(
        day="2026-11-24",
        command="compare.py --hugo",
        machine="2 processors",
        output_on="memory",
        versions={"hugo": "0.1"},
        builds=(a_build(1, output=output), *ours, related, a_build(10, 500_000_000, articles=10_000)),
    )
    (tmp_path / "results.json").write_bytes(msgspec.json.encode(results))
    report.main([str(tmp_path / "results.json"), "--docs", str(tmp_path)])
    page = (tmp_path / "performance.md").read_text("utf-8")
    assert "| 1,000 | sitegen, commonmark | 2.00 | 2.00 × | 100 | 1.00 × |" in page
    assert "| 1,000 | sitegen, commonmark | 2.00 | 2.00 |" in page
    assert "| 1,000 | Hugo | 1,000 (6.0) |" in page
    assert "With three related articles" in page
    picture = etree.parse(tmp_path / "pictures/performance.svg").getroot()
    names = [text.text for text in picture.iterfind("{http://www.w3.org/2000/svg}text")]
    assert names == ["Hugo", "sitegen, commonmark"]


def test_the_scales_of_the_plot_begin_and_end_with_round_numbers() -> None:
    assert ticks([0.3, 7]) == [0.2, 0.5, 1, 2, 5, 10]
    assert ticks([1]) == [1]
    assert "<svg" in plot_of("One", [Panel("seconds", {"a": {10: 1.0}})])
