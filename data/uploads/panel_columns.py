"""The columns of a panel by their headings, its rows with figures, and its series."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from data.uploads.grid.heading_names import meaning_of
from data.uploads.grid.headings import is_note, repeats, title_of
from data.uploads.grid.plain_text import squeezed, visible
from data.uploads.grid.sheet import Sheet
from data.uploads.grid.table import Record
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
    "((fiscal|financial|calendar|reference|ref|reporting|school|academic) )?years?|(observation )?date|time|period|"
    "time ?period",
    PanelColumn.VALUE: "values?|数值|值|数据|观测值|指标值|obs( |)value",
}
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
class Body:
    """The rows below the headings that hold figures, and the notes among them."""

    rows: tuple[int, ...]
    notes: tuple[Sequence[str], ...]


def panel_column_of(heading: str) -> PanelColumn | None:
    """Return the column that a heading names."""
    return meaning_of(heading, _NAMES)


def is_unit_column(heading: str) -> bool:
    """Return whether a column holds the units of its rows."""
    return bool(_UNIT.fullmatch(squeezed(heading)))


def body_of(sheet: Sheet, start: int, file: str, end: int | None = None) -> Body:
    """Return the rows of a table below its headings.

    Args:
        sheet: the cells.
        start: index of the first row below the headings; rows that repeat these are left out.
        file: its name for errors.
        end: index behind the last row; the end of the sheet where it is not given.

    Raises:
        PanelError: there is no row.
    """
    rows = [
        i
        for i in range(start, len(sheet.rows) if end is None else end)
        if any(c.strip() for c in sheet.rows[i])
        and not repeats(sheet.rows[i], sheet.rows[start - 1])
    ]
    if not rows:
        raise PanelError(
            "{file} has no row below its headings. Add one row for each figure.", file=file
        )
    notes = {i for i in rows if is_note(sheet.rows[i])}
    return Body(
        tuple(i for i in rows if i not in notes), tuple(sheet.rows[i] for i in sorted(notes))
    )


def merged_ids(
    series: Mapping[str, list[Record[PanelColumn]]],
) -> dict[str, tuple[Record[PanelColumn], ...]]:
    """Return the records by id; ids that look alike, as they differ in invisible characters only, are one: the first."""
    merged: dict[str, list[Record[PanelColumn]]] = {}
    first: dict[str, str] = {}
    for series_id, records in series.items():
        looks = " ".join(visible(series_id).split())
        merged.setdefault(first.setdefault(looks, series_id), []).extend(records)
    return {identity: tuple(records) for identity, records in merged.items()}


def about_unused(texts: Sequence[str], used: set[int]) -> Iterator[Notice]:
    """Yield a remark on the columns that are not used."""
    names = [text for j, text in enumerate(texts) if j not in used and text.strip()]
    if names:
        yield Notice("Columns that are not used: {names}.", {"names": ", ".join(names)})


def about_notes(rows: Sequence[Sequence[str]]) -> Iterator[Notice]:
    """Yield a remark on the notes below a table."""
    if rows:
        yield Notice("Notes below the table: {notes}", {"notes": title_of(rows)[:200]})
