from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sitegen.clock import Moment
from sitegen.config import Config
from sitegen.problems import Location, Problem, error
from sitegen.reading.article_types import ArticleType
from sitegen.scaffolding.new_article import new_article, one_line, quoted

NOON = Moment(datetime(2026, 11, 24, 12, 0, tzinfo=timezone(timedelta(hours=7))), has_time=True)
DAY = Moment(datetime(2026, 11, 24, tzinfo=UTC))
CONFIG = Config(title="Newsroom", language="en")
HINT = "name a folder of `content/`, for example `press-releases`"


def begun(
    site: Path, title: str = "A clinic opens", *, section: str = "news", lang: str = "", when: Moment = DAY
) -> Path | Problem:
    return new_article(site, CONFIG, title, section=section, lang=lang, when=when, type="news")


def begun_as(site: Path, kind: ArticleType, when: Moment = DAY) -> Path | Problem:
    return new_article(site, CONFIG, "A clinic opens", section="news", lang="", when=when, type=kind)


def path_of(site: Path, made: Path | Problem) -> str:
    assert isinstance(made, Path)
    return made.relative_to(site).as_posix()


def fields_of(made: Path | Problem) -> dict[str, object]:
    assert isinstance(made, Path)
    _, front, body = made.read_text(encoding="utf-8").split("---\n")
    assert body.strip() == ""
    fields = yaml.load(front, Loader=yaml.BaseLoader)  # noqa: S506 (it makes texts only)
    assert isinstance(fields, dict)
    return fields


def test_a_new_article_is_a_draft_with_its_fields(tmp_path: Path) -> None:
    made = begun_as(tmp_path, "press-release", NOON)
    assert path_of(tmp_path, made) == "content/news/2026/2026-11-24-a-clinic-opens.md"
    assert fields_of(made) == {
        "draft": "true",
        "title": "A clinic opens",
        "date": "2026-11-24T12:00+07:00",
        "type": "press-release",
        "lang": "en",
        "slug": "a-clinic-opens",
    }


def test_its_first_lines_say_what_to_do_next(tmp_path: Path) -> None:
    made = begun(tmp_path)
    assert isinstance(made, Path)
    assert made.read_text(encoding="utf-8").startswith(
        "---\n"
        "# A draft: nobody sees it yet. Write below, fill in what is missing, see it with `sitegen serve --drafts`.\n"
        "# When it is approved, delete the next line; the following build publishes it.\n"
        "draft: true\n"
    )


def test_every_field_in_a_comment_is_right_when_the_hash_is_taken_away(tmp_path: Path) -> None:
    made = begun_as(tmp_path, "event")
    assert isinstance(made, Path)
    _, front, _ = made.read_text(encoding="utf-8").split("---\n")
    offered = [line[2:] for line in front.splitlines() if line.startswith("# ") and ":" in line]
    fields = yaml.safe_load("\n".join(line for line in offered if not line[0].isupper() and "delete" not in line))
    assert list(fields) == [
        *("summary", "dateline", "tags", "authors", "contacts", "people", "organizations", "places"),
        *("image", "attachments", "embargo", "expires", "pinned", "event"),
    ]
    assert list(fields["event"]) == ["start", "end", "venue", "online"]


def test_only_an_event_is_asked_for_its_place(tmp_path: Path) -> None:
    made = begun_as(tmp_path, "news")
    assert isinstance(made, Path)
    assert "venue" not in made.read_text(encoding="utf-8")


def test_a_day_without_a_time_stays_one(tmp_path: Path) -> None:
    assert fields_of(begun(tmp_path, when=DAY))["date"] == "2026-11-24"


def test_an_article_in_another_language_says_so_in_its_name(tmp_path: Path) -> None:
    made = begun(tmp_path, "Ouverture d’une clinique", lang="fr")
    assert path_of(tmp_path, made).endswith("/2026-11-24-ouverture-dune-clinique.fr.md")
    assert fields_of(made)["lang"] == "fr"
    assert path_of(tmp_path, begun(tmp_path, lang="en")).endswith("/2026-11-24-a-clinic-opens.md")


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    made = [begun(tmp_path) for _ in range(3)]
    assert [path_of(tmp_path, path).rpartition("/")[2] for path in made] == [
        "2026-11-24-a-clinic-opens.md",
        "2026-11-24-a-clinic-opens-2.md",
        "2026-11-24-a-clinic-opens-3.md",
    ]
    assert [fields_of(path)["slug"] for path in made] == ["a-clinic-opens", "a-clinic-opens-2", "a-clinic-opens-3"]


def test_a_folder_with_its_photographs_counts_too(tmp_path: Path) -> None:
    (tmp_path / "content/news/2026/2026-11-24-a-clinic-opens").mkdir(parents=True)
    assert path_of(tmp_path, begun(tmp_path)).endswith("-opens-2.md")


def test_nothing_else_is_left_in_the_folder(tmp_path: Path) -> None:
    begun(tmp_path)
    begun(tmp_path)
    assert len(list((tmp_path / "content/news/2026").iterdir())) == 2


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Clinic: “open” at last!", "clinic-open-at-last"),
        ("Sécurité 2026", "sécurité-2026"),
        ("عيادة جديدة", "عيادة-جديدة"),
        ("🎉", "news"),
        ("a" * 300, "a" * 80),
        ("word " * 40, "-".join(["word"] * 16)),
        ("日本" * 100, "日本" * 13),
    ],
)
def test_the_name_is_made_of_the_title(tmp_path: Path, title: str, name: str) -> None:
    assert path_of(tmp_path, begun(tmp_path, title)) == f"content/news/2026/2026-11-24-{name}.md"


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("A clinic opens", '"A clinic opens"'),
        ("Clinic: opens #1 {today}", '"Clinic: opens #1 {today}"'),
        ('Minister says "no"', "'Minister says \"no\"'"),
        ('It\'s a "no"', "'It''s a \"no\"'"),
        ("C:\\clinic", "'C:\\clinic'"),
        ("no", '"no"'),
        ("2026", '"2026"'),
        ("🎉 open", '"🎉 open"'),
        ("  two\n lines\t", '"two lines"'),
        ("bell\x07 and \ufeffmark\u2028end", '"bell and mark end"'),
        ("$title ${x}", '"$title ${x}"'),
    ],
)
def test_any_title_is_written_as_yaml_reads_it(tmp_path: Path, title: str, written: str) -> None:
    made = begun(tmp_path, title)
    assert isinstance(made, Path)
    assert f"\ntitle: {written}\n" in made.read_text(encoding="utf-8")
    assert fields_of(made)["title"] == one_line(title)


@given(st.text(st.characters(exclude_categories=())))
def test_no_title_breaks_the_front_matter(title: str) -> None:
    line = one_line(title)
    assert yaml.load(f"title: {quoted(line)}\n", Loader=yaml.BaseLoader) == {"title": line}  # noqa: S506


@pytest.mark.parametrize("title", ["", "  \n", "\x00"])
def test_an_article_needs_a_title(tmp_path: Path, title: str) -> None:
    assert begun(tmp_path, title) == error(
        "an article needs a title", Location("content"), 'write it in quotes: `"Clinic opens in Lima"`'
    )
    assert list(tmp_path.iterdir()) == []


def test_without_a_section_the_first_one_is_taken(tmp_path: Path) -> None:
    assert path_of(tmp_path, begun(tmp_path, section="")).startswith("content/news/")
    for name in ("events", "speeches", "_static", ".hidden"):
        (tmp_path / "content" / name).mkdir()
    (tmp_path / "content" / "about.md").write_text("about", encoding="utf-8")
    assert path_of(tmp_path, begun(tmp_path, section="")).startswith("content/events/")


@pytest.mark.parametrize(
    ("section", "message"),
    [
        (
            "../secrets",
            "`../secrets` is no section: an address must stay inside the site: no empty part, no `.` and no `..`",
        ),
        (
            "/etc",
            "`/etc` is no section: an address must stay inside the site: no empty part, no `.` and no `..`",
        ),
        ("a\\b", "`a\\b` is no section: an address must use `/`, not a backslash"),
        ("news/2026", "`news/2026` is no section: it names a folder inside another"),
        ("_drafts", "`_drafts` is no section: folders that begin with `_` hold no articles"),
        (".git", "`.git` is no section: folders that begin with `.` hold no articles"),
    ],
)
def test_a_section_is_a_folder_of_the_content(tmp_path: Path, section: str, message: str) -> None:
    assert begun(tmp_path, section=section) == error(message, Location("content"), HINT)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "content").write_text("a file", encoding="utf-8")
    assert begun(tmp_path) == error(
        "the article cannot be written: not a directory", Location("content/news/2026/2026-11-24-a-clinic-opens.md")
    )
