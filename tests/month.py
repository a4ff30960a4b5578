"""The invented plan as its staff found it in July 2026: eleven sealed cuts, and June still to be reported."""

from __future__ import annotations

import csv
import difflib
import io
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from micrositio.cli.main import main
from support import MINIMAL, ROOT

PLAN = "demostracion"
CUT = "2026-06"
_SINCE = "2026-06-01"
Cells = dict[str, str]


def july(folder: Path) -> Path:
    """Write the site in `folder`, which is given back: only the invented plan, without June and what came after."""
    shutil.copytree(MINIMAL / "content", folder / "content")
    shutil.copytree(ROOT / "data" / PLAN, folder / "data" / PLAN)
    site = folder / "content" / "sitio.yaml"
    site.write_text(re.sub(r"plan-minimo", PLAN, site.read_text("utf-8")), "utf-8")
    for path in (folder / "content").rglob("*.md"):
        if "plan-minimo" in path.read_text("utf-8"):
            path.write_text(path.read_text("utf-8").replace("plan-minimo", PLAN), "utf-8")
    plan = folder / "data" / PLAN
    documents = _manifests(plan)
    meetings = _ids(plan / "sesiones.csv", lambda row: row["fecha"] >= "2026-07")
    for path in sorted(plan.glob("*.csv")):
        _filter(path, lambda row, name=path.stem: _stays(name, row, meetings))  # type: ignore[misc]
    steps = plan / "pasos.csv"
    steps.write_text(re.sub("|".join(sorted(documents)), "", steps.read_text("utf-8")), "utf-8", newline="")
    descriptor = plan / "datapackage.yaml"
    text = descriptor.read_text("utf-8").replace("estado: concluido", "estado: en_curso")
    text = re.sub(r"  - id: evaluacion-final\n(?:    .*\n|      .*\n)+", "", text)
    descriptor.write_text(text, "utf-8")
    return folder


def _ids(path: Path, chosen: Callable[[Cells], bool]) -> set[str]:
    return {row["id"] for row in csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")) if chosen(row)}


def _stays(table: str, row: Cells, meetings: set[str]) -> bool:
    """Whether a row of a table could be there at the beginning of July."""
    if table == "cortes":
        return row["id"] != CUT
    if table in ("avances", "mediciones", "verificaciones", "avances_compromisos", "verificaciones_compromisos"):
        return row["corte"] != CUT
    if table == "sesiones":
        return row["id"] not in meetings
    if table == "acuerdos":
        return row["sesion"] not in meetings
    if table == "evaluaciones":
        return row["instrumento"] != "evaluacion-final"
    return CUT not in row.get("registro", "") and not (
        table in ("replicas", "retiros") and row["fecha"] >= "2026-06-20"
    )


def _filter(path: Path, stays: Callable[[Cells], bool]) -> None:
    text = path.read_text("utf-8")
    reader = csv.reader(io.StringIO(text, newline=""))
    header, *rows = reader
    out = io.StringIO(newline="")
    end = "\r\n" if "\r\n" in text else "\n"
    csv.writer(out, lineterminator=end).writerows(
        [header, *(row for row in rows if stays(dict(zip(header, row, strict=True))))]
    )
    path.write_text(out.getvalue(), "utf-8", newline="")


def _manifests(plan: Path) -> set[str]:
    """Take the documents of June and later out of the manifests; the ids of those are given back."""
    gone: set[str] = set()
    for manifest in plan.glob("evidencias/*/datapackage.yaml"):
        head, *entries = re.split(r"(?m)^(?=  - name: )", manifest.read_text("utf-8"))
        kept = [each for each in entries if not _is_late(each)]
        for each in entries:
            if _is_late(each):
                gone.add(re.search(r"name: (\S+)", each)[1])  # type: ignore[index]
                if found := re.search(r"path: (\S+)", each):
                    (manifest.parent / found[1]).unlink()
        manifest.write_text(head + "".join(kept), "utf-8")
    return gone


def _is_late(entry: str) -> bool:
    days = re.findall(r"(?:fecha|recibida): '?(\d{4}-\d\d-\d\d)", entry)
    return bool(days) and max(days) >= _SINCE


Typed = tuple[str, str, str, object]
"""A cell that somebody types: its sheet, the key of its row (or `+1`, the first blank one), its title and its value."""


def fill(source: Path, target: Path, cells: list[Typed]) -> None:
    """Type the cells into a workbook, and save it as openpyxl does."""
    book = openpyxl.load_workbook(source)
    for sheet, key, title, value in cells:
        page = book[sheet]
        header = next(row for row in page.iter_rows(max_row=20) if title in [cell.value for cell in row])
        column = next(cell.column for cell in header if cell.value == title)
        row = _row(page, header[0].row, key)
        page.cell(row, column).value = value
    book.save(target)


def _row(page: Any, header: int, key: str) -> int:
    keys = [page.cell(row, 1).value for row in range(header + 1, page.max_row + 2)]
    if not key.startswith("+"):
        return header + 1 + keys.index(key)
    stated = [number for number, value in enumerate(keys) if value] if page.cell(header, 1).value == "Clave" else []
    return header + (stated[-1] + 1 if stated else 0) + int(key[1:])


def delivered(folder: Path, book: Path) -> Path:
    """Put a workbook and the three documents of the month in a folder, which is given back."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(book, folder / "demostracion-2026-06.xlsx")
    (folder / "Décimo reporte.csv").write_text("mes,muestras,buenas\r\n2026-06,40,39\r\n", "utf-8", newline="")
    (folder / "pagos-agua.txt").write_text("Pagos del organismo de agua, primer semestre de 2026.\n", "utf-8")
    (folder / "acta junio.txt").write_text("Acta de la sesión de junio. Se revisaron los avances.\n", "utf-8")
    return folder


MONTH: list[Typed] = [
    ("Avances", "agua-3", "Valor", 10),
    ("Avances", "agua-3", "Estado", "Completo"),
    ("Avances", "agua-3", "Qué se hizo", "Se publicó el décimo reporte."),
    ("Avances", "agua-3", "Terminada el", date(2026, 6, 15)),
    ("Avances", "agua-4", "Valor", "4,5"),
    ("Avances", "agua-4", "Estado", "sustancial"),
    ("Avances", "agua-4", "Qué se hizo", "Se repararon 79 fugas. El promedio casi no cambió."),
    ("Avances", "agua-7", "Valor", 3),
    ("Avances", "agua-7", "Estado", "Sustancial"),
    ("Avances", "agua-7", "Qué se hizo", "Se publicaron los pagos. Falta el archivo de ingresos."),
    ("Avances", "presupuesto-5", "Valor", 2),
    ("Avances", "presupuesto-5", "Estado", "Limitado"),
    ("Avances", "presupuesto-5", "Qué se hizo", "Se entregaron dos obras: una cancha y un parque."),
    ("Avances", "presupuesto-5", "Tipo de dificultad", "Externa"),
    ("Avances", "presupuesto-5", "Dificultad", "Las lluvias de junio pararon las obras."),
    ("Avances", "presupuesto-6", "Valor", 1),
    ("Avances", "presupuesto-6", "Estado", "Completo"),
    ("Avances", "presupuesto-6", "Qué se hizo", "La página está en línea con las seis obras."),
    ("Avances", "presupuesto-6", "Terminada el", "19/06/2026"),
    ("Avances", "caminos-2", "Valor", 17),
    ("Avances", "caminos-2", "Estado", "Sustancial"),
    ("Avances", "caminos-2", "Qué se hizo", "Se pintaron tres cruces. Faltan siete de 24."),
    ("Avances", "caminos-3", "Valor", 36),
    ("Avances", "caminos-3", "Estado", "Sustancial"),
    ("Avances", "caminos-3", "Qué se hizo", "Se pusieron macetas y conos en siete calles."),
    ("Avances", "caminos-6", "Valor", 1),
    ("Avances", "caminos-6", "Estado", "Limitado"),
    ("Avances", "caminos-6", "Qué se hizo", "Se juntaron 160 respuestas. No alcanzan para publicar."),
    ("Avances", "caminos-6", "Tipo de dificultad", "Externa"),
    ("Avances", "caminos-6", "Dificultad", "Las clases terminaron antes de completar la muestra."),
    ("Avances", "tramites-6", "Valor", 0),
    ("Avances", "tramites-6", "Estado", "No iniciado"),
    ("Avances", "tramites-6", "Qué se hizo", "SIN AVANCE"),
    ("Avances", "tramites-6", "Tipo de dificultad", "Normativa"),
    ("Avances", "tramites-6", "Dificultad", "El Cabildo no trató el convenio."),
    ("Avances", "residuos-2", "Valor", 6),
    ("Avances", "residuos-2", "Estado", "Limitado"),
    ("Avances", "residuos-2", "Qué se hizo", "Se instaló un punto limpio."),
    ("Avances", "residuos-2", "Tipo de dificultad", "Presupuesto"),
    ("Avances", "residuos-2", "Dificultad", "Faltan contenedores."),
    ("Avances", "residuos-3", "Estado", "Sin evidencia"),
    ("Avances", "residuos-3", "Qué se hizo", "El área no entregó el conteo de junio."),
    ("Avances", "residuos-5", "Estado", "Sin evidencia"),
    ("Avances", "residuos-5", "Qué se hizo", "No se encontró ningún archivo en línea."),
    ("Documentos", "+1", "Archivo", "Décimo reporte.csv"),
    ("Documentos", "+1", "Título", "Décimo reporte de calidad del agua"),
    ("Documentos", "+1", "Tipo", "Base de datos"),
    ("Documentos", "+1", "Fecha", date(2026, 6, 15)),
    ("Documentos", "+1", "Qué demuestra", "Que se publicó el décimo reporte."),
    ("Documentos", "+1", "Actividades", "agua-3"),
    ("Documentos", "+2", "Archivo", "pagos-agua.txt"),
    ("Documentos", "+2", "Título", "Pagos del organismo de agua"),
    ("Documentos", "+2", "Tipo", "Informe"),
    ("Documentos", "+2", "Fecha", "2026-06"),
    ("Documentos", "+2", "Qué demuestra", "Que se publicaron los pagos."),
    ("Documentos", "+2", "Actividades", "agua-7"),
    ("Documentos", "+3", "Archivo", "acta junio.txt"),
    ("Documentos", "+3", "Título", "Acta de la sesión de junio"),
    ("Documentos", "+3", "Tipo", "Acta"),
    ("Documentos", "+3", "Fecha", date(2026, 7, 9)),
    ("Documentos", "+3", "Qué demuestra", "Lo que se revisó del corte de junio."),
    ("Documentos", "+3", "Sesiones", "La de la hoja Sesión"),
    ("Sesión", "+1", "Fecha", date(2026, 7, 9)),
    ("Sesión", "+1", "Tipo", "Sesión"),
    ("Sesión", "+1", "Título", "Sesión de seguimiento: corte de junio de 2026"),
    ("Sesión", "+1", "¿Revisó este corte?", "Sí"),
    ("Sesión", "+1", "Asistentes", 15),
    ("Sesión", "+1", "Acta", "acta junio.txt"),
    ("Acuerdos", "acuerdo-13", "Estado", "Cumplido"),
    ("Acuerdos", "acuerdo-13", "Cerrado", date(2026, 7, 2)),
    ("Acuerdos", "acuerdo-13", "Prueba del cierre", "pagos-agua.txt"),
    ("Cambios", "caminos-2", "Nuevo fin", date(2026, 8, 31)),
    ("Cambios", "caminos-2", "Fecha del cambio", date(2026, 7, 9)),
    ("Cambios", "caminos-2", "Motivo", "Llovió 14 noches del mes."),
    ("Cambios", "caminos-2", "Quién autoriza", "Grupo Impulsor de Gobierno Abierto"),
    ("Correcciones", "+1", "Corte", "2025-11"),
    ("Correcciones", "+1", "Tabla", "Avances"),
    ("Correcciones", "+1", "Clave de la actividad o fila", "agua-2"),
    ("Correcciones", "+1", "Qué dato", "Valor"),
    ("Correcciones", "+1", "Debe decir", 11),
    ("Correcciones", "+1", "Motivo", "Se contó dos veces un punto de la red."),
    ("Correcciones", "+1", "Quién", "Jefatura de Operación"),
    ("Correcciones", "+1", "Fecha", date(2026, 7, 9)),
    ("Novedad", "+1", "Fecha", date(2026, 7, 10)),
    ("Novedad", "+1", "Título", "Demostración: corte de junio"),
    ("Novedad", "+1", "Resumen", "Noticia inventada: ya está el corte de junio de 2026."),
    ("Novedad", "+1", "Texto", "Ya está en línea el corte de junio de 2026."),
]
"""A whole month: what the eleven areas say, three documents, a meeting, an agreement, a date, a correction, a news."""


NEWER: list[Typed] = [
    ("Avances de compromisos", "presupuesto", "Valor", "45%"),
    ("Avances de compromisos", "presupuesto", "Estado", "Sustancial"),
    ("Avances de compromisos", "presupuesto", "Qué se hizo", "Hubo reglas, asambleas y votación."),
    ("Avances de compromisos", "presupuesto", "Evidencia que falta", "El acta de entrega de la cancha."),
    ("Mediciones", "obras-entregadas", "Valor", 2),
    ("Mediciones", "obras-avance", "Numerador", "3150,5"),
    ("Mediciones", "obras-avance", "Denominador", 5040),
    ("Presupuesto", "residuos-maquinaria-2026", "Ejercido", 75000),
    ("Presupuesto", "caminos-2-pintura-y-senales-2026-06", "Ejercido", 45200.5),
    ("Presupuesto", "+1", "Compromiso", "caminos · Caminos escolares seguros"),
    ("Presupuesto", "+1", "Concepto", "Cascos para ciclistas"),
    ("Presupuesto", "+1", "Desde", "2026-06"),
    ("Presupuesto", "+1", "Moneda", "MXN"),
    ("Presupuesto", "+1", "Aprobado", 80000),
    ("Colaboraciones", "+1", "Actividad", "agua-5"),
    ("Colaboraciones", "+1", "Institución", "Red Vecinal de San Jacinto del Llano"),
    ("Colaboraciones", "+1", "Papel", "Apoya"),
]
"""What the sheets of the optional tables say that month: a commitment, two indicators, three amounts and a partner."""
WITH_TABLES: list[Typed] = [
    *(each for each in MONTH if each[:3] != ("Avances", "presupuesto-5", "Valor")), *NEWER,
]  # fmt: skip
"""The whole month with those sheets: what the indicators measure has no value of its own."""


def order(site: Path, *arguments: str | Path) -> int:
    """Run a command on a site, in this process; what the caches keep is beside the site."""
    return main([*map(str, arguments), "--site", str(site)], home=site.parent)


def difference(before: Path, after: Path) -> str:
    """What an import changed below `data` and `content`, as a unified difference without context."""
    names = sorted({p.relative_to(root).as_posix() for root in (before, after) for p in root.rglob("*") if p.is_file()})
    lines: list[str] = []
    for name in names:
        old, new = (_lines(root / name) for root in (before, after))
        lines += difflib.unified_diff(old, new, f"a/{name}", f"b/{name}", n=0, lineterm="")
    return "\n".join(lines) + "\n"


def _lines(path: Path) -> list[str]:
    return path.read_bytes().decode("utf-8", "replace").replace("\r\n", "␍\n").split("\n") if path.is_file() else []
