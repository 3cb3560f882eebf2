"""What is remarked about an organisation's figures: footnote marks, academic years, blank and high rates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from data.uploads.grid.cells import Number
from data.uploads.grid.table import Record
from data.uploads.grid.years import YearKind, YearText, academic_column
from data.uploads.headcount_columns import Column, HeadcountTable
from data.uploads.own_figures import OwnRow
from forecasting.core.errors import PanelError
from forecasting.engine import Notice


@dataclass
class Line:
    """One record while it is read."""

    record: Record[Column]
    year: YearText | None = None
    numbers: dict[Column, Number] = field(default_factory=dict)
    faults: list[PanelError] = field(default_factory=list)

    def text(self, column: Column) -> str:
        """The text of a cell, "" where the row is too short for it."""
        return self.record.cells[column].text if column in self.record.cells else ""


def about_cells(
    lines: Sequence[Line], table: HeadcountTable, ignored: Sequence[Column]
) -> Iterator[Notice]:
    """Footnote marks, academic years, and rates that count people."""
    marked = [
        line.record.cells[column].text.strip()
        for line in lines
        for column, number in line.numbers.items()
        if number.noted
    ]
    marked += [line.text(Column.YEAR) for line in lines if line.year and line.year.noted]
    if marked:
        yield Notice(
            "Footnote marks and flags were left out of the figures: {cells}.",
            {"cells": ", ".join(marked[:20])},
        )
    spans = (YearKind.ACADEMIC, YearKind.MONTH_OR_ACADEMIC)
    academic = [line for line in lines if line.year and line.year.kind in spans and not line.faults]
    if academic and academic[0].year and academic_column([line.year for line in lines]):
        yield Notice(
            "Academic years are read as the year in which they begin: {cell} is {year}.",
            {
                "cell": academic[0].text(Column.YEAR).strip(),
                "year": academic[0].year.year,
            },
        )
    for column in ignored:
        yield Notice(
            "The column “{column}” counts people, so it is not read as a rate.",
            {"column": str(table.label(column))},
        )


def about_years(rows: Sequence[OwnRow]) -> Iterator[Notice]:
    years = {row.year for row in rows if row.headcount is not None}
    missing = set(range(min(years, default=0), max(years, default=-1))) - years
    if missing:
        yield Notice("No headcount for {years}.", {"years": _listed(missing)})


def about_rates(rows: Sequence[OwnRow]) -> Iterator[Notice]:
    counted = [row for row in rows if row.headcount is not None]
    years = {row.year for row in counted}
    blank_attrition = {row.year for row in counted if row.attrition is None}
    if years and blank_attrition == years:
        yield Notice("No attrition rate is given; set one below.")
    elif blank_attrition:
        yield Notice(
            "The attrition rate is blank in {years}; these years do not count for its mean. If the "
            "cells were merged, fill in each.",
            {"years": _listed(blank_attrition)},
        )
    blank_retirement = {row.year for row in counted if row.retirement is None}
    if years and blank_retirement == years:
        yield Notice("No retirement rate is given; set one below.")
    elif blank_retirement:
        yield Notice(
            "The retirement rate is blank in {years}; these years do not count for its mean. If the "
            "cells were merged, fill in each.",
            {"years": _listed(blank_retirement)},
        )
    high = {row.year for row in rows if (row.attrition or 0.0) + (row.retirement or 0.0) > 1}
    if high:
        yield Notice(
            "More than 100% of the headcount left in {years}. That happens where people stay for less "
            "than a year; check that the rates are meant so.",
            {"years": _listed(high)},
        )


def _listed(years: set[int]) -> str:
    return ", ".join(str(year) for year in sorted(years))
