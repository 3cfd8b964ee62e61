from __future__ import annotations

import pytest

from sitegen.reading.globs import glob_matcher


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*.bak", "a.bak"),
        ("*.bak", "news/deep/a.bak"),
        ("drafts/**", "drafts/a/b.md"),
        ("drafts", "drafts/a.md"),
        ("drafts/", "drafts/a.md"),
        ("news/*.md", "news/a.md"),
        ("**/old/*.md", "old/a.md"),
        ("**/old/*.md", "a/b/old/a.md"),
        ("news/**/a.md", "news/a.md"),
        ("/about.md", "about.md"),
        ("?.md", "a.md"),
        ("a**b", "a/x/b"),
        ("a[1].md", "a[1].md"),
    ],
)
def test_a_pattern_fits(pattern: str, path: str) -> None:
    assert glob_matcher([pattern])(path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*.bak", "a.bak.md"),
        ("news/*.md", "news/deep/a.md"),
        ("news/*.md", "old/news/a.md"),
        ("drafts/**", "drafts"),
        ("/about.md", "news/about.md"),
        ("?.md", "ab.md"),
        ("a.md", "abmd"),
    ],
)
def test_a_pattern_does_not_fit(pattern: str, path: str) -> None:
    assert not glob_matcher([pattern])(path)


def test_no_pattern_fits_nothing() -> None:
    assert not glob_matcher([])("a.md")
