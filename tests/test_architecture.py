"""The house keeps its shape: who may import whom, how large rooms may be, and that the tools are content."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from msgspec import Struct

ROOT = Path(__file__).parents[1]
FACE = (
    *("cli", "pipeline", "production", "console", "__main__"),
    *("orders", "beginning", "building", "snapshot", "ground", "shortcut", "explaining"),
    "preview",
)
"""Root modules, and one package, that may import everything."""
PACKAGES = (
    *("imaging", "markup", "reading", "theming", "planning", "rendering", "searching", "writing"),
    *("checking", "serving", "publishing", "importing", "scaffolding", "preview"),
)
"""In import order: each may import the root modules and the packages before it."""
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
CLOCKS = ("now", "utcnow", "today")

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Module(Struct, frozen=True):
    """One file of the program: `sitegen.planning.site`."""

    name: str
    path: Path

    @property
    def tree(self) -> ast.Module:
        return parsed(self.path)

    @property
    def package(self) -> str:
        """`planning`, or nothing for a root module."""
        parts = self.name.split(".")
        return parts[1] if len(parts) > 1 and (ROOT / "sitegen" / parts[1]).is_dir() else ""

    @property
    def is_face(self) -> bool:
        return (self.package or self.name.rpartition(".")[2]) in FACE


class Import(Struct, frozen=True):
    """A module that another one imports, or one name of it."""

    module: str
    name: str
    line: int


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def modules() -> list[Module]:
    found = []
    for path in sorted((ROOT / "sitegen").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found.append(Module(".".join(parts[:-1] if parts[-1] == "__init__" else parts), path))
    return found


MODULES = {module.name: module for module in modules()}


def imports_of(module: Module) -> Iterator[Import]:
    """What a module imports of the program; `from sitegen import console` counts as the module `console`."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            names = [Import(alias.name, "", node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [
                Import(whole, "", node.lineno)
                if (whole := f"{node.module}.{alias.name}") in MODULES
                else Import(node.module, alias.name, node.lineno)
                for alias in node.names
            ]
        else:
            continue
        yield from (found for found in names if found.module.split(".")[0] == "sitegen")


def package_of(name: str) -> str:
    return MODULES[name].package if name in MODULES else name


def is_allowed(module: Module, imported: str) -> bool:
    there = package_of(imported)
    if module.is_face:
        return True
    if MODULES[imported].is_face:
        return False
    if not there:
        return True
    if not module.package:
        return False
    return PACKAGES.index(there) <= PACKAGES.index(module.package)


def exported(module: Module) -> list[str] | None:
    """The names of `__all__`, or none where a module has no `__all__`."""
    for node in module.tree.body:
        if isinstance(node, ast.Assign) and [target.id for target in node.targets if isinstance(target, ast.Name)] == [
            "__all__"
        ]:
            names: list[str] = ast.literal_eval(node.value)
            return names
    return None


def defined(module: Module) -> set[str]:
    """The names that a module makes or imports at its top."""
    names: set[str] = set()
    for node in statements(module.tree.body):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            targets = [name for target in node.targets for name in ast.walk(target)]
            names |= {name.id for name in targets if isinstance(name, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names |= {alias.asname or alias.name for alias in node.names}
    return names


def statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a module that are carried out when it is imported, also those under `if` and `try`."""
    for node in body:
        yield node
        if isinstance(node, (ast.If, ast.Try)):
            yield from statements([*node.body, *node.orelse])
        if isinstance(node, ast.Try):
            yield from statements([statement for handler in node.handlers for statement in handler.body])


def calls(module: Module) -> Iterator[tuple[str, str, int]]:
    """The functions that a module calls: owner, name and line."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            name = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
            yield name, node.func.attr, node.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield "", node.func.id, node.lineno


def test_there_are_modules_to_look_at() -> None:
    assert {"sitegen", "sitegen.config", "sitegen.planning.plan", "sitegen.cli"} <= MODULES.keys()


def test_every_package_has_its_place_in_the_order() -> None:
    assert {module.package for module in MODULES.values()} - {""} <= {*PACKAGES}


def test_modules_import_only_what_comes_before_them() -> None:
    assert [
        f"{module.name}:{found.line} imports {found.module}"
        for module in MODULES.values()
        for found in imports_of(module)
        if not is_allowed(module, found.module)
    ] == []


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = {module.name: {found.module for found in imports_of(module)} for module in MODULES.values()}
    assert len(list(TopologicalSorter(graph).static_order())) >= len(graph)


def test_every_import_of_the_program_leads_somewhere() -> None:
    assert [
        f"{module.name}:{found.line} imports {found.module} {found.name}".rstrip()
        for module in MODULES.values()
        for found in imports_of(module)
        if found.module not in MODULES or (found.name and found.name not in defined(MODULES[found.module]))
    ] == []


def test_every_module_says_what_it_is_for() -> None:
    empty = {module.name for module in MODULES.values() if not module.path.read_text(encoding="utf-8").strip()}
    assert [name for name, module in MODULES.items() if name not in empty and not ast.get_docstring(module.tree)] == []
    assert {name for name in empty if MODULES[name].path.name != "__init__.py"} == set()


def test_names_that_others_import_are_public() -> None:
    assert [
        f"{module.name}:{found.line} imports {found.name}, which is not in `__all__` of {found.module}"
        for module in MODULES.values()
        for found in imports_of(module)
        if found.name and found.module in MODULES
        for names in [exported(MODULES[found.module])]
        if names is not None and found.name not in names
    ] == []


def test_public_names_exist_and_are_sorted() -> None:
    for module in MODULES.values():
        names = exported(module) or []
        assert (module.name, {*names} - defined(module)) == (module.name, set())
        assert (module.name, sorted({*names}, key=kind_and_name)) == (module.name, names)


def kind_and_name(name: str) -> tuple[int, str]:
    """Constants first, then classes, then functions, as ruff sorts them."""
    if name.isupper():
        return 0, name
    return (1, name) if name[:1].isupper() else (2, name)


def test_files_are_short() -> None:
    lengths = {module.name: len(module.path.read_text(encoding="utf-8").splitlines()) for module in MODULES.values()}
    assert {name: length for name, length in lengths.items() if length >= LONGEST_FILE} == {}


def test_functions_are_short() -> None:
    assert {
        f"{module.name}.{node.name}": length
        for module in MODULES.values()
        for node in ast.walk(module.tree)
        if isinstance(node, Function) and (length := (node.end_lineno or 0) - node.lineno + 1) >= LONGEST_FUNCTION
    } == {}


def test_the_clock_is_read_in_the_face_alone() -> None:
    assert [
        f"{module.name}:{line} reads the clock"
        for module in MODULES.values()
        if module.name not in {"sitegen.pipeline", "sitegen.cli", "sitegen.beginning", "sitegen.orders"}
        for owner, name, line in calls(module)
        if (owner in {"datetime", "date"} and name in CLOCKS) or (owner, name) == ("time", "time")
    ] == []


def test_nothing_is_printed() -> None:
    assert [
        f"{module.name}:{line} prints"
        for module in MODULES.values()
        for owner, name, line in calls(module)
        if (owner, name) == ("", "print")
    ] == []


@pytest.mark.parametrize("tool", [["ruff", "check"], ["ruff", "format", "--check"], ["mypy"]], ids=" ".join)
def test_the_tools_are_content(tool: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", *tool], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
