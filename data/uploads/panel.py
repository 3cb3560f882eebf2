"""A user's own series: a CSV file with one row a figure → typed series.

A fault of the file stops the reading; a fault of one series is that series' own and leaves the others.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

import numpy as np

from forecasting.core.errors import PanelError, TalentGapError
from forecasting.core.series import Series, SeriesKey, Unit
from forecasting.engine.batch import Failed, Outcome, Succeeded

ID, YEAR, VALUE = "series_id", "year", "value"
CHINESE = {"序列": ID, "年份": YEAR, "数值": VALUE}
YEARS = range(1800, 2201)
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how XLSX and XLS files begin
ENCODINGS = ("utf-8-sig", "gb18030")
SEPARATORS = re.compile(r"[+-]?\d{1,3}([,，'’ \u00a0\u202f]\d{3})+(\.\d+)?")


@dataclass(frozen=True)
class PanelSeries:
    """One series of a panel, or why it cannot be used."""

    id: str
    read: Outcome[Series]


@dataclass(frozen=True)
class _Row:
    """One row of the file by column, and its line there."""

    line: int
    fields: dict[str, str]
    surplus: int = 0  # filled fields beyond the columns


@dataclass(frozen=True)
class _Table:
    """The file: its name, the heading of each known column, its rows."""

    name: str
    headings: dict[str, str]
    rows: tuple[_Row, ...]

    def fault(self, row: _Row, column: str) -> dict[str, object]:
        """Where a fault is and what stands there."""
        place = {"file": self.name, "row": row.line, "column": self.headings.get(column, column)}
        return place | {"found": row.fields.get(column, "")}


def read_panel(path: Path) -> tuple[PanelSeries, ...]:
    """The series of a file in the order of their first rows.

    Columns are series_id, year and value (序列, 年份, 数值) in any order; others are ignored. Without
    series_id the file is one series of the file's name. The figures stand for themselves: no unit is
    converted and no source is known.

    Raises:
        PanelError: the file is missing, empty, no CSV, or lacks a column.
    """
    table = _table(path.name, _text(path))
    groups: dict[str, list[_Row]] = {}
    for row in table.rows:
        name = row.fields.get(ID, "") if ID in table.headings else path.stem
        groups.setdefault(name, []).append(row)
    return tuple(PanelSeries(name, _series(table, name, rows)) for name, rows in groups.items())


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise PanelError(
            "{file} cannot be read: {reason}.", file=path.name, reason=error.strerror or error
        ) from error
    if raw.startswith(WORKBOOKS):
        raise PanelError(
            "{file} is a workbook, not a CSV file. Open it in Excel or WPS and save it as CSV UTF-8.",
            file=path.name,
        )
    for encoding in ENCODINGS:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
        else:
            if "\0" not in text:
                return text
            line = text[: text.index("\0")].count("\n") + 1
    raise PanelError(
        "{file}, row {row}: this is neither UTF-8 nor GB18030 text. Save the file as CSV UTF-8.",
        file=path.name,
        row=line,
    )


def _table(name: str, text: str) -> _Table:
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        lines = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise PanelError(
            "{file}, row {row}: this is not CSV ({reason}). Close the quotation mark or save the "
            "file again as CSV UTF-8.",
            file=name,
            row=reader.line_num,
            reason=error,
        ) from error
    if not lines:
        raise PanelError(
            "{file} is empty. Needed are the columns {allowed} and one row for each figure.",
            file=name,
            allowed=_allowed(),
        )
    (header_line, header), *rest = lines
    columns = _columns(name, header_line, header)
    if not rest:
        raise PanelError(
            "{file} has no row below its headings. Add one row for each figure.", file=name
        )
    headings = {column: header[i].strip() for column, i in columns.items()}
    return _Table(
        name, headings, tuple(_row(line, cells, columns, len(header)) for line, cells in rest)
    )


def _columns(name: str, line: int, header: list[str]) -> dict[str, int]:
    """Where each known column stands."""
    named = [CHINESE.get(heading.strip(), heading.strip().lower()) for heading in header]
    for column in (YEAR, VALUE):
        if column not in named:
            raise PanelError(
                "{file}, row {row}: the column {column} is missing. Found: {found}. Needed are the "
                "columns {allowed}, separated by commas; series_id may be left out when there is "
                "one series.",
                file=name,
                row=line,
                column=column,
                found=", ".join(filter(None, (heading.strip() for heading in header))),
                allowed=_allowed(),
            )
    for column in (ID, YEAR, VALUE):
        if named.count(column) > 1:
            raise PanelError(
                "{file}, row {row}: the column {column} stands twice. Delete one of the two.",
                file=name,
                row=line,
                column=column,
            )
    return {column: named.index(column) for column in (ID, YEAR, VALUE) if column in named}


def _allowed() -> str:
    return ", ".join(f"{column} ({chinese})" for chinese, column in CHINESE.items())


def _row(line: int, cells: list[str], columns: dict[str, int], width: int) -> _Row:
    fields = {name: cells[i].strip() for name, i in columns.items() if i < len(cells)}
    return _Row(line, fields, sum(bool(cell.strip()) for cell in cells[width:]))


def _series(table: _Table, name: str, rows: Iterable[_Row]) -> Outcome[Series]:
    try:
        points = dict(sorted(_points(table, rows)))
        return Succeeded(
            Series(
                SeriesKey(name, ""),
                Unit.UNKNOWN,
                np.array(list(points), dtype=np.int64),
                np.array(list(points.values()), dtype=np.float64),
            )
        )
    except TalentGapError as error:
        return Failed(error)


def _points(table: _Table, rows: Iterable[_Row]) -> Iterator[tuple[int, float]]:
    """Year and value of each row; the first fault is raised."""
    lines: dict[int, int] = {}
    for row in rows:
        _check_whole(table, row)
        year = _year(table, row)
        if year in lines:
            raise PanelError(
                "{file}, row {row}, column {column}: {found} stands in row {first} already. Keep "
                "one of the two, or tell series apart by the column series_id.",
                **table.fault(row, YEAR),
                first=lines[year],
            )
        lines[year] = row.line
        yield year, _value(table, row)


def _check_whole(table: _Table, row: _Row) -> None:
    if row.surplus:
        raise PanelError(
            "{file}, row {row} has more fields than there are columns. Write numbers without "
            "thousands separators and put texts with a comma in quotation marks.",
            file=table.name,
            row=row.line,
        )
    for column in table.headings:
        if not row.fields.get(column):
            raise PanelError(
                "{file}, row {row}, column {column} is blank. Fill it in or delete the row.",
                **table.fault(row, column),
            )


def _year(table: _Table, row: _Row) -> int:
    number = _decimal(row.fields[YEAR])
    if number is None or number not in YEARS:
        raise PanelError(
            "{file}, row {row}, column {column}: “{found}” is not a year. Allowed are whole numbers "
            "from {first} to {last}.",
            **table.fault(row, YEAR),
            first=YEARS[0],
            last=YEARS[-1],
        )
    return int(number)


def _value(table: _Table, row: _Row) -> float:
    written, fault = row.fields[VALUE], table.fault(row, VALUE)
    if SEPARATORS.fullmatch(written):
        raise PanelError(
            "{file}, row {row}, column {column}: “{found}” has thousands separators. Write {plain}.",
            **fault,
            plain=re.sub(r"[^\d.+-]", "", written),
        )
    number = _decimal(written)
    if number is None:
        raise PanelError(
            "{file}, row {row}, column {column}: “{found}” is not a number. Write digits and a "
            "decimal point only.",
            **fault,
        )
    if not np.isfinite(float(number)):
        raise PanelError(
            "{file}, row {row}, column {column}: “{found}” is not a finite number. Correct it or "
            "delete the row.",
            **fault,
        )
    return float(number)


def _decimal(written: str) -> Decimal | None:
    """The number, also an infinite one or none (NaN); None for other texts."""
    if not written.isascii() or "_" in written:
        return None
    try:
        return Decimal(written)
    except InvalidOperation:
        return None
