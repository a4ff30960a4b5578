"""The stages of one build and their seconds of CPU: which room of the engine is at work, looked at all the time.

Run as a program with the folder of a site and that of the output; prints a line a stage. A build in this process is
looked at; what other processes do for it is not seen.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import defaultdict
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[2]
ENGINE = ROOT / "src" / "micrositio"
EVERY_SECONDS = 0.005
STAGES = {
    "sources": "leer los archivos",
    "formats": "leer los archivos",
    "validation": "revisar los datos",
    "profile": "revisar los datos",
    "progress": "hacer las cuentas",
    "opendata": "escribir los datos y la API",
    "pages": "preparar las páginas",
    "compile": "compilar las plantillas",
    "render": "escribir las páginas",
    "checker": "revisar el sitio",
    "page_reader": "revisar el sitio",
    "pictures": "hacer las imágenes",
    "share_images": "hacer las imágenes",
    "publisher": "publicar",
    "imports": "importar",
}
"""The name of a stage, by the room, or the module of the room `pipeline`, that is at work."""
OTHER = "lo demás"


def stage(frame: FrameType | None) -> str:
    """Returns the stage of a moment, from the innermost frame: that of the outermost room with work of its own.

    Importing and compiling templates are stages wherever they are asked for.
    """
    found = ""
    while frame:
        name = frame.f_code.co_filename
        if name.startswith("<frozen importlib"):
            return STAGES["imports"]
        if frame.f_code.co_name == "compile" and name.endswith("jinja2/environment.py"):
            return STAGES["compile"]
        if name.startswith(str(ENGINE)):
            room, _, module = name.removeprefix(str(ENGINE)).strip("/").removesuffix(".py").partition("/")
            own = module if room == "pipeline" else room
            found = own if own in STAGES else found
        frame = frame.f_back
    return STAGES.get(found, OTHER)


def watched(site: Path, output: Path) -> tuple[dict[str, float], dict[str, int]]:
    """Builds a site in this process, without any cache; returns the seconds of CPU and the bytes by stage."""
    sys.path.insert(0, str(ROOT / "src"))
    seconds, most, ended = defaultdict[str, float](float), dict[str, int](), threading.Event()
    worker = threading.get_ident()

    def look() -> None:
        since = time.process_time()
        while not ended.wait(EVERY_SECONDS):
            name, now = stage(sys._current_frames().get(worker)), time.process_time()
            seconds[name] += now - since
            most[name] = max(most.get(name, 0), _bytes())
            since = now

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    from micrositio.cli.main import main

    code = main(["build", "--procesos", "1", "--site", str(site), "--output", str(output)], home=site)
    ended.set()
    watcher.join()
    if code:
        sys.exit(code)
    return seconds, most


def _bytes() -> int:
    """Returns the bytes of this process in memory, 0 if the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
    except OSError:
        return 0


if __name__ == "__main__":
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        seconds, most = watched(Path(sys.argv[1]), Path(sys.argv[2]))
    for name in dict.fromkeys([*STAGES.values(), OTHER]):
        if name in seconds:
            print(f"  {name:<30} {seconds[name]:>8.2f} s {most[name] / 2**20:>8.0f} MiB")
    print(f"  {'todo':<30} {sum(seconds.values()):>8.2f} s {max(most.values()) / 2**20:>8.0f} MiB")
