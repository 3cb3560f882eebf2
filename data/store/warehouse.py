"""The built database, read-only: named queries of data/sql → types of the model."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Hashable, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Self, TypeVar, cast

import duckdb
import numpy as np
from pydantic import TypeAdapter

from data.store.forecast_rows import (
    ForecastAdjustment,
    ForecastInfo,
    StoredForecast,
    StoredPoint,
    to_forecast,
    with_adjustments,
)
from forecasting.calibration.elasticity import Estimate
from forecasting.calibration.entry_share import EntryFit
from forecasting.core.errors import WarehouseError
from forecasting.core.published import (
    Alternate,
    Evidence,
    Indicator,
    PolicyTarget,
    ProvincialSum,
    PublishedEstimate,
    PublishedFigure,
    SeriesInfo,
)
from forecasting.core.series import Quality, Region, Series, SeriesKey, Source, Unit
from forecasting.engine.forecast import Forecast, Notice

SQL = Path(__file__).parents[1] / "sql"
# The database file; TALENT_GAP_DATABASE names another one.
DATABASE = Path(
    os.environ.get("TALENT_GAP_DATABASE") or Path(__file__).parents[2] / "var" / "talent.duckdb"
).absolute()

Row = dict[str, Any]
Item = TypeVar("Item")


@cache
def query_text(name: str) -> str:
    """The text of data/sql/<name>.sql."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


class Warehouse:
    """One read-only connection; safe to share among threads, since every call takes a cursor.

    The file is attached to an in-memory database. Opened directly, a second connection of the same
    process would go on showing the old file after a rebuild has replaced it.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, path: Path = DATABASE) -> Self:
        """Open a built database.

        Raises:
            WarehouseError: there is none at `path`, it is being written or is no database.
        """
        if not path.exists():
            raise WarehouseError(
                "There is no database at {path}. Build it with: python cli.py build", path=path
            )
        connection = duckdb.connect()
        quoted = str(path).replace("'", "''")
        try:
            connection.execute(f"ATTACH '{quoted}' AS warehouse (READ_ONLY)")
        except duckdb.Error as error:
            connection.close()
            raise WarehouseError(
                "The database {path} cannot be opened ({reason}). Close the program that writes "
                "it, or build it again with: python cli.py build",
                path=path,
                reason=error,
            ) from error
        return cls(connection)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def rows(self, name: str, **values: object) -> list[Row]:
        """The rows of a named query by column; `values` fill its $parameters.

        Raises:
            WarehouseError: the database is closed or of another version.
        """
        try:
            with self._connection.cursor() as cursor:
                cursor.execute("USE warehouse")
                cursor.execute(query_text(name), values or None)
                columns = [column[0] for column in cursor.description or ()]
                return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
        except duckdb.Error as error:
            raise WarehouseError(
                "The query {name} failed ({reason}). Build the database again with: "
                "python cli.py build",
                name=name,
                reason=error,
            ) from error

    @cached_property
    def meta(self) -> Mapping[str, str]:
        """What the database was built from: digest, schema, engine."""
        return {row["name"]: row["value"] for row in self.rows("meta")}

    @property
    def digest(self) -> str:
        """Identifies the facts of which the database was built (SHA-256, hexadecimal)."""
        return self.meta["digest"]

    def has(self, key: SeriesKey) -> bool:
        """Return whether there is at least one figure."""
        return bool(self.rows("series", indicator=key.indicator, region=key.region))

    def series(self, key: SeriesKey) -> Series:
        """Return all figures of an indicator in a region, in base units.

        Its breaks are the first figures at or after the breaks of the indicator.

        Raises:
            WarehouseError: there is none.
        """
        rows = self.rows("series", indicator=key.indicator, region=key.region)
        if not rows:
            raise WarehouseError(
                "There are no figures of {indicator} for region {region}. Add them in "
                "data/facts/series/{indicator}.csv or choose another.",
                indicator=key.indicator,
                region=key.region,
            )
        return Series(
            key,
            Unit(rows[0]["unit"]),
            np.array([row["year"] for row in rows], dtype=np.int64),
            np.array([row["value"] for row in rows], dtype=np.float64),
            tuple(Quality(row["quality"]) for row in rows),
            tuple(row["source"] for row in rows),
            tuple(row["definition"] for row in rows),
            tuple(row["year"] for row in rows if row["is_break"]),
        )

    def figures(self, indicator: str, year: int) -> dict[str, float]:
        """Return the figures of one year by region, in base units; regions without one are absent."""
        rows = self.rows("figures", indicator=indicator, year=year)
        return {row["region"]: row["value"] for row in rows}

    def catalogue(self) -> tuple[SeriesInfo, ...]:
        """Return what there is of every series, by indicator and region."""
        return tuple(
            SeriesInfo(
                SeriesKey(row["indicator"], row["region"]),
                row["figures"],
                row["first"],
                row["last"],
                tuple(row["missing"]),
            )
            for row in self.rows("catalogue")
        )

    def indicators(self) -> tuple[Indicator, ...]:
        """Return every indicator, by id."""
        parts: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
        for name in ("definitions", "breaks"):
            for row in self.rows(name):
                parts[row.pop("indicator")][name].append(row)
        rows = [row | {"definitions": []} | parts[row["id"]] for row in self.rows("indicators")]
        return _objects(Indicator, rows)

    def indicator(self, identifier: str) -> Indicator:
        """Return one indicator.

        Raises:
            WarehouseError: there is none of that id.
        """
        return _by_id({m.id: m for m in self.indicators()}, identifier, "measures.yml")

    def regions(self) -> tuple[Region, ...]:
        """Return the nation, the provinces and the cities, in the order of regions.csv."""
        return tuple(Region(**row) for row in self.rows("regions"))

    def region(self, code: str) -> Region:
        """Return one region.

        Raises:
            WarehouseError: there is none of that code.
        """
        return _by_id({region.code: region for region in self.regions()}, code, "regions.csv")

    def sources(self) -> dict[str, Source]:
        """Return every source by id."""
        return {source.id: source for source in _objects(Source, self.rows("sources"))}

    def source(self, identifier: str) -> Source:
        """One source.

        Raises:
            WarehouseError: there is none of that id.
        """
        return _by_id(self.sources(), identifier, "sources.yml")

    def estimates(self) -> tuple[PublishedEstimate, ...]:
        """Return what others say about gap, stock and demand; figures in base units."""
        return _objects(PublishedEstimate, self.rows("estimates"))

    def targets(self) -> tuple[PolicyTarget, ...]:
        """Return targets of governments and what was reached; figures in base units."""
        return _objects(PolicyTarget, self.rows("targets"))

    def evidence(self) -> tuple[Evidence, ...]:
        """Return published effect sizes, costs and lags; figures in base units."""
        return _objects(Evidence, self.rows("evidence"))

    def published_figures(self) -> tuple[PublishedFigure, ...]:
        """Return single published figures that are part of no series, in base units."""
        return _objects(PublishedFigure, self.rows("published_figures"))

    def alternates(self) -> tuple[Alternate, ...]:
        """Return published values that were not used, with the reason."""
        rows = self.rows("alternates")
        for row in rows:
            row["key"] = {name: row.pop(name) for name in ("indicator", "region")}
        return _objects(Alternate, rows)

    def forecast_keys(self) -> tuple[SeriesKey, ...]:
        """Return the series that have a stored forecast."""
        return tuple(info.key for info in self._forecast_infos() if info.problem is None)

    def forecast_problems(self) -> dict[SeriesKey, Notice]:
        """Return why the other series have none."""
        return {info.key: info.reason for info in self._forecast_infos() if info.reason}

    def stored_forecasts(self) -> dict[SeriesKey, StoredForecast]:
        """Return all stored rows of the forecasts, so that a later build can keep them."""
        numbers: dict[SeriesKey, list[StoredPoint]] = defaultdict(list)
        for row in self.rows("forecasts"):
            numbers[SeriesKey(row["indicator"], row["region"])].append(StoredPoint(**row))
        return {
            info.key: StoredForecast(info, tuple(numbers[info.key]))
            for info in self._forecast_infos()
        }

    def _forecast_infos(self) -> list[ForecastInfo]:
        return [ForecastInfo(**row) for row in self.rows("forecast_infos")]

    def forecast(self, key: SeriesKey) -> Forecast:
        """Return the forecast stored for a series, adjusted to those it belongs to.

        Raises:
            WarehouseError: none was stored, or the series cannot be forecast.
        """
        values = {"indicator": key.indicator, "region": key.region}
        rows = self.rows("forecast_info", **values)
        if not rows:
            raise WarehouseError(
                "There is no stored forecast of {key}. Build the database again with: "
                "python cli.py build",
                key=key,
            )
        info = ForecastInfo(**rows[0])
        if info.reason:
            raise WarehouseError("{key} has no forecast: {reason}", key=key, reason=info.reason)
        forecast = to_forecast(
            info, (StoredPoint(**row) for row in self.rows("forecast", **values))
        )
        return with_adjustments(
            forecast, (ForecastAdjustment(**row) for row in self.rows("adjustments", **values))
        )

    def is_adjusted(self, key: SeriesKey) -> bool:
        """Return whether the stored forecast is adjusted to others."""
        return bool(self.rows("adjustments", indicator=key.indicator, region=key.region))

    def calibration(self, parameter: str) -> tuple[Estimate, ...]:
        """Return the estimates of a calibrated parameter, side by side.

        Raises:
            WarehouseError: none was stored.
        """
        rows = self.rows("estimates_of", parameter=parameter)
        if not rows:
            raise WarehouseError(
                "There is no stored estimate of {parameter}. Build the database again with: "
                "python cli.py build",
                parameter=parameter,
            )
        return tuple(Estimate(**row) for row in rows)

    def entry_fit(self) -> EntryFit:
        """Return how the entry share fits the observed entries."""
        observed = self.rows("entry_fit")
        return EntryFit(
            self.calibration("entry_share"),
            tuple(row["year"] for row in observed),
            tuple(row["span"] for row in observed),
            np.array([row["entries"] for row in observed]),
            np.array([row["fitted"] for row in observed]),
        )

    def provincial_sums(self) -> tuple[ProvincialSum, ...]:
        """For each year in which all provinces and the nation have a figure: both totals."""
        return tuple(ProvincialSum(**row) for row in self.rows("provincial_sums"))


def _objects(kind: type[Item], rows: list[Row]) -> tuple[Item, ...]:
    """Return rows as objects of a dataclass, with their enumerations and tuples."""
    adapter = _adapter(cast("Hashable", kind))
    return tuple(map(adapter.validate_python, rows))


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _by_id(items: Mapping[str, Item], identifier: str, file: str) -> Item:
    if identifier not in items:
        raise WarehouseError(
            "“{id}” is not known. The known ones stand in data/facts/{file}.",
            id=identifier,
            file=file,
        )
    return items[identifier]
