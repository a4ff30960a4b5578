// Búsqueda. La página ya es la lista completa; este guion agrega el campo y lee el índice la primera vez que se usa.
// El índice es un guion que solo asigna datos (`self.indice`): así también se lee desde el disco, sin servidor.
"use strict";
(() => {
  const form = document.querySelector("form[data-indice]");
  const field = form.elements.q;
  const told = form.querySelector("[role=status]");
  const found = document.getElementById("encontrado");
  const list = found.querySelector("ol");
  const more = found.querySelector("button");
  const whole = document.getElementById("lista");
  const language = document.documentElement.lang.slice(0, 2);
  const FIRST = 20;  // resultados que se ven de una vez
  const AROUND = 70;  // letras que se ven antes de la primera palabra encontrada
  const TITLE = 3, KIND = 1.5, TEXT = 1;  // cuánto vale que una palabra esté en cada parte
  const BY_KIND = { commitment: 1.4, page: 1.15, milestone: 0.9, table: 0.8 };
  const INVENTED = 0.75;

  // Palabras: sin acentos ni mayúsculas; su raíz, sin plural ni terminación de familia.
  const WORD = /[\p{L}\p{N}]+/gu;
  const EMPTY = new Set(("a al con de del e el en es la las lo los o para por que se su sus un una y "
    + "an and at by for from in is of on or the to with").split(" "));
  const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const words = text => (text.match(WORD) || []).map(fold);
  const ENDINGS = {
    es: [/([aeiou])s$/, /[aeo]$/,
      /(?:amient|imient|ament|(?:[aiu])?cion|[aei]dor|[ai]tiv|[ae]nci|i?ent|[ai]bl|[ie]?dad|i?end|ist|ism|ant|and|iv|al|ad|id|ar|er|ir|i)$/],
    en: [/([^s])s$/, /e$/,
      /(?:[ai]?tion|ment|ship|ness|[ae]nc|[ai]bl|iti|ing|iv|al|ed|er|or|ion|ly|y|i)$/],
  }[language] || [/s$/, /$/, /$/];
  const roots = new Map();
  function root(word) {
    if (!roots.has(word)) roots.set(word, cut(word));
    return roots.get(word);
  }
  function cut(word) {
    const [plural, last, family] = ENDINGS;
    const one = word.length > 3 ? word.replace(plural, "$1") : word;
    const short = one.length > 3 ? one.replace(last, "") : one;
    const stem = short.replace(family, "");
    return (stem.length > 3 ? stem : short).replace(/z$/, "c");
  }

  /** Si dos palabras difieren en una letra: cambiada, de más, de menos o en desorden. */
  function near(a, b) {
    if (Math.abs(a.length - b.length) > 1) return false;
    let from = 0, a2 = a.length, b2 = b.length;
    while (from < a2 && a[from] === b[from]) from++;
    while (a2 > from && b2 > from && a[a2 - 1] === b[b2 - 1]) { a2--; b2--; }
    const [x, y] = [a.slice(from, a2), b.slice(from, b2)];
    return Math.max(x.length, y.length) < 2 || (x.length === 2 && x === y[1] + y[0]);
  }

  // El índice: en qué fichas está cada palabra, y cuánto vale ahí.
  let kinds, plans, cards, places;
  function prepare({ tipos, planes, fichas }) {
    [kinds, plans, cards, places] = [tipos, planes, fichas, new Map()];
    cards.forEach(([kind, , , title, text], number) => {
      put(words(text), number, TEXT);
      put(words(kinds[kind][1]), number, KIND);
      put(words(title), number, TITLE);
    });
  }
  function put(all, number, weight) {
    for (const word of all) {
      if (!places.has(word)) places.set(word, new Map());
      places.get(word).set(number, weight);
    }
  }

  function quality(wanted, word) {
    if (word === wanted) return 1;
    if (root(word) === root(wanted)) return 0.8;
    return wanted.length > 2 && word.startsWith(wanted) ? 0.4 + 0.4 * wanted.length / word.length : 0;
  }
  /** Palabras del índice que responden a una buscada → cuánto; las parecidas, solo si no hay otras. */
  function matches(wanted) {
    const all = [...places.keys()];
    const sure = all.map(word => [word, quality(wanted, word)]).filter(pair => pair[1]);
    if (sure.length || wanted.length < 5) return new Map(sure);
    return new Map(all.filter(word => near(wanted, word)).map(word => [word, 0.4]));
  }
  /** Ficha → valor, para una palabra buscada: más cuanto menos común es. */
  function score(hits) {
    const values = new Map();
    for (const [word, value] of hits)
      for (const [number, weight] of places.get(word))
        values.set(number, Math.max(values.get(number) || 0, value * weight));
    const rare = Math.log(1 + cards.length / (values.size || 1));
    for (const [number, value] of values) values.set(number, value * rare);
    return values;
  }
  function boost(number, hits) {
    const [kind, plan, , title] = cards[number];
    const own = words(title).filter(word => !EMPTY.has(word));
    const share = own.filter(word => hits.has(word)).length / (own.length || 1);
    return (1 + share) * (BY_KIND[kinds[kind][0]] || 1) * (plan >= 0 && plans[plan][1] ? INVENTED : 1);
  }
  /** Lo encontrado, lo mejor primero, con las palabras del índice que respondieron. */
  function search(query) {
    const every = words(query);
    const telling = every.filter(word => !EMPTY.has(word));
    const wanted = [...new Set(telling.length ? telling : every)];
    const answers = wanted.map(matches);
    const scores = answers.map(score);
    const hits = new Set(answers.flatMap(each => [...each.keys()]));
    const counted = new Map();
    for (const values of scores)
      for (const [number, value] of values) {
        const [times, sum] = counted.get(number) || [0, 0];
        counted.set(number, [times + 1, sum + value]);
      }
    const most = Math.max(0, ...[...counted.values()].map(each => each[0]));
    const numbers = [...counted].filter(([, [times]]) => times === most)
      .map(([number, [, sum]]) => [number, sum * boost(number, hits)])
      .sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(each => each[0]);
    const guessed = wanted.filter((word, n) => answers[n].size && [...answers[n].values()].every(value => value === 0.4));
    return { numbers, hits, partial: most < wanted.length, guessed };
  }

  // Lo que se ve.
  const make = (tag, attributes, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  function marked(text, hits) {
    const parts = [];
    let at = 0;
    for (const match of text.matchAll(WORD)) {
      if (!hits.has(fold(match[0]))) continue;
      parts.push(text.slice(at, match.index), make("mark", {}, match[0]));
      at = match.index + match[0].length;
    }
    return [...parts, text.slice(at)];
  }
  function context(text, hits) {
    const match = [...text.matchAll(WORD)].find(each => hits.has(fold(each[0])));
    const from = match && match.index > AROUND ? text.lastIndexOf(" ", match.index - AROUND) + 1 : 0;
    const end = text.length > from + 3 * AROUND ? text.lastIndexOf(" ", from + 3 * AROUND) : text.length;
    return (from ? "…" : "") + text.slice(from, end) + (end < text.length ? "…" : "");
  }
  function item(number, hits) {
    const [kind, plan, address, title, text, other] = cards[number];
    const name = make("a", { href: address, ...(other ? { lang: other } : {}) }, ...marked(title, hits));
    const what = make("span", { class: "meta" }, kinds[kind][1]);
    if (plan >= 0) what.append(" · ", plans[plan][0]);
    if (plan >= 0 && plans[plan][1]) what.append(" ", make("span", { class: "tag invented-tag" }, plans[plan][1]));
    const piece = text ? [make("span", { class: "context" }, ...marked(context(text, hits), hits))] : [];
    return make("li", {}, name, what, ...piece);
  }
  function show(query) {
    const { numbers, hits, partial, guessed } = query.trim() ? search(query) : { numbers: [], hits: new Set() };
    const lines = numbers.map((number, n) => () => item(number, hits));
    list.replaceChildren(...lines.slice(0, FIRST).map(line => line()));
    more.hidden = lines.length <= FIRST;
    more.onclick = () => {
      more.hidden = true;
      list.append(...lines.slice(FIRST).map(line => line()));
      list.children[FIRST].querySelector("a").focus();
    };
    found.hidden = !numbers.length;
    whole.hidden = Boolean(numbers.length);
    told.textContent = query.trim() ? sentence(query, numbers.length, hits, partial, guessed) : "";
  }
  function sentence(query, count, hits, partial, guessed) {
    const say = form.dataset;
    if (!count) return fill(say.ninguno, { busca: query.trim() });
    const said = [fill(count === 1 ? say.uno : say.varios, { n: count })];
    if (partial) said.unshift(say.parte);
    for (const word of guessed)
      said.unshift(fill(say.cerca, { busca: word, cerca: [...hits].filter(each => near(word, each)).join(", ") }));
    return said.join(" ");
  }

  // El índice llega una vez; lo que se busque mientras tanto se contesta cuando llega.
  let arriving;
  const load = () => arriving ||= new Promise((done, fail) => {
    const script = make("script", { src: form.dataset.indice });
    script.onload = () => { prepare(self.indice); done(); };
    script.onerror = () => { arriving = undefined; script.remove(); fail(); };
    document.head.append(script);
  });
  function answer() {
    const query = field.value;
    if (!places) told.textContent = query.trim() ? form.dataset.leyendo : "";
    load().then(() => query === field.value && show(query), () => { told.textContent = form.dataset.falla; });
  }

  // La búsqueda está en la dirección, detrás de «#»: se puede compartir, y no se manda a ningún servidor.
  const asked = () => new URLSearchParams(location.hash.slice(1)).get("q");
  function keep() {
    const query = field.value.trim();
    const address = query ? "#" + new URLSearchParams({ q: query }) : "#";
    if (query !== (asked() || "")) history.replaceState(null, "", address);
  }
  let waiting;
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(now, 200); };
  const now = () => { clearTimeout(waiting); keep(); answer(); };
  form.addEventListener("submit", event => { event.preventDefault(); now(); });
  field.addEventListener("input", soon);
  field.addEventListener("focus", () => load().catch(() => {}), { once: true });
  function arrive() {
    const query = asked();
    if (query === null || query === field.value) return;
    field.value = query;
    answer();
  }
  addEventListener("hashchange", arrive);
  form.hidden = false;
  field.value = asked() ?? new URLSearchParams(location.search).get("q") ?? "";
  if (field.value) answer();
})();
