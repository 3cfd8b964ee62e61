"""The generated parts of the reference in `docs/`: from the program's types to Markdown."""

from __future__ import annotations

import inspect as signatures
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, get_args

import msgspec
from babel.messages.pofile import read_po
from jinja2 import nodes
from msgspec import NODEFAULT, Struct, inspect

from sitegen.clock import Moment
from sitegen.config import Config
from sitegen.markup.fragment import Heading
from sitegen.planning import view_parts, views
from sitegen.planning.pages import HtmlView
from sitegen.planning.views import PageView, SiteView
from sitegen.problems import Location
from sitegen.reading.entity_files import ENTITY_FILES, SectionTexts
from sitegen.reading.front_matter_fields import FrontMatter
from sitegen.reading.typed_yaml import short_form
from sitegen.rendering.render import FUNCTIONS
from sitegen.theming.filters import FILTERS, GLOBALS
from sitegen.theming.templates import environment_of, template_names
from sitegen.theming.theme import Theme, built_in_themes, load_theme
from sitegen.theming.theme_file import ThemeFolder, options_of, read_theme_file

MARKER = "<!-- What follows is made from the program; `pytest --accept tests/docs` rewrites it. -->"

Words = Callable[[type[Struct]], str]
"""Names a struct: by what its author writes, or by a link to its section."""
Rows = Iterable[tuple[str, ...]]


def with_reference(page: str, reference: str) -> str:
    """Give a page of the documentation with its generated part renewed; what stands above the marker stays."""
    return f"{page.partition(MARKER)[0].rstrip()}\n\n{MARKER}\n\n{reference}"


def table(head: tuple[str, ...], rows: Rows) -> str:
    """Write a table; columns in which nothing stands are left out."""
    lines = list(rows)
    used = [at for at in range(len(head)) if any(row[at] for row in lines)]
    written = [tuple(row[at].replace("|", "\\|") for at in used) for row in (head, *lines)]
    written.insert(1, ("---",) * len(used))
    return "".join(f"| {' | '.join(cells)} |\n" for cells in written)


def prose(text: str | None) -> str:
    """Give a docstring as Markdown, without its indentation."""
    return signatures.cleandoc(text or "")


def joined(words: Iterable[str]) -> str:
    """Write alternatives as a sentence does."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


# Types in words


def type_in_words(kind: inspect.Type, name_of: Words) -> str:
    """Say what an author may write, or what a template finds."""
    match kind:
        case inspect.Metadata():
            return type_in_words(kind.type, name_of)
        case inspect.UnionType():
            return union_in_words(kind, name_of)
        case inspect.LiteralType():
            return joined(f"`{value}`" for value in kind.values if value)
        case inspect.IntType():
            return "whole number" + (f" from {kind.ge} to {kind.le}" if kind.le is not None else "")
        case inspect.StructType():
            return name_of(kind.cls)
        case inspect.VarTupleType() | inspect.TupleType() | inspect.DictType():
            return collection_in_words(kind, name_of)
    return PLAIN[type(kind)]


def collection_in_words(kind: inspect.VarTupleType | inspect.TupleType | inspect.DictType, name_of: Words) -> str:
    """Say what holds several values."""
    match kind:
        case inspect.VarTupleType():
            return f"list of {many_in_words(kind.item_type, name_of)}"
        case inspect.TupleType():
            return f"{len(kind.item_types)} {many_in_words(kind.item_types[0], name_of)}"
        case inspect.DictType():
            return f"{many_in_words(kind.value_type, name_of)} by name"


def union_in_words(kind: inspect.UnionType, name_of: Words) -> str:
    """Say what one or the other is; a text that may be a group is one for each language."""
    options = [option for option in kind.types if not isinstance(option, inspect.NoneType)]
    if any(isinstance(option, inspect.DictType) for option in options):
        return "text, or a text for each language"
    words = joined(type_in_words(option, name_of) for option in options)
    return f"{words} or none" if name_of is link_to and len(options) < len(kind.types) else words


def many_in_words(kind: inspect.Type, name_of: Words) -> str:
    """Say what several of a type are."""
    if type(kind) in SEVERAL:
        return SEVERAL[type(kind)]
    words = type_in_words(kind, name_of)
    return words.replace("group of", "groups of", 1).replace("only its", "only their")


PLAIN: dict[type, str] = {
    inspect.AnyType: "anything",
    inspect.BoolType: "`true` or `false`",
    inspect.DateTimeType: "`datetime` of Python with its zone",
    inspect.FloatType: "number",
    inspect.StrType: "text",
}
SEVERAL: dict[type, str] = {
    inspect.AnyType: "anything",
    inspect.FloatType: "numbers",
    inspect.StrType: "texts",
}


def written(kind: type[Struct]) -> str:
    """Say how a struct is written in YAML."""
    if kind is Moment:
        return "date, with or without time"
    short = short_form(kind)
    return f"group of fields, or only its `{short}`" if short else "group of fields"


def link_to(kind: type[Struct]) -> str:
    """Link to the section about a struct."""
    return f"[{kind.__name__}](#{kind.__name__.lower()})"


def default_in_words(field: inspect.Field) -> str:
    """Write a default as YAML does; nothing for an empty one."""
    if field.required:
        return "required"
    default = field.default if field.default_factory is NODEFAULT else field.default_factory()
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    if isinstance(default, Struct) or default in ("", (), None) or default == {}:
        return ""
    return f"`{list(default) if isinstance(default, tuple) else default}`"


# Settings, front matter and lists


def groups_in(kind: inspect.Type) -> Iterator[tuple[str, inspect.StructType]]:
    """Give the groups of fields that a type holds, and how their names begin: `.`, or `.*.` in a list."""
    match kind:
        case inspect.Metadata():
            yield from groups_in(kind.type)
        case inspect.StructType() if kind.cls is not Moment:
            yield ".", kind
        case inspect.UnionType():
            for option in kind.types:
                yield from groups_in(option)
        case inspect.VarTupleType():
            yield from ((f".*{step}", group) for step, group in groups_in(kind.item_type))
        case inspect.DictType():
            yield from ((f".*{step}", group) for step, group in groups_in(kind.value_type))


def field_row(field: inspect.Field, prefix: str) -> tuple[str, str, str, str]:
    """Describe one setting or field."""
    schema = field.type.extra_json_schema if isinstance(field.type, inspect.Metadata) else None
    meaning = str((schema or {}).get("description", ""))
    return f"`{prefix}{field.encode_name}`", type_in_words(field.type, written), default_in_words(field), meaning


def group_tables(kind: type[Struct], noun: str, prefix: str = "") -> Iterator[str]:
    """Write the table of a group, then a section for each group inside it."""
    info = inspect.type_info(kind)
    if not isinstance(info, inspect.StructType):
        raise TypeError(kind)
    yield table((noun, "type", "default", "meaning"), (field_row(field, prefix) for field in info.fields))
    for field in info.fields:
        for step, group in groups_in(field.type):
            name = f"{prefix}{field.encode_name}"
            yield f"## `{name}`\n"
            yield prose(group.cls.__doc__) + "\n"
            yield from group_tables(group.cls, noun, f"{name}{step}")


def settings_reference() -> str:
    """Describe every setting."""
    return "\n".join(("## All settings\n", *group_tables(Config, "setting")))


def front_matter_reference() -> str:
    """Describe every field of an article, and the lists of the newsroom."""
    parts = ["## All fields\n", *group_tables(FrontMatter, "field")]
    for name, entries in ENTITY_FILES.items():
        parts += list_tables(f"_{name}.yaml", get_args(entries)[1], "*.")
    parts += list_tables("_section.yaml", SectionTexts, "")
    return "\n".join(parts)


def list_tables(file: str, kind: type[Struct], prefix: str) -> list[str]:
    """Describe a list of the newsroom; `*` stands for the id of an entry."""
    tables = [part.replace("## `*.", f"## `{file}`: `*.") for part in group_tables(kind, "field", prefix)]
    return [f"## `{file}`\n", prose(kind.__doc__) + "\n", *tables]


# Themes


def theme_reference() -> str:
    """Describe all that a theme can use."""
    theme = newsroom()
    return "\n".join(
        (
            "## Templates\n",
            table(("template", "shows", "what it is"), template_rows()),
            "## Blocks of the theme `newsroom`\n",
            table(("template", "blocks"), block_rows(theme)),
            "Pieces that several templates include, to be replaced one by one: "
            + ", ".join(f"`{name}`" for name in template_names(theme) if name.startswith("partials/"))
            + ".\n",
            "## Options of the theme `newsroom`\n",
            table(("option", "type", "default", "meaning"), option_rows()),
            "## Filters\n",
            table(("filter", "more arguments", "meaning"), filter_rows()),
            "## Functions\n",
            table(("function", "meaning"), function_rows()),
            "## What templates see\n",
            prose(views.__doc__).partition("theme reference. ")[2] + "\n",
            *view_sections(),
            "## Texts of the interface\n",
            "".join(f"- {text}\n" for text in interface_texts()),
        )
    )


def newsroom() -> Theme:
    """Give the theme that others extend."""
    theme, problems = load_theme("newsroom", (built_in_themes(),), {}, Location)
    if theme is None:
        raise ValueError(problems)
    return theme


def template_rows() -> Rows:
    """Name the template of each kind of page, and what it shows as `page`."""
    for view in get_args(HtmlView):
        text = prose(view.__doc__)
        found = re.search(r" \(`(\w+\.html)`\)", text)
        if found is None:
            raise ValueError(text)
        meaning = text.replace(found[0], "").split(". ")[0].split(".\n")[0].rstrip(".")
        yield f"`{found[1]}`", link_to(view), meaning


def block_rows(theme: Theme) -> Rows:
    """Name the blocks of each template in their order."""
    for name, template in sorted(theme.templates.items()):
        tree = environment_of(theme).parse(template.text)
        if blocks := [f"`{block.name}`" for block in tree.find_all(nodes.Block)]:
            yield f"`{name}`", ", ".join(blocks)


def option_rows() -> Rows:
    """Describe the options of the theme that others extend."""
    folder, problems = read_theme_file("newsroom", built_in_themes() / "newsroom")
    if not isinstance(folder, ThemeFolder):
        raise TypeError(problems)
    for name, option in options_of((folder,))[0].items():
        default = str(option.default).lower() if isinstance(option.default, bool) else option.default
        yield f"`{name}`", option.type, f"`{default}`" if default != "" else "", option.description


def filter_rows() -> Rows:
    """Describe every filter; the value before the `|` is not named."""
    for name, function in sorted(FILTERS.items()):
        _, *more = arguments_of(function)
        yield f"`{name}`", ", ".join(f"`{argument}`" for argument in more), first_line(function)


def function_rows() -> Rows:
    """Describe every function."""
    for name, function in sorted((GLOBALS | FUNCTIONS).items()):
        yield f"`{name}({', '.join(arguments_of(function))})`", first_line(function)


def arguments_of(function: Callable[..., Any]) -> list[str]:
    """Give what a template gives to a function; `context` is Jinja's."""
    parameters = signatures.signature(function).parameters.values()
    return [argument_of(parameter) for parameter in parameters if parameter.name != "context"]


def argument_of(parameter: signatures.Parameter) -> str:
    """Write an argument and its default as a template writes them."""
    match parameter.default:
        case parameter.empty:
            return parameter.name
        case None:
            return f"{parameter.name}=none"
        case default:
            return f'{parameter.name}="{default}"'


def first_line(function: Callable[..., Any]) -> str:
    """Give the first sentence of a docstring."""
    return prose(function.__doc__).split("\n")[0]


def view_sections() -> Iterator[str]:
    """Describe every class of the views: pages first, the site, then their parts in alphabetical order."""
    pages = get_args(HtmlView)
    known = [getattr(module, name) for module in (views, view_parts) for name in module.__all__]
    classes = [kind for kind in known if isinstance(kind, type)]
    parts = [*(kind for kind in classes if kind not in {*pages, PageView, SiteView}), Heading]
    for kind in (PageView, *pages, SiteView, *sorted(parts, key=lambda part: part.__name__)):
        yield f"### {kind.__name__}\n"
        yield prose(kind.__doc__) + "\n"
        inherited = PageView.__struct_fields__ if issubclass(kind, PageView) and kind is not PageView else ()
        if inherited:
            yield f"It has all fields of {link_to(PageView)}, and these:\n"
        yield table(("field", "type", "when not given"), view_rows(kind, inherited))
    yield "### Moment\n"
    yield prose(Moment.__doc__) + "\n"
    yield table(("field", "type", "meaning"), moment_rows())


def view_rows(kind: type[Struct], inherited: tuple[str, ...]) -> Rows:
    """Describe the fields that a view does not inherit."""
    info = inspect.type_info(kind)
    if not isinstance(info, inspect.StructType):
        raise TypeError(kind)
    for field in info.fields:
        if field.name not in inherited:
            default = "" if field.required else default_in_words(field) or nothing_of(field.type)
            yield f"`{field.name}`", type_in_words(field.type, link_to), default


def nothing_of(kind: inspect.Type) -> str:
    """Say what is there when nothing is."""
    match kind:
        case inspect.VarTupleType() | inspect.DictType() | inspect.StrType() | inspect.LiteralType():
            return "empty"
    return "none"


def moment_rows() -> Rows:
    """Describe what a template can ask of a date."""
    for field in msgspec.structs.fields(Moment):
        yield f"`{field.name}`", type_in_words(inspect.type_info(field.type), link_to), ""
    for name, value in vars(Moment).items():
        if isinstance(value, property):
            yield f"`{name}`", "text", prose(value.__doc__)


def interface_texts() -> list[str]:
    """Give every text that a catalogue of the theme translates."""
    with (built_in_themes() / "newsroom" / "translations" / "fr.po").open(encoding="utf-8") as file:
        catalogue = read_po(file)
    forms = [
        message.id if isinstance(message.id, tuple | list) else (message.id,) for message in catalogue if message.id
    ]
    return sorted(" / ".join(f"`{text}`" for text in texts) for texts in forms)
