from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import inspect

from sitegen.config import PreviewSettings
from sitegen.editors import EDITORS, editor_address, editor_fault

FILE = PurePosixPath("/srv/site/content/news/launch.md")


def test_a_known_editor_opens_the_place() -> None:
    assert editor_address("vscode", FILE, 4, 7) == "vscode://file/srv/site/content/news/launch.md:4:7"
    assert editor_address("idea", FILE, 4, 7) == "idea://open?file=/srv/site/content/news/launch.md&line=4&column=7"
    assert editor_address("sublime", FILE, 4, 7) == (
        "subl://open?url=file:///srv/site/content/news/launch.md&line=4&column=7"
    )


def test_another_editor_opens_by_its_address() -> None:
    assert editor_address("my-editor:{path}#L{line}", FILE, 4, 7) == "my-editor:/srv/site/content/news/launch.md#L4"


def test_lines_and_columns_count_from_one() -> None:
    assert editor_address("zed", FILE, 0, 0).endswith(":1:1")
    assert editor_address("zed", FILE, -1, -1).endswith(":1:1")


@pytest.mark.parametrize("editor", ["none", "", "vscod", "javascript:alert('{path}')", "vscode://file/a.md"])
def test_what_is_no_editor_has_no_address(editor: str) -> None:
    assert editor_address(editor, FILE, 1, 1) == ""


@pytest.mark.parametrize(
    ("name", "quoted"),
    [
        ("two words.md", "two%20words.md"),
        ("#1?.md", "%231%3F.md"),
        ("100%.md", "100%25.md"),
        ("été.md", "%C3%A9t%C3%A9.md"),
        ("a&line=9.md", "a%26line%3D9.md"),
        ("a:9.md", "a%3A9.md"),
        ("{line}.md", "%7Bline%7D.md"),
        ("<\"'>.md", "%3C%22%27%3E.md"),
        ("\udcff.md", "%FF.md"),
    ],
)
def test_no_sign_of_a_path_has_a_meaning_in_the_address(name: str, quoted: str) -> None:
    assert editor_address("vscode", PurePosixPath("/a") / name, 1, 1) == f"vscode://file/a/{quoted}:1:1"


def test_a_drive_of_windows_stays_a_drive() -> None:
    file = PureWindowsPath(r"C:\My site\a.md")
    assert editor_address("vscode", file, 1, 1) == "vscode://file/C:/My%20site/a.md:1:1"


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1))
def test_every_path_comes_out_as_it_went_in(name: str) -> None:
    file = PurePosixPath("/") / name.lstrip("/")
    address = editor_address("vscode", file, 3, 5)
    assert address.isascii()
    assert unquote(urlsplit(address).path) == f"{file}:3:5"


@pytest.mark.parametrize("editor", [*EDITORS, "vscode-insiders://file{path}", "my+ed.1:{path}:{line}:{column}"])
def test_nothing_is_wrong_with_an_editor(editor: str) -> None:
    assert editor_fault(editor) == ""


@pytest.mark.parametrize(
    ("editor", "fault"),
    [
        ("", "should be a known editor or the address of one"),
        ("VSCode", "should be a known editor or the address of one"),
        ("file{path}", "should begin with the scheme of an editor"),
        ("C:/bin/edit.exe {path}", "should begin with the scheme of an editor"),
        (" javascript:{path}", "should begin with the scheme of an editor"),
        ("java\nscript:{path}", "should begin with the scheme of an editor"),
        ("JavaScript:alert(1)//{path}", "should not begin with `javascript:`, which opens no editor"),
        ("data:text/html,{path}", "should not begin with `data:`, which opens no editor"),
        ("vbscript:{path}", "should not begin with `vbscript:`, which opens no editor"),
        ("http://localhost:63342/api/file{path}", "should not begin with `http:`, which opens no editor"),
        ("https://example.org{path}", "should not begin with `https:`, which opens no editor"),
        ("file://{path}", "should not begin with `file:`, which opens no editor"),
        ("vscode://file/", "should have `{path}` where the file is named"),
        ("ed://{file}{path}", "should have no names in braces but `{path}`, `{line}` and `{column}`"),
        ("ed://{path}:{line", "should have no names in braces but `{path}`, `{line}` and `{column}`"),
        ("ed://{path} {line}", "should have neither spaces nor other signs that do not belong into an address"),
        ("ed://{path}\x00", "should have neither spaces nor other signs that do not belong into an address"),
    ],
)
def test_what_is_wrong_with_an_editor_is_told(editor: str, fault: str) -> None:
    assert editor_fault(editor) == fault


def test_the_setting_names_every_editor() -> None:
    info = inspect.type_info(PreviewSettings)
    assert isinstance(info, inspect.StructType)
    assert isinstance(info.fields[0].type, inspect.Metadata)
    meaning = (info.fields[0].type.extra_json_schema or {})["description"]
    assert [name for name in EDITORS if f"`{name}`" not in meaning] == []
