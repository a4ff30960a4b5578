// Filtros de una lista, que sin este guion se lee completa. Los textos vienen del HTML; lo elegido está en la dirección.
"use strict";
for (const form of document.querySelectorAll("form.filters")) {
  const words = form.dataset;
  const scope = form.closest("section") ?? document.querySelector("main");
  const fields = [...form.elements].filter(field => field.name);
  const [details, seen, chosen, nothing, beyond, reset] =
    ["details", ".seen", ".chosen", ".nothing", ".beyond", "button"].map(each => form.querySelector(each));
  const place = form.closest(".inside")?.id ?? scope.getAttribute("aria-labelledby");

  const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  let groups, items, state = globalThis.wholeList ? "part" : "whole";  // `partes.js`, si la lista tiene más partes
  const count = some => new Set(some.map(item => item.key)).size;  // un documento puede estar en dos grupos

  function collect() {
    groups = new Map([...scope.querySelectorAll("[data-grupo]")].map(node => [node, {
      node, own: [], tag: node.querySelector("[data-parte]"), title: node.querySelector("h2, h3")?.textContent ?? "",
    }]));
    items = [...scope.querySelectorAll("[data-filtro]")].map(node => {
      const group = groups.get(node.closest("[data-grupo]"));
      const item = { node, group, key: node.dataset.clave ?? node, away: node.closest("[data-otra-parte]") !== null };
      item.words = new Set(`${node.dataset.filtro} ${group.node.dataset.grupo}`.split(" "));
      group.own.push(item);
      return item;
    });
  }

  async function whole() {
    state = "waiting";
    try {
      await globalThis.wholeList();
      collect();
      state = "whole";
    } catch {
      state = "failed";
    }
    show();
  }

  function show() {
    const total = words.total;
    const asked = fields.filter(field => field.value.trim());
    const every = asked.length > 0 || scope.querySelector("[data-entera]") !== null;
    if (every && state === "part") whole();
    if (!every && state === "failed") state = "part";  // la próxima vez se vuelven a pedir
    const values = asked.filter(field => field.options).map(field => `${field.name}:${field.value}`);
    const texts = asked.filter(field => !field.options).flatMap(field => fold(field.value).match(/\S+/g));
    const fits = item => values.every(value => item.words.has(value)) && texts.every(text =>
      (item.text ??= fold(`${item.group.title} ${item.node.textContent}`)).includes(text));
    const kept = new Set(items.filter(item => (every || !item.away) && fits(item)));
    for (const item of items) item.node.hidden = !kept.has(item);
    for (const { node, own, tag } of groups.values()) {
      const n = own.filter(item => kept.has(item)).length;
      node.hidden = (asked.length > 0 || "otraParte" in node.dataset) && !n;
      if (asked.length && n) node.querySelector("details.fold")?.setAttribute("open", "");  // lo filtrado se ve
      if (tag) tag.textContent = n < own.length ? fill(words.parte, { n, total: own.length }) : own.length;
    }
    const left = count([...kept]);
    const waiting = every && state === "waiting";
    const told = waiting ? words.espera
      : fill(words.cuenta, { n: left, total }) + (every && state === "failed" ? ` ${words.aparte}` : "");
    if (seen.textContent !== told) seen.textContent = told;
    chosen.textContent = asked.map(field => `${field.parentNode.firstChild.textContent.trim()}: ${
      field.options ? field.selectedOptions[0].text.replace(/ \([^()]*\)$/, "") : `«${field.value.trim()}»`}`).join(" · ");
    nothing.hidden = left > 0 || waiting;
    for (const each of [chosen, beyond, reset]) if (each) each.hidden = !asked.length;
    form.classList.toggle("in-use", asked.length > 0);
    if (asked.length) form.closest("details.fold")?.setAttribute("open", "");  // lo filtrado se ve
  }

  function read() {
    const query = new URLSearchParams(location.search);
    for (const field of fields) {
      field.value = query.get(field.name) ?? "";
      if (field.selectedIndex < 0) field.value = "";  // no es ninguna de las opciones
    }
    show();
  }

  function write(way) {
    const query = new URLSearchParams(location.search);
    for (const field of fields)
      if (field.value.trim()) query.set(field.name, field.value.trim()); else query.delete(field.name);
    const asked = String(query);
    try {
      history[way](null, "", location.pathname + (asked && `?${asked}`) + (place ? `#${place}` : ""));
    } catch {
      // hay navegadores que no cambian la dirección de un archivo, o no tan seguido: se filtra igual
    }
  }

  let typing = 0, written = false;
  form.addEventListener("input", event => {
    clearTimeout(typing);
    if (event.target.options) {
      written = false;
      write("pushState");
      show();
      return;
    }
    typing = setTimeout(() => {
      write(written ? "replaceState" : "pushState");
      written = true;
      show();
    }, 200);
  });
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("focusout", () => { written = false; });
  reset.addEventListener("click", () => {
    clearTimeout(typing);
    for (const field of fields) field.value = "";
    write("pushState");
    show();
    details.firstElementChild.focus();
  });
  addEventListener("popstate", read);
  scope.addEventListener("entera", show);
  collect();
  read();
  details.open = matchMedia("(min-width: 45em)").matches;
  form.hidden = false;
}
