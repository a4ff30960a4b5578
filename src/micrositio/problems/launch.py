"""The texts of what a site lacks before it goes live, asked for only then: a code, what is wrong, how to correct it."""

# fmt: off
ADDRESS_UNSTATED = (
    "Y133", "el sitio no dice en qué dirección estará", "escríbala completa en «direccion», o déla con --base-url")
REQUESTS_UNSTATED = (
    "Y134", "el sitio no dice en qué plataforma se piden datos al gobierno",
    "agregue «solicitudes», con «nombre» y «direccion»")
LICENCE_UNSTATED = (
    "Y135", "los datos del plan no dicen con qué licencia se pueden usar",
    "agregue una en «licenses», con «name», «title» y «path»; por ejemplo, CC-BY-4.0")
LETTERS_UNREAD = (
    "Y136", "no consta que alguien leyera con la ley en la mano las cartas que ofrece el sitio",
    "pídaselo al área jurídica y escriba «cartas_revisadas», con «por» (el cargo o el área) y «fecha»")
UNCOMPARED = (
    "P109", "no se comparó con lo que ya está publicado",
    "revise otra vez con --contra y la dirección del sitio; si es la primera vez, dirá que ahí no hay nada")
# fmt: on
