"""What web masters change: settings, lists, section texts, themes, and how the site is built."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from random import Random

from tests.incremental.edits_of_texts import Edit, Values, any_value
from tests.incremental.newsroom import Newsroom
from tests.incremental.sample import NOW

__all__ = ["ORDERS", "SETTINGS", "THEMES"]

MARK = re.compile(r"mark-(\d+)")


def change_line(name: str, key: str, values: Values, newsroom: Newsroom, random: Random) -> None:
    """Give a setting or an entry another value, or take it away."""
    if newsroom.path(name).exists():
        newsroom.put(name, key, any_value(random, values))


LINES: Mapping[tuple[str, str], Values] = {
    ("config.yaml", "title"): ("Newsroom #", "{en: Newsroom, fr: Salle #}"),
    ("config.yaml", "description"): (None, "News #."),
    ("config.yaml", "base_url"): ("https://news.example.org/", "https://www.example.com/room/"),
    ("config.yaml", "language"): ("en", "fr"),
    ("config.yaml", "languages"): ("{en: {}, fr: {}, ar: {}}", "{en: {}, fr: {untranslated: hide}}", "{fr: {}}"),
    ("config.yaml", "timezone"): ("Europe/Rome", "Pacific/Auckland", "UTC"),
    ("config.yaml", "organization"): (None, "{name: Town #, short: T}"),
    ("config.yaml", "theme"): ("house", "house", "newsroom", "plain"),
    ("config.yaml", "theme_options"): (None, "{greeting: Hello #}", "{accent: '#00000#'}"),
    ("config.yaml", "navigation"): (None, "[{title: About, link: about.md}]", "[{title: Press #, link: press}]"),
    ("config.yaml", "page_size"): ("1", "2", "3", "20"),
    ("config.yaml", "related"): ("0", "1", "2", "3"),
    ("config.yaml", "feeds"): ("{window: 2}", "{window: 4, full_text: false}", "{window: 3, archives: false}"),
    ("config.yaml", "markdown"): (None, "{engine: commonmark}", "{typography: true}", "{html: sanitize}"),
    ("config.yaml", "permalinks"): (None, "{article: '/{year}/{slug}/'}", "{sections: {press: '/p/{slug}/'}}"),
    ("config.yaml", "dates"): (None, "{date: short}"),
    ("config.yaml", "crawlers"): (None, "{training: refuse}"),
    ("config.yaml", "ignore"): (None, "['reports/**']", "['press/third.md']"),
    ("config.yaml", "standing_pages"): (None, "['events/**']"),
    ("config.yaml", "front_matter"): (None, "{allow: [colour]}", "{rename: {colour: dateline}}"),
    ("config.yaml", "links"): (None, "{dead: warning}", "{dead: ignore}"),
    ("config.yaml", "references"): (None, "{people: free}", "{tags: checked}"),
    ("content/_people.yaml", "alba"): ("{name: Alba #}", "{name: Alba Stone, roles: [{title: Queen #}]}"),
    ("content/_people.yaml", "new"): (None, "{name: Somebody}"),
    ("content/_tags.yaml", "water"): (None, "{name: Water #}", "{name: {en: Water, fr: Eau #}}"),
    ("content/_tags.yaml", "works"): (None, "{name: Works, description: All works #.}"),
    ("content/press/_section.yaml", "title"): (None, "Press #", "{en: Press, fr: Presse #}"),
    ("content/press/_section.yaml", "description"): (None, "All of it #."),
    ("content/press/_section.yaml", "order"): ("1", "#"),
}

SETTINGS: Mapping[str, Edit] = {
    f"{name.rpartition('/')[2].partition('.')[0]}.{key}": partial(change_line, name, key, values)
    for (name, key), values in LINES.items()
}


def marked(newsroom: Newsroom, random: Random) -> None:
    """Count on the mark in a file of a theme."""
    name = random.choice(newsroom.names("themes/**/*.*"))
    newsroom.write(name, MARK.sub(lambda mark: f"mark-{int(mark[1]) + 1}", newsroom.read(name)))


def replaced_template(newsroom: Newsroom, random: Random) -> None:
    """Let the theme have a template of its own in the place of its parent's, or let it go."""
    parent = re.findall(r"^extends: (\w+)", newsroom.read("themes/house/theme.yaml"), re.MULTILINE)[0]
    kind = random.choice(("list.html", "home.html", "page.html", "base.html"))
    name = f"themes/house/templates/{kind}"
    if newsroom.path(name).exists():
        newsroom.remove(name)
    else:
        text = f"{{% extends '{parent}/{kind}' %}}{{% block main %}}mark-0 {{{{ super() }}}}{{% endblock %}}\n"
        newsroom.write(name, text)


def replaced_partial(newsroom: Newsroom, random: Random) -> None:
    """Let the theme have a piece of its own in the place of one of its parent, or let it go."""
    name = f"themes/house/templates/partials/{random.choice(('short', 'long', 'header', 'footer'))}.html"
    if newsroom.path(name).exists():
        newsroom.remove(name)
    else:
        newsroom.write(name, "<p>{{ _('Ours') }} mark-0</p>\n")


def asset(newsroom: Newsroom, random: Random) -> None:
    name = f"themes/house/assets/{random.choice(('new.css', 'plain.css', 'fonts/deep.txt'))}"
    if newsroom.path(name).exists() and random.random() < 1 / 2:
        newsroom.remove(name)
    else:
        newsroom.write(name, f"/* {random.randrange(10)} mark-0 */\n")


def translation(newsroom: Newsroom, random: Random) -> None:
    name = "themes/house/translations/fr.po"
    words = random.choice(("Long", "Latest news", "Short"))
    if f'msgid "{words}"' not in newsroom.read(name):
        newsroom.write(name, f'{newsroom.read(name)}\nmsgid "{words}"\nmsgstr "Mots {random.randrange(10)} mark-0"\n')


THEMES: Mapping[str, Edit] = {
    edit.__name__: edit for edit in (marked, replaced_template, replaced_partial, asset, translation)
}

TIMES = (
    NOW,
    "2026-06-15T12:00:01+02:00",
    "2026-06-16T00:00+02:00",
    "2026-06-18T12:00+02:00",
    "2026-06-20T09:59:59+02:00",
    "2026-06-20T10:00+02:00",
    "2026-07-01T00:00+02:00",
    "2026-06-01T12:00+02:00",
    "2025-12-31T12:00+02:00",
)


def clock(newsroom: Newsroom, random: Random) -> None:
    newsroom.wishes["at"] = random.choice(TIMES)


def drafts(newsroom: Newsroom, _: Random) -> None:
    newsroom.wishes["drafts"] = not newsroom.wishes.get("drafts")


def strict(newsroom: Newsroom, _: Random) -> None:
    newsroom.wishes["strict"] = not newsroom.wishes.get("strict")


def base_url(newsroom: Newsroom, random: Random) -> None:
    newsroom.wishes["base_url"] = random.choice(("", "http://127.0.0.1:8000/", "https://example.net/a/b/"))


def output(newsroom: Newsroom, random: Random) -> None:
    newsroom.output = random.choice(("public", "other"))


def preview(newsroom: Newsroom, random: Random) -> None:
    """Look at the drafts on this machine."""
    newsroom.build(output=".sitegen/preview", drafts=True, base_url="http://127.0.0.1:8000/", at=random.choice(TIMES))


def checked(newsroom: Newsroom, _: Random) -> None:
    newsroom.check()


def made_afresh(newsroom: Newsroom, _: Random) -> None:
    newsroom.build(fresh=True)


ORDERS: Mapping[str, Edit] = {
    edit.__name__: edit
    for edit in (clock, clock, clock, drafts, strict, base_url, output, preview, checked, made_afresh)
}
