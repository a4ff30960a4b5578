"""Adds to content/direcciones.txt the addresses that a site publishes today, except those of invented plans."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from micrositio.pipeline.builder import build_site  # noqa: E402
from micrositio.pipeline.options import Options  # noqa: E402
from micrositio.problems.problem import Format, formatted  # noqa: E402
from micrositio.routes.moves import listing  # noqa: E402  # la ruta se acaba de agregar
from micrositio.sources.loader import ADDRESSES_FILE, load  # noqa: E402


def main(home: Path) -> int:
    """Writes the list and prints how many addresses were added; returns 1, without writing, if the site has errors."""
    options = Options(home, (home / "themes", ROOT / "themes"), base_url="", exclude_demo=True)
    site, problems = build_site(options, lambda stage, done, of: None)
    if site is None:
        print(*formatted((each for each in problems if each.is_error), Format.TEXT, str), sep="\n")
        print("Corrija antes el sitio. No se tocó la lista.", file=sys.stderr)
        return 1
    book = load(home)[0].addresses
    lines = listing(book, site)
    (home / ADDRESSES_FILE).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    print(f"{ADDRESSES_FILE}: {len(lines)} direcciones, {len(lines) - len(set(book.listed))} nuevas.")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT).resolve()))
