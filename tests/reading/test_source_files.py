from __future__ import annotations

import os
import unicodedata
from pathlib import Path

from sitegen.config import Config
from sitegen.problems import Problem
from sitegen.reading.source_files import Sources, read_sources
from tests.reading.newsrooms import told


def sources_of(site: Path, *paths: str, config: Config | None = None) -> tuple[Sources, tuple[Problem, ...]]:
    for path in paths:
        file = site / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(path)
    return read_sources(site / "content", config or Config(title="News"))


def paths_of(sources: Sources) -> list[str]:
    return [file.path for file in sources.articles]


def test_files_are_sorted_into_kinds(tmp_path: Path) -> None:
    sources, problems = sources_of(
        tmp_path, "about.md", "news/b.md", "news/a.md", "news/a.jpg", "_people.yaml", "news/_section.yaml",
        "_static/favicon.ico", "_static/.well-known/x.txt", "_static/_redirects", "_static/readme.md",
    )  # fmt: skip
    assert not problems
    assert paths_of(sources) == ["about.md", "news/a.md", "news/b.md"]
    assert [file.path for file in sources.entity_files] == ["_people.yaml", "news/_section.yaml"]
    assert list(sources.files) == ["news/a.jpg"]
    assert list(sources.static) == [".well-known/x.txt", "_redirects", "favicon.ico", "readme.md"]
    assert sources.static["favicon.ico"].path == "_static/favicon.ico"


def test_a_file_has_a_stamp(tmp_path: Path) -> None:
    sources, _ = sources_of(tmp_path, "about.md")
    (file,) = sources.articles
    facts = (tmp_path / "content/about.md").stat()
    assert (file.size, file.mtime_ns, file.inode) == (facts.st_size, facts.st_mtime_ns, facts.st_ino)


def test_names_that_begin_with_an_underscore_or_a_dot_are_left_out(tmp_path: Path) -> None:
    sources, problems = sources_of(
        tmp_path, "_draft.md", ".hidden.md", "_drafts/a.md", ".git/a.md", "news/_old/a.md", "news/a.md~", "Thumbs.db",
        "_static/.DS_Store",
    )  # fmt: skip
    assert not problems
    assert sources == Sources(content=tmp_path / "content")


def test_ignored_files_and_folders_are_left_out(tmp_path: Path) -> None:
    config = Config(title="News", ignore=("drafts/**", "*.bak", "old"))
    sources, _ = sources_of(tmp_path, "drafts/a.md", "news/a.bak", "old/b.md", "news/a.md", config=config)
    assert paths_of(sources) == ["news/a.md"]
    assert not sources.files


def test_a_site_without_content_says_so(tmp_path: Path) -> None:
    sources, problems = read_sources(tmp_path / "content", Config(title="News"))
    assert sources == Sources(content=tmp_path / "content")
    assert told(problems) == ["content: error: there is no folder `content` | make it, and put an article into it"]


def test_names_are_in_one_unicode_form_and_files_still_found(tmp_path: Path) -> None:
    stored = unicodedata.normalize("NFD", "été.md")
    sources, problems = sources_of(tmp_path, f"news/{stored}")
    (file,) = sources.articles
    assert not problems
    assert file.path == "news/été.md"
    assert file.path_on_disk == f"news/{stored}"
    assert (tmp_path / "content" / file.path_on_disk).is_file()


def test_two_names_that_look_the_same_are_told(tmp_path: Path) -> None:
    sources, problems = sources_of(tmp_path, "été.md", unicodedata.normalize("NFD", "été.md"))
    assert paths_of(sources) == ["été.md"]
    assert told(problems) == [
        (
            "content/été.md: error: there are two files `été.md`, whose names differ only in their Unicode form"
            " | rename or delete one of them"
        )
    ]


def test_other_endings_of_markdown_are_doubted(tmp_path: Path) -> None:
    sources, problems = sources_of(tmp_path, "news/a.markdown", "news/B.MD")
    assert not sources.articles
    assert told(problems) == [
        (
            "content/news/B.MD: warning: this file is no article, because its name ends in `.MD`"
            " | rename it to end in `.md`"
        ),
        (
            "content/news/a.markdown: warning: this file is no article, because its name ends in `.markdown`"
            " | rename it to end in `.md`"
        ),
    ]


def test_links_inside_the_content_are_followed(tmp_path: Path) -> None:
    sources_of(tmp_path, "news/a.md", "shared/b.jpg")
    (tmp_path / "content/c.md").symlink_to("news/a.md")
    (tmp_path / "content/news/pictures").symlink_to(tmp_path / "content/shared")
    sources, problems = sources_of(tmp_path)
    assert not problems
    assert paths_of(sources) == ["c.md", "news/a.md"]
    assert list(sources.files) == ["news/pictures/b.jpg", "shared/b.jpg"]


def test_the_content_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/a.md").write_text("")
    (tmp_path / "elsewhere/b.md").symlink_to("a.md")
    (tmp_path / "content").symlink_to("elsewhere")
    sources, problems = read_sources(tmp_path / "content", Config(title="News"))
    assert not problems
    assert paths_of(sources) == ["a.md", "b.md"]


def test_links_that_leave_the_content_or_lead_nowhere_or_in_circles_are_told(tmp_path: Path) -> None:
    sources_of(tmp_path, "news/a.md")
    (tmp_path / "secret.md").write_text("")
    content = tmp_path / "content"
    (content / "away.md").symlink_to("../secret.md")
    (content / "gone.md").symlink_to("nothing.md")
    (content / "one").symlink_to("two")
    (content / "two").symlink_to("one")
    (content / "news/all").symlink_to("..")
    (content / "news/news").symlink_to("../news")
    sources, problems = sources_of(tmp_path)
    assert paths_of(sources) == ["news/a.md"]
    assert told(problems) == [
        "content/away.md: error: this link leaves the folder `content` | copy the file to this place",
        "content/gone.md: error: this link leads nowhere | mend or delete it",
        "content/news/all: error: this link leads to a folder that holds it | delete it",
        "content/news/news: error: this link leads to a folder that holds it | delete it",
        "content/one: error: this link leads nowhere | mend or delete it",
        "content/two: error: this link leads nowhere | mend or delete it",
    ]


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    sources_of(tmp_path, "news/a.md")
    os.mkfifo(tmp_path / "content/news/pipe")
    _, problems = sources_of(tmp_path)
    assert told(problems) == ["content/news/pipe: error: this is neither a file nor a folder | delete it"]


def test_names_that_no_address_can_hold_are_told(tmp_path: Path) -> None:
    sources_of(tmp_path, "a\nb.md", "c\\d.md")
    (tmp_path / "content" / os.fsdecode(b"caf\xe9.md")).write_text("")
    sources, problems = sources_of(tmp_path)
    assert not sources.articles
    assert told(problems) == [
        "content/a�b.md: error: the name of this file holds a control character | rename it",
        "content/caf\\xe9.md: error: the name of this file is not UTF-8 | rename it",
        "content/c�d.md: error: the name of this file holds a backslash | rename it",
    ]


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    deep = tmp_path / "content"
    deep.mkdir()
    here = os.open(deep, os.O_RDONLY)
    for _ in range(18):
        os.mkdir("x" * 250, dir_fd=here)
        below = os.open("x" * 250, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    _, problems = read_sources(deep, Config(title="News"))
    assert [problem.message for problem in problems] == ["this folder cannot be read: File name too long"]
