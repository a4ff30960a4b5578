"""What is drawn is what is published: every bar, point and label against the CSV files of the site."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborNode

from micrositio.i18n.display import number_words, percent_words
from micrositio.routes.paths import SitePath
from reading import MISSING, PLANS, Page, Row, content, page, parse, rows, site, squeeze, table, words
from reading import build as build_site
from support import PLAN, make_site, of_plan, replace

EVERY = pytest.mark.parametrize(("name", "plan_id"), PLANS)
SEX = ("mujeres", "hombres", "sexo_no_dicho")
SECTOR = ("de_gobierno", "de_organo_garante", "de_sociedad_civil", "de_academia", "de_empresa", "de_ciudadania")
FIGURES = {"expected": "esperado_con_dato", "reported": "reportado", "verified": "verificado"}


def published(name: str, plan_id: str, table_name: str) -> list[Row]:
    """A table as the site publishes it; none where it does not."""
    path = f"{plan_id}/datos/{table_name}.csv"
    if SitePath(path) not in site(name):
        return []
    text = content(site(name), path).decode("utf-8-sig")
    return [Row(each) for each in csv.DictReader(io.StringIO(text, newline=""))]


def last(name: str, plan_id: str) -> list[Row]:
    """The calculations at the last cut."""
    found = published(name, plan_id, "calculos")
    return [row for row in found if row["corte"] == found[-1]["corte"]]


def percent(value: str) -> str:
    return squeeze(percent_words(float(value), "es")) if value else MISSING


def number(value: str) -> str:
    return number_words(float(value), "es") if value else MISSING


def length(node: LexborNode, attribute: str = "width") -> float:
    return float(str(node.attributes[attribute]).rstrip("%"))


def bars(chart: LexborNode) -> list[list[tuple[str, float]]]:
    """The drawn parts of each row: the pattern and how wide it is, in percent."""
    found = chart.css("svg.plot > svg")
    return [[(str(part.attributes["fill"])[7:-1], length(part)) for part in row.css("rect.plot-part")] for row in found]


def labels(chart: LexborNode) -> list[str]:
    return [words(each) for each in chart.css(".chart-rows li")]


def cells(node: LexborNode) -> list[list[str]]:
    """Every row of a table, its foot too."""
    return [[words(cell) for cell in row.css("th, td")] for row in node.css("tbody tr, tfoot tr")]


# Progress curves


def curves(name: str, plan_id: str) -> Iterator[tuple[str, Page]]:
    for row in published(name, plan_id, "compromisos"):
        shown = page(name, f"{plan_id}/compromisos/{row['id']}")
        if shown.all(".cv"):
            yield row["id"], shown


@EVERY
def test_each_point_of_a_curve_stands_at_a_published_figure(name: str, plan_id: str) -> None:
    for key, shown in curves(name, plan_id):
        drawing, told = shown.one(".cv"), table(shown.one(".curve"))
        own = [row for row in published(name, plan_id, "calculos") if row["registro"] == key]
        scale = [(length(line, "y1"), words(text)) for line, text in zip(*grid(drawing), strict=True)]
        top, bottom = (float(scale[place][1].split()[0]) / 100 for place in (0, -1))
        for place, (kind, column) in enumerate(FIGURES.items(), 1):
            values = [float(row[column]) for row in own if row[column]]
            points = [top - (top - bottom) * length(use, "y") / 100 for use in drawing.css(f".cv-{kind} use")]
            shown_cells = [line[place].split(" ")[0] for line in reversed(told)]
            if kind == "verified":  # what nobody had verified yet is not a point at 0
                values = values[len(values) - len(points) :]
            else:
                expected = [percent(row[column]).split(" ")[0] for row in own]
                assert shown_cells == expected
            assert points == pytest.approx(values, abs=0.0002)


def grid(drawing: LexborNode) -> tuple[list[LexborNode], list[LexborNode]]:
    return drawing.css(".cv-grid"), drawing.css(".cv-y")


@EVERY
def test_the_legend_of_a_curve_and_its_description_give_the_last_figures(name: str, plan_id: str) -> None:
    for key, shown in curves(name, plan_id):
        own = next(row for row in last(name, plan_id) if row["registro"] == key)
        legend, told = words(shown.one(".curve .legend")), words(shown.one(".cv > desc"))
        for said in (legend, told):
            assert percent(own["reportado"]) in said
            assert percent(own["esperado_con_dato"]) in said


# Milestones by status


def statuses(rows_: list[Row]) -> Counter[str]:
    return Counter(row["estado"] for row in rows_)


def standing(name: str, plan_id: str) -> list[Row]:
    """The milestones at the last cut that were not withdrawn: those that charts count."""
    return [row for row in last(name, plan_id) if row["nivel"] == "actividad" and row["total"] == "1"]


@EVERY
def test_the_bar_of_statuses_is_the_published_count(name: str, plan_id: str) -> None:
    own = standing(name, plan_id) if has_cuts(name, plan_id) else []
    if not own:
        return
    section = page(name, f"{plan_id}/tablero").section("por-estado")
    counted = statuses(own)
    bar = [length(part) for part in section.css(".stack-bar .plot-part")]
    *by_status, whole = cells(section.css(".legend-table")[0])
    assert [int(line[1]) for line in by_status] == pytest.approx([width * len(own) / 100 for width in bar], abs=0.01)
    assert sorted(int(line[1]) for line in by_status) == sorted(counted.values())
    assert (whole[1], sum(int(line[1]) for line in by_status)) == (str(len(own)), len(own))
    assert (MISSING in [line[0] for line in by_status]) == ("" in counted)
    assert all(line[2] == percent(str(int(line[1]) / len(own))) for line in by_status)


def has_cuts(name: str, plan_id: str) -> bool:
    return bool(published(name, plan_id, "calculos"))


def institution_of(name: str, plan_id: str) -> dict[str, str]:
    return {row["id"]: row["institucion"] for row in published(name, plan_id, "actividades")}


BROKEN_DOWN = [each for each in PLANS if rows(*each, "avances")]


@pytest.mark.parametrize(("name", "plan_id"), BROKEN_DOWN)
@pytest.mark.parametrize(
    ("path", "heading", "by"), [("tablero", "por-estado", "padre"), ("responsables", "como-van", "institucion")]
)
def test_statuses_row_by_row_add_up_and_are_as_long_as_their_count(
    name: str, plan_id: str, path: str, heading: str, by: str
) -> None:
    own = standing(name, plan_id)
    answers = institution_of(name, plan_id)
    group = (lambda row: row["padre"]) if by == "padre" else (lambda row: answers[row["registro"]])
    expected = Counter(group(row) for row in own)
    chart = page(name, f"{plan_id}/{path}").section(heading).css("figure.chart")[0]
    *lines, whole = cells(chart.css("table")[0])
    numbers = [[int(cell) for cell in line[1:]] for line in lines]
    assert Counter(line[-1] for line in numbers) == Counter(expected.values())
    assert all(sum(line[:-1]) == line[-1] for line in numbers)
    assert [int(cell) for cell in whole[1:]] == [sum(column) for column in zip(*numbers, strict=True)]
    assert whole[-1] == str(len(own))
    longest = max(expected.values())
    for line, bar, label in zip(numbers, bars(chart), labels(chart), strict=True):
        kept = [count for count in line[:-1] if count]
        assert [width * longest / 100 for _, width in bar] == pytest.approx(kept, abs=0.01)
        assert [int(each) for each in label.split(" ")[-len(kept) :]] == kept


@EVERY
def test_an_institutions_own_bar_has_its_milestones_and_no_other(name: str, plan_id: str) -> None:
    answers = institution_of(name, plan_id)
    own = standing(name, plan_id) if has_cuts(name, plan_id) else []
    for row in published(name, plan_id, "instituciones"):
        counted = statuses([each for each in own if answers[each["registro"]] == row["id"]])
        shown = page(name, f"{plan_id}/responsables/{row['id']}").all(".legend-table")
        found = [int(line[1]) for line in cells(shown[0])] if shown else [0]
        assert sorted(found[:-1]) == sorted(counted.values())
        assert found[-1] == sum(counted.values())


# Participation


@EVERY
def test_every_bar_of_participation_is_its_share_of_the_published_total(name: str, plan_id: str) -> None:
    measured: dict[tuple[str, str], list[Row]] = {}
    for row in published(name, plan_id, "participacion"):
        measured.setdefault((row["etapa"], row["medida"]), []).append(row)
    shown = page(name, f"{plan_id}/participacion").all(".measure") if measured else []
    by_title = {words(node.css("h3")[0]): node for node in shown}
    for (_, title), given in measured.items():
        charts = by_title[squeeze(title)].css("figure.chart")
        parts = [row for row in given if row["categoria"] != "total"]
        total = next((int(row["valor"]) for row in given if row["categoria"] == "total" and row["valor"]), 0)
        assert len(charts) == (sum(bool(row["valor"]) for row in parts) > 1)
        for chart in charts:
            whole = total or max(int(row["valor"] or 0) for row in parts)
            drawn = [sum(width for _, width in bar) for bar in bars(chart)][: len(parts)]
            assert drawn == pytest.approx([100 * int(row["valor"] or 0) / whole for row in parts], abs=0.01)
            for label, row in zip(labels(chart), parts, strict=False):
                assert label.startswith(f"{squeeze(row['categoria'])} {number(row['valor'])}")


@EVERY
def test_attendance_is_that_of_the_meetings_added_up(name: str, plan_id: str) -> None:
    meetings = published(name, plan_id, "sesiones")
    counted = [row for row in meetings if row["asistentes"]]
    path = f"{plan_id}/participacion/index.html"
    section = (
        page(name, path).tree.css_first('[aria-labelledby="asistencia"]') if SitePath(path) in site(name) else None
    )
    if section is None:
        assert not counted or SitePath(path) not in site(name)
        return
    assert f"de {len(counted)} de {len(meetings)} sesiones" in words(section)
    total = sum(int(row["asistentes"]) for row in counted)
    for div, columns in zip(section.css(".columns > div"), (SEX, SECTOR), strict=True):
        given = [[int(row[column]) for row in counted if row[column]] for column in columns]
        if not any(given):
            assert MISSING in words(div)
            continue
        lines = cells(div.css("table")[0])
        expected = [number(str(sum(values))) if values else MISSING for values in given]
        assert [line[1] for line in lines[: len(columns)]] == expected
        assert lines[-1][1] == number(str(total))
        rest = total - sum(sum(values) for values in given)
        assert [line[:2] for line in lines[len(columns) : -1]] == ([[MISSING, number(str(rest))]] if rest else [])
        drawn = [width for bar in bars(div) for _, width in bar]
        known = [sum(values) for values in given if sum(values)] + ([rest] if rest else [])
        assert not drawn or [width * total / 100 for width in drawn] == pytest.approx(known, abs=0.05)


@EVERY
def test_each_meeting_is_drawn_by_sex_as_long_as_its_attendance(name: str, plan_id: str) -> None:
    meetings = sorted(published(name, plan_id, "sesiones"), key=lambda row: (not row["fecha"], row["fecha"]))
    path = f"{plan_id}/participacion/index.html"
    shown = (
        page(name, path).tree.css('[aria-labelledby="asistencia"] > details > figure')
        if SitePath(path) in site(name)
        else []
    )
    for chart in shown:
        longest = max(int(row["asistentes"] or 0) for row in meetings)
        drawn = zip(meetings, bars(chart), labels(chart), strict=True)
        for row, bar, label in drawn:
            people = [int(row[column] or 0) for column in SEX] if row["asistentes"] else []
            rest = int(row["asistentes"] or 0) - sum(people)
            kinds = [(kind, count) for kind, count in zip(("uno", "dos", "tres"), people, strict=False) if count]
            assert [kind for kind, _ in bar] == [kind for kind, _ in kinds] + (["none"] if rest else [])
            assert sum(width for _, width in bar) == pytest.approx(
                100 * int(row["asistentes"] or 0) / longest, abs=0.03
            )
            assert label.endswith(f" {number(row['asistentes'])}")
        section = chart.parent
        assert section
        for row, line in zip(meetings, cells(section.css("table.dense")[0]), strict=True):
            assert line[1:] == [number(row[column]) for column in ("asistentes", *SEX, *SECTOR)]


# What is not known


def test_an_unknown_part_is_an_outline_with_no_data_and_never_a_bar_of_zero(tmp_path: Path) -> None:
    gone = replace(of_plan("sesiones.csv"), "consulta,30,16,13,1,10,20,", "consulta,30,16,,1,10,20,")
    built = build_site(make_site(tmp_path, gone))
    shown = parse(built, f"{PLAN}/sesiones/sesion-1/index.html").section("asistencia")
    chart = shown.css("figure.chart")[0]
    assert labels(chart) == ["Mujeres 16 53 %", f"Hombres {MISSING}", "Otro o no dicho 1 3 %", f"{MISSING} 13 43 %"]
    assert bars(chart) == [[("uno", 53.33)], [], [("uno", 3.33)], [("none", 43.33)]]
    assert len(chart.css(".plot-unknown")) == 1
    assert len(chart.css(".plot-all")) == 3
    assert cells(shown)[:5] == [
        ["Mujeres", "16", "53 %"],
        ["Hombres", MISSING, MISSING],
        ["Otro o no dicho", "1", "3 %"],
        [MISSING, "13", "43 %"],
        ["Total", "30", "100 %"],
    ]


# Every chart


def charts(name: str) -> Iterator[tuple[Page, LexborNode]]:
    for path in site(name):
        if path.endswith(".html"):
            shown = page(name, path)
            yield from (
                (shown, figure) for figure in shown.all("figure.chart, figure.tally, figure.curve, figure.timeline")
            )


@pytest.mark.parametrize("name", ["raiz", "minimo", "costa-rica", "seis-pasos"])
def test_every_chart_is_named_described_and_has_its_table(name: str) -> None:
    for shown, figure in charts(name):
        around = figure.parent
        assert figure.css("table") or (around and around.css("table")), shown.path
        for drawing in figure.css("svg"):
            if drawing.attributes.get("role") == "img":
                ids = str(drawing.attributes["aria-labelledby"]).split()
                named = [shown.one(f'[id="{each}"]') for each in ids]
                assert [node.tag for node in named] == ["title", "desc"], shown.path
                assert all(words(node) for node in named), shown.path


@pytest.mark.parametrize("name", ["raiz", "minimo", "costa-rica", "seis-pasos"])
def test_every_pattern_and_mark_that_is_used_is_in_the_sprite(name: str) -> None:
    for path in site(name):
        if path.endswith(".html"):
            shown = page(name, path)
            used = {str(node.attributes["fill"])[5:-1] for node in shown.all('[fill^="url("]')}
            used |= {str(node.attributes["href"]).removeprefix("#") for node in shown.all("use")}
            assert used <= shown.ids, path
            drawn = {str(node.attributes["id"]) for node in shown.all("body > .sprite [id]")}
            assert shown.all("nav[data-partes]") or drawn <= used, path  # the rows of other parts may use any
