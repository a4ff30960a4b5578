"""The texts of the problems of documents and their manifests.

Each is a code, what is wrong, and how to correct it, as `kinds` lists them.
"""

# fmt: off
EVIDENCE_NOTHING = (
    "E101", "la evidencia «{id}» no dice qué prueba", "agregue actividad, compromiso, sesion, paso o plan")
EVIDENCE_LOST = (
    "E113", "no está el documento «{path}»: se publica su ficha con su huella, sin él",
    "si lo encuentra, póngalo en la carpeta y quite «perdido»")
EVIDENCE_SIZE = (
    "E103", "el archivo mide {found} bytes y la ficha dice {stated}",
    "si el archivo es el correcto, escriba bytes: {found}")
EVIDENCE_HASH = (
    "E104", "la huella del archivo no es la de la ficha", 'si el archivo es el correcto, escriba hash: "{found}"')
EVIDENCE_HASH_LINES = (
    "E104", "el archivo es el de la ficha, pero con otros finales de renglón: alguien lo cambió al copiarlo",
    "no cambie la huella: escriba «git config core.autocrlf false» y vuelva a bajar el archivo, o cópielo del original")
EVIDENCE_CONTENT = (
    "E105", "el contenido no es de un archivo «{extension}»",
    "revise que el archivo abra y que su extensión sea la suya")
EVIDENCE_NOWHERE = (
    "E106", "la evidencia «{id}» no dice dónde está el documento",
    "agregue su archivo («path»), su dirección («enlace») o las dos cosas")
EVIDENCE_UNDECLARED = (
    "E107", "el archivo no está en la ficha de su carpeta",
    "anótelo con build.py evidence add {file}, que pregunta lo que falta, o sáquelo de la carpeta")
EVIDENCE_UNCOPIED = (
    "E114", "{uncopied} de {links} enlaces sin copia guardada: {names}",
    "guarde una copia en la carpeta y anótela en su ficha («path», «bytes» y «hash»), o llene «copia_archivada»")
EVIDENCE_INCOMPLETE = (
    "E112", "faltan «bytes» y «hash» del archivo «{path}»", 'escriba bytes: {bytes} y hash: "{hash}"')
ALTERNATIVE_MISSING = (
    "E115", "la imagen «{id}» no dice con palabras qué se ve, y otra anterior del plan ya lo dice («{other}»)",
    "agregue «alternativo» con una frase para quien no puede verla")
ALTERNATIVE_UNKNOWN = (
    "E116", "la imagen «{id}» no dice con palabras qué se ve",
    "agregue «alternativo» con una frase para quien no puede verla")
PROOF_OF_NOTHING = (
    "E119", "la evidencia «{id}» dice que prueba que algo se hizo («sobre: cumplimiento») y no nombra qué",
    "agregue «actividad» o «compromiso», o escriba «sobre: proceso» o «sobre: promesa»")
PROOF_UNREPORTED = (
    "E120", "la evidencia «{id}» dice que prueba que algo se hizo, y de «{milestone}» no se informó nada hecho",
    "revise «sobre» y «actividad», o agregue el avance de esa actividad")
PROOF_DENIED = (
    "E121", "la evidencia «{id}» dice «sobre: {word}», y quien verifica aceptó con ella lo hecho en «{milestone}»",
    "quite «sobre» o corrija las evidencias de esa verificación")
PICTURE_BROKEN = (
    "E117", "la imagen está dañada o incompleta: se publica el archivo, y su página no la muestra",
    "ábrala y guárdela otra vez como JPG o PNG; si tampoco se abre en su equipo, pida el original")
PICTURE_SIZE = (
    "E118",
    "la imagen mide {width} × {height} puntos, y solo se muestran las de hasta {limit} millones: se publica el "
    "archivo, y su página no la muestra",
    "guárdela más pequeña: con 4000 puntos de lado basta")
# fmt: on
