"""Lo que pesa la primera visita a las páginas de un sitio: cada una con todo lo que el navegador pide."""

from __future__ import annotations

import gzip
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

PARTS = {"HTML": ".html", "CSS": ".css", "JS": ".js", "otros": None}
ASKED = "link[rel=stylesheet], link[rel=icon], link[rel=modulepreload], link[rel=preload], script[src], img[src]"

LANGUAGE = "[a-z][a-z]"
"""La carpeta de las páginas en un segundo idioma."""


class Kind(NamedTuple):
    """Una clase de página: sus direcciones y, si lo hay, lo más que puede pesar comprimida, en bytes."""

    name: str
    pattern: str
    limit: int | None = None


KINDS = (
    Kind("inicio", "index.html"),
    Kind("compromiso", "*/compromisos/*/index.html", 30_000),
    Kind("tablero de la demostración", "demostracion/tablero/index.html", 60_000),
    Kind("corte", "*/tablero/*/index.html"),
    Kind("evidencias", "*/evidencias/index.html"),
    Kind("evidencia", "*/evidencias/*/index.html"),
    Kind("tabla de datos", "*/datos/*/index.html"),
)


class Weight(NamedTuple):
    """Una página y sus bytes por parte, tal cual y comprimidos."""

    path: str
    raw: Counter[str]
    packed: Counter[str]


def weight(folder: Path, page: Path) -> Weight:
    """El peso de la primera visita a `page`: cada archivo una vez, comprimido solo, como en un servidor."""
    raw, packed = Counter[str](), Counter[str]()
    for path in (page, *sorted(_asked(page))):
        content = path.read_bytes()
        part = "HTML" if path == page else next((p for p, end in PARTS.items() if end and path.suffix == end), "otros")
        raw[part] += len(content)
        packed[part] += len(gzip.compress(content, 6))
    return Weight(page.relative_to(folder).as_posix(), raw, packed)


def _asked(page: Path) -> set[Path]:
    found = LexborHTMLParser(page.read_bytes()).css(ASKED)
    addresses = [each.attributes.get("href") or each.attributes.get("src") or "" for each in found]
    return {(page.parent / each).resolve() for each in addresses}


def heaviest(folder: Path) -> Iterator[tuple[Kind, Weight]]:
    """La página más pesada de cada clase que haya en el sitio."""
    for kind in KINDS:
        pages = [*folder.glob(kind.pattern), *folder.glob(f"{LANGUAGE}/{kind.pattern}")]
        weights = [weight(folder, page) for page in sorted(pages)]
        if weights:
            yield kind, max(weights, key=lambda each: each.packed.total())


def main(folder: Path) -> int:
    """Escribe la tabla; 1 si una página pasa de su límite, 2 si en la carpeta no hay un sitio."""
    rows = list(heaviest(folder))
    if not rows:
        print(f"En {folder} no hay un sitio generado.", file=sys.stderr)
        return 2
    print("Bytes de la primera visita a la página más pesada de cada clase: tal cual → con gzip.\n")
    print(f"{'':27}" + "".join(f"{part:>17}" for part in (*PARTS, "total")) + f"{'límite':>9}")
    over = []
    for kind, (path, raw, packed) in rows:
        cells = [(raw[part], packed[part]) for part in PARTS] + [(raw.total(), packed.total())]
        figures = "".join(f"{f'{one:,} → {other:,}':>17}" for one, other in cells)
        print(f"{kind.name:27}{figures}{f'{kind.limit:,}' if kind.limit else '':>9}  {path}")
        if kind.limit and packed.total() > kind.limit:
            over.append(f"{path}: {packed.total():,} bytes, y el límite de «{kind.name}» es {kind.limit:,}.")
    print("", *over, sep="\n") if over else print("\nNinguna página pasa de su límite.")
    return 1 if over else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Uso: scripts/pesos [CARPETA YA GENERADA]")
    sys.exit(main(Path(sys.argv[1]).resolve()))
