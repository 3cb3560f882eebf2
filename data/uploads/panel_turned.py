"""A panel whose years are columns → one record a figure."""

from __future__ import annotations

from collections.abc import Sequence

from data.uploads.grid.cells import is_blank
from data.uploads.grid.headings import YearColumns, title_of, unnamed_column
from data.uploads.grid.sheet import Sheet
from data.uploads.grid.table import Cell, Record, has_surplus
from data.uploads.panel_columns import (
    ID,
    YEAR,
    PanelColumn,
    PanelTable,
    about_notes,
    about_unused,
    body_of,
    is_unit_column,
    merged_ids,
)
from data.uploads.panel_keys import at, identity, independent, is_aside, is_figures
from forecasting.core.errors import PanelError
from forecasting.engine import Notice


def turned_panel(sheet: Sheet, years: YearColumns, file: str) -> PanelTable:
    """Return a panel with one row a series and one column a year.

    Raises:
        PanelError: there is no row, or a column of figures has no year.
    """
    _check_columns(sheet, years, file)
    header = sheet.rows[years.row]
    body = body_of(sheet, years.row + 1, file)
    units = [j for j in range(len(header)) if is_unit_column(header[j])]
    named = _labels(sheet, years, body.rows)
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
        merged_ids(series),
        value_headings,
        (
            turned,
            *about_unused(list(header), {*years.years, *named, *units}),
            *about_notes(body.notes),
        ),
        "years_in_columns",
    )


def _labels(sheet: Sheet, years: YearColumns, rows: Sequence[int]) -> list[int]:
    """The columns that name a series; figures behind the years, such as totals, do not."""
    header = sheet.rows[years.row]
    return [
        j
        for j in range(max(map(len, sheet.rows)))
        if j not in years.years
        and not is_aside(at(header, j))
        and not (j > min(years.years) and is_figures(sheet, rows, j))
        and any(at(sheet.rows[i], j) for i in rows)
    ]


def _check_columns(sheet: Sheet, years: YearColumns, file: str) -> None:
    unnamed = unnamed_column(sheet.rows, years)
    if unnamed is not None:
        raise PanelError(
            "{file}, row {row}: column {place} has figures but neither year nor heading. Write one "
            "heading above each column; a year over several columns cannot be read.",
            file=file,
            row=years.row + 1,
            place=unnamed + 1,
        )
