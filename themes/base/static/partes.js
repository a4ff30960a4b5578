// Las demás partes de una lista, para filtrarla y ordenarla entera. Se piden una vez, cuando alguien filtra u ordena; sin
// este guion, o si no se pueden leer, cada parte se lee y se filtra por su cuenta.
"use strict";
{
  const nav = document.querySelector("nav[data-partes]");
  const addresses = nav.dataset.partes.split(" ").map(each => new URL(each, location.href));
  const own = nav.dataset.parte - 1;
  const lists = [...document.querySelectorAll("[data-grupo]")];
  let asked;

  async function read(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return [...page.querySelectorAll("[data-grupo]")].map(node => adopt(document.adoptNode(node), address));
  }

  function adopt(node, address) {
    for (const each of node.querySelectorAll("a[href]")) each.href = new URL(each.getAttribute("href"), address);
    for (const each of node.querySelectorAll("img")) {
      each.removeAttribute("srcset");
      each.src = new URL(each.getAttribute("src"), address);
    }
    for (const each of [node, ...node.querySelectorAll("[id]")]) each.removeAttribute("id");
    node.removeAttribute("aria-labelledby");
    return node;
  }

  function put(nodes, before) {
    for (const node of nodes) {
      const table = lists[0].tBodies?.[0];
      const rows = table ? [...node.tBodies[0].rows] : [node];
      for (const row of rows) {
        row.dataset.otraParte = "";
        row.hidden = true;
        const first = table ? table.querySelector("tr:not([data-otra-parte])") : lists[0];
        if (before) first.before(row);
        else if (table) table.append(row);
        else lists.push(lists.at(-1).after(row) ?? row);
      }
    }
  }

  async function gather() {
    const others = await Promise.all(addresses.map((each, n) => n === own ? [] : read(each)));
    others.forEach((nodes, n) => put(nodes, n < own));
  }
  globalThis.wholeList = () => asked ??= gather().catch(error => {
    asked = null;  // la próxima vez se vuelven a pedir
    throw error;
  });
}
