// El filtro de las actividades estuvo en el tablero: una dirección que aún lo pide lleva a la página que lo tiene.
"use strict";
{
  const way = document.querySelector("a[data-filtros]");
  const names = way.dataset.filtros.split(" ");
  if (names.some(name => new URLSearchParams(location.search).has(name))) location.replace(way.href + location.search);
}
