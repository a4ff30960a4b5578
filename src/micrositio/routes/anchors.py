"""Every anchor of a page that another page, the API or a feed leads to: the id of a row, a block or a heading."""

from __future__ import annotations

from micrositio.model.own_reports import Whole
from micrositio.model.records import Commitment, Evidence, Milestone
from micrositio.model.remarks import Gap
from micrositio.routes.paths import Identified

RESERVED_IDS = frozenset({"contenido", "pie-contacto", "pie-licencia", "pie-sitio"})
"""Ids that the layout uses; a heading of a text with one of these ids gets another."""

SEND_DOCUMENT = "tengo-un-documento"
"""On the page of questions, the letter that offers a document."""
ASK_CORRECTION = "pedir-correccion"
"""On the page of corrections, the letter about any datum."""
FOLLOW_PLAN, FOLLOW_QUESTIONS, FOLLOW_DATES = "todo-el-plan", "las-preguntas", "todas-las-fechas"
"""On the pages of what can be followed, the cuts of the plan, its questions, and the dates of all plans."""


OWN_REPORT = "informe-propio"
"""On the page of a commitment, what was reported of the commitment itself."""
ENDORSEMENTS = "avales"
"""Anchor of the endorsements on the plan's page."""


def body_anchor(body_id: str) -> str:
    """Returns the anchor of a body on the page of the process."""
    return f"organo-{body_id}"


def commitment_anchor(each: Commitment) -> str:
    """Returns the anchor of a commitment on the page of a cut."""
    return f"compromiso-{each.id}"


def milestone_anchor(each: Identified) -> str:
    """Returns the anchor of a milestone on its commitment's page, or of the report of the commitment itself."""
    return OWN_REPORT if isinstance(each, Whole) else f"actividad-{each.id}"


def location_anchor(location_id: str) -> str:
    """Returns the anchor of a place on its page."""
    return f"lugar-{location_id}"


def money_anchor(line_id: str) -> str:
    """Returns the anchor of a line of the budget on the page of the money."""
    return f"dinero-{line_id}"


def continuity_anchor(row_id: str) -> str:
    """Returns the anchor of an earlier commitment on the page of what became of those of the plans before."""
    return f"anterior-{row_id}"


def report_chapter(each: Commitment) -> str:
    """Returns the anchor of a commitment in the report."""
    return f"capitulo-{each.id}"


def report_milestone(each: Milestone) -> str:
    """Returns the anchor of a milestone in the report."""
    return f"renglon-{each.id}"


def report_document(each: Evidence) -> str:
    """Returns the anchor of a document in the report."""
    return f"documento-{each.id}"


def step_anchor(step_id: str) -> str:
    """Returns the anchor of a step on the page of the process."""
    return f"paso-{step_id}"


def agreement_anchor(agreement_id: str) -> str:
    """Returns the anchor of an agreement on the list of agreements."""
    return f"acuerdo-{agreement_id}"


def instrument_anchor(instrument_id: str) -> str:
    """Returns the anchor of an assessment instrument on the page with all of them."""
    return f"instrumento-{instrument_id}"


def gap_anchor(gap: Gap) -> str:
    """Returns the anchor of a gap on the plan's page."""
    return f"falta-{gap.id}"


def institution_anchor(each: Identified) -> str:
    """Returns the anchor of an institution on the page that says how to receive what is new."""
    return f"oficina-{each.id}"


def correction_anchor(commitment_id: str) -> str:
    """Returns the anchor of the letter that asks for a correction of a commitment."""
    return f"corregir-{commitment_id}"


def reply_anchor(reply_id: str) -> str:
    """Returns the anchor of a reply on the page of corrections."""
    return f"replica-{reply_id}"


def removal_anchor(removal_id: str) -> str:
    """Returns the anchor of a removal on the page of corrections."""
    return f"retiro-{removal_id}"


def question_anchor(gap: Gap) -> str:
    """Returns the anchor of the question about a gap on the page of questions."""
    return f"pregunta-{gap.id}"


def source_anchor(source_id: str) -> str:
    """Returns the anchor of a source on the page of sources."""
    return f"fuente-{source_id}"


def text_anchor(name: str) -> str:
    """Returns the anchor of a heading or term of a text that is the only one on its page."""
    return f"{name}-1" if name in RESERVED_IDS else name
