"""The units of a headcount table: as chosen, as cell, heading or title name them, or by size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from data.uploads.grid.cells import Number, read_number
from data.uploads.grid.plain_text import plain
from data.uploads.grid.units import Count, Rates, UnitOrigin, is_full_time, is_scaled
from data.uploads.headcount_columns import PEOPLE, RATES, Column, HeadcountTable
from forecasting.core.errors import PanelError
from forecasting.engine import Notice

_LARGEST_IN_TEN_THOUSANDS = 100  # 7.8 is hardly 7.8 people, 352.5 can be full-time equivalents
_HALF = 0.5  # plain rates below it are shares, as 0.8 is rarely 80%
_TINY = 0.1  # rates below it, of a column without unit, are hardly per cent
_MARKED = ("率", "rate", "%", "‰")
_NOT_PEOPLE = ("元", "户", "家", "个", "所", "吨", "小时", "hours", "yuan", "rmb", "usd", "$", "¥")


@dataclass(frozen=True)
class HeadcountUnits:
    """The units of plain numbers.

    Attributes:
        count, count_origin: in what people are counted, and where that comes from.
        rates, rates_origin: the same for rates without a sign; None when there are none.
        columns: units that a column has for itself.
        ambiguous: whether plain rates could be per cent as well as shares.
    """

    count: Count = Count.PERSONS
    count_origin: UnitOrigin = UnitOrigin.SIZE
    rates: Rates | None = None
    rates_origin: UnitOrigin = UnitOrigin.SIZE
    columns: Mapping[Column, Count | Rates] = field(default_factory=dict)
    ambiguous: bool = False

    def of(self, column: Column) -> Count | Rates:
        """The unit of a column's plain numbers."""
        usual = self.count if column in PEOPLE else self.rates or Rates.PERCENT
        return self.columns.get(column, usual)

    def in_base_units(self, column: Column, number: Number) -> float:
        """Return persons, or a share a year."""
        unit = number.mark or self.of(column)
        if isinstance(unit, Count):
            return float(number.value * unit.persons)
        return float(number.value) / unit.divisor


def column_fault(table: HeadcountTable, column: Column) -> None:
    """Check that the heading of a column of people names no unit of something else.

    Raises:
        PanelError: it does, such as 从业人数（万元）.
    """
    units = table.units(column)
    wrong = [u for u in units.others if any(u.endswith(sign) for sign in _NOT_PEOPLE)]
    if not units.count:
        wrong += [unit for unit in units.others if is_scaled(unit)]
    if wrong or (units.rates and not units.count):
        raise PanelError(
            "Row {row}: the heading “{column}” has a unit that is none of people. Write for example "
            "从业人数（人） or 从业人数（万人）.",
            row=table.heading_rows[0] if table.heading_rows else 1,
            column=table.label(column),
        )


def about_units(table: HeadcountTable) -> Iterator[Notice]:
    """Yield a remark where title and heading name different units."""
    title = table.title_units.count
    for column in PEOPLE:
        heading = table.units(column).count
        if title and heading and title is not heading:
            yield Notice(
                "The column “{column}” names another unit than the title; the column's counts.",
                {"column": str(table.label(column))},
            )


def counted_rates(table: HeadcountTable) -> tuple[Column, ...]:
    """Return the columns of rates that count people: attrition (people), or below a title in persons."""
    return tuple(column for column in RATES if column in table.headings and _counts(table, column))


def headcount_units(
    table: HeadcountTable,
    numbers: Sequence[Mapping[Column, Number]],
    count: Count | None,
    rates: Rates | None,
) -> HeadcountUnits:
    """Return the units of a table.

    Args:
        table: with its headings and title.
        numbers: of each record.
        count: as the visitor has chosen; it holds for every column of people.
        rates: as the visitor has chosen, for rates without a sign.
    """
    columns: dict[Column, Count | Rates] = {}
    if not count:
        columns |= {c: people for c in PEOPLE if (people := table.units(c).count)}
    if not rates:
        columns |= {c: rate for c in RATES if (rate := table.units(c).rates)}
    unit, origin = _count(table, numbers, count)
    style, style_origin, ambiguous = _rates(table, numbers, rates)
    return HeadcountUnits(unit, origin, style, style_origin, columns, ambiguous)


def _counts(table: HeadcountTable, column: Column) -> bool:
    units, heading = table.units(column), plain(table.headings[column])
    if units.count and not units.rates:
        return True
    if not table.title_units.count or any(sign in heading for sign in _MARKED):
        return False
    texts = [record.cells[column].text for record in table.records if column in record.cells]
    read = [number for text in texts if (number := read_number(text))]
    return bool(read) and all(number.mark is None for number in read)


def _count(
    table: HeadcountTable, numbers: Sequence[Mapping[Column, Number]], chosen: Count | None
) -> tuple[Count, UnitOrigin]:
    if chosen:
        return chosen, UnitOrigin.CHOICE
    named = table.units(Column.HEADCOUNT).count or table.units(Column.PLAN).count
    if named:
        return named, UnitOrigin.HEADING
    if table.title_units.count:
        return table.title_units.count, UnitOrigin.TITLE
    people = [number for row in numbers for c in PEOPLE if (number := row.get(c))]
    bare = [number.value for number in people if number.mark is None]
    if people and not bare:
        return Count.PERSONS, UnitOrigin.CELL
    if is_full_time(table.headings.get(Column.HEADCOUNT, "")):
        return Count.PERSONS, UnitOrigin.HEADING
    return _count_by_size(bare), UnitOrigin.SIZE


def _count_by_size(bare: Sequence[Decimal]) -> Count:
    small = max(bare, default=0) < _LARGEST_IN_TEN_THOUSANDS
    if small and any(value % 1 for value in bare):
        return Count.TEN_THOUSANDS
    return Count.PERSONS


def _rates(
    table: HeadcountTable, numbers: Sequence[Mapping[Column, Number]], chosen: Rates | None
) -> tuple[Rates | None, UnitOrigin, bool]:
    """What plain rates mean, where that comes from, and whether it could be otherwise."""
    read = [(c, number) for row in numbers for c in RATES if (number := row.get(c))]
    bare = [(c, float(number.value)) for c, number in read if number.mark is None]
    if not bare:
        return None, UnitOrigin.SIZE, False
    if chosen:
        return chosen, UnitOrigin.CHOICE, False
    named = [unit for c in RATES if (unit := table.units(c).rates)]
    if named:
        others = {c: [v for b, v in bare if b is c] for c in RATES if not table.units(c).rates}
        tiny = any(0 < max(values, default=0) < _TINY for values in others.values())
        return named[0], UnitOrigin.HEADING, tiny and named[0] is Rates.PERCENT
    if table.title_units.rates:
        return table.title_units.rates, UnitOrigin.TITLE, False
    most = max(value for _, value in bare)
    style = Rates.SHARE if most < _HALF else Rates.PERCENT
    return style, UnitOrigin.SIZE, 0 < most < 1
