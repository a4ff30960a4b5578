"""Letters for a reader to complete: a `mailto:` address with its subject and text filled in (RFC 6068)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote

from micrositio.i18n.messages import catalogue


class Datum(NamedTuple):
    """A row of a plan's data as a letter names it, and the address of the page that shows it."""

    plan: str
    table: str
    key: str
    address: str


def error_letter(email: str, datum: Datum, language: str) -> str:
    """Returns the `mailto:` address that reports an error in a datum."""
    _ = catalogue(language).gettext
    subject = _("Error en un dato: {plan}, {table}, {key}").format(**datum._asdict())
    lines = (
        _("Encontré un error en este dato:"),
        "",
        _("Plan: {plan}").format(plan=datum.plan),
        _("Tabla: {table}").format(table=datum.table),
        _("Fila: {key}").format(key=datum.key),
        _("Página: {address}").format(address=datum.address),
        "",
        _("Qué dice:"),
        "",
        _("Qué debería decir, y dónde consta:"),
        "",
    )
    return mailto(email, subject, lines)


def mailto(email: str, subject: str, lines: Iterable[str]) -> str:
    """Returns the address of a letter with its subject and its lines, in UTF-8 and percent-encoded."""
    return (
        f"mailto:{quote(email, safe='@')}?subject={quote(subject, safe='')}&body={quote(_ENDING.join(lines), safe='')}"
    )


_ENDING = "\r\n"
"""The end of a line in a letter."""
