"""The tables of a web page or an XML spreadsheet that a program saved under the name of a workbook."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from data.uploads.grid.sheet import Limits, Sheet

_BEGIN = re.compile(
    r"\s*(<!--.*?-->\s*)*<(!doctype html|html|head|meta|body|div|table|\?xml)",
    re.IGNORECASE | re.DOTALL,
)
_SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"
_ROWS, _CELLS, _SHEETS = (
    {"tr", "row", "ss:row"},
    {"td", "th", "cell", "ss:cell"},
    {"table", "ss:table"},
)
_SILENT = {"script", "style", "sup"}  # a raised text is a footnote mark
_WIDEST_SPAN = 50


def is_web_page(text: str) -> bool:
    """Return whether a text is HTML, or XML of a spreadsheet."""
    head = text[:4000].lstrip("\ufeff")
    return bool(_BEGIN.match(head)) and ("<?xml" not in head[:100] or _is_table_markup(text))


def _is_table_markup(text: str) -> bool:
    return _SPREADSHEET in text[:4000] or "<html" in text[:4000].lower()


def tables_of(text: str, limits: Limits) -> tuple[Sheet, ...]:
    """Return the tables of a page that have more than one cell, in their order."""
    parser = _Tables(limits)
    parser.feed(text)
    parser.close()
    tables = (tuple(tuple(row) for row in rows) for rows in parser.tables)
    return tuple(Sheet("", rows) for rows in tables if sum(map(len, rows)) > 1)


class _Tables(HTMLParser):
    """Collects the texts of table cells; a cell over several columns is followed by blank ones."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self._open: list[list[list[str]]] = []
        self._limits = limits
        self._in_cell = False
        self._silent = 0
        self._span = 1
        self._below: dict[int, int] = {}

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if tag in _SHEETS:
            self._open.append([])
            self.tables.append(self._open[-1])
        elif tag in _ROWS and self._open:
            self._start_row()
        elif tag in _CELLS and self._open and self._open[-1]:
            self._start_cell(values)
        elif tag == "br" and self._in_cell:
            self.handle_data(" ")
        elif tag in _SILENT:
            self._silent += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _SHEETS and self._open:
            self._open.pop()
        elif tag in _CELLS and self._in_cell:
            self._widen(self._span - 1)
            self._in_cell = False
        elif tag in _SILENT:
            self._silent = max(0, self._silent - 1)

    def handle_data(self, data: str) -> None:
        if self._in_cell and not self._silent and self._open and self._open[-1][-1]:
            cell = self._open[-1][-1][-1]
            self._open[-1][-1][-1] = f"{cell}{data}"

    def _widen(self, count: int) -> None:
        """Add blank cells for the further columns of a wide cell."""
        if self._open and self._open[-1] and len(self._open[-1][-1]) <= self._limits.columns:
            self._open[-1][-1] += [""] * count

    def _start_row(self) -> None:
        rows = self._open[-1]
        if len(rows) < self._limits.rows:
            rows.append([])
        self._in_cell = False
        self._below = {column: left - 1 for column, left in self._below.items() if left > 1}

    def _start_cell(self, values: dict[str, str | None]) -> None:
        row = self._open[-1][-1]
        index = _whole(values.get("ss:index"), 0)
        while len(row) in self._below or len(row) < index - 1:
            if len(row) > self._limits.columns:
                break
            row.append("")
        across = _whole(values.get("ss:mergeacross"), 0)
        self._span = min(_whole(values.get("colspan"), 1) or 1, _WIDEST_SPAN) + min(
            across, _WIDEST_SPAN
        )
        down = _whole(values.get("rowspan"), 1) - 1
        if down > 0:
            self._below |= {len(row) + i: down + 1 for i in range(self._span)}
        self._in_cell = len(row) <= self._limits.columns
        if self._in_cell:
            row.append("")


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else default
