"""Templates → Python code that does at run time only what differs from page to page.

Jinja looks up translations, attributes and what is called each time that a line is rendered. `DirectCode`, a code
generator for `Environment.code_generator_class`, translates constant messages once, since each language has its own
environment, and writes attributes and calls as Python has them. The code makes the same text as Jinja's own or fails
where that would not (an attribute that is a key of a mapping, for one): the renderer then uses Jinja's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from gettext import NullTranslations
from keyword import iskeyword
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.environment import TemplateModule
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.runtime import Context
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

_PIECE = re.compile(r"%(?:\((\w+)\)s|(%))")
_ONE, _MANY = ("_", "gettext"), "ngettext"
_MESSAGE, _COUNTED = "message_", "counted_"
"""Names of the functions that translate what is not constant."""
_TAKEN = {"caller", "kwargs", "varargs", "macro", "made", "missing", "undefined"}
"""Names of arguments with which a macro stays Jinja's own."""
_DISTINCT_TEXTS = 20_000


def prepare(environment: Environment, translations: NullTranslations) -> None:
    """Makes the environment compile templates with `DirectCode`, and gives it the functions that the code uses."""

    @lru_cache(maxsize=4096)
    def message(text: str) -> Markup:
        return Markup(translations.gettext(text)) % {}  # noqa: S704  # the catalogue's, as Jinja has it

    @lru_cache(maxsize=4096)
    def counted(singular: str, plural: str, number: int) -> Markup:
        return Markup(translations.ngettext(singular, plural, number))  # noqa: S704  # the catalogue's, as Jinja has it

    environment.code_generator_class = DirectCode
    environment.globals |= {_MESSAGE: message, _COUNTED: counted}
    environment.extend(translations=translations, shown=shown, made=made, libraries=Libraries(environment))


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
        self._resolved: set[str] = set()
        own = {each.name for each in node.find_all(nodes.Name) if each.ctx != "load"}
        if own.isdisjoint({*_ONE, _MANY}) and node.find(nodes.EvalContextModifier) is None:
            _Translation(self.environment).visit(node)
            node.set_environment(self.environment)
        super().visit_Template(node, frame)

        uses = [_library(each) for each in node.body if isinstance(each, nodes.Import)]
        others = list(node.find_all((nodes.Import, nodes.FromImport, nodes.Include)))
        if all(uses) and len(uses) == len(others) and all(map(_is_of_a_library, node.body)):
            self.writeline(f"reads = {tuple(sorted(self._resolved))!r}")
            self.writeline(f"uses = {tuple(uses)!r}")

    def enter_frame(self, frame: Frame) -> None:
        """Writes the beginning of a frame, and notes what it looks up in the context."""
        self._resolved |= {name for action, name in frame.symbols.loads.values() if action == VAR_LOAD_RESOLVE}
        super().enter_frame(frame)

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        """Writes the module that a template imports: with the context, that which the page shares."""
        if not node.with_context:
            super()._import_common(node, frame)
            return
        self.write("environment.libraries.get(")
        self.visit(node.template, frame)
        self.write(f", {self.name!r}, context, {self.dump_local_context(frame)})")

    def write_commons(self) -> None:
        """Writes what each function begins with; `escape` is ours there."""
        self.writeline("escape = environment.shown")
        self.writeline("made = environment.made")
        super().write_commons()

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Writes an attribute."""
        if isinstance(node.node, nodes.Const) or iskeyword(node.attr) or _is_named(node.node, "self"):
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        """Writes an item by its number; what is written like one by its name may be an attribute."""
        by_number = isinstance(node.arg, nodes.Const) and type(node.arg.value) is int
        if not by_number or isinstance(node.node, nodes.Const):
            super().visit_Getitem(node, frame)
            return
        self.visit(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

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


def _is_of_a_library(node: nodes.Node) -> bool:
    """Returns whether a statement at the top of a template makes nothing but macros, which look names up at a call."""
    if isinstance(node, nodes.Output):
        return all(isinstance(each, nodes.TemplateData) for each in node.nodes)
    return isinstance(node, (nodes.Macro, nodes.Import))


def _library(node: nodes.Import) -> str:
    """Returns the name of the template that a statement imports with the context, or "" if it is another import."""
    named = isinstance(node.template, nodes.Const) and isinstance(node.template.value, str)
    return node.template.as_const() if named and node.with_context else ""


@dataclass
class _Kept:
    """A library as a page uses it: its module, the context of its macros, and the modules that it imports."""

    page: int
    context: Context
    module: TemplateModule
    uses: tuple[TemplateModule, ...]


class Libraries:
    """The modules of templates that hold macros: made once, and given the context of each page that imports them.

    Within a page, an import in whose context a name that the macros read has another value gets a module of its own.
    """

    def __init__(self, environment: Environment) -> None:
        """Starts without modules."""
        self._environment = environment
        self._page = 0
        self._kept: dict[str, _Kept] = {}
        self._reads: dict[str, frozenset[str] | None] = {}

    def turn(self) -> None:
        """Begins another page."""
        self._page += 1

    def get(self, name: str, importer: str, context: Context, local: Mapping[str, Any]) -> TemplateModule:
        """Returns the module of a template imported with the context and the local names of the importer."""
        template = self._environment.get_template(name, importer)
        own = template.new_context(context.get_all(), True, local)
        reads = self._names(template)
        if reads is None:
            return TemplateModule(template, own)
        kept = self._kept.get(template.name or "")
        if kept and kept.page == self._page:
            before, now = kept.context.parent, own.parent
            same = all(before.get(each, missing) is now.get(each, missing) for each in reads)
            return kept.module if same else TemplateModule(template, own)
        if kept and kept.uses == self._used(template, own):
            kept.page, kept.context.parent = self._page, own.parent
            return kept.module
        return self._made(template, own)

    def _made(self, template: Template, own: Context) -> TemplateModule:
        module = TemplateModule(template, own)
        self._kept[template.name or ""] = _Kept(self._page, own, module, self._used(template, own))
        return module

    def _used(self, template: Template, own: Context) -> tuple[TemplateModule, ...]:
        uses = template.root_render_func.__globals__["uses"]
        return tuple(self.get(each, template.name or "", own, {}) for each in uses)

    def _names(self, template: Template) -> frozenset[str] | None:
        """Returns the names that the macros of a library and of those that it uses read; None if it is no library."""
        name, found = template.name or "", template.root_render_func.__globals__
        if name not in self._reads:
            uses = [self._names(self._environment.get_template(each, name)) for each in found.get("uses", ())]
            known = [each for each in uses if each is not None]
            whole = "reads" in found and len(known) == len(uses)
            self._reads[name] = frozenset(found["reads"]).union(*known) if whole else None
        return self._reads[name]


def _is_named(node: nodes.Node, name: str) -> bool:
    return isinstance(node, nodes.Name) and node.name == name


class _Translation(NodeTransformer):
    """Replaces calls of the functions that translate, also those of `trans`, with what they return."""

    def __init__(self, environment: Environment) -> None:
        self._translations: NullTranslations = environment.translations  # type: ignore[attr-defined]  # `prepare`

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802  # Jinja's name
        """Translates what a template writes; a message with values becomes its pieces and they."""
        node.nodes = [each for child in node.nodes for each in self._written(child)]
        return node

    def _written(self, node: nodes.Expr) -> Iterator[nodes.Expr]:
        found = self.visit(node)
        pieces = _pieces(found) if isinstance(found, nodes.Mod) else None
        yield from pieces or (found,)

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802
        """Translates one call."""
        self.generic_visit(node)
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        if node.dyn_args or node.dyn_kwargs:
            return node
        if name in _ONE and len(node.args) == 1:
            return self._one(node, node.args[0])
        if name == _MANY and len(node.args) == 3:
            return self._many(node)
        return node

    def _one(self, node: nodes.Call, text: nodes.Expr) -> nodes.Expr:
        if not isinstance(text, nodes.Const):
            return node if node.kwargs else _called(_MESSAGE, node)
        words = Markup(self._translations.gettext(text.value))  # noqa: S704  # the catalogue's, as Jinja has it
        return _filled(nodes.Const(words), _values(node), node) if node.kwargs else _constant(words, node)

    def _many(self, node: nodes.Call) -> nodes.Expr:
        values = _values(node)
        values.setdefault("num", node.args[2])
        return _filled(_called(_COUNTED, node), values, node)


def _values(node: nodes.Call) -> dict[str, nodes.Expr]:
    return {each.key: each.value for each in node.kwargs}


def _constant(words: Markup, node: nodes.Call) -> nodes.Expr:
    try:
        return nodes.Const(words % {}, lineno=node.lineno)
    except (KeyError, TypeError, ValueError):
        return node


def _called(name: str, node: nodes.Call) -> nodes.Call:
    function = nodes.Name(name, "load", lineno=node.lineno)
    return nodes.Call(function, node.args, [], None, None, lineno=node.lineno)


def _filled(words: nodes.Expr, values: dict[str, nodes.Expr], node: nodes.Call) -> nodes.Mod:
    pairs = [nodes.Pair(nodes.Const(name), value, lineno=node.lineno) for name, value in values.items()]
    return nodes.Mod(words, nodes.Dict(pairs, lineno=node.lineno), lineno=node.lineno)


def _pieces(filled: nodes.Mod) -> list[nodes.Expr] | None:
    """Returns the pieces of a translated message and its values; None unless each value stands once, in its order.

    In another order, or none, they would be computed in another order too, and what links the first use of a term
    of the glossary cares.
    """
    constant = isinstance(filled.left, nodes.Const) and isinstance(filled.left.value, Markup)
    if not (constant and isinstance(filled.right, nodes.Dict)):
        return None
    values: dict[str, nodes.Expr] = {each.key.as_const(): each.value for each in filled.right.items}
    words, at = str(filled.left.as_const()), 0
    pieces: list[nodes.Expr] = []
    used: list[str] = []
    for mark in _PIECE.finditer(words):
        pieces.append(nodes.TemplateData(words[at : mark.start()] + (mark[2] or "")))
        if mark[1]:
            used.append(mark[1])
            pieces.append(values.get(mark[1], filled))
        at = mark.end()
    if used != list(values) or "%" in _PIECE.sub("", words):
        return None
    return [*pieces, nodes.TemplateData(words[at:])]
