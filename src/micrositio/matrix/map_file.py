"""The map of a matrix as a file in YAML that a person can correct, with comments in plain Spanish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from micrositio.formats.yaml_document import quoted
from micrositio.i18n.messages import catalogue
from micrositio.matrix.mapping import AS_ABOVE
from micrositio.matrix.said import LevelSaid, MoneySaid, PeriodSaid, Said, SheetSaid
from micrositio.matrix.vocabulary import Role, Sure
from micrositio.model.text import N_, SOURCE_LANGUAGE
from micrositio.model.vocabularies import Completion
from micrositio.problems.suggest import same_sense
from micrositio.profile.plan_descriptor import IRM_SCALE

_ = catalogue(SOURCE_LANGUAGE).gettext
_HEAD = N_(
    "Mapa de {file}: dice qué es cada columna. Lo propuso el programa por los encabezados; revíselo y corríjalo.\n"
    "Una columna se nombra con su encabezado y, entre corchetes, su letra: \"Meta [H]\".\n"
    "A la derecha dice qué tan seguro es: seguro, probable o dudoso.\n"
    "Si algo vale lo mismo en todas las filas: {{valor: \"…\"}}. Si vale algo donde la celda está vacía:\n"
    "{{columna: \"Meta [H]\", si_falta: \"0\"}}. Lo que la matriz no dice se queda vacío; no se inventa nada."
)  # fmt: skip
_PLAN = N_("Lo que la matriz no dice del plan. Complete lo que está vacío.")
_METHOD = N_("indicador: de la línea base a la meta; manual: el porcentaje que informa el área; estatus: la escala")
_STATE = N_("en_preparacion, firmado, en_curso o concluido")
_TOTALS = N_("Cuánto deben sumar los pesos. Si no lo dice, cuentan en proporción.")
_STATES = N_(
    "Las palabras con que la matriz dice un estado. El plan las publica tal cual; «irm» dice a qué grado equivalen:\n"
    "{scale}. Agregue «valor», de 0 a 1, si no cuenta lo que ese grado."
)
_HEADER = N_("primera y última filas de los encabezados")
_SHARES = N_("fracciones: 0.45 es 45 %; como_estan: se toman tal como se leen")
_BLANK = N_("una celda vacía: como_arriba (sigue el de la fila de arriba) o sin_nivel (no hay)")
_SECTOR = N_("gobierno, organo_garante, sociedad_civil, academia, empresa o ciudadania")
_BASELINE = N_(
    'la matriz no trae línea base: si parte de cero, {valor: "0"}; si es un piso o un tope, diga «direccion»'
)
_ADDS_UP = N_("las metas de los cortes suman la meta; nivel, si los resultados ya son lo acumulado")
_PERSONS = N_("si son personas, quítelo: el sitio dice cargos, no nombres")
_NO_TARGET = N_("la matriz no trae una meta")
_DAY = N_("día hasta el que cuentan los datos, AAAA-MM-DD")
_DONE = N_("qué se hizo: el plan lo pide; si la matriz no lo dice, escriba una frase en «valor»")
_MONEY = N_("El dinero de cada periodo, no lo acumulado: lo aprobado, lo comprometido y lo ejercido, por fuente.")
_CURRENCY = N_("moneda de los montos: MXN, COP, BRL u otro código de tres letras")
_PERIOD = N_("mes o año de los montos, AAAA-MM o AAAA")
_DECIMALS = N_("números escritos como texto: coma, 1.250,50; punto, 1,250.50")
_ROWS = N_("los renglones que empiezan con esa palabra son títulos")
_INDICATORS = N_("una fila por indicador: las que repiten la actividad, o la dejan vacía, son de la misma")
_UNUSED = N_("Columnas que no se leen, y por qué. Muévalas a donde corresponda si dicen algo del plan.")
_OTHER_SHEETS = N_("Hojas en que no se encontró una tabla con encabezados.")
_NO_COMMITMENT = N_("escriba qué columna dice el compromiso")
_OF_ROW = N_("de qué periodo es cada fila")
_NAMES = {Role.SHARE.value: "valor"}


def map_text(file: str, sheets: Sequence[SheetSaid], others: Sequence[str], totals: Mapping[str, str]) -> str:
    """Returns the map of a workbook; `totals` are the sums of weights to declare, by key, or why there is none."""
    lines = [f"# {line}" for line in _(_HEAD).format(file=quoted(file)).split("\n")]
    with_cuts = sorted((each for each in sheets if each.periods), key=lambda each: not each.milestone)
    method = next((each.method for each in with_cuts), "estatus")
    lines += ["", *_plan(file, method, totals, any(each.money for each in sheets))]
    if statuses := list(dict.fromkeys(word for each in sheets for word in each.statuses)):
        scale = ", ".join(str(each["id"]) for each in IRM_SCALE)
        lines += [*(f"# {line}" for line in _(_STATES).format(scale=scale).split("\n")), "estados:"]
        lines += [f"  {quoted(word)}: {{irm: {quoted(_guess(word))}}}" for word in statuses]
    lines.append("hojas:" if sheets else "hojas: []")
    for each in sheets:
        lines += _sheet(each, method)
    if others:
        lines += [f"# {_(_OTHER_SHEETS)}", "hojas_sin_usar:", *(f"  - {quoted(name)}" for name in others)]
    return "\n".join(lines) + "\n"


def _guess(word: str) -> str:
    return same_sense(word, list(Completion))


def _plan(file: str, method: str, totals: Mapping[str, str], money: bool) -> Iterator[str]:
    yield f"# {_(_PLAN)}"
    yield from ("plan:", '  titulo: ""', '  ambito: ""')
    yield f'  estado: "en_preparacion"  # {_(_STATE)}'
    yield f'  metodo: "{method}"  # {_(_METHOD)}'
    if money:
        yield f'  moneda: ""  # {_(_CURRENCY)}'
    if totals:
        yield f"  # {_(_TOTALS)}"
    yield from (f"  {key}: {total}" if _is_number(total) else f"  # {key}: {total}" for key, total in totals.items())
    yield from ("  fuente:", f"    titulo: {quoted(file)}")


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def _sheet(sheet: SheetSaid, method: str) -> Iterator[str]:
    yield f"  - hoja: {quoted(sheet.name)}"
    yield f"    encabezado: [{sheet.header.first}, {sheet.header.last}]  # {_(_HEADER)}"
    if sheet.fractions is not None:
        yield f'    porcentajes: "{"fracciones" if sheet.fractions else "como_estan"}"  # {_(_SHARES)}'
    if sheet.decimals is not None:
        word = {",": "coma", ".": "punto"}.get(sheet.decimals, "")
        yield f'    decimales: "{word}"  # {_(_DECIMALS)}'
    if sheet.levels:
        yield "    grupos:"
    for level in sheet.levels:
        yield f"      - nivel: {quoted(level.name)}"
        yield from _title(level, "        ")
    yield "    compromiso:"
    if sheet.commitment:
        yield from _title(sheet.commitment, "      ")
    else:
        yield f'      titulo: ""  # {_(_NO_COMMITMENT)}'
    yield from _milestone(sheet, method)
    yield from _partners(sheet)
    named = "institucion" in sheet.milestone or (sheet.commitment and "responsables" in sheet.commitment.fields)
    if named or sheet.partners:
        yield from ("    institucion:", f'      sector: {{valor: ""}}  # {_(_SECTOR)}')
    yield from _periods(sheet, method)
    yield from (f"    # {_(_MONEY)}", "    dinero:") if sheet.money else ()
    yield from (line for each in sheet.money for line in _money(each))
    if sheet.unused:
        yield from (f"    # {_(_UNUSED)}", "    sin_usar:")
        yield from (f"      - {quoted(label)}  # {why}" for label, why in sheet.unused)


def _partners(sheet: SheetSaid) -> Iterator[str]:
    if sheet.partners:
        yield "    colaboraciones:"
    for role, said in sheet.partners:
        yield from (f'      - papel: "{role}"', _line("        ", "institucion", said))


def _title(level: LevelSaid, indent: str) -> Iterator[str]:
    if level.constant:
        yield f"{indent}titulo: {{valor: {quoted(level.constant)}}}  # {Sure.LIKELY.value}"
        return
    if level.band:
        yield f"{indent}titulo: {{renglones: {quoted(level.band)}}}  # {Sure.LIKELY.value}: {_(_ROWS)}"
    yield from (_line(indent, name, said) for name, said in level.fields.items())
    if not level.band:
        yield f'{indent}vacia: "{AS_ABOVE if level.carries else "sin_nivel"}"  # {_(_BLANK)}'


def _line(indent: str, name: str, said: Said) -> str:
    return f"{indent}{name}: {quoted(said.label)}  # {said.sure.value}"


def _milestone(sheet: SheetSaid, method: str) -> Iterator[str]:
    if not sheet.milestone.get("texto"):
        return
    yield "    actividad:"
    for name, said in sorted(sheet.milestone.items(), key=lambda each: each[0] != "texto"):
        remark = f": {_(_PERSONS)}" if name == "institucion" and said.sure is Sure.DOUBT else ""
        yield _line("      ", name, said) + remark
    measured = {**sheet.milestone, **sheet.indicator}
    if sheet.adds_up:
        yield f'      acumula: {{valor: "suma"}}  # {Sure.DOUBT.value}: {_(_ADDS_UP)}'
    if sheet.indicator:
        yield f"    indicadores:  # {_(_INDICATORS)}"
        yield from (_line("      ", name, said) for name, said in sorted(sheet.indicator.items(), key=_name_first))
    if method == "indicador" and not {"linea_base", "direccion"} & {*measured} and not sheet.adds_up:
        yield f'      linea_base: ""  # {_(_BASELINE)}'
    has_targets = "meta" in measured or any("meta" in each.fields for each in sheet.periods)
    if method == "indicador" and not has_targets:
        yield f'      meta: ""  # {_(_NO_TARGET)}'


def _name_first(field: tuple[str, Said]) -> bool:
    return field[0] != "nombre"


def _money(money: MoneySaid) -> Iterator[str]:
    start, end = money.span
    lines = [f'inicio: "{start}"  # {_(_PERIOD)}'] if start else []
    lines += [f'fin: "{end}"'] if end != start else []
    lines += [f"financiamiento: {{valor: {quoted(money.funding)}}}"] if money.funding else []
    lines += [_line("", name, said) for name, said in money.fields.items()]
    lines += [f"por: {money.times}"] if money.times > 1 else []
    yield from (f"{'        ' if at else '      - '}{line}" for at, line in enumerate(lines))


def _periods(sheet: SheetSaid, method: str) -> Iterator[str]:
    if any(_reports(each, method) and "descripcion" not in each.fields for each in sheet.periods):
        yield f'    descripcion: {{valor: ""}}  # {_(_DONE)}'
    if sheet.periods:
        yield "    periodos:"
    for each in sheet.periods:
        if each.of_row:
            year = f", anio: {quoted(each.of_row[1])}" if each.of_row[1:] else ""
            yield f"      - fecha: {{columna: {quoted(each.of_row[0])}{year}}}  # {Sure.LIKELY.value}: {_(_OF_ROW)}"
            yield from (_line("        ", _NAMES.get(name, name), said) for name, said in each.fields.items())
            continue
        day = each.period.last if each.period else None
        sure = Sure.LIKELY if day else Sure.DOUBT
        yield f'      - fecha: "{day or ""}"  # {sure.value}: {_(_DAY)}'
        yield from (_line("        ", _NAMES.get(name, name), said) for name, said in each.fields.items())


def _reports(period: PeriodSaid, method: str) -> bool:
    return bool({"estado" if method == "estatus" else "valor", Role.SHARE.value, "numerador"} & {*period.fields})
