"""Whoever serves it, the site says the same of each address: Netlify, Cloudflare Pages, Apache and nginx.

nginx and Apache are the real ones. Netlify and Cloudflare Pages are `servidor`, which reads their files as their
documentation says.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

import cabeceras
import servers
import servidor
from micrositio.model.plan import ActionPlan
from micrositio.opendata.file_formats import PLAN_FORMATS, TABLE_FORMATS, file_type
from micrositio.pipeline.build_cache import BuildCache
from micrositio.pipeline.builder import build_site
from micrositio.pipeline.headers import FRAMED, OPEN, SITE, rules
from micrositio.pipeline.hosts import CLOUDFLARE_LINE, CLOUDFLARE_REDIRECTS, host_files, netlify_settings
from micrositio.pipeline.options import Host, Options
from micrositio.pipeline.publisher import publish
from micrositio.pipeline.refusals import MARKER
from micrositio.routes import paths as router
from micrositio.routes.addresses import NO_ADDRESS
from micrositio.routes.moves import Redirect, listing
from micrositio.routes.paths import SitePath
from micrositio.sources.loader import MOVES_FILE, load
from pictures import pictured, screenshot
from servers import ask
from support import PLAN, ROOT, digests, made, make_site, replace, run, write

LANGUAGES = ("es", "en")
OLD_PAGE, OLD_FILE, NEW = f"/{PLAN}/compromisos/antes/", f"/{PLAN}/datos/antes.csv", f"/{PLAN}/compromisos/agua/"
ODD = f"/{PLAN}/datos/%22a$b%27;{{}}%20%5C(1)%25.csv"
"""An old address with every sign that some configuration reads as its own."""
MOVES = f"""\
direcciones:
  - {{de: {OLD_PAGE}, a: {NEW}}}
  - {{de: {OLD_FILE}, a: /{PLAN}/datos/avances.csv}}
  - {{de: '{ODD}', a: /}}
"""
CARD = f"/{PLAN}/compromisos/agua/tarjeta/"
DOCUMENT = f"/{PLAN}/evidencias/tabla-agua/archivo/tabla-agua.csv"
THERE = {
    "/": "text/html",
    "/en/": "text/html",
    f"/{PLAN}/tablero/": "text/html",
    f"/en/{PLAN}/tablero/": "text/html",
    f"/{PLAN}/datos/": "text/html",
    f"/{PLAN}/evidencias/tabla-agua/": "text/html",
    CARD: "text/html",
    f"/en{CARD}": "text/html",
    f"/{PLAN}/graficas/compromisos/agua/estados.svg": "image/svg+xml",
    f"/en/{PLAN}/graficas/compromisos/agua/estados.svg": "image/svg+xml",
    f"/{PLAN}/cita.bib": "text/x-bibtex",
    f"/{PLAN}/responsables/obras/feed.xml": "application/atom+xml",
    f"/en/{PLAN}/responsables/obras/feed.xml": "application/atom+xml",
    DOCUMENT: "text/csv",
    f"/{PLAN}/evidencias/acta-2024-04/archivo/acta-2024-04.txt": "text/plain",
    f"/{PLAN}/evidencias/datapackage.json": "application/json",
    f"/{PLAN}/evidencias/pozo/archivo/pozo.png": "image/png",
    f"/{PLAN}/evidencias/pozo/imagen/miniatura.webp": "image/webp",
    f"/{PLAN}/datos/LEEME.txt": "text/plain",
    **{f"/{PLAN}/datos/avances{each.ending}": file_type(each.ending).media_type for each in TABLE_FORMATS},
    **{f"/{PLAN}/datos/{each.file_name(made(ActionPlan, id=PLAN))}": each.media_type for each in PLAN_FORMATS},
    "/novedades/feed.xml": "application/atom+xml",
    "/en/novedades/feed.xml": "application/atom+xml",
    f"/{PLAN}/tablero/feed.xml": "application/atom+xml",
    f"/en/{PLAN}/compromisos/agua/feed.xml": "application/atom+xml",
    "/calendario.ics": "text/calendar",
    f"/{PLAN}/compromisos/agua/calendario.ics": "text/calendar",
    "/api/v1/index.json": "application/json",
    f"/api/v1/planes/{PLAN}/compromisos/agua.json": "application/json",
    "/catalogo.jsonld": "application/ld+json",
    "/recursos/base.css": "text/css",
    "/recursos/indice-es.js": "text/javascript",
    "/robots.txt": "text/plain",
}
"""An address of each kind, and its media type."""
MISSING = {
    "/nada/": "/404.html",
    "/nada.csv": "/404.html",
    "/en/nada/": "/en/404.html",
    f"/en/{PLAN}/x": "/en/404.html",
}
ADDED = {"Content-Length", "Content-Type", "Cache-Control", "Location", "Server", "Date", "Last-Modified", "ETag"}
ADDED |= {"Accept-Ranges", "Connection", "Keep-Alive", "Vary"}
"""What servers say by themselves, which is no policy."""


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder that a server may read as whoever it runs as."""
    folder = Path(tempfile.mkdtemp(prefix="micrositio-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def root(place: Path) -> Path:
    """The small site in both languages, with addresses that moved and a screenshot."""
    edits = replace("content/sitio.yaml", "idiomas: [es]", "idiomas: [es, en]"), write(MOVES_FILE, MOVES)
    return make_site(place / "origen", *edits, *pictured("pozo", "pozo.png", screenshot(), "alternativo: Una tabla."))


@pytest.fixture(scope="module")
def outputs(root: Path, place: Path) -> dict[Host, Path]:
    """The site as it is published for each host."""
    kept = BuildCache()
    for host in Host:
        published(root, place / host.value, host, kept=kept)
    return {host: place / host.value for host in Host}


def published(
    root: Path, output: Path, host: Host, base_url: str | None = None, kept: BuildCache | None = None
) -> None:
    """What the command does, without another process for each host."""
    site, problems = build_site(Options(root, (ROOT / "themes",), base_url, host=host), lambda *stage: None, kept)
    assert site is not None, problems
    publish(site, output)


def files(folder: Path) -> dict[str, str]:
    """The files of a site, without the mark of the folder, in which the command writes the name of the site."""
    return {name: each for name, each in digests(folder).items() if name != MARKER}


def serving(host: Host, folder: Path, place: Path, site: Path | None = None) -> AbstractContextManager[str]:
    """The server of a host, whose address is given on entering; `site` is where the site is in its folder."""
    work = Path(tempfile.mkdtemp(dir=place))
    work.chmod(0o755)
    return {
        Host.NETLIFY: lambda: servidor.served(servidor.Netlify(folder)),
        Host.CLOUDFLARE: lambda: servidor.served(servidor.Cloudflare(folder)),
        Host.APACHE: lambda: servers.apache(folder, work),
        Host.NGINX: lambda: servers.nginx(folder, work, (site or folder) / router.NGINX),
    }[host]()


@pytest.fixture(scope="module", params=list(Host), ids=lambda host: host.value)
def host(request: pytest.FixtureRequest) -> Host:
    return Host(request.param)


@pytest.fixture(scope="module")
def server(host: Host, outputs: dict[Host, Path], place: Path) -> Iterator[str]:
    with serving(host, outputs[host], place) as address:
        yield address


def told(answer: servers.Answer) -> dict[str, str]:
    """What an answer says that is a policy; each header once."""
    names = [name for name in answer.headers if name not in ADDED]
    assert len(names) == len(set(names)), answer.headers.items()
    return {name: answer.headers[name] for name in names}


def differences(answer: servers.Answer, expected: Mapping[str, str]) -> dict[str, tuple[str | None, str | None]]:
    """The headers of the policy that are not as expected: what is said and what should be."""
    said = told(answer)
    return {
        name: (said.get(name), expected.get(name))
        for name in {*said, *expected}
        if said.get(name) != expected.get(name)
    }


def wanted(address: str) -> dict[str, str]:
    """The headers of an address, by the rules that all the files are made from."""
    return servidor.headers(address, {each.pattern: each.headers for each in rules(LANGUAGES)})


# What is there


@pytest.mark.parametrize("address", THERE)
def test_an_address_of_each_kind_says_the_same_by_every_host(server: str, address: str) -> None:
    answer = ask(server, address)
    assert (answer.status, answer.media_type) == (200, THERE[address])
    assert not differences(answer, wanted(address))
    assert answer.headers.get_content_charset("utf-8") == "utf-8"
    if answer.media_type == "text/html":
        assert answer.headers.get_param("charset") == "utf-8"


def test_the_addresses_that_are_asked_for_are_of_every_rule() -> None:
    assert [
        each.pattern for each in rules(LANGUAGES) if not any(servidor.fits(each.pattern, path) for path in THERE)
    ] == [
        f"/en/:plan/tablero/{router.FEED.partition('/')[2]}",
        "/:plan/compromisos/:compromiso/feed.xml",
        "/:plan/preguntas/feed.xml",
        "/en/:plan/preguntas/feed.xml",
        "/:plan/compromisos/:compromiso/compartir.png",
        "/en/:plan/compromisos/:compromiso/compartir.png",
        "/:plan/datos/cortes/:corte/SHA256SUMS",
        "/*.geojson",
    ]


def test_a_page_a_card_and_a_document_are_told_apart() -> None:
    assert wanted(f"/{PLAN}/tablero/") == dict(SITE)
    assert wanted(f"/en{CARD}") == {**SITE, **FRAMED} == wanted(CARD)
    assert wanted(f"/{PLAN}/datos/avances.csv") == {**SITE, **OPEN}
    assert wanted(DOCUMENT)["Content-Security-Policy"].startswith("sandbox;")


@pytest.mark.parametrize(
    "disguised", ["%65videncias/tabla-agua", "evidencias//tabla-agua", "datos/../evidencias/tabla-agua"]
)
def test_a_document_is_apart_however_its_address_is_written(server: str, host: Host, disguised: str) -> None:
    if host in (Host.NETLIFY, Host.CLOUDFLARE):
        return
    answer = ask(server, f"/{PLAN}/{disguised}/archivo/tabla-agua.csv")
    assert answer.status == 200
    assert not differences(answer, wanted(DOCUMENT))


# What is not there


@pytest.mark.parametrize("address", MISSING)
def test_what_is_not_there_is_answered_in_the_language_of_its_address(
    server: str, host: Host, outputs: dict[Host, Path], address: str
) -> None:
    answer = ask(server, address)
    assert answer.status == 404
    assert answer.content == (outputs[host] / MISSING[address].lstrip("/")).read_bytes()
    assert (answer.media_type, answer.headers.get_param("charset")) == ("text/html", "utf-8")
    assert not differences(answer, SITE)


@pytest.mark.parametrize("address", ["/recursos/", "/api/", f"/{PLAN}/evidencias/tabla-agua/archivo/"])
def test_a_folder_without_a_page_is_not_listed(server: str, address: str) -> None:
    answer = ask(server, address)
    assert answer.status == 404
    assert b"<h1>" in answer.content
    assert b"Index of" not in answer.content


@pytest.mark.parametrize("path", [*sorted(router.FOR_HOSTS), ".micrositio", f"{PLAN}/.htaccess"])
def test_what_the_server_reads_for_itself_is_shown_to_nobody(
    server: str, host: Host, outputs: dict[Host, Path], path: str
) -> None:
    if path == ".micrositio" and host in (Host.NETLIFY, Host.CLOUDFLARE):
        return
    answer = ask(server, f"/{path}")
    assert answer.status == 404
    assert answer.content == (outputs[host] / "404.html").read_bytes()


# What moved


@pytest.mark.parametrize(("old", "new"), [(OLD_PAGE, NEW), (OLD_FILE, f"/{PLAN}/datos/avances.csv"), (ODD, "/")])
def test_a_moved_address_leads_on(server: str, old: str, new: str) -> None:
    answer = ask(server, quote(unquote(old)))
    assert (answer.status, answer.location) == (301, new)
    assert not differences(answer, wanted(old))


def test_a_moved_page_leads_on_from_its_file_too(server: str, host: Host) -> None:
    """Netlify takes both for one address before it looks at any rule: the reader does not."""
    if host is Host.NETLIFY:
        return
    answer = ask(server, f"{OLD_PAGE}index.html")
    if host is Host.CLOUDFLARE:
        assert (answer.status, answer.location) == (308, OLD_PAGE)
    else:
        assert (answer.status, answer.location) == (301, NEW)


# Below a folder of its server


@pytest.mark.parametrize("of", [Host.APACHE, Host.NGINX], ids=lambda each: each.value)
def test_a_site_below_a_folder_of_its_server_says_the_same(of: Host, root: Path, place: Path) -> None:
    folder = Path(tempfile.mkdtemp(dir=place))
    folder.chmod(0o755)
    site = folder / "gob"
    published(root, site, of, "https://example.org/gob")
    with serving(of, folder, place, site) as server:
        for address in ("/", CARD, f"/en{CARD}", DOCUMENT, f"/{PLAN}/datos/avances.csv", "/novedades/feed.xml"):
            answer = ask(server, f"/gob{address}")
            assert (answer.status, answer.media_type) == (200, THERE[address])
            assert not differences(answer, wanted(address))
        for address, page in MISSING.items():
            answer = ask(server, f"/gob{address}")
            assert (answer.status, answer.content) == (404, (site / page.lstrip("/")).read_bytes())
        assert ask(server, f"/gob{OLD_PAGE}").location == f"/gob{NEW}"
        assert ask(server, f"/gob/{router.NGINX}").status == ask(server, f"/gob/{router.HTACCESS}").status == 404


@pytest.mark.parametrize("module", ["headers", "rewrite", "mime"])
def test_apache_without_a_module_answers_with_an_error_and_not_without_the_rules(
    outputs: dict[Host, Path], place: Path, module: str
) -> None:
    work = Path(tempfile.mkdtemp(dir=place))
    work.chmod(0o755)
    with servers.apache(outputs[Host.APACHE], work, without=module) as server:
        assert ask(server, "/").status == 500


# The files


def test_each_host_gets_its_own_files_and_everything_else_is_the_same(outputs: dict[Host, Path]) -> None:
    own = {
        Host.NETLIFY: {router.REDIRECTS},
        Host.CLOUDFLARE: {router.HEADERS, router.REDIRECTS},
        Host.APACHE: {router.HTACCESS},
        Host.NGINX: {router.NGINX},
    }
    found = {host: digests(folder) for host, folder in outputs.items()}
    for host, files in found.items():
        assert {path for path in files if path in router.FOR_HOSTS} == own[host]
    rest = [{path: each for path, each in files.items() if path not in router.FOR_HOSTS} for files in found.values()]
    assert all(each == rest[0] for each in rest)


def test_without_a_host_it_is_netlify_and_never_two_policies(
    root: Path, outputs: dict[Host, Path], tmp_path: Path
) -> None:
    assert run("--site", root, "--output", tmp_path / "salida").returncode == 0
    assert files(tmp_path / "salida") == files(outputs[Host.NETLIFY])
    assert not (outputs[Host.NETLIFY] / "_headers").exists()


def test_the_same_site_is_written_again_in_its_place(root: Path, outputs: dict[Host, Path]) -> None:
    before = files(outputs[Host.APACHE])
    assert run("--para-host", "apache", "--site", root, "--output", outputs[Host.APACHE]).returncode == 0
    assert files(outputs[Host.APACHE]) == before


def test_an_unknown_host_is_refused_with_those_that_are_known(root: Path) -> None:
    finished = run("--site", root, "--para-host", "iis")
    assert finished.returncode == 2
    assert "'iis' no es una opción; elija una de: 'netlify', 'cloudflare', 'apache', 'nginx'" in finished.stderr


def test_what_is_for_the_server_is_no_address_of_the_site(root: Path) -> None:
    listed = listing(load(root)[0].addresses, [router.HOME, *router.FOR_HOSTS])
    assert listed == ["/"]


def test_a_preview_that_is_not_to_be_indexed_keeps_its_rules(outputs: dict[Host, Path], tmp_path: Path) -> None:
    for name in ("index.html", router.HEADERS):
        shutil.copy(outputs[Host.CLOUDFLARE] / name, tmp_path)
    subprocess.run([ROOT / "scripts" / "sin-indexar", tmp_path], check=True, capture_output=True)
    found = servidor.Cloudflare(tmp_path).answer("/").headers
    assert dict(found) == {**SITE, "X-Robots-Tag": "noindex"}


def test_netlify_s_settings_are_those_that_the_rules_give() -> None:
    text = cabeceras.SETTINGS.read_text(encoding="utf-8")
    assert text == cabeceras.settings(text, ROOT), "corra ./scripts/cabeceras"


@pytest.mark.parametrize("host", list(Host), ids=lambda each: each.value)
def test_rules_are_of_the_languages_that_the_site_is_in(host: Host) -> None:
    moved = [Redirect(SitePath("a/index.html"), SitePath("index.html"))]

    def named(*languages: str) -> set[str]:
        written = b"".join(host_files(host, languages, moved, NO_ADDRESS).values()).decode()
        text = written + (netlify_settings(languages) if host is Host.NETLIFY else "")
        return set(re.findall(r"/(en|qu)/", text))

    assert (named("es"), named("es", "qu"), named("es", "en", "qu")) == (set(), {"qu"}, {"en", "qu"})


def test_cloudflare_s_files_are_within_what_it_reads() -> None:
    languages = ("es", *(f"{a}{b}" for a in "abc" for b in "xyz"))
    many = [Redirect(SitePath(f"a/{n:05}/index.html"), SitePath("index.html")) for n in range(CLOUDFLARE_REDIRECTS + 5)]
    files = host_files(
        Host.CLOUDFLARE, languages, [Redirect(SitePath("x" * 1_000), SitePath("b.csv")), *many], NO_ADDRESS
    )
    lines = files[router.HEADERS].decode().splitlines()
    patterns = [each for each in lines if each.startswith("/")]
    assert len(patterns) == len(set(patterns)) <= servidor.MOST_RULES
    assert all(each.count("*") <= 1 for each in patterns)
    assert max(map(len, lines)) <= servidor.LONGEST["_headers"]
    redirects = files[router.REDIRECTS].decode().splitlines()
    assert len(redirects) == CLOUDFLARE_REDIRECTS == servidor.MOST_REDIRECTS
    assert max(map(len, redirects)) <= CLOUDFLARE_LINE == servidor.LONGEST["_redirects"]
    assert redirects[0] == "/a/00000/ / 301"


def test_the_docs_tell_how_to_publish_with_each_host() -> None:
    page = (ROOT / "docs" / "publicar.md").read_text(encoding="utf-8")
    headings = {each.partition(" ")[0].lower() for each in re.findall(r"^## (.+)$", page, re.MULTILINE)}
    assert {each.value for each in Host} <= headings
    assert {f"--para-host {each.value}" for each in Host if each is not Host.NETLIFY} <= set(
        re.findall(r"--para-host \w+", page)
    )


# The reader of Cloudflare's files


def test_the_reader_joins_what_two_rules_give_and_takes_off_what_one_says(tmp_path: Path) -> None:
    """The example of its documentation: the values are joined with a comma, and «!» takes one off."""
    (tmp_path / "_headers").write_text(
        "# nota\n/*\n  X-Robots-Tag: noindex\n  X-Frame-Options: DENY\n\n/static/*\n  X-Robots-Tag: nosnippet\n"
        "/static/:archivo\n  ! X-Frame-Options\n",
        encoding="utf-8",
    )
    found = servidor.Cloudflare(tmp_path).answer("/static/a.jpg").headers
    assert (found["X-Robots-Tag"], "X-Frame-Options" in found) == ("noindex, nosnippet", False)
    assert servidor.Cloudflare(tmp_path).answer("/otra").headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    ("address", "status", "leads"),
    [("/a/", 200, ""), ("/a", 308, "/a/"), ("/a/index.html", 308, "/a/"), ("/b", 200, ""), ("/b.html", 308, "/b")],
)
def test_the_reader_gives_pages_without_their_ending(tmp_path: Path, address: str, status: int, leads: str) -> None:
    (tmp_path / "a").mkdir()
    for name in ("a/index.html", "b.html", "404.html"):
        (tmp_path / name).touch()
    answer = servidor.Cloudflare(tmp_path).answer(address)
    assert (answer.status, answer.headers.get("Location", "")) == (status, leads)
