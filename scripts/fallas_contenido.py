"""Rows of `scripts/fallas` on texts: none of them runs in what is published, and none is a formula."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

from copias import Trials, sound
from malformed.case import base_files
from sondas import Spot, formulas, planted, running, shapes, spots, unread
from support import ROOT, write_files

PROBES = (
    "<script>sonda()</script>",
    "<img src=x onerror=sonda()>",
    '"><svg onload=sonda()>',
    "' onmouseover='sonda()' x='",
    '" autofocus onfocus="sonda()" x="',
    "</title></textarea></style></noscript><script>sonda()</script>",
    "</script><script>sonda()</script>",
    "<!--<script>sonda()",
    "--><script>sonda()</script>",
    "]]><script>sonda()</script>",
    "javascript:sonda()",
    "[x](javascript:sonda())",
    "[x](java&#115;cript:sonda())",
    "[x](data:text/html,<script>sonda()</script>)",
    '![x](x" onerror="sonda())',
    '<a href="javascript:sonda()">x</a>',
    "{{ sonda() }} {% include 'sonda' %} ${sonda} <%= sonda %>",
    "&lt;script&gt;sonda()&lt;/script&gt;",
    '<iframe srcdoc="<script>sonda()</script>">',
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=sonda()&gt;'>",
    "<base href=//sonda.example><meta http-equiv=refresh content=0;url=//sonda.example>",
    "<form action=//sonda.example><button formaction=javascript:sonda()>x",
    "\\u003cscript\\u003esonda()\\u003c/script\\u003e",
    "x\nEND:VEVENT\nBEGIN:VALARM\nSONDA:1",
    "x;SONDA=1:y\\nATTACH:sonda",
    "＜script＞sonda()＜/script＞",
    "<x-sonda onclick=sonda()>sonda",
    "'; sonda(); // */ sonda() /* \"",
    '<https://sonda.example/"onclick=sonda()> <javascript:sonda()>',
    "{: onclick=sonda() } [x]{onclick=sonda()}",
)
FORMULAS = (
    "=1+1",
    "+1+1",
    "-x",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "=cmd|' /C calc'!A1",
    "-1+1",
    " =1+1",
    "＝1+1",
    "\u200b=1+1",
)
Look = Callable[[Path], Iterator[str]]
SITES = ("", "tests/sites/minimo", "tests/sites/costa-rica", "tests/sites/seis-pasos", "tests/sites/tres-tablas")


def xss(folder: Path) -> Trials:
    """Yields, for each probe, the site with it after the text of every place that takes one."""
    clean = _built(write_files(folder / "limpio", base_files()), folder)
    known = shapes(clean)
    free = cache(partial(_free, folder))
    yield "ninguna", lambda: _first(running(clean, known))
    for probe in PROBES:
        yield (
            repr(probe)[1:-1],
            partial(_tried, folder, partial(_after, probe), free, partial(running, clean=known)),
        )


def formulas_in_all(folder: Path) -> Trials:
    """Yields each site of the repository, and the small one with a formula in the place of every text."""
    for site in SITES:
        yield site or "el de este repositorio", partial(_in_site, ROOT / site, folder)
    free = cache(partial(_free, folder))
    for formula in FORMULAS:
        yield (
            f"en cada lugar: {formula!r}",
            partial(_tried, folder, partial(_instead, formula), free, _wrong),
        )


def _free(folder: Path) -> tuple[Spot, ...]:
    """Returns the places that take any text: not one of a list, nor a key."""
    return planted(Path(tempfile.mkdtemp(dir=folder)), lambda text: f"{text} sonda", spots()).accepted


def _after(probe: str, text: str) -> str:
    return f"{text} {probe}"


def _instead(probe: str, _text: str) -> str:
    return probe


def _in_site(site: Path, folder: Path) -> str:
    return _first(_wrong(_built(site, folder)))


def _wrong(output: Path) -> Iterator[str]:
    yield from formulas(output)
    yield from unread(output)


def _first(faults: Iterator[str]) -> str:
    return next(faults, "")


def _built(site: Path, folder: Path) -> Path:
    """Returns where a sound site is published."""
    own = Path(tempfile.mkdtemp(dir=folder))
    sound(["build", "--site", site, "--output", own / "output", "--procesos", "1"], folder)
    return own / "output"


def _tried(
    folder: Path,
    changed: Callable[[str], str],
    free: Callable[[], tuple[Spot, ...]],
    look: Callable[[Path], Iterator[str]],
) -> str:
    """Returns the first fault of the site with each text changed, built where it is accepted."""
    within = free()
    found = planted(Path(tempfile.mkdtemp(dir=folder)), changed, within)
    print(f"{len(found.accepted):>4} de {len(within)} lugares lo publican", end="  ", flush=True)
    return found.fault or _first(look(found.output))
