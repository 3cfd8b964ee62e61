"""Pictures, attachments and other files: what tells that one has changed, and what it changes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sitegen import pipeline
from tests.drawn_pictures import drawn
from tests.incremental.beginnings import an_article, begun
from tests.incremental.newsroom import Newsroom

UNPACKED = ".png[compression=0]"
"""Pictures of one size in pixels are then of one size in bytes."""

ONE = "content/press/one.md"
PAGE = "press/2026/one/index.html"
TEXT = an_article(
    "One",
    body="![The tower](tower.png)",
    image="{src: hall.png, alt: The hall}",
    attachments="[{src: plan.csv, title: Plan}]",
)


def pictured(folder: Path) -> Newsroom:
    """An article with two pictures and an attachment."""
    files = {
        "content/press/hall.png": drawn(40, 30, UNPACKED, 1),
        "content/press/tower.png": drawn(40, 30, UNPACKED, 2),
        "content/press/plan.csv": b"a,b\n",
        "content/_static/note.txt": b"note",
    }
    return begun(folder, f"-- {ONE} --\n{TEXT}", **files)


@pytest.fixture
def newsroom(place: Path) -> Newsroom:
    return pictured(place)


def replace_quietly(newsroom: Newsroom, name: str, data: bytes) -> None:
    """Put a file in the place of another one, of the same size and with the same time."""
    times = newsroom.path(name).stat()
    assert times.st_size == len(data)
    newsroom.write(name, data)
    os.utime(newsroom.path(name), ns=(times.st_atime_ns, times.st_mtime_ns))


def test_a_picture_is_replaced_by_one_of_the_same_size(newsroom: Newsroom) -> None:
    before = newsroom.files()
    for seed, name in enumerate(("hall", "tower"), start=7):
        replace_quietly(newsroom, f"content/press/{name}.png", drawn(40, 30, UNPACKED, seed))
        after = newsroom.build_twice()
        made = [path for path in after if path.startswith(f"press/{name}.png")]
        assert made
        assert all(before[path] != after[path] for path in made)


def test_a_picture_of_other_pixels_changes_the_pages_that_show_it(newsroom: Newsroom) -> None:
    before = newsroom.build().files[PAGE]
    newsroom.write("content/press/tower.png", drawn(400, 300, ".png"))
    assert newsroom.build_twice()[PAGE] != before


def test_two_pictures_exchange_their_names(newsroom: Newsroom) -> None:
    before = newsroom.files()
    newsroom.move("content/press/hall.png", "content/press/between.png")
    newsroom.move("content/press/tower.png", "content/press/hall.png")
    newsroom.move("content/press/between.png", "content/press/tower.png")
    after = newsroom.build_twice()
    assert after["press/hall.png"] == before["press/tower.png"]


@pytest.mark.parametrize(
    "image",
    ["{src: hall.png, alt: Hall, focus: [0, 1]}", "{src: tower.png, alt: Tower}", "{src: hall.png, alt: Other}", None],
)
def test_a_lead_picture_is_shown_in_another_way(newsroom: Newsroom, image: str | None) -> None:
    before = newsroom.files()
    newsroom.put(ONE, "image", image)
    assert newsroom.build_twice() != before
    newsroom.write(ONE, TEXT)
    assert newsroom.build_twice() == before


def test_a_picture_breaks_and_is_mended(newsroom: Newsroom) -> None:
    before = newsroom.files()
    picture = newsroom.path("content/press/hall.png").read_bytes()
    newsroom.write("content/press/hall.png", picture[:200])
    newsroom.fail_twice()
    newsroom.write("content/press/hall.png", picture)
    assert newsroom.build_twice() == before


def test_an_attachment_tells_its_size(newsroom: Newsroom) -> None:
    newsroom.write("content/press/plan.csv", "a,b\n" * 1000)
    assert b"4 kB" in newsroom.build_twice()[PAGE].replace("\xa0".encode(), b" ")


def test_a_media_kit_holds_what_its_files_hold(newsroom: Newsroom) -> None:
    newsroom.put(ONE, "media_kit", "true")
    kit = "press/2026/one/media-kit.zip"
    before = newsroom.build().files[kit]
    replace_quietly(newsroom, "content/press/plan.csv", b"c,d\n")
    assert newsroom.build_twice()[kit] != before


def test_a_card_says_the_title(newsroom: Newsroom) -> None:
    newsroom.write(ONE, an_article("One"))
    newsroom.put("config.yaml", "social_cards", "true")
    card = "press/2026/one/social-card.png"
    before = newsroom.build().files[card]
    newsroom.put(ONE, "title", "Another one")
    assert newsroom.build_twice()[card] != before


def test_static_files_come_change_and_go(newsroom: Newsroom) -> None:
    replace_quietly(newsroom, "content/_static/note.txt", b"tone")
    assert newsroom.build_twice()["note.txt"] == b"tone"
    newsroom.remove("content/_static/note.txt")
    newsroom.write("content/_static/note.txt/deeper.txt", "deeper")
    assert newsroom.build_twice()["note.txt/deeper.txt"] == b"deeper"
    newsroom.remove("content/_static/note.txt/deeper.txt")
    newsroom.write("content/_static/note.txt", "note")
    assert newsroom.build_twice()["note.txt"] == b"note"


def test_a_static_file_wants_the_place_of_a_page(newsroom: Newsroom) -> None:
    newsroom.write("content/_static/about/index.html", "mine")
    newsroom.fail_twice()
    newsroom.remove("content/about.md")
    assert newsroom.build_twice()["about/index.html"] == b"mine"


def test_an_article_is_replaced_by_one_of_the_same_size_and_time_again_and_again(tmp_path: Path) -> None:
    newsroom = pictured(tmp_path)  # on a disk, where a new file may get the number of one that is gone
    for title in ("Two", "Six", "Ten", "One"):
        replace_quietly(newsroom, ONE, TEXT.replace("title: One", f"title: {title}").encode())
        assert f"<h1>{title}</h1>".encode() in newsroom.build_twice()[PAGE]


@pytest.mark.parametrize("time", [0, 1, 2_000_000_000, 4_000_000_000])
def test_a_file_with_any_time_is_read_when_it_is_another_one(newsroom: Newsroom, time: int) -> None:
    for word in ("Earlier", "Later"):
        newsroom.put(ONE, "title", word)
        os.utime(newsroom.path(ONE), (time, time))
        assert word.encode() in newsroom.build_twice()[PAGE]


def test_a_link_shows_what_its_target_says(newsroom: Newsroom) -> None:
    newsroom.write("content/press/texts/two.md", an_article("Two"))
    newsroom.path("content/press/three.md").symlink_to("texts/two.md")
    newsroom.path("content/reports").symlink_to("press/texts")
    newsroom.build_twice()
    newsroom.reword("content/press/texts/two.md", "The text.", "Other words.")
    files = newsroom.build_twice()
    for path in (PAGE.replace("one", "two"), PAGE.replace("one", "three"), "reports/2026/two/index.html"):
        assert b"Other words." in files[path], path
    newsroom.path("content/press/three.md").unlink()
    newsroom.path("content/press/three.md").symlink_to("one.md")
    newsroom.build_twice()


@pytest.mark.parametrize("is_sooner", [True, False])
@pytest.mark.parametrize("stage", ["config", "read", "theme", "plan", "render", "write", ""])
def test_what_is_edited_while_a_build_runs_is_seen_by_the_next_one(
    newsroom: Newsroom, stage: str, *, is_sooner: bool
) -> None:
    def edit(begun_stage: str) -> None:
        if begun_stage == stage:
            replace_in_place(newsroom, ONE, "title: One", "title: Two")
            replace_in_place(newsroom, "themes/plain/templates/base.html", "mark-0", "mark-1")
            replace_in_place(newsroom, "content/_static/note.txt", "note", "tone")

    newsroom.put("content/about.md", "title", "Who we are")
    order = pipeline.Order(config_file=newsroom.path("config.yaml"), at=newsroom.wishes["at"], jobs=1)
    pipeline.build(order, on_stage=edit)
    files = newsroom.build_at_once().files if is_sooner else newsroom.build_twice()
    assert b"Two" in files[PAGE]
    assert b"mark-1" in files["about/index.html"]
    assert files["note.txt"] == b"tone"


def replace_in_place(newsroom: Newsroom, name: str, old: str, new: str) -> None:
    """Change a file without making another one."""
    newsroom.path(name).write_text(newsroom.read(name).replace(old, new), encoding="utf-8")
