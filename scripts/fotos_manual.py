"""Takes the pictures of the manual: the workbook open in LibreOffice, and the preview of a site with a fault."""

import contextlib
import io
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageGrab
from playwright.sync_api import sync_playwright

from navegador import ARGUMENTS

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "imagenes" / "manual"
PLAN = "demostracion"
SHOTS = {
    "libro-como-llenar": (),
    "libro-avances": ("ctrl+Next",),
    "libro-por-llenar": ("Down", "Down", "End", *["Left"] * 6),
}
"""The pictures of the workbook, with the keys that lead from the one before to each."""
SCREEN, DISPLAY = (1280, 720), ":97"
FAULT = ("caminos-2,17,sustancial", "caminos-2,17 cruces,sustancial")
QUALITY = 55
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Linguistic/General"><prop oor:name="UILocale"><value>es</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooLocale"><value>es</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="ShowTipOfTheDay"><value>false</value></prop></item>
</oor:items>
"""
"""LibreOffice in Spanish, without tips."""


@contextlib.contextmanager
def running(*command: str, **environment: str) -> Iterator[None]:
    """Runs a program meanwhile, in a group of its own that is stopped at the end."""
    own = subprocess.Popen(
        command, env=os.environ | environment, start_new_session=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield
    finally:
        os.killpg(own.pid, signal.SIGTERM)
        own.wait(30)


def tool(*order: str) -> None:
    """Runs the program of this project."""
    subprocess.run([sys.executable, ROOT / "build.py", *order], check=True, stdout=subprocess.DEVNULL)


def workbook(folder: Path) -> Iterator[tuple[str, Image.Image]]:
    """Yields the pictures of the workbook, as LibreOffice shows it."""
    book, profile = folder / "libro.xlsx", folder / "perfil"
    tool("workbook", "export", "--plan", PLAN, "--output", str(book))
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, "utf-8")
    office = ("soffice", "--norestore", "--nologo", "--nofirststartwizard", f"-env:UserInstallation={profile.as_uri()}")
    with (
        running("Xvfb", DISPLAY, "-screen", "0", f"{SCREEN[0]}x{SCREEN[1]}x24"),
        running(*office, "--calc", str(book), DISPLAY=DISPLAY),
    ):
        time.sleep(45)
        for name, keys in SHOTS.items():
            for key in keys:
                subprocess.run(["xdotool", "key", key], env=os.environ | {"DISPLAY": DISPLAY}, check=True)
            time.sleep(3)
            yield name, ImageGrab.grab(xdisplay=DISPLAY)


def preview(folder: Path) -> Iterator[tuple[str, Image.Image]]:
    """Yields the picture of the preview of a site with a fault in a cell."""
    for name in ("content", "data"):
        shutil.copytree(ROOT / name, folder / name)
    table = folder / "data" / PLAN / "avances.csv"
    table.write_text(table.read_text("utf-8").replace(*FAULT, 1), "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serve = (sys.executable, str(ROOT / "build.py"), "serve", "--site", str(folder), "--port", str(port))
    with running(*serve), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["MICROSITIO_CHROMIUM"], args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 900, "height": 640})
        for _ in range(60):
            with contextlib.suppress(Exception):
                page.goto(f"http://127.0.0.1:{port}/")
                break
            time.sleep(1)
        yield "vista-previa-error", Image.open(io.BytesIO(page.screenshot()))
        browser.close()


def main() -> None:
    """Writes the pictures to docs/imagenes/manual/; those of the workbook need LibreOffice and a screen."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    makers = [preview]
    if all(map(shutil.which, ("soffice", "Xvfb", "xdotool"))):
        makers.append(workbook)
    else:
        print("Faltan LibreOffice, Xvfb o xdotool: las fotos del libro se quedan como están.")
    for make in makers:
        with tempfile.TemporaryDirectory() as folder:
            for name, picture in make(Path(folder)):
                picture.convert("RGB").save(PICTURES / f"{name}.webp", quality=QUALITY, method=6)


if __name__ == "__main__":
    main()
