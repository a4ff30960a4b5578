"""The texts of the problems of finished pages and of their addresses: a code, what is wrong, how to correct it."""

# fmt: off
ADDRESS_TWICE = (
    "S101", "la dirección /{path} sale de dos lugares: {first} y {second}", "cambie el nombre o la clave de uno")
ADDRESS_VANISHED = (
    "S111", "la dirección {address} se publicó y ya no existe",
    "devuelva lo que había o diga en content/direcciones.yaml a dónde fue («a») o por qué se quitó («motivo»)")
FOLDER_VANISHED = (
    "S116", "«{folder}» se publicó y ya no está: desaparecen {count} direcciones",
    "devuélvalo (un plan que terminó se queda, con estado: concluido); si este es otro sitio, borre la lista")
SYNONYMS_FEW = (
    "S117", "«{words}» no dice qué palabras quieren decir lo mismo",
    "escriba dos palabras o más, separadas con comas y sin frases, o agregue la «pagina» a la que llevan")
SYNONYMS_NOWHERE = (
    "S118", "{page} no está en la búsqueda: las palabras no pueden llevar ahí",
    "escriba la dirección de una página de la lista de /buscar/, con lo que sigue a # si lo lleva")
ANCHOR_BROKEN = (
    "S103", "el enlace «{target}» lleva a un lugar que no existe en la página", "corrija lo que sigue a #")
HARD_TO_READ = (
    "R101", "cuesta leerlo: {index} en la escala INFLESZ, que va bien desde {least}",
    "parta las frases: tienen {words} palabras en promedio, y con 15 se leen bien")
HARD_TO_READ_WORDS = (
    "R101", "cuesta leerlo: {index} en la escala INFLESZ, que va bien desde {least}",
    "cambie las palabras largas por otras más cortas, y diga quién hace qué")
# fmt: on
