"""The texts of the problems of what is only asked about: a code, what is wrong, and how to correct it."""

# fmt: off
CUT_MONTH = (
    "D133", "el corte se llama «{cut}» y su fecha ({date}) es de otro mes",
    "revise la fecha; si el corte sí es de ese día, llámelo por su mes")
COMPLETE_UNDONE = (
    "D134", "«{milestone}» se informó completa en el corte {since} y en el {cut} ya no",
    "revise los dos estados; si de verdad dejó de estarlo, diga por qué en «nota»")
VALUE_FAR = (
    "D135", "el valor {value} está muy lejos de la línea base ({baseline}) y de la meta ({target})",
    "revise las cifras y su unidad; si son ciertas, explíquelo en «nota»")
FRACTIONS = (
    "D219", "ningún valor del corte {cut} pasa de 1, y se leen como por ciento: {value} es {value} %",
    "si son fracciones, multiplíquelos por 100 (0.45 se escribe 45); si de verdad son tan bajos, no cambie nada")
STATE = (
    "D136", "el estado es «{state}» y ya hay avances", "si el plan empezó, escriba «en_curso»")
STATE_BEGUN = (
    "D136", "el estado es «{state}», y el plan empieza el {start} y tiene datos del {last}",
    "si ya empezó, escriba «en_curso»; si no, revise «periodos»")
STATE_OVER = (
    "D136", "el estado es «en_curso», y el plan termina el {end} y tiene datos del {last}",
    "si ya terminó, escriba «concluido»; si no, revise «periodos»")
STATE_EARLY = (
    "D136", "el estado es «concluido», y el plan termina el {end} y sus datos llegan al {last}",
    "revise «estado» y «periodos»; si terminó antes, escriba cuándo en «estado_desde»")
READ_BEFORE = (
    "D159", "la fuente se consultó el {read} y su fecha es {date}: se leyó antes de que existiera",
    "revise las dos fechas")
ATTENDANCE_TWICE = (
    "D137", "la asistencia exacta ya está en «asistentes» ({total})",
    "deje solo una; lo que dice otra fuente va en «discrepancias»")
COMPLETION_WORD = (
    "D130", "«{value}» no es una de las palabras con que el IRM dice qué tanto se cumplió",
    "use Completo, Sustancial, Limitado, No iniciado, Retirado, Incumplido o Sin evidencia; mientras tanto "
    "no contesta «¿Se cumplió?»")
VERIFIED_UNPROVEN = (
    "D122", "la verificación no dice con qué documentos",
    "ponga en «evidencias» sus claves; mientras tanto no cuenta como verificada")
# fmt: on
