"""The texts of the problems of personal data: a code, what is wrong, and how to correct it."""

# fmt: off
PERSONAL_DATA = ("C119", "parece haber un dato personal ({what}): {masked}", "bórrelo: no debe publicarse")
PERSONAL_CONTACT = (
    "C141", "parece haber un {what} de una persona: {masked}",
    "si no es de una oficina, bórrelo; si lo es, póngalo en «contacto» de content/sitio.yaml o en instituciones.csv")
EXCEPTION_OVER = (
    "C142", "la excepción terminó el {until} y los datos llegan al {day}",
    "borre el dato o revise la excepción y su fecha")
EXCEPTION_IDLE = ("C143", "la excepción no hace falta: en «{file}» no hay «{datum}»", "quítela")
# fmt: on
