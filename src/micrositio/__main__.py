"""`python -m micrositio`."""

import sys

from micrositio.cli import main

sys.exit(main())
