"""`direcciones`: adds to the list of a site's addresses those of today, without those of invented plans."""

from __future__ import annotations

from dataclasses import replace

from micrositio.cli.command import Order
from micrositio.cli.terminal import FINE, failed, print_lines, progress, translate
from micrositio.pipeline.builder import build_site
from micrositio.pipeline.publisher import write_source
from micrositio.routes.moves import listing
from micrositio.sources.loader import ADDRESSES_FILE, load

_ = translate


def run(order: Order) -> int:
    """Writes the list and returns the exit code; if the site has errors, writes nothing."""
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
