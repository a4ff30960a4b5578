"""Letters for a reader to send: plain text, and a `mailto:` address with subject and text filled in (RFC 6068)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from micrositio.i18n.messages import catalogue

_ENDING = "\r\n"
"""The end of a line in a letter."""


@dataclass(frozen=True)
class Letter:
    """A letter: its subject, its lines, and the code of the language that it is written in."""

    subject: str
    lines: tuple[str, ...]
    language: str

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)

    def to(self, email: str) -> str:
        """Returns the `mailto:` address that sends the letter to `email`."""
        return mailto(email, self.subject, self.lines)


class Datum(NamedTuple):
    """A row of a plan's data as a letter names it, and the address of the page that shows it."""

    plan: str
    table: str
    key: str
    address: str


class Matter(NamedTuple):
    """A question as a letter puts it, each part in the language of the letter.

    `about` is the plan, or the commitment and its plan; `reason` is why the answer is not known and `address` the page
    of the question, "" where there is none.
    """

    office: str
    government: str
    about: str
    question: str
    reason: str
    language: str
    address: str = ""


def information_request(matter: Matter) -> Letter:
    """Returns the letter that asks an office for a datum. It cites no law: the data of the plan hold none."""
    _ = catalogue(matter.language).gettext
    lines = (
        _("Para: {office}").format(office=matter.office),
        matter.government,
        "",
        _("Pido información sobre: {about}.").format(about=matter.about),
        "",
        matter.question,
        "",
        *((matter.reason, "") if matter.reason else ()),
        _("Si está publicada, pido su dirección. Si la tiene otra oficina, pido que me digan cuál."),
        *((_("La pregunta está en: {address}").format(address=matter.address),) if matter.address else ()),
        "",
        _("Pueden contestarme en:"),
        "",
    )
    return Letter(_("Solicitud de información: {question}").format(question=matter.question), lines, matter.language)


def document_offer(about: str, question: str, address: str, language: str) -> Letter:
    """Returns the letter that offers a document to whoever keeps the site; `question` is "" for any document."""
    _ = catalogue(language).gettext
    subject = _("Tengo un documento: {question}") if question else _("Tengo un documento sobre: {about}")
    lines = (
        _("Tengo un documento sobre: {about}.").format(about=about),
        *((_("Contesta esta pregunta: {question}").format(question=question),) if question else ()),
        *((_("Página: {address}").format(address=address),) if address else ()),
        "",
        _("Qué documento es y de qué fecha:"),
        "",
        _("Quién lo publicó o quién me lo dio:"),
        "",
        _("Dónde se puede consultar (o va con esta carta):"),
        "",
    )
    return Letter(subject.format(question=question, about=about), lines, language)


def correction_request(about: str, address: str, language: str) -> Letter:
    """Returns the letter that asks for a correction; `address` is the page of what it is about, "" for no page."""
    _ = catalogue(language).gettext
    lines = (
        _("Pido que se corrija un dato de: {about}.").format(about=about),
        _("Página: {address}").format(address=address),
        "",
        _("Qué dice:"),
        "",
        _("Qué debería decir, y dónde consta:"),
        "",
        _("Pueden contestarme en:"),
        "",
    )
    return Letter(_("Pido una corrección: {about}").format(about=about), lines, language)


def reply_request(about: str, language: str) -> Letter:
    """Returns the letter with which an office that the data name asks to have its reply published."""
    _ = catalogue(language).gettext
    lines = (
        _("Pido que se publique nuestra réplica a un dato de: {about}.").format(about=about),
        _("Página y dato al que respondemos:"),
        "",
        _("Oficina y cargo de quien responde, sin nombres de personas:"),
        "",
        _("Nuestra réplica, para publicarse tal cual:"),
        "",
        _("Documento que la respalda, si lo hay:"),
        "",
    )
    return Letter(_("Réplica sobre: {about}").format(about=about), lines, language)


def removal_request(about: str, language: str) -> Letter:
    """Returns the letter that asks for the removal of a personal datum; it asks not to repeat the datum."""
    _ = catalogue(language).gettext
    lines = (
        _("Pido que se retire o se cubra un dato personal de: {about}.").format(about=about),
        _("Página o documento en que está:"),
        "",
        _("Qué clase de dato es (por favor, sin repetirlo aquí):"),
        "",
        _("Pueden contestarme en:"),
        "",
    )
    return Letter(_("Pido el retiro de un dato personal: {about}").format(about=about), lines, language)


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
