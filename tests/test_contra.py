"""`--contra`: a site is not published over one that promised what it lacks, whatever its own folder says of itself."""

from __future__ import annotations

import contextlib
import functools
import json
import re
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from micrositio.pipeline.builder import build_site
from micrositio.pipeline.options import Against, Options
from micrositio.problems.kinds import Kind
from micrositio.problems.problem import Problem
from micrositio.problems.severity import Told
from micrositio.progress.seal_register import REGISTER
from micrositio.routes import paths as router
from micrositio.sources import published_site
from micrositio.sources.published_site import PublishedSite, read_published_site
from support import PLAN, ROOT, digests, make_site, run

FIRST, SECOND = "2024-03", "2024-06"
ERRATUM = "2024-03,avances,2024-03|agua-2,valor,7,6,Se contó dos veces una fuga.,Jefatura de Calidad,2024-06-15"
SEALED = f"{PLAN}/datos/{REGISTER}"


def seal(root: Path, *cuts: str) -> None:
    for cut in cuts:
        assert run("seal", cut, "--site", root, "--sin-verificar").returncode == 0


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text, path
    path.write_text(text.replace(old, new))


def with_erratum(root: Path) -> None:
    """The sealed figure corrected, with its reason."""
    plan = root / "data" / PLAN
    edit(plan / "avances.csv", "2024-03,agua-2,7,", "2024-03,agua-2,6,")
    (plan / "erratas.csv").write_text(f"corte,tabla,registro,campo,antes,despues,motivo,quien,fecha\n{ERRATUM}\n")
    with (plan / "datapackage.yaml").open("a") as descriptor:
        descriptor.write("  - {name: erratas, path: erratas.csv}\n")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A site with two sealed cuts and an erratum, and what it published."""
    folder = tmp_path_factory.mktemp("primera")
    root = make_site(folder / "sitio")
    seal(root, FIRST, SECOND)
    with_erratum(root)
    assert run("--site", root, "--output", folder / "output").returncode == 0
    return root, folder / "output"


@pytest.fixture
def clone(first: tuple[Path, Path], tmp_path: Path) -> Path:
    """A second copy of the site's folder."""
    return shutil.copytree(first[0], tmp_path / "copia")


@contextlib.contextmanager
def serving(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address of a server on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: Any) -> None:
        pass


def files_of(folder: Path) -> Callable[..., BaseHTTPRequestHandler]:
    return functools.partial(Quiet, directory=str(folder))


def compared(root: Path, where: str | Path, strict: bool = False, **options: Any) -> list[Problem]:
    """What comes of comparing, in this process; the rest of what is said of the site left out."""
    what = Options(root, (ROOT / "themes",), against=Against(where, strict), **options)
    site, problems = build_site(what, lambda *stage: None)
    assert (site is None) == any(each.is_error for each in problems)
    return [each for each in problems if each.kind.code.startswith("P") or (each.is_error)]


def kinds(problems: list[Problem]) -> list[Told]:
    return [each.kind for each in problems]


# The command


def test_the_same_site_is_published_again_and_no_byte_depends_on_it(first: tuple[Path, Path], tmp_path: Path) -> None:
    root, output = first
    with serving(files_of(output)) as address:
        finished = run("--site", root, "--output", tmp_path / "otra", "--contra", address, "--estricto")
    assert (finished.returncode, finished.stdout) == (0, "")
    assert digests(tmp_path / "otra") == digests(output)


def forgotten(root: Path) -> Path:
    """The seals, their register and the errata deleted together; the folder of the plan."""
    plan = root / "data" / PLAN
    shutil.rmtree(plan / "sellos")
    (plan / REGISTER).unlink()
    (plan / "erratas.csv").unlink()
    edit(plan / "datapackage.yaml", "  - {name: erratas, path: erratas.csv}\n", "")
    return plan


def remade(root: Path) -> None:
    """The whole past made again, consistently: another figure, and seals and register that know nothing of the old."""
    edit(forgotten(root) / "avances.csv", "2024-03,agua-2,6,", "2024-03,agua-2,9,")
    seal(root, FIRST, SECOND)


def test_a_past_made_again_in_a_second_clone_is_refused_by_server_and_by_folder(
    first: tuple[Path, Path], clone: Path, tmp_path: Path
) -> None:
    remade(clone)
    alone = run("check", "--site", clone)
    assert (alone.returncode, alone.stdout) == (0, "")
    target = tmp_path / "output"
    with serving(files_of(first[1])) as address:
        finished = run("--site", clone, "--output", target, "--contra", address)
    assert finished.returncode == 1
    assert f"{address}/{SEALED}:1 P106  el sello del corte {FIRST} " in finished.stdout
    assert f"{address}/{SEALED}:2 P106  el sello del corte {SECOND} " in finished.stdout
    assert f"{address}/{PLAN}/datos/erratas.csv:2 P107  " in finished.stdout
    assert re.fullmatch(r"\d+ por corregir\. No se publicó nada\.\n", finished.stderr)
    assert not target.exists()
    checked = run("check", "--site", clone, "--contra", first[1])
    assert checked.returncode == 1
    assert f"{first[1]}/{SEALED}:1 P106  " in checked.stdout


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["check", "--contra", "http://example.org"], "https://"),
        (["check", "--contra", "ftp://example.org"], "https://"),
        (["check", "--contra", "https://ana:clave@example.org"], "usuario o contraseña"),
        (["check", "--contra", "https://example.org/?a=1"], "«?»"),
        (["check", "--contra", "no-existe"], "no hay una carpeta"),
        (["check", "--contra", ""], "o su carpeta"),
        (["check", "--estricto"], "--estricto va con --contra"),
        (["seal", FIRST, "--contra", "."], "--contra es de build y de check"),
    ],
)
def test_wrong_usage_is_told_and_the_password_is_not_repeated(
    arguments: list[str], reason: str, tmp_path: Path
) -> None:
    finished = run(*arguments, "--site", make_site(tmp_path), cwd=tmp_path)
    assert finished.returncode == 2
    assert reason in finished.stderr
    assert "clave" not in finished.stderr
    assert "Traceback" not in finished.stderr


def test_a_server_that_does_not_answer_is_a_warning_and_with_estricto_an_error(tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    warned = run("check", "--site", root, "--contra", address)
    assert warned.returncode == 0
    assert f"{address} P102  aviso: no se comparó con lo publicado" in warned.stdout
    refused = run("--site", root, "--output", tmp_path / "output", "--contra", address, "--estricto")
    assert refused.returncode == 1
    assert f"{address} P102  no se comparó con lo publicado" in refused.stdout
    assert not (tmp_path / "output").exists()
    [told] = json.loads(run("check", "--site", root, "--contra", address, "--estricto", "--format", "json").stdout)
    assert (told["archivo"], told["gravedad"]) == (address, "error")


# What was promised


def test_a_site_that_grew_is_not_refused(first: tuple[Path, Path], clone: Path) -> None:
    plan = clone / "data" / PLAN
    header, row = (plan / "erratas.csv").read_text().splitlines()
    more = (
        f"{row},The same leak was counted twice.,\n2024-03,avances,2024-03|agua-2,valor,6,5,Otra.,Obras,2024-06-20,,\n"
    )
    (plan / "erratas.csv").write_text(f"{header},motivo_en,nota\n{more}")
    edit(plan / "avances.csv", "2024-03,agua-2,6,", "2024-03,agua-2,5,")
    assert compared(clone, first[1]) == []


def test_seals_and_register_deleted_together_are_missed(first: tuple[Path, Path], clone: Path) -> None:
    forgotten(clone)
    gone = [Kind.PUBLISHED_SEAL_GONE, Kind.PUBLISHED_SEAL_GONE, Kind.PUBLISHED_ERRATUM_GONE]
    assert kinds(compared(clone, first[1]))[:3] == gone


def test_the_last_seal_deleted_with_its_line_is_missed(first: tuple[Path, Path], clone: Path) -> None:
    plan = clone / "data" / PLAN
    shutil.rmtree(plan / "sellos" / SECOND)
    (plan / REGISTER).write_text((plan / REGISTER).read_text().splitlines(keepends=True)[0])
    [told] = [each for each in compared(clone, first[1]) if each.kind is Kind.PUBLISHED_SEAL_GONE]
    assert told.details["cut"] == SECOND
    assert str(told.place) == f"{first[1]}/{SEALED}:2"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (ERRATUM + "\n", ""),
        ("Se contó dos veces una fuga.", "Ajuste."),
        ("Jefatura de Calidad", "Otra área"),
        ("2024-06-15", "2024-06-18"),
    ],
)
def test_an_erratum_that_was_published_stays_as_it_was(
    first: tuple[Path, Path], clone: Path, old: str, new: str
) -> None:
    edit(clone / "data" / PLAN / "erratas.csv", old, new)
    if not new:
        edit(clone / "data" / PLAN / "avances.csv", "2024-03,agua-2,6,", "2024-03,agua-2,7,")
    told = [each for each in compared(clone, first[1]) if each.kind is Kind.PUBLISHED_ERRATUM_GONE]
    assert [str(each.place) for each in told] == [f"{first[1]}/{PLAN}/datos/erratas.csv:2"]
    assert told[0].details == {"cut": FIRST, "record": "2024-03|agua-2", "column": "valor"}


def test_an_address_that_was_published_answers_or_is_moved(first: tuple[Path, Path], clone: Path) -> None:
    listed = clone / "content" / "direcciones.txt"
    listed.unlink(missing_ok=True)
    for path in (clone / "content").rglob("2024-04-03-primer-corte.md"):
        path.rename(path.with_name("2024-04-03-otro-nombre.md"))
    told = compared(clone, first[1])
    assert set(kinds(told)) == {Kind.PUBLISHED_ADDRESS_GONE}
    gone = {each.details["address"] for each in told}
    assert "/novedades/2024-04-03-primer-corte/" in gone
    moves = "".join(f"  - {{de: {each}, a: {each.replace('primer-corte', 'otro-nombre')}}}\n" for each in sorted(gone))
    (clone / "content" / "direcciones.yaml").write_text(f"direcciones:\n{moves}")
    assert compared(clone, first[1]) == []


def test_a_moved_address_is_in_the_published_list_so_that_its_move_is_kept(
    first: tuple[Path, Path], clone: Path
) -> None:
    old = "/plan-minimo/compromisos/de-antes/"
    (clone / "content" / "direcciones.yaml").write_text(f"direcciones:\n  - {{de: {old}, a: /plan-minimo/}}\n")
    site, _ = build_site(Options(clone, (ROOT / "themes",)), lambda *stage: None)
    assert site is not None
    assert old.encode() in bytes(site[router.ADDRESSES]).splitlines()  # type: ignore[arg-type]


def renamed(root: Path) -> Path:
    """The site with its plan under another name."""
    other = root / "data" / "plan-otro"
    (root / "data" / PLAN).rename(other)
    for path in [*other.rglob("*"), *(root / "content").rglob("*")]:
        if path.is_file() and path.suffix in (".yaml", ".csv", ".md", ".txt") and "sellos" not in path.parts:
            path.write_bytes(path.read_bytes().replace(PLAN.encode(), b"plan-otro"))
    return root


def test_a_sealed_plan_under_another_name_is_a_plan_that_vanished(first: tuple[Path, Path], clone: Path) -> None:
    forgotten(clone)
    told = compared(renamed(clone), first[1])
    assert Kind.PUBLISHED_PLAN_GONE in kinds(told)
    assert {each.details["plan"] for each in told if each.kind is Kind.PUBLISHED_PLAN_GONE} == {PLAN}


def test_an_invented_plan_that_is_left_out_is_not_missed(tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio")
    edit(root / "content" / "sitio.yaml", f"[{PLAN}]", f"[{PLAN}, plan-otro]")
    shutil.copytree(root / "data" / PLAN, root / "data" / "plan-otro")
    for path in (root / "data" / "plan-otro").rglob("*"):
        if path.suffix in (".yaml", ".csv"):
            path.write_bytes(path.read_bytes().replace(PLAN.encode(), b"plan-otro"))
    descriptor = root / "data" / "plan-otro" / "datapackage.yaml"
    real = descriptor.read_text()
    descriptor.write_text(f"demostracion: true\n{real}")
    finished = run("--site", root, "--output", tmp_path / "output")
    assert finished.returncode == 0, finished.stdout
    assert compared(root, tmp_path / "output", exclude_demo=True) == []
    index = tmp_path / "output" / router.API
    edit(index, '"inventado": true', '"inventado": false')
    told = compared(root, tmp_path / "output", exclude_demo=True)
    assert kinds(told) == [Kind.PUBLISHED_PLAN_GONE]


# The first publication, and sites of before


@pytest.mark.parametrize(
    "page", [None, b"<!doctype html><title>Otro</title>", b'{"planes": []}', b"\xff\xfe{", b"[" * 99999]
)
def test_where_there_is_no_such_site_it_is_a_first_publication(tmp_path: Path, page: bytes | None) -> None:
    there = tmp_path / "hay"
    (there / router.API).parent.mkdir(parents=True)
    if page is not None:
        (there / router.API).write_bytes(page)
    root = make_site(tmp_path / "sitio")
    told = compared(root, there, strict=True)
    assert (kinds(told), told[0].is_error) == ([Kind.PUBLISHED_FIRST], False)
    with serving(files_of(there)) as address:
        assert kinds(compared(root, address, strict=True)) == [Kind.PUBLISHED_FIRST]


def test_another_site_without_seals_is_a_first_publication(tmp_path: Path) -> None:
    root = make_site(tmp_path / "sitio")
    assert run("--site", root, "--output", tmp_path / "output").returncode == 0
    assert kinds(compared(renamed(root), tmp_path / "output")) == [Kind.PUBLISHED_FIRST]


def before_registers(output: Path, target: Path) -> Path:
    """What a site published before there were registers and lists of addresses."""
    shutil.copytree(output, target)
    (target / SEALED).unlink()
    (target / router.ADDRESSES).unlink()
    return target


def test_the_seals_of_a_site_without_registers_are_those_of_its_package(
    first: tuple[Path, Path], clone: Path, tmp_path: Path
) -> None:
    older = before_registers(first[1], tmp_path / "antes")
    assert kinds(compared(clone, older)) == [Kind.PUBLISHED_OLDER]
    remade(clone)
    told = compared(clone, older)
    assert kinds(told).count(Kind.PUBLISHED_SEAL_OTHER) == 2
    assert str(told[0].place) == f"{older}/{PLAN}/datos/datapackage.json"


JUNK = [b"", b"<!doctype html><p>No hay</p>", b"\x1f\x8b\x08\x00", b"\xff" * 50, b"\x00", b"a,b\n1\n", b'{"sellos": 3}']


@pytest.mark.parametrize("junk", JUNK)
@pytest.mark.parametrize(
    "name", [SEALED, f"{PLAN}/datos/datapackage.json", f"{PLAN}/datos/erratas.csv", router.ADDRESSES]
)
def test_a_file_that_is_not_ours_counts_as_not_there(
    first: tuple[Path, Path], tmp_path: Path, name: str, junk: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from micrositio.pipeline import comparison

    files: dict[str, bytes | None] = {}
    while missing := [path for path in comparison._wanted(files) if path not in files]:
        files |= {path: (first[1] / path).read_bytes() for path in missing}
    files[name] = junk
    there = PublishedSite("https://example.org", files)
    monkeypatch.setattr(comparison, "read_published_site", lambda where, wanted: there)
    site = {path.relative_to(first[1]).as_posix(): path.read_bytes() for path in first[1].rglob("*") if path.is_file()}
    told = list(comparison.comparison_problems(Against("https://example.org", False), site, ()))  # type: ignore[arg-type]
    assert set(kinds(told)) <= {Kind.PUBLISHED_OLDER}


# The door


def read(address: str, *wanted: str) -> PublishedSite:
    return read_published_site(address, lambda files: wanted)


def answering(answer: Callable[[Any], None]) -> Callable[..., BaseHTTPRequestHandler]:
    class Handler(Quiet):
        def do_GET(self) -> None:
            with contextlib.suppress(OSError):
                answer(self)

    return Handler


def send(handler: Any, status: int, body: bytes = b"", **headers: str) -> None:
    handler.send_response(status)
    for name, value in {
        "Content-Length": str(len(body)),
        **{k.replace("_", "-"): v for k, v in headers.items()},
    }.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def told(answer: Callable[[Any], None]) -> Problem | None:
    with serving(answering(answer)) as address:
        return read(address, "a.txt").fault


def code(answer: Callable[[Any], None]) -> Told | None:
    fault = told(answer)
    return fault.kind if fault else None


def test_it_asks_for_files_and_sends_nothing_about_anyone() -> None:
    asked: list[tuple[str, str, list[str]]] = []

    def answer(handler: Any) -> None:
        asked.append((handler.command, handler.path, sorted(handler.headers.keys())))
        send(handler, 200, b"uno", Set_Cookie="a=b")

    with serving(answering(answer)) as address:
        assert read(f"{address}/sub/", "a.txt", "b/c d.txt").files == {"a.txt": b"uno", "b/c d.txt": b"uno"}
    headers = ["Accept-Encoding", "Host", "User-Agent"]
    assert asked == [("GET", "/sub/a.txt", headers), ("GET", "/sub/b/c%20d.txt", headers)]


def test_a_redirect_within_the_host_is_followed_and_one_to_another_is_not() -> None:
    visited: list[str] = []

    def other(handler: Any) -> None:
        visited.append(handler.path)
        send(handler, 200, b"otro")

    def answer(handler: Any) -> None:
        if handler.path == "/a.txt":
            send(handler, 301, b"se fue", Location="/b.txt")
        else:
            send(handler, 200, b"uno")

    with serving(answering(answer)) as address:
        assert read(address, "a.txt").files == {"a.txt": b"uno"}
    with serving(answering(other)) as elsewhere:
        fault = told(lambda handler: send(handler, 302, Location=f"{elsewhere}/a.txt"))
    assert fault is not None
    assert (fault.kind, fault.details, visited) == (Kind.PUBLISHED_UNREAD_ELSEWHERE, {"host": "127.0.0.1"}, [])


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (lambda handler: send(handler, 404), None),
        (lambda handler: send(handler, 410), None),
        (lambda handler: send(handler, 503), Kind.PUBLISHED_UNREAD_STATUS),
        (lambda handler: send(handler, 401), Kind.PUBLISHED_UNREAD_STATUS),
        (lambda handler: send(handler, 302, Location="/a.txt"), Kind.PUBLISHED_UNREAD_BROKEN),
        (lambda handler: send(handler, 302, Location="http://[mal"), Kind.PUBLISHED_UNREAD_BROKEN),
        (lambda handler: send(handler, 302), Kind.PUBLISHED_UNREAD_BROKEN),
        (lambda handler: send(handler, 200, b"\x1f\x8b", Content_Encoding="gzip"), Kind.PUBLISHED_UNREAD_BROKEN),
        (lambda handler: cut_short(handler), Kind.PUBLISHED_UNREAD_BROKEN),
        (lambda handler: handler.wfile.write(b"no es HTTP\r\n\r\n"), Kind.PUBLISHED_UNREAD_BROKEN),
        (lambda handler: cut(handler), Kind.PUBLISHED_UNREAD),
    ],
)
def test_any_answer_is_told_in_words_and_never_a_bug(answer: Callable[[Any], None], kind: Kind | None) -> None:
    found = code(answer)
    assert found == kind or (kind is Kind.PUBLISHED_UNREAD and found is Kind.PUBLISHED_UNREAD_BROKEN)


def cut_short(handler: Any) -> None:
    send(handler, 200, b"uno", Content_Length="99")
    cut(handler)


def cut(handler: Any) -> None:
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def test_no_more_than_fifty_megabytes_are_read_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    assert published_site.MOST_BYTES == 50_000_000
    monkeypatch.setattr(published_site, "MOST_BYTES", 1000)
    with serving(answering(lambda handler: send(handler, 200, b"x" * 400))) as address:
        assert read(address, "a", "b").fault is None
        fault = read(address, "a", "b", "c").fault
        assert fault is not None
        assert fault.kind is Kind.PUBLISHED_UNREAD_SIZE
    with serving(answering(lambda handler: send(handler, 200, b"x" * 3000, Content_Length="99999999999"))) as address:
        assert code(lambda handler: send(handler, 200, b"x" * 3000)) is Kind.PUBLISHED_UNREAD_SIZE


def test_no_more_than_ten_seconds_are_waited_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    assert published_site.MOST_SECONDS == 10
    monkeypatch.setattr(published_site, "MOST_SECONDS", 1)

    def drop_by_drop(handler: Any) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(100):
            handler.wfile.write(f"X-{number}: 1\r\n".encode())
            time.sleep(0.2)

    began = time.monotonic()
    assert code(drop_by_drop) is Kind.PUBLISHED_UNREAD_SLOW
    assert code(lambda handler: time.sleep(3)) is Kind.PUBLISHED_UNREAD_SLOW
    assert time.monotonic() - began < 9


def test_a_name_in_the_list_of_plans_never_leaves_the_folder(tmp_path: Path) -> None:
    from micrositio.pipeline.comparison import _wanted

    names = ["../fuera", "/etc", "a/b", "a%2fb", "", 3, None, "bueno"]
    listed = json.dumps({"planes": [{"id": name} for name in names]}).encode()
    wanted = list(_wanted({router.API: listed}))
    assert wanted == [router.API, router.ADDRESSES, f"bueno/datos/{REGISTER}", "bueno/datos/erratas.csv"]


# Who publishes


def test_production_compares_and_a_preview_does_not_stop() -> None:
    settings = (ROOT / "netlify.toml").read_text()
    commands = re.findall(r'command = "(.+)"', settings.replace('\\"', "'"))
    assert len(commands) == 3
    assert "--exclude-demo" in commands[0]
    assert "--contra $URL" in commands[0]
    for each in commands[1:]:
        assert re.search(r"check --contra \$URL.* \|\| true", each)
