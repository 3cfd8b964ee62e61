"""What the preview puts into pages on their way out."""

from __future__ import annotations

from urllib.parse import quote

from sitegen.serving.defaults import OWN
from sitegen.serving.seen import Seen

__all__ = ["added", "script", "with_added"]


def with_added(html: bytes, more: bytes) -> bytes:
    """Put something at the end of a page."""
    head, end, rest = html.rpartition(b"</body>")
    return head + more + end + rest if end else html + more


def added(seen: Seen, bar: str, number: int, page: str) -> bytes:
    """Give what the preview puts at the end of each page: its script and its bar."""
    style = f'<link rel="stylesheet" href="{OWN}preview.css">'
    frame = f'<iframe class="sitegen-preview-bar" title="Preview" src="{OWN}bar?page={quote(page, safe="")}"></iframe>'
    return (style + frame).encode() * bool(bar) + script(seen, bar, number)


def script(seen: Seen, bar: str, number: int) -> bytes:
    """Give the script that keeps a page as it is."""
    data = f'data-seen="{seen}" data-bar="{bar}" data-view="{number}"'
    return f'<script src="{OWN}live.js" {data} defer></script>'.encode()
