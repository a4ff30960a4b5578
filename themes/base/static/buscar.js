// Búsqueda. La página ya es la lista completa; este guion agrega el campo y lee el índice la primera vez que se usa.
// El índice es un guion que solo asigna datos (`self.indice`): así también se lee desde el disco, sin servidor.
"use strict";
(() => {
  const form = document.querySelector("form[data-indice]");
  const field = form.elements.q;
  const told = form.querySelector("[role=status]");
  const found = document.getElementById("encontrado");
  const [list, more] = [found.querySelector("ol"), found.querySelector("button")];
  const whole = document.getElementById("lista");
  const language = document.documentElement.lang.slice(0, 2);
  const FIRST = 20, AROUND = 70;  // resultados que se ven de una vez; letras antes de la primera palabra encontrada
  const TITLE = 3, KIND = 2.5, TEXT = 1;  // cuánto vale que una palabra esté en cada parte
  const BY_KIND = { commitment: 1.4, page: 1.15, milestone: 0.9, table: 0.8 }, INVENTED = 0.75;

  // Palabras: sin acentos ni mayúsculas; su raíz, sin plural ni terminación de familia.
  const WORD = /[\p{L}\p{N}]+/gu;
  const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const words = text => (text.match(WORD) || []).map(fold);
  const EMPTY = new Set(words("a al con de del e el en la las lo los o para por que se su un una y and for in of the to"));
  const ENDINGS = {  // el plural; después, lo que distingue a las palabras de una familia
    es: [/([aeiou])s$/,
      /(?:amiento|imiento|amente|[aiu]?cione?|[aei]dor[ae]?|[ai]tiv[ao]|[ae]ncia|i?ente|[ai]ble|i?[ie]?dade?|iendo|ando|ista|ismo|i?ante|iv[ao]|i?ale?|[ai]d[ao]|i?[aei]r|i[ao]|[aeo])$/],
    en: [/([^s])s$/, /(?:[ai]?tion|ment|ship|ness|[ae]nce|[ai]ble|ity|ing|ive|al|ed|er|or|ion|ly|y|e)$/],
  }[language] || [/$/, /$/];
  const known = new Map();
  /** Una palabra sin plural, y su raíz: «emprendedores» → «emprendedor», «emprend». */
  const forms = word => known.get(word) || known.set(word, cut(word, ...ENDINGS)).get(word);
  function cut(word, plural, family) {
    const one = word.length > 3 ? word.replace(plural, "$1") : word;
    const short = one.length > 3 ? one.replace(/[aeo]$/, "") : one;
    const root = one.replace(family, "");
    return [short, root.length > 3 ? root : short].map(each => each.replace(/z$/, "c"));
  }

  /** Si dos palabras difieren en una letra: cambiada, de más, de menos o en desorden. */
  function near(a, b) {
    if (Math.abs(a.length - b.length) > 1) return false;
    let from = 0, a2 = a.length, b2 = b.length;
    while (from < a2 && a[from] === b[from]) from++;
    while (a2 > from && b2 > from && a[a2 - 1] === b[b2 - 1]) { a2--; b2--; }
    const [one, other] = [a.slice(from, a2), b.slice(from, b2)];
    return Math.max(one.length, other.length) < 2 || (one.length === 2 && one === other[1] + other[0]);
  }

  // El índice: en qué fichas está cada palabra, y cuánto vale ahí.
  let kinds, plans, cards, places;
  function prepare({ tipos, planes, fichas }) {
    [kinds, plans, cards, places] = [tipos, planes, fichas, new Map()];
    cards.forEach(([kind, , , title, text], number) => {
      for (const [part, weight] of [[text, TEXT], [kinds[kind][1], KIND], [title, TITLE]])
        for (const word of words(part)) (places.get(word) || places.set(word, new Map()).get(word)).set(number, weight);
    });
  }

  function quality(wanted, word) {
    if (word === wanted) return 1;
    const [[one, root], [other, its]] = [forms(wanted), forms(word)];
    if (one === other) return 0.9;
    if (root === its) return 0.6;
    return wanted.length > 2 && word.startsWith(wanted) ? 0.3 + 0.4 * wanted.length / word.length : 0;
  }
  /** Palabras del índice que responden a una buscada → cuánto; las parecidas (`guessed`), solo si no hay otras. */
  function matches(wanted) {
    const all = [...places.keys()];
    const sure = all.map(word => [word, quality(wanted, word)]).filter(pair => pair[1]);
    if (sure.length || wanted.length < 5) return { wanted, hits: new Map(sure) };
    const close = all.filter(word => near(wanted, word));
    return { wanted, hits: new Map(close.map(word => [word, 0.4])), guessed: close };
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
  /** Cuánto más vale una ficha: la que se llama justo así, la de un plan de verdad, un compromiso. */
  function boost(number, hits) {
    const [kind, plan, , title] = cards[number];
    const share = text => {
      const own = words(text).filter(word => !EMPTY.has(word));
      return own.filter(word => hits.has(word)).length / (own.length || 1);
    };
    const named = Math.max(share(title), Math.floor(share(kinds[kind][1])));
    return (1 + named) * (BY_KIND[kinds[kind][0]] || 1) * (plan >= 0 && plans[plan][1] ? INVENTED : 1);
  }
  /** Las fichas, la mejor primero: las que responden a todas las palabras o, si no hay, a las más que se pueda. */
  function search(query) {
    const every = words(query);
    const telling = every.filter(word => !EMPTY.has(word));
    const answers = [...new Set(telling.length ? telling : every)].map(matches);
    const hits = new Set(answers.flatMap(each => [...each.hits.keys()]));
    const sums = new Map();
    for (const [number, value] of answers.flatMap(each => [...score(each.hits)])) {
      const [times, sum] = sums.get(number) || [0, 0];
      sums.set(number, [times + 1, sum + value]);
    }
    const most = Math.max(0, ...[...sums.values()].map(each => each[0]));
    const numbers = [...sums].filter(([, [times]]) => times === most)
      .map(([number, [, sum]]) => [number, sum * boost(number, hits)])
      .sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(each => each[0]);
    return { numbers, hits, partial: most < answers.length, guessed: answers.filter(each => each.guessed?.length) };
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
    told.textContent = query.trim() ? sentence(query, numbers.length, partial, guessed) : "";
  }
  function sentence(query, count, partial, guessed) {
    const say = form.dataset;
    if (!count) return fill(say.ninguno, { busca: query.trim() });
    const said = [fill(count === 1 ? say.uno : say.varios, { n: count })];
    if (partial) said.unshift(say.parte);
    for (const each of guessed)
      said.unshift(fill(say.cerca, { busca: each.wanted, cerca: each.guessed.slice(0, 3).join("», «") }));
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
  let waiting;
  function now() {
    clearTimeout(waiting);
    const query = field.value.trim();
    if (query !== (asked() || "")) history.replaceState(null, "", "#" + (query && new URLSearchParams({ q: query })));
    answer();
  }
  form.addEventListener("submit", event => { event.preventDefault(); now(); });
  field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(now, 200); });
  field.addEventListener("focus", () => load().catch(() => {}), { once: true });
  addEventListener("hashchange", () => {
    if (asked() === null || asked() === field.value.trim()) return;
    field.value = asked();
    answer();
  });
  form.hidden = false;
  field.value = asked() ?? new URLSearchParams(location.search).get("q") ?? "";
  if (field.value) answer();
})();
