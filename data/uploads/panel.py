"""A user's own series: any table file → typed series.

A fault of the file stops the reading. A cell that is blank or cannot be read costs its year, and the
series says so; a series without any figure, or with a year twice, cannot be used and leaves the others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

import numpy as np

from data.uploads.grid.cells import (
    Number,
    NumberStyle,
    has_grouping_dots,
    is_blank,
    number_style,
    read_number,
)
from data.uploads.grid.plain_text import plain
from data.uploads.grid.sheet import Limits, Sheet, UserFile
from data.uploads.grid.sheet_choice import SheetChoice, choose_sheet
from data.uploads.grid.table import Cell, Record
from data.uploads.grid.units import (
    Count,
    Rates,
    UnitOrigin,
    unit_label,
    units_in_heading,
    units_in_title,
)
from data.uploads.grid.user_file import open_file, read_content
from data.uploads.grid.years import PANEL_YEARS, YearKind, YearText, academic_column, read_year
from data.uploads.panel_columns import PanelColumn, PanelTable
from data.uploads.panel_table import find_panel, has_panel
from data.uploads.timeliness import last_year_remarks
from forecasting.core.errors import PanelError, TalentGapError
from forecasting.core.series import Series, SeriesKey, Unit
from forecasting.engine import Notice
from forecasting.engine.batch import Failed, Outcome, Succeeded

LIMITS = Limits(megabytes=50, unpacked_megabytes=400, rows=200_000, columns=2_000)
_NOT_FINITE = re.compile(r"[+-]?(nan|inf(inity)?|[0-9.]+e\+?[0-9]+)")
_SHOWN = 5  # faults of one series among its remarks
Remark = Notice | PanelError


@dataclass(frozen=True)
class PanelSeries:
    """One series of a panel, or why it cannot be used.

    Attributes:
        id: as the file writes it, or the name of the file.
        read: the series.
        remarks: about figures that were left out and the ends of the history.
        faults: of single cells, each with row and column.
        unit: as the file writes it, None where it names none.
        unit_origin: where that is from.
    """

    id: str
    read: Outcome[Series]
    remarks: tuple[Remark, ...] = ()
    faults: tuple[PanelError, ...] = ()
    unit: str | None = None
    unit_origin: UnitOrigin | None = None


@dataclass(frozen=True)
class Panel:
    """The series of a file in the order of their first rows, and how the file was understood."""

    file: UserFile
    choice: SheetChoice
    table: PanelTable
    series: tuple[PanelSeries, ...]
    remarks: tuple[Notice, ...]


@dataclass(frozen=True)
class _Point:
    """A figure with its place."""

    year: YearText
    number: Number
    cell: Cell
    row: int


def read_panel(path: Path, today: date | None = None) -> Panel:
    """Return the series of a file.

    Columns are series_id, year and value (序列, 年份, 数值) in any order. Other columns with repeated texts
    tell series apart; years or series may also be columns. Without ids the file is one series of the
    file's name. Figures are not converted: the unit is read for the reader only.

    Args:
        path: CSV, TSV, XLSX, XLS, XLSB, ODS or a saved web page.
        today: the present day; a last year that is not over gets a remark.

    Raises:
        PanelError: the file is missing, empty, no table, or lacks a column.
        TextFileError: the encoding is unknown or doubtful.
    """
    file = open_file(read_content(path), path.name, LIMITS)
    choice = choose_sheet(file, has_panel)
    label = choice.label(file)
    table = find_panel(choice.sheet, label, path.stem)
    return _panel(file, choice, table, label, today or datetime.now(tz=UTC).date())


def _panel(
    file: UserFile, choice: SheetChoice, table: PanelTable, label: str, today: date
) -> Panel:
    records = [record for series in table.series.values() for record in series]
    years = [read_year(record.cells[PanelColumn.YEAR].text, PANEL_YEARS) for record in records]
    academic = academic_column(years)
    separator = choice.sheet.separator
    style = number_style((r.cells[PanelColumn.VALUE].text for r in records), separator)
    title_unit = _title_unit(choice.sheet, table)
    series = tuple(
        _series(
            label,
            name,
            own,
            _CellRules(label, academic, _style(own, style, separator), today),
            _unit(table, name, title_unit),
        )
        for name, own in table.series.items()
    )
    remarks = [*file.remarks, *choice.remarks, *table.remarks]
    pairs = ((r, y) for r, y in zip(records, years, strict=True) if y and y.kind in _ACADEMIC)
    for record, year in islice(pairs, 1 if academic else 0):
        remarks.append(
            Notice(
                "Academic years are read as the year in which they begin: {cell} is {year}.",
                {"cell": record.cells[PanelColumn.YEAR].text.strip(), "year": year.year},
            )
        )
    return Panel(file, choice, table, series, tuple(remarks))


def _style(
    records: Sequence[Record[PanelColumn]], of_file: NumberStyle, separator: str
) -> NumberStyle:
    """How a series writes decimals: as the file does, doubtful where its dots may group digits."""
    texts = [record.cells[PanelColumn.VALUE].text for record in records]
    grouped = of_file is NumberStyle.POINT and has_grouping_dots(texts, separator)
    return NumberStyle.DOUBTFUL if grouped else of_file


_ACADEMIC = (YearKind.ACADEMIC, YearKind.MONTH_OR_ACADEMIC)


@dataclass(frozen=True)
class _CellRules:
    """What the cells of a file have in common."""

    file: str
    academic: bool | None
    style: NumberStyle
    today: date


@dataclass(frozen=True)
class _UnitFound:
    """The unit of a series as written, what it is if it counts people or is a rate, and where from."""

    label: str | None
    unit: Count | Rates | None
    origin: UnitOrigin | None


def _title_unit(sheet: Sheet, table: PanelTable) -> _UnitFound:
    above = sheet.rows[: table.heading_row - 1]
    texts = [" ".join(row) for row in above]
    notes = [str(r.values["notes"]) for r in table.remarks if "notes" in r.values]
    for text in (*texts, *notes):
        units = units_in_title(text)
        unit = units.count or units.rates
        named = re.search(r"单位|\bunits?\b", plain(text))
        if unit or named:
            return _UnitFound(unit_label(text) or unit, unit, UnitOrigin.TITLE)
    return _UnitFound(None, None, None)


def _unit(table: PanelTable, name: str, title: _UnitFound) -> _UnitFound:
    heading = table.value_headings.get(name, "")
    units = units_in_heading(heading)
    unit, label = units.count or units.rates, unit_label(heading)
    return _UnitFound(label or unit, unit, UnitOrigin.HEADING) if unit or label else title


def _series(
    file: str,
    name: str,
    records: Sequence[Record[PanelColumn]],
    rules: _CellRules,
    unit: _UnitFound,
) -> PanelSeries:
    """One series: the cells that can be read, and a fault for each of the others."""
    points, faults, blank = [], [], set()
    for record in records:
        try:
            if is_blank(record.cells[PanelColumn.VALUE].text) and not record.surplus:
                blank.add(_year(rules, record).year)
            else:
                points.append(_point(rules, record))
        except PanelError as error:
            faults.append(error)
    try:
        if not name:
            raise _blank(rules, records[0], PanelColumn.ID)
        _check_years(rules, points)
        values, unit, mixed = _values(rules, points, unit)
        faults += mixed
        if not values:
            raise faults[0] if faults else _blank(rules, records[0], PanelColumn.VALUE)
    except TalentGapError as error:
        return PanelSeries(name, Failed(error), (), tuple(faults), unit.label, unit.origin)
    years = sorted(values)
    series = Series(
        SeriesKey(name, ""),
        Unit.UNKNOWN,
        np.array(years, dtype=np.int64),
        np.array([values[year] for year in years], dtype=np.float64),
    )
    remarks = tuple(_remarks(values, blank, faults, points, rules.today))
    return PanelSeries(name, Succeeded(series), remarks, tuple(faults), unit.label, unit.origin)


def _point(rules: _CellRules, record: Record[PanelColumn]) -> _Point:
    if record.surplus:
        raise PanelError(
            "{file}, row {row}: its cells do not fit the headings. Write numbers without thousands "
            "separators or in quotation marks, put texts with a comma in quotation marks, and leave no "
            "cell out.",
            file=rules.file,
            row=record.row,
        )
    year = _year(rules, record)
    cell = record.cells[PanelColumn.VALUE]
    number = read_number(cell.text, rules.style)
    if number is None:
        raise _no_number(rules, cell)
    return _Point(year, number, cell, record.row)


def _year(rules: _CellRules, record: Record[PanelColumn]) -> YearText:
    cell = record.cells[PanelColumn.YEAR]
    if is_blank(cell.text):
        raise _blank(rules, record, PanelColumn.YEAR)
    year = read_year(cell.text, PANEL_YEARS)
    if year is None:
        raise PanelError(
            "{file}, row {row}, column {column}: “{cell}” is not a year. Allowed are whole numbers "
            "from {first} to {last}.",
            **_place(rules, cell),
            first=PANEL_YEARS[0],
            last=PANEL_YEARS[-1],
        )
    if year.kind is YearKind.SPAN or (year.kind in _ACADEMIC and rules.academic is None):
        raise PanelError(
            "{file}, row {row}, column {column}: “{cell}” may be more than one year. Write the one "
            "calendar year that the figure belongs to.",
            **_place(rules, cell),
        )
    return year


def _place(rules: _CellRules, cell: Cell) -> dict[str, object]:
    return {"file": rules.file, **cell.place}


def _blank(rules: _CellRules, record: Record[PanelColumn], column: PanelColumn) -> PanelError:
    cell = record.cells.get(column, Cell("", record.row, column.value))
    return PanelError(
        "{file}, row {row}, column {column} is blank. Fill it in or delete the row.",
        **_place(rules, cell),
    )


def _no_number(rules: _CellRules, cell: Cell) -> PanelError:
    text = plain(cell.text)
    if text.startswith("="):
        return PanelError(
            "{file}, row {row}, column {column}: the formula “{cell}” was never calculated. Open the "
            "file in Excel or WPS, save it there and try again.",
            **_place(rules, cell),
        )
    if _NOT_FINITE.fullmatch(text):
        return PanelError(
            "{file}, row {row}, column {column}: “{cell}” is not a finite number. Correct it or "
            "delete the row.",
            **_place(rules, cell),
        )
    return PanelError(
        "{file}, row {row}, column {column}: “{cell}” is not a number. Write digits and a "
        "decimal point only.",
        **_place(rules, cell),
    )


def _check_years(rules: _CellRules, points: Sequence[_Point]) -> None:
    """Refuse a series that has a year twice: it is several series, or is not annual."""
    first: dict[int, int] = {}
    for point in points:
        year = point.year.year
        place = {"file": rules.file, "row": point.row, "year": year, "first": first.get(year)}
        if year in first and point.year.kind is YearKind.DATE:
            raise PanelError(
                "{file}, row {row}: {year} has a figure in row {first} already. Only annual series are "
                "forecast; keep one figure of each year.",
                **place,
            )
        if year in first:
            raise PanelError(
                "{file}, row {row}: {year} is in row {first} already. Keep one of the two, or tell "
                "series apart by the column series_id.",
                **place,
            )
        first[year] = point.row


def _values(
    rules: _CellRules, points: Sequence[_Point], unit: _UnitFound
) -> tuple[dict[int, float], _UnitFound, list[PanelError]]:
    """The figures by year in one unit; a cell whose unit does not fit is a fault.

    Where neither heading nor title names a unit and all cells name the same one, it is the unit of the
    series; where only some name one of people, all are in persons.
    """
    marks = Counter(point.number.mark for point in points)
    base = unit.unit
    bare: float | None = 1.0
    mark, most = marks.most_common(1)[0] if marks else (None, 0)
    if base is None and mark and (most == len(points) or isinstance(mark, Rates)):
        base, unit = mark, _UnitFound(mark.value, mark, UnitOrigin.CELL)
        bare = None if most < len(points) else 1.0
    values, faults = {}, []
    for point in points:
        factor = _factor(point.number.mark, base) if point.number.mark else bare
        if factor is None:
            faults.append(
                PanelError(
                    "{file}, row {row}, column {column}: “{cell}” is in another unit than the rest of the "
                    "series. Write all figures in one unit.",
                    **_place(rules, point.cell),
                )
            )
        else:
            values[point.year.year] = float(point.number.value) * factor
    return values, unit, faults


def _factor(mark: Count | Rates, base: Count | Rates | None) -> float | None:
    """By what a figure with this unit is multiplied to be in the series' unit; None if it cannot be."""
    if mark is base:
        return 1.0
    if isinstance(mark, Count) and (base is None or isinstance(base, Count)):
        return mark.persons / (base or Count.PERSONS).persons
    if isinstance(mark, Rates) and isinstance(base, Rates):
        return base.divisor / mark.divisor
    return None


def _remarks(
    values: Mapping[int, float],
    blank: set[int],
    faults: Sequence[PanelError],
    points: Sequence[_Point],
    today: date,
) -> Iterator[Remark]:
    inside = sorted(year for year in blank if year not in values)
    if inside:
        yield Notice(
            "No figure for {years}; these years are left out.",
            {"years": ", ".join(map(str, inside))},
        )
    if faults:
        yield Notice("Cells that are left out: {count}.", {"count": len(faults)})
        yield from faults[:_SHOWN]
    noted = [point.cell.text.strip() for point in points if point.number.noted]
    if noted:
        yield Notice(
            "Footnote marks and flags were left out of the figures: {cells}.",
            {"cells": ", ".join(noted[:20])},
        )
    yield from last_year_remarks(values, today)
