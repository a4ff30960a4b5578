"""Measures seconds and peak memory of each build stage, for synthetic sites. Each size runs in a process of its own."""

import csv
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
MILESTONES, CUTS = 8, 12
STATUSES = ("no_iniciado", "limitado", "limitado", "sustancial", "completo", "completo")


def make_site(folder: Path, commitments: int) -> None:
    """Writes in `folder` the sources of a site with one invented plan of `commitments` commitments."""
    left_out = shutil.ignore_patterns("novedades", "sitio.yaml", "direcciones.txt")
    shutil.copytree(ROOT / "content", folder / "content", ignore=left_out)
    for page in (folder / "content").glob("*.md"):
        page.write_text(f"---\ntitulo: {page.stem}\n---\nTexto.\n", encoding="utf-8")
    settings = "titulo: Medición\ngobierno: Invención\nidiomas: [es]\ntema: base\nplanes: [plan]\nplan_actual: plan\n"
    (folder / "content" / "sitio.yaml").write_text(settings, encoding="utf-8")
    plan = folder / "data" / "plan"
    plan.mkdir(parents=True)
    tables: dict[str, list[tuple[object, ...]]] = {
        "instituciones": [("id", "nombre", "sector"), *((f"i{n}", f"Dirección {n}", "gobierno") for n in range(12))],
        "compromisos": [
            ("id", "numero", "titulo", "titulo_corto", "responsables"),
            *((f"c{n}", n + 1, f"Título completo {n}", f"Compromiso {n}", f"i{n % 12}") for n in range(commitments)),
        ],
        "actividades": [
            ("id", "compromiso", "orden", "texto", "inicio", "fin", "institucion"),
            *(
                (f"c{n}-{m}", f"c{n}", m + 1, f"Actividad {n}-{m}", "2025-01-01", f"2025-{m + 5:02}-28", f"i{n % 12}")
                for n in range(commitments)
                for m in range(MILESTONES)
            ),
        ],
        "cortes": [("id", "fecha"), *((f"2025-{c + 1:02}", f"2025-{c + 1:02}-28") for c in range(CUTS))],
        "avances": [
            ("corte", "actividad", "estado", "descripcion", "dificultad_tipo", "dificultad", "terminado"),
            *(update(n, m, c) for c in range(CUTS) for n in range(commitments) for m in range(MILESTONES)),
        ],
    }  # fmt: skip
    for name, rows in tables.items():
        with (plan / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(rows)
    resources = "".join(f"  - {{name: {name}, path: {name}.csv}}\n" for name in tables)
    (plan / "datapackage.yaml").write_text(
        "name: plan\ntitle: Plan inventado\ntitulo_corto: Plan\ndemostracion: true\nestado: en_curso\n"
        "ambito: Municipio inventado\nmetodo: {avance: estatus}\nperiodos:\n"
        "  - {desde: 2025-01-01, hasta: 2025-12-31, segun: Invención}\nlicenses:\n"
        "  - {name: CC-BY-4.0, title: CC BY, path: 'https://creativecommons.org/licenses/by/4.0/'}\nresources:\n"
        + resources,
        encoding="utf-8",
    )


def update(commitment: int, milestone: int, cut: int) -> tuple[str, ...]:
    """Returns one row of `avances`: the status advances with the cut, at one of three rates that depends on the ids."""
    status = STATUSES[min(len(STATUSES) - 1, cut * (1 + (commitment + milestone) % 3) // 5)]
    finished = "2025-01-28" if status == "completo" else ""
    return (
        f"2025-{cut + 1:02}",
        f"c{commitment}-{milestone}",
        status,
        "Se avanzó.",
        "personal",
        "Falta personal.",
        finished,
    )


def measure(commitments: int) -> None:
    """Builds one synthetic site and prints a line per stage."""
    from micrositio.pipeline.builder import Options, build_site
    from micrositio.pipeline.publisher import exclusive, publish
    from micrositio.pipeline.stages import Stage
    from micrositio.problems.problem import Format, formatted

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        make_site(folder / "sitio", commitments)
        stages: dict[str, float] = {}
        last, since = "", time.perf_counter()

        def report(named: Stage | str, done: int = 0, of: int = 0) -> None:
            stage = named.value if isinstance(named, Stage) else named
            nonlocal last, since
            now = time.perf_counter()
            if last:
                stages[last] = stages.get(last, 0.0) + now - since
            if stage != last and last:
                line(commitments, last, stages[last])
            last, since = stage, now

        site, problems = build_site(Options(folder / "sitio", (ROOT / "themes",)), report)
        if site is None:
            sys.exit("\n".join(formatted((each for each in problems if each.is_error), Format.TEXT, str)))
        report("Publicando")
        with exclusive(folder / "output"):
            publish(site, folder / "output")
        report("fin")
        size = sum(path.stat().st_size for path in (folder / "output").rglob("*") if path.is_file())
        line(commitments, "total", sum(stages.values()), f"{len(site)} archivos, {size / 1e6:.1f} MB")


def line(commitments: int, stage: str, seconds: float, note: str = "") -> None:
    """Prints one line: number of commitments, stage, seconds, peak memory of the process so far in MB, and a note."""
    scale = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale / 1e6
    print(f"{commitments:>6}  {stage:<22} {seconds:>8.2f} s  {peak:>7.0f} MB  {note}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--uno"]:
        measure(int(sys.argv[2]))
    else:
        print("     N  etapa                    tiempo    memoria")
        for size in sys.argv[1:] or ("3", "100", "1000"):
            subprocess.run([sys.executable, __file__, "--uno", size], check=True)
