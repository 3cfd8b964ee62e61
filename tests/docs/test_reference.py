from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.built_sites import REPOSITORY
from tests.docs.reference import (
    MARKER,
    front_matter_reference,
    settings_reference,
    table,
    theme_reference,
    with_reference,
)

REFERENCES: dict[str, Callable[[], str]] = {
    "settings": settings_reference,
    "front-matter": front_matter_reference,
    "theme-reference": theme_reference,
}


@pytest.mark.parametrize("name", REFERENCES)
def test_the_reference_is_that_of_the_program(name: str, request: pytest.FixtureRequest) -> None:
    file = REPOSITORY / "docs" / f"{name}.md"
    page = file.read_text(encoding="utf-8")
    wanted = with_reference(page, REFERENCES[name]())
    if request.config.getoption("--accept", default=False):
        file.write_text(wanted, encoding="utf-8")
        return
    assert page == wanted, f"docs/{name}.md is out of date; run `pytest --accept tests/docs` and look at the difference"


@pytest.mark.parametrize("name", REFERENCES)
def test_the_reference_begins_with_an_introduction(name: str) -> None:
    page = (REPOSITORY / "docs" / f"{name}.md").read_text(encoding="utf-8")
    introduction = page.partition(MARKER)[0]
    assert introduction.startswith("# ")
    assert len(introduction.split()) > 50


def test_what_was_written_by_hand_stays() -> None:
    assert with_reference(f"# Mine\n\n{MARKER}\n\nold\n", "new\n") == f"# Mine\n\n{MARKER}\n\nnew\n"


def test_a_table_leaves_out_columns_in_which_nothing_stands() -> None:
    assert table(("name", "default", "meaning"), [("`a|b`", "", "one"), ("`c`", "", "")]) == (
        "| name | meaning |\n| --- | --- |\n| `a\\|b` | one |\n| `c` |  |\n"
    )
