"""Row of `scripts/fallas` on environments: wherever the program runs, it publishes the same bytes."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from copias import Trials, nothing
from support import MINIMAL, ROOT, command, digests, environment, make_site

ARGUMENTS = ("build", "--procesos", "1", "--sin-cache")
RUN = "sys.argv = sys.argv[1:]; import runpy; runpy.run_path(sys.argv[0], run_name='__main__')"
HIDDEN = """
import ctypes, os, sys, zipfile
sys.modules["fcntl"] = None
for name in [each for each in vars(os) if each.startswith("EX_")] + ["sync"]:
    delattr(os, name)
real = ctypes.CDLL
def library(name, *rest, **more):
    if name is None:
        raise TypeError("bad argument type for built-in operation")
    return real(name, *rest, **more)
ctypes.CDLL = library
import signal
del signal.SIGHUP
init = zipfile.ZipInfo.__init__
def made(self, *given, **more):
    init(self, *given, **more)
    self.create_system = 0
zipfile.ZipInfo.__init__ = made
"""
"""Hides from the command what Windows lacks."""
HOMELESS = "import sys, pwd; pwd.getpwuid = lambda number: (_ for _ in ()).throw(KeyError(number))"
CLOCK = "import sys, time; was = time.time; time.time = lambda: was() + 4e8"
VARIABLES: Mapping[str, Mapping[str, str]] = {
    "LANG=C": {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "terminal en ASCII": {"PYTHONIOENCODING": "ascii", "LC_ALL": "POSIX"},
    "idioma turco": {"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"},
    "TZ a +14": {"TZ": "Pacific/Kiritimati"},
    "TZ a −12": {"TZ": "Etc/GMT+12"},
    "TZ que no existe": {"TZ": "Nada/Nunca"},
    **{f"PYTHONHASHSEED={each}": {"PYTHONHASHSEED": each} for each in ("0", "1", "42")},
    "Python sin assert": {"PYTHONOPTIMIZE": "1"},
    "Python sin docstrings": {"PYTHONOPTIMIZE": "2"},
    "Python en modo de desarrollo": {"PYTHONDEVMODE": "1"},
    "SOURCE_DATE_EPOCH": {"SOURCE_DATE_EPOCH": "1"},
    "terminal de una columna": {"COLUMNS": "1", "LINES": "1", "TERM": "dumb", "NO_COLOR": "1"},
    "carpeta temporal que no existe": {"TMPDIR": "/no/existe", "TEMP": "/no/existe", "TMP": "/no/existe"},
    "PATH vacío": {"PATH": ""},
    "HOME que no existe": {"HOME": "/no/existe"},
    "HOME vacío": {"HOME": ""},
    "XDG que no existe": {"XDG_CACHE_HOME": "/no/existe", "XDG_CONFIG_HOME": "/no/existe"},
}
MASKS = (0o000, 0o027, 0o077, 0o177, 0o777)
CLOSED = ((0,), (1,), (2,), (0, 1, 2))
LIMITS = {"64 archivos abiertos": (resource.RLIMIT_NOFILE, 64), "2 MB de pila": (resource.RLIMIT_STACK, 2 << 20)}
FOLDERS = ("con espacio", "ñandú", "nin\u0303a", "😀", "a'b\"c", "$HOME", "-x", "a\nb", "%41", "a;b&c", "a,b:c")


def entornos(folder: Path) -> Trials:
    """Yields each environment, in which the small site must be published with the bytes of any other."""
    same = Same(folder)
    for name, variables in VARIABLES.items():
        yield name, partial(same.fault, env=variables)
    for mask in MASKS:
        yield f"umask {mask:03o}", partial(same.fault, before=partial(os.umask, mask))
    for closed in CLOSED:
        yield f"sin entradas {closed}", partial(same.fault, before=partial(_close, closed))
    for name, (limit, most) in LIMITS.items():
        yield name, partial(same.fault, before=partial(resource.setrlimit, limit, (most, most)))
    yield "sin HOME ni usuario", partial(same.fault, HOMELESS, without=("HOME", "USER", "LOGNAME"))
    yield "el reloj doce años adelante", lambda: same.fault(CLOCK)
    yield "sin lo que no tiene Windows", lambda: same.fault(HIDDEN) or same.fault(HIDDEN)
    yield "sin lo que no tiene Windows: --help y check", lambda: same.asked(HIDDEN)
    for count in ("2", "4"):
        yield f"{count} procesos", partial(same.fault, more=("--procesos", count))
    for name in FOLDERS:
        yield f"en una carpeta llamada {name!r}", partial(same.in_folder, name)
    yield "archivos escritos al revés y de otra fecha", lambda: same.reversed()
    yield "otra carpeta de trabajo, con rutas relativas", lambda: same.relative()
    yield "la carpeta de trabajo ya no existe", lambda: same.without_folder()
    yield "un clon con core.autocrlf=true", lambda: cloned(folder / "clones")


def _close(streams: tuple[int, ...]) -> None:
    for each in streams:
        os.close(each)


class Same:
    """The small site published once, with which each other publication is compared."""

    def __init__(self, folder: Path) -> None:
        """Publishes it in a quiet environment."""
        self.folder, self.site, self.output = folder, make_site(folder / "sitio"), folder / "salida" / "output"
        assert self.fault(is_first=True) == "", "el sitio bueno no lo es"
        self.expected = digests(self.output)

    def fault(
        self, code: str = "", *, env: Mapping[str, str] | None = None, without: tuple[str, ...] = (),
        before: Callable[[], object] = nothing, more: tuple[str, ...] = (), site: Path | None = None,
        cwd: Path = ROOT, is_first: bool = False,
    ) -> str:  # fmt: skip
        """Returns what is wrong with a build in an environment, "" if nothing; `code` runs before the command."""
        shutil.rmtree(self.output.parent, ignore_errors=True)
        given: tuple[str | Path, ...] = (*ARGUMENTS, *more, "--site", site or self.site, "--output", self.output)
        ended = self._run(code, given, env, without, before, cwd)
        if ended.returncode or "Traceback" in ended.stderr:
            return f"termina con {ended.returncode}: {ended.stderr[-300:]}"
        return "" if is_first or digests(self.output) == self.expected else "no son los mismos bytes"

    def _run(
        self, code: str, arguments: tuple[str | Path, ...], env: Mapping[str, str] | None = None,
        without: tuple[str, ...] = (), before: Callable[[], object] = nothing, cwd: Path = ROOT,
    ) -> subprocess.CompletedProcess[str]:  # fmt: skip
        python, *rest = command(*arguments)
        whole = [python, "-c", f"import sys\n{code}\n{RUN}", *rest] if code else [python, *rest]
        kept = {key: value for key, value in environment(env).items() if key not in without}
        return subprocess.run(
            whole, env=kept, cwd=cwd, preexec_fn=before, check=False, timeout=300,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace",
        )  # fmt: skip

    def asked(self, code: str) -> str:
        """Returns what is wrong with the help and the check of the site in an environment."""
        asked = (("--help",), ("check", "--site", self.site))
        return next((ended.stderr for each in asked if (ended := self._run(code, each)).returncode), "")

    def in_folder(self, name: str) -> str:
        """Returns what is wrong with the build of the site in a folder of that name."""
        return self.fault(site=make_site(self.folder / name / "sitio"))

    def reversed(self) -> str:
        """Returns what is wrong with the build of a copy whose files are written in the opposite order, long ago."""
        copy = self.folder / "al-reves"
        for path in sorted((each for each in self.site.rglob("*") if each.is_file()), reverse=True):
            target = copy / path.relative_to(self.site)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
            os.utime(target, (1, 1))
        return self.fault(site=copy)

    def relative(self) -> str:
        """Returns what is wrong with a build from another working folder."""
        return self.fault(site=Path("sitio"), cwd=self.folder)

    def without_folder(self) -> str:
        """Returns what is wrong with the words of a build whose working folder is no more."""
        gone = self.folder / "ida"
        gone.mkdir()
        ended = self._run("", (*ARGUMENTS, "--site", self.site), before=gone.rmdir, cwd=gone)
        is_told = ended.returncode in (0, 2) and "Traceback" not in ended.stderr
        return "" if is_told and len(ended.stderr.splitlines()) == 1 else f"{ended.returncode}: {ended.stderr[-300:]}"


def cloned(folder: Path) -> str:
    """Returns what is wrong with the site of a clone with the line ends of Windows, "" if it has the same bytes.

    The clones are of the program too, as it stands: each builds its copy of the small site.
    """
    first, outputs = folder / "primero", []
    skipped = shutil.ignore_patterns("__pycache__", ".*cache", "node_modules", "sites")
    for each in ("src", "themes", "scripts"):
        shutil.copytree(ROOT / each, first / each, ignore=skipped)
    for each in ("build.py", "pyproject.toml", ".gitattributes"):
        shutil.copy(ROOT / each, first)
    shutil.copytree(MINIMAL, first / "sitio")
    names = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    for arguments in (("init", "-q"), ("add", "-A", "-f"), ("commit", "-qm", "x")):
        subprocess.run(["git", *names, *arguments], cwd=first, check=True, capture_output=True)
    for ends in ("false", "true"):
        clone = folder / f"autocrlf-{ends}"
        asked = ["git", "clone", "-q", "-c", f"core.autocrlf={ends}", str(first), str(clone)]
        subprocess.run(asked, check=True, capture_output=True)
        ended = subprocess.run(
            [sys.executable, "build.py", *ARGUMENTS, "--site", "sitio", "--output", "output"], cwd=clone,
            env=environment({"PYTHONPATH": str(clone / "src")}), capture_output=True, text=True, check=False,
        )  # fmt: skip
        if ended.returncode:
            return f"autocrlf={ends}: {ended.stdout[-300:]}{ended.stderr[-300:]}"
        outputs.append(digests(clone / "output"))
    return "" if outputs[0] == outputs[1] else "no son los mismos bytes"
