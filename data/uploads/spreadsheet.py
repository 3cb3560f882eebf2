"""A visitor's file as the text of a table: CSV in UTF-8, GB18030 or UTF-16, or an XLSX workbook.

Everything is read from memory and nothing is written anywhere.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from zipfile import ZipFile

from forecasting.core.errors import PanelError

MOST_BYTES = 5_000_000
MOST_UNPACKED = 50_000_000
MOST_ROWS, MOST_COLUMNS = 500, 50  # a history of years needs far fewer
_WORKBOOK, _OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # how XLSX and XLS files begin
_ENCODINGS = ("utf-8-sig", "gb18030")
_SNIFFED = ("\t", ";", ",")


def text_of(content: bytes, name: str) -> str:
    """The table of a file, cells separated by tabs and rows by line ends, as Excel would paste it.

    Raises:
        PanelError: the file is too large or none that can be read; nothing of it is used then.
    """
    if len(content) > MOST_BYTES:
        raise PanelError(
            "{file} is larger than {most} MB. Keep only the table of your own figures in it.",
            file=name,
            most=MOST_BYTES // 1_000_000,
        )
    if content.startswith(_OLD_WORKBOOK):
        raise PanelError(
            "{file} is a workbook of the old kind (XLS). Save it as XLSX or as CSV UTF-8.",
            file=name,
        )
    rows = _workbook(content, name) if content.startswith(_WORKBOOK) else _lines(content, name)
    return "\n".join("\t".join(_clean(cell) for cell in row) for row in rows)


def cells_of(text: str) -> list[list[str]]:
    """The cells of a pasted text or a CSV file, row by row; blank rows are kept.

    Raises:
        ValueError: a quotation mark is not closed or a field is too long.
    """
    separator = next((mark for mark in _SNIFFED if mark in text), None)
    if separator is None:
        return [line.split() for line in text.splitlines()]
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        return list(reader)
    except csv.Error as error:
        raise ValueError(str(error)) from error


def _lines(content: bytes, name: str) -> list[list[str]]:
    text = _decoded(content, name)
    try:
        return cells_of(text)
    except ValueError as error:
        raise PanelError(
            "{file} is no table ({reason}). Save it again as CSV UTF-8.", file=name, reason=error
        ) from error


def _decoded(content: bytes, name: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):  # what Excel calls "Unicode text"
        return content.decode("utf-16", errors="replace")
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise PanelError(
        "{file} is neither an XLSX workbook nor text in UTF-8 or GB18030. Save it as CSV UTF-8.",
        file=name,
    )


def _workbook(content: bytes, name: str) -> list[list[str]]:
    """The cells of the sheet that is open when the workbook is."""
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        rows = _first_sheet(content) if unpacked <= MOST_UNPACKED else None
    except Exception as error:  # a damaged workbook raises anything
        raise PanelError(
            "{file} cannot be read as a workbook ({reason}). Save it as CSV UTF-8.",
            file=name,
            reason=f"{type(error).__name__}: {error}",
        ) from error
    if rows is None:
        raise PanelError(
            "{file} is larger than {most} MB. Keep only the table of your own figures in it.",
            file=name,
            most=MOST_UNPACKED // 1_000_000,
        )
    return rows


def _first_sheet(content: bytes) -> list[list[str]]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        sheet = book.active or book.worksheets[0]
        cells = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS)
        rows = [[_written(cell.value, str(cell.number_format)) for cell in row] for row in cells]
    finally:
        book.close()
    return _trimmed(rows)


def _written(value: object, form: str) -> str:
    """A value as the sheet shows it: 0.12 formatted as a percentage is 12%."""
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value)
    if isinstance(value, int | float):
        number = Decimal(repr(value))
        text = f"{number * 100:f}%" if "%" in form else f"{number:f}"
        return _without_zeros(text)
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return str(value)


def _without_zeros(text: str) -> str:
    digits, percent = text.removesuffix("%"), "%" if text.endswith("%") else ""
    return (digits.rstrip("0").rstrip(".") if "." in digits else digits) + percent


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    """Without the empty rows and columns below and beside the table."""
    height = max((i + 1 for i, row in enumerate(rows) if any(row)), default=0)
    width = max((i + 1 for row in rows for i, cell in enumerate(row) if cell), default=0)
    return [row[:width] for row in rows[:height]]


def _clean(cell: str) -> str:
    """A cell on one line, without the mark that separates cells."""
    return " ".join(_parts(cell))


def _parts(cell: str) -> Iterable[str]:
    return cell.replace('"', "").split()
