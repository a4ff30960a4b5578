"""The texts of the problems of files as such: what one may weigh and hold, where it may stand, and how it is named.

Each is a code, what is wrong, and how to correct it, as `kinds` lists them.
"""

# fmt: off
FILE_SIZE = ("T102", "el archivo pesa más de {limit}", "divídalo o redúzcalo")
FILE_NAME = (
    "T103", "el nombre tiene letras o signos que fallan en la web", "use minúsculas sin acento, números, guion y punto")
CSV_ENCODING = (
    "T104", "no está en UTF-8 (parece {guess}){also}; el primer texto ilegible está aquí",
    "arréglelo con build.py fix {file}, que pregunta antes de escribir")
CSV_UTF16 = (
    "T105", "está en UTF-16{also}", "arréglelo con build.py fix {file}, que pregunta antes de escribir")
CSV_SEPARATOR = (
    "T107", "las columnas están separadas con {found}, no con coma{also}",
    "arréglelo con build.py fix {file}; para que no vuelva a pasar, en Windows la coma se pone como separador de "
    "listas en la Configuración regional")
CSV_SEP_LINE = (
    "T108", "la primera línea es «{line}», no los nombres de las columnas{also}",
    "arréglelo con build.py fix {file}, que pregunta antes de escribir")
CSV_QUOTE = (
    "T109", "unas comillas se abren aquí y no se cierran bien", 'cierre las comillas o escríbalas dobles ("")')
COLUMN_UNKNOWN_ALL = (
    "T111", "la primera fila no lleva los nombres de las columnas de «{table}»",
    "debe decir, en algún orden: {names}")
ROW_CELLS = (
    "T115", "la fila tiene {found} celdas y debe tener {expected}", "revise comas de más o de menos y las comillas")
TABLE_LIMITS = (
    "T116", "la fila tiene demasiadas columnas, o un nombre demasiado largo",
    "revise que no haya basura a la derecha")
TABLE_UNLISTED = (
    "T119", "el archivo no está en la lista «resources» del plan", "agréguelo o sáquelo de la carpeta")
TABLE_REQUIRED = (
    "T121", "falta la tabla obligatoria «{table}»", "agregue {table}.csv y anótela en «resources»")
TABLE_REQUIRED_UNLISTED = (
    "T121", "la tabla obligatoria «{table}» está en la carpeta y no en «resources»",
    "agregue a esa lista: - {{name: {table}, path: {table}.csv}}")
TABLE_NO_SCHEMA = (
    "T122", "la tabla «{table}» no es del modelo y no dice su esquema", "agregue «schema: {table}.schema.json»")
PATH_UNSAFE = (
    "T124", "la ruta «{path}» sale de la carpeta o es una dirección",
    "ponga el archivo en la carpeta y escriba solo su nombre")
FILE_UNEXPECTED = (
    "T125", "este archivo no es de los que usa el sitio aquí",
    "guarde cada hoja de Excel como CSV UTF-8; los documentos van en evidencias/")
TABLE_ALTERED = (
    "T127", "«{path}» no es como se publicó: su huella es otra", "si no la cambió usted, recupere la copia publicada")
FOLDER_LIMITS = (
    "T140", "la carpeta tiene más de {limit} archivos", "repártalos en varias, o quite los que no son del sitio")
TABLE_ROWS = (
    "T141", "la tabla tiene más de {limit}", "divídala, o borre las filas y columnas que no dicen nada")
TABLE_LINE = (
    "T142", "alguno de los renglones pesa más de {limit}", "guarde otra vez la hoja como CSV UTF-8, o divida la celda")
CELL_LIMIT = (
    "T143", "una celda de esta fila tiene más de {limit} letras, o se abren unas comillas que no se cierran",
    "cierre las comillas, o acorte el texto y ponga lo demás en un documento")
FILE_FAULTS = (
    "T144", "el archivo tiene más de {limit} cosas por corregir: no se dicen las demás",
    "corrija las primeras y revise otra vez; quizá todas tengan la misma causa")
PATTERN_UNKNOWN = (
    "T145", "no se revisa «{column}» con su «pattern»: no se puede leer sin riesgo de no terminar",
    "quítelo o escríbalo sin referencias («\\1») ni miradas («(?=»); en la próxima versión será un error")
TABLE_CHANGED = (
    "T149", "una hoja de cálculo cambió {count} celdas de esta tabla ({columns}); la primera dice «{value}»",
    "arréglelas con build.py fix {file}, que pregunta antes de escribir")
TEXT_TANGLED = (
    "Y140", "el texto es demasiado largo o enredado para leerlo ({what})",
    "quite los signos que sobran, o divida el texto en varios párrafos o archivos")
THEME_ELSEWHERE = (
    "S130", "la hoja de estilo pide algo a otro sitio: {what}", "guarde ese archivo en el tema y escriba su nombre")
# fmt: on
