"""The sheets of a workbook with their cells as they are shown: XLSX, and XLS, XLSB and ODS by calamine."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from data.uploads.grid.number_format import shown_number
from data.uploads.grid.sheet import Limits, Sheet

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

_FORMULA = re.compile(rb"<f[ >/]")
_MOST_SHEETS = 40
_FILLED_CELL = re.compile(rb"<table:table-cell(?:[^>]*[^>/])?>")
_ROWS_REPEATED = re.compile(rb'number-rows-repeated="([0-9]{1,9})"')
_COLUMNS_REPEATED = re.compile(rb'number-columns-repeated="([0-9]{1,9})"')


def unpacked_bytes(content: bytes) -> int:
    """Return the size of a packed workbook when it is unpacked, as its directory says."""
    with ZipFile(io.BytesIO(content)) as packed:
        return sum(part.file_size for part in packed.infolist())


def ods_cells(content: bytes) -> int:
    """Return the number of filled cells of an ODS workbook with repeated ones counted.

    A few bytes can repeat a cell millions of times; blank cells are repeated to the end of the sheet in
    every file and take no memory.
    """
    with ZipFile(io.BytesIO(content)) as packed:
        rows = packed.read("content.xml").split(b"<table:table-row")[1:]
    return sum(
        _repeats(_ROWS_REPEATED.search(row[: row.find(b">") + 1]))
        * sum(_repeats(_COLUMNS_REPEATED.search(cell)) for cell in _FILLED_CELL.findall(row))
        for row in rows
    )


def _repeats(found: re.Match[bytes] | None) -> int:
    return int(found[1]) if found else 1


def xlsx_sheets(content: bytes, limits: Limits) -> tuple[Sheet, ...]:
    """Return the sheets of an XLSX workbook, the active one first.

    A formula that was never calculated has no value; the cell then holds the formula itself.
    """
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, rich_text=True)
    formulas = load_workbook(io.BytesIO(content), read_only=True)
    try:
        active = book.active
        sheets = [
            Sheet(
                sheet.title,
                _trimmed(_shown_rows(sheet, formulas[sheet.title], limits)),
                hidden=sheet.sheet_state != "visible",
            )
            for sheet in sorted(book.worksheets, key=lambda sheet: sheet is not active)[
                :_MOST_SHEETS
            ]
        ]
    finally:
        book.close()
        formulas.close()
    return tuple(sorted(sheets, key=lambda sheet: sheet.hidden))


def calamine_sheets(content: bytes, limits: Limits) -> tuple[Sheet, ...]:
    """Return the sheets of an XLS, XLSB or ODS workbook; number formats are not seen there."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    result = []
    for about in book.sheets_metadata[:_MOST_SHEETS]:
        if about.typ is SheetTypeEnum.WorkSheet:
            sheet = book.get_sheet_by_name(about.name)
            values = sheet.to_python(skip_empty_area=False, nrows=limits.rows + 1)
            rows = ([_shown(value, "General") for value in row] for row in values)
            result.append(
                Sheet(
                    about.name, _trimmed(rows), hidden=about.visible is not SheetVisibleEnum.Visible
                )
            )
    return tuple(sorted(result, key=lambda sheet: sheet.hidden))


def _shown_rows(sheet: Any, formulas: Any, limits: Limits) -> Iterator[list[str]]:
    """Rows of cells as shown; the second workbook gives the formulas where there are any."""
    window = {"max_row": limits.rows + 1, "max_col": limits.columns + 1}
    sheet.reset_dimensions()  # some programs write a wrong one
    values: Iterable[Iterable[Cell]] = sheet.iter_rows(**window)
    with sheet._get_source() as source:  # noqa: SLF001  # openpyxl has no other way to ask
        has_formulas = bool(_FORMULA.search(source.read()))
    if not has_formulas:
        yield from ([_shown_cell(cell) for cell in row] for row in values)
        return
    formulas.reset_dimensions()
    for row, written in zip(values, formulas.iter_rows(**window), strict=False):
        yield [
            str(formula.value) if cell.value is None and formula.value else _shown_cell(cell)
            for cell, formula in zip(row, written, strict=False)
        ]


def _shown_cell(cell: Cell) -> str:
    return _shown(cell.value, str(cell.number_format))


def _shown(value: object, number_format: str) -> str:
    """A value as the sheet shows it."""
    from openpyxl.cell.rich_text import CellRichText

    if value is None or isinstance(value, bool):
        return "" if value is None else str(value)
    if isinstance(value, int | float):
        return shown_number(value, number_format) if _finite(value) else str(value)
    if isinstance(value, CellRichText):
        return "".join(part for part in map(_on_the_line, value) if part)
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    return str(value)


def _finite(value: float) -> bool:
    return Decimal(value).is_finite()


def _on_the_line(part: object) -> str:
    """A part of a text, "" when it is raised or lowered as footnote marks are."""
    from openpyxl.cell.rich_text import TextBlock

    if isinstance(part, TextBlock):
        return "" if part.font.vertAlign in {"superscript", "subscript"} else part.text
    return str(part)


def _trimmed(rows: Iterable[list[str]]) -> tuple[tuple[str, ...], ...]:
    """Rows without the empty ones below and the empty columns beside the table."""
    kept = [list(row) for row in rows]
    height = max((i + 1 for i, row in enumerate(kept) if any(row)), default=0)
    width = max((i + 1 for row in kept for i, cell in enumerate(row) if cell), default=0)
    return tuple(tuple(row[:width]) for row in kept[:height])
