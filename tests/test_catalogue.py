"""The catalogue of interface texts is whole: what a person reads can be translated."""

from __future__ import annotations

import subprocess
import sys

import pytest

from micrositio.catalogue import catalogue
from support import ROOT


def test_the_gathered_texts_are_up_to_date() -> None:
    gathered = subprocess.run([sys.executable, "scripts/catalogo.py", "--revisar"], cwd=ROOT, capture_output=True)
    assert gathered.returncode == 0, "run scripts/catalogo"


@pytest.mark.parametrize("text", ["usage: ", "expected one argument", "show this help message and exit"])
def test_what_python_says_in_english_is_said_in_spanish(text: str) -> None:
    assert catalogue("es").gettext(text) != text


def test_a_text_without_a_translation_comes_back_in_spanish() -> None:
    assert catalogue("es").gettext("Sitio listo") == "Sitio listo"
    assert catalogue("xx").gettext("Sitio listo") == "Sitio listo"
