// La búsqueda de la portada y de la página de error: pone lo buscado detrás de «#», que el navegador no manda a nadie.
"use strict";
document.querySelector("form[data-busca]").addEventListener("submit", event => {
  event.preventDefault();
  const form = event.target;
  location.assign(`${form.action}#${new URLSearchParams(new FormData(form))}`);
});
