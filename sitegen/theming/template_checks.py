"""What can be known to be wrong with templates before a page is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jinja2 import TemplateSyntaxError, nodes
from jinja2.environment import Environment

from sitegen.problems import Location, Problem, error
from sitegen.reading.nearest import did_you_mean
from sitegen.theming.syntax_faults import place_in, problem_of_syntax
from sitegen.theming.template_text import TemplateText
from sitegen.theming.templates import environment_of, full_name, template_names
from sitegen.theming.theme_value import Theme

__all__ = ["templates_problems"]

Tag = nodes.Extends | nodes.Include | nodes.Import | nodes.FromImport


def templates_problems(theme: Theme) -> tuple[Problem, ...]:
    """Check the syntax of all templates, and that the templates, filters and tests that they name exist."""
    environment = environment_of(theme)
    trees: dict[str, nodes.Template] = {}
    problems: list[Problem] = []
    for name, template in theme.templates.items():
        try:
            tree = environment.parse(template.text)
            known = [*missing_templates(tree, template, theme), *unknown_names(tree, template, environment)]
            problems += known or faults_of_compiling(tree, template, environment)
        except TemplateSyntaxError as fault:
            problems.append(problem_of_syntax(fault, template, environment))
        except RecursionError:
            hint = "move a part of it to a file of its own, and include that"
            problems.append(error("this template is nested too deep", Location(template.shown_as, 1), hint))
        except ValueError as fault:
            problems.append(error(f"this template cannot be read: {fault}", Location(template.shown_as, 1)))
        else:
            trees[name] = tree
    return (*problems, *circles(trees, theme))


def faults_of_compiling(tree: nodes.Template, template: TemplateText, environment: Environment) -> list[Problem]:
    """Tell what Jinja finds only when it makes code: a block that is defined twice, an assignment to a loop."""
    try:
        environment.compile(tree, filename=template.shown_as)
    except TemplateSyntaxError as fault:
        return [problem_of_syntax(fault, template, environment)]
    return []


def missing_templates(tree: nodes.Template, template: TemplateText, theme: Theme) -> Iterator[Problem]:
    """Report templates that are named and do not exist."""
    tags: list[Tag] = [*tree.find_all(nodes.Extends), *tree.find_all(nodes.Include)]
    tags += [*tree.find_all(nodes.Import), *tree.find_all(nodes.FromImport)]
    for node in tags:
        if isinstance(node, nodes.Include) and node.ignore_missing:
            continue
        names = list(written_names(node))
        if names and not any(full_name(theme, name) for name in names):
            known = (*template_names(theme), *theme.templates)
            place = place_in(template, node.lineno, names[0])
            yield error(f"there is no template `{names[0]}`", place, did_you_mean(names[0], known))


def written_names(node: Tag) -> Iterator[str]:
    """Give the names of templates that stand in a tag; none that are computed."""
    parts = node.template.items if isinstance(node.template, nodes.Tuple | nodes.List) else [node.template]
    if all(isinstance(part, nodes.Const) and isinstance(part.value, str) for part in parts):
        yield from (part.value for part in parts if isinstance(part, nodes.Const))


def unknown_names(tree: nodes.Template, template: TemplateText, environment: Environment) -> Iterator[Problem]:
    """Report filters and tests that do not exist, everywhere: Jinja itself looks only where it must."""
    uses = [("filter", use.name, use.lineno) for use in tree.find_all(nodes.Filter)]
    uses += [("test", use.name, use.lineno) for use in tree.find_all(nodes.Test)]
    for kind, name, line in uses:
        known: Mapping[str, object] = environment.filters if kind == "filter" else environment.tests
        if name not in known:
            yield error(f"there is no {kind} `{name}`", place_in(template, line, name), did_you_mean(name, known))


def circles(trees: Mapping[str, nodes.Template], theme: Theme) -> Iterator[Problem]:
    """Report templates that extend themselves, by way of others or not."""
    extended = {name: node for name, tree in trees.items() if (node := next(iter(tree.find_all(nodes.Extends)), None))}
    reported: set[str] = set()
    for start, first in extended.items():
        if start in reported:
            continue
        way = [start]
        while (node := extended.get(way[-1])) and (names := list(written_names(node))):
            way.append(full_name(theme, names[0]))
            if way[-1] == start:
                hint = "begin the name with the theme that you mean, as `newsroom/article.html`"
                place = place_in(theme.templates[start], first.lineno, next(written_names(first)))
                yield error(f"this template extends itself: {' → '.join(way)}", place, hint)
                reported.update(way)
                break
            if way[-1] in way[:-1]:
                break
