from __future__ import annotations

from pathlib import Path

from sitegen.theming.templates import has_template, template_digest, template_names
from tests.theming.builders import a_site, a_theme, an_article, built_in, rendered


def written(folder: Path, files: dict[str, str], lang: str = "en") -> str:
    """The page that `article.html` of a theme makes of an article titled `<Clinic>`."""
    theme = a_theme(folder, files={f"templates/{name}": text for name, text in files.items()})
    return rendered(theme, "article.html", an_article(title="<Clinic>"), a_site(theme, lang))


def test_texts_are_escaped(tmp_path: Path) -> None:
    assert written(tmp_path, {"article.html": "<h1>{{ page.title }}</h1>"}) == "<h1>&lt;Clinic&gt;</h1>"


def test_lines_of_tags_leave_no_trace(tmp_path: Path) -> None:
    assert written(tmp_path, {"article.html": "a\n  {% if true %}\nb\n  {% endif %}\nc\n"}) == "a\nb\nc\n"


def test_a_template_extends_and_includes_others(tmp_path: Path) -> None:
    files = {
        "base.html": "[{% block main %}{% endblock %}]",
        "article.html": '{% extends "base.html" %}{% block main %}{% include "partials/title.html" %}{% endblock %}',
        "partials/title.html": "{{ page.title }}",
    }

    assert written(tmp_path, files) == "[&lt;Clinic&gt;]"


def test_the_language_is_that_of_the_site_view(tmp_path: Path) -> None:
    theme = a_theme(
        tmp_path,
        files={
            "theme.yaml": "name: x\nextends: newsroom\n",
            "templates/article.html": '{{ _("Topics") }}, {{ ngettext("%(num)s article", "%(num)s articles", 3) }}',
        },
    )
    texts = [rendered(theme, "article.html", an_article(), a_site(theme, lang)) for lang in ("en", "it", "ar")]

    assert texts == ["Topics, 3 articles", "Argomenti, 3 articoli", "الموضوعات, 3 مقالات"]


def test_what_is_put_into_a_text_is_escaped(tmp_path: Path) -> None:
    page = written(tmp_path, {"article.html": '{{ _("News from %(period)s", period=page.title) }}'})

    assert page == "News from &lt;Clinic&gt;"


def test_a_bare_name_is_looked_up_along_the_chain_and_a_full_one_is_exact(tmp_path: Path) -> None:
    theme = a_theme(
        tmp_path,
        files={
            "theme.yaml": "name: x\nextends: newsroom\n",
            "templates/article.html": '{% extends "newsroom/article.html" %}{% block text %}mine{% endblock %}',
            "templates/partials/footer.html": "my footer",
        },
    )
    page = rendered(theme, "article.html", an_article(), a_site(theme))

    assert '<div class="prose">\nmine' in page
    assert "my footer" in page
    assert "<h1>Customs security project" in page


def test_a_theme_knows_its_templates(tmp_path: Path) -> None:
    theme = a_theme(tmp_path, files={"theme.yaml": "name: x\nextends: newsroom\n", "templates/poster.html": ""})

    assert has_template(theme, "poster.html")
    assert has_template(theme, "newsroom/home.html")
    assert not has_template(theme, "newsroom/poster.html")
    assert not has_template(theme, "../theme.yaml")
    assert {"poster.html", "home.html", "partials/footer.html"} <= set(template_names(theme))


def test_a_key_of_a_dictionary_comes_before_its_methods(tmp_path: Path) -> None:
    theme = a_theme(tmp_path, files={"templates/article.html": "{{ page.extra.items }} {{ page.extra.a }}"})
    page = an_article(extra={"items": "three", "a": 1})

    assert rendered(theme, "article.html", page, a_site(theme)) == "three 1"


def digests(folder: Path, change: dict[str, str]) -> list[str]:
    """The digests of a.html and b.html, after a change to their theme."""
    files = {
        "templates/base.html": "{% block main %}{% endblock %}",
        "templates/a.html": "{% extends 'base.html' %}{% from 'macros.html' import m %}",
        "templates/b.html": "{% include ['none.html', 'part.html'] %}",
        "templates/part.html": "part",
        "templates/macros.html": "{% macro m() %}{% include 'deep.html' %}{% endmacro %}",
        "templates/deep.html": "deep",
        "templates/alone.html": "alone",
    }
    theme = a_theme(folder, files=files | change)
    return [template_digest(theme, name) for name in ("a.html", "b.html")]


def test_a_digest_covers_what_a_template_uses_and_nothing_else(tmp_path: Path) -> None:
    a, b = digests(tmp_path / "0", {})
    changed = {
        name: digests(tmp_path / name, {f"templates/{name}": "{% block main %}new{% endblock %}"})
        for name in ("base.html", "part.html", "deep.html", "alone.html")
    }

    assert [one != a for one, _ in changed.values()] == [True, False, True, False]
    assert [other != b for _, other in changed.values()] == [False, True, False, False]


def test_a_computed_name_counts_all_templates(tmp_path: Path) -> None:
    computed = {"templates/b.html": "{% include page.title %}"}
    _, before = digests(tmp_path / "0", computed)
    _, after = digests(tmp_path / "1", {**computed, "templates/alone.html": "new"})

    assert before != after


def test_a_digest_covers_the_texts(tmp_path: Path) -> None:
    a, _ = digests(tmp_path / "0", {})
    with_french, _ = digests(tmp_path / "1", {"translations/fr.po": 'msgid "Home"\nmsgstr "Accueil"\n'})

    assert a != with_french


def test_a_child_that_replaces_a_partial_changes_the_digest_of_its_users(tmp_path: Path) -> None:
    files = {"theme.yaml": "name: x\nextends: newsroom\n", "templates/partials/pager.html": "my pager"}
    theme = a_theme(tmp_path, files=files)

    assert template_digest(theme, "list.html") != template_digest(built_in("newsroom"), "list.html")
