"""Takes screenshots of the main pages of the built site, from disk, at the width of a phone, a tablet and a desktop."""

import base64
import os
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from navegador import ARGUMENTS

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "imagenes"
SHOTS = {
    "portada": ("Portada", "index.html"),
    "plan": ("Un plan", "plan-2023-2024/index.html"),
    "tablero": ("Tablero", "demostracion/tablero/index.html"),
    "compromiso": ("Un compromiso", "demostracion/compromisos/agua/index.html"),
    "actividades": ("Todas las actividades", "demostracion/tablero/actividades/index.html"),
    "calendario": ("Las actividades en el tiempo", "demostracion/tablero/calendario/index.html"),
    "comparar": ("Qué cambió entre dos cortes", "demostracion/tablero/comparar/2026-05_2026-06/index.html"),
    "evidencias": ("Evidencias", "demostracion/evidencias/index.html"),
    "fotografia": ("Una fotografía", "demostracion/evidencias/foto-cruce/index.html"),
    "lugares": ("Dónde", "demostracion/lugares/index.html"),
    "responsables": ("Quién responde", "demostracion/responsables/index.html"),
    "preguntas": ("Pregunte", "plan-2023-2024/preguntas/index.html"),
    "correcciones": ("Correcciones", "plan-2023-2024/correcciones/index.html"),
    "seguir": ("Reciba los avisos", "demostracion/seguir/index.html"),
    "acuerdos": ("Acuerdos", "demostracion/acuerdos/index.html"),
    "informe": ("Una parte del informe", "demostracion/informe/como-va/index.html"),
    "buscar": ("Buscar", "buscar/index.html"),
    "proceso": ("Proceso", "demostracion/proceso/index.html"),
    "participacion": ("Participación", "demostracion/participacion/index.html"),
    "datos": ("Datos abiertos", "demostracion/datos/index.html"),
    "metodologia": ("Metodología", "metodologia/index.html"),
}
WIDTHS = {320: 720, 768: 960, 1280: 900}
QUALITY = 40
INTRODUCTION = """# Capturas

Las páginas principales en un teléfono (320 px), una tableta (768 px) y una pantalla (1280 px). Salen de los datos
de este repositorio; las del plan de demostración son inventadas y lo dicen. Se renuevan con `./scripts/screenshots`.
"""


def main() -> None:
    """Writes the screenshots to docs/imagenes/ and the page that shows them, docs/capturas.md."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["MICROSITIO_CHROMIUM"], args=ARGUMENTS)
        for width, height in WIDTHS.items():
            for name, (_, path) in SHOTS.items():
                page = browser.new_page(viewport={"width": width, "height": height})
                page.goto((ROOT / "output" / path).as_uri())
                (PICTURES / f"{name}-{width}.webp").write_bytes(photograph(page))
                if (name, width) == ("tablero", 1280):
                    page.screenshot(path=PICTURES / "tablero.png")
                page.close()
        browser.close()
    (ROOT / "docs" / "capturas.md").write_text(contents(), encoding="utf-8")
    total = sum(path.stat().st_size for path in PICTURES.iterdir())
    print(f"docs/capturas.md y docs/imagenes/: {len(SHOTS) * len(WIDTHS)} capturas, {total / 1000:.0f} kB")


def photograph(page: Page) -> bytes:
    """Returns the visible part of the page as WebP bytes."""
    session = page.context.new_cdp_session(page)
    taken = session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    return base64.b64decode(taken["data"])


def contents() -> str:
    """Returns the Markdown of the page that shows every screenshot."""
    parts = [INTRODUCTION]
    for name, (title, path) in SHOTS.items():
        images = "\n".join(f"![{title}, a {width} px](imagenes/{name}-{width}.webp)" for width in WIDTHS)
        parts.append(f"## {title}\n\n`/{path.removesuffix('index.html')}`\n\n{images}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    main()
