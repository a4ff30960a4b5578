"""The texts of the problems of the modifications of a plan.

Each is a code, what is wrong, and how to correct it, as `kinds` lists them.
"""

# fmt: off
MODIFICATION_FIXED = (
    "D185", "«{column}» de {table} no se modifica en esta tabla", "modifique uno de estos datos: {columns}")
MODIFICATION_FIXED_DATE = (
    "D185", "un cambio de fecha no va en modificaciones",
    "anótelo en reprogramaciones.csv, con la actividad que cambia de fecha")
MODIFICATION_FIXED_WEIGHT = (
    "D185", "un peso no se modifica aquí: los pesos de un grupo deben sumar lo mismo",
    "corrija los pesos en su tabla; si hay cortes sellados, con una errata de cada uno")
MODIFICATION_FIXED_LANGUAGE = (
    "D185", "«{column}» es la traducción de «{base}»", "escriba {base} en «campo» y la traducción en «{after}»")
MODIFICATION_BEFORE = (
    "D186", "«antes» dice «{found}» y lo vigente ese día era «{expected}»", "escriba lo que estaba vigente")
MODIFICATION_BEFORE_NONE = (
    "D186", "«antes» dice «{found}» y ese día no se decía nada", "vacíe «antes»")
MODIFICATION_SAME = (
    "D187", "«antes» y «despues» dicen lo mismo: nada cambia", "escriba lo que cambió o quite la fila")
MODIFICATION_LATE = (
    "D188", "el cambio es del {date}, y lo último que cuentan los datos del plan es del {day}",
    "corrija la fecha, o anótelo cuando los datos lleguen a ese día")
# fmt: on
