"""From a theme's templates to pages (Jinja)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache, partial
from typing import cast

from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateRuntimeError,
    TemplateSyntaxError,
    UndefinedError,
    meta,
    pass_context,
)
from jinja2.runtime import Context
from jinja2.utils import missing
from markupsafe import Markup

from sitegen.fingerprint import fingerprint_of
from sitegen.theming.filters import FILTERS, GLOBALS, edition_in
from sitegen.theming.sandbox import Sandbox
from sitegen.theming.theme_value import Theme
from sitegen.theming.translations import Translator, translator_for

__all__ = [
    "UndefinedNameError",
    "environment_of",
    "full_name",
    "has_template",
    "is_sound",
    "render_template",
    "template_digest",
    "template_names",
    "templates_behind",
    "translator_of",
]


class UndefinedNameError(UndefinedError):
    """A template asked for a name that `owner` does not have; Jinja's `missing` owns the names that stand alone."""

    def __init__(self, message: str, owner: object, name: str) -> None:
        super().__init__(message)
        self.owner = owner
        self.name = name


class Undefined(StrictUndefined):
    """Remembers what was asked for, so that a problem can name what was meant."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: object = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        super().__init__(hint, obj, name, exc)
        if exc is UndefinedError:
            remembering = partial(UndefinedNameError, owner=obj, name="" if name is None else str(name))
            self._undefined_exception = cast("type[TemplateRuntimeError]", remembering)


@lru_cache(maxsize=4)
def environment_of(theme: Theme) -> Environment:
    """Give the Jinja environment of a theme, once per process."""
    environment = Sandbox(
        loader=FunctionLoader(lambda name: source_of(theme, name)),
        extensions=["jinja2.ext.i18n", "jinja2.ext.loopcontrols"],
        autoescape=True,
        undefined=Undefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=-1,
    )
    environment.filters.update(FILTERS)
    environment.globals.update(GLOBALS)
    install_translations(environment, theme)
    return environment


def install_translations(environment: Environment, theme: Theme) -> None:
    """Let `_("…")` and `{% trans %}` speak the language of the `site` that a page is written for.

    A text may name values, as `%(num)s`, and writes a percent sign as `%%`, also where it is given none.
    """

    def translator(context: Context) -> Translator:
        return translator_of(theme, edition_in(context).lang)

    @pass_context
    def gettext(context: Context, message: str, /, **values: object) -> str:
        return filled(context, translator(context).gettext(message), values)

    @pass_context
    def ngettext(context: Context, one: str, many: str, num: int, /, **values: object) -> str:
        return filled(context, translator(context).ngettext(one, many, num), {"num": num, **values})

    @pass_context
    def pgettext(context: Context, meaning: str, message: str, /, **values: object) -> str:
        return filled(context, translator(context).pgettext(meaning, message), {"context": meaning, **values})

    @pass_context
    def npgettext(context: Context, meaning: str, one: str, many: str, num: int, /, **values: object) -> str:
        text = translator(context).npgettext(meaning, one, many, num)
        return filled(context, text, {"context": meaning, "num": num, **values})

    environment.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=False, pgettext=pgettext, npgettext=npgettext
    )
    environment.globals["_"] = gettext
    environment.extend(newstyle_gettext=True)  # so that `{% trans %}` leaves the values to these functions


def filled(context: Context, text: str, values: Mapping[str, object]) -> str:
    """Put values into a text; they are escaped where the page is."""
    if not context.eval_ctx.autoescape:
        return text % values
    return Markup(text) % values if values else without_values(text)  # noqa: S704 – a theme's texts are HTML


@lru_cache(maxsize=2048)
def without_values(text: str) -> Markup:
    """Give a text into which nothing is put."""
    return Markup(text) % {}  # noqa: S704 – a theme's texts are HTML


def full_name(theme: Theme, name: str) -> str:
    """Give the full name of a template, `newsroom/article.html`, or nothing.

    A bare name, `article.html`, is looked for in the theme and then in those that it extends.
    """
    bare = (f"{part}/{name}" for part in theme.chain)
    return next((known for known in (*bare, name) if known in theme.templates), "")


def source_of(theme: Theme, name: str) -> tuple[str, str, None] | None:
    """Give a template's text and path, as Jinja wants them."""
    template = theme.templates.get(full_name(theme, name))
    return (template.text, template.shown_as, None) if template else None


def has_template(theme: Theme, name: str) -> bool:
    """Tell whether a theme has a template of this name."""
    return bool(full_name(theme, name))


def template_names(theme: Theme) -> tuple[str, ...]:
    """Give the bare names of all templates."""
    return tuple(sorted({name.split("/", 1)[1] for name in theme.templates}))


@lru_cache(maxsize=32)
def translator_of(theme: Theme, lang: str) -> Translator:
    """Give the translator of a language."""
    return translator_for(lang, theme.catalogues)


def render_template(
    theme: Theme, template: str, page: object, site: object, functions: Mapping[str, Callable[..., object]]
) -> str:
    """Write a page. Raises what its template raises; `problem_in_template` words it."""
    return environment_of(theme).get_template(template).render({**functions, "page": page, "site": site})


@lru_cache(maxsize=128)
def template_digest(theme: Theme, name: str) -> str:
    """Give the digest of a template, of all templates that it uses, and of the theme's texts.

    Where one of them computes the name of another, all templates count.
    """
    names = templates_used_by(theme, full_name(theme, name))
    return fingerprint_of([texts_digest(theme), *(f"{each}\n{theme.templates[each].text}" for each in sorted(names))])


def is_sound(theme: Theme, name: str, broken: AbstractSet[str]) -> bool:
    """Tell whether a template exists and uses none of the broken ones, which are named by their files."""
    if not has_template(theme, name):
        return False
    used = (theme.templates.get(used_name) for used_name in templates_used_by(theme, full_name(theme, name)))
    return not any(template and template.shown_as in broken for template in used)


@lru_cache(maxsize=4)
def texts_digest(theme: Theme) -> str:
    """Give the digest of a theme's catalogues."""
    return fingerprint_of(theme.catalogues)


def templates_used_by(theme: Theme, name: str) -> frozenset[str]:
    """Give the full names of a template and of all that it extends, includes and imports, however deep."""
    found = {name} & theme.templates.keys()
    waiting = list(found)
    while waiting:
        for reference in references_of(theme, waiting.pop()):
            if reference is None:
                return frozenset(theme.templates)
            used = full_name(theme, reference)
            if used and used not in found:
                found.add(used)
                waiting.append(used)
    return frozenset(found)


def templates_behind(theme: Theme, name: str) -> tuple[str, ...]:
    """Name the files of a template and of all templates that it uses."""
    names = templates_used_by(theme, full_name(theme, name))
    return tuple(sorted(theme.templates[each].shown_as for each in names))


@lru_cache(maxsize=128)
def references_of(theme: Theme, name: str) -> tuple[str | None, ...]:
    """Give the names that a template uses, as written; none for one that is computed."""
    try:
        return tuple(meta.find_referenced_templates(environment_of(theme).parse(theme.templates[name].text)))
    except (TemplateSyntaxError, RecursionError, ValueError):
        return ()
