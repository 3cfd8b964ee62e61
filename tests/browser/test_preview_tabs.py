"""A tab is up to date however a file was written, keeps its place, and is left alone by what it does not show."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.previewed import A_FERRY, NEWSROOM, Loads, Preview, bar_of, is_marked, marked, opened, previewing

pytestmark = pytest.mark.browser

LONG = "".join(f"The ferry passes buoy {number}.\n\n" for number in range(300))

CROSSING, FERRY = "/news/2026/crossing/", "/news/2026/ferry/"
FILE = "content/news/crossing.md"
PLACE = 1500

TURN = """state => {
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
  document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
}"""
"""Another tab is brought to the front, or this one; a browser without a screen shows all at once."""


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with previewing(NEWSROOM + A_FERRY + LONG, tmp_path_factory.mktemp("tabs")) as preview:
        yield preview


@pytest.fixture
def crossing(page: Page, preview: Preview) -> Page:
    preview.rest()
    return opened(page, preview.address + CROSSING)


@pytest.fixture
def ferry(page: Page, preview: Preview) -> Page:
    return opened(page.context.new_page(), preview.address + FERRY)


def by_renaming(file: Path, text: str) -> None:
    """Write another file and put it in the place of the first one, as most editors do."""
    other = file.with_name(".crossing.md.tmp123")
    other.write_text(text)
    other.replace(file)


def as_vim_does(file: Path, text: str) -> None:
    """Try whether files can be made, keep the former one beside, and write the new one."""
    trial, backup = file.with_name("4913"), file.with_name("crossing.md~")
    trial.touch()
    trial.unlink()
    file.rename(backup)
    file.write_text(text)
    backup.unlink()


def as_emacs_does(file: Path, text: str) -> None:
    """Lock the file by a link that leads nowhere, and keep the former one for good."""
    lock = file.with_name(".#crossing.md")
    lock.symlink_to("mira@desk.42:1")
    file.with_name("crossing.md~").write_bytes(file.read_bytes())
    file.with_name("#crossing.md#").write_text(text)
    file.write_text(text)
    file.with_name("#crossing.md#").unlink()
    lock.unlink()


def empty_at_first(file: Path, text: str) -> None:
    """Empty the file, and write it a moment later."""
    file.write_text("")
    time.sleep(0.05)
    file.write_text(text)


def in_two_pieces(file: Path, text: str) -> None:
    """Write a half, and the other one a moment later, as over a slow network."""
    with file.open("w") as open_file:
        open_file.write(text[: len(text) // 2])
        open_file.flush()
        time.sleep(0.05)
        open_file.write(text[len(text) // 2 :])


def deleted_at_first(file: Path, text: str) -> None:
    """Delete the file, and write another one a moment later, as some programs that keep files in step do."""
    file.unlink()
    time.sleep(0.05)
    file.write_text(text)


def with_the_former_time(file: Path, text: str) -> None:
    """Write as many bytes as before, and set the time of change back."""
    facts = file.stat()
    assert len(text) == facts.st_size
    file.write_text(text)
    os.utime(file, ns=(facts.st_atime_ns, facts.st_mtime_ns))


@pytest.mark.thorough
@pytest.mark.parametrize(
    "written",
    [
        by_renaming,
        as_vim_does,
        as_emacs_does,
        empty_at_first,
        in_two_pieces,
        deleted_at_first,
        with_the_former_time,
    ],
)
def test_a_text_is_shown_however_it_was_written(
    crossing: Page, preview: Preview, written: Callable[[Path, str], None]
) -> None:
    file = preview.folder / FILE
    former, word = file.read_text(), f"{written.__name__:<24}"
    present = former.replace(former.split("---\n")[2].split(" inspectors")[0], word)
    if written is with_the_former_time:
        preview.write(FILE, present.replace(word, f"{'before':<24}"))
        expect(crossing.locator(".prose")).to_contain_text("before")
    written(file, present)
    expect(crossing.locator(".prose")).to_contain_text(written.__name__)
    preview.rest()
    expect(crossing.locator(".prose")).to_contain_text(written.__name__)
    assert preview.lives()


def test_files_that_change_while_git_is_at_work_are_shown_together(crossing: Page, preview: Preview) -> None:
    loads, before = Loads.of(crossing), preview.said()
    preview.write(".git/index.lock", "")
    preview.edit(FILE, "A crossing opens", "A crossing on a branch")
    crossing.wait_for_timeout(400)
    assert loads.count == 0
    preview.edit("content/news/ferry.md", "A ferry sails", "A ferry on a branch")
    preview.remove(".git/index.lock")
    expect(crossing.locator("h1")).to_have_text("A crossing on a branch")
    expect(crossing.get_by_role("link", name="A ferry on a branch").first).to_be_visible()
    preview.rest()
    lines = [line for line in preview.said().removeprefix(before).splitlines() if "news/" in line]
    assert len(lines) == 1, lines


def test_the_place_of_the_reader_stays(ferry: Page, preview: Preview) -> None:
    ferry.evaluate("place => scrollTo(0, place)", PLACE)
    preview.edit("content/news/ferry.md", "buoy 299.", "the last buoy.")
    expect(ferry.locator(".prose")).to_contain_text("the last buoy.")
    ferry.wait_for_function("place => Math.abs(scrollY - place) < 5", arg=PLACE)


def test_the_place_of_the_reader_stays_while_a_mistake_is_made_and_mended(ferry: Page, preview: Preview) -> None:
    ferry.evaluate("place => scrollTo(0, place)", PLACE)
    preview.edit("content/news/ferry.md", "2026-03-26", "soon")
    expect(ferry.get_by_role("heading", level=1)).to_have_text("1 error stands in the way")
    preview.edit("content/news/ferry.md", "soon", "2026-03-26")
    expect(ferry.locator(".prose")).to_be_visible()
    ferry.wait_for_function("place => Math.abs(scrollY - place) < 5", arg=PLACE)
    preview.rest()
    assert abs(ferry.evaluate("scrollY") - PLACE) < 5


@pytest.mark.thorough
def test_who_comes_back_to_a_page_that_was_loaded_again_finds_the_place(ferry: Page, preview: Preview) -> None:
    ferry.evaluate("place => scrollTo(0, place)", PLACE)
    preview.edit("content/news/ferry.md", "buoy 298.", "the last buoy but one.")
    expect(ferry.locator(".prose")).to_contain_text("the last buoy but one.")
    ferry.wait_for_function("place => Math.abs(scrollY - place) < 5", arg=PLACE)
    ferry.goto(f"{preview.address}/")
    ferry.go_back()
    ferry.wait_for_function("place => Math.abs(scrollY - place) < 5", arg=PLACE)


def test_each_tab_shows_its_own_changes_and_is_left_alone_by_those_of_the_other(
    crossing: Page, ferry: Page, preview: Preview
) -> None:
    marked(ferry)
    preview.edit(FILE, "at the border", "at the river")
    expect(crossing.locator(".prose")).to_contain_text("at the river")
    assert is_marked(ferry)
    marked(crossing)
    preview.edit("content/news/ferry.md", "buoy 1.", "the first buoy.")
    expect(ferry.locator(".prose")).to_contain_text("the first buoy.")
    assert is_marked(crossing)


def test_a_tab_in_the_background_is_brought_up_to_date_when_it_is_looked_at(crossing: Page, preview: Preview) -> None:
    marked(crossing).evaluate(TURN, "hidden")
    preview.edit(FILE, "inspectors", "officers")
    preview.rest()
    assert is_marked(crossing)
    crossing.evaluate(TURN, "visible")
    expect(crossing.locator(".prose")).to_contain_text("officers")


@pytest.mark.thorough
def test_more_tabs_than_a_browser_has_connections(crossing: Page, preview: Preview) -> None:
    tabs = [crossing]
    for _ in range(7):
        tabs[-1].evaluate(TURN, "hidden")
        tabs.append(opened(crossing.context.new_page(), preview.address + CROSSING))
    preview.edit(FILE, "A crossing", "The crossing")
    expect(tabs[-1].locator("h1")).to_contain_text("The crossing")


def test_the_bar_is_left_alone_by_what_it_does_not_show(crossing: Page, preview: Preview) -> None:
    expect(bar_of(crossing).get_by_role("link", name="Edit crossing.md")).to_be_visible()
    asked: list[str] = []
    crossing.on("request", lambda request: asked.append(request.url))
    preview.rest()
    crossing.wait_for_timeout(200)
    assert asked == []
