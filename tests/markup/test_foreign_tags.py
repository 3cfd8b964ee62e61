from __future__ import annotations

import pytest

from sitegen.problems import Severity
from tests.markup.fragments import read, told, with_both_engines


@with_both_engines
def test_template_tags_are_told_where_they_stand(engine: str) -> None:
    text = "é {{< figure src='a.jpg' >}} x\n\n{% include a.html %}{{ site.url }}\n{{% note %}}"
    assert told(read(text, engine=engine)) == [
        "1:3 `{{< figure src='a.jpg' >}}` is a template tag of another system",
        "3:1 `{% include a.html %}` is a template tag of another system",
        "3:21 `{{ site.url }}` is a template tag of another system",
        "4:1 `{{% note %}}` is a template tag of another system",
    ]


@with_both_engines
def test_template_tags_in_code_are_meant(engine: str) -> None:
    assert read("`{{ a }}`\n\n```\n{% b %}\n```\n", engine=engine).problems == ()


@pytest.mark.parametrize("text", ["{ a }", "{{", "{% a", "}}", "{{ a { }"])
def test_braces_alone_are_no_tag(text: str) -> None:
    assert read(text).problems == ()


def test_a_tag_over_several_lines_is_underlined_on_its_first() -> None:
    (problem,) = read("{{< a\n  b >}}").problems
    assert problem.message == "`{{< a b >}}` is a template tag of another system"
    assert problem.location.width == 5


def test_how_bad_it_is_is_the_sites_choice() -> None:
    assert [problem.severity for problem in read("{{ a }}").problems] == [Severity.WARNING]
    assert [problem.severity for problem in read("{{ a }}", foreign_tags="error").problems] == [Severity.ERROR]
    assert read("{{ a }}", foreign_tags="ignore").problems == ()
