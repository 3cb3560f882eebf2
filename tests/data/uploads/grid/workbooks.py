"""Workbooks made for tests, in memory."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from openpyxl import Workbook

Rows = Sequence[Sequence[object]]


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def xlsx(rows: Rows, formats: Mapping[str, str] | None = None) -> bytes:
    """An XLSX workbook with one sheet; number formats by cell, such as {"B2": "0%"}."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for place, number_format in (formats or {}).items():
        sheet[place].number_format = number_format
    return saved(book)


def xls(rows: Rows, name: str = "数据") -> bytes:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet(name)
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            if value is not None:
                sheet.write(i, j, value)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def ods(rows: Rows) -> bytes:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    table = Table(name="数据")
    for row in rows:
        line = TableRow()
        for value in row:
            kind = "float" if isinstance(value, int | float) else "string"
            shown = {"value": value} if kind == "float" else {}
            cell = TableCell(valuetype=kind, **shown)
            cell.addElement(P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    content = io.BytesIO()
    document.write(content)
    return content.getvalue()


def packed(parts: Mapping[str, str]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()
