"""`evidence`: with `clean`, makes beside a document a copy without what was left in it; the document is not touched."""

from __future__ import annotations

from micrositio.cli.command import Order
from micrositio.cli.console.terminal import FINE, PROBLEMS, print_lines, say, translate, usage
from micrositio.cli.evidence_add import ADD
from micrositio.cli.evidence_add import run as add
from micrositio.formats.checksums import sha256
from micrositio.formats.documents.opened import clean_copy, open_document
from micrositio.formats.file_names import resolved
from micrositio.pipeline.publisher import write_new
from micrositio.privacy.masking import printable
from micrositio.sources.disk import MAXIMUM_DOCUMENT
from micrositio.sources.loader import EVIDENCE

CLEAN = "clean"
_SUFFIX = "-limpio"
_ = translate


def run(order: Order) -> int:
    """Adds documents; or makes the clean copy, says what its manifest must say, and returns the exit code."""
    if order.options.accion == ADD:
        return add(order)
    if len(order.options.documentos) != 1:
        return usage(_("diga qué documento se limpia, y solo uno"))
    path = resolved(order.options.documentos[0])
    data_folder = order.what.root / "data"
    if not (path.is_relative_to(data_folder) and EVIDENCE in path.parts and path.is_file()):
        return usage(_("«{path}» no es un documento de una carpeta de evidencias de este sitio").format(path=path))
    if path.stat().st_size > MAXIMUM_DOCUMENT:
        return usage(_("«{path}» pesa más de lo que se publica").format(path=path))
    data = path.read_bytes()
    made = clean_copy(path.name, data)
    left = open_document(path.name, made) if made is not None else None
    if made is None or left is None or left.unread or left.names or left.traces:
        say(_("De este documento no se puede quitar todo: ábralo en el programa con que se hizo y guárdelo sin eso."))
        return PROBLEMS
    if made == data:
        say(_("El documento no lleva nada que quitar."))
        return FINE
    clean = path.with_name(f"{path.stem}{_SUFFIX}{path.suffix}")
    if not write_new(made, clean):
        return usage(_("ya existe {file}").format(file=clean))
    say(_("Copia limpia: {file}. Ábrala y compárela.").format(file=clean))
    say(_("Guarde el original fuera del sitio y, en la ficha, cambie estas claves:"))
    lines = (
        f"path: {printable(clean.name)}",
        f"bytes: {len(made)}",
        f'hash: "sha256:{sha256(made)}"',
        f'hash_original: "sha256:{sha256(data)}"',
    )
    print_lines(lines)
    return FINE
