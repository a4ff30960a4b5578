"""The plan's descriptor, already checked → the parts of the plan that no table holds; `described` does the reverse."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import PurePosixPath
from typing import Any
from unicodedata import normalize

from micrositio.formats.checksums import sha256
from micrositio.formats.json_document import stated
from micrositio.formats.markdown_document import Document, front_text, prose
from micrositio.i18n.not_known import NOT_FOUND
from micrositio.model.dates import PartialDate, parse_partial
from micrositio.model.plan import ActionPlan, Licence, Method, PlanText, ScaleStep
from micrositio.model.plan_facts import Body, GeneralFact, Instrument, OgpCommitment, OgpPlan, PlanPeriod
from micrositio.model.text import SOURCE_LANGUAGE, SPANISH, Text, Writing
from micrositio.model.vocabularies import Cadence, Completion, PlanState
from micrositio.profile.schemas import OPTIONAL, stated_language

IRM_SCALE: tuple[dict[str, Any], ...] = (
    {"id": Completion.NO_EVIDENCE, "titulo": "Sin evidencia", "titulo_en": "No evidence available"},
    {"id": Completion.NOT_STARTED, "titulo": "No iniciado", "titulo_en": "Not started", "valor": 0},
    {"id": Completion.LIMITED, "titulo": "Limitado", "titulo_en": "Limited", "valor": 0.25},
    {"id": Completion.SUBSTANTIAL, "titulo": "Sustancial", "titulo_en": "Substantial", "valor": 0.75},
    {"id": Completion.COMPLETE, "titulo": "Completo", "titulo_en": "Complete", "valor": 1},
    {"id": Completion.WITHDRAWN, "titulo": "Retirado", "titulo_en": "Withdrawn"},
    {"id": Completion.BROKEN, "titulo": "Incumplido", "titulo_en": "Not fulfilled", "valor": 0, OPTIONAL: True},
)
"""The statuses of OGP's Independent Reporting Mechanism (IRM), which gives them no numbers: the values are our own.

The last one is our own too; a plan without a scale of its own publishes it only if it uses it.
"""

TRANSLATED = "texto_"
"""Start of the key of a text's translation in the published package; the language follows."""
_LONGEST_GAP_ID = 48
"""Most characters of the words in the id of a gap of the descriptor; a suffix to tell two gaps apart comes after."""
Values = Mapping[str, Any]
_Reader = Callable[[Values, str], Text]
"""Function that reads a text of the descriptor under its key, in each language."""


def plan_parts(values: Values, writing: Writing = SPANISH) -> dict[str, Any]:
    """Returns the attributes of `ActionPlan` that the descriptor states."""
    method, text = values["metodo"], writing.text
    scale_text = text if values.get("estados") else SPANISH.text
    return {
        "id": values["name"],
        "title": text(values, "title"),
        "short_title": text(values, "titulo_corto"),
        "description": text(values, "description"),
        "version": values.get("version", "1.0.0"),
        "licences": tuple(Licence(each["name"], each["title"], each["path"]) for each in values["licenses"]),
        "invented": values.get("demostracion", False),
        "state": PlanState(values["estado"]),
        "state_since": _partial(values, "estado_desde"),
        "state_sources": tuple(values.get("estado_fuentes", ())),
        "jurisdiction": text(values, "ambito"),
        "government": text(values, "gobierno"),
        "level": values.get("nivel", ""),
        "cadences": tuple(Cadence(each) for each in _words(values.get("cadencia", ()))),
        "method": Method(
            progress=method["avance"],
            capped=method.get("tope", True) in (True, "actividad"),
            mean_capped=method.get("tope") == "media",
            incomplete=method.get("pesos_incompletos", ""),
            milestone_weights=method.get("total_pesos_actividades"),
            commitment_weights=method.get("total_pesos_compromisos"),
            group_weights=method.get("total_pesos_grupos"),
        ),
        "scale": tuple(_step(scale_text, each) for each in _scale(values)),
        "periods": tuple(_period(text, each) for each in values.get("periodos", ())),
        "bodies": tuple(_body(text, each) for each in values.get("organos", ())),
        "instruments": tuple(_instrument(text, each) for each in values.get("instrumentos", ())),
        "facts": tuple(_fact(text, each) for each in values.get("datos_generales", ())),
        "own_titles": values.get("titulos_propios", False),
        "ogp": _ogp(values.get("ogp", {})),
    }


def plan_texts(documents: tuple[Document, ...]) -> tuple[PlanText, ...]:
    """Returns the plan's texts, in their order; their front matter has been checked."""
    texts = [
        PlanText(
            title=front_text(each, "titulo"),
            anchor=text_anchor(each),
            place=each.front.value["lugar"],
            order=each.front.value.get("orden", 0),
            html=prose(each),
            sources=_sources(each.front.value),
            markdown=each.body,
            translations=tuple((language, other.body) for language, other in each.translations.items()),
        )
        for each in documents
    ]
    return tuple(sorted(texts, key=lambda each: (each.order, each.title.base)))


def text_anchor(document: Document) -> str:
    """Returns the anchor of a text of the plan: the one that it states or, if it states none, that of its file name."""
    return str(document.front.value.get("ancla") or f"texto-{PurePosixPath(document.file).stem}")


def gap_rows(values: Values) -> tuple[dict[str, str], ...]:
    """Returns the gaps that the descriptor states as rows of the table `faltas`, each with an id made of its words.

    The id does not depend on the order: it is the first words of the gap and, if another gap has the same first words,
    a hash of all its words.
    """
    gaps = values.get("faltantes", ())
    texts = [each["que"] for each in gaps]
    starts = {text: first_words(text) or "falta" for text in texts}
    return tuple(_gap_row(_gap_id(each["que"], texts[:number], starts), each) for number, each in enumerate(gaps))


def _gap_id(text: str, before: list[str], starts: Mapping[str, str]) -> str:
    """Returns the id of a gap; `starts` are the first words of each text, `before` the texts of the previous gaps.

    A text that is also in `before` gets a number, from 2.
    """
    alone = list(starts.values()).count(starts[text]) == 1
    name = starts[text] if alone else f"{starts[text]}-{sha256(text.encode())[:6]}"
    return f"{name}-{before.count(text) + 1}" if text in before else name


def _gap_row(name: str, each: Values) -> dict[str, str]:
    asked = {f"pregunta{key.removeprefix('que')}": text for key, text in each.items() if _in_any(key, "que")}
    who = {key: text for key, text in each.items() if _in_any(key, "quien")}
    return {"id": name, "tabla": "plan", "estado": NOT_FOUND, **asked, **who}


def _in_any(key: str, name: str) -> bool:
    """Returns whether a key is `name`, or that of the same text in another language."""
    return key.partition("_")[0] == name


def first_words(text: str) -> str:
    """Returns the first words of a text as part of an id: letters without accents, numbers and hyphens; "" for none."""
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall("[a-z0-9]+", plain)
    kept = [word for number, word in enumerate(words) if len("-".join(words[: number + 1])) <= _LONGEST_GAP_ID]
    return "-".join(kept)


def vocabularies(values: Values, language: str) -> dict[str, list[dict[str, str]]]:
    """Returns the plan's own words, written in `language`, as categories for each vocabulary that a schema names."""
    of_scale = language if values.get("estados") else SOURCE_LANGUAGE
    return {
        "estados": [_category(each, "titulo", of_scale) for each in _scale(values)],
        "organos": [_category(each, "nombre", language) for each in values.get("organos", ())],
        "instrumentos": [_category(each, "titulo", language) for each in values.get("instrumentos", ())],
    }


def _category(each: Values, name: str, language: str) -> dict[str, str]:
    others = {f"label{key.removeprefix(name)}": words for key, words in each.items() if key.startswith(f"{name}_")}
    others |= {OPTIONAL: each[OPTIONAL]} if OPTIONAL in each else {}
    english = others.pop("label_en", "") or each[name]
    return {"value": each["id"], "label": each[name], "label_en": english, **others, **stated_language(language)}


def _scale(values: Values) -> tuple[Values, ...]:
    return tuple(values.get("estados") or IRM_SCALE)


def used_scale(plan: ActionPlan) -> tuple[ScaleStep, ...]:
    """Returns the plan's scale without the optional steps that no report or verification has."""
    said = {each.status for each in (*plan.updates, *plan.own_updates)}
    said |= {each.status for each in (*plan.verifications, *plan.own_verifications)}
    return tuple(each for each in plan.scale if not each.is_optional or each.id in said)


def _step(text: _Reader, each: Values) -> ScaleStep:
    own = ScaleStep(each["id"], text(each, "titulo"), each.get("valor"), each.get("irm", each["id"]))
    return replace(own, is_optional=OPTIONAL in each)


def is_usual_scale(published: Sequence[Values]) -> bool:
    """Returns whether the steps of a published plan are those of a plan without a scale of its own."""
    usual = [_step(SPANISH.text, each) for each in IRM_SCALE]
    found = list(published)
    return found in (list(map(_step_of, usual)), [_step_of(each) for each in usual if not each.is_optional])


def _partial(each: Values, key: str) -> PartialDate | None:
    return parse_partial(str(each[key])) if each.get(key) else None


def _period(text: _Reader, each: Values) -> PlanPeriod:
    return PlanPeriod(
        _partial(each, "desde"), _partial(each, "hasta"), text(each, "segun"), text(each, "nota"), _sources(each)
    )


def _words(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _sources(each: Values) -> tuple[str, ...]:
    return tuple(each.get("fuentes", ()))


def _body(text: _Reader, each: Values) -> Body:
    return Body(
        id=each["id"],
        name=text(each, "nombre"),
        acronym=each.get("siglas", ""),
        functions=tuple(each.get("funcion", ())),
        description=text(each, "descripcion"),
        since=_partial(each, "desde"),
        until=_partial(each, "hasta"),
        contact=each.get("contacto", ""),
        sources=_sources(each),
    )


def _instrument(text: _Reader, each: Values) -> Instrument:
    return Instrument(
        id=each["id"],
        title=text(each, "titulo"),
        description=text(each, "descripcion"),
        body=each.get("organo", ""),
        date=_partial(each, "fecha"),
        link=each.get("enlace", ""),
        sources=_sources(each),
    )


def _fact(text: _Reader, each: Values) -> GeneralFact:
    return GeneralFact(text(each, "titulo"), text(each, "valor"), text(each, "nota"), _sources(each))


def _ogp(each: Values) -> OgpPlan:
    return OgpPlan(
        place=each.get("lugar", ""),
        number=each.get("numero"),
        code=each.get("codigo", ""),
        region=each.get("region", ""),
        level=each.get("nivel", ""),
        submitted=each.get("anio_envio"),
        end_year=each.get("anio_fin"),
        duration=each.get("duracion"),
        commitments=tuple(_ogp_commitment(said) for said in each.get("compromisos", ())),
        sources=_sources(each),
    )


def _ogp_commitment(each: Values) -> OgpCommitment:
    theme, short_title, full_text = (each.get(key, "") for key in ("tema", "titulo_corto", "texto"))
    return OgpCommitment(each["compromiso"], theme, short_title, full_text, _sources(each))


def described(plan: ActionPlan) -> dict[str, Any]:
    """Returns every key of the plan's descriptor but `resources`, and the texts and seals kept beside the descriptor.

    From the result `plan_parts` and `plan_texts` give the plan's parts and texts again: no key is lost.
    """
    known = {
        "name": plan.id,
        **plan.title.keys("title"),
        **plan.short_title.keys("titulo_corto"),
        **plan.description.keys("description"),
        "version": plan.version,
        "licenses": [asdict(each) for each in plan.licences],
        "demostracion": plan.invented or None,
        "estado": plan.state,
        "estado_desde": _day_of(plan.state_since),
        "estado_fuentes": list(plan.state_sources),
        **plan.jurisdiction.keys("ambito"),
        **plan.government.keys("gobierno"),
        "nivel": plan.level,
        "cadencia": list(plan.cadences),
        "metodo": _method_of(plan.method),
        "estados": [_step_of(each) for each in used_scale(plan)],
        "periodos": [_period_of(each) for each in plan.periods],
        "organos": [_body_of(each) for each in plan.bodies],
        "instrumentos": [_instrument_of(each) for each in plan.instruments],
        "datos_generales": [_fact_of(each) for each in plan.facts],
        "faltantes": [stated({**each.question.keys("que"), **each.who.keys("quien")}) for each in plan.gaps],
        "titulos_propios": plan.own_titles or None,
        "ogp": _ogp_of(plan.ogp) or None,
        "textos": [_text_of(each) for each in plan.texts],
        "sellos": [{"corte": each.cut, "hash": f"sha256:{each.digest}"} for each in plan.seals.values()],
    }
    return stated(known)


def _day_of(date: PartialDate | None) -> str:
    return str(date) if date else ""


def _method_of(method: Method) -> dict[str, Any]:
    totals = {
        "total_pesos_actividades": method.milestone_weights,
        "total_pesos_compromisos": method.commitment_weights,
        "total_pesos_grupos": method.group_weights,
    }
    cap = method.cap if method.mean_capped else method.capped
    return stated({"avance": method.progress, "tope": cap, "pesos_incompletos": method.incomplete, **totals})


def _step_of(each: ScaleStep) -> dict[str, Any]:
    return stated({"id": each.id, **each.title.keys("titulo"), "valor": each.value, "irm": each.irm})


def _period_of(each: PlanPeriod) -> dict[str, Any]:
    dates = {"desde": _day_of(each.start), "hasta": _day_of(each.end)}
    words = {**each.according_to.keys("segun"), **each.note.keys("nota")}
    return stated({**dates, **words, "fuentes": list(each.sources)})


def _body_of(each: Body) -> dict[str, Any]:
    words = {"id": each.id, **each.name.keys("nombre"), "siglas": each.acronym, "funcion": list(each.functions)}
    dates = {"desde": _day_of(each.since), "hasta": _day_of(each.until), "contacto": each.contact}
    return stated({**words, **each.description.keys("descripcion"), **dates, "fuentes": list(each.sources)})


def _instrument_of(each: Instrument) -> dict[str, Any]:
    words = {"id": each.id, **each.title.keys("titulo"), **each.description.keys("descripcion")}
    rest = {"organo": each.body, "fecha": _day_of(each.date), "enlace": each.link, "fuentes": list(each.sources)}
    return stated({**words, **rest})


def _fact_of(each: GeneralFact) -> dict[str, Any]:
    words = {**each.title.keys("titulo"), **each.value.keys("valor"), **each.note.keys("nota")}
    return stated({**words, "fuentes": list(each.sources)})


def _ogp_of(each: OgpPlan) -> dict[str, Any]:
    place = {
        "lugar": each.place,
        "numero": each.number,
        "codigo": each.code,
        "region": each.region,
        "nivel": each.level,
    }
    time = {"anio_envio": each.submitted, "anio_fin": each.end_year, "duracion": each.duration}
    said = [_ogp_commitment_of(said) for said in each.commitments]
    return stated({**place, **time, "compromisos": said, "fuentes": list(each.sources)})


def _ogp_commitment_of(each: OgpCommitment) -> dict[str, Any]:
    words = {"tema": each.theme, "titulo_corto": each.short_title, "texto": each.full_text}
    return stated({"compromiso": each.commitment, **words, "fuentes": list(each.sources)})


def _text_of(each: PlanText) -> dict[str, Any]:
    place = {"ancla": each.anchor, "lugar": each.place, "orden": each.order}
    front = {**each.title.keys("titulo"), **place, "fuentes": list(each.sources)}
    others = {f"{TRANSLATED}{language}": markdown for language, markdown in each.translations}
    return {**stated(front), "texto": each.markdown, **others}
