"""`sin-indexar`: asks search engines not to show a published folder, which is a preview."""

from __future__ import annotations

from pathlib import Path

from micrositio.cli.command import Order
from micrositio.cli.terminal import FINE, print_lines, translate, usage
from micrositio.pipeline.hosts import NO_INDEX, without_index
from micrositio.pipeline.publisher import write_source

_ = translate


def run(order: Order) -> int:
    """Adds the header to the folder's rules and returns the exit code."""
    folder: Path = order.options.carpeta
    if not (folder / "index.html").is_file():
        return usage(_("en {folder} no hay un sitio publicado: dé la carpeta que escribió build").format(folder=folder))
    rules = folder / "_headers"
    before = rules.read_text(encoding="utf-8") if rules.is_file() else ""
    after = without_index(before)
    if after == before:
        print_lines([_("{file} ya pide que no se indexe.").format(file=rules)])
        return FINE
    write_source(after.encode(), rules)
    print_lines([_("Se agregó «{rule}» para todo el sitio en {file}.").format(rule=NO_INDEX, file=rules)])
    return FINE
