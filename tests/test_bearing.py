"""What a document bears on: the manifest's word or the plan's data, on pages, in open data and in the API."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace as replaced
from datetime import timedelta
from pathlib import Path

import pytest

from micrositio.model.vocabularies import TableName
from micrositio.progress.bearing import acceptances, bearing
from micrositio.progress.seal_formats import adds
from micrositio.routes import api_paths
from reading import build, content, page, parse, plan, site, words
from support import PLAN, Edit, append, make_site, of_plan, plan_of, replace

MANIFEST = of_plan("evidencias/2024-03/datapackage.yaml")


def paper(*keys: str) -> Edit:
    """An edit that adds a document of which only the address is kept."""
    usual = ("title: Papel", "demuestra: Algo.", "enlace: https://www.example.org/papel", "consultado: 2024-07-01")
    return append(MANIFEST, "\n".join(["  - name: papel", *(f"    {each}" for each in (*usual, *keys)), ""]))


def bearings(root: Path) -> dict[str, str]:
    """What each document bears on."""
    of = plan_of(root)
    return {each.id: bearing(of, each) for each in of.evidence}


def test_the_api_says_what_each_document_bears_on() -> None:
    of = plan("raiz", "demostracion")
    listed = json.loads(content(site("raiz"), api_paths.evidence_list(of)))["evidencias"]
    assert {each["id"]: each["prueba"] for each in listed} == {each.id: bearing(of, each) for each in of.evidence}
    one = json.loads(content(site("raiz"), api_paths.evidence(of, of.index.evidence["boletin-cruces-2026-06"])))
    assert (one["prueba"], one["evidencia"]["sobre"]) == ("proceso", "proceso")


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        (("tipo: acta", "actividad: calles-1"), "cumplimiento"),
        (("tipo: prensa", "actividad: calles-1"), "proceso"),
        (("tipo: convocatoria", "actividad: calles-1"), "proceso"),
        (("tipo: plan", "actividad: calles-1"), "promesa"),
        (("tipo: plan", f"plan: {PLAN}"), "promesa"),
        (("tipo: pagina", f"plan: {PLAN}"), "proceso"),
        (("tipo: informe", "compromiso: calles"), "proceso"),
        (("tipo: informe", "compromiso: calles", "sobre: cumplimiento"), "cumplimiento"),
        (("tipo: acta", "actividad: calles-1", "sobre: proceso"), "proceso"),
    ],
)
def test_a_document_is_no_proof_only_because_it_names_something(
    keys: tuple[str, ...], word: str, tmp_path: Path
) -> None:
    assert bearings(make_site(tmp_path, paper(*keys)))["papel"] == word


def test_a_document_about_a_milestone_of_which_nothing_was_done_is_of_the_process(tmp_path: Path) -> None:
    nothing = replace(
        of_plan("avances.csv"),
        "2024-06,calles-1,1,limitado,Se hizo la primera asamblea.,,",
        "2024-06,calles-1,0,no_iniciado,SIN AVANCE,personal,Faltó gente.",
    )
    assert bearings(make_site(tmp_path, nothing, paper("tipo: acta", "actividad: calles-1")))["papel"] == "proceso"


def test_a_document_that_was_accepted_is_a_proof_whatever_its_kind(tmp_path: Path) -> None:
    cited = replace(of_plan("verificaciones.csv"), "tiene diez pozos.,tabla-agua", "tiene diez pozos.,tabla-agua;papel")
    assert bearings(make_site(tmp_path, paper("tipo: prensa", "actividad: agua-1"), cited))["papel"] == "cumplimiento"


def test_an_acceptance_that_a_later_verification_takes_back_does_not_count(tmp_path: Path) -> None:
    of = plan_of(make_site(tmp_path))
    document = of.index.evidence["tabla-agua"]
    assert acceptances(of, document)
    [last] = of.index.verifications_on["tabla-agua"]
    nothing = next(each.id for each in of.scale if not each.value)
    later = replaced(
        last, period=of.reporting_periods[-1].id, date=last.date + timedelta(90), status=nothing, evidence=()
    )
    assert not acceptances(replaced(of, verifications=(*of.verifications, later)), document)


def test_a_page_says_on_what_ground_its_document_counts_as_a_proof(tmp_path: Path) -> None:
    shown = page("minimo", f"{PLAN}/evidencias/tabla-agua")
    assert [words(each) for each in shown.all(".bear")] == ["Prueba aceptada"]
    accepted = words(shown.section("de-que"))
    assert "El 10 de abril de 2024, con este documento, Grupo Impulsor aceptó: Completo." in accepted
    made = build(make_site(tmp_path, paper("tipo: acta", "actividad: calles-1", "sobre: cumplimiento")))
    offered = words(parse(made, f"{PLAN}/evidencias/papel/index.html").section("de-que"))
    assert "Su ficha lo presenta como prueba. En estos datos no consta una aceptación" in offered
    assert [words(each) for each in parse(made, f"{PLAN}/evidencias/papel/index.html").all(".bear")] == [
        "Se presenta como prueba"
    ]
    assert "De qué es prueba lo dice su ficha." in offered


def test_the_open_data_have_the_word_of_the_manifest_and_the_one_that_counts() -> None:
    of = plan("raiz", "demostracion")
    for ending in (".csv", "-plano.csv"):
        data = content(site("raiz"), f"demostracion/datos/evidencias{ending}").decode("utf-8-sig")
        rows = {row["id"]: row for row in csv.DictReader(io.StringIO(data))}
        assert len(rows) == len(of.evidence)
        assert (rows["oficio-retiro"]["sobre"], rows["oficio-retiro"]["prueba"]) == ("", "proceso")
        assert (rows["boletin-cruces-2026-06"]["sobre"], rows["mapa-agua"]["prueba"]) == ("proceso", "cumplimiento")
    assert rows["mapa-agua"]["prueba_texto"] == "Se presenta como prueba"


def test_a_commitment_counts_its_proofs_apart_from_other_documents() -> None:
    said = words(page("raiz", "plan-2023-2024/compromisos/desarrollo-rural").section("evidencias"))
    assert "Pruebas de cumplimiento: 0. Documentos del proceso: 3. De lo que se prometió: 1." in said
    said = words(page("raiz", "demostracion/compromisos/agua").section("evidencias"))
    assert (
        "Se presentan como prueba de cumplimiento: 8; aceptadas por quien verifica: 5. De lo que se prometió: 1."
        in said
    )


def test_a_class_can_be_stated_after_a_seal_and_not_changed() -> None:
    assert adds(TableName.EVIDENCE, "sobre", "", "proceso", is_translation=False)
    assert not adds(TableName.EVIDENCE, "sobre", "proceso", "cumplimiento", is_translation=False)
