"""The twin of an invented site for Hugo: the same pages, from the same rows and the same templates, in Go's language.

Hugo is handed its content joined, worded and computed, as front matter; it reads no table and validates nothing. The
templates are those of `paginas`, translated.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes

from contra.filas import Commitment, Plan, plan_of
from contra.plantillas import NAMES, TITLES, english, whole

SETTINGS = """\
baseURL = "https://ejemplo.invalid/"
title = "Medición"
disableHugoGeneratorInject = true
defaultContentLanguage = "es"
disableDefaultLanguageRedirect = true
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]
[outputs]
home = ["html"]
section = ["html"]
page = ["html"]
[markup.goldmark.extensions]
typographer = false
"""
LANGUAGE = '[languages.{0}]\nlocale = "{0}"\nweight = {1}\ncontentDir = "content/{0}"\n'
LISTED = '(site.GetPage "/plan/compromisos").Sections'
OF_PAGE = {
    "title": "$.Title",
    "home": "$.Site.Home.RelPermalink",
    "commitments": LISTED,
    "answered": f'(where ({LISTED}) "Params.area" $.Params.area)',
    "text": "$.Content",
}
"""The values of a page that are not in its front matter, in Go's language."""


def write_twin(site: Path, folder: Path, languages: tuple[str, ...] = ("es",)) -> None:
    """Writes in `folder` the twin of a site that `make_site` wrote."""
    several = len(languages) > 1
    for language in languages:
        for path, front, body in pages(plan_of(site, language)):
            text = json.dumps(front, ensure_ascii=False) + "\n" + body
            _write(folder / "content" / language / path, text)
        if several:
            words = [
                {"id": each, "translation": each if language == "es" else told} for each, told in english().items()
            ]
            _write(folder / "i18n" / f"{language}.json", json.dumps(words, ensure_ascii=False))
    own = (LANGUAGE.format(language, number) for number, language in enumerate(languages, 1))
    _write(folder / "hugo.toml", SETTINGS + "".join(own))
    for name in NAMES:
        layout = "baseof" if name == "base" else name
        _write(folder / "layouts" / "_default" / f"{layout}.html", Translator(several).template(name))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


Front = dict[str, object]


def pages(plan: Plan) -> Iterator[tuple[str, Front, str]]:
    """Yields each page of the twin in one language: its path in `content`, its front matter and its text."""
    titles = TITLES[plan.language]
    yield "_index.md", {"title": titles["home"], "layout": "text"}, ""
    yield "plan/_index.md", {"title": titles["plan"], "layout": "list_commitments"}, ""
    yield "plan/compromisos/_index.md", {"title": titles["commitments"], "layout": "list_commitments"}, ""
    yield "plan/informe.md", {"title": titles["report"], "layout": "report"}, ""
    for number, each in enumerate(plan.commitments, 1):
        yield commitment_path(each.cid), *commitment_page(number, each)
        front: Front = {"title": each.title, "layout": "card", "commitment": _of_card(each)}
        yield f"plan/compromisos/{each.cid}/tarjeta.md", front, ""
    for cut in (*plan.cuts, plan.cuts[-1]._replace(id="_index")):
        title = titles["board"] if cut.id == "_index" else f"{titles['board']} {cut.id}"
        of_cut = {"cut_date": cut.date, "cut_words": cut.words, "position": cut.position}
        yield f"plan/tablero/{cut.id}.md", {"title": title, "layout": "board", **of_cut}, ""
    for area, name in plan.areas.items():
        yield f"plan/responsables/{area}.md", {"title": name, "layout": "area", "area": area}, ""
    for name, text in plan.texts.items():
        yield f"{name}.md", {"title": titles[name], "layout": "text"}, text + "\n"


def commitment_path(cid: str) -> str:
    """Returns the path in `content` of the page of a commitment."""
    return f"plan/compromisos/{cid}/_index.md"


def commitment_page(number: int, each: Commitment) -> tuple[Front, str]:
    """Returns the front matter and the text of the page of a commitment."""
    milestones = [milestone._asdict() | {"now": milestone.now._asdict()} for milestone in each.milestones]
    for milestone in milestones:
        milestone["updates"] = [update._asdict() for update in milestone["updates"]]
    own = {**_of_card(each), "papers": [paper._asdict() for paper in each.papers], "milestones": milestones}
    front = {"title": each.title, "layout": "commitment", "weight": number, "area": each.area, "long": each.long}
    return {**front, "commitment": own}, ""


def _of_card(each: Commitment) -> Front:
    plain = {key: value for key, value in vars(each).items() if isinstance(value, str)}
    points = [point._asdict() for point in each.points]
    return {**plain, "about": each.about, "points": points, "now": points[0]}


class Translator:
    """Translates templates of Jinja to Go's language; it knows what those of `paginas` use, and refuses the rest."""

    def __init__(self, several: bool) -> None:
        """Translates for a site in one language or, if `several`, with words and addresses by language."""
        self.several = several
        self.environment = Environment(trim_blocks=True, lstrip_blocks=True)

    def template(self, name: str) -> str:
        """Returns the template `name` in Go's language; raises `TypeError` if it uses what has no translation here."""
        tree = self.environment.parse(whole(name), name)
        extends = any(isinstance(each, nodes.Extends) for each in tree.body)
        body = "".join(self._node(each) for each in tree.body)
        return body.strip() + "\n" if extends else body + "\n"

    def _node(self, node: nodes.Node) -> str:
        match node:
            case nodes.Output():
                return "".join(self._shown(each) for each in node.nodes)
            case nodes.For(target=nodes.Name(name=name)):
                return self._loop(name, node)
            case nodes.If():
                other = "{{ else }}" + self._body(node.else_) if node.else_ else ""
                return f"{{{{ if {self._value(node.test)} }}}}{self._body(node.body)}{other}{{{{ end }}}}"
            case nodes.Assign(target=nodes.Name(name=name)):
                return f"{{{{ ${name} := {self._value(node.node)} }}}}"
            case nodes.Block(name=name):
                return f'{{{{ define "{name}" }}}}{self._body(node.body)}{{{{ end }}}}' if node.body else _block(name)
            case nodes.Extends():
                return ""
        raise TypeError(f"no translation of {node}")

    def _body(self, body: list[nodes.Node]) -> str:
        return "".join(self._node(each) for each in body)

    def _loop(self, name: str, node: nodes.For) -> str:
        """Returns a loop; over pages, its variable is what their front matter has of the commitment."""
        of_pages = isinstance(node.iter, nodes.Getattr) and node.iter.attr in ("commitments", "answered")
        start = f"$each := {self._value(node.iter)} }}}}{{{{ ${name} := $each.Params.commitment"
        start = start if of_pages else f"${name} := {self._value(node.iter)}"
        return f"{{{{ range {start} }}}}{self._body(node.body)}{{{{ end }}}}"

    def _shown(self, node: nodes.Node) -> str:
        if isinstance(node, nodes.TemplateData):
            return node.data
        value = self._value(node)
        return str(json.loads(value)) if value.startswith('"') else f"{{{{ {value} }}}}"

    def _value(self, node: nodes.Node) -> str:
        match node:
            case nodes.Const(value=value):
                return json.dumps(value, ensure_ascii=False)
            case nodes.Name(name="language"):
                return "$.Site.Language.Lang" if self.several else '"es"'
            case nodes.Name(name="home") if not self.several:
                return '"/"'
            case nodes.Name(name=name):
                return f"${name}"
            case nodes.Getattr(node=nodes.Name(name="page"), attr=attr):
                return OF_PAGE.get(attr, f"$.Params.{attr}")
            case nodes.Getattr(attr=attr):
                return f"{self._value(node.node)}.{attr}"
            case nodes.Getitem():
                return f"(index {self._value(node.node)} (int {self._value(node.arg)}))"
            case nodes.Filter(name="length"):
                assert node.node is not None
                return f"(len {self._value(node.node)})"
            case nodes.Call(node=nodes.Name(name="_"), args=[nodes.Const(value=words)]):
                return f'(T "{words}")' if self.several else json.dumps(words, ensure_ascii=False)
        raise TypeError(f"no translation of {node}")


def _block(name: str) -> str:
    return f'{{{{ block "{name}" . }}}}{{{{ end }}}}'
