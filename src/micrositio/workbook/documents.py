"""The sheet of documents: each file goes to the folder of its commitment, with its entry at the end of the manifest."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any

from micrositio.editing.meanings import folded
from micrositio.editing.new_evidence import free
from micrositio.formats.yaml_document import Marked, write_yaml
from micrositio.model.plan import ActionPlan
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem, problem
from micrositio.profile.plan_descriptor import first_words
from micrositio.sources.disk import MAXIMUM_DOCUMENT
from micrositio.sources.loader import DESCRIPTOR, EVIDENCE
from micrositio.sources.tree import EvidenceFolder
from micrositio.workbook.additions import NewMeeting
from micrositio.workbook.answers import Answer, Answers
from micrositio.workbook.draft import Draft
from micrositio.workbook.layout import OWN_MEETING

_TARGETS = ("actividad", "compromiso", "sesion", "paso")
_FIELDS = {"title": "titulo", "path": "archivo"}
"""The field of the sheet for the keys of an entry that have another name."""
_KEYS = {field: key for key, field in _FIELDS.items()}
_MEETINGS_FOLDER, _STEPS_FOLDER = "sesiones", "proceso"


class Documents:
    """The documents of a delivery, each with the id that it has or gets; `files` are the candidates by name."""

    def __init__(
        self, draft: Draft, plan: ActionPlan, meetings: Sequence[NewMeeting], files: Mapping[str, Path]
    ) -> None:
        """Begins with the documents of the plan."""
        self.draft, self.plan, self.meetings, self.files = draft, plan, meetings, files
        self.named: set[str] = set()
        self._ids: dict[str, str] = {}
        self._taken = {each.id for each in plan.evidence}
        self._added: dict[str, list[Mapping[str, Any]]] = {}

    def id_of(self, name: str) -> str:
        """Returns the id of the document that a cell names: by its file here or, as it stands, by its id."""
        return self._ids.get(folded(name), name)

    def add(self, sheet: Answers, problems: list[Problem]) -> None:
        """Adds the documents of the sheet; one whose bytes or address some manifest has is the plan's already."""
        for answer in sheet.rows:
            path = self._file(answer)
            if path is None and answer["archivo"]:
                problems.append(problem(Kind.BOOK_FILE, answer.place("archivo"), name=answer["archivo"]))
                continue
            if path and path.stat().st_size > MAXIMUM_DOCUMENT:
                limit = f"{MAXIMUM_DOCUMENT // 1_000_000} MB"
                problems.append(problem(Kind.BOOK_LIMITS, answer.place("archivo"), limit=limit))
                continue
            self._add(sheet, answer, path, problems)

    def _file(self, answer: Answer) -> Path | None:
        """Returns the file that a row names: as it is written, or the only one that differs in case or accents."""
        name = answer["archivo"]
        alike = [each for each in self.files if name and folded(each) == folded(name)]
        found = name if name in self.files else alike[0] if len(alike) == 1 else ""
        self.named |= {found}
        return self.files.get(found)

    def _add(self, sheet: Answers, answer: Answer, path: Path | None, problems: list[Problem]) -> None:
        data = path.read_bytes() if path else b""
        entry = {"hash": f"sha256:{hashlib.sha256(data).hexdigest()}"} if path else {"enlace": answer["enlace"]}
        known, file = self._known(entry)
        stem = first_words(PurePath(answer["archivo"]).stem or answer["titulo"]) or "documento"
        name = known["name"] if known else free(stem, self._taken)
        self._taken.add(name)
        self._ids |= {folded(answer["archivo"]): name} if path else {}
        if known:
            problems += self._unsaid(sheet, answer, known, file)
            return
        folder = self._folder(answer)
        values: dict[str, Any] = {"name": name, "title": answer["titulo"]}
        if path:
            values |= {"path": self._name(folder, answer["archivo"]), "bytes": len(data), **entry}
            file = f"{self._place(folder)}/{values['path']}"
            self.draft.documents[file] = path
            self.draft.tell(file, answer.place("archivo"))
        values |= {each: self._value(answer, each) for each in answer.texts if each not in ("archivo", "titulo")}
        self._write(folder, answer, {key: value for key, value in values.items() if value not in ("", [])})
        self.draft.counts["documents"] += 1

    def _known(self, entry: Mapping[str, str]) -> tuple[Mapping[str, Any] | None, str]:
        """Returns the entry of some manifest with the same bytes or the same address, or None, and the manifest."""
        [(key, value)] = entry.items()
        listed = ((each, folder.name) for folder in self.draft.source.evidence for each in _resources(folder))
        added = ((each, folder) for folder, entries in self._added.items() for each in entries)
        found = ((each, self._manifest(name)) for each, name in (*listed, *added) if value and each.get(key) == value)
        return next(found, (None, ""))

    def _unsaid(self, sheet: Answers, answer: Answer, known: Mapping[str, Any], file: str) -> Iterator[Problem]:
        """Yields one problem if a row says more than the entry that its document has, or something else."""
        other = [
            field for field in sheet.layout.open_fields
            if field.type != "archivo" and answer[field.name]
            and _listed(self._value(answer, field.name)) != _listed(known.get(_KEYS.get(field.name, field.name), ""))
        ]  # fmt: skip
        if other:
            fields = ", ".join(f"«{each.title}»" for each in other)
            place = answer.place(other[0].name)
            yield problem(Kind.BOOK_KNOWN, place, fields=fields, name=known["name"], file=file)

    def _value(self, answer: Answer, name: str) -> str | list[str]:
        text = answer[name]
        if name not in _TARGETS:
            return text
        own = self.meetings[0].id if len(self.meetings) == 1 else ""
        values = [own if each == OWN_MEETING else each for each in text.split(";")]
        return values if len(values) > 1 else values[0]

    def _folder(self, answer: Answer) -> str:
        """Returns the folder with most documents of the same commitment, or of meetings or steps; else a new one."""
        milestones = self.plan.index.milestones
        named = {milestones[each].commitment for each in answer["actividad"].split(";") if each in milestones}
        whose = named | {each for each in answer["compromiso"].split(";") if each}
        if not whose:
            stem = _MEETINGS_FOLDER if answer["sesion"] else _STEPS_FOLDER
            key = "sesion" if answer["sesion"] else "paso"
            counted = Counter(
                folder.name for folder in self.draft.source.evidence for each in _resources(folder) if key in each
            )
            return counted.most_common(1)[0][0] if counted else stem
        counted = Counter(
            each.folder for each in self.plan.evidence
            if whose & {*each.commitments, *(milestones[m].commitment for m in each.milestones if m in milestones)}
        )  # fmt: skip
        return counted.most_common(1)[0][0] if counted else min(whose)

    def _place(self, folder: str) -> str:
        return f"{self.draft.source.folder}/{EVIDENCE}/{folder}"

    def _manifest(self, folder: str) -> str:
        return f"{self._place(folder)}/{DESCRIPTOR}"

    def _name(self, folder: str, file: str) -> str:
        """Returns the name of a document in its folder: without accents, spaces or capitals, and not taken."""
        plain = PurePath(file)
        taken = {PurePath(each).stem for name in self.draft.documents if (each := name.removeprefix(
            f"{self._place(folder)}/")) != name}  # fmt: skip
        known = next((each for each in self.draft.source.evidence if each.name == folder), None)
        taken |= {PurePath(each).stem for each in (known.files if known else ())}
        return free(first_words(plain.stem) or "documento", taken) + plain.suffix.lower()

    def _write(self, folder: str, answer: Answer, values: Mapping[str, Any]) -> None:
        """Adds an entry to a manifest, as text, and notes from which cell each of its lines comes."""
        name = self._manifest(folder)
        lines: list[str] = []
        fields: list[str] = []
        for key, value in values.items():
            made = write_yaml({key: value}).decode().splitlines()
            lines += made
            fields += [_FIELDS.get(key, key)] * len(made)
        first = self.draft.list_in(name, lines, begun=write_yaml({"name": folder}).decode() + "resources:\n")
        self._added.setdefault(folder, []).append(values)
        for number, field in enumerate(fields, first):
            cell = answer.place(field if field in answer.columns else "archivo")
            self.draft.tell(name, cell, number)
        for field in answer.columns:
            self.draft.tell(name, answer.place(field), first, field)


def _listed(value: object) -> list[str]:
    return sorted(map(str, value)) if isinstance(value, list) else [str(value)]


def _resources(folder: EvidenceFolder) -> Sequence[Mapping[str, Any]]:
    manifest: Marked | None = folder.manifest
    found = manifest.value.get("resources", ()) if manifest and isinstance(manifest.value, dict) else ()
    return found if isinstance(found, list) else ()
