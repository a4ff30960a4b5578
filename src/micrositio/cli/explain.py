"""`explain`: prints why the fault that a code stands for matters, with an example before and after."""

from __future__ import annotations

from collections.abc import Iterator

from micrositio.cli.command import Order
from micrositio.cli.console.terminal import FINE, print_lines, translate, usage
from micrositio.problems.entry import Entry, Family, families
from micrositio.problems.suggest import SUGGESTION, closest

_ = translate


def run(order: Order) -> int:
    """Prints the entry of a code, the codes of a family or, if none is named, the families; returns the exit code."""
    named = order.options.codigo.strip().upper()
    entries = {entry.code: entry for family in families() for entry in family.entries}
    by_letter = {family.letter: family for family in families()}
    if named in entries:
        print_lines(_entry(entries[named]))
    elif named in by_letter:
        print_lines(_codes(by_letter[named]))
    elif named:
        near = closest(named, entries)
        doubt = f" ({_(SUGGESTION).format(near=near)})" if near else ""
        return usage(_("no hay un código «{code}»").format(code=order.options.codigo) + doubt)
    else:
        print_lines(map(_family, families()))
    return FINE


def _entry(entry: Entry) -> Iterator[str]:
    for (severity, message), mends in entry.faults.items():
        yield f"{entry.code}  {severity.value}: {message} → {'; '.join(mends)}"
    yield from ("", entry.why, "")
    yield _("Antes, en {file}:").format(file=entry.file) if entry.file else _("Antes:")
    yield from _shown(entry.before)
    yield from ("", _("Después:"))
    yield from _shown(entry.after)


def _shown(example: str) -> Iterator[str]:
    return (f"    {line}".rstrip() for line in example.splitlines())


def _codes(family: Family) -> Iterator[str]:
    yield f"{family.letter}  {family.title}"
    for entry in family.entries:
        yield f"{entry.code}  {' / '.join(message for _severity, message in entry.faults)}"


def _family(family: Family) -> str:
    codes = dict.fromkeys(family.entries[end].code for end in (0, -1))
    return f"{family.letter}  {family.title} ({'–'.join(codes)})"
