"""What people break, and mend by taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from tests.incremental.edits_of_texts import Edit, any_text
from tests.incremental.newsroom import Newsroom

__all__ = ["FAULTS"]


def fault_in_yaml(newsroom: Newsroom, random: Random) -> None:
    newsroom.put(any_text(newsroom, random), "tags", "[water")


def fault_in_date(newsroom: Newsroom, random: Random) -> None:
    newsroom.put(any_text(newsroom, random), "date", "soon")


def fault_in_link(newsroom: Newsroom, random: Random) -> None:
    name = any_text(newsroom, random)
    newsroom.write(name, f"{newsroom.read(name)}\n[Nowhere](nowhere.md)\n")


def fault_in_picture(newsroom: Newsroom, random: Random) -> None:
    newsroom.put(any_text(newsroom, random), "image", "{src: nothing.png, alt: Nothing}")


def fault_in_person(newsroom: Newsroom, random: Random) -> None:
    newsroom.put(any_text(newsroom, random), "people", "[nobody]")


def fault_in_encoding(newsroom: Newsroom, random: Random) -> None:
    newsroom.write(any_text(newsroom, random), b"---\ntitle: Caf\xe9\ndate: 2026-01-01\n---\n")


def fault_in_front_matter(newsroom: Newsroom, random: Random) -> None:
    newsroom.write(any_text(newsroom, random), "No front matter.\n")


def fault_in_address(newsroom: Newsroom, random: Random) -> None:
    newsroom.put(any_text(newsroom, random), "permalink", "/press/2026/second/")


def fault_in_photograph(newsroom: Newsroom, _: Random) -> None:
    newsroom.write("content/press/kit/hall.png", b"no picture")


def fault_in_list(newsroom: Newsroom, random: Random) -> None:
    newsroom.write(f"content/{random.choice(('_people', '_tags', 'press/_section'))}.yaml", "title: [\n")


def fault_in_settings(newsroom: Newsroom, random: Random) -> None:
    key, value = random.choice((("page_size", "many"), ("theme", "none"), ("title", "["), ("timezone", "Mars")))
    newsroom.put("config.yaml", key, value)


def fault_in_syntax(newsroom: Newsroom, random: Random) -> None:
    name = random.choice(newsroom.names("themes/**/*.html"))
    newsroom.write(name, newsroom.read(name) + "{% if %}\n")


def fault_in_template(newsroom: Newsroom, random: Random) -> None:
    """Ask for a field that no page has, which shows only when a page is written."""
    name = random.choice(newsroom.names("themes/**/*.html"))
    newsroom.write(name, newsroom.read(name).replace("mark-", "{{ page.nothing }}-"))


def fault_in_theme(newsroom: Newsroom, random: Random) -> None:
    newsroom.put("themes/house/theme.yaml", "extends", random.choice(("nothing", "house")))


FAULTS: Mapping[str, Edit] = {
    edit.__name__: edit
    for edit in (
        fault_in_yaml,
        fault_in_date,
        fault_in_link,
        fault_in_picture,
        fault_in_person,
        fault_in_encoding,
        fault_in_front_matter,
        fault_in_address,
        fault_in_photograph,
        fault_in_list,
        fault_in_settings,
        fault_in_syntax,
        fault_in_template,
        fault_in_theme,
    )
}
