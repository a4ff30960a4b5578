"""The texts of the problems of a matrix: the spreadsheet of an institution, read with a map of its columns.

What its cells say of the plan is judged by the rules of the tables, and not here.
"""

# fmt: off
MATRIX_COLUMN = (
    "X123", "la hoja «{sheet}» no tiene una columna «{value}»",
    "escriba su encabezado como está en la hoja, o su letra entre corchetes")
MATRIX_NEEDED = (
    "X124", "el plan necesita «{field}», y el mapa no lo dice",
    "escríbalo en el mapa; si sale de la hoja, su columna, y si es lo mismo en todas las filas, «valor:»")
MATRIX_UNREAD = (
    "X125", "el mapa no nombra columnas que tienen datos: {columns}",
    "diga qué son, o póngalas en «sin_usar»")
MATRIX_NOTHING = (
    "X126", "«{value}» no es un dato: se toma como vacío; celdas: {count}",
    "si dice algo, escríbalo con otras palabras")
MATRIX_ROW = ("X127", "la fila se queda fuera: {why}", "si es del plan, complétela; si no, déjela así")
MATRIX_UNMATCHED = (
    "X128", "ninguna actividad del plan es «{value}»", "escriba en la matriz la clave o el texto de la actividad")
MATRIX_NOT_YET = (
    "X129", "todavía no se usa lo que dicen de {what} estas columnas: {columns}",
    "escríbalo a mano en la tabla del plan que lo guarda")
MATRIX_DIFFERS = (
    "X130", "«{said}» no es lo que dice {other} de lo mismo: «{before}»", "deje un solo valor en las dos celdas")
MATRIX_WEIGHTS = (
    "X131", "los pesos no suman lo mismo en todas partes: {sums}",
    "corríjalos, o declare cuánto deben sumar en «{total}»; así como están, cuentan en proporción")
MATRIX_VALUE = (
    "X133",
    "en el corte {cut} hay filas con texto y sin el dato con que se mide el avance, y se quedan fuera; son {count}",
    "escriba el dato; sin él, el corte dirá «sin dato»")
MATRIX_SEVERAL = (
    "X132", "«{value}» nombra a varias instituciones, y una actividad lleva una",
    "deje la que responde; mientras tanto, todas se quedan en el compromiso")
# fmt: on
