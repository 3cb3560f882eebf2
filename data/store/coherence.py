"""Make stored forecasts that belong together agree when the database is built.

Graduates follow entrants, and the provinces add up to the nation, whose forecast is held because its
figures are newer (docs/coherence.md). Only factors are stored: the forecasts themselves stay those of the
engine, so that a later build can keep them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from data.store.forecast_rows import AdjustmentCause, ForecastAdjustment
from forecasting.analysis.cohort_forecast import graduates_from_entrants
from forecasting.core.series import SeriesKey, Values
from forecasting.engine.forecast import Forecast
from forecasting.engine.history import MIN_YEARS
from forecasting.engine.reconcile import SeriesWithForecast, reconcile, scaled

if TYPE_CHECKING:
    from data.store.warehouse import Warehouse

ENTRANTS, GRADUATES = "entrants", "graduates"
TOLERANCE = 0.001  # of the nation; the provinces of a coherent indicator miss it by no more

Forecasts = dict[SeriesKey, Forecast]


class Sum(NamedTuple):
    """A national series and the provincial ones that add up to it."""

    nation: SeriesKey
    provinces: tuple[SeriesKey, ...]


def adjustments(
    warehouse: Warehouse, forecasts: Mapping[SeriesKey, Forecast]
) -> list[ForecastAdjustment]:
    """Return the factors that make the forecasts agree, in the order in which they are applied."""
    current, rows = dict(forecasts), []
    sums = {total.nation.indicator: total for total in coherent_sums(warehouse)}
    if ENTRANTS in sums:
        rows += _adjust(
            current, _sum_factors(warehouse, current, sums.pop(ENTRANTS)), AdjustmentCause.SUM
        )
    rows += _adjust(current, _entrants_factors(warehouse, current), AdjustmentCause.ENTRANTS)
    for total in sums.values():
        rows += _adjust(current, _sum_factors(warehouse, current, total), AdjustmentCause.SUM)
    return rows


def coherent_sums(warehouse: Warehouse) -> list[Sum]:
    """Return the indicators that can be forecast and of which the provinces add up to the nation.

    Those whose missing national figures are summed by the facts, and those whose published sums agree
    with the published nation, in the median year.
    """
    misses = defaultdict(list)
    for year in warehouse.provincial_sums():
        misses[year.indicator].append(abs(year.provinces / year.nation - 1))
    nation = next(region.code for region in warehouse.regions() if region.parent is None)
    provinces = [region.code for region in warehouse.regions() if region.level == "province"]
    known = {info.key for info in warehouse.catalogue() if info.count >= MIN_YEARS}
    sums = []
    for indicator in warehouse.indicators():
        agrees = bool(misses[indicator.id]) and np.median(misses[indicator.id]) <= TOLERANCE
        left_out = indicator.sum_without or ()
        parts = tuple(SeriesKey(indicator.id, p) for p in provinces if p not in left_out)
        total = SeriesKey(indicator.id, nation)
        if (agrees or indicator.sum_without is not None) and known.issuperset((total, *parts)):
            sums.append(Sum(total, parts))
    return sums


def _adjust(
    forecasts: Forecasts, by_key: Mapping[SeriesKey, Values], cause: AdjustmentCause
) -> list[ForecastAdjustment]:
    """Apply factors to the forecasts they belong to; as rows."""
    rows = []
    for key, factors in by_key.items():
        forecast = forecasts[key]
        forecasts[key] = scaled(forecast, factors)
        rows += [
            ForecastAdjustment(key.indicator, key.region, cause, int(year), float(factor))
            for year, factor in zip(forecast.years, factors, strict=True)
        ]
    return rows


def _sum_factors(warehouse: Warehouse, forecasts: Forecasts, total: Sum) -> dict[SeriesKey, Values]:
    keys = (total.nation, *total.provinces)
    if not all(key in forecasts for key in keys):
        return {}
    nation, *provinces = (SeriesWithForecast(warehouse.series(key), forecasts[key]) for key in keys)
    _, *factors = reconcile(nation, provinces, hold_total=True)
    return dict(zip(total.provinces, factors, strict=True))


def _entrants_factors(warehouse: Warehouse, forecasts: Forecasts) -> dict[SeriesKey, Values]:
    """Return factors by which graduates follow entrants; a year without entrants has the factor 1."""
    by_key = {}
    for key, forecast in forecasts.items():
        source = SeriesKey(ENTRANTS, key.region)
        if key.indicator != GRADUATES or source not in forecasts:
            continue
        published, ahead = warehouse.series(source), forecasts[source]
        entrants = dict(zip(ahead.years.tolist(), ahead.median.tolist(), strict=True))
        entrants |= dict(zip(published.years.tolist(), published.values.tolist(), strict=True))
        expected = graduates_from_entrants(warehouse.series(key), entrants, forecast.years.tolist())
        factors = expected / forecast.median
        by_key[key] = np.where(np.isfinite(factors), factors, 1.0)
    return by_key
