"""Judges the answer of the command to a case of the corpus."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from malformed.case import Case
from orden_fallas import HUNG, Answer

MOST_LINES = 3
_LINE = re.compile(r"(.*?)(?<!\s) ([YTCDRELSP]\d{3})  (aviso: )?(.+ → .+)")
_ENGLISH = re.compile(
    r"Traceback \(|\b(?:the|is not|not a|expected|expecting|unexpected|invalid|could not|cannot|must be|found|while|"
    r"codec|line \d+,? column|NoneType|object has no|undefined|Error:|Exception)\b"
)

WORDS: Mapping[str, str] = {
    "aceptado": "se niega (o avisa, donde basta)",
    "rechazado": "se acepta",
    "no-español": "en español, sin rastros del programa",
    "sin-archivo": "dice el archivo",
    "sin-lugar": "dice la fila y la columna, o el renglón",
    "cascada": f"dice lo mismo en {MOST_LINES} renglones o menos",
    "tocado": "lo publicado queda como estaba, sin sobras",
    "repetido": "no repite el dato personal",
    "costoso": "en 5 segundos y 1 GB",
}
"""What is asked of each case, by the name of its failure."""
ASKED: Mapping[str, Callable[[Case], object]] = {
    "aceptado": lambda case: not case.reason,
    "rechazado": lambda case: case.reason,
    "no-español": lambda case: not case.reason,
    "sin-archivo": lambda case: case.file,
    "sin-lugar": lambda case: case.at,
    "cascada": lambda case: not case.reason,
    "tocado": lambda case: not case.reason,
    "repetido": lambda case: case.secret,
    "costoso": lambda case: True,
}


def faults(case: Case, answer: Answer) -> tuple[str, ...]:
    """Returns the names of what is wrong with an answer, in the order of `WORDS`."""
    accepted = {"rechazado": answer.code != 0, "costoso": answer.is_costly}
    found = accepted if case.reason else _of_a_refusal(case, answer)
    return tuple(each for each in WORDS if found.get(each) and ASKED[each](case))


def _of_a_refusal(case: Case, answer: Answer) -> dict[str, bool]:
    places = [match[1] for line in answer.lines if (match := _LINE.fullmatch(line))]
    wanted = case.file.split("|")
    in_file = [each for each in places if any(_within(each, file) for file in wanted)]
    refused = answer.code == case.code or (case.warns and answer.code == 0 and bool(in_file))
    told = "\n".join((*answer.lines, answer.errors))
    strange = [line for line in answer.lines if not _LINE.fullmatch(line)]
    return {
        "aceptado": not refused,
        "no-español": answer.code in (3, HUNG) or bool(strange and case.file) or bool(_ENGLISH.search(_own(told))),
        "sin-archivo": not in_file,
        "sin-lugar": not any(_within(each, f"{file}:{case.at}") for each in in_file for file in wanted),
        "cascada": len(answer.lines) > MOST_LINES,
        "tocado": not answer.is_untouched,
        "repetido": bool(case.secret) and case.secret.lower() in re.sub(r"[\W_]+", "", told.lower()),
        "costoso": answer.is_costly or answer.code == HUNG,
    }


def _own(told: str) -> str:
    """Returns the words of the messages, without what they quote from the files."""
    return re.sub(r"«[^»]*»", "«»", told)


def _within(place: str, wanted: str) -> bool:
    return place == wanted or place.startswith((f"{wanted}:", f"{wanted}/"))
