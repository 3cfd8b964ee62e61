"""Who and what articles speak of: the lists that the newsroom keeps in `_people.yaml` and its like."""

from __future__ import annotations

from msgspec import Struct, field

from sitegen.clock import Moment
from sitegen.config import LocalText

__all__ = ["Contact", "Entities", "Organization", "Person", "Place", "Role", "Section", "Tag"]


class Role(Struct, frozen=True, kw_only=True):
    """What a person is, from one day to another, both included."""

    title: LocalText
    organization: str = ""
    start: Moment | None = field(default=None, name="from")
    end: Moment | None = field(default=None, name="to")


class Person(Struct, frozen=True, kw_only=True):
    """An entry of `_people.yaml`."""

    name: LocalText
    roles: tuple[Role, ...] = ()
    url: str = ""
    email: str = ""
    bio: LocalText = ""


class Organization(Struct, frozen=True, kw_only=True):
    """An entry of `_organizations.yaml`."""

    name: LocalText
    short: LocalText = ""
    url: str = ""
    description: LocalText = ""


class Place(Struct, frozen=True, kw_only=True):
    """An entry of `_places.yaml`; `country` is an ISO 3166-1 code, the position in degrees (WGS 84)."""

    name: LocalText
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    description: LocalText = ""


class Contact(Struct, frozen=True, kw_only=True):
    """An entry of `_contacts.yaml`."""

    name: LocalText
    role: LocalText = ""
    email: str = ""
    phone: str = ""
    hours: LocalText = ""
    url: str = ""


class Tag(Struct, frozen=True, kw_only=True):
    """An entry of `_tags.yaml`: how a tag is named and explained."""

    name: LocalText
    description: LocalText = ""


class Section(Struct, frozen=True, kw_only=True):
    """A first folder of `content/`, with what its `_section.yaml` says."""

    name: str
    title: LocalText = ""
    description: LocalText = ""
    order: int = 0


class Entities(Struct, frozen=True, kw_only=True):
    """People, organizations, places, contacts and tags by id."""

    people: dict[str, Person] = field(default_factory=dict)
    organizations: dict[str, Organization] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    tags: dict[str, Tag] = field(default_factory=dict)
