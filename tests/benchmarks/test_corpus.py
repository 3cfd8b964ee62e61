from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from tests.benchmarks.corpus import SECTIONS, TAGS, stories, write_corpus


def test_the_same_arguments_give_the_same_articles() -> None:
    assert list(stories(40)) == list(stories(40))
    assert list(stories(40, seed=8)) != list(stories(40))


def test_every_section_and_a_long_time_are_covered() -> None:
    paths = [story.path.split("/") for story in stories(400)]
    assert {section for section, _, _ in paths} == set(SECTIONS)
    assert len({year for _, year, _ in paths}) == 18


def test_links_lead_to_earlier_articles() -> None:
    seen: set[str] = set()
    for story in stories(300, languages=("en", "fr")):
        targets = re.findall(r"\(\.\./\.\./([^)]+\.md)\)", story.text)
        assert len(targets) == min(2, len(seen))
        assert seen.issuperset(targets)
        if not story.path.endswith(".fr.md"):
            seen.add(story.path)


def test_a_few_tags_hold_many_articles_and_most_hold_few() -> None:
    texts = [story.text for story in stories(2000)]
    counts = Counter(
        tag for text in texts for tag in re.findall(r"^tags: \[(.+)\]$", text, re.MULTILINE)[0].split(", ")
    )
    assert counts[TAGS[0]] > 2000 * 0.2
    assert sorted(counts.values())[len(counts) // 2] < 2000 * 0.02
    assert len(counts) > len(TAGS) * 0.9


def test_ornaments_are_as_frequent_as_in_a_newsroom() -> None:
    texts = [story.text for story in stories(2000)]
    shares = {mark: sum(f"\n{mark}" in text for text in texts) / 2000 for mark in ("> ", "- ", "|---", "[^1]: ")}
    assert 0.12 < shares["> "] < 0.18
    assert 0.12 < shares["- "] < 0.18
    assert 0.06 < shares["|---"] < 0.10
    assert 0.02 < shares["[^1]: "] < 0.06


def test_articles_of_other_languages_are_named_so(tmp_path: Path) -> None:
    write_corpus(tmp_path, 60, languages=("en", "fr", "ar"))
    suffixes = Counter(path.name.removesuffix(".md").partition(".")[2] for path in tmp_path.rglob("*.md"))
    assert suffixes == {"": 52, "fr": 4, "ar": 4}
