"""Prints the weight of the first visit to the pages of a site: each page with every file that the browser requests."""

from __future__ import annotations

import gzip
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

PARTS = {"HTML": ".html", "CSS": ".css", "JS": ".js", "otros": None}
PICTURES = "imágenes"
"""Heading of the bytes of the pictures of a page, which count apart: a browser chooses them by its screen, or waits."""
ASKED = "link[rel=stylesheet], link[rel=icon], link[rel=modulepreload], link[rel=preload], script[src]"

LANGUAGE = "[a-z][a-z]"
"""Glob of the folder that holds the pages in another language."""


class Kind(NamedTuple):
    """A kind of page: name, glob of its addresses and, if there is one, the maximum compressed weight in bytes."""

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
    """A page and its bytes by part, raw and compressed, and those of its pictures, which no limit counts."""

    path: str
    raw: Counter[str]
    packed: Counter[str]
    pictures: int


def weight(folder: Path, page: Path) -> Weight:
    """Returns the weight of the first visit to `page`: each file once, gzipped on its own, as a server sends it."""
    raw, packed = Counter[str](), Counter[str]()
    tree = LexborHTMLParser(page.read_bytes())
    for path in (page, *sorted(_asked(page, tree, ASKED))):
        content = path.read_bytes()
        part = "HTML" if path == page else next((p for p, end in PARTS.items() if end and path.suffix == end), "otros")
        raw[part] += len(content)
        packed[part] += len(gzip.compress(content, 6))
    pictures = sum(path.stat().st_size for path in _asked(page, tree, "img[src]"))
    return Weight(page.relative_to(folder).as_posix(), raw, packed, pictures)


def _asked(page: Path, tree: LexborHTMLParser, selector: str) -> set[Path]:
    found = tree.css(selector)
    addresses = [each.attributes.get("href") or each.attributes.get("src") or "" for each in found]
    return {(page.parent / each).resolve() for each in addresses}


def heaviest(folder: Path) -> Iterator[tuple[Kind, Weight]]:
    """Yields the heaviest page, by compressed bytes, of each kind that the site has."""
    for kind in KINDS:
        pages = [*folder.glob(kind.pattern), *folder.glob(f"{LANGUAGE}/{kind.pattern}")]
        weights = [weight(folder, page) for page in sorted(pages)]
        if weights:
            yield kind, max(weights, key=lambda each: each.packed.total())


def main(folder: Path) -> int:
    """Prints the table; returns 1 if a page is over its limit, 2 if the folder holds no site."""
    rows = list(heaviest(folder))
    if not rows:
        print(f"En {folder} no hay un sitio generado.", file=sys.stderr)
        return 2
    print("Bytes de la primera visita a la página más pesada de cada clase: tal cual → con gzip.\n")
    print(f"{'':27}" + "".join(f"{part:>17}" for part in (*PARTS, "total")) + f"{'límite':>9}{PICTURES:>10}")
    over = []
    for kind, (path, raw, packed, pictures) in rows:
        cells = [(raw[part], packed[part]) for part in PARTS] + [(raw.total(), packed.total())]
        figures = "".join(f"{f'{one:,} → {other:,}':>17}" for one, other in cells)
        print(f"{kind.name:27}{figures}{f'{kind.limit:,}' if kind.limit else '':>9}{pictures:>10,}  {path}")
        if kind.limit and packed.total() > kind.limit:
            over.append(f"{path}: {packed.total():,} bytes, y el límite de «{kind.name}» es {kind.limit:,}.")
    print("", *over, sep="\n") if over else print("\nNinguna página pasa de su límite.")
    return 1 if over else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Uso: scripts/pesos [CARPETA YA GENERADA]")
    sys.exit(main(Path(sys.argv[1]).resolve()))
