"""The table of a panel: long, with years as columns or with series as columns → one record a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from data.uploads.grid.cells import is_blank
from data.uploads.grid.headings import (
    SEARCHED,
    Headings,
    YearColumns,
    bare_heading,
    find_headings,
    find_year_columns,
    has_open_corner,
    is_about,
    is_note,
    title_of,
)
from data.uploads.grid.plain_text import squeezed, visible
from data.uploads.grid.sheet import Sheet
from data.uploads.grid.table import Cell, Record, has_surplus, shifted_rows
from data.uploads.grid.years import PANEL_YEARS
from data.uploads.panel_keys import (
    at,
    identity,
    independent,
    is_aside,
    is_code,
    is_figures,
    key_columns,
    needs_keys,
)
from forecasting.core.errors import PanelError
from forecasting.engine import Notice

ID, YEAR, VALUE = "series_id", "year", "value"
CHINESE = {"序列": ID, "年份": YEAR, "数值": VALUE}


class PanelColumn(StrEnum):
    """What a column holds."""

    ID = ID
    YEAR = YEAR
    VALUE = VALUE


_NAMES: Mapping[PanelColumn, str] = {
    PanelColumn.ID: "series( id| name| code)?|id|序列(号|编号|名称|id)?",
    PanelColumn.YEAR: "年份|年度|年|年别|时间|日期|学年|财年|统计年度|统计时间|统计日期|报告期|截止|截至|(截止|截至)(日期|时间)|"
    "((fiscal|financial|calendar|reference|ref|reporting|school|academic) )?years?|date|time|period|"
    "time ?period",
    PanelColumn.VALUE: "values?|数值|值|数据|观测值|指标值|obs( |)value",
}
_OWN_FORECAST = "median"  # the column of the product's own forecasts that is read as the value
_UNIT = re.compile("单位|计量单位|units?( of measure)?")


@dataclass(frozen=True)
class PanelTable:
    """The figures of a panel by series.

    Attributes:
        title: the text above the headings.
        headings: of the columns or rows that are used, as written, by what they hold.
        heading_row: number of the row of headings.
        series: the records of each series, in the order of their first rows.
        value_headings: the heading, with unit, of the figures of each series.
        remarks: what was turned, ignored or split.
        layout: long, years_in_columns or series_in_columns.
    """

    title: str
    headings: Mapping[str, str]
    heading_row: int
    series: Mapping[str, tuple[Record[PanelColumn], ...]]
    value_headings: Mapping[str, str]
    remarks: tuple[Notice, ...]
    layout: str


@dataclass(frozen=True)
class _Body:
    """The rows below the headings that hold figures, and the notes among them."""

    rows: tuple[int, ...]
    notes: tuple[Sequence[str], ...]


def panel_column_of(heading: str) -> PanelColumn | None:
    """Return the column that a heading names."""
    whole, bare = squeezed(heading), bare_heading(heading)
    names = ((name, column) for name in (whole, bare) for column in PanelColumn)
    return next((c for name, c in names if re.fullmatch(_NAMES[c], name)), None)


def has_panel(sheet: Sheet) -> bool:
    """Return whether a panel is found on a sheet."""
    try:
        return bool(find_panel(sheet, "", "").series)
    except PanelError:
        return False


def find_panel(sheet: Sheet, file: str, stem: str) -> PanelTable:
    """Return the figures of a sheet.

    Args:
        sheet: the cells.
        file: its name for errors.
        stem: the id of the series where the table has none.

    Raises:
        PanelError: the sheet is empty, or a column is missing or there twice.
    """
    if sheet.is_empty:
        raise PanelError(
            "{file} is empty. Needed are the columns {allowed} and one row for each figure.",
            file=file,
            allowed=_allowed(),
        )
    headings = find_headings(sheet.rows, panel_column_of)
    years = find_year_columns(sheet.rows, PANEL_YEARS)
    by_year = headings and PanelColumn.YEAR in headings.meanings
    if years and not (headings and by_year and headings.first < years.row):
        return _years_in_columns(sheet, years, file)
    if not headings or not by_year:
        headings = _with_open_corner(sheet) or headings
    if not headings or PanelColumn.YEAR not in headings.meanings:
        raise _missing(sheet, file, headings, PanelColumn.YEAR)
    for column in PanelColumn:
        if headings.meanings.count(column) > 1:
            raise PanelError(
                "{file}, row {row}: the column {column} is there more than once. Keep one of them.",
                file=file,
                row=headings.first + 1,
                column=column.value,
            )
    headings = _with_own_forecast(headings)
    if PanelColumn.VALUE in headings.meanings:
        return _long(sheet, headings, file, stem)
    if PanelColumn.ID not in headings.meanings:
        return _series_in_columns(sheet, headings, file)
    raise _missing(sheet, file, headings, PanelColumn.VALUE)


def _missing(
    sheet: Sheet, file: str, headings: Headings[PanelColumn] | None, column: PanelColumn
) -> PanelError:
    rows = enumerate(sheet.rows)
    first = headings.first if headings else next(i for i, r in rows if any(c.strip() for c in r))
    if not headings:  # below a title the widest of the first rows is most like headings
        filled = [i for i, row in enumerate(sheet.rows[:20]) if any(c.strip() for c in row)]
        first = max(
            filled or [first], key=lambda i: (not is_about(sheet.rows[i]), len(sheet.rows[i]))
        )
    return PanelError(
        "{file}, row {row}: the column {column} is missing. The headings are: {headings}. Needed are the "
        "columns {allowed}; series_id may be left out when there is one series.",
        file=file,
        row=first + 1,
        column=column.value,
        headings=", ".join(cell.strip() for cell in sheet.rows[first][:20] if cell.strip()),
        allowed=_allowed(),
    )


def _allowed() -> str:
    return ", ".join(f"{column} ({chinese})" for chinese, column in CHINESE.items())


def _with_own_forecast(headings: Headings[PanelColumn]) -> Headings[PanelColumn]:
    """In a file of the product's own forecasts the median is the value."""
    names = [squeezed(text) for text in headings.texts]
    if PanelColumn.VALUE in headings.meanings or not {"median", "mean", "lo95", "hi95"} <= {*names}:
        return headings
    place = names.index(_OWN_FORECAST)
    meanings = tuple(
        PanelColumn.VALUE if i == place else m for i, m in enumerate(headings.meanings)
    )
    return Headings(headings.first, headings.last, headings.texts, meanings)


def _body(sheet: Sheet, start: int, file: str) -> _Body:
    rows = [i for i in range(start, len(sheet.rows)) if any(c.strip() for c in sheet.rows[i])]
    if not rows:
        raise PanelError(
            "{file} has no row below its headings. Add one row for each figure.", file=file
        )
    notes = {i for i in rows if is_note(sheet.rows[i])}
    return _Body(
        tuple(i for i in rows if i not in notes), tuple(sheet.rows[i] for i in sorted(notes))
    )


def _long(sheet: Sheet, headings: Headings[PanelColumn], file: str, stem: str) -> PanelTable:
    """One row a figure."""
    body = _body(sheet, headings.last + 1, file)
    place = {
        column: headings.meanings.index(column)
        for column in PanelColumn
        if column in headings.meanings
    }
    keys = key_columns(sheet, body.rows, headings.texts, [bool(m) for m in headings.meanings])
    own_id = place.get(PanelColumn.ID)
    if own_id is not None and not needs_keys(
        sheet, body.rows, own_id, place[PanelColumn.YEAR], keys
    ):
        keys = []
    names = [own_id, *keys] if own_id is not None else keys
    shifted = _shifted(sheet, body.rows, headings, place[PanelColumn.VALUE])
    series: dict[str, list[Record[PanelColumn]]] = {}
    for i in body.rows:
        row = sheet.rows[i]
        cells = {c: Cell(at(row, j), i + 1, headings.texts[j]) for c, j in place.items()}
        series_id = identity([at(row, j) for j in names]) if names else stem
        series.setdefault(series_id, []).append(Record(i + 1, cells, i in shifted))
    used = {*place.values(), *keys}
    remarks = [*_unused(headings.texts, used), *_notes(body.notes)]
    if keys:
        remarks.insert(
            0,
            Notice(
                "Rows are told apart by {names}; each combination is a series of its own.",
                {"names": ", ".join(headings.texts[j] for j in keys)},
            ),
        )
    if squeezed(headings.texts[place[PanelColumn.VALUE]]) == _OWN_FORECAST:
        remarks.append(Notice("The column median of the forecasts is read as the value."))
    texts = {str(column): headings.texts[j] for column, j in place.items()}
    return PanelTable(
        title_of(sheet.rows[: headings.first]),
        texts,
        headings.first + 1,
        _merged_ids(series),
        dict.fromkeys(series, texts[VALUE]),
        tuple(remarks),
        "long",
    )


def _series_in_columns(sheet: Sheet, headings: Headings[PanelColumn], file: str) -> PanelTable:
    """One row a year, one column of figures for each series."""
    body = _body(sheet, headings.last + 1, file)
    year = headings.meanings.index(PanelColumn.YEAR)
    keys = key_columns(sheet, body.rows, headings.texts, [bool(m) for m in headings.meanings])
    values = [
        j
        for j, text in enumerate(headings.texts)
        if j != year
        and j not in keys
        and text.strip()
        and not is_aside(text)
        and not is_code(text)
        and is_figures(sheet, body.rows, j)
    ]
    if not values:
        raise _missing(sheet, file, headings, PanelColumn.VALUE)
    shifted = _shifted(sheet, body.rows, headings, max(values))
    series: dict[str, list[Record[PanelColumn]]] = {}
    value_headings: dict[str, str] = {}
    for j in values:
        for i in body.rows:
            row = sheet.rows[i]
            parts = [at(row, k) for k in keys]
            series_id = identity(
                [*parts, headings.texts[j]] if len(values) > 1 or not keys else parts
            )
            cells = {
                PanelColumn.YEAR: Cell(at(row, year), i + 1, headings.texts[year]),
                PanelColumn.VALUE: Cell(at(row, j), i + 1, headings.texts[j]),
            }
            series.setdefault(series_id, []).append(Record(i + 1, cells, i in shifted))
            value_headings[series_id] = headings.texts[j]
    names = [headings.texts[j] for j in values]
    remarks = (
        Notice("The columns are series of their own: {names}.", {"names": ", ".join(names)}),
        *_unused(headings.texts, {year, *values, *keys}),
        *_notes(body.notes),
    )
    return PanelTable(
        title_of(sheet.rows[: headings.first]),
        {YEAR: headings.texts[year], VALUE: ", ".join(names)},
        headings.first + 1,
        _merged_ids(series),
        value_headings,
        remarks,
        "series_in_columns",
    )


def _years_in_columns(sheet: Sheet, years: YearColumns, file: str) -> PanelTable:
    """One row a series, one column a year."""
    header = sheet.rows[years.row]
    body = _body(sheet, years.row + 1, file)
    labels = [j for j in range(max(map(len, sheet.rows))) if j not in years.years]
    units = [j for j in labels if _UNIT.fullmatch(squeezed(at(header, j)))]
    named = [
        j
        for j in labels
        if j not in units
        and not is_aside(at(header, j))
        and any(at(sheet.rows[i], j) for i in body.rows)
    ]
    varying = independent(
        sheet, body.rows, [j for j in named if len({at(sheet.rows[i], j) for i in body.rows}) > 1]
    )
    keys = varying or named[:1]
    series: dict[str, list[Record[PanelColumn]]] = {}
    value_headings: dict[str, str] = {}
    for i in body.rows:
        row = sheet.rows[i]
        if all(is_blank(at(row, j)) for j in years.years):
            continue
        series_id = identity([at(row, j) for j in keys])
        unit = "".join(f"（{at(row, j)}）" for j in units if at(row, j))
        value_headings.setdefault(series_id, f"{series_id}{unit}")
        cut = has_surplus(row, len(header), sheet.separator)
        for j in years.years:
            cells = {
                PanelColumn.YEAR: Cell(header[j], years.row + 1, header[j].strip()),
                PanelColumn.VALUE: Cell(at(row, j), i + 1, header[j].strip()),
            }
            series.setdefault(series_id, []).append(Record(i + 1, cells, cut))
    turned = Notice("The years are columns in this table; it was turned.")
    return PanelTable(
        title_of(sheet.rows[: years.row]),
        {ID: ", ".join(at(header, j) for j in keys), YEAR: header[min(years.years)].strip()},
        years.row + 1,
        _merged_ids(series),
        value_headings,
        (turned, *_notes(body.notes)),
        "years_in_columns",
    )


def _shifted(
    sheet: Sheet, rows: Sequence[int], headings: Headings[PanelColumn], last_value: int
) -> frozenset[int]:
    """The rows whose cells are shifted; digits in a column of notes beside a value are its rest."""
    texts, beside = headings.texts, last_value + 1
    cells = [at(sheet.rows[i], beside) for i in rows]
    suspicious = (
        beside < len(texts) and is_aside(texts[beside]) and any(c.isdecimal() for c in cells)
    )
    return shifted_rows(sheet, rows, len(texts), suspicious=suspicious)


def _with_open_corner(sheet: Sheet) -> Headings[PanelColumn] | None:
    """Headings whose first one, the year's, is blank."""
    for i, row in enumerate(sheet.rows[:SEARCHED]):
        filled = [cell for cell in row if cell.strip()]
        if filled and not is_about(row) and has_open_corner(sheet.rows, i, PANEL_YEARS):
            others = [panel_column_of(cell) for cell in row[1:]]
            return Headings(i, i, tuple(cell.strip() for cell in row), (PanelColumn.YEAR, *others))
    return None


def _merged_ids(
    series: Mapping[str, list[Record[PanelColumn]]],
) -> dict[str, tuple[Record[PanelColumn], ...]]:
    """Ids that look alike, as they differ in invisible characters only, are one: the first one."""
    merged: dict[str, list[Record[PanelColumn]]] = {}
    first: dict[str, str] = {}
    for series_id, records in series.items():
        looks = " ".join(visible(series_id).split())
        merged.setdefault(first.setdefault(looks, series_id), []).extend(records)
    return {identity: tuple(records) for identity, records in merged.items()}


def _unused(texts: Sequence[str], used: set[int]) -> Iterator[Notice]:
    names = [text for j, text in enumerate(texts) if j not in used and text.strip()]
    if names:
        yield Notice("Columns that are not used: {names}.", {"names": ", ".join(names)})


def _notes(rows: Sequence[Sequence[str]]) -> Iterator[Notice]:
    if rows:
        yield Notice("Notes below the table: {notes}", {"notes": title_of(rows)[:200]})
