"""The preview: livereload over a temporary folder, served only to this machine.

Saving a file rebuilds what changed; while there is an error the browser shows a page with its place and its correction.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urlsplit

from livereload import Server
from livereload.handlers import ForceReloadHandler, LiveReloadHandler, LiveReloadJSHandler, StaticFileHandler
from livereload.watcher import Watcher
from tornado.ioloop import IOLoop, PeriodicCallback
from tornado.web import HTTPError, RequestHandler

from micrositio.pipeline.build_cache import BuildCache
from micrositio.pipeline.builder import page_of, site_of
from micrositio.pipeline.options import Options
from micrositio.pipeline.publisher import Site, Stamps, refresh
from micrositio.pipeline.site_reader import Reading, read_site
from micrositio.pipeline.stages import Report
from micrositio.problems.problem import Problem, Translate
from micrositio.render.help_pages import help_pages
from micrositio.render.problem_page import LEAD_HERE, problem_page
from micrositio.routes import paths as router
from micrositio.routes.paths import SitePath
from micrositio.sources.tree import Sources

HOST = "127.0.0.1"
POLL_MILLISECONDS = 50
SHOWN_SECONDS = 0.3
"""Seconds in which a browser on this machine shows a page with all that it asks for."""
_SILENT: Report = lambda *stage: None  # noqa: E731
_HOSTS = ("127.0.0.1", "localhost")

Announce = Callable[[list[Problem]], object]
"""Receives the problems of each build."""


_START = "__livereload__"
"""The path that livereload reports for its own start, when no file has changed."""


class _QuickWatcher(Watcher):  # type: ignore[misc]  # livereload has no types
    """Watcher that looks for changes often and keeps a reload for a page that was still loading when a file changed."""

    owed: str | None = None

    def examine(self) -> tuple[str | None, float | None]:
        changed, delay = super().examine()
        if changed and changed != _START and not LiveReloadHandler.waiters:
            self.owed = changed
        elif not changed and self.owed and LiveReloadHandler.waiters:
            changed = self.filepath = self.owed
            self.owed = None
        return changed, delay

    def start(self, callback: Callable[[], None]) -> bool:
        PeriodicCallback(callback, POLL_MILLISECONDS).start()
        return True


def _refuse_other_hosts(handler: RequestHandler) -> None:
    """Raises `HTTPError` 403 unless the host name is of this machine.

    Otherwise pages of other sites could read the preview through a name that resolves to this machine.
    """
    if handler.request.host_name not in _HOSTS:
        raise HTTPError(403)


def _is_own_origin(handler: RequestHandler, origin: str) -> bool:
    """Returns whether a page of this preview, and not of another site or port, opens the connection.

    The handshake of a WebSocket is not bound to the same origin: any page that is open could listen to the preview.
    """
    parts = urlsplit(origin)
    return parts.scheme == "http" and parts.hostname in _HOSTS and parts.netloc == handler.request.host


class _PageHandler(StaticFileHandler):  # type: ignore[misc]  # livereload has no types
    def prepare(self) -> None:
        _refuse_other_hosts(self)

    looking: Callable[[SitePath], None]

    def set_extra_headers(self, path: str) -> None:
        self.set_header("Cache-Control", "no-store")
        self.looking(SitePath(Path(self.absolute_path).relative_to(self.root).as_posix()))

    def write_error(self, status_code: int, **details: object) -> None:
        page = Path(self.root) / router.NOT_FOUND
        if status_code == 404 and page.is_file():
            self.set_header("Content-Type", "text/html; charset=utf-8")
            self.finish(page.read_bytes())
        else:
            super().write_error(status_code, **details)


class Preview:
    """A preview: builds the site into a folder repeatedly, reusing the results that have not changed."""

    def __init__(self, options: Options, folder: Path, announce: Announce, translate: Translate) -> None:
        """Previews the site of `options` in `folder`; `announce` receives the problems of each build."""
        self.options, self.folder, self.announce, self.translate = options, folder, announce, translate
        self.cache = BuildCache()
        self.help = help_pages(translate)
        self.pages: tuple[SitePath, ...] = (router.HOME, router.NOT_FOUND)
        self.written: Stamps = {}
        self.looked_at = router.HOME
        """The page that was asked for last."""
        self.latest: Reading | None = None
        """What was read after the last save: what was read before it is not built any more."""

    def look(self, path: SitePath) -> None:
        """Notes which file was asked for."""
        if path in self.pages:
            self.looked_at = path

    def first(self, then: Callable[[Callable[[], bool]], object]) -> None:
        """Builds the page that is looked at, and has `then` build all others later; without such a page, now."""
        reading = self.latest = read_site(self.options, _SILENT, self.cache)
        page = page_of(reading, self.options, self.cache, self.looked_at)
        if page is None or page == self.written.get(self.looked_at):
            self.rebuild(reading)
            return
        self.written = {**self.written, **refresh({self.looked_at: page}, self.folder, {})}
        then(lambda: reading is not self.latest or self.rebuild(reading))

    def rebuild(self, reading: Reading | None = None) -> bool:
        """Builds the site again and returns whether it could.

        If it could not, writes the error page over every page of the last good site.
        """
        reading = reading or read_site(self.options, _SILENT, self.cache)
        site, problems = site_of(reading, self.options, _SILENT, self.cache)
        if site is not None:
            self.pages = tuple(path for path in site if path.endswith(".html"))
        shown = site if site is not None else self._error_site(problems, reading.sources)
        self.written = refresh({**shown, **self.help}, self.folder, self.written)
        self.announce(problems)
        return site is not None

    def _error_site(self, problems: Iterable[Problem], sources: Sources) -> Site:
        page = problem_page((each for each in problems if each.is_error), sources, self.translate, LEAD_HERE, "/")
        return dict.fromkeys(self.pages, page)


def serve(
    options: Options, port: int, announce: Announce, started: Callable[[str], None], translate: Translate
) -> None:
    """Serves the site until interrupted; calls `started` with the address after the first build."""
    logging.getLogger("livereload").setLevel(logging.ERROR)
    LiveReloadHandler.DEFAULT_RELOAD_TIME = 0
    for handler in (LiveReloadHandler, LiveReloadJSHandler, ForceReloadHandler):
        handler.prepare = _refuse_other_hosts
    LiveReloadHandler.check_origin = _is_own_origin
    with tempfile.TemporaryDirectory(prefix="micrositio-") as temporary:
        folder = Path(temporary) / "sitio"
        preview = Preview(options, folder, announce, translate)
        preview.rebuild()
        server = _QuietServer(watcher=_QuickWatcher())
        server.SFH = type("_Pages", (_PageHandler,), {"looking": staticmethod(preview.look)})

        for watched in _watched(options):
            server.watch(str(watched), lambda: preview.first(_later))
        started(f"http://{HOST}:{port}/")
        server.serve(port=port, host=HOST, root=str(folder), restart_delay=0)


def _later(rebuild: Callable[[], bool]) -> None:
    """Builds the other pages once the browser has shown the first; if something is wrong, has it show that."""
    IOLoop.current().call_later(SHOWN_SECONDS, lambda: rebuild() or LiveReloadHandler.reload_waiters())


class _QuietServer(Server):  # type: ignore[misc]  # livereload has no types
    def _setup_logging(self) -> None:
        """Does nothing, so that requests are not logged."""


def _watched(options: Options) -> list[Path]:
    folders = [options.root / name for name in ("content", "data")] + list(options.theme_folders)
    return [folder for folder in dict.fromkeys(folders) if folder.is_dir()]
