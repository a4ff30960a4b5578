"""Publishing: the old site stays whole until the new one is; nothing of anybody else is ever touched."""

import errno
import hashlib
import os
import random
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from micrositio.formats.system_calls import folder_synced, synced
from micrositio.formats.zip_archive import Spliced
from micrositio.pipeline import publisher
from micrositio.pipeline.publisher import (
    Site,
    exclusive,
    make_private,
    publish,
    refresh,
    refuse_unsafe,
    staging,
    write_calendar,
    write_folder,
    write_new,
    write_source,
)
from micrositio.pipeline.refusals import (
    MARKER,
    AnotherBuild,
    FileChanged,
    FileRefused,
    MountRefused,
    OtherSite,
    OutputRefused,
    SiteKept,
    SiteName,
)
from micrositio.routes.paths import SitePath
from support import ROOT, digests, environment


def site(text: str, pages: int = 3) -> Site:
    return {SitePath(f"{number}/index.html"): f"{text} {number}".encode() for number in range(pages)}


def texts(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MARKER)
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def published(text: str, pages: int = 3) -> dict[str, str]:
    return {str(path): bytes(content).decode() for path, content in site(text, pages).items() if path}  # type: ignore[arg-type]


def leftovers(folder: Path) -> list[str]:
    return sorted(
        path.name for path in folder.iterdir() if path.name.startswith(".") and not path.name.endswith(".lock")
    )


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


@pytest.fixture
def site_root(tmp_path: Path) -> Path:
    root = tmp_path / "sitio"
    for name in ("content", "data", "themes"):
        (root / name).mkdir(parents=True)
    return root


def test_a_new_folder_is_made_with_its_parents(tmp_path: Path, site_root: Path) -> None:
    output = tmp_path / "a" / "b" / "output"
    refuse_unsafe(output, site_root)
    with exclusive(output):
        publish(site("uno"), output)
    assert texts(output) == published("uno")


def test_an_empty_folder_is_used(output: Path, site_root: Path) -> None:
    output.mkdir()
    refuse_unsafe(output, site_root)
    publish(site("uno"), output)
    assert texts(output) == published("uno")


def test_a_site_of_ours_is_replaced_whole(output: Path, site_root: Path) -> None:
    publish(site("viejo", pages=5), output)
    refuse_unsafe(output, site_root)
    publish(site("nuevo"), output)
    assert texts(output) == published("nuevo")
    assert leftovers(output.parent) == []


def test_files_are_copied_and_bytes_written(tmp_path: Path, output: Path) -> None:
    (tmp_path / "acta.pdf").write_bytes(b"%PDF-")
    (tmp_path / "acta.pdf").chmod(0o600)
    publish({SitePath("a/acta.pdf"): tmp_path / "acta.pdf", SitePath("á/ñ.html"): b"x"}, output)
    assert (output / "a/acta.pdf").read_bytes() == b"%PDF-"
    assert (output / "á/ñ.html").read_bytes() == b"x"
    assert (output / MARKER).is_file()


def test_a_file_with_the_same_bytes_is_the_one_of_before_and_has_no_other_name(tmp_path: Path, output: Path) -> None:
    (tmp_path / "acta.pdf").write_bytes(b"%PDF-")
    pieces = Spliced((b"uno", tmp_path / "acta.pdf"))
    texts: Site = {SitePath("a.html"): b"a", SitePath("b/b.html"): b"b"}
    before: Site = {**texts, SitePath("c.pdf"): tmp_path / "acta.pdf", SitePath("d.zip"): pieces}
    publish(before, output)
    old = {path: (output / path).stat() for path in before}
    now: Site = {**before, SitePath("a.html"): b"A"}
    publish(now, output)
    found = {path: (output / path).stat() for path in now}
    assert (output / "a.html").read_bytes() == b"A"
    assert [path for path in now if found[path].st_ino == old[path].st_ino] == ["b/b.html", "c.pdf", "d.zip"]
    assert {each.st_nlink for each in found.values()} == {1}


def test_a_page_that_is_staged_again_leaves_the_published_one_as_it_was(output: Path) -> None:
    page = SitePath("a/a.html")
    publish({page: b"a"}, output)
    with staging(output) as staged:
        for content in (b"a", b"a", b"otra", b"a"):
            assert staged.put(page, content).read_bytes() == content
            assert (output / page).read_bytes() == b"a"


def foreign_name(published: Path, elsewhere: Path) -> None:
    os.link(published / "a" / "a.html", elsewhere / "a.html")


def foreign_mode(published: Path, elsewhere: Path) -> None:
    (published / "a" / "a.html").chmod(0o666)


def foreign_file(published: Path, elsewhere: Path) -> None:
    (published / "a" / "a.html").rename(elsewhere / "a.html")
    (published / "a" / "a.html").symlink_to(elsewhere / "a.html")


def foreign_folder(published: Path, elsewhere: Path) -> None:
    (published / "a").rename(elsewhere / "a")
    (published / "a").symlink_to(elsewhere / "a")


@pytest.mark.parametrize("change", [foreign_name, foreign_mode, foreign_file, foreign_folder])
def test_a_file_that_may_be_of_somebody_else_is_written_anew(
    change: Callable[[Path, Path], None], tmp_path: Path, output: Path
) -> None:
    content = {SitePath("a/a.html"): b"a"}
    publish(content, output)
    (tmp_path / "ajeno").mkdir()
    change(output, tmp_path / "ajeno")
    before = (output / "a" / "a.html").stat().st_ino
    publish(content, output)
    found = (output / "a" / "a.html").lstat()
    assert (found.st_mode, found.st_nlink) == (stat.S_IFREG | 0o644, 1)
    assert found.st_ino != before
    assert [each.read_bytes() for each in (tmp_path / "ajeno").rglob("*.html")] in ([], [b"a"])


def test_where_no_file_can_have_two_names_each_is_written(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(site("uno"), output)

    def link(*given: object) -> None:
        raise PermissionError(errno.EPERM, "no")

    monkeypatch.setattr(os, "link", link)
    publish(site("uno"), output)
    assert texts(output) == published("uno")


def test_a_document_that_changed_since_it_was_read_is_not_published(tmp_path: Path, output: Path) -> None:
    document = tmp_path / "acta.pdf"
    document.write_bytes(b"%PDF-1")
    digests_read = {document: hashlib.sha256(b"%PDF-1").hexdigest()}
    packed = Spliced((b"a", Spliced((document, b"b"))))
    whole: Site = {**site("viejo"), SitePath("acta.pdf"): document, SitePath("todo.zip"): packed}
    with staging(output) as staged:
        staged.publish(whole, digests=digests_read)
    assert (output / "todo.zip").read_bytes() == b"a%PDF-1b"
    before = digests(output)
    document.write_bytes(b"%PDF-2")
    for path in ("acta.pdf", "todo.zip"):
        with staging(output) as staged, pytest.raises(FileChanged, match=r"acta\.pdf"):
            staged.publish({SitePath(path): whole[SitePath(path)]}, digests=digests_read)
    assert digests(output) == before
    assert leftovers(output.parent) == []


@pytest.mark.parametrize("mask", [0o000, 0o027, 0o077])
def test_the_umask_does_not_change_what_is_published(tmp_path: Path, output: Path, mask: int) -> None:
    (tmp_path / "acta.pdf").write_bytes(b"%PDF-")
    old = os.umask(mask)
    try:
        publish({SitePath("a/b/acta.pdf"): tmp_path / "acta.pdf", SitePath("a/index.html"): b"x"}, output)
    finally:
        os.umask(old)
    modes = {path.relative_to(output).as_posix(): path.stat().st_mode & 0o777 for path in output.rglob("*")}
    assert modes == {MARKER: 0o644, "a": 0o755, "a/b": 0o755, "a/b/acta.pdf": 0o644, "a/index.html": 0o644}
    assert output.stat().st_mode & 0o777 == 0o755


def test_somebody_elses_folder_is_refused_and_left_as_it_was(output: Path, site_root: Path) -> None:
    output.mkdir()
    (output / "tesis.doc").write_text("años de trabajo")
    with pytest.raises(OutputRefused):
        refuse_unsafe(output, site_root)
    assert texts(output) == {"tesis.doc": "años de trabajo"}


def test_a_folder_of_what_is_kept_between_builds_is_refused(site_root: Path) -> None:
    with pytest.raises(OutputRefused):
        refuse_unsafe(site_root / ".cache" / "sitio", site_root)


def test_a_file_is_refused(output: Path, site_root: Path) -> None:
    output.write_text("no soy una carpeta")
    with pytest.raises(OutputRefused):
        refuse_unsafe(output, site_root)


def test_a_link_is_refused_even_to_a_site_of_ours(tmp_path: Path, output: Path, site_root: Path) -> None:
    publish(site("uno"), tmp_path / "otra")
    output.symlink_to(tmp_path / "otra")
    with pytest.raises(OutputRefused):
        refuse_unsafe(output, site_root)


def test_a_repository_is_refused_even_with_our_marker(output: Path, site_root: Path) -> None:
    publish(site("uno"), output)
    (output / ".git").mkdir()
    with pytest.raises(OutputRefused):
        refuse_unsafe(output, site_root)


@pytest.mark.parametrize(
    "where", [".", "..", "/", "~", "sitio", "sitio/content", "sitio/data/salida", "sitio/themes/x"]
)
def test_places_that_hold_something_of_value_are_refused(
    where: str, tmp_path: Path, site_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site_root)
    monkeypatch.setenv("HOME", str(tmp_path / "casa"))
    (tmp_path / "casa").mkdir()
    place = {"~": tmp_path / "casa"}.get(where) or (Path(where) if where in (".", "..", "/") else tmp_path / where)
    with pytest.raises(OutputRefused):
        refuse_unsafe(place, site_root)


def test_a_folder_beside_the_sources_is_allowed(site_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site_root)
    refuse_unsafe(Path("output"), site_root)
    refuse_unsafe(site_root / "publicado" / "hoy", site_root)


def test_a_second_build_of_the_same_folder_is_turned_away(output: Path) -> None:
    second = f"""
import sys; sys.path.insert(0, {str(ROOT / "src")!r})
from pathlib import Path
from micrositio.pipeline.publisher import exclusive
from micrositio.pipeline.refusals import AnotherBuild
try:
    with exclusive(Path({str(output)!r})): print("entra")
except AnotherBuild: print("espera")
"""

    def tried() -> str:
        return subprocess.run([sys.executable, "-c", second], capture_output=True, text=True, check=True).stdout.strip()

    with exclusive(output):
        assert tried() == "espera"
        with pytest.raises(AnotherBuild), exclusive(output):
            pass
    assert tried() == "entra"


def test_without_an_exchange_of_folders_two_renames_serve(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("micrositio.pipeline.publisher.exchanged", lambda first, second: False)
    publish(site("viejo"), output)
    publish(site("nuevo"), output)
    assert texts(output) == published("nuevo")
    assert leftovers(output.parent) == []


def test_a_build_that_fails_while_writing_leaves_the_old_site(output: Path) -> None:
    publish(site("viejo"), output)
    before = digests(output)
    with pytest.raises(FileNotFoundError):
        publish({**site("nuevo"), SitePath("z.pdf"): output.parent / "no-existe.pdf"}, output)
    assert digests(output) == before
    publish(site("nuevo"), output)
    assert texts(output) == published("nuevo")
    assert leftovers(output.parent) == []


def test_what_a_stranger_put_where_we_stage_is_not_removed(output: Path) -> None:
    staged = output.with_name(".output.staged")
    staged.mkdir()
    (staged / "ajeno.txt").write_text("no es nuestro")
    with pytest.raises(OutputRefused):
        publish(site("uno"), output)
    assert (staged / "ajeno.txt").read_text() == "no es nuestro"


@pytest.mark.parametrize(
    "path", ["../x", "a/../../x", "/x", "a//b", "./x", "a/.", "", "..", "a\\..\\x", "a\0b", "a/../b"]
)
def test_a_path_that_leaves_the_stage_is_refused_and_nothing_is_left(path: str, output: Path) -> None:
    publish(site("viejo"), output)
    before = sorted(output.parent.rglob("*"))
    with pytest.raises(FileRefused):
        publish({**site("nuevo"), SitePath(path): b"x"}, output)
    with staging(output) as staged, pytest.raises(FileRefused):
        staged.put(SitePath(path), b"x")
    assert sorted(output.parent.rglob("*")) == before
    assert texts(output) == published("viejo")


def test_all_is_on_the_disk_before_the_exchange_and_the_exchange_before_the_end(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(site("viejo"), output)
    steps: list[str] = []

    def noted(name: str) -> None:
        step = getattr(publisher, name)

        def made(*given: object) -> object:
            steps.append(name)
            return step(*given)

        monkeypatch.setattr(publisher, name, made)

    for name in ("_put", "_write", "synced", "exchanged", "folder_synced", "_remove"):
        noted(name)
    publish(site("nuevo"), output)
    kept = [name for name in steps if name != "_remove" or "exchanged" in steps]
    order = list(dict.fromkeys(each for each in steps if each in ("_put", "synced", "exchanged", "folder_synced")))
    assert order == ["_put", "synced", "exchanged", "folder_synced"]
    assert [steps.count(each) for each in order[1:]] == [1, 1, 1], "one sync for all the files"
    assert "_write" not in steps[steps.index("synced") :]
    assert kept[-1] == "_remove"


def test_a_sync_that_fails_publishes_nothing_and_one_after_the_exchange_does_not_deny_it(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(folder: Path) -> None:
        raise OSError(errno.EIO, "eio", str(folder))

    publish(site("viejo"), output)
    with monkeypatch.context() as patched:
        patched.setattr(publisher, "synced", broken)
        with pytest.raises(OSError, match="eio"):
            publish(site("nuevo"), output)
    assert texts(output) == published("viejo")
    with monkeypatch.context() as patched:
        patched.setattr(publisher, "folder_synced", broken)
        publish(site("nuevo"), output)
    assert texts(output) == published("nuevo")
    assert leftovers(output.parent) == []


def test_two_renames_of_which_the_second_fails_leave_the_old_site(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(site("viejo"), output)
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name.endswith(".staged"):
            raise OSError(errno.EIO, "eio", str(target))
        return rename(self, target)

    monkeypatch.setattr(publisher, "exchanged", lambda first, second: False)
    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="eio"):
        publish(site("nuevo"), output)
    assert texts(output) == published("viejo")
    assert leftovers(output.parent) == []


def test_the_real_calls_of_the_system_are_made_and_their_errors_are_told(tmp_path: Path) -> None:
    synced(tmp_path)
    folder_synced(tmp_path)
    for call in (synced, folder_synced):
        with pytest.raises(FileNotFoundError):
            call(tmp_path / "no-existe")


FAILING = ("_write", "_put", "synced", "exchanged")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EMFILE, errno.EACCES])
@pytest.mark.parametrize("step", FAILING)
@pytest.mark.parametrize("after", [0, 1, 2])
def test_whatever_fails_leaves_the_old_site_and_no_stage(
    step: str, code: int, after: int, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(site("viejo"), output)
    real, left = getattr(publisher, step), [after if step in ("_write", "_put") else 0]

    def failing(*given: object) -> object:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(code, os.strerror(code), str(output))
        return real(*given)

    with monkeypatch.context() as patched:
        patched.setattr(publisher, step, failing)
        with pytest.raises(OSError, match=os.strerror(code)):
            publish(site("nuevo"), output)
    assert texts(output) == published("viejo")
    assert leftovers(output.parent) == []


def test_a_source_that_cannot_be_written_leaves_nothing_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.md"
    write_source(b"uno", target, (tmp_path / "a.md",))
    assert target.read_bytes() == b"uno"
    for place, told in ((tmp_path, IsADirectoryError), (tmp_path / "no" / "a.md", FileNotFoundError)):
        with pytest.raises(told, match=str(tmp_path)):
            write_source(b"dos", place)

    def full(self: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, "lleno", str(target))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="lleno"):
        write_source(b"dos", target)
    assert texts(tmp_path) == {"a.md": "uno"}
    assert leftovers(tmp_path.parent) == []


NAMES = SiteName("Plan de Juárez", "https://juarez.example", "agua")


@pytest.mark.parametrize(
    ("name", "is_other"),
    [
        (SiteName("Plan de Juárez", "https://otra.example"), False),
        (SiteName("Otro título", "https://juarez.example"), False),
        (SiteName("Plan  de\nJuárez", ""), False),
        (SiteName("", ""), False),
        (SiteName("Plan de Parral", "https://parral.example"), True),
        (SiteName("Plan de Parral", ""), True),
        (SiteName("Plan de Parral", "", "agua"), False),
        (SiteName("Plan de Parral", "", "bosque"), True),
    ],
)
def test_another_site_is_not_replaced_without_a_word(name: SiteName, is_other: bool, output: Path) -> None:
    with staging(output) as staged:
        staged.publish(site("viejo"), NAMES)
    before = digests(output)
    with staging(output) as staged:
        if is_other:
            with pytest.raises(OtherSite) as told:
                staged.publish(site("nuevo"), name)
            assert told.value.name == NAMES.title
        else:
            staged.publish(site("nuevo"), name)
    assert (digests(output) == before) is is_other
    assert leftovers(output.parent) == []


def test_a_site_of_before_markers_had_names_is_replaced(output: Path) -> None:
    publish(site("viejo"), output)
    with staging(output) as staged:
        staged.publish(site("nuevo"), NAMES)
    assert (output / MARKER).read_text().splitlines()[1:] == [
        "title: Plan de Juárez",
        "address: https://juarez.example",
        "plans: agua",
    ]


def test_the_lock_is_not_a_link_and_keeps_what_it_holds(output: Path) -> None:
    lock, other = output.parent / ".output.lock", output.parent / "ajeno.txt"
    other.write_text("de otro")
    lock.symlink_to(other)
    with pytest.raises(OSError, match=os.strerror(errno.ELOOP)), exclusive(output):
        pass
    assert other.read_text() == "de otro"
    lock.unlink()
    lock.write_text("algo")
    with exclusive(output):
        assert lock.read_text() == "algo"


def test_a_mount_point_is_refused_in_words(output: Path, site_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output.mkdir()
    monkeypatch.setattr(Path, "is_mount", lambda self: self == output.resolve())
    with pytest.raises(MountRefused):
        refuse_unsafe(output, site_root)


def test_nobody_needs_a_home(output: Path, site_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("no home")

    monkeypatch.setattr(Path, "home", homeless)
    refuse_unsafe(output, site_root)


PAGES = 60
LOOP = f"""
import itertools, sys
sys.path.insert(0, {str(ROOT / "src")!r})
from pathlib import Path
from micrositio.pipeline.publisher import exclusive, publish
output = Path(sys.argv[1])
print("listo", flush=True)
for turn in itertools.count():
    with exclusive(output):
        publish({{f"{{number}}/index.html": f"{{turn}} {{number}}".encode() for number in range({PAGES})}}, output)
"""


def test_a_build_killed_at_any_moment_leaves_one_whole_site(output: Path) -> None:
    chance = random.Random(7)
    for _ in range(25):
        builder = subprocess.Popen([sys.executable, "-c", LOOP, output], stdout=subprocess.PIPE, env=environment())
        assert builder.stdout is not None
        builder.stdout.readline()
        time.sleep(chance.uniform(0.005, 0.08))
        builder.send_signal(signal.SIGKILL)
        builder.communicate()
        if output.exists():
            found = texts(output)
            turns = {text.split()[0] for text in found.values()}
            assert (len(found), len(turns)) == (PAGES, 1), "a site of two builds, or of half of one"
    publish(site("después"), output)
    assert texts(output) == published("después")
    assert leftovers(output.parent) == []


DYING = f"""
import os, sys
sys.path.insert(0, {str(ROOT / "src")!r})
from pathlib import Path
from micrositio.pipeline.publisher import publish
left = int(sys.argv[2])
def die_at_the_last(event, arguments):
    global left
    left -= event in ("os.remove", "os.rmdir")
    if left < 0: os._exit(9)
sys.addaudithook(die_at_the_last)
publish({{"a/index.html": b"nuevo", "index.html": b"nuevo"}}, Path(sys.argv[1]))
"""


def test_a_removal_killed_half_way_is_finished_by_the_next_build(output: Path) -> None:
    publish(site("viejo", pages=2), output)
    steps = 0
    while subprocess.run([sys.executable, "-c", DYING, output, str(steps)], check=False).returncode == 9:
        assert texts(output) == {"a/index.html": "nuevo", "index.html": "nuevo"}
        publish(site("viejo", pages=2), output)
        assert leftovers(output.parent) == []
        steps += 1
    assert steps == 6, "two pages in their two folders, the marker, and the folder itself"


# The folder of a preview, and the sources


def test_a_preview_has_what_differs_written_and_what_is_gone_removed(tmp_path: Path) -> None:
    folder, document = tmp_path / "lejos" / "vista", tmp_path / "a.pdf"
    document.write_bytes(b"uno")
    paths = [SitePath(each) for each in ("igual.html", "otro.html", "se-va.html", "copia.pdf", "lista.csv")]
    first: Site = dict(zip(paths, (b"1", b"2", b"3", document, Spliced((b"a", document))), strict=True))
    known = refresh(first, folder, {})
    assert texts(folder) == {
        "igual.html": "1", "otro.html": "2", "se-va.html": "3", "copia.pdf": "uno", "lista.csv": "auno",
    }  # fmt: skip
    for each in ("igual.html", "otro.html", "copia.pdf", "ajeno.txt"):
        (folder / each).write_text("a mano")
    second = {path: content for path, content in first.items() if path != "se-va.html"} | {paths[1]: b"4"}
    after = refresh(second, folder, known)
    assert texts(folder) == {
        "igual.html": "a mano", "otro.html": "4", "copia.pdf": "a mano", "ajeno.txt": "a mano", "lista.csv": "auno",
    }  # fmt: skip
    document.write_bytes(b"otros")
    refresh(second, folder, after)
    assert (texts(folder)["copia.pdf"], texts(folder)["lista.csv"]) == ("otros", "aotros")
    assert set(after) == set(second)


def test_a_folder_of_sources_is_written_whole_with_what_goes_beside(tmp_path: Path) -> None:
    folder, beside = tmp_path / "a" / "b", tmp_path / "c.txt"
    (tmp_path / "a" / ".b.staged").mkdir(parents=True)
    (tmp_path / "a" / ".b.staged" / "resto").write_text("de antes")
    write_folder({"x/y.csv": b"uno", "z.csv": b"dos"}, folder, {beside: b"tres"})
    assert texts(tmp_path) == {"a/b/x/y.csv": "uno", "a/b/z.csv": "dos", "c.txt": "tres"}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755
    (tmp_path / "vacia").mkdir()
    write_folder({"z.csv": b"dos"}, tmp_path / "vacia")
    write_folder({"z.csv": b"dos"}, tmp_path / "muy" / "lejos")
    assert texts(tmp_path / "vacia") == texts(tmp_path / "muy" / "lejos") == {"z.csv": "dos"}


@pytest.mark.parametrize("there", ["file", "full", "link", "broken"])
def test_a_folder_of_sources_takes_the_place_of_nothing(there: str, tmp_path: Path) -> None:
    folder, other = tmp_path / "b", tmp_path / "otra"
    other.mkdir()
    if there == "file":
        folder.write_text("de alguien")
    elif there == "full":
        write_folder({"z.csv": b"de alguien"}, folder)
    else:
        folder.symlink_to(other if there == "link" else tmp_path / "nada")
    before = texts(tmp_path)
    with pytest.raises(FileExistsError):
        write_folder({"z.csv": b"dos"}, folder)
    assert texts(tmp_path) == before
    assert leftovers(tmp_path) == []


def test_a_folder_of_sources_that_cannot_be_whole_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_folder({"z.csv": b"dos"}, tmp_path / "b", {tmp_path / "no-hay" / "c.txt": b"tres"})
    assert [*tmp_path.rglob("*")] == []


def test_a_new_file_is_written_once(tmp_path: Path) -> None:
    target, link = tmp_path / "a.txt", tmp_path / "b.txt"
    link.symlink_to(tmp_path / "nada")
    assert [write_new(b"uno", target), write_new(b"dos", target), write_new(b"dos", link)] == [True, False, False]
    assert (target.read_bytes(), link.is_symlink(), leftovers(tmp_path)) == (b"uno", True, [])


def test_a_source_takes_the_place_of_others(tmp_path: Path) -> None:
    target, old = tmp_path / "a.csv", tmp_path / "a.xlsx"
    target.write_bytes(b"antes")
    old.write_bytes(b"viejo")
    write_source(b"ahora", target, (target, old))
    assert texts(tmp_path) == {"a.csv": "ahora"}
    with pytest.raises(IsADirectoryError):
        write_source(b"ahora", tmp_path)
    with pytest.raises(FileNotFoundError):
        write_source(b"ahora", tmp_path / "no-hay" / "a.csv")
    assert texts(tmp_path) == {"a.csv": "ahora"}


@pytest.mark.parametrize(("name", "is_written"), [("a.ics", True), ("A.ICS", True), ("a.txt", False), ("d.ics", False)])
def test_a_calendar_is_a_file_of_its_kind(name: str, is_written: bool, tmp_path: Path) -> None:
    (tmp_path / "d.ics").mkdir()
    if not is_written:
        with pytest.raises(FileRefused):
            write_calendar(b"uno", tmp_path / name)
    else:
        write_calendar(b"uno", tmp_path / name)
    assert texts(tmp_path) == ({name: "uno"} if is_written else {})


def test_a_cache_is_of_its_user_alone_and_what_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    made = tmp_path / "a" / "b"
    for _ in range(2):
        make_private(made)
    assert [stat.S_IMODE(each.stat().st_mode) for each in (made, made.parent)] == [0o700, 0o700]
    made.parent.chmod(0o755)
    make_private(made.parent / "c")
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o755
    (tmp_path / "archivo").write_text("x")
    make_private(tmp_path / "archivo" / "b" / "c")
    assert (tmp_path / "archivo").read_text() == "x"


def test_the_page_of_faults_takes_the_place_of_itself_and_of_no_site(output: Path) -> None:
    for text in (b"uno", b"dos"):
        with exclusive(output), staging(output) as staged:
            staged.publish_faults({SitePath("index.html"): text})
        assert set(texts(output).values()) == {text.decode()}
    with exclusive(output):
        publish(site("a"), output)
    with exclusive(output), staging(output) as staged, pytest.raises(SiteKept):
        staged.publish_faults({SitePath("index.html"): b"tres"})
    assert texts(output) == published("a")


def test_a_stage_is_marked_as_ours_before_it_holds_anything(output: Path) -> None:
    stage = output.with_name(".output.staged")
    with exclusive(output), staging(output) as staged:
        staged.put(SitePath("a.html"), b"uno")
        assert sorted(each.name for each in stage.iterdir()) == [MARKER, "a.html"]
        (stage / MARKER).write_text("de antes")
        staged.put(SitePath("b.html"), b"dos")
        assert (stage / MARKER).read_text() == "de antes"
    with exclusive(output):
        publish({}, output)
    assert [each.name for each in output.iterdir()] == [MARKER]


def test_what_this_build_staged_is_removed_also_without_a_marker(output: Path) -> None:
    with staging(output):
        write_folder({"a.html": b"uno"}, output.with_name(".output.staged"))
    assert [*output.parent.iterdir()] == []
