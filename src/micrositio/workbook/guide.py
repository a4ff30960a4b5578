"""The first sheet of the workbook: what to do with it, in at most fifteen lines."""

from __future__ import annotations

from micrositio.i18n.display import date_words
from micrositio.i18n.messages import catalogue
from micrositio.model.text import N_, SOURCE_LANGUAGE
from micrositio.workbook.form import Form
from micrositio.workbook.layout import HINTS, OWN_UPDATES

MOST_LINES = 15
TITLE = N_("{plan}: corte {cut}")
OF_THE_CUT = (
    N_("Se informa lo hecho hasta el {day}. Son {n} actividades."),
    N_("Se informa lo hecho hasta el {day}. Son {n} actividades; {filled} ya vienen llenas porque terminaron antes."),
)
OF_COMMITMENTS = (
    N_("Se informa lo hecho hasta el {day}. Son {n} compromisos."),
    N_("Se informa lo hecho hasta el {day}. Son {n} compromisos; {filled} ya vienen llenos porque terminaron antes."),
)
"""What is reported, where no row comes filled and where some do."""
STEPS = (
    N_("Escriba solo en las celdas blancas, debajo de un título amarillo. Lo gris se muestra para ayudarle."),
    N_("Lo que no se sabe se deja vacío: lo vacío se queda «sin dato». No escriba 0, «N/A» ni «pendiente»."),
    N_("Si no se hizo nada, escriba SIN AVANCE en «Qué se hizo». Si va mal, diga el tipo de dificultad y cuál fue."),
    N_("En «Avances de compromisos» va lo del compromiso entero. Si el plan informa solo por actividad, déjela vacía."),
    N_("En «Mediciones» va cada indicador; el valor de esa actividad en la hoja de avances se deja vacío."),
    N_("En «Presupuesto» va lo aprobado, comprometido y gastado solo en ese periodo, sin sumar lo de antes."),
    N_("Pregunte a cada área por las suyas: quién responde está en la página del compromiso."),
    N_("Los documentos van en la misma carpeta que este libro, y su nombre en la hoja «Documentos»."),
    N_("Antes de poner un documento: sin CURP, firmas, caras ni domicilios de particulares."),
    N_("Las otras hojas se llenan solo si hubo sesión, acuerdos, cambios de fecha, correcciones o una novedad."),
    N_("Puede ordenar, filtrar y ensanchar columnas. No cambie los nombres de las hojas ni la primera columna."),
    N_("Guarde el libro con su nombre. Si algo está mal, el programa dice la hoja y la celda, y no escribe nada."),
)
FOR_COMMITTEE = (
    N_("La hoja «Avances» es para leer: lo que cada área informó."),
    N_("En «Verificaciones», escriba el resultado de cada actividad que revisaron, el órgano, la fecha y por qué."),
    N_("En «Verificaciones de compromisos», lo mismo de cada compromiso que revisaron."),
    N_("En «Evidencias» van las claves de los documentos en que se apoyan, separadas con punto y coma."),
    N_("Lo que no revisaron se deja vacío: se queda sin verificar, que no es lo mismo que rechazado."),
    N_("Guarde el libro con su nombre y entréguelo a quien publica."),
)
_ = catalogue(SOURCE_LANGUAGE).gettext


def guide(form: Form) -> tuple[str, ...]:
    """Returns the lines of the first sheet, its title first."""
    plan = form.plan.short_title.base or form.plan.title.base
    first = form.sheets[0]
    rows = first.rows
    filled = sum(not row.is_stated and bool(row.cells.get("estado")) for row in rows)
    day = date_words(form.cut.date, SOURCE_LANGUAGE)
    told = _((OF_COMMITMENTS if first.layout.name == OWN_UPDATES else OF_THE_CUT)[filled > 0])
    opening = (_(TITLE).format(plan=plan, cut=form.cut.id), told.format(day=day, n=len(rows), filled=filled))
    missing = [f"«{name}»" for name in HINTS if name not in {each.layout.name for each in form.sheets}]
    steps = [each for each in map(_, FOR_COMMITTEE if form.for_committee else STEPS)
             if not any(name in each for name in missing)]  # fmt: skip
    numbered = (f"{n}. {each}" for n, each in enumerate(steps, 1))
    return (*opening[: 1 if form.for_committee else 2], *numbered)
