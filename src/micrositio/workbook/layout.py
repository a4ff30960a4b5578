"""The sheets of the workbook and their columns, each declared once; the exporter and the importer read this list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from micrositio.model.plan import ActionPlan
from micrositio.model.table_schema import PARTIAL, Column
from micrositio.model.text import N_
from micrositio.model.vocabularies import TableName
from micrositio.profile.schemas import table_schema
from micrositio.progress.seals import key_columns

GUIDE, LISTS, ORIGIN = "Cómo llenar", "_listas", "_origen"
UPDATES, DOCUMENTS, MEETINGS, AGREEMENTS = "Avances", "Documentos", "Sesión", "Acuerdos"
CHANGES, CORRECTIONS, NEWS, VERIFICATIONS = "Cambios", "Correcciones", "Novedad", "Verificaciones"
KEY = "clave"
_CUT = "corte"
RECORD = "fila"
"""Field with the id of the row that a correction is of."""
BETWEEN = " · "
"""What stands between a key and its words, in an element of a list."""
OWN_MEETING = "—"
"""Value of the meeting of an agreement that is the one of this workbook."""
YES, NO = "si", "no"
_LONGEST_LABEL = 90


class Choice(NamedTuple):
    """An element of a list: the value in the data, and the words in the sheet."""

    value: str
    label: str


@dataclass(frozen=True)
class Field:
    """A column of a sheet: its name (that of the table's column, if it is one), its title, and how it is typed.

    `type` is that of a column of the profile, or `hora` or `archivo`. A `locked` one is only shown. `parent` is the
    field that narrows the choices.
    """

    name: str
    title: str
    type: str = "string"
    locked: bool = False
    choices: tuple[Choice, ...] = ()
    several: bool = False
    width: int = 16
    parent: str = ""


@dataclass(frozen=True)
class Layout:
    """A sheet: its name, its hint, the table of its rows, its fields, and how many rows are left blank at its end.

    `words` is the field whose exact text tells of what a row is where its key was lost ("": none does). Open fields
    that are `fixed` are only shown in the rows that stand in a table.
    """

    name: str
    hint: str
    table: str
    fields: tuple[Field, ...]
    blank: int = 0
    words: str = "actividad"
    fixed: tuple[str, ...] = ()

    @property
    def is_of_cut(self) -> bool:
        """Whether its table holds a row of each thing at each cut; a seal of the cut closes the sheet."""
        return bool(self.table) and table_schema(self.table).key[:-1] == (_CUT,)

    @property
    def key(self) -> str:
        """The column of its table that tells the rows of a cut apart or, of other tables, any two rows."""
        return table_schema(self.table).key[-1]

    @property
    def open_fields(self) -> tuple[Field, ...]:
        """The fields that a person fills."""
        return tuple(each for each in self.fields if not each.locked)

    def field(self, name: str) -> Field:
        """Returns the field of that name."""
        return next(each for each in self.fields if each.name == name)


HINTS = {
    UPDATES: N_("Escriba en las celdas blancas. Una actividad sin dato se deja vacía: el sitio dirá «sin dato»."),
    DOCUMENTS: N_("Un documento por fila. El archivo va en la misma carpeta que este libro, con ese nombre."),
    MEETINGS: N_("La sesión en que se revisó el corte, u otra. Deje vacías las cifras que no se sepan."),
    AGREEMENTS: N_("Cierre los acuerdos cumplidos, con su fecha y su documento. Los nuevos van al final, sin clave."),
    CHANGES: N_("Solo lo que cambia de fecha o de meta: lo nuevo, desde cuándo, por qué y quién lo autoriza."),
    CORRECTIONS: N_("Un dato de un corte sellado que estaba mal: qué debe decir y por qué. Lo que decía no se borra."),
    NEWS: N_("Si hay algo que contar: una novedad por fila. Si no, déjela vacía."),
    VERIFICATIONS: N_("Escriba el resultado de cada actividad que revisaron; deje vacías las demás."),
}
_WIDTHS = {
    "valor": 9, "estado": 14, "descripcion": 42, "dificultad_tipo": 14, "dificultad": 28, "siguiente_paso": 28,
    "terminado": 12, "motivo": 36, "demuestra": 40, "texto": 44, "titulo": 34, "sesion": 24, "responsable": 24,
    "evidencia": 24, "fuentes": 24, "nota": 24, "alternativo": 28, "enlace": 24, "autoriza": 24, "hora_inicio": 10,
    "hora_fin": 10, "limite": 12, "cerrado": 12, "fecha": 12, "despues": 28, "organo": 24, "lugar": 24, "paso": 20,
    "acta": 24, "evidencias": 28, "quien": 24, "licencia": 12,
}  # fmt: skip


def layouts(plan: ActionPlan, for_committee: bool = False) -> tuple[Layout, ...]:
    """Returns the sheets of the workbook of a plan that hold data, in their order."""
    lists = _Lists(plan)
    if for_committee:
        return (_updates(lists, for_committee=True), _verifications(lists))
    return (
        _updates(lists, for_committee=False), _documents(lists), _meetings(lists), _agreements(lists),
        _changes(lists), _corrections(lists), _news(),
    )  # fmt: skip


class _Lists:
    """The choices that a plan gives, by the name of a table or of a vocabulary."""

    def __init__(self, plan: ActionPlan) -> None:
        self.plan = plan
        self._of = {
            "estados": [(each.id, each.title.base) for each in plan.scale],
            "organos": [(each.id, each.name.base) for each in plan.bodies],
            TableName.INSTITUTIONS: [(each.id, each.name.base) for each in plan.institutions],
            TableName.SOURCES: [(each.id, each.title.base) for each in plan.sources],
        }
        keyed = {
            TableName.COMMITMENTS: [(c.id, c.short_title.base or c.title.base) for c in plan.commitments],
            TableName.MILESTONES: [(m.id, m.text.base) for m in plan.milestones],
            TableName.MEETINGS: [(m.id, m.title.base) for m in plan.meetings],
            TableName.STEPS: [(each.id, each.title.base) for each in plan.steps],
            TableName.EVIDENCE: [(each.id, each.title.base) for each in plan.evidence],
            TableName.REPORTING_PERIODS: [(each, "") for each in plan.seals],
        }
        self._of |= {name: [(value, f"{value}{BETWEEN}{words}") for value, words in of] for name, of in keyed.items()}

    def __call__(self, name: str) -> tuple[Choice, ...]:
        return tuple(
            Choice(value, _one_line(words or value).removesuffix(BETWEEN.rstrip())) for value, words in self._of[name]
        )

    def column(self, column: Column) -> tuple[Choice, ...]:
        """Returns the choices of a column of the profile."""
        vocabulary = column.descriptor.get("vocabulary", "") or column.refers_to
        if vocabulary in self._of:
            return self(vocabulary)
        return tuple(Choice(value, label.base) for value, label in column.categories.items())


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_LABEL else f"{line[: _LONGEST_LABEL - 1].rstrip()}…"


def _of(lists: _Lists, table: str, *names: str, locked: bool = False) -> Iterable[Field]:
    """Yields fields that are columns of a table."""
    for name in names:
        column = table_schema(table).column(name)
        assert column is not None
        kind = "hora" if name.startswith("hora_") else column.type
        yield Field(
            name, column.title.base, "string" if kind == "list" else kind, locked, lists.column(column),
            kind == "list", _WIDTHS.get(name, 14),
        )  # fmt: skip


def _shown(name: str, title: str, kind: str = "string", width: int = 16) -> Field:
    return Field(name, title, kind, locked=True, width=width)


def _milestone(lists: _Lists) -> tuple[Field, ...]:
    return (
        _shown(KEY, "Clave", width=13),
        _shown("compromiso", "Compromiso", width=17),
        _shown("actividad", "Actividad", width=32),
    )


def _updates(lists: _Lists, for_committee: bool) -> Layout:
    columns = ("valor", "estado", "descripcion", "dificultad_tipo", "dificultad", "siguiente_paso", "terminado")
    fields = tuple(_of(lists, TableName.UPDATES, *columns, locked=for_committee))
    before = (
        _shown("unidad", "Unidad", width=11), _shown("meta", "Meta", "number", 8), _shown("aviso", "Aviso", width=14),
        _shown("antes_valor", "Antes: valor", "number", 8), _shown("antes_estado", "Antes: estado", width=12),
        _shown("antes_descripcion", "Antes: qué se hizo", width=30),
    )  # fmt: skip
    return Layout(UPDATES, "" if for_committee else HINTS[UPDATES], TableName.UPDATES,
                  (*_milestone(lists), *before, *fields))  # fmt: skip


def _verifications(lists: _Lists) -> Layout:
    informed = (
        _shown("informado", "Se informó", width=13), _shown("descripcion", "Qué se hizo", width=40),
        _shown("documentos", "Documentos que la nombran", width=36),
    )  # fmt: skip
    columns = ("estado", "organo", "fecha", "motivo", "evidencias")
    fields = tuple(_of(lists, TableName.VERIFICATIONS, *columns))
    return Layout(VERIFICATIONS, HINTS[VERIFICATIONS], TableName.VERIFICATIONS,
                  (*_milestone(lists), *informed, *fields))  # fmt: skip


def _documents(lists: _Lists) -> Layout:
    fields = {each.name: each for each in _of(lists, TableName.EVIDENCE, *(
        "titulo", "tipo", "fecha", "demuestra", "compromiso", "actividad", "sesion", "paso", "alternativo", "enlace",
        "consultado", "version_publica", "licencia", "nota"))}  # fmt: skip
    for name, table in (("compromiso", TableName.COMMITMENTS), ("actividad", TableName.MILESTONES),
                        ("sesion", TableName.MEETINGS), ("paso", TableName.STEPS)):  # fmt: skip
        fields[name] = replace(fields[name], choices=lists(table), several=True, width=24)
    fields["actividad"] = replace(fields["actividad"], parent="compromiso")
    fields["sesion"] = _with_own(fields["sesion"])
    reviewed = (Field("revisado_por", "Quién lo revisó (cargo)", width=24), Field("revisado_el", "Revisado el", "date"))
    ordered = (Field("archivo", "Archivo", "archivo", width=30), *fields.values(), *reviewed)
    return Layout(DOCUMENTS, HINTS[DOCUMENTS], TableName.EVIDENCE, ordered, blank=25)


def _with_own(field: Field) -> Field:
    """Returns a field whose choices also have the meeting of this workbook."""
    return replace(field, choices=(Choice(OWN_MEETING, "La de la hoja Sesión"), *field.choices))


def _meetings(lists: _Lists) -> Layout:
    columns = (
        "fecha", "tipo", "titulo", "descripcion", "hora_inicio", "hora_fin", "lugar", "organo", "paso", "asistentes",
        "mujeres", "hombres", "sexo_no_dicho", "de_gobierno", "de_organo_garante", "de_sociedad_civil", "de_academia",
        "de_empresa", "de_ciudadania", "acta", "nota", "fuentes",
    )  # fmt: skip
    reviews = Field("revisa", "¿Revisó este corte?", choices=(Choice(YES, "Sí"), Choice(NO, "No")))
    fields = list(_of(lists, TableName.MEETINGS, *columns))
    return Layout(MEETINGS, HINTS[MEETINGS], TableName.MEETINGS, (*fields[:3], reviews, *fields[3:]), blank=5)


def _agreements(lists: _Lists) -> Layout:
    columns = ("texto", "sesion", "responsable", "limite", "estado", "cerrado", "evidencia", "nota", "fuentes")
    fields = {each.name: each for each in _of(lists, TableName.AGREEMENTS, *columns)}
    fields["sesion"] = _with_own(fields["sesion"])
    return Layout(AGREEMENTS, HINTS[AGREEMENTS], TableName.AGREEMENTS,
                  (_shown(KEY, "Clave", width=15), *fields.values()), blank=10, words="texto",
                  fixed=("texto", "sesion", "responsable", "limite", "fuentes"))  # fmt: skip


def _changes(lists: _Lists) -> Layout:
    fields = {each.name: each for each in _of(lists, TableName.RESCHEDULINGS, "fecha", "motivo", "autoriza", "fuentes")}
    return Layout(CHANGES, HINTS[CHANGES], TableName.RESCHEDULINGS, (
        *_milestone(lists), _shown("inicio", "Inicio vigente", "date", 13), _shown("fin", "Fin vigente", "date", 13),
        _shown("meta", "Meta vigente", "number", 12), Field("nuevo_inicio", "Nuevo inicio", "date", width=13),
        Field("nuevo_fin", "Nuevo fin", "date", width=13), Field("nueva_meta", "Nueva meta", "number", width=12),
        *fields.values(),
    ))  # fmt: skip


CORRECTED = (TableName.UPDATES, TableName.VERIFICATIONS, TableName.COMMITMENTS, TableName.MILESTONES,
             TableName.AGREEMENTS)  # fmt: skip
"""The tables whose sealed rows the sheet of corrections can name: by a cut and a milestone, or by an id."""


def _corrections(lists: _Lists) -> Layout:
    fields = {each.name: each for each in _of(lists, TableName.ERRATA, *(
        "corte", "tabla", "campo", "despues", "motivo", "quien", "fecha", "fuentes"))}  # fmt: skip
    tables = tuple(Choice(name, table_schema(name).title.base) for name in CORRECTED)
    titles = dict.fromkeys(
        column.title.base
        for name in CORRECTED for column in table_schema(name).columns if column.name not in key_columns(name)
    )  # fmt: skip
    whose = Field(RECORD, "Clave de la actividad o fila", choices=lists(TableName.MILESTONES), width=34)
    fields["corte"] = replace(fields["corte"], choices=lists(TableName.REPORTING_PERIODS))
    fields["tabla"] = replace(fields["tabla"], choices=tables)
    fields["campo"] = replace(fields["campo"], title="Qué dato", choices=tuple(Choice(t, t) for t in titles), width=22)
    fields["despues"] = replace(fields["despues"], title="Debe decir", width=30)
    ordered = [fields.pop("corte"), fields.pop("tabla"), whose, *fields.values()]
    return Layout(CORRECTIONS, HINTS[CORRECTIONS], TableName.ERRATA, tuple(ordered), blank=15)


def _news() -> Layout:
    fields = (
        Field("fecha", "Fecha", "date"), Field("titulo", "Título", width=40), Field("resumen", "Resumen", width=50),
        Field("texto", "Texto", width=80),
    )  # fmt: skip
    return Layout(NEWS, HINTS[NEWS], "", fields, blank=3)


def is_partial(field: Field) -> bool:
    """Returns whether a field takes dates of which only the month or the year may be known."""
    return field.type == PARTIAL
