"""A small site with texts that ask much of a theme: what old newsrooms hold, and every form that a text can take."""

from __future__ import annotations

from pathlib import Path

from tests.built_sites import REPOSITORY
from tests.story import story

__all__ = ["EVERY_FORM", "NASTY", "hard_site"]

NASTY = "/press/2011/nasty/"
EVERY_FORM = "/speeches/2024/every-form/"

PICTURE = REPOSITORY / "content" / "press-releases" / "2025" / "harbour-dusk.jpg"
WORD = "Donaudampfschifffahrtsgesellschaftskapitän" * 8
PATH = "archive/" * 18

SITE = f"""
-- config.yaml --
title: Newsroom of the Organization for Everything that is Long
base_url: http://127.0.0.1/
timezone: Europe/Paris
languages: {{en: {{}}, ar: {{}}}}
search: none
references: {{people: free, tags: free, authors: free, organizations: free, places: free}}
markdown: {{typography: true}}
-- content/press/nasty.md --
---
title: {WORD[:300]}
date: 2011-03-24
dateline: {WORD[:90]}
summary: {WORD[:200]}
tags: [{WORD[:80]}, short]
people: [{WORD[:80]}]
authors: [{WORD[:80]}]
image: {{src: harbour.jpg, alt: A harbour at dusk., caption: {WORD[:120]}, credit: {WORD[:120]}}}
attachments: [{{src: harbour.jpg, title: {WORD[:120]}}}]
---
{WORD[:300]}

See <https://www.example.org/{PATH}index.php?option=com_content&view=article&id={"1234567890" * 4}>.

| {WORD[:70]} | Two | Three |
| --- | --- | --- |
| {"a word " * 40} | {WORD[:70]} | 2 |

| One | Two | Three | Four | Five | Six | Seven | Eight | Nine | Ten | Eleven | Twelve |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
{"| 1,234,567.89 " * 12}|

    {"a line of code that does not end; " * 12}

## {WORD[:120]}

- {WORD[:150]}
    - {WORD[:150]}
        - {WORD[:150]}
            - {WORD[:150]}

> {WORD[:200]}

`{WORD[:200]}`

<img src="harbour.jpg" width="2400" height="1600" alt="The harbour once more.">

<iframe src="/about/" width="1400" height="900" title="About us"></iframe>

<table width="1200" border="1" cellpadding="4"><tr><td width="600" nowrap>{"as old as the web " * 8}</td>
<td width="600"><font size="7">{WORD[:60]}</font></td></tr></table>

<div class="align-right"><center><b><u>{WORD[:100]}</u></b></center></div>

<p align="justify">&nbsp;&nbsp;&nbsp;{"word&nbsp;" * 30}</p>
-- content/speeches/every-form.md --
---
title: Every form that a text can take
type: speech
date: 2024-05-27
summary: Quotations, tables, footnotes and all the rest.
---
A walk of *eleven minutes*, **not twelve**, `as it is written`.[^walk] <mark>Marked</mark>,
<abbr title="World Wide Web">WWW</abbr>, H<sub>2</sub>O, 10<sup>6</sup>, <kbd>Ctrl</kbd>, <ins>new</ins>, <s>old</s>.

> What is quoted stands apart.
>
> It may have two paragraphs. <cite>A speaker</cite>

## A table with many columns

| Corridor | 2019 | 2020 | 2021 | 2022 | 2023 | 2024 | Change |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| Amber and all its branches | 12,345.6 | 12,345.6 | 12,345.6 | 12,345.6 | 12,345.6 | 12,345.6 | 12,345.6 |

## Lists

1. First
    - and within it
2. Second

Term
:   What it means.

## More to open

<details><summary>What else was said</summary><p>A <a href="/about/">link</a> inside.</p></details>

<figure><img src="harbour.jpg" width="600" height="400" alt="A harbour at dusk.">
<figcaption>A caption.</figcaption></figure>

---

    code = "and its own line"

[^walk]: From one end of the street to the other.
-- content/speeches/every-form.ar.md --
---
title: كل شكل يمكن أن يتخذه النص
type: speech
date: 2024-05-27
summary: اقتباسات وجداول وحواش وما سواها.
---
مشي *إحدى عشرة* دقيقة، **لا اثنتا عشرة**.[^walk]

> ما يقتبس يقف وحده.

## جدول بأعمدة كثيرة

| الممر | 2019 | 2020 | 2021 | 2022 | 2023 | 2024 | التغيير |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| ممر العنبر وكل فروعه | 12,345.6 | 12,345.6 | 12,345.6 | 12,345.6 | 12,345.6 | 12,345.6 | 12,345.6 |

## قوائم

1. أولا
2. ثانيا

## المزيد

<details><summary>ما قيل أيضا</summary><p>مع <a href="/about/">رابط</a>.</p></details>

[^walk]: من أول الشارع إلى آخره.
-- content/about.md --
---
title: About us
---
Who we are.
"""


def hard_site(folder: Path) -> Path:
    """Write the site; it shares what builds of this repository's site remember, so that its picture is made once."""
    picture = PICTURE.read_bytes()
    story(
        SITE,
        folder,
        {"content/press/harbour.jpg": picture, "content/speeches/harbour.jpg": picture},
    )
    remembered = REPOSITORY / ".sitegen" / "remembered"
    remembered.mkdir(parents=True, exist_ok=True)
    (folder / ".sitegen").mkdir()
    (folder / ".sitegen" / "remembered").symlink_to(remembered)
    return folder
