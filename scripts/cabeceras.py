"""Writes the headers and the not-found responses of the site in netlify.toml; the rest of the file stays as it is."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from micrositio.pipeline.hosts import netlify_settings  # noqa: E402  # la ruta se acaba de agregar
from micrositio.sources.loader import load  # noqa: E402

SETTINGS = ROOT / "netlify.toml"
START = "# Desde aquí y hasta el final lo escribe scripts/cabeceras: no lo cambie a mano.\n"


def settings(text: str, home: Path) -> str:
    """Returns `text` with its generated part written again for the languages of the site in the folder `home`."""
    site = load(home)[0].site
    assert site is not None, f"no hay un sitio en {home}"
    kept, mark, _old = text.partition(START)
    assert mark, f"falta en {SETTINGS.name} la línea «{START.strip()}»"
    return f"{kept}{START}{netlify_settings(site.value['idiomas'])}"


if __name__ == "__main__":
    before = SETTINGS.read_text(encoding="utf-8")
    after = settings(before, Path(sys.argv[1] if len(sys.argv) > 1 else ROOT).resolve())
    SETTINGS.write_text(after, encoding="utf-8", newline="\n")
    print(f"{SETTINGS.name}: {'escrito de nuevo' if after != before else 'ya estaba al día'}.")
