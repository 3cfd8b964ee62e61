"""The commands, run as people run them."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.built_sites import REPOSITORY, run_sitegen
from tests.story import story

SMALL = """
-- config.yaml --
title: Newsroom
base_url: https://news.example.org/
timezone: Europe/Rome
-- content/news/one.md --
---
title: One
date: 2026-01-01
---
The first text.
-- content/news/later.md --
---
title: Later
date: 2030-01-01T10:00
---
The later text.
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    story(SMALL, tmp_path)
    return tmp_path


def test_without_a_command_it_builds(site: Path) -> None:
    done = run_sitegen(folder=site)
    assert done.returncode == 0
    assert (site / "public/index.html").is_file()
    assert done.stdout == ""
    assert done.stderr.startswith("built ")


def test_build_py_is_the_same_command() -> None:
    done = subprocess.run(
        [sys.executable, "build.py", "--version"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("sitegen, version ")


def test_options_before_any_command_belong_to_build(site: Path) -> None:
    assert run_sitegen("--output", "elsewhere", folder=site).returncode == 0
    assert (site / "elsewhere/index.html").is_file()


def test_problems_end_with_one_and_say_that_nothing_was_written(site: Path) -> None:
    story("-- content/news/bad.md --\n---\ntitle: Bad\ndate: soon\n---\n", site)
    done = run_sitegen("build", folder=site)
    assert done.returncode == 1
    assert "content/news/bad.md:3:7: error: `date` should be a date, but is `soon`" in done.stderr
    assert done.stderr.endswith("1 error; nothing was written\n")
    assert not (site / "public").exists()


def test_wrong_use_ends_with_two_and_a_hint(site: Path) -> None:
    done = run_sitegen("biuld", folder=site)
    assert done.returncode == 2
    assert "Did you mean `build`?" in done.stderr


def test_problems_as_json_lines_go_to_standard_output(site: Path) -> None:
    story("-- content/news/bad.md --\n---\ntitle: Bad\ndate: soon\ntag: x\n---\n", site)
    done = run_sitegen("check", "--format", "json", folder=site)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(line["severity"], line["file"], line["line"]) for line in lines] == [
        ("error", "content/news/bad.md", 3),
        ("warning", "content/news/bad.md", 4),
    ]


def test_a_build_tells_its_result_as_json(site: Path) -> None:
    done = run_sitegen("build", "--format", "json", folder=site)
    result = json.loads(done.stdout)["result"]
    assert result["written"] == result["files"] > 0


def test_check_writes_nothing(site: Path) -> None:
    done = run_sitegen("check", folder=site)
    assert (done.returncode, done.stderr) == (0, "no problems\n")
    assert sorted(path.name for path in site.iterdir()) == ["config.yaml", "content"]


def test_next_names_the_moment_and_its_cause(site: Path) -> None:
    done = run_sitegen("next", "--at", "2026-11-01", folder=site)
    assert done.stdout == "2030-01-01T09:00:00Z content/news/later.md appears\n"
    assert done.stderr == "build again at 2030-01-01T09:00:00Z, which is 2030-01-01 10:00 in Europe/Rome\n"


def test_next_as_json(site: Path) -> None:
    done = run_sitegen("next", "--at", "2026-11-01", "--format", "json", folder=site)
    assert json.loads(done.stdout) == {
        "at": "2030-01-01T09:00:00Z",
        "file": "content/news/later.md",
        "change": "appears",
    }


def test_next_says_when_nothing_is_scheduled(site: Path) -> None:
    done = run_sitegen("next", "--at", "2031-01-01", folder=site)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "nothing is scheduled\n")


def test_an_unreadable_moment_is_a_problem(site: Path) -> None:
    done = run_sitegen("build", "--at", "tomorrow", folder=site)
    assert done.returncode == 1
    assert "`tomorrow` is not a date" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_new_site_builds_without_a_warning(tmp_path: Path) -> None:
    assert run_sitegen("new", "site", "demo", folder=tmp_path).returncode == 0
    done = run_sitegen("build", "--strict", folder=tmp_path / "demo")
    assert done.returncode == 0, done.stderr


def test_a_new_article_is_ready_to_be_written(site: Path) -> None:
    done = run_sitegen("new", "article", 'A "quoted": title', "--section", "news", folder=site)
    assert done.returncode == 0, done.stderr
    assert (site / done.stdout.strip()).is_file()
    assert run_sitegen("build", "--strict", "--drafts", folder=site).returncode == 0


def test_a_folder_without_a_site_gets_a_hint(tmp_path: Path) -> None:
    done = run_sitegen("build", folder=tmp_path)
    assert done.returncode == 1
    assert "there is no `config.yaml`" in done.stderr
    assert "sitegen new site" in done.stderr


def test_schemas_are_written_and_printed(tmp_path: Path) -> None:
    done = run_sitegen("schema", folder=tmp_path)
    assert done.returncode == 0
    assert json.loads((tmp_path / "schemas/config.schema.json").read_text())["title"]
    printed = json.loads(run_sitegen("schema", "front-matter", folder=tmp_path).stdout)
    assert "json-schema.org/draft/2020-12" in printed["$schema"]


def test_a_foreign_output_folder_is_refused(site: Path) -> None:
    story("-- precious/thesis.txt --\nYears of work.\n", site)
    done = run_sitegen("build", "--output", "precious", folder=site)
    assert done.returncode == 1
    assert "holds files that sitegen did not write" in done.stderr
    assert sorted(path.name for path in (site / "precious").iterdir()) == ["thesis.txt"]


def test_serve_shows_the_site_and_leaves_public_alone(site: Path) -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "sitegen", "serve", "--port", "8471"],
        cwd=site,
        env={"PYTHONPATH": str(REPOSITORY), "PATH": "/usr/bin:/bin"},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        page = eventually("http://127.0.0.1:8471/news/2026/one/")
        assert "The first text." in page
        assert not (site / "public").exists()
    finally:
        server.send_signal(signal.SIGINT)
        _, said = server.communicate(timeout=20)
    assert server.returncode == 0
    assert "http://127.0.0.1:8471/" in said


def eventually(address: str) -> str:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310  an address of this test
                return str(answer.read(), "utf-8")
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)
