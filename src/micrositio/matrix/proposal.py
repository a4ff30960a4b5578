"""What the columns of a sheet seem to be, by their names and by what stands below them; nothing is left out unsaid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from micrositio.editing.meanings import folded
from micrositio.matrix.amounts import money_said, with_funding
from micrositio.matrix.columns import MOST_STATES, TITLES, Column, Columns
from micrositio.matrix.grid import Grid
from micrositio.matrix.header import Header
from micrositio.matrix.mapping import MEASURED
from micrositio.matrix.numbers import looks_like_one, sign_of_decimals, two_readings
from micrositio.matrix.said import LevelSaid, PeriodSaid, Said, SheetSaid
from micrositio.matrix.vocabulary import Role, Sure, meaning_of, period_of
from micrositio.model.text import N_
from micrositio.workbook.book import Cell, Raw
from micrositio.workbook.values import text_of

AGAIN = N_("también parece «{field}»")
WHICH_CUT = N_("parece «{field}», y no dice de qué corte")
UNKNOWN = N_("no se reconoció")
COMPUTED = N_("parece un porcentaje que sale de otras columnas")
NOT_UNIQUE = N_("parece una clave, y se repite")
NARROW = N_("parece un nivel más angosto que el compromiso")
OF_A_ROW = N_("parece decir de qué periodo es cada fila, y los cortes están en columnas")
MANY = N_("parece un estado, y dice demasiadas cosas distintas")
NO_TEXT = N_("parece «{field}», y no se sabe de qué actividad")
_OF_A_CUT = (Role.VALUE, Role.SHARE, Role.STATUS, Role.DONE, Role.NEXT, Role.NUMERATOR, Role.DENOMINATOR)
_IN_NUMBERS = (Role.TARGET, Role.VALUE, Role.SHARE, Role.BASELINE, Role.WEIGHT, Role.LEVEL_WEIGHT, Role.MONEY,
               Role.NUMERATOR, Role.DENOMINATOR)  # fmt: skip
_ONLY_OF_INDICATORS = (Role.FORMULA, Role.FREQUENCY)
_MOVED = (
    "clave",
    "indicador",
    "unidad",
    "linea_base",
    "meta",
    "direccion",
    "tolerancia",
    "acumula",
    *_ONLY_OF_INDICATORS,
)
"""Fields that a row of an indicator says, where an activity has several."""
_DATED = (Role.BASELINE, Role.START, Role.END)
"""What names a year or a month, and is of no cut."""
_OF_A_MILESTONE = (
    Role.MILESTONE, Role.INDICATOR, Role.PRODUCT, Role.UNIT, Role.BASELINE, Role.TARGET, Role.DIRECTION, Role.START,
    Role.END, Role.WEIGHT, Role.INSTITUTION, Role.AREA, Role.POST, Role.PROOF, Role.NOTE, Role.ADDS_UP, Role.FORMULA,
    Role.FREQUENCY,
)  # fmt: skip
KEPT_ELSEWHERE = N_(
    "parece «{field}»; se guarda de un indicador sin metas por periodo, o de los varios de una actividad"
)
_LEFT = {Role.LEVEL: NARROW, Role.COMMITMENT: NARROW, Role.PERIOD: OF_A_ROW, Role.RATIO: COMPUTED}
"""Columns that are not used, each with the reason."""
_OF_BOTH = {"institucion": "responsables", "inicio": "inicio", "fin": "fin", "peso": "peso", "nota": "nota"}
"""Fields of an activity that a commitment has too, with their names there."""
_NESTED = 0.9
"""Part of the titles of a level that have one title above, where the columns are in the order of their levels."""
_FRACTION = 1.5
_NEAR = 1e-6


def proposed(grid: Grid, header: Header, commitment: str = "") -> SheetSaid:
    """Returns what a sheet seems to say; `commitment` is the name of the column of the commitments, if it is known."""
    return _Proposer(grid, header, commitment).sheet()


class _Proposer:
    """Gives each column of one sheet its place in the map."""

    def __init__(self, grid: Grid, header: Header, commitment: str) -> None:
        self.grid, self.header, self.of = grid, header, Columns(grid, header, commitment)
        self.columns = self.of.columns
        self.said = SheetSaid(grid.name, header)

    def sheet(self) -> SheetSaid:
        """Returns the sheet with every column somewhere."""
        self._levels()
        titles = {each.column for each in (*self.said.levels, self.said.commitment) if each}
        rest = [each for each in self.columns if each.column.number not in titles]
        if labels := self.of.of_rows():
            self.said.periods.append(PeriodSaid(None, labels))
        for each in rest:
            self._place(each)
        above = (text_of(raw) for row in self.grid.rows[: self.header.first - 1] for raw in row)
        money_said(self.said, [(each.column, each.period) for each in rest if each.role is Role.MONEY], above)
        for each in rest:
            if each.role is Role.FUNDING:
                with_funding(self.said, each.column)
        self._finish()
        return self.said

    def _place(self, each: Column) -> None:
        """Gives a column that is no title its place; those of money are placed together."""
        role = each.role
        if role in (Role.LEVEL_NUMBER, Role.LEVEL_WEIGHT, Role.WEIGHT, Role.KEY):
            self._of_a_title(each)
        elif role in (Role.CO_RESPONSIBLE, Role.SUPPORTS):
            self.said.partners.append((str(role), each.said))
        elif role in _LEFT:
            if not any(each.column.label in cut.of_row for cut in self.said.periods):
                self._leave(each, _LEFT[role])
        elif role not in (Role.MONEY, Role.FUNDING) and not self._of_a_cut(each):
            self._of_a_milestone(each)

    def _levels(self) -> None:
        """Finds the columns of the levels and of the commitment, the widest first."""
        found = [each for each in self.columns if each.role in TITLES and not each.period]
        distinct = {each.column.number: len({*self.of.texts(each.column.number)} - {""}) for each in found}
        found = [each for each in found if distinct[each.column.number]]
        if not self._are_nested(found):
            found.sort(key=lambda each: (distinct[each.column.number], each.role is Role.COMMITMENT))
        own = [each for each in found if each.role is Role.COMMITMENT]
        last = own[-1] if own else found[-1] if found else None
        above = found[: found.index(last)] if last else []
        self.said.levels = [*self._bands(), *(self._level(each) for each in above)]
        self.said.commitment = self._level(last) if last else None
        if last is None and self.said.levels and any(each.role in _OF_A_MILESTONE[:3] for each in self.columns):
            self.said.commitment = self.said.levels.pop()
        if last and self.said.commitment and not own:
            self.said.commitment.fields["titulo"] = Said(last.column.label, Sure.LIKELY)
        self._carry([each for each in (*self.said.levels, self.said.commitment) if each])

    def _bands(self) -> list[LevelSaid]:
        """Returns the levels whose titles are rows across the sheet, in the order in which they begin."""
        found: dict[str, LevelSaid] = {}
        across = {row for (row, _column), each in self.grid.merged.items() if each.last.column > each.first.column}
        for row in filter(across.__contains__, self.of.rows):
            said = [each.number for each in self.header.columns if text_of(self.grid.below(row, each.number))]
            merged = self.grid.merged.get((row, said[0])) if len(said) == 1 else None
            word = text_of(self.grid.below(row, said[0])).split()[0] if merged else ""
            meant = meaning_of(word) if merged and merged.last.column > merged.first.column else None
            if meant and meant.role in TITLES:
                found.setdefault(folded(word), LevelSaid(word.capitalize(), 0, {}, carries=True, band=word))
        return list(found.values())

    def _are_nested(self, found: Sequence[Column]) -> bool:
        return all(self._nests(one.column.number, other.column.number) for one, other in pairwise(found))

    def _nests(self, wide: int, narrow: int) -> bool:
        """Returns whether nearly every title of the narrow column stands below one title of the wide one."""
        above: dict[str, set[str]] = {}
        last = ""
        for one, other in zip(self.of.texts(wide), self.of.texts(narrow), strict=True):
            last = one or last
            if other:
                above.setdefault(other, set()).add(last)
        return sum(len(each) == 1 for each in above.values()) >= _NESTED * len(above)

    def _level(self, each: Column) -> LevelSaid:
        parts = [part for part in each.column.parts if meaning_of(part) and not period_of(part)]
        name = (parts or list(each.column.parts))[0]
        return LevelSaid(name[:60], each.column.number, {"titulo": each.said})

    def _carry(self, levels: Sequence[LevelSaid]) -> None:
        """Says of each level what its blank cells mean: where cells are merged, a blank one is no level."""
        levels = [each for each in levels if not each.band]
        if not levels or all(self.of.texts(levels[0].column)):
            return
        for each in levels:
            found = (self.grid.merged.get(Cell(row, each.column)) for row in self.of.rows)
            each.carries = not any(span and span.last.row > span.first.row for span in found)

    def _of_a_title(self, each: Column) -> None:
        """Places a number, key or weight: of the level that it names or stands beside, or of the activity."""
        owner = self._owner(each)
        is_weight = each.role in (Role.WEIGHT, Role.LEVEL_WEIGHT)
        numbers = owner is not None and owner is self.said.commitment and not is_weight and self._are_numbers(each)
        if each.role is Role.KEY and not numbers and self._are_keys(each):
            self._put(self.said.milestone, "clave", each)
        elif owner is None:
            if each.role is Role.WEIGHT:
                self._put(self.said.milestone, "peso", each)
            else:
                self._leave(each, NOT_UNIQUE if each.role is Role.KEY else UNKNOWN)
        elif not is_weight and owner is self.said.commitment and not numbers:
            self._leave(each, UNKNOWN)
        else:
            self._put(owner.fields, "peso" if is_weight else "numero", each)

    def _owner(self, each: Column) -> LevelSaid | None:
        """Returns the level, or the commitment, that a number or weight names or else stands beside."""
        named, side = folded(each.column.name), each.column.number + self._side(each)
        levels = [level for level in (*self.said.levels, self.said.commitment) if level]
        by_name = [level for level in levels if folded(level.name) in named]
        beside = [] if self._is_alone(each) else [level for level in levels if level.column == side]
        found = next(reversed(by_name or beside), None)
        return found if found and self._is_one_for_each(found.column, each.column.number) else None

    def _is_alone(self, each: Column) -> bool:
        """Returns whether a column is the only one of weights: that is of the activities, whatever stands beside it."""
        return each.role is Role.WEIGHT and sum(other.role is Role.WEIGHT for other in self.columns) == 1

    def _is_one_for_each(self, title: int, column: int) -> bool:
        """Returns whether a column says the same wherever a title is the same."""
        found: dict[str, set[str]] = {}
        last = ""
        for one, other in zip(self.of.texts(title), self.of.texts(column), strict=True):
            last = one or last
            if other:
                found.setdefault(last, set()).add(other)
        return all(len(each) == 1 for each in found.values())

    @staticmethod
    def _side(each: Column) -> int:
        """Returns where the title of a number (after it) or of a weight (before it) stands."""
        return 1 if each.role in (Role.LEVEL_NUMBER, Role.KEY) else -1

    def _are_keys(self, each: Column) -> bool:
        """Returns whether a column has a key of its own in nearly every row that says something."""
        texts = [folded(text) for text in self.of.texts(each.column.number) if text]
        rows = sum(sum(bool(text_of(raw)) for raw in self.grid.rows[row - 1]) > 1 for row in self.of.rows)
        return len(texts) > 1 and len({*texts}) == len(texts) >= _NESTED * rows

    def _are_numbers(self, each: Column) -> bool:
        """Returns whether a column numbers the commitments: whole numbers, one for each."""
        assert self.said.commitment
        titles = self.of.texts(self.said.commitment.column)
        pairs = {(title, text) for title, text in zip(titles, self.of.texts(each.column.number), strict=True) if text}
        numbers = {text for _title, text in pairs}
        return bool(pairs) and len(numbers) == len(pairs) and all(text.isdigit() and text != "0" for text in numbers)

    def _of_a_cut(self, each: Column) -> bool:
        """Places a column of a cut, and returns whether it is one."""
        is_target = each.role is Role.TARGET and each.period is not None and (each.period.month or self._has_others())
        by_row = any(cut.of_row for cut in self.said.periods)
        is_target = is_target or (by_row and each.role is Role.TARGET and self.of.varies(each))
        is_cut = is_target or each.role in _OF_A_CUT or (each.role is Role.NOTE and each.period is not None)
        if each.role in _DATED or not is_cut:
            return False
        assert each.role
        if each.period is None:
            return self._undated(each)
        cut = next((cut for cut in self.said.periods if cut.period and cut.period[:3] == each.period[:3]), None)
        if cut is None:
            cut = PeriodSaid(each.period)
            self.said.periods.append(cut)
        self._put(cut.fields, each.role.value, each)
        return True

    def _undated(self, each: Column) -> bool:
        """Places a column that is of a cut, where nothing says which: of the only one that there is, if so."""
        assert each.role
        dated = {other.period for other in self.columns if other.period and other.role in (Role.VALUE, Role.SHARE)}
        if len(dated) > 1:
            self._leave(each, WHICH_CUT)
            return True
        if not self.said.periods:
            named = period_of(self.grid.name, self.of.parts)
            self.said.periods.append(PeriodSaid(next(iter(dated), named)))
        self._put(self.said.periods[0].fields, each.role.value, each)
        return True

    def _has_others(self) -> bool:
        """Returns whether there are targets of several years, or one of no year: a year's is not that of the whole."""
        periods = [each.period for each in self.columns if each.role is Role.TARGET]
        return None in periods or len({each.year for each in periods if each and not each.month}) > 1

    def _of_a_milestone(self, each: Column) -> None:
        is_of_a_cut = each.period and each.period.month and each.role not in (*_DATED, Role.TARGET)
        if each.role and each.role in _OF_A_MILESTONE and not is_of_a_cut:
            self._put(self.said.milestone, each.role.value, each)
        else:
            self._leave(each, UNKNOWN)

    def _put(self, fields: dict[str, Said], name: str, each: Column) -> None:
        before = next((other for other in self.columns if name in fields and other.said == fields[name]), None)
        text = next((other.column.number for other in self.columns if other.role is Role.MILESTONE), 0)
        if before and before.column.number < text < each.column.number:
            before, each = each, before  # what stands after the activity is its own, and before it of a wider level
            fields[name] = Said(before.column.label, Sure.LIKELY)
        if before:
            self._leave(each, AGAIN.format(field=name))
        else:
            fields[name] = each.said

    def _leave(self, each: Column, why: str) -> None:
        name = each.role.value if each.role else ""
        self.said.unused.append((each.column.label, why.format(field=name)))

    def _finish(self) -> None:
        """Settles what depends on all of the columns: the text of an activity, shares beside values, fractions."""
        said, own = self.said, self.said.milestone
        if "texto" not in own and (text := own.get("indicador") or own.get("producto")):
            own["texto"] = text
        if "texto" not in own:
            self._without_text()
        if said.commitment is None and "texto" in own:
            number = next(each.number for each in self.header.columns if each.label == own["texto"].label)
            said.commitment = LevelSaid("", number, {"titulo": Said(own["texto"].label, Sure.DOUBT)})
        self._indicators()
        numeric = [
            text for each in self.columns if each.role in _IN_NUMBERS for text in self.of.strings(each.column.number)
        ]
        if looks := [text for text in numeric if looks_like_one(text)]:
            sign = sign_of_decimals(looks)
            said.decimals = sign if sign or any(map(two_readings, looks)) else None
        if said.commitment and said.commitment.column:
            levels = (*said.levels, said.commitment)
            said.titles = {
                each.name: frozenset(map(folded, self.of.texts(each.column))) for each in levels if each.column
            }
        if "institucion" in own and said.commitment:
            said.commitment.fields.setdefault("responsables", own["institucion"])
        has_values = any(Role.VALUE in each.fields for each in said.periods)
        for each in said.periods if has_values else ():
            if share := each.fields.pop(Role.SHARE, None):
                said.unused.append((share.label, COMPUTED))
        said.periods.sort(key=lambda each: str(each.period.last or "") if each.period else "")
        said.fractions = self._fractions()
        said.adds_up = "acumula" not in own and self._adds_up()
        said.statuses = sorted({text for each in said.periods for text in self._of(each.fields, "estado") if text})
        if len(said.statuses) > MOST_STATES:
            texts = [each.fields.pop("estado") for each in said.periods if "estado" in each.fields]
            said.unused += [(each.label, MANY) for each in texts]
            said.statuses = []

    def _indicators(self) -> None:
        """Takes for indicators the rows of which an activity has several, or that are quotients or say how they are."""
        said, own = self.said, self.said.milestone
        fields = {name for each in said.periods for name in each.fields}
        only = [name for name in _ONLY_OF_INDICATORS if name in own]
        apart = "indicador" in own and own["texto"] != own["indicador"] if "texto" in own else False
        several = apart and self._repeats(own)
        if "texto" in own and (several or "numerador" in fields or (only and "meta" not in fields)):
            own.setdefault("indicador", own["texto"])
            moved = [name for name in _MOVED if name in own and (several or name != "clave")]
            said.indicator = {"nombre" if name == "indicador" else name: own.pop(name) for name in moved}
        else:
            said.unused += [(own.pop(name).label, KEPT_ELSEWHERE.format(field=name)) for name in only]

    def _repeats(self, own: Mapping[str, Said]) -> bool:
        """Returns whether some activity has several rows: its text again below another indicator, or blank there."""
        rows = list(zip(self._of(own, "texto"), self._of(own, "indicador"), strict=True))
        return any(other and one in ("", before) for (before, _), (one, other) in pairwise(rows) if before or one == "")

    def _without_text(self) -> None:
        """Takes a commitment for its own activity if something is measured of it; else leaves what is of those."""
        own, commitment = self.said.milestone, self.said.commitment
        measured = {*own} & {"meta", "linea_base"} or any(
            {*each.fields} & {Role.VALUE, Role.SHARE} for each in self.said.periods
        )
        if measured and commitment:
            own["texto"] = Said(commitment.fields["titulo"].label, Sure.DOUBT)
            return
        if "clave" in own and commitment:
            texts = list(self._of(own, "clave"))
            commitment.fields["numero" if all(each.isdigit() for each in texts if each) else "clave"] = own.pop("clave")
        for name, becomes in _OF_BOTH.items() if commitment else ():
            if name in own and commitment:
                commitment.fields.setdefault(becomes, own.pop(name))
        self.said.unused += [(said.label, NO_TEXT.format(field=name)) for name, said in own.items()]
        own.clear()

    def _of(self, fields: Mapping[str, Said], name: str) -> Iterator[str]:
        number = next((c.number for c in self.header.columns if name in fields and c.label == fields[name].label), 0)
        return iter(self.of.texts(number) if number else ())

    def _fractions(self) -> bool | None:
        """Returns whether percentages are written as fractions, None if there is none."""
        units = list(self._of(self.said.milestone, "unidad"))
        own = [said for name, said in self.said.milestone.items() if name in MEASURED]
        found = [*own, *self._of_periods()]
        numbers = {c.number for c in self.header.columns if c.label in {each.label for each in found}}
        raws: list[Raw] = []
        for at, row in enumerate(self.of.rows):
            if self.said.method == "manual" or (units and _is_percent(units[at])):
                raws += [self.grid.below(row, column) for column in numbers]
        values = [abs(raw) for raw in raws if isinstance(raw, float)]
        if not any(0 < value < 1 for value in values):
            return None
        return sum(value <= _FRACTION for value in values) >= _NESTED * len(values)

    def _adds_up(self) -> bool:
        """Returns whether the targets of the cuts add up to the target, in most of the rows where that can be told."""
        by_label = {each.label: each.number for each in self.header.columns}
        parts = [by_label[each.fields["meta"].label] for each in self.said.periods if "meta" in each.fields]
        if len(parts) < 2 or "meta" not in self.said.milestone:
            return False
        sums = levels = 0
        for row in self.of.rows:
            whole = self.grid.below(row, by_label[self.said.milestone["meta"].label])
            numbers = [raw for raw in (self.grid.below(row, column) for column in parts) if isinstance(raw, float)]
            if isinstance(whole, float) and len(numbers) > 1 and whole:
                sums += abs(sum(numbers) - whole) <= _NEAR * abs(whole)
                levels += abs(numbers[-1] - whole) <= _NEAR * abs(whole)
        return sums > levels

    def _of_periods(self) -> Iterator[Said]:
        for each in self.said.periods:
            yield from (said for name, said in each.fields.items() if name in ("valor", "porcentaje", "meta"))


def _is_percent(unit: str) -> bool:
    return "%" in unit or "porc" in folded(unit) or "por-ciento" in folded(unit)
