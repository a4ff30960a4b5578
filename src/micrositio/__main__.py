"""Entry point of `python -m micrositio`."""

import sys

from micrositio.cli.main import main

sys.exit(main())
