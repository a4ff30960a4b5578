"""A promise reported not fulfilled: it counts as 0, nothing more is due of it, and it is never told as withdrawn."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micrositio.model.records import Rescheduling
from micrositio.model.vocabularies import Completion
from micrositio.pipeline.publisher import Site
from micrositio.progress.agenda import agenda_of, is_finished
from micrositio.progress.history import history
from micrositio.progress.milestone_state import Measure
from micrositio.validation.rules.methods import updates_fit_the_method
from micrositio.validation.rules.plan import difficulties_are_told
from reading import build, content, parse, words
from support import PLAN, append, made, make_site, of_plan, replace, run
from test_progress import APRIL, MARCH, MAY, milestone, plan, state, update, verification

DUE = date(2024, 4, 15)
JULY = append(of_plan("cortes.csv"), "2024-07,2024-07-31,,,\n")


def reported(word: str) -> Callable[[dict[str, Any]], object]:
    """An edit: what is said in July of the only milestone of a commitment."""
    return append(of_plan("avances.csv"), f"2024-07,calles-1,1,{word},No se harán las que faltaban.,,,,\n")


@pytest.mark.parametrize("method", ["estatus", "indicador", "manual"])
def test_it_counts_as_zero_by_every_method_though_it_had_advanced(method: str) -> None:
    own = milestone(baseline=0, target=10, end=DUE)
    found = state(method=method, milestones=(own,), updates=(update("roto", 7),))
    assert (found.completion, found.is_broken, found.is_withdrawn) == ("incumplido", True, False)
    assert (found.progress, found.uncapped) == (0.0, 0.0)


@given(st.lists(st.sampled_from(["listo", "en_proceso", "no_iniciado", "retirado", "roto", ""]), max_size=8))
def test_in_a_mean_it_is_as_one_that_did_not_start_and_never_as_a_withdrawn_one(statuses: list[str]) -> None:
    """Each mean of the commitment is bounded, does not depend on the order, and is that of the same with a 0."""

    def reported(words: list[str]) -> tuple[float | None, int, int]:
        names = [f"m{number}" for number in range(len(words))]
        of = plan(
            milestones=tuple(milestone(each, order=n, weight=1.0 + n) for n, each in enumerate(names)),
            updates=tuple(update(word, of=each) for each, word in zip(names, words, strict=True) if word),
        )
        return history(of)[0].commitment("c").figure[:3]

    figure = reported(statuses)
    assert figure == reported([{"roto": "no_iniciado"}.get(each, each) for each in statuses])
    assert figure[2] == sum(each != "retirado" for each in statuses)
    assert figure[0] is None or 0 <= figure[0] <= 1


def test_nothing_more_is_due_of_it_and_it_is_not_late() -> None:
    own = milestone(end=DUE)
    of = plan(milestones=(own,), updates=(update("roto"),))
    for at in history(of):
        each = at.by_id["a"]
        assert (each.is_late, each.is_originally_late, each.days_left, each.days_late) == (False, False, None, None)
    assert is_finished(of, own)
    told = agenda_of(of, MAY.date, 30)
    assert (told.late, told.soon, told.silent) == ((), (), ())


def test_the_days_by_which_it_was_put_off_are_still_counted() -> None:
    change = made(Rescheduling, milestone="a", date=MARCH.date, field="fin", before=DUE, after=MAY.date)
    own = milestone(end=DUE)
    assert state(MAY, milestones=(own,), reschedulings=(change,), updates=(update("roto", cut=MAY),)).days_gained == 46


@pytest.mark.parametrize("start", [None, date(2024, 1, 1)])
def test_no_difficulty_is_asked_of_it(start: date | None) -> None:
    assert not list(
        difficulties_are_told(plan(milestones=(milestone(start=start, end=DUE),), updates=(update("roto"),)))
    )


@pytest.mark.parametrize("method", ["indicador", "manual"])
def test_no_value_is_asked_of_it(method: str) -> None:
    own = milestone(baseline=0, target=10)
    assert not list(updates_fit_the_method(plan(method, milestones=(own,), updates=(update("roto"),))))


def test_a_body_that_finds_it_not_fulfilled_disputes_a_report_of_completion() -> None:
    found = state(APRIL, updates=(update("listo"),), verifications=(verification("roto", evidence=("acta",)),))
    assert (found.verified_completion, found.verified_progress, found.is_disputed) == ("incumplido", 0.0, True)
    assert found.value(Measure.VERIFIED) == 0.0


# On a site


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    both = replace("content/sitio.yaml", "idiomas: [es]", "idiomas: [es, en]")
    return build(make_site(tmp_path_factory.mktemp("sitio"), JULY, reported("incumplido"), both))


def table(of: Site, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(of, f"{PLAN}/datos/{name}.csv").decode())))


def test_the_commitment_says_that_it_was_not_fulfilled_and_who_reported_it(built: Site) -> None:
    shown = parse(built, f"{PLAN}/compromisos/calles/index.html").main
    assert "No: se incumplió" in shown
    assert "el gobierno informó que su única actividad se incumplió. Es lo que informó" in shown
    assert "Informadas completas: 0 de 1; aceptadas como completas: 0. 1 incumplida, que cuenta como 0." in shown
    assert "Incumplido" in shown
    assert not re.search("ya no har|retir", shown)


def test_in_english_too(built: Site) -> None:
    shown = parse(built, f"en/{PLAN}/compromisos/calles/index.html").main
    assert "No: it was not fulfilled" in shown
    assert "the government reported that its only milestone was not fulfilled." in shown
    assert "1 not fulfilled, which counts as 0." in shown
    assert "withdr" not in shown


def test_the_board_and_the_cut_count_it_and_say_what_changed(built: Site) -> None:
    board = parse(built, f"{PLAN}/tablero/index.html")
    assert "1 incumplida, que cuenta como 0." in board.texts(".glance .counts > li")
    assert 'fill="url(#p-incumplido)"' in board.html
    assert 'id="p-incumplido"' in board.html
    assert 'id="i-incumplido"' in board.html
    cut = parse(built, f"{PLAN}/tablero/2024-07/index.html")
    said = "«Hacer tres asambleas» se informó incumplida: cuenta como 0 en los promedios."
    assert said in [words(each) for each in cut.section("que-cambio").css("li")]
    assert not [each for each in cut.section("que-mirar").css("li") if "asambleas" in words(each)]


def test_the_data_have_its_word_and_its_zero(built: Site) -> None:
    [step] = [each for each in table(built, "estados") if each["id"] == "incumplido"]
    assert (step["titulo"], step["titulo_en"], step["valor"], step["irm"]) == (
        "Incumplido", "Not fulfilled", "0", "incumplido",
    )  # fmt: skip
    rows = {(each["corte"], each["registro"]): each for each in table(built, "calculos")}
    for name in ("calles-1", "calles"):
        own = rows["2024-07", name]
        assert [own[each] for each in ("reportado", "con_dato", "total", "completas", "atrasadas")] == list("01100")
    [told] = [e for e in table(built, "seguimiento") if (e["corte"], e["actividad"]) == ("2024-07", "calles-1")]
    assert (told["estado"], told["reportado"], told["dias"], told["dias_original"]) == ("incumplido", "0", "", "")
    package = json.loads(content(built, f"{PLAN}/datos/datapackage.json"))
    assert package["estados"][-1] == {
        "id": "incumplido", "titulo": "Incumplido", "titulo_en": "Not fulfilled", "valor": 0, "irm": "incumplido",
    }  # fmt: skip


def test_the_api_has_it(built: Site) -> None:
    cut = json.loads(content(built, f"api/v1/planes/{PLAN}/cortes/2024-07.json"))
    [one] = [each for each in cut["actividades"] if each["id"] == "calles-1"]
    assert (one["informado"]["cumplimiento"], one["informado"]["reportado"], one["atrasada"]) == (
        "incumplido",
        0,
        False,
    )
    assert [each["tipo"] for each in cut["cambios"] if each["actividad"] == "calles-1"] == ["incumplida"]


def test_a_plan_that_does_not_use_the_word_does_not_publish_it(tmp_path: Path) -> None:
    of = build(make_site(tmp_path, JULY, reported("sustancial")))
    assert [each["id"] for each in table(of, "estados")][-1] == "retirado"
    assert b"incumplid" not in content(of, f"{PLAN}/datos/datapackage.json")


def test_a_word_misspelt_is_told_with_the_one_that_was_meant(tmp_path: Path) -> None:
    told = run("check", "--site", make_site(tmp_path, JULY, reported("incumplida"))).stdout
    assert "retirado, incumplido" in told
    assert "¿quiso decir «incumplido»?" in told


def test_the_word_is_not_taken_for_its_opposite(tmp_path: Path) -> None:
    told = run("check", "--site", make_site(tmp_path, JULY, reported("cumplido"))).stdout
    assert "¿quiso decir «incumplido»?" not in told


OWN = """estados:
  - {id: no_iniciado, titulo: No iniciado, valor: 0, irm: no_iniciado}
  - {id: limitado, titulo: Limitado, valor: 0.25, irm: limitado}
  - {id: completo, titulo: Completo, valor: 1, irm: completo}
  - {id: cancelada, titulo: Cancelada, valor: %s, irm: %s}
"""


def own_scale(value: str, word: str = "incumplido") -> Callable[[dict[str, Any]], object]:
    return append(of_plan("datapackage.yaml"), OWN % (value, word))


def test_a_plan_says_it_in_its_own_word(tmp_path: Path) -> None:
    of = build(make_site(tmp_path, JULY, own_scale("0"), reported("cancelada")))
    shown = parse(of, f"{PLAN}/compromisos/calles/index.html").main
    assert "Estado: Cancelada. En la escala del plan vale 0 %." in shown.replace("\xa0", " ")
    assert "No: se incumplió" in shown


@pytest.mark.parametrize(("value", "key"), [("0.5", "valor"), ("1", "valor"), ("null", "irm")])
def test_a_value_that_cannot_count_is_told_where_it_is(tmp_path: Path, value: str, key: str) -> None:
    root = make_site(tmp_path, JULY, own_scale(value), reported("cancelada"))
    told = run("check", "--site", root).stdout
    line = (root / of_plan("datapackage.yaml")).read_text().splitlines().index(next(
        each for each in (root / of_plan("datapackage.yaml")).read_text().splitlines() if "cancelada" in each
    )) + 1  # fmt: skip
    assert re.search(rf"datapackage.yaml:{line}:\d+ D165 ", told), told
    assert run("check", "--site", make_site(tmp_path / "otro", JULY, own_scale(value, "sin_evidencia"))).returncode == 0


def test_a_seal_holds_the_word_and_refuses_another(tmp_path: Path) -> None:
    root = make_site(tmp_path, JULY, reported("incumplido"))
    for cut in ("2024-03", "2024-06", "2024-07"):
        assert run("seal", cut, "--site", root, "--sin-verificar").returncode == 0
    sealed = (root / of_plan("sellos/2024-07/estados.csv")).read_text()
    assert "\nincumplido,Incumplido,Not fulfilled,0,incumplido" in sealed
    assert run("check", "--site", root).returncode == 0
    path = root / of_plan("avances.csv")
    path.write_text(path.read_text().replace(",incumplido,", ",retirado,"))
    told = run("check", "--site", root)
    assert told.returncode == 1
    assert re.search(r"avances.csv:8:estado L\d+ ", told.stdout), told.stdout


def test_a_plan_sealed_before_it_used_the_word_says_it_from_the_next_cut_on(tmp_path: Path) -> None:
    root = make_site(tmp_path, JULY)
    for cut in ("2024-03", "2024-06"):
        assert run("seal", cut, "--site", root, "--sin-verificar").returncode == 0
    path = root / of_plan("avances.csv")
    path.write_text(path.read_text() + "2024-07,calles-1,1,incumplido,No se harán.,,,,\n")
    assert run("check", "--site", root).returncode == 0
    of = build(root)
    assert "No: se incumplió" in parse(of, f"{PLAN}/compromisos/calles/index.html").main
    assert Completion.BROKEN not in content(of, f"{PLAN}/datos/cortes/2024-06/estados.csv").decode()
