#!/usr/bin/env python3
"""Checks the data and builds the site. All options: python build.py --help."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "src"))

if __name__ == "__main__":
    try:
        from micrositio.cli.main import main

        code = main(home=HERE)
    except KeyboardInterrupt:
        sys.stderr.write("Se detuvo antes de empezar.\n")
        code = 128 + 2
    sys.exit(code)
