"""Pages at former addresses that send their reader on, on hosts that cannot redirect by themselves."""

from __future__ import annotations

from html import escape

from sitegen.planning.pages import RedirectTo
from sitegen.rendering.printable import printable
from sitegen.theming.locales import direction_of

__all__ = ["redirect_page"]


def redirect_page(to: RedirectTo) -> bytes:
    """Write the page: it leads on at once (WCAG 2.2, technique H76), without a script, and its link does so too."""
    to = printable(to)
    title, url = escape(to.title or to.absolute_url), escape(to.absolute_url)
    return f"""\
<!DOCTYPE html>
<html lang="{escape(to.lang)}" dir="{direction_of(to.lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url={escape(to.url)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="canonical" href="{url}">
<title>{title}</title>
</head>
<body>
<main>
<h1>{title}</h1>
<p><a href="{escape(to.url)}">{url}</a></p>
</main>
</body>
</html>
""".encode()
