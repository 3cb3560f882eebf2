"""What a file was understood as, in plain values for JSON: sheet, headings, units, rows, every fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from data.uploads.grid.sheet import UserFile
from data.uploads.grid.sheet_choice import SheetChoice, choose_sheet
from data.uploads.grid.units import Rates, UnitOrigin
from data.uploads.grid.user_file import open_file, read_content
from data.uploads.headcount import LIMITS, read_headcount
from data.uploads.headcount_columns import PEOPLE, RATES, HeadcountTable
from data.uploads.headcount_table import has_headcount
from data.uploads.own_figures import OwnFigures
from data.uploads.panel import Panel, PanelSeries, read_panel
from data.uploads.panel_columns import PanelColumn
from forecasting.core.errors import TalentGapError
from forecasting.engine import Notice
from forecasting.engine.batch import Failed

Explain = Callable[[TalentGapError | Notice], str]


class FileUse(StrEnum):
    """What a file is read as."""

    PANEL = "panel"
    HEADCOUNT = "headcount"


@dataclass(frozen=True)
class UnderstoodColumn:
    """A column: its heading as written, what it holds, and its unit with its origin."""

    heading: str
    meaning: str
    unit: str | None = None
    unit_origin: str | None = None


@dataclass(frozen=True)
class Fault:
    """A fault with its place; row and column are None where the whole file is meant."""

    message: str
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True)
class Understood:
    """What was understood of a file; the attributes are the fields of the JSON."""

    file: str
    read_as: str
    format: str | None = None
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    other_sheets: tuple[str, ...] = ()
    title: str = ""
    heading_row: int | None = None
    layout: str | None = None
    columns: tuple[UnderstoodColumn, ...] = ()
    rows: tuple[dict[str, object], ...] = ()
    remarks: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    kept: int = 0


def understand(path: Path, use: FileUse, explain: Explain, today: date | None = None) -> Understood:
    """Return what a file is understood as; a file that cannot be read has nothing but its fault.

    Args:
        path: the file.
        use: what it is read as.
        explain: turns an error or notice into a sentence of the reader's language.
        today: the present day.
    """
    try:
        if use is FileUse.PANEL:
            return _panel(read_panel(path, today), explain)
        return _headcount(path, explain, today)
    except TalentGapError as error:
        return Understood(path.name, use.value, faults=(_fault(error, explain),))


def _headcount(path: Path, explain: Explain, today: date | None) -> Understood:
    file = open_file(read_content(path), path.name, LIMITS)
    choice = choose_sheet(file, has_headcount)
    figures = read_headcount(choice.sheet, today=today)
    table = figures.table
    remarks = (*file.remarks, *choice.remarks, *_guesses(figures), *figures.remarks)
    return replace(
        _about(file, choice, FileUse.HEADCOUNT),
        title=figures.title,
        heading_row=table.heading_rows[0] if table and table.heading_rows else None,
        layout="years_in_columns" if table and table.years_in_columns else "years_in_rows",
        columns=_headcount_columns(figures, table) if table else (),
        rows=tuple(
            {
                "year": row.year,
                "headcount": row.headcount,
                "attrition": row.attrition,
                "retirement": row.retirement,
                "plan": row.plan,
            }
            for row in figures.rows
        ),
        remarks=tuple(map(explain, remarks)),
        faults=tuple(_fault(error, explain) for error in figures.faults),
        kept=len(figures.rows),
    )


def _guesses(figures: OwnFigures) -> Iterator[Notice]:
    """Units that are taken from the size of the numbers and may be others."""
    if figures.rows and figures.count_origin is UnitOrigin.SIZE:
        yield Notice(
            "No unit of the headcount is given; it is taken from the size of the numbers: {unit}.",
            {"unit": figures.count.value},
        )
    if figures.units.ambiguous:
        yield Notice(
            "The rates have no percent sign and could be per cent or shares; they are read as: {unit}.",
            {"unit": str(figures.rates)},
        )


def _headcount_columns(figures: OwnFigures, table: HeadcountTable) -> tuple[UnderstoodColumn, ...]:
    """The known columns with their units; a column without plain numbers has its units in the cells."""
    columns = []
    for column, heading in table.headings.items():
        unit: str | None = None
        origin: str | None = None
        if column in figures.units.columns:
            unit, origin = figures.units.columns[column].value, UnitOrigin.HEADING.value
        elif column in PEOPLE:
            unit, origin = figures.count.value, figures.count_origin.value
        elif column in RATES and figures.rates:
            unit, origin = figures.rates.value, figures.rates_origin.value
        elif column in RATES:
            unit, origin = Rates.PERCENT.value, UnitOrigin.CELL.value
        columns.append(UnderstoodColumn(heading, column.value, unit, origin))
    return tuple(columns)


def _panel(panel: Panel, explain: Explain) -> Understood:
    table = panel.table
    usable = [series for series in panel.series if not isinstance(series.read, Failed)]
    units = {(series.unit, series.unit_origin) for series in panel.series}
    unit, origin = next(iter(units)) if len(units) == 1 else (None, None)
    columns = tuple(
        UnderstoodColumn(
            heading,
            meaning,
            unit if meaning == PanelColumn.VALUE else None,
            origin.value if origin and meaning == PanelColumn.VALUE else None,
        )
        for meaning, heading in table.headings.items()
    )
    return replace(
        _about(panel.file, panel.choice, FileUse.PANEL),
        title=table.title,
        heading_row=table.heading_row,
        layout=table.layout,
        columns=columns,
        rows=tuple(row for series in usable for row in _series_rows(series)),
        remarks=(
            *map(explain, panel.remarks),
            *(_named(series, explain(remark)) for series in usable for remark in series.remarks),
        ),
        faults=tuple(_fault(e, explain) for series in panel.series for e in _series_faults(series)),
        kept=len(usable),
    )


def _series_rows(series: PanelSeries) -> list[dict[str, object]]:
    if isinstance(series.read, Failed):
        return []
    values = series.read.result
    return [
        {"series_id": series.id, "year": int(year), "value": float(value), "unit": series.unit}
        for year, value in zip(values.years, values.values, strict=True)
    ]


def _series_faults(series: PanelSeries) -> list[TalentGapError]:
    """The faults of the cells, and the reason of a series that cannot be used, each once."""
    faults: list[TalentGapError] = [*series.faults]
    if isinstance(series.read, Failed) and series.read.error not in faults:
        faults.append(series.read.error)
    return faults


def _named(series: PanelSeries, remark: str) -> str:
    return f"{series.id}: {remark}"


def _about(file: UserFile, choice: SheetChoice, use: FileUse) -> Understood:
    return Understood(
        file.name,
        use.value,
        file.format,
        file.encoding,
        choice.sheet.separator or None,
        choice.sheet.name or None,
        choice.others,
    )


def _fault(error: TalentGapError, explain: Explain) -> Fault:
    row, column = error.values.get("row"), error.values.get("column")
    shown = explain(column) if isinstance(column, Notice) else column
    return Fault(
        explain(error),
        row if isinstance(row, int) else None,
        str(shown) if shown is not None else None,
    )
