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
OWN_UPDATES, OWN_VERIFICATIONS = "Avances de compromisos", "Verificaciones de compromisos"
MEASUREMENTS, BUDGET, PARTNERS = "Mediciones", "Presupuesto", "Colaboraciones"
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
    that are `fixed` say of what a row is: they are only shown in the rows that stand in a table.
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
    OWN_UPDATES: N_("Lo que se informa del compromiso entero, y no de sus actividades. Su valor es un porcentaje."),
    MEASUREMENTS: N_(
        "El valor de cada indicador o, si es una división, sus dos números. Lo que no se midió se deja vacío."
    ),
    BUDGET: N_(
        "Los montos son solo de ese periodo, sin sumar lo de antes. Lo que no tiene fila va al final, sin clave."
    ),
    DOCUMENTS: N_("Un documento por fila. El archivo va en la misma carpeta que este libro, con ese nombre."),
    MEETINGS: N_("La sesión en que se revisó el corte, u otra. Deje vacías las cifras que no se sepan."),
    AGREEMENTS: N_("Cierre los acuerdos cumplidos, con su fecha y su documento. Los nuevos van al final, sin clave."),
    CHANGES: N_("Solo lo que cambia de fecha o de meta: lo nuevo, desde cuándo, por qué y quién lo autoriza."),
    CORRECTIONS: N_("Un dato de un corte sellado que estaba mal: qué debe decir y por qué. Lo que decía no se borra."),
    PARTNERS: N_("Quién más participa en una actividad, además de quien responde. Quien ya está no se repite."),
    NEWS: N_("Si hay algo que contar: una novedad por fila. Si no, déjela vacía."),
    VERIFICATIONS: N_("Escriba el resultado de cada actividad que revisaron; deje vacías las demás."),
    OWN_VERIFICATIONS: N_("Escriba el resultado de cada compromiso que revisaron; deje vacíos los demás."),
}
_WIDTHS = {
    "valor": 9, "estado": 14, "descripcion": 42, "dificultad_tipo": 14, "dificultad": 28, "siguiente_paso": 28,
    "terminado": 12, "motivo": 36, "demuestra": 40, "texto": 44, "titulo": 34, "sesion": 24, "responsable": 24,
    "evidencia": 24, "fuentes": 24, "nota": 24, "alternativo": 28, "enlace": 24, "autoriza": 24, "hora_inicio": 10,
    "hora_fin": 10, "limite": 12, "cerrado": 12, "fecha": 12, "despues": 28, "organo": 24, "lugar": 24, "paso": 20,
    "acta": 24, "evidencias": 28, "quien": 24, "licencia": 12, "compromiso": 24, "actividad": 24, "concepto": 28,
    "financiamiento": 22, "falta_evidencia": 24, "institucion": 28, "hace": 40,
}  # fmt: skip


def layouts(plan: ActionPlan, for_committee: bool = False) -> tuple[Layout, ...]:
    """Returns the sheets of the workbook of a plan that hold data, in their order."""
    lists = _Lists(plan)
    found = [_updates(lists, for_committee)]
    if for_committee:
        found += [_verifications(lists), _own_verifications(lists)]
    else:
        found += [
            _own_updates(lists), _measurements(lists), _budget(lists), _documents(lists), _meetings(lists),
            _agreements(lists), _changes(lists), _partners(lists), _corrections(lists), _news(),
        ]  # fmt: skip
    return tuple(each for each in found if _NEEDS.get(each.name, TableName.COMMITMENTS) in plan.tables)


_NEEDS = {
    UPDATES: TableName.MILESTONES, VERIFICATIONS: TableName.MILESTONES, CHANGES: TableName.MILESTONES,
    OWN_UPDATES: TableName.OWN_UPDATES, OWN_VERIFICATIONS: TableName.OWN_UPDATES, BUDGET: TableName.BUDGET,
    MEASUREMENTS: TableName.INDICATORS, PARTNERS: TableName.PARTNERS,
}  # fmt: skip
"""The table that a plan must have for a sheet to be of use."""


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


_COMMITMENT = (_shown(KEY, "Clave", width=13), _shown("compromiso", "Compromiso", width=17))
_MILESTONE = (*_COMMITMENT, _shown("actividad", "Actividad", width=32))
_UNIT, _BEFORE = _shown("unidad", "Unidad", width=11), _shown("antes_valor", "Antes: valor", "number", 8)


def _updates(lists: _Lists, for_committee: bool) -> Layout:
    target = (_UNIT, _shown("meta", "Meta", "number", 8), _shown("aviso", "Aviso", width=14))
    return Layout(UPDATES, "" if for_committee else HINTS[UPDATES], TableName.UPDATES,
                  (*_MILESTONE, *target, *_reported(lists, TableName.UPDATES, locked=for_committee)))  # fmt: skip


def _own_updates(lists: _Lists) -> Layout:
    fields = (*_COMMITMENT, *_reported(lists, TableName.OWN_UPDATES))
    return Layout(OWN_UPDATES, HINTS[OWN_UPDATES], TableName.OWN_UPDATES, fields, words="compromiso")


def _reported(lists: _Lists, name: str, locked: bool = False) -> tuple[Field, ...]:
    """Returns what the report before said, and the fields of a report; of the optional one, if the plan uses it."""
    before = (
        _BEFORE, _shown("antes_estado", "Antes: estado", width=12),
        _shown("antes_descripcion", "Antes: qué se hizo", width=30),
    )  # fmt: skip
    columns = ["valor", "estado", "descripcion", "dificultad_tipo", "dificultad", "siguiente_paso", "terminado"]
    table = lists.plan.tables.get(name)
    columns += ["falta_evidencia"] if table and "falta_evidencia" in table.columns else []
    return (*before, *_of(lists, name, *columns, locked=locked))


def _measurements(lists: _Lists) -> Layout:
    shown = (
        _shown(KEY, "Clave", width=18), _shown("actividad", "Actividad", width=28),
        _shown("indicador", "Indicador", width=28), _UNIT, _shown("frecuencia", "Frecuencia", width=12),
        _shown("meta", "Meta", "number", 8), _BEFORE,
    )  # fmt: skip
    fields = _of(lists, TableName.MEASUREMENTS, "valor", "numerador", "denominador", "nota")
    return Layout(MEASUREMENTS, HINTS[MEASUREMENTS], TableName.MEASUREMENTS, (*shown, *fields), words="indicador")


def _budget(lists: _Lists) -> Layout:
    whose = ("compromiso", "actividad", "concepto", "financiamiento", "inicio", "fin", "moneda")
    shown = (_shown(KEY, "Clave", width=20), _shown("antes_ejercido", "Antes: ejercido", "number", 13))
    columns = ("aprobado", "comprometido", "ejercido", "contrato", "enlace", "nota", "fuentes")
    fields = (*shown, *_of(lists, TableName.BUDGET, *whose, *columns))
    return Layout(BUDGET, HINTS[BUDGET], TableName.BUDGET, fields, blank=10, words="", fixed=whose)


def _partners(lists: _Lists) -> Layout:
    fields = tuple(_of(lists, TableName.PARTNERS, "actividad", "institucion", "papel", "hace", "nota", "fuentes"))
    return Layout(PARTNERS, HINTS[PARTNERS], TableName.PARTNERS, fields, blank=5, fixed=("actividad", "institucion"))


def _verifications(lists: _Lists) -> Layout:
    fields = (*_MILESTONE, *_verified(lists, TableName.VERIFICATIONS, "Documentos que la nombran"))
    return Layout(VERIFICATIONS, HINTS[VERIFICATIONS], TableName.VERIFICATIONS, fields)


def _own_verifications(lists: _Lists) -> Layout:
    fields = (*_COMMITMENT, *_verified(lists, TableName.OWN_VERIFICATIONS, "Documentos que lo nombran"))
    return Layout(OWN_VERIFICATIONS, HINTS[OWN_VERIFICATIONS], TableName.OWN_VERIFICATIONS, fields, words="compromiso")


def _verified(lists: _Lists, table: str, documents: str) -> tuple[Field, ...]:
    informed = (
        _shown("informado", "Se informó", width=13), _shown("descripcion", "Qué se hizo", width=40),
        _shown("documentos", documents, width=36),
    )  # fmt: skip
    return (*informed, *_of(lists, table, "estado", "organo", "fecha", "motivo", "evidencias"))


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
        *_MILESTONE, _shown("inicio", "Inicio vigente", "date", 13), _shown("fin", "Fin vigente", "date", 13),
        _shown("meta", "Meta vigente", "number", 12), Field("nuevo_inicio", "Nuevo inicio", "date", width=13),
        Field("nuevo_fin", "Nuevo fin", "date", width=13), Field("nueva_meta", "Nueva meta", "number", width=12),
        *fields.values(),
    ))  # fmt: skip


CORRECTED = (TableName.UPDATES, TableName.VERIFICATIONS, TableName.COMMITMENTS, TableName.MILESTONES,
             TableName.AGREEMENTS, TableName.OWN_UPDATES, TableName.OWN_VERIFICATIONS, TableName.MEASUREMENTS,
             TableName.BUDGET)  # fmt: skip
"""The tables whose sealed rows the sheet of corrections can name: by a cut and one more column, or by an id."""
_USUAL = CORRECTED[:5]
"""Those that the sheet lists in any plan."""


def _corrections(lists: _Lists) -> Layout:
    fields = {each.name: each for each in _of(lists, TableName.ERRATA, *(
        "corte", "tabla", "campo", "despues", "motivo", "quien", "fecha", "fuentes"))}  # fmt: skip
    listed = [name for name in CORRECTED if name in _USUAL or name in lists.plan.tables]
    tables = tuple(Choice(name, table_schema(name).title.base) for name in listed)
    titles = dict.fromkeys(
        column.title.base
        for name in listed for column in table_schema(name).columns if column.name not in key_columns(name)
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
