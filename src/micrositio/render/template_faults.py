"""Why a template fails, in our words: what Jinja and Python say is for who wrote them."""

from __future__ import annotations

import re

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

from micrositio.i18n.messages import catalogue
from micrositio.model.text import SOURCE_LANGUAGE

_ = catalogue(SOURCE_LANGUAGE).gettext
_QUOTED = re.compile(r"'([^']{1,80})' is undefined|has no attribute '([^']{1,80})'")


def reason(fault: Exception) -> str:
    """Returns what is wrong with a template that raised `fault`."""
    if isinstance(fault, TemplateNotFound):
        return _("pide «{name}», que no está en el tema").format(name=fault.name)
    if isinstance(fault, UndefinedError) and (found := _QUOTED.search(str(fault))):
        return _("usa «{name}», que no existe").format(name=found[1] or found[2])
    known = (words for kinds, words in _REASONS if isinstance(fault, kinds))
    return next(known, _("hace algo que no se puede ({kind})").format(kind=type(fault).__name__))


_REASONS: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
    ((TemplateSyntaxError, SyntaxError), _("no se entiende: algo no se cierra, falta o sobra")),
    ((UndefinedError,), _("usa un nombre que no existe")),
    ((RecursionError,), _("se incluye o se extiende a sí misma")),
    ((UnicodeDecodeError,), _("no está en UTF-8")),
    ((ArithmeticError,), _("hace una cuenta que no se puede hacer")),
    ((MemoryError,), _("pide más memoria de la que hay")),
)
