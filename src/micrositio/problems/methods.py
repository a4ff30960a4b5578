"""The texts of the problems of the method, the scale and the weights of a plan, and of what is reported.

Each is a code, what is wrong, and how to correct it, as `kinds` lists them.
"""

# fmt: off
WEIGHT_MISSING = (
    "D105", "falta el peso y otras filas de su grupo lo tienen, o el plan declara cuánto suman", "escriba el peso")
WEIGHT_UNDECLARED = (
    "D106", "hay pesos y el plan no declara cuánto deben sumar: no hay con qué comprobarlos",
    "declare el total en «metodo»")
INDICATOR_INCOMPLETE = (
    "D118", "el método del plan es «indicador» y la actividad no tiene línea base, meta y dirección coherentes",
    "llene «linea_base», «meta» y «direccion»; meta y línea base son distintas. Si no hay línea base, «direccion» dice "
    "maximo, minimo o mantener")
INDICATOR_INCOMPLETE_TARGET = (
    "D118", "la dirección del indicador compara con una meta y la actividad no la tiene", "llene «meta»")
TOLERANCE_IDLE = (
    "D166", "la tolerancia solo cuenta con la dirección «mantener»",
    "escriba «mantener» en «direccion», o vacíe «tolerancia»")
PROGRAMME_TOTAL = (
    "D180", "la programación de «{milestone}» llega a {programmed} y su «meta» es {target}",
    "corrija los periodos o la meta, o vacíe «meta»: entonces es la de la programación")
PROGRAMME_PERCENT = (
    "D181", "{value} no es un porcentaje de la actividad: el método del plan es «{method}» y la programación se da en "
    "porcentaje", "escriba un número de 0 a 100")
ACCUMULATION_IDLE = (
    "D182", "«acumula» no cambia nada: el método del plan es «estatus» y la actividad no tiene metas por periodo",
    "vacíe «acumula», o agregue sus filas a programacion")
SCALE_BROKEN = (
    "D165", "«{status}» quiere decir incumplido y no vale 0: lo incumplido cuenta como 0 en los promedios",
    "escriba valor: 0, o dele otra palabra en «irm»")
DIFFICULTY_MISSING = (
    "D107", "el estado es «{status}» y falta decir la dificultad", "llene «dificultad_tipo» y «dificultad»")
FINISHED_LATE = (
    "D108", "«terminado» ({date}) es posterior al corte ({cut})",
    "corrija la fecha o anótela en el corte que le toca")
FINISHED_STATUS = (
    "D109", "hay fecha en «terminado» pero el estado no es completo", "corrija el estado o vacíe la fecha")
RESCHEDULE_BEFORE = (
    "D110", "«antes» dice {found} y la fecha vigente era {expected}", "escriba la fecha que estaba vigente")
VERIFIED_EARLY = (
    "D111", "la verificación ({date}) es anterior al corte ({cut})", "revise la fecha o el corte")
WEIGHTS_TOTAL = (
    "D104", "hay pesos que no suman lo que deben: {sums}", "corrija los pesos")
WEIGHTS_NORMALISED = (
    "D183", "hay pesos que no suman lo que deben: {sums}; cada uno cuenta en proporción a los demás",
    "corrija los pesos o el total declarado; el plan pide «pesos_incompletos: normalizar»")
STATUS_MISSING = (
    "D116", "el método del plan es «estatus» y falta el estado", "escriba el estado")
VALUE_MISSING = (
    "D117", "el método del plan es «{method}» y falta el valor", "escriba el valor")
COMPLETE_UNPROVEN = (
    "D119", "«{milestone}» se informa completa y ninguna evidencia la nombra",
    "agregue la evidencia; mientras tanto se publica como completo sin evidencia")
COMPLETE_FINISH = (
    "D121", "el estado es completo y no dice qué día terminó",
    "escriba «terminado» para poder calcular si fue a tiempo")
# fmt: on
