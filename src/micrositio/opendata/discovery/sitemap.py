"""For search engines: the list of pages (sitemaps.org) and robots.txt. Dates come from the data, not from a clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape

from micrositio.i18n.messages import catalogue
from micrositio.model.plan import ActionPlan
from micrositio.model.records import ReportingPeriod
from micrositio.model.text import SOURCE_LANGUAGE
from micrositio.opendata.discovery.dataset_records import DatasetDescription, by_page
from micrositio.routes import paths as router
from micrositio.routes.addresses import Addresses
from micrositio.routes.paths import SitePath

_ = catalogue(SOURCE_LANGUAGE).gettext

MOST_PAGES = 50_000
"""Maximum number of pages of a list (sitemaps.org)."""
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
Dates = Mapping[SitePath, date]


def site_map(paths: Iterable[SitePath], dates: Dates, addresses: Addresses) -> dict[SitePath, bytes]:
    """Returns the list of the pages among `paths`, in parts if it is too long; none while the site has no address.

    `dates` has the day of the last change of each page; a page without one is listed without a date.
    """
    pages = sorted(path for path in paths if f"/{path}".endswith(f"/{router.INDEX}"))
    if not addresses.base_url:
        return {}
    if len(pages) <= MOST_PAGES:
        return {router.SITEMAP: _list("urlset", "url", pages, dates, addresses)}
    parts = {
        router.sitemap_part(number): _list("urlset", "url", part, dates, addresses)
        for number, part in enumerate(_parts(pages), 1)
    }
    return {router.SITEMAP: _list("sitemapindex", "sitemap", parts, {}, addresses), **parts}


def _parts(pages: Sequence[SitePath]) -> Iterator[Sequence[SitePath]]:
    return (pages[start : start + MOST_PAGES] for start in range(0, len(pages), MOST_PAGES))


def _list(root: str, entry: str, paths: Iterable[SitePath], dates: Dates, addresses: Addresses) -> bytes:
    lines = (_entry(entry, addresses.canonical(path), dates.get(path)) for path in paths)
    body = "".join(f"{line}\n" for line in lines)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">\n{body}</{root}>\n'.encode()


def _entry(name: str, address: str, day: date | None) -> str:
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<{name}><loc>{escape(address)}</loc>{changed}</{name}>"


def page_dates(paths: Iterable[SitePath], plans: Iterable[DatasetDescription], news: Dates) -> dict[SitePath, date]:
    """Returns the day on which each of the pages last changed, if the data state one.

    A cut's page changes when it is published and when it is corrected; a table's, with the table; any other page of a
    plan, with the last change of its data; the home page, with anything. `news` are the days of novedades.
    """
    wholes = {each.plan.id: each for each in plans}
    own = {page: each.modified for page, each in by_page(wholes.values()).items()}
    for each in wholes.values():
        own |= {router.board_at(each.plan, cut): _changed(each.plan, cut) for cut in each.plan.reporting_periods}
    own |= {**news, router.NEWS: max(news.values(), default=None)}
    of_plans = {path: wholes[plan].modified for path in paths if (plan := path.partition("/")[0]) in wholes}
    known = {path: day for path, day in {**of_plans, **own}.items() if day}
    return {router.HOME: max(known.values()), **known} if known else {}


def _changed(plan: ActionPlan, cut: ReportingPeriod) -> date:
    corrected: list[date] = [each.date for each in plan.index.errata_of.get(cut.id, ())]
    return max((cut.published or cut.date, *corrected))


def robots(addresses: Addresses) -> bytes:
    """Returns robots.txt, which allows everything and names the list of pages or, without one, the reason."""
    address = addresses.canonical(router.SITEMAP)
    note = _("Sin mapa del sitio: hace falta la dirección del sitio («direccion» en content/sitio.yaml).")
    last = f"Sitemap: {address}" if address else f"# {note}"
    return f"User-agent: *\nAllow: /\n\n{last}\n".encode()
