"""What seems a personal datum and is published all the same, for a reason, until a day: `content/excepciones.yaml`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from micrositio.formats.yaml_document import Marked
from micrositio.model.dates import parse_day
from micrositio.model.plan import ActionPlan
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem, problem
from micrositio.profile.json_schema import descriptor_problems
from micrositio.validation.rules.errata import last_day_told

KEY = "excepciones"
_SOURCES = ("content/", "data/", "themes/")


class Exceptions:
    """The exceptions of a site, and the last day that its data tell, against which they end."""

    def __init__(self, document: Marked | None, plans: Iterable[ActionPlan]) -> None:
        """Reads the exceptions; a file that is not as it must be has none."""
        self.problems = list(descriptor_problems(document, KEY)) if document else []
        self._document = None if self.problems else document
        self._day = max(filter(None, map(last_day_told, plans)), default=date.min)

    def without(self, problems: Iterable[Problem]) -> list[Problem]:
        """Returns the problems that no exception admits, and one for each exception that ended or admits nothing."""
        left = list(problems)
        for number, each in enumerate(self._document.value[KEY] if self._document else ()):
            admitted = [one for one in left if _is_of(one, each)]
            assert self._document is not None
            place = self._document.place(KEY, number)
            left = [one for one in left if one not in admitted]
            if not admitted:
                left.append(problem(Kind.EXCEPTION_IDLE, place, file=each["archivo"], datum=each["dato"]))
            elif parse_day(each["hasta"]) < self._day:
                left.append(problem(Kind.EXCEPTION_OVER, place, until=each["hasta"], day=self._day.isoformat()))
        return left

    def without_pages(self, problems: Iterable[Problem]) -> list[Problem]:
        """Returns the problems of finished files but those of data that an exception admits in some file."""
        admitted = {each["dato"] for each in self._document.value[KEY]} if self._document else set()
        return [
            each
            for each in problems
            if each.place.file.startswith(_SOURCES) or each.details.get("masked") not in admitted
        ]


def _is_of(found: Problem, exception: dict[str, str]) -> bool:
    return found.details.get("masked") == exception["dato"] and found.place.file == exception["archivo"]
