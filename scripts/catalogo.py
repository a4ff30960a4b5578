"""Collects the interface texts (code, templates, problem messages) and updates the PO file of each language.

With the code of a language as argument, the PO file of that language is also created; with the path of a .po file, that
file of a site is also updated. With --revisar nothing is written: the stale files are listed.
"""

import io
import os
import sys
from pathlib import Path
from typing import Any

from babel.core import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
LOCALE = ROOT / "src" / "micrositio" / "i18n" / "locale"
TEMPLATE = LOCALE / "micrositio.pot"
EXTENSIONS = "jinja2.ext.i18n"
HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: micrositio\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
"""Header of a PO file, without dates or names, so that a file changes only when one of its texts does."""


def gathered() -> Catalog:
    """Returns a catalogue of every interface text, with the files where each one stands."""
    from micrositio.problems import comment, entry, suggest

    catalogue = Catalog(project="micrositio", charset="utf-8")
    templates = "**/templates/**"
    sources: tuple[tuple[Path, list[tuple[str, str]], dict[str, dict[str, Any]]], ...] = (
        (ROOT / "src" / "micrositio", [("**.py", "python")], {}),
        (ROOT / "themes", [(templates, "jinja2")], {templates: {"extensions": EXTENSIONS, "trimmed": "true"}}),
    )
    for folder, methods, options in sources:
        for name, _line, message, _comments, context in extract_from_dir(str(folder), methods, options):
            catalogue.add(message, locations=[(f"{folder.name}/{name}", 0)], context=context)
    for text in (text for kind in entry.KINDS for text in (kind.message, kind.mend)):
        catalogue.add(text, locations=[("micrositio/problems/kinds.py", 0)])
    catalogue.add(suggest.SUGGESTION, locations=[("micrositio/problems/suggest.py", 0)])
    catalogue.add(comment.MORE, locations=[("micrositio/problems/comment.py", 0)])
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """Returns a catalogue as PO bytes without header: sorted, places without line numbers, no obsolete texts."""
    out = io.BytesIO()
    options = {"sort_output": True, "omit_header": True, "include_lineno": False, "ignore_obsolete": True}
    write_po(out, catalogue, width=0, **options)
    return out.getvalue()


def translated(file: Path, language: str, template: Catalog) -> tuple[bytes, int]:
    """Returns a language's PO file updated from the template, and how many of its texts lack a translation."""
    catalogue = read_po(io.BytesIO(file.read_bytes() if file.is_file() else b""), locale=language, charset="utf-8")
    catalogue.update(template, no_fuzzy_matching=True)
    missing = sum(not all(each.string if each.pluralizable else (each.string,)) for each in catalogue if each.id)
    header = HEADER.format(language=language, plurals=catalogue.plural_forms)
    return header.encode() + written(catalogue), missing


def po_file(language: str) -> Path:
    """Returns the path of the PO file of a language."""
    return LOCALE / language / "LC_MESSAGES" / "micrositio.po"


def languages() -> list[str]:
    """Returns the codes of the languages with translations, without Spanish, the source language."""
    from micrositio.model.text import SOURCE_LANGUAGE

    return sorted(each.name for each in LOCALE.iterdir() if each.is_dir() and each.name != SOURCE_LANGUAGE)


def main(arguments: list[str]) -> int:
    """Writes the stale files, or only lists them with --revisar.

    Returns 0; 1 if --revisar finds a stale file; 2 if a language code is not valid.
    """
    checking = "--revisar" in arguments
    own = {Path(each).resolve(): Path(each).stem for each in arguments if each.endswith(".po")}
    started = [each for each in arguments if not each.startswith("-") and not each.endswith(".po")]
    try:
        known = {str(Locale.parse(each)) for each in started}
    except (UnknownLocaleError, ValueError) as error:
        print(f"No se conoce ese idioma: {error}", file=sys.stderr)
        return 2
    template = gathered()
    files = {TEMPLATE: written(template)}
    engine = {po_file(language): language for language in sorted({*languages(), *known})}
    for file, language in {**engine, **own}.items():
        files[file], missing = translated(file, language, template)
        print(f"{language}: {missing} textos sin traducir.")
    behind = [file for file, new in files.items() if not file.is_file() or file.read_bytes() != new]
    for file in behind:
        if not checking:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(files[file])
        print(f"{'Falta poner al día' if checking else 'Puesto al día:'} {os.path.relpath(file)}")
    return 1 if checking and behind else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
