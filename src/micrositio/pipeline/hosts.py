"""The rules of `headers` in the format of each kind of host: headers, pages for addresses not found, and redirects.

Cloudflare Pages reads `_headers` and `_redirects`, Apache `.htaccess`, nginx a file that its `server` block includes.
Netlify reads `netlify.toml`, at the root of the project, and `_redirects`; a `_headers` file is never written for
Netlify, which would then send two policies.
"""

from __future__ import annotations

import json
import re
import string
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from micrositio.i18n.messages import catalogue
from micrositio.model.text import SOURCE_LANGUAGE
from micrositio.pipeline.headers import TYPES, Rule, missing, rules, with_charset
from micrositio.pipeline.options import Host
from micrositio.routes import paths as router
from micrositio.routes.addresses import Addresses
from micrositio.routes.moves import Redirect, address
from micrositio.routes.paths import SitePath

_ = catalogue(SOURCE_LANGUAGE).gettext

CLOUDFLARE_REDIRECTS, CLOUDFLARE_LINE = 2_000, 1_000
"""The most redirects that Cloudflare Pages reads, and the most characters of each."""
_OF_CLOUDFLARE = ("Access-Control-Allow-Origin",)
"""Headers that Cloudflare Pages adds to every response without a rule."""
_WIDTH = 118
_HIDDEN = r"\.(?!well-known/)"
"""Start of the names that no server serves: a dot, except `.well-known/`, which certificate authorities read."""

_PLAIN = (string.ascii_letters + string.digits + "/_~-").encode()
_KINDS = {"*": ".*", ":": "[^/]+"}
"""Regular expressions of the variable parts of a pattern, by their first character."""


@dataclass(frozen=True)
class Served:
    """The data of a site for a host: its languages, its redirects and its addresses."""

    languages: Sequence[str]
    redirects: Sequence[Redirect]
    addresses: Addresses

    def redirected(self) -> Iterator[tuple[SitePath, str]]:
        """Yields each old path, for a page also that of its folder, and the address of its target, percent-encoded."""
        for each in self.redirects:
            for old in dict.fromkeys((each.old, router.folder(each.old))):
                yield SitePath(old), self.addresses.rooted(each.new)


def host_files(
    host: Host, languages: Sequence[str], redirects: Sequence[Redirect], addresses: Addresses
) -> dict[SitePath, bytes]:
    """Returns the files, by path, that `host` needs beside the site's own to serve the site."""
    site = Served(languages, redirects, addresses)
    files = {path: "".join(f"{line}\n" for line in write(site)) for path, write in _WRITERS[host].items()}
    return {path: text.encode() for path, text in files.items() if text}


def _netlify_redirects(site: Served) -> Iterator[str]:
    """Returns the redirects of moved addresses for Netlify; they apply even where a page exists («!»)."""
    return (f"{address(each.old)} {address(each.new)} 301!" for each in site.redirects)


def netlify_settings(languages: Sequence[str]) -> str:
    """Returns the part of `netlify.toml` with the headers and the pages for addresses not found."""
    return "".join(f"{line}\n" for line in _netlify(languages))


NO_INDEX = "X-Robots-Tag: noindex"
"""The header that asks search engines not to show a page."""


def without_index(headers: str) -> str:
    """Returns the text of a `_headers` file with `NO_INDEX` for the whole site, within the rules for it if there are.

    Of two equal rules Cloudflare Pages reads one.
    """
    if NO_INDEX in headers:
        return headers
    lines = headers.splitlines()
    if "/*" in lines:
        return "".join(f"{line}\n  {NO_INDEX}\n" if line == "/*" else f"{line}\n" for line in lines)
    return f"{headers}/*\n  {NO_INDEX}\n"


def _netlify(languages: Sequence[str]) -> Iterator[str]:
    for rule, why in _explained(rules(languages)):
        yield from (*why, "[[headers]]", f"  for = {json.dumps(rule.pattern)}", "  [headers.values]")
        yield from (f"    {name} = {json.dumps(value)}" for name, value in rule.values.items())
    for start, page in missing(languages)[1:]:
        yield from ("", *_comment(_("Donde no hay nada se contesta en el idioma de la dirección.")))
        yield from ("[[redirects]]", f'  from = "{start}*"', f'  to = "/{page}"', "  status = 404")


def _explained(of: Iterable[Rule]) -> Iterator[tuple[Rule, list[str]]]:
    """Yields each rule and the lines before it: a blank one and, once for rules that share it, the reason."""
    told = ""
    for rule in of:
        yield rule, ["", *(_comment(rule.why) if rule.why != told else ())]
        told = rule.why


def _comment(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)


def _cloudflare_headers(site: Served) -> Iterator[str]:
    """Yields the headers for Cloudflare Pages.

    Cloudflare joins with a comma the values of a header that two rules give, so the later rule first removes the
    earlier value (`!`).
    """
    yield from _comment(_("Lo escribe micrositio al generar el sitio, para Cloudflare Pages. No lo cambie a mano."))
    given = {*_OF_CLOUDFLARE}
    for rule, why in _explained(rules(site.languages)):
        yield from (*why, rule.pattern)
        yield from (f"  ! {name}" for name in sorted(given if rule.pattern == "/*" else given & {*rule.values}))
        yield from (f"  {name}: {value}" for name, value in rule.values.items())
        given |= {*rule.values}


def _cloudflare_redirects(site: Served) -> list[str]:
    """Returns the redirects for Cloudflare Pages, within its limits of number and length.

    At the address of any other redirect there is the page for redirected addresses, as on every other host.
    """
    lines = (f"{address(each.old)} {address(each.new)} 301" for each in site.redirects)
    return [line for line in lines if len(line) <= CLOUDFLARE_LINE][:CLOUDFLARE_REDIRECTS]


def _escaped(text: str) -> str:
    """Returns a regular expression that matches the text byte by byte, without characters special in configurations."""
    return "".join(chr(each) if each in _PLAIN else f"\\x{each:02x}" for each in text.encode()).replace(r"\x2e", r"\.")


def _expression(pattern: str, root: str = "") -> str:
    """Returns the pattern of a rule as a regular expression."""
    parts = re.split(r"(:[a-z]+|\*)", pattern)
    return f"^{_escaped(root)}{''.join(_KINDS.get(each[:1]) or _escaped(each) for each in parts)}$"


def _headed(site: Served) -> Iterator[tuple[Rule, list[str]]]:
    """Returns the rules that give more than a media type, each with the lines before it."""
    return _explained(each for each in rules(site.languages) if each.headers)


def _typed(site: Served) -> Iterator[tuple[Rule, list[str]]]:
    """Returns the rules that give a media type other than that of the extension, each with the lines before it."""
    typed = (each for each in rules(site.languages) if each.media_type)
    return _explained(each for each in typed if TYPES.get(each.pattern.rpartition(".")[2]) != each.media_type)


def _header_names(site: Served) -> list[str]:
    return list(dict.fromkeys(name for rule, _why in _headed(site) for name in rule.headers))


def _apache(site: Served) -> Iterator[str]:
    """Yields `.htaccess`; if a module that it needs is missing, the server answers with an error.

    Otherwise the server would serve the site without its rules.
    """
    yield from _comment(
        _(
            "Lo escribe micrositio al generar el sitio, para Apache 2.4. No lo cambie a mano. Sin «AllowOverride All» "
            "Apache no lo lee. Necesita los módulos headers, rewrite, mime y dir: si falta uno, el servidor contesta "
            "con un error en vez de mostrar el sitio sin sus reglas."
        )
    )
    yield from ("DirectoryIndex index.html", "RewriteEngine On", *_apache_rewrites(site))
    for start, page in missing(site.languages):
        yield from _apache_if(f"{start}*", site, [f"ErrorDocument 404 {site.addresses.rooted(page)}"])
    yield from (f'AddType "{with_charset(kind)}" .{extension}' for extension, kind in sorted(TYPES.items()))
    for rule, why in _typed(site):
        yield from (*why, *_apache_if(rule.pattern, site, [f'ForceType "{with_charset(rule.media_type)}"']))
    yield from ("", *(f"Header onsuccess unset {name}" for name in _header_names(site)))
    for rule, why in _headed(site):
        lines = [f'Header always set {name} "{value}"' for name, value in rule.headers.items()]
        yield from (*why, *_apache_if(rule.pattern, site, lines))


def _apache_rewrites(site: Served) -> Iterator[str]:
    """Yields the rules for paths that are not served (hidden files, folders without a page) and for redirects."""
    yield from (f"RewriteRule {start}{_HIDDEN} - [R=404,L]" for start in ("^", "/"))
    yield from ("RewriteCond %{REQUEST_FILENAME} -d", "RewriteCond %{REQUEST_FILENAME}/index.html !-f")
    yield "RewriteRule ^ - [R=404,L]"
    for old, new in site.redirected():
        target = new.replace("%", r"\%")
        yield f'RewriteRule "^{_escaped(old)}$" "{target}" [R=301,NE,L]'


def _apache_if(pattern: str, site: Served, lines: Sequence[str]) -> Sequence[str]:
    if pattern == "/*":
        return lines
    expression = _expression(pattern, site.addresses.root)
    return [f'<If "%{{REQUEST_URI}} =~ m#{expression}#">', *(f"  {line}" for line in lines), "</If>"]


def _nginx(site: Served) -> Iterator[str]:
    """Yields the file to include in nginx; each header is added once, for the whole server, from a variable.

    The rules set the variables. An `add_header` within a `location` would remove all the other headers there.
    """
    yield from _comment(
        _(
            "Lo escribe micrositio al generar el sitio, para nginx. No lo cambie a mano: inclúyalo con «include» en un "
            "bloque «server» que sea solo del sitio, y vuelva a cargar nginx cuando publique. Un «add_header» dentro "
            "de un «location» suyo quitaría de ahí todas estas cabeceras."
        )
    )
    yield from ("index index.html;", "absolute_redirect off;", "default_type application/octet-stream;")
    yield from ("types {", *(f"  {kind} {extension};" for extension, kind in sorted(TYPES.items())), "}")
    yield from ("charset utf-8;", f"charset_types {' '.join(_texts(site))};")
    for rule, why in _typed(site):
        yield from (*why, f'location ~ "{_expression(rule.pattern, site.addresses.root)}" {{')
        yield from ("  types { }", f"  default_type {rule.media_type};", "}")
    yield from ("", *(f'set {_variable(name)} "";' for name in _header_names(site)))
    for rule, why in _headed(site):
        yield from (*why, *_nginx_set(rule.pattern, site, rule.headers))
    yield from ("", *(f"add_header {name} {_variable(name)} always;" for name in _header_names(site)))
    yield from ("", *_nginx_missing(site), *_nginx_moved(site))


def _texts(site: Served) -> list[str]:
    """Returns the media types sent with their encoding, except HTML, which nginx always includes."""
    kinds = {*TYPES.values(), *(rule.media_type for rule, _why in _typed(site))} - {TYPES["html"]}
    return sorted(each for each in kinds if with_charset(each) != each)


def _nginx_set(pattern: str, site: Served, values: Mapping[str, str]) -> Sequence[str]:
    lines = [f'set {_variable(name)} "{value}";' for name, value in values.items()]
    if pattern == "/*":
        return lines
    return [f'if ($uri ~ "{_expression(pattern, site.addresses.root)}") {{', *(f"  {line}" for line in lines), "}"]


def _nginx_missing(site: Served) -> Iterator[str]:
    for start, page in missing(site.languages):
        yield from _nginx_set(f"{start}*", site, {"404": site.addresses.rooted(page)})
    yield from (f"error_page 404 {_variable('404')};", f"error_page 403 =404 {_variable('404')};")
    own = site.addresses.rooted(router.NGINX)
    yield from (f"location ~ /{_HIDDEN} {{ return 404; }}", f"location = {own} {{ return 404; }}")


def _nginx_moved(site: Served) -> Iterator[str]:
    for old, new in site.redirected():
        yield f'location = "{_quoted(f"{site.addresses.root}/{old}")}" {{ return 301 "{new}$is_args$args"; }}'


def _variable(name: str) -> str:
    return f"$micrositio_{name.lower().replace('-', '_')}"


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


_WRITERS: Mapping[Host, Mapping[SitePath, Callable[[Served], Iterable[str]]]] = {
    Host.NETLIFY: {router.REDIRECTS: _netlify_redirects},
    Host.CLOUDFLARE: {router.HEADERS: _cloudflare_headers, router.REDIRECTS: _cloudflare_redirects},
    Host.APACHE: {router.HTACCESS: _apache},
    Host.NGINX: {router.NGINX: _nginx},
}
