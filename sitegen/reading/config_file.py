"""`config.yaml`, with every problem in it at once and defaults in place of what cannot be used."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from sitegen.config import Config
from sitegen.problems import Location, Problem, Severity, error, place_named
from sitegen.reading.config_checks import findings_in, normalised, without
from sitegen.reading.text_file import read_text
from sitegen.reading.typed_yaml import Rules, decode
from sitegen.reading.yaml_document import parse_yaml
from sitegen.reading.yaml_values import YamlFields, is_empty, place_of_name, places_in

__all__ = ["BEGIN_HINT", "ConfigFile", "load_config"]


BEGIN_HINT = "go to the folder of your site, or name the file with `--config`; `sitegen new site demo` begins a site"


ADVICE = "delete it; `sitegen schema config` prints all settings"


class ConfigFile(Struct, frozen=True, kw_only=True):
    """The settings, and where each is written.

    `config` is None when nothing could be read. `marks` gives the place of a setting by its dotted name, as
    `feeds.window` or `navigation.0.link`.
    """

    config: Config | None = None
    marks: dict[str, Location] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def place_of(self, setting: str) -> Location:
        """Give the place of a setting or of the group it is in, else the top of the file."""
        return place_named(self.marks, setting, Location("config.yaml", 1))


def load_config(path: Path) -> ConfigFile:
    """Read the settings; a setting that cannot be used has its default, so that the content can still be checked."""
    if not path.exists():
        missing = error(f"there is no `{path.name}`", Location(path.name), BEGIN_HINT)
        return ConfigFile(problems=(missing,))
    if not path.is_file():
        return ConfigFile(
            problems=(
                error(f"`{path.name}` is no file", Location(path.name), "take away what stands there under this name"),
            )
        )
    text, problems = read_text(path, path.name)
    if text is None:
        return ConfigFile(problems=problems)
    node, yaml_problems = parse_yaml(text, path.name)
    problems += yaml_problems
    if node is None:
        return ConfigFile(problems=problems)
    if is_empty(node):
        node = YamlFields({}, Location(path.name, 1))
    rules = Rules(zone=ZoneInfo("UTC"), noun="setting", unknown=Severity.ERROR, advice=ADVICE, stand_ins={"title": ""})
    decoded = decode(node, Config, rules)
    marks = places_in(node)
    problems += decoded.problems
    if decoded.value is None:
        return ConfigFile(marks=marks, problems=problems)
    findings = tuple(findings_in(decoded.value, path.parent))
    top = Location(path.name, 1)
    for found in findings:
        place = place_of_name(node, found.setting) if found.in_name else place_named(marks, found.at, top)
        problems += (Problem(found.message, place, found.hint, found.severity),)
    config = decoded.value
    for setting in sorted({found.setting for found in findings if found.severity is Severity.ERROR}, reverse=True):
        config = without(config, setting)
    return ConfigFile(config=normalised(config), marks=marks, problems=problems)
