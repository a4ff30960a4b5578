"""Since when a milestone is not evaluated: what its page and that of its commitment say."""

from __future__ import annotations

from dataclasses import replace as replaced
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from micrositio.pages.milestones.view import Unchecked, milestone_view
from reading import build, parse
from support import PLAN, make_site, replace
from test_explanations import named, view_of
from test_limits import unlisted
from test_progress import APRIL, MARCH, milestone, plan, update, verification


@pytest.mark.parametrize(
    ("status", "made", "expected"),
    [
        ("en_proceso", [verification("en_proceso", evidence=("e",))], Unchecked(date(2024, 4, 5), 25)),
        ("en_proceso", [verification("en_proceso", cut=APRIL)], None),
        ("listo", [verification("listo", evidence=("e",))], None),
        ("listo", [verification("listo")], Unchecked(date(2024, 4, 5), 25)),
        ("retirado", [verification("en_proceso")], None),
        ("", [verification("en_proceso")], None),
        ("en_proceso", [replaced(verification("en_proceso"), milestone="b")], Unchecked(None, 0)),
        ("en_proceso", [], None),
    ],
)
def test_since_when_a_milestone_is_not_evaluated(status: str, made: list[Any], expected: Unchecked | None) -> None:
    updates = (update("en_proceso", cut=MARCH), *((update(status, cut=APRIL),) if status else ()))
    of = plan(
        commitments=(named("c"),),
        milestones=(milestone("a"), milestone("b")),
        updates=updates,
        verifications=tuple(made),
        reporting_periods=(MARCH, APRIL),
    )
    assert milestone_view(view_of(of), of.milestones[0], {}).unchecked == expected


def said(root: Path, path: str) -> str:
    return parse(build(root), path).main.replace("\xa0", " ")


def test_the_pages_say_it_in_both_languages(tmp_path: Path) -> None:
    of = build(make_site(tmp_path, replace("content/sitio.yaml", "idiomas: [es]", "idiomas: [es, en]")))
    agua, calles, english = (
        parse(of, f"{path}/index.html").main.replace("\xa0", " ")
        for path in (f"{PLAN}/compromisos/agua", f"{PLAN}/compromisos/calles", f"en/{PLAN}/compromisos/agua")
    )
    assert "No evaluada desde el 10 de abril de 2024: 81 días hasta el corte del 30 de junio de 2024." in agua
    assert "1 lleva 81 días." in agua
    assert "1 nunca." in calles
    assert "Not evaluated since 10 April 2024: 81 days to the report of 30 June 2024." in english


def test_a_plan_without_verifications_says_nothing_of_it(tmp_path: Path) -> None:
    shown = said(make_site(tmp_path, unlisted("verificaciones")), f"{PLAN}/compromisos/agua/index.html")
    assert "Sin evaluar" not in shown
    assert "No evaluada" not in shown
