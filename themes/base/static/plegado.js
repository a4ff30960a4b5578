// Abre lo plegado donde está el lugar al que lleva la dirección; en una pantalla ancha, también lo marcado.
"use strict";
(() => {
  if (matchMedia("(min-width: 62em)").matches) {
    for (const folded of document.querySelectorAll("[data-abierto] > .folded > details")) folded.open = true;
  }
  const outer = node => node?.closest("details:not([open])");

  function reveal() {
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!outer(place)) return;
    for (let folded = outer(place); folded; folded = outer(folded.parentElement)) folded.open = true;
    place.scrollIntoView();
  }

  addEventListener("hashchange", reveal);
  reveal();
})();
