"""The same input at the same moment gives the same bytes, wherever and however it is built."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.built_sites import NOW, built, files_in, own_site, run_sitegen

SURROUNDINGS = {
    "another hash seed": {"PYTHONHASHSEED": "4242"},
    "a time zone far east": {"TZ": "Pacific/Kiritimati"},
    "a time zone far west": {"TZ": "America/Los_Angeles"},
    "a plain locale": {"LC_ALL": "C"},
    "a Turkish locale": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
}


@pytest.fixture(scope="module")
def first_build(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    site = own_site(tmp_path_factory.mktemp("own") / "site")
    return site, built(site)


@pytest.mark.parametrize("environment", SURROUNDINGS.values(), ids=SURROUNDINGS.keys())
def test_surroundings_change_nothing(
    first_build: tuple[Path, dict[str, bytes]], environment: dict[str, str], tmp_path: Path
) -> None:
    site, expected = first_build
    done = run_sitegen(
        *("build", "--config", str(site / "config.yaml"), "--output", str(tmp_path / "out"), "--at", NOW),
        folder=tmp_path,
        **environment,
    )
    assert done.returncode == 0, done.stderr
    assert files_in(tmp_path / "out") == expected


@pytest.mark.parametrize("jobs", ["1", "2", "3"])
def test_the_number_of_workers_and_the_path_of_the_checkout_change_nothing(
    first_build: tuple[Path, dict[str, bytes]], jobs: str, tmp_path: Path
) -> None:
    site = own_site(tmp_path / "a much longer path" / f"checkout {jobs}", remembering=jobs != "2")
    done = run_sitegen("build", "--at", NOW, "--jobs", jobs, folder=site)
    assert done.returncode == 0, done.stderr
    assert files_in(site / "public") == first_build[1]


def test_new_times_of_files_change_nothing(first_build: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    site = own_site(tmp_path / "site")
    for file in site.rglob("*"):
        file.touch()
    assert built(site) == first_build[1]


def test_between_two_moments_that_next_names_the_clock_changes_nothing(
    first_build: tuple[Path, dict[str, bytes]],
) -> None:
    site, expected = first_build
    moment = datetime.fromisoformat(run_sitegen("next", "--at", NOW, folder=site).stdout.split()[0])
    assert built(site, at=(moment - timedelta(seconds=1)).isoformat()) == expected
    assert built(site, at=moment.isoformat()) != expected


def test_a_second_build_writes_nothing(first_build: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    site = own_site(tmp_path / "site")
    run_sitegen("build", "--at", NOW, folder=site)
    before = {file: file.stat().st_mtime_ns for file in (site / "public").rglob("*")}
    done = run_sitegen("build", "--at", NOW, folder=site)
    assert "0 written" in done.stderr
    assert "0 removed" in done.stderr
    assert {file: file.stat().st_mtime_ns for file in (site / "public").rglob("*")} == before
    assert files_in(site / "public") == first_build[1]
