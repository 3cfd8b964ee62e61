"""Where the preview is shown when nobody says otherwise."""

from __future__ import annotations

__all__ = ["DEFAULT_HOST", "DEFAULT_PORT", "OWN"]

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000

OWN = "/_sitegen/"
"""Where the pages and files of the preview itself are, apart from those of the site."""
