"""A small site that is built, edited and built again, and by which way each build went."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec import Struct

from sitegen import pipeline, shortcut
from sitegen.beginning import begin
from sitegen.orders import Begun, Built, Order, output_of, state_of
from sitegen.snapshot import Snapshot, read_snapshot, unchanged
from tests.built_sites import files_in
from tests.story import TEMPLATES, story

__all__ = ["NOW", "ByWay", "EditedSite", "an_article"]

NOW = "2026-11-24T08:00:00Z"
AN_HOUR = 3600 * 10**9

CONFIG = """
-- config.yaml --
title: Newsroom
base_url: https://news.example.org/
theme: bare
search: none
social_cards: false
lists: [tags]
feeds: {id_authority: "example.org,2026", formats: [rss]}
-- themes/bare/theme.yaml --
name: Bare
"""
BARE = "<title>{{ page.title }} - {{ site.title }}</title>\n{% block main %}{% endblock %}\nmark-0\n"
TEXT = '{% extends "base.html" %}\n{% block main %}{{ page.html|safe }}{% endblock %}\n'
HOME = """{% extends "base.html" %}
{% block main %}{% for teaser in page.newest %}{{ teaser.title }}: {{ teaser.summary }}{% endfor %}{% endblock %}
"""
TEMPLATE_TEXTS = {"base": BARE, "article": TEXT, "page": TEXT, "home": HOME}


def an_article(name: str, body: str = "The text.", **fields: str) -> str:
    """A file of the story: `content/news/<name>.md`, an article with a summary of its own."""
    told = {"title": name.title(), "date": "2026-01-02", "summary": f"Of {name}."} | fields
    head = "".join(f"{field}: {value}\n" for field, value in told.items() if value)
    return f"-- content/news/{name}.md --\n---\n{head}---\n{body}\n"


class ByWay(Struct, frozen=True, kw_only=True):
    """What a build gave, and its way: `none` where there was nothing to do, `short` or `long`."""

    way: str
    built: Built


class EditedSite:
    """A site in a folder, with all that builds have left there."""

    def __init__(self, folder: Path, text: str) -> None:
        self.folder = folder
        for name in ("base", *TEMPLATES):
            template = folder / f"themes/bare/templates/{name}.html"
            template.parent.mkdir(parents=True, exist_ok=True)
            template.write_text(TEMPLATE_TEXTS.get(name, '{% extends "base.html" %}'), encoding="utf-8")
        story(CONFIG, folder)
        story(text, folder)

    @property
    def output(self) -> Path:
        return self.folder / "public"

    def path(self, name: str) -> Path:
        return self.folder / name

    def state(self, name: str) -> Path:
        """The file of state of this name, as `manifest`."""
        (file,) = (self.folder / ".sitegen").glob(f"{name}*.json")
        return file

    def reword(self, name: str, before: str, after: str) -> None:
        """Put other words in the place of some that a file has."""
        text = self.path(name).read_text(encoding="utf-8")
        assert before in text
        self.path(name).write_text(text.replace(before, after), encoding="utf-8")

    def order(self, **wishes: Any) -> Order:  # noqa: ANN401  wishes have many types
        told: dict[str, Any] = {"config_file": self.folder / "config.yaml", "at": NOW, "jobs": 1}
        return Order(**told | wishes)

    def begun(self, **wishes: Any) -> Begun:  # noqa: ANN401
        """The beginning of a build, an hour after the last edit: only then it may trust the times of files."""
        order = self.order(**wishes)
        state = state_of(order)
        state.stamps.began += AN_HOUR
        return begin(order, state)

    def snapshot(self, **wishes: Any) -> Snapshot | None:  # noqa: ANN401
        """The snapshot of the last build, if a build of these wishes may use it."""
        begun = self.begun(**wishes)
        return read_snapshot(begun, output_of(begun.order, begun.config))

    def build(self, **wishes: Any) -> ByWay:  # noqa: ANN401
        """Build by the shortest way that there is."""
        begun = self.begun(**wishes)
        output = output_of(begun.order, begun.config)
        snapshot = read_snapshot(begun, output)
        if snapshot and (built := unchanged(begun, output, snapshot)):
            return ByWay(way="none", built=built)
        if snapshot and (built := shortcut.shortened(begun, output, snapshot, lambda _done, _total: None)):
            return ByWay(way="short", built=built)
        return ByWay(way="long", built=self.build_begun(begun))

    def build_begun(self, begun: Begun, on_stage: Callable[[str], None] = lambda _: None) -> Built:
        """Build the long way what has begun."""
        output = output_of(begun.order, begun.config)
        return pipeline.build_from(begun, output, on_stage, lambda _done, _total: None)

    def clean_build(self, **wishes: Any) -> tuple[Built, dict[str, bytes]]:  # noqa: ANN401
        """Build a copy that knows of no other build, and give its files too."""
        copy = self.folder.parent / f"{self.folder.name}-copy-{len(list(self.folder.parent.iterdir()))}"
        shutil.copytree(self.folder, copy, ignore=shutil.ignore_patterns(".sitegen", "public"), symlinks=True)
        built = pipeline.build(self.order(config_file=copy / "config.yaml", **wishes))
        return built, files_in(built.output)

    def build_as_cleanly(self, **wishes: Any) -> ByWay:  # noqa: ANN401
        """Build, and assert that a clean build comes to the same files and the same problems."""
        done = self.build(**wishes)
        clean, files = self.clean_build(**wishes)
        there = files_in(done.built.output)
        wrong = sorted(path for path in files.keys() | there if files.get(path) != there.get(path))
        assert not wrong, f"by the {done.way} way: {wrong}"
        assert done.built.problems == clean.problems, done.built.problems
        assert done.built.pages == clean.pages, done.built.pages
        return done

    def marks(self, folder: str = "public") -> dict[str, tuple[int, int]]:
        """By what one sees that somebody has touched a file: its time of change and its inode."""
        below = self.folder / folder
        stats = {path.relative_to(below).as_posix(): path.stat() for path in below.rglob("*") if path.is_file()}
        return {path: (facts.st_mtime_ns, facts.st_ino) for path, facts in stats.items()}
