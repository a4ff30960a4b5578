"""Rows of `scripts/fallas` on personal data: what is found by disguise and by format, and what is found in vain."""

from __future__ import annotations

import argparse
import gzip
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from leftovers import LEFTOVERS, line, office, pdf, zipped
from micrositio.formats.documents.opened import open_document
from micrositio.privacy.contacts import contacts
from micrositio.privacy.detectors import identifiers
from micrositio.privacy.folding import folded
from micrositio.validation.documents import read_verdict
from people import DISGUISES, IDENTIFIERS, SENTENCES, Invented

ROOT = Path(__file__).resolve().parents[1]
LEAST, MOST_ALARMS = 0.995, 1.0
"""What is asked: the part found of each disguise, and the false alarms per 100,000 words."""
TIMES = 500
IN_FORMATS = 40
PAGES = Path("/usr/share/man/es")
CONTACTS: Mapping[str, str] = {
    "correo": "Escriba a persona.inventada@correo.example|mi correo es ana_inv@buzon.example.mx, gracias|"
    "ANA@BUZON.EXAMPLE|ana (arroba) buzon (punto) example|ana arroba buzon punto example|ana [at] buzon [dot] example|"
    "ana @ buzon.example|ana@\nbuzon.example",
    "teléfono": "Llame al 614 555 0123|Tel. 6145550123|(614) 555-0123|614.555.0123|+52 614 555 01 23|"
    "cel: 614-555-01-23|6145550123|whatsapp 52 1 614 555 0123|seis uno cuatro 555 0123",
    "domicilio": "Vive en la calle Inventada 123 interior 4|Av. de los Inventos #12, colonia Centro|Calle Nogal s/n|"
    "mi casa, calle Roble número 45|Privada Sauce 3, fracc. Los Pinos|con domicilio en Blvd. Inventado No. 1200|"
    "C. 5a 1203, col. Centro|Rancho El Invento, kilómetro 12",
}
"""Ways of writing where a person can be found, some of which no rule knows."""


def _document(name: str) -> Callable[[str], bytes]:
    """Returns what writes a text in a document of a kind."""
    makers: Mapping[str, Callable[[str], bytes]] = {
        "txt": str.encode,
        "csv": lambda text: f'nombre,nota\nPersona,"{text}"\n'.encode(),
        "pdf": lambda text: pdf("".join(line(each, 100 - 14 * n) for n, each in enumerate(text.split("\n")))),
        "docx": lambda text: office(word__document=f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"),
        "xlsx": lambda text: office(xl__sharedStrings=f"<si><t>{text}</t></si>"),
        "ods": lambda text: zipped({"mimetype": "x", "content.xml": f"<text:p>{text}</text:p>"}),
        "zip": lambda text: zipped({"a.txt": text}),
    }
    return makers[name]


FORMATS = ("txt", "csv", "pdf", "docx", "xlsx", "ods", "zip")
_NOT_IN_PDF = ("ancho cero", "ancho doble", "NFD")
"""Disguises that the letters of the invented PDF do not have."""


def personales(given: argparse.Namespace) -> int:
    """Prints the part found of each identifier by disguise, by disguise and format, and of what leads to a person."""
    low = [*_by_kind(), *_by_format(), *_leftovers()]
    print("\ncorreo, teléfono y domicilio (solo se avisa)")
    for what, written in CONTACTS.items():
        texts = written.split("|")
        found = sum(any(each.what == what for each in contacts(folded(text))) for text in texts)
        print(f"  {what:<18}{found} de {len(texts)}")
    print(f"\npor debajo de {LEAST:.1%}: {', '.join(low) or 'nada'}")
    return int(bool(low))


def _by_kind() -> Iterator[str]:
    """Prints a line for each kind of identifier; yields what is below what is asked."""
    for sentence in SENTENCES:
        print(f"\n«{sentence}», {TIMES} de cada una")
        print(" " * 20 + "".join(f"{each:>12}" for each in DISGUISES))
        for kind, make in IDENTIFIERS.items():
            invented, rates = Invented(1), []
            for disguise, hide in DISGUISES.items():
                values = (sentence.format(kind=kind, value=hide(invented, make(invented))) for _ in range(TIMES))
                rates.append(sum(bool(identifiers(folded(each))) for each in values) / TIMES)
                if rates[-1] < LEAST:
                    yield f"{kind} · {disguise}"
            print(f"  {kind:<18}" + "".join(f"{each:>12.1%}" for each in rates))


def _by_format() -> Iterator[str]:
    """Prints a line for each format of document; yields what is below what is asked."""
    print(f"\nen documentos, {IN_FORMATS} de cada clase de clave")
    print(" " * 20 + "".join(f"{each:>12}" for each in DISGUISES))
    for name in FORMATS:
        invented, write, shown = Invented(2), _document(name), ""
        for disguise, hide in DISGUISES.items():
            if name == "pdf" and disguise in _NOT_IN_PDF:
                shown += f"{'—':>12}"
                continue
            values = [make(invented) for make in IDENTIFIERS.values() for _ in range(IN_FORMATS)]
            if name == "pdf":
                values = [each for each in values if each.isascii()]
            texts = [f"Dato: {hide(invented, value)}." for value in values]
            found = sum(
                any(identifiers(folded(each)) for each in open_document(f"a.{name}", write(text)).texts)
                for text in texts
            )
            shown += f"{found / len(texts):>12.1%}"
            if found / len(texts) < LEAST:
                yield f"{name} · {disguise}"
        print(f"  {name:<18}{shown}", flush=True)


def _is_found(name: str, data: bytes) -> bool:
    return any(identifiers(folded(text)) for text in open_document(name, data).texts)


def _leftovers() -> Iterator[str]:
    """Prints how many leftovers are told; yields those that are not."""
    missed = []
    with tempfile.TemporaryDirectory() as folder:
        for each, (name, data, expected) in LEFTOVERS.items():
            path = Path(folder, name)
            path.write_bytes(data)
            verdict = read_verdict(path)
            trace = expected.partition(" ")[2]
            told = verdict.people if not trace else trace in verdict.traces or (trace == "PROPERTIES" and verdict.names)
            missed += [] if told else [each]
    print(f"\nrestos en documentos: {len(LEFTOVERS) - len(missed)} de {len(LEFTOVERS)} dichos")
    yield from missed


def alarmas(given: argparse.Namespace) -> int:
    """Prints how many identifiers are found in texts that have none; returns 1 if there are too many."""
    worst = 0.0
    for name, texts in _innocent().items():
        words, found = 0, 0
        for text in texts:
            words += len(text.split())
            found += len(identifiers(folded(text)))
        rate = found * 100_000 / words if words else 0.0
        worst = max(worst, rate)
        print(f"  {name:<44}{words:>10} palabras {found:>4} alarmas {rate:>8.2f} por 100,000", flush=True)
    return int(worst > MOST_ALARMS)


def _innocent() -> Mapping[str, Iterator[str]]:
    """Returns texts of other people and of this project that have no personal data, by what they are."""
    pages = sorted(PAGES.glob("man*/*.gz"))
    if not pages:
        print("faltan las páginas de manual en español: apt-get install manpages-es")
    return {
        "páginas de manual en español": (
            gzip.decompress(each.read_bytes()).decode("utf-8", "replace") for each in pages
        ),
        "documentación": (each.read_text("utf-8") for each in [*ROOT.glob("docs/*.md"), *ROOT.glob("*.md")]),
        "datos y páginas": (
            each.read_text("utf-8")
            for folder in (ROOT / "data", ROOT / "content", ROOT / "tests" / "sites")
            for each in sorted(folder.rglob("*"))
            if each.suffix in (".csv", ".yaml", ".md", ".json", ".geojson", ".txt") and each.is_file()
        ),
        "código": (each.read_text("utf-8") for each in sorted((ROOT / "src").rglob("*.py"))),
    }
