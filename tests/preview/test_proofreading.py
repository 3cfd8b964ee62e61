"""What only the making of a page shows is found without anybody asking for that page."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sitegen.preview import proofreader
from sitegen.preview.proofreader import Progress, Proofreader
from sitegen.problems import Location, Problem, error
from sitegen.rendering.maker import Maker
from tests.edited_site import EditedSite, an_article
from tests.preview.previewed_site import OnBench, previewed, wait_until

ARTICLE = "themes/bare/templates/article.html"
FAULT = '{% if page.title == "Beta" %}{{ page.nothing }}{% endif %}'
BEFORE, AFTER = "{{ page.html|safe }}", f"{{{{ page.html|safe }}}}{FAULT}"
TOLD = "`page.nothing` is not defined"
TEXT = "content/news/{}.md"
PAGE = "news/2026/{}/index.html"


def a_site(place: Path) -> EditedSite:
    return EditedSite(place / "site", an_article("alpha") + an_article("beta", body="The text of beta."))


def blamed(fault: Exception) -> Problem:
    return error(str(fault), Location("."))


@contextmanager
def at_work(reader: Proofreader) -> Iterator[None]:
    """Let a proofreader work in its thread."""
    thread = threading.Thread(target=reader.run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        reader.stop()
        thread.join(10)
        assert not thread.is_alive()


def test_a_fault_that_one_page_shows_is_found_without_anybody_asking_for_it(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    site.reword(ARTICLE, BEFORE, AFTER)
    with previewed(site) as there:
        wait_until(lambda: there.problems() == TOLD)
        assert there.preview.keeper.condition.is_broken
        wait_until(lambda: there.reports[-1].is_broken)


def test_a_fault_that_an_edit_brings_is_found_and_gone_when_it_is_mended(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    with previewed(site) as there:
        there.assert_as_built()
        site.reword(ARTICLE, BEFORE, AFTER)
        there.change(ARTICLE)
        wait_until(lambda: there.problems() == TOLD)
        site.reword(ARTICLE, FAULT, "")
        there.change(ARTICLE)
        wait_until(lambda: not there.problems())
        there.assert_as_built()
        assert not there.preview.keeper.condition.is_broken


def test_a_fault_of_a_page_is_gone_when_its_article_is_another_one(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    site.reword(ARTICLE, BEFORE, AFTER)
    with previewed(site) as there:
        wait_until(lambda: there.problems() == TOLD)
        site.reword(TEXT.format("beta"), "title: Beta", "title: Gamma")
        there.change(TEXT.format("beta"))
        wait_until(lambda: not there.problems())
        there.assert_as_built()


def test_a_fault_is_gone_with_its_page(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    site.reword(ARTICLE, BEFORE, AFTER)
    with previewed(site) as there:
        wait_until(lambda: there.problems() == TOLD)
        site.path(TEXT.format("beta")).unlink()
        there.change(TEXT.format("beta"))
        wait_until(lambda: not there.problems())
        there.assert_as_built()


def test_a_fault_that_stays_is_told_all_the_time(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    site.reword(ARTICLE, BEFORE, AFTER)
    with previewed(site) as there:
        wait_until(lambda: there.problems() == TOLD)
        number = there.preview.keeper.condition.number
        site.reword(TEXT.format("alpha"), "title: Alpha", "title: Omega")
        there.change(TEXT.format("alpha"))
        wait_until(lambda: there.preview.keeper.condition.number > number)
        assert there.problems() == TOLD
        wait_until(lambda: len(there.reports) > 1)
        assert all(report.is_broken for report in there.reports[1:])


def test_while_a_fault_stands_in_the_way_the_last_good_version_can_be_seen(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    with previewed(site) as there:
        there.assert_as_built()
        wait_until(lambda: there.preview.keeper.condition.good is not None)
        site.reword(ARTICLE, BEFORE, AFTER)
        there.change(ARTICLE)
        wait_until(lambda: there.problems() == TOLD)
        view = there.preview.view(there.preview.behind())
        assert view
        assert not view.cover(f"/{PAGE.format('beta')}")
        assert "The text of beta." in there.text(PAGE.format("beta"))


def test_a_page_that_cannot_be_made_does_not_hide_what_else_is_wrong(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    site.reword(ARTICLE, BEFORE, AFTER)
    site.reword(TEXT.format("alpha"), "title: Alpha", "title: Alpha\npeople: [nobody]")
    with previewed(site) as there:
        wait_until(lambda: TOLD in there.problems() and "nobody" in there.problems())
        view = there.preview.view("")
        assert view
        view.find(PAGE.format("beta"))
        page = view.cover(f"/{PAGE.format('beta')}")
        assert page
        assert b"nobody" in page
        assert b"page.nothing" in page


def test_a_template_that_cannot_be_read_is_one_problem(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    with previewed(site) as there:
        there.assert_as_built()
        site.reword(ARTICLE, BEFORE, "{{ page.html|safe }}{% if %}")
        there.change(ARTICLE)
        wait_until(lambda: bool(there.problems()))
        time.sleep(0.3)
        assert len(there.problems().splitlines()) == 1


def test_all_pages_of_a_site_are_looked_through(tmp_path: Path) -> None:
    showing = OnBench(a_site(tmp_path)).shown
    told: list[Progress] = []
    reader = Proofreader(told.append, lambda: None, blamed)
    with at_work(reader):
        reader.take(showing)
        wait_until(lambda: bool(told))
    assert [(progress.done, progress.total) for progress in told] == [(len(showing.pages),) * 2]
    assert reader.proofs.keys() == showing.pages.keys()
    assert reader.digests(showing)


def test_a_file_that_could_not_be_read_is_tried_again(tmp_path: Path) -> None:
    site = EditedSite(tmp_path / "site", an_article("alpha", body="[Read](notes.txt)"))
    file = site.path("content/news/notes.txt")
    file.write_text("What was said.", encoding="utf-8")
    showing = OnBench(site).shown
    told: list[Progress] = []
    reader = Proofreader(told.append, lambda: None, blamed)
    reader.showing = showing
    away = file.rename(tmp_path / "notes.txt")
    reader.look_through(showing)
    away.rename(file)
    reader.look_through(showing)
    reader.look_through(showing)
    assert [len(progress.problems) for progress in told if progress.is_done] == [1, 0, 0]


def test_a_page_that_is_as_it_was_is_not_made_again(tmp_path: Path) -> None:
    there = OnBench(a_site(tmp_path))
    told: list[Progress] = []
    reader = Proofreader(told.append, lambda: None, blamed)
    with at_work(reader):
        reader.take(there.shown)
        wait_until(lambda: len(told) == 1)
        before = dict(reader.proofs)
        there.site.reword(TEXT.format("beta"), "The text of beta.", "Other words.")
        changed = there.reworded("news/beta.md")
        reader.take(there.shown)
        wait_until(lambda: len(told) == 2)
    assert changed
    assert {path for path, proof in reader.proofs.items() if proof is not before[path]} == {*changed}


def test_the_proofreader_leaves_a_showing_for_a_newer_one(tmp_path: Path) -> None:
    there = OnBench(a_site(tmp_path))
    there.site.reword(ARTICLE, BEFORE, AFTER)
    older = there.renewed()
    there.site.reword(ARTICLE, FAULT, "")
    newer = there.renewed()
    told: list[Progress] = []

    def tell(progress: Progress) -> None:
        told.append(progress)
        if progress.showing is older:
            reader.take(newer)

    reader = Proofreader(tell, lambda: None, blamed)
    with at_work(reader):
        reader.take(older)
        wait_until(lambda: bool(told) and told[-1].showing is newer)
    assert [progress.is_done for progress in told] == [False, True]
    assert [bool(progress.problems) for progress in told] == [True, False]


def test_the_proofreader_stands_aside_while_somebody_else_is_busy(tmp_path: Path) -> None:
    showing = OnBench(a_site(tmp_path)).shown
    told: list[Progress] = []
    reader = Proofreader(told.append, lambda: None, blamed)
    reader.is_free.clear()
    with at_work(reader):
        reader.take(showing)
        assert not reader.proofs
        reader.is_free.set()
        wait_until(lambda: bool(told))


def test_what_is_lost_while_pages_are_looked_through_is_told(tmp_path: Path) -> None:
    there = OnBench(a_site(tmp_path))
    there.bench.state.records.close()
    for file in there.site.path(".sitegen/remembered").iterdir():
        file.unlink()
    lost: list[bool] = []
    reader = Proofreader(lambda _: None, lambda: lost.append(True), blamed)
    with at_work(reader):
        reader.take(there.shown)
        wait_until(lambda: bool(lost))


def test_a_mistake_of_the_program_is_told_and_the_next_showing_is_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(_: object) -> dict[str, Maker]:
        message = "nobody knows"
        raise ZeroDivisionError(message)

    there = OnBench(a_site(tmp_path))
    told: list[Progress] = []
    reader = Proofreader(told.append, lambda: None, blamed)
    with at_work(reader):
        with monkeypatch.context() as broken:
            broken.setattr(proofreader, "makers_in", stumble)
            reader.take(there.shown)
            wait_until(lambda: bool(told))
        reader.take(there.renewed())
        wait_until(lambda: len(told) > 1)
    assert [[problem.message for problem in progress.problems] for progress in told] == [["nobody knows"], []]
