"""StoredForecast forecasts: plain rows in the database ↔ forecasting.engine.Forecast."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, NamedTuple

import numpy as np

from forecasting.core.series import Series, SeriesKey, Unit, Values
from forecasting.engine.batch import Failed, Outcome
from forecasting.engine.forecast import (
    Fallback,
    Forecast,
    MemberForecast,
    Notice,
    from_rows,
    to_rows,
)
from forecasting.engine.reconcile import scaled

COMBINED = ""  # the member name of the forecast itself


class StoredPoint(NamedTuple):
    """One number of a forecast.

    Attributes:
        member: a method's name, "" for the combined forecast.
        probability: None for a member's point forecast.
        value: NaN when the member failed.
    """

    indicator: str
    region: str
    origin: int
    member: str
    year: int
    probability: float | None
    value: float


@dataclass(frozen=True)
class ForecastInfo:
    """What is stored of a forecast besides its numbers.

    Attributes:
        origin: the last year with a figure.
        remarks: method, members, fallback and warnings as JSON; empty without a forecast.
        problem: why there is no forecast, a notice as JSON; None when there is one.
        engine, digest: version of the engine, and what identifies figures and horizon.
    """

    indicator: str
    region: str
    unit: str
    origin: int
    remarks: str
    problem: str | None
    engine: str
    digest: str

    @property
    def key(self) -> SeriesKey:
        """The series."""
        return SeriesKey(self.indicator, self.region)

    @property
    def reason(self) -> Notice | None:
        """Why there is no forecast."""
        return _notice(json.loads(self.problem)) if self.problem else None


class StoredForecast(NamedTuple):
    """All rows of one series: a forecast, or why there is none."""

    info: ForecastInfo
    numbers: tuple[StoredPoint, ...]


def to_stored(
    series: Series, outcome: Outcome[Forecast], engine: str, digest: str
) -> StoredForecast:
    """The rows of a forecast or of the reason why there is none."""
    key, unit, origin = series.key, series.unit, int(series.years[-1])
    if isinstance(outcome, Failed):
        remarks, problem = "", _json(asdict(Notice.of(outcome.error)))
        numbers: tuple[StoredPoint, ...] = ()
    else:
        remarks, problem = _remarks(outcome.result), None
        numbers = tuple(_numbers(outcome.result))
    info = ForecastInfo(key.indicator, key.region, unit, origin, remarks, problem, engine, digest)
    return StoredForecast(info, numbers)


def _numbers(forecast: Forecast) -> list[StoredPoint]:
    """All quantiles of a forecast and the points of its members."""
    indicator, region, origin = forecast.key.indicator, forecast.key.region, forecast.origin
    quantiles = [
        StoredPoint(indicator, region, origin, COMBINED, row.year, row.probability, row.value)
        for row in to_rows(forecast)
    ]
    points = [
        StoredPoint(indicator, region, origin, member.name, int(year), None, float(value))
        for member in forecast.members
        for year, value in zip(forecast.years, member.values, strict=True)
    ]
    return quantiles + points


def _remarks(forecast: Forecast) -> str:
    """Method, members, fallback and warnings of a forecast."""
    members = [
        {"name": m.name, "weight": m.weight, "problem": m.problem and asdict(m.problem)}
        for m in forecast.members
    ]
    return _json(
        {
            "method": forecast.method,
            "members": members,
            "fallback": forecast.fallback and asdict(forecast.fallback),
            "warnings": [asdict(warning) for warning in forecast.warnings],
        }
    )


def to_forecast(info: ForecastInfo, rows: Iterable[StoredPoint]) -> Forecast:
    """Return the forecast as it was before it was stored."""
    points = list(rows)
    content = json.loads(info.remarks)
    quantiles = [
        (row.year, row.probability, row.value) for row in points if row.probability is not None
    ]
    fallback = content["fallback"]
    return from_rows(
        info.key,
        Unit(info.unit),
        info.origin,
        quantiles,
        members=tuple(_member(entry, points) for entry in content["members"]),
        method=content["method"],
        fallback=_fallback(fallback) if fallback else None,
        warnings=tuple(_notice(entry) for entry in content["warnings"]),
    )


def _member(entry: Mapping[str, Any], rows: Iterable[StoredPoint]) -> MemberForecast:
    points = [row.value for row in rows if row.member == entry["name"] and row.probability is None]
    problem = _notice(entry["problem"]) if entry["problem"] else None
    return MemberForecast(entry["name"], np.array(points), entry["weight"], problem)


def _fallback(entry: Mapping[str, Any]) -> Fallback:
    return Fallback(entry["requested"], entry["used"], _notice(entry["reason"]))


def _notice(entry: Mapping[str, Any]) -> Notice:
    return Notice(entry["template"], entry["values"])


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False)


class AdjustmentCause(StrEnum):
    """Why a stored forecast differs from the one that the engine makes from the series alone."""

    ENTRANTS = "entrants"
    SUM = "sum"


class ForecastAdjustment(NamedTuple):
    """The factor by which the forecast of one year is multiplied."""

    indicator: str
    region: str
    cause: AdjustmentCause
    year: int
    factor: float


def with_adjustments(forecast: Forecast, rows: Iterable[ForecastAdjustment]) -> Forecast:
    """The forecast with its adjustments, which become remarks; the rows in any order of years."""
    factors: dict[AdjustmentCause, dict[int, float]] = defaultdict(dict)
    for row in rows:
        factors[AdjustmentCause(row.cause)][row.year] = row.factor
    for cause in (AdjustmentCause.ENTRANTS, AdjustmentCause.SUM):
        if cause in factors:
            by_year = np.array([factors[cause].get(int(year), 1.0) for year in forecast.years])
            forecast = _with_remark(scaled(forecast, by_year), by_year, cause)
    return forecast


def _with_remark(forecast: Forecast, factors: Values, cause: AdjustmentCause) -> Forecast:
    """The forecast with a remark on the year in which it was changed most."""
    largest = int(np.argmax(np.abs(factors - 1)))
    values: dict[str, str | int | float] = {
        "change": f"{100 * (factors[largest] - 1):+.1f}".replace("-", "−"),
        "year": int(forecast.years[largest]),
    }
    remark = Notice(_REMARKS[cause].template, values)
    return replace(forecast, warnings=(*forecast.warnings, remark))


_REMARKS = {
    AdjustmentCause.ENTRANTS: Notice(
        "These graduates are computed from those who entered three and four years earlier, published or "
        "forecast. This changes what the methods say by at most {change}%, in {year}."
    ),
    AdjustmentCause.SUM: Notice(
        "The provinces are made to add up to the forecast of the nation. This changes the forecast "
        "by at most {change}%, in {year}."
    ),
}
