"""A disk that is full: a build is right or says what is wrong, and the next one that finds room is right."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.built_sites import run_sitegen
from tests.drawn_pictures import drawn
from tests.incremental.beginnings import an_article, begun
from tests.incremental.newsroom import Newsroom, difference
from tests.incremental.processes import run_with_room_for
from tests.incremental.sample import NOW, sample

ONE = "content/press/one.md"
MANY_WORDS = "Many more words. " * 2000


@pytest.fixture
def newsroom(place: Path) -> Newsroom:
    picture = {"content/press/hall.png": drawn(40, 30, ".png")}
    newsroom = begun(place, f"-- {ONE} --\n{an_article('One', image='{src: hall.png, alt: The hall}')}", **picture)
    newsroom.write("content/press/tower.png", drawn(400, 300, ".png"))
    return newsroom


def edit(newsroom: Newsroom) -> None:
    """Make one page and the feeds long and every page a little longer, and show another picture."""
    newsroom.reword(ONE, "The text.", MANY_WORDS)
    newsroom.put(ONE, "image", "{src: tower.png, alt: The tower}")
    newsroom.put("config.yaml", "title", "Quite another name than before")


def assert_right_or_told(newsroom: Newsroom, done: subprocess.CompletedProcess[str], before: dict[str, bytes]) -> None:
    """Assert that a build has made the site, or has said why not and left the output as it was."""
    assert "Traceback" not in done.stderr, done.stderr
    if done.returncode:
        assert "error: " in done.stderr
        assert "nothing was written" in done.stderr
        assert newsroom.files() == before
    else:
        assert newsroom.files() == newsroom.clean_build().files


@pytest.mark.parametrize("size", [0, 100, 3000, 30_000])
def test_no_file_can_be_longer_than_there_is_room(newsroom: Newsroom, size: int) -> None:
    before = newsroom.files()
    edit(newsroom)
    assert_right_or_told(newsroom, run_with_room_for(size, newsroom.folder), before)
    newsroom.build_twice()


def test_there_is_no_room_for_state_in_a_first_build(place: Path) -> None:
    newsroom = Newsroom(sample(place / "site"))
    done = run_with_room_for(100, newsroom.folder)
    assert_right_or_told(newsroom, done, {})
    newsroom.build_twice()


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """Put a file system of some size in the place of a folder, with what is in it; skip the test where nobody may."""
    with_content = folder.with_name("between")
    folder.rename(with_content)
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no file systems can be mounted here")
    try:
        shutil.copytree(with_content, folder, dirs_exist_ok=True)
        shutil.rmtree(with_content)
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.mark.parametrize("name", ["public", ".sitegen"])
@pytest.mark.parametrize("room", [0, 64, 512])
def test_a_folder_is_on_a_disk_that_is_full(newsroom: Newsroom, name: str, room: int) -> None:
    folder = newsroom.path(name)
    blocks = sum(1 + len(data) // 4096 for data in newsroom.files().values()) if name == "public" else 0
    blocks += sum(1 + file.stat().st_size // 4096 for file in folder.rglob("*")) if name == ".sitegen" else 0
    with small_disk(folder, f"{(blocks + 1) * 4 + room}k"):
        before = newsroom.files()
        edit(newsroom)
        done = run_sitegen("build", "--at", NOW, "--jobs", "1", folder=newsroom.folder)
        assert_right_or_told(newsroom, done, before)
        subprocess.run(["mount", "-o", "remount,size=64m", folder], check=True)
        built = newsroom.build()
        told = difference(built, newsroom.clean_build())
        assert not told, told
