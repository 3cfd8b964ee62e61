"""What is under embargo leaves no trace: the site equals the one in which the files do not exist."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.built_sites import built, files_in
from tests.drawn_pictures import drawn
from tests.story import story

BEFORE = "2026-12-01T09:59:59+01:00"
AT = "2026-12-01T10:00:00+01:00"

SITE = """
-- config.yaml --
title: Newsroom
description: News of an organization.
base_url: https://news.example.org/room/
language: en
languages: {en: {}, fr: {}, ar: {untranslated: hide}}
timezone: Europe/Paris
feeds: {id_authority: "example.org,2026", window: 8}
page_size: 2
-- content/_people.yaml --
zephyrine: {name: Zephyrine Quill, roles: [{title: Chair}]}
alba: {name: Alba Stone}
-- content/_contacts.yaml --
desk: {name: Press desk, email: press@example.org}
-- content/press/_section.yaml --
title: {en: Press releases, fr: Communiqués}
-- content/press/first.md --
---
title: First notice
date: 2026-10-01
tags: [water]
people: [alba]
authors: [desk]
---
The first text. See [the second](second.md).
-- content/press/second.md --
---
title: Second notice
date: 2026-10-02
tags: [water, soil]
aliases: [/old/second.html]
event: {start: 2027-01-10, venue: Town hall}
---
The second text.
-- content/press/third.md --
---
title: Third notice
date: 2026-11-20
tags: [soil]
---
The third text.
-- content/about.md --
---
title: About us
---
Who we are.
"""

HIDDEN = """
-- content/press/xylograph/index.md --
---
title: Xylograph accord signed
date: 2026-11-30
embargo: 2026-12-01T10:00+01:00
slug: xylograph-accord
summary: The xylograph summary.
tags: [water, xylotag]
people: [zephyrine, alba]
authors: [desk]
contacts: [desk]
image: {src: xylophoto.png, alt: The xylograph itself, credit: Xylocredit}
attachments: [{src: xylofile.csv, title: Xylograph table}]
aliases: [/xylo/alias/]
event: {start: 2026-12-20T10:00, venue: Xylohall}
pinned: true
media_kit: true
---
The xylograph text, with a picture:

![Xylograph close up](xyloclose.png)
-- content/press/xylograph/index.fr.md --
---
title: Accord xylographe signé
date: 2026-11-30
tags: [water, xylotag]
---
Le texte xylographe.
-- content/press/xylograph/index.ar.md --
---
title: اتفاق زايلوغراف
date: 2026-11-30
---
نص زايلوغراف.
-- content/press/xylograph/xylofile.csv --
xylo,graph
-- content/press/xylosection-later.md --
---
title: Xylograph follow-up
date: 2026-11-30
embargo: 2026-12-01T10:00+01:00
---
See [the xylograph accord](xylograph/index.md).

![Detail of the xylograph](xylodetail.jpg)
-- content/xylosection/_section.yaml --
title: Xylosection
-- content/xylosection/only.md --
---
title: Xylograph in a section of its own
date: 2026-12-01T10:00+01:00
places: []
---
Text of the xylosection.
"""


@pytest.fixture
def with_secret(tmp_path: Path) -> Path:
    site = tmp_path / "with"
    story(SITE, site)
    story(HIDDEN, site)
    for number, name in enumerate(("xylophoto.png", "xyloclose.png", "../xylodetail.jpg")):
        (site / "content/press/xylograph" / name).write_bytes(drawn(ending=Path(name).suffix, seed=number))
    return site


@pytest.fixture
def without_secret(tmp_path: Path) -> Path:
    site = tmp_path / "without"
    story(SITE, site)
    return site


def test_a_second_before_the_site_equals_the_one_without_the_files(with_secret: Path, without_secret: Path) -> None:
    assert built(with_secret, BEFORE, strict=False) == built(without_secret, BEFORE)


def test_no_byte_of_the_site_tells_of_the_secret(with_secret: Path) -> None:
    for path, data in built(with_secret, BEFORE, strict=False).items():
        for trace in ("xylo", "Xylo", "XYLO", "زايلوغراف", "zephyrine", "Zephyrine"):
            assert trace not in path
            assert trace.encode() not in data, path


def test_nothing_of_it_is_in_the_folder_of_state(with_secret: Path) -> None:
    built(with_secret, BEFORE, strict=False)
    for file in files_in(with_secret / ".sitegen").values():
        assert b"xylo" not in file


def test_at_the_second_it_appears_everywhere(with_secret: Path) -> None:
    site = built(with_secret, AT, strict=False)
    assert b"The xylograph text" in site["press/2026/xylograph-accord/index.html"]
    assert b"texte xylographe" in site["fr/press/2026/xylograph/index.html"]
    for place in (
        "index.html",
        "press/index.html",
        "feed.xml",
        "atom.xml",
        "feed.json",
        "press/feed.xml",
        "tags/xylotag/index.html",
        "tags/xylotag/feed.xml",
        "people/zephyrine/index.html",
        "authors/desk/index.html",
        "types/news/index.html",
        "archive/2026/11/index.html",
        "sitemap.xml",
        "news-sitemap.xml",
        "all/feed.xml",
    ):
        assert b"xylograph-accord" in site[place], place
    for place in ("fr/index.html", "fr/feed.xml", "all/feed.xml", "fr/tags/xylotag/index.html"):
        assert b"fr/press/2026/xylograph/" in site[place], place
    for path in (
        "press/xylograph/xylophoto.png",
        "press/xylograph/xyloclose.png",
        "press/xylograph/xylophoto.png.16x9.jpg",
        "press/xylograph/xylophoto.png.480.avif",
        "press/xylograph/xyloclose.png.480.webp",
        "press/2026/xylograph-accord/media-kit.zip",
        "press/2026/xylosection-later/social-card.png",
        "press/xylodetail.jpg.480.avif",
        "press/xylograph/xylofile.csv",
        "press/2026/xylograph-accord/event.ics",
        "xylo/alias/index.html",
        "xylosection/index.html",
        "ar/index.html",
    ):
        assert path in site


def test_a_translation_lifts_with_its_original(with_secret: Path) -> None:
    assert "fr/press/2026/xylograph/index.html" not in built(with_secret, BEFORE, strict=False)
    assert "fr/press/2026/xylograph/index.html" in built(with_secret, AT, strict=False)


def test_an_expired_article_leaves_the_output_with_the_next_build(tmp_path: Path) -> None:
    site = tmp_path / "site"
    story(SITE, site)
    story(
        "-- content/press/brief.md --\n---\ntitle: Briefly\ndate: 2026-10-03\nexpires: 2026-11-01\n---\nText.\n", site
    )
    assert "press/2026/brief/index.html" in built(site, "2026-10-31T23:59:59+01:00")
    expired = built(site, "2026-11-01T00:00:00+01:00")
    (site / "content/press/brief.md").unlink()
    shutil.rmtree(site / ".sitegen")
    assert built(site, "2026-11-01T00:00:00+01:00") == expired
