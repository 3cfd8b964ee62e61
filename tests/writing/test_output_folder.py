from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sitegen.problems import BuildFailed, Location, Problem, error
from sitegen.writing.manifest import Made, Manifest, load_manifest, manifest_file, save_manifest
from sitegen.writing.output_folder import BuildResult
from tests.writing.written import write_files

Texts = Mapping[str, str]

KILLED = 9


class Folder:
    """An output folder and its manifest."""

    def __init__(self, below: Path) -> None:
        self.output = below / "public"
        self.manifest = below / ".sitegen" / "manifest.json"

    def write(self, texts: Texts) -> BuildResult:
        """Build a site of these texts by path."""
        return write_files(self.output, {path: text.encode() for path, text in texts.items()}, self.manifest)

    def problems(self, texts: Texts) -> tuple[Problem, ...]:
        """Try to build; the build must fail."""
        with pytest.raises(BuildFailed) as failure:
            self.write(texts)
        return failure.value.problems

    def put(self, path: str, text: str = "mine") -> Path:
        """Put a file there by hand."""
        file = self.output / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def texts(self) -> dict[str, str]:
        """All files below the output; a folder that is empty ends in a slash."""
        found = {}
        for path in sorted(self.output.rglob("*")):
            name = path.relative_to(self.output).as_posix()
            if path.is_file():
                found[name] = path.read_text(encoding="utf-8")
            elif path.is_dir() and not any(path.iterdir()):
                found[f"{name}/"] = ""
        return found

    def recorded(self) -> list[str]:
        """The files that the manifest names."""
        manifest = load_manifest(self.manifest)
        assert manifest
        return sorted(manifest.files)

    def beside(self) -> list[str]:
        """What lies in the folder of the site."""
        return sorted(path.name for path in self.output.parent.iterdir())


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


SITE = {"index.html": "home", "news/a/index.html": "a", "news/b/index.html": "b"}


def test_a_first_build_writes_everything(folder: Folder) -> None:
    assert folder.write(SITE) == BuildResult(written=tuple(SITE), unchanged=0, removed=())
    assert folder.texts() == SITE
    assert folder.recorded() == sorted(SITE)
    assert folder.beside() == [".sitegen", "public"]


def test_a_site_without_files_is_an_empty_folder(folder: Folder) -> None:
    assert folder.write({}) == BuildResult()
    assert folder.output.is_dir()


def test_a_second_build_writes_only_what_differs(folder: Folder) -> None:
    folder.write(SITE)
    times = {path: (folder.output / path).stat().st_mtime_ns for path in SITE}
    assert folder.write(SITE | {"index.html": "new"}) == BuildResult(written=("index.html",), unchanged=2)
    after = {path: (folder.output / path).stat().st_mtime_ns for path in SITE}
    assert [path for path in SITE if after[path] != times[path]] == ["index.html"]


def test_a_file_of_the_same_length_is_compared_byte_for_byte(folder: Folder) -> None:
    folder.write({"index.html": "home"})
    folder.write({"index.html": "hole"})
    assert folder.texts() == {"index.html": "hole"}


def test_what_is_no_longer_wanted_goes_with_the_folders_that_it_leaves_empty(folder: Folder) -> None:
    folder.write(SITE | {"old/2017/a/index.html": "old"})
    result = folder.write({"index.html": "home"})
    assert result.removed == ("news/a/index.html", "news/b/index.html", "old/2017/a/index.html")
    assert folder.texts() == {"index.html": "home"}
    assert folder.recorded() == ["index.html"]


def test_files_of_others_survive(folder: Folder) -> None:
    folder.write(SITE)
    folder.put("news/a/notes.txt")
    folder.put("CNAME")
    folder.write({"index.html": "home"})
    assert folder.texts() == {"CNAME": "mine", "index.html": "home", "news/a/notes.txt": "mine"}


def test_a_folder_of_others_is_refused_and_left_as_it_was(folder: Folder) -> None:
    folder.put("thesis.txt", "years of work")
    assert folder.problems(SITE) == (
        error(
            "the folder `public` holds files that sitegen did not write, as `thesis.txt`",
            Location("public"),
            "empty it yourself if nothing in it is needed, or choose another folder with `--output`",
        ),
    )
    assert folder.texts() == {"thesis.txt": "years of work"}


def test_a_folder_that_cannot_be_read_is_refused(folder: Folder) -> None:
    folder.output.mkdir()
    folder.output.parent.chmod(0o777)
    folder.output.chmod(0o333)
    try:
        done = run(folder, AS_NOBODY)
    finally:
        folder.output.chmod(0o777)
    assert done.stdout == "public: the site cannot be written: Permission denied\n"


def test_an_empty_folder_is_taken(folder: Folder) -> None:
    folder.output.mkdir()
    folder.write(SITE)
    assert folder.texts() == SITE


def test_a_file_in_place_of_the_folder_is_refused(folder: Folder) -> None:
    folder.output.write_text("mine", encoding="utf-8")
    assert folder.problems(SITE) == (
        error("`public` is a file, not a folder", Location("public"), "choose another folder with `--output`"),
    )


def test_a_broken_manifest_is_made_anew(folder: Folder) -> None:
    folder.write(SITE)
    folder.manifest.write_bytes(b"\x00broken")
    assert folder.write(SITE).written == ()
    assert folder.texts() == SITE


def test_a_lost_manifest_is_made_anew_where_only_the_site_is_there(folder: Folder) -> None:
    folder.write(SITE)
    folder.manifest.unlink()
    assert folder.write(SITE).written == ()
    folder.manifest.unlink()
    folder.put("thesis.txt")
    with pytest.raises(BuildFailed, match=r"did not write, as `thesis\.txt`"):
        folder.write(SITE)


def test_a_folder_with_other_files_of_the_same_names_is_foreign(folder: Folder) -> None:
    for path in SITE:
        folder.put(path, "the work of somebody else")
    with pytest.raises(BuildFailed, match="holds files that sitegen did not write"):
        folder.write(SITE)


def test_an_output_that_was_changed_by_hand_is_restored(folder: Folder) -> None:
    folder.write(SITE)
    folder.put("index.html", "edited")
    (folder.output / "news/a/index.html").unlink()
    assert folder.write(SITE).written == ("index.html", "news/a/index.html")
    assert folder.texts() == SITE


def test_an_output_that_was_deleted_is_written_again(folder: Folder) -> None:
    folder.write(SITE)
    folder.output.rename(folder.output.with_name("elsewhere"))
    assert folder.write(SITE).written == tuple(SITE)


def test_what_was_removed_by_hand_is_removed_once_more_without_a_word(folder: Folder) -> None:
    folder.write(SITE)
    (folder.output / "news/a/index.html").unlink()
    folder.write({"index.html": "home"})
    assert folder.texts() == {"index.html": "home"}


def test_a_file_becomes_a_folder_and_a_folder_a_file(folder: Folder) -> None:
    folder.write({"a": "file", "b/c/index.html": "page", "b/d": "file"})
    folder.write({"a/index.html": "page", "b": "file"})
    assert folder.texts() == {"a/index.html": "page", "b": "file"}
    folder.write({"a": "file", "b/c/index.html": "page"})
    assert folder.texts() == {"a": "file", "b/c/index.html": "page"}


@pytest.mark.parametrize(("old", "new"), [("A.html", "a.html"), ("News/a.html", "news/a.html")])
def test_an_address_that_changes_only_its_case_is_written_after_the_old_one_is_gone(
    folder: Folder, old: str, new: str
) -> None:
    folder.write({old: "a"})
    if "/" not in old:
        (folder.output / new).hardlink_to(folder.output / old)
    assert folder.write({new: "a"}) == BuildResult(written=(new,), removed=(old,))
    assert new in folder.texts()


@pytest.mark.parametrize(
    ("mine", "wanted", "place", "what"),
    [
        ("a.html", "a.html", "a.html", "a file that sitegen did not write is in the way of a page"),
        ("a", "a/b/index.html", "a", "a file that sitegen did not write is in the way of pages"),
        ("a/mine.txt", "a", "a", "a folder with files that sitegen did not write is in the way of a page"),
    ],
)
def test_what_others_put_where_a_page_must_be_stops_the_build_before_it_begins(
    folder: Folder, mine: str, wanted: str, place: str, what: str
) -> None:
    folder.write(SITE)
    folder.put(mine)
    before = folder.texts()
    hint = "move it away, or give the page another address"
    assert folder.problems({"index.html": "new", wanted: "page"}) == (error(what, Location(f"public/{place}"), hint),)
    assert folder.texts() == before


def test_a_folder_that_keeps_a_file_of_others_cannot_become_a_file(folder: Folder) -> None:
    folder.write({"a/index.html": "page"})
    folder.put("a/mine.txt")
    assert [problem.location.path for problem in folder.problems({"a": "file"})] == ["public/a"]
    assert folder.texts() == {"a/index.html": "page", "a/mine.txt": "mine"}


def test_an_empty_folder_of_others_in_place_of_a_page_is_left_alone(folder: Folder) -> None:
    folder.write(SITE)
    (folder.output / "feed.xml").mkdir()
    assert [problem.location.path for problem in folder.problems(SITE | {"feed.xml": "feed"})] == ["public/feed.xml"]


def test_a_folder_that_somebody_put_in_place_of_a_removed_file_stays(folder: Folder) -> None:
    folder.write(SITE | {"a": "file"})
    (folder.output / "a").unlink()
    folder.put("a/mine.txt")
    assert folder.write(SITE).removed == ()
    assert folder.texts() == SITE | {"a/mine.txt": "mine"}


def test_a_file_that_somebody_put_in_place_of_a_removed_folder_stays(folder: Folder) -> None:
    folder.write({"index.html": "home", "a/b.html": "b"})
    (folder.output / "a/b.html").unlink()
    (folder.output / "a").rmdir()
    folder.put("a")
    folder.write({"index.html": "home"})
    assert folder.texts() == {"a": "mine", "index.html": "home"}


def test_the_output_may_be_a_link_to_a_folder(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    folder.output.symlink_to(tmp_path / "www")
    folder.write(SITE)
    folder.write({"index.html": "home"})
    assert [path.name for path in (tmp_path / "www").iterdir()] == ["index.html"]
    assert folder.output.is_symlink()


def test_a_link_inside_the_output_is_never_followed_to_write(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    folder.write({"index.html": "home"})
    (folder.output / "news").symlink_to(tmp_path / "outside")
    assert folder.problems(SITE) == (
        error(
            "a symbolic link is in the way of pages",
            Location("public/news"),
            "move it away, or give the page another address",
        ),
    )
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_link_inside_the_output_is_never_followed_to_remove(folder: Folder, tmp_path: Path) -> None:
    folder.write(SITE)
    (folder.output / "news").rename(tmp_path / "outside")
    (folder.output / "news").symlink_to(tmp_path / "outside")
    assert folder.write({"index.html": "home"}).removed == ()
    assert (tmp_path / "outside/a/index.html").read_text(encoding="utf-8") == "a"
    assert (folder.output / "news").is_symlink()


def test_a_link_in_place_of_a_page_is_replaced_and_its_target_stays(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "outside.html").write_text("home", encoding="utf-8")
    folder.write(SITE)
    (folder.output / "index.html").unlink()
    (folder.output / "index.html").symlink_to(tmp_path / "outside.html")
    folder.write(SITE | {"index.html": "new"})
    assert folder.texts() == SITE | {"index.html": "new"}
    assert (tmp_path / "outside.html").read_text(encoding="utf-8") == "home"


def test_a_link_to_a_file_of_the_same_text_is_replaced_too(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "outside.html").write_text("home", encoding="utf-8")
    folder.write(SITE)
    (folder.output / "index.html").unlink()
    (folder.output / "index.html").symlink_to(tmp_path / "outside.html")
    assert folder.write(SITE).written == ("index.html",)
    assert not (folder.output / "index.html").is_symlink()


def test_a_link_in_place_of_a_removed_page_goes_and_its_target_stays(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    folder.write(SITE | {"a": "file"})
    (folder.output / "a").unlink()
    (folder.output / "a").symlink_to(tmp_path / "outside")
    folder.write(SITE)
    assert folder.texts() == SITE
    assert (tmp_path / "outside").is_dir()


def test_a_file_of_others_deep_in_a_folder_keeps_it(folder: Folder) -> None:
    folder.write({"a/b/index.html": "page"})
    (folder.output / "a/c").mkdir()
    assert [problem.location.path for problem in folder.problems({"a": "file"})] == ["public/a"]


def test_a_dangling_link_of_others_stops_the_build(folder: Folder, tmp_path: Path) -> None:
    folder.write({"index.html": "home"})
    (folder.output / "feed.xml").symlink_to(tmp_path / "nowhere")
    assert [problem.location.path for problem in folder.problems({"feed.xml": "feed"})] == ["public/feed.xml"]


def test_a_manifest_that_names_files_outside_removes_none_of_them(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("mine", encoding="utf-8")
    folder.write(SITE)
    absolute = str(tmp_path / "precious.txt")
    save_manifest(folder.manifest, Manifest(files=dict.fromkeys((*SITE, "../precious.txt", absolute), Made("x"))))
    assert folder.write(SITE).removed == ()
    assert (tmp_path / "precious.txt").exists()


def test_what_an_earlier_build_left_beside_the_output_is_taken_away(folder: Folder) -> None:
    left = folder.output.with_name(".public.part")
    left.mkdir()
    (left / "index.html").write_text("half", encoding="utf-8")
    folder.write(SITE)
    assert folder.beside() == [".sitegen", "public"]
    assert folder.texts() == SITE


BUILD = """
import os, resource, signal, sys
from pathlib import Path
from sitegen.problems import BuildFailed
from sitegen.writing import output_folder
from tests.writing.written import write_files

def build(**texts):
    files = {path: text.encode() for path, text in texts.items()}
    try:
        write_files(Path("public"), files, Path(".sitegen/manifest.json"))
    except BuildFailed as failure:
        for problem in failure.problems:
            print(problem.location, problem.message, sep=": ")
        sys.exit(1)
"""


def run(folder: Folder, program: str) -> subprocess.CompletedProcess[str]:
    """Run a program that builds, in the folder of the site."""
    place = Path(__file__).parents[2]
    return subprocess.run(
        [sys.executable, "-c", BUILD + program],
        cwd=folder.output.parent,
        env=os.environ | {"PYTHONPATH": str(place)},
        capture_output=True,
        text=True,
        check=False,
    )


FULL_DISK = """
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
build(**{"index.html": "new", "news/a/index.html": "x" * 20_000})
"""


def test_a_full_disk_leaves_the_output_as_it_was(folder: Folder) -> None:
    folder.write(SITE)
    done = run(folder, FULL_DISK)
    assert (done.returncode, done.stdout) == (1, "public: the site cannot be written: File too large\n")
    assert folder.texts() == SITE
    assert folder.beside() == [".sitegen", "public"]
    assert folder.recorded() == sorted(SITE)


def kill_at(step: str) -> str:
    """A program that is killed when it comes to a step of writing."""
    return f"""
def killed(*_):
    os._exit({KILLED})
output_folder.{step} = killed
build(**{{"index.html": "new", "c/index.html": "c"}})
"""


@pytest.mark.parametrize("step", ["save_manifest", "move"])
def test_a_process_that_is_killed_before_the_move_leaves_the_output_as_it_was(folder: Folder, step: str) -> None:
    folder.write(SITE)
    assert run(folder, kill_at(step)).returncode == KILLED
    assert folder.texts() == SITE


KILLED_IN_THE_MIDDLE = f"""
moved = []
replace = os.replace
def replace_once(file, target):
    if "public.part" in str(file) and moved:
        os._exit({KILLED})
    moved.append(file)
    return replace(file, target)
os.replace = replace_once
build(**{{"index.html": "new", "c/index.html": "c"}})
"""


@pytest.mark.parametrize("program", [kill_at("save_manifest"), kill_at("move"), KILLED_IN_THE_MIDDLE])
def test_the_build_after_a_killed_one_finishes_the_work(folder: Folder, program: str) -> None:
    folder.write(SITE)
    assert run(folder, program).returncode == KILLED
    folder.write({"index.html": "newer", "d/index.html": "d"})
    assert folder.texts() == {"index.html": "newer", "d/index.html": "d"}
    assert folder.beside() == [".sitegen", "public"]


AS_NOBODY = """
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
build(**{"index.html": "new", "news/a/index.html": "new"})
"""


def test_a_folder_that_must_not_be_changed_stops_the_build_before_it_begins(folder: Folder) -> None:
    folder.write(SITE)
    for path in (folder.output.parent, *folder.output.parent.rglob("*")):
        path.chmod(0o777)
    (folder.output / "news" / "a").chmod(0o555)
    try:
        done = run(folder, AS_NOBODY)
    finally:
        (folder.output / "news" / "a").chmod(0o777)
    assert done.stdout == "public/news/a: this folder cannot be changed\n"
    assert folder.texts() == SITE


def test_a_manifest_that_cannot_be_written_leaves_the_output_as_it_was(folder: Folder) -> None:
    folder.write(SITE)
    before = folder.manifest.read_bytes()
    for path in (folder.output.parent, *folder.output.parent.rglob("*")):
        path.chmod(0o777)
    folder.manifest.parent.chmod(0o555)
    try:
        done = run(folder, AS_NOBODY)
    finally:
        folder.manifest.parent.chmod(0o777)
    assert done.stdout == "public: the site cannot be written: Permission denied\n"
    assert (folder.texts(), folder.manifest.read_bytes()) == (SITE, before)
    assert folder.beside() == [".sitegen", "public"]


def test_a_link_that_leads_to_itself_is_no_output(folder: Folder) -> None:
    folder.output.symlink_to(folder.output)
    with pytest.raises(BuildFailed):
        write_files(folder.output, {"a": b"a"}, manifest_file(folder.manifest.parent, folder.output))


def test_builds_at_the_same_time_wait_for_one_another(folder: Folder) -> None:
    sites = [{f"{site}/{page}.html": "text" for page in range(100)} for site in range(4)]
    with ThreadPoolExecutor(len(sites)) as builders:
        list(builders.map(folder.write, sites))
    assert folder.texts() in sites
    assert folder.recorded() == sorted(folder.texts())


def test_a_file_that_lies_elsewhere_is_copied_and_stays_there(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    source = tmp_path / "hall.jpg"
    source.write_bytes(b"hall" * 1_000_000)
    files = {"hall.jpg": source}
    assert write_files(folder.output, files, folder.manifest).written == ("hall.jpg",)
    assert (folder.output / "hall.jpg").read_bytes() == source.read_bytes()
    assert (folder.output / "hall.jpg").stat().st_ino != source.stat().st_ino
    assert write_files(folder.output, files, folder.manifest).unchanged == 1


@pytest.mark.parametrize("there", [b"hall" * 99 + b"hale", b"hall", b""])
def test_a_copy_that_differs_is_made_anew(tmp_path: Path, there: bytes) -> None:
    folder = Folder(tmp_path)
    source = tmp_path / "hall.jpg"
    source.write_bytes(b"hall" * 100)
    files = {"hall.jpg": source}
    write_files(folder.output, files, folder.manifest)
    (folder.output / "hall.jpg").write_bytes(there)
    assert write_files(folder.output, files, folder.manifest).written == ("hall.jpg",)
    assert (folder.output / "hall.jpg").read_bytes() == source.read_bytes()
