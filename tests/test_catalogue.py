"""The catalogue of interface texts is whole: what a person reads can be translated, and its translations are sound."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from micrositio.i18n import messages as catalogues
from micrositio.i18n.messages import catalogue
from micrositio.model.text import SOURCE_LANGUAGE
from reading import build, parse
from support import ROOT, make_site, replace

LOCALE = Path(catalogues.__file__).parent / "locale"
TRANSLATIONS = sorted(each.name for each in LOCALE.iterdir() if each.is_dir() and each.name != SOURCE_LANGUAGE)
_PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}|%[rsd]\b")
_ENDING = re.compile(r"[.,:;?!…)]*\s*$")
_NOT_WORDS = re.compile(
    r"“[^”]*”|%\(\w+\)s|\{\w+\}|--\w+"  # what is quoted or filled in, options
    r"|\S*(/|\.(csv|yaml|ics|md|json))\S*"  # folders and files
    r"|\b(campo” \w+|antes” \w+|despues” \w+)"
)
"""What stays as it is in any language: keys and values of the tables, addresses, names of files."""
_OURS = (
    r"cortes?|actividad(es)?|compromisos?|avance|tablero|evidencias?|plazo|sello|fuentes?|huella|datos?|sesi[oó]n(es)?|"
    r"sin|nadie|ning[uú]n[ao]?|qui[eé]n|qué|cómo|cuántas|cada|todas?|todos?|más"
)
_SPANISH = re.compile(
    rf"[áéíóúüñ¿¡«»]|\b({_OURS}|el|la|los|las|de|del|al|y|o|un|una|que|con|por|para|su|sus|se|lo|es|son|hay|este|esta)\b",
    re.IGNORECASE,
)
_SPANISH_LABEL = re.compile(rf"[¿¡«»]|\b({_OURS})\b", re.IGNORECASE)
"""Words of the interface; a page also has names, which are in Spanish in any language."""


@cache
def translations(language: str) -> Catalog:
    """The language's file as it is."""
    with (LOCALE / language / "LC_MESSAGES" / "micrositio.po").open("rb") as source:
        return read_po(source, locale=language)


def messages(language: str) -> list[Message]:
    """Its texts, without the header."""
    return [each for each in translations(language) if each.id]


def pairs(message: Message) -> list[tuple[str, str]]:
    """Each form of a text with its translation; in more forms than Spanish has, the last goes with the plural."""
    if isinstance(message.id, str):
        return [(message.id, message.string)]
    return [(message.id[min(number, 1)], form) for number, form in enumerate(message.string)]


def in_no_language(text: str) -> str:
    """The text without what is the same in every language."""
    return _NOT_WORDS.sub(" ", text)


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """scripts/catalogo.py as a module."""
    spec = importlib.util.spec_from_file_location("catalogo", ROOT / "scripts" / "catalogo.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_gathered_texts_and_their_translations_are_up_to_date() -> None:
    gathered = subprocess.run([sys.executable, "scripts/catalogo.py", "--revisar"], cwd=ROOT, capture_output=True)
    assert gathered.returncode == 0, "run scripts/catalogo"


@pytest.mark.parametrize("text", ["usage: ", "expected one argument", "show this help message and exit"])
def test_what_python_says_in_english_is_said_in_spanish(text: str) -> None:
    assert catalogue("es").gettext(text) != text


def test_a_text_without_a_translation_comes_back_in_spanish() -> None:
    assert catalogue("es").gettext("Sitio listo") == "Sitio listo"
    assert catalogue("xx").gettext("Sitio listo") == "Sitio listo"


def test_there_is_english() -> None:
    assert "en" in TRANSLATIONS
    assert catalogue("en").gettext("Compromisos") == "Commitments"


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_every_text_is_translated(language: str) -> None:
    missing = [each.id for each in messages(language) if not all(form for _text, form in pairs(each))]
    assert not missing


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_no_translation_is_a_guess(language: str) -> None:
    assert not [each.id for each in messages(language) if each.fuzzy]


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_translation_fills_in_the_same_values_in_every_plural_form(language: str) -> None:
    number = translations(language).num_plurals
    for each in messages(language):
        forms = pairs(each)
        assert len(forms) == (number if each.pluralizable else 1), each.id
        for text, form in forms:
            assert sorted(_PLACEHOLDER.findall(form)) == sorted(_PLACEHOLDER.findall(text)), each.id


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_translation_begins_and_ends_as_its_text_so_that_the_sentence_joins(language: str) -> None:
    for each in messages(language):
        for text, form in pairs(each):
            assert _ENDING.search(form).group() == _ENDING.search(text).group(), each.id  # type: ignore[union-attr]
            assert form[:1].isspace() == text[:1].isspace(), each.id
            assert form.count("\n") == text.count("\n"), each.id


def test_no_english_text_is_still_in_spanish() -> None:
    found = {form: _SPANISH.findall(in_no_language(form)) for each in messages("en") for _text, form in pairs(each)}
    assert not {form: words for form, words in found.items() if words}


@pytest.mark.parametrize("text", ["Nadie ha publicado su avance.", "El último corte", "«dato»", "hecho con 3 datos"])
def test_a_text_that_was_left_in_spanish_is_noticed(text: str) -> None:
    assert _SPANISH.search(in_no_language(text))


def test_a_reader_of_english_is_told_of_reports_and_not_of_cuts() -> None:
    assert not [
        each.id for each in messages("en") for _, form in pairs(each) if re.search(r"\bcuts?\b", in_no_language(form))
    ]


def test_a_language_is_started_from_its_code_and_then_stays_in_step(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script, "ROOT", tmp_path)
    monkeypatch.setattr(script, "LOCALE", tmp_path)
    monkeypatch.setattr(script, "TEMPLATE", tmp_path / "micrositio.pot")
    template = Catalog(charset="utf-8")
    template.add("Compromisos", locations=[("a.html", 0)])
    template.add(("%(count)s día", "%(count)s días"), locations=[("a.html", 0)])
    monkeypatch.setattr(script, "gathered", lambda: template)
    file = tmp_path / "fr" / "LC_MESSAGES" / "micrositio.po"

    assert script.main(["fr"]) == 0
    assert b"Plural-Forms: nplurals=2; plural=(n > 1);" in file.read_bytes()
    assert script.main(["--revisar"]) == 0

    made = file.read_text(encoding="utf-8")
    file.write_text(made.replace('"Compromisos"\nmsgstr ""', '"Compromisos"\nmsgstr "Engagements"'), encoding="utf-8")
    template.add("Actividades", locations=[("a.html", 0)])
    assert script.main(["--revisar"]) == 1
    assert script.main([]) == 0
    text = file.read_text(encoding="utf-8")
    assert 'msgid "Actividades"\nmsgstr ""' in text
    assert 'msgstr "Engagements"' in text

    template.delete("Compromisos")
    assert script.main([]) == 0
    assert "Compromisos" not in file.read_text(encoding="utf-8")
    assert script.main(["nada-de-eso"]) == 2


def test_no_label_of_a_page_in_english_is_in_spanish(tmp_path: Path) -> None:
    site = build(make_site(tmp_path, replace("content/sitio.yaml", "idiomas: [es]", "idiomas: [es, en]")))
    for path in (each for each in site if each.endswith(".html") and each.startswith("en/")):
        page = parse(site, path)
        assert page.one("html").attributes["lang"] == "en"
        for marked in page.all("main [lang], nav [lang], code, .prose, .hidden"):
            marked.decompose()
        labels = [text for text in page.texts("h2, h3, h4, th, dt, summary, nav li, .counts li") if text]
        assert not [text for text in labels if _SPANISH_LABEL.search(in_no_language(text))], path
