from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from msgspec import inspect

from sitegen.cli import main
from sitegen.config import Config
from sitegen.planning.views import ArticleView, SiteView
from sitegen.reading.config_file import load_config
from sitegen.reading.front_matter_fields import FrontMatter
from tests.built_sites import REPOSITORY
from tests.docs.pages import Command, arguments_of, blocks_in, commands_in, headings_in, links_in, pages

PAGES = {page.relative_to(REPOSITORY).as_posix(): page for page in pages()}
DOTTED = re.compile(r"`([a-z_]+(?:\.[a-z_*]+)+)(?:: [^`]*)?`")
FILE_ENDINGS = {
    "css",
    "html",
    "ico",
    "ics",
    "jinja",
    "jpg",
    "json",
    "md",
    "opml",
    "pdf",
    "png",
    "po",
    "py",
    "txt",
    "xml",
    "yaml",
}


def text_of(page: str) -> str:
    return PAGES[page].read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_something(page: str) -> None:
    missing = []
    for address in links_in(text_of(page)):
        path, _, fragment = address.partition("#")
        target = (PAGES[page].parent / path).resolve() if path else PAGES[page]
        if not target.exists() or (fragment and fragment not in headings_in(target.read_text(encoding="utf-8"))):
            missing.append(address)
    assert missing == []


def fault_of_command(arguments: tuple[str, ...]) -> str:
    """Parse a command as click does, without running it."""
    command: click.Command = main
    words = list(arguments)
    while isinstance(command, click.Group) and words and words[0] in command.commands:
        command = command.commands[words.pop(0)]
    if command is main and (not words or words[0].startswith("-")):
        command = main.commands["build"]
    if isinstance(command, click.Group) and words and not words[0].startswith("-"):
        return f"there is no command `{words[0]}`"
    try:
        command.make_context(command.name, words)
    except click.exceptions.Exit:
        return ""
    except click.ClickException as fault:
        return fault.format_message()
    return ""


@pytest.mark.parametrize("page", [page for page in PAGES if list(commands_in(text_of(page)))])
def test_commands_exist_with_their_options(page: str) -> None:
    said = [arguments for command in commands_in(text_of(page)) if (arguments := arguments_of(command)) is not None]
    assert {arguments: fault for arguments in said if (fault := fault_of_command(arguments))} == {}


@pytest.mark.parametrize("page", PAGES)
def test_commands_in_running_text_exist_with_their_options(page: str) -> None:
    written = re.findall(r"`sitegen ([^`\n]+)`", text_of(page))
    said = [tuple(words.split()) for words in written if "…" not in words and "TITLE" not in words]
    known = [arguments for arguments in said if arguments[:1] != ("new",) or len(arguments) > 2]
    assert {arguments: fault for arguments in known if (fault := fault_of_command(arguments))} == {}


def test_a_wrong_command_would_be_found() -> None:
    assert "buld" in fault_of_command(("buld",))
    assert "--dratfs" in fault_of_command(("serve", "--dratfs"))
    assert arguments_of(Command((".venv/bin/python", "build.py", "serve"))) == ("serve",)
    assert arguments_of(Command(("rsync", "public/"))) is None


def examples_of_settings() -> dict[str, str]:
    """Give the blocks of YAML that are settings, by the page and the line in which they begin."""
    begins = re.compile(rf"(?:{'|'.join(Config.__struct_fields__)}):")
    return {
        f"{page}:{block.before.count(chr(10)) + 2}": block.text
        for page in PAGES
        for block in blocks_in(text_of(page))
        if block.language == "yaml" and begins.match(block.text) and not block.before.endswith(".yaml`:\n\n")
    }


@pytest.mark.parametrize("text", examples_of_settings().values(), ids=examples_of_settings())
def test_examples_of_settings_can_be_read(text: str, tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(text if "title:" in text.splitlines()[0] else f"title: Newsroom\n{text}", encoding="utf-8")
    assert load_config(file).problems == ()


def names_below(kind: inspect.Type, name: str) -> set[str]:
    """Give the dotted names of a type's fields; `*` stands for the names in a group and the entries of a list."""
    match kind:
        case inspect.Metadata():
            return names_below(kind.type, name)
        case inspect.StructType():
            prefix = f"{name}." if name else ""
            return {name}.union(*(names_below(field.type, prefix + field.encode_name) for field in kind.fields))
        case inspect.UnionType():
            return {name}.union(*(names_below(option, name) for option in kind.types))
        case inspect.VarTupleType():
            return {name, *names_below(kind.item_type, f"{name}.*"), *names_below(kind.item_type, name)}
        case inspect.DictType():
            return {name, *names_below(kind.value_type, f"{name}.*")}
    return {name}


def all_names() -> set[str]:
    settings = names_below(inspect.type_info(Config), "")
    fields = names_below(inspect.type_info(FrontMatter), "")
    page, site = (
        names_below(inspect.type_info(kind), name) for kind, name in ((ArticleView, "page"), (SiteView, "site"))
    )
    return settings | fields | page | site


def is_known(name: str, known: set[str]) -> bool:
    parts = name.split(".")
    return any(
        all(here in {there, "*"} for here, there in zip(other.split("."), parts, strict=False))
        for other in known
        if other.count(".") == name.count(".") or (other.endswith("*") and other.count(".") <= name.count("."))
    )


@pytest.mark.parametrize("page", PAGES)
def test_settings_and_fields_that_are_named_exist(page: str) -> None:
    known = all_names()
    groups = {name.split(".")[0] for name in known if "." in name}
    named = {name for name in DOTTED.findall(text_of(page)) if name.split(".")[-1] not in FILE_ENDINGS}
    assert {name for name in named if name.split(".")[0] in groups and not is_known(name, known)} == set()


def test_a_wrong_setting_would_be_found() -> None:
    known = all_names()
    assert is_known("feeds.window", known)
    assert is_known("languages.fr.title", known)
    assert is_known("page.extra.ticket", known)
    assert not is_known("feeds.windows", known)
    assert not is_known("site.titel", known)


def test_every_part_of_the_program_is_in_the_architecture() -> None:
    parts = {path for path in (REPOSITORY / "sitegen").iterdir() if path.name.strip("_") == path.name}
    names = {f"`{path.stem}`" if path.suffix else f"`{path.name}/`" for path in parts if path.suffix in {"", ".py"}}
    assert {name for name in names if name not in text_of("docs/architecture.md")} == set()


def test_every_dependency_has_a_decision() -> None:
    text = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.search(r"^dependencies = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    assert listed
    dependencies = set(re.findall(r'"([a-z0-9]+)', listed[1]))
    assert {name for name in dependencies if not (REPOSITORY / "docs" / "decisions" / f"{name}.md").exists()} == set()


@pytest.mark.parametrize("file", sorted((REPOSITORY / "docs" / "decisions").glob("*.md")), ids=lambda file: file.stem)
def test_a_decision_is_one_line(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) == 1
