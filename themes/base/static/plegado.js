// Abre lo plegado que tiene el lugar al que lleva la dirección, en los navegadores que no lo hacen solos.
"use strict";
(() => {
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
