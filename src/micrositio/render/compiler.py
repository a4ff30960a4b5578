"""Templates → Python code that does at run time only what differs from page to page.

Jinja looks up translations, attributes and what is called each time that a line is rendered. `DirectCode`, a code
generator for `Environment.code_generator_class`, translates constant messages once, since each language has its own
environment, and writes attributes and calls as Python has them. The code makes the same text as Jinja's own or fails
where that would not (an attribute that is a key of a mapping, for one): the renderer then uses Jinja's own.
"""

from __future__ import annotations

from functools import lru_cache
from gettext import NullTranslations
from keyword import iskeyword

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

_TRANSLATING = ("_", "gettext")
"""Names of the functions that translate one message."""
_MESSAGE = "message_"
"""Name of the function that translates a message that is not constant."""
_TAKEN = {"caller", "kwargs", "varargs", "macro", "made", "missing", "undefined"}
"""Names of arguments with which a macro stays Jinja's own."""
_DISTINCT_TEXTS = 20_000


def prepare(environment: Environment, translations: NullTranslations) -> None:
    """Makes the environment compile templates with `DirectCode`, and gives it the functions that the code uses."""

    @lru_cache(maxsize=_DISTINCT_TEXTS)
    def message(text: str) -> Markup:
        return Markup(translations.gettext(text)) % {}  # noqa: S704  # the catalogue's, as Jinja has it

    environment.code_generator_class = DirectCode
    environment.globals[_MESSAGE] = message
    environment.extend(translations=translations, shown=shown, made=made)


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
    """Writes the code of a template whose constant messages are translated, with direct calls and attributes."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802  # Jinja's name
        """Translates the constant messages of the template and writes its code."""
        own = {each.name for each in node.find_all(nodes.Name) if each.ctx != "load"}
        if own.isdisjoint(_TRANSLATING) and node.find(nodes.EvalContextModifier) is None:
            _Translation(self.environment.translations).visit(node)  # type: ignore[attr-defined]  # of `prepare`
            node.set_environment(self.environment)
        super().visit_Template(node, frame)

    def write_commons(self) -> None:
        """Writes what each function begins with; `escape` is ours there."""
        self.writeline("escape = environment.shown")
        self.writeline("made = environment.made")
        super().write_commons()

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


class _Translation(NodeTransformer):
    """Replaces calls of the functions that translate one message, also those of `trans`, with what they return."""

    def __init__(self, translations: NullTranslations) -> None:
        self._translations = translations

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802  # Jinja's name
        """Translates one call."""
        self.generic_visit(node)
        is_one = isinstance(node.node, nodes.Name) and node.node.name in _TRANSLATING and len(node.args) == 1
        if not is_one or node.dyn_args or node.dyn_kwargs:
            return node
        [text] = node.args
        if isinstance(text, nodes.Const):
            words = Markup(self._translations.gettext(text.value))  # noqa: S704  # the catalogue's, as Jinja has it
            return _filled(words, node)
        if node.kwargs:
            return node
        return nodes.Call(nodes.Name(_MESSAGE, "load"), node.args, [], None, None, lineno=node.lineno)


def _filled(words: Markup, node: nodes.Call) -> nodes.Expr:
    """Returns a translated message with the values of its call."""
    if node.kwargs:
        values = [nodes.Pair(nodes.Const(each.key), each.value, lineno=node.lineno) for each in node.kwargs]
        return nodes.Mod(nodes.Const(words), nodes.Dict(values, lineno=node.lineno), lineno=node.lineno)
    try:
        return nodes.Const(words % {}, lineno=node.lineno)
    except (KeyError, TypeError, ValueError):
        return node
