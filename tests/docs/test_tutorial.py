from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from msgspec import Struct

from tests.built_sites import REPOSITORY, files_in, run_sitegen
from tests.docs.pages import Command, WrittenFile, arguments_of, steps_in
from tests.drawn_pictures import drawn

NOT_TRIED = {"serve"}
"""Commands that do not end by themselves."""


class Followed(Struct, frozen=True):
    """What came of a tutorial: the folder in which its reader stands, and what each command answered."""

    folder: Path
    answers: tuple[tuple[str, subprocess.CompletedProcess[str]], ...]

    @property
    def public(self) -> dict[str, str]:
        files = files_in(self.folder / "public")
        return {path: data.decode(errors="replace") for path, data in files.items()}


def followed(page: str, folder: Path, photographs: Mapping[str, bytes]) -> Followed:
    """Do what a page asks for, step by step."""
    answers = []
    for step in steps_in((REPOSITORY / "docs" / page).read_text(encoding="utf-8")):
        match step:
            case WrittenFile(path=path, text=text, is_added=is_added):
                file = folder / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(file.read_text(encoding="utf-8") + text if is_added else text, encoding="utf-8")
            case Command(words=("cd", inner)):
                folder /= inner
                for path, data in photographs.items():
                    (folder / path).parent.mkdir(parents=True, exist_ok=True)
                    (folder / path).write_bytes(data)
            case Command(words=words):
                arguments = arguments_of(step)
                if arguments is not None and arguments[:1] not in {(name,) for name in NOT_TRIED}:
                    answers.append((" ".join(words), run_sitegen(*arguments, folder=folder)))
    return Followed(folder, tuple(answers))


def failures(done: Followed) -> Iterator[str]:
    for command, answer in done.answers:
        if answer.returncode or "warning" in answer.stderr:
            yield f"$ {command}\n{answer.stdout}{answer.stderr}"


@pytest.fixture(scope="module")
def ministry(tmp_path_factory: pytest.TempPathFactory) -> Followed:
    """The site of the tutorial on themes."""
    return followed("themes.md", tmp_path_factory.mktemp("themes"), {})


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Followed:
    """The site of the guide."""
    beside = "content/news/2025/clinic"
    photographs = {f"{beside}/ward.jpg": drawn(), f"{beside}/entrance.jpg": drawn(seed=2)}
    photographs[f"{beside}/programme.pdf"] = b"%PDF-1.7\n"
    return followed("guide.md", tmp_path_factory.mktemp("guide"), photographs)


def test_the_tutorial_on_themes_works_as_it_stands(ministry: Followed) -> None:
    assert len(ministry.answers) == 3
    assert list(failures(ministry)) == []


def test_its_option_gives_another_colour(ministry: Followed) -> None:
    style = next(text for path, text in ministry.public.items() if path.startswith("assets/style."))
    assert "--accent: #7a1f2b" in style


def test_its_template_wraps_that_of_the_parent(ministry: Followed) -> None:
    home = ministry.public["index.html"]
    notice = '<p class="notice"><strong>Notice:</strong> Questions on the storm are answered'
    assert notice in home
    assert home.index(notice) < home.index('<header class="site-header">')


def test_its_style_sheet_is_used_and_knows_the_options(ministry: Followed) -> None:
    path = next(path for path in ministry.public if path.startswith("assets/ministry."))
    assert f'href="/{path}"' in ministry.public["index.html"]
    assert "background: #7a1f2b;" in ministry.public[path]


def test_its_catalogue_is_asked_before_that_of_the_parent(ministry: Followed) -> None:
    home = ministry.public["fr/index.html"]
    assert "<strong>Avis :</strong>" in home
    assert "Les dernières nouvelles" in home
    assert "S’abonner" in home


def test_the_guide_works_as_it_stands(guide: Followed) -> None:
    assert len(guide.answers) > 5
    assert list(failures(guide)) == []


def test_its_article_is_in_every_place_that_the_guide_names(guide: Followed) -> None:
    public = guide.public
    article = public["news/2025/clinic-lima/index.html"]
    for seen in ("Director", "Ministry of Health", "PDF", "we wrote 400", "The ward on the eve of the opening"):
        assert seen in article
    assert "Deputy Director" not in article
    assert {"clinic/index.html", "old/news-117.html", "fr/news/2025/clinique-lima/index.html"} <= public.keys()
    assert {"all/feed.xml", "fr/feed.xml", "statements/feed.xml", "tags/water/feed.xml"} <= public.keys()
    assert "news/2025/open-day/event.ics" in public
    assert {"ward.jpg", "entrance.jpg", "programme.pdf"} <= {path.rpartition("/")[2] for path in public}


def test_its_arabic_edition_hides_what_is_not_translated(guide: Followed) -> None:
    assert not [path for path in guide.public if path.startswith("ar/news/")]


def test_its_french_edition_carries_what_is_not_translated(guide: Followed) -> None:
    carried = guide.public["fr/news/2025/well/index.html"]
    assert '<html lang="fr"' in carried
    assert '<article class="article" lang="en"' in carried


def test_its_links_follow_the_files(guide: Followed) -> None:
    assert 'href="/news/2025/well/"' in guide.public["statements/2025/water/index.html"]


def test_its_embargo_lifts_on_the_minute(guide: Followed) -> None:
    for at, is_there in (("2025-03-24T09:59-05:00", False), ("2025-03-24T10:00-05:00", True)):
        answer = run_sitegen("build", "--at", at, "--output", f"at-{is_there}", folder=guide.folder)
        assert answer.returncode == 0, answer.stderr
        files = files_in(guide.folder / f"at-{is_there}")
        assert any("clini" in path for path in files) is is_there
        assert any(b"clini" in data.lower() for path, data in files.items() if path.endswith("feed.xml")) is is_there
