"""An organisation's own headcount → typed rows by year, and every fault by row and column.

A fault leaves its row out and no other. Nothing is assumed in silence: units, skipped columns and
footnote marks are in the remarks, and the units can be overruled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from data.uploads.grid.cells import (
    NumberStyle,
    has_grouping_dots,
    is_blank,
    number_style,
    read_number,
)
from data.uploads.grid.plain_text import plain
from data.uploads.grid.sheet import Limits, Sheet
from data.uploads.grid.sheet_choice import choose_sheet
from data.uploads.grid.table import Cell, Record
from data.uploads.grid.units import Count, Rates
from data.uploads.grid.user_file import open_file, open_text
from data.uploads.grid.years import HEADCOUNT_YEARS, YearKind, academic_column, read_year
from data.uploads.headcount_columns import PEOPLE, RATES, Column, HeadcountTable
from data.uploads.headcount_remarks import Line, about_cells, about_rates, about_years
from data.uploads.headcount_table import find_table, has_headcount
from data.uploads.headcount_units import (
    HeadcountUnits,
    about_units,
    column_fault,
    counted_rates,
    headcount_units,
)
from data.uploads.own_figures import OwnFigures, OwnRow
from data.uploads.timeliness import last_year_remarks
from forecasting.core.errors import PanelError
from forecasting.engine import Notice

MOST_PERSONS = 1_500_000_000  # more than China has people
MOST_ATTRITION = 5.0  # share a year; support centres reach 1.5
LIMITS = Limits(megabytes=5, unpacked_megabytes=50, rows=500, columns=400)


def read_own_figures(
    text: str,
    *,
    count: Count | None = None,
    rates: Rates | None = None,
    today: date | None = None,
) -> OwnFigures:
    """Return the figures of a pasted table; see `read_headcount`."""
    if len(text) > LIMITS.megabytes * 1_000_000:
        error = PanelError(
            "The text is longer than {most} million characters. Keep only the table of your own figures.",
            most=LIMITS.megabytes,
        )
        return OwnFigures("", (), (error,), ())
    try:
        sheet = open_text(text).sheets[0]
    except PanelError as error:
        return OwnFigures("", (), (error,), ())
    return read_headcount(sheet, count=count, rates=rates, today=today)


def text_to_edit(content: bytes, name: str) -> tuple[str, tuple[Notice, ...]]:
    """Return the table of a file as a text that a person can correct, and remarks about the file.

    A text stays as it is; the rows of a workbook become lines with tabs, as Excel pastes them.

    Raises:
        PanelError: the file cannot be read.
        TextFileError: its encoding is unknown or doubtful.
    """
    file = open_file(content, name, LIMITS)
    choice = choose_sheet(file, has_headcount)
    text = choice.sheet.text if file.text is None else file.text
    return text, (*file.remarks, *choice.remarks)


def read_headcount(
    sheet: Sheet,
    *,
    count: Count | None = None,
    rates: Rates | None = None,
    today: date | None = None,
) -> OwnFigures:
    """Return the figures of a sheet.

    Headings are 年份/year, 从业人数/人数/headcount, 离职率/attrition, 退休率/retirement and
    计划人数/plan in any order and in one row or several; years may be columns. Without headings the
    columns are taken in this order. Rows above the headings are a title.

    Args:
        sheet: the cells.
        count: in what people are counted, where the visitor has said so.
        rates: what a rate without a sign means, where the visitor has said so.
        today: the present day; a last year that is not over gets a remark.
    """
    try:
        table = find_table(sheet)
        for column in PEOPLE:
            column_fault(table, column)
    except PanelError as error:
        return OwnFigures("", (), (error,), ())
    ignored = counted_rates(table)
    lines = _lines(table, ignored, sheet.separator)
    units = headcount_units(table, [line.numbers for line in lines], count, rates)
    rows = [_row(line, units) for line in lines]
    good = [row for row, line in zip(rows, lines, strict=True) if row and not line.faults]
    kept = tuple(sorted(good, key=lambda row: row.year))
    remarks = (
        *table.remarks,
        *about_cells(lines, table, ignored),
        *about_units(table),
        *about_years(kept),
        *about_rates(kept),
        *last_year_remarks(
            {row.year: row.headcount for row in kept if row.headcount},
            today or datetime.now(tz=UTC).date(),
        ),
    )
    faults = (*(fault for line in lines for fault in line.faults), *table.faults)
    return OwnFigures(table.title, kept, faults, remarks, units, table)


def _lines(table: HeadcountTable, ignored: Sequence[Column], separator: str) -> list[Line]:
    """Read the cells of each record."""
    years = [read_year(_text(record, Column.YEAR)) for record in table.records]
    academic = academic_column(years)
    styles = {column: _style(table, column, separator) for column in (*PEOPLE, *RATES)}
    merged = sum(map(_is_merged, table.records))
    first: dict[int, Line] = {}
    lines: list[Line] = []
    for record, year in zip(table.records, years, strict=True):
        line = Line(record, year)
        if record.surplus:
            line.faults.append(_surplus(record))
        else:
            _check_year(table, line, first, academic=academic)
            for column in (*PEOPLE, *RATES):
                if column not in ignored and not is_blank(_text(record, column)):
                    _read(line, column, styles[column])
            if merged > (record is table.records[-1]) and _is_merged(record) and lines:
                _doubt_year(lines[-1])
            if all(is_blank(_text(record, column)) for column in PEOPLE):
                line.faults.append(_blank(table, record, Column.HEADCOUNT))
        lines.append(line)
    return lines


def _style(table: HeadcountTable, column: Column, separator: str) -> NumberStyle:
    texts = [_text(record, column) for record in table.records]
    style = number_style(texts, separator)
    if style is NumberStyle.POINT and has_grouping_dots(texts, separator):
        return NumberStyle.DOUBTFUL
    return style


def _is_merged(record: Record[Column]) -> bool:
    """Whether a row has people and no year, as below a merged cell with the year of several rows."""
    return is_blank(_text(record, Column.YEAR)) and not is_blank(_text(record, Column.HEADCOUNT))


def _doubt_year(line: Line) -> None:
    """Add a fault to the row above rows without a year: its figure may be a part of the year's."""
    if line.year and not line.faults:
        line.faults.append(
            PanelError(
                "Row {row}, column “{column}”: the row below has figures and no year, so they may belong "
                "to {cell} as well. Write the year in each row, and keep one row for each year.",
                **line.record.cells[Column.YEAR].place,
            )
        )


def _text(record: Record[Column], column: Column) -> str:
    return record.cells[column].text if column in record.cells else ""


def _surplus(record: Record[Column]) -> PanelError:
    return PanelError(
        "Row {row}: its cells do not fit the headings. Write numbers without thousands separators or in "
        "quotation marks, and leave no cell out.",
        row=record.row,
    )


def _blank(table: HeadcountTable, record: Record[Column], column: Column) -> PanelError:
    place = record.cells.get(column, Cell("", record.row, table.label(column))).place
    return PanelError(
        "Row {row}, column “{column}” is blank. Fill it in or delete the row; merged cells "
        "keep their value in the first of them only.",
        **place,
    )


def _check_year(
    table: HeadcountTable, line: Line, first: dict[int, Line], *, academic: bool | None
) -> None:
    """Add a fault unless the year is one calendar year that no row before has."""
    year, record = line.year, line.record
    if is_blank(_text(record, Column.YEAR)):
        line.faults.append(_blank(table, record, Column.YEAR))
        return
    place = record.cells[Column.YEAR].place
    spans = {YearKind.ACADEMIC, YearKind.MONTH_OR_ACADEMIC, YearKind.SPAN}
    if year is None:
        line.faults.append(
            PanelError(
                "Row {row}, column “{column}”: “{cell}” is not a year. Write a whole number from "
                "{first} to {last}.",
                **place,
                first=HEADCOUNT_YEARS[0],
                last=HEADCOUNT_YEARS[-1],
            )
        )
    elif year.kind in spans and (academic is None or year.kind is YearKind.SPAN):
        line.faults.append(
            PanelError(
                "Row {row}, column “{column}”: “{cell}” may be more than one year. Write the one year at "
                "whose end the figure holds.",
                **place,
            )
        )
    elif year.year in first:
        _twice(line, first[year.year])
    else:
        first[year.year] = line


def _twice(line: Line, first: Line) -> None:
    """Add a fault to the second row of a year, and to the first one when its figures differ."""
    place, before = (row.record.cells[Column.YEAR].place for row in (line, first))
    line.faults.append(
        PanelError(
            "Row {row}, column “{column}”: {cell} is in row {first} already. Keep one of the two.",
            **place,
            first=first.record.row,
        )
    )
    figures = [[plain(_text(row.record, c)) for c in (*PEOPLE, *RATES)] for row in (line, first)]
    if figures[0] != figures[1] and not first.faults:
        first.faults.append(
            PanelError(
                "Row {row}, column “{column}”: {cell} is in row {first} as well, with other figures. Keep "
                "one of the two.",
                **before,
                first=line.record.row,
            )
        )


def _read(line: Line, column: Column, style: NumberStyle) -> None:
    """Read a number; a fault when it is none, below zero, or has a unit of another kind."""
    cell = line.record.cells[column]
    number = read_number(cell.text, style)
    kind = Rates if column in RATES else Count
    if number is None:
        line.faults.append(_no_number(cell, column))
    elif number.mark is not None and not isinstance(number.mark, kind):
        line.faults.append(
            PanelError(
                "Row {row}, column “{column}”: “{cell}” has a unit that does not belong there.",
                **cell.place,
            )
        )
    elif number.value < 0 or (number.value == 0 and column is Column.HEADCOUNT):
        line.faults.append(
            PanelError(
                "Row {row}, column “{column}”: “{cell}” is too small. A headcount is above zero, a "
                "rate or a plan is not below it.",
                **cell.place,
            )
        )
    else:
        line.numbers[column] = number


def _no_number(cell: Cell, column: Column) -> PanelError:
    if plain(cell.text).startswith("="):
        return PanelError(
            "Row {row}, column “{column}”: the formula “{cell}” was never calculated. Open the file in "
            "Excel or WPS, save it there and open it again.",
            **cell.place,
        )
    return PanelError(
        "Row {row}, column “{column}”: “{cell}” is not a number. Write digits only, for "
        "example {example}.",
        **cell.place,
        example="12%" if column in RATES else "1200",
    )


def _row(line: Line, units: HeadcountUnits) -> OwnRow | None:
    """The row in base units; a fault when a figure is larger than it can be."""
    values: dict[Column, float | None] = dict.fromkeys((*PEOPLE, *RATES))
    for column, number in line.numbers.items():
        values[column] = units.in_base_units(column, number)
    _check_size(line, values)
    if line.year is None:
        return None
    return OwnRow(line.year.year, *(values[column] for column in tuple(Column)[1:]))


def _check_size(line: Line, values: Mapping[Column, float | None]) -> None:
    cells = line.record.cells
    for column, most in ((Column.ATTRITION, MOST_ATTRITION), (Column.RETIREMENT, 1.0)):
        if (values[column] or 0.0) > most:
            line.faults.append(
                PanelError(
                    "Row {row}, column “{column}”: “{cell}” is more than {most}%. Check the figure or "
                    "how rates are read.",
                    **cells[column].place,
                    most=round(most * 100),
                )
            )
    for column in PEOPLE:
        if (values[column] or 0.0) > MOST_PERSONS:
            line.faults.append(
                PanelError(
                    "Row {row}, column “{column}”: “{cell}” would be more people than China has. "
                    "Check the figure or the unit.",
                    **cells[column].place,
                )
            )
