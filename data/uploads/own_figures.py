"""The figures of an organisation: typed rows by year with their units, faults and remarks."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from data.uploads.grid.units import Count, Rates, UnitOrigin
from data.uploads.headcount_columns import HeadcountTable
from data.uploads.headcount_units import HeadcountUnits
from forecasting.core.errors import PanelError
from forecasting.core.series import Series, SeriesKey, Unit
from forecasting.engine import Notice


@dataclass(frozen=True)
class OwnRow:
    """One year. People in persons at its end, rates as shares a year; None where the cell is blank."""

    year: int
    headcount: float | None
    attrition: float | None = None
    retirement: float | None = None
    plan: float | None = None


@dataclass(frozen=True)
class OwnFigures:
    """The figures of an organisation.

    Attributes:
        title: the text above the headings, "" for none.
        rows: the rows without fault, by year.
        faults: of the others, each with row and column.
        remarks: what was understood or left out, for the reader.
        units: of plain numbers, and where they come from.
        table: the cells behind the rows; None when no table was found.
    """

    title: str
    rows: tuple[OwnRow, ...]
    faults: tuple[PanelError, ...]
    remarks: tuple[Notice, ...]
    units: HeadcountUnits = field(default_factory=HeadcountUnits)
    table: HeadcountTable | None = None

    @property
    def count(self) -> Count:
        """In what people are counted."""
        return self.units.count

    @property
    def count_origin(self) -> UnitOrigin:
        """Where that comes from."""
        return self.units.count_origin

    @property
    def rates(self) -> Rates | None:
        """What rates without a sign mean; None when there are none."""
        return self.units.rates

    @property
    def rates_origin(self) -> UnitOrigin:
        """Where that comes from."""
        return self.units.rates_origin

    @property
    def headcount(self) -> Series:
        """Persons at year-end, the years with a headcount."""
        known = [(row.year, row.headcount) for row in self.rows if row.headcount is not None]
        years, values = zip(*known, strict=True) if known else ((), ())
        return Series(
            SeriesKey("headcount", ""),
            Unit.PERSONS,
            np.array(years, dtype=np.int64),
            np.array(values, dtype=np.float64),
        )

    @property
    def plan(self) -> dict[int, float]:
        """Persons planned at year-end, by year."""
        return {row.year: row.plan for row in self.rows if row.plan is not None}

    @property
    def attrition(self) -> dict[int, float]:
        """Share of the headcount that quit, by year."""
        return {row.year: row.attrition for row in self.rows if row.attrition is not None}

    @property
    def retirement(self) -> dict[int, float]:
        """Share of the headcount that retired, by year."""
        return {row.year: row.retirement for row in self.rows if row.retirement is not None}
