"""By a snapshot of the last build, the next one knows that there is nothing to do, or little."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sitegen.sealed_file import read_sealed, write_sealed
from sitegen.snapshot import circumstances_of
from tests.built_sites import REPOSITORY, files_in
from tests.drawn_pictures import drawn
from tests.edited_site import NOW, EditedSite, an_article
from tests.story import story

SITE = (
    an_article("one", "The first text. ![The hall](hall.png)")
    + an_article("two", "The second text.", tags="[water]")
    + "-- content/_tags.yaml --\nwater: {name: Water}\n"
    + "-- content/_static/robots-wanted.txt --\nAll of them.\n"
    + "-- content/about.md --\n---\ntitle: About us\n---\nWho we are.\n"
)


@pytest.fixture
def site(tmp_path: Path) -> EditedSite:
    site = EditedSite(tmp_path / "site", SITE)
    site.path("content/news/hall.png").write_bytes(drawn(40, 30, ".png"))
    site.build()
    return site


def test_a_build_with_nothing_to_do_touches_no_file_of_the_output_or_the_state(site: EditedSite) -> None:
    before = site.marks("")
    done = site.build_as_cleanly()
    assert done.way == "none"
    assert done.built.result.written == ()
    assert done.built.result.unchanged == done.built.pages == len(site.marks())
    after = site.marks("")
    assert [path for path in after if after[path] != before.get(path) and not path.endswith(".lock")] == []


def test_what_editors_were_told_is_told_again(tmp_path: Path) -> None:
    site = EditedSite(tmp_path / "site", an_article("one", tag="[water]"))
    told = site.build().built.problems
    assert [problem.message for problem in told] == ["unknown field `tag`"]
    done = site.build_as_cleanly()
    assert (done.way, done.built.problems) == ("none", told)


def test_new_times_of_articles_change_nothing(site: EditedSite) -> None:
    for file in site.path("content").rglob("*.md"):
        os.utime(file, (1_000_000_000, 1_000_000_000))
    assert site.build_as_cleanly().way == "none"


def test_a_file_that_somebody_has_touched_in_the_output_is_something_to_do(site: EditedSite) -> None:
    (site.output / "index.html").write_text("touched", encoding="utf-8")
    assert site.build_as_cleanly().way == "short"


def test_an_output_file_with_new_times_is_kept(site: EditedSite) -> None:
    os.utime(site.output / "index.html", (1_000_000_000, 1_000_000_000))
    before = site.marks()
    done = site.build_as_cleanly()
    assert (done.way, site.marks()) == ("none", before)


EDITS: dict[str, Callable[[EditedSite], object]] = {
    "a comment in the settings": lambda site: site.reword("config.yaml", "title:", "# our site\ntitle:"),
    "a template": lambda site: site.reword("themes/bare/templates/base.html", "mark-0", "mark-1"),
    "a template more": lambda site: site.path("themes/bare/templates/x.html").write_text("x"),
    "another theme": lambda site: story("-- themes/other/theme.yaml --\nname: Other\nextends: bare\n", site.folder),
    "a photograph": lambda site: site.path("content/news/hall.png").write_bytes(drawn(40, 30, ".png", 7)),
    "a touched photograph": lambda site: site.path("content/news/hall.png").touch(),
    "a photograph more": lambda site: site.path("content/news/x.png").write_bytes(drawn(40, 30, ".png")),
    "a static file": lambda site: site.path("content/_static/robots-wanted.txt").write_text("None."),
    "the name of a tag": lambda site: site.reword("content/_tags.yaml", "name: Water", "name: Waters"),
    "an article more": lambda site: story(an_article("three"), site.folder),
    "an article less": lambda site: site.path("content/news/two.md").unlink(),
    "an article elsewhere": lambda site: site.path("content/news/two.md").rename(site.path("content/news/zwei.md")),
    "a file of which something is told": lambda site: site.path("content/news/x.md.txt").write_text("x"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_a_snapshot_is_not_used_when_anything_but_a_text_has_changed(
    site: EditedSite, edit: Callable[[EditedSite], object]
) -> None:
    edit(site)
    assert site.snapshot() is None
    assert site.build_as_cleanly().way == "long"
    assert site.build_as_cleanly().way == "none"


@pytest.mark.parametrize(
    "wishes",
    [{"drafts": True}, {"strict": True}, {"base_url": "https://example.com/"}],
    ids=lambda wishes: str(*wishes),
)
def test_a_snapshot_is_not_used_for_other_wishes(site: EditedSite, wishes: dict[str, Any]) -> None:
    assert site.snapshot() is not None
    assert site.snapshot(**wishes) is None
    assert site.build_as_cleanly(**wishes).way == "long"
    assert site.build_as_cleanly().way == "long"


def test_the_number_of_processes_is_no_other_wish(site: EditedSite) -> None:
    assert site.build(jobs=2).way == "none"


def test_each_output_has_its_own_snapshot(site: EditedSite) -> None:
    other = {"output": site.folder / "preview"}
    assert site.build(**other).way == "long"
    assert site.build(**other).way == "none"
    assert site.build().way == "none"


def test_a_snapshot_is_not_used_after_a_text_was_built_into_another_output(site: EditedSite) -> None:
    site.reword("content/news/two.md", "second text", "second words")
    site.build(output=site.folder / "preview")
    assert site.snapshot() is None
    site.build_as_cleanly()


MOMENTS = """
-- content/news/three.md --
---
title: Three
date: 2026-11-23T08:00Z
expires: 2026-12-24T08:00Z
event: {start: 2026-12-01T08:00Z, end: 2026-12-02T08:00Z}
---
The third text.
-- content/news/later.md --
---
title: Later
date: 2026-11-01
embargo: 2026-12-10T08:00Z
---
The fourth text.
"""


@pytest.mark.parametrize(
    ("at", "until"),
    [
        ("2026-11-24T08:00Z", "2026-11-25T08:00Z"),  # an article leaves the news sitemap
        ("2026-11-25T08:00Z", "2026-12-02T08:00Z"),  # an event ends
        ("2026-12-02T08:00Z", "2026-12-10T08:00Z"),  # an embargo lifts
        ("2026-12-12T08:00Z", "2026-12-24T08:00Z"),  # an article expires
        ("2026-12-24T08:00Z", "2027-03-01T00:00Z"),  # `security.txt` is out of date
    ],
)
def test_a_snapshot_is_used_until_the_clock_changes_something(site: EditedSite, at: str, until: str) -> None:
    story(MOMENTS, site.folder)
    site.reword("config.yaml", "title:", "security: {contact: 'mailto:a@example.org', expires: 2027-03-01}\ntitle:")
    site.build(at=at)
    last = until.replace("00Z", "00:00Z").replace("T08:00:00", "T07:59:59").replace("03-01T00:00:00", "02-28T23:59:59")
    assert site.build_as_cleanly(at=last).way == "none"
    assert site.snapshot(at=until) is None
    assert site.build_as_cleanly(at=until).way == "long"
    assert site.snapshot(at=at) is None


TELL_CIRCUMSTANCES = """
from pathlib import Path
from sitegen.beginning import begin
from sitegen.orders import Order, state_of
from sitegen.snapshot import circumstances_of

order = Order(config_file=Path("config.yaml"))
state = state_of(order)
state.stamps.began += 3600 * 10**9
print(circumstances_of(begin(order, state)))
"""


def circumstances_beside(packages: Path, site: EditedSite) -> str:
    """The digest of all that decides a site, where packages lie in a folder, which is its user's own one too."""
    done = subprocess.run(
        [sys.executable, "-c", TELL_CIRCUMSTANCES],
        cwd=site.folder,
        env=os.environ | {"PYTHONPATH": f"{REPOSITORY}{os.pathsep}{packages}", "HOME": str(packages)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


def test_other_packages_are_other_circumstances(site: EditedSite, tmp_path: Path) -> None:
    packages = tmp_path / "packages"
    packages.mkdir()
    without = circumstances_beside(packages, site)
    assert len(without.strip()) == 32
    assert circumstances_beside(packages, site) == without
    (packages / "fontpkg_of_ours-1.0.dist-info").mkdir()
    assert circumstances_beside(packages, site) != without


def test_another_font_of_the_machine_is_another_circumstance(site: EditedSite, tmp_path: Path) -> None:
    fonts = tmp_path / ".local/share/fonts/noto"
    fonts.mkdir(parents=True)
    without = circumstances_beside(tmp_path, site)
    (fonts / "NotoSansCJK.ttc").write_bytes(b"a font")
    assert circumstances_beside(tmp_path, site) != without


def test_no_snapshot_is_left_while_a_photograph_may_still_be_changing(site: EditedSite) -> None:
    begun = site.begun()
    assert circumstances_of(begun)
    begun.state.stamps.began = site.path("content/news/hall.png").stat().st_ctime_ns
    assert circumstances_of(begun) == ""


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"circumstances": 1}'])
def test_a_snapshot_of_another_form_is_as_none(site: EditedSite, data: bytes) -> None:
    write_sealed(site.state("snapshot"), data)
    assert site.snapshot() is None
    assert site.build_as_cleanly().way == "long"


def test_a_damaged_snapshot_is_as_none(site: EditedSite) -> None:
    file = site.state("snapshot")
    file.write_bytes(file.read_bytes().replace(b"2", b"3"))
    assert read_sealed(file) is None
    assert site.build_as_cleanly().way == "long"


def test_a_snapshot_beside_another_manifest_is_not_used(site: EditedSite) -> None:
    manifest = site.state("manifest").read_bytes()
    site.reword("content/news/two.md", "second text", "second words")
    site.build()
    site.state("manifest").write_bytes(manifest)
    assert site.build_as_cleanly(at=NOW).way == "long"


EDITS_MEANWHILE = {
    "settings": ("config.yaml", "title: Newsroom", "title: Newsdesk"),
    "a template": ("themes/bare/templates/base.html", "mark-0", "mark-1"),
    "a list": ("content/_tags.yaml", "name: Water", "name: Waters"),
    "an article": ("content/news/one.md", "first text", "first words"),
}


@pytest.mark.parametrize("edit", EDITS_MEANWHILE.values(), ids=EDITS_MEANWHILE)
def test_what_is_edited_while_a_build_goes_on_is_seen_by_the_next_one(
    tmp_path: Path, edit: tuple[str, str, str]
) -> None:
    site = EditedSite(tmp_path / "site", SITE.replace("![The hall](hall.png)", ""))
    site.build_begun(site.begun(), lambda stage: site.reword(*edit) if stage == "render" else None)
    site.build_as_cleanly()


def test_a_theme_behind_a_link_is_looked_at_too(site: EditedSite) -> None:
    site.path("themes/bare").rename(site.path("shared"))
    site.path("themes/bare").symlink_to(site.path("shared"))
    site.build()
    site.reword("shared/templates/base.html", "mark-0", "mark-1")
    assert site.build_as_cleanly().way == "long"


def test_what_was_told_of_an_article_that_is_held_back_is_not_in_the_folder_of_state(tmp_path: Path) -> None:
    secret = an_article("xylograph", "The xylograph text.", embargo="2027-01-01", tag="[xylotag]")
    site = EditedSite(tmp_path / "site", an_article("one") + secret)
    assert "xylograph" in str(site.build().built.problems)
    assert [name for name, data in files_in(site.path(".sitegen")).items() if b"xylo" in data] == []
    site.build_as_cleanly()
