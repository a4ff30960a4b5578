// Filtros y orden de la tabla de actividades, que sin este guion se lee completa. Los textos vienen del HTML.
"use strict";
for (const table of document.querySelectorAll("table[data-filtros]")) {
  const words = table.dataset;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  const chosen = {};
  let sorted = { column: -1, down: false };

  const make = (tag, attributes, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const status = make("p", { class: "coverage", role: "status", "aria-live": "polite" });
  const reset = make("button", { type: "button" }, words.quitar);

  const key = (row, column) => row.cells[column].dataset.clave ?? row.cells[column].textContent.trim();
  const fits = row => Object.entries(chosen).every(([name, value]) =>
    !value || (name === "marcas" ? row.dataset.marcas.split(" ").includes(value) : row.dataset[name] === value));

  function compare(a, b) {
    const [one, other] = [key(a, sorted.column), key(b, sorted.column)];
    if (!one || !other) return !one - !other;  // lo que no tiene dato va al final
    return order(one, other) * (sorted.down ? -1 : 1);
  }

  function show() {
    for (const row of rows) row.hidden = !fits(row);
    const told = [fill(words.cuenta, { n: rows.filter(fits).length, total: rows.length })];
    if (sorted.column >= 0)
      told.push(fill(sorted.down ? words.bajando : words.subiendo, { columna: heads[sorted.column].textContent }));
    status.textContent = told.join(" ");
    reset.hidden = !Object.values(chosen).some(Boolean);
  }

  function sort(column, down) {
    sorted = { column, down };
    heads.forEach((head, n) => n === column
      ? head.setAttribute("aria-sort", down ? "descending" : "ascending") : head.removeAttribute("aria-sort"));
    body.append(...(column < 0 ? rows : [...rows].sort(compare)));
    byColumn.value = column < 0 ? "" : String(column);
    show();
  }

  function choice(label, options, act) {
    const select = make("select", {}, ...options.map(([value, text]) => make("option", { value }, text)));
    select.addEventListener("change", () => act(select.value));
    controls.append(make("label", {}, label, " ", select));
    return select;
  }

  function filter(name, label, options) {
    return choice(label, [["", words.todos], ...options], value => { chosen[name] = value; show(); });
  }

  const controls = make("div", { class: "controls", role: "group", "aria-label": words.filtros });
  const filters = heads.filter(head => head.dataset.filtro).map(head => {
    const name = head.dataset.filtro;
    const values = [...new Set(rows.map(row => row.dataset[name]))];
    return filter(name, head.textContent, values.map(value => [value, value]));
  });
  const marks = ["late", "soon", "unproven", "none"].filter(mark => rows.some(row => row.dataset.marcas.includes(mark)));
  if (marks.length) filters.push(filter("marcas", words.ver, marks.map(mark => [mark, words[mark]])));
  const columns = heads.map((head, n) => [String(n), head.textContent]);
  const byColumn = choice(words.ordenar, [["", words.orden], ...columns],
    value => sort(value === "" ? -1 : Number(value), false));
  byColumn.parentNode.className = "by-column";
  reset.addEventListener("click", () => {
    for (const select of filters) select.value = "";
    for (const name of Object.keys(chosen)) chosen[name] = "";
    show();
    filters[0].focus();
  });
  heads.forEach((head, n) => {
    const button = make("button", { type: "button" }, ...head.childNodes);
    button.addEventListener("click", () => sort(n, sorted.column === n && !sorted.down));
    head.append(button);
  });
  controls.append(reset, status);
  table.before(controls);
  show();
}
