from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.problems import Location, error
from tests.theming.builders import loaded, write_theme

FOLDER = "themes/mine/templates/"


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        ("one\n{% if page %}\n", "home.html:2:1", "`{% if %}` is not closed", "write `{% endif %}` where it ends"),
        ("{% if a %}{% if b %}{% endif %}", "home.html:1:1", "`{% if %}` is not closed", ""),
        ("{% if a %}\n{% endfor %}", "home.html:2:4", "`{% endfor %}` closes nothing", "write `{% endif %}` before"),
        ("{% endif %}", "home.html:1:4", "`{% endif %}` closes nothing", "delete it"),
        ("{% if page }\n", "home.html:1:1", "the `{%` that opens here is not closed", "write `%}` at its end"),
        ("<p>{{ page.title }</p>\n", "home.html:1:4", "the `{{` that opens here is not closed", "write `}}` at its"),
        ("\n<p>{{ page. }}</p>", "home.html:2:4", "this template cannot be read: expected name or number", ""),
        ("\n{{ page.date|dat }}", "home.html:2:14", "there is no filter `dat`", "did you mean `date`?"),
        ("{% if false %}\n{{ 1|numbr }}{% endif %}", "home.html:2:6", "there is no filter `numbr`", "`number`"),
        ("{% if page is definde %}{% endif %}", "home.html:1:15", "there is no test `definde`", "`defined`"),
        ('{% include "bse.html" %}', "home.html:1:13", "there is no template `bse.html`", "did you mean `base.html`?"),
        ('\n{% extends "newsrom/base.html" %}', "home.html:2:13", "no template `newsrom/base.html`", ""),
        ('{% from "macro.html" import x %}', "home.html:1:10", "there is no template `macro.html`", ""),
        ("{% fr x in y %}", "home.html:1:4", "there is no tag `fr`", "did you mean `for`?"),
        ("{% unless x %}", "home.html:1:4", "there is no tag `unless`", "tags of Jinja"),
        ("{% block a %}{% endblock %}\n{% block a %}{% endblock %}", "home.html:2", "block 'a' defined twice", ""),
        (
            '{% extends "home.html" %}',
            "home.html:1:13",
            "this template extends itself: mine/home.html → mine/home.html",
            "begin the name with the theme that you mean",
        ),
    ],
)
def test_what_is_wrong_in_a_template_has_a_place(
    tmp_path: Path, text: str, place: str, message: str, hint: str
) -> None:
    write_theme(tmp_path, "mine", {"templates/home.html": text, "templates/base.html": ""})
    _, problems = loaded(tmp_path, "mine")

    assert len(problems) == 1
    assert str(problems[0].location) == FOLDER + place
    assert message in problems[0].message
    assert hint in problems[0].hint


def test_all_templates_are_checked_at_once(tmp_path: Path) -> None:
    files = {"templates/a.html": "{% if", "templates/b.html": "{{ 1|x }}", "templates/partials/c.html": "{{ 1|y }}"}
    write_theme(tmp_path, "mine", files)

    paths = [problem.location.path for problem in loaded(tmp_path, "mine")[1]]
    assert paths == [f"{FOLDER}{name}" for name in ("a.html", "b.html", "partials/c.html")]


def test_a_circle_of_templates_is_reported_once(tmp_path: Path) -> None:
    files = {"templates/a.html": "{% extends 'b.html' %}", "templates/b.html": "\n{% extends 'a.html' %}"}
    write_theme(tmp_path, "mine", files)

    assert loaded(tmp_path, "mine")[1] == (
        error(
            "this template extends itself: mine/a.html → mine/b.html → mine/a.html",
            Location(f"{FOLDER}a.html", 1, 13, 6),
            "begin the name with the theme that you mean, as `newsroom/article.html`",
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        '{% include "nothing.html" ignore missing %}',
        "{% include page.title %}",
        '{% include ["nothing.html", "base.html"] %}',
        '{% if page.tree %}{% include "home.html" %}{% endif %}',
    ],
)
def test_what_may_be_right_is_left_alone(tmp_path: Path, text: str) -> None:
    write_theme(tmp_path, "mine", {"templates/home.html": text, "templates/base.html": ""})

    assert loaded(tmp_path, "mine")[1] == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{% if page %}" * 300 + "{% endif %}" * 300, "this template is nested too deep"),
        ("{{ " + "+".join("1" * 20_000) + " }}", "this template is nested too deep"),
        ("{{ 10 ** 5000 }}", "this template cannot be read: Exceeds the limit"),
        ("{{ " + "9" * 5000 + " }}", "this template cannot be read: Exceeds the limit"),
    ],
)
def test_a_template_beyond_what_can_be_read_is_reported(tmp_path: Path, text: str, message: str) -> None:
    write_theme(tmp_path, "mine", {"templates/home.html": text})
    _, (problem,) = loaded(tmp_path, "mine")

    assert problem.location == Location(f"{FOLDER}home.html", 1)
    assert problem.message.startswith(message)
