"""Mide con Lighthouse, como desde un teléfono, las páginas principales del sitio servido como se publica."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from navegador import ARGUMENTS
from servidor import Netlify, served

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = ROOT / "tests" / "revisores" / "node_modules" / "lighthouse" / "cli" / "index.js"
PAGES = {
    "inicio": "",
    "tablero": "demostracion/tablero/",
    "compromiso": "demostracion/compromisos/agua/",
    "evidencia": "demostracion/evidencias/",
    "datos": "demostracion/datos/compromisos/",
    "lugares": "demostracion/lugares/",
    "comparar": "demostracion/tablero/comparar/2026-05_2026-06/",
    "preguntas": "plan-2023-2024/preguntas/",
}
LEAST = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
"""Minimum accepted score of each category, out of 100."""
CHROMIUM = " ".join(["--headless=new", *ARGUMENTS])
BUILD_ADDRESS = "https://gobiernoabierto.example.org"


def measure(address: str, categories: list[str]) -> tuple[dict[str, int], list[str]]:
    """Returns the scores of a page by category, 0 to 100, and the failed audits of categories below their minimum."""
    command = ["node", str(PROGRAM), address, "--output=json", "--quiet", f"--chrome-flags={CHROMIUM}"]
    command += [f"--only-categories={','.join(categories)}"]
    report = json.loads(_answer(command) or _answer(command) or sys.exit(f"Lighthouse no pudo medir {address}"))
    short = [
        f"{audit['id']}: {audit['title']}"
        for key, category in report["categories"].items()
        if round((category["score"] or 0) * 100) < LEAST[key]
        for reference in category["auditRefs"]
        if (audit := report["audits"][reference["id"]])["score"] not in (None, 1) and reference["weight"]
    ]
    return {key: round((each["score"] or 0) * 100) for key, each in report["categories"].items()}, short


def _answer(command: list[str]) -> str:
    """Returns the output of Lighthouse, or "" if Lighthouse failed (e.g. the browser did not start in time)."""
    environment = {**os.environ, "CHROME_PATH": os.environ["MICROSITIO_CHROMIUM"]}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=900)
    if done.returncode:
        print(done.stderr[-600:], file=sys.stderr)
    return "" if done.returncode else done.stdout


def page(name: str, address: str, categories: list[str], times: int) -> list[str]:
    """Measures a page `times` times and prints the median of each category; returns lines on what is too low."""
    runs = [measure(address, categories) for _ in range(times)]
    median = {key: int(statistics.median_low([scores[key] for scores, _ in runs])) for key in categories}
    spread = [scores["performance"] for scores, _ in runs] if "performance" in categories else []
    print(f"{name:12}" + "".join(f"{median[key]:>16}" for key in categories), *spread[: times if times > 1 else 0])
    low = [f"{name}: {key} {score}, y lo menos es {LEAST[key]}" for key, score in median.items() if score < LEAST[key]]
    return low + [f"{name}: {each}" for each in dict.fromkeys(each for _, short in runs for each in short) if low]


def built(folder: Path) -> Path:
    """Builds the site of this repository in `folder` and returns `folder`."""
    command = [sys.executable, str(ROOT / "build.py"), "--output", str(folder), "--base-url", BUILD_ADDRESS]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return folder


def main() -> int:
    """Prints the scores of each page; returns 1 if a page is below the minimum."""
    parser = argparse.ArgumentParser(prog="scripts/lighthouse", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, metavar="CARPETA", help="un sitio ya generado")
    parser.add_argument("--veces", type=int, default=3, help="cuántas veces se mide cada página; vale la mediana")
    parser.add_argument(
        "--sin-rendimiento", action="store_true", help="solo lo que no depende de lo ocupado del equipo"
    )
    asked = parser.parse_args()
    categories = [each for each in LEAST if each != "performance" or not asked.sin_rendimiento]
    print(f"{'':12}" + "".join(f"{each:>16}" for each in categories))
    with (
        tempfile.TemporaryDirectory() as place,
        served(Netlify(asked.folder or built(Path(place, "sitio")))) as address,
    ):
        short = [each for name, path in PAGES.items() for each in page(name, address + path, categories, asked.veces)]
    print(*short, sep="\n")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
