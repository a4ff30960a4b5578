"""Spreadsheets as governments keep them: each is proposed, imported, checked and built as a new person would."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from governments import MAKERS, Facts
from matrices import corrected
from micrositio.cli.console.terminal import FINE
from micrositio.model.plan import ActionPlan
from micrositio.progress.history import history
from test_matrix import SAID, Run, plan, read, run, site, table, total  # noqa: F401  (fixtures)

FILLED = (
    ('descripcion: {valor: ""}', 'descripcion: {valor: "Según la matriz."}'),
    ('fecha: ""', 'fecha: "2024-12-31"'),
    ('linea_base: ""', 'linea_base: {valor: "0"}'),
    ('irm: ""', 'irm: "limitado"'),
)
"""What a person says where the map is empty."""
ADDS_UP = ("    actividad:\n", '    actividad:\n      acumula: {valor: "suma"}\n')


def filled(found: Path, name: str = "") -> None:
    text = corrected(found)
    for old, new in (*FILLED, *([ADDS_UP] if name == "colombia" else [])):
        text = text.replace(old, new)
    found.write_text(text, "utf-8")


def imported(folder: Path, order: Run, name: str, suffix: str = ".xlsx") -> tuple[int, str, Facts]:
    data, facts = MAKERS[name]()
    file, found = folder / f"{name}.xlsx", folder / "mapa.yaml"
    file.write_bytes(data)
    if suffix != ".xlsx":
        _converted(file, suffix)
        file = file.with_suffix(suffix)
    assert order("propose", file, "--output", found)[0] == FINE
    filled(found, name)
    code, problems, said = order("import", file, "--map", found, "--nuevo", "plan-x", "--si")
    return code, problems + said, facts


def _converted(file: Path, suffix: str) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("needs LibreOffice")
    home = f"-env:UserInstallation=file://{file.parent}/office"
    order = [office, home, "--headless", "--convert-to", suffix[1:], "--outdir", str(file.parent), str(file)]
    subprocess.run(order, check=True, capture_output=True, timeout=120)


def compare(made: ActionPlan, facts: Facts) -> None:
    """Compares each figure of a plan with that of its spreadsheet."""
    assert (len(made.commitments), len(made.milestones)) == (facts.commitments, facts.milestones)
    levels = [each.level.base for each in made.groups]
    assert {level: levels.count(level) for level in levels} == facts.levels
    figures = {str(state.cut.date): state.whole().figure.value for state in history(made)}
    assert figures == pytest.approx(facts.progress, abs=1e-9)
    assert money(made) == pytest.approx(facts.money, rel=1e-12)
    titles = {each.id: each.title.base for each in made.scale}
    states = [titles[each.status] for each in made.own_updates]
    assert {state: states.count(state) for state in states} == facts.own
    assert len(made.partners) == facts.partners
    assert (len(made.indicators), len(made.measurements)) == (facts.indicators, facts.measurements)


def money(made: ActionPlan) -> Mapping[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for each in made.budget:
        amounts = (("aprobado", each.approved), ("comprometido", each.committed), ("ejercido", each.spent))
        for name, amount in amounts:
            if amount:
                key = (each.funding.base, name)
                found[key] = found.get(key, 0.0) + float(amount)
    return found


@pytest.mark.parametrize("name", MAKERS)
def test_the_plan_made_from_a_spreadsheet_has_its_figures(name: str, site: Path, tmp_path: Path, run: Any) -> None:  # noqa: F811
    code, said, facts = imported(tmp_path, run, name)
    assert code == FINE, said
    assert " Y" not in said.replace("mapa.yaml", "")
    compare(read(site), facts)


@pytest.mark.parametrize(("name", "suffix"), [("mexico", ".ods"), ("colombia", ".xls"), ("bands", ".ods")])
def test_a_copy_of_another_office_gives_the_same(name: str, suffix: str, site: Path, tmp_path: Path, run: Any) -> None:  # noqa: F811
    code, said, facts = imported(tmp_path, run, name, suffix)
    assert code == FINE, said
    compare(read(site), facts)
