"""Where the columns of a visitor's table are: its title, its headings and the rows below them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from data.uploads.cells import Count, count_in, is_blank, plain, read_year
from data.uploads.spreadsheet import MOST_ROWS, cells_of
from forecasting.core.errors import PanelError
from forecasting.engine import Notice


class Column(StrEnum):
    """What a column holds, in the order that is taken where there are no headings."""

    YEAR = "year"
    HEADCOUNT = "headcount"
    ATTRITION = "attrition"
    RETIREMENT = "retirement"
    PLAN = "plan"


_NAMES: Mapping[Column, str] = {
    Column.YEAR: "年份|年度|年|时间|year|years",
    Column.HEADCOUNT: "(年末|期末|年底)?(从业|员工|职工|在岗|在职|在册|用工)(人员|职工)?总?(人数|数)?|"
    "(年末|期末|年底)?总?人数|headcount|employees|staff|workforce",
    Column.ATTRITION: "(年)?(离职|流失)率|(annual )?(attrition|turnover|quit)( rate)?",
    Column.RETIREMENT: "(年)?退休率|retirement( rate)?",
    Column.PLAN: "(计划|规划|目标|编制)(人数|数)?|(planned|target) headcount|(headcount )?(plan|target)",
}
_USUAL = {
    Column.YEAR: Notice("Year"),
    Column.HEADCOUNT: Notice("Headcount"),
    Column.ATTRITION: Notice("Attrition rate"),
    Column.RETIREMENT: Notice("Retirement rate"),
    Column.PLAN: Notice("Planned headcount"),
}
_UNIT = re.compile(r"\s*([(\[/,:].*|%)$")  # 从业人数(万人), headcount / people, 离职率%
_SEARCHED = 10  # rows in which the headings may stand
Heading = str | Notice


@dataclass(frozen=True)
class Table:
    """A table with known columns.

    Attributes:
        title: what stands above the headings.
        headings: as written, of the columns that are there; none where the table has no headings.
        rows: number in the text, from 1, and the cells by column; rows without any cell are left out.
        remarks: what was ignored or assumed.
    """

    title: str
    headings: Mapping[Column, str]
    rows: tuple[tuple[int, Mapping[Column, str]], ...]
    remarks: tuple[Notice, ...]

    def heading(self, column: Column) -> Heading:
        """A column's heading as written, or its usual name."""
        return self.headings.get(column, _USUAL[column])

    @property
    def counts(self) -> dict[Column, Count]:
        """The units of people that headings name."""
        found = {column: count_in(text) for column, text in self.headings.items()}
        return {column: count for column, count in found.items() if count}

    @property
    def percent(self) -> bool:
        """Whether the heading of a rate says that it is in per cent."""
        rates = (Column.ATTRITION, Column.RETIREMENT)
        return any("%" in plain(self.headings.get(column, "")) for column in rates)


def find_table(text: str) -> Table:
    """The table of a text.

    Raises:
        PanelError: it is no table, or has no year, no headcount, or a column twice.
    """
    try:
        lines = [(i, row) for i, row in enumerate(cells_of(text), 1) if any(c.strip() for c in row)]
    except ValueError as error:
        raise PanelError("This is no table ({reason}). Paste it again.", reason=error) from error
    if not lines:
        raise PanelError("There are no figures yet. Paste the rows or open a file.")
    if len(lines) > MOST_ROWS:
        raise PanelError(
            "These are {found} rows; at most {most} are read. Keep one row for each year.",
            found=len(lines),
            most=MOST_ROWS,
        )
    at = next((i for i, (_, row) in enumerate(lines[:_SEARCHED]) if _is_header(row)), None)
    return _without_headings(lines) if at is None else _with_headings(lines, at)


def _is_header(row: list[str]) -> bool:
    known = [column_of(cell) for cell in row]
    return Column.YEAR in known or len(set(known) - {None}) > 1


def column_of(heading: str) -> Column | None:
    """The column that a heading names."""
    name = _UNIT.sub("", plain(heading)).strip()
    return next((c for c, names in _NAMES.items() if re.fullmatch(names, name)), None)


def _with_headings(lines: list[tuple[int, list[str]]], at: int) -> Table:
    number, header = lines[at]
    named = [column_of(cell) for cell in header]
    _check(number, header, named)
    places = {column: named.index(column) for column in Column if column in named}
    title = " ".join(cell.strip() for _, row in lines[:at] for cell in row if cell.strip())
    others = [cell.strip() for cell, c in zip(header, named, strict=True) if not c and cell.strip()]
    remarks: tuple[Notice, ...] = ()
    if others:
        remarks = (Notice("Columns that are not used: {names}.", {"names": ", ".join(others)}),)
    headings = {column: header[place].strip() for column, place in places.items()}
    return Table(title, headings, _rows(lines[at + 1 :], places), remarks)


def _check(number: int, header: list[str], named: list[Column | None]) -> None:
    written = ", ".join(filter(None, (cell.strip() for cell in header)))
    if Column.YEAR not in named or not {Column.HEADCOUNT, Column.PLAN} & set(named):
        missing = Column.YEAR if Column.YEAR not in named else Column.HEADCOUNT
        raise PanelError(
            "Row {row}: the column “{column}” is missing. Found: {found}.",
            row=number,
            column=_USUAL[missing],
            found=written,
        )
    for column in Column:
        if named.count(column) > 1:
            raise PanelError(
                "Row {row}: the column “{column}” stands twice. Delete one of the two.",
                row=number,
                column=_USUAL[column],
            )


def _without_headings(lines: list[tuple[int, list[str]]]) -> Table:
    """The columns in their usual order, when the rows look like it."""
    first = next((i for i, (_, row) in enumerate(lines) if read_year(row[0])), None)
    if first is None:
        raise PanelError(
            "No headings were found. The first row should read: {allowed}.",
            allowed="年份 · 从业人数 · 离职率 · 退休率 · 计划人数",
        )
    title = " ".join(cell.strip() for _, row in lines[:first] for cell in row if cell.strip())
    places = {column: place for place, column in enumerate(Column)}
    remark = Notice(
        "There are no headings, so the columns are taken in this order: year, headcount, attrition "
        "rate, retirement rate, planned headcount."
    )
    return Table(title, {}, _rows(lines[first:], places), (remark,))


def _rows(
    lines: list[tuple[int, list[str]]], places: Mapping[Column, int]
) -> tuple[tuple[int, dict[Column, str]], ...]:
    if not lines:
        raise PanelError("There is no row below the headings. Add one row for each year.")
    found = [
        (number, {column: row[place] for column, place in places.items() if place < len(row)})
        for number, row in lines
    ]
    return tuple((n, cells) for n, cells in found if not all(is_blank(c) for c in cells.values()))
