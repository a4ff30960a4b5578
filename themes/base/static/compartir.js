// Lo que se hace con una página: copiar su enlace con el filtro puesto, compartirla, imprimirla y leerla en otro idioma en
// el mismo lugar. Los textos vienen del HTML; sin este guion queda la cita, y el navegador copia, comparte e imprime.
"use strict";
(() => {
  const words = document.currentScript.dataset;
  const address = place => place ? `${location.href.split("#")[0]}#${place}` : location.href;

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {  // sin permiso o sin conexión segura: a la manera de antes
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
  }

  function button(text, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }

  function copier(text, what) {
    const told = document.createElement("span");
    told.setAttribute("role", "status");
    const made = button(text, async () => {
      await copy(what());
      made.focus();
      told.textContent = words.copiado;
    });
    return [made, told];
  }

  for (const row of document.querySelectorAll(".tools")) {
    const place = row.dataset.lugar;
    const [link, told] = copier(words.enlace, () => address(place));
    const share = () => navigator.share({ title: document.title, url: address(place) }).catch(() => {});
    row.prepend(link, ...navigator.share ? [button(words.comparta, share)] : [], ...place ? [] : [button(words.imprima, () => print())]);
    row.append(told);
  }

  for (const link of document.querySelectorAll("a[data-copie]")) link.after(...copier(words.copie, () => link.href));

  for (const other of document.querySelectorAll(".site-nav a[hreflang]")) {
    const [page] = other.href.split("#");
    for (const event of ["pointerdown", "click"])
      other.addEventListener(event, () => { other.href = page + location.search + location.hash; });
  }
})();
