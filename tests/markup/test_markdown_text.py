from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.config import Config, LinkSettings, MarkdownSettings, Replacement
from sitegen.markup.fragment import Fragment
from sitegen.markup.markdown_text import MarkdownOptions, markdown_options
from tests.markup.fragments import ENGINES, html, read, told, with_both_engines, written, written_html

INTERESTING = """
# ## > - 1. * ** _ ` ``` ~~ [ ]( ) ![ ]: [^1] [^1]: < > <b> </b> <div> </div> <!-- --> <script> <img href= src=x &amp;
& \\ a word é 文 ไทย ا " ' -- ... {{ }} {% %} {: .y } : *[a]: a.md <h1> </h1> [TOC] markdown=1 \0 \2 \3 klzzwxh:0001
= --- style= <table> </table> |
"""
"""What engines and we ourselves look for, to be thrown together."""
PARTS = [*INTERESTING.split(), *(f"{part} " for part in INTERESTING.split()), "\n", "\n\n", "    ", "\t", "\u00a0"]
MARKDOWN = st.lists(st.sampled_from(PARTS)).map("".join)
TEXTS = st.text() | MARKDOWN


def test_options_are_those_of_the_site_and_the_language_of_the_text() -> None:
    settings = MarkdownSettings(engine="commonmark", html="refuse", typography=True, replace=(Replacement(match="a"),))
    config = Config(title="News", markdown=settings, links=LinkSettings(foreign_tags="error"))
    assert markdown_options(config, "fr") == MarkdownOptions(
        engine="commonmark",
        html="refuse",
        typography=True,
        language="fr",
        replace=settings.replace,
        foreign_tags="error",
    )


@with_both_engines
@pytest.mark.parametrize("text", ["", "\n", " \n\t\n"])
def test_a_text_without_words_is_an_empty_fragment(engine: str, text: str) -> None:
    assert read(text, engine=engine) == Fragment()


@with_both_engines
def test_both_engines_give_the_same_fragment(engine: str) -> None:
    fragment = read("# Launch\n\nSee the [plan](plan.md).\n\n![](hall.jpg)\n", engine=engine)
    assert fragment.pieces[0] == '<h2 id="launch">Launch</h2>\n<p>See the <a '
    assert written(fragment) == ["plan.md", "hall.jpg"]
    assert [heading.id for heading in fragment.headings] == ["launch"]
    assert fragment.ids == ("launch",)
    assert fragment.first_paragraph == "See the plan."
    assert fragment.words == 4
    assert fragment.problems == ()


@with_both_engines
def test_a_replacement_changes_the_text_and_problems_keep_the_authors_lines(engine: str) -> None:
    replacement = Replacement(match=r"\{\{< note >\}\}", put="> A\n> note\n")
    fragment = read("{{< note >}}\n\n[a](b.md) {{ c }}", engine=engine, replace=(replacement,))
    assert "<blockquote>" in fragment.pieces[0]
    assert (fragment.targets[0].line, fragment.targets[0].column) == (3, 5)
    assert told(fragment) == ["3:11 `{{ c }}` is a template tag of another system"]


@with_both_engines
def test_reading_is_the_same_every_time(engine: str) -> None:
    text = "# A\n\n# A\n\nx[^1] [a][b]\n\n[^1]: note\n\n*[HTML]: markup\n\n[b]: c.md"
    first = read(text, engine=engine)
    read("HTML [a][b] [^1]", engine=engine)
    assert read(text, engine=engine) == first


@with_both_engines
def test_definitions_of_one_text_do_not_leak_into_the_next(engine: str) -> None:
    read("x[^1]\n\n[^1]: note\n\n[b]: c.md\n\n*[WCO]: World Customs Organization", engine=engine)
    assert html("WCO [b] [^1]", engine=engine) == "<p>WCO [b] [^1]</p>"


@with_both_engines
@pytest.mark.parametrize("character", [">", "> ", "[", "*", "![", "(", "<div>", "- "])
def test_ten_thousand_openings_are_no_traceback(engine: str, character: str) -> None:
    fragment = read(f"Intro\n\n{character * 10_000}a", engine=engine)
    assert all(problem.location.line == 3 and problem.hint for problem in fragment.problems)


def test_a_text_too_deep_for_python_is_an_error_with_a_line() -> None:
    deep = '<div markdown="1">\n' * sys.getrecursionlimit() + "a\n" + "</div>\n" * sys.getrecursionlimit()
    fragment = read(f"Intro\n\n{deep}")
    assert told(fragment) == ["3:1 this text is nested too deep to be read"]


@with_both_engines
def test_a_line_of_300_kb_is_read(engine: str) -> None:
    fragment = read(("word " * 60 + "[link](a.md) ") * 1_000, engine=engine, typography=True)
    assert fragment.words == 61_000
    assert len(fragment.targets) == 1_000


@with_both_engines
def test_control_characters_and_the_engines_own_placeholders_are_no_traceback(engine: str) -> None:
    fragment = read("a\x00b \x02klzzwxh:0000\x03 \x02wxzhxdk:0\x03 \x02amp\x03 <b>c</b>", engine=engine)
    assert "<b>c</b>" in fragment.pieces[0]


@pytest.mark.parametrize("engine", ENGINES)
@given(text=TEXTS, handling=st.sampled_from(["allow", "sanitize", "refuse"]))
def test_any_text_becomes_a_fragment(engine: str, text: str, handling: str) -> None:
    fragment = read(text, engine=engine, html=handling, typography=True)
    ids = [heading.id for heading in fragment.headings]
    assert len(fragment.pieces) == len(fragment.targets) + 1
    assert len(set(ids)) == len(ids)
    assert all(ids)
    assert set(ids) <= set(fragment.ids)
    assert {heading.level for heading in fragment.headings} <= {2, 3, 4, 5, 6}
    lines = text.split("\n")
    for target in fragment.targets:
        assert target.line <= len(lines)
        assert target.column <= len(lines[target.line - 1]) + 1
    for problem in fragment.problems:
        assert 1 <= problem.location.line <= len(lines)


@pytest.mark.parametrize("engine", ENGINES)
@given(text=TEXTS)
def test_nothing_that_runs_comes_through_the_sanitizer(engine: str, text: str) -> None:
    result = written_html(read(text, engine=engine, html="sanitize")).lower()
    assert "<script" not in result
    assert "<!--" not in result
