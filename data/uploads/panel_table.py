"""The table of a panel: long, with years as columns or with series as columns → one record a figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data.uploads.grid.headings import (
    SEARCHED,
    Headings,
    find_broken_years,
    find_headings,
    find_year_columns,
    has_open_corner,
    is_about,
    repeats,
    title_of,
)
from data.uploads.grid.plain_text import squeezed
from data.uploads.grid.sheet import Sheet
from data.uploads.grid.table import Cell, Record, shifted_rows
from data.uploads.grid.years import PANEL_YEARS
from data.uploads.panel_columns import (
    CHINESE,
    VALUE,
    YEAR,
    PanelColumn,
    PanelTable,
    about_notes,
    about_unused,
    body_of,
    merged_ids,
    panel_column_of,
)
from data.uploads.panel_keys import (
    at,
    identity,
    is_aside,
    is_code,
    is_figures,
    key_columns,
    needs_keys,
)
from data.uploads.panel_row_units import RowUnits
from data.uploads.panel_turned import turned_panel
from forecasting.core.errors import PanelError
from forecasting.engine import Notice

_OWN_FORECAST = "median"  # the column of the product's own forecasts that is read as the value


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
        return turned_panel(sheet, years, file)
    if not headings or not by_year:
        headings = _with_open_corner(sheet) or headings
    if not headings or PanelColumn.YEAR not in headings.meanings:
        _check_year_columns(sheet, file)
        raise _missing(sheet, file, headings, PanelColumn.YEAR)
    headings = _without_twins(sheet, headings)
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


def _check_year_columns(sheet: Sheet, file: str) -> None:
    broken = find_broken_years(sheet.rows, PANEL_YEARS)
    if broken is not None:
        raise PanelError(
            "{file}, row {row}: these columns are not one year each, in order: {headings}. Keep one column "
            "for each year.",
            file=file,
            row=broken + 1,
            headings=", ".join(cell.strip() for cell in sheet.rows[broken][:20] if cell.strip()),
        )


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


def _without_twins(sheet: Sheet, headings: Headings[PanelColumn]) -> Headings[PanelColumn]:
    """Of columns with the same meaning and the same cells the first one counts: TIME and Time."""
    rows = sheet.rows[headings.last + 1 :]
    cells = [tuple(at(row, j) for row in rows) for j in range(len(headings.meanings))]
    meanings = tuple(
        None if (meaning, cells[j]) in zip(headings.meanings[:j], cells, strict=False) else meaning
        for j, meaning in enumerate(headings.meanings)
    )
    return Headings(headings.first, headings.last, headings.texts, meanings)


def _end(sheet: Sheet, headings: Headings[PanelColumn]) -> int:
    """The index of the row with the headings of a second table, or of the end of the sheet."""
    year = headings.meanings.index(PanelColumn.YEAR)
    for i in range(headings.last + 1, len(sheet.rows)):
        row = sheet.rows[i]
        if panel_column_of(at(row, year)) is PanelColumn.YEAR and not repeats(
            row, sheet.rows[headings.last]
        ):
            return i
    return len(sheet.rows)


def _about_second(sheet: Sheet, end: int) -> Iterator[Notice]:
    if end < len(sheet.rows):
        yield Notice(
            "A second table begins in row {row}. It is not read; keep one table on a sheet.",
            {"row": end + 1},
        )


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


def _long(sheet: Sheet, headings: Headings[PanelColumn], file: str, stem: str) -> PanelTable:
    """One row a figure."""
    end = _end(sheet, headings)
    body = body_of(sheet, headings.last + 1, file, end)
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
    units = RowUnits.of(headings.texts)
    series: dict[str, list[Record[PanelColumn]]] = {}
    for i in body.rows:
        row = sheet.rows[i]
        cells = {c: Cell(at(row, j), i + 1, headings.texts[j]) for c, j in place.items()}
        series_id = identity([at(row, j) for j in names]) if names else stem
        cells[PanelColumn.VALUE] = units.cell(series_id, row, cells[PanelColumn.VALUE])
        series.setdefault(series_id, []).append(Record(i + 1, cells, i in shifted))
    remarks = (
        *_about_keys([headings.texts[j] for j in keys]),
        *about_unused(headings.texts, {*place.values(), *keys, *units.columns}),
        *about_notes(body.notes),
        *_about_second(sheet, end),
        *_about_median(headings.texts[place[PanelColumn.VALUE]]),
    )
    texts = {str(column): headings.texts[j] for column, j in place.items()}
    return PanelTable(
        title_of(sheet.rows[: headings.first]),
        texts,
        headings.first + 1,
        merged_ids(series),
        {name: units.heading(name, texts[VALUE]) for name in series},
        remarks,
        "long",
    )


def _about_keys(names: Sequence[str]) -> Iterator[Notice]:
    if names:
        yield Notice(
            "Rows are told apart by {names}; each combination is a series of its own.",
            {"names": ", ".join(names)},
        )


def _about_median(heading: str) -> Iterator[Notice]:
    if squeezed(heading) == _OWN_FORECAST:
        yield Notice("The column median of the forecasts is read as the value.")


def _series_in_columns(sheet: Sheet, headings: Headings[PanelColumn], file: str) -> PanelTable:
    """One row a year, one column of figures for each series."""
    end = _end(sheet, headings)
    body = body_of(sheet, headings.last + 1, file, end)
    year = headings.meanings.index(PanelColumn.YEAR)
    keys = key_columns(sheet, body.rows, headings.texts, [bool(m) for m in headings.meanings])
    values = _value_columns(sheet, body.rows, headings.texts, {year, *keys})
    if not values:
        raise _missing(sheet, file, headings, PanelColumn.VALUE)
    shifted = _shifted(sheet, body.rows, headings, max(values))
    units = RowUnits.of(headings.texts)
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
                PanelColumn.VALUE: units.cell(
                    series_id, row, Cell(at(row, j), i + 1, headings.texts[j])
                ),
            }
            series.setdefault(series_id, []).append(Record(i + 1, cells, i in shifted))
            value_headings[series_id] = units.heading(series_id, headings.texts[j])
    names = [headings.texts[j] for j in values]
    remarks = (
        Notice("The columns are series of their own: {names}.", {"names": ", ".join(names)}),
        *about_unused(headings.texts, {year, *values, *keys, *units.columns}),
        *about_notes(body.notes),
        *_about_second(sheet, end),
    )
    return PanelTable(
        title_of(sheet.rows[: headings.first]),
        {YEAR: headings.texts[year], VALUE: ", ".join(names)},
        headings.first + 1,
        merged_ids(series),
        value_headings,
        remarks,
        "series_in_columns",
    )


def _value_columns(
    sheet: Sheet, rows: Sequence[int], texts: Sequence[str], others: set[int]
) -> list[int]:
    """The columns of figures, each of which is a series."""
    return [
        j
        for j, text in enumerate(texts)
        if j not in others
        and text.strip()
        and not is_aside(text)
        and not is_code(text)
        and is_figures(sheet, rows, j)
    ]


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
