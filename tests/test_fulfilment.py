"""«¿Se cumplió?»: every combination of what was reported, verified and evaluated, worked out by hand."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from micrositio.model.dates import PartialDate
from micrositio.model.plan_facts import Body, Instrument
from micrositio.model.records import Assessment, Commitment, ProgressUpdate, Rescheduling, Verification
from micrositio.model.text import Text
from micrositio.progress.assessments.completion import Term, completion_term, completion_word
from micrositio.progress.assessments.fulfilment import Answer, Basis, Fulfilment, commitment_fulfilment, fulfilment
from micrositio.progress.history import history
from micrositio.progress.milestone_state import Dates, MilestoneState
from reading import PLANS, ROOTS, build, facts, leads, page, pages, parse, words
from support import PLAN, made, make_site, of_plan, replace
from test_progress import APRIL, MARCH, MAY, milestone, plan, update, verification

COMPLETIONS = {
    "V": "completo", "C": "completo", "U": "completo", "E": "completo", "P": "limitado", "N": "no_iniciado", "X": "",
    "Y": "", "W": "retirado", "B": "incumplido",
}  # fmt: skip
VERIFIED = {"V": "completo", "U": "sustancial", "E": "sin_evidencia", "Y": "completo"}
"""A milestone at the last cut: complete and accepted (V), only reported complete (C), reported complete while a body
found it substantial (U) or without evidence (E), in progress (P), not started (N), without data (X) though a body
accepted it at an earlier cut (Y), withdrawn (W), broken (B)."""
REVIEWED = date(2024, 6, 10)


def state(kind: str) -> MilestoneState:
    completion, verified = COMPLETIONS[kind], VERIFIED.get(kind, "")
    made_then = made(Verification, period="c", body="b", date=REVIEWED, evidence=("acta",)) if verified else None
    return MilestoneState(
        milestone=milestone(kind),
        update=made(ProgressUpdate, period="c") if completion else None,
        completion=completion,
        progress={"P": 0.5, "N": 0.0, "B": 0.0}.get(kind, 1.0 if completion == "completo" else None),
        uncapped=None, dates=Dates(None, None), expected=None, originally_expected=None, days_late=None,
        original_days_late=None, days_left=None, verification=made_then, verified_completion=verified,
        verified_progress=None, disputed_completion=completion if kind in "UE" else "", evidence=(),
    )  # fmt: skip


WHO = plan(
    bodies=(made(Body, id="b", name=Text("Comité")), made(Body, id="irm", name=Text("IRM"))),
    instruments=(made(Instrument, id="i", title=Text("Informe"), body="irm"),),
)


def evaluated(value: str, criterion: str = "Completion (End Of Term)", day: PartialDate | None = None) -> Assessment:
    return made(Assessment, instrument="i", criterion=Text("", criterion), value=Text(value), date=day)


def found(kinds: str, ended: bool, *evaluations: Assessment) -> Fulfilment:
    return fulfilment(WHO, [state(each) for each in kinds], date(2024, 5, 31), evaluations, ended)


def answer(kinds: str, ended: bool) -> Answer:
    return found(kinds, ended).answer


# Reported and verified

TABLE = [
    # kinds, while it runs, once its time is over
    ("", Answer.UNLISTED, Answer.UNLISTED),
    ("V", Answer.YES, Answer.YES),
    ("C", Answer.REPORTED, Answer.REPORTED),
    ("U", Answer.NOT_YET, Answer.PARTLY),
    ("E", Answer.UNCLEAR, Answer.UNCLEAR),
    ("P", Answer.NOT_YET, Answer.PARTLY),
    ("N", Answer.NOT_YET, Answer.NO),
    ("X", Answer.UNKNOWN, Answer.UNKNOWN),
    ("Y", Answer.YES, Answer.YES),
    ("W", Answer.WITHDRAWN, Answer.WITHDRAWN),
    ("VC", Answer.REPORTED, Answer.REPORTED),
    ("VU", Answer.NOT_YET, Answer.PARTLY),
    ("CU", Answer.NOT_YET, Answer.PARTLY),
    ("CE", Answer.UNCLEAR, Answer.UNCLEAR),
    ("VP", Answer.NOT_YET, Answer.PARTLY),
    ("VN", Answer.NOT_YET, Answer.PARTLY),
    ("PN", Answer.NOT_YET, Answer.PARTLY),
    ("NN", Answer.NOT_YET, Answer.NO),
    ("VX", Answer.UNSURE, Answer.UNSURE),
    ("CX", Answer.UNSURE, Answer.UNSURE),
    ("CY", Answer.REPORTED, Answer.REPORTED),
    ("VY", Answer.YES, Answer.YES),
    ("VW", Answer.PARTLY, Answer.PARTLY),
    ("CW", Answer.PARTLY, Answer.PARTLY),
    ("UW", Answer.NOT_YET, Answer.PARTLY),
    ("NX", Answer.NOT_YET, Answer.NO),
    ("NW", Answer.NOT_YET, Answer.NO),
    ("XW", Answer.UNKNOWN, Answer.UNKNOWN),
    ("CXW", Answer.UNSURE, Answer.UNSURE),
    ("VCUPNXW", Answer.NOT_YET, Answer.PARTLY),
    ("B", Answer.BROKEN, Answer.BROKEN),
    ("BB", Answer.BROKEN, Answer.BROKEN),
    ("BW", Answer.BROKEN, Answer.BROKEN),
    ("VB", Answer.PARTLY, Answer.PARTLY),
    ("CBW", Answer.PARTLY, Answer.PARTLY),
    ("PB", Answer.NOT_YET, Answer.PARTLY),
    ("NB", Answer.NOT_YET, Answer.NO),
    ("BX", Answer.NOT_YET, Answer.NO),
]


@pytest.mark.parametrize(("kinds", "running", "ended"), TABLE)
def test_the_answer_follows_from_the_milestones(kinds: str, running: Answer, ended: Answer) -> None:
    assert (answer(kinds, False), answer(kinds, True)) == (running, ended)


def expected(kinds: str, ended: bool) -> Answer:
    """The rule of the methodology page, told again in another way."""
    left = kinds.replace("W", "")
    if not left:
        return Answer.WITHDRAWN
    dark = set(left) & set("XE")
    if set(left) <= set("VCYXE"):
        if dark:
            known = set(left) - dark
            return Answer.UNCLEAR if "E" in dark else Answer.UNSURE if known else Answer.UNKNOWN
        if left != kinds:
            return Answer.PARTLY
        return Answer.YES if set(left) <= set("VY") else Answer.REPORTED
    if set(left) <= set("VCYB"):
        return Answer.PARTLY if set(left) - {"B"} else Answer.BROKEN
    if not ended:
        return Answer.NOT_YET
    return Answer.NO if set(left) <= set("NXEB") else Answer.PARTLY


@pytest.mark.parametrize("ended", [False, True])
def test_every_combination_of_three_milestones_has_its_answer(ended: bool) -> None:
    for kinds in map("".join, product(COMPLETIONS, repeat=3)):
        assert answer(kinds, ended) is expected(kinds, ended), kinds


@pytest.mark.parametrize(
    ("kinds", "basis", "others"),
    [
        ("V", Basis.VERIFIED, []),
        ("C", Basis.REPORTED, []),
        ("VC", Basis.REPORTED, []),
        ("U", Basis.VERIFIED, [(Basis.REPORTED, Answer.REPORTED)]),
        ("VU", Basis.VERIFIED, [(Basis.REPORTED, Answer.REPORTED)]),
        ("E", Basis.VERIFIED, [(Basis.REPORTED, Answer.REPORTED)]),
        ("UP", Basis.REPORTED, []),
        ("P", Basis.REPORTED, []),
        ("W", Basis.REPORTED, []),
        ("Y", Basis.VERIFIED, []),
        ("X", None, []),
        ("CX", None, []),
    ],
)
def test_the_answer_names_what_decided_and_shows_what_says_something_else(
    kinds: str, basis: Basis | None, others: list[tuple[Basis, Answer]]
) -> None:
    one = found(kinds, True)
    assert (one.decided and one.decided.basis) is basis
    assert [(each.basis, each.answer) for each in one.others] == others
    if one.decided and basis is Basis.VERIFIED:
        assert (one.decided.by, one.decided.day) == ((Text("Comité"),), REVIEWED)
    if one.decided and basis is Basis.REPORTED:
        assert (one.decided.by, one.decided.day) == ((), date(2024, 5, 31))


def test_only_what_is_known_is_counted() -> None:
    one = found("VVCUPXXW", True)
    assert (one.withdrawn, one.standing, one.known, one.refuted) == (1, 7, 5, 1)


@pytest.mark.parametrize("ended", [False, True])
def test_without_a_cut_there_is_no_report(ended: bool) -> None:
    assert fulfilment(WHO, None, None, (), ended) == Fulfilment(Answer.UNREPORTED, ended)


# Evaluated

BEFORE, AFTER, YEAR = PartialDate(2024, 1, 15), PartialDate(2024, 7, 1), PartialDate(2024)
MIDTERM, UNSAID = "Completion (Progress Report)", "Completion"


@pytest.mark.parametrize(
    ("value", "running", "ended"),
    [
        ("Completo", Answer.YES, Answer.YES),
        ("Sustancial", Answer.NOT_YET, Answer.PARTLY),
        ("Limitado", Answer.NOT_YET, Answer.PARTLY),
        ("No iniciado", Answer.NOT_YET, Answer.NO),
        ("Retirado", Answer.WITHDRAWN, Answer.WITHDRAWN),
        ("Incumplido", Answer.BROKEN, Answer.BROKEN),
        ("Not fulfilled", Answer.BROKEN, Answer.BROKEN),
        ("Sin evidencia", Answer.UNCLEAR, Answer.UNCLEAR),
        ("Unclear", Answer.UNCLEAR, Answer.UNCLEAR),
    ],
)
@pytest.mark.parametrize("kinds", ["", "X", "C", "P", "N", "W"])
def test_an_evaluation_of_the_end_outranks_what_was_reported(
    kinds: str, value: str, running: Answer, ended: Answer
) -> None:
    one = found(kinds, True, evaluated(value))
    assert (found(kinds, False, evaluated(value)).answer, one.answer) == (running, ended)
    assert one.decided
    assert (one.decided.basis, one.decided.by, one.decided.day) == (Basis.EVALUATED, (Text("IRM"),), None)


@pytest.mark.parametrize(
    ("kinds", "evaluations", "basis", "said", "others"),
    [
        # Agreeing: nothing stands beside the answer.
        ("C", [evaluated("Completo")], Basis.EVALUATED, Answer.YES, []),
        ("V", [evaluated("Completo", day=BEFORE)], Basis.VERIFIED, Answer.YES, []),
        ("V", [evaluated("Completo", day=AFTER)], Basis.EVALUATED, Answer.YES, []),
        # Differing from what was reported.
        ("C", [evaluated("Limitado")], Basis.EVALUATED, Answer.PARTLY, [Basis.REPORTED]),
        ("N", [evaluated("Completo")], Basis.EVALUATED, Answer.YES, [Basis.REPORTED]),
        ("X", [evaluated("Completo")], Basis.EVALUATED, Answer.YES, []),
        # Differing from what was verified: the newer decides; one without a day is the last word.
        ("V", [evaluated("Limitado", day=BEFORE)], Basis.VERIFIED, Answer.YES, [Basis.EVALUATED]),
        ("V", [evaluated("Limitado", day=AFTER)], Basis.EVALUATED, Answer.PARTLY, [Basis.REPORTED, Basis.VERIFIED]),
        ("V", [evaluated("Limitado", day=YEAR)], Basis.EVALUATED, Answer.PARTLY, [Basis.REPORTED, Basis.VERIFIED]),
        ("V", [evaluated("Limitado")], Basis.EVALUATED, Answer.PARTLY, [Basis.REPORTED, Basis.VERIFIED]),
        ("U", [evaluated("No iniciado", day=BEFORE)], Basis.VERIFIED, Answer.PARTLY, [Basis.REPORTED, Basis.EVALUATED]),
        # Two evaluations: the newer; of one day, the one by which less is done.
        ("X", [evaluated("Limitado", day=AFTER), evaluated("Completo", day=BEFORE)], Basis.EVALUATED, Answer.PARTLY,
         [Basis.EVALUATED]),
        ("X", [evaluated("Completo"), evaluated("No iniciado")], Basis.EVALUATED, Answer.NO, [Basis.EVALUATED]),
        # Of mid-term: only what was complete by then answers.
        ("C", [evaluated("Limitado", MIDTERM)], Basis.REPORTED, Answer.REPORTED, [Basis.EVALUATED]),
        ("X", [evaluated("Limitado", MIDTERM)], None, Answer.UNKNOWN, [Basis.EVALUATED]),
        ("P", [evaluated("Completo", MIDTERM)], Basis.EVALUATED, Answer.YES, [Basis.REPORTED]),
        ("X", [evaluated("Completo", MIDTERM), evaluated("Limitado")], Basis.EVALUATED, Answer.PARTLY,
         [Basis.EVALUATED]),
        # That does not say of when: no older than the last reports.
        ("C", [evaluated("Limitado", UNSAID, BEFORE)], Basis.REPORTED, Answer.REPORTED, [Basis.EVALUATED]),
        ("C", [evaluated("Limitado", UNSAID, AFTER)], Basis.EVALUATED, Answer.PARTLY, [Basis.REPORTED]),
        ("C", [evaluated("Limitado", UNSAID)], Basis.EVALUATED, Answer.PARTLY, [Basis.REPORTED]),
        # Of no completion, or in other words: they judge nothing here.
        ("C", [evaluated("Limitado", "Verifiable")], Basis.REPORTED, Answer.REPORTED, []),
        ("C", [evaluated("Alta")], Basis.REPORTED, Answer.REPORTED, []),
    ],
)  # fmt: skip
def test_of_what_was_reported_verified_and_evaluated_one_decides_and_the_others_stand_beside_it(
    kinds: str, evaluations: list[Assessment], basis: Basis | None, said: Answer, others: list[Basis]
) -> None:
    one = found(kinds, True, *evaluations)
    assert one.answer is said
    assert (one.decided and one.decided.basis) is basis
    assert [each.basis for each in one.others] == others


@pytest.mark.parametrize(
    ("spanish", "english", "term"),
    [
        ("", "Completion (End Of Term)", Term.END), ("", "Completion (end of term)", Term.END),
        ("", "1.1 Overall level of progress", Term.END), ("", "Completion (Progress Report)", Term.MIDTERM),
        ("", "Completion", Term.UNSAID), ("Cumplimiento", "", Term.UNSAID),
        ("Cumplimiento al final del plazo", "", Term.END), ("Cumplimiento a la mitad del plazo", "", Term.MIDTERM),
        ("1.1 Nivel general de avance", "", Term.END), ("Cumplimiento de los seis pasos", "", None),
        ("Cumplimiento", "Fulfilment of the six steps", None), ("", "Change In Completion", None),
        ("", "Completeness of the reports", None), ("Avance de las actividades", "Progress of the milestones", None),
    ],
)  # fmt: skip
def test_a_criterion_of_completion_is_known_by_its_name(spanish: str, english: str, term: Term | None) -> None:
    assert completion_term(Text(spanish, english)) is term


def test_a_word_of_completion_is_read_in_either_language() -> None:
    said = [Text("Completo"), Text("", "Complete"), Text("Cumplió casi todo", "Substantial"), Text("Alta", "High")]
    assert [completion_word(each) for each in said] == ["completo", "completo", "sustancial", None]


# A commitment of a plan


def of_plan_rows(state_of_plan: str = "en_curso", end: PartialDate | None = None, **rows: Any) -> Fulfilment:
    commitment = made(Commitment, id="c", end=end)
    whole = plan(state=state_of_plan, commitments=(commitment,), bodies=WHO.bodies, **rows)
    course = history(whole)
    return commitment_fulfilment(whole, commitment, course[-1] if course else None)


@pytest.mark.parametrize(
    ("end", "ended"),
    [(None, False), (PartialDate(2024, 5, 30), True), (PartialDate(2024, 5), True), (PartialDate(2024, 6), False),
     (PartialDate(2024), False)],
)  # fmt: skip
def test_its_time_is_over_on_its_last_day_by_the_last_cut(end: PartialDate | None, ended: bool) -> None:
    assert of_plan_rows(end=end).ended is ended


def test_its_time_is_over_when_its_plan_is_even_without_dates_or_cuts() -> None:
    assert of_plan_rows("concluido").ended
    assert of_plan_rows("concluido", reporting_periods=()).answer is Answer.UNREPORTED
    assert not of_plan_rows(end=PartialDate(2000), reporting_periods=()).ended


def test_a_milestone_moved_beyond_its_end_gives_it_more_time() -> None:
    moved = made(
        Rescheduling, milestone="a", field="fin", date=date(2024, 5, 1),
        before=date(2024, 5, 1), after=date(2024, 6, 15),
    )  # fmt: skip
    rows: dict[str, Any] = {"milestones": (milestone(end=date(2024, 5, 1)),), "reschedulings": (moved,)}
    found = of_plan_rows(end=PartialDate(2024, 5), **rows)
    assert (found.ended, found.term) == (False, date(2024, 6, 15))
    assert of_plan_rows(end=PartialDate(2024, 5), milestones=rows["milestones"]).term == PartialDate(2024, 5)


def test_what_was_said_at_an_earlier_cut_is_not_carried_forward() -> None:
    assert of_plan_rows(updates=(update("listo", cut=APRIL),)).answer is Answer.UNKNOWN
    assert of_plan_rows(updates=(update("listo", cut=MAY),)).answer is Answer.REPORTED


def test_a_refusal_of_what_had_not_been_reported_complete_refutes_nothing() -> None:
    said = (update("en_proceso", cut=MARCH), update("listo", cut=MAY))
    refusal = (verification("en_proceso", cut=MARCH, evidence=("acta",)),)
    assert of_plan_rows(updates=said, verifications=refusal).answer is Answer.REPORTED
    said = (update("listo", cut=MARCH), update("listo", cut=MAY))
    one = of_plan_rows("concluido", updates=said, verifications=refusal)
    assert (one.answer, one.decided and one.decided.basis) == (Answer.PARTLY, Basis.VERIFIED)


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
         "No se sabe: el plazo terminó (9 de septiembre de 2024) y estos datos no dicen cuánto avanzó."),
        ("raiz", "plan-2026/compromisos/denuncias-digitales",
         "Todavía no se sabe: estos datos no dicen cuánto avanzó. Vea quién lo puede dar."),
        ("raiz", "demostracion/compromisos/agua",
         "En parte: la evaluación dice «Sustancial». La hizo: Universidad de San Jacinto del Llano (inventada). Fecha: "
         "24 de septiembre de 2026. El plazo terminó (30 de junio de 2026). Actividades informadas completas: 5 de 7; "
         "aceptadas como completas: 2. Quien revisó no aceptó 2 de las informadas como completas. "
         "Al corte del 30 de junio de 2026."),
        ("raiz", "demostracion/compromisos/residuos",
         "En parte: la evaluación dice «Limitado». La hizo: Universidad de San Jacinto del Llano (inventada). Fecha: "
         "24 de septiembre de 2026. El plazo terminó (30 de junio de 2026). Actividades informadas completas: 2 de 5; "
         "aceptadas como completas: 2. Solo 3 de 5 tienen dato."),
        ("raiz", "demostracion/compromisos/caminos",
         "En parte: la evaluación dice «Limitado». La hizo: Universidad de San Jacinto del Llano (inventada). Fecha: "
         "24 de septiembre de 2026. El plazo terminó (30 de junio de 2026). Actividades informadas completas: 2 de 5; "
         "aceptadas como completas: 2. 1 retirada, que no se cuenta."),
        ("costa-rica", "plan-2019-2022/compromisos/geoexplora",
         "Sí: la evaluación dice «Completo». La hizo: Mecanismo de Revisión Independiente (IRM). Fecha: no se sabe. "
         "Vea qué dicen las evaluaciones."),
        ("costa-rica", "plan-2019-2022/compromisos/participacion-legislativa",
         "En parte: la evaluación dice «Sustancial». La hizo: Mecanismo de Revisión Independiente (IRM). Fecha: no se "
         "sabe. El plazo terminó (31 de agosto de 2022). Vea qué dicen las evaluaciones."),
    ],
)  # fmt: skip
def test_a_commitment_opens_with_the_answer_and_what_it_rests_on(site: str, path: str, begins: str) -> None:
    assert said(site, path).startswith(begins)


def test_a_sentence_goes_on_from_the_answer() -> None:
    for name in ROOTS:
        for shown in pages(name):
            for kept in shown.all(".kept-answer") if "/compromisos/" in shown.path else ():
                word, _, rest = words(kept).partition(": ")
                assert rest[:1].islower(), (shown.path, word, rest[:40])


def test_what_was_concluded_is_offered_only_where_somebody_concluded_something() -> None:
    assert "Vea qué dicen las evaluaciones" in said("raiz", "demostracion/compromisos/agua")
    for each in ("emprendimiento", "desarrollo-rural"):
        assert "Vea qué dicen las evaluaciones" not in said("raiz", f"plan-2023-2024/compromisos/{each}")
    assert "vea qué concluyeron" not in words(page("raiz", "plan-2023-2024/tablero").one("main"))
    assert "vea qué concluyeron" in words(page("costa-rica", "plan-2019-2022/tablero").one("main"))


EVALUATED = "monitoreo,Cumplimiento al final del plazo,agua,Limitado,,Universidad,2025-01-20,,registro\n"


def test_the_answer_of_an_evaluation_says_who_and_when_and_shows_what_was_reported_beside_it(tmp_path: Path) -> None:
    path = of_plan("evaluaciones.csv")
    site_root = make_site(
        tmp_path,
        replace(of_plan("datapackage.yaml"), "estado: en_curso", "estado: concluido"),
        replace(path, "monitoreo,Relevancia,agua,", EVALUATED + "monitoreo,Relevancia,agua,"),
        replace(of_plan("evaluaciones.csv"), ",Limitado,,", ",No iniciado,,"),
    )
    kept = parse(build(site_root), f"{PLAN}/compromisos/agua/index.html").one(".kept")
    assert (
        words(kept)
        .removeprefix("¿Se cumplió? ")
        .startswith(
            "No: la evaluación dice «No iniciado». La hizo: Universidad. Fecha: 20 de enero de 2025. El plazo terminó"
        )
    )
    assert "Lo que informó el gobierno dice otra cosa: En parte." in words(kept)


@pytest.mark.parametrize("name", ROOTS)
def test_the_answer_comes_before_anything_but_the_title(name: str) -> None:
    for shown in pages(name):
        if shown.all(".kept") and "/compromisos/" in shown.path:
            holder = shown.one(".kept").parent
            assert holder is not None
            before = [node.attributes.get("class") or node.tag for node in holder.iter()]
            assert before[: before.index("kept")] == ["kicker", "h1"], shown.path


@pytest.mark.parametrize("name", ROOTS)
def test_every_commitment_has_its_answer_wherever_it_has_a_card(name: str) -> None:
    for each in (each for site_name, each in PLANS if site_name == name):
        cards = page(name, f"{each}/compromisos").all(".card")
        assert cards
        for card in cards:
            answer = words(facts(card)["¿Se cumplió?"])
            path = leads(page(name, f"{each}/compromisos"), card.css("h2")[0])[0]
            assert said(name, path.removesuffix("/index.html")).startswith(f"{answer}:")
