"""The rows of the plan's tables: frozen objects with OGP's names, each field bound once to its column.

`column("x")` binds an attribute to the column `x` of the table's schema; a `Text` takes `x` and `x_en`.
An unknown text is "", an unknown number or date is None, an empty list is ().
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, fields
from typing import Any

from micrositio.model.dates import PartialDate
from micrositio.model.text import Text
from micrositio.problems.problem import Place


def column(name: str) -> Any:
    """Returns a dataclass field bound to a column of the table's schema."""
    return field(metadata={"column": name})


def optional_column(name: str, value: Any = None) -> Any:
    """Returns a dataclass field bound to a column that a table may lack: its rows have the default value then."""
    return field(default=value, metadata={"column": name})


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a table; `origin` is its file and row."""

    origin: Place = field(compare=False, repr=False)

    def at(self, attribute: str) -> Place:
        """Returns the place of the cell of `attribute`."""
        names = {each.name: each.metadata.get("column") for each in fields(self)}
        return Place(self.origin.file, self.origin.row, names[attribute])


@dataclass(frozen=True, slots=True)
class Source(Record):
    """A source of facts."""

    id: str = column("id")
    title: Text = column("titulo")
    publisher: str = column("editor")
    url: str = column("direccion")
    date: PartialDate | None = column("fecha")
    read_on: dt.date | None = column("consultada")
    read_how: str = column("forma_consulta")
    note: Text = column("nota")


@dataclass(frozen=True, slots=True)
class Institution(Record):
    """An institution that is responsible, supports or oversees."""

    id: str = column("id")
    name: Text = column("nombre")
    acronym: str = column("siglas")
    sector: str = column("sector")
    url: str = column("url")
    contact: str = column("contacto")
    note: Text = column("nota")
    sources: tuple[str, ...] = column("fuentes")


NO_VALUE = "ninguno"
"""Only element of `Commitment.ogp_values` for a commitment that was examined and serves no OGP value."""


@dataclass(frozen=True, slots=True)
class Commitment(Record):
    """A commitment, with its OGP id."""

    id: str = column("id")
    number: int = column("numero")
    ogp_id: str = column("id_ogp")
    title: Text = column("titulo")
    short_title: Text = column("titulo_corto")
    summary: Text = column("resumen")
    problem: Text = column("problema")
    status_quo: Text = column("situacion")
    action: Text = column("accion")
    long_term_goal: Text = column("meta_largo_plazo")
    leads: tuple[str, ...] = column("responsables")
    supporting: tuple[str, ...] = column("apoyo")
    theme: Text = column("tema")
    ogp_values: tuple[str, ...] = column("valores_ogp")
    approaches: tuple[str, ...] = column("enfoques")
    start: PartialDate | None = column("inicio")
    end: PartialDate | None = column("fin")
    group: str = column("grupo")
    weight: float | None = column("peso")
    note: Text = column("nota")
    sources: tuple[str, ...] = column("fuentes")


@dataclass(frozen=True, slots=True)
class Milestone(Record):
    """A milestone of a commitment. `start` and `end` are the original dates, never changed by a rescheduling."""

    id: str = column("id")
    commitment: str = column("compromiso")
    order: int = column("orden")
    text: Text = column("texto")
    output: Text = column("producto")
    indicator: Text = column("indicador")
    unit: Text = column("unidad")
    baseline: float | None = column("linea_base")
    target: float | None = column("meta")
    direction: str = column("direccion")
    start: dt.date | None = column("inicio")
    end: dt.date | None = column("fin")
    means_of_verification: Text = column("medios_verificacion")
    institution: str = column("institucion")
    area: str = column("area")
    post: str = column("cargo")
    weight: float | None = column("peso")
    note: Text = column("nota")
    sources: tuple[str, ...] = column("fuentes")
    tolerance: float | None = optional_column("tolerancia")
    accumulation: str = optional_column("acumula", "")


@dataclass(frozen=True, slots=True)
class ReportingPeriod(Record):
    """A dated cut at which progress is reported."""

    id: str = column("id")
    date: dt.date = column("fecha")
    published: dt.date | None = column("publicado")
    meeting: str = column("sesion")
    note: Text = column("nota")
    sources: tuple[str, ...] = column("fuentes")


@dataclass(frozen=True, slots=True)
class ProgressUpdate(Record):
    """The report on one milestone at one cut."""

    period: str = column("corte")
    milestone: str = column("actividad")
    value: float | None = column("valor")
    status: str = column("estado")
    done: Text = column("descripcion")
    difficulty_kind: str = column("dificultad_tipo")
    difficulty: Text = column("dificultad")
    next_step: Text = column("siguiente_paso")
    finished: dt.date | None = column("terminado")
    note: Text = column("nota")
    sources: tuple[str, ...] = column("fuentes")
    lacking: Text = optional_column("falta_evidencia", Text())


@dataclass(frozen=True, slots=True)
class Verification(Record):
    """The result that a named body accepted for a milestone at a cut, its date, and its evidence."""

    period: str = column("corte")
    milestone: str = column("actividad")
    status: str = column("estado")
    body: str = column("organo")
    date: dt.date = column("fecha")
    reason: Text = column("motivo")
    evidence: tuple[str, ...] = column("evidencias")
    note: Text = column("nota")
    sources: tuple[str, ...] = column("fuentes")


@dataclass(frozen=True, slots=True)
class Rescheduling(Record):
    """A changed date, with its reason and who authorised it."""

    milestone: str = column("actividad")
    date: dt.date = column("fecha")
    field: str = column("campo")
    before: dt.date = column("antes")
    after: dt.date = column("despues")
    reason: Text = column("motivo")
    authorised_by: str = column("autoriza")
    note: Text = column("nota")
    sources: tuple[str, ...] = column("fuentes")


@dataclass(frozen=True, slots=True)
class Member(Record):
    """A seat on a body; the name is "" where it is not known."""

    id: str = column("id")
    body: str = column("organo")
    name: str = column("nombre")
    sector: str = column("sector")
    institution: str = column("institucion")
    role: str = column("papel")
    since: PartialDate | None = column("desde")
    until: PartialDate | None = column("hasta")
    note: Text = column("nota")
    sources: tuple[str, ...] = column("fuentes")


@dataclass(frozen=True, slots=True)
class Endorsement(Record):
    """A non-governmental person or organisation that endorsed the plan."""

    id: str = column("id")
    name: str = column("nombre")
    organisation: Text = column("organizacion")
    sector: str = column("sector")
    institution: str = column("institucion")
    date: PartialDate | None = column("fecha")
    note: Text = column("nota")
    sources: tuple[str, ...] = column("fuentes")


@dataclass(frozen=True, slots=True)
class Meeting(Record):
    """A round table, session, forum, workshop or event. Attendance is in people.

    `attendance_about` is a figure that its source gives as approximate; `registration` is an address, "" if unknown.
    """

    id: str = column("id")
    kind: str = column("tipo")
    title: Text = column("titulo")
    description: Text = column("descripcion")
    theme: Text = column("tema")
    date: PartialDate | None = column("fecha")
    starts: str = column("hora_inicio")
    ends: str = column("hora_fin")
    utc_offset: str = column("zona")
    place: Text = column("lugar")
    registration: str = column("registro")
    body: str = column("organo")
    convener: str = column("convoca")
    step: str = column("paso")
    attendance: int | None = column("asistentes")
    attendance_about: int | None = column("asistentes_aproximados")
    women: int | None = column("mujeres")
    men: int | None = column("hombres")
    sex_not_stated: int | None = column("sexo_no_dicho")
    from_government: int | None = column("de_gobierno")
    from_guarantor: int | None = column("de_organo_garante")
    from_civil_society: int | None = column("de_sociedad_civil")
    from_academia: int | None = column("de_academia")
    from_business: int | None = column("de_empresa")
    from_citizens: int | None = column("de_ciudadania")
    minutes: str = column("acta")
    note: Text = column("nota")
    sources: tuple[str, ...] = column("fuentes")


@dataclass(frozen=True, slots=True)
class Agreement(Record):
    """An agreement of a meeting, its state, the day it was closed and the document that proves it ("": none)."""

    id: str = column("id")
    meeting: str = column("sesion")
    text: Text = column("texto")
    responsible: str = column("responsable")
    due: dt.date | None = column("limite")
    state: str = column("estado")
    closed: dt.date | None = column("cerrado")
    evidence: str = column("evidencia")
    note: Text = column("nota")
    sources: tuple[str, ...] = column("fuentes")


@dataclass(frozen=True, slots=True)
class ProcessStep(Record):
    """A step of the process."""

    id: str = column("id")
    order: int = column("orden")
    title: Text = column("titulo")
    description: Text = column("descripcion")
    state: str = column("estado")
    start: PartialDate | None = column("inicio")
    end: PartialDate | None = column("fin")
    evidence: tuple[str, ...] = column("evidencias")
    note: Text = column("nota")
    sources: tuple[str, ...] = column("fuentes")


TOTAL = "total"


@dataclass(frozen=True, slots=True)
class ParticipationFigure(Record):
    """A figure of a consultation or table; the category `total` is the sum of the others."""

    step: str = column("etapa")
    measure: Text = column("medida")
    category: Text = column("categoria")
    order: int | None = column("orden")
    value: int | None = column("valor")
    date: PartialDate | None = column("fecha")
    note: Text = column("nota")
    sources: tuple[str, ...] = column("fuentes")

    @property
    def is_total(self) -> bool:
        """Whether the row is the total of its measure."""
        return self.category.base.casefold() == TOTAL


@dataclass(frozen=True, slots=True)
class Comment(Record):
    """A comment from the public and its answer."""

    id: str = column("id")
    date: dt.date | None = column("fecha")
    channel: str = column("canal")
    commitment: str = column("compromiso")
    subject: Text = column("asunto")
    text: Text = column("texto")
    answer: Text = column("respuesta")
    answered: dt.date | None = column("respondido")
    outcome: str = column("resultado")
    note: Text = column("nota")
    sources: tuple[str, ...] = column("fuentes")


@dataclass(frozen=True, slots=True)
class Assessment(Record):
    """One answer of an assessment instrument, about a commitment or the whole plan."""

    instrument: str = column("instrumento")
    criterion: Text = column("criterio")
    commitment: str = column("compromiso")
    value: Text = column("valor")
    explanation: Text = column("explicacion")
    evaluator: str = column("evaluador")
    date: PartialDate | None = column("fecha")
    evidence: str = column("evidencia")
    note: Text = column("nota")
    sources: tuple[str, ...] = column("fuentes")


@dataclass(frozen=True, slots=True)
class Erratum(Record):
    """A correction of a value of a sealed cut; with `field` = «fila», the whole row was added or removed."""

    period: str = column("corte")
    table: str = column("tabla")
    record: str = column("registro")
    field: str = column("campo")
    before: str = column("antes")
    after: str = column("despues")
    reason: Text = column("motivo")
    by: str = column("quien")
    date: dt.date = column("fecha")
    note: Text = column("nota")
    sources: tuple[str, ...] = column("fuentes")


@dataclass(frozen=True, slots=True)
class Evidence(Record):
    """A document with what it proves and, for a file of the site, its size in bytes and its hash.

    `alternative` says in words what a picture shows; `bears_on` is what its manifest says that it bears on, "" where it
    does not.
    """

    id: str = column("id")
    title: Text = column("titulo")
    folder: str = column("carpeta")
    kind: str = column("tipo")
    date: PartialDate | None = column("fecha")
    received: dt.date | None = column("recibida")
    proves: Text = column("demuestra")
    alternative: Text = column("alternativo")
    bears_on: str = column("sobre")
    milestones: tuple[str, ...] = column("actividad")
    commitments: tuple[str, ...] = column("compromiso")
    meetings: tuple[str, ...] = column("sesion")
    steps: tuple[str, ...] = column("paso")
    plan: str = column("plan")
    file: str = column("archivo")
    bytes: int | None = column("bytes")
    hash: str = column("hash")
    link: str = column("enlace")
    read_on: dt.date | None = column("consultado")
    archived_copy: str = column("copia_archivada")
    public_version: str = column("version_publica")
    licence: str = column("licencia")
    note: Text = column("nota")
    sources: tuple[str, ...] = column("fuentes")
