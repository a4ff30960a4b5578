"""Writes the sources of a site with one invented plan of as many commitments as asked, to measure and to test."""

from __future__ import annotations

import csv
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import textos_inventados

ROOT = Path(__file__).resolve().parents[1]
MILESTONES, CUTS, PAPERS = 8, 12, 3
PAPERS_OF_FOLDER = 3000
"""The most documents in a folder, so that its descriptor is under the limit of a YAML file."""
STATUSES = ("no_iniciado", "limitado", "limitado", "sustancial", "completo", "completo")
Table = list[tuple[object, ...]]
SETTINGS = (
    "titulo: Medición\ngobierno: Invención\nidiomas: [{languages}]\ntema: base\nplanes: [plan]\nplan_actual: plan\n"
)
PLAN = """\
name: plan
title: Plan inventado
titulo_corto: Plan
demostracion: true
estado: en_curso
ambito: Municipio inventado
metodo: {avance: estatus}
periodos:
  - {desde: 2025-01-01, hasta: 2025-12-31, segun: Invención}
licenses:
  - {name: CC-BY-4.0, title: CC BY, path: 'https://creativecommons.org/licenses/by/4.0/'}
instrumentos:
  - {id: final, titulo: Evaluación inventada}
resources:
"""


def make_site(folder: Path, commitments: int, languages: tuple[str, ...] = ("es",), *, real: bool = False) -> None:
    """Writes in `folder` the sources of a site with one invented plan of `commitments` commitments.

    Its texts are a word or two or, if `real`, as long as those of a real plan and in each of `languages`, with three
    documents a commitment.
    """
    left_out = shutil.ignore_patterns("novedades", "sitio.yaml", "direcciones.txt", *(("en",) if real else ()))
    shutil.copytree(ROOT / "content", folder / "content", ignore=left_out)
    for page in (folder / "content").glob("*.md"):
        page.write_text(f"---\ntitulo: {page.stem}\n---\nTexto.\n", encoding="utf-8")
    if real:
        textos_inventados.write_pages(folder / "content", languages)
    settings = SETTINGS.format(languages=", ".join(languages))
    (folder / "content" / "sitio.yaml").write_text(settings, encoding="utf-8")
    plan = folder / "data" / "plan"
    plan.mkdir(parents=True)
    tables = {**promised(commitments), **reported(commitments), **around(commitments)}
    tables = textos_inventados.lengthened(tables, languages) if real else tables
    for name, rows in tables.items():
        with (plan / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(rows)
    resources = "".join(f"  - {{name: {name}, path: {name}.csv}}\n" for name in tables)
    (plan / "datapackage.yaml").write_text(PLAN + resources, encoding="utf-8")
    papers = real_documents(commitments, languages) if real else documents(commitments)
    write_documents(plan / "evidencias", list(papers))


def promised(commitments: int) -> dict[str, Table]:
    """Returns the tables of what was promised: institutions, commitments and milestones."""
    return {
        "instituciones": [("id", "nombre", "sector"), *((f"i{n}", f"Dirección {n}", "gobierno") for n in range(12))],
        "compromisos": [
            ("id", "numero", "titulo", "titulo_corto", "responsables"),
            *((f"c{n}", n + 1, f"Título completo {n}", f"Compromiso {n}", f"i{n % 12}") for n in range(commitments)),
        ],
        "actividades": [
            ("id", "compromiso", "orden", "texto", "inicio", "fin", "institucion"),
            *(
                (f"c{n}-{m}", f"c{n}", m + 1, f"Actividad {n}-{m}", "2025-01-01", f"2025-{m + 5:02}-28", f"i{n % 12}")
                for n, m in milestones(commitments)
            ),
        ],
    }


def milestones(commitments: int) -> Iterator[tuple[int, int]]:
    """Yields the number of the commitment and of the milestone of each milestone."""
    return ((n, m) for n in range(commitments) for m in range(MILESTONES))


def reported(commitments: int) -> dict[str, Table]:
    """Returns the tables of what was reported: cuts, updates and changes of date."""
    return {
        "cortes": [("id", "fecha"), *((f"2025-{c + 1:02}", f"2025-{c + 1:02}-28") for c in range(CUTS))],
        "avances": [
            ("corte", "actividad", "estado", "descripcion", "dificultad_tipo", "dificultad", "terminado"),
            *(update(n, m, c) for c in range(CUTS) for n, m in milestones(commitments)),
        ],
        "reprogramaciones": [
            ("actividad", "fecha", "campo", "antes", "despues", "motivo", "autoriza"),
            *(
                (f"c{n}-0", "2025-04-01", "fin", "2025-05-28", "2025-06-28", "Faltó personal.", "Dirección 1")
                for n in range(commitments)
            ),
        ],
    }


def around(commitments: int) -> dict[str, Table]:
    """Returns the tables of what is around the promise: sources, meetings, agreements, comments and assessments."""
    few = range(max(1, commitments // 2))
    return {
        "fuentes": [
            ("id", "titulo", "editor", "consultada", "forma_consulta"),
            *((f"f{n}", f"Fuente inventada {n}", "Nadie (inventado)", "2025-12-01", "documento") for n in few),
        ],
        "sesiones": [
            ("id", "tipo", "titulo", "fecha"),
            *((f"s{n}", "sesion", f"Sesión {n}", f"2025-{n % 12 + 1:02}-15") for n in few),
        ],
        "acuerdos": [
            ("id", "sesion", "texto", "responsable", "limite", "estado", "fuentes"),
            *(
                (f"a{n}-{k}", f"s{n}", f"Hacer {n}-{k}.", f"i{n % 12}", "2025-12-01", "pendiente", f"f{n}")
                for n in few
                for k in range(2)
            ),
        ],
        "comentarios": [
            ("id", "fecha", "canal", "compromiso", "asunto", "texto", "respuesta", "respondido", "resultado"),
            *(
                (f"m{n}", "2025-02-01", "Correo", f"c{n}", f"Asunto {n}", "Idea.", "Gracias.", "2025-02-02", "aceptado")
                for n in few
            ),
        ],
        "evaluaciones": [
            ("instrumento", "criterio", "compromiso", "valor", "evaluador", "fecha"),
            *(
                ("final", "Nivel de avance", f"c{n}", "sustancial", "Nadie (inventado)", "2025-12-30")
                for n in range(commitments)
            ),
        ],
    }  # fmt: skip


def update(commitment: int, milestone: int, cut: int) -> tuple[str, ...]:
    """Returns one row of `avances`: the status advances with the cut, at one of three rates that depends on the ids."""
    status = STATUSES[min(len(STATUSES) - 1, cut * (1 + (commitment + milestone) % 3) // 5)]
    finished = "2025-01-28" if status == "completo" else ""
    row = (f"2025-{cut + 1:02}", f"c{commitment}-{milestone}", status, "Se avanzó.", "personal", "Falta personal.")
    return (*row, finished)


def documents(commitments: int) -> Iterator[dict[str, str]]:
    """Yields a document of each commitment, as a link."""
    for n in range(commitments):
        yield document(f"d{n}", f"c{n}", title=f"Documento {n}", demuestra=f"Que se avanzó en {n}.")


def real_documents(commitments: int, languages: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Yields three documents of each commitment, as links, with the words of real ones."""
    for n in range(commitments * PAPERS):
        yield document(f"d{n}", f"c{n // PAPERS}", **textos_inventados.paper(n, languages))


def document(name: str, commitment: str, **words: str) -> dict[str, str]:
    """Returns the descriptor of a document of a commitment, with its words by key."""
    own = {"name": name, "enlace": f"https://example.org/{name[1:]}", "tipo": "informe", "fecha": "'2025-06-01'"}
    return {**own, **words, "consultado": "'2025-06-02'", "compromiso": commitment}


def write_documents(folder: Path, papers: list[dict[str, str]]) -> None:
    """Writes the documents in as many folders as their descriptors need: `enlaces`, `enlaces-1` and so on."""
    for number, start in enumerate(range(0, len(papers), PAPERS_OF_FOLDER)):
        own = folder / (f"enlaces-{number}" if number else "enlaces")
        own.mkdir(parents=True)
        rows = (
            "  - {" + ", ".join(f"{key}: {value}" for key, value in each.items()) + "}\n"
            for each in papers[start : start + PAPERS_OF_FOLDER]
        )
        head = f"name: {own.name}\ntitle: Documentos inventados\nresources:\n"
        (own / "datapackage.yaml").write_text(head + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("Uso: scripts/sitio-grande CARPETA COMPROMISOS")
    make_site(Path(sys.argv[1]), int(sys.argv[2]))
