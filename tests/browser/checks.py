"""What every page must pass, as functions from an open page to its faults. Each is told to fail in test_checks.py."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

import axe_playwright_python
from playwright.sync_api import Page

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that look at colours: those that a colour scheme can change."""
PLACES = [*COLOURS, "target-size", "scrollable-region-focusable"]
"""The rules that look at colours or sizes: those that a width can change while the same things are shown."""
RUN_AXE = """async runOnly => (
    await axe.run(document, {runOnly, resultTypes: ["violations"], iframes: false, preload: false})
    ).violations.map(each => `${each.id}: ${each.nodes.slice(0, 3).map(node => node.target.join(" ")).join(", ")}`)"""


class View(NamedTuple):
    """A width in px and a colour scheme, the rules to apply there, and whether to look at the colours of each element
    or of one of each sort."""

    width: int
    scheme: Literal["light", "dark"]
    rules: list[str]
    whole: bool = False


VIEWS = (
    View(1280, "light", TAGS, whole=True),
    View(320, "light", TAGS),
    View(320, "dark", COLOURS),
    View(768, "light", PLACES),
    View(768, "dark", COLOURS),
    View(1280, "dark", COLOURS),
)
"""Every width and scheme: every rule in the page's two arrangements; elsewhere, those that can come out otherwise."""

SAMPLE = """whole => {
    axe.configure({rules: [{id: "color-contrast", selector: whole ? "*" : "[data-sample]"}]});
    if (whole || document.querySelector("[data-sample]")) return;
    const told = new Set(["class", "role", "type", "scope", "data-inventado"]);
    const own = each => [...each.attributes].map(a => told.has(a.name) || a.name.startsWith("aria-")
        && !a.name.startsWith("aria-label") ? `${a.name}=${a.value}` : a.name).join();
    const sorts = new Map(), seen = new Set();
    for (const each of document.querySelectorAll("body, body *")) {
        const sort = `${sorts.get(each.parentElement) ?? ""}>${each.tagName}[${own(each)}]`;
        sorts.set(each, sort);
        if (seen.has(sort) || ![...each.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
        seen.add(sort);
        each.dataset.sample = "";
    }
}"""
"""Mark one element with text for each sort: the same names, classes and attributes from the root down, so the same
colours."""


def view(page: Page, width: int, scheme: Literal["light", "dark"] = "light") -> None:
    """Show the page at a width and in a scheme, without loading it again."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)


def axe(page: Page, views: Iterable[View] = VIEWS) -> Iterator[str]:
    """What axe finds, view by view."""
    page.evaluate(AXE)
    for width, scheme, rules, whole in views:
        view(page, width, scheme)
        page.evaluate(SAMPLE, whole)
        kind = {"type": "tag" if rules is TAGS else "rule", "values": rules}
        yield from (f"axe at {width} {scheme}: {each}" for each in page.evaluate(RUN_AXE, kind))


WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def sideways(page: Page) -> Iterator[str]:
    """How much a reader would have to scroll sideways."""
    wide = page.evaluate(WIDE)
    if wide > 0:
        yield f"{wide} px too wide"


def reflowed(page: Page) -> Iterator[str]:
    """How much a reader would have to scroll sideways at each width."""
    for width in sorted({each.width for each in VIEWS}):
        view(page, width)
        yield from (f"at {width} px: {each}" for each in sideways(page))


UNALIGNED = """() => {
    const left = each => Math.round(each.getBoundingClientRect().left), first = left(document.querySelector("main"));
    return [...document.querySelectorAll(".wrap")]
        .filter(each => !each.closest("main *") && each.checkVisibility() && left(each) !== first)
        .map(each => `${each.className} begins at ${left(each)} px, not ${first}`);
}"""


def unaligned(page: Page) -> Iterator[str]:
    """The blocks of a page, from its header to its footer, that do not begin where its content does."""
    yield from page.evaluate(UNALIGNED)


LOST = """() => {
    const paper = matchMedia("print").matches, faults = [], rects = [], root = document.documentElement.clientWidth;
    const named = each => `${each.tagName.toLowerCase()}${each.id && "#" + each.id}${
        each.classList.length ? "." + [...each.classList].join(".") : ""} «${each.textContent.trim().slice(0, 40)}»`;
    const unseen = each => each.closest(".hidden, .skip, [hidden]")
        || !each.checkVisibility({opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true});
    const tiny = style => style.clipPath !== "none" || style.clip !== "auto";
    for (const each of document.body.querySelectorAll("*:not(svg *)")) {
        const style = getComputedStyle(each);
        if (!/hidden|clip/.test(style.overflowX + style.overflowY) || tiny(style) || unseen(each)) continue;
        if (!each.textContent.trim() || each.clientWidth === 0) continue;
        if (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1)
            faults.push(`cut: ${named(each)}`);
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
    while (walker.nextNode()) {
        const node = walker.currentNode, holder = node.parentElement;
        if (!node.data.trim() || unseen(holder)) continue;
        let clipped = false, scrolls = false;
        for (let each = holder; each && each !== document.body; each = each.parentElement) {
            const style = getComputedStyle(each);
            clipped ||= tiny(style) && style.position === "absolute";
            scrolls ||= /auto|scroll/.test(style.overflowX) && !paper || /^(OPTION|SELECT)$/.test(each.tagName);
        }
        if (clipped || scrolls) continue;
        range.selectNodeContents(node);
        for (const rect of range.getClientRects()) {
            if (rect.width < 2 || rect.height < 2) continue;
            if (rect.left < -1 || rect.right > root + 1) faults.push(`off the page: ${named(holder)}`);
            else if (!paper && rect.left < 4) faults.push(`at the edge: ${named(holder)}`);
            const inset = rect.height * .28;
            const [top, bottom] = [rect.top + inset, rect.bottom - inset];
            rects.push({node, holder, top, bottom, left: rect.left + 1, right: rect.right - 1});
        }
    }
    rects.sort((one, other) => one.top - other.top);
    for (let i = 0; i < rects.length; i++)
        for (let j = i + 1; j < rects.length && rects[j].top < rects[i].bottom; j++) {
            const one = rects[i], other = rects[j];
            if (one.node !== other.node && one.left < other.right && other.left < one.right)
                faults.push(`over each other: ${named(one.holder)} and ${named(other.holder)}`);
        }
    return [...new Set(faults)].slice(0, 5);
}"""


def lost(page: Page) -> Iterator[str]:
    """Text that is cut, off the page, at its very edge or over other text, as the page is shown now."""
    yield from page.evaluate(LOST)
    yield from sideways(page)


SPACED = """
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-bottom: 2em !important; }"""
"""The spacing that a reader may set without losing anything: WCAG 2.2, success criterion 1.4.12."""


def spaced(page: Page, widths: Iterable[int] = (320, 1280)) -> Iterator[str]:
    """What is lost when a reader sets the spacing of the text."""
    handle = page.add_style_tag(content=SPACED)
    for width in widths:
        view(page, width)
        yield from (f"with text spacing at {width} px: {each}" for each in lost(page))
    handle.evaluate("each => each.remove()")


def zoomed(page: Page) -> Iterator[str]:
    """What is lost at 200 %: a window of 1280 × 900 px then has 640 × 450 of the page's."""
    page.set_viewport_size({"width": 640, "height": 450})
    yield from (f"at 200 %: {each}" for each in lost(page))


SHEET = 688
"""The px between the margins of base.css on a sheet of A4, the narrower of the two sizes (182 mm)."""


USELESS = """() => {
    const named = each => each.outerHTML.slice(0, 90), seen = each => each.checkVisibility({visibilityProperty: true});
    const controls = [...document.querySelectorAll("form, button:not(th *)")].filter(seen);
    const pale = [...document.querySelectorAll("a.button")].filter(seen).filter(each =>
        Math.max(...getComputedStyle(each).color.match(/\\d+/g).slice(0, 3)) > 128);
    return [...controls.map(each => `of no use: ${named(each)}`), ...pale.map(each => `pale: ${named(each)}`)];
}"""


def paper(page: Page) -> Iterator[str]:
    """What is lost on a sheet of paper, where nothing can be scrolled, pressed or filled in."""
    page.set_viewport_size({"width": SHEET, "height": 900})
    page.emulate_media(media="print")
    yield from (f"on paper: {each}" for each in lost(page))
    yield from (f"on paper, {each}" for each in page.evaluate(USELESS))
    page.emulate_media(media="screen")


FOCUS = """() => {
    const faults = [], named = each => each.outerHTML.slice(0, 90);
    const all = [...document.querySelectorAll("a[href], button, select, input, textarea, summary, [tabindex]")]
        .filter(each => each.tabIndex >= 0 && !each.disabled && each.checkVisibility({visibilityProperty: true}));
    const look = each => { const s = getComputedStyle(each);
        return [s.outlineStyle === "none" ? "0px" : s.outlineWidth, s.outlineColor, s.boxShadow].join(); };
    for (const each of all) {
        if (each.tabIndex > 0) faults.push(`out of order: ${named(each)}`);
        each.blur();
        const before = look(each);
        each.focus({focusVisible: true, preventScroll: true});
        if (document.activeElement !== each) { faults.push(`takes no focus: ${named(each)}`); continue; }
        if (look(each) === before) faults.push(`focus unseen: ${named(each)}`);
        each.blur();
    }
    return faults.slice(0, 5);
}"""


def focus(page: Page) -> Iterator[str]:
    """What cannot take the focus, takes it out of order or does not show it."""
    yield from page.evaluate(FOCUS)


CONTROLS = {
    "button", "link", "combobox", "listbox", "textbox", "searchbox", "checkbox", "radio", "switch", "slider",
    "spinbutton", "menuitem", "tab", "DisclosureTriangle",
}  # fmt: skip


def names(page: Page) -> Iterator[str]:
    """The controls that a screen reader would read without a name, in the browser's own accessibility tree."""
    session = page.context.new_cdp_session(page)
    tree = cast("dict[str, Any]", session.send("Accessibility.getFullAXTree"))
    session.detach()
    for node in tree["nodes"]:
        role = node.get("role", {}).get("value")
        if role in CONTROLS and not node["ignored"] and not node.get("name", {}).get("value", "").strip():
            yield f"{role} without a name"


def skip_link(page: Page) -> Iterator[str]:
    """Whether the first stop of the keyboard is seen and leads past the header. The page has just been opened."""
    if not page.evaluate("!!document.querySelector('body > header')"):
        return
    page.keyboard.press("Tab")
    first = page.evaluate(
        """() => { const each = document.activeElement, box = each.getBoundingClientRect();
        return [each.getAttribute("href"), box.top >= 0 && box.left >= 0 && box.height > 20]; }"""
    )
    if first != ["#contenido", True]:
        yield f"the first stop of the keyboard is {first[0]}, {'seen' if first[1] else 'unseen'}"
        return
    page.keyboard.press("Enter")
    if page.evaluate("document.activeElement.id") != "contenido":
        yield "the skip link does not move the focus to the content"
