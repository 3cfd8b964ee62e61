from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.problems import Location, Note, Problem, error
from sitegen.theming.template_faults import problem_in_template
from sitegen.theming.templates import render_template
from tests.theming.builders import a_site, a_theme, an_article

ARTICLE = Location("content/news/clinic.md", 2, 8)
WRITTEN = (Note("while this page was written", ARTICLE),)
FILE = "themes/mine/templates/article.html"


def fault_in(
    folder: Path, text: str, functions: dict[str, Callable[..., object]] | None = None, **more: str
) -> Problem | None:
    """The problem that a template has with an ordinary article."""
    files = {f"templates/{name}.html": template for name, template in {"article": text, **more}.items()}
    theme = a_theme(folder, files={"theme.yaml": "name: x\noptions: {accent: {type: text}}\n", **files})
    page, site = an_article(), a_site(theme)
    with pytest.raises(Exception) as raised:  # noqa: PT011  (whatever a template raises)
        render_template(theme, "article.html", page, site, functions or {})
    assert isinstance(raised.value, Exception)
    return problem_in_template(theme, raised.value, page, site, ARTICLE)


def test_a_misspelt_field_is_reported_with_the_nearest_one(tmp_path: Path) -> None:
    assert fault_in(tmp_path, "<h1>\n{{ page.titel }}") == error(
        "`page.titel` is not defined", Location(FILE, 2, 9, 5), "did you mean `title`?", WRITTEN
    )


def test_a_fault_in_an_included_template_is_reported_there(tmp_path: Path) -> None:
    assert fault_in(tmp_path, "{% include 'part.html' %}", part="\n\n{{ site.lnag }}") == error(
        "`site.lnag` is not defined",
        Location("themes/mine/templates/part.html", 3, 9, 4),
        "did you mean `lang`?",
        WRITTEN,
    )


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("{{ pgae.title }}", "`pgae` is not defined", "did you mean `page`?"),
        ("{{ article }}", "`article` is not defined", "defined are `page`, `site`, `asset` and `direction_of`"),
        ("{{ page.section.title }}", "`page.section` is nothing here", "write `{% if page.section %}` around it"),
        ("{{ site.options.acent }}", "`site.options.acent` is not defined", "did you mean `accent`?"),
        ("{{ page.date.yeer }}", "`page.date.yeer` is not defined", "it has `at`, `day`, `has_time` and `iso`"),
        ("{{ page.title.xyz }}", "`page.title.xyz` is not defined", "it has no fields"),
        ("{{ page.updated|date }}", "there is no date here; ask with `{% if … %}` first", ""),
        ("{{ page.title|date }}", "is not a date of `page` or `site`", ""),
        ("{{ 1 / 0 }}", "this cannot be computed: division by zero", ""),
        ("{{ page.title + 1 }}", "this cannot be computed: can only concatenate str", ""),
        ("{{ asset('style.css') }}", "there is no asset `style.css`", ""),
        ("{% include page.title %}", "there is no template `Customs security project opens in Bangkok`", ""),
        ("{% include 'article.html' %}", "includes or calls itself without end", "let it end with a condition"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "includes or calls itself without end", ""),
        ("{{ _('%(name)s') }}", "there is no `name`", ""),
        ("{{ ''.__class__ }}", "a template must not do this", "use the fields of `page` and `site`"),
        ("{{ page.__class__ }}", "a template must not do this", ""),
        ("{{ '{0.__class__}'.format(page) }}", "a template must not do this", ""),
        ("{{ site.options.update(a=1) }}", "a template must not do this", ""),
        ("{{ 'a' * 10000000000 }}", "a template must not do this: repeat something so often", ""),
        ("{{ [1] * 1000000000 }}", "a template must not do this: repeat something so often", ""),
        ("{{ range(1000000000) }}", "this cannot be computed", ""),
    ],
)
def test_whatever_a_template_does_wrong_is_a_problem_of_its_line(
    tmp_path: Path, text: str, message: str, hint: str
) -> None:
    problem = fault_in(tmp_path, f"\n{text}")

    assert problem
    assert (problem.location.path, problem.location.line, problem.notes) == (FILE, 2, WRITTEN)
    assert message in problem.message
    assert hint in problem.hint


def test_a_macro_without_context_is_told_to_be_imported_with_it(tmp_path: Path) -> None:
    text = "{% from 'macros.html' import day with context %}{% from 'macros.html' import day %}{{ day(page.date) }}"
    problem = fault_in(tmp_path, text, macros="{% macro day(date) %}\n{{ date|date }}{% endmacro %}")

    assert problem
    assert problem.location == Location("themes/mine/templates/macros.html", 2)
    assert "must be imported `with context`" in problem.message


def test_a_page_whose_template_does_not_exist_is_reported_where_it_was_asked_for(tmp_path: Path) -> None:
    theme = a_theme(tmp_path, files={"templates/article.html": ""})
    page, site = an_article(), a_site(theme)
    with pytest.raises(Exception) as raised:  # noqa: PT011
        render_template(theme, "articel.html", page, site, {})

    assert isinstance(raised.value, Exception)
    assert problem_in_template(theme, raised.value, page, site, ARTICLE) == error(
        "there is no template `articel.html`", ARTICLE, "did you mean `article.html`?"
    )


def test_a_fault_in_a_given_function_is_no_templates(tmp_path: Path) -> None:
    def metadata() -> float:
        return 1 / 0

    assert fault_in(tmp_path, "{{ metadata() }}", {"metadata": metadata}) is None


def test_calls_without_end_are_told_where_they_come_back(tmp_path: Path) -> None:
    base = "<main>{% block main %}{% endblock %}</main>"
    text = '{% extends "base.html" %}\n{% block main %}\n{% include "article.html" %}\n{% endblock %}'
    problem = fault_in(tmp_path, text, base=base)
    assert problem == error(
        "this template includes or calls itself without end",
        Location(FILE, 3),
        "let it end with a condition",
        WRITTEN,
    )
