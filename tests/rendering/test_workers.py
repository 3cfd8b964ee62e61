from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sitegen.config import CrawlerSettings
from sitegen.imaging.photograph import Rendition
from sitegen.memo import Memo
from sitegen.planning.documents import RobotsView
from sitegen.planning.pages import FromView, ImageOf, Page
from sitegen.problems import Location
from sitegen.reading.file_facts import facts_of_file
from sitegen.records import Records
from sitegen.rendering.descriptions import Description, Descriptions
from sitegen.rendering.render import Press
from sitegen.rendering.workers import chunks_of, make_pages, work_of
from sitegen.site_path import SitePath
from tests.built_sites import REPOSITORY
from tests.drawn_pictures import drawn
from tests.story import a_theme


def a_document(number: int) -> Page:
    view = RobotsView(crawlers=CrawlerSettings(), sitemaps=(f"https://news.example.org/{number}.xml",))
    return Page(
        path=SitePath(f"{number}.txt"), recipe=FromView(), edition="en", origin=Location("config.yaml"), view=view
    )


def a_rendition(width: int, file: str = "hall.jpg", digest: str = "d1") -> Page:
    rendition = Rendition(width=width, height=width * 2 // 3, format="webp")
    recipe = ImageOf(file, digest, rendition)
    return Page(path=SitePath(f"{file}.{width}.webp"), recipe=recipe, edition="en", origin=Location(f"content/{file}"))


def press_in(folder: Path, memo: str) -> Press:
    return Press(folder=folder, memo=Memo(folder / memo), records=Records(folder / memo), theme=a_theme(), sites={})


def described(pages: list[Page], press: Press) -> list[Description]:
    """Pages in short, when their whole descriptions are in the records."""
    descriptions = Descriptions(press.records, {})
    for page in pages:
        descriptions.take(page)
    descriptions.write()
    return list(descriptions.short.values())


class Shelf:
    """Gives back what it takes, with its path."""

    def put(self, path: str, data: bytes | Path) -> tuple[str, bytes]:
        return path, data.read_bytes() if isinstance(data, Path) else data


def in_short(pages: list[Page]) -> list[Description]:
    """Pages in short, of which nobody needs more."""
    descriptions = Descriptions(Records(Path("nowhere")), {})
    for page in pages:
        descriptions.take(page)
    return list(descriptions.short.values())


def test_no_page_is_lost_when_they_are_cut_into_parts() -> None:
    pages = in_short([a_document(number) for number in range(333)])
    assert [page for chunk in chunks_of(pages) for page in chunk] == pages
    assert max(map(len, chunks_of(pages))) <= 50


def test_what_is_made_of_one_photograph_stays_together() -> None:
    pages = in_short(
        [*(a_document(number) for number in range(45)), *(a_rendition(width) for width in range(100, 130))]
    )
    assert [len(chunk) for chunk in chunks_of(pages)] == [75]


def test_two_photographs_may_be_parted() -> None:
    pages = in_short([a_rendition(width, file) for file in ("a.jpg", "b.jpg") for width in range(100, 160)])
    assert [len(chunk) for chunk in chunks_of(pages)] == [60, 60]


def test_pictures_are_worth_a_process_sooner_than_pages() -> None:
    documents = in_short([a_document(number) for number in range(40)])
    pictures = in_short([a_rendition(width) for width in range(100, 140)])
    assert work_of(pictures) > 10 * work_of(documents)


def test_processes_make_the_same_as_one(tmp_path: Path) -> None:
    (tmp_path / "hall.jpg").write_bytes(drawn(900, 600))
    digest = facts_of_file(tmp_path / "hall.jpg").digest
    pictures = [a_rendition(width, digest=digest) for width in (300, 450, 600)]
    pages = [*(a_document(number) for number in range(60)), *pictures]
    press, other = press_in(tmp_path, "alone"), press_in(tmp_path, "several")
    alone = list(make_pages(described(pages, press), press, Shelf(), 1))
    several = list(make_pages(described(pages, other), other, Shelf(), 2))
    assert several == alone
    assert len(several) == len(pages)


KILLED_BUILD = """
import multiprocessing, os, signal, sys
from pathlib import Path
from tests.rendering.test_workers import Shelf, a_document, described, press_in
from sitegen.rendering.workers import make_pages

if __name__ == "__main__":
    press = press_in(Path(sys.argv[1]), "memo")
    outcomes = make_pages(described([a_document(number) for number in range(60_000)], press), press, Shelf(), 2)
    next(outcomes)
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_no_process_outlives_a_build_that_is_killed(tmp_path: Path) -> None:
    (tmp_path / "killed.py").write_text(KILLED_BUILD, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(tmp_path / "killed.py"), str(tmp_path)],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        timeout=60,
    )
    workers = [int(word) for word in done.stdout.split()]
    assert len(workers) == 2
    assert eventually(lambda: not any(is_running(pid) for pid in workers))


def is_running(pid: int) -> bool:
    """Tell whether a process runs; one that nobody has buried does not."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except ProcessLookupError:
        return False
    except FileNotFoundError:  # gone meanwhile, or a system without `/proc`
        return not Path("/proc").exists()


def eventually(is_so: Callable[[], bool]) -> bool:
    """Look again and again, for ten seconds at most."""
    for _ in range(100):
        if is_so():
            return True
        time.sleep(0.1)
    return False
