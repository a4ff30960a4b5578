"""The texts of the problems of what was promised or asked, from seals and errata to agreements, gaps and questions.

Each is a code, what is wrong, and how to correct it, as `kinds` lists them.
"""

# fmt: off
# What the plan promises
TITLE_MISSING = (
    "D101", "el compromiso no tiene título en ningún idioma",
    "escriba «titulo» o, si solo existe en inglés, «titulo_en»")
DATE_OUTSIDE = (
    "D103", "la fecha {value} queda fuera del periodo del plan ({start} a {end})",
    "revise la fecha o los «periodos» del plan")
GROUP_CIRCLE = (
    "D160", "el grupo «{group}» es parte de sí mismo: {chain}",
    "deje vacía la columna «padre» del que es de un nivel más alto")
GROUP_ID_TAKEN = (
    "D161", "la clave «{id}» ya es de un compromiso: en los cálculos no se sabría de cuál es cada cifra",
    "dele otra clave al grupo")
GROUP_ID_TAKEN_PLAN = (
    "D161", "la clave «{id}» ya es del plan: en los cálculos no se sabría de cuál es cada cifra",
    "dele otra clave al grupo")
GROUP_DEEP = (
    "D162", "el grupo está {depth} niveles abajo, y se admiten {most}",
    "revise la columna «padre»: dice de qué grupo es parte")
GROUP_IDLE = (
    "D163", "hay grupos sin ningún compromiso: {names}",
    "ponga su clave en la columna «grupo» de compromisos.csv; si el plan no les da ninguno, no cambie nada")
PARTNER_ANSWERS = (
    "D207", "«{institution}» ya es la institución que responde por «{milestone}», en actividades.csv",
    "quite la fila, o ponga en «institucion» a otra que participe")
PARTS_TOTAL = (
    "D112", "las partes de «{measure}» suman {found} y el total dice {total}", "corrija las partes o el total")
ATTENDANCE_TOTAL = (
    "D113", "la asistencia {what} suma {found} y «asistentes» dice {total}",
    "corrija las cifras o deje vacía la que no se sepa")
DATUM_NOTHING = (
    "D115", "no existe el dato del que habla esta fila ({what})", "revise «tabla», «registro» y «campo»")
# Seals
SEAL_UNKNOWN = (
    "L101", "hay un sello de «{cut}», que no es un corte del plan",
    "devuelva ese corte a cortes.csv; los sellos no se borran")
SEAL_GAP = (
    "L102", "el corte {cut} está sellado y el anterior, {before}, no",
    "recupere el sello de {before} o, si nunca se selló, quite el de {cut} y selle en orden")
SEAL_FILE_MISSING = (
    "L103", "al sello del corte {cut} le falta «{name}»", "recupérelo de la copia publicada en datos/cortes/{cut}/")
SEAL_FILE_ADDED = ("L104", "«{name}» no es parte del sello del corte {cut}", "sáquelo de la carpeta del sello")
SEAL_FILE_CHANGED = (
    "L105", "«{name}» o su huella en SHA256SUMS no son los que se sellaron en el corte {cut}",
    "recupere los dos de la copia publicada en datos/cortes/{cut}/; un sello no se edita")
SEAL_SUMS = (
    "L106", "esta línea del sello del corte {cut} no es una huella",
    "recupere el archivo de la copia publicada en datos/cortes/{cut}/")
SEAL_SUMS_TWICE = (
    "L106", "el sello del corte {cut} da dos veces la huella de «{name}»",
    "recupere el archivo de la copia publicada en datos/cortes/{cut}/")
SEAL_CHAIN = (
    "L107", "el sello del corte {cut} no continúa el del corte anterior ({before}): uno de los dos cambió",
    "recupere los dos SHA256SUMS de la copia publicada en datos/cortes/")
SEAL_CELL = (
    "L108",
    "el corte {cut} está sellado y aquí decía «{before}»; ahora dice «{after}»",
    "vuelva a escribir lo que decía o, si hay motivo, agregue una fila a erratas.csv: corte {since}, "
    "tabla {table}, registro {record}, campo {column}, lo que decía, lo que dice, motivo, quién y fecha")
SEAL_CELL_UNSEEN = (
    "L108", "el corte {cut} está sellado y aquí el texto cambió en un signo que casi no se ve ({signs})",
    "copie el texto como está en el sello")
SEAL_CELL_DATE = (
    "L108", "el corte {cut} está sellado y aquí decía «{before}»; ahora dice «{after}»",
    "vuelva a escribir la fecha original y anote el cambio de fecha en reprogramaciones.csv")
SEAL_ROW_GONE = (
    "L109",
    "el corte {cut} está sellado y falta la fila «{record}» de «{table}»",
    "devuelva la fila o, si hay motivo, agregue una a erratas.csv: corte {since}, tabla {table}, "
    "registro {record}, campo fila, antes presente, después ausente")
SEAL_ROW_NEW = (
    "L110",
    "el corte {cut} está sellado y no tenía la fila «{record}» de «{table}»",
    "pásela a un corte abierto (un documento entregado después lleva «recibida») o agregue a erratas.csv: "
    "corte {since}, tabla {table}, registro {record}, campo fila, antes ausente, después presente")
ERRATUM_NOTHING = (
    "L111", "la errata no explica ningún cambio de lo que decía el corte {cut}",
    "revise «tabla», «registro», «campo», «antes» y «despues», o quítela si el corte no está sellado")
# Sealed errata and formats of seals
ERRATUM_SEALED = (
    "L112", "el corte {cut} selló la errata «{record}», y hoy falta o dice otra cosa",
    "devuélvala como estaba; si hay algo más que corregir, agregue otra errata después de ella")
ERRATUM_EARLY = (
    "L113", "la errata es del {date} y corrige algo que no existía antes del {day}",
    "escriba el día en que se corrigió")
ERRATUM_LATE = (
    "L114", "la errata es del {date}, y lo último que dicen los datos del plan es del {day}",
    "revise la fecha; si es correcta, agregue a fuentes.csv el documento que la decidió, con «consultada»")
SEAL_FORMAT = (
    "L115", "el formato del sello del corte {cut} no es ninguno de los que conoce este programa (1 a {latest})",
    "actualice el programa o recupere el archivo de la copia publicada en datos/cortes/{cut}/")
# Replies and removals
OUTCOME_UNTOLD = (
    "D155", "la fila tiene «{given}» y le falta «{column}»",
    "llene el resultado, su día y por qué, o deje vacíos los tres mientras se revisa")
REPLY_EARLY = (
    "D156", "la réplica es del {date} y responde a un dato del {day}", "escriba el día en que se pidió publicarla")
REPLY_LATE = (
    "D157", "la fecha es {date}, y lo último que dicen los datos del plan es del {day}",
    "revise la fecha; si es correcta, agregue a fuentes.csv el documento que la dice, con «consultada»")
REGISTER_PERSON = (
    "D158", "«{column}» tiene el nombre, el correo o el teléfono de una persona",
    "quítelo: escriba el cargo o el área, o qué clase de dato es")
# The register of seals
REGISTER_ABSENT = (
    "L120", "hay cortes sellados y falta el registro de los sellos",
    "escríbalo con python build.py seal --registro --plan {plan}, y guárdelo con los datos")
REGISTER_LINE = (
    "L121", "esta línea del registro no es la de un sello",
    "recupere el registro de la copia publicada en datos/sellos.txt; no se edita a mano")
REGISTER_LINE_TWICE = (
    "L121", "«{name}» está dos veces en el registro",
    "recupere el registro de la copia publicada en datos/sellos.txt; no se edita a mano")
REGISTER_ORDER = (
    "L122", "el corte {cut} está en el registro después de uno posterior",
    "recupere el registro de la copia publicada en datos/sellos.txt; no se edita a mano")
REGISTER_SEAL_GONE = (
    "L123", "el corte {cut} está en el registro y su sello no está",
    "recupérelo de la copia publicada en datos/cortes/{cut}/; un corte sellado no se vuelve a sellar")
REGISTER_SEAL_OTHER = (
    "L124", "el sello del corte {cut} no es el que está en el registro",
    "recupere el sello de la copia publicada en datos/cortes/{cut}/; un sello no se edita ni se vuelve a hacer")
REGISTER_WITHOUT = (
    "L125", "el sello del corte {cut} no está en el registro",
    "si es el que se publicó, agréguelo con python build.py seal --registro --plan {plan}")
# What is already published
PUBLISHED_FIRST = (
    "P101", "aquí no hay un sitio con estos planes, y no se compara con nada",
    "si es la primera vez que se publica, está bien; si no, corrija la dirección o la carpeta")
PUBLISHED_UNREAD = (
    "P102", "no se comparó con lo publicado: no se puede leer", "revise la dirección y la conexión")
PUBLISHED_UNREAD_SLOW = (
    "P102", "no se comparó con lo publicado: no se leyó en {seconds} segundos",
    "revise la conexión y vuelva a intentarlo")
PUBLISHED_UNREAD_SIZE = (
    "P102", "no se comparó con lo publicado: lo que hay que leer pasa de {limit}",
    "revise que la dirección sea la de este sitio")
PUBLISHED_UNREAD_CERTIFICATE = (
    "P102", "no se comparó con lo publicado: el certificado del sitio no vale",
    "renueve el certificado del sitio")
PUBLISHED_UNREAD_ELSEWHERE = (
    "P102", "no se comparó con lo publicado: la dirección lleva a otro sitio ({host})",
    "dé la dirección final del sitio")
PUBLISHED_UNREAD_STATUS = (
    "P102", "no se comparó con lo publicado: el servidor contesta {status}",
    "espere a que el sitio conteste y vuelva a intentarlo")
PUBLISHED_UNREAD_BROKEN = (
    "P102", "no se comparó con lo publicado: la respuesta llega cortada o no se entiende",
    "vuelva a intentarlo; si sigue, revise el servidor")
PUBLISHED_OLDER = (
    "P103", "lo publicado no tiene este archivo, y de él no se compara nada",
    "está bien si lo publicado es de una versión anterior: desde esta publicación lo tendrá")
PUBLISHED_PLAN_GONE = (
    "P104", "el plan «{plan}» está publicado y aquí no está",
    "devuelva el plan (uno que terminó se queda); si este es otro sitio, corrija la dirección")
PUBLISHED_SEAL_GONE = (
    "P105", "el corte {cut} de «{plan}» se publicó sellado y aquí no lo está",
    "recupere su sello y el registro de lo publicado: lo sellado no se borra ni se vuelve a sellar")
PUBLISHED_SEAL_OTHER = (
    "P106", "el sello del corte {cut} de «{plan}» no es el que se publicó: lo sellado cambió",
    "recupere su sello y el registro de lo publicado; si un dato estaba mal, explíquelo con una errata")
PUBLISHED_ERRATUM_GONE = (
    "P107", "esta errata se publicó y aquí falta o dice otra cosa (corte {cut}, «{record}», {column})",
    "devuelva la fila a erratas.csv como se publicó; para corregirla, agregue otra")
PUBLISHED_ADDRESS_GONE = (
    "P108", "la dirección {address} está publicada y aquí ya no existe",
    "devuelva lo que había o diga en content/direcciones.yaml a dónde fue («a») o por qué se quitó («motivo»)")
# Time stamps beside seals
STAMP_UNREADABLE = (
    "L140", "no es la respuesta de una autoridad que haya concedido un sello de tiempo (RFC 3161)",
    "guárdela tal como llegó, o quítela y pida otra")
STAMP_OTHER = (
    "L141", "el sello de tiempo no es del SHA256SUMS del corte {cut}",
    "pida uno de ese archivo, con «openssl ts -query -data SHA256SUMS -sha256 -cert», o quítelo")
STAMP_UNSIGNED = (
    "L142", "el sello de tiempo no lleva el certificado de quien lo firmó", "pídalo otra vez, con la opción -cert")
STAMP_ALONE = (
    "L143", "falta «{name}» junto a «{beside}» en el sello del corte {cut}",
    "ponga los dos (la respuesta de la autoridad y sus certificados) o ninguno")
STAMP_CERTIFICATES = (
    "L144", "no es una lista de certificados en PEM, o trae algo más que certificados",
    "deje solo los certificados de la autoridad, hasta su raíz; nunca una clave privada")
STAMP_UNTRUSTED = (
    "L145", "los certificados de «{name}» no respaldan este sello de tiempo",
    "ponga ahí los de la autoridad que lo dio, hasta su raíz, vigentes en el momento del sello")
STAMP_EARLY = (
    "L146", "el sello de tiempo es del {day}, antes de la fecha del corte {cut}",
    "revise la fecha en cortes.csv, o quite el sello de tiempo y pida otro")
# Agreements, gaps and questions
AGREEMENT_UNPROVEN = (
    "D145",
    "el acuerdo «{agreement}» se da por cumplido y no dice con qué documento",
    "ponga su clave en «evidencia»; mientras tanto se publica como cumplido sin evidencia",
)
AGREEMENT_OPEN = (
    "D146",
    "el acuerdo tiene fecha o prueba de cierre y su estado no es cumplido ni cancelado",
    "corrija «estado» o deje vacíos «cerrado» y «evidencia»",
)
AGREEMENT_EARLY = (
    "D147",
    "se cerró el {closed}, antes de la sesión en que se acordó ({held})",
    "corrija «cerrado» o la sesión",
)
GAP_NOTHING = ("D123", "no existe lo que nombra la falta ({what})", "revise «tabla», «registro» y «campo»")
GAP_INCOMPLETE = (
    "D124",
    "el estado de la falta es «{state}» y no dice «{column}»",
    "llene esa columna o ponga otro estado; si no se sabe, es no_encontrado",
)
GAP_SEARCH_UNTOLD = ("D125", "la falta dice dónde se buscó o qué día, y no las dos cosas", "llene «{column}»")
GAP_TWICE = (
    "D126",
    "la clave «{id}» ya es de una falta que el plan anota en «faltantes»",
    "cambie la clave o deje la falta en un solo lugar",
)
QUESTION_UNTOLD = (
    "D138",
    "la pregunta tiene fecha de respuesta y no dice «{column}»",
    "llene «contesta» y «respuesta», o quite la fecha de «contestada»",
)
QUESTION_UNDATED = ("D139", "la pregunta dice «{column}» y no qué día se contestó", "escriba la fecha en «contestada»")
QUESTION_REFERENCE = (
    "D140",
    "el folio «{reference}» ya está en la fila {first}, con otra fecha o por la misma falta",
    "revise el folio: es de una sola solicitud, con una fecha y una fila por cada falta",
)
# fmt: on
