"""Draws a theme's card, the image shown beside a link to the site: the same drawing in the colours of each theme."""

import os
import sys
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from navegador import ARGUMENTS

ROOT = Path(__file__).resolve().parents[1]
SIZE: ViewportSize = {"width": 1200, "height": 630}
HILLS = {
    "chihuahua": '<path class="far" d="M0 500 150 420h120l60 50 150-110 90 60h130l110-70 140 90 110-40 140 60v170H0z"/>'
    '<path class="near" d="M0 560 220 500l140 40 200-60 190 60 170-40 280 60v70H0z"/>'
}
"""SVG that a theme draws behind the words; a theme without an entry draws nothing."""
DRAWING = """<!doctype html><style>{colours}
body {{ margin: 0 }} svg {{ display: block }}
.sky {{ fill: var(--band) }} .edge {{ fill: var(--band-edge) }}
.far {{ fill: #fff; opacity: .07 }} .near {{ fill: #000; opacity: .18 }}
.all {{ stroke: #fff; opacity: .28 }} .done {{ stroke: var(--band-edge) }}
path.all, path.done {{ fill: none; stroke-width: 34; stroke-linecap: round }}
text {{ fill: var(--band-ink); font: 700 116px "DejaVu Serif", Georgia, serif }}
</style>
<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" viewBox="0 0 1200 630">
<path class="sky" d="M0 0h1200v630H0z"/>{hills}<path class="edge" d="M0 606h1200v24H0z"/>
<path class="all" d="M112 190h200M112 270h200M112 350h200"/>
<path class="done" d="M112 190h200M112 270h130M112 350h66"/>
<text x="396" y="252">Gobierno</text><text x="396" y="386">abierto</text>
</svg>"""


def main(themes: list[str]) -> None:
    """Writes the file static/tarjeta.png of each theme in `themes`, by default of `base` and `chihuahua`."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["MICROSITIO_CHROMIUM"] or None, args=ARGUMENTS)
        page = browser.new_page(viewport=SIZE, color_scheme="light")
        for theme in themes or ["base", "chihuahua"]:
            static = ROOT / "themes" / theme / "static"
            colours = (static / "colores.css").read_text(encoding="utf-8")
            page.set_content(DRAWING.format(colours=colours, hills=HILLS.get(theme, "")))
            page.screenshot(path=static / "tarjeta.png")
            print(f"themes/{theme}/static/tarjeta.png: {(static / 'tarjeta.png').stat().st_size} bytes")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
