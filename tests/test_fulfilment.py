"""«¿Se cumplió?»: every combination of what may be known at the last cut, worked out by hand."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from micrositio.calculations import history
from micrositio.dates import PartialDate
from micrositio.fulfilment import Answer, Fulfilment, commitment_fulfilment, fulfilment
from micrositio.progress import Dates, MilestoneState
from micrositio.records import Commitment, Rescheduling, Verification
from reading import PLANS, ROOTS, facts, leads, page, pages, words
from support import made
from test_progress import APRIL, MARCH, MAY, milestone, plan, update, verification

KINDS = "VCUPXW"
"""A milestone at the last cut: verified, complete, refuted (complete, but a body said no), in progress, no data (X),
withdrawn."""


def state(kind: str) -> MilestoneState:
    verified = made(Verification, status="listo", evidence=("acta",)) if kind == "V" else None
    return MilestoneState(
        milestone=milestone(kind), update=None,
        completion={"V": "completo", "C": "completo", "U": "completo", "P": "limitado", "X": "", "W": "retirado"}[kind],
        progress={"P": 0.5, "V": 1.0, "C": 1.0, "U": 1.0}.get(kind), uncapped=None, dates=Dates(None, None),
        expected=None, originally_expected=None, days_late=None, days_left=None, verification=verified,
        verified_completion="completo" if verified else "", verified_progress=None,
        disputed_completion="completo" if kind == "U" else "", evidence=(),
    )  # fmt: skip


def answer(kinds: str, ended: bool) -> Answer:
    return fulfilment([state(each) for each in kinds], ended).answer


TABLE = [
    # kinds, while it runs, once its time is over
    ("", Answer.UNLISTED, Answer.UNLISTED),
    ("V", Answer.VERIFIED, Answer.VERIFIED),
    ("C", Answer.REPORTED, Answer.REPORTED),
    ("U", Answer.REFUTED, Answer.REFUTED),
    ("P", Answer.NOT_YET, Answer.NO),
    ("X", Answer.UNKNOWN, Answer.UNKNOWN),
    ("W", Answer.WITHDRAWN, Answer.WITHDRAWN),
    ("VC", Answer.REPORTED, Answer.REPORTED),
    ("VU", Answer.REFUTED, Answer.REFUTED),
    ("CU", Answer.REFUTED, Answer.REFUTED),
    ("VP", Answer.NOT_YET, Answer.PARTLY),
    ("CP", Answer.NOT_YET, Answer.PARTLY),
    ("UP", Answer.NOT_YET, Answer.PARTLY),
    ("VX", Answer.UNSURE, Answer.UNSURE),
    ("CX", Answer.UNSURE, Answer.UNSURE),
    ("UX", Answer.UNSURE, Answer.UNSURE),
    ("VW", Answer.PARTLY, Answer.PARTLY),
    ("CW", Answer.PARTLY, Answer.PARTLY),
    ("UW", Answer.REFUTED, Answer.REFUTED),
    ("PX", Answer.NOT_YET, Answer.NO),
    ("PW", Answer.NOT_YET, Answer.NO),
    ("XW", Answer.UNKNOWN, Answer.UNKNOWN),
    ("VPX", Answer.NOT_YET, Answer.PARTLY),
    ("CXW", Answer.UNSURE, Answer.UNSURE),
    ("PXW", Answer.NOT_YET, Answer.NO),
    ("VCUPXW", Answer.NOT_YET, Answer.PARTLY),
]


@pytest.mark.parametrize(("kinds", "running", "ended"), TABLE)
def test_the_answer_follows_from_the_milestones(kinds: str, running: Answer, ended: Answer) -> None:
    assert (answer(kinds, False), answer(kinds, True)) == (running, ended)


def expected(kinds: str, ended: bool) -> Answer:
    """The rule of the methodology page, told again in another way."""
    left = kinds.replace("W", "")
    if not left:
        return Answer.WITHDRAWN
    done, doubtful = set(left) <= set("VCU"), "U" in left
    if done and doubtful:
        return Answer.REFUTED
    if done and left != kinds:
        return Answer.PARTLY
    if done:
        return Answer.VERIFIED if set(left) == {"V"} else Answer.REPORTED
    if "P" not in left:
        return Answer.UNSURE if set(left) & set("VCU") else Answer.UNKNOWN
    if not ended:
        return Answer.NOT_YET
    return Answer.PARTLY if set(left) & set("VCU") else Answer.NO


@pytest.mark.parametrize("ended", [False, True])
def test_every_combination_of_three_milestones_has_its_answer(ended: bool) -> None:
    for kinds in map("".join, product(KINDS, repeat=3)):
        assert answer(kinds, ended) is expected(kinds, ended), kinds


def test_only_what_is_known_is_counted() -> None:
    found = fulfilment([state(each) for each in "VVCUPXXW"], True)
    assert vars(found) == vars(
        Fulfilment(Answer.PARTLY, True, None, total=8, withdrawn=1, known=5, complete=4, verified=2, refuted=1)
    )
    assert found.standing == 7


@pytest.mark.parametrize("ended", [False, True])
def test_without_a_cut_nobody_reported(ended: bool) -> None:
    assert fulfilment(None, ended) == Fulfilment(Answer.UNREPORTED, ended)


# A commitment of a plan


def of_plan(state_of_plan: str = "en_curso", end: PartialDate | None = None, **rows: object) -> Fulfilment:
    commitment = made(Commitment, id="c", end=end)
    whole = plan(state=state_of_plan, commitments=(commitment,), **rows)
    course = history(whole)
    return commitment_fulfilment(whole, commitment, course[-1] if course else None)


@pytest.mark.parametrize(
    ("end", "ended"),
    [(None, False), (PartialDate(2024, 5, 30), True), (PartialDate(2024, 5), True), (PartialDate(2024, 6), False),
     (PartialDate(2024), False)],
)  # fmt: skip
def test_its_time_is_over_on_its_last_day_by_the_last_cut(end: PartialDate | None, ended: bool) -> None:
    assert of_plan(end=end).ended is ended


def test_its_time_is_over_when_its_plan_is_even_without_dates_or_cuts() -> None:
    assert of_plan("concluido").ended
    assert of_plan("concluido", reporting_periods=()).answer is Answer.UNREPORTED
    assert not of_plan(end=PartialDate(2000), reporting_periods=()).ended


def test_a_milestone_moved_beyond_its_end_gives_it_more_time() -> None:
    moved = made(
        Rescheduling, milestone="a", field="fin", date=date(2024, 5, 1),
        before=date(2024, 5, 1), after=date(2024, 6, 15),
    )  # fmt: skip
    rows = {"milestones": (milestone(end=date(2024, 5, 1)),), "reschedulings": (moved,)}
    found = of_plan(end=PartialDate(2024, 5), **rows)
    assert (found.ended, found.term) == (False, date(2024, 6, 15))
    assert of_plan(end=PartialDate(2024, 5), milestones=rows["milestones"]).term == PartialDate(2024, 5)


def test_what_was_said_at_an_earlier_cut_is_not_carried_forward() -> None:
    assert of_plan(updates=(update("listo", cut=APRIL),)).answer is Answer.UNKNOWN
    assert of_plan(updates=(update("listo", cut=MAY),)).answer is Answer.REPORTED


def test_a_refusal_of_what_had_not_been_reported_complete_refutes_nothing() -> None:
    said = (update("en_proceso", cut=MARCH), update("listo", cut=MAY))
    refusal = (verification("en_proceso", cut=MARCH, evidence=("acta",)),)
    assert of_plan(updates=said, verifications=refusal).answer is Answer.REPORTED
    said = (update("listo", cut=MARCH), update("listo", cut=MAY))
    assert of_plan(updates=said, verifications=refusal).answer is Answer.REFUTED


# The page


def said(site: str, path: str) -> str:
    return words(page(site, path).one(".kept")).removeprefix("¿Se cumplió? ")


@pytest.mark.parametrize(
    ("site", "path", "begins"),
    [
        ("raiz", "plan-2023-2024/compromisos/desarrollo-rural",
         "No se sabe: el plazo terminó (mayo de 2024) y estos datos no dicen cuánto avanzó. "
         "Lo puede dar a conocer: Dirección de Desarrollo Rural."),
        ("raiz", "plan-2023-2024/compromisos/prevencion",
         "No se sabe: el plazo terminó y estos datos no dicen cuánto avanzó."),
        ("raiz", "plan-2026/compromisos/denuncias-digitales",
         "Todavía no se sabe: estos datos no dicen cuánto avanzó. Vea quién lo puede dar."),
        ("raiz", "demostracion/compromisos/agua",
         "En parte: el plazo terminó (30 de junio de 2026). 5 de 7 actividades completas; 2 verificadas. "
         "Quien revisó no aceptó 2 de las informadas como completas. Al corte del 30 de junio de 2026."),
        ("raiz", "demostracion/compromisos/residuos",
         "En parte: el plazo terminó (30 de junio de 2026). 2 de 5 actividades completas; 2 verificadas. "
         "3 de 5 con dato."),
        ("raiz", "demostracion/compromisos/caminos",
         "En parte: el plazo terminó (30 de junio de 2026). 2 de 6 actividades completas; 2 verificadas. 1 se retiró."),
    ],
)  # fmt: skip
def test_a_commitment_opens_with_the_answer_and_what_it_rests_on(site: str, path: str, begins: str) -> None:
    assert said(site, path).startswith(begins)


@pytest.mark.parametrize("name", ROOTS)
def test_the_answer_comes_before_anything_but_the_title_and_the_summary(name: str) -> None:
    for shown in pages(name):
        if shown.all(".kept"):
            order = [node.attributes.get("class") or node.tag for node in shown.one("main").iter()]
            assert order[: order.index("kept")] in (["kicker", "h1"], ["kicker", "h1", "lead"]), shown.path


@pytest.mark.parametrize("name", ROOTS)
def test_every_commitment_has_its_answer_wherever_it_has_a_card(name: str) -> None:
    for each in (each for site_name, each in PLANS if site_name == name):
        cards = page(name, f"{each}/compromisos").all(".card")
        assert cards
        for card in cards:
            answer = words(facts(card)["¿Se cumplió?"])
            path = leads(page(name, f"{each}/compromisos"), card.css("h2")[0])[0]
            assert said(name, path.removesuffix("/index.html")).startswith(f"{answer}:")
