"""Photograph pages of the built site, from disk, at the width of a desktop screen."""

import os
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
SHOTS = {"tablero": "demostracion/tablero/index.html"}
ARGUMENTS = [
    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip


def main() -> None:
    folder = ROOT / "docs" / "imagenes"
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["MICROSITIO_CHROMIUM"], args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        for name, path in SHOTS.items():
            page.goto((ROOT / "output" / path).as_uri())
            page.screenshot(path=folder / f"{name}.png")
            print(f"docs/imagenes/{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
