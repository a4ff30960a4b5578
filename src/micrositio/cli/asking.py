"""What a command needs to know: given as an option, or asked on a terminal; otherwise a fault naming the option."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from micrositio.cli.command import Given, Misread
from micrositio.cli.console.terminal import YES, answered, is_attended, say, translate
from micrositio.model.dates import parse_day
from micrositio.profile.schemas import SLUG

_ = translate
_TRIES = 3
"""How many times a question is asked again after an answer that cannot be used."""
Read = Callable[[str], str]
"""Returns an answer as it is used; raises `Misread` with the reason if it cannot be."""


class Question(NamedTuple):
    """Something to know: the option that tells it, what is asked, how the answer is read, and the usual answer.

    `usual` is proposed on a terminal, and taken without one; None where an answer is needed, "" where it is not.
    `proposed` is only proposed: a person has to say it.
    """

    option: str
    words: str
    read: Read = str.strip
    usual: str | None = None
    proposed: str = ""

    @property
    def asked(self) -> str:
        """The question with what is proposed."""
        return f"{self.words} {_('Parece: {proposed}').format(proposed=self.proposed)}" if self.proposed else self.words


class Answers:
    """The answers to questions, and the faults of those that could not be had."""

    def __init__(self, options: Given) -> None:
        """Takes the options as they were given."""
        self._options = options
        self.faults: list[str] = []

    def of(self, question: Question) -> str:
        """Returns the answer to a question, "" with a fault if there is none."""
        given = getattr(self._options, question.option.lstrip("-").replace("-", "_"), None)
        if given is not None:
            return self._read(question, str(given)) or ""
        if is_attended():
            return self._asked(question)
        if question.usual is None:
            self.faults.append(_("falta {option} ({question})").format(option=question.option, question=question.asked))
        return question.usual or ""

    def _asked(self, question: Question) -> str:
        hint = f" [{question.usual}]" if question.usual else ""
        for _try in range(_TRIES):
            said = answered(f"{question.asked}{hint}:") or question.usual
            if said == "" and question.usual == "":
                return ""
            before = len(self.faults)
            if said and (answer := self._read(question, said)) is not None:
                return answer
            for fault in self.faults[before:]:
                say(fault)
            del self.faults[before:]
        self.faults.append(_("falta {option} ({question})").format(option=question.option, question=question.asked))
        return ""

    def _read(self, question: Question, text: str) -> str | None:
        try:
            return question.read(text)
        except Misread as fault:
            self.faults.append(f"{question.option}: {fault}")
            return None


def worded(text: str) -> str:
    """Returns an answer in one line; raises `Misread` if it says nothing."""
    if not text.strip():
        raise Misread(_("está vacío"))
    return " ".join(text.split())


def day(text: str) -> str:
    """Returns an answer that is a day; raises `Misread` if it is not AAAA-MM-DD."""
    try:
        return str(parse_day(text.strip()))
    except ValueError as error:
        raise Misread(_("«{value}» no es una fecha AAAA-MM-DD").format(value=text)) from error


def slug(text: str) -> str:
    """Returns an answer that is a key; raises `Misread` if it is not."""
    if not re.fullmatch(SLUG, text.strip()):
        raise Misread(_("«{value}» no es una clave: use minúsculas sin acento, números y guiones").format(value=text))
    return text.strip()


def one_of(choices: Sequence[str]) -> Read:
    """Returns the reading of an answer that must be one of some words."""

    def read(text: str) -> str:
        if text.strip() not in choices:
            raise Misread(_("«{value}» no es de {choices}").format(value=text, choices=", ".join(choices)))
        return text.strip()

    return read


def confirmed(question: str, is_given: bool) -> bool:
    """Returns whether to go on: if the option that says so was given, or the person at the terminal says yes."""
    return is_given or (is_attended() and answered(f"{question} [no]").lower() in YES)
