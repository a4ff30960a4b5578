// Copia, comparte e imprime la página, y la abre en otro idioma en el mismo lugar.
"use strict";
(() => {
  const words = document.currentScript.dataset;

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {  // a la manera de antes
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

  function copier(text, address) {
    const told = document.createElement("span");
    told.setAttribute("role", "status");
    const made = button(text, async () => {
      await copy(address());
      made.focus();
      told.textContent = words.copiado;
    });
    return [made, told];
  }

  for (const row of document.querySelectorAll(".tools")) {
    const { lugar } = row.dataset;
    const address = () => lugar ? location.href.split("#")[0] + "#" + lugar : location.href;
    const [link, told] = copier(words.enlace, address);
    const made = [link];
    const share = () => navigator.share({ title: document.title, url: address() }).catch(() => {});
    if (navigator.share) made.push(button(words.comparta, share));
    if (!lugar) made.push(button(words.imprima, () => print()));
    row.prepend(...made);
    row.append(told);
  }

  for (const link of document.querySelectorAll("a[data-copie]")) link.after(...copier(words.copie, () => link.href));

  for (const other of document.querySelectorAll(".site-nav a[hreflang]"))
    for (const event of ["pointerdown", "click"])
      other.addEventListener(event, () => { other.href = other.href.split(/[?#]/)[0] + location.search + location.hash; });
})();
