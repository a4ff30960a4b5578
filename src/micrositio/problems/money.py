"""The texts of the problems of the money of a plan: a code, what is wrong, and how to correct it."""

# fmt: off
MONEY_OF_NOTHING = (
    "D190", "el renglón no dice de qué es el dinero",
    "ponga en «actividad» la clave de la actividad o, si es de todo el compromiso, la del compromiso en «compromiso»")
MONEY_OF_BOTH = (
    "D191", "el renglón dice un compromiso y una actividad suya: no se sabe si el dinero es de todo el compromiso",
    "deje vacío «compromiso» si el dinero es de la actividad; si es de todo el compromiso, vacíe «actividad»")
MONEY_OF_BOTH_ELSEWHERE = (
    "D191", "la actividad «{milestone}» es del compromiso «{commitment}», y el renglón dice «{stated}»",
    "deje vacío «compromiso» si el dinero es de la actividad; si es de todo el compromiso, vacíe «actividad»")
MONEY_UNTOLD = (
    "D192", "el renglón no tiene ningún monto", "llene «aprobado», «comprometido» o «ejercido», o quite el renglón")
MONEY_CURRENCY = (
    "D193", "«{value}» no es el código de una moneda (ISO 4217)", "escriba el de tres letras, como MXN, COP o USD")
MONEY_CURRENCY_NAME = (
    "D193", "«{value}» no es el código de una moneda (ISO 4217)", "escriba {near}")
MONEY_TWICE = (
    "D194", "«{columns}» ya está en la fila {first}, de lo mismo y de un periodo que se encima con este: "
    "se contaría dos veces",
    "deje uno de los dos, corrija «inicio» y «fin», o diga en «concepto» o «financiamiento» en qué se distinguen")
MONEY_OVERSPENT = (
    "D195", "se ejercieron {spent} {currency} y se aprobaron {approved}",
    "revise los montos y sus periodos; si es cierto, explíquelo en «nota»")
MONEY_AGAIN = (
    "D196", "«{column}» es lo que suman los renglones de sus actividades ({total} {currency}): parece el mismo dinero, "
    "contado dos veces",
    "deje el monto en un solo lugar; si es otro dinero, no cambie nada")
# fmt: on
