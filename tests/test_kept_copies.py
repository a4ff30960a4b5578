"""A linked document may have a copy kept here: both are offered and published, and links without a copy are counted."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from micrositio.pipeline.builder import build_site
from micrositio.pipeline.options import Options
from micrositio.pipeline.publisher import Site
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem
from micrositio.profile.frictionless_adapter import package_faults
from reading import MISSING, Page, build, content, facts, hrefs, index, page, parse, site, words
from support import PLAN, ROOT, Edit, append, make_site, of_plan, replace, write, write_files

MANIFEST = of_plan("evidencias/2024-03/datapackage.yaml")
ARCHIVED = "    copia_archivada: https://archivo.example.org/plan\n"
LINK = "https://www.example.org/plan"
COPY = "Copia de la página del plan, leída el 1 de febrero de 2024.\n".encode()
DIGEST = hashlib.sha256(COPY).hexdigest()
KEPT = f"    path: copia.txt\n    bytes: {len(COPY)}\n    hash: sha256:{DIGEST}\n"
PUBLISHED = f"{PLAN}/evidencias/pagina-plan/archivo/copia.txt"


def kept() -> tuple[Edit, ...]:
    """Edits that keep a copy of the small site's only link."""
    return replace(MANIFEST, ARCHIVED, KEPT), write(of_plan("evidencias/2024-03/copia.txt"), COPY)


def without_copy(name: str) -> Edit:
    """An edit that adds a link without any copy."""
    lines = (f"  - name: {name}", f"    title: Página {name}", "    enlace: https://www.example.org/otra",
             "    consultado: 2024-02-01", "    tipo: pagina", "    demuestra: Algo.", f"    plan: {PLAN}")  # fmt: skip
    return append(MANIFEST, "\n".join(lines) + "\n")


def warnings(root: Path) -> list[Problem]:
    _, problems = build_site(Options(root, (ROOT / "themes",)), lambda *stage: None)
    return [each for each in problems if each.kind is Kind.EVIDENCE_UNCOPIED]


@pytest.fixture(scope="module")
def with_copy(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small site with a copy of its only link."""
    return build(make_site(tmp_path_factory.mktemp("sitio"), *kept()))


def evidence(of: Site) -> Page:
    return parse(of, index(f"{PLAN}/evidencias/pagina-plan"))


def test_the_page_offers_the_original_first_and_the_copy_beside_it(with_copy: Site) -> None:
    panel = evidence(with_copy).one("main > .panel")
    outside, inside = hrefs(panel)
    assert outside == LINK
    assert inside.endswith("archivo/copia.txt")
    assert "Se leyó el 1 de febrero de 2024. Aquí se guarda una copia de lo que se leyó." in words(panel)
    assert f"Abrir la copia guardada (TXT, {len(COPY)} B) Su huella SHA-256: sha256:{DIGEST}" in words(panel)


def test_the_record_tells_the_file_and_the_address_and_misses_no_other_copy(with_copy: Site) -> None:
    record = facts(evidence(with_copy).section("ficha"))
    assert words(record["Archivo"]) == f"copia.txt, {len(COPY)} bytes"
    assert LINK in words(record["Dirección"])
    assert "Copia archivada" not in record
    assert f"sha256:{DIGEST}" in words(evidence(with_copy).section("comprobar"))


def test_the_copy_is_published_byte_for_byte(with_copy: Site) -> None:
    assert content(with_copy, PUBLISHED) == COPY


def test_every_form_of_the_data_carries_both(with_copy: Site, tmp_path: Path) -> None:
    package = json.loads(content(with_copy, f"{PLAN}/evidencias/datapackage.json"))
    [resource] = [each for each in package["resources"] if each["evidencia"] == "pagina-plan"]
    assert (resource["hash"], resource["bytes"]) == (f"sha256:{DIGEST}", len(COPY))
    assert resource["sources"] == [{"title": "El plan en línea", "path": LINK}]
    assert resource["consultado"] == "2024-02-01"
    document = json.loads(content(with_copy, f"api/v1/planes/{PLAN}/evidencias/pagina-plan.json"))
    row = document["evidencia"]
    assert (row["enlace"], row["archivo"], row["hash"]) == (LINK, "copia.txt", f"sha256:{DIGEST}")
    assert document["enlaces"]["archivo"].endswith(PUBLISHED)
    assert b"evidencias/pagina-plan/copia.txt" in content(with_copy, f"{PLAN}/datos/{PLAN}.zip")


def test_the_package_of_documents_with_a_copy_is_valid(with_copy: Site, tmp_path: Path) -> None:
    base = f"{PLAN}/evidencias/"
    own = {path.removeprefix(base): content(with_copy, path) for path in with_copy if path.startswith(base)}
    folder = write_files(tmp_path, own)
    assert package_faults(json.loads(own["datapackage.json"]), folder) == ()


def test_a_file_that_is_no_copy_says_nothing_of_a_link() -> None:
    panel = page("minimo", f"{PLAN}/evidencias/tabla-agua").one("main > .panel")
    assert [href for href in hrefs(panel) if href.startswith("http")] == []
    assert "copia" not in words(panel)


def test_links_without_a_copy_are_told_once_for_the_plan(tmp_path: Path) -> None:
    names = ("pagina-a", "pagina-b", "pagina-c", "pagina-d")
    root = make_site(tmp_path, *map(without_copy, names))
    [said] = warnings(root)
    assert not said.is_error
    assert str(said.place) == MANIFEST
    assert said.message(str) == "4 de 5 enlaces sin copia guardada: pagina-a, pagina-b, pagina-c, …"
    listing = parse(build(root), index(f"{PLAN}/evidencias"))
    assert "Enlaces sin copia en estos datos: 4 de 5." in listing.main


def test_a_copy_of_either_kind_is_enough(tmp_path: Path) -> None:
    assert warnings(make_site(tmp_path / "archivada")) == []
    assert warnings(make_site(tmp_path / "guardada", *kept())) == []
    assert "Enlaces sin copia" not in page("minimo", f"{PLAN}/evidencias").main


def test_the_real_plans_say_how_many_of_their_links_have_no_copy() -> None:
    told = {plan: page("raiz", f"{plan}/evidencias").main for plan in ("plan-2023-2024", "plan-2026")}
    assert "Enlaces sin copia en estos datos: 13 de 13." in told["plan-2023-2024"]
    assert "Enlaces sin copia en estos datos: 9 de 9." in told["plan-2026"]


def test_the_invented_plan_keeps_a_copy_of_a_link_of_its_open_cut() -> None:
    shown = page("raiz", "demostracion/evidencias/boletin-cruces-2026-06")
    record = facts(shown.section("ficha"))
    assert MISSING not in words(record["Archivo"])
    given = ROOT / "data/demostracion/evidencias/caminos/boletin-cruces-2026-06.txt"
    found = content(site("raiz"), "demostracion/evidencias/boletin-cruces-2026-06/archivo/boletin-cruces-2026-06.txt")
    assert found == given.read_bytes()
    assert "INVENTADO" in found.decode()
