"""A visitor's own headcount as pasted from Excel or WPS → typed rows, and every fault by row and column.

One bad cell leaves its row out and no other; nothing is guessed in silence: what was understood stands
in the remarks and can be overruled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from data.uploads.cells import YEARS, Count, Number, is_blank, read_number, read_year
from data.uploads.headcount_columns import Column, Heading, Table, find_table
from forecasting.core.errors import PanelError
from forecasting.core.series import Series, SeriesKey, Unit
from forecasting.engine import Notice

MOST_PERSONS = 1_500_000_000  # more than China has people
_RATES = (Column.ATTRITION, Column.RETIREMENT)
_PEOPLE = (Column.HEADCOUNT, Column.PLAN)


class Rates(StrEnum):
    """What a rate without a percent sign means: 12 is 12%, or 0.12 is."""

    PERCENT = "percent"
    SHARE = "share"


class UnitOrigin(StrEnum):
    """How the meaning of plain numbers was found."""

    HEADING = "heading"
    SIZE = "size"
    CHOICE = "choice"


@dataclass(frozen=True)
class OwnRow:
    """One year. People in persons at its end, rates as shares a year; None where the cell is blank."""

    year: int
    headcount: float | None
    attrition: float | None = None
    retirement: float | None = None
    plan: float | None = None


@dataclass(frozen=True)
class OwnFigures:
    """What was read.

    Attributes:
        title: what stands above the headings, "" for nothing.
        rows: the rows without fault, by year.
        faults: of the others, each with row and column.
        remarks: what was understood or left out, for the reader.
        count, count_told: in what people are counted, and how that was found.
        rates, rates_told: the same for rates without a percent sign; None when there are none.
    """

    title: str
    rows: tuple[OwnRow, ...]
    faults: tuple[PanelError, ...]
    remarks: tuple[Notice, ...]
    count: Count = Count.PERSONS
    count_told: UnitOrigin = UnitOrigin.SIZE
    rates: Rates | None = None
    rates_told: UnitOrigin = UnitOrigin.SIZE

    @property
    def headcount(self) -> Series:
        """Persons at year-end, the years with a headcount."""
        found = [(row.year, row.headcount) for row in self.rows if row.headcount is not None]
        years, values = zip(*found, strict=True) if found else ((), ())
        return Series(
            SeriesKey("headcount", ""),
            Unit.PERSONS,
            np.array(years, dtype=np.int64),
            np.array(values, dtype=np.float64),
        )

    @property
    def plan(self) -> dict[int, float]:
        """Persons planned at year-end, by year."""
        return {row.year: row.plan for row in self.rows if row.plan is not None}

    @property
    def attrition(self) -> dict[int, float]:
        """Share of the headcount that quit, by year."""
        return {row.year: row.attrition for row in self.rows if row.attrition is not None}

    @property
    def retirement(self) -> dict[int, float]:
        """Share of the headcount that retired, by year."""
        return {row.year: row.retirement for row in self.rows if row.retirement is not None}


@dataclass
class _Line:
    """One row of the table while it is read."""

    number: int
    cells: Mapping[Column, str]
    year: int | None
    numbers: dict[Column, Number]
    faults: list[PanelError]


def read_own_figures(
    text: str, *, count: Count | None = None, rates: Rates | None = None
) -> OwnFigures:
    """The figures of a pasted table.

    Headings are 年份/year, 从业人数/人数/headcount, 离职率/attrition, 退休率/retirement and
    计划人数/plan in any order; without headings the columns are taken in this order. Rows above the
    headings are a title.

    Args:
        text: cells separated by tabs, commas, semicolons or spaces; rows by line ends.
        count: in what people are counted, where the visitor has said so.
        rates: what a rate without a percent sign means, where the visitor has said so.
    """
    try:
        table = find_table(text)
    except PanelError as error:
        return OwnFigures("", (), (error,), ())
    lines = list(_lines(table))
    headcount, told = _count(table, lines, count)
    style, style_told = _rate_style(table, lines, rates)
    rows = [_row(table, line, headcount, style, fixed=count is not None) for line in lines]
    good = [row for row, line in zip(rows, lines, strict=True) if row and not line.faults]
    faults = tuple(fault for line in lines for fault in line.faults)
    remarks = (*table.remarks, *_remarks(table, good))
    kept = tuple(sorted(good, key=lambda row: row.year))
    return OwnFigures(table.title, kept, faults, remarks, headcount, told, style, style_told)


def _lines(table: Table) -> Iterator[_Line]:
    first: dict[int, int] = {}
    for number, cells in table.rows:
        line = _Line(number, cells, None, {}, [])
        line.year = _year(table, line, first)
        for column in (*_PEOPLE, *_RATES):
            if not is_blank(cells.get(column, "")):
                _read(table, line, column)
        if not any(column in cells and not is_blank(cells[column]) for column in _PEOPLE):
            line.faults.append(
                PanelError(
                    "Row {row}, column “{column}” is blank. Fill it in or delete the row; merged cells "
                    "keep their value in the first of them only.",
                    **_place(table, line, Column.HEADCOUNT),
                )
            )
        yield line


def _place(table: Table, line: _Line, column: Column) -> dict[str, object]:
    heading: Heading = table.heading(column)
    return {"row": line.number, "column": heading, "found": line.cells.get(column, "").strip()}


def _year(table: Table, line: _Line, first: dict[int, int]) -> int | None:
    written, place = line.cells.get(Column.YEAR, ""), _place(table, line, Column.YEAR)
    year = read_year(written)
    if is_blank(written):
        line.faults.append(
            PanelError(
                "Row {row}, column “{column}” is blank. Fill it in or delete the row; merged cells "
                "keep their value in the first of them only.",
                **place,
            )
        )
    elif year is None:
        line.faults.append(
            PanelError(
                "Row {row}, column “{column}”: “{found}” is not a year. Write a whole number from "
                "{first} to {last}.",
                **place,
                first=YEARS[0],
                last=YEARS[-1],
            )
        )
    elif year in first:
        line.faults.append(
            PanelError(
                "Row {row}, column “{column}”: {found} stands in row {first} already. Keep one of "
                "the two.",
                **place,
                first=first[year],
            )
        )
    else:
        first[year] = line.number
    return year


def _read(table: Table, line: _Line, column: Column) -> None:
    """Read a number; a fault when it is none, below zero, or marked as another kind of figure."""
    number, place = read_number(line.cells[column]), _place(table, line, column)
    marks = (None, "%") if column in _RATES else (None, *Count)
    if number is None:
        line.faults.append(
            PanelError(
                "Row {row}, column “{column}”: “{found}” is not a number. Write digits only, for "
                "example {example}.",
                **place,
                example="12%" if column in _RATES else "1200",
            )
        )
    elif number.mark not in marks:
        line.faults.append(
            PanelError(
                "Row {row}, column “{column}”: “{found}” has a unit that does not belong there.",
                **place,
            )
        )
    elif number.value < 0 or (number.value == 0 and column is Column.HEADCOUNT):
        line.faults.append(
            PanelError(
                "Row {row}, column “{column}”: “{found}” is too small. A headcount is above zero, a "
                "rate or a plan is not below it.",
                **place,
            )
        )
    else:
        line.numbers[column] = number


def _count(table: Table, lines: list[_Line], chosen: Count | None) -> tuple[Count, UnitOrigin]:
    """In what people are counted: as chosen, as the heading says, or by the look of the numbers."""
    named = table.counts.get(Column.HEADCOUNT) or table.counts.get(Column.PLAN)
    if chosen or named:
        return chosen or named or Count.PERSONS, UnitOrigin.CHOICE if chosen else UnitOrigin.HEADING
    found = (line.numbers.get(column) for line in lines for column in _PEOPLE)
    bare = [number.value for number in found if number and number.mark is None]
    parts = any(value != int(value) for value in bare)
    return Count.TEN_THOUSANDS if parts else Count.PERSONS, UnitOrigin.SIZE


def _rate_style(
    table: Table, lines: list[_Line], chosen: Rates | None
) -> tuple[Rates | None, UnitOrigin]:
    """What plain rates mean: shares only when all are below a half, as 0.8 is rarely 80%."""
    found = [line.numbers.get(column) for line in lines for column in _RATES]
    bare = [float(number.value) for number in found if number and number.mark is None]
    if not bare:
        return None, UnitOrigin.SIZE
    if chosen:
        return chosen, UnitOrigin.CHOICE
    if table.percent:
        return Rates.PERCENT, UnitOrigin.HEADING
    return Rates.SHARE if max(bare) < 0.5 else Rates.PERCENT, UnitOrigin.SIZE


def _row(
    table: Table, line: _Line, count: Count, rates: Rates | None, *, fixed: bool
) -> OwnRow | None:
    """The row in base units; a fault when a figure is larger than it can be."""
    values: dict[Column, float | None] = dict.fromkeys((*_PEOPLE, *_RATES))
    for column, number in line.numbers.items():
        if column in _RATES:
            percent = number.mark == "%" or rates is Rates.PERCENT
            values[column] = float(number.value) / (100 if percent else 1)
        else:
            unit = count if fixed else table.counts.get(column, count)
            own = Count(number.mark) if number.mark else unit
            values[column] = float(number.value * own.persons)
    _check_size(table, line, values)
    if line.year is None:
        return None
    return OwnRow(line.year, *(values[column] for column in tuple(Column)[1:]))


def _check_size(table: Table, line: _Line, values: Mapping[Column, float | None]) -> None:
    for column in _RATES:
        if (values[column] or 0.0) > 1:
            line.faults.append(
                PanelError(
                    "Row {row}, column “{column}”: “{found}” is more than 100%. Check the figure or "
                    "how rates are read.",
                    **_place(table, line, column),
                )
            )
            return
    if sum(values[column] or 0.0 for column in _RATES) > 1:
        line.faults.append(
            PanelError(
                "Row {row}, column “{column}”: together with retirement more than 100% leave. Check "
                "both figures.",
                **_place(table, line, Column.ATTRITION),
            )
        )
    for column in _PEOPLE:
        if (values[column] or 0.0) > MOST_PERSONS:
            line.faults.append(
                PanelError(
                    "Row {row}, column “{column}”: “{found}” would be more people than China has. "
                    "Check the figure or the unit.",
                    **_place(table, line, column),
                )
            )


def _remarks(table: Table, rows: list[OwnRow]) -> Iterator[Notice]:
    counted = [row for row in rows if row.headcount is not None]
    years = {row.year for row in counted}
    missing = set(range(min(years, default=0), max(years, default=-1))) - years
    if missing:
        yield Notice("No headcount for {years}.", {"years": _listed(missing)})
    if years:
        yield from _about_attrition(
            years - {r.year for r in counted if r.attrition is not None}, years
        )
        yield from _about_retirement(
            years - {r.year for r in counted if r.retirement is not None}, years
        )


def _about_attrition(blank: set[int], years: set[int]) -> Iterator[Notice]:
    if blank == years:
        yield Notice("No attrition rate is given; set one below.")
    elif blank:
        yield Notice(
            "The attrition rate is blank in {years}; these years do not count for its mean. If the "
            "cells were merged, fill in each.",
            {"years": _listed(blank)},
        )


def _about_retirement(blank: set[int], years: set[int]) -> Iterator[Notice]:
    if blank == years:
        yield Notice("No retirement rate is given; set one below.")
    elif blank:
        yield Notice(
            "The retirement rate is blank in {years}; these years do not count for its mean. If the "
            "cells were merged, fill in each.",
            {"years": _listed(blank)},
        )


def _listed(years: set[int]) -> str:
    return ", ".join(str(year) for year in sorted(years))
