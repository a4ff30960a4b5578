"""The texts of the problems of places and of the GeoJSON file of a plan.

Each is a code, what is wrong, and how to correct it, as `kinds` lists them.
"""

# fmt: off
LOCATION_SWAPPED = (
    "D148", "la latitud ({latitude}) y la longitud ({longitude}) parecen estar al revés",
    "escriba latitud {longitude} y longitud {latitude}")
LOCATION_UNPLACED_HALF = (
    "D149", "el lugar tiene una de sus coordenadas y le falta «{column}»",
    "copie las dos del mapa, o deje vacías las dos y llene «area»")
LOCATION_UNPLACED = (
    "D149", "el lugar no dice dónde está, o lo dice dos veces",
    "llene «latitud» y «longitud», o llene «area» y deje vacías las dos coordenadas")
LOCATION_IDLE = (
    "D150", "el lugar no dice qué pasa ahí",
    "llene «compromiso» o «actividad» con las claves de lo que pasa en él")
AREA_UNKNOWN = (
    "D151", "ninguna figura de {file} tiene la clave «{value}»",
    "escriba el «id» de una figura de ese archivo")
AREA_UNKNOWN_FILE = (
    "D151", "el lugar es el área «{value}» y no hay archivo {file} en la carpeta del plan",
    "guarde ahí las figuras, como GeoJSON, o ponga latitud y longitud")
GEOJSON_FORM = (
    "D152", "el GeoJSON no se puede usar: {detail}",
    "corríjalo en su programa de mapas y guárdelo otra vez como GeoJSON (RFC 7946)")
GEOJSON_FORM_SYSTEM = (
    "D152", "las coordenadas no están en grados de WGS84 ({found})",
    "guárdelo otra vez desde su programa de mapas, en WGS84 (EPSG:4326), con la longitud primero")
YAML_LIMITS_SHAPES = (
    "Y105", "el archivo de figuras pesa más de 1 MB",
    "simplifique las figuras en su programa de mapas: con menos puntos y cinco decimales basta")
AREA_UNUSED = (
    "D153", "{count} de las figuras del archivo no son de ningún lugar: {names}",
    "quítelas, o ponga su clave en «area» de lugares.csv")
LOCATION_FAR_SWAPPED = (
    "D154", "el lugar está a {distance} km de los demás, y con la latitud y la longitud al revés estaría a {other} km",
    "si están al revés, cámbielas; si son correctas, no cambie nada")
LOCATION_FAR = (
    "D154", "el lugar está a {distance} km del centro de los demás",
    "revise los números, su signo y su orden; si es correcto, no cambie nada")
# fmt: on

# What is wrong with a GeoJSON file, as `detail` of GEOJSON_FORM; figures are told by their number in the file
NO_COLLECTION = "no es una colección de figuras (FeatureCollection)"
NO_LIST = "no tiene la lista de sus figuras («features»)"
NO_FEATURE = "la figura {number} no es una figura de GeoJSON (Feature)"
NO_KEY = "la figura {number} no tiene clave («id»)"
KEY_TWICE = "la clave de la figura {number} ya es de la figura {first}"
NO_AREA = (
    "la figura {number} es un punto, y un área es una zona o un camino: póngalo en «latitud» y «longitud», o quítelo"
)
NO_TYPE = "la figura {number} no es de una de estas clases: {types}"
NO_DEPTH = "las coordenadas de la figura {number} no son de su clase"
NO_NUMBERS = "en la figura {number} hay un punto que no son dos números"
OPEN_RING = "en la figura {number}, cada contorno necesita cuatro puntos y terminar donde empieza"
FEW_POINTS = "en la figura {number} faltan puntos"
