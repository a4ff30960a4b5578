"""Words with which people look for what a page is for, where the page itself says it otherwise.

They are messages, so that each language of the interface has its own; words and phrases are separated by commas. A site
adds others in `content/sinonimos.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping

from micrositio.model.text import N_

OF_SECTIONS: Mapping[str, str] = {
    "plan": N_("qué es, resumen del plan, vigencia, qué falta, qué no se sabe, sin dato"),
    "commitments": N_("promesas, qué se prometió, lista de compromisos"),
    "groups": N_("ejes, objetivos, programas, estrategias, niveles, por tema, cómo se ordena el plan"),
    "places": N_("mapa, dónde, ubicación, colonia, barrio, calle, cerca de mí, coordenadas"),
    "board": N_("cómo va, avance, porcentaje, progreso, semáforo, resultados, qué cambió"),
    "questions": N_("preguntar, solicitud de información, carta, pedir información, transparencia, folio, faltantes"),
    "evidence": N_("pruebas, documentos, archivos, dónde está la prueba"),
    "institutions": N_("quién responde, dependencias, oficinas, responsables, a quién le pregunto"),
    "process": N_("cómo se hizo el plan, pasos, grupo impulsor, integrantes"),
    "meetings": N_("reuniones, mesas de trabajo"),
    "participation": N_("participar, consulta, encuesta, comentarios, cómo participó la gente"),
    "assessments": N_("calificación, evaluación, informe de fin de plan, se cumplió"),
    "catalogue": N_(
        "descargar, bajar, descarga, excel, hoja de cálculo, csv, json, api, base de datos, todos los datos, tablas"
    ),
    "sources": N_("bibliografía, referencias, de dónde sale, origen de los datos"),
}
"""The words for the first page of each section of a plan, by the key of the section."""
AGREEMENTS = N_("qué se acordó, último acuerdo, se hizo, acuerdos pendientes, acuerdos cumplidos")
CONTINUITY = N_("plan anterior, plan pasado, qué se abandonó, qué sigue, qué pasó con los compromisos de antes")
MONEY = N_("dinero, cuánto costó, cuánto se gastó, presupuesto, contratos, en qué se gastó")
CORRECTIONS = N_(
    "corregir, corrección, error, dato equivocado, queja, réplica, derecho de réplica, borrar mis datos, "
    "datos personales, quitar mi nombre, mi foto"
)
ERRATA = N_("errata, erratas, error corregido, fecha cambiada, reprogramación")
REPORT = N_("imprimir, impresión, papel, pdf, documento completo, informe completo")
MILESTONES = N_("lista de actividades, filtrar actividades, quién debe qué, pendientes")
CALENDAR = N_("fechas, plazos, cronograma, cuándo vence, línea del tiempo")
AGENDA = N_("agenda, recordatorio, ics, outlook, google calendar")
CUT = N_("cómo iba, avance de ese mes")
WATCHED: Mapping[str, str] = {
    "atrasadas": N_("retrasadas, vencidas, tarde, atraso, retraso, incumplidas, fuera de plazo"),
    "tarde-contra-lo-prometido": N_("fuera de plazo, fecha original"),
    "por-vencer": N_("próximas, a punto de vencer, este mes"),
    "sin-evidencia": N_("sin prueba, sin documento, no comprobadas"),
}
"""The words for the lists of milestones that need attention, by their anchor on the board."""
OF_PAGES: Mapping[str, str] = {
    "acerca": N_("quién hace este sitio, quién publica, es oficial"),
    "metodologia": N_("cómo se calcula, fórmula, método"),
    "glosario": N_("qué significa, significado, diccionario, definiciones"),
    "accesibilidad": N_("lector de pantalla, discapacidad, letra grande"),
    "privacidad": N_("datos personales, galletas, cookies, rastreo"),
}
"""The words for the pages of `content/`, by their name."""
NEWS = N_("noticias, últimas noticias")
FOLLOW = N_("avisos, seguir, suscribirme, recibir, notificaciones, canal, lista de correo, rss, atom")
COMPARISON = N_("comparar, comparación, diferencia, antes y después, qué cambió")
CONTACT = N_(
    "correo, correo electrónico, email, teléfono, domicilio, escribir, preguntar, queja, reportar un error, ayuda"
)
LANGUAGE = N_("idioma, traducción, otro idioma, inglés, español, english, spanish")
ALIKE = N_(
    "compromiso, promesa; actividad, hito, acción; acta, minuta; foto, fotografía, imagen; "
    "dinero, presupuesto, gasto; basura, residuos; institución, dependencia; sesión, reunión; novedad, noticia"
)
"""Groups of words that mean the same, separated by semicolons."""
