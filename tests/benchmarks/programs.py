"""The programs that are compared: how each is given the same newsroom, and how it is told to build it."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

__all__ = ["ENGINES", "HUGO", "PELICAN", "Program", "is_installed", "sitegen_with", "versions_of"]

HERE = Path(__file__).resolve().parent
ENGINES = ("python-markdown", "commonmark")
FRONT_MATTER = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
RELATED = 3
NOT_COPIED = shutil.ignore_patterns("content", "public", ".sitegen", "__pycache__")


class Program(Struct, frozen=True, kw_only=True):
    """A program and the packages that it is made of.

    `prepare` writes the site with some articles into a folder, with related articles or without; `command` builds the
    site of that folder into an output folder. `knows_related` tells whether it can name related articles at all.
    `state` is the folder of the site in which it remembers former builds, if it does.
    """

    name: str
    packages: tuple[str, ...]
    prepare: Callable[[Path, Path, bool], None]
    command: Callable[[Path, Path], list[str]]
    knows_related: bool = True
    state: str = ""


def is_installed(program: Program) -> bool:
    """Tell whether a program can be run here."""
    try:
        return bool([version(package) for package in program.packages])
    except PackageNotFoundError:
        return False


def versions_of(program: Program) -> dict[str, str]:
    """Give the version of each package."""
    return {package: version(package) for package in program.packages}


def set_in(file: Path, written: str, wanted: str) -> None:
    """Change one setting in a file. Raises `ValueError` where it is not written."""
    text = file.read_text("utf-8")
    if text.count(written) != 1:
        raise ValueError(f"`{written}` should stand once in {file}")
    file.write_text(text.replace(written, wanted), "utf-8")


# sitegen


def sitegen_with(engine: str) -> Program:
    """Give our own program with one of its two dialects of Markdown."""

    def prepare(articles: Path, site: Path, related: bool) -> None:  # noqa: FBT001  a fact of the site
        shutil.copytree(HERE / "site", site, ignore=NOT_COPIED)
        shutil.copytree(articles, site / "content")
        set_in(site / "config.yaml", "engine: python-markdown", f"engine: {engine}")
        set_in(site / "config.yaml", "related: 0", f"related: {RELATED if related else 0}")

    packages = ("sitegen", {"python-markdown": "markdown", "commonmark": "pyromark"}[engine])
    return Program(
        name=f"sitegen, {engine}", packages=packages, prepare=prepare, command=sitegen_command, state=".sitegen"
    )


def sitegen_command(site: Path, output: Path) -> list[str]:
    """Build with sitegen, as installed or as it lies in the working directory."""
    settings = str(site / "config.yaml")
    return [sys.executable, "-m", "sitegen", "build", "--config", settings, "--output", str(output)]


# Hugo


def prepare_hugo(articles: Path, site: Path, related: bool) -> None:  # noqa: FBT001  a fact of the site
    """Write the site for Hugo."""
    shutil.copytree(HERE / "hugo", site)
    shutil.copytree(articles, site / "content")
    set_in(site / "hugo.yaml", "related: false", f"related: {str(related).lower()}")


def hugo_command(site: Path, output: Path) -> list[str]:
    """Build with Hugo itself, and not with the Python program that starts it in its package."""
    program = distribution("hugo").locate_file("hugo/binaries/hugo")
    return [str(program), "build", "--quiet", "--noBuildLock", "--source", str(site), "--destination", str(output)]


HUGO = Program(name="Hugo", packages=("hugo",), prepare=prepare_hugo, command=hugo_command)


# Pelican


def prepare_pelican(articles: Path, site: Path, related: bool) -> None:  # noqa: ARG001, FBT001  it cannot relate
    """Write the site for Pelican."""
    shutil.copytree(HERE / "pelican", site, ignore=NOT_COPIED)
    for file in articles.rglob("*.md"):
        place = site / "content" / file.relative_to(articles)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(for_pelican(file.read_text("utf-8"), file.relative_to(articles).parts[0]), "utf-8")


def for_pelican(text: str, section: str) -> str:
    """Give an article as Pelican reads it: front matter that is no YAML, and marks in links to files."""
    head = FRONT_MATTER.match(text)
    fields: dict[str, Any] = yaml.safe_load(head[1]) if head else {}
    told = {
        **{name: str(fields[name]).strip() for name in ("title", "date", "slug", "author", "summary")},
        "tags": ", ".join(fields["tags"]),
        "category": section,
    }
    front = "".join(f"{name}: {value}\n" for name, value in told.items())
    body = text[head.end() :] if head else text
    return f"{front}\n{body.replace('](../../', ']({filename}/')}"


def pelican_command(site: Path, output: Path) -> list[str]:
    """Build with Pelican, which begins with an empty folder as it does by itself."""
    settings = str(site / "pelicanconf.py")
    return [sys.executable, "-m", "pelican", str(site / "content"), "-s", settings, "-o", str(output), "-q"]


PELICAN = Program(
    name="Pelican",
    packages=("pelican", "markdown"),
    prepare=prepare_pelican,
    command=pelican_command,
    knows_related=False,
)
