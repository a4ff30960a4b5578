"""Spreadsheets of governments, invented, with the habits of the real ones, and the figures that they must give.

Each maker returns the bytes of an .xlsx and its `Facts`, reckoned here from the numbers and not from the sheet.
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

SKIP = object()
"""A cell that belongs to the merged one before it."""


@dataclass
class Facts:
    """What a plan made from a spreadsheet must have.

    `progress` is that of the plan, as a fraction, by the day of each cut; `money` the total of each amount by source.
    """

    levels: dict[str, int]
    commitments: int
    milestones: int
    progress: dict[str, float] = field(default_factory=dict)
    money: dict[tuple[str, str], float] = field(default_factory=dict)
    own: dict[str, int] = field(default_factory=dict)
    partners: int = 0
    indicators: int = 0
    measurements: int = 0


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _put(sheet: Any, row: int, cells: list[Any]) -> None:
    for column, value in enumerate(cells, 1):
        if value is not None and value is not SKIP:
            sheet.cell(row, column, value)


def _merge_down(sheet: Any, column: int, first: int, last: int) -> None:
    if last > first:
        sheet.merge_cells(start_row=first, end_row=last, start_column=column, end_column=column)


def _merge_across(sheet: Any, row: int, first: int, last: int, text: Any) -> None:
    sheet.cell(row, first, text)
    sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def dots(number: float) -> str:
    """A number as Colombia and Brazil write it."""
    return f"{number:,.2f}".translate(str.maketrans(",.", ".,"))


def mexico(seed: int = 1) -> tuple[bytes, Facts]:  # noqa: C901  (a sheet is written row by row)
    """A municipality's development plan: header of three rows, merged levels, quarters, fractions, totals and notes."""
    pick = random.Random(seed)
    book = Workbook()
    sheet = book.active
    sheet.title = "PMD 2024"
    fixed = ["EJE RECTOR", "OBJETIVO GENERAL", "PROGRAMA", "PROYECTO", "CVE", "NOMBRE DEL INDICADOR", "FÓRMULA",
             "FRECUENCIA DE MEDICIÓN", "UNIDAD DE MEDIDA", "LÍNEA BASE 2023", "META ANUAL 2024",
             "DEPENDENCIA RESPONSABLE"]  # fmt: skip
    _merge_across(sheet, 1, 1, 24, "H. AYUNTAMIENTO DE SAN JACINTO DEL LLANO")
    _merge_across(sheet, 2, 1, 24, "MATRIZ DE SEGUIMIENTO AL PLAN MUNICIPAL DE DESARROLLO 2024-2027")
    sheet.cell(3, 20, "Fecha de corte:")
    sheet.cell(3, 21, "31 de diciembre de 2024")
    top = 5
    quarters = [("ENE-MAR 2024", "2024-03-31"), ("ABR-JUN 2024", "2024-06-30"), ("JUL-SEP 2024", "2024-09-30"),
                ("OCT-DIC 2024", "2024-12-31")]  # fmt: skip
    for column, name in enumerate(fixed, 1):
        sheet.cell(top, column, name)
        _merge_down(sheet, column, top, top + 2)
    each = ["Programado", "Realizado", "% Cumplimiento", "Descripción de avances", "Presupuesto aprobado",
            "Presupuesto ejercido"]  # fmt: skip
    column = len(fixed) + 1
    _merge_across(sheet, top, column, column + 4 * len(each) - 1, "SEGUIMIENTO TRIMESTRAL")
    for name, _day in quarters:
        _merge_across(sheet, top + 1, column, column + len(each) - 1, name)
        for text in each:
            sheet.cell(top + 2, column, text)
            column += 1
    sheet.cell(top, column, "OBSERVACIONES INTERNAS")
    _merge_down(sheet, column, top, top + 2)
    sheet.column_dimensions[get_column_letter(column)].hidden = True
    row, number = top + 3, 0
    facts = Facts({}, 0, 0)
    figures: dict[str, list[float]] = {day: [] for _name, day in quarters}
    goals = programmes = 0
    for axis in range(1, 4):
        first_of_axis = row
        for goal in range(1, 3):
            goals += 1
            first_of_goal = row
            for programme in range(1, pick.randint(2, 3)):
                programmes += 1
                first_of_programme = row
                for project in range(1, 3):
                    first, own = row, {day: [] for _name, day in quarters}  # type: ignore[var-annotated]
                    facts.commitments += 1
                    for _each in range(pick.randint(1, 3)):
                        number += 1
                        facts.milestones += 1
                        share = number % 3 == 0
                        base = round(pick.uniform(0, 0.2), 2) if share else pick.randint(0, 5)
                        target = round(pick.uniform(0.6, 1), 2) if share else base + pick.randint(4, 40)
                        cells: list[Any] = [
                            f"Eje {axis}. Gobierno {'cercano' if axis > 1 else 'abierto'} y eficaz {axis}",
                            f"Objetivo {axis}.{goal}. Mejorar el servicio", f"Programa {axis}.{goal}.{programme}.",
                            f"Proyecto {axis}.{goal}.{programme}.{project}. Obra y servicio {number}",
                            f"{axis}.{goal}.{programme}.{project}.{number}.",
                            f"Porcentaje de atención {number}" if share else f"Total de acciones {number}",
                            "(A/B)*100" if share else "Suma de acciones", "Trimestral",
                            "Porcentaje" if share else "Acciones", base, target, pick.choice(DEPENDENCIES),
                        ]  # fmt: skip
                        for at, (_name, day) in enumerate(quarters):
                            value = round(base + (target - base) * min(1, (at + pick.random()) / 4), 4)
                            programmed = round(base + (target - base) * (at + 1) / 4, 4)
                            missing = pick.random() < 0.12
                            approved, spent = pick.randint(10, 900) * 1000.5, pick.randint(1, 9) * 1000.25
                            shown: Any = f"{spent:,.2f}" if number % 4 == 0 else spent
                            cells += [programmed, pick.choice(["N/A", "ND", "-"]) if missing else value,
                                      None if missing else value / target, f"Se atendió lo del periodo {at + 1}",
                                      approved, shown]  # fmt: skip
                            _add(facts.money, ("", "aprobado"), approved)
                            _add(facts.money, ("", "ejercido"), spent)
                            if not missing:
                                own[day].append(min(1, max(0, (value - base) / (target - base))))
                        _put(sheet, row, [*cells, "uso interno"])
                        if share:
                            for spot in (10, 11, 13, 14, 15, 19, 20, 21, 25, 26, 27, 31, 32, 33):
                                sheet.cell(row, spot).number_format = "0.0%"
                        row += 1
                    for day, values in own.items():
                        figures[day] += [mean(values)] if values else []
                    _merge_down(sheet, 4, first, row - 1)
                _merge_down(sheet, 3, first_of_programme, row - 1)
            _merge_down(sheet, 2, first_of_goal, row - 1)
        _merge_down(sheet, 1, first_of_axis, row - 1)
        sheet.cell(row, 6, f"SUBTOTAL EJE {axis}")
        sheet.cell(row, 13, 999)
        sheet.cell(row, 14, 888)
        row += 1
        if axis == 1:  # the header again, where the page breaks
            _put(sheet, row, [*fixed, *each * 4])
            row += 1
        row += 1
    sheet.cell(row, 6, "PROMEDIO GENERAL")
    sheet.cell(row, 14, 0.5)
    _merge_across(sheet, row + 1, 1, 12, "TOTAL")
    sheet.cell(row + 1, 17, 123456)
    sheet.cell(row + 3, 1, "Nota: los datos del cuarto trimestre son preliminares.")
    sheet.cell(row + 4, 1, "Fuente: áreas responsables. Elaboró: Dirección de Planeación.")
    facts.levels = {"EJE RECTOR": 3, "OBJETIVO GENERAL": goals, "PROGRAMA": programmes}
    facts.progress = {day: mean(values) for day, values in figures.items()}
    return _saved(book), facts


DEPENDENCIES = ("Secretaría de Obras Públicas", "Dirección de Agua", "Instituto Municipal de Vivienda")


def _add(totals: dict[tuple[str, str], float], key: tuple[str, str], value: float) -> None:
    totals[key] = totals.get(key, 0.0) + value


def colombia(seed: int = 2) -> tuple[bytes, Facts]:  # noqa: C901  (a sheet is written row by row)
    """A «plan indicativo»: targets and results by year, weights, money by source as text with points and comma."""
    pick = random.Random(seed)
    book = Workbook()
    sheet = book.active
    sheet.title = "PLAN INDICATIVO"
    fixed = ["Línea estratégica", "Sector", "Código programa", "Programa", "Código BPIN", "Producto",
             "Indicador de producto", "Unidad de medida", "Línea base", "Meta cuatrienio",
             "Ponderador (%)"]  # fmt: skip
    tail = ["Secretaría responsable", "Dependencias de apoyo", "Observaciones"]
    sources = ["SGP", "Recursos propios", "Regalías"]
    years = (2024, 2025)
    _merge_across(sheet, 2, 3, 20, "ALCALDÍA MUNICIPAL DE VALLE HERMOSO — PLAN DE DESARROLLO 2024-2027")
    _merge_across(sheet, 3, 3, 20, "Versión 3 · Código: PL-F-014 · Página 1 de 1")
    top = 6
    for column, name in enumerate(fixed, 1):
        sheet.cell(top, column, name)
        _merge_down(sheet, column, top, top + 2)
    column = len(fixed) + 1
    for year in years:
        _merge_across(sheet, top, column, column + 1, f"Metas físicas {year}")
        for text in ("Programada", "Ejecutada"):
            sheet.cell(top + 1, column, text)
            _merge_down(sheet, column, top + 1, top + 2)
            column += 1
    for year in years:
        _merge_across(sheet, top, column, column + 8, f"Recursos {year} (pesos)")
        for kind in ("Apropiación definitiva", "Compromisos", "Pagos"):
            _merge_across(sheet, top + 1, column, column + 2, kind)
            for source in sources:
                sheet.cell(top + 2, column, source)
                column += 1
    for name in tail:
        sheet.cell(top, column, name)
        _merge_down(sheet, column, top, top + 2)
        column += 1
    facts = Facts({}, 0, 0)
    row = top + 3
    weights: list[tuple[int, float]] = []
    progress: dict[int, list[tuple[float, float]]] = {year: [] for year in years}
    plan: dict[int, list[float]] = {year: [] for year in years}
    number = 0
    for line in range(1, 3):
        for sector in range(1, 3):
            for programme in range(1, 3):
                facts.commitments += 1
                rows = pick.randint(2, 4)
                parts = [round(100 / rows, 2)] * (rows - 1)
                parts.append(round(100 - sum(parts), 2))
                own: dict[int, list[tuple[float, float]]] = {year: [] for year in years}
                for part in parts:
                    number += 1
                    facts.milestones += 1
                    target = pick.choice([40, 1250, 12, 3600])
                    by_year = [target / 4, target / 4]
                    done = [round(target / 4 * pick.random(), 1), round(target / 4 * pick.random(), 1)]
                    cells: list[Any] = [
                        f"Línea {line}: Vida digna {line}", f"Sector {line}{sector}", 1900 + 10 * sector + programme,
                        f"{1900 + 10 * sector + programme}- Programa de servicios {line}.{sector}.{programme}",
                        20240000 + number % 3, f"Servicio de apoyo {number}", f"Personas atendidas {number}",
                        "Número", 0, dots(target) if number % 2 else target, f"{part} %".replace(".", ","),
                    ]  # fmt: skip
                    for at, _year in enumerate(years):
                        cells += [dots(by_year[at]) if number % 2 else by_year[at], done[at]]
                    for _year in years:
                        for at, kind in enumerate(("aprobado", "comprometido", "ejercido")):
                            for source in sources:
                                amount = pick.randint(1 + 300 * (2 - at), 300 * (3 - at)) * 1_000_000.5
                                amount = amount if pick.random() < 0.7 else 0
                                _add(facts.money, (source, kind), amount)
                                shown: Any = pick.choice([f"$ {dots(amount)}", f"${dots(amount)}", amount])
                                cells.append("-" if not amount else shown)
                    helpers = pick.sample(HELPERS, pick.randint(0, 2))
                    facts.partners += len(helpers)
                    glue = pick.choice(["\n", "; "])
                    cells += [
                        pick.choice(("Secretaría de Planeación", "Secretaría de Salud")),
                        glue.join(helpers),
                        None,
                    ]
                    for at, year in enumerate(years):
                        own[year].append((min(1.0, sum(done[: at + 1]) / target), part))
                    _put(sheet, row, cells)
                    row += 1
                for year in years:
                    plan[year].append(sum(v * w for v, w in own[year]) / sum(w for _v, w in own[year]))
            _put(sheet, row, [None, None, None, f"Total sector {line}{sector}", *[None] * 8, 77, 66])
            row += 1
        _put(sheet, row, [f"TOTAL LÍNEA {line}"])
        row += 2
    _put(sheet, row, ["* Valores en pesos corrientes"])
    facts.levels = {"Línea estratégica": 2, "Sector": 4}
    facts.progress = {f"{year}-12-31": mean(values) for year, values in plan.items()}
    facts.money = {key: value for key, value in facts.money.items() if value}
    del weights, progress
    return _saved(book), facts


HELPERS = ["Secretaría de Hacienda", "Oficina de las TIC", "Secretaría de\nDesarrollo Social"]


def brazil(seed: int = 3) -> tuple[bytes, Facts]:
    """A «Programa de Metas» in Portuguese: goals with a state of their own, and initiatives in another sheet."""
    pick = random.Random(seed)
    book = Workbook()
    index = book.active
    index.title = "Índice"
    _put(index, 1, ["Programa de Metas 2021-2024"])
    _put(index, 3, ["Aba", "Conteúdo"])
    _put(index, 4, ["Metas", "Situação das metas"])
    _put(index, 5, ["Iniciativas", "Iniciativas por meta"])
    goals, steps = book.create_sheet("Metas"), book.create_sheet("Iniciativas")
    facts = Facts({"Eixo": 3, "Objetivo estratégico": 6}, 0, 0)
    _put(goals, 1, ["Prefeitura de Rio Claro do Norte"])
    _put(goals, 2, ["Execução até 31 de dezembro de 2024"])
    _put(goals, 4, ["Eixo", "Objetivo estratégico", "Nº da meta", "Meta", "Secretaria responsável", "Situação",
                    "Informações complementares", "Valor previsto (R$)", "Valor empenhado (R$)",
                    "Valor liquidado (R$)"])  # fmt: skip
    _put(
        steps, 3, ["Nº da meta", "Meta", "Iniciativa", "Indicador", "Secretaria responsável", "Percentual de execução"]
    )
    at, row = 5, 4
    words = ["Concluída", "Superada", "Em andamento", "Não cumprida", "Cancelada"]
    plan: list[float] = []
    for number in range(1, 13):
        axis, aim = (number - 1) // 4 + 1, (number - 1) // 2 + 1
        title = f"Construir {number} unidades de saúde"
        word = words[number % 5]
        amounts = [pick.randint(1, 99) * 10_000.25 for _each in range(3)]
        for kind, amount in zip(("aprobado", "comprometido", "ejercido"), amounts, strict=True):
            _add(facts.money, ("", kind), amount)
        _put(goals, at, [f"Eixo {axis}: Cidade justa {axis}", f"Objetivo {aim}. Viver bem", number, title,
                         "Secretaria Municipal da Saúde", word, f"A meta {number} foi acompanhada.",
                         *[dots(each) if number % 2 else each for each in amounts]])  # fmt: skip
        facts.commitments += 1
        facts.own[word] = facts.own.get(word, 0) + 1
        at += 1
        shares = [pick.choice([0, 0.3, 0.45, 1]) for _each in range(pick.randint(1, 3))]
        for step, share in enumerate(shares, 1):
            _put(steps, row, [number, title, f"Iniciativa {number}.{step} de obras", f"Obras {step}",
                              "Secretaria Municipal da Saúde", share])  # fmt: skip
            steps.cell(row, 6).number_format = "0%"
            facts.milestones += 1
            row += 1
        plan.append(mean([float(each) for each in shares]))
    _put(goals, at, ["TOTAL GERAL", None, None, None, None, None, None, 1, 2, 3])
    facts.progress = {"2024-12-31": mean(plan)}
    return _saved(book), facts


def promises(seed: int = 4) -> tuple[bytes, Facts]:
    """A tracker of promises: the text, its state and what was found; no activity, and a title of blocks."""
    pick = random.Random(seed)
    book = Workbook()
    sheet = book.active
    sheet.title = "Promesómetro"
    _merge_across(sheet, 1, 1, 7, "PROMESÓMETRO DE PUERTO SERENO")
    _put(sheet, 3, ["No.", "Tema", "Promesa", "Estatus al 31 de diciembre de 2024", "¿Qué encontramos?", "Dependencia",
                    "Fuente"])  # fmt: skip
    words = ["Cumplida", "En proceso", "Incumplida", "Superada", "Sin iniciar"]
    facts = Facts({"Tema": 3}, 0, 0)
    row = 4
    for number in range(1, 16):
        word = words[pick.randrange(5)]
        facts.own[word] = facts.own.get(word, 0) + 1
        _put(sheet, row, [number, f"Tema {1 + (number - 1) // 5}", f"Abrir {number} parques de barrio", word,
                          f"Se revisó la promesa {number}.", "Alcaldía", "https://example.org/nota"])  # fmt: skip
        facts.commitments += 1
        row += 1
        if number % 5 == 0:
            _put(sheet, row, [None, None, f"Subtotal tema {number // 5}", None, "5 promesas"])
            row += 2
    _put(sheet, row, [None, None, "Nota: revisión de la redacción."])
    values = {"Cumplida": 1.0, "Superada": 1.0, "En proceso": 0.25, "Incumplida": 0.0, "Sin iniciar": 0.0}
    facts.progress = {"2024-12-31": sum(values[word] * count for word, count in facts.own.items()) / 15}
    return _saved(book), facts


def axes(seed: int = 5) -> tuple[bytes, Facts]:  # noqa: C901  (a sheet is written row by row)
    """A sheet per axis with one header, an index and a summary first; activities with several indicators each."""
    pick = random.Random(seed)
    book = Workbook()
    first = book.active
    first.title = "Portada"
    _put(first, 2, ["Plan de gobierno de Cerro Azul"])
    summary = book.create_sheet("Resumen")
    _put(summary, 1, ["Eje", "Programas", "% de avance"])
    heads = ["Código", "Programa", "Proyecto", "Actividad", "Indicador", "Fórmula", "Frecuencia", "Unidad",
             "Línea base", "Meta", "Responsable", "Corresponsables", "Fecha de término"]  # fmt: skip
    quarters = [("Trim 1 2024", "2024-03-31"), ("T2-24", "2024-06-30")]
    facts = Facts({"Eje": 2, "Programa": 4}, 0, 0)
    plan: dict[str, list[float]] = {day: [] for _name, day in quarters}
    for axis, name in enumerate(("Eje 1 Seguridad", "Eje 2 Economía"), 1):
        _put(summary, 1 + axis, [name, 2, 0.5])
        sheet = book.create_sheet(name)
        _put(sheet, 1, [f"{name.upper()}"])
        for column, text in enumerate(heads, 1):
            sheet.cell(3, column, text)
            _merge_down(sheet, column, 3, 4)
        for at, (text, _day) in enumerate(quarters):
            _merge_across(sheet, 3, 14 + 3 * at, 16 + 3 * at, text)
            _put_at(sheet, 4, 14 + 3 * at, ["Numerador", "Denominador", "Qué se hizo"])
        row, number = 5, 0
        for programme in range(1, 3):
            for project in range(1, 3):
                facts.commitments += 1
                own: dict[str, list[float]] = {day: [] for _name, day in quarters}
                for step in range(1, 3):
                    facts.milestones += 1
                    top = row
                    helpers = pick.sample(HELPERS[:2], pick.randint(0, 2))
                    facts.partners += len(helpers)
                    done: dict[str, list[float]] = {day: [] for _name, day in quarters}
                    for _each in range(pick.randint(1, 3)):
                        number += 1
                        facts.indicators += 1
                        base, target = 10, 90
                        cells: list[Any] = [
                            f"E{axis}-O{programme}-P{project}-{number}", f"Programa {axis}.{programme}",
                            f"Proyecto {axis}.{programme}.{project}", f"Actividad {axis}.{programme}.{project}.{step}",
                            f"Índice {axis}.{number}", "atendidos ÷ solicitudes × 100", "Trimestral", "%", base, target,
                            "Policía Municipal", "\n".join(helpers) or None, "31 de diciembre de 2024",
                        ]  # fmt: skip
                        for at, (_name, day) in enumerate(quarters):
                            below = pick.randint(50, 200)
                            above = round(below * (0.2 + 0.3 * at + 0.2 * pick.random()))
                            cells += [above, below, f"Se atendió la actividad {step}" if row == top else None]
                            done[day].append((above / below * 100 - base) / (target - base))
                            facts.measurements += 1
                        if row > top:
                            cells[3] = cells[10] = cells[11] = cells[12] = None
                        _put(sheet, row, cells)
                        row += 1
                    for column in (4, 11, 12, 13, 16, 19):
                        _merge_down(sheet, column, top, row - 1)
                    for day, values in done.items():
                        own[day].append(mean([min(1, max(0, each)) for each in values]))
                for day, values in own.items():
                    plan[day].append(mean(values))
            row += 1
        _put(sheet, row, ["TOTAL", None, None, None, 5])
    facts.progress = {day: mean(values) for day, values in plan.items()}
    return _saved(book), facts


def _put_at(sheet: Any, row: int, column: int, cells: list[Any]) -> None:
    for at, value in enumerate(cells):
        sheet.cell(row, column + at, value)


def bands(seed: int = 6) -> tuple[bytes, Facts]:
    """Levels that are rows across the sheet, above the rows of each; semesters as «2024-1», and money in thousands."""
    pick = random.Random(seed)
    book = Workbook()
    sheet = book.active
    sheet.title = "POA"
    heads = ["Clave", "Actividad", "Unidad de medida", "Meta", "Avance 2024-1", "Avance 2024-2", "Área responsable",
             "Inversión autorizada 2024 (miles de pesos)", "Inversión ejercida 2024 (miles de pesos)"]  # fmt: skip
    _put(sheet, 2, heads)
    facts = Facts({"Eje": 2}, 0, 0)
    plan: dict[str, list[float]] = {"2024-06-30": [], "2024-12-31": []}
    row = 3
    for axis in (1, 2):
        _merge_across(sheet, row, 1, 9, f"EJE {axis}. CIUDAD LIMPIA {axis}")
        row += 1
        for programme in (1, 2):
            _merge_across(sheet, row, 1, 9, f"Programa {axis}.{programme} Calles y parques")
            row += 1
            facts.commitments += 1
            own: dict[str, list[float]] = {day: [] for day in plan}
            for step in range(1, 4):
                facts.milestones += 1
                target, half, whole = 20, pick.randint(0, 10), pick.randint(10, 20)
                approved, spent = pick.randint(1, 999) + 0.001, pick.randint(1, 99) + 0.5
                _put(sheet, row, [f"{axis}.{programme}.{step}", f"Limpiar la zona {axis}.{programme}.{step}", "Zonas",
                                  target, half, whole, "Servicios Públicos", approved, spent])  # fmt: skip
                _add(facts.money, ("", "aprobado"), approved * 1000)
                _add(facts.money, ("", "ejercido"), spent * 1000)
                own["2024-06-30"].append(half / target)
                own["2024-12-31"].append(whole / target)
                row += 1
            _put(sheet, row, [None, "Subtotal", None, 60])
            row += 1
            for day, values in own.items():
                plan[day].append(mean(values))
    facts.progress = {day: mean(values) for day, values in plan.items()}
    return _saved(book), facts


MAKERS = {each.__name__: each for each in (mexico, colombia, brazil, promises, axes, bands)}
