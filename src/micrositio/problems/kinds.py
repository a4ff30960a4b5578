"""The list of problems: each code, its severity, its message and how to correct it.

Messages are Spanish, the source language of the gettext catalogues. `docs/problemas.md` is made from this list.
"""

from __future__ import annotations

from micrositio.problems import (
    addresses,
    documents,
    doubts,
    indicators,
    launch,
    limits,
    matrices,
    methods,
    modifications,
    money,
    personal,
    places,
    promises,
    sharing,
    texts,
    workbooks,
)
from micrositio.problems.severity import WARNING, Told


class Kind(Told):
    """A kind of problem: code, what is wrong, how to correct it and, last, its severity."""

    TEXT_ENCODING = texts.TEXT_ENCODING
    YAML_SYNTAX, YAML_SYNTAX_UNQUOTED = texts.YAML_SYNTAX, texts.YAML_SYNTAX_UNQUOTED
    YAML_SYNTAX_INDENT = texts.YAML_SYNTAX_INDENT
    YAML_CUT = texts.YAML_CUT
    YAML_DUPLICATE = texts.YAML_DUPLICATE
    YAML_FORBIDDEN = texts.YAML_FORBIDDEN
    VALUE_DATE = texts.VALUE_DATE
    YAML_LIMITS = texts.YAML_LIMITS
    KEY_UNKNOWN = texts.KEY_UNKNOWN
    KEY_MISSING, KEY_MISSING_SEVERAL = texts.KEY_MISSING, texts.KEY_MISSING_SEVERAL
    VALUE_KIND = texts.VALUE_KIND
    VALUE_KIND_TEXT = texts.VALUE_KIND_TEXT
    VALUE_DATE_AS = texts.VALUE_DATE_AS
    VALUE_DATE_EITHER = texts.VALUE_DATE_EITHER
    VALUE_DATE_FAR, VALUE_DATE_FAR_YEAR = texts.VALUE_DATE_FAR, texts.VALUE_DATE_FAR_YEAR
    NEWS_DAY = (*texts.NEWS_DAY, WARNING)
    VALUE_CHOICE = texts.VALUE_CHOICE
    VALUE_FORM = texts.VALUE_FORM
    FRONT_MATTER = texts.FRONT_MATTER
    PLAN_MISSING = texts.PLAN_MISSING
    PLAN_PUBLISHED = texts.PLAN_PUBLISHED
    PLAN_EXISTS = texts.PLAN_EXISTS
    PLAN_UNLISTED = texts.PLAN_UNLISTED
    PLAN_NAME = texts.PLAN_NAME
    PAGE_MISSING = texts.PAGE_MISSING
    TRANSLATION_ALONE = texts.TRANSLATION_ALONE
    LANGUAGE_UNKNOWN = texts.LANGUAGE_UNKNOWN
    CATALOGUE_UNREADABLE = texts.CATALOGUE_UNREADABLE
    CATALOGUE_MARK = texts.CATALOGUE_MARK
    CATALOGUE_TWICE = texts.CATALOGUE_TWICE
    CATALOGUE_INCOMPLETE = (*texts.CATALOGUE_INCOMPLETE, WARNING)
    PUBLISHER_UNKNOWN = (*texts.PUBLISHER_UNKNOWN, WARNING)
    OFFICIAL_UNPROVEN = (*texts.OFFICIAL_UNPROVEN, WARNING)
    CONTACT_UNKNOWN = (*texts.CONTACT_UNKNOWN, WARNING)
    PUBLISHER_CONTRADICTED = texts.PUBLISHER_CONTRADICTED
    MARKDOWN_UNSAFE = texts.MARKDOWN_UNSAFE
    MARKDOWN_LINK = texts.MARKDOWN_LINK
    MARKDOWN_HEADING = (*texts.MARKDOWN_HEADING, WARNING)
    MARKDOWN_FENCE = texts.MARKDOWN_FENCE
    MARKDOWN_FRONT = (*texts.MARKDOWN_FRONT, WARNING)
    MARKDOWN_MERGE = texts.MARKDOWN_MERGE
    ADDRESS_FORM = texts.ADDRESS_FORM
    REFERENCE_UNKNOWN = texts.REFERENCE_UNKNOWN
    ID_REPEATED = texts.ID_REPEATED
    JSON_SYNTAX = texts.JSON_SYNTAX
    # Files and tables
    FILE_SYMLINK = ("T101", "es un enlace simbólico", "ponga el archivo mismo en la carpeta")
    FILE_SIZE = limits.FILE_SIZE
    FILE_NAME = limits.FILE_NAME
    CSV_ENCODING = limits.CSV_ENCODING
    CSV_UTF16 = limits.CSV_UTF16
    CSV_NUL = ("T106", "contiene bytes nulos: no es un CSV", "guarde la hoja como CSV UTF-8")
    CSV_SEPARATOR = limits.CSV_SEPARATOR
    CSV_SEP_LINE = limits.CSV_SEP_LINE
    CSV_QUOTE = limits.CSV_QUOTE
    CSV_EMPTY = ("T110", "el archivo está vacío", "escriba al menos la fila de nombres de columna")
    COLUMN_UNKNOWN = ("T111", "la columna «{column}» no existe en la tabla «{table}»", "quítela o corrija el nombre")
    COLUMN_UNKNOWN_ALL = limits.COLUMN_UNKNOWN_ALL
    ROW_HEADER = ("T148", "la fila repite los nombres de las columnas", "bórrela")
    COLUMN_MISSING = ("T112", "falta la columna «{column}», que es obligatoria", "agregue la columna con ese nombre")
    COLUMN_REPEATED = ("T113", "la columna «{column}» aparece dos veces", "deje una sola")
    COLUMN_BLANK = ("T114", "no tiene nombre la columna {number}", "póngale nombre o bórrela")
    ROW_CELLS = limits.ROW_CELLS
    TABLE_LIMITS = limits.TABLE_LIMITS
    TABLE_EMPTY = ("T117", "la tabla obligatoria «{table}» no tiene filas", "agregue al menos una fila")
    TABLE_HEADER_ONLY = ("T118", "la tabla «{table}» no tiene filas", "agregue filas o quítela de «resources»", WARNING)
    TABLE_UNLISTED = limits.TABLE_UNLISTED
    TABLE_ABSENT = ("T120", "no existe el archivo «{path}»", "cree el archivo o quítelo de «resources»")
    TABLE_REQUIRED = limits.TABLE_REQUIRED
    TABLE_REQUIRED_UNLISTED = limits.TABLE_REQUIRED_UNLISTED
    TABLE_NO_SCHEMA = limits.TABLE_NO_SCHEMA
    SCHEMA_INVALID = ("T123", "el esquema no es un Table Schema válido: {detail}", "corrija el archivo del esquema")
    PATH_UNSAFE = limits.PATH_UNSAFE
    FILE_UNEXPECTED = limits.FILE_UNEXPECTED
    TABLE_ALTERED = (*limits.TABLE_ALTERED, WARNING)
    FOLDER_LIMITS = limits.FOLDER_LIMITS
    TABLE_ROWS = limits.TABLE_ROWS
    TABLE_LINE = limits.TABLE_LINE
    TABLE_CHANGED = limits.TABLE_CHANGED
    CELL_LIMIT = limits.CELL_LIMIT
    FILE_FAULTS = limits.FILE_FAULTS
    PATTERN_UNKNOWN = (*limits.PATTERN_UNKNOWN, WARNING)
    TEXT_TANGLED = limits.TEXT_TANGLED
    TABLE_DERIVED = ("T126", "la tabla «{table}» se genera sola", "quítela; si es suya, build.py upgrade la renombra")
    # Cells
    CELL_REQUIRED = texts.CELL_REQUIRED
    CELL_SPACES = (*texts.CELL_SPACES, WARNING)
    TEXT_INVISIBLE = texts.TEXT_INVISIBLE
    NAME_RESERVED = texts.NAME_RESERVED
    TABLE_UNREAD = (*texts.TABLE_UNREAD, WARNING)
    TEXT_LOST = texts.TEXT_LOST
    TEXT_DAMAGED = (*texts.TEXT_DAMAGED, WARNING)
    TEXT_EXCEL_ERROR = texts.TEXT_EXCEL_ERROR
    TEXT_LEFT = (*texts.TEXT_LEFT, WARNING)
    TEXT_LEFT_ASKED = (*texts.TEXT_LEFT_ASKED, WARNING)
    CELL_EXCEL_DATE = texts.CELL_EXCEL_DATE
    CELL_FORMULA = texts.CELL_FORMULA
    CELL_FORMULA_KEY = texts.CELL_FORMULA_KEY
    CELL_DATE = texts.CELL_DATE
    CELL_DATE_AS = texts.CELL_DATE_AS
    CELL_DATE_EITHER = texts.CELL_DATE_EITHER
    CELL_DATE_UNREAL = texts.CELL_DATE_UNREAL
    CELL_DATE_FAR = texts.CELL_DATE_FAR
    CELL_NUMBER = texts.CELL_NUMBER
    CELL_NUMBER_PERCENT = texts.CELL_NUMBER_PERCENT
    CELL_NUMBER_COMMA = texts.CELL_NUMBER_COMMA
    CELL_NUMBER_NONE = texts.CELL_NUMBER_NONE
    CELL_NUMBER_SHORT = texts.CELL_NUMBER_SHORT
    CELL_NUMBER_WHOLE = texts.CELL_NUMBER_WHOLE
    CELL_CHOICE = texts.CELL_CHOICE
    CELL_FORM = texts.CELL_FORM
    CELL_LONG = texts.CELL_LONG
    CELL_RANGE = texts.CELL_RANGE
    CELL_RANGE_MAXIMUM = texts.CELL_RANGE_MAXIMUM
    CELL_UNIQUE = texts.CELL_UNIQUE
    WEB_ADDRESS = texts.WEB_ADDRESS
    WEB_ADDRESS_HOST = texts.WEB_ADDRESS_HOST
    WEB_ADDRESS_USER = texts.WEB_ADDRESS_USER
    WEB_ADDRESS_PORT = texts.WEB_ADDRESS_PORT
    WEB_ADDRESS_SIGNS = texts.WEB_ADDRESS_SIGNS
    WEB_ADDRESS_SEVERAL = texts.WEB_ADDRESS_SEVERAL
    WEB_ADDRESS_DIRECT = texts.WEB_ADDRESS_DIRECT
    WEB_ADDRESS_NONE = texts.WEB_ADDRESS_NONE
    WEB_ADDRESS_TAIL = texts.WEB_ADDRESS_TAIL
    CELL_EMAIL = texts.CELL_EMAIL
    KEY_REPEATED = texts.KEY_REPEATED
    KEY_UNKNOWN_REFERENCE = texts.KEY_UNKNOWN_REFERENCE
    LIST_ITEM = texts.LIST_ITEM
    PERSONAL_DATA = personal.PERSONAL_DATA
    PERSONAL_CONTACT = (*personal.PERSONAL_CONTACT, WARNING)
    EXCEPTION_OVER = personal.EXCEPTION_OVER
    EXCEPTION_IDLE = (*personal.EXCEPTION_IDLE, WARNING)
    STANDARD = texts.STANDARD
    # Rules of the plan
    TITLE_MISSING = promises.TITLE_MISSING
    DATES_ORDER = ("D102", "«{late}» ({end}) es anterior a «{early}» ({start})", "revise las dos fechas")
    DATE_OUTSIDE = promises.DATE_OUTSIDE
    WEIGHTS_TOTAL = methods.WEIGHTS_TOTAL
    WEIGHTS_NORMALISED = (*methods.WEIGHTS_NORMALISED, WARNING)
    WEIGHT_MISSING = methods.WEIGHT_MISSING
    WEIGHT_UNDECLARED = (*methods.WEIGHT_UNDECLARED, WARNING)
    DIFFICULTY_MISSING = methods.DIFFICULTY_MISSING
    FINISHED_LATE = methods.FINISHED_LATE
    FINISHED_STATUS = methods.FINISHED_STATUS
    RESCHEDULE_BEFORE = methods.RESCHEDULE_BEFORE
    MODIFICATION_FIXED = modifications.MODIFICATION_FIXED
    MODIFICATION_FIXED_DATE = modifications.MODIFICATION_FIXED_DATE
    MODIFICATION_FIXED_WEIGHT = modifications.MODIFICATION_FIXED_WEIGHT
    MODIFICATION_FIXED_LANGUAGE = modifications.MODIFICATION_FIXED_LANGUAGE
    MODIFICATION_BEFORE = modifications.MODIFICATION_BEFORE
    MODIFICATION_BEFORE_NONE = modifications.MODIFICATION_BEFORE_NONE
    MODIFICATION_SAME = modifications.MODIFICATION_SAME
    MODIFICATION_LATE = modifications.MODIFICATION_LATE
    VERIFIED_EARLY = methods.VERIFIED_EARLY
    GROUP_CIRCLE = promises.GROUP_CIRCLE
    GROUP_ID_TAKEN, GROUP_ID_TAKEN_PLAN = promises.GROUP_ID_TAKEN, promises.GROUP_ID_TAKEN_PLAN
    GROUP_DEEP = promises.GROUP_DEEP
    GROUP_IDLE = (*promises.GROUP_IDLE, WARNING)
    PARTNER_ANSWERS = promises.PARTNER_ANSWERS
    PARTS_TOTAL = promises.PARTS_TOTAL
    ATTENDANCE_TOTAL = promises.ATTENDANCE_TOTAL
    SOURCE_MISSING = ("D114", "la fila no dice su fuente", "ponga en «fuentes» la clave de la fuente")
    DATUM_NOTHING = promises.DATUM_NOTHING
    STATUS_MISSING = methods.STATUS_MISSING
    VALUE_MISSING = methods.VALUE_MISSING
    INDICATOR_INCOMPLETE = methods.INDICATOR_INCOMPLETE
    INDICATOR_INCOMPLETE_TARGET = methods.INDICATOR_INCOMPLETE_TARGET
    TOLERANCE_IDLE = methods.TOLERANCE_IDLE
    PROGRAMME_TOTAL = (*methods.PROGRAMME_TOTAL, WARNING)
    PROGRAMME_PERCENT = methods.PROGRAMME_PERCENT
    ACCUMULATION_IDLE = methods.ACCUMULATION_IDLE
    MEASURED_INCOMPLETE = indicators.MEASURED_INCOMPLETE
    MEASURED_FLAT = indicators.MEASURED_FLAT
    MEASURED_WEIGHTS = (*indicators.MEASURED_WEIGHTS, WARNING)
    MEASURED_WEIGHT_IDLE = indicators.MEASURED_WEIGHT_IDLE
    MEASUREMENT_ZERO = indicators.MEASUREMENT_ZERO
    MEASUREMENT_DIFFERS = indicators.MEASUREMENT_DIFFERS
    MEASUREMENT_UNTOLD = indicators.MEASUREMENT_UNTOLD
    MEASUREMENT_BESIDE = indicators.MEASUREMENT_BESIDE
    MEASUREMENT_UNREPORTED = indicators.MEASUREMENT_UNREPORTED
    SCALE_BROKEN = methods.SCALE_BROKEN
    COMPLETE_UNPROVEN = (*methods.COMPLETE_UNPROVEN, WARNING)
    AGREEMENT_UNPROVEN = (*promises.AGREEMENT_UNPROVEN, WARNING)
    AGREEMENT_OPEN = promises.AGREEMENT_OPEN
    AGREEMENT_EARLY = promises.AGREEMENT_EARLY
    CUT_ORDER = ("D120", "hay dos cortes con la misma fecha ({date})", "deje una fecha por corte")
    ID_RESERVED = ("D127", "la clave «{id}» no se puede usar: así se llama una página de su lista", "dele otro id")
    COMPLETE_FINISH = (*methods.COMPLETE_FINISH, WARNING)
    VERIFIED_UNPROVEN = (*doubts.VERIFIED_UNPROVEN, WARNING)
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
    LOCATION_UNPLACED, LOCATION_UNPLACED_HALF = places.LOCATION_UNPLACED, places.LOCATION_UNPLACED_HALF
    LOCATION_IDLE = places.LOCATION_IDLE
    AREA_UNKNOWN, AREA_UNKNOWN_FILE = places.AREA_UNKNOWN, places.AREA_UNKNOWN_FILE
    GEOJSON_FORM, GEOJSON_FORM_SYSTEM = places.GEOJSON_FORM, places.GEOJSON_FORM_SYSTEM
    YAML_LIMITS_SHAPES = places.YAML_LIMITS_SHAPES
    AREA_UNUSED = (*places.AREA_UNUSED, WARNING)
    LOCATION_FAR = (*places.LOCATION_FAR, WARNING)
    LOCATION_FAR_SWAPPED = (*places.LOCATION_FAR_SWAPPED, WARNING)
    MONEY_OF_NOTHING = money.MONEY_OF_NOTHING
    MONEY_OF_BOTH, MONEY_OF_BOTH_ELSEWHERE = money.MONEY_OF_BOTH, money.MONEY_OF_BOTH_ELSEWHERE
    MONEY_UNTOLD = money.MONEY_UNTOLD
    MONEY_CURRENCY, MONEY_CURRENCY_NAME = money.MONEY_CURRENCY, money.MONEY_CURRENCY_NAME
    MONEY_TWICE = money.MONEY_TWICE
    MONEY_OVERSPENT = (*money.MONEY_OVERSPENT, WARNING)
    MONEY_AGAIN = (*money.MONEY_AGAIN, WARNING)
    COMPLETION_WORD = (*doubts.COMPLETION_WORD, WARNING)
    VALUES_NONE = ("D132", "«{value}» no va con otros valores: dice que no hay ninguno", "deje solo uno de los dos")
    # What is asked about
    CUT_MONTH = (*doubts.CUT_MONTH, WARNING)
    COMPLETE_UNDONE = (*doubts.COMPLETE_UNDONE, WARNING)
    VALUE_FAR, FRACTIONS = (*doubts.VALUE_FAR, WARNING), (*doubts.FRACTIONS, WARNING)
    STATE = (*doubts.STATE, WARNING)
    STATE_BEGUN = (*doubts.STATE_BEGUN, WARNING)
    STATE_OVER = (*doubts.STATE_OVER, WARNING)
    STATE_EARLY = (*doubts.STATE_EARLY, WARNING)
    ATTENDANCE_TWICE = doubts.ATTENDANCE_TWICE
    READ_BEFORE = (*doubts.READ_BEFORE, WARNING)
    # Plain language
    HARD_TO_READ = (*texts.HARD_TO_READ, WARNING)
    HARD_TO_READ_WORDS = (*texts.HARD_TO_READ_WORDS, WARNING)
    # Evidence
    EVIDENCE_NOTHING = documents.EVIDENCE_NOTHING
    EVIDENCE_ABSENT = ("E102", "no existe el archivo «{path}»", "ponga el archivo en la carpeta o corrija «path»")
    EVIDENCE_LOST = (*documents.EVIDENCE_LOST, WARNING)
    EVIDENCE_SIZE = documents.EVIDENCE_SIZE
    EVIDENCE_HASH = documents.EVIDENCE_HASH
    EVIDENCE_HASH_LINES = documents.EVIDENCE_HASH_LINES
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
    SEAL_CELL_UNSEEN = promises.SEAL_CELL_UNSEEN
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
    ADDRESS_TWICE = addresses.ADDRESS_TWICE
    ADDRESS_VANISHED = addresses.ADDRESS_VANISHED
    FOLDER_VANISHED = addresses.FOLDER_VANISHED
    MOVE_BOTH = ("S112", "{address} necesita «a» o «motivo», uno de los dos", "deje solo uno")
    MOVE_TWICE = ("S113", "{address} ya está en la línea {first}", "deje una sola")
    MOVE_NEEDLESS = ("S114", "{address} todavía existe: no hay qué redirigir", "quítela de este archivo")
    MOVE_NOWHERE = ("S115", "{address} no existe: no se puede redirigir ahí", "escriba una dirección del sitio de hoy")
    SYNONYMS_FEW = addresses.SYNONYMS_FEW
    SYNONYMS_NOWHERE = addresses.SYNONYMS_NOWHERE
    LINK_BROKEN = ("S102", "el enlace «{target}» no lleva a ninguna página", "corrija el enlace")
    ANCHOR_BROKEN = addresses.ANCHOR_BROKEN
    ID_TWICE = ("S104", "el identificador «{id}» está dos veces en la página", "cambie uno de los títulos")
    THIRD_PARTY = ("S105", "la página pide «{target}», que está en otro sitio", "ponga el archivo en el tema")
    INLINE_CODE = ("S106", "la página lleva código o estilo dentro ({what})", "páselo a un archivo del tema")
    PAGE_INCOMPLETE = ("S107", "a la página le falta {what}", "corrija la plantilla del tema")
    NOTICE_MISSING = ("S108", "la página es de un plan inventado y no lo dice", "corrija la plantilla del tema")
    THEME_ELSEWHERE = limits.THEME_ELSEWHERE
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
    ADDRESS_UNSTATED = launch.ADDRESS_UNSTATED
    REQUESTS_UNSTATED = launch.REQUESTS_UNSTATED
    LICENCE_UNSTATED = launch.LICENCE_UNSTATED
    LETTERS_UNREAD = launch.LETTERS_UNREAD
    UNCOMPARED = launch.UNCOMPARED
    BOOK_UNREADABLE = workbooks.BOOK_UNREADABLE
    BOOK_LIMITS = workbooks.BOOK_LIMITS
    BOOK_CODE = workbooks.BOOK_CODE
    BOOK_PERSONAL = workbooks.BOOK_PERSONAL
    BOOK_ORIGIN = workbooks.BOOK_ORIGIN
    BOOK_SHEET = workbooks.BOOK_SHEET
    BOOK_ROW = workbooks.BOOK_ROW
    BOOK_TWICE = workbooks.BOOK_TWICE
    BOOK_VALUE = workbooks.BOOK_VALUE
    BOOK_EITHER = workbooks.BOOK_EITHER
    BOOK_NOTHING = workbooks.BOOK_NOTHING
    BOOK_FORMULA = workbooks.BOOK_FORMULA
    BOOK_CONFLICT = workbooks.BOOK_CONFLICT
    BOOK_SEALED = workbooks.BOOK_SEALED
    BOOK_FILE, BOOK_FILE_EXTRA = workbooks.BOOK_FILE, workbooks.BOOK_FILE_EXTRA
    BOOK_NO_ROOM = workbooks.BOOK_NO_ROOM
    BOOK_DOUBLE = workbooks.BOOK_DOUBLE
    BOOK_NO_FILE = workbooks.BOOK_NO_FILE
    BOOK_TAKEN = (*workbooks.BOOK_TAKEN, WARNING)
    BOOK_NONE = workbooks.BOOK_NONE
    BOOK_KNOWN = (*workbooks.BOOK_KNOWN, WARNING)
    MATRIX_COLUMN = matrices.MATRIX_COLUMN
    MATRIX_NEEDED = matrices.MATRIX_NEEDED
    MATRIX_UNREAD = (*matrices.MATRIX_UNREAD, WARNING)
    MATRIX_NOTHING = (*matrices.MATRIX_NOTHING, WARNING)
    MATRIX_ROW = (*matrices.MATRIX_ROW, WARNING)
    MATRIX_UNMATCHED = (*matrices.MATRIX_UNMATCHED, WARNING)
    MATRIX_NOT_YET = (*matrices.MATRIX_NOT_YET, WARNING)
    MATRIX_DIFFERS = matrices.MATRIX_DIFFERS
    MATRIX_WEIGHTS = (*matrices.MATRIX_WEIGHTS, WARNING)
    MATRIX_VALUE = (*matrices.MATRIX_VALUE, WARNING)
    MATRIX_SEVERAL = (*matrices.MATRIX_SEVERAL, WARNING)
