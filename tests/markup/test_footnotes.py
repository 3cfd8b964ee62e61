from __future__ import annotations

import pytest

from tests.markup.fragments import elements, html, read, with_both_engines


def reference(number: int, use: str = "") -> str:
    return (
        f'<sup class="footnote-ref" id="fnref-{number}{use}">'
        f'<a href="#fn-{number}" role="doc-noteref">{number}</a></sup>'
    )


def back(use: str, label: str = "Back to reference") -> str:
    return f' <a class="footnote-back" href="#fnref-{use}" role="doc-backlink" aria-label="{label} {use}">↩\ufe0e</a>'


@with_both_engines
def test_a_note_can_be_reached_and_left_again(engine: str) -> None:
    assert elements(html("Text[^a].\n\n[^a]: The *note*.\n", engine=engine)) == elements(
        f"<p>Text{reference(1)}.</p>\n"
        '<section class="footnotes" role="doc-endnotes" aria-label="Footnotes">\n<ol>\n'
        f'<li id="fn-1"><p>The <em>note</em>.{back("1")}</p></li>\n</ol>\n</section>'
    )


@with_both_engines
def test_notes_are_numbered_in_the_order_of_their_first_references(engine: str) -> None:
    result = html("[^z]: last\n\n[^a]: first\n\nB[^a] a[^z] b[^a]\n", engine=engine)
    assert f"<p>B{reference(1)} a{reference(2)} b{reference(1, '-2')}</p>" in result
    assert result.index("first") < result.index("last")
    assert f"first{back('1')}{back('1-2')}</p>" in result


@with_both_engines
def test_a_note_that_nothing_refers_to_is_not_lost(engine: str) -> None:
    assert '<li id="fn-1"><p>alone</p></li>' in html("Text\n\n[^a]: alone\n", engine=engine)


@with_both_engines
def test_a_note_may_refer_to_a_note(engine: str) -> None:
    result = html("Text[^a]\n\n[^a]: see[^b]\n\n[^b]: there\n", engine=engine)
    assert f'<li id="fn-1"><p>see{reference(2)}{back("1")}</p></li>' in result
    assert f'<li id="fn-2"><p>there{back("2")}</p></li>' in result


@with_both_engines
def test_a_note_may_have_several_paragraphs(engine: str) -> None:
    result = html("Text[^a]\n\n[^a]: one\n\n    two\n\nAfter\n", engine=engine)
    assert f"<p>one</p>\n<p>two{back('1')}</p></li>" in result
    assert result.index("After") < result.index("one")


@with_both_engines
def test_a_reference_without_a_note_stays_as_it_was_written(engine: str) -> None:
    assert html("Text[^1]\n", engine=engine) == "<p>Text[^1]</p>"


@with_both_engines
@pytest.mark.parametrize("label", ["1", "é", "a-b", "ü.x"])
def test_a_label_may_be_any_word(engine: str, label: str) -> None:
    assert reference(1) in html(f"Text[^{label}]\n\n[^{label}]: note\n", engine=engine)


@with_both_engines
def test_a_note_with_html_of_its_own_is_whole(engine: str) -> None:
    result = html("Text[^1]\n\n[^1]: one\n\n    <div><div>two</div></div>\n\nAfter\n", engine=engine)
    assert result.index("After") < result.index("two")
    assert result.count("<li") == 1


@with_both_engines
def test_labels_speak_the_language_of_the_text(engine: str) -> None:
    result = html("Testo[^1]\n\n[^1]: nota\n", engine=engine, language="it-CH")
    assert 'aria-label="Note"' in result
    assert back("1", "Torna al richiamo") in result


@with_both_engines
def test_in_other_languages_the_arrow_speaks_alone(engine: str) -> None:
    assert "aria-label" not in html("Szöveg[^1]\n\n[^1]: jegyzet\n", engine=engine, language="hu")


@with_both_engines
def test_footnote_links_lead_somewhere(engine: str) -> None:
    fragment = read("Text[^a] and[^a]\n\n[^a]: note\n", engine=engine)
    assert {target.written.removeprefix("#") for target in fragment.targets} == set(fragment.ids)
    assert fragment.ids == ("fnref-1", "fnref-1-2", "fn-1")


@with_both_engines
def test_the_sanitizer_keeps_footnotes(engine: str) -> None:
    text = "Text[^1]\n\n[^1]: note\n"
    assert html(text, engine=engine, html="sanitize") == html(text, engine=engine)


@with_both_engines
def test_a_label_that_is_defined_twice_loses_neither_text(engine: str) -> None:
    result = html("Text[^1]\n\n- [^1]: first\n\n- [^1]: second\n", engine=engine)
    assert "second" in result
