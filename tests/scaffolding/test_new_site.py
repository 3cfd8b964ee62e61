from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest
import yaml

from sitegen.clock import Moment
from sitegen.config import Config
from sitegen.pipeline import Order, build
from sitegen.problems import Location, Problem, error
from sitegen.reading.article_types import ARTICLE_TYPES
from sitegen.reading.config_file import load_config
from sitegen.scaffolding.new_article import new_article
from sitegen.scaffolding.new_site import new_site

TODAY = date(2026, 1, 3)


def made(folder: Path) -> tuple[Path, ...]:
    files = new_site(folder, TODAY)
    assert not isinstance(files, Problem)
    return files


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_newsroom_has_all_that_a_site_needs(tmp_path: Path) -> None:
    files = made(tmp_path / "press" / "newsroom")
    assert sorted(file.relative_to(tmp_path).as_posix() for file in files) == [
        "press/newsroom/.gitignore",
        "press/newsroom/config.yaml",
        "press/newsroom/content/_contacts.yaml",
        "press/newsroom/content/_people.yaml",
        "press/newsroom/content/about.md",
        "press/newsroom/content/news/2025/2025-12-25-announcement.md",
        "press/newsroom/content/news/2026/2026-01-01-opening.md",
        "press/newsroom/content/news/_section.yaml",
    ]
    assert sorted(files) == sorted(path for path in tmp_path.rglob("*") if path.is_file())


def test_its_articles_know_one_another_and_the_day(tmp_path: Path) -> None:
    made(tmp_path)
    opening = (tmp_path / "content/news/2026/2026-01-01-opening.md").read_text(encoding="utf-8")
    assert "\ndate: 2026-01-01\n" in opening
    assert "](../2025/2025-12-25-announcement.md)" in opening


def test_what_was_built_stays_out_of_the_repository(tmp_path: Path) -> None:
    made(tmp_path)
    ignored = (tmp_path / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert [line for line in ignored if not line.startswith("#")] == ["public/", ".sitegen/"]


def test_its_settings_can_be_read_and_fix_the_ids_of_feeds(tmp_path: Path) -> None:
    made(tmp_path)
    config = msgspec.convert(yaml.safe_load((tmp_path / "config.yaml").read_bytes()), Config)
    assert config.feeds.id_authority == "example.org,2026"
    assert (config.language, config.timezone) == ("en", "UTC")


def test_the_same_day_gives_the_same_files(tmp_path: Path) -> None:
    made(tmp_path / "one")
    made(tmp_path / "two")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_it_builds_without_a_warning(tmp_path: Path) -> None:
    made(tmp_path)
    built = build(Order(config_file=tmp_path / "config.yaml", at=TODAY.isoformat(), jobs=1))
    assert built.problems == ()
    for page in ("index.html", "about/index.html", "news/2026/opening/index.html", "people/maria-rossi/index.html"):
        assert (tmp_path / "public" / page).is_file()


def test_a_new_article_in_it_is_a_draft_without_a_warning(tmp_path: Path) -> None:
    made(tmp_path)
    config = load_config(tmp_path / "config.yaml").config
    assert config
    when = Moment(datetime(2026, 1, 2, 9, 30, tzinfo=UTC), has_time=True)
    for kind in ARTICLE_TYPES:
        new_article(tmp_path, config, f'A "{kind}": really', section="news", lang="", when=when, type=kind)
    for drafts, output in ((False, tmp_path / "public"), (True, tmp_path / "preview")):
        order = Order(config_file=tmp_path / "config.yaml", output=output, at=TODAY.isoformat(), jobs=1, drafts=drafts)
        assert build(order).problems == ()
        assert all((output / f"news/2026/a-{kind}-really/index.html").is_file() is drafts for kind in ARTICLE_TYPES)


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("do not touch", encoding="utf-8")
    assert new_site(tmp_path, TODAY) == error(
        f"`{tmp_path}` is not empty; nothing was written",
        Location(str(tmp_path)),
        "choose a new folder; for an article in a site that exists, run `sitegen new article`",
    )
    assert tree(tmp_path) == {"thesis.txt": b"do not touch"}


def test_a_fresh_repository_may_become_a_site(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert len(made(tmp_path)) == 8


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("notes", encoding="utf-8")
    for folder in (file, file / "site"):
        assert new_site(folder, TODAY) == error(
            f"`{folder}` cannot be a folder: there is a file of this name", Location(str(folder)), "choose another name"
        )
    assert tree(tmp_path) == {"notes.txt": b"notes"}


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    folder = tmp_path / ("n" * 300)
    assert new_site(folder, TODAY) == error(
        "the site cannot be written: file name too long", Location(str(folder)), "choose another folder"
    )


@pytest.mark.parametrize("folder", ["", "."])
def test_the_present_folder_may_become_a_site(tmp_path: Path, folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert made(Path(folder))[0] == Path("config.yaml")
