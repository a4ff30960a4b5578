"""`evidence add`: adds documents to the evidence of a plan; says what the gate on documents finds, asks the rest."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from micrositio.cli.asking import Answers, Question, confirmed, day, one_of, worded
from micrositio.cli.command import Misread, Order
from micrositio.cli.console.terminal import FINE, PROBLEMS, say, translate, usage
from micrositio.editing.listed import NoRoom
from micrositio.editing.new_evidence import (
    HEAVY,
    NewDocument,
    added,
    commitment_of,
    declared,
    same_document,
)
from micrositio.formats.checksums import sha256
from micrositio.formats.documents.contents import Trace
from micrositio.formats.documents.opened import clean_copy, open_document, stated_day
from micrositio.formats.file_names import resolved
from micrositio.formats.picture import is_picture
from micrositio.formats.web_address import address_fault
from micrositio.model.dates import parse_partial
from micrositio.pipeline.publisher import exclusive
from micrositio.pipeline.source_writer import write_sources
from micrositio.profile.schemas import descriptor_schema
from micrositio.sources.disk import MAXIMUM_DOCUMENT
from micrositio.sources.loader import EVIDENCE, load
from micrositio.sources.tree import EvidenceFile, PlanSource
from micrositio.validation.documents import Verdict, read_verdict, unseen
from micrositio.validation.evidence import SIGNATURES, is_what_it_says

_ = translate
ADD = "add"
_ENTRY = descriptor_schema("evidencias")["properties"]["resources"]["items"]["properties"]
_KINDS: list[str] = _ENTRY["tipo"]["enum"]
_WEAK = (Trace.OTHER.name, Trace.PROPERTIES.name)
"""What may be left in a document if a person says so: it tells with what and by whom it was made."""


def run(order: Order) -> int:
    """Adds each document, or the link alone, and returns the exit code: 1 if one could not be added."""
    if not order.options.documentos and not order.options.enlace:
        return usage(_("diga qué documento se agrega, o su dirección con --enlace"))
    if not order.options.documentos:
        return _add(order, None)
    given = (each if each.exists() else order.what.root / each for each in order.options.documentos)
    return max([_add(order, resolved(path)) for path in given])


def _add(order: Order, path: Path | None) -> int:
    plans = load(order.what.root)[0].plans  # read again: the document before is there
    answers = Answers(order.options)
    plan, milestones = _milestones(answers, plans, order.options.plan)
    if plan is None:
        return usage("; ".join(answers.faults))
    data, original = b"", ""
    if path is not None:
        if why := _refused(plan, path):
            return usage(f"{path}: {why}")
        data = path.read_bytes()
        verdict = read_verdict(path)
        cleaned = _cleaned(order, path, data, verdict)
        if cleaned is None:
            return PROBLEMS
        data, original = cleaned, sha256(data) if cleaned != data else ""
    entry = _entry(answers, path, data, milestones)
    if answers.faults:
        return usage("; ".join(answers.faults))
    return _write(order, plan, NewDocument(path.name if path else "", data, entry, original), path)


def _milestones(
    answers: Answers, plans: Mapping[str, PlanSource], named: str | None
) -> tuple[PlanSource | None, list[str]]:
    """Returns the plan that has the milestones that are told, and these; None, with the fault, if none has them."""
    told = answers.of(Question("--actividad", _("¿De qué actividad es prueba? (varias, con comas)")))
    keys = [each.strip() for each in told.replace(";", ",").split(",") if each.strip()]
    own = [plan for plan in plans.values() if named in (None, plan.id)]
    found = [plan for plan in own if keys and all(commitment_of(plan, each) is not None for each in keys)]
    if keys and len(found) != 1:
        why = _("varios planes tienen esa actividad: diga cuál con --plan") if found else _("ningún plan la tiene")
        answers.faults.append(f"--actividad: «{told}»: {why}")
    return (found[0], keys) if len(found) == 1 else (None, keys)


def _refused(plan: PlanSource, path: Path) -> str:
    """Returns why a file cannot be a document, or ""."""
    if not path.is_file():
        return _("no es un archivo")
    size = path.stat().st_size
    if size > MAXIMUM_DOCUMENT:
        return _("pesa más de lo que se publica")
    data = path.read_bytes()
    inside = _inside(plan, path)
    safe = path.name if inside else f"documento{path.suffix.lower()}"
    if not is_what_it_says(safe, EvidenceFile(safe, path, data[:4096], size, sha256(data))):
        return _("está vacío, o no es de los que se publican: {kinds}").format(kinds=", ".join(SIGNATURES))
    if (same := same_document(plan, data)) and not (inside and path.name not in declared(plan, inside)):
        return _("ya está, con los mismos bytes, en {file}").format(file=same)
    if size > HEAVY:
        say(_("{file} pesa {size} MB: en un teléfono tarda").format(file=path.name, size=round(size / 1_000_000, 1)))
    return ""


def _inside(plan: PlanSource, path: Path) -> str | None:
    """Returns the evidence folder of the plan in which the file already is, or None."""
    return next((each.name for each in plan.evidence if resolved(each.path) == path.parent), None)


def _cleaned(order: Order, path: Path, data: bytes, verdict: Verdict) -> bytes | None:
    """Returns the bytes to add: the document's or those of a clean copy; None, having said why, if it is refused."""
    for what, mask in verdict.people:
        say(_("{file}: lleva un dato personal, {what} ({mask}): prepare la versión testada").format(
            file=path.name, what=what, mask=mask))  # fmt: skip
    if verdict.people:
        return None
    if not verdict.traces and not verdict.names:
        return data
    left = [_(Trace[name].words) for name in verdict.traces]
    names = [_("lo hizo: {names}").format(names=", ".join(verdict.names))] if verdict.names else []
    say(_("{file}: quedó en él {what}").format(file=path.name, what="; ".join([*left, *names])))
    made = clean_copy(path.name, data)
    contents = open_document(path.name, made) if made is not None else None
    is_clean = contents is not None and not (contents.traces or contents.names or contents.unread)
    if made is not None and is_clean and confirmed(_("¿Agregar una copia sin eso?"), order.options.limpiar):
        return made
    if all(each in _WEAK for each in verdict.traces) and confirmed(_("¿Publicarlo así?"), order.options.tal_cual):
        return data
    say(_("No se agregó. Con --limpiar se agrega una copia sin eso, si se puede; con --tal-cual, como está, si solo "
          "dice quién y con qué se hizo. Lo demás se quita en el programa con que se hizo."))  # fmt: skip
    return None


def _entry(answers: Answers, path: Path | None, data: bytes, milestones: list[str]) -> dict[str, str | list[str]]:
    """Returns the entry of the document, of what was given and asked."""
    ask = answers.of
    entry: dict[str, str | list[str]] = {
        "title": ask(Question("--titulo", _("¿Cómo se titula?"), worded)),
        "tipo": ask(Question("--tipo", _("¿Qué es? ({kinds})").format(kinds=", ".join(_KINDS)), one_of(_KINDS))),
        "fecha": ask(Question("--fecha", _("¿De qué fecha es?"), _partial, proposed=stated_day(data))),
        "demuestra": ask(Question("--demuestra", _("¿Qué demuestra, en una frase?"), worded)),
        "actividad": milestones[0] if len(milestones) == 1 else milestones,
    }
    link = ask(Question("--enlace", _("¿En qué dirección está? (puede quedar vacío)"), _address, ""))
    if link:
        read = Question("--consultado", _("¿Qué día leyó esa dirección?"), day)
        entry |= {"enlace": link, "consultado": ask(read)}
    if path is not None and is_picture(path.name):
        entry["alternativo"] = ask(
            Question("--alternativo", _("¿Qué se ve en la imagen, para quien no puede verla?"), worded)
        )
    if path is not None and (why := unseen(read_verdict(path))):
        words = _("¿Qué cargo o área lo miró y dice que puede publicarse? ({why})").format(why=why)
        entry["revisado_por"] = ask(Question("--revisado-por", words, worded))
        entry["revisado_el"] = ask(Question("--revisado-el", _("¿Qué día lo miró?"), day))
    return entry


def _write(order: Order, plan: PlanSource, document: NewDocument, path: Path | None) -> int:
    inside = (_inside(plan, path) or "") if path else ""
    if inside and document.original:
        return usage(_("{file} ya está en su carpeta: límpielo antes con evidence clean").format(file=document.name))
    try:
        made = added(plan, document, inside)
    except NoRoom as manifest:
        return usage(_("{file} no termina en su lista de documentos: agréguelo a mano").format(file=manifest))
    folder = order.what.root / plan.folder / EVIDENCE / made.folder
    with exclusive(order.home / "output"):
        write_sources(order.what.root, plan.id, made.files)
    say(_("Agregado como «{id}» en {folder}. Revise con: build.py check").format(id=made.id, folder=folder))
    return FINE


def _partial(answer: str) -> str:
    try:
        return str(parse_partial(answer.strip()))
    except ValueError as error:
        raise Misread(_("«{value}» no es una fecha AAAA-MM-DD").format(value=answer)) from error


def _address(answer: str) -> str:
    if answer.strip() and (fault := address_fault(answer.strip())):
        raise Misread(_(fault.message))
    return answer.strip()
