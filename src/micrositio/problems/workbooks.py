"""The texts of the problems of a workbook as such: a code, what is wrong, and how to correct it.

What its cells say of the plan is judged by the rules of the tables, and not here.
"""

# fmt: off
BOOK_UNREADABLE = (
    "X101", "no se puede leer como libro de hojas de cálculo ({why})",
    "ábralo en Excel o LibreOffice, guárdelo como .xlsx o .ods y vuelva a intentar")
BOOK_LIMITS = (
    "X102", "el libro pasa de {limit}", "use el libro que dio «workbook export», sin hojas ni filas de más")
BOOK_CODE = (
    "X103", "el libro lleva {what}", "copie lo que escribió a un libro recién exportado y guárdelo como .xlsx")
BOOK_PERSONAL = (
    "X104", "el libro lleva lo que parece {what} ({masked})", "quítelo del libro, también de las hojas que no se ven")
BOOK_ORIGIN = (
    "X105", "el libro no sirve para este sitio: {why}", "exporte otro y copie en él lo que escribió")
BOOK_SHEET = (
    "X106", "no se encuentran los nombres de las columnas: {missing}",
    "devuelva a su lugar la fila de los nombres, como en un libro recién exportado")
BOOK_ROW = (
    "X107", "no se sabe de qué es esta fila: «{value}» no es {what}",
    "no cambie la primera columna; cópiela de otra fila")
BOOK_TWICE = ("X108", "otra fila ({other}) es de lo mismo", "deje una sola")
BOOK_VALUE = ("X109", "«{value}» no es {what}", "escriba {what}, o deje la celda vacía si no se sabe")
BOOK_EITHER = ("X110", "«{value}» se puede leer de dos maneras: {readings}", "escriba el valor sin dudas")
BOOK_NOTHING = ("X111", "«{value}» no es un dato", "déjela vacía: lo vacío se queda «sin dato»")
BOOK_FORMULA = ("X112", "la celda tiene una fórmula sin resultado, o un error", "escriba el valor")
BOOK_CONFLICT = (
    "X113", "el libro dice «{said}», y desde que se exportó alguien escribió «{now}» (antes decía «{before}»)",
    "pónganse de acuerdo y escriba en el libro lo que vale, o exporte otro")
BOOK_SEALED = (
    "X114", "el corte {cut} se selló después de exportar el libro: ya no se le agrega nada",
    "use la hoja «Correcciones» de un libro del corte que sigue")
BOOK_FILE = (
    "X115", "no está el archivo «{name}» junto al libro", "ponga el documento en la misma carpeta, o corrija el nombre")
BOOK_FILE_EXTRA = (
    "X116", "«{name}» está junto al libro y la hoja «Documentos» no lo nombra",
    "agréguelo a la hoja, o sáquelo de la carpeta")
BOOK_NO_ROOM = (
    "X117", "la lista «resources» no está escrita renglón por renglón, y ahí no se puede agregar nada",
    "escríbala con un guion por elemento, cada clave en su renglón")
BOOK_DOUBLE = (
    "X118", "«{first}» y «{second}» son dos libros de lo mismo: plan {plan}, corte {cut}",
    "deje uno solo; quite «{old}», que {why}")
BOOK_NO_FILE = (
    "X119", "esto no se recibe: {what}", "ponga los archivos sueltos en la carpeta de su corte, junto al libro")
BOOK_TAKEN = ("X120", "«{value}» se tomó como {taken}", "si no es eso, corrija la celda")
BOOK_NONE = (
    "X121", "en la carpeta no hay ningún libro que haya hecho «workbook export»",
    "ponga ahí el libro que llenó, junto a sus documentos")
BOOK_KNOWN = (
    "X122", "el documento ya está en el plan y su ficha no cambia: se queda fuera lo que la fila dice en {fields}",
    "si eso es lo bueno, corrija la ficha «{name}» en {file}; si no, borre la fila")
# fmt: on
