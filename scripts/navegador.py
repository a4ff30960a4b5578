"""Arguments to launch Chromium in scripts and tests: those of the program itself."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from micrositio.render.printed_report import ARGUMENTS  # la ruta se acaba de agregar

__all__ = ["ARGUMENTS"]
