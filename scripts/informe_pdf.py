"""Makes the report of each plan in PDF: Chromium prints the page just built, without server or network."""

from __future__ import annotations

import mimetypes
import os
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Page, Route, sync_playwright

from navegador import ARGUMENTS

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from micrositio.model.plan import ActionPlan  # noqa: E402
from micrositio.pages.reporting.contents import WHOLE  # noqa: E402
from micrositio.pipeline.builder import build_site  # noqa: E402
from micrositio.pipeline.options import Options  # noqa: E402
from micrositio.pipeline.publisher import Site  # noqa: E402
from micrositio.pipeline.site_reader import read_site  # noqa: E402
from micrositio.problems.problem import Format, formatted  # noqa: E402
from micrositio.routes import paths as router  # noqa: E402  # la ruta se acaba de agregar
from micrositio.routes.addresses import Addresses  # noqa: E402
from micrositio.routes.paths import SitePath  # noqa: E402

HERE = "https://micrositio.invalid"
"""Base address for the browser when the site has no address yet; used only in this program, never left in the PDF."""
UNLINK = """here => document.querySelectorAll("a[href]").forEach(each => {
    if (!each.getAttribute("href").startsWith("#") && each.href.startsWith(here)) each.removeAttribute("href");
})"""
"""JavaScript that removes the links to other pages of a site without address: in a PDF they would lead nowhere."""
HEADER = '<p style="font: 7pt sans-serif; color: #333; margin: 0 14mm; width: 100%"><span class="title"></span></p>'


def main(home: Path, base_url: str | None) -> int:
    """Writes the PDF of each plan; returns 1 and prints the reason if there is no browser or the site has errors."""
    program = os.environ.get("MICROSITIO_CHROMIUM", "")
    if not program:
        print("No hay Chromium, Chrome ni Edge: no se hizo ningún PDF. Instale uno o diga dónde está, en la variable")
        print("MICROSITIO_CHROMIUM. También puede imprimir la página del informe desde su navegador.")
        return 1
    options = Options(home, (home / "themes", ROOT / "themes"), base_url)
    site, problems = build_site(options, lambda stage, done, of: None)
    config, plans = read_site(options, lambda stage, done, of: None)[1:3]
    if site is None or config is None:
        print(*formatted((each for each in problems if each.is_error), Format.TEXT, str), sep="\n")
        print("Corrija antes el sitio. No se hizo ningún PDF.")
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        for plan in plans:
            page = opened(browser, site, whole_report(site, plan), config.base_url)
            print(printed(page, home / "data" / plan.id))
        browser.close()
    print("Para publicarlos, construya el sitio otra vez.")
    return 0


def whole_report(site: Site, plan: ActionPlan) -> SitePath:
    """Returns the page with all of the report or, where the plan is too large for one, its first page."""
    path = router.report_part(plan, WHOLE)
    return path if path in site else router.report(plan)


def opened(browser: Browser, site: Site, path: SitePath, base_url: str) -> Page:
    """Returns the page, read from memory under the site's address, so that the links of the PDF lead to the site."""
    base = base_url or HERE
    page = browser.new_page()
    page.route("**/*", lambda route: answer(route, site, base))
    page.goto(Addresses(base).canonical(path))
    if not base_url:
        page.evaluate(UNLINK, HERE)
    return page


def answer(route: Route, site: Site, base: str) -> None:
    """Fulfils a browser request with the file of the site, or aborts the request if the site has no such file."""
    inner = unquote(urlsplit(route.request.url.removeprefix(base)).path).lstrip("/")
    path = SitePath(inner + router.INDEX if inner.endswith("/") else inner)
    content = site.get(path) if route.request.url.startswith(base) else None
    if content is None:
        route.abort()
    else:
        body = content if isinstance(content, bytes) else Path(str(content)).read_bytes()
        route.fulfill(body=body, content_type=mimetypes.guess_type(path)[0] or "application/octet-stream")


def printed(page: Page, folder: Path) -> str:
    """Prints the page to the plan's folder in place of earlier PDF files; the file name has the day of the data.

    Returns a line with the path and the size in bytes.
    """
    day = page.locator(".report").get_attribute("data-day")
    target = folder / (f"informe-{day}.pdf" if day else "informe.pdf")
    data = page.pdf(
        format="Letter", tagged=True, outline=True, print_background=True,
        display_header_footer=True, header_template=HEADER, footer_template="<span></span>",
    )  # fmt: skip
    for old in folder.glob("informe*.pdf"):
        old.unlink()
    target.write_bytes(data)
    page.close()
    return f"{target.relative_to(folder.parents[1])}: {len(data):,} bytes"


if __name__ == "__main__":
    sys.exit(
        main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT).resolve(), sys.argv[2] if len(sys.argv) > 2 else None)
    )
