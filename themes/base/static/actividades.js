// Orden de la tabla de actividades, que sin este guion se lee completa en el orden del plan. Los textos vienen del HTML.
"use strict";
for (const table of document.querySelectorAll("table[data-ordenar]")) {
  const words = table.dataset;
  const body = table.tBodies[0];
  let rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  let sorted = { column: -1, down: false };

  const make = (tag, attributes, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };
  const status = make("p", { class: "coverage", role: "status" });
  const key = (row, column) => row.cells[column].dataset.clave ?? row.cells[column].textContent.trim();

  function compare(a, b) {
    const [one, other] = [key(a, sorted.column), key(b, sorted.column)];
    if (!one || !other) return !one - !other;  // lo que no tiene dato va al final
    return order(one, other) * (sorted.down ? -1 : 1);
  }

  async function sort(column, down) {
    try {
      await globalThis.wholeList?.();  // `partes.js`: se ordena la lista entera
    } catch {
      // no se pudieron leer: se ordena esta parte
    }
    if (rows.length < body.rows.length) rows = [...body.rows];
    sorted = { column, down };
    heads.forEach((head, n) => n === column
      ? head.setAttribute("aria-sort", down ? "descending" : "ascending") : head.removeAttribute("aria-sort"));
    body.append(...(column < 0 ? rows : [...rows].sort(compare)));
    select.value = column < 0 ? "" : String(column);
    const told = down ? words.bajando : words.subiendo;
    table.toggleAttribute("data-entera", column >= 0);
    table.dispatchEvent(new Event("entera", { bubbles: true }));
    status.textContent = column < 0 ? "" : told.replace("{columna}", () => heads[column].textContent);
  }

  const options = [["", words.orden], ...heads.map((head, n) => [String(n), head.textContent])];
  const select = make("select", {}, ...options.map(([value, text]) => make("option", { value }, text)));
  select.addEventListener("change", () => sort(select.value === "" ? -1 : Number(select.value), false));
  heads.forEach((head, n) => {
    const button = make("button", { type: "button" }, ...head.childNodes);
    button.addEventListener("click", () => sort(n, sorted.column === n && !sorted.down));
    head.append(button);
  });
  table.before(make("div", { class: "controls" }, make("label", { class: "by-column" }, words.ordenar, " ", select), status));
}
