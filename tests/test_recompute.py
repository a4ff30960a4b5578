"""Anyone can repeat the sums: every figure of `calculos`, as the methodology page tells it, with nothing but CSV files.

Nothing of the engine is used here but to build the site: what stands below was written from that page alone.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

import pytest

from micrositio.routes.paths import SitePath
from reading import content, page, rows, site, squeeze, words

PLAN = "demostracion"
Row = dict[str, str]
Parts = list[tuple[float | None, float]]


@cache
def read(path: str) -> tuple[Row, ...]:
    """A published CSV file of the plan; no rows where there is none."""
    if SitePath(f"{PLAN}/datos/{path}") not in site("raiz"):
        return ()
    text = content(site("raiz"), f"{PLAN}/datos/{path}").decode("utf-8")
    return tuple(csv.DictReader(io.StringIO(text, newline="")))


DAY = {row["id"]: date.fromisoformat(row["fecha"]) for row in rows("raiz", PLAN, "cortes")}
CUTS = list(DAY)


def up_to(cut: str) -> list[str]:
    return [each for each in sorted(CUTS, key=DAY.__getitem__) if DAY[each] <= DAY[cut]]


# The tables of a cut: those of today, or the files as sealed with their errata


def today(name: str, cut: str) -> list[Row]:
    return [dict(row) for row in read(f"{name}.csv")]


def as_sealed(name: str, cut: str) -> list[Row]:
    """What is new at each cut is gathered; the promise is that of the cut itself. Errata come after."""
    promise = name in ("compromisos", "actividades", "estados", "metodo")
    cuts = [cut] if promise else up_to(cut)
    return [corrected(name, each, dict(row)) for each in cuts for row in read(f"cortes/{each}/{name}.csv")]


def groups(cut: str) -> dict[str, Row]:
    """The groups as the files of a cut have them; none in those of before there were any."""
    return {row["id"]: row for row in read(f"cortes/{cut}/grupos.csv")}


def programmed(cut: str, key: str) -> float | None:
    """The percentage that a milestone's programme asks for by a cut, 0 before its first period; None without one."""
    own = [row for row in read(f"cortes/{cut}/programacion.csv") if row["actividad"] == key]
    due = sorted((row["fecha"], float(row["meta"])) for row in own if date.fromisoformat(row["fecha"]) <= DAY[cut])
    return (due[-1][1] if due else 0.0) if own else None


def chain(cut: str, commitment: str) -> list[str]:
    """The groups that a commitment is part of at a cut, the widest first."""
    known, found = groups(cut), list[str]()
    [own] = [row for row in read(f"cortes/{cut}/compromisos-detalle.csv") if row["id"] == commitment] if known else [{}]
    key = own.get("grupo", "")
    while key:
        found.insert(0, key)
        key = known[key]["padre"]
    return found


KEYS = {"avances": ("corte", "actividad"), "verificaciones": ("corte", "actividad")}


def corrected(name: str, cut: str, row: Row) -> Row:
    """A sealed row with its errata: those of a report correct its cut; those of a promise hold from the cut named."""
    key = "|".join(row[column] for column in KEYS.get(name, ("id",)) if column in row)
    for each in sorted(read("erratas.csv"), key=lambda each: each["fecha"]):
        reaches = each["corte"] == cut if name in KEYS else DAY[each["corte"]] <= DAY[cut]
        if (each["tabla"], each["registro"]) == (name, key) and reaches and row.get(each["campo"]) == each["antes"]:
            row[each["campo"]] = each["despues"]
    return row


SOURCES = {"today": today, "as sealed": as_sealed}


# A milestone at a cut


@dataclass
class State:
    """What is known of a milestone at a cut; None is no data."""

    weight: float
    status: str
    value: str
    word: str
    worth: float | None
    verified: float | None
    expected: float | None
    originally_expected: float | None
    days: int | None
    original_days: int | None
    accepted: bool
    unproven: bool

    @property
    def stands(self) -> bool:
        return self.word != "retirado"

    @property
    def complete(self) -> bool:
        return self.word == "completo"

    def late(self, days: int | None) -> bool:
        return not self.complete and days is not None and days > 0

    @property
    def comparable(self) -> float | None:
        return None if self.worth is None else self.expected


def day_of(cell: str) -> date | None:
    """A date; of a month or a year, its first day."""
    return date.fromisoformat((cell + "-01-01")[:10]) if cell else None


def elapsed(start: date | None, end: date | None, day: date) -> float | None:
    if start is None or end is None:
        return None
    if day >= end:
        return 1.0
    return (day - start).days / (end - start).days if day > start else 0.0


def days_late(due: date | None, word: str, finished: date | None, day: date, over: bool) -> int | None:
    if due is None or word in ("retirado", "incumplido"):
        return None
    if word == "completo":
        return (finished - due).days if finished else None
    return (day - due).days if day > due and not over else None


class Cut:
    """The plan at a cut, from the tables that `source` gives."""

    def __init__(self, source: str, cut: str) -> None:
        self.cut, self.day = cut, DAY[cut]
        self.tables = {
            name: SOURCES[source](name, cut)
            for name in ("compromisos", "actividades", "estados", "metodo", "avances", "verificaciones",
                         "reprogramaciones", "modificaciones", "evidencias", "avances_compromisos",
                         "verificaciones_compromisos")
        }  # fmt: skip
        assert {row["clave"]: row["valor"] for row in self.tables["metodo"]}["avance"] == "estatus"
        self.worth = {row["id"]: float(row["valor"]) if row["valor"] else None for row in self.tables["estados"]}
        self.irm = {row["id"]: row["irm"] for row in self.tables["estados"]}
        self.states = {row["id"]: self.state(row) for row in self.tables["actividades"]}

    def state(self, row: Row) -> State:
        reports = {each["corte"]: each for each in self.tables["avances"] if each["actividad"] == row["id"]}
        report = reports.get(self.cut)
        word = self.irm[report["estado"]] if report else ""
        stands = word != "retirado"
        told = [each for each in up_to(self.cut) if each in reports]
        over = bool(told) and self.irm[reports[told[-1]]["estado"]] in ("completo", "retirado", "incumplido")
        start, end = day_of(row["inicio"]), day_of(row["fin"])
        dates = self.dates_in_force(row["id"], {"inicio": start, "fin": end})
        finished = day_of(report["terminado"]) if report else None
        verification = self.last_verification(row["id"])
        backed = bool(verification and verification["evidencias"])
        accepted = word == "completo" and backed and self.irm[verification["estado"]] == "completo"
        return State(
            weight=float(row["peso"] or 1),
            status=report["estado"] if report else "",
            value=report["valor"] if report else "",
            word=word,
            worth=self.worth[report["estado"]] if report and stands else None,
            verified=self.worth[verification["estado"]] if backed and stands else None,
            expected=self.expected(row["id"], dates["inicio"], dates["fin"]) if stands else None,
            originally_expected=self.expected(row["id"], start, end) if stands else None,
            days=days_late(dates["fin"], word, finished, self.day, over),
            original_days=days_late(end, word, finished, self.day, over),
            accepted=accepted,
            unproven=word == "completo" and not accepted and not self.is_documented(row["id"]),
        )

    def expected(self, key: str, start: date | None, end: date | None) -> float | None:
        percent = programmed(self.cut, key)
        return elapsed(start, end, self.day) if percent is None else percent / 100

    def dates_in_force(self, key: str, dates: dict[str, date | None]) -> dict[str, date | None]:
        for each in sorted(self.tables["reprogramaciones"], key=lambda each: each["fecha"]):
            if each["actividad"] == key and date.fromisoformat(each["fecha"]) <= self.day:
                dates[each["campo"]] = day_of(each["despues"])
        return dates

    def target_in_force(self, key: str, first: str) -> str:
        """The target of the milestone on the day of the cut, after each modification until then."""
        for each in sorted(self.tables["modificaciones"], key=lambda each: each["fecha"]):
            own = (each["tabla"], each["registro"], each["campo"]) == ("actividades", key, "meta")
            first = each["despues"] if own and date.fromisoformat(each["fecha"]) <= self.day else first
        return first

    def last_verification(self, key: str) -> Row:
        own = [each for each in self.tables["verificaciones"] if each["actividad"] == key]
        known = [each for each in own if DAY[each["corte"]] <= self.day]
        return max(known, key=lambda each: (DAY[each["corte"]], each["fecha"]), default={})

    def is_documented(self, key: str) -> bool:
        return self.documents(key) > 0

    def documents(self, key: str) -> int:
        named = (each for each in self.tables["evidencias"] if key in each["actividad"].split(";"))
        return sum((day_of(each["recibida"] or each["fecha"]) or date.min) <= self.day for each in named)

    # The rows of `calculos`

    def rows(self) -> list[Row]:
        commitments = self.tables["compromisos"]
        found = [self.of_plan(), *(self.of_group(each) for each in groups(self.cut))]
        for each in commitments:
            own = [row["id"] for row in self.tables["actividades"] if row["compromiso"] == each["id"]]
            states = [self.states[key] for key in own]
            found.append(
                row(self.cut, "compromiso", each["id"], PLAN, each["peso"], **self.means(states), **counts(states))
                | self.itself(each)
            )
            found += [part for key in own for part in (self.of_milestone(key, each["id"]), *self.of_indicators(key))]
        return found

    def of_indicators(self, milestone: str) -> list[Row]:
        """The indicators of a milestone, by the files of the cut; by this plan's method they enter no mean."""
        known = {each["indicador"]: each for each in read(f"cortes/{self.cut}/mediciones.csv")}
        every = [each for each in read(f"cortes/{self.cut}/indicadores.csv") if each["actividad"] == milestone]
        found = []
        for each in sorted(every, key=lambda each: int(each["orden"])):
            value = measured(each, known[each["id"]]) if each["id"] in known else None
            share = None if value is None else reached(each, value)
            cells = {"valor": value, "sin_tope": share, "reportado": share and min(max(share, 0.0), 1.0)}
            found.append(row(self.cut, "indicador", each["id"], "", each["peso"], **cells))
        return found

    def own_rows(self, name: str, commitment: Row) -> list[Row]:
        """The rows about a commitment itself up to the cut."""
        rows = (each for each in self.tables[name] if each["compromiso"] == commitment["id"])
        return [each for each in rows if DAY[each["corte"]] <= self.day]

    def itself(self, commitment: Row) -> Row:
        """What the row of a commitment says of its own report; nothing where it reports none."""
        reports = self.own_rows("avances_compromisos", commitment)
        checks = self.own_rows("verificaciones_compromisos", commitment)
        if not reports and not checks:
            return {}
        report = next((each for each in reports if each["corte"] == self.cut), {"estado": "", "valor": ""})
        word, worth = self.irm.get(report["estado"], ""), self.worth.get(report["estado"])
        backed = [each for each in checks if each["evidencias"]]
        over = word in ("completo", "retirado", "incumplido")
        days = days_late(day_of(commitment["fin"]), word, None, self.day, over)
        told: dict[str, object] = {
            "estado": report["estado"], "propio": worth, "sin_tope": worth, "dias": days, "dias_original": days,
            "propio_verificado": self.worth[backed[-1]["estado"]] if backed else None,
        }  # fmt: skip
        return {name: "" if value is None else str(value) for name, value in told.items()}

    def of_group(self, key: str) -> Row:
        """A group without weight enters no mean, and is the mean of the commitments under it."""
        under = [each for each in self.tables["compromisos"] if key in chain(self.cut, each["id"])]
        owned = [[r["id"] for r in self.tables["actividades"] if r["compromiso"] == each["id"]] for each in under]
        every = [self.means(self.states[key] for key in own) for own in owned]
        weights = [float(each["peso"] or 1) for each in under]
        figures = {
            name: mean([(each[name], weight) for each, weight in zip(every, weights, strict=True)]) for name in every[0]
        }
        own = counts(self.states[key] for keys in owned for key in keys)
        return row(self.cut, "grupo", key, "", "", **figures, **own)

    def means(self, states: Iterable[State]) -> dict[str, float | None]:
        standing = [each for each in states if each.stands]
        return {
            "reportado": mean([(each.worth, each.weight) for each in standing]),
            "verificado": mean([(each.verified or 0.0, each.weight) for each in standing]),
            "esperado": mean([(each.expected, each.weight) for each in standing]),
            "esperado_original": mean([(each.originally_expected, each.weight) for each in standing]),
            "esperado_con_dato": mean([(each.comparable, each.weight) for each in standing]),
        }

    def of_plan(self) -> Row:
        parts: dict[str, Parts] = {}
        for each in self.tables["compromisos"]:
            own = [r["id"] for r in self.tables["actividades"] if r["compromiso"] == each["id"]]
            for name, value in self.means(self.states[key] for key in own).items():
                parts.setdefault(name, []).append((value, float(each["peso"] or 1)))
        figures = {name: mean(of) for name, of in parts.items()}
        return row(self.cut, "plan", PLAN, "", "", **figures, **counts(self.states.values()))

    def of_milestone(self, key: str, parent: str) -> Row:
        it = self.states[key]
        weight = next(each["peso"] for each in self.tables["actividades"] if each["id"] == key)
        return row(
            self.cut, "actividad", key, parent, weight, estado=it.status, valor=it.value, sin_tope=it.worth,
            meta=self.target_in_force(key, ""),
            reportado=it.worth, verificado=it.verified, esperado=it.expected,
            esperado_original=it.originally_expected, esperado_con_dato=it.comparable, dias=it.days,
            dias_original=it.original_days, **counts([it]),
        )  # fmt: skip


def reached(indicator: Row, value: float) -> float:
    """The part of the way from the baseline to the target or, of a limit, whether it is kept."""
    target = float(indicator["meta"])
    kept = {"maximo": value <= target, "minimo": value >= target, "mantener": value == target}
    if indicator["direccion"] in kept:
        return float(kept[indicator["direccion"]])
    return (value - float(indicator["linea_base"])) / (target - float(indicator["linea_base"]))


def measured(indicator: Row, told: Row) -> float:
    """The value of a measurement: the one stated or, without it, the quotient times the factor of the indicator."""
    if told["valor"]:
        return float(told["valor"])
    return float(told["numerador"]) / float(told["denominador"]) * float(indicator["factor"] or 1)


def counts(states: Iterable[State]) -> dict[str, int]:
    standing = [each for each in states if each.stands]
    return {
        "con_dato": sum(each.worth is not None for each in standing),
        "total": len(standing),
        "completas": sum(each.complete for each in standing),
        "verificadas": sum(each.accepted for each in standing),
        "atrasadas": sum(each.late(each.days) for each in standing),
        "atrasadas_original": sum((each.original_days or 0) > 0 for each in standing),
        "sin_evidencia": sum(each.unproven for each in standing),
    }


def mean(parts: Parts) -> float | None:
    """The weighted mean of those that have a value."""
    known = [(value, weight) for value, weight in parts if value is not None]
    return sum(value * weight for value, weight in known) / sum(weight for _, weight in known) if known else None


def row(cut: str, level: str, key: str, parent: str, weight: str, **cells: object) -> Row:
    """A row with what it says as text; numbers with at most twelve decimals."""
    head = {"corte": cut, "nivel": level, "registro": key, "padre": parent, "peso": weight}
    return head | {name: "" if value is None else str(value) for name, value in cells.items()}


def same(one: str, other: str) -> bool:
    """Whether two cells say the same: the same words, or numbers that differ in less than the twelfth decimal."""
    try:
        return abs(float(one) - float(other)) < 1e-11
    except ValueError:
        return one == other


# The checks


def test_the_plan_has_its_twelve_cuts() -> None:
    assert len(CUTS) == 12
    assert [row["id"] for row in read("cortes.csv")] == CUTS


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("cut", CUTS)
def test_every_figure_recomputed_from_the_tables_is_the_published_one(cut: str, source: str) -> None:
    published = [each for each in read("calculos.csv") if each["corte"] == cut]
    found = {(each["nivel"], each["registro"]): each for each in Cut(source, cut).rows()}
    assert sorted(found) == sorted((each["nivel"], each["registro"]) for each in published)
    for theirs in published:
        mine = found[theirs["nivel"], theirs["registro"]]
        wrong = {
            name: (mine.get(name, ""), cell) for name, cell in theirs.items() if not same(mine.get(name, ""), cell)
        }
        assert wrong == {"inventado": ("", "true")}, mine["registro"]


class Tracked(Cut):
    """A cut, with the rows of `seguimiento`."""

    def tracked(self, promise: Row) -> Row:
        state = self.states[promise["id"]]
        [of] = [each for each in self.tables["compromisos"] if each["id"] == promise["compromiso"]]
        reports = [each for each in self.tables["avances"] if each["actividad"] == promise["id"]]
        report = next((each for each in reports if each["corte"] == self.cut), {})
        dates = self.dates_in_force(promise["id"], {"inicio": day_of(promise["inicio"]), "fin": day_of(promise["fin"])})
        told: dict[str, object] = {
            "corte": self.cut, "fecha": self.day, "compromiso": of["id"], "compromiso_texto": of["titulo_corto"],
            "actividad": promise["id"], "actividad_texto": promise["texto"], "fin_original": promise["fin"], **dates,
            **{name: promise[name] for name in ("institucion", "area", "unidad", "linea_base")},
            "meta": self.target_in_force(promise["id"], promise["meta"]),
            **{name: report.get(name, "") for name in ("valor", "estado", "dificultad_tipo", "dificultad")},
            "programado": programmed(self.cut, promise["id"]) or None,
            "reportado": state.worth, "esperado": state.expected, "verificado": state.verified,
            "estado_verificado": self.last_verification(promise["id"]).get("estado", ""),
            "dias": state.days, "dias_original": state.original_days,
            "evidencias": self.documents(promise["id"]), "inventado": "true", **self.levels(of["id"]),
            **self.money(promise["id"]),
        }  # fmt: skip
        return {name: "" if value is None else str(value) for name, value in told.items()}

    def money(self, milestone: str) -> Row:
        """What is known of the milestone's money at the cut, by the file of the cut."""
        lines = [each for each in read(f"cortes/{self.cut}/presupuesto.csv") if each["actividad"] == milestone]
        begun = [each for each in lines if each["inicio"] <= str(self.day)]
        told: Row = {"moneda": begun[0]["moneda"] if begun else "", "aprobado": "", "ejercido": ""}
        for name in ("aprobado", "ejercido"):
            stated = [Decimal(each[name]) for each in begun if each[name]]
            told[name] = str(sum(stated)) if stated else ""
        return told

    def levels(self, commitment: str) -> Row:
        above, known = chain(self.cut, commitment), groups(self.cut)
        words = [f"{known[key]['nivel']} {known[key]['numero']}: {known[key]['titulo']}" for key in above]
        return {"grupo": above[-1] if above else "", "niveles": " › ".join(words)}


@pytest.mark.parametrize("cut", CUTS)
def test_every_row_of_the_tidy_table_recomputed_from_the_tables_is_the_published_one(cut: str) -> None:
    published = [each for each in read("seguimiento.csv") if each["corte"] == cut]
    mine = Tracked("as sealed", cut)
    for name in ("compromisos", "actividades"):  # the words of a promise have a file of their own beside a seal
        kept = {row["id"]: row for row in mine.tables[name]}
        mine.tables[name] = [row | kept[row["id"]] for row in today(name, cut) if row["id"] in kept]
    assert [each["actividad"] for each in published] == [
        row["id"]
        for of in mine.tables["compromisos"]
        for row in sorted(mine.tables["actividades"], key=lambda each: int(each["orden"]))
        if row["compromiso"] == of["id"]
    ]
    for theirs in published:
        [promise] = [each for each in mine.tables["actividades"] if each["id"] == theirs["actividad"]]
        told = mine.tracked(promise)
        wrong = {name: (told.get(name), cell) for name, cell in theirs.items() if not same(told.get(name, "?"), cell)}
        assert not wrong, theirs["actividad"]


@pytest.mark.parametrize(
    ("cut", "milestone", "told"),
    [
        # The seal says 5 and «sustancial»; an erratum says 2. 60 of 302 days had gone.
        ("2025-10", "agua-3", {"valor": "2", "estado": "limitado", "reportado": "0.25", "esperado": "0.198675496689"}),
        # Put off from 31 March to 30 June, the day of the cut: 91 days late by the promise, none by the new date.
        ("2026-06", "caminos-2", {"fin": "2026-06-30", "dias": "", "dias_original": "91"}),
        ("2026-06", "caminos-2", {"inicio": "2025-10-01", "fin_original": "2026-03-31", "valor": "17", "meta": "18"}),
        ("2026-06", "caminos-2", {"verificado": "0.75", "evidencias": "3", "dificultad_tipo": "externa"}),
        # Finished on 29 May, two days early; the committee accepted less than what was reported.
        ("2026-06", "tramites-2", {"reportado": "1", "verificado": "0.75", "estado_verificado": "sustancial"}),
        ("2026-06", "tramites-2", {"dias": "-2", "dias_original": "-2", "linea_base": "20"}),
        # Reported complete, and no document: nothing verified, and not 0.
        ("2026-06", "agua-6", {"reportado": "1", "verificado": "", "evidencias": "0", "dias": "-6"}),
    ],
)  # fmt: skip
def test_rows_of_the_tidy_table_reckoned_by_hand(cut: str, milestone: str, told: Row) -> None:
    [theirs] = [each for each in read("seguimiento.csv") if (each["corte"], each["actividad"]) == (cut, milestone)]
    assert {name: theirs[name] for name in told} == told


def test_the_files_of_a_sealed_cut_are_as_sealed_and_errata_are_applied_after() -> None:
    [sealed] = [each for each in read("cortes/2025-10/avances.csv") if each["actividad"] == "agua-3"]
    [now] = [
        each for each in as_sealed("avances", "2025-10") if (each["corte"], each["actividad"]) == ("2025-10", "agua-3")
    ]
    assert (sealed["estado"], now["estado"]) == ("sustancial", "limitado")


def percentage(fraction: str) -> str:
    """How a page writes a figure: half up, with a decimal below 1 %; only what is whole reads 100 %."""
    exact = Decimal(fraction) * 100
    shown = exact.quantize(Decimal("0.1") if 0 < exact < 1 else Decimal(1), ROUND_HALF_UP)
    return f"{99 if shown == 100 and exact < 100 else shown.normalize():f} %"


@pytest.mark.parametrize("cut", CUTS)
def test_the_page_of_the_cut_shows_the_recomputed_figure(cut: str) -> None:
    whole = next(each for each in read("calculos.csv") if (each["corte"], each["nivel"]) == (cut, "plan"))
    glance = squeeze(words(page("raiz", f"{PLAN}/tablero/{cut}/").one(".glance")))
    assert f"{percentage(whole['reportado'])} de avance reportado" in glance
    assert f"Con dato: {whole['con_dato']} de {whole['total']} actividades" in glance


def test_what_was_rescheduled_is_91_days_late_against_its_first_date() -> None:
    states = Cut("as sealed", "2026-06").states
    assert (states["caminos-2"].days, states["caminos-2"].original_days) == (None, 91)


def test_of_the_indicators_one_without_data_is_not_zero_and_a_limit_is_kept_or_not() -> None:
    own = {each["registro"]: each for each in read("calculos.csv") if each["nivel"] == "indicador"}
    told = {key: (each["corte"], each["padre"], each["valor"], each["reportado"]) for key, each in own.items()}
    assert told == {
        "obras-entregadas": ("2026-06", "", "2", "0.333333333333"),
        "obras-avance": ("2026-06", "", "62.5", "0.625"),
        "obras-uso": ("2026-06", "", "", ""),
        "espera-ventanilla": ("2026-06", "", "18", "1"),
        "personas-ventanilla": ("2026-06", "", "640", "1"),
        "tramites-ventanilla": ("2026-06", "", "12", "1"),
    }


def test_every_row_of_the_invented_plan_says_so() -> None:
    for name in ("calculos", "seguimiento", "estados", "metodo", "erratas"):
        assert {each["inventado"] for each in read(f"{name}.csv")} == {"true"}
