"""Words that go with problems and orders: refusals of the machine, what a seal says of itself, names of values.

Messages are Spanish, the source language of the gettext catalogues.
"""

from __future__ import annotations

from enum import Enum


class Stage(Enum):
    """A stage of the build, as a person reads it."""

    READ = "Leyendo los archivos"
    VALIDATE = "Revisando los datos"
    RENDER = "Escribiendo las páginas"
    CHECK = "Revisando el sitio"


MACHINE = {
    "EACCES": "no hay permiso para leer o escribir {file}",
    "EPERM": "no hay permiso para leer o escribir {file}",
    "EROFS": "no se puede escribir en {file}: es de solo lectura",
    "ENOSPC": "no queda espacio para escribir {file}",
    "ENOENT": "no existe {file}",
    "ENOTDIR": "{file} no es una carpeta",
    "ENAMETOOLONG": "el nombre es demasiado largo: {file}",
    "EADDRINUSE": "otro programa usa ese puerto; elija uno con --port",
}
"""What the machine refuses, by the name of its error."""
OTHER_REFUSAL = "el equipo no lo permite ({name}): {file}"

SEALED_ALREADY = "el corte {cut} ya está sellado; un sello no se vuelve a hacer"
SEALED_OUT_OF_ORDER = "los cortes se sellan en orden: selle antes el corte {before}"
SEALED_EMPTY = "el corte {cut} no tiene ningún avance: todavía no hay qué sellar"
"""Why a cut cannot be sealed."""

SEAL_README = """\
{invented}Datos del plan {plan} tal como estaban en el corte {cut}.

Esta carpeta está sellada: desde entonces ningún dato suyo cambia sin una errata publicada.

Cómo comprobarlo, con programas de cualquier computadora:

1. Descargue la carpeta completa. Para seguir la cadena, descargue también las de los cortes anteriores, una junto a
   otra.
2. En esta carpeta, escriba:  sha256sum -c SHA256SUMS   (en macOS:  shasum -a 256 -c SHA256SUMS)
   Cada archivo debe salir bien. La última línea de SHA256SUMS es la huella del sello del corte anterior:
   si también sale bien, este corte continúa al anterior.
3. El sello es la huella de SHA256SUMS:  sha256sum SHA256SUMS
   Debe ser la que dice la página del corte, y la que quedó en el acta de quien vigila el plan.
"""
"""What a seal's folder says of itself, once and for ever; it is sealed too."""
SEAL_INVENTED = "PLAN INVENTADO: el municipio, el plan y las cifras no existen.\n\n"

NEAR = "¿quiso decir «{near}»?"
"""What is added to the mend when a known word is close to the one given."""

EXPECTED = {
    "string": "un texto",
    "integer": "un número entero",
    "number": "un número",
    "boolean": "true o false",
    "array": "una lista",
    "object": "un grupo de claves",
    "null": "nada",
}
"""The types of YAML values, as a person reads them."""

YAML_FAULTS = {
    "mapping values are not allowed in this context": "hay unos dos puntos que no se esperaban",
    "found a tab character that violates indentation": "la sangría lleva un tabulador",
    "found character that cannot start any token": "un valor no puede empezar con ese signo",
    "found unexpected end of stream": "unas comillas no se cierran",
    "found unknown escape character": "dentro de comillas dobles, la barra inversa va doble",
    "did not find expected ',' or ']'": "falta una coma o un corchete que cierre",
    "did not find expected ',' or '}'": "falta una coma o una llave que cierre",
    "did not find expected '-' indicator": "falta el guion de un elemento de la lista, o la sangría no coincide",
    "did not find expected key": "falta una clave, o la sangría no coincide",
    "could not find expected ':'": "faltan los dos puntos después de la clave",
}
"""What libyaml says, as a person reads it."""

OTHER_YAML_FAULT = "hay algo fuera de lugar"

PREVIEW_TITLE = "Hay algo que corregir"
PREVIEW_LEAD = "El sitio no se muestra hasta que se corrija. Guarde el archivo y esta página se actualiza sola."
PREVIEW_HEADERS = ("Archivo", "Fila", "Columna", "Qué está mal", "Cómo se arregla")
"""What the preview says in the place of a site with errors."""
EASE = {80: "muy fácil", 65: "bastante fácil", 55: "normal", 40: "algo difícil"}
"""The words of the INFLESZ scale, each from the index at which it begins."""
HARDEST = "muy difícil"
"""Its word for what is below all of them."""

TEXTS = (
    HARDEST,
    *EASE.values(),
    OTHER_REFUSAL,
    SEALED_ALREADY,
    SEALED_OUT_OF_ORDER,
    SEALED_EMPTY,
    SEAL_README,
    SEAL_INVENTED,
    NEAR,
    PREVIEW_TITLE,
    PREVIEW_LEAD,
    *PREVIEW_HEADERS,
    *MACHINE.values(),
    *EXPECTED.values(),
    *(stage.value for stage in Stage),
)
"""All of these that go through the catalogue."""
