"""The texts of the problems of YAML, Markdown and cells: a code, what is wrong, and how to correct it."""

# fmt: off
TEXT_ENCODING = ("Y101", "el texto no está en UTF-8", "guárdelo como UTF-8")
YAML_SYNTAX = (
    "Y102", "no se entiende el YAML: {detail}", "revise la sangría, los dos puntos y las comillas de esa línea")
YAML_SYNTAX_UNQUOTED = ("Y102", "no se entiende el YAML: {detail}", "ponga ese texto entre comillas")
YAML_SYNTAX_INDENT = ("Y102", "no se entiende el YAML: la sangría lleva {sign}", "use solo espacios normales")
YAML_CUT = (
    "Y147", "YAML corta el texto antes de « #», y se perdería «{lost}»", "ponga el texto completo entre comillas")
YAML_DUPLICATE = ("Y103", "la clave «{key}» aparece dos veces", "deje una sola")
YAML_FORBIDDEN = (
    "Y104", "no se admite «{what}» en estos archivos", "escriba el valor completo, o póngalo entre comillas")
VALUE_DATE = (
    "Y119", "«{value}» no es una fecha que exista",
    "escríbala como AAAA-MM-DD (o AAAA-MM, o AAAA, donde se permita)")
YAML_LIMITS = ("Y105", "el archivo es demasiado grande o tiene demasiados niveles", "divídalo o simplifíquelo")
KEY_UNKNOWN = ("Y106", "la clave «{key}» no existe aquí", "quítela o corríjala")
KEY_MISSING = ("Y107", "falta la clave «{key}»", "agregue «{key}: …»")
KEY_MISSING_SEVERAL = ("Y107", "faltan las claves {keys}", "agréguelas, cada una con su valor")
VALUE_KIND = ("Y108", "«{key}» debe ser {expected}", "corrija el valor")
VALUE_KIND_TEXT = (
    "Y108", "«{key}» debe ser un texto, y {value} sin comillas no lo es",
    'póngalo entre comillas: {key}: "{value}"')
VALUE_DATE_AS = ("Y119", "«{value}» no es una fecha AAAA-MM-DD", "escriba {iso}")
VALUE_DATE_EITHER = (
    "Y119", "«{value}» no es una fecha AAAA-MM-DD", "si es el día {day} del mes {month}, escriba {iso}")
VALUE_DATE_FAR_YEAR = ("Y141", "el año de la fecha «{value}» no puede ser", "revise el año: va de {first} a {last}")
NEWS_DAY = (
    "Y148", "el archivo se llama «{name}» y su fecha es {value}",
    "corrija «fecha»; si está bien, cambie el nombre del archivo y anote en content/direcciones.yaml el anterior")
VALUE_DATE_FAR = ("Y141", "la fecha «{value}» está muy lejos de los periodos de los planes", "revise el año")
CELL_FORMULA_KEY = (
    "C104", "«{key}» empieza con «{start}», como una fórmula, y se publica en una tabla",
    "quite ese signo o ponga una palabra antes")
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
CATALOGUE_TWICE = (
    "Y149", "este texto original («msgid») ya está en el renglón {first}, y solo se usaría una de sus traducciones",
    "deje uno de los dos")
CATALOGUE_INCOMPLETE = (
    "Y130", "faltan {missing} textos de los {needed} de las páginas, que salen en español",
    "escriba los «msgstr» que faltan; ./scripts/catalogo {file} pone al día el archivo")
PUBLISHER_UNKNOWN = (
    "Y123", "no se dice quién publica el sitio o si es oficial; falta: {keys}",
    "agregue «publica», con «nombre» y «tipo», y «oficial», que dice «no», «en_revision» o «si»; mientras tanto, "
    "el sitio dice «sin dato»")
OFFICIAL_UNPROVEN = (
    "Y124", "«oficial» dice «si» y no consta; falta: {keys}",
    "en «oficial», escriba «estado: si», con «desde» (la fecha) y «documento» (el que lo dice)")
CONTACT_UNKNOWN = (
    "Y131", "el sitio no dice a quién escribirle: no hay cómo pedirle que corrija o retire un dato, ni enviarle un "
    "documento",
    "en «contacto», agregue «correo», «telefono» o «domicilio»; mientras tanto, el sitio dice que no recibe "
    "mensajes")
PUBLISHER_CONTRADICTED = (
    "Y125", "quien publica se llama como el gobierno de los planes, «{name}», y «{key}» dice «{value}»",
    "escriba «{key}: {right}», o corrija quién publica")
MARKDOWN_UNSAFE = (
    "Y116", "se quitaría del texto: {what}", "use solo Markdown, sin HTML, guiones ni imágenes externas")
MARKDOWN_LINK = (
    "Y142", "el enlace «{what}» no lleva a nada: no cierra, lleva un espacio o falta su dirección",
    "escriba las palabras entre corchetes y, pegada, la dirección entre paréntesis")
MARKDOWN_HEADING = (
    "Y143", "el título de nivel {written} se publica como de nivel {shown}: una página tiene títulos del 2 al 5",
    "escríbalo con tantos «#» como su nivel")
MARKDOWN_FENCE = (
    "Y144", "el ejemplo que abre «{fence}» no se cierra, y lo que sigue se mostraría como código",
    "cierre con otro renglón que diga solo {fence}")
MARKDOWN_FRONT = (
    "Y145", "parece otra ficha dentro del texto, y se mostraría como texto",
    "quítela: la ficha va una vez, al principio")
MARKDOWN_MERGE = (
    "Y146", "es la marca de dos versiones que no se juntaron", "deje una de las dos versiones y quite las marcas")
WEB_ADDRESS_DIRECT = (
    "C114", "la dirección no es de un correo o de un teléfono",
    "escríbala así: mailto:alguien@sitio o tel:+526145550100")
WEB_ADDRESS_NONE = ("C114", "el enlace no tiene dirección", "escríbala entre los paréntesis")
ADDRESS_FORM = (
    "S122", "«{line}» no es una dirección del sitio",
    "escríbala desde la raíz, como /plan/tablero/, sin «..» ni espacios")
REFERENCE_UNKNOWN = ("Y117", "«{value}» no existe en {where}", "corrija la clave")
ID_REPEATED = ("Y118", "el identificador «{value}» está repetido", "dé a cada elemento uno distinto")
JSON_SYNTAX = ("Y120", "no se entiende el JSON a partir de aquí", "revise las comas, las comillas y las llaves")
CELL_REQUIRED = ("C101", "la celda está vacía y es obligatoria", "escriba el dato")
CELL_SPACES = (
    "C102", "se quitaron espacios al principio o al final; celdas: {count}{where}",
    "quítelos también del archivo")
TEXT_INVISIBLE = (
    "C103", "hay un carácter que no se ve o que no es texto ({character})",
    "bórrelo, o vuelva a escribir esas palabras")
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
CELL_NUMBER_NONE = ("C108", "«{value}» no es un número", "deje la celda vacía: así se dice que no hay dato")
CELL_NUMBER_SHORT = ("C108", "«{value}» no es un número: Excel lo abrevió", "escríbalo completo, con todas sus cifras")
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
# Texts that other programs damaged
NAME_RESERVED = ("T146", "«{name}» no se puede usar como nombre: {why}", "use otro nombre")
TABLE_UNREAD = (
    "T147", "no se revisó ni se comparó nada de lo que depende de {tables}: no se pudo leer completa",
    "corrija primero esa tabla y vuelva a revisar")
TEXT_LOST = ("C130", "se perdió una letra en «{found}»", "escriba la palabra otra vez")
TEXT_DAMAGED = ("C131", "«{found}» parece un texto dañado al cambiar de codificación", "vuelva a escribir la palabra")
TEXT_EXCEL_ERROR = (
    "C132", "«{found}» es el error de una fórmula de Excel", "corrija la fórmula, o deje la celda vacía si no hay dato")
TEXT_LEFT = ("C133", "«{found}» parece resto de otro programa", "escriba el texto como debe leerse")
TEXT_LEFT_ASKED = ("C133", "en «{found}» parece faltar una letra", "escriba la palabra otra vez")
CELL_EXCEL_DATE = (
    "C134", "«{value}» parece una fecha que Excel puso donde iba una clave",
    "dé formato de texto a esa columna y escriba la clave otra vez")
STANDARD = (
    "C120", "la revisión con el estándar no lo admite: {detail}", "revise la celda con el diccionario de la tabla")
HARD_TO_READ = (
    "R101", "cuesta leerlo: {index} en la escala INFLESZ, que va bien desde {least}",
    "parta las frases: tienen {words} palabras en promedio, y con 15 se leen bien")
HARD_TO_READ_WORDS = (
    "R101", "cuesta leerlo: {index} en la escala INFLESZ, que va bien desde {least}",
    "cambie las palabras largas por otras más cortas, y diga quién hace qué")
# fmt: on
