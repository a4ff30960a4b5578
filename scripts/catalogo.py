"""Gather every interface text (code, templates, problem messages) into the catalogue's template."""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
TEMPLATE = ROOT / "src" / "micrositio" / "locale" / "micrositio.pot"
EXTENSIONS = "jinja2.ext.i18n"


def gathered() -> bytes:
    """The template's bytes: sorted, without dates, places by file only, so that it changes only when a text does."""
    from micrositio import codes, wording

    catalogue = Catalog(project="micrositio", charset="utf-8")
    templates = "**/templates/**"
    sources = (
        (ROOT / "src" / "micrositio", [("**.py", "python")], {}),
        (ROOT / "themes", [(templates, "jinja2")], {templates: {"extensions": EXTENSIONS, "trimmed": "true"}}),
    )
    for folder, methods, options in sources:
        for name, _line, message, _comments, context in extract_from_dir(str(folder), methods, options):
            catalogue.add(message, locations=[(f"{folder.name}/{name}", 0)], context=context)
    for kind in codes.Kind:
        catalogue.add(kind.message, locations=[("micrositio/codes.py", 0)])
        catalogue.add(kind.mend, locations=[("micrositio/codes.py", 0)])
    for text in wording.TEXTS:
        catalogue.add(text, locations=[("micrositio/wording.py", 0)])
    out = io.BytesIO()
    write_po(out, catalogue, sort_output=True, omit_header=True, include_lineno=False, width=0)
    return out.getvalue()


def main() -> int:
    new = gathered()
    if "--revisar" in sys.argv:
        return 0 if TEMPLATE.is_file() and TEMPLATE.read_bytes() == new else 1
    TEMPLATE.write_bytes(new)
    print(f"Textos reunidos en {TEMPLATE.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
