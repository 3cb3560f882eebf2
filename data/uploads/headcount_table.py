"""The table of a headcount: its title, its columns, and the cells of each year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from data.uploads.grid.cells import is_blank
from data.uploads.grid.delimited import SPACES
from data.uploads.grid.headings import (
    Headings,
    YearColumns,
    bare_heading,
    find_headings,
    find_year_columns,
    has_open_corner,
    is_note,
    title_of,
    unknown_headings,
)
from data.uploads.grid.plain_text import squeezed
from data.uploads.grid.sheet import Sheet
from data.uploads.grid.table import Cell, Label, Record, cut_rows, has_surplus, shifted_rows
from data.uploads.grid.units import NamedUnits, units_in_heading, units_in_title
from data.uploads.grid.years import HEADCOUNT_YEARS, read_year
from forecasting.core.errors import PanelError
from forecasting.engine import Notice

MOST_ROWS = 500  # a history of years needs far fewer


class Column(StrEnum):
    """What a column holds, in the order that is taken where there are no headings."""

    YEAR = "year"
    HEADCOUNT = "headcount"
    ATTRITION = "attrition"
    RETIREMENT = "retirement"
    PLAN = "plan"


_NAMES: Mapping[Column, str] = {
    Column.YEAR: "年份|年度|年|年别|时间|日期|学年|财年|财政年度|会计年度|统计年度|统计时间|统计日期|报告期|期末|截止|截至|(截止|截至)(日期|时间)|"
    "((fiscal|financial|calendar|reference|reporting|school|academic) )?years?( ended| ending)?|fy|"
    "date|time|period|time period",
    Column.HEADCOUNT: "(全部|实有|现有|年平均|平均)?(年末|期末|年底|年终)?(实有|在册)?"
    "((从业|就业|员工|职工|在岗|在职|在册|用工|在编|雇员|职员)(人员|职工|员工)?(总?(人数|数量|数|量|规模)|总人数)?"
    "|总?人数|人员总?数|全时当量(人员|人数)?|折合全时人员)(总计|合计)?|"
    "head ?count(,? (at )?(the )?(year[- ]end|end( of( the)? (year|period))?))?|(total )?(employees|staff|"
    "personnel|workforce|employment|head ?count)( total)?|(number of|no\\.? of) (employees|staff|people|persons)|"
    "(year[- ]end )(headcount|employees|staff)|persons employed|ftes?|full-time equivalents?",
    Column.ATTRITION: "(年|年度)?(员工|职工|人员)?(离职|流失)率|"
    "(annual |yearly |staff |employee |labou?r )?(attrition|turnover|quit)( rate)?",
    Column.RETIREMENT: "(年|年度)?(员工|职工|人员)?退休率|(annual )?retirement( rate)?",
    Column.PLAN: "(计划|规划|目标|编制|拟定)(年末)?(从业|员工|职工)?(人数|人员数|数)?|"
    "(planned|target) (headcount|staff|employees)|(headcount )?(plan|target)",
}
_UNIT_COLUMN = re.compile("单位|计量单位|units?( of measure)?")
USUAL = {
    Column.YEAR: Notice("Year"),
    Column.HEADCOUNT: Notice("Headcount"),
    Column.ATTRITION: Notice("Attrition rate"),
    Column.RETIREMENT: Notice("Retirement rate"),
    Column.PLAN: Notice("Planned headcount"),
}
RATES = (Column.ATTRITION, Column.RETIREMENT)
PEOPLE = (Column.HEADCOUNT, Column.PLAN)


@dataclass(frozen=True)
class HeadcountTable:
    """A table with known columns.

    Attributes:
        title: the text above the headings.
        headings: as written, of the columns that are there; none where the table has no headings.
        records: the cells of each year; rows without any cell are left out.
        remarks: what was ignored or assumed.
        heading_rows: the numbers of the first and last row of headings, None without headings.
        title_units: the units that the title or a note names.
        years_in_columns: whether the table was turned.
    """

    title: str
    headings: Mapping[Column, str]
    records: tuple[Record[Column], ...]
    remarks: tuple[Notice, ...]
    heading_rows: tuple[int, int] | None = None
    title_units: NamedUnits = field(default_factory=NamedUnits)
    years_in_columns: bool = False

    def label(self, column: Column) -> Label:
        """A column's heading as written, or its usual name."""
        return self.headings.get(column, USUAL[column])

    def units(self, column: Column) -> NamedUnits:
        """The units that the heading of a column names."""
        return units_in_heading(self.headings.get(column, ""))


def column_of(heading: str) -> Column | None:
    """Return the column that a heading names."""
    whole, bare = squeezed(heading), bare_heading(heading)
    return next(
        (c for name in (whole, bare) for c, names in _NAMES.items() if re.fullmatch(names, name)),
        None,
    )


def has_headcount(sheet: Sheet) -> bool:
    """Return whether a table of a headcount is found on a sheet."""
    try:
        return bool(find_table(sheet).records)
    except PanelError:
        return False


def find_table(sheet: Sheet) -> HeadcountTable:
    """Return the table of a sheet.

    Raises:
        PanelError: it is no table, or has no year, no headcount, or a column twice.
    """
    filled = [i for i, row in enumerate(sheet.rows) if any(cell.strip() for cell in row)]
    if not filled:
        raise PanelError("There are no figures yet. Paste the rows or open a file.")
    if len(filled) > MOST_ROWS:
        raise PanelError(
            "These are {count} rows; at most {most} are read. Keep one row for each year.",
            count=len(filled),
            most=MOST_ROWS,
        )
    table = _table(sheet)
    if not table.records:
        raise _no_rows()
    return table


def _no_rows() -> PanelError:
    return PanelError("There is no row below the headings. Add one row for each year.")


def _table(sheet: Sheet) -> HeadcountTable:
    """The table by its layout: years as columns, with headings, or without."""
    headings = find_headings(sheet.rows, column_of)
    years = find_year_columns(sheet.rows, HEADCOUNT_YEARS)
    known = len({m for m in headings.meanings if m}) if headings else 0
    if years and (not headings or known < 2 or years.row < headings.first):
        return _turned(sheet, years)
    if headings:
        return _with_headings(sheet, headings)
    return _without_headings(sheet)


def _with_headings(sheet: Sheet, headings: Headings[Column]) -> HeadcountTable:
    headings = _with_open_corner(sheet, headings)
    _check(headings)
    columns = {c: i for c in Column if (i := headings.index(c)) is not None}
    texts = {column: headings.texts[i] for column, i in columns.items()}
    labels: dict[Column, Label] = dict(texts)
    body, notes = _body(sheet, headings.last + 1)
    records = _records(sheet, body, columns, labels, len(headings.texts))
    unused = [t for t, m in zip(headings.texts, headings.meanings, strict=True) if t and not m]
    remarks = (*_unused(unused), *_notes(notes))
    return HeadcountTable(
        title_of(sheet.rows[: headings.first]),
        texts,
        records,
        remarks,
        (headings.first + 1, headings.last + 1),
        _title_units([*sheet.rows[: headings.first], *notes]),
    )


def _with_open_corner(sheet: Sheet, headings: Headings[Column]) -> Headings[Column]:
    """The first column is the year's when its heading is blank and all its cells are years."""
    if Column.YEAR in headings.meanings or not headings.texts or headings.texts[0]:
        return headings
    if not has_open_corner(sheet.rows, headings.last, HEADCOUNT_YEARS):
        return headings
    meanings = (Column.YEAR, *headings.meanings[1:])
    return Headings(headings.first, headings.last, headings.texts, meanings)


def _check(headings: Headings[Column]) -> None:
    meanings, row = headings.meanings, headings.first + 1
    if Column.YEAR not in meanings or not {*PEOPLE} & {*meanings}:
        missing = Column.YEAR if Column.YEAR not in meanings else Column.HEADCOUNT
        raise PanelError(
            "Row {row}: the column “{column}” is missing. The headings are: {headings}.",
            row=row,
            column=USUAL[missing],
            headings=", ".join(filter(None, headings.texts)),
        )
    for column in Column:
        if meanings.count(column) > 1:
            same = [t for t, m in zip(headings.texts, meanings, strict=True) if m is column]
            raise PanelError(
                "Row {row}: the column “{column}” is there more than once ({headings}). Keep one of "
                "them.",
                row=row,
                column=USUAL[column],
                headings=", ".join(same),
            )


def _body(sheet: Sheet, start: int) -> tuple[list[int], list[Sequence[str]]]:
    """The indexes of the rows with figures, and the notes among and below them."""
    rows = [i for i in range(start, len(sheet.rows)) if any(c.strip() for c in sheet.rows[i])]
    if not rows:
        raise _no_rows()
    notes = [i for i in rows if is_note(sheet.rows[i])]
    if len(notes) == len(rows):
        return rows, []
    return [i for i in rows if i not in set(notes)], [sheet.rows[i] for i in notes]


def _records(
    sheet: Sheet,
    body: Sequence[int],
    columns: Mapping[Column, int],
    labels: Mapping[Column, Label],
    width: int | None,
) -> tuple[Record[Column], ...]:
    """The rows with a cell in a known column; `width` is the number of headings, None without any."""
    shifted = shifted_rows(sheet, body, width) if width else frozenset[int]()
    shifted |= cut_rows(sheet, body, columns[Column.HEADCOUNT]) if _rate_beside(columns) else set()
    records = []
    for i in body:
        row = sheet.rows[i]
        cells = {c: Cell(row[j], i + 1, labels[c]) for c, j in columns.items() if j < len(row)}
        if not all(is_blank(cell.text) for cell in cells.values()):
            records.append(Record(i + 1, cells, i in shifted))
    return tuple(records)


def _rate_beside(columns: Mapping[Column, int]) -> bool:
    """Whether the column behind the headcount is a rate, which hardly has three digits."""
    places = {place: column for column, place in columns.items()}
    return places.get(columns.get(Column.HEADCOUNT, -2) + 1) in RATES


def _without_headings(sheet: Sheet) -> HeadcountTable:
    """The columns in their usual order, when the rows look like it and nothing looks like headings."""
    rows = sheet.rows
    first = next((i for i, row in enumerate(rows) if row and read_year(row[0])), None)
    unknown = unknown_headings(rows, len(rows) if first is None else first)
    if unknown is not None and (first is not None or sheet.separator != SPACES):
        raise PanelError(
            "Row {row}: these headings are not understood: {headings}. Needed are {allowed}.",
            row=unknown + 1,
            headings=", ".join(cell.strip() for cell in rows[unknown] if cell.strip()),
            allowed=_allowed(),
        )
    if first is None:
        raise PanelError(
            "No headings were found. The first row should read: {allowed}.", allowed=_allowed()
        )
    columns = {column: place for place, column in enumerate(Column)}
    remark = Notice(
        "There are no headings, so the columns are taken in this order: year, headcount, attrition "
        "rate, retirement rate, planned headcount."
    )
    body, notes = _body(sheet, first)
    records = _records(sheet, body, columns, USUAL, None)
    title = title_of(rows[:first])
    units = _title_units([*rows[:first], *notes])
    return HeadcountTable(title, {}, records, (remark, *_notes(notes)), None, units)


def _turned(sheet: Sheet, years: YearColumns) -> HeadcountTable:
    """A table whose years are columns: each row below is a column of the usual table."""
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
        (remark, *_notes(notes)),
        (years.row + 1, years.row + 1),
        _title_units([*sheet.rows[: years.row], *notes]),
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
        if j < len(header) and _UNIT_COLUMN.fullmatch(squeezed(header[j])):
            unit = f"（{cell.strip()}）"
        else:
            parts.append(cell.strip())
    known = next((part for part in parts if column_of(part)), "")
    return f"{known or ' '.join(parts)}{unit}"


def _title_units(rows: Sequence[Sequence[str]]) -> NamedUnits:
    """The units that a title or a note names; the first one counts."""
    found = [units_in_title(" ".join(row)) for row in rows]
    return NamedUnits(
        next((units.count for units in found if units.count), None),
        next((units.rates for units in found if units.rates), None),
    )


def _unused(names: Sequence[str]) -> tuple[Notice, ...]:
    if not names:
        return ()
    return (Notice("Columns that are not used: {names}.", {"names": ", ".join(names)}),)


def _notes(rows: Sequence[Sequence[str]]) -> tuple[Notice, ...]:
    if not rows:
        return ()
    return (Notice("Notes below the table: {notes}", {"notes": title_of(rows)[:200]}),)


def _allowed() -> str:
    return "年份 · 从业人数 · 离职率 · 退休率 · 计划人数"
