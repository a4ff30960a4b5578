"""The list of problems: each code, its severity, its message and how to correct it.

Messages are Spanish, the source language of the gettext catalogues. `docs/problemas.md` is made from this list.
"""

from __future__ import annotations

from enum import Enum

from micrositio.problems import documents, doubts, limits, personal, places, promises, sharing


class Severity(Enum):
    """An error stops the publication; a warning does not."""

    ERROR = "error"
    WARNING = "aviso"


WARNING = Severity.WARNING


class Kind(Enum):
    """A kind of problem: code, what is wrong, how to correct it and, last, its severity."""

    # fmt: off
    # The catalogue is read as a list: a kind takes a line, or two or three, and not one for each part.
    # YAML and Markdown
    TEXT_ENCODING = ("Y101", "el texto no está en UTF-8", "guárdelo como UTF-8")
    YAML_SYNTAX = (
        "Y102", "no se entiende el YAML: {detail}", "revise la sangría, los dos puntos y las comillas de esa línea")
    YAML_DUPLICATE = ("Y103", "la clave «{key}» aparece dos veces", "deje una sola")
    YAML_FORBIDDEN = (
        "Y104", "no se admite «{what}» en estos archivos", "escriba el valor completo, o póngalo entre comillas")
    VALUE_DATE = (
        "Y119", "«{value}» no es una fecha que exista",
        "escríbala como AAAA-MM-DD (o AAAA-MM, o AAAA, donde se permita)")
    YAML_LIMITS = ("Y105", "el archivo es demasiado grande o tiene demasiados niveles", "divídalo o simplifíquelo")
    KEY_UNKNOWN = ("Y106", "la clave «{key}» no existe aquí", "quítela o corríjala")
    KEY_MISSING = ("Y107", "falta la clave «{key}»", "agregue «{key}: …»")
    VALUE_KIND = ("Y108", "«{key}» debe ser {expected}", "corrija el valor")
    VALUE_CHOICE = ("Y109", "«{value}» no es un valor de «{key}»", "use uno de: {choices}")
    VALUE_FORM = ("Y110", "«{value}» no tiene la forma que pide «{key}»", "mire el ejemplo en el perfil de datos")
    FRONT_MATTER = (
        "Y111", "falta la ficha del principio, entre dos líneas «---»", "empiece el archivo con ---, titulo: …, ---")
    PLAN_MISSING = (
        "Y112", "no existe la carpeta del plan «{plan}» o no tiene datapackage.yaml",
        "cree data/{plan}/datapackage.yaml o quite el plan de la lista")
    PLAN_PUBLISHED = (
        "Y126", "«{plan}» es lo que publicó un sitio, y no la carpeta de un plan",
        "sáquela de data/ e impórtela: mv data/{plan} {plan}-publicado && python build.py import {plan}-publicado")
    PLAN_EXISTS = (
        "Y127", "ya hay una carpeta {folder}, y no se escribe sobre ella", "quítela o muévala antes de importar")
    PLAN_UNLISTED = (
        "Y113", "la carpeta «{plan}» no está en la lista de planes",
        "agréguela a «planes» en content/sitio.yaml o quite la carpeta")
    PLAN_NAME = ("Y114", "el plan se llama «{name}» pero su carpeta es «{folder}»", "use el mismo nombre en los dos")
    PAGE_MISSING = ("Y115", "falta la página «{page}»", "cree content/{page}.md")
    TRANSLATION_ALONE = (
        "Y121", "traduce «{page}», que no existe en el idioma base",
        "escriba primero la página en ese idioma, o quite este archivo")
    LANGUAGE_UNKNOWN = (
        "Y122", "la interfaz no está en «{language}»",
        "use {choices}, o ponga su catálogo en content/idiomas/{language}.po (vea docs/adoptar.md)")
    CATALOGUE_UNREADABLE = (
        "Y128", "no se entiende como catálogo de gettext",
        "guárdelo como .po, en UTF-8, con su cabecera, y revise este renglón")
    CATALOGUE_MARK = (
        "Y129", "la traducción lleva «{mark}», que el texto original no lleva",
        "deje en «msgstr» solo las marcas que están en «msgid»")
    CATALOGUE_INCOMPLETE = (
        "Y130", "faltan {missing} textos de los {needed} de las páginas, que salen en español",
        "escriba los «msgstr» que faltan; ./scripts/catalogo {file} pone al día el archivo", WARNING)
    PUBLISHER_UNKNOWN = (
        "Y123", "no se dice quién publica el sitio o si es oficial; falta: {keys}",
        "agregue «publica», con «nombre» y «tipo», y «oficial», que dice «no», «en_revision» o «si»; mientras tanto, "
        "el sitio dice «sin dato»", WARNING)
    OFFICIAL_UNPROVEN = (
        "Y124", "«oficial» dice «si» y no consta; falta: {keys}",
        "en «oficial», escriba «estado: si», con «desde» (la fecha) y «documento» (el que lo dice)", WARNING)
    CONTACT_UNKNOWN = (
        "Y131", "el sitio no dice a quién escribirle: no hay cómo pedirle que corrija o retire un dato, ni enviarle un "
        "documento",
        "en «contacto», agregue «correo», «telefono» o «domicilio»; mientras tanto, el sitio dice que no recibe "
        "mensajes", WARNING)
    PUBLISHER_CONTRADICTED = (
        "Y125", "quien publica se llama como el gobierno de los planes, «{name}», y «{key}» dice «{value}»",
        "escriba «{key}: {right}», o corrija quién publica")
    MARKDOWN_UNSAFE = (
        "Y116", "se quitaría del texto: {what}", "use solo Markdown, sin HTML, guiones ni imágenes externas")
    REFERENCE_UNKNOWN = ("Y117", "«{value}» no existe en {where}", "corrija la clave")
    ID_REPEATED = ("Y118", "el identificador «{value}» está repetido", "dé a cada elemento uno distinto")
    JSON_SYNTAX = ("Y120", "no se entiende el JSON a partir de aquí", "revise las comas, las comillas y las llaves")
    # Files and tables
    FILE_SYMLINK = ("T101", "es un enlace simbólico", "ponga el archivo mismo en la carpeta")
    FILE_SIZE = limits.FILE_SIZE
    FILE_NAME = limits.FILE_NAME
    CSV_ENCODING = limits.CSV_ENCODING
    CSV_UTF16 = ("T105", "está en UTF-16", "en Excel: Guardar como → CSV UTF-8")
    CSV_NUL = ("T106", "contiene bytes nulos: no es un CSV", "guarde la hoja como CSV UTF-8")
    CSV_SEPARATOR = (
        "T107", "las columnas están separadas con {found}, no con coma", "guarde como CSV UTF-8 delimitado por comas")
    CSV_SEP_LINE = (
        "T108", "la primera línea es «{line}», no los nombres de las columnas", "borre esa línea y separe con comas")
    CSV_QUOTE = (
        "T109", "unas comillas se abren aquí y no se cierran bien", 'cierre las comillas o escríbalas dobles ("")')
    CSV_EMPTY = ("T110", "el archivo está vacío", "escriba al menos la fila de nombres de columna")
    COLUMN_UNKNOWN = ("T111", "la columna «{column}» no existe en la tabla «{table}»", "quítela o corrija el nombre")
    COLUMN_MISSING = ("T112", "falta la columna «{column}», que es obligatoria", "agregue la columna con ese nombre")
    COLUMN_REPEATED = ("T113", "la columna «{column}» aparece dos veces", "deje una sola")
    COLUMN_BLANK = ("T114", "la columna {number} no tiene nombre", "póngale nombre o bórrela")
    ROW_CELLS = (
        "T115", "la fila tiene {found} celdas y debe tener {expected}", "revise comas de más o de menos y las comillas")
    TABLE_LIMITS = ("T116", "la fila tiene demasiadas columnas", "revise que no haya basura a la derecha")
    TABLE_EMPTY = ("T117", "la tabla obligatoria «{table}» no tiene filas", "agregue al menos una fila")
    TABLE_HEADER_ONLY = ("T118", "la tabla «{table}» no tiene filas", "agregue filas o quítela de «resources»", WARNING)
    TABLE_UNLISTED = (
        "T119", "el archivo no está en la lista «resources» del plan", "agréguelo o sáquelo de la carpeta")
    TABLE_ABSENT = ("T120", "no existe el archivo «{path}»", "cree el archivo o quítelo de «resources»")
    TABLE_REQUIRED = ("T121", "falta la tabla obligatoria «{table}»", "agregue {table}.csv y anótela en «resources»")
    TABLE_NO_SCHEMA = (
        "T122", "la tabla «{table}» no es del modelo y no dice su esquema", "agregue «schema: {table}.schema.json»")
    SCHEMA_INVALID = ("T123", "el esquema no es un Table Schema válido: {detail}", "corrija el archivo del esquema")
    PATH_UNSAFE = limits.PATH_UNSAFE
    FILE_UNEXPECTED = limits.FILE_UNEXPECTED
    TABLE_ALTERED = (*limits.TABLE_ALTERED, WARNING)
    FOLDER_LIMITS = limits.FOLDER_LIMITS
    TABLE_ROWS = limits.TABLE_ROWS
    TABLE_LINE = limits.TABLE_LINE
    CELL_LIMIT = limits.CELL_LIMIT
    FILE_FAULTS = limits.FILE_FAULTS
    PATTERN_UNKNOWN = (*limits.PATTERN_UNKNOWN, WARNING)
    TEXT_TANGLED = limits.TEXT_TANGLED
    TABLE_DERIVED = ("T126", "la tabla «{table}» se genera sola", "quítela de «resources» y de la carpeta")
    # Cells
    CELL_REQUIRED = ("C101", "la celda está vacía y es obligatoria", "escriba el dato")
    CELL_SPACES = ("C102", "hay espacios al principio o al final", "quite los espacios")
    CELL_CONTROL = ("C103", "hay un carácter invisible ({character})", "vuelva a escribir la celda")
    CELL_FORMULA = (
        "C104", "el texto empieza con «{start}», como una fórmula", "quite ese signo o ponga una palabra antes")
    CELL_DATE = ("C105", "«{value}» no es una fecha AAAA-MM-DD", "escríbala como AAAA-MM-DD")
    CELL_DATE_AS = ("C105", "«{value}» no es una fecha AAAA-MM-DD", "escriba {iso}")
    CELL_DATE_EITHER = (
        "C105", "«{value}» no es una fecha AAAA-MM-DD", "si es el día {day} del mes {month}, escriba {iso}")
    CELL_DATE_UNREAL = (
        "C106", "la fecha «{value}» no existe en el calendario",
        "corríjala; si la fuente la publica así, deje la celda vacía y explíquelo en «nota»")
    CELL_DATE_FAR = ("C107", "la fecha «{value}» está muy lejos del periodo del plan", "revise el año")
    CELL_NUMBER = ("C108", "«{value}» no es un número", "escriba solo cifras, con punto para los decimales")
    CELL_NUMBER_PERCENT = ("C108", "«{value}» no es un número", "escríbalo sin el signo %, en la unidad de la columna")
    CELL_NUMBER_COMMA = ("C108", "«{value}» no es un número", "use punto para los decimales y nada para los miles")
    CELL_NUMBER_WHOLE = ("C108", "«{value}» no es un número entero", "escriba solo cifras, sin decimales")
    CELL_CHOICE = ("C109", "«{value}» no es un valor de esta columna", "use uno de: {choices}")
    CELL_FORM = ("C110", "«{value}» no tiene la forma que pide la columna", "escríbalo como el ejemplo: {example}")
    CELL_LONG = ("C111", "el texto tiene {length} caracteres y el máximo es {limit}", "acórtelo")
    CELL_RANGE = ("C112", "{value} es menos que {limit}, lo mínimo que admite la columna", "corrija el número")
    CELL_RANGE_MAXIMUM = ("C112", "{value} es más que {limit}, lo máximo que admite la columna", "corrija el número")
    CELL_UNIQUE = ("C113", "«{value}» ya está en otra fila", "cada fila lleva un valor distinto en esta columna")
    WEB_ADDRESS = ("C114", "no es una dirección web", "escríbala completa, con https://")
    WEB_ADDRESS_HOST = ("C114", "la dirección no dice en qué sitio está", "escríbala completa: https://sitio/página")
    WEB_ADDRESS_USER = (
        "C114", "hay una dirección con usuario o contraseña", "quite lo que va antes de «@»; cambie esa contraseña")
    WEB_ADDRESS_PORT = ("C114", "el puerto de la dirección no existe", "quite los dos puntos y lo que sigue del sitio")
    WEB_ADDRESS_SIGNS = (
        "C114", "la dirección lleva un espacio o un signo que ninguna admite", "cópiela otra vez desde el navegador")
    WEB_ADDRESS_SEVERAL = ("C114", "hay más de una dirección", "deje una; las demás van en otra fila")
    WEB_ADDRESS_TAIL = ("C114", "la dirección del sitio lleva «?» o «#»", "déjela hasta antes de ese signo")
    CELL_EMAIL = ("C115", "no es un correo electrónico", "escriba un correo institucional")
    KEY_REPEATED = ("C116", "la clave «{value}» ya está en la fila {first}", "cambie una de las dos o una las filas")
    KEY_UNKNOWN_REFERENCE = ("C117", "«{value}» no existe en {where}", "corrija la clave")
    LIST_ITEM = ("C118", "la lista tiene un elemento vacío o repetido", "separe con un solo punto y coma, sin repetir")
    PERSONAL_DATA = personal.PERSONAL_DATA
    PERSONAL_CONTACT = (*personal.PERSONAL_CONTACT, WARNING)
    EXCEPTION_OVER = personal.EXCEPTION_OVER
    EXCEPTION_IDLE = (*personal.EXCEPTION_IDLE, WARNING)
    STANDARD = ("C120", "Frictionless rechaza el dato: {detail}", "revise la celda con el diccionario de la tabla")
    # Rules of the plan
    TITLE_MISSING = (
        "D101", "el compromiso no tiene título en ningún idioma",
        "escriba «titulo» o, si solo existe en inglés, «titulo_en»")
    DATES_ORDER = ("D102", "«{late}» ({end}) es anterior a «{early}» ({start})", "revise las dos fechas")
    DATE_OUTSIDE = (
        "D103", "la fecha {value} queda fuera del periodo del plan ({start} a {end})",
        "revise la fecha o los «periodos» del plan")
    WEIGHTS_TOTAL = ("D104", "los pesos de {group} suman {found} y deben sumar {total}", "corrija los pesos")
    WEIGHT_MISSING = (
        "D105", "falta el peso y otras filas de su grupo lo tienen, o el plan declara cuánto suman", "escriba el peso")
    WEIGHT_UNDECLARED = (
        "D106", "hay pesos y el plan no declara cuánto deben sumar: no hay con qué comprobarlos",
        "declare el total en «metodo»", WARNING)
    DIFFICULTY_MISSING = (
        "D107", "el estado es «{status}» y falta decir la dificultad", "llene «dificultad_tipo» y «dificultad»")
    FINISHED_LATE = (
        "D108", "«terminado» ({date}) es posterior al corte ({cut})",
        "corrija la fecha o anótela en el corte que le toca")
    FINISHED_STATUS = (
        "D109", "hay fecha en «terminado» pero el estado no es completo", "corrija el estado o vacíe la fecha")
    RESCHEDULE_BEFORE = (
        "D110", "«antes» dice {found} y la fecha vigente era {expected}", "escriba la fecha que estaba vigente")
    VERIFIED_EARLY = ("D111", "la verificación ({date}) es anterior al corte ({cut})", "revise la fecha o el corte")
    PARTS_TOTAL = (
        "D112", "las partes de «{measure}» suman {found} y el total dice {total}", "corrija las partes o el total")
    ATTENDANCE_TOTAL = (
        "D113", "la asistencia {what} suma {found} y «asistentes» dice {total}",
        "corrija las cifras o deje vacía la que no se sepa")
    SOURCE_MISSING = ("D114", "la fila no dice su fuente", "ponga en «fuentes» la clave de la fuente")
    DATUM_NOTHING = (
        "D115", "no existe el dato del que habla esta fila ({what})", "revise «tabla», «registro» y «campo»")
    STATUS_MISSING = ("D116", "el método del plan es «estatus» y falta el estado", "escriba el estado")
    VALUE_MISSING = ("D117", "el método del plan es «{method}» y falta el valor", "escriba el valor")
    INDICATOR_INCOMPLETE = (
        "D118", "el método del plan es «indicador» y la actividad no tiene línea base, meta y dirección coherentes",
        "llene «linea_base», «meta» y «direccion»; meta y línea base son distintas")
    COMPLETE_UNPROVEN = (
        "D119", "«{milestone}» se informa completa y ninguna evidencia la nombra",
        "agregue la evidencia; mientras tanto se publica como completo sin evidencia", WARNING)
    AGREEMENT_UNPROVEN = (*promises.AGREEMENT_UNPROVEN, WARNING)
    AGREEMENT_OPEN = promises.AGREEMENT_OPEN
    AGREEMENT_EARLY = promises.AGREEMENT_EARLY
    CUT_ORDER = ("D120", "hay dos cortes con la misma fecha ({date})", "deje una fecha por corte")
    ID_RESERVED = ("D127", "la clave «{id}» no se puede usar: así se llama una página de su lista", "dele otro id")
    COMPLETE_FINISH = ("D121", "el estado es completo y no dice qué día terminó",
        "escriba «terminado» para poder calcular si fue a tiempo", WARNING)
    VERIFIED_UNPROVEN = (
        "D122", "la verificación no dice con qué documentos",
        "ponga en «evidencias» sus claves; mientras tanto no cuenta como verificada", WARNING)
    GAP_NOTHING = promises.GAP_NOTHING
    GAP_INCOMPLETE = promises.GAP_INCOMPLETE
    GAP_SEARCH_UNTOLD = (*promises.GAP_SEARCH_UNTOLD, WARNING)
    GAP_TWICE = promises.GAP_TWICE
    QUESTION_UNTOLD = promises.QUESTION_UNTOLD
    QUESTION_UNDATED = promises.QUESTION_UNDATED
    QUESTION_REFERENCE = promises.QUESTION_REFERENCE
    OUTCOME_UNTOLD = promises.OUTCOME_UNTOLD
    REPLY_EARLY = promises.REPLY_EARLY
    REPLY_LATE = promises.REPLY_LATE
    REGISTER_PERSON = promises.REGISTER_PERSON
    LOCATION_SWAPPED = places.LOCATION_SWAPPED
    LOCATION_UNPLACED = places.LOCATION_UNPLACED
    LOCATION_UNPLACED_HALF = places.LOCATION_UNPLACED_HALF
    LOCATION_IDLE = places.LOCATION_IDLE
    AREA_UNKNOWN = places.AREA_UNKNOWN
    AREA_UNKNOWN_FILE = places.AREA_UNKNOWN_FILE
    GEOJSON_FORM = places.GEOJSON_FORM
    GEOJSON_FORM_SYSTEM = places.GEOJSON_FORM_SYSTEM
    YAML_LIMITS_SHAPES = places.YAML_LIMITS_SHAPES
    AREA_UNUSED = (*places.AREA_UNUSED, WARNING)
    LOCATION_FAR = (*places.LOCATION_FAR, WARNING)
    LOCATION_FAR_SWAPPED = (*places.LOCATION_FAR_SWAPPED, WARNING)
    COMPLETION_WORD = (
        "D130", "«{value}» no es una de las palabras con que el IRM dice qué tanto se cumplió",
        "use Completo, Sustancial, Limitado, No iniciado, Retirado o Sin evidencia; mientras tanto no contesta "
        "«¿Se cumplió?»", WARNING)
    VALUES_NONE = ("D132", "«{value}» no va con otros valores: dice que no hay ninguno", "deje solo uno de los dos")
    # What is asked about
    CUT_MONTH = (*doubts.CUT_MONTH, WARNING)
    COMPLETE_UNDONE = (*doubts.COMPLETE_UNDONE, WARNING)
    VALUE_FAR = (*doubts.VALUE_FAR, WARNING)
    STATE = (*doubts.STATE, WARNING)
    STATE_BEGUN = (*doubts.STATE_BEGUN, WARNING)
    STATE_OVER = (*doubts.STATE_OVER, WARNING)
    STATE_EARLY = (*doubts.STATE_EARLY, WARNING)
    ATTENDANCE_TWICE = doubts.ATTENDANCE_TWICE
    # Plain language
    HARD_TO_READ = (
        "R101", "cuesta leerlo: {index} en la escala INFLESZ, que va bien desde {least}",
        "parta las frases: tienen {words} palabras en promedio, y con 15 se leen bien", WARNING)
    HARD_TO_READ_WORDS = (
        "R101", "cuesta leerlo: {index} en la escala INFLESZ, que va bien desde {least}",
        "cambie las palabras largas por otras más cortas, y diga quién hace qué", WARNING)
    # Evidence
    EVIDENCE_NOTHING = documents.EVIDENCE_NOTHING
    EVIDENCE_ABSENT = ("E102", "no existe el archivo «{path}»", "ponga el archivo en la carpeta o corrija «path»")
    EVIDENCE_LOST = (*documents.EVIDENCE_LOST, WARNING)
    EVIDENCE_SIZE = documents.EVIDENCE_SIZE
    EVIDENCE_HASH = documents.EVIDENCE_HASH
    EVIDENCE_CONTENT = documents.EVIDENCE_CONTENT
    EVIDENCE_NOWHERE = documents.EVIDENCE_NOWHERE
    EVIDENCE_UNDECLARED = documents.EVIDENCE_UNDECLARED
    EVIDENCE_EMPTY = ("E108", "el archivo está vacío", "ponga el documento completo")
    EVIDENCE_FOLDER = ("E109", "la carpeta de evidencias no tiene datapackage.yaml", "agregue la ficha con «resources»")
    EVIDENCE_UNCOPIED = (*documents.EVIDENCE_UNCOPIED, WARNING)
    EVIDENCE_READ_ON = ("E110", "el enlace no dice qué día se leyó", "agregue «consultado: AAAA-MM-DD»")
    EVIDENCE_EXTENSION = ("E111", "no se publican archivos «{extension}»", "use {choices}")
    EVIDENCE_INCOMPLETE = documents.EVIDENCE_INCOMPLETE
    ALTERNATIVE_MISSING = documents.ALTERNATIVE_MISSING
    ALTERNATIVE_UNKNOWN = (*documents.ALTERNATIVE_UNKNOWN, WARNING)
    PROOF_OF_NOTHING = documents.PROOF_OF_NOTHING
    PROOF_UNREPORTED = (*documents.PROOF_UNREPORTED, WARNING)
    PROOF_DENIED = documents.PROOF_DENIED
    PICTURE_BROKEN = (*documents.PICTURE_BROKEN, WARNING)
    PICTURE_SIZE = (*documents.PICTURE_SIZE, WARNING)
    DOCUMENT_PERSONAL = personal.DOCUMENT_PERSONAL
    DOCUMENT_TRACE = (*personal.DOCUMENT_TRACE, WARNING)
    DOCUMENT_TRACE_OWN = (*personal.DOCUMENT_TRACE_OWN, WARNING)
    DOCUMENT_UNSEEN = (*personal.DOCUMENT_UNSEEN, WARNING)
    DOCUMENT_UNSEEN_BEFORE = (*personal.DOCUMENT_UNSEEN_BEFORE, WARNING)
    DOCUMENT_MUTE = (*personal.DOCUMENT_MUTE, WARNING)
    # Seals
    SEAL_UNKNOWN = promises.SEAL_UNKNOWN
    SEAL_GAP = promises.SEAL_GAP
    SEAL_FILE_MISSING = promises.SEAL_FILE_MISSING
    SEAL_FILE_ADDED = promises.SEAL_FILE_ADDED
    SEAL_FILE_CHANGED = promises.SEAL_FILE_CHANGED
    SEAL_SUMS = promises.SEAL_SUMS
    SEAL_SUMS_TWICE = promises.SEAL_SUMS_TWICE
    SEAL_CHAIN = promises.SEAL_CHAIN
    SEAL_CELL = promises.SEAL_CELL
    SEAL_CELL_DATE = promises.SEAL_CELL_DATE
    SEAL_ROW_GONE = promises.SEAL_ROW_GONE
    SEAL_ROW_NEW = promises.SEAL_ROW_NEW
    ERRATUM_NOTHING = promises.ERRATUM_NOTHING
    ERRATUM_SEALED = promises.ERRATUM_SEALED
    ERRATUM_EARLY = promises.ERRATUM_EARLY
    ERRATUM_LATE = promises.ERRATUM_LATE
    SEAL_FORMAT = promises.SEAL_FORMAT
    REGISTER_ABSENT = (*promises.REGISTER_ABSENT, WARNING)
    REGISTER_LINE = promises.REGISTER_LINE
    REGISTER_LINE_TWICE = promises.REGISTER_LINE_TWICE
    REGISTER_ORDER = promises.REGISTER_ORDER
    REGISTER_SEAL_GONE = promises.REGISTER_SEAL_GONE
    REGISTER_SEAL_OTHER = promises.REGISTER_SEAL_OTHER
    REGISTER_WITHOUT = promises.REGISTER_WITHOUT
    STAMP_UNREADABLE = promises.STAMP_UNREADABLE
    STAMP_OTHER = promises.STAMP_OTHER
    STAMP_UNSIGNED = promises.STAMP_UNSIGNED
    STAMP_ALONE = promises.STAMP_ALONE
    STAMP_CERTIFICATES = promises.STAMP_CERTIFICATES
    STAMP_UNTRUSTED = promises.STAMP_UNTRUSTED
    STAMP_EARLY = promises.STAMP_EARLY
    # The finished site
    ADDRESS_TWICE = (
        "S101", "la dirección /{path} sale de dos lugares: {first} y {second}", "cambie el nombre o la clave de uno")
    ADDRESS_VANISHED = (
        "S111", "la dirección {address} se publicó y ya no existe",
        "devuelva lo que había o diga en content/direcciones.yaml a dónde fue («a») o por qué se quitó («motivo»)")
    FOLDER_VANISHED = (
        "S116", "«{folder}» se publicó y ya no está: desaparecen {count} direcciones",
        "devuélvalo (un plan que terminó se queda, con estado: concluido); si este es otro sitio, borre la lista")
    MOVE_BOTH = ("S112", "{address} necesita «a» o «motivo», uno de los dos", "deje solo uno")
    MOVE_TWICE = ("S113", "{address} ya está en la línea {first}", "deje una sola")
    MOVE_NEEDLESS = ("S114", "{address} todavía existe: no hay qué redirigir", "quítela de este archivo")
    MOVE_NOWHERE = ("S115", "{address} no existe: no se puede redirigir ahí", "escriba una dirección del sitio de hoy")
    SYNONYMS_FEW = (
        "S117", "«{words}» no dice qué palabras quieren decir lo mismo",
        "escriba dos palabras o más, separadas con comas y sin frases, o agregue la «pagina» a la que llevan")
    SYNONYMS_NOWHERE = (
        "S118", "{page} no está en la búsqueda: las palabras no pueden llevar ahí",
        "escriba la dirección de una página de la lista de /buscar/, con lo que sigue a # si lo lleva")
    LINK_BROKEN = ("S102", "el enlace «{target}» no lleva a ninguna página", "corrija el enlace")
    ANCHOR_BROKEN = (
        "S103", "el enlace «{target}» lleva a un lugar que no existe en la página", "corrija lo que sigue a #")
    ID_TWICE = ("S104", "el identificador «{id}» está dos veces en la página", "cambie uno de los títulos")
    THIRD_PARTY = ("S105", "la página pide «{target}», que está en otro sitio", "ponga el archivo en el tema")
    INLINE_CODE = ("S106", "la página lleva código o estilo dentro ({what})", "páselo a un archivo del tema")
    PAGE_INCOMPLETE = ("S107", "a la página le falta {what}", "corrija la plantilla del tema")
    NOTICE_MISSING = ("S108", "la página es de un plan inventado y no lo dice", "corrija la plantilla del tema")
    THEME_UNKNOWN = ("S109", "no existe el tema «{theme}»", "use uno de: {choices}")
    WEB_ADDRESS_PLAIN = sharing.WEB_ADDRESS_PLAIN
    SHARE_MANY = (*sharing.SHARE_MANY, WARNING)
    SHARE_LETTERS = (*sharing.SHARE_LETTERS, WARNING)
    SHARE_WORDS = (*sharing.SHARE_WORDS, WARNING)
    TEMPLATE_ERROR = ("S110", "la plantilla falla: {detail}", "corrija la plantilla")
    # What is already published
    PUBLISHED_FIRST = (*promises.PUBLISHED_FIRST, WARNING)
    PUBLISHED_UNREAD = (*promises.PUBLISHED_UNREAD, WARNING)
    PUBLISHED_UNREAD_SLOW = (*promises.PUBLISHED_UNREAD_SLOW, WARNING)
    PUBLISHED_UNREAD_SIZE = (*promises.PUBLISHED_UNREAD_SIZE, WARNING)
    PUBLISHED_UNREAD_CERTIFICATE = (*promises.PUBLISHED_UNREAD_CERTIFICATE, WARNING)
    PUBLISHED_UNREAD_ELSEWHERE = (*promises.PUBLISHED_UNREAD_ELSEWHERE, WARNING)
    PUBLISHED_UNREAD_STATUS = (*promises.PUBLISHED_UNREAD_STATUS, WARNING)
    PUBLISHED_UNREAD_BROKEN = (*promises.PUBLISHED_UNREAD_BROKEN, WARNING)
    PUBLISHED_OLDER = (*promises.PUBLISHED_OLDER, WARNING)
    PUBLISHED_PLAN_GONE = promises.PUBLISHED_PLAN_GONE
    PUBLISHED_SEAL_GONE = promises.PUBLISHED_SEAL_GONE
    PUBLISHED_SEAL_OTHER = promises.PUBLISHED_SEAL_OTHER
    PUBLISHED_ERRATUM_GONE = promises.PUBLISHED_ERRATUM_GONE
    PUBLISHED_ADDRESS_GONE = promises.PUBLISHED_ADDRESS_GONE
    # fmt: on

    def __init__(self, code: str, message: str, mend: str, severity: Severity = Severity.ERROR) -> None:
        """Sets the attributes of a kind from the parts of its value."""
        self.code = code
        self.message = message
        self.mend = mend
        self.severity = severity
