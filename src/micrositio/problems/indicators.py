"""The texts of the problems of indicators and their measurements: a code, what is wrong, and how to correct it."""

# fmt: off
MEASURED_INCOMPLETE = (
    "D210", "el indicador «{indicator}» no tiene línea base, meta y dirección coherentes",
    "llene «linea_base», «meta» y «direccion». Si no hay línea base, «direccion» dice maximo, minimo o mantener")
MEASURED_FLAT = (
    "D211", "la meta del indicador «{indicator}» es su línea base ({target}): no hay avance que medir",
    "corrija una de las dos; si se trata de que no cambie, escriba «mantener» en «direccion»")
MEASUREMENT_ZERO = (
    "D212", "el denominador es 0: no se puede dividir", "escriba el denominador; si no se sabe, déjelo vacío")
MEASUREMENT_DIFFERS = (
    "D213", "«valor» dice {value}, y {numerator} ÷ {denominator}{times} da {quotient}",
    "corrija el que esté mal, o vacíe «valor»; si la unidad es por ciento, el indicador lleva 100 en «factor»")
MEASUREMENT_UNTOLD = (
    "D214", "la medición no tiene valor, ni numerador y denominador con los que calcularlo",
    "llene «valor», o los otros dos; si no hay dato, quite la fila: se muestra «sin dato»")
MEASUREMENT_BESIDE = (
    "D215", "«{milestone}» tiene mediciones de sus indicadores en este corte, y además un valor propio",
    "vacíe «valor» en avances; si es el de uno de sus indicadores, póngalo en mediciones")
MEASUREMENT_UNREPORTED = (
    "D216", "hay mediciones de «{milestone}» en el corte {cut}, y falta su fila en avances",
    "agregue a avances la fila de la actividad en ese corte, con lo que se hizo")
MEASURED_WEIGHTS = (
    "D217", "los pesos de los indicadores de «{milestone}» suman {total}, y no 1 ni 100: cada uno cuenta en proporción "
    "a los demás", "revise los pesos")
MEASURED_WEIGHT_IDLE = (
    "D218", "el peso del indicador no cambia nada: el método del plan es «{method}»",
    "vacíe «peso»; los indicadores se publican sin entrar en el avance")
# fmt: on
