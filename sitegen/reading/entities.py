"""Who and what articles speak of: the lists that the newsroom keeps in `_people.yaml` and its like."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct, field

from sitegen.clock import Moment
from sitegen.config import LocalText

__all__ = ["Contact", "Entities", "Organization", "Person", "Place", "Role", "Section", "Tag"]


class Role(Struct, frozen=True, kw_only=True):
    """What a person is, from one day to another, both included."""

    title: Annotated[LocalText, Meta(description="What the person is, as `Secretary General`.")]
    organization: Annotated[str, Meta(description="Id of the organization, from `_organizations.yaml`.")] = ""
    start: Annotated[Moment | None, Meta(description="First day of the role.")] = field(default=None, name="from")
    end: Annotated[Moment | None, Meta(description="Last day of the role.")] = field(default=None, name="to")


class Person(Struct, frozen=True, kw_only=True):
    """An entry of `_people.yaml`."""

    name: Annotated[LocalText, Meta(description="The person's name.")]
    roles: Annotated[
        tuple[Role, ...], Meta(description="What the person was and is; an article names the role of its own date.")
    ] = ()
    url: Annotated[str, Meta(description="Address of the person's own page.")] = ""
    email: Annotated[str, Meta(description="The person's address.")] = ""
    bio: Annotated[LocalText, Meta(description="A sentence or two about the person.")] = ""


class Organization(Struct, frozen=True, kw_only=True):
    """An entry of `_organizations.yaml`."""

    name: Annotated[LocalText, Meta(description="The organization's name.")]
    short: Annotated[LocalText, Meta(description="Its short name or acronym.")] = ""
    url: Annotated[str, Meta(description="Its website.")] = ""
    description: Annotated[LocalText, Meta(description="A sentence or two about it.")] = ""


class Place(Struct, frozen=True, kw_only=True):
    """An entry of `_places.yaml`; `country` is an ISO 3166-1 code, the position in degrees (WGS 84)."""

    name: Annotated[LocalText, Meta(description="The place's name.")]
    country: Annotated[str, Meta(description="Its country, by the two letters of ISO 3166-1, as `TH`.")] = ""
    latitude: Annotated[float | None, Meta(description="Degrees north of the equator (WGS 84).")] = None
    longitude: Annotated[float | None, Meta(description="Degrees east of Greenwich (WGS 84).")] = None
    description: Annotated[LocalText, Meta(description="A sentence or two about it.")] = ""


class Contact(Struct, frozen=True, kw_only=True):
    """An entry of `_contacts.yaml`."""

    name: Annotated[LocalText, Meta(description="Whom to ask: a person or an office.")]
    role: Annotated[LocalText, Meta(description="What they can be asked about.")] = ""
    email: Annotated[str, Meta(description="Their address.")] = ""
    phone: Annotated[str, Meta(description="Their number, as `+39 040 555 0100`.")] = ""
    hours: Annotated[LocalText, Meta(description="When they answer.")] = ""
    url: Annotated[str, Meta(description="Their page.")] = ""


class Tag(Struct, frozen=True, kw_only=True):
    """An entry of `_tags.yaml`: how a tag is named and explained."""

    name: Annotated[LocalText, Meta(description="How the tag is shown.")]
    description: Annotated[LocalText, Meta(description="What belongs under it.")] = ""


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
