"""Escribe docs/semillas.md: cada frase de los documentos de origen, la página que dice su hecho y la fuente."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "tests" / "semillas.csv"
PAGE = ROOT / "docs" / "semillas.md"

DOCUMENTS = {
    "plan-texto": "Primer Plan de Acción de Gobierno Abierto del Municipio de Chihuahua, capítulo de compromisos",
    "opengovweek-cumplimiento": "Anuncio del evento del 31 de mayo de 2024, en Open Gov Week",
    "ogp-plan": "Página del plan 2023–2024 en OGP (en inglés)",
    "cepal-costa-rica": "Página del plan 2019–2022 de Costa Rica en el observatorio de la CEPAL",
    "inai-seis-pasos": "Seis pasos de los ejercicios locales de gobierno abierto 2016, del INAI",
}
"""Los documentos de origen, por la clave que llevan en la tabla, en el orden en que salen."""

INTRODUCTION = """# De los documentos de origen a las páginas

<!-- Se genera con ./scripts/semillas a partir de tests/semillas.csv. No lo edite a mano. -->

Los planes de Chihuahua se conocen por unos pocos documentos públicos. Aquí está, frase por frase, qué hecho dice cada
uno, con palabras nuestras, y la página del sitio que lo dice. Un renglón vale solo si la página dice el hecho, no solo
su tema: una prueba abre cada página, busca las palabras y exige que la fuente esté junto a ellas. Lo que no está en
ninguna página dice por qué.
"""


def rows() -> list[dict[str, str]]:
    """Devuelve los renglones de la tabla, en su orden."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def document() -> str:
    """Devuelve el texto de docs/semillas.md."""
    return "\n".join([INTRODUCTION, *(part for key in DOCUMENTS for part in _section(key))])


def _section(key: str) -> Iterator[str]:
    yield f"## {DOCUMENTS[key]}\n"
    yield "| Frase | Hecho | Página | Qué dice la página | Fuente |\n|---|---|---|---|---|"
    yield from (_line(row) for row in rows() if row["documento"] == key)
    yield ""


def _line(row: dict[str, str]) -> str:
    where = f"`/{row['pagina']}/`" if row["pagina"] else "—"
    said = f"«{row['palabras']}»" if row["palabras"] else row["motivo"]
    source = f"`{row['fuente']}`" if row["fuente"] else "—"
    return f"| {row['frase']} | {row['hecho']} | {where} | {said} | {source} |"


if __name__ == "__main__":
    PAGE.write_text(document(), encoding="utf-8", newline="\n")
    print(f"Listo: {PAGE.relative_to(ROOT)}")
