"""Write a synthetic newsroom: the same arguments always give the same bytes.

    python corpus.py COUNT FOLDER [--seed 7] [--languages en,fr,ar]

A few tags hold a tenth of the articles each and most hold a handful (Zipf), as in a real newsroom. Of a hundred
articles, fifteen have a quote, fifteen a list, eight a table and four a note; each links to two earlier ones.
"""

from __future__ import annotations

import argparse
from collections import deque
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from random import Random
from typing import NamedTuple

SECTIONS = ("press-releases", "statements", "events", "speeches")
FIRST_DAY = date(2008, 1, 1)
DAYS = 6500
REMEMBERED = 200
"""How far back articles link, in articles."""

WHO = (
    *("The secretary general", "The customs office", "The audit committee", "The regional bureau", "The policy team"),
    *("Donor governments", "The training centre", "Port authorities", "The data unit", "Local partners"),
    *("The standing committee", "Visiting experts"),
)
DID = (
    *("presented", "approved", "began", "concluded", "reviewed", "extended", "praised", "published", "requested"),
    *("tested", "financed", "explained", "proposed", "renewed", "evaluated"),
)
WHAT = (
    *(
        "a plan for shared inspections",
        "the report of the year",
        "a course for junior officers",
        "an agreement on data",
    ),
    *("the guide to rules of origin", "a laboratory for samples", "a trial of digital permits", "the second work plan"),
    *("indicators for every office", "a call for candidates", "the model of risks", "an exchange of letters"),
    *("a hearing of all parties", "the public register", "a visit between peers"),
)
HOW = (
    *("at a meeting of two days", "after long consultation", "with the help of donors", "before invited observers"),
    *("when the session closed", "ahead of the assembly", "as members had asked", "for a review in spring"),
    *("in all participating countries", "within the strategy for cooperation"),
)
JOINTS = ("and", "while", "as", "so that", "after")
PLACES = (
    *("Ankara", "Bogotá", "Colombo", "Douala", "Esbjerg", "Fez", "Gaborone", "Helsinki"),
    *("Izmir", "Jakarta", "Kigali", "Lomé", "Muscat", "Nicosia", "Oran", "Porto"),
)
TOPICS = (
    *("trade", "border", "safety", "digital", "skills", "climate", "risk", "justice", "health", "water"),
    *("power", "budget", "harbour", "rail", "data", "ethics", "youth", "equality", "food", "forest"),
)
THEMES = (
    *("cooperation", "control", "training", "policy", "forum", "report", "prize"),
    *("summit", "alliance", "research", "aid", "grant", "law", "standards"),
)
TAGS = tuple(f"{topic} {theme}" for topic, theme in product(TOPICS, THEMES))
TAG_WEIGHTS = tuple(1 / rank for rank in range(1, len(TAGS) + 1))
WORDS = {
    "fr": "les administrations membres ont examiné le programme commun de travail lors de la séance annuelle du comité",
    "ar": "أعلن المكتب عن برنامج جديد للتدريب والتعاون بين الإدارات خلال الاجتماع السنوي الذي عقد في المدينة",
}


class Story(NamedTuple):
    """An article: its path below `content/`, and its text."""

    path: str
    text: str


def main() -> None:
    """Read the command line and write a corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--languages", default="en")
    wanted = parser.parse_args()
    write_corpus(wanted.folder, wanted.count, wanted.seed, tuple(wanted.languages.split(",")))


def write_corpus(folder: Path, count: int, seed: int = 7, languages: tuple[str, ...] = ("en",)) -> None:
    """Write `count` articles below a folder."""
    for story in stories(count, seed, languages):
        path = folder / story.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(story.text, encoding="utf-8", newline="\n")


def stories(count: int, seed: int = 7, languages: tuple[str, ...] = ("en",)) -> Iterator[Story]:
    """Give articles from the oldest to the newest; every fifth may be in another language than the first one."""
    dice = Random(seed)  # noqa: S311 (nothing is secret here)
    earlier: deque[str] = deque(maxlen=REMEMBERED)
    for number in range(count):
        language = languages[number % len(languages)] if number % 5 == 0 else languages[0]
        day = FIRST_DAY + timedelta(days=number * DAYS // count)
        slug = f"story-{number:06d}"
        original = f"{dice.choice(SECTIONS)}/{day.year}/{slug}"
        front = front_matter(dice, number, day, slug, language)
        text = f"{front}\n{body(dice, language, earlier)}\n"
        if language == languages[0]:
            earlier.append(f"{original}.md")
            yield Story(f"{original}.md", text)
        else:
            yield Story(f"{original}.{language}.md", text)


def front_matter(dice: Random, number: int, day: date, slug: str, language: str) -> str:
    """Give the front matter of an article, with a field of another system."""
    place = dice.choice(PLACES)
    tags = ", ".join(sorted(set(dice.choices(TAGS, TAG_WEIGHTS, k=dice.randint(1, 5)))))
    fields = (
        f'title: "{dice.choice(WHO)} {dice.choice(DID)} {dice.choice(WHAT)}: {place} {number}"',
        f"date: {day}",
        f"slug: {slug}",
        f"lang: {language}",
        f"tags: [{tags}]",
        f"places: [{place}]",
        "author: Press office",
        f"summary: >\n  {sentence(dice, language)}",
    )
    return "\n".join(["---", *fields, "---", ""])


def body(dice: Random, language: str, earlier: deque[str]) -> str:
    """Give the Markdown of an article: five to nine paragraphs, a heading, an ornament or none, and its links."""
    blocks = [paragraph(dice, language) for _ in range(dice.randint(5, 9))]
    blocks.insert(2, f"## {dice.choice(WHAT).capitalize()}")
    kind = dice.random()
    if kind < 0.15:
        blocks.insert(4, f"> {sentence(dice, language)}")
    elif kind < 0.30:
        blocks.append("\n".join(f"- {sentence(dice, language)}" for _ in range(4)))
    elif kind < 0.38:
        blocks.append(table(dice))
    elif kind < 0.42:
        blocks[0] += "[^1]"
        blocks.append(f"[^1]: {sentence(dice, language)}")
    targets = dice.sample(list(earlier), min(2, len(earlier)))
    blocks += [f"More in [an earlier story](../../{target})." for target in targets]
    return "\n\n".join(blocks)


def table(dice: Random) -> str:
    """Give a table of six rows."""
    rows = [f"| {dice.choice(PLACES)} | {dice.randint(1, 999)} | {dice.randint(1, 99)} % |" for _ in range(6)]
    return "\n".join(["| Place | Seizures | Change |", "|---|---|---|", *rows])


def paragraph(dice: Random, language: str) -> str:
    """Give three to six sentences."""
    return " ".join(sentence(dice, language) for _ in range(dice.randint(3, 6)))


def sentence(dice: Random, language: str) -> str:
    """Give a sentence; in English, one of eight has emphasis or a link."""
    if language in WORDS:
        return " ".join(dice.choices(WORDS[language].split(), k=dice.randint(8, 20))).capitalize() + "."
    text = f"{dice.choice(WHO)} {dice.choice(DID)} {dice.choice(WHAT)} {dice.choice(HOW)}"
    if dice.random() < 0.5:
        text += f", {dice.choice(JOINTS)} {dice.choice(WHO).lower()} {dice.choice(DID)} {dice.choice(WHAT)}"
    kind = dice.random()
    if kind < 0.05:
        text = text.replace(" the ", " **the** ", 1)
    elif kind < 0.08:
        text = text.replace(" a ", " *a* ", 1)
    elif kind < 0.12:
        text += f" ([figures](https://data.example.org/{dice.randint(1, 9999)}))"
    return f"{text}."


if __name__ == "__main__":
    main()
