"""Measures a build: by stage, or against Hugo. Each program that is measured runs in a process of its own."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from contra.concurso import OWN_SITE, SCENARIOS, Asked, contest, this_site  # noqa: E402
from contra.informe import Line, table  # noqa: E402
from contra.lugar import Site, hugo_program  # noqa: E402
from contra.medida import Failed  # noqa: E402
from contra.varios import many_sites  # noqa: E402
from sitio_grande import make_site  # noqa: E402

STAGES, PROGRAM = "etapas", ROOT / "scripts" / "contra" / "etapas.py"
ALL = (*SCENARIOS, STAGES, OWN_SITE)
SIZES, SIZES_AGAINST = (3, 100, 1000), (100,)


def parser() -> argparse.ArgumentParser:
    """Returns the parser of the command."""
    made = argparse.ArgumentParser(prog="scripts/bench", description="Mide cuánto tarda y cuánta memoria pide.")
    made.add_argument("tamaños", nargs="*", type=int, metavar="N", help="compromisos (3 100 1000; contra Hugo, 100)")
    made.add_argument("--contra", choices=("hugo",), help="compara con Hugo, que se instala aparte si se puede")
    made.add_argument("--idiomas", default="es", choices=("es", "es,en"), help="de las páginas de los dos (es)")
    made.add_argument(
        "--textos", default="reales", choices=("reales", "breves"), help="del largo de los de un plan (reales)"
    )
    made.add_argument("--veces", type=int, default=3, help="vueltas de cada escenario; se dice la mediana (3)")
    made.add_argument(
        "--escenarios",
        type=lambda given: tuple(given.split(",")),
        default=ALL,
        metavar="A,B",
        help="cuáles: " + ", ".join(ALL),
    )
    made.add_argument("--sitios", type=int, metavar="N", help="solo N sitios chicos, uno junto a otro")
    made.add_argument("--limite", type=float, default=3600, metavar="S", help="segundos de una corrida (3600)")
    return made


def main(arguments: list[str]) -> int:
    """Runs the command; returns 1 if what is measured fails, 2 if the command is wrong."""
    given = parser().parse_args(arguments)
    unknown = set(given.escenarios) - {*ALL}
    if unknown:
        print(f"No hay un escenario {', '.join(sorted(unknown))}.", file=sys.stderr)
        return 2
    sizes = tuple(given.tamaños) or (SIZES_AGAINST if given.contra else SIZES)
    languages, real = tuple(given.idiomas.split(",")), given.textos == "reales"
    sites = [Site(size, languages, real) for size in sizes]
    try:
        if given.sitios:
            for line in many_sites(given.sitios, given.limite):
                _say(line)
        elif given.contra:
            against(sites, Asked(given.escenarios, given.veces, given.limite))
        else:
            for site in sites:
                stages(site)
    except Failed as failed:
        print(failed, file=sys.stderr)
        return 1
    return 0


def stages(site: Site) -> None:
    """Prints the seconds of CPU and the memory of each stage of a build of ours, from nothing, in one process."""
    print(f"N = {site.commitments}: segundos de CPU y memoria de cada etapa", flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        folder = Path(temporary)
        make_site(folder / "sitio", site.commitments, site.languages, real=site.real)
        subprocess.run([sys.executable, PROGRAM, folder / "sitio", folder / "output"], check=True)


def against(sites: list[Site], asked: Asked) -> None:
    """Prints what was measured of both sides, as one table when all was run, or when a run failed."""
    if hugo_program() is None:
        print("No hay Hugo: se mide solo lo nuestro.")
    lines: list[Line] = []
    try:
        lines.extend(_lines(sites, asked))
    finally:
        print("\nMediana de cada medida, y de las razones de cada vuelta. CPU: usuario y sistema.\n")
        print(table(lines), flush=True)


def _lines(sites: list[Site], asked: Asked) -> Iterator[Line]:
    """Yields the rows of the table as they are measured, each size and then this repository's site."""
    for site in sites:
        if {*SCENARIOS} & {*asked.scenarios}:
            yield from contest(site, asked, _say)
        if STAGES in asked.scenarios:
            stages(site)
    if OWN_SITE in asked.scenarios:
        yield from this_site(asked, _say)


def _say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
