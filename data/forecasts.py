"""Stored forecasts: plain rows in the database ↔ forecasting.forecasters.Forecast."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from forecasting.forecasters.forecast import (
    Fallback,
    Forecast,
    MemberForecast,
    Notice,
    from_rows,
    to_rows,
)
from forecasting.series import SeriesKey, Unit

COMBINED = ""  # the member name of the forecast itself


@dataclass(frozen=True)
class StoredForecast:
    """One number of a forecast.

    Attributes:
        member: a method's name, "" for the combined forecast.
        probability: None for a member's point forecast.
        value: NaN when the member failed.
    """

    measure: str
    region: str
    origin: int
    member: str
    year: int
    probability: float | None
    value: float


@dataclass(frozen=True)
class StoredRemarks:
    """What a forecast says besides its numbers; `remarks` is JSON."""

    measure: str
    region: str
    unit: str
    origin: int
    remarks: str


def numbers_of(forecast: Forecast) -> list[StoredForecast]:
    """All quantiles of a forecast and the points of its members."""
    measure, region, origin = forecast.key.measure, forecast.key.region, forecast.origin
    quantiles = [
        StoredForecast(measure, region, origin, COMBINED, row.year, row.probability, row.value)
        for row in to_rows(forecast)
    ]
    points = [
        StoredForecast(measure, region, origin, member.name, int(year), None, float(value))
        for member in forecast.members
        for year, value in zip(forecast.years, member.values, strict=True)
    ]
    return quantiles + points


def remarks_of(forecast: Forecast) -> StoredRemarks:
    """Method, members, fallback and warnings of a forecast."""
    members = [
        {"name": m.name, "weight": m.weight, "problem": m.problem and asdict(m.problem)}
        for m in forecast.members
    ]
    content = {
        "method": forecast.method,
        "members": members,
        "fallback": forecast.fallback and asdict(forecast.fallback),
        "warnings": [asdict(warning) for warning in forecast.warnings],
    }
    return StoredRemarks(
        forecast.key.measure,
        forecast.key.region,
        forecast.unit,
        forecast.origin,
        json.dumps(content, ensure_ascii=False),
    )


def to_forecast(stored: StoredRemarks, rows: Iterable[StoredForecast]) -> Forecast:
    """The forecast as it was before it was stored."""
    found = list(rows)
    content = json.loads(stored.remarks)
    quantiles = [
        (row.year, row.probability, row.value) for row in found if row.probability is not None
    ]
    fallback = content["fallback"]
    return from_rows(
        SeriesKey(stored.measure, stored.region),
        Unit(stored.unit),
        stored.origin,
        quantiles,
        members=tuple(_member(entry, found) for entry in content["members"]),
        method=content["method"],
        fallback=_fallback(fallback) if fallback else None,
        warnings=tuple(_notice(entry) for entry in content["warnings"]),
    )


def _member(entry: Mapping[str, Any], rows: Iterable[StoredForecast]) -> MemberForecast:
    points = [row.value for row in rows if row.member == entry["name"] and row.probability is None]
    problem = _notice(entry["problem"]) if entry["problem"] else None
    return MemberForecast(entry["name"], np.array(points), entry["weight"], problem)


def _fallback(entry: Mapping[str, Any]) -> Fallback:
    return Fallback(entry["wanted"], entry["used"], _notice(entry["reason"]))


def _notice(entry: Mapping[str, Any]) -> Notice:
    return Notice(entry["template"], entry["values"])
