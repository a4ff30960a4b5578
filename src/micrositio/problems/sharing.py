"""The texts of the problems of channels, images for links, addresses and synonyms: a code, the fault, its mend."""

# fmt: off
WEB_ADDRESS_PLAIN = (
    "Y132", "la dirección empieza con http:// y no protege a quien la abre", "escríbala con https://")
SHARE_MANY = (
    "S119", "el sitio pide una imagen por compromiso y tiene {count}: con más de {most} no se hacen",
    "quite «imagenes_para_compartir»; mientras tanto, todos llevan la imagen del sitio")
SHARE_LETTERS = (
    "S120", "el sitio pide imágenes para compartir y el tema «{theme}» no tiene letra con qué hacerlas",
    "parta del tema base («extiende: base») o ponga letra/normal.ttf y letra/negrita.ttf en el suyo")
SHARE_WORDS = (
    "S121", "no se hizo la imagen de «{commitment}»: su título no cabe o lleva un signo que la letra del tema no tiene",
    "acorte «titulo_corto»; mientras tanto, lleva la imagen del sitio")
SYNONYMS_FEW = (
    "S117", "«{words}» no dice qué palabras quieren decir lo mismo",
    "escriba dos palabras o más, separadas con comas y sin frases, o agregue la «pagina» a la que llevan")
SYNONYMS_NOWHERE = (
    "S118", "{page} no está en la búsqueda: las palabras no pueden llevar ahí",
    "escriba la dirección de una página de la lista de /buscar/, con lo que sigue a # si lo lleva")
ADDRESS_TWICE = (
    "S101", "la dirección /{path} sale de dos lugares: {first} y {second}", "cambie el nombre o la clave de uno")
ADDRESS_VANISHED = (
    "S111", "la dirección {address} se publicó y ya no existe",
    "devuelva lo que había o diga en content/direcciones.yaml a dónde fue («a») o por qué se quitó («motivo»)")
FOLDER_VANISHED = (
    "S116", "«{folder}» se publicó y ya no está: desaparecen {count} direcciones",
    "devuélvalo (un plan que terminó se queda, con estado: concluido); si este es otro sitio, borre la lista")
ANCHOR_BROKEN = (
    "S103", "el enlace «{target}» lleva a un lugar que no existe en la página", "corrija lo que sigue a #")
