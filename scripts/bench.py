"""Measures seconds and peak memory of each build stage, for synthetic sites. Each size runs in a process of its own."""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from sitio_grande import make_site  # noqa: E402


def measure(commitments: int) -> None:
    """Builds one synthetic site and prints a line per stage."""
    from micrositio.pipeline.builder import Options, build_site
    from micrositio.pipeline.publisher import exclusive, publish
    from micrositio.pipeline.stages import Stage
    from micrositio.problems.problem import Format, formatted

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        make_site(folder / "sitio", commitments)
        stages: dict[str, float] = {}
        last, since = "", time.perf_counter()

        def report(named: Stage | str, done: int = 0, of: int = 0) -> None:
            stage = named.value if isinstance(named, Stage) else named
            nonlocal last, since
            now = time.perf_counter()
            if last:
                stages[last] = stages.get(last, 0.0) + now - since
            if stage != last and last:
                line(commitments, last, stages[last])
            last, since = stage, now

        site, problems = build_site(Options(folder / "sitio", (ROOT / "themes",)), report)
        if site is None:
            sys.exit("\n".join(formatted((each for each in problems if each.is_error), Format.TEXT, str)))
        report("Publicando")
        with exclusive(folder / "output"):
            publish(site, folder / "output")
        report("fin")
        size = sum(path.stat().st_size for path in (folder / "output").rglob("*") if path.is_file())
        line(commitments, "total", sum(stages.values()), f"{len(site)} archivos, {size / 1e6:.1f} MB")


def line(commitments: int, stage: str, seconds: float, note: str = "") -> None:
    """Prints one line: number of commitments, stage, seconds, peak memory of the process so far in MB, and a note."""
    scale = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale / 1e6
    print(f"{commitments:>6}  {stage:<22} {seconds:>8.2f} s  {peak:>7.0f} MB  {note}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--uno"]:
        measure(int(sys.argv[2]))
    else:
        print("     N  etapa                    tiempo    memoria")
        for size in sys.argv[1:] or ("3", "100", "1000"):
            subprocess.run([sys.executable, __file__, "--uno", size], check=True)
