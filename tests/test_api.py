"""The API: every document is what its description says, every link leads somewhere, every figure is the tables'."""

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from micrositio.model.plan import ActionPlan
from micrositio.model.settings import SiteConfig
from micrositio.model.text import Text
from micrositio.opendata.api.documents import plan_documents
from micrositio.opendata.api.openapi import openapi
from micrositio.opendata.api.site_documents import site_documents
from micrositio.opendata.bundle import PlanFiles, plan_files
from micrositio.opendata.file_formats import JSON
from micrositio.pipeline.build_cache import BuildCache
from micrositio.pipeline.builder import build_site
from micrositio.pipeline.options import Options
from micrositio.progress.plan_history import PlanHistory, plan_history
from micrositio.routes import paths as router
from micrositio.routes.addresses import NO_ADDRESS, Addresses
from micrositio.routes.paths import SitePath
from reading import INVENTED, PLANS, ROOTS, content, plan, site
from support import PLAN, ROOT, Files, found, made, make_site, of_plan, whole

BASE = "https://abierto.example.org/micrositio"
DESCRIPTION = openapi(NO_ADDRESS)
PATHS = {re.sub(r"\{\w+\}", "([^/]+)", path): item["get"] for path, item in DESCRIPTION["paths"].items()}
DEMO = ("raiz", "demostracion")
SEALED = "2025-11"

every_plan = pytest.mark.parametrize("name", PLANS, ids=[each[1] for each in PLANS])
every_site = pytest.mark.parametrize("name", ROOTS)


def shut(part: dict[str, Any]) -> dict[str, Any]:
    """The same object, holding no more than it names."""
    return part | ({"additionalProperties": False} if part.get("type") == "object" else {})


SHUT = json.loads(json.dumps(DESCRIPTION["components"]), object_hook=shut)
"""The parts of the description, which leaves room for more, without that room."""


@cache
def out(name: tuple[str, str]) -> tuple[PlanHistory, PlanFiles]:
    return of(plan(*name))


def of(plan: ActionPlan) -> tuple[PlanHistory, PlanFiles]:
    """What the API tells a plan from."""
    history = plan_history(plan)
    return history, plan_files(history)


@cache
def documents(name: tuple[str, str], addresses: Addresses = NO_ADDRESS) -> dict[str, Any]:
    """Every document of a plan, read, by its path."""
    return {path: json.loads(whole(data)) for path, data in plan_documents(*out(name), addresses)}


@cache
def start(name: str) -> dict[str, Any]:
    """The documents of a site that are of no plan."""
    config = made(SiteConfig, title=Text("Sitio"), current_plan="")
    plans = [plan(*each) for each in PLANS if each[0] == name]
    return {path: json.loads(whole(data)) for path, data in site_documents(config, plans, NO_ADDRESS)}


def at(name: tuple[str, str], path: str) -> Any:
    """A document of a plan, by the end of its path."""
    return documents(name)[f"api/v1/planes/{name[1]}/{path}.json"]


def table(name: tuple[str, str], which: str) -> list[dict[str, Any]]:
    """The rows of a published table, as its JSON has them."""
    [found_table] = [each for each in out(name)[1].datasets if each.table.name == which]
    rows: list[dict[str, Any]] = json.loads(whole(found_table.file(JSON).content))["filas"]
    return rows


def operation(path: str) -> dict[str, Any]:
    """The only operation that the document's path is of; a list comes before what its name would match."""
    fitting = [each for each in PATHS if re.fullmatch(each, path.removeprefix(router.API_ROOT))]
    return dict(PATHS[min(fitting, key=lambda each: each.count("("))])


def faults(path: str, document: Any) -> list[str]:
    schema = operation(path)["responses"]["200"]["content"]["application/json"]["schema"]
    whole = {**schema, "components": SHUT}
    validator = Draft202012Validator(whole, format_checker=FormatChecker(("date",)))
    return [f"{path} {each.json_path}: {each.message}" for each in validator.iter_errors(document)]


@every_plan
def test_every_document_is_what_its_description_says(name: tuple[str, str]) -> None:
    assert [each for path, document in documents(name).items() for each in faults(path, document)] == []


@every_site
def test_the_start_is_what_its_description_says(name: str) -> None:
    assert faults(router.API, start(name)[router.API]) == []


def test_a_document_that_says_more_or_less_is_found_out() -> None:
    document = at(DEMO, "compromisos/agua")
    path = "api/v1/planes/demostracion/compromisos/agua.json"
    assert faults(path, {**document, "otro": 1})
    assert faults(path, {key: value for key, value in document.items() if key != "cifras"})
    assert faults(path, {**document, "cifras": {**document["cifras"], "reportado": "0.5"}})


def test_every_path_of_the_description_has_documents() -> None:
    made_ones = {path for name in PLANS for path in documents(name)} | {router.API}
    assert {operation(path)["operationId"] for path in made_ones} == {each["operationId"] for each in PATHS.values()}


def links(document: Any) -> list[str]:
    """Every address within a document."""
    if isinstance(document, list):
        return [link for each in document for link in links(each)]
    if not isinstance(document, dict):
        return []
    own = [link for key, each in document.items() if key != "enlaces" for link in links(each)]
    return [*own, *document.get("enlaces", {}).values()]


@every_site
def test_every_link_leads_to_a_file_of_the_site(name: str) -> None:
    """Also those with an anchor, which is there on the page."""
    whole = site(name)
    paths = [path for path in whole if path.startswith(router.API_ROOT) and path != router.OPENAPI]
    assert len(paths) > 10
    for path in paths:
        for link in links(json.loads(content(whole, path))):
            address, _, anchor = link.partition("#")
            target = router.resolve(SitePath(path), unquote(address))
            assert target in whole, f"{path}: {link}"
            assert not anchor or f'id="{unquote(anchor)}"' in content(whole, target).decode(), f"{path}: {link}"


@every_plan
def test_with_an_address_every_link_is_whole_and_leads_to_the_same(name: tuple[str, str]) -> None:
    addresses = Addresses(BASE)
    for path, document in documents(name).items():
        whole = documents(name, addresses)[path]
        for link, absolute in zip(links(document), links(whole), strict=True):
            address, _, anchor = link.partition("#")
            target = router.resolve(SitePath(path), unquote(address))
            assert absolute == addresses.canonical(target, unquote(anchor))


@every_plan
def test_every_document_is_reached_from_the_start(name: tuple[str, str]) -> None:
    every = {**documents(name), router.API: start(name[0])[router.API]}
    seen, left = set(), [router.API]
    while left:
        path = left.pop()
        if path in every and path not in seen:
            seen.add(path)
            left += [router.resolve(path, unquote(link.partition("#")[0])) for link in links(every[path])]
    assert set(documents(name)) <= seen


@every_plan
def test_an_invented_plan_says_so_in_every_document(name: tuple[str, str]) -> None:
    assert {document["inventado"] for document in documents(name).values()} == {name in INVENTED}
    [listed] = [each for each in start(name[0])[router.API]["planes"] if each["id"] == name[1]]
    assert listed["inventado"] is (name in INVENTED)


@every_plan
def test_rows_are_those_of_the_tables(name: tuple[str, str]) -> None:
    for key, which, folder in (
        ("compromiso", "compromisos", "compromisos"),
        ("actividad", "actividades", "actividades"),
        ("corte", "cortes", "cortes"),
        ("evidencia", "evidencias", "evidencias"),
    ):
        rows = table(name, which) if which in plan(*name).tables and plan(*name).tables[which].rows else []
        for row in rows:
            row.pop("inventado", None)
            row.pop("prueba", None)
            assert at(name, f"{folder}/{row['id']}")[key] == row


def test_figures_are_those_of_the_calculations_at_every_cut() -> None:
    checked = 0
    for row in table(DEMO, "calculos"):
        if row["nivel"] == "indicador":
            continue  # they enter no figure of this plan; the tests of the indicators have theirs
        document = at(DEMO, f"cortes/{row['corte']}")
        if row["nivel"] == "actividad":
            course = at(DEMO, f"actividades/{row['registro']}")["cortes"]
            [figures] = [each["cifras"] for each in course if each["corte"] == row["corte"]]
        elif row["nivel"] == "compromiso":
            [figures] = [each["cifras"] for each in document["compromisos"] if each["id"] == row["registro"]]
        elif row["nivel"] == "grupo":
            [figures] = [each["cifras"] for each in at(DEMO, "grupos/index")["grupos"] if each["id"] == row["registro"]]
        else:
            figures = document["cifras"]
        assert figures == {key: row[key] for key in figures}
        assert figures.keys() >= {"reportado", "verificado", "esperado", "peso"}
        checked += 1
    assert checked == 12 * (1 + 5 + 30) + 4


def test_the_last_cut_is_that_of_the_lists_and_of_each_document() -> None:
    last = at(DEMO, "cifras")["cortes"][-1]
    assert at(DEMO, "index")["corte"] == at(DEMO, "compromisos/index")["corte"] == last["corte"]
    assert at(DEMO, "index")["cifras"] == last["cifras"]
    listed = {each["id"]: each["cifras"] for each in at(DEMO, "compromisos/index")["compromisos"]}
    told = {each["id"]: each["cifras"] for each in at(DEMO, f"cortes/{last['corte']}")["compromisos"]}
    assert listed == told
    assert listed["agua"] == at(DEMO, "compromisos/agua")["cifras"]


def test_what_nobody_reported_is_null_and_never_nought() -> None:
    reported = {(row["corte"], row["actividad"]) for row in table(DEMO, "avances")}
    silent = 0
    for each in plan(*DEMO).milestones:
        for row in at(DEMO, f"actividades/{each.id}")["cortes"]:
            if (row["corte"], each.id) not in reported:
                assert row["avance"] is None
                assert row["cifras"]["reportado"] is None
                silent += 1
    assert silent > 0
    unreported = at(("raiz", "plan-2023-2024"), "index")
    assert (unreported["corte"], unreported["cifras"]) == (None, None)


def test_a_milestone_tells_its_whole_course() -> None:
    course = {each["corte"]: each for each in at(DEMO, "actividades/agua-1")["cortes"]}
    assert list(course) == sorted(course)
    [checked] = [row for row in table(DEMO, "verificaciones") if row["actividad"] == "agua-1"]
    told = course[checked["corte"]]["verificacion"]
    assert (told["organo"], told["fecha"], told["evidencias"]) == (checked["organo"], checked["fecha"], ["mapa-agua"])
    assert [cut for cut, each in course.items() if each["verificacion"]] == [checked["corte"]]


def test_errata_stand_with_the_cut_and_the_milestone_that_they_correct() -> None:
    for row in table(DEMO, "erratas"):
        told = {key: value for key, value in row.items() if key not in ("corte", "inventado")}
        assert told in at(DEMO, f"cortes/{row['corte']}")["erratas"]
        for part in row["registro"].split("|"):
            if row["tabla"] in ("avances", "actividades") and part in plan(*DEMO).index.milestones:
                course = at(DEMO, f"actividades/{part}")["cortes"]
                assert [each["corte"] for each in course if told in each["erratas"]] == [row["corte"]]


def test_a_sealed_cut_gives_its_seal_and_one_that_is_not_gives_none() -> None:
    seals = plan(*DEMO).seals
    for row in at(DEMO, "cortes/index")["cortes"]:
        seal, told = seals.get(row["id"]), at(DEMO, f"cortes/{row['id']}")["sello"]
        assert row["sello"] == (seal.digest if seal else None)
        assert (told["huella"], told["anterior"]) == (seal.digest, seal.previous or None) if seal else told is None
    assert 0 < len(seals) < len(at(DEMO, "cortes/index")["cortes"])


def test_what_changed_at_a_cut_is_told_with_what_was_said_before() -> None:
    told = at(DEMO, f"cortes/{SEALED}")["cambios"]
    [changes] = [each for each in out(DEMO)[0].changes if each.at.cut.id == SEALED]
    assert [(each["tipo"], each["actividad"]) for each in told] == [
        (each.kind.value, each.after.milestone.id) for each in changes.changes
    ]
    for each in told:
        before = [row for row in table(DEMO, "avances") if row["actividad"] == each["actividad"] and each["antes"]]
        assert not each["antes"] or each["antes"]["corte"] in {row["corte"] for row in before if row["corte"] < SEALED}


def test_a_change_of_date_is_told_with_its_row() -> None:
    told = [
        (each["actividad"], each["reprogramacion"]["despues"])
        for cut in plan(*DEMO).reporting_periods
        for each in at(DEMO, f"cortes/{cut.id}")["cambios"]
        if each["reprogramacion"]
    ]
    assert told
    assert set(told) <= {(row["actividad"], row["despues"]) for row in table(DEMO, "reprogramaciones")}


def test_a_document_gives_its_fingerprint_and_where_it_is() -> None:
    document = at(DEMO, "evidencias/mapa-agua")
    [row] = [each for each in plan(*DEMO).evidence if each.id == "mapa-agua"]
    assert (document["evidencia"]["hash"], document["evidencia"]["bytes"]) == (row.hash, row.bytes)
    assert document["enlaces"]["archivo"].endswith(f"evidencias/mapa-agua/archivo/{row.file}")
    elsewhere = [each for each in plan(*DEMO).evidence if not each.file]
    assert all("archivo" not in at(DEMO, f"evidencias/{each.id}")["enlaces"] for each in elsewhere)


def test_the_tables_are_those_that_are_published() -> None:
    told = {each["nombre"]: each["filas"] for each in at(DEMO, "tablas/index")["tablas"]}
    assert told == {each.table.name: len(each.table.rows) for each in out(DEMO)[1].datasets}


def test_a_plan_with_tables_of_its_own_or_without_cuts_has_its_documents() -> None:
    listed = [each["nombre"] for each in at(("minimo", PLAN), "tablas/index")["tablas"]]
    assert "recorridos" in listed
    assert at(("raiz", "plan-2026"), "cifras")["cortes"] == []


def test_documents_come_out_the_same_each_time() -> None:
    assert list(plan_documents(*out(DEMO), NO_ADDRESS)) == list(plan_documents(*out(DEMO), NO_ADDRESS))


def test_a_preview_makes_a_plans_documents_again_only_when_the_plan_or_the_address_changes(tmp_path: Path) -> None:
    kept, root = BuildCache(), make_site(tmp_path)
    path = SitePath(f"api/v1/planes/{PLAN}/compromisos/agua.json")

    def built(address: str = "") -> bytes:
        whole, problems = build_site(Options(root, (ROOT / "themes",), address), lambda *stage: None, kept)
        assert whole is not None, found(problems)
        data = whole[path]
        assert isinstance(data, bytes)
        return data

    first = built()
    assert built() is first
    assert built(BASE) != first
    source = root / of_plan("compromisos.csv")
    source.write_bytes(source.read_bytes().replace(b"agua,1,", b"agua,9,"))
    assert json.loads(built(BASE))["compromiso"]["numero"] == 9


def test_a_document_is_as_small_in_a_large_plan() -> None:
    """A milestone's document is the same however many others there are, and each is made once."""
    small = plan("minimo", PLAN)
    big = grown(small, 300)
    few = {path: whole(data) for path, data in plan_documents(*of(small), NO_ADDRESS)}
    course = list(plan_documents(*of(big), NO_ADDRESS))
    many = {path: whole(data) for path, data in course}
    assert len(course) == len(many) == len(few) + 300
    first = small.milestones[0].id
    sample = SitePath(f"api/v1/planes/{PLAN}/actividades/{first}.json")
    assert json.loads(many[sample])["actividad"] == json.loads(few[sample])["actividad"]
    assert len(many[SitePath(f"api/v1/planes/{PLAN}/actividades/otra-7.json")]) < len(few[sample]) + 100


def grown(small: ActionPlan, more: int) -> ActionPlan:
    """The plan with `more` milestones like its first."""
    milestones, rows = small.tables["actividades"], range(more)
    like = small.milestones[0]
    values = tuple((f"otra-{n}", *milestones.values[0][1:]) for n in rows)
    cells = tuple((f"otra-{n}", *milestones.rows[0][1:]) for n in rows)
    table = replace(
        milestones,
        origins=milestones.origins * (more + 1),
        rows=(*milestones.rows, *cells),
        values=(*milestones.values, *values),
    )
    others = (replace(like, id=f"otra-{n}") for n in rows)
    return replace(small, milestones=(*small.milestones, *others), tables={**small.tables, "actividades": table})


def test_a_key_that_is_the_address_of_a_list_is_told(tmp_path: Path) -> None:
    def renamed(files: Files) -> None:
        for name in ("cortes", "avances", "verificaciones"):
            data = files[of_plan(f"{name}.csv")]
            assert isinstance(data, bytes)
            files[of_plan(f"{name}.csv")] = re.sub(rb"(?m)^2024-03,", b"index,", data)

    root = make_site(tmp_path, renamed)
    whole, problems = build_site(Options(root, (ROOT / "themes",)), lambda *stage: None)
    assert whole is None
    assert "ADDRESS_TWICE" in {each.kind.name for each in problems}
