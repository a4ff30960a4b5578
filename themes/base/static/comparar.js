// Compara dos cortes con los datos publicados y las frases de la página. Sin este guion están las comparaciones ya hechas.
"use strict";
(() => {
  const form = document.querySelector("form.compare");
  const place = document.getElementById("comparacion");
  const message = form.querySelector(".told");
  const { de, a } = form.elements;
  const words = form.dataset;
  const cuts = [...de.options];
  const position = id => cuts.findIndex(each => each.value === id);
  const language = document.documentElement.lang;
  const phrases = new Map([...document.getElementById("frases").content.children].map(each => [each.dataset.frase, each]));
  const numbers = new Intl.NumberFormat(words.lugar, { maximumFractionDigits: 2 });
  const days = new Intl.DateTimeFormat(words.lugar, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

  function make(tag, attributes, ...inside) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...inside);
    return node;
  }

  function together(...parts) {
    const all = document.createDocumentFragment();
    all.append(...parts);
    return all;
  }

  function say(name, values = {}) {
    const said = phrases.get(name).cloneNode(true);
    for (const slot of said.querySelectorAll("slot")) slot.replaceWith(values[slot.name] ?? "");
    return together(...said.childNodes);
  }

  // De un compromiso algunas frases son otras que de una actividad
  const sayOf = (own, name, values) => say(own && phrases.has(`propio-${name}`) ? `propio-${name}` : name, values);

  // Los valores, como los escriben las páginas

  function percent(fraction) {
    if (fraction === null || fraction === undefined) return say("sin-dato");
    const exact = Number((fraction * 100).toPrecision(13)), tenths = exact > 0 && exact < 1 ? 10 : 1;
    const shown = Math.sign(exact) * Math.round(Math.abs(exact) * tenths) / tenths;
    return words.porciento.replace("22", () => numbers.format(shown === 100 && exact < 100 ? 99 : shown));
  }

  const asText = value => typeof value === "string" ? value : value.textContent;

  const day = date => date ? make("time", { datetime: date }, days.format(new Date(`${date}T00:00Z`))) : say("sin-dato");

  function text(row, name, note = "") {
    const own = language === words.idioma ? name : `${name}_${language}`;
    if (row[own]) return row[own];
    const other = Object.keys(row).find(key => (key === name || key.startsWith(`${name}_`)) && row[key]);
    if (!other) return say("sin-dato");
    const marked = make("span", { lang: other === name ? words.idioma : other.slice(name.length + 1) }, row[other]);
    return note ? together(marked, ` ${note}`) : marked;
  }

  const address = (pattern, values) => pattern.replace(/(?:%7B|\{)(\w+)(?:%7D|\})/g, (_, name) => encodeURIComponent(values[name]));

  function milestoneLink(row, own) {
    const page = address(words.compromiso, row);
    const anchor = own ? words.propio : address(words.actividad, { actividad: row.id });
    return make("a", { href: `${page}#${anchor}` }, own ? say("el-mismo") : text(row, "nombre", words.ajena));
  }

  function quantity(report, row) {
    const unit = row.unidad || row.unidad_en ? [" ", text(row, "unidad")] : [];
    return [numbers.format(report.valor), ...unit];
  }

  function reported(report, row, kind, cut, own) {
    if (!report) return "";
    const progress = report.reportado === null ? [] : [" (", percent(report.reportado), ")"];
    const told = together(...(
      kind === "indicador" ? quantity(report, row)
        : (own || words.lee === "status") && report.estado ? [text(report, "en_palabras"), ...progress]
          : !own && words.lee !== "percent" && report.valor !== null ? [...quantity(report, row), ...progress]
            : [percent(report.reportado)]));
    if (report.corte === cut) return told;
    return say("de-antes", { dicho: told, dia: day(cuts[position(report.corte)].dataset.fecha) });
  }

  // Qué cambió de una actividad

  function reportKind(then, now, from, to) {
    const was = then?.informado, is = now.informado;
    if (is?.corte !== to) return was && was.corte === from ? "sin_dato" : "";
    const ends = { completo: "completada", retirado: "retirada", incumplido: "incumplida" }[is.cumplimiento];
    if (ends) return was?.cumplimiento === is.cumplimiento ? "" : ends;
    if (!was) return "primer_informe";
    if (is.reportado !== null && is.reportado !== was.reportado)
      return was.reportado === null || is.reportado > was.reportado ? "avanzo" : "retrocedio";
    return is.valor !== null && was.valor !== null && is.valor !== was.valor ? "indicador" : "";
  }

  function fresh(before, after) {
    const known = new Set((before ?? []).map(each => each.id));
    return after.filter(each => !known.has(each.id));
  }

  function compared(then, now, from, to, own = false) {
    const is = now.verificado, was = then?.verificado;
    return {
      then, now, own,
      kind: reportKind(then, now, from, to),
      checked: Boolean(is) && (is.corte !== was?.corte || is.estado !== was?.estado),
      late: now.atrasada && !then?.atrasada,
      moved: then ? ["inicio", "fin"].filter(name => then[name] !== now[name]) : [],
      documents: own ? [] : fresh(then?.evidencias, now.evidencias),
    };
  }

  const changed = each => each.kind || each.checked || each.late || each.moved.length || each.documents.length;

  // Las frases

  function documents(found) {
    const most = Number(words.documentos), more = found.length - most;
    const links = found.slice(0, most).flatMap((each, number) => [number ? ", " : "",
      make("a", { href: address(words.documento, { evidencia: each.id }) }, text(each, "titulo", words.ajena))]);
    return say(more > 0 ? "documentos-y-mas" : "documentos", { enlaces: together(...links), n: String(more) });
  }

  function checks({ then, now, own }) {
    const [antes, ahora] = [then?.verificado, now.verificado].map(each =>
      each ? together(text(each, "en_palabras")) : say("sin-verificacion"));
    return antes.textContent === ahora.textContent ? sayOf(own, "otra-vez", { ahora }) : say("verificado", { antes, ahora });
  }

  function sentences(each, from, to) {
    const { then, now, kind, own } = each, found = [];
    if (kind) {
      const antes = reported(then?.informado, now, kind, from, own), ahora = reported(now.informado, now, kind, to, own);
      found.push(sayOf(own, kind === "completada" && !then?.informado ? "informe-completada-primero" : `informe-${kind}`, { antes, ahora }));
    }
    if (each.checked) found.push(checks(each));
    if (each.late) found.push(say("atrasada", { dia: day(now.fin) }));
    for (const name of each.moved) found.push(say(name, { antes: day(then[name]), ahora: day(now[name]) }));
    if (each.documents.length) found.push(documents(each.documents));
    return found.map(said => make("li", {}, said));
  }

  // Las cifras del plan y de cada compromiso

  function value(figures, name, milestones) {
    if (!figures || name === "verificado" && !milestones.some(each => (each.verificado?.verificado ?? null) !== null)) return null;
    return figures[name];
  }

  // Lo que se cuenta de un compromiso: sus actividades o, si no tiene, él mismo
  function things(at, row) {
    const own = at.actividades.filter(each => each.compromiso === row.id);
    return own.length || !row.propio ? own : [row.propio];
  }

  const everything = at => at.compromisos.flatMap(row => things(at, row));

  function table(before, after) {
    const copy = place.querySelector("table").cloneNode(true);
    const heads = copy.querySelectorAll("thead th");
    [before, after].forEach((each, n) => heads[n + 1].replaceChildren(day(each.corte.fecha)));
    for (const row of copy.querySelectorAll("tbody tr"))
      [before, after].forEach((each, n) => {
        row.cells[n + 1].replaceChildren(percent(value(each.cifras, row.dataset.medida, everything(each))));
        row.cells[n + 1].dataset.label = heads[n + 1].textContent;
      });
    return copy;
  }

  function figures(key, before, after) {
    const rows = [...place.querySelectorAll("table tbody tr")].filter(row => row.dataset.medida !== "esperado_con_dato");
    return rows.flatMap(row => {
      const [antes, ahora] = [before, after].map(each => {
        const one = each.compromisos.find(found => found.id === key);
        return percent(one ? value(one.cifras, row.dataset.medida, things(each, one)) : null);
      });
      const nombre = row.cells[0].textContent;
      return asText(antes) === asText(ahora) ? [] : [make("p", { class: "small" }, say("cifra", { nombre, antes, ahora }))];
    });
  }

  // El resultado

  function commitments(before, after) {
    const [from, to] = [before.corte.id, after.corte.id];
    const known = new Map(before.actividades.map(each => [each.id, each]));
    return after.compromisos.map(row => {
      const own = after.actividades.filter(each => each.compromiso === row.id);
      const lines = own.map(each => compared(known.get(each.id), each, from, to)).filter(changed);
      const listed = new Set(lines.flatMap(each => each.documents.map(one => one.id)));
      const then = before.compromisos.find(each => each.id === row.id);
      const itself = row.propio ? [compared(then?.propio ?? undefined, row.propio, from, to, true)].filter(changed) : [];
      return { row, lines, itself, documents: fresh(then?.evidencias, row.evidencias).filter(each => !listed.has(each.id)) };
    }).filter(each => each.lines.length || each.itself.length || each.documents.length);
  }

  function counts(lines, own = false) {
    const kinds = lines.flatMap(each => [each.kind, each.checked && "verificada",
      each.late && "atrasada", each.moved.length && "reprogramada"]);
    const numbers = new Map(words.clases.split(" ").map(kind => [kind, kinds.filter(each => each === kind).length]));
    const told = [...numbers].filter(([, n]) => n).map(([kind, n]) => sayOf(own, `cuenta-${kind}-${n === 1 ? "una" : "varias"}`, { n: String(n) }));
    return told.length ? { cuentas: together(...told.flatMap((each, n) => n ? [", ", each] : [each])) } : null;
  }

  // Los cambios de lo prometido entre dos fechas, de los que trae la página
  function modified(from, to) {
    const copy = phrases.get("modificaciones")?.parentNode.querySelector("section.modified").cloneNode(true);
    for (const each of copy?.querySelectorAll("li") ?? [])
      if (each.dataset.fecha <= from || each.dataset.fecha > to) each.remove();
    const n = copy?.querySelectorAll("li").length ?? 0;
    copy?.querySelector("h2").replaceChildren(say("modificado", { n: String(n) }));
    return { n, sections: n ? [copy] : [] };
  }

  function verdict(found, days, modifications) {
    const own = counts(found.flatMap(each => each.itself), true), only = words.soloPropio === "1";
    const told = only ? own : counts(found.flatMap(each => each.lines));
    const papers = new Set(found.flatMap(each => [...each.documents, ...each.lines.flatMap(line => line.documents)]).map(each => each.id));
    return [told ? say("veredicto", { ...days, ...told }) : say("nada", days),
      ...(own && !only ? [" ", say("propios", own)] : []),
      ...(papers.size ? [" ", say("nuevos", { n: String(papers.size) })] : []),
      ...(modifications ? [" ", say("modificaciones", { n: String(modifications) })] : [])];
  }

  function block({ row, lines, itself, documents: own }, left, before, after) {
    const title = make("h2", { class: "h3" }, `${row.numero}. `,
      make("a", { href: address(words.compromiso, { compromiso: row.id }) }, text(row, "nombre", words.ajena)));
    const papers = own.length ? [make("p", { class: "small" }, documents(own))] : [];
    const list = [...itself, ...lines.slice(0, left)].map(each => make("li", {}, make("strong", {}, milestoneLink(each.now, each.own)),
      make("ul", {}, ...sentences(each, before.corte.id, after.corte.id))));
    return make("section", {}, title, ...figures(row.id, before, after), ...papers,
      ...(list.length ? [make("ul", { class: "changes" }, ...list)] : []));
  }

  function show(before, after) {
    const found = commitments(before, after), sections = [], changes = modified(before.corte.fecha, after.corte.fecha);
    let left = Number(words.limite), listed = 0;
    for (const each of found) {
      if (left <= 0) break;
      sections.push(block(each, left, before, after));
      listed += Math.min(left, each.lines.length);
      left -= Math.max(1, each.lines.length);
    }
    const beyond = found.reduce((sum, each) => sum + each.lines.length, 0) - listed;
    place.replaceChildren(
      make("p", { class: "kept-answer", role: "status" },
        ...verdict(found, { antes: day(before.corte.fecha), ahora: day(after.corte.fecha) }, changes.n)),
      table(before, after), make("div", { class: "compared" }, ...sections, ...changes.sections),
      ...(beyond > 0 ? [make("p", {}, say(beyond === 1 ? "otra" : "otras", { n: String(beyond) }))] : []));
  }

  // Lo elegido está en la dirección

  const data = new Map(), first = [...place.childNodes];

  async function read(option) {
    if (!data.has(option.value)) {
      const answer = await fetch(option.dataset.datos);
      if (!answer.ok) throw new Error(answer.statusText);
      data.set(option.value, await answer.json());
    }
    return data.get(option.value);
  }

  async function compare() {
    const pair = [de, a].map(each => each.selectedIndex).sort((one, other) => one - other);
    [de.selectedIndex, a.selectedIndex] = pair;
    message.textContent = pair[0] === pair[1] ? words.iguales : "";
    if (pair[0] === pair[1]) return;
    place.setAttribute("aria-busy", "true");
    try {
      const found = await Promise.all(pair.map(each => read(cuts[each])));
      if (pair[0] === de.selectedIndex && pair[1] === a.selectedIndex) show(...found);
    } catch {
      message.textContent = words.falla;
    }
    place.removeAttribute("aria-busy");
  }

  function ask() {
    const query = new URLSearchParams(location.search);
    const asked = [de, a].map(each => position(query.get(each.name)));
    if (asked.includes(-1)) {  // sin cortes en la dirección está lo que traía la página
      form.reset();
      message.textContent = "";
      place.replaceChildren(...first);
      return;
    }
    [de.selectedIndex, a.selectedIndex] = asked;
    compare();
  }

  form.addEventListener("change", () => {
    history.pushState(null, "", `?${new URLSearchParams({ de: de.value, a: a.value })}`);
    compare();
  });
  form.addEventListener("submit", event => event.preventDefault());
  addEventListener("popstate", ask);
  if (location.protocol !== "file:") {  // de un archivo no se pueden leer los datos de otros
    form.hidden = false;
    ask();
  }
})();
