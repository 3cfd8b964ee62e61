from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sitegen.clock import moment_from_text
from sitegen.reading.entities import Contact, Entities, Organization, Person, Place, Role, Section, Tag
from tests.reading.newsrooms import Read, front, read_site

ROME = ZoneInfo("Europe/Rome")


def lists(folder: Path, story: str) -> Read:
    return read_site(folder, f"-- content/news/a.md --\n{front('')}{story}")


def test_the_lists_of_the_newsroom_are_read(tmp_path: Path) -> None:
    read = lists(
        tmp_path,
        """-- config.yaml --
title: News
timezone: Europe/Rome
-- content/_people.yaml --
kunio-mikuriya:
  name: {en: Kunio Mikuriya, ja: 御厨邦雄}
  roles:
    - {title: Secretary General, organization: wco, from: 2009-01-01, to: 2023-12-31}
-- content/_organizations.yaml --
wco: World Customs Organization
-- content/_places.yaml --
bangkok: {name: Bangkok, country: TH, latitude: 13.75, longitude: 100.5}
-- content/_contacts.yaml --
press-office: {name: Press office, email: press@example.org, phone: +32 2 209 92 11}
-- content/_tags.yaml --
security: {name: {en: Security, fr: Sécurité}}
""",
    )
    assert read.told == []
    assert read.library.entities == Entities(
        people={
            "kunio-mikuriya": Person(
                name={"en": "Kunio Mikuriya", "ja": "御厨邦雄"},
                roles=(
                    Role(
                        title="Secretary General",
                        organization="wco",
                        start=moment_from_text("2009-01-01", ROME),
                        end=moment_from_text("2023-12-31", ROME),
                    ),
                ),
            )
        },
        organizations={"wco": Organization(name="World Customs Organization")},
        places={"bangkok": Place(name="Bangkok", country="TH", latitude=13.75, longitude=100.5)},
        contacts={"press-office": Contact(name="Press office", email="press@example.org", phone="+32 2 209 92 11")},
        tags={"security": Tag(name={"en": "Security", "fr": "Sécurité"})},
    )


def test_empty_lists_are_lists(tmp_path: Path) -> None:
    read = lists(tmp_path, "-- content/_people.yaml --\n# nobody yet\n-- content/_tags.yaml --\n")
    assert read.told == []


def test_a_section_has_its_texts_from_its_folder(tmp_path: Path) -> None:
    read = lists(tmp_path, "-- content/news/_section.yaml --\ntitle: {en: News, fr: Actualités}\norder: 2\n")
    assert read.told == []
    assert read.library.sections == {"news": Section(name="news", title={"en": "News", "fr": "Actualités"}, order=2)}


def test_a_section_may_have_its_texts_below_the_folder_of_a_language(tmp_path: Path) -> None:
    read = lists(
        tmp_path,
        "-- config.yaml --\ntitle: News\nlanguages: {en: , fr: }\n"
        "-- content/en/news/_section.yaml --\ntitle: News\n-- content/fr/news/_section.yaml --\ntitle: Actualités\n",
    )
    assert read.library.sections == {"news": Section(name="news", title="News")}
    assert read.told == [
        (
            "content/fr/news/_section.yaml: warning: the section `news` has its texts already"
            " | write the texts of all languages into one file"
        )
    ]


@pytest.mark.parametrize(
    ("story", "line"),
    [
        (
            "_people.yaml --\nkunio: {nam: K}\n",
            "_people.yaml:1:8: error: `kunio.name` is missing | add `name: …`",
        ),
        ("_people.yaml --\nkunio: {name: K, rolls: x}\n", ("_people.yaml:1:18: warning: unknown field `kunio.rolls`"
         " | did you mean `roles`?")),
        ("_people.yaml --\n- kunio\n", ("_people.yaml:1:1: error: this file should be a group of fields"
         " | write `name: value` in each line")),
        ("_people.yaml --\na: b: c\n", ("_people.yaml:1:5: error: a `:` with a space after it cannot stand in a text"
         ' without quotes | put the text in quotes: `a: "b: c"`')),
        ("_people.yaml --\nk: {name: K, email: k}\n", ("_people.yaml:1:21: error: `k` is no e-mail address"
         " | write it as `press@example.org`")),
        ("_people.yaml --\nk: {name: K, url: 'javascript:alert(1)'}\n", ("_people.yaml:1:19: error: `url` should begin"
         " with `https://`, but is `javascript:alert(1)` | write it as `https://www.example.org/`")),
        ("_people.yaml --\nk: {name: K, roles: [{title: D, from: 2020, to: 2019-01-01}]}\n",
         ("_people.yaml:1:39: error: `k.roles.from` should be a date, but is `2020`"
         " | write it as `2017-03-24` or `2017-03-24T10:00+07:00`")),
        ("_people.yaml --\nk: {name: K, roles: [{title: D, from: 2020-01-01, to: 2019-01-01}]}\n",
         "_people.yaml:1:55: error: this role ends before it begins | check the years of both"),
        ("_places.yaml --\np: {name: P, country: it}\n", ("_places.yaml:1:23: error: `it` is no code of a country"
         " | write `IT`")),
        ("_places.yaml --\np: {name: P, country: Italy}\n", ("_places.yaml:1:23: error: `Italy` is no code of a country"
         " | write the two letters of ISO 3166-1, as `IT`")),
        ("_places.yaml --\np: {name: P, latitude: 91, longitude: 0}\n",
         "_places.yaml:1:24: error: `latitude` should be from -90 to 90 | write it in degrees, as `13.75`"),
        ("_places.yaml --\np: {name: P, latitude: 9}\n",
         "_places.yaml:1:4: error: a position needs `latitude` and `longitude` | add the other one"),
        ("_peple.yaml --\n", "_peple.yaml: warning: `_peple.yaml` is not read | did you mean `_people.yaml`?"),
        ("_people.yml --\n", "_people.yml: warning: `_people.yml` is not read | did you mean `_people.yaml`?"),
        ("_weather.yaml --\n", ("_weather.yaml: warning: `_weather.yaml` is not read | known are `_people.yaml`,"
         " `_organizations.yaml`, `_places.yaml`, `_contacts.yaml`, `_tags.yaml` and `_section.yaml`")),
        ("news/_people.yaml --\n", ("news/_people.yaml: warning: `_people.yaml` is read only in `content/` itself"
         " | move it")),
        ("_section.yaml --\n", ("_section.yaml: warning: `_section.yaml` is read only in the folder of a section,"
         " as `content/news/_section.yaml` | move it")),
        ("news/deep/_section.yaml --\n", ("news/deep/_section.yaml: warning: `_section.yaml` is read only in the folder"
         " of a section, as `content/news/_section.yaml` | move it")),
        ("news/_section.yaml --\ntitel: News\n", ("news/_section.yaml:1:1: warning: unknown field `titel`"
         " | did you mean `title`?")),
        ("news/_section.yaml --\n- a\n", ("news/_section.yaml:1:1: error: this file should be a group of fields"
         " | write `name: value` in each line")),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_list_is_told(tmp_path: Path, story: str, line: str) -> None:
    assert f"content/{line}" in lists(tmp_path, f"-- content/{story}").told


def test_the_organization_of_a_role_must_be_listed_where_there_is_a_list(tmp_path: Path) -> None:
    read = lists(
        tmp_path,
        "-- content/_people.yaml --\nk: {name: K, roles: [{title: D, organization: wto}]}\n"
        "-- content/_organizations.yaml --\nwco: World Customs Organization\n",
    )
    assert read.told == [
        "content/_people.yaml:1:47: error: `wto` is not in `_organizations.yaml` | did you mean `wco`?"
    ]


def test_a_list_in_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/_people.yaml").write_bytes(b"k: caf\xe9\n")
    assert lists(tmp_path, "").told == [
        (
            "content/_people.yaml:1:7: error: this file is not UTF-8: here is the byte 0xe9,"
            " probably `é` in Windows-1252"
            " | save it as UTF-8"
        )
    ]
