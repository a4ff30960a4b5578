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
DOCUMENT_PERSONAL = (
    "E131", "el documento parece llevar un dato personal ({what}): {masked}",
    "publique una versión con el dato borrado, no tapado, y escriba su huella en la ficha")
DOCUMENT_TRACE = (
    "E132", "el documento lleva {what}",
    "haga una copia limpia con python build.py evidence clean {path} y escriba en la ficha lo que diga")
DOCUMENT_TRACE_OWN = (
    "E132", "el documento lleva {what}",
    "quítelo en el programa con que se hizo, guárdelo y escriba su huella nueva en la ficha")
DOCUMENT_UNSEEN = (
    "E133", "su ficha no dice quién lo miró, y {why}",
    "mire si hay caras, menores, firmas, placas o domicilios; si puede publicarse, escriba en su ficha «revisado_por» "
    "(el cargo o el área) y «revisado_el»")
DOCUMENT_UNSEEN_BEFORE = (
    "E134",
    "{count} documentos que ya se publicaron, y que el programa no puede leer, no dicen quién los miró: {names}",
    "mire si hay caras, menores, firmas, placas o domicilios y escriba en su ficha «revisado_por» y «revisado_el»")
DOCUMENT_MUTE = (
    "E135",
    "el PDF tiene páginas sin texto: un lector de pantalla no halla qué leer ahí, ni una búsqueda qué encontrar",
    "publique el documento original y no su imagen, o pásele un reconocedor de texto y revíselo")
# fmt: on
