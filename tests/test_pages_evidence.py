"""The repository of documents: what each one proves, where it is, and how anyone can check that it was not changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import pytest

from micrositio.i18n.display import date_words, number_words, size_words
from micrositio.model.plan import ActionPlan
from micrositio.model.records import Evidence
from micrositio.pages.views.parts import commitment_title
from micrositio.profile.schemas import table_schema
from micrositio.progress.bearing import Bearing, bearing, commitments_of
from reading import (
    MISSING,
    PLANS,
    ROOTS,
    Page,
    build,
    content,
    documents,
    facts,
    hrefs,
    leads,
    link_to,
    page,
    parse,
    plan,
    rows,
    site,
    squeeze,
    unknown,
    words,
)
from support import PLAN, make_site, of_plan, remove, replace

EVERY = pytest.mark.parametrize(("name", "plan_id"), PLANS)
DOCUMENTS = [(name, plan_id, key) for name, plan_id in PLANS for key, _ in documents(name, plan_id)]
FILES = [(name, plan_id, key) for name, plan_id in PLANS for key, is_file in documents(name, plan_id) if is_file]
LINKS = [each for each in DOCUMENTS if each not in FILES]


def document(name: str, plan_id: str, key: str) -> tuple[Page, Evidence]:
    return page(name, f"{plan_id}/evidencias/{key}"), plan(name, plan_id).index.evidence[key]


def kind(column: str, value: str) -> str:
    field = table_schema("evidencias").column(column)
    assert field
    return field.label(value).base


def told_counts(of: ActionPlan, documents: Iterable[Evidence]) -> str:
    """The sentence of the numbers of documents by what they bear on, counted here anew."""
    found = [(bearing(of, each), each) for each in documents]
    done = [each for word, each in found if word == "cumplimiento"]
    value = {each.id: each.value for each in of.scale}
    accepted = {key for each in of.verifications for key in each.evidence if value[each.status]}
    number = sum(each.id in accepted for each in done)
    parts = [f"Se presentan como prueba de cumplimiento: {len(done)}; aceptadas por quien verifica: {number}."]
    parts = parts if done else ["Pruebas de cumplimiento: 0."]
    for word, label in (("proceso", "Documentos del proceso"), ("promesa", "De lo que se prometió")):
        number = sum(each == word for each, _ in found)
        parts += [f"{label}: {number}."] if number else []
    return " ".join(parts)


# The list


@EVERY
def test_every_document_is_in_the_list_once_under_what_it_bears_on(name: str, plan_id: str) -> None:
    of, shown = plan(name, plan_id), page(name, f"{plan_id}/evidencias")
    found: list[str] = []
    for section in shown.all("main section:has(.documents)"):
        heading = section.css_first("h2")
        assert heading is not None
        listed = [path.split("/")[-2] for path in leads(shown, section) if "/evidencias/" in path]
        title, _, number = words(heading).rpartition(" ")
        assert {kind("sobre", bearing(of, of.index.evidence[key])) for key in listed} == {title}
        assert int(number) == len(listed)
        found += listed
    assert sorted(found) == sorted(each.id for each in of.evidence)


@EVERY
def test_the_list_begins_with_how_many_documents_prove_what(name: str, plan_id: str) -> None:
    of, shown = plan(name, plan_id), page(name, f"{plan_id}/evidencias")
    found = [bearing(of, each) for each in of.evidence]
    assert words(shown.one("main .lead")) == told_counts(of, of.evidence)
    assert found.count(Bearing.DONE) + found.count(Bearing.PROCESS) + found.count(Bearing.PROMISE) == len(of.evidence)


@EVERY
def test_every_subject_has_its_numbers_and_the_anchor_of_before(name: str, plan_id: str) -> None:
    of, shown = plan(name, plan_id), page(name, f"{plan_id}/evidencias")
    commitment_of = {each.id: each.commitment for each in of.milestones}
    subjects: dict[str, list[Evidence]] = {each.id: [] for each in sorted(of.commitments, key=lambda c: c.number)}
    subjects |= {"Del proceso y sus sesiones": [], "De todo el plan": []}
    for each in of.evidence:
        told = {*each.commitments, *(commitment_of[key] for key in each.milestones)}
        told |= {"Del proceso y sus sesiones"} if each.meetings or each.steps else set()
        told |= {"De todo el plan"} if each.plan else set()
        assert told
        for key in told:
            subjects[key].append(each)
    kept = [(key, own) for key, own in subjects.items() if own]
    for number, (key, own) in enumerate(kept, 1):
        row = shown.one(f"#grupo-{number}")
        about = [path.split("/")[-2] for path in leads(shown, row)] or [words(row).partition(".")[0]]
        assert about == [key]
        assert words(row).endswith(f". {told_counts(of, own)}")
    assert len(shown.all('[id^="grupo-"]')) == len(kept)


@EVERY
def test_each_line_of_the_list_has_kind_date_and_size(name: str, plan_id: str) -> None:
    of, shown = plan(name, plan_id), page(name, f"{plan_id}/evidencias")
    for line in shown.all("main .documents > li"):
        key = leads(shown, line)[0].split("/")[-2]
        each = of.index.evidence[key]
        meta = line.css_first(".meta")
        assert meta is not None
        size = squeeze(size_words(each.bytes, "es")) if each.bytes else ""
        where = f"{each.file.rpartition('.')[2].upper()}, {size}" if each.file else "enlace a otro sitio"
        where += ", copia de un enlace" if each.file and each.link else ""
        day = date_words(each.date, "es") if each.date else MISSING
        subjects = ", ".join(
            commitment_title(of.index.commitments[key]).pick("es")[0] for key in commitments_of(of, each)
        )
        assert words(meta) == f"{kind('tipo', each.kind)} · {day} · {where}" + (f" · {subjects}" if subjects else "")
        assert each.proves.pick("es")[0] in words(line)


@EVERY
def test_the_list_counts_files_and_links_apart(name: str, plan_id: str) -> None:
    documents = plan(name, plan_id).evidence
    kept = sum(bool(each.file) for each in documents)
    said = words(page(name, f"{plan_id}/evidencias").one("main .lead + p"))
    assert (f"{kept} están guardados aquí" in said or f"{kept} está guardado aquí" in said) == (kept > 0)
    away = len(documents) - kept
    assert (f"{away} están en otros sitios" in said or f"{away} está en otro sitio" in said) == (away > 0)


@EVERY
def test_commitments_without_documents_are_named(name: str, plan_id: str) -> None:
    of, shown = plan(name, plan_id), page(name, f"{plan_id}/evidencias")
    commitment_of = {each.id: each.commitment for each in of.milestones}
    covered = {key for each in of.evidence for key in (*each.commitments, *map(commitment_of.get, each.milestones))}
    without = [row["id"] for row in rows(name, plan_id, "compromisos") if row["id"] not in covered]
    boxes = shown.all('[aria-labelledby="sin-documentos"]')
    lists = [each for box in boxes for each in box.css("ul")]
    assert [path.split("/")[-2] for each in lists for path in leads(shown, each)] == without
    assert all(words(line).endswith(f": {MISSING}") for box in boxes for line in box.css("li"))


# A document kept here


@pytest.mark.parametrize(("name", "plan_id", "key"), FILES)
def test_the_file_can_be_opened_and_is_the_one_of_the_source(name: str, plan_id: str, key: str) -> None:
    shown, each = document(name, plan_id, key)
    [path] = leads(shown, shown.one(".panel"))
    published = content(site(name), path)
    source = ROOTS[name] / "data" / plan_id / "evidencias" / each.folder / each.file
    assert published == source.read_bytes()
    assert path.rpartition("/")[2] == each.file


@pytest.mark.parametrize(("name", "plan_id", "key"), FILES)
def test_size_and_hash_are_those_of_the_file_and_how_to_check_it_is_told(name: str, plan_id: str, key: str) -> None:
    shown, each = document(name, plan_id, key)
    data = (ROOTS[name] / "data" / plan_id / "evidencias" / each.folder / each.file).read_bytes()
    sheet = {term: words(value) for term, value in facts(shown.section("ficha")).items()}
    assert sheet["Archivo"] == f"{each.file}, {number_words(len(data), 'es')} bytes"
    check = shown.section("comprobar")
    assert hashlib.sha256(data).hexdigest() in next(words(code) for code in check.css(".hash"))
    orders = [words(code) for code in check.css("li code")]
    assert orders == [f"certutil -hashfile {each.file} SHA256", f"shasum -a 256 {each.file}", f"sha256sum {each.file}"]


# A document elsewhere


@pytest.mark.parametrize(("name", "plan_id", "key"), LINKS)
def test_a_link_shows_its_address_and_the_day_it_was_read(name: str, plan_id: str, key: str) -> None:
    shown, each = document(name, plan_id, key)
    sheet = facts(shown.section("ficha"))
    assert each.read_on is not None
    day = date_words(each.read_on, "es")
    assert words(sheet["Se leyó"]) == day
    assert f"Se leyó el {day}." in words(shown.one(".panel"))
    assert hrefs(sheet["Dirección"]) == [each.link]
    assert words(sheet["Copia archivada"]).startswith(each.archived_copy or MISSING)
    assert f"Huella: {MISSING}." in words(shown.section("comprobar"))
    assert not shown.all(".hash")


# Every document


@pytest.mark.parametrize(("name", "plan_id", "key"), DOCUMENTS)
def test_a_document_says_what_it_proves_and_of_what(name: str, plan_id: str, key: str) -> None:
    shown, each = document(name, plan_id, key)
    assert words(shown.one(".panel .lead")) == (squeeze(each.proves.pick("es")[0]) or MISSING)
    about = shown.section("de-que")
    anchors = [href.partition("#")[2] for href in hrefs(about)]
    assert [anchor for anchor in anchors if anchor.startswith("actividad-")] == [
        f"actividad-{m}" for m in each.milestones
    ]
    assert [anchor for anchor in anchors if anchor.startswith("paso-")] == [f"paso-{step}" for step in each.steps]
    said = facts(about)
    for term, ids, folder in (
        ("Compromisos", each.commitments, "compromisos"),
        ("Sesiones", each.meetings, "sesiones"),
    ):
        expected = [f"{plan_id}/{folder}/{one}/index.html" for one in ids]
        assert (leads(shown, said[term]) if term in said else []) == expected
    assert ("Plan" in said) == bool(each.plan)


@pytest.mark.parametrize(("name", "plan_id", "key"), DOCUMENTS)
def test_the_sheet_of_a_document_has_no_blank(name: str, plan_id: str, key: str) -> None:
    shown, each = document(name, plan_id, key)
    sheet = {term: words(value) for term, value in facts(shown.section("ficha")).items()}
    assert sheet["Fecha del documento"].startswith(date_words(each.date, "es") if each.date else MISSING)
    assert sheet["Tipo"] == kind("tipo", each.kind)
    assert sheet["Versión pública"] == (
        kind("version_publica", each.public_version) if each.public_version else MISSING
    )
    assert sheet["Licencia"] == (each.licence or MISSING)
    assert sheet["Clave"].startswith(each.id)


@EVERY
def test_every_document_of_the_manifests_has_its_page_and_nothing_else_does(name: str, plan_id: str) -> None:
    expected = {f"{plan_id}/evidencias/{each.id}/index.html" for each in plan(name, plan_id).evidence}
    found = {path for path in site(name) if path.startswith(f"{plan_id}/evidencias/") and path.endswith(".html")}
    assert found == expected | {f"{plan_id}/evidencias/index.html"}


def test_two_documents_with_one_title_are_told_apart_in_the_window_title(tmp_path: Path) -> None:
    manifest = of_plan("evidencias/2024-03/datapackage.yaml")
    root = make_site(tmp_path, replace(manifest, "title: El plan en línea", "title: Acta de la sesión 2"))
    built = build(root)
    titles = {
        key: words(parse(built, f"{PLAN}/evidencias/{key}/index.html").one("head > title"))
        for key in ("acta-2024-04", "pagina-plan")
    }
    assert titles["acta-2024-04"].startswith("Evidencia: Acta de la sesión 2 (acta-2024-04)")
    assert titles["pagina-plan"].startswith("Evidencia: Acta de la sesión 2 (pagina-plan)")


def test_a_plan_without_documents_says_so(tmp_path: Path) -> None:
    folder = of_plan("evidencias/2024-03")
    root = make_site(
        tmp_path,
        *(remove(f"{folder}/{each}") for each in ("datapackage.yaml", "acta-2024-04.txt", "tabla-agua.csv")),
        replace(of_plan("verificaciones.csv"), ",tabla-agua\n", ",\n"),
        replace(of_plan("sesiones.csv"), ",acta-2024-04,", ",,"),
        replace(of_plan("pasos.csv"), ",acta-2024-04,", ",,"),
        replace(of_plan("evaluaciones.csv"), ",acta-2024-04,", ",,"),
    )
    shown = parse(build(root), f"{PLAN}/evidencias/index.html")
    assert f"{MISSING}. {unknown('minimo', PLAN, 'evidencias')}" in shown.main
    assert len(shown.all("#sin-documentos + ul > li")) == 2


def test_the_commitment_links_to_the_document_and_back() -> None:
    shown = page("minimo", f"{PLAN}/evidencias/tabla-agua")
    link_to(shown.section("de-que"), "compromisos/agua/index.html#actividad-agua-1")
    link_to(page("minimo", f"{PLAN}/compromisos/agua").one("#actividad-agua-1"), "evidencias/tabla-agua/index.html")
