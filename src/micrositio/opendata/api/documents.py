"""The API of a plan: its data as small JSON documents that link to each other, described by `openapi`.

Rows are those of the tables and figures those of `calculos`; nothing is computed here. Fractions go from 0 to 1, dates
are ISO 8601, unknown values are null.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from micrositio.formats.checksums import SUMS
from micrositio.formats.spool import Spool
from micrositio.formats.time_stamp import BESIDE
from micrositio.formats.zip_archive import Content, size_of
from micrositio.model.plan import Seal, TimeStamp
from micrositio.model.records import Commitment, Evidence, Milestone, ReportingPeriod
from micrositio.model.succession import Passage
from micrositio.model.vocabularies import FigureLevel, TableName
from micrositio.opendata.api import course_shapes, plan_shapes
from micrositio.opendata.api.data import PlanData, is_reported, named_documents, own_report, reported, standing
from micrositio.opendata.api.lists import Shared, afterwards, continuity, group_list, location_list, money
from micrositio.opendata.api.openapi import api_version
from micrositio.opendata.api.parts import Row, document_pieces
from micrositio.opendata.api.row_schemas import OF_THE_PROFILE
from micrositio.opendata.bundle import PlanFiles
from micrositio.opendata.datasets import Dataset
from micrositio.opendata.file_formats import DESCRIPTOR
from micrositio.progress.bearing import bearing
from micrositio.progress.cut_pairs import Told, last_told, own_documents
from micrositio.progress.history import CutState
from micrositio.progress.milestone_changes import Change, CutChanges
from micrositio.progress.plan_history import PlanHistory
from micrositio.progress.programme import programme_of
from micrositio.routes import anchors, api_paths, sharing_paths
from micrositio.routes import paths as router
from micrositio.routes.addresses import Addresses
from micrositio.routes.paths import SitePath


def plan_documents(
    of: PlanHistory, files: PlanFiles, addresses: Addresses, after: tuple[Passage, ...] = ()
) -> Iterator[tuple[SitePath, Content]]:
    """Yields every document of a published plan; `after` is what became of its commitments in later plans."""
    keep = Spool()
    yield from (
        (path, keep(document_pieces(document))) for path, document in _PlanApi(of, files, addresses, after).documents()
    )


class _PlanApi:
    """The documents of one plan, and the look-ups that they share."""

    def __init__(self, of: PlanHistory, files: PlanFiles, addresses: Addresses, after: tuple[Passage, ...]) -> None:
        self._history, self._datasets, self._plan = of, files.datasets, of.plan
        self._addresses, self._data, self._after = addresses, PlanData(of, files), after
        self._head = (api_version(), of.plan.id, of.plan.invented)
        self._shared = Shared(self._plan, self._data, addresses, self._head)

    def documents(self) -> Iterator[tuple[SitePath, Any]]:
        """Yields the path and content of every document of the plan."""
        plan = self._plan
        yield api_paths.plan(plan), self.plan()
        yield api_paths.commitments(plan), self.commitments()
        yield api_paths.cuts(plan), self.cuts()
        yield api_paths.evidence_list(plan), self.evidence_list()
        yield api_paths.locations(plan), location_list(self._shared)
        yield api_paths.groups(plan), group_list(self._shared)
        yield api_paths.money(plan), money(self._shared)
        yield api_paths.continuity(plan), continuity(self._shared)
        yield api_paths.figures(plan), self.figures()
        yield api_paths.tables(plan), self.tables()
        yield from ((api_paths.commitment(plan, each), self.commitment(each)) for each in plan.commitments)
        yield from ((api_paths.milestone(plan, each), self.milestone(each)) for each in plan.milestones)
        for each, told in zip(self._history.changes, last_told(self._history.course), strict=True):
            yield api_paths.cut(plan, each.at.cut), self.cut(each, told)
        yield from ((api_paths.evidence(plan, each), self.evidence(each)) for each in plan.evidence)

    def plan(self) -> plan_shapes.PlanDocument:
        """Returns the plan, its figures at the last cut, and links to the other documents."""
        plan, here = self._plan, api_paths.plan(self._plan)
        return plan_shapes.PlanDocument(
            *self._head,
            titulo=plan.title,
            estado=plan.state,
            estado_desde=plan.state_since,
            estado_fuentes=plan.state_sources,
            ambito=plan.jurisdiction,
            gobierno=plan.government,
            version=plan.version,
            licencias=tuple(plan_shapes.Licence(each.name, each.title, each.path) for each in plan.licences),
            periodos=tuple(plan_shapes.Period(each.start, each.end, each.according_to) for each in plan.periods),
            totales=plan_shapes.Totals(
                *map(len, (plan.commitments, plan.milestones, plan.reporting_periods, plan.evidence))
            ),
            faltas=tuple(self._data.row(plan_shapes.Gap, each.id) for each in plan.gaps),
            preguntas=tuple(self._data.row(plan_shapes.Question, each.id) for each in plan.questions),
            replicas=tuple(self._data.row(plan_shapes.Reply, each.id) for each in plan.replies),
            retiros=tuple(self._data.row(plan_shapes.Removal, each.id) for each in plan.removals),
            corte=self._last_cut,
            cifras=self._data.plan_figures(self._data.last),
            enlaces=self._plan_links(here),
        )

    @property
    def _last_cut(self) -> str | None:
        return self._data.last.id if self._data.last else None

    def _plan_links(self, here: SitePath) -> dict[str, str]:
        plan = self._plan
        return self._addresses.named(
            here,
            este=here,
            sitio=router.API,
            pagina=router.plan(plan),
            compromisos=api_paths.commitments(plan),
            cortes=api_paths.cuts(plan),
            evidencias=api_paths.evidence_list(plan),
            lugares=api_paths.locations(plan),
            grupos=api_paths.groups(plan),
            presupuesto=api_paths.money(plan),
            continuidad=api_paths.continuity(plan),
            cifras=api_paths.figures(plan),
            tablas=api_paths.tables(plan),
            paquete=router.download(plan, DESCRIPTOR.name),
            canal=sharing_paths.board_feed(plan),
        )

    def _own_links(self, here: SitePath, **more: SitePath) -> dict[str, str]:
        return self._shared.own_links(here, **more)

    def commitments(self) -> plan_shapes.CommitmentList:
        """Returns the commitments, each with its figures at the last cut."""
        here = api_paths.commitments(self._plan)
        return plan_shapes.CommitmentList(
            *self._head,
            corte=self._last_cut,
            compromisos=tuple(self._listed_commitment(here, each) for each in self._plan.commitments),
            enlaces=self._own_links(here, pagina=router.commitments(self._plan)),
        )

    def _listed_commitment(self, here: SitePath, each: Commitment) -> plan_shapes.ListedCommitment:
        page = router.commitment(self._plan, each)
        return plan_shapes.ListedCommitment(
            self._data.row(plan_shapes.ListedCommitment, each.id),
            self._data.commitment_figures(self._data.last, each),
            self._addresses.named(here, documento=api_paths.commitment(self._plan, each), pagina=page),
        )

    def commitment(self, each: Commitment) -> plan_shapes.CommitmentDocument:
        """Returns a commitment with its figures at the last cut, its milestones and its documents."""
        plan, here = self._plan, api_paths.commitment(self._plan, each)
        pages = {"pagina": router.commitment(plan, each), "canal": sharing_paths.commitment_feed(plan, each)}
        return plan_shapes.CommitmentDocument(
            *self._head,
            compromiso=self._data.row(plan_shapes.Commitment, each.id),
            corte=self._last_cut,
            cifras=self._data.commitment_figures(self._data.last, each),
            propio=tuple(own_report(self._data, at, each) for at in self._history.course if is_reported(at, each)),
            actividades=tuple(self._listed_milestone(here, m) for m in plan.index.milestones_of.get(each.id, ())),
            evidencias=self._documents(here, plan.index.evidence_for_commitment.get(each.id, ())),
            modificaciones=self._modifications(TableName.COMMITMENTS, each.id),
            despues=tuple(afterwards(self._shared, self._after, here, each.id)),
            afirmaciones=self._data.claims(TableName.COMMITMENTS, each.id),
            enlaces=self._own_links(here, compromisos=api_paths.commitments(plan), **pages),
        )

    def _listed_milestone(self, here: SitePath, each: Milestone) -> plan_shapes.ListedMilestone:
        report = self._plan.index.updates.get((self._data.last.id, each.id)) if self._data.last else None
        return plan_shapes.ListedMilestone(
            fila=self._data.row(plan_shapes.ListedMilestone, each.id),
            estado=(report.status or None) if report else None,
            cifras=self._data.milestone_figures(self._data.last, each),
            enlaces={
                "documento": self._addresses.to(here, api_paths.milestone(self._plan, each)),
                "pagina": self._milestone_page(here, each),
            },
        )

    def _milestone_page(self, here: SitePath, each: Milestone) -> str:
        commitment = self._plan.index.commitments[each.commitment]
        return self._addresses.to(here, router.commitment(self._plan, commitment), anchors.milestone_anchor(each))

    def _documents(self, here: SitePath, documents: Iterable[Evidence]) -> tuple[plan_shapes.ListedEvidence, ...]:
        return tuple(self._listed_evidence(here, each) for each in documents)

    def _listed_evidence(self, here: SitePath, each: Evidence) -> plan_shapes.ListedEvidence:
        addresses = {"documento": api_paths.evidence(self._plan, each), "pagina": router.evidence(self._plan, each)}
        row = self._data.row(plan_shapes.ListedEvidence, each.id)
        return plan_shapes.ListedEvidence(row, bearing(self._plan, each), self._addresses.named(here, **addresses))

    def milestone(self, each: Milestone) -> course_shapes.MilestoneDocument:
        """Returns a milestone with its state at every cut."""
        plan, here = self._plan, api_paths.milestone(self._plan, each)
        commitment = api_paths.commitment(plan, plan.index.commitments[each.commitment])
        moved = plan.index.reschedulings_of.get(each.id, ())
        return course_shapes.MilestoneDocument(
            *self._head,
            actividad=self._data.row(plan_shapes.Milestone, each.id),
            reprogramaciones=tuple(map(self._data.rescheduling, moved)),
            colaboraciones=tuple(map(self._data.partner, plan.index.partners_of.get(each.id, ()))),
            programacion=tuple(map(self._data.period_target, programme_of(plan, each))),
            indicadores=self._data.indicators(each),
            modificaciones=(*self._modifications(TableName.MILESTONES, each.id), *self._data.modified_indicators(each)),
            evidencias=self._documents(here, plan.index.evidence_for_milestone.get(each.id, ())),
            cortes=tuple(self._milestone_at(here, at, each) for at in self._history.course),
            afirmaciones=self._data.claims(TableName.MILESTONES, each.id),
            enlaces={**self._own_links(here, compromiso=commitment), "pagina": self._milestone_page(here, each)},
        )

    def _modifications(self, table: str, key: str) -> tuple[Row, ...]:
        return self._data.modifications(self._plan.index.modifications_of.get((table, key), ()))

    def _milestone_at(self, here: SitePath, at: CutState, each: Milestone) -> course_shapes.MilestoneAtCut:
        documents = {"documento": api_paths.cut(self._plan, at.cut), "pagina": router.board_at(self._plan, at.cut)}
        return course_shapes.MilestoneAtCut(
            corte=at.cut.id,
            fecha=at.cut.date,
            avance=self._data.find(course_shapes.Update, at.cut.id, each.id),
            mediciones=self._data.measurements(at.cut, each),
            verificacion=self._data.find(course_shapes.Check, at.cut.id, each.id),
            cifras=self._data.milestone_figures(at.cut, each),
            erratas=self._data.errata_on.get((at.cut.id, each.id), ()),
            enlaces=self._addresses.named(here, **documents),
        )

    def cuts(self) -> course_shapes.CutList:
        """Returns the cuts with the plan's figures and their seals."""
        here = api_paths.cuts(self._plan)
        return course_shapes.CutList(
            *self._head,
            cortes=tuple(self._listed_cut(here, each.cut) for each in self._history.course),
            enlaces=self._own_links(here, pagina=router.board(self._plan)),
        )

    def _listed_cut(self, here: SitePath, cut: ReportingPeriod) -> course_shapes.ListedCut:
        seal = self._plan.seals.get(cut.id)
        documents = {"documento": api_paths.cut(self._plan, cut), "pagina": router.board_at(self._plan, cut)}
        return course_shapes.ListedCut(
            fila=self._data.row(course_shapes.ListedCut, cut.id),
            cifras=self._data.plan_figures(cut),
            sello=seal.digest if seal else None,
            enlaces=self._addresses.named(here, **documents),
        )

    def cut(self, changes: CutChanges, told: Told) -> course_shapes.CutDocument:
        """Returns a cut: figures, milestones, changes, errata, files and seal; `told` are the last reports up to it."""
        at, plan = changes.at, self._plan
        here, files = api_paths.cut(plan, at.cut), self._data.archives[at.cut.id]
        links = {"cortes": api_paths.cuts(plan), "pagina": router.board_at(plan, at.cut)}
        return course_shapes.CutDocument(
            *self._head,
            corte=self._data.row(course_shapes.Cut, at.cut.id),
            cifras=self._data.plan_figures(at.cut),
            compromisos=tuple(self._commitment_at(here, at, each, told) for each in at.plan.commitments),
            actividades=tuple(standing(at, each, told.get(each.milestone.id)) for each in at.states),
            cambios=tuple(self._change(here, each) for each in changes.changes if not each.after.is_own),
            cambios_de_compromisos=tuple(self._own_change(here, each) for each in changes.changes if each.after.is_own),
            modificaciones=self._data.modifications(changes.modifications),
            erratas=self._data.errata_of.get(at.cut.id, ()),
            sello=self._seal(here, at.cut, plan.seals.get(at.cut.id)),
            archivos=tuple(self._file(here, at.cut, name, data) for name, data in files.items()),
            enlaces=self._own_links(here, **links),
        )

    def _commitment_at(
        self, here: SitePath, at: CutState, each: Commitment, told: Told
    ) -> course_shapes.CommitmentAtCut:
        own = at.own.get(each.id)
        return course_shapes.CommitmentAtCut(
            self._data.row(course_shapes.CommitmentAtCut, each.id),
            each.short_title or each.title,
            self._data.commitment_figures(at.cut, each),
            named_documents(own_documents(at, each)),
            standing(at, own, told.get(own.key)) if own else None,
            self._addresses.named(here, documento=api_paths.commitment(self._plan, each)),
        )

    def _change(self, here: SitePath, change: Change) -> course_shapes.Change:
        milestone = change.after.milestone
        return course_shapes.Change(
            tipo=change.kind,
            actividad=milestone.id,
            compromiso=milestone.commitment,
            ahora=reported(change.after),
            antes=reported(change.before),
            reprogramacion=self._data.rescheduling(change.rescheduling) if change.rescheduling else None,
            enlaces=self._addresses.named(here, documento=api_paths.milestone(self._plan, milestone)),
        )

    def _own_change(self, here: SitePath, change: Change) -> course_shapes.OwnChange:
        commitment = self._plan.index.commitments[change.after.milestone.commitment]
        return course_shapes.OwnChange(
            tipo=change.kind,
            compromiso=commitment.id,
            ahora=reported(change.after),
            antes=reported(change.before),
            enlaces=self._addresses.named(here, documento=api_paths.commitment(self._plan, commitment)),
        )

    def _seal(self, here: SitePath, cut: ReportingPeriod, seal: Seal | None) -> course_shapes.Seal | None:
        if seal is None:
            return None
        links = self._addresses.named(here, sumas=router.cut_file(self._plan, cut, SUMS))
        stamp = self._stamp(here, cut, seal.stamp) if seal.stamp else None
        return course_shapes.Seal(seal.digest, seal.previous or None, stamp, links)

    def _stamp(self, here: SitePath, cut: ReportingPeriod, stamp: TimeStamp) -> course_shapes.TimeStamp:
        reply, certificates = (router.cut_file(self._plan, cut, name) for name in BESIDE)
        links = self._addresses.named(here, respuesta=reply, certificados=certificates)
        return course_shapes.TimeStamp(stamp.authority, f"{stamp.time:%Y-%m-%dT%H:%M:%SZ}", links)

    def _file(self, here: SitePath, cut: ReportingPeriod, name: str, data: Content) -> course_shapes.ArchivedFile:
        links = self._addresses.named(here, archivo=router.cut_file(self._plan, cut, name))
        return course_shapes.ArchivedFile(name, size_of(data), links)

    def evidence_list(self) -> course_shapes.EvidenceList:
        """Returns the list of documents."""
        here = api_paths.evidence_list(self._plan)
        return course_shapes.EvidenceList(
            *self._head,
            evidencias=self._documents(here, self._plan.evidence),
            enlaces=self._own_links(here, pagina=router.evidence_list(self._plan)),
        )

    def evidence(self, each: Evidence) -> course_shapes.EvidenceDocument:
        """Returns the data of a document, and links to it."""
        plan, here = self._plan, api_paths.evidence(self._plan, each)
        file = {"archivo": router.evidence_file(plan, each)} if plan.keeps(each) else {}
        pages = {"evidencias": api_paths.evidence_list(plan), "pagina": router.evidence(plan, each), **file}
        commitments = ((key, api_paths.commitment(plan, plan.index.commitments[key])) for key in each.commitments)
        milestones = ((key, api_paths.milestone(plan, plan.index.milestones[key])) for key in each.milestones)
        return course_shapes.EvidenceDocument(
            *self._head,
            evidencia=self._data.row(course_shapes.Evidence, each.id),
            prueba=bearing(plan, each),
            compromisos=self._references(here, commitments),
            actividades=self._references(here, milestones),
            afirmaciones=self._data.claims(TableName.EVIDENCE, each.id),
            enlaces=self._own_links(here, **pages),
        )

    def _references(self, here: SitePath, named: Iterable[tuple[str, SitePath]]) -> tuple[course_shapes.Reference, ...]:
        return tuple(course_shapes.Reference(key, self._addresses.named(here, documento=path)) for key, path in named)

    def figures(self) -> course_shapes.FigureSeries:
        """Returns the plan's figures at every cut."""
        here = api_paths.figures(self._plan)
        return course_shapes.FigureSeries(
            *self._head,
            cortes=tuple(self._figures_at(here, each.cut) for each in self._history.course),
            enlaces=self._own_links(here),
        )

    def _figures_at(self, here: SitePath, cut: ReportingPeriod) -> course_shapes.FiguresAtCut:
        figures = self._data.row(plan_shapes.Figures, cut.id, FigureLevel.PLAN, self._plan.id)
        document = api_paths.cut(self._plan, cut)
        return course_shapes.FiguresAtCut(cut.id, cut.date, figures, self._addresses.named(here, documento=document))

    def tables(self) -> course_shapes.TableList:
        """Returns the tables and links to their files."""
        here = api_paths.tables(self._plan)
        links = {"pagina": router.catalogue(self._plan), "paquete": router.download(self._plan, DESCRIPTOR.name)}
        return course_shapes.TableList(
            *self._head,
            tablas=tuple(self._table(here, each) for each in self._datasets),
            enlaces=self._own_links(here, **links),
        )

    def _table(self, here: SitePath, each: Dataset) -> course_shapes.Table:
        schema = each.table.schema
        files = {file.format.key: file.path for file in each.files}
        if each.table.name in OF_THE_PROFILE:
            files["esquema"] = api_paths.row_schema(each.table.name)
        return course_shapes.Table(
            nombre=each.table.name,
            titulo=schema.title,
            descripcion=schema.description,
            filas=len(each.table.rows),
            columnas=len(schema.columns),
            enlaces=self._addresses.named(here, pagina=router.table(self._plan, each.table.name), **files),
        )
