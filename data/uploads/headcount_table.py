"""The table of a headcount: its title, its columns, and the cells of each year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from data.uploads.grid.cells import in_unit, is_blank
from data.uploads.grid.delimited import SPACES
from data.uploads.grid.headings import (
    Headings,
    find_broken_years,
    find_headings,
    find_year_columns,
    has_open_corner,
    is_headings,
    is_note,
    repeats,
    title_of,
    unknown_headings,
)
from data.uploads.grid.plain_text import plain
from data.uploads.grid.sheet import Sheet
from data.uploads.grid.table import Cell, Label, Record, cut_rows, shifted_rows
from data.uploads.grid.units import Count
from data.uploads.grid.years import HEADCOUNT_YEARS, read_year
from data.uploads.headcount_columns import (
    PEOPLE,
    RATES,
    USUAL,
    Column,
    HeadcountTable,
    about_notes,
    column_of,
    is_unit_column,
    title_units,
)
from data.uploads.headcount_turned import turned
from forecasting.core.errors import PanelError
from forecasting.engine import Notice

MOST_ROWS = 500  # a history of years needs far fewer


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
        return turned(sheet, years)
    if headings:
        return _with_headings(sheet, headings)
    return _without_headings(sheet)


def _with_headings(sheet: Sheet, headings: Headings[Column]) -> HeadcountTable:
    headings = _without_average(_with_open_corner(sheet, headings))
    _check(headings)
    columns = {c: i for c in Column if (i := headings.index(c)) is not None}
    texts = {column: headings.texts[i] for column, i in columns.items()}
    labels: dict[Column, Label] = dict(texts)
    end = _end(sheet, headings)
    body, notes = _body(sheet, headings.last + 1, end)
    units = next((j for j, text in enumerate(headings.texts) if is_unit_column(text)), None)
    records = _records(sheet, body, columns, labels, len(headings.texts), units)
    unused = [
        text
        for j, (text, meaning) in enumerate(zip(headings.texts, headings.meanings, strict=True))
        if text and not meaning and j != units
    ]
    remarks = (*_unused(unused), *about_notes(notes))
    return HeadcountTable(
        title_of(sheet.rows[: headings.first]),
        texts,
        records,
        remarks,
        (headings.first + 1, headings.last + 1),
        title_units([*sheet.rows[: headings.first], *notes]),
        faults=_second_table(end) if end < len(sheet.rows) else (),
    )


def _end(sheet: Sheet, headings: Headings[Column]) -> int:
    """The index of the row with the headings of a second table, or of the end of the sheet."""
    for i in range(headings.last + 1, len(sheet.rows)):
        row = sheet.rows[i]
        if is_headings(row, column_of) and not repeats(row, sheet.rows[headings.last]):
            return i
    return len(sheet.rows)


def _second_table(start: int) -> tuple[PanelError, ...]:
    return (
        PanelError(
            "Row {row}: a second table with other headings begins here. It is not read; keep one table "
            "on a sheet.",
            row=start + 1,
        ),
    )


def _without_average(headings: Headings[Column]) -> Headings[Column]:
    """The average of the year does not count beside the headcount at its end."""
    places = [j for j, meaning in enumerate(headings.meanings) if meaning is Column.HEADCOUNT]
    average = {j for j in places if re.search("平均|average", plain(headings.texts[j]))}
    if len(average) == len(places):
        return headings
    meanings = tuple(None if j in average else m for j, m in enumerate(headings.meanings))
    return Headings(headings.first, headings.last, headings.texts, meanings)


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


def _body(sheet: Sheet, start: int, end: int) -> tuple[list[int], list[Sequence[str]]]:
    """The indexes of the rows with figures, and the notes among and below them."""
    rows = [
        i
        for i in range(start, end)
        if any(cell.strip() for cell in sheet.rows[i])
        and not (start and repeats(sheet.rows[i], sheet.rows[start - 1]))
    ]
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
    units: int | None = None,
) -> tuple[Record[Column], ...]:
    """The rows with a cell in a known column.

    Args:
        sheet: the cells.
        body: indexes of the rows with figures.
        columns: where each column is.
        labels: the heading of each column.
        width: number of headings, None without any.
        units: the column with the unit of each row, None without one.
    """
    shifted = shifted_rows(sheet, body, width) if width else frozenset[int]()
    shifted |= cut_rows(sheet, body, columns[Column.HEADCOUNT]) if _rate_beside(columns) else set()
    records = []
    for i in body:
        row = sheet.rows[i]
        cells = {c: Cell(row[j], i + 1, labels[c]) for c, j in columns.items() if j < len(row)}
        if units is not None and units < len(row):
            cells |= _in_units(cells, row[units])
        if not all(is_blank(cell.text) for cell in cells.values()):
            records.append(Record(i + 1, cells, i in shifted))
    return tuple(records)


def _in_units(cells: Mapping[Column, Cell], unit: str) -> dict[Column, Cell]:
    """The cells of people with the unit that their row names."""
    people = {column: cell for column, cell in cells.items() if column in PEOPLE}
    return {c: replace(cell, text=in_unit(cell.text, unit, Count)) for c, cell in people.items()}


def _rate_beside(columns: Mapping[Column, int]) -> bool:
    """Whether the column behind the headcount is a rate, which hardly has three digits."""
    places = {place: column for column, place in columns.items()}
    return places.get(columns.get(Column.HEADCOUNT, -2) + 1) in RATES


def _without_headings(sheet: Sheet) -> HeadcountTable:
    """The columns in their usual order, when the rows look like it and nothing looks like headings."""
    rows = sheet.rows
    broken = find_broken_years(rows, HEADCOUNT_YEARS)
    if broken is not None:
        raise PanelError(
            "Row {row}: these columns are not one year each, in order: {headings}. Keep one column for "
            "each year.",
            row=broken + 1,
            headings=", ".join(cell.strip() for cell in rows[broken] if cell.strip()),
        )
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
    body, notes = _body(sheet, first, len(rows))
    records = _records(sheet, body, columns, USUAL, None)
    title = title_of(rows[:first])
    units = title_units([*rows[:first], *notes])
    return HeadcountTable(title, {}, records, (remark, *about_notes(notes)), None, units)


def _allowed() -> str:
    return "年份 · 从业人数 · 离职率 · 退休率 · 计划人数"


def _unused(names: Sequence[str]) -> tuple[Notice, ...]:
    if not names:
        return ()
    return (Notice("Columns that are not used: {names}.", {"names": ", ".join(names)}),)
