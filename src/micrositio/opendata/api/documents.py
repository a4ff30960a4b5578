"""The API: a site's data as small JSON documents that link to each other, described by `openapi`.

Rows are those of the tables and figures those of `calculos`; nothing is computed here. Fractions go from 0 to 1, dates
are ISO 8601, what is not known is null.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from micrositio.formats.checksums import SUMS
from micrositio.i18n.imprint import imprint_of
from micrositio.model.plan import ActionPlan, Seal
from micrositio.model.records import Commitment, Evidence, Milestone, ReportingPeriod
from micrositio.model.settings import SiteConfig
from micrositio.model.vocabularies import TableName
from micrositio.opendata.api.data import Document, Links, PlanData, reported, texts
from micrositio.opendata.api.openapi import api_version, openapi
from micrositio.opendata.bundle import Published
from micrositio.opendata.datasets import Dataset
from micrositio.opendata.file_formats import DESCRIPTOR
from micrositio.profile.plan_tables import json_value
from micrositio.progress.history import CutState
from micrositio.progress.milestone_changes import Change, CutChanges
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath


def site_documents(config: SiteConfig, plans: Iterable[ActionPlan]) -> Iterator[tuple[SitePath, bytes]]:
    """The document that lists the plans, and the description of the API."""
    links = Links(config.base_url)
    site = {
        **texts("titulo", config.title),
        **texts("descripcion", config.description),
        **texts("gobierno", config.government),
        **{key: {name: value or None for name, value in each.items()} for key, each in imprint_of(config).keys.items()},
    }
    listed = [_listed_plan(links, each, config.current_plan) for each in plans]
    own = links.of(router.API, este=router.API, pagina=router.HOME, descripcion=router.OPENAPI)
    yield router.API, _bytes({"api": api_version(), "sitio": site, "planes": listed, "enlaces": own})
    yield router.OPENAPI, _bytes(openapi(config.base_url))


def plan_documents(out: Published, base_url: str) -> Iterator[tuple[SitePath, bytes]]:
    """Every document of a plan that goes out, each made once."""
    api = _PlanApi(out, base_url)
    plan = out.plan
    yield router.api_plan(plan), api.plan()
    yield router.api_commitments(plan), api.commitments()
    yield router.api_cuts(plan), api.cuts()
    yield router.api_evidence_list(plan), api.evidence_list()
    yield router.api_figures(plan), api.figures()
    yield router.api_tables(plan), api.tables()
    yield from ((router.api_commitment(plan, each), api.commitment(each)) for each in plan.commitments)
    yield from ((router.api_milestone(plan, each), api.milestone(each)) for each in plan.milestones)
    yield from ((router.api_cut(plan, each.at.cut), api.cut(each)) for each in out.changes)
    yield from ((router.api_evidence(plan, each), api.evidence(each)) for each in plan.evidence)


def _bytes(document: Document) -> bytes:
    return (json.dumps(document, ensure_ascii=False) + "\n").encode("utf-8")


def _listed_plan(links: Links, plan: ActionPlan, current: str) -> Document:
    return {
        "id": plan.id,
        **texts("titulo", plan.title),
        **texts("gobierno", plan.government),
        "estado": plan.state,
        "actual": plan.id == current,
        "inventado": plan.invented,
        "enlaces": links.of(router.API, documento=router.api_plan(plan), pagina=router.plan(plan)),
    }


class _PlanApi:
    """The documents of one plan, and the look-ups that they share."""

    def __init__(self, out: Published, base_url: str) -> None:
        self._out, self._plan, self._links, self._data = out, out.plan, Links(base_url), PlanData(out)
        self._head = {"api": api_version(), "plan": out.plan.id, "inventado": out.plan.invented}

    def _document(self, **parts: Any) -> bytes:
        return _bytes({**self._head, **parts})

    def plan(self) -> bytes:
        """The plan, its figures at the last cut, and where the rest is."""
        plan, here = self._plan, router.api_plan(self._plan)
        return self._document(
            **texts("titulo", plan.title),
            estado=plan.state,
            estado_desde=json_value(plan.state_since),
            estado_fuentes=list(plan.state_sources),
            **texts("ambito", plan.jurisdiction),
            **texts("gobierno", plan.government),
            version=plan.version,
            licencias=[{"name": each.name, "title": each.title, "path": each.path} for each in plan.licences],
            periodos=[
                {"desde": json_value(p.start), "hasta": json_value(p.end), **texts("segun", p.according_to)}
                for p in plan.periods
            ],
            totales=self._totals(),
            faltas=[self._data.row(TableName.GAPS, "Falta", each.id) for each in plan.gaps],
            corte=self._data.last.id if self._data.last else None,
            cifras=self._data.plan_figures(self._data.last),
            enlaces=self._plan_links(here),
        )

    def _totals(self) -> dict[str, int]:
        plan = self._plan
        counted = (plan.commitments, plan.milestones, plan.reporting_periods, plan.evidence)
        return dict(zip(("compromisos", "actividades", "cortes", "evidencias"), map(len, counted), strict=True))

    def _plan_links(self, here: SitePath) -> dict[str, str]:
        plan = self._plan
        return self._links.of(
            here,
            este=here,
            sitio=router.API,
            pagina=router.plan(plan),
            compromisos=router.api_commitments(plan),
            cortes=router.api_cuts(plan),
            evidencias=router.api_evidence_list(plan),
            cifras=router.api_figures(plan),
            tablas=router.api_tables(plan),
            paquete=router.download(plan, DESCRIPTOR.name),
            canal=router.board_feed(plan),
        )

    def _own_links(self, here: SitePath, **more: SitePath) -> dict[str, str]:
        """What every document links: itself and its plan's."""
        return self._links.of(here, este=here, plan=router.api_plan(self._plan), **more)

    def commitments(self) -> bytes:
        """The commitments, each with its figures at the last cut."""
        here = router.api_commitments(self._plan)
        return self._document(
            corte=self._data.last.id if self._data.last else None,
            compromisos=[self._listed_commitment(here, each) for each in self._plan.commitments],
            enlaces=self._own_links(here, pagina=router.commitments(self._plan)),
        )

    def _listed_commitment(self, here: SitePath, each: Commitment) -> Document:
        page = router.commitment(self._plan, each)
        return {
            **self._data.row(TableName.COMMITMENTS, "CompromisoEnLista", each.id),
            "cifras": self._data.commitment_figures(self._data.last, each),
            "enlaces": self._links.of(here, documento=router.api_commitment(self._plan, each), pagina=page),
        }

    def commitment(self, each: Commitment) -> bytes:
        """A commitment with its figures at the last cut, its milestones and its documents."""
        plan, here = self._plan, router.api_commitment(self._plan, each)
        pages = {"pagina": router.commitment(plan, each), "canal": router.commitment_feed(plan, each)}
        return self._document(
            compromiso=self._data.row(TableName.COMMITMENTS, "Compromiso", each.id),
            corte=self._data.last.id if self._data.last else None,
            cifras=self._data.commitment_figures(self._data.last, each),
            actividades=[self._listed_milestone(here, m) for m in plan.index.milestones_of.get(each.id, ())],
            evidencias=self._documents(here, plan.index.evidence_for_commitment.get(each.id, ())),
            afirmaciones=self._data.claims(TableName.COMMITMENTS, each.id),
            enlaces=self._own_links(here, compromisos=router.api_commitments(plan), **pages),
        )

    def _listed_milestone(self, here: SitePath, each: Milestone) -> Document:
        report = self._plan.index.updates.get((self._data.last.id, each.id)) if self._data.last else None
        return {
            **self._data.row(TableName.MILESTONES, "ActividadEnLista", each.id),
            "estado": (report.status or None) if report else None,
            "cifras": self._data.milestone_figures(self._data.last, each),
            "enlaces": {
                "documento": self._links.to(here, router.api_milestone(self._plan, each)),
                "pagina": self._milestone_page(here, each),
            },
        }

    def _milestone_page(self, here: SitePath, each: Milestone) -> str:
        commitment = self._plan.index.commitments[each.commitment]
        return self._links.to(here, router.commitment(self._plan, commitment), router.milestone_anchor(each))

    def _documents(self, here: SitePath, documents: Iterable[Evidence]) -> list[Document]:
        return [
            {
                **self._data.row(TableName.EVIDENCE, "EvidenciaEnLista", each.id),
                "enlaces": self._links.of(
                    here, documento=router.api_evidence(self._plan, each), pagina=router.evidence(self._plan, each)
                ),
            }
            for each in documents
        ]

    def milestone(self, each: Milestone) -> bytes:
        """A milestone and its whole course."""
        plan, here = self._plan, router.api_milestone(self._plan, each)
        commitment = router.api_commitment(plan, plan.index.commitments[each.commitment])
        moved = plan.index.reschedulings_of.get(each.id, ())
        return self._document(
            actividad=self._data.row(TableName.MILESTONES, "Actividad", each.id),
            reprogramaciones=[self._data.rescheduling(change) for change in moved],
            evidencias=self._documents(here, plan.index.evidence_for_milestone.get(each.id, ())),
            cortes=[self._milestone_at(here, at, each) for at in self._out.course],
            afirmaciones=self._data.claims(TableName.MILESTONES, each.id),
            enlaces={
                **self._own_links(here, compromiso=commitment),
                "pagina": self._milestone_page(here, each),
            },
        )

    def _milestone_at(self, here: SitePath, at: CutState, each: Milestone) -> Document:
        documents = {"documento": router.api_cut(self._plan, at.cut), "pagina": router.board_at(self._plan, at.cut)}
        return {
            "corte": at.cut.id,
            "fecha": str(at.cut.date),
            "avance": self._data.find(TableName.UPDATES, "Avance", at.cut.id, each.id),
            "verificacion": self._data.find(TableName.VERIFICATIONS, "Verificacion", at.cut.id, each.id),
            "cifras": self._data.milestone_figures(at.cut, each),
            "erratas": self._data.errata_on.get((at.cut.id, each.id), []),
            "enlaces": self._links.of(here, **documents),
        }

    def cuts(self) -> bytes:
        """The cuts with the plan's figures and their seals."""
        here = router.api_cuts(self._plan)
        return self._document(
            cortes=[self._listed_cut(here, each.cut) for each in self._out.course],
            enlaces=self._own_links(here, pagina=router.board(self._plan)),
        )

    def _listed_cut(self, here: SitePath, cut: ReportingPeriod) -> Document:
        seal = self._plan.seals.get(cut.id)
        documents = {"documento": router.api_cut(self._plan, cut), "pagina": router.board_at(self._plan, cut)}
        return {
            **self._data.row(TableName.REPORTING_PERIODS, "CorteEnLista", cut.id),
            "cifras": self._data.plan_figures(cut),
            "sello": seal.digest if seal else None,
            "enlaces": self._links.of(here, **documents),
        }

    def cut(self, changes: CutChanges) -> bytes:
        """A cut: figures, what changed, what was corrected, its files and its seal."""
        at, plan = changes.at, self._plan
        here, files = router.api_cut(plan, at.cut), self._data.archives[at.cut.id]
        links = {"cortes": router.api_cuts(plan), "pagina": router.board_at(plan, at.cut)}
        return self._document(
            corte=self._data.row(TableName.REPORTING_PERIODS, "Corte", at.cut.id),
            cifras=self._data.plan_figures(at.cut),
            compromisos=[self._commitment_at(here, at.cut, each) for each in at.plan.commitments],
            cambios=[self._change(here, each) for each in changes.changes],
            erratas=self._data.errata_of.get(at.cut.id, []),
            sello=self._seal(here, at.cut, plan.seals.get(at.cut.id)),
            archivos=[self._file(here, at.cut, name, data) for name, data in files.items()],
            enlaces=self._own_links(here, **links),
        )

    def _commitment_at(self, here: SitePath, cut: ReportingPeriod, each: Commitment) -> Document:
        document = router.api_commitment(self._plan, each)
        figures = self._data.commitment_figures(cut, each)
        return {"id": each.id, "cifras": figures, "enlaces": self._links.of(here, documento=document)}

    def _change(self, here: SitePath, change: Change) -> Document:
        milestone = change.after.milestone
        return {
            "tipo": change.kind.value,
            "actividad": milestone.id,
            "compromiso": milestone.commitment,
            "ahora": reported(change.after),
            "antes": reported(change.before),
            "reprogramacion": self._data.rescheduling(change.rescheduling) if change.rescheduling else None,
            "enlaces": self._links.of(here, documento=router.api_milestone(self._plan, milestone)),
        }

    def _seal(self, here: SitePath, cut: ReportingPeriod, seal: Seal | None) -> Document | None:
        if seal is None:
            return None
        links = self._links.of(here, sumas=router.cut_file(self._plan, cut, SUMS))
        return {"huella": seal.digest, "anterior": seal.previous or None, "enlaces": links}

    def _file(self, here: SitePath, cut: ReportingPeriod, name: str, data: bytes) -> Document:
        links = self._links.of(here, archivo=router.cut_file(self._plan, cut, name))
        return {"nombre": name, "bytes": len(data), "enlaces": links}

    def evidence_list(self) -> bytes:
        """The documents."""
        here = router.api_evidence_list(self._plan)
        return self._document(
            evidencias=self._documents(here, self._plan.evidence),
            enlaces=self._own_links(here, pagina=router.evidence_list(self._plan)),
        )

    def evidence(self, each: Evidence) -> bytes:
        """What is known of a document, and where it is."""
        plan, here = self._plan, router.api_evidence(self._plan, each)
        file = {"archivo": router.evidence_file(plan, each)} if plan.keeps(each) else {}
        pages = {"evidencias": router.api_evidence_list(plan), "pagina": router.evidence(plan, each), **file}
        commitments = ((key, router.api_commitment(plan, plan.index.commitments[key])) for key in each.commitments)
        milestones = ((key, router.api_milestone(plan, plan.index.milestones[key])) for key in each.milestones)
        return self._document(
            evidencia=self._data.row(TableName.EVIDENCE, "Evidencia", each.id),
            compromisos=self._references(here, commitments),
            actividades=self._references(here, milestones),
            afirmaciones=self._data.claims(TableName.EVIDENCE, each.id),
            enlaces=self._own_links(here, **pages),
        )

    def _references(self, here: SitePath, named: Iterable[tuple[str, SitePath]]) -> list[Document]:
        return [{"id": key, "enlaces": self._links.of(here, documento=path)} for key, path in named]

    def figures(self) -> bytes:
        """The plan's figures at every cut."""
        here = router.api_figures(self._plan)
        return self._document(
            cortes=[
                {
                    "corte": each.cut.id,
                    "fecha": str(each.cut.date),
                    "cifras": self._data.plan_figures(each.cut),
                    "enlaces": self._links.of(here, documento=router.api_cut(self._plan, each.cut)),
                }
                for each in self._out.course
            ],
            enlaces=self._own_links(here),
        )

    def tables(self) -> bytes:
        """The tables and where their files are."""
        here = router.api_tables(self._plan)
        links = {"pagina": router.catalogue(self._plan), "paquete": router.download(self._plan, DESCRIPTOR.name)}
        return self._document(
            tablas=[self._table(here, each) for each in self._out.datasets], enlaces=self._own_links(here, **links)
        )

    def _table(self, here: SitePath, each: Dataset) -> Document:
        schema = each.table.schema
        words = ("title", "title_en", "description", "description_en")
        names = ("titulo", "titulo_en", "descripcion", "descripcion_en")
        files = {file.format.key: file.path for file in each.files}
        return {
            "nombre": each.table.name,
            **{name: schema.get(key) or None for name, key in zip(names, words, strict=True)},
            "filas": len(each.table.rows),
            "columnas": len(schema["fields"]),
            "enlaces": self._links.of(here, pagina=router.table(self._plan, each.table.name), **files),
        }
