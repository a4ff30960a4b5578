"""Measures how the command refuses what is wrong: each table is a function that prints its figures and its failures."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests"), str(ROOT / "scripts")]

from bombas import BOMBS, is_defused  # noqa: E402
from copias import Trials  # noqa: E402
from danos import damaged  # noqa: E402
from fallas_contenido import formulas_in_all, xss  # noqa: E402
from fallas_entornos import entornos  # noqa: E402
from fallas_lugares import salidas  # noqa: E402
from fallas_personales import alarmas, personales  # noqa: E402
from fallas_proceso import dos, senales  # noqa: E402
from fallas_rutas import rutas  # noqa: E402
from malformed.case import Case, base_files  # noqa: E402
from malformed.corpus import PARTS  # noqa: E402
from muertes import CODES, Ending, Yard, spread  # noqa: E402
from mutantes import mutantes  # noqa: E402
from orden_fallas import Answer, Bench  # noqa: E402
from veredicto import ASKED, WORDS, faults  # noqa: E402


def parser() -> argparse.ArgumentParser:
    """Returns the parser of the command."""
    made = argparse.ArgumentParser(prog="scripts/fallas", description="Mide cómo se niega el programa.")
    made.add_argument("tabla", choices=sorted(TABLES), help="qué se mide")
    made.add_argument(
        "--parte", action="append", choices=sorted(PARTS), help="visible, after y good; aside se corre solo al final"
    )
    made.add_argument("--solo", default="", metavar="TEXTO", help="solo los casos cuyo nombre lo lleva")
    made.add_argument(
        "--rapido", action="store_true", help="copia un proceso ya cargado en vez de empezar uno por caso"
    )
    made.add_argument("--limite", type=float, default=60, metavar="S", help="segundos de un caso (60)")
    made.add_argument(
        "--cuantos", type=int, metavar="N", help="cuántos: daños (10000), pasos (300) o mutantes de cada módulo (60)"
    )
    made.add_argument(
        "--azar", type=int, default=0, metavar="N", help="muertes: cuántas en un momento al azar, en vez de por pasos"
    )
    made.add_argument("--desde", type=int, default=0, metavar="N", help="el primer daño (0)")
    made.add_argument("--json", type=Path, metavar="ARCHIVO", help="guarda ahí lo que contestó cada caso")
    return made


def main(arguments: list[str]) -> int:
    """Runs the command; returns 1 if some case is not as it must be."""
    given = parser().parse_args(arguments)
    return TABLES[given.tabla](given)


def corpus(given: argparse.Namespace) -> int:
    """Runs the corpus of malformed inputs, each in a copy of the site; returns 1 if any is not as it must be."""
    failures, records = 0, []
    with tempfile.TemporaryDirectory(prefix="fallas-") as temporary:
        bench = Bench(Path(temporary), given.limite, quick=given.rapido)
        for part in given.parte or ["visible", "after", "good"]:
            answers = {case: bench.run(case) for case in PARTS[part] if given.solo in case.id}
            found = {case: faults(case, answer) for case, answer in answers.items()}
            print("\n".join(summary(part, answers, found)), flush=True)
            failures += sum(map(bool, found.values()))
            records += [record(part, case, answers[case], found[case]) for case in answers]
    if given.json:
        given.json.write_text(json.dumps(records, ensure_ascii=False, indent=1), encoding="utf-8", errors="replace")
    return min(failures, 1)


def summary(part: str, answers: Mapping[Case, Answer], found: Mapping[Case, tuple[str, ...]]) -> Iterator[str]:
    """Yields the figures of a part of the corpus and then each case that is not as it must be."""
    yield f"\n{part}: {len(answers)} casos; {sum(not each for each in found.values())} como deben ser"
    for fault, words in WORDS.items():
        asked = [case for case in answers if ASKED[fault](case)]
        if asked:
            right = sum(fault not in found[case] for case in asked)
            yield f"  {words:<52} {right:>5} de {len(asked):>5}  {right / len(asked):7.1%}"
    for case in (each for each in answers if found[each]):
        yield f"{case.id}  [{', '.join(found[case])}]  {told(answers[case])}"


def told(answer: Answer) -> str:
    """Returns the exit code, what it cost if it was much, and the first line of what was printed."""
    cost = f", {answer.seconds:.1f} s, {answer.megabytes:.0f} MB" if answer.is_costly else ""
    lines = [*answer.lines, *answer.errors.splitlines()[-1:]]
    return f"código {answer.code}{cost}: {lines[0][:200] if lines else ''}"


def record(part: str, case: Case, answer: Answer, found: tuple[str, ...]) -> dict[str, object]:
    """Returns what is kept of a case in the file of `--json`."""
    lines = [line[:300] for line in answer.lines[:5]]
    return {
        "id": case.id, "parte": part, "clase": case.kind, "faltas": found, "codigo": answer.code,
        "renglones": len(answer.lines), "salida": lines, "errores": answer.errors[-600:],
        "segundos": round(answer.seconds, 2), "megabytes": round(answer.megabytes),
        "archivo": case.file, "lugar": case.at,
    }  # fmt: skip


def bombas(given: argparse.Namespace) -> int:
    """Runs each bomb and prints what it cost; returns 1 if any is not refused in time, with few lines."""
    failures = 0
    with tempfile.TemporaryDirectory(prefix="fallas-") as temporary:
        bench = Bench(Path(temporary), given.limite, quick=given.rapido)
        for name, make in BOMBS.items():
            if given.solo in name:
                site = bench.site(base_files())
                make(site)
                answer = bench.answer(site)
                right = is_defused(name, answer)
                failures += not right
                cost = f"{answer.seconds:5.1f} s {answer.megabytes:5.0f} MB {len(answer.lines):3} renglones"
                print(f"{'bien' if right else 'MAL '}  {name:<44} {cost}  {told(answer)[:160]}", flush=True)
    return min(failures, 1)


def danos(given: argparse.Namespace) -> int:
    """Damages the small site `--cuantos` times, builds each through to publishing, and prints those that failed."""
    with tempfile.TemporaryDirectory(prefix="fallas-") as temporary:
        found = damaged(Path(temporary), range(given.desde, given.desde + (given.cuantos or 10_000)))
    for number, made, code, said in found:
        print(f"{number}  {made.file} ({made.how})  código {code}: {said.strip().splitlines()[-1:]}", flush=True)
    print(f"{given.cuantos or 10_000} daños; {len(found)} no terminan en 0 o 1")
    return min(len(found), 1)


def muertes(given: argparse.Namespace) -> int:
    """Kills a build at the steps of publishing, or at random, and prints how many left a broken site or something."""
    if given.azar:
        return _stopped("muertes al azar", Yard.killed_at, lambda yard: range(given.desde, given.desde + given.azar))
    return _stopped("muertes", Yard.killed, partial(_steps, given))


def errores(given: argparse.Namespace) -> int:
    """Has the disk fail at the steps of publishing, with each code in turn, and prints how many did not end well."""
    return _stopped("errores", lambda yard, step: yard.failed(step, CODES[step % len(CODES)]), partial(_steps, given))


def _steps(given: argparse.Namespace, yard: Yard) -> Iterable[int]:
    total = yard.steps()
    print(f"publicar son {total} pasos", flush=True)
    return spread(total, min(given.cuantos or 300, total))


def row(name: str, trials: Callable[[Path], Trials]) -> Callable[[argparse.Namespace], int]:
    """Returns what tries each thing of a row of the matrix and prints it; it returns 1 if any is not as it must be."""

    def tried(given: argparse.Namespace) -> int:
        right = wrong = 0
        with tempfile.TemporaryDirectory(prefix="fallas-") as temporary:
            for what, trial in trials(Path(temporary)):
                if given.solo in what:
                    fault = trial()
                    right, wrong = right + (not fault), wrong + bool(fault)
                    print(f"{'MAL ' if fault else 'bien'}  {what}{fault and f': {fault}'}", flush=True)
        print(f"{name}: {right} de {right + wrong} como deben ser")
        return min(wrong, 1)

    return tried


def _stopped(what: str, end: Callable[[Yard, int], Ending], chosen: Callable[[Yard], Iterable[int]]) -> int:
    with tempfile.TemporaryDirectory(prefix="fallas-") as temporary:
        yard = Yard(Path(temporary))
        ends = [end(yard, number) for number in chosen(yard)]
    wrong = [each for each in ends if each.fault]
    for each in wrong:
        print(f"{each.step}  código {each.code}  {each.fault}: {each.said.strip()[:160]}", flush=True)
    ended = sum(each.code != 0 for each in ends)
    print(f"{what}: {len(ends)}, de las que {ended} no publicaron; {len(ends) - len(wrong)} como deben ser")
    return min(len(wrong), 1)


ROWS: Mapping[str, Callable[[Path], Trials]] = {
    "senales": senales,
    "dos": dos,
    "xss": xss,
    "formulas": formulas_in_all,
    "entornos": entornos,
    "salidas": salidas,
    "rutas": rutas,
}
"""Rows in which each thing is tried in a process of its own, and is as it must be or not."""
TABLES: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "corpus": corpus,
    "bombas": bombas,
    "danos": danos,
    "muertes": muertes,
    "errores": errores,
    "mutantes": mutantes,
    "personales": personales,
    "alarmas": alarmas,
    **{name: row(name, trials) for name, trials in ROWS.items()},
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
