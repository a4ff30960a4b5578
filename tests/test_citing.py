"""How what a page shows is cited: the sentence, its file for bibliography programs, and the page that stays."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from micrositio.model.text import Text
from micrositio.opendata.citation import Citation
from reading import PLANS, build, content, parse, rows, site, words
from support import PLAN, make_site

BASE = "https://abierto.example.org"
EVERY = pytest.mark.parametrize(("name", "plan_id"), PLANS)


@EVERY
def test_the_plan_each_commitment_each_cut_and_each_table_have_a_reference_beside_their_page(
    name: str, plan_id: str
) -> None:
    cuts = [f"tablero/{row['id']}/" for row in rows(name, plan_id, "cortes")]
    commitments = [f"compromisos/{row['id']}/" for row in rows(name, plan_id, "compromisos")]
    found = {path.removeprefix(f"{plan_id}/") for path in site(name) if path.startswith(f"{plan_id}/")}
    references = {path.removesuffix("cita.bib") for path in found if path.endswith("cita.bib")}
    tables = {f"{path.removesuffix('index.html')}" for path in found if re.fullmatch(r"datos/[^/]+/index\.html", path)}
    assert references == {"", *cuts, *commitments, *tables}
    keys = [content(site(name), f"{plan_id}/{each}cita.bib").decode().split(",")[0] for each in references]
    assert len(set(keys)) == len(keys)


def test_a_commitment_is_cited_with_the_date_of_the_data_and_the_page_of_the_cut(tmp_path: Path) -> None:
    of = build(make_site(tmp_path), base_url=BASE)
    reference = content(of, f"{PLAN}/compromisos/agua/cita.bib").decode()
    assert reference.startswith(f"@misc{{{PLAN}-agua-")
    assert f"  url = {{{BASE}/{PLAN}/compromisos/agua/}}" in reference
    assert f"{BASE}/{PLAN}/tablero/2024-06/#compromiso-agua".replace("#", r"\#") in reference
    shown = parse(of, f"{PLAN}/compromisos/agua/index.html")
    sentence = words(shown.one("#citar .cite-as"))
    assert "Compromiso 1: Agua con datos" in sentence
    assert sentence.endswith(f"Como estaba en el último corte: {BASE}/{PLAN}/tablero/2024-06/#compromiso-agua.")
    cut = content(of, f"{PLAN}/tablero/2024-06/cita.bib").decode()
    assert "  date = {2024-06-30}" in cut


def test_what_bibtex_reads_as_an_order_is_written_as_text() -> None:
    cited = Citation("clave", Text("A & B_{%}"), Text(), r"50 % de #1 ~ ^ $ \x", "1.0.0", date(2024, 6, 30), "")
    assert "{A \\& B\\_\\{\\%\\}}" in cited.bibtex()
    assert r"50 \% de \#1 \textasciitilde{} \textasciicircum{} \$ \textbackslash{}x" in cited.bibtex()
