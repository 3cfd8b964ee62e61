"""What changes is shown as a build would show it, in the quickest way, and nothing held back is left behind."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from itertools import pairwise
from pathlib import Path
from threading import Thread
from unicodedata import normalize

import pytest

from sitegen.preview.showing import Showing
from sitegen.problems import BuildFailed, Location, error
from sitegen.serving.application import application_of
from sitegen.serving.live import Hub
from tests.drawn_pictures import drawn
from tests.edited_site import NOW, EditedSite, an_article
from tests.preview.previewed_site import OnBench, Previewed, difference_between, previewed, wait_until
from tests.preview.serving_process import serving
from tests.served_folder import running

SOON = timedelta(seconds=2)
PAGE = "news/2026/{}/index.html"
TEXT = "content/news/{}.md"


def a_site(place: Path, *articles: str) -> EditedSite:
    return EditedSite(place / "site", "".join(articles))


def three_articles(place: Path) -> EditedSite:
    others = (an_article(name, body=f"The text of {name}.", tags="[water]") for name in ("beta", "gamma"))
    return a_site(place, an_article("alpha", body="The first text.\n\n## A heading", tags="[water]"), *others)


def words_left(site: EditedSite, *words: str) -> list[str]:
    """Which of some words stand in any file that builds remember."""
    files = [file for file in site.path(".sitegen").rglob("*") if file.is_file()]
    assert files
    held = b"".join(file.read_bytes() + str(file).encode() for file in files)
    return [word for word in words if word.encode() in held]


def test_an_edit_of_a_text_changes_exactly_the_pages_that_show_it(tmp_path: Path) -> None:
    site = three_articles(tmp_path)
    there = OnBench(site)
    before = there.files
    site.reword(TEXT.format("alpha"), "The first text.", "The other text.")
    changed = there.reworded("news/alpha.md")
    assert changed is not None
    assert PAGE.format("alpha") in changed
    assert {*changed} == difference_between(before, there.files)
    there.assert_as_built()


def test_after_an_edit_of_a_text_all_other_pages_are_the_same_values(tmp_path: Path) -> None:
    site = three_articles(tmp_path)
    there = OnBench(site)
    before = there.shown.pages
    site.reword(TEXT.format("alpha"), "The first text.", "The other text.")
    changed = there.reworded("news/alpha.md")
    assert changed
    assert {path for path, page in there.shown.pages.items() if page is not before[path]} == {*changed}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Alpha", "title: Omega"),
        ("tags: [water]", "tags: [soil]"),
        ("summary: Of alpha.", "summary: Of omega."),
        ("summary: Of alpha.\n", ""),
        ("The first text.", "The first [text](beta.md)."),
        ("The first text.", "The first [text](nowhere.md)."),
        ("## A heading", "## Another heading"),
        ("date: 2026-01-02", "date: 2026-13-02"),
        ("---\n", ""),
    ],
)
def test_whatever_other_pages_may_show_is_more_than_an_edit_of_a_text(old: str, new: str, tmp_path: Path) -> None:
    site = three_articles(tmp_path)
    there = OnBench(site)
    site.reword(TEXT.format("alpha"), old, new)
    assert there.reworded("news/alpha.md") is None


def test_an_article_that_comes_or_goes_is_more_than_an_edit_of_a_text(tmp_path: Path) -> None:
    site = three_articles(tmp_path)
    there = OnBench(site)
    shutil.copy(site.path(TEXT.format("alpha")), site.path(TEXT.format("delta")))
    site.path(TEXT.format("beta")).unlink()
    assert there.reworded("news/delta.md") is None
    assert there.reworded("news/beta.md") is None


def test_a_file_that_is_written_as_it_was_changes_nothing(tmp_path: Path) -> None:
    site = three_articles(tmp_path)
    there = OnBench(site)
    file = site.path(TEXT.format("alpha"))
    file.write_bytes(file.read_bytes())
    assert there.reworded("news/alpha.md") == ()


def test_texts_are_edited_again_and_again_and_back(tmp_path: Path) -> None:
    site = three_articles(tmp_path)
    there = OnBench(site)
    words = ["The first text.", "Other words.", "Third words, more of them.", "The first text."]
    for before, after in pairwise(words):
        site.reword(TEXT.format("alpha"), before, after)
        if there.reworded("news/alpha.md") is None:
            there.renewed()
        there.assert_as_built()


def test_some_texts_are_edited_at_once(tmp_path: Path) -> None:
    site = three_articles(tmp_path)
    there = OnBench(site)
    site.reword(TEXT.format("alpha"), "The first text.", "Other words.")
    site.reword(TEXT.format("beta"), "The text of beta.", "Words of beta.")
    assert there.reworded("news/alpha.md", "news/beta.md", "news/gamma.md")
    there.assert_as_built()


def test_two_articles_with_equal_texts_are_kept_apart(tmp_path: Path) -> None:
    site = a_site(tmp_path, an_article("alpha", body="One text."), an_article("beta", body="One text."))
    with previewed(site, at=NOW) as there:
        there.assert_as_built()
        site.reword(TEXT.format("alpha"), "One text.", "Another text.")
        there.change(TEXT.format("alpha"))
        there.assert_as_built()
        assert "Another text." in there.text(PAGE.format("alpha"))
        assert "One text." in there.text(PAGE.format("beta"))


def test_two_articles_whose_texts_become_equal_are_kept_apart(tmp_path: Path) -> None:
    site = a_site(tmp_path, an_article("alpha", body="One text."), an_article("beta", body="Other words."))
    with previewed(site, at=NOW) as there:
        there.assert_as_built()
        for old, new in (("Other words.", "One text."), ("One text.", "Third words.")):
            site.reword(TEXT.format("beta"), old, new)
            there.change(TEXT.format("beta"))
            there.assert_as_built()
        assert "One text." in there.text(PAGE.format("alpha"))


def test_of_a_public_text_its_words_are_remembered(tmp_path: Path) -> None:
    """Without this, the stories below would prove nothing."""
    site = a_site(tmp_path, an_article("alpha", body="Xylograph."))
    there = OnBench(site)
    site.reword(TEXT.format("alpha"), "Xylograph.", "Zephyrine.")
    assert there.reworded("news/alpha.md")
    assert words_left(site, "Xylograph", "Zephyrine") == ["Xylograph", "Zephyrine"]


EMBARGOED = {"title": "Xylotitle", "embargo": "2126-01-01"}


def test_an_embargoed_text_that_is_edited_and_seen_leaves_nothing_in_the_folder(tmp_path: Path) -> None:
    site = a_site(tmp_path, an_article("alpha"), an_article("secret", body="Xylograph.", **EMBARGOED))
    there = OnBench(site, at="2126-01-02")
    site.reword(TEXT.format("secret"), "Xylograph.", "Zephyrine.")
    assert there.reworded("news/secret.md")
    there.assert_as_built()
    assert b"Zephyrine." in there.files[PAGE.format("secret")]
    site.reword(TEXT.format("secret"), "title: Xylotitle", "title: Xylohead")
    there.renewed()
    there.assert_as_built()
    there.bench.close()
    assert not words_left(site, "Xylo", "Zephyrine", "secret")


def test_an_embargoed_text_that_nobody_sees_leaves_nothing_in_the_folder(tmp_path: Path) -> None:
    site = a_site(tmp_path, an_article("alpha"), an_article("secret", body="Xylograph.", **EMBARGOED))
    with previewed(site, at="") as there:
        there.assert_as_built()
        site.reword(TEXT.format("secret"), "Xylograph.", "Zephyrine.")
        there.change(TEXT.format("secret"))
        wait_until(lambda: there.reports[-1].held.startswith("is under embargo"))
        there.assert_as_built()
    assert not words_left(site, "Xylo", "Zephyrine", "secret")


def test_drafts_can_be_read_and_leave_nothing_behind(tmp_path: Path) -> None:
    draft = an_article("secret", body="Xylograph.\n\n![The hall](xylohall.png)", title="Xylotitle", draft="true")
    site = a_site(tmp_path, an_article("alpha"), draft)
    site.path("content/news/xylohall.png").write_bytes(drawn(900, 600, ".png", 1))
    there = OnBench(site, drafts=True)
    there.assert_as_built()
    assert b"Xylograph." in there.files[PAGE.format("secret")]
    assert any(path.endswith(".webp") for path in there.files)
    aside = there.bench.hidden_folder()
    assert aside.is_dir()
    there.bench.close()
    assert not aside.exists()
    assert not words_left(site, "Xylo", "secret")
    assert not [
        file for file in site.path(".sitegen/remembered").rglob("*") if file.is_file() and "sqlite" not in file.name
    ]


def test_what_an_article_with_errors_says_is_in_no_folder(tmp_path: Path) -> None:
    site = a_site(tmp_path, an_article("alpha"), an_article("secret", body="Xylograph.", embargo="soon"))
    there = OnBench(site)
    assert not there.shown.is_sound
    assert not words_left(site, "Xylo")
    site.reword(TEXT.format("secret"), "embargo: soon\n", "")
    there.renewed()
    there.assert_as_built()


def test_an_embargo_that_lifts_is_seen_without_an_edit(tmp_path: Path) -> None:
    lifts = datetime.now(UTC).replace(microsecond=0) + SOON
    secret = an_article("secret", body="Xylograph.", date=f"{lifts:%Y-01-01}", embargo=lifts.isoformat())
    site = a_site(tmp_path, an_article("alpha"), secret)
    page = f"news/{lifts:%Y}/secret/index.html"
    with previewed(site, at="") as there:
        assert not there.text(page)
        assert not words_left(site, "Xylograph")
        wait_until(lambda: "Xylograph." in there.text(page))
        assert datetime.now(UTC) >= lifts
        there.assert_as_built()


def test_a_folder_of_state_that_is_deleted_is_not_missed(tmp_path: Path) -> None:
    site = three_articles(tmp_path)
    with previewed(site) as there:
        there.assert_as_built()
        shutil.rmtree(site.path(".sitegen"))
        there.assert_as_built()


@pytest.mark.parametrize("body", ["The other text.", "## Other"])
def test_edits_are_shown_after_the_folder_of_state_was_deleted(body: str, tmp_path: Path) -> None:
    site = three_articles(tmp_path)
    with previewed(site) as there:
        there.assert_as_built()
        shutil.rmtree(site.path(".sitegen"))
        site.reword(TEXT.format("alpha"), "The first text.", body)
        there.change(TEXT.format("alpha"))
        there.assert_as_built()


def test_edits_are_shown_though_the_folder_of_state_is_gone_and_the_site_broken(tmp_path: Path) -> None:
    site = three_articles(tmp_path)
    template = "themes/bare/templates/article.html"
    site.reword(template, "{{ page.html|safe }}", "{{ page.html|safe }}{{ page.nothing }}")
    with previewed(site) as there:
        wait_until(lambda: "`page.nothing` is not defined" in there.problems())
        shutil.rmtree(site.path(".sitegen"))
        site.reword(TEXT.format("beta"), "title: Beta\n", "")
        there.change(TEXT.format("beta"))
        wait_until(lambda: "`title`" in there.problems())
        site.reword(TEXT.format("beta"), "date:", "title: Beta\ndate:")
        site.reword(template, "{{ page.nothing }}", "")
        there.change(TEXT.format("beta"), template)
        there.assert_as_built()


def test_a_file_from_the_past_is_another_file(tmp_path: Path) -> None:
    site = three_articles(tmp_path)
    there = OnBench(site)
    other = tmp_path / "other.md"
    other.write_text(an_article("alpha", body="Older words.").partition("\n")[2], encoding="utf-8")
    os.utime(other, (1, 1))
    other.replace(site.path(TEXT.format("alpha")))
    assert there.bench.changes_since(there.moment) == {site.path(TEXT.format("alpha")).absolute()}
    there.renewed()
    there.assert_as_built()


def test_a_text_of_the_same_size_and_time_right_after_is_another_text(tmp_path: Path) -> None:
    site = three_articles(tmp_path)
    file, there = site.path(TEXT.format("alpha")), OnBench(site)
    for old, new in (("first", "third"), ("third", "fifth"), ("fifth", "tenth")):
        times = file.stat()
        site.reword(TEXT.format("alpha"), f"The {old} text", f"The {new} text")
        os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
        there.renewed()
        assert f"The {new} text".encode() in there.files[PAGE.format("alpha")]


def test_a_text_of_the_same_size_and_time_is_another_text_later_too(tmp_path: Path) -> None:
    site = three_articles(tmp_path)
    file = site.path(TEXT.format("alpha"))
    there = OnBench(site)
    times = file.stat()
    site.reword(TEXT.format("alpha"), "The first text", "The third text")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert there.reworded("news/alpha.md")
    site.reword(TEXT.format("alpha"), "The third text", "The tenth text")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    there.renewed()
    there.assert_as_built()


def moved_away(site: EditedSite, name: str, there: Previewed) -> Path:
    away = site.path("away")
    site.path(name).rename(away)
    there.change(name)
    return away


def test_a_section_that_disappears_and_comes_back_is_gone_and_there_again(tmp_path: Path) -> None:
    site = a_site(
        tmp_path,
        an_article("alpha"),
        "-- content/talks/speech.md --\n---\ntitle: A speech\ndate: 2026-02-03\n---\nDear all.\n",
    )
    with previewed(site, at=NOW) as there:
        there.assert_as_built()
        away = moved_away(site, "content/talks", there)
        there.assert_as_built()
        assert not there.text("talks/2026/speech/index.html")
        away.rename(site.path("content/talks"))
        there.change("content/talks")
        there.assert_as_built()
        assert "Dear all." in there.text("talks/2026/speech/index.html")


def test_a_site_without_content_is_a_problem_until_it_comes_back(tmp_path: Path) -> None:
    site = three_articles(tmp_path)
    with previewed(site, at=NOW) as there:
        there.assert_as_built()
        away = moved_away(site, "content", there)
        wait_until(lambda: "there is no folder `content`" in there.problems())
        away.rename(site.path("content"))
        there.change("content")
        wait_until(lambda: not there.problems())
        there.assert_as_built()


def test_a_file_that_has_just_gone_is_not_served_as_an_empty_one(tmp_path: Path) -> None:
    site = a_site(tmp_path, an_article("alpha"), "-- content/_static/note.txt --\nA note.\n")
    hub = Hub()
    with previewed(site) as there, running(application_of(there.preview, hub), hub) as server:
        there.assert_as_built()
        site.path("content/_static/note.txt").unlink()
        with closing(HTTPConnection("127.0.0.1", server.port, timeout=10)) as browser:
            browser.request("GET", "/note.txt")
            assert browser.getresponse().status in {404, 500}


def test_of_a_site_without_its_theme_the_problems_are_told_that_a_build_tells(tmp_path: Path) -> None:
    later = an_article("later", slug="alpha", embargo="2126-01-01")
    site = a_site(tmp_path, an_article("alpha"), later)
    assert [problem.severity for problem in OnBench(site).shown.problems] == ["warning"]
    site.reword("config.yaml", "theme: bare", "theme: nothing")
    with pytest.raises(BuildFailed) as failure:
        site.clean_build()
    assert OnBench(site).shown.problems == failure.value.problems


@pytest.mark.parametrize("name", ["content", "themes", "content/news"])
def test_folders_that_move_away_and_back_are_watched_again(name: str, tmp_path: Path) -> None:
    site = three_articles(tmp_path)
    page = f"/{PAGE.format('alpha')}"
    with serving(site.folder, "--at", NOW, "--plain") as preview:
        assert preview.ask(page).status == 200
        away = site.path("away")
        site.path(name).rename(away)
        wait_until(lambda: preview.ask(page).status != 200)
        away.rename(site.path(name))
        wait_until(lambda: preview.ask(page).status == 200)
        site.reword(TEXT.format("alpha"), "The first text.", "The other text.")
        wait_until(lambda: b"The other text." in preview.ask(page).body)
        site.reword("themes/bare/templates/base.html", "mark-0", "mark-1")
        wait_until(lambda: b"mark-1" in preview.ask(page).body)


def test_a_mistake_of_the_program_is_shown_and_told_once_and_the_preview_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(_: object) -> Showing:
        message = "there is nothing to divide by"
        raise ZeroDivisionError(message)

    site = three_articles(tmp_path)
    told = "this site cannot be shown, which is a mistake in sitegen: ZeroDivisionError: there is nothing to divide by"
    with previewed(site) as there:
        there.assert_as_built()
        with monkeypatch.context() as broken:
            broken.setattr(there.preview.keeper.bench, "complete", stumble)
            site.reword(TEXT.format("alpha"), "title: Alpha", "title: Omega")
            there.change(TEXT.format("alpha"))
            wait_until(lambda: there.problems() == told)
            time.sleep(3)
            assert there.problems() == told
        wait_until(lambda: not there.problems())
        there.assert_as_built()
        (failure,) = [report.failure for report in there.reports if report.failure]
        assert failure.startswith("Traceback")
        there.reports.clear()


def test_a_text_for_which_there_is_no_room_is_shown_as_soon_as_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise BuildFailed([error("the disk is full", Location(".sitegen"), "make room")])

    site = three_articles(tmp_path)
    with previewed(site) as there:
        there.assert_as_built()
        with monkeypatch.context() as full:
            full.setattr(there.preview.keeper.bench.state.records, "keep", refuse)
            site.reword(TEXT.format("alpha"), "The first text.", "The other text.")
            there.change(TEXT.format("alpha"))
            wait_until(lambda: there.problems() == "the disk is full")
        there.assert_as_built()
        assert "The other text." in there.text(PAGE.format("alpha"))


def test_of_two_walks_the_last_one_counts_and_nobody_waits_for_the_other(tmp_path: Path) -> None:
    with previewed(three_articles(tmp_path)) as there:
        there.assert_as_built()
        walks = [Thread(target=there.preview.walk, args=(at,), daemon=True) for at in ("2099-01-01", "2099-01-02")]
        with there.preview.keeper.lock:  # nothing can be shown
            for walk in walks[::-1]:
                walk.start()
        for walk in walks:
            walk.join(10)
            assert not walk.is_alive()
        wait_until(lambda: there.preview.keeper.is_at(there.preview.keeper.moment.at))


def test_what_editors_write_beside_a_file_is_not_waited_for(tmp_path: Path) -> None:
    site = three_articles(tmp_path)
    with previewed(site) as there:
        there.assert_as_built()
        keeper = there.preview.keeper
        content = site.path("content/news").absolute()
        assert not keeper.has_new_files(frozenset(content / name for name in ("4913", "alpha.md~", "alpha.md")))
        assert keeper.has_new_files(frozenset({content / "delta.md"}))


def test_an_article_whose_name_has_another_unicode_form_is_known(tmp_path: Path) -> None:
    site = three_articles(tmp_path)
    name = normalize("NFD", "café.md")
    site.path(f"content/news/{name}").write_text("---\ntitle: A café\ndate: 2025-01-01\n---\nIt opens.", "utf-8")
    with previewed(site) as there:
        there.assert_as_built()
        content = site.path("content/news").absolute()
        assert not there.preview.keeper.has_new_files(frozenset({content / name}))
        site.reword(f"content/news/{name}", "It opens.", "It closes.")
        there.change(f"content/news/{name}")
        there.assert_as_built()
        wait_until(lambda: len(there.reports) > 1)
        assert len(there.reports[-1].pages) < 10
