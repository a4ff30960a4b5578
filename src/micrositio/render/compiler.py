"""Templates → Python code that does at run time only what differs from page to page.

Jinja looks up translations, attributes and what is called each time that a line is rendered. `DirectCode`, a code
generator for `Environment.code_generator_class`, asks for each message by its text, and writes attributes and calls as
Python has them. The code is the same for every language: what depends on one is read from the environment. It makes the
same text as Jinja's own or fails where that would not (an attribute that is a key of a mapping, for one): the renderer
then uses Jinja's own.
"""

from __future__ import annotations

from functools import lru_cache
from gettext import NullTranslations
from keyword import iskeyword
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from markupsafe import Markup, escape

_TRANSLATING = ("_", "gettext")
"""Names of the functions that translate one message."""
_TAKEN = {"caller", "kwargs", "varargs", "macro", "made", "missing", "undefined"}
"""Names of arguments with which a macro stays Jinja's own."""
_DISTINCT_TEXTS = 20_000


def prepare(environment: Environment, translations: NullTranslations) -> None:
    """Makes the environment compile templates with `DirectCode`, and gives it the functions that the code uses."""

    @lru_cache(maxsize=_DISTINCT_TEXTS)
    def translated(text: str) -> Markup:
        return Markup(translations.gettext(text))  # noqa: S704  # the catalogue's, as Jinja has it

    @lru_cache(maxsize=_DISTINCT_TEXTS)
    def message(text: str) -> Markup:
        return translated(text) % {}

    environment.code_generator_class = DirectCode
    environment.optimized = False  # what is constant is seldom longer than its code, and is sought at each node
    environment.extend(translated=translated, message=message, shown=shown, made=made)


@lru_cache(maxsize=_DISTINCT_TEXTS)
def _escaped(text: str) -> Markup:
    return escape(text)


def shown(value: object) -> Markup:
    """Returns the value as HTML, as `escape` does; the same words are escaped once."""
    kind = type(value)
    if kind is str:
        return _escaped(value)
    return value if kind is Markup else escape(value)  # type: ignore[return-value]  # it is a Markup


def made(html: str) -> Markup:
    """Returns what a macro made, which is safe; `Markup` itself asks more."""
    return str.__new__(Markup, html)


class DirectCode(CodeGenerator):
    """Writes the code of a template with direct messages, calls and attributes."""

    _translates = False

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802  # Jinja's name
        """Writes the code of the template; one with names of its own for what translates keeps Jinja's messages."""
        own = {each.name for each in node.find_all(nodes.Name) if each.ctx != "load"}
        self._translates = own.isdisjoint(_TRANSLATING)
        super().visit_Template(node, frame)

    def write_commons(self) -> None:
        """Writes what each function begins with; `escape` is ours there."""
        for ours, name in (("escape", "shown"), ("made", "made"), ("message", "message"), ("translated", "translated")):
            self.writeline(f"{ours} = environment.{name}")
        super().write_commons()

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if not isinstance(node, (nodes.TemplateData, nodes.Const)):
            raise nodes.Impossible  # a filter may make another text in another language
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if self._is_message(node, frame):
            self.write("(")  # it is safe already
        else:
            super()._output_child_pre(node, frame, finalize)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Writes an attribute."""
        is_block = isinstance(node.node, nodes.Name) and node.node.name == "self"
        if isinstance(node.node, nodes.Const) or iskeyword(node.attr) or is_block:
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Writes a call; what takes Jinja's context is called as Jinja does."""
        if self._is_message(node, frame):
            self._write_message(node, frame)
            return
        named = node.node.name if isinstance(node.node, nodes.Name) else ""
        indirect = hasattr(self.environment.globals.get(named), "jinja_pass_arg") or any(
            iskeyword(each.key) for each in node.kwargs
        )
        if indirect or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for each in (*node.args, *node.kwargs):
            self.visit(each, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def _is_message(self, node: nodes.Expr, frame: Frame) -> bool:
        """Whether a node translates one message into HTML, also that of `trans`, and can be written directly."""
        if not (self._translates and isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name)):
            return False
        is_one = node.node.name in _TRANSLATING and len(node.args) == 1 and not (node.dyn_args or node.dyn_kwargs)
        is_safe = frame.eval_ctx.autoescape and not frame.eval_ctx.volatile
        return is_one and is_safe and (not node.kwargs or isinstance(node.args[0], nodes.Const))

    def _write_message(self, node: nodes.Call, frame: Frame) -> None:
        """Writes a translated message, with the values of its call."""
        self.write("(translated(" if node.kwargs else "message(")
        self.visit(node.args[0], frame)
        self.write(")")
        if node.kwargs:
            self.write(" % {")
            for each in node.kwargs:
                self.write(f"{each.key!r}: ")
                self.visit(each.value, frame)
                self.write(", ")
            self.write("})")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Writes a macro as a function of its arguments, without Jinja's own reading of them."""
        names = [each.name for each in macro_ref.node.args]
        own = macro_ref.accesses_kwargs or macro_ref.accesses_varargs
        if own or any(iskeyword(name) or name in _TAKEN for name in names):
            super().macro_def(macro_ref, frame)
            return
        given, passed = [f"{name}=missing" for name in names], names
        if macro_ref.accesses_caller:
            given = [*given, "caller=None"]
            passed = [*names, "undefined('No caller defined', name='caller') if caller is None else caller"]
        self.write(f"(lambda macro: lambda {', '.join(given)}: made(macro({', '.join(passed)})))(macro)")
