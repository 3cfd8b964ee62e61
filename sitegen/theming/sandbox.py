"""What templates may reach, and the code that they become: the fields of views are read without detours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from keyword import iskeyword
from typing import Any

import markupsafe
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import escape
from msgspec import Struct

__all__ = ["Sandbox", "shown"]

escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)
"""What `escape` does to a text, without making a `Markup` of it."""


LONGEST_REPETITION = 1_000_000


def shown(value: object) -> str:
    """Give a value as a page shows it: escaped, unless it is HTML already."""
    return escape_text(value) if type(value) is str else escape(value)


class DirectCode(CodeGenerator):
    """Writes `page.title` as Python's own attribute for the classes of views that are known to have a `title`.

    Which they are, the sandbox finds out: at first it is asked for every field.
    """

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Name what the code of the template uses."""
        self.writeline(f"from {__name__} import shown")
        for name in sorted({access.attr for access in node.find_all(nodes.Getattr) if is_direct(access.attr)}):
            self.writeline(f"with_{name} = environment.views_with[{name!r}]")
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Write the access to a field."""
        if not is_direct(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write(f"(view.{node.attr} if (view := ")
        self.visit(node.node, frame)
        self.write(f").__class__ in with_{node.attr} else environment.getattr(view, {node.attr!r}))")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("shown(")
        else:
            super()._output_child_pre(node, frame, finalize)


def is_direct(name: str) -> bool:
    """Tell whether a field can be written in Python as it is written in templates."""
    return name.isascii() and not name.startswith("_") and not iskeyword(name)


class Sandbox(ImmutableSandboxedEnvironment):
    """Lets a template reach `page`, `site` and the functions given to it, and through them nothing else of Python.

    Jinja's checks take as long as all the rest of writing a page. The fields of views need none: they are values.
    `views_with` are the classes of views that have a field, by its name.
    """

    code_generator_class = DirectCode
    intercepted_binops = frozenset({"*"})

    def __init__(self, **options: object) -> None:
        self.views_with: defaultdict[str, set[type]] = defaultdict(set)
        self.verdicts: dict[tuple[type, str], bool] = {}
        super().__init__(**options)

    def getattr(self, obj: object, attribute: str) -> object:
        """Give a field of a view, else what Jinja thinks safe; in a dictionary a key comes before a method."""
        if isinstance(obj, Struct) and not attribute.startswith("_"):
            value = getattr(obj, attribute, missing)
            if value is missing:
                return self.undefined(obj=obj, name=attribute)
            self.views_with[attribute].add(type(obj))
            return value
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def getitem(self, obj: object, argument: object) -> object:
        """Give an item, or a field of a view by its name, as the filters `map` and `selectattr` ask for it."""
        if isinstance(obj, Struct) and type(argument) is str:
            return self.getattr(obj, argument)
        return super().getitem(obj, argument)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401  whatever a template multiplies
        """Multiply. Raises `SecurityError` for a text or a list repeated so often that it fills the memory."""
        many, times = (right, left) if isinstance(left, int) else (left, right)
        if isinstance(many, str | list | tuple) and isinstance(times, int) and len(many) * times > LONGEST_REPETITION:
            message = "repeat something so often"
            raise SecurityError(message)
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Tell what Jinja thinks of an attribute; it looks at the class and the name alone."""
        key = (type(obj), attr)
        if key not in self.verdicts:
            self.verdicts[key] = super().is_safe_attribute(obj, attr, value)
        return self.verdicts[key]

    def call(self, context: Context, obj: object, /, *args: object, **values: object) -> object:
        """Call a function; a macro at once, which is always safe and wants to know whether texts are escaped."""
        if type(obj) is Macro:
            values.pop("_block_vars", None)
            values.pop("_loop_vars", None)
            return obj(context.eval_ctx, *args, **values)
        return super().call(context, obj, *args, **values)
