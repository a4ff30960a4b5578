"""Many small sites built side by side with one cache: from nothing, without a change, and with a row changed in one."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from contra.medida import Command, Run, measured
from sitio_grande import make_site

ROOT = Path(__file__).resolve().parents[2]
COMMITMENTS = 3
MUNICIPALITIES = 2477
"""Those of Mexico, as the note on scale counts them."""
BUILD = (
    "import sys; from pathlib import Path; sys.path.insert(0, sys.argv.pop(1)); from micrositio.cli.main import main; "
    "sys.exit(main(sys.argv[2:], Path(sys.argv[1])))"
)


def many_sites(count: int, limit: float) -> Iterator[str]:
    """Yields the lines of what `count` small sites cost, as many at a time as there are processors."""
    workers = os.cpu_count() or 1
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        home = Path(temporary)
        sites = [home / f"sitio-{number}" for number in range(count)]
        for each in sites:
            make_site(each, COMMITMENTS, real=True)
        time.sleep(0.1)  # files that have just changed are not yet known to be settled
        yield f"{count} sitios de {COMMITMENTS} compromisos, {workers} a la vez, con una misma `.cache`:"
        yield "| vez | reloj | CPU | CPU de cada uno | proceso mayor |"
        yield "|---|---|---|---|---|"
        cold = _all(sites, home, workers, limit)
        yield _line("en frío", *cold)
        yield _line("sin cambio", *_all(sites, home, workers, limit))
        changed = sites[0] / "data" / "plan" / "compromisos.csv"
        changed.write_text(changed.read_text("utf-8").replace("Que las ", "Que todas las ", 1), encoding="utf-8")
        yield _line("uno con una fila cambiada", *_all(sites[:1], home, 1, limit))
        files = [each for each in (home / "salida-0").rglob("*") if each.is_file()]
        yield f"Cada sitio publica {len(files)} archivos, {sum(each.stat().st_size for each in files) / 1e6:.1f} MB."
        hours = cold[0] / count * MUNICIPALITIES / 3600
        yield f"{MUNICIPALITIES} sitios así, en frío y en este equipo: {hours:.1f} horas de reloj (aritmética)."


def _all(sites: Sequence[Path], home: Path, workers: int, limit: float) -> tuple[float, list[Run]]:
    """Returns the seconds by the clock of building the sites, and what each build took."""
    began = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        runs = list(pool.map(lambda site: measured(_build(site, home), limit), sites))
    return time.perf_counter() - began, runs


def _build(site: Path, home: Path) -> Command:
    output = home / site.name.replace("sitio", "salida")
    return [sys.executable, "-c", BUILD, ROOT / "src", home, "build", "--site", site, "--output", output]


def _line(name: str, wall: float, runs: list[Run]) -> str:
    cpu = [each.cpu for each in runs]
    largest = max(each.largest for each in runs) / 2**20
    return f"| {name} | {wall:.1f} s | {sum(cpu):.1f} s | {statistics.median(cpu):.2f} s | {largest:.0f} MiB |"
