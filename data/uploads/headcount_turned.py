"""A headcount table whose years are columns: each row below them is a column of the usual table."""

from __future__ import annotations

from collections.abc import Sequence

from data.uploads.grid.cells import is_blank
from data.uploads.grid.headings import YearColumns, is_note, title_of, unnamed_column
from data.uploads.grid.sheet import Sheet
from data.uploads.grid.table import Cell, Record, has_surplus
from data.uploads.headcount_columns import (
    PEOPLE,
    Column,
    HeadcountTable,
    about_notes,
    column_of,
    is_unit_column,
    title_units,
)
from forecasting.core.errors import PanelError
from forecasting.engine import Notice


def turned(sheet: Sheet, years: YearColumns) -> HeadcountTable:
    """Return a table whose years are columns.

    Raises:
        PanelError: a column of figures has no year, no row is the headcount, or one is there twice.
    """
    unnamed = unnamed_column(sheet.rows, years)
    if unnamed is not None:
        raise PanelError(
            "Row {row}: column {place} has figures but neither year nor heading. Write one heading above "
            "each column; a year over several columns cannot be read.",
            row=years.row + 1,
            place=unnamed + 1,
        )
    header = sheet.rows[years.row]
    lines, notes = _lines_by_column(sheet, years)
    if not {*PEOPLE} & {*lines}:
        names = (_line_label(sheet, i, years) for i in range(years.row + 1, len(sheet.rows)))
        raise PanelError(
            "Row {row}: the years are columns, but no row below is the headcount. The rows are: {rows}.",
            row=years.row + 1,
            rows=", ".join(filter(None, names)),
        )
    records = []
    for j in years.years:
        cells = {Column.YEAR: Cell(header[j], years.row + 1, header[j].strip())}
        for column, i in lines.items():
            text = sheet.rows[i][j] if j < len(sheet.rows[i]) else ""
            cells[column] = Cell(text, i + 1, header[j].strip())
        if not all(is_blank(cells[column].text) for column in lines):
            records.append(Record(years.row + 1, cells))
    surplus = any(has_surplus(sheet.rows[i], len(header), sheet.separator) for i in lines.values())
    if surplus:
        records = [Record(record.row, record.cells, surplus=True) for record in records]
    labels = {column: _line_label(sheet, i, years) for column, i in lines.items()}
    remark = Notice("The years are columns in this table; it was turned.")
    return HeadcountTable(
        title_of(sheet.rows[: years.row]),
        {Column.YEAR: "", **labels},
        tuple(records),
        (remark, *about_notes(notes)),
        (years.row + 1, years.row + 1),
        title_units([*sheet.rows[: years.row], *notes]),
        years_in_columns=True,
    )


def _lines_by_column(
    sheet: Sheet, years: YearColumns
) -> tuple[dict[Column, int], list[Sequence[str]]]:
    """Which row holds which column, and the notes below."""
    lines: dict[Column, int] = {}
    notes: list[Sequence[str]] = []
    for i in range(years.row + 1, len(sheet.rows)):
        row = sheet.rows[i]
        label = _line_label(sheet, i, years)
        column = column_of(label)
        if column and column is not Column.YEAR:
            if column in lines:
                raise PanelError(
                    "Row {row}: “{label}” is in row {first} already. Keep one of the two.",
                    row=i + 1,
                    label=label,
                    first=lines[column] + 1,
                )
            lines[column] = i
        elif is_note(row) and any(cell.strip() for cell in row):
            notes.append(row)
    return lines, notes


def _line_label(sheet: Sheet, i: int, years: YearColumns) -> str:
    """The texts before the years of a row; the cell below the heading 单位 is its unit."""
    header, row = sheet.rows[years.row], sheet.rows[i]
    parts, unit = [], ""
    for j, cell in enumerate(row[: max(years.years) + 1]):
        if j in years.years or not cell.strip():
            continue
        if j < len(header) and is_unit_column(header[j]):
            unit = f"（{cell.strip()}）"
        else:
            parts.append(cell.strip())
    known = next((part for part in parts if column_of(part)), "")
    return f"{known or ' '.join(parts)}{unit}"
