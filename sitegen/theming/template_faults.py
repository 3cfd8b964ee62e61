"""What went wrong while a template wrote a page, worded for the author of the theme."""

from __future__ import annotations

import re
import sys
import traceback
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from jinja2 import TemplateNotFound, TemplateRuntimeError
from jinja2.exceptions import SecurityError
from jinja2.utils import missing
from msgspec import Struct, structs

from sitegen.problems import Location, Note, Problem, error
from sitegen.reading.nearest import did_you_mean, in_words
from sitegen.theming.filters import GLOBALS, NoAssetError
from sitegen.theming.sandbox import Sandbox
from sitegen.theming.syntax_faults import place_in
from sitegen.theming.template_text import TemplateText
from sitegen.theming.templates import UndefinedNameError, template_names
from sitegen.theming.theme_value import Theme

__all__ = ["once_for_each_template", "problem_in_template"]


def problem_in_template(theme: Theme, fault: Exception, page: object, site: object, origin: Location) -> Problem | None:
    """Word what was raised while a page was written; `origin` is what asked for the page.

    None for a fault that no template can be blamed for: one inside the functions that templates were given.
    """
    place = place_of(theme, fault)
    if place is None:
        return missing_template(theme, fault, origin) if isinstance(fault, TemplateNotFound) else None
    template, line = place
    notes = (Note("while this page was written", origin),)
    match fault:
        case UndefinedNameError():
            return undefined_problem(fault, template, line, {"page": page, "site": site}, notes)
        case TemplateNotFound():
            return missing_template(theme, fault, Location(template.shown_as, line), notes)
        case NoAssetError():
            hint = did_you_mean(fault.name, fault.known, f"put the file at `assets/{fault.name}` in the theme")
            return error(f"there is no asset `{fault.name}`", place_in(template, line, fault.name), hint, notes)
        case _:
            message, hint = wording_of(fault)
            return error(message, Location(template.shown_as, line), hint, notes)


def wording_of(fault: Exception) -> tuple[str, str]:
    """Say what a template did, and what to do."""
    match fault:
        case RecursionError():
            return "this template includes or calls itself without end", "let it end with a condition"
        case SecurityError():
            return f"a template must not do this: {str(fault).rstrip('.')}", "use the fields of `page` and `site`"
        case KeyError():
            return f"there is no `{fault.args[0]}`", "a text may name only the values that are given to it"
        case TemplateRuntimeError():
            return str(fault), ""
        case _:
            return f"this cannot be computed: {fault}", ""


def missing_template(theme: Theme, fault: TemplateNotFound, place: Location, notes: tuple[Note, ...] = ()) -> Problem:
    """Say which template does not exist."""
    hint = did_you_mean(str(fault.name), (*template_names(theme), *theme.templates))
    return error(f"there is no template `{fault.name}`", place, hint, notes)


def place_of(theme: Theme, fault: Exception) -> tuple[TemplateText, int] | None:
    """Give the template, and its line, that was being written; none where a given function failed by itself."""
    templates = {template.shown_as: template for template in theme.templates.values()}
    places: list[tuple[TemplateText, int]] = []
    inner: list[str] = []
    for frame, line in traceback.walk_tb(fault.__traceback__):
        if template := templates.get(frame.f_code.co_filename):
            places.append((template, line))
            inner = []
        else:
            inner.append(str(frame.f_globals.get("__name__", "")))
    found = places[-1] if places else None
    if isinstance(fault, RecursionError):
        return where_it_turns(places)
    if isinstance(fault, TemplateRuntimeError):
        return found
    own = (module for module in inner if module != SANDBOX and module.split(".")[0] not in ENGINES)
    return found if next(own, OURS).startswith(OURS) else None


def where_it_turns(places: Sequence[tuple[TemplateText, int]]) -> tuple[TemplateText, int] | None:
    """Give the place that comes back most often of calls without end, if there is one in the theme that was asked.

    The last place of all is by chance where the stack was used up. A template extends another one only once.
    """
    counts = Counter(places)
    again = [place for place in places if counts[place] >= max(counts.values()) - 1 and not extends(*place)]
    own = [place for place in again if theme_of(place) == theme_of(places[0])]
    return own[-1] if own else again[-1] if again else None


def extends(template: TemplateText, line: int) -> bool:
    """Tell whether a line of a template names the one that it extends."""
    return "extends" in template.text.split("\n")[line - 1]


def theme_of(place: tuple[TemplateText, int]) -> str:
    """Give the folder of the theme of a template: `themes/mine`."""
    return place[0].shown_as.partition("/templates/")[0]


ENGINES = {"jinja2", "markupsafe", *sys.stdlib_module_names}
SANDBOX = Sandbox.__module__
OURS = "sitegen.theming"


def undefined_problem(
    fault: UndefinedNameError, template: TemplateText, line: int, views: Mapping[str, object], notes: tuple[Note, ...]
) -> Problem:
    """Say which name does not exist, and which does."""
    place = place_in(template, line, fault.name)
    written = written_around(template, place, fault.name)
    if fault.owner is None:
        owner = written.rpartition(".")[0] or "this"
        hint = (
            f"write `{{% if {owner} %}}` around it" if owner != "this" else "ask with `{% if … %}` whether it is there"
        )
        return error(f"`{owner}` is nothing here, so there is no `{written}`", place, hint, notes)
    names = names_of(fault.owner, views)
    known = f"it has {in_words(names)}" if names else "it has no fields"
    otherwise = f"defined are {in_words(names)}" if fault.owner is missing else known
    return error(f"`{written}` is not defined", place, did_you_mean(fault.name, names, otherwise), notes)


def written_around(template: TemplateText, place: Location, name: str) -> str:
    """Give a name with what stands before it in the template, as `page.section.titel`."""
    lines = template.text.split("\n")
    before = lines[place.line - 1][: place.column - 1] if 0 < place.line <= len(lines) and place.column else ""
    found = re.search(r"[\w.]+\.$", before)
    return (found[0] if found else "") + name


def names_of(owner: object, views: Mapping[str, object]) -> tuple[str, ...]:
    """Give the names that an object has for templates."""
    if owner is missing:
        return (*views, *GLOBALS)
    if isinstance(owner, Mapping):
        return tuple(str(key) for key in owner)
    if isinstance(owner, Struct):
        return tuple(name for name in dir(owner) if not name.startswith("_"))
    return ()


def once_for_each_template(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Tell the same fault of a template once, with the first page that shows it and the number of the others."""
    first: dict[tuple[str, Location], Problem] = {}
    more: dict[tuple[str, Location], int] = {}
    for problem in sorted(problems, key=lambda problem: (problem.location, problem.notes)):
        key = (problem.message, problem.location)
        first.setdefault(key, problem)
        more[key] = more.get(key, -1) + 1
    return tuple(
        structs.replace(problem, notes=(*problem.notes, more_pages(more[key], problem.location)))
        if more[key]
        else problem
        for key, problem in first.items()
    )


def more_pages(count: int, place: Location) -> Note:
    """Say on how many more pages a fault shows."""
    return Note(f"and on {count} more page{'s' * (count > 1)}", place)
