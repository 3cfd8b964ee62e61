"""Whatever happens to the folder of state costs time, never a wrong page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.built_sites import run_sitegen
from tests.drawn_pictures import drawn
from tests.incremental.beginnings import an_article, begun
from tests.incremental.newsroom import Newsroom, difference
from tests.incremental.processes import as_nobody, run_as_nobody

ONE = "content/press/one.md"
PAGE = "press/2026/one/index.html"
FOREIGN = (b"", b"{}", b"[]", b"null", b"\x80\x04\x95", b'{"format": 99}', b"SQLite format 3\0", b"\xff" * 5000)
"""What other versions may have left, and what no version has."""


def a_newsroom(place: Path) -> Newsroom:
    articles = (
        f"-- content/press/{name}.md --\n" + an_article(name, tags=f"[{name}]") for name in ("one", "two", "three")
    )
    newsroom = begun(place, "".join(articles), **{"content/press/hall.png": drawn(40, 30, ".png")})
    newsroom.put("content/press/two.md", "image", "{src: hall.png, alt: The hall}")
    newsroom.build()
    return newsroom


@pytest.fixture
def newsroom(place: Path) -> Newsroom:
    return a_newsroom(place)


def with_a_bit_turned(data: bytes, random: Random) -> bytes:
    if not data:
        return b"\0"
    place = random.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << random.randrange(8))]) + data[place + 1 :]


def cut(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def with_zeros(data: bytes, random: Random) -> bytes:
    start, length = random.randrange(len(data) + 1), random.randrange(5000)
    return data[:start] + b"\0" * len(data[start : start + length]) + data[start + length :]


def foreign(_: bytes, random: Random) -> bytes:
    return random.choice(FOREIGN)


def doubled(data: bytes, _: Random) -> bytes:
    return data * 2


WAYS: tuple[Callable[[bytes, Random], bytes], ...] = (with_a_bit_turned, cut, with_zeros, foreign, doubled)


def damage_file(file: Path, random: Random) -> None:
    """Change, delete or exchange a file, or put something else in its place."""
    match random.randrange(8):
        case 0:
            file.unlink()
        case 1:
            file.unlink()
            file.symlink_to(file.name)
        case 2:
            other = random.choice(sorted(file.parent.iterdir()))
            if other.is_file():
                file.write_bytes(other.read_bytes())
        case _:
            file.write_bytes(random.choice(WAYS)(file.read_bytes(), random))


def assert_right_in_the_end(newsroom: Newsroom) -> None:
    """Build; if that is refused in words, take away what nobody knows any more, as the hint says, and build again."""
    before = newsroom.files()
    built, clean = newsroom.build(), newsroom.clean_build()
    if built.failed:
        assert {problem.location.path.split("/")[0] for problem in built.problems} == {"public"}, built.problems
        assert built.files == before
        shutil.rmtree(newsroom.path("public"))
        shutil.rmtree(newsroom.path(".sitegen"))
        built = newsroom.build()
    told = difference(built, clean)
    assert not told, told


def test_state_that_is_damaged_anywhere_makes_no_page_wrong(damage: int, newsroom: Newsroom) -> None:
    random = Random(damage)  # noqa: S311  nothing here is secret
    files = [newsroom.path(name) for name in newsroom.state_files()]
    for file in files if damage % 2 else random.sample(files, 1):
        damage_file(file, random)
    if random.random() < 1 / 2:
        newsroom.reword(ONE, "The text.", "Other words.")
    assert_right_in_the_end(newsroom)
    newsroom.put(ONE, "title", "Another title")
    newsroom.build_twice()


def test_every_file_of_state_may_be_a_folder(newsroom: Newsroom) -> None:
    for name in newsroom.state_files():
        newsroom.path(name).unlink(missing_ok=True)
        newsroom.write(f"{name}/mine.txt", "mine")
        newsroom.reword(ONE, "The text.", "The text. And more.")
        assert_right_in_the_end(newsroom)


@pytest.mark.parametrize("lost", ["public", ".sitegen", ".sitegen/remembered"])
def test_the_output_or_the_state_is_lost(newsroom: Newsroom, lost: str) -> None:
    newsroom.reword(ONE, "The text.", "Other words.")
    shutil.rmtree(newsroom.path(lost), ignore_errors=True)
    assert b"Other words." in newsroom.build_twice()[PAGE]


def test_state_of_an_earlier_time_stands_beside_the_output_of_a_later_one(newsroom: Newsroom) -> None:
    shutil.copytree(newsroom.path(".sitegen"), newsroom.path("former"))
    before = newsroom.memory()
    for name in ("one", "two"):
        newsroom.reword(f"content/press/{name}.md", "The text.", "Other words.")
        newsroom.put(f"content/press/{name}.md", "summary", "Other words.")
    newsroom.reword("themes/plain/templates/base.html", "mark-0", "mark-1")
    newsroom.build_twice()
    shutil.rmtree(newsroom.path(".sitegen"))
    newsroom.path("former").rename(newsroom.path(".sitegen"))
    newsroom.restore(before)
    assert b"Other words." not in newsroom.build_twice()[PAGE]


def test_state_of_a_later_time_stands_beside_sources_of_an_earlier_one(newsroom: Newsroom) -> None:
    before = newsroom.memory()
    shutil.copytree(newsroom.path("public"), newsroom.path("former"))
    newsroom.reword(ONE, "The text.", "Other words.")
    newsroom.build_twice()
    newsroom.restore(before)
    shutil.rmtree(newsroom.path("public"))
    newsroom.path("former").rename(newsroom.path("public"))
    assert b"Other words." not in newsroom.build_twice()[PAGE]


def test_state_of_another_site_with_files_of_the_same_names_sizes_and_times(tmp_path: Path) -> None:
    one, other = (a_newsroom(tmp_path / name) for name in ("one", "other"))
    other.reword(ONE, "The text.", "Its words")
    other.write("content/press/hall.png", drawn(40, 30, ".png", 7))
    for newsroom in (one, other):
        for file in newsroom.folder.rglob("*"):
            os.utime(file, (1_000_000_000, 1_000_000_000))
        newsroom.build()
    shutil.rmtree(other.path(".sitegen"))
    shutil.copytree(one.path(".sitegen"), other.path(".sitegen"))
    assert b"Its words" in other.build_twice()[PAGE]


@pytest.mark.parametrize("cached", [(".sitegen",), (".sitegen", "public"), ("public",)], ids=str)
def test_content_is_checked_out_anew_beside_what_was_cached(
    newsroom: Newsroom, cached: tuple[str, ...], tmp_path: Path
) -> None:
    checkout = Newsroom(tmp_path / "checkout")
    checkout.restore(newsroom.memory())
    for name in cached:
        shutil.copytree(newsroom.path(name), checkout.path(name))
    checkout.reword("content/press/two.md", "The text.", "Other words.")
    assert b"Other words." in checkout.build_twice()["press/2026/two/index.html"]
    checkout.put("content/press/two.md", "title", "Other title")
    checkout.build_twice()


def test_a_site_is_moved_with_all_that_it_has(newsroom: Newsroom) -> None:
    moved = Newsroom(newsroom.folder.with_name("moved"))
    newsroom.folder.rename(moved.folder)
    assert not moved.build().failed
    moved.reword(ONE, "The text.", "Other words.")
    assert b"Other words." in moved.build_twice()[PAGE]


def test_state_that_cannot_be_read_or_written_is_no_reason_for_a_traceback(place: Path) -> None:
    newsroom = a_newsroom(place)
    newsroom.reword(ONE, "The text.", "Other words.")
    before = newsroom.files()
    for path in newsroom.path(".sitegen").rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0)
    newsroom.path(".sitegen").chmod(0o555)
    with as_nobody(newsroom.folder):
        done = run_as_nobody(newsroom.folder)
    assert "Traceback" not in done.stderr
    newsroom.path(".sitegen").chmod(0o755)
    if done.returncode:
        assert "public: error: " in done.stderr
        assert newsroom.files() == before
    else:
        assert newsroom.files() == newsroom.clean_build().files


def test_a_file_in_place_of_the_folder_of_state_is_no_reason_for_a_traceback(newsroom: Newsroom) -> None:
    before = newsroom.files()
    shutil.rmtree(newsroom.path(".sitegen"))
    newsroom.write(".sitegen", "mine")
    newsroom.reword(ONE, "The text.", "Other words.")
    done = run_sitegen("build", "--at", newsroom.wishes["at"], folder=newsroom.folder)
    assert "Traceback" not in done.stderr
    assert newsroom.read(".sitegen") == "mine"
    if done.returncode:
        assert "public: error: " in done.stderr
        assert newsroom.files() == before
    else:
        assert newsroom.files() == newsroom.clean_build().files
