"""Addresses by which a page on this machine opens a file in the person's editor."""

from __future__ import annotations

import os
import re
from pathlib import PurePath
from urllib.parse import quote

__all__ = ["EDITORS", "editor_address", "editor_fault"]

EDITORS = {
    "vscode": "vscode://file{path}:{line}:{column}",
    "vscodium": "vscodium://file{path}:{line}:{column}",
    "cursor": "cursor://file{path}:{line}:{column}",
    "windsurf": "windsurf://file{path}:{line}:{column}",
    "zed": "zed://file{path}:{line}:{column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
    "pycharm": "pycharm://open?file={path}&line={line}&column={column}",
    "sublime": "subl://open?url=file://{path}&line={line}&column={column}",
    "textmate": "txmt://open?url=file://{path}&line={line}&column={column}",
    "emacs": "emacs://open?url=file://{path}&line={line}&column={column}",
    "none": "",
}
"""The addresses of known editors, with placeholders."""

PLACEHOLDER = re.compile(r"\{(?:path|line|column)\}")
SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):", re.IGNORECASE)
"""RFC 3986, section 3.1."""
UNFIT = re.compile(r"[^!-~]")
"""What must not stand in an address as it is; browsers leave out some of it, so that it could hide a scheme."""
NO_EDITORS = {
    *("about", "blob", "data", "file", "filesystem", "ftp", "http", "https"),
    *("javascript", "vbscript", "view-source"),
}
"""Schemes that browsers follow or run themselves."""
DRIVE = re.compile(r"[A-Za-z]:/")


def editor_fault(editor: str) -> str:
    """Say what is wrong with the name or the address of an editor, or nothing."""
    if editor in EDITORS:
        return ""
    if not any(sign in editor for sign in ":/{}"):
        return "should be a known editor or the address of one"
    scheme = SCHEME.match(editor)
    if not scheme:
        return "should begin with the scheme of an editor"
    if scheme[1].lower() in NO_EDITORS:
        return f"should not begin with `{scheme[1].lower()}:`, which opens no editor"
    if "{path}" not in editor:
        return "should have `{path}` where the file is named"
    text = PLACEHOLDER.sub("", editor)
    if "{" in text or "}" in text:
        return "should have no names in braces but `{path}`, `{line}` and `{column}`"
    if UNFIT.search(text):
        return "should have neither spaces nor other signs that do not belong into an address"
    return ""


def editor_address(editor: str, file: PurePath, line: int, column: int) -> str:
    """Give the address that opens a file, named by its absolute path, in an editor; nothing for what is no editor."""
    if editor_fault(editor):
        return ""
    values = {"{path}": quoted_path(file), "{line}": str(max(line, 1)), "{column}": str(max(column, 1))}
    return PLACEHOLDER.sub(lambda found: values[found[0]], EDITORS.get(editor, editor))


def quoted_path(file: PurePath) -> str:
    """Give an absolute path as it stands in an address (RFC 3986): `/srv/my%20site/a.md`, `/C:/site/a.md`."""
    path = file.as_posix()
    drive = DRIVE.match(path)
    start = drive[0] if drive else ""
    return ("/" if drive else "") + start + quote(os.fsencode(path.removeprefix(start)), safe="/")
