"""The tables of the database, derived from the types whose objects they hold.

Figures are stored in base units of the model. The order of rows is that of the facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from types import NoneType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from data.reading.observations import Observation
from data.store.forecast_rows import ForecastAdjustment, ForecastInfo, StoredPoint
from forecasting.calibration.elasticity import Estimate
from forecasting.core.published import (
    Alternate,
    Break,
    Definition,
    Evidence,
    Indicator,
    PolicyTarget,
    PublishedEstimate,
    PublishedFigure,
)
from forecasting.core.series import Region, SeriesKey, Source

Values = tuple[object, ...]


class Meta(NamedTuple):
    """One statement about what the database was built from."""

    name: str
    value: str


class FigureAfterBreak(NamedTuple):
    """A figure that is not comparable with the one before; filled by mark_breaks.sql."""

    indicator: str
    region: str
    year: int


class EntryFitYear(NamedTuple):
    """Fit of the entry share in one year: persons who entered in `span` years, observed and fitted."""

    year: int
    span: int
    entries: float
    fitted: float


@dataclass(frozen=True)
class Table:
    """A table that holds objects of one type, with a column for each field.

    Attributes:
        row_type: a dataclass or a named tuple; its key of a series becomes two columns.
        primary_key: names of columns.
        owner: a column before those of the type: to what the object belongs.
        omit: fields that are stored in tables of their own.
    """

    name: str
    row_type: type
    primary_key: tuple[str, ...] = ()
    owner: str | None = None
    omit: tuple[str, ...] = ()
    hints: dict[str, Any] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        hints = get_type_hints(self.row_type)
        stored = {name: hint for name, hint in hints.items() if name not in self.omit}
        object.__setattr__(self, "hints", stored)

    def ddl(self) -> str:
        """Return the statement that creates the table."""
        lines = [f"{self.owner} VARCHAR NOT NULL"] if self.owner else []
        for name, hint in self.hints.items():
            columns = get_type_hints(SeriesKey) if hint is SeriesKey else {name: hint}
            lines += [f"{column} {_sql_type(kind)}" for column, kind in columns.items()]
        if self.primary_key:
            lines.append(f"PRIMARY KEY ({', '.join(self.primary_key)})")
        return f"CREATE TABLE {self.name} ({', '.join(lines)});\n"

    def rows(self, items: Iterable[object], owner: str | None = None) -> list[Values]:
        """Return the rows of objects, in the order of the columns."""
        outer = (owner,) if self.owner else ()
        return [(*outer, *self._values(item)) for item in items]

    def _values(self, item: object) -> Sequence[object]:
        values: list[object] = []
        for name in self.hints:
            value = getattr(item, name)
            if isinstance(value, SeriesKey):
                values += (value.indicator, value.region)
            else:
                values.append(value)
        return values


def _sql_type(hint: Any) -> str:
    """Return the SQL type of a Python type; what may be None may be NULL."""
    kinds = get_args(hint) if get_origin(hint) is not tuple else ()
    null = "" if NoneType in kinds else " NOT NULL"
    kind = next((kind for kind in kinds if kind is not NoneType), hint)
    if get_origin(kind) is tuple:
        return f"VARCHAR[]{null}"
    names = {int: "INTEGER", float: "DOUBLE"}
    return names.get(kind, "VARCHAR") + null


TABLES = {
    table.name: table
    for table in (
        Table("meta", Meta, ("name",)),
        Table("region", Region, ("code",)),
        Table("source", Source, ("id",)),
        Table("indicator", Indicator, ("id",), omit=("definitions", "breaks")),
        Table("definition", Definition, ("indicator", "id"), owner="indicator"),
        Table("series_break", Break, owner="indicator"),
        Table("observation", Observation, ("indicator", "region", "year")),
        Table("figure_after_break", FigureAfterBreak, ("indicator", "region", "year")),
        Table("estimate", PublishedEstimate, ("id",)),
        Table("target", PolicyTarget, ("id",)),
        Table("evidence", Evidence, ("id",)),
        Table("published_figure", PublishedFigure, ("id",)),
        Table("alternate", Alternate),
        Table("forecast_info", ForecastInfo, ("indicator", "region")),
        Table("forecast", StoredPoint),
        Table("adjustment", ForecastAdjustment, ("indicator", "region", "cause", "year")),
        Table("estimate_of", Estimate, ("parameter", "id"), owner="parameter"),
        Table("entry_fit", EntryFitYear, ("year",)),
    )
}


def schema() -> str:
    """Return the statements that create all tables."""
    return "".join(table.ddl() for table in TABLES.values())
