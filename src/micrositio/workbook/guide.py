"""The first sheet of the workbook: what to do with it, in at most fifteen lines."""

from __future__ import annotations

from micrositio.i18n.display import date_words
from micrositio.i18n.messages import catalogue
from micrositio.model.text import N_, SOURCE_LANGUAGE
from micrositio.workbook.form import Form

MOST_LINES = 15
TITLE = N_("{plan}: corte {cut}")
OF_THE_CUT = N_(
    "Se informa lo hecho hasta el {day}. Son {n} actividades; {filled} ya vienen llenas porque terminaron antes."
)
STEPS = (
    N_("1. Escriba solo en las celdas blancas, debajo de un título amarillo. Lo gris se muestra para ayudarle."),
    N_("2. Lo que no se sabe se deja vacío: lo vacío se queda «sin dato». No escriba 0, «N/A» ni «pendiente»."),
    N_("3. Si no se hizo nada, escriba SIN AVANCE en «Qué se hizo». Si va mal, diga el tipo de dificultad y cuál fue."),
    N_("4. Pregunte a cada área por las suyas: quién responde está en la página del compromiso."),
    N_("5. Los documentos van en la misma carpeta que este libro, y su nombre en la hoja «Documentos»."),
    N_("6. Antes de poner un documento: sin CURP, firmas, caras ni domicilios de particulares."),
    N_("7. Las otras hojas se llenan solo si hubo sesión, acuerdos, cambios de fecha, correcciones o una novedad."),
    N_("8. Puede ordenar, filtrar y ensanchar columnas. No cambie los nombres de las hojas ni la primera columna."),
    N_("9. Guarde el libro con su nombre. Si algo está mal, el programa dice la hoja y la celda, y no escribe nada."),
)
FOR_COMMITTEE = (
    N_("1. La hoja «Avances» es para leer: lo que cada área informó."),
    N_("2. En «Verificaciones», escriba el resultado de cada actividad que revisaron, el órgano, la fecha y por qué."),
    N_("3. En «Evidencias» van las claves de los documentos en que se apoyan, separadas con punto y coma."),
    N_("4. Lo que no revisaron se deja vacío: se queda sin verificar, que no es lo mismo que rechazado."),
    N_("5. Guarde el libro con su nombre y entréguelo a quien publica."),
)
_ = catalogue(SOURCE_LANGUAGE).gettext


def guide(form: Form) -> tuple[str, ...]:
    """Returns the lines of the first sheet, its title first."""
    plan = form.plan.short_title.base or form.plan.title.base
    rows = form.sheets[0].rows
    filled = sum(not row.is_stated and bool(row.cells.get("estado")) for row in rows)
    day = date_words(form.cut.date, SOURCE_LANGUAGE)
    opening = (_(TITLE).format(plan=plan, cut=form.cut.id), _(OF_THE_CUT).format(day=day, n=len(rows), filled=filled))
    if form.for_committee:
        return (opening[0], *map(_, FOR_COMMITTEE))
    return (*opening, *map(_, STEPS))
