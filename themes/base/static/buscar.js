// Búsqueda. La página ya es la lista completa; este guion agrega el campo y lee el índice la primera vez que se usa.
// El índice es un guion que solo asigna datos (`self.indice`): así también se lee desde el disco, sin servidor.
"use strict";
(() => {
  const form = document.querySelector("form[data-indice]");
  const field = form.elements.q;
  const narrow = [form.elements.plan, form.elements.tipo].filter(Boolean);
  const told = form.querySelector("[role=status]");
  const found = document.getElementById("encontrado");
  const [list, more] = [found.querySelector("ol"), found.querySelector("button")];
  const whole = document.getElementById("lista");
  const language = document.documentElement.lang.slice(0, 2);
  const FIRST = 20, MORE = 80, AROUND = 70;  // resultados al principio y cada vez; letras antes de la palabra encontrada
  const TITLE = 3, KIND = 2.5, PURPOSE = 3, TEXT = 1, ALIKE = 0.6;  // cuánto vale una palabra en cada parte; un sinónimo
  const BY_KIND = { compromiso: 1.4, pagina: 1.15, actividad: 0.9, tabla: 0.8 }, INVENTED = 0.75;

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
  let kinds, plans, cards, places, alike;
  function prepare({ tipos, planes, fichas, sinonimos }) {
    [kinds, plans, cards, places, alike] = [tipos, planes, fichas, new Map(), sinonimos.map(each => each.map(fold))];
    cards.forEach(([kind, , , title, text, , names, purpose], number) => {
      const parts = [[text, TEXT], [kinds[kind][1], KIND], [purpose, PURPOSE], [names, TITLE], [title, TITLE]];
      for (const [part, weight] of parts)
        for (const word of words(part || ""))
          (places.get(word) || places.set(word, new Map()).get(word)).set(number, weight);
    });
  }
  const invented = number => cards[number][1] >= 0 && Boolean(plans[cards[number][1]][2]);

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
    const others = alike.filter(group => group.some(each => quality(wanted, each) >= 0.9)).flat();
    const best = word => Math.max(quality(wanted, word), ...others.map(each => ALIKE * (quality(each, word) >= 0.9)));
    const sure = all.map(word => [word, best(word)]).filter(pair => pair[1]);
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
    const [kind, , , title, , , , purpose] = cards[number];
    const share = text => {
      const own = words(text).filter(word => !EMPTY.has(word));
      return own.filter(word => hits.has(word)).length / (own.length || 1);
    };
    const whole = [kinds[kind][1], ...(purpose || "").split(",")].some(each => share(each) === 1);
    return (1 + Math.max(share(title), whole)) * (BY_KIND[kinds[kind][0]] || 1) * (invented(number) ? INVENTED : 1);
  }
  /** Las fichas que se llaman justo así: «compromiso 2», «actividad 3 del compromiso 2», «MX0123», «2024-05-31». */
  function called(query) {
    const [commitment, milestone] = ["compromiso", "actividad"].map(kind => fold(query).match(numbered(kind))?.[1]);
    const name = milestone && commitment && !milestone.includes(".") ? `${commitment}.${milestone}` : milestone || commitment;
    const every = [...words(query), tight(query)];
    const code = each => /\D/.test(tight(each)) && every.includes(tight(each)) || each === query.trim();
    const fits = ([kind, , , , , , names = ""]) => names.split(" ").some(each => each && (code(each) ||
      name && kinds[kind][0] === (milestone ? "actividad" : "compromiso") &&
      (each === name || milestone && `.${name}` === each.slice(each.indexOf(".")))));
    const isCut = number => kinds[cards[number][0]][0] === "corte";
    return [...cards.keys()].filter(number => fits(cards[number])).sort((a, b) => isCut(b) - isCut(a));
  }
  const tight = text => words(text).join("");
  /** El número que va tras el nombre de una clase: «compromiso núm. 2», «Actividad 2.3». */
  function numbered(value) {
    const name = fold(kinds.find(each => each[0] === value)?.[1] || value);
    const names = [name, ...alike.filter(group => group.includes(name)).flat()].join("|");
    return new RegExp(`(?:${names})(?:e?s)?\\P{N}{0,9}?0*(\\d+(?:\\.\\d+)?)`, "u");
  }
  /** Lo de un plan de verdad, antes que lo de uno inventado, entre cosas de la misma clase. */
  function realFirst(numbers) {
    const queues = kinds.map((_, kind) => numbers.filter(number => cards[number][0] === kind)
      .sort((a, b) => invented(a) - invented(b)));
    return numbers.map(number => queues[cards[number][0]].shift());
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
    const ranked = [...sums].filter(([, [times]]) => times === most)
      .map(([number, [, sum]]) => [number, sum * boost(number, hits)])
      .sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(each => each[0]);
    const named = called(query);
    const numbers = [...new Set([named, ranked].flatMap(realFirst))];
    const guessed = answers.filter(each => each.guessed?.length && !named.length);
    return { numbers, hits, partial: most < answers.length && !named.length, guessed };
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
    if (plan >= 0) what.append(" · ", plans[plan][1]);
    if (invented(number)) what.append(" ", make("span", { class: "tag invented-tag" }, plans[plan][2]));
    const piece = text ? [make("span", { class: "context" }, ...marked(context(text, hits), hits))] : [];
    return make("li", {}, name, what, ...piece);
  }
  /** Si una ficha es del plan y de la clase elegidos. */
  const chosen = number => narrow.every(({ name, value }) => !value || value ===
    (name === "tipo" ? kinds[cards[number][0]][0] : plans[cards[number][1]]?.[0] || "_sitio"));
  const narrowed = () => narrow.some(each => each.value);
  function show(query) {
    const every = { numbers: narrowed() ? [...cards.keys()] : [], hits: new Set() };
    const { numbers: all, hits, ...how } = query.trim() ? search(query) : every;
    const numbers = all.filter(chosen);
    const add = count => list.append(...numbers.slice(list.children.length, list.children.length + count)
      .map(number => item(number, hits)));
    list.replaceChildren();
    add(FIRST);
    more.hidden = numbers.length <= FIRST;
    more.onclick = () => {
      const next = list.children.length;
      add(MORE);
      more.hidden = list.children.length === numbers.length;
      list.children[next].querySelector("a").focus();
    };
    found.hidden = !numbers.length;
    whole.hidden = Boolean(numbers.length);
    told.textContent = query.trim() || narrowed() ? sentence(query, numbers.length, all.length, how) : "";
  }
  function sentence(query, count, everywhere, { partial, guessed = [] }) {
    const say = form.dataset;
    if (!count && everywhere) return fill(say.fuera, { n: everywhere });
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
  const state = () => [field, ...narrow].map(each => each.value).join("\n");
  function answer() {
    const asked = state();
    if (!places) told.textContent = field.value.trim() ? form.dataset.leyendo : "";
    load().then(() => asked === state() && show(field.value), () => { told.textContent = form.dataset.falla; });
  }

  // Lo buscado está en la dirección, detrás de «#»: se puede compartir, y no se manda a ningún servidor. También se
  // entiende «?q=», que es como llega sin el guion de la portada.
  const sent = new URLSearchParams(location.search);
  const asked = () => new URLSearchParams(location.hash.slice(1));
  let waiting;
  function now() {
    clearTimeout(waiting);
    const given = [field, ...narrow].map(each => [each.name, each.value.trim()]).filter(each => each[1]);
    const written = String(new URLSearchParams(given));
    if (written !== String(asked())) history.replaceState(null, "", "#" + written);
    answer();
  }
  /** Pone en los campos lo que dice la dirección, y si dice algo. */
  function read(from) {
    for (const each of [field, ...narrow]) {
      each.value = from.get(each.name) ?? "";
      if (each.selectedIndex < 0) each.value = "";  // no es ninguna de las opciones
    }
    return [field, ...narrow].some(each => each.value);
  }
  form.addEventListener("submit", event => { event.preventDefault(); now(); });
  form.addEventListener("change", now);
  field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(now, 200); });
  field.addEventListener("focus", () => load().catch(() => {}), { once: true });
  addEventListener("hashchange", () => {
    if (!asked().has("q") && !asked().has("plan") && !asked().has("tipo")) return;
    read(asked());
    answer();
  });
  form.hidden = false;
  if (read(asked()) || read(sent)) answer();
})();
