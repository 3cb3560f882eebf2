"""Units that a panel names row by row, in a column of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from data.uploads.grid.cells import is_blank
from data.uploads.grid.table import Cell
from data.uploads.panel_columns import is_unit_column
from data.uploads.panel_keys import at


@dataclass
class RowUnits:
    """The unit of each series, which is that of its first row.

    Attributes:
        column: where the units are, None without such a column.
        first: the unit of each series.
    """

    column: int | None
    first: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, headings: Sequence[str]) -> RowUnits:
        """Return the units of a table with these headings."""
        return cls(next((j for j, text in enumerate(headings) if is_unit_column(text)), None))

    @property
    def columns(self) -> set[int]:
        """The column, as a set."""
        return set() if self.column is None else {self.column}

    def cell(self, series_id: str, row: Sequence[str], value: Cell) -> Cell:
        """Return a value, with its unit where that is another one than in the rows before."""
        unit = "" if self.column is None else at(row, self.column)
        if is_blank(unit) or self.first.setdefault(series_id, unit) == unit or is_blank(value.text):
            return value
        return replace(value, text=f"{value.text}{unit}")

    def heading(self, series_id: str, heading: str) -> str:
        """Return the heading of a series with its unit."""
        unit = self.first.get(series_id)
        return f"{heading}（{unit}）" if unit else heading
