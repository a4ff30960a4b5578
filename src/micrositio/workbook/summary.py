"""What an import would write, in one sentence for the person who answers for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from micrositio.i18n.messages import catalogue
from micrositio.model.text import SOURCE_LANGUAGE
from micrositio.model.vocabularies import TableName

_ = catalogue(SOURCE_LANGUAGE).gettext


def in_words(cut: str, counts: Counter[str], corrected: Sequence[str]) -> str:
    """Returns what an import would write; `corrected` are the sealed cuts of which it corrects a cell, each time."""
    return _("Corte {cut}: {what}.").format(cut=cut, what="; ".join(_parts(counts, corrected)))


def _parts(counts: Counter[str], corrected: Sequence[str]) -> Iterator[str]:
    if n := counts[TableName.UPDATES]:
        same = counts[f"{TableName.UPDATES}-same"]
        details = _("({changed} cambian, {same} siguen igual)").format(changed=n - same, same=same)
        yield f"{_many(n, _('1 avance'), _('{n} avances'))} {details}"
    own = _("1 avance de compromiso"), _("{n} avances de compromisos")
    yield from _counted(counts, TableName.OWN_UPDATES, *own)
    yield from _counted(counts, TableName.MEASUREMENTS, _("1 medición"), _("{n} mediciones"))
    yield from _counted(counts, TableName.BUDGET, _("1 renglón de presupuesto"), _("{n} renglones de presupuesto"))
    yield from _counted(counts, TableName.PARTNERS, _("1 colaboración"), _("{n} colaboraciones"))
    own = _("1 verificación de compromiso"), _("{n} verificaciones de compromisos")
    yield from _counted(counts, TableName.OWN_VERIFICATIONS, *own)
    yield from _counted(counts, TableName.VERIFICATIONS, _("1 verificación"), _("{n} verificaciones"))
    yield from _counted(counts, "documents", _("1 documento"), _("{n} documentos"))
    yield from _counted(counts, "meetings", _("1 sesión"), _("{n} sesiones"))
    yield from _counted(counts, "agreements-new", _("1 acuerdo nuevo"), _("{n} acuerdos nuevos"))
    yield from _counted(counts, "agreements-closed", _("1 acuerdo que cambia"), _("{n} acuerdos que cambian"))
    yield from _counted(counts, "agreements-noted", _("1 acuerdo anotado"), _("{n} acuerdos anotados"))
    yield from _counted(counts, "dates", _("1 cambio de fecha"), _("{n} cambios de fecha"))
    yield from _counted(counts, "targets", _("1 cambio de meta"), _("{n} cambios de meta"))
    for sealed, n in sorted(Counter(corrected).items()):
        words = _many(n, _("1 corrección del corte sellado {cut}"), _("{n} correcciones del corte sellado {cut}"))
        yield words.replace("{cut}", sealed)
    yield from _counted(counts, "news", _("1 novedad"), _("{n} novedades"))


def _counted(counts: Counter[str], name: str, one: str, many: str) -> Iterator[str]:
    if counts[name]:
        yield _many(counts[name], one, many)


def _many(n: int, one: str, many: str) -> str:
    return one if n == 1 else many.replace("{n}", str(n))
