"""A small newsroom in three languages, with a theme and its parent: the site that edits change.

Settings, fields and entries stand on a line each, so that an edit is a change of lines. Each file of a theme says
`mark-0` somewhere, which an edit counts on.
"""

from __future__ import annotations

from pathlib import Path

from tests.drawn_pictures import drawn
from tests.story import story

__all__ = ["NOW", "PARENTS", "sample", "themed"]

NOW = "2026-06-15T12:00:00+02:00"
PARENTS = ("plain", "newsroom")
"""Themes that the sample's own one can extend: one that is part of it, and the built-in one."""

PLAIN = """
-- themes/plain/theme.yaml --
name: Plain
options:
  greeting: {type: text, default: mark-0}
-- themes/plain/templates/base.html --
{% from "partials/macros.html" import links %}
<!DOCTYPE html>
<html lang="{{ site.lang }}" dir="{{ site.dir }}">
<head>
<meta charset="utf-8">
<title>{{ page.head_title }}</title>
<link rel="stylesheet" href="{{ asset('plain.css') }}">
{{ metadata(page, site) }}
</head>
<body class="mark-0">
{% include "partials/header.html" %}
<main>
{{ links(page.trail) }}
{% block main %}{% endblock %}
</main>
<footer>{{ site.options.greeting }} {{ site.organization.name }}</footer>
</body>
</html>
-- themes/plain/templates/partials/header.html --
<header class="mark-0">
<a href="{{ site.url }}">{{ site.title }}</a>
{{ links(site.navigation) }}
{{ links(page.languages) }}
{% for feed in page.feeds %}<a href="{{ feed.url }}">{{ feed.title }}</a>{% endfor %}
</header>
-- themes/plain/templates/partials/macros.html --
{% macro links(links) %}
{% for link in links %}<a class="mark-0" href="{{ link.url }}">{{ link.title }}{{ link.count or "" }}</a>{% endfor %}
{% endmacro %}
{% macro teasers(list) %}
{% for teaser in list %}
<h2 lang="{{ teaser.lang }}"><a href="{{ teaser.url }}">{{ teaser.title }}</a></h2>
<p>{{ teaser.date|time_tag }} {{ teaser.type.title }} {{ teaser.summary }}</p>
{% if teaser.picture %}<img src="{{ teaser.picture.thumbnail.url }}" alt="{{ teaser.picture.alt }}">{% endif %}
{% if teaser.event %}<p>{{ teaser.event.is_past }}</p>{% endif %}
{% endfor %}
{% endmacro %}
-- themes/plain/templates/partials/short.html --
<p>{{ _("Short") }} mark-0</p>
-- themes/plain/templates/partials/long.html --
<p>{{ _("Long") }} mark-0</p>
-- themes/plain/templates/article.html --
{% extends "base.html" %}
{% from "partials/macros.html" import links, teasers with context %}
{% block main %}
<article class="mark-0" lang="{{ page.article_lang }}">
<h1>{{ page.title }}</h1>
{{ page.date|time_tag }} {{ page.updated|time_tag }} {{ page.summary }} {{ page.words }}
{% if page.picture %}<img src="{{ page.picture.shown.url }}" alt="{{ page.picture.alt }}">{% endif %}
{{ page.html|safe }}
{% for heading in page.headings %}<a href="#{{ heading.id }}">{{ heading.text }}</a>{% endfor %}
{% for person in page.people %}<a href="{{ person.url }}">{{ person.name }} {{ person.role }}</a>{% endfor %}
{% for file in page.attachments %}<a href="{{ file.url }}">{{ file.title }} {{ file.size|file_size }}</a>{% endfor %}
{% if page.event %}{{ page.event.start|time_tag }} {{ page.event.is_past }}{% endif %}
{{ links(page.tags) }}
{{ links(page.translations) }}
</article>
{% block after %}
{% include "partials/" ~ ("short" if page.words < 20 else "long") ~ ".html" %}
{{ teasers(page.related) }}
{% if page.newer %}<a href="{{ page.newer.url }}">{{ page.newer.title }}</a>{% endif %}
{% if page.older %}<a href="{{ page.older.url }}">{{ page.older.title }}</a>{% endif %}
{% endblock %}
{% endblock %}
-- themes/plain/templates/home.html --
{% extends "base.html" %}
{% from "partials/macros.html" import links, teasers with context %}
{% block main %}
<h1 class="mark-0">{{ page.title }}</h1>
{{ teasers([page.lead] if page.lead else []) }}
{{ teasers(page.pinned) }}
{{ teasers(page.newest) }}
{{ teasers(page.events) }}
{{ links(page.sections) }}
{% endblock %}
-- themes/plain/templates/list.html --
{% extends "base.html" %}
{% from "partials/macros.html" import teasers with context %}
{% block main %}
<h1 class="mark-0">{{ page.title }}</h1>
{{ page.intro }} {{ page.entity.description if page.entity else "" }}
{{ teasers(page.teasers) }}
{{ _("Page %(number)s of %(total)s", number=page.pager.number, total=page.pager.total) }}
{% endblock %}
-- themes/plain/templates/index.html --
{% extends "base.html" %}
{% from "partials/macros.html" import links %}
{% block main %}
<h1 class="mark-0">{{ page.title }}</h1>
{{ links(page.entries) }}
{% endblock %}
-- themes/plain/templates/archive.html --
{% extends "base.html" %}
{% import "partials/macros.html" as macros with context %}
{% block main %}
<h1 class="mark-0">{{ page.title }}</h1>
{{ macros.links(page.years) }}
{% for month in page.months %}<h2>{{ month.title }}</h2>{{ macros.teasers(month.teasers) }}{% endfor %}
{% endblock %}
-- themes/plain/templates/page.html --
{% extends "base.html" %}
{% block main %}
<h1 class="mark-0">{{ page.title }}</h1>
{{ page.html|safe }}
{% endblock %}
-- themes/plain/templates/subscribe.html --
{% extends "base.html" %}
{% block main %}
{% for group in page.groups %}<h2 class="mark-0">{{ group.title }}</h2>{% endfor %}
{% endblock %}
-- themes/plain/templates/search.html --
{% extends "base.html" %}
{% from "partials/macros.html" import links %}
{% block main %}
<p class="mark-0">{{ links(page.tags) }}</p>
{% endblock %}
-- themes/plain/templates/404.html --
{% extends "base.html" %}
{% from "partials/macros.html" import teasers with context %}
{% block main %}
<p class="mark-0">{{ teasers(page.newest) }}</p>
{% endblock %}
-- themes/plain/assets/plain.css --
/* mark-0 */
-- themes/plain/translations/fr.po --
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Short"
msgstr "Court mark-0"

msgid "Latest news"
msgstr "Nouvelles mark-0"
"""

HOUSE = """
-- themes/house/theme.yaml --
name: House
extends: PARENT
options:
  greeting: {type: text, default: mark-0}
  accent: {type: color, default: "#0b5394"}
-- themes/house/templates/article.html --
{% extends "PARENT/article.html" %}
{% block after %}
<p class="mark-0">{{ _("Ours") }} {{ site.options.greeting }} {{ asset("house.css") }}</p>
{{ super() }}
{% endblock %}
-- themes/house/assets/house.css.jinja --
a { color: {{ options.accent }} } /* mark-0 */
-- themes/house/translations/fr.po --
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Ours"
msgstr "Le nôtre mark-0"
"""

SITE = """
-- config.yaml --
title: Newsroom
description: News of a small town.
base_url: https://news.example.org/
language: en
languages: {en: {}, fr: {}, ar: {untranslated: hide}}
timezone: Europe/Rome
theme: house
theme_options: {greeting: Hello}
search: none
social_cards: false
page_size: 3
related: 2
feeds: {id_authority: "example.org,2026", window: 4}
-- content/_people.yaml --
alba: {name: Alba Stone, roles: [{title: Mayor}]}
otto: {name: Otto Quill}
-- content/_tags.yaml --
water: {name: {en: Water, fr: Eau}}
-- content/_static/robots-note.txt --
A note.
-- content/press/_section.yaml --
title: {en: Press releases, fr: Communiqués}
order: 1
-- content/press/launch.md --
---
title: The waterworks open
date: 2026-06-01
type: press-release
tags: [water, works]
people: [alba]
aliases: [/old/launch/]
---
The new waterworks open on [the square](second.md#the-square).

Water for all. Read [the report](../reports/annual.md) too.
-- content/press/launch.fr.md --
---
title: La station d'eau ouvre
date: 2026-06-01
tags: [water]
---
La nouvelle station ouvre.
-- content/press/launch.ar.md --
---
title: افتتاح محطة المياه
date: 2026-06-02
tags: [water]
---
تفتح المحطة الجديدة أبوابها.
-- content/press/second.md --
---
title: A second note
date: 2026-06-03
tags: [works]
summary: What the square becomes.
---
## The square

The square is "paved" -- at last...
-- content/press/third.md --
---
title: A third note
date: 2026-06-14T09:00
people: [alba, otto]
authors: [otto]
---
One. Two. Three. Four.

### Details

More of it, and more, until these are words enough to make the text a long one, which others are not.
-- content/press/kit/index.md --
---
title: A kit of pictures
date: 2026-05-20
image: {src: hall.png, alt: The hall}
attachments: [{src: plan.csv, title: The plan}]
tags: [works]
---
With a picture:

![The tower](tower.png)
-- content/press/kit/plan.csv --
a,b
-- content/press/brief.md --
---
title: A brief word
date: 2026-06-05
expires: 2026-07-01
tags: [brief]
---
Soon gone.
-- content/press/secret.md --
---
title: A secret
date: 2026-06-10
embargo: 2026-06-20T10:00
tags: [secret, water]
people: [otto]
---
Not yet. See [the launch](launch.md).
-- content/reports/annual.md --
---
title: The annual report
date: 2025-12-30
tags: [water, money]
pinned: true
---
# Part one

All of the year.

# Part two

See [part one](#part-one), [who we are](../about.md) and [the plan](../press/kit/plan.csv).
-- content/reports/2026-02-01-budget.md --
---
title: The budget
tags: [money]
---
Numbers, and [a note](/press/2026/second/).
-- content/reports/le-budget.fr.md --
---
title: Le budget
date: 2026-02-02
translation_of: reports/2026-02-01-budget.md
---
Des chiffres.
-- content/events/fair.md --
---
title: The fair
date: 2026-06-12
type: event
event: {start: 2026-06-18T10:00, end: 2026-06-19T18:00, venue: The square}
---
Come to the fair.
-- content/events/draft.md --
---
title: A draft
date: 2026-06-13
draft: true
---
Unfinished.
-- content/about.md --
---
title: About us
---
Who we are.
-- content/about.fr.md --
---
title: Qui nous sommes
---
Nous.
"""


def sample(folder: Path, parent: str = "plain") -> Path:
    """Write the newsroom, with a theme of its own that extends `parent`."""
    pictures = {
        f"content/press/kit/{name}.png": drawn(40, 30, ".png", seed) for seed, name in enumerate(("hall", "tower"))
    }
    story(SITE, folder, pictures)
    return themed(folder, parent)


def themed(folder: Path, parent: str = "plain") -> Path:
    """Write the theme, and its parent if that is not built in."""
    story(HOUSE.replace("PARENT", parent), folder)
    return story(PLAIN, folder) if parent == "plain" else folder
