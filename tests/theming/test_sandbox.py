from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.exceptions import SecurityError
from markupsafe import Markup, escape

from sitegen.theming.sandbox import shown
from sitegen.theming.templates import UndefinedNameError
from tests.theming.builders import a_site, a_theme, an_article, rendered


def written(folder: Path, template: str) -> list[str]:
    """What a template makes of an article: the first time it asks the sandbox for fields, then no more."""
    theme = a_theme(folder, files={"templates/article.html": template})
    page = an_article(title="<Clinic>", extra={"class": "wide", "ſ": "long"})
    return [rendered(theme, "article.html", page, a_site(theme)) for _ in range(2)]


@given(st.text() | st.integers() | st.none() | st.text().map(Markup))
def test_a_page_shows_what_markupsafe_escapes(value: object) -> None:
    assert shown(value) == escape(value)


def test_fields_stay_the_same_however_often_they_are_read(tmp_path: Path) -> None:
    template = "{{ page.title }} {{ page.type.title|upper }} {{ [page]|map(attribute='title')|join }}"

    first, second = written(tmp_path, template)

    assert first == second
    assert first.startswith("&lt;Clinic&gt; ")
    assert first.endswith(" &lt;Clinic&gt;")


def test_names_that_python_reads_otherwise_are_those_of_the_template(tmp_path: Path) -> None:
    assert written(tmp_path, "{{ page.extra.class }} {{ page.extra.ſ }}") == ["wide long"] * 2


def test_a_field_of_one_view_is_not_one_of_another(tmp_path: Path) -> None:
    template = (
        "{% for view in [page, site] %}{{ view.headings|length if view.headings is defined else 'no' }}{% endfor %}"
    )

    assert written(tmp_path, template) == ["0no"] * 2


@pytest.mark.parametrize(
    "template",
    [
        "{{ page.__class__ }}",
        "{{ page.title.__class__ }}",
        "{{ page['__class__'] }}",
        "{{ [page]|map(attribute='__class__')|first }}",
        "{{ _.__globals__ }}",
        "{{ page.extra.update({}) }}",
        "{% macro m() %}{% endmacro %}{{ m.__call__.__globals__ }}",
    ],
)
def test_nothing_else_of_python_can_be_reached(tmp_path: Path, template: str) -> None:
    with pytest.raises((SecurityError, UndefinedNameError)):
        written(tmp_path, template)


def test_a_macro_takes_values_of_any_name(tmp_path: Path) -> None:
    template = "{% macro m(context, obj='') %}[{{ context }}{{ obj }}]{% endmacro %}{{ m(obj='<b>', context=1) }}"

    assert written(tmp_path, template) == ["[1&lt;b&gt;]"] * 2


def test_a_text_of_the_theme_takes_values_of_any_name(tmp_path: Path) -> None:
    template = "{{ _('%(message)s, %(context)s', message='a', context='<') }} {{ _('100%%') }}"

    assert written(tmp_path, template) == ["a, &lt; 100%"] * 2
