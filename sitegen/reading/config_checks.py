"""What can be wrong with settings, though every one is of its type."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath
from string import Formatter
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale, UnknownLocaleError
from msgspec import NODEFAULT, Struct, inspect
from msgspec.structs import fields, replace

from sitegen.clock import UnreadableDate, parse_when
from sitegen.config import Config
from sitegen.editors import EDITORS, editor_fault
from sitegen.problems import Severity
from sitegen.reading.front_matter_fields import FrontMatter
from sitegen.reading.language import known_language, language_hint
from sitegen.reading.nearest import did_you_mean, in_words
from sitegen.reading.site_address import address_fault, base_url_fault, is_mail_address, link_fault, normal_base_url
from sitegen.reading.typed_yaml import form_of
from sitegen.site_path import SitePath

__all__ = ["Finding", "findings_in", "normalised", "without"]

NAMES_IN_PATTERNS = ("section", "year", "month", "day", "slug", "name", "path", "type", "lang")
TELLS_ARTICLES_APART = {"slug", "name", "path"}
AUTHORITY = re.compile(
    r"(?:[a-z0-9._%+-]+@)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
    r",[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?"
)
"""RFC 4151, section 2.1: `authorityName "," date`."""
OWN_ZONE = "localtime"
GROUPS = {"image", "event"}
"""The fields of the front matter into whose parts foreign fields may be moved."""
FORBIDDEN_OUTPUTS = ("content", "themes", ".sitegen", ".git")


class Finding(Struct, frozen=True, kw_only=True):
    """What is wrong with a setting, which is left out for it.

    `within` leads from there to the place, as `.match`; `in_name` tells that the setting's name is wrong.
    """

    setting: tuple[str | int, ...]
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    within: str = ""
    in_name: bool = False

    @property
    def at(self) -> str:
        """The dotted name of the place."""
        return ".".join(map(str, self.setting)) + self.within


def findings_in(config: Config, folder: Path) -> Iterator[Finding]:
    """Check all settings of the site in a folder."""
    yield from address_findings(config)
    yield from language_findings(config)
    yield from pattern_findings(config)
    yield from replacement_findings(config)
    yield from rename_findings(config)
    yield from folder_findings(config, folder)
    yield from security_findings(config)
    yield from preview_findings(config)
    if not is_timezone(config.timezone):
        message = f"`{config.timezone}` is no known time zone"
        yield Finding(setting=("timezone",), message=message, hint=timezone_hint(config.timezone))
    if config.feeds.id_authority and not AUTHORITY.fullmatch(config.feeds.id_authority):
        message = f"`feeds.id_authority` should be a domain and a year, but is `{config.feeds.id_authority}`"
        yield Finding(setting=("feeds", "id_authority"), message=message, hint="write it as `example.org,2024`")


def timezone_hint(written: str) -> str:
    """Say which time zone was probably meant: that of a city, or one that is spelt like it."""
    zones = sorted(available_timezones() - {OWN_ZONE})
    city = written.replace(" ", "_").casefold()
    if named := [zone for zone in zones if zone.casefold().endswith(f"/{city}")]:
        return f"did you mean `{named[0]}`?"
    return did_you_mean(written, zones, "write a name of the IANA database, as `Europe/Rome`")


def is_timezone(name: str) -> bool:
    """Tell whether the IANA database knows a zone; `localtime` is each machine's own and so no zone of a site."""
    try:
        return ZoneInfo(name).key != OWN_ZONE
    except (OSError, ValueError, KeyError):
        return False


def address_findings(config: Config) -> Iterator[Finding]:
    """Check the addresses of the site and of its organization."""
    if fault := base_url_fault(config.base_url):
        message = f"`base_url` {fault}, but is `{config.base_url}`"
        yield Finding(setting=("base_url",), message=message, hint="write it as `https://news.example.org/`")
    for index, entry in enumerate(config.navigation):
        if fault := link_fault(entry.link):
            message = f"`navigation.{index}.link` {fault}"
            hint = "name a section, a file in `content/`, a path as `/tags/` or an address"
            yield Finding(setting=("navigation", index), within=".link", message=message, hint=hint)
    organization = config.organization
    addresses: list[tuple[tuple[str, ...], str]] = [
        (("organization", "url"), organization.url),
        *((("organization", "profiles", name), address) for name, address in organization.profiles.items()),
        (("security", "policy"), config.security.policy),
    ]
    for setting, address in addresses:
        if address and (fault := address_fault(address)):
            message = f"`{'.'.join(setting)}` {fault}, but is `{address}`"
            yield Finding(setting=setting, message=message, hint="write it as `https://www.example.org/`")
    if organization.email and not is_mail_address(organization.email):
        message = f"`{organization.email}` is no e-mail address"
        yield Finding(setting=("organization", "email"), message=message, hint="write it as `press@example.org`")


def language_findings(config: Config) -> Iterator[Finding]:
    """Check the languages and locales of the editions."""
    if not known_language(config.language):
        message = f"`{config.language}` is no known language"
        yield Finding(setting=("language",), message=message, hint=language_hint(config.language))
    seen: dict[str, str] = {}
    for written, edition in config.languages.items():
        tag = known_language(written)
        if not tag:
            message = f"`{written}` is no known language"
            yield Finding(setting=("languages", written), message=message, hint=language_hint(written), in_name=True)
        elif seen.setdefault(tag, written) != written:
            message = f"`{written}` and `{seen[tag]}` are the same language"
            yield Finding(setting=("languages", written), message=message, hint="delete one of them", in_name=True)
        if edition.locale and not is_locale(edition.locale):
            message = f"`{edition.locale}` is no known locale"
            hint = "write a locale of CLDR, as `fr_CH`"
            yield Finding(setting=("languages", written, "locale"), message=message, hint=hint)


def is_locale(name: str) -> bool:
    """Tell whether CLDR knows a locale."""
    try:
        Locale.parse(name.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return False
    return True


def pattern_findings(config: Config) -> Iterator[Finding]:
    """Check the patterns of addresses."""
    patterns = config.permalinks
    for setting, pattern in (
        (("permalinks", "article"), patterns.article),
        (("permalinks", "page"), patterns.page),
        *((("permalinks", "sections", section), pattern) for section, pattern in patterns.sections.items()),
    ):
        if fault := pattern_fault(pattern):
            message, hint = fault
            yield Finding(setting=setting, message=f"`{pattern}` {message}", hint=hint)


def pattern_fault(pattern: str) -> tuple[str, str] | None:
    """Say what is wrong with a pattern, and what to do."""
    if not pattern.startswith("/"):
        return "should begin with `/`", f"write `/{pattern}`"
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError:
        return "has a `{` without its `}`", "write names as `{slug}`"
    names = [name for _, name, _, _ in parts if name is not None]
    for name in names:
        if name not in NAMES_IN_PATTERNS:
            known = f"known are {in_words(NAMES_IN_PATTERNS)}"
            return f"has the unknown name `{name}`", did_you_mean(name, NAMES_IN_PATTERNS, known)
    if any(spec or conversion for _, _, spec, conversion in parts):
        return "has more than names in its braces", "write names as `{slug}`"
    if not TELLS_ARTICLES_APART.intersection(names):
        return "gives many pages one address", "add `{slug}` or `{path}`"
    try:
        SitePath("".join(f"{text}{name or ''}" for text, name, _, _ in parts).strip("/"))
    except ValueError as fault:
        return f"cannot be used: {fault}", "write it as `/{section}/{year}/{slug}/`"
    return None


def replacement_findings(config: Config) -> Iterator[Finding]:
    """Check that regular expressions and what they put in place can be used."""
    for index, replacement in enumerate(config.markdown.replace):
        setting = ("markdown", "replace", index)
        try:
            pattern = re.compile(replacement.match)
        except (re.error, OverflowError, RecursionError) as fault:
            message = f"`{replacement.match}` is no regular expression: {fault}"
            hint = "put a backslash before `( ) [ ] { } . * + ? ^ $ |` where they are meant as they are"
            yield Finding(setting=setting, within=".match", message=message, hint=hint)
            continue
        try:
            pattern.sub(replacement.put, "")
        except (re.error, IndexError) as fault:
            message = f"`{replacement.put}` cannot be put in place: {fault}"
            yield Finding(setting=setting, within=".put", message=message, hint="`\\1` is the first group in `match`")


@cache
def names_in_front_matter() -> tuple[str, ...]:
    """Give every field of the front matter by its dotted name."""
    names = []
    for name, entry in form_of(FrontMatter).fields.items():
        names.append(name)
        names += [f"{name}.{part}" for part in parts_of(entry.type) if name in GROUPS]
    return tuple(names)


def parts_of(kind: inspect.Type) -> Iterator[str]:
    """Give the names of the fields of the structs in a type."""
    match kind:
        case inspect.Metadata():
            yield from parts_of(kind.type)
        case inspect.UnionType():
            for option in kind.types:
                yield from parts_of(option)
        case inspect.StructType():
            yield from form_of(kind.cls).fields


def rename_findings(config: Config) -> Iterator[Finding]:
    """Check that foreign fields are moved to fields that exist, no two to one that is the same."""
    for foreign, name in config.front_matter.rename.items():
        if name not in names_in_front_matter() and not name.startswith("extra."):
            message = f"`{name}` is no field of sitegen"
            hint = did_you_mean(name, names_in_front_matter(), "see `sitegen schema` for the fields")
            yield Finding(setting=("front_matter", "rename", foreign), message=message, hint=hint)


def folder_findings(config: Config, folder: Path) -> Iterator[Finding]:
    """Check the files and folders that are named."""
    output = PurePosixPath(config.output)
    inside = [part for part in output.parts if part != "."]
    if output.is_absolute() or "\\" in config.output or not inside or ".." in inside:
        message = f"`output` should be a folder inside the site, but is `{config.output}`"
        yield Finding(setting=("output",), message=message, hint="write it as `public`")
    elif inside[0] in FORBIDDEN_OUTPUTS:
        message = f"`output` must not be in `{inside[0]}`, which holds other things"
        yield Finding(setting=("output",), message=message, hint="write it as `public`")
    for name in ("logo", "image"):
        file = getattr(config.organization, name)
        if not file:
            continue
        path = PurePosixPath(file)
        if path.is_absolute() or "\\" in file or ".." in path.parts:
            message = f"`organization.{name}` should be a file in `content/`, but is `{file}`"
            yield Finding(setting=("organization", name), message=message, hint="write it as `_static/logo.png`")
        elif not os.path.isfile(folder / "content" / path):  # noqa: PTH113  `is_file` raises where a name is too long
            message = f"`organization.{name}` names `{file}`, but there is no file `content/{file}`"
            yield Finding(setting=("organization", name), message=message, hint="put it there, or mend the name")


def security_findings(config: Config) -> Iterator[Finding]:
    """Check what becomes `security.txt` (RFC 9116)."""
    security = config.security
    if security.expires:
        try:
            parse_when(security.expires)
        except UnreadableDate:
            message = f"`security.expires` should be a date, but is `{security.expires}`"
            yield Finding(setting=("security", "expires"), message=message, hint="write it as `2027-03-24`")
    if security.contact and not re.match(r"(?:mailto:|tel:|https://)\S", security.contact):
        message = f"`security.contact` should begin with `mailto:`, `tel:` or `https://`, but is `{security.contact}`"
        hint = f"write `mailto:{security.contact}`" if is_mail_address(security.contact) else ""
        yield Finding(setting=("security", "contact"), message=message, hint=hint)
    if bool(security.contact) != bool(security.expires):
        name, other = ("contact", "expires") if security.contact else ("expires", "contact")
        message = f"`security.{name}` has no effect without `security.{other}`"
        yield Finding(setting=("security", name), message=message, hint=f"add `{other}`", severity=Severity.WARNING)


def preview_findings(config: Config) -> Iterator[Finding]:
    """Check that an editor can be opened."""
    editor = config.preview.editor
    if fault := editor_fault(editor):
        message = f"`preview.editor` {fault}, but is `{editor}`"
        otherwise = "name one, as `vscode`, or write its address, as `mvim://open?url=file://{path}&line={line}`"
        yield Finding(setting=("preview", "editor"), message=message, hint=did_you_mean(editor, EDITORS, otherwise))


def without(config: Config, setting: tuple[str | int, ...]) -> Config:
    """Give the settings with one left out: at its default, or gone from its list."""
    left = left_out(config, setting)
    return left if isinstance(left, Config) else config


def left_out(value: object, setting: tuple[str | int, ...]) -> object:
    """Leave out what a path leads to."""
    name, *rest = setting
    below = tuple(rest)
    if isinstance(value, Struct):
        inner = left_out(getattr(value, str(name)), below) if below else default_of(value, str(name))
        return replace(value, **{str(name): inner})
    if isinstance(value, dict):
        kept = {name: left_out(value[name], below)} if below else {}
        return {key: kept.get(key, entry) for key, entry in value.items() if key != name or kept}
    entries = value if isinstance(value, tuple) else ()
    return tuple(entry for index, entry in enumerate(entries) if index != name)


def default_of(value: Struct, name: str) -> object:
    """Give the default of a field."""
    known = next(known for known in fields(value) if known.name == name)
    return known.default if known.default_factory is NODEFAULT else known.default_factory()


def normalised(config: Config) -> Config:
    """Give the settings in their usual form: the base address with `/`, languages as they are written."""
    language = known_language(config.language)
    languages = {known_language(tag): edition for tag, edition in config.languages.items()}
    return replace(config, base_url=normal_base_url(config.base_url), language=language, languages=languages)
