"""Tables written to a file that a person has named: CSV, or a workbook where the name ends in .xlsx."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np

from forecasting.core.errors import ExportError

WORKBOOK = ".xlsx"
CSV = ("", ".csv", ".txt")  # without an ending, for instance the standard output
DIGITS = 10  # significant ones
SHEET = "results"
UNPRINTABLE = "\N{REPLACEMENT CHARACTER}"
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_ANY_TIME, _FIRST_TIME = rb"\g<1>1980-01-01T00:00:00Z", (1980, 1, 1, 0, 0, 0)

Row = Mapping[str, object]


@dataclass(frozen=True)
class Table:
    """Rows of text and numbers by column; a row may lack columns, and a number may be NaN."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def check_place(out: Path, source: Path) -> None:
    """Refuse an impossible place for the results before the work rather than after it.

    Raises:
        ExportError: there is no such folder, `out` is one or the file that is read, or its name ends in a
            format that is not written.
    """
    if not out.parent.is_dir():
        raise ExportError(
            "There is no folder {folder} to write {file} to. Make it or choose another.",
            folder=out.parent,
            file=out.name,
        )
    if out.is_dir():
        raise ExportError("{file} is a folder. Name a file in it.", file=out)
    if out.resolve() == source.resolve():
        raise ExportError(
            "{file} would be overwritten by its own results. Choose another --out.", file=out
        )
    if out.suffix.lower() not in {WORKBOOK, *CSV}:
        raise ExportError(
            "{file} cannot be written: results are written as CSV or as an Excel workbook. Give "
            "--out a name that ends in .csv or .xlsx.",
            file=out,
        )


def write_table(out: Path, table: Table) -> None:
    """Write a table to a file, as a workbook where its name ends in .xlsx, else as CSV.

    Raises:
        ExportError: the file cannot be written.
    """
    render = render_workbook if out.suffix.lower() == WORKBOOK else render_csv
    try:
        out.write_bytes(render(table))
    except OSError as error:
        raise ExportError(
            "{file} cannot be written: {reason}. Close programs that use it or choose another "
            "--out.",
            file=out,
            reason=error.strerror or error,
        ) from error


def render_csv(table: Table) -> bytes:
    """Return the table as CSV in UTF-8.

    It begins with a byte-order mark, which Excel and WPS need to read Chinese. Numbers have ten
    significant digits and no exponent.
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, table.columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(
        {name: _digits(value) if isinstance(value, float) else value for name, value in row.items()}
        for row in table.rows
    )
    return text.getvalue().encode("utf-8-sig")


def render_workbook(table: Table) -> bytes:
    """Return the table as an XLSX workbook of one sheet, the same bytes for the same table."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    sheet.freeze_panes = "A2"
    for place, values in enumerate(_cell_values(table), start=1):
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(place, column, value)
            if isinstance(value, str):
                cell.data_type = "s"  # also where it begins like a formula
    content = io.BytesIO()
    book.save(content)
    return _without_times(content.getvalue())


def _cell_values(table: Table) -> Iterable[list[str | float | None]]:
    yield list(table.columns)
    for row in table.rows:
        yield [_cell_value(row.get(name)) for name in table.columns]


def _cell_value(value: object) -> str | float | None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, int | float):
        return float(_digits(value)) if np.isfinite(value) else None
    return ILLEGAL_CHARACTERS_RE.sub(UNPRINTABLE, str(value)) if value else None


def _digits(value: float) -> str:
    """Return significant digits without an exponent; blank for a value that is not finite."""
    if not np.isfinite(value):
        return ""
    return np.format_float_positional(value, precision=DIGITS, fractional=False, trim="-")


def _without_times(workbook: bytes) -> bytes:
    """Return a workbook without the times at which it and its parts were made."""
    content = io.BytesIO()
    with ZipFile(io.BytesIO(workbook)) as old, ZipFile(content, "w") as new:
        for name in old.namelist():
            part = _TIMES.sub(_ANY_TIME, old.read(name))
            new.writestr(ZipInfo(name, _FIRST_TIME), part, ZIP_DEFLATED)
    return content.getvalue()
