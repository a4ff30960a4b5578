"""What the columns of money of a sheet seem to say: of which period and source, and whether approved or spent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from micrositio.editing.meanings import folded
from micrositio.matrix.header import HeaderColumn
from micrositio.matrix.said import MoneySaid, Said, SheetSaid
from micrositio.matrix.vocabulary import Period, Role, Sure, is_period, meaning_of
from micrositio.model.text import N_

A_SUM = N_("parece la suma de otras columnas")
RUNNING = N_("parece lo acumulado, y aquí va lo de cada periodo")
_AGAIN = N_("también parece «{field}»")
_KINDS = tuple(
    (name, tuple(re.compile(rf"(?:.*-)?(?:{word}).*") for word in words.split()))
    for name, words in (
        ("ejercido", "ejercid ejecutad devengad obligacion liquidad pagad pagos? gastad girad executad"),
        ("comprometido", "comprometid compromisos? empenhad contratad registro-presup"),
        ("aprobado", "aprobad autorizad apropiacion-definitiva modificad apropiacion asignad programad previst planea "
                     "planej orcad presupuestad estimad proyectad inicial"),
    )
)  # fmt: skip
"""The kinds of amounts, and the beginnings of the words for each, the best one first."""
_FUNDING = re.compile(
    r"(?:recursos?-)?(?:sgp|propi[oa]s|icld|regalias|sgr|credito|nacion|nacionales|federal(?:es)?|estatal(?:es)?|"
    r"municipal(?:es)?|tesour[oa]|fortamun|faism|fism|fais|ramo-\d+|otr[oa]s|gestion|donacion(?:es)?|cooperacion|"
    r"departament\w*|fondos?|emprestitos?|cofinanciacion)(?:-.*)?|sistema-general-.*"
)
_YEAR = re.compile(r"\b20\d\d\b")
_TOTAL = re.compile(r"(?:sub)?total(?:es)?(?:-.*)?|.*-total")
_TIMES = (
    (10**9, r"miles-de-millones|mil-milhoes"),
    (10**6, r"millones|milhoes|mdp|mm"),
    (1000, r"miles|mil-reais|r-mil"),
)


class _Amount(NamedTuple):
    kind: str
    rank: int
    sure: Sure
    funding: str


def money_said(said: SheetSaid, columns: Sequence[tuple[HeaderColumn, Period | None]], above: Iterable[str]) -> None:
    """Gives each column of money its entry in what the sheet seems to say; `above` are the texts above its header."""
    funded = any(_amount(column).funding for column, _period in columns)
    ranks: dict[str, int] = {}
    outside = _times(above)
    for column, period in columns:
        amount = _amount(column)
        plain = [folded(each) for each in column.parts]
        if funded and not amount.funding and any(map(_TOTAL.fullmatch, plain)):
            said.unused.append((column.label, A_SUM))
            continue
        if "acumulad" in folded(column.name):
            said.unused.append((column.label, RUNNING))
            continue
        span = period.span if period else ("", "")
        times = _times(column.parts) if _times(column.parts) > 1 else outside
        entry = next((e for e in said.money if (e.span, e.funding, e.times) == (span, amount.funding, times)), None)
        if entry is None:
            entry = MoneySaid(span, amount.funding, times)
            said.money.append(entry)
        found, label = Said(column.label, amount.sure), column.label
        if (before := entry.fields.get(amount.kind)) and ranks[before.label] <= amount.rank:
            said.unused.append((label, _AGAIN.format(field=amount.kind)))
            continue
        if before:
            said.unused.append((before.label, _AGAIN.format(field=amount.kind)))
        entry.fields[amount.kind], ranks[label] = found, amount.rank


def _amount(column: HeaderColumn) -> _Amount:
    """Returns the kind of a column, from the nearest of its names that says one, and the source of its funding."""
    funding = ""
    for part in reversed(column.parts):
        plain = folded(part)
        if is_period(part):
            continue
        if _FUNDING.fullmatch(plain):
            funding = funding or _YEAR.sub("", part).strip()
            continue
        for name, words in _KINDS:
            if (rank := next((n for n, word in enumerate(words) if word.fullmatch(plain)), -1)) >= 0:
                return _Amount(name, rank, Sure.LIKELY, funding)
        if not funding and not _TOTAL.fullmatch(plain) and meaning_of(part) is None:
            funding = part
    return _Amount("aprobado", 99, Sure.DOUBT, funding)


def _times(texts: Iterable[str]) -> int:
    """Returns by how much amounts are to be multiplied, as some text says («en miles de pesos»)."""
    plain = "-".join(map(folded, texts))
    return next((times for times, words in _TIMES if re.search(rf"(?<![a-z])(?:{words})(?![a-z])", plain)), 1)


def with_funding(said: SheetSaid, column: HeaderColumn) -> None:
    """Notes the column that says from where the money of each row comes."""
    if not said.money:
        said.unused.append((column.label, _AGAIN.format(field=Role.FUNDING.value)))
    for each in said.money:
        if not each.funding:
            each.fields[Role.FUNDING.value] = Said(column.label, Sure.LIKELY)
