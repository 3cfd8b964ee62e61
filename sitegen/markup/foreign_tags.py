"""Template tags of other systems that were left in an article: `{{< figure >}}`, `{% include %}`, `{{ site.url }}`."""

from __future__ import annotations

import re

from sitegen.markup.source_text import SourceText, quoted
from sitegen.problems import Problem, Told, told

__all__ = ["foreign_tag_problems"]

# Each stops at the next opening, so that a text full of openings takes no longer than any other.
FOREIGN_TAG = re.compile(
    r"\{\{(?:[^{}]|\{(?!\{)|\}(?!\}))*+\}\}+|\{%(?:[^%{]|%(?!\})|\{(?!%))*+%\}"
    r"|\{\{[<%] ?/?\w[^\n{]*"  # its end was forgotten
)
HINT = (
    "write it in Markdown, change all such tags by `markdown.replace` in `config.yaml`, "
    "or put it between backticks to show it as it is"
)


def foreign_tag_problems(source: SourceText, prose: str, level: Told) -> tuple[Problem, ...]:
    """Tell each tag in the prose; `prose` is the source's text without its code."""
    if level == "ignore" or "{" not in prose or ("{{" not in prose and "{%" not in prose):
        return ()
    return tuple(
        problem
        for tag in FOREIGN_TAG.finditer(prose)
        for problem in told(
            level,
            f"`{quoted(tag.group())}` is a template tag of another system",
            source.place(tag.start(), len(tag.group().partition("\n")[0])),
            HINT,
        )
    )
