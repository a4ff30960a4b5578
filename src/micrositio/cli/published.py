"""`direcciones` and `sin-indexar`: what a site keeps of its addresses, and what a preview asks of search engines."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from micrositio.cli.command import Order
from micrositio.cli.console.terminal import FINE, failed, print_lines, progress, translate, usage
from micrositio.pipeline.builder import build_site
from micrositio.pipeline.hosts import NO_INDEX, without_index
from micrositio.pipeline.publisher import write_source
from micrositio.routes.moves import listing
from micrositio.sources.loader import ADDRESSES_FILE, load

_ = translate


def list_addresses(order: Order) -> int:
    """Adds to the list of a site's addresses those of today, without those of invented plans; returns the exit code.

    If the site has errors, writes nothing.
    """
    with progress() as report:
        site, problems = build_site(replace(order.what, base_url="", exclude_demo=True, against=None), report)
    if site is None:
        order.print_problems([each for each in problems if each.is_error])
        return failed(problems, _("No se tocó la lista."))
    book = load(order.what.root)[0].addresses
    lines = listing(book, site)
    write_source("".join(f"{line}\n" for line in lines).encode(), order.what.root / ADDRESSES_FILE)
    told = _("{file}: {count} direcciones, {new} nuevas.")
    print_lines([told.format(file=ADDRESSES_FILE, count=len(lines), new=len(lines) - len(set(book.listed)))])
    return FINE


def no_index(order: Order) -> int:
    """Adds to the rules of a preview that it is not to be shown in searches; returns the exit code."""
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
