"""Errata as pages show them: each value as a reader knows it, oldest first, by the row that they correct."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from micrositio.model.records import Erratum
from micrositio.pages.views.corrections import Correction, Corrections, correction, corrections, joined
from support import made
from test_explanations import named, view_of
from test_progress import milestone, plan


def erratum(
    table: str = "avances", record: str = "2024-03|a", field: str = "valor", day: int = 3, **more: Any
) -> Erratum:
    return made(Erratum, period="2024-03", table=table, record=record, field=field, date=date(2024, 5, day), **more)


def shown(each: Erratum) -> Correction:
    return correction(view_of(plan(commitments=(named("c"),), milestones=(milestone(),), errata=(each,))), each)


@pytest.mark.parametrize(
    ("table", "field", "before", "after", "said"),
    [
        ("avances", "valor", "1500", "12.5", ("Valor", "1,500", "12.5")),
        ("avances", "estado", "en_proceso", "listo", ("Estado", "en_proceso", "listo")),
        ("avances", "terminado", "2024-03-05", "", ("Terminada el", "5 de marzo de 2024", "")),
        ("avances", "dificultad_tipo", "", "personal", ("Tipo de dificultad", "", "Personal")),
        ("actividades", "texto", "Abrir", "Abrir todo", ("Actividad", "Abrir", "Abrir todo")),
    ],
)
def test_a_datum_is_told_by_its_name_with_both_values_in_words(
    table: str, field: str, before: str, after: str, said: tuple[str, ...]
) -> None:
    told = shown(erratum(table, field=field, before=before, after=after))
    assert (told.label.base, told.before.base, told.after.base) == said
    assert told.added is None
    assert told.cut.path == "p/tablero/2024-03/index.html"


@pytest.mark.parametrize(("before", "after", "added"), [("ausente", "presente", True), ("presente", "ausente", False)])
def test_a_row_that_came_or_went_is_told_by_its_table(before: str, after: str, added: bool) -> None:
    told = shown(erratum(field="fila", before=before, after=after))
    assert (told.added, told.table.base) == (added, "Avances")


def test_errata_are_found_by_their_table_and_any_part_of_their_key_oldest_first() -> None:
    late, early, other = erratum(day=9), erratum(field="estado", day=1), erratum("actividades", "a", "meta", day=5)
    found = corrections(
        view_of(plan(commitments=(named("c"),), milestones=(milestone(),), errata=(late, early, other)))
    )
    reports, promise = found["avances", "a"], found["actividades", "a"]
    assert [each.record for each in reports.all] == [early, late]
    assert [each.record for each in joined((reports, promise)).all] == [early, other, late]
    assert [each.record for each in reports.on("valor")] == [late]
    assert reports.at("2024-03") == reports
    assert reports.at("2024-04") == Corrections()
    assert ("avances", "b") not in found
