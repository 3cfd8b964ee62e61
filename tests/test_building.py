"""A build goes the shortest way that there is, and comes to what the longest comes to."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import pytest

from sitegen import pipeline
from sitegen.orders import Built
from sitegen.problems import BuildFailed
from sitegen.sealed_file import read_sealed, write_sealed
from tests.built_sites import files_in, run_sitegen
from tests.edited_site import NOW, EditedSite, an_article

ONE = "content/news/one.md"
SITE = an_article("one", "The first text.") + an_article("two", "The second text.")
WHOLE = ["config", "read", "theme", "plan", "render", "write", ""]


@pytest.fixture
def site(tmp_path: Path) -> EditedSite:
    return EditedSite(tmp_path / "site", SITE)


def stages_of(site: EditedSite, **wishes: Any) -> list[str]:  # noqa: ANN401  wishes have many types
    """Build, and give the stages that were told: a short way has only the first one."""
    stages: list[str] = []
    pipeline.build(site.order(**wishes), stages.append)
    return stages


def assert_clean(site: EditedSite) -> None:
    """The output is that of a clean build."""
    assert files_in(site.output) == site.clean_build()[1]


def test_a_first_build_goes_through_all_stages(site: EditedSite) -> None:
    assert stages_of(site) == WHOLE
    assert_clean(site)


def test_a_build_with_nothing_to_do_only_reads_the_settings(site: EditedSite) -> None:
    first = pipeline.build(site.order())
    assert stages_of(site) == ["config"]
    again = pipeline.build(site.order())
    assert (again.pages, again.problems, again.output) == (first.pages, first.problems, first.output)
    assert again.result.unchanged == first.pages
    assert again.reasons == {}


def test_an_edited_text_goes_the_short_way(site: EditedSite) -> None:
    pipeline.build(site.order())
    site.reword(ONE, "first text", "first words")
    assert stages_of(site) == ["config"]
    assert_clean(site)


def test_any_other_edit_goes_through_all_stages(site: EditedSite) -> None:
    pipeline.build(site.order())
    site.reword(ONE, "title: One", "title: Eins")
    assert stages_of(site) == WHOLE
    assert_clean(site)


def test_reasons_are_told_on_both_ways(site: EditedSite) -> None:
    pipeline.build(site.order())
    site.reword(ONE, "first text", "first words")
    short = pipeline.build(site.order())
    site.reword(ONE, "title: One", "title: Eins")
    long = pipeline.build(site.order())
    assert short.reasons["news/2026/one/index.html"] == "a text in it has changed"
    assert long.reasons["news/2026/one/index.html"] == "what it shows has changed"
    for built in (short, long):
        assert set(built.result.written) <= built.reasons.keys()


def test_a_fresh_build_goes_through_all_stages_and_touches_no_file_that_is_right(site: EditedSite) -> None:
    pipeline.build(site.order())
    before = site.marks()
    assert stages_of(site, fresh=True) == WHOLE
    assert site.marks() == before
    assert stages_of(site) == ["config"]


def test_a_fresh_build_does_not_believe_what_is_remembered(site: EditedSite) -> None:
    pipeline.build(site.order())
    records = site.begun().state.records
    rows = records.connection(0).execute("SELECT key, data FROM records").fetchall()
    records.keep((key.hex(), data.replace(b"first", b"false")) for key, data in rows)
    records.close()
    site.reword("themes/bare/templates/base.html", "mark-0", "mark-1")
    pipeline.build(site.order())
    assert b"false text" in (site.output / "news/2026/one/index.html").read_bytes()
    pipeline.build(site.order(fresh=True))
    assert_clean(site)
    site.reword("themes/bare/templates/base.html", "mark-1", "mark-2")
    pipeline.build(site.order())
    assert_clean(site)


@pytest.mark.parametrize("kind", [b"[", b"{"], ids=["descriptions", "articles and texts"])
def test_a_record_that_is_missing_in_the_middle_of_a_build_lets_it_begin_anew(site: EditedSite, kind: bytes) -> None:
    pipeline.build(site.order())
    records = site.begun().state.records
    rows = records.connection(0).execute("SELECT key, data FROM records").fetchall()
    gone = [key.hex() for key, data in rows if data.startswith(kind)]
    assert gone
    records.drop(gone)
    records.close()
    site.reword("themes/bare/templates/base.html", "mark-0", "mark-1")
    pipeline.build(site.order())
    assert_clean(site)


def test_a_failed_build_leaves_output_and_state_as_they_were(site: EditedSite) -> None:
    pipeline.build(site.order())
    before = site.marks()
    site.reword(ONE, "date: 2026-01-02", "date: soon")
    with pytest.raises(BuildFailed, match="soon"):
        pipeline.build(site.order())
    assert site.marks() == before
    site.reword(ONE, "date: soon", "date: 2026-01-02")
    assert stages_of(site) == ["config"]


def test_what_is_wrong_is_told_again_and_again(site: EditedSite) -> None:
    site.reword(ONE, "title: One", "title: One\ntag: [water]")
    with pytest.raises(BuildFailed, match="unknown field"):
        pipeline.build(site.order(strict=True))
    assert "unknown field" in str(pipeline.build(site.order()).problems)
    with pytest.raises(BuildFailed, match="unknown field"):
        pipeline.build(site.order(strict=True))


def test_the_search_for_circles_is_as_it_was_after_a_build(site: EditedSite) -> None:
    was_on = gc.isenabled()
    try:
        for wanted in (True, False):
            (gc.enable if wanted else gc.disable)()
            pipeline.build(site.order())
            assert gc.isenabled() == wanted
        gc.enable()
        site.reword(ONE, "date: 2026-01-02", "date: soon")
        with pytest.raises(BuildFailed):
            pipeline.build(site.order())
        assert gc.isenabled()
    finally:
        (gc.enable if was_on else gc.disable)()


def test_the_command_builds_what_the_pipeline_builds(site: EditedSite) -> None:
    built: Built = pipeline.build(site.order(output=site.folder / "other"))
    done = run_sitegen("build", "--at", NOW, folder=site.folder)
    assert done.returncode == 0, done.stderr
    assert files_in(site.output) == files_in(built.output)


def test_most_of_the_program_is_not_loaded_when_there_is_nothing_to_do(site: EditedSite) -> None:
    words = ("build", "--at", NOW)
    run_sitegen(*words, folder=site.folder)
    done = run_sitegen(*words, folder=site.folder, PYTHONPROFILEIMPORTTIME="1")
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
    assert "sitegen.snapshot" in loaded
    assert {name for name in loaded if name.startswith(("sitegen.planning", "sitegen.rendering.render"))} == set()
    assert not loaded & {"jinja2", "lxml.etree", "markdown", "pyvips", "feedgen", "sitegen.pipeline"}


def test_a_manifest_of_another_format_lets_all_be_made_anew(site: EditedSite) -> None:
    pipeline.build(site.order())
    manifest = site.state("manifest")
    data = read_sealed(manifest)
    assert data
    write_sealed(manifest, data.replace(b'"format":', b'"format":9'))
    assert stages_of(site) == WHOLE
    assert_clean(site)
