"""The lists that the newsroom keeps in `_people.yaml` and its like, and the texts of sections."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from babel import Locale
from msgspec import Meta, Struct, field

from sitegen.config import Config, LocalText
from sitegen.problems import Location, Note, Problem, error, warning
from sitegen.reading.entities import Contact, Entities, Organization, Person, Place, Section, Tag
from sitegen.reading.file_name import language_folder
from sitegen.reading.library import SourceFile
from sitegen.reading.nearest import did_you_mean, in_words, nearest
from sitegen.reading.site_address import address_fault, is_mail_address
from sitegen.reading.source_files import Sources
from sitegen.reading.text_file import read_text
from sitegen.reading.typed_yaml import Rules, decode
from sitegen.reading.yaml_document import parse_yaml
from sitegen.reading.yaml_values import YamlFields, is_empty, places_in

__all__ = ["ENTITY_FILES", "SECTION_FILE", "EntityLists", "SectionTexts", "read_entities"]

ENTITY_FILES: dict[str, Any] = {
    "people": dict[str, Person],
    "organizations": dict[str, Organization],
    "places": dict[str, Place],
    "contacts": dict[str, Contact],
    "tags": dict[str, Tag],
}
"""The kinds of lists by id, and their types; each is the file `_<kind>.yaml` in `content/`."""
SECTION_FILE = "_section.yaml"
NORTH, EAST = 90, 180


class SectionTexts(Struct, frozen=True, kw_only=True):
    """What `_section.yaml` says of the folder in which it lies."""

    title: Annotated[LocalText, Meta(description="Title of the section; without it, the folder's name.")] = ""
    description: Annotated[LocalText, Meta(description="What the section holds, in a sentence.")] = ""
    order: Annotated[int, Meta(description="Its place among the sections; small numbers come first.")] = 0


class EntityLists(Struct, frozen=True, kw_only=True):
    """All lists and the sections that have texts.

    `written` are the kinds whose file exists, `unread` those of them whose file cannot be understood.
    """

    entities: Entities = Entities()
    sections: dict[str, Section] = field(default_factory=dict)
    written: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()


def read_entities(sources: Sources, config: Config) -> tuple[EntityLists, tuple[Problem, ...]]:
    """Read every file whose name begins with `_` and ends in `.yaml`."""
    shelf = Shelf(sources, Rules(zone=ZoneInfo(config.timezone)), frozenset(config.editions))
    for file in sources.entity_files:
        shelf.take(file)
    entities = Entities(**shelf.lists)
    problems = (*shelf.problems, *organization_problems(entities, shelf.places.get("people", {})))
    return EntityLists(
        entities=entities,
        sections=shelf.sections,
        written=frozenset(shelf.lists),
        unread=frozenset(shelf.unread),
    ), problems


class Shelf:
    """The lists as they come in, file after file."""

    def __init__(self, sources: Sources, rules: Rules, languages: frozenset[str]) -> None:
        self.sources = sources
        self.rules = rules
        self.languages = languages
        self.lists: dict[str, dict[str, Any]] = {}
        self.places: dict[str, dict[str, Location]] = {}
        self.sections: dict[str, Section] = {}
        self.section_files: dict[str, str] = {}
        self.unread: set[str] = set()
        self.problems: list[Problem] = []

    def take(self, file: SourceFile) -> None:
        """Read one file by what its name says."""
        *folders, name = file.path.split("/")
        kind = name.removeprefix("_").removesuffix(".yaml")
        if position := language_folder(tuple(folders), self.languages):
            del folders[position - 1]
        if not folders and file.path == name and kind in ENTITY_FILES:
            self.take_list(file, kind)
        elif len(folders) == 1 and name == SECTION_FILE:
            self.take_section(file, folders[0])
        else:
            self.problems.append(unknown_file(file.path, name))

    def node_of(self, file: SourceFile) -> YamlFields | None:
        """Read the YAML of a file; None when there is nothing to decode."""
        path = f"content/{file.path}"
        text, problems = read_text(self.sources.content / file.path_on_disk, path)
        self.problems += problems
        if text is None:
            return None
        node, problems = parse_yaml(text, path)
        self.problems += problems
        if isinstance(node, YamlFields):
            return node
        if node is not None and not is_empty(node):
            self.problems.append(
                error("this file should be a group of fields", node.place, "write `name: value` in each line")
            )
        return None

    def take_list(self, file: SourceFile, kind: str) -> None:
        """Read a list by the ids of its entries."""
        self.lists[kind] = {}
        told = len(self.problems)
        node = self.node_of(file)
        if node is None:
            self.unread |= {kind} if len(self.problems) > told else set()
            return
        decoded = decode(node, ENTITY_FILES[kind], self.rules)
        self.lists[kind] = decoded.value or {}
        self.places[kind] = places_in(node)
        self.problems += decoded.problems
        for entity_id, entity in self.lists[kind].items():
            self.problems += entity_problems(entity_id, entity, self.places[kind])

    def take_section(self, file: SourceFile, folder: str) -> None:
        """Read the texts of a section."""
        if folder in self.section_files:
            place = Location(f"content/{file.path}")
            notes = (Note("this one is read", Location(f"content/{self.section_files[folder]}")),)
            hint = "write the texts of all languages into one file"
            self.problems.append(warning(f"the section `{folder}` has its texts already", place, hint, notes))
            return
        self.section_files[folder] = file.path
        node = self.node_of(file)
        if node is not None:
            decoded = decode(node, SectionTexts, self.rules)
            self.problems += decoded.problems
            texts = decoded.value or SectionTexts()
            self.sections[folder] = Section(
                name=folder, title=texts.title, description=texts.description, order=texts.order
            )


def unknown_file(path: str, name: str) -> Problem:
    """Say that nobody reads a file."""
    known = [*(f"_{kind}.yaml" for kind in ENTITY_FILES), SECTION_FILE]
    place = Location(f"content/{path}")
    if name == SECTION_FILE:
        return warning(f"`{name}` is read only in the folder of a section, as `content/news/{name}`", place, "move it")
    if name in known:
        return warning(f"`{name}` is read only in `content/` itself", place, "move it")
    meant = nearest(name.lstrip("_").split(".")[0], [*ENTITY_FILES, "section"])
    hint = f"did you mean `_{meant}.yaml`?" if meant else f"known are {in_words(known)}"
    return warning(f"`{name}` is not read", place, hint)


@cache
def countries() -> frozenset[str]:
    """Give the codes of ISO 3166-1 that CLDR knows."""
    return frozenset(str(code) for code in Locale.parse("en").territories if re.fullmatch("[A-Z]{2}", str(code)))


def entity_problems(entity_id: str, entity: object, places: Mapping[str, Location]) -> Iterator[Problem]:
    """Check what types cannot tell of an entry."""
    top = places[entity_id]

    def place(name: str) -> Location:
        return places.get(f"{entity_id}.{name}", top)

    match entity:
        case Place():
            yield from place_problems(entity, place)
        case Person():
            for index, role in enumerate(entity.roles):
                if role.start and role.end and role.end.at < role.start.at:
                    yield error(
                        "this role ends before it begins", place(f"roles.{index}.to"), "check the years of both"
                    )
    email = getattr(entity, "email", "")
    if email and not is_mail_address(email):
        yield error(f"`{email}` is no e-mail address", place("email"), "write it as `press@example.org`")
    url = getattr(entity, "url", "")
    if url and (fault := address_fault(url)):
        yield error(f"`url` {fault}, but is `{url}`", place("url"), "write it as `https://www.example.org/`")


def place_problems(entity: Place, place: Callable[[str], Location]) -> Iterator[Problem]:
    """Check the country and the position of a place."""
    if entity.country and entity.country not in countries():
        upper = entity.country.upper()
        hint = f"write `{upper}`" if upper in countries() else "write the two letters of ISO 3166-1, as `IT`"
        yield error(f"`{entity.country}` is no code of a country", place("country"), hint)
    for name, number, limit in (("latitude", entity.latitude, NORTH), ("longitude", entity.longitude, EAST)):
        if number is not None and not -limit <= number <= limit:
            yield error(f"`{name}` should be from -{limit} to {limit}", place(name), "write it in degrees, as `13.75`")
    if (entity.latitude is None) != (entity.longitude is None):
        yield error("a position needs `latitude` and `longitude`", place(""), "add the other one")


def organization_problems(entities: Entities, places: Mapping[str, Location]) -> Iterator[Problem]:
    """Check that the organizations of people's roles are listed, where there is a list."""
    if not entities.organizations:
        return
    for person_id, person in entities.people.items():
        for index, role in enumerate(person.roles):
            if role.organization and role.organization not in entities.organizations:
                place = places[f"{person_id}.roles.{index}.organization"]
                hint = did_you_mean(
                    role.organization, entities.organizations, "add it to `content/_organizations.yaml`"
                )
                yield error(f"`{role.organization}` is not in `_organizations.yaml`", place, hint)
