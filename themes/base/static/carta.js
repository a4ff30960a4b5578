// Pone junto a cada carta un botón que la copia; sin este guion, la carta se selecciona y se copia a mano.
"use strict";
(() => {
  for (const letter of document.querySelectorAll("textarea[data-copie]")) {
    const button = document.createElement("button");
    const told = document.createElement("span");
    button.type = "button";
    button.textContent = letter.dataset.copie;
    told.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      letter.select();
      try {
        await navigator.clipboard.writeText(letter.value);
      } catch {  // sin permiso o sin conexión segura: lo seleccionado se copia a la manera de antes
        document.execCommand("copy");
      }
      told.textContent = letter.dataset.copiada;
    });
    letter.nextElementSibling.prepend(button, " ", told, " ");
  }
})();
