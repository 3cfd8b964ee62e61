from __future__ import annotations

from pathlib import Path

from tests.reading.newsrooms import front, read_site

PEOPLE = "-- content/_people.yaml --\nkunio-mikuriya: Kunio Mikuriya\nada: Ada\n"


def test_names_that_are_listed_are_known(tmp_path: Path) -> None:
    fields = "people: [ada]\nauthors: [ada, press]\n"
    read = read_site(
        tmp_path, f"-- content/news/a.md --\n{front(fields)}{PEOPLE}-- content/_contacts.yaml --\npress: Press\n"
    )
    assert read.told == []


def test_a_name_that_is_not_listed_is_told_with_the_nearest(tmp_path: Path) -> None:
    fields = "people:\n  - ada\n  - kunio-mikurija\n"
    read = read_site(tmp_path, f"-- content/news/a.md --\n{front(fields)}{PEOPLE}")
    assert read.told == [
        (
            "content/news/a.md:6:5: error: `kunio-mikurija` in `people` is not in `_people.yaml`"
            " | did you mean `kunio-mikuriya`?"
        )
    ]


def test_without_a_near_one_a_short_list_is_shown(tmp_path: Path) -> None:
    fields = "authors: weather\n"
    read = read_site(tmp_path, f"-- content/news/a.md --\n{front(fields)}{PEOPLE}")
    assert read.told == [
        (
            "content/news/a.md:4:10: error: `weather` in `authors` is not in `_people.yaml`, `_organizations.yaml` or"
            " `_contacts.yaml` | known are `kunio-mikuriya` and `ada`; add it there, or set `references.authors` to"
            " `free` in `config.yaml`"
        )
    ]


def test_a_long_list_is_not_shown(tmp_path: Path) -> None:
    people = "-- content/_people.yaml --\n" + "".join(f"p{number}: P\n" for number in range(20))
    fields = "people: weather\n"
    read = read_site(tmp_path, f"-- content/news/a.md --\n{front(fields)}{people}")
    assert read.problems[0].hint == "add it there, or set `references.people` to `free` in `config.yaml`"


def test_a_missing_list_is_told_once_for_all_articles(tmp_path: Path) -> None:
    fields = "people: [ada, bob]\nplaces: rome\n"
    read = read_site(tmp_path, f"-- content/news/a.md --\n{front(fields)}-- content/news/b.md --\n{front(fields)}")
    assert read.told == [
        (
            "content/news/a.md:4:10: error: `ada` in `people` is not listed, because there is no `content/_people.yaml`"
            " (3 more entries are not listed either) | write the list, or set `references.people` to `free` in"
            " `config.yaml`"
        ),
        (
            "content/news/a.md:5:9: error: `rome` in `places` is not listed, because there is no `content/_places.yaml`"
            " (1 more entry is not listed either) | write the list, or set `references.places` to `free` in"
            " `config.yaml`"
        ),
    ]


def test_names_that_are_free_may_be_anything(tmp_path: Path) -> None:
    fields = "people: [Ada Lovelace]\n"
    config = "-- config.yaml --\ntitle: News\nreferences: {people: free}\n"
    assert read_site(tmp_path, f"{config}-- content/news/a.md --\n{front(fields)}").told == []


def test_checked_tags_are_known_by_their_slugs(tmp_path: Path) -> None:
    fields = "tags: [Capacity Building, helth]\n"
    read = read_site(
        tmp_path,
        f"-- config.yaml --\ntitle: News\nreferences: {{tags: checked}}\n-- content/news/a.md --\n{front(fields)}"
        "-- content/_tags.yaml --\ncapacity-building: Capacity building\nhealth: Health\n",
    )
    assert read.told == [
        "content/news/a.md:4:27: error: `helth` in `tags` is not in `_tags.yaml` | did you mean `health`?"
    ]


def test_nothing_is_said_of_a_list_that_cannot_be_read(tmp_path: Path) -> None:
    fields = "people: [ada, bob]\n"
    broken = "-- content/_people.yaml --\nada:\n\tname: Ada\n"
    read = read_site(tmp_path, f"-- content/news/a.md --\n{front(fields)}{broken}")
    assert len(read.told) == 1
    assert read.told[0].startswith("content/_people.yaml:2:1: error:")
