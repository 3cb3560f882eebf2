"""Which stored forecasts belong together, and how they are made to agree when the database is built.

Graduates are forecast from entrants; the provinces are made to add up to the nation, which is held: its
figures are newer. Why so: docs/coherence.md. Only factors are stored: the forecasts themselves stay
what the engine made, so that a later build can keep them.
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
from forecasting.engine.reconcile import SeriesWithForecast, reconcile, scaled

if TYPE_CHECKING:
    from data.store.warehouse import Warehouse

ENTRANTS, GRADUATES = "entrants", "graduates"
TOLERANCE = 0.001  # of the nation; by more the provinces of a coherent measure do not miss it

Forecasts = dict[SeriesKey, Forecast]


class Sum(NamedTuple):
    """A national series and the provincial ones that add up to it."""

    nation: SeriesKey
    provinces: tuple[SeriesKey, ...]


def adjustments(
    warehouse: Warehouse, forecasts: Mapping[SeriesKey, Forecast]
) -> list[ForecastAdjustment]:
    """What makes the forecasts agree, in the order in which it is to be applied."""
    now, made = dict(forecasts), []
    sums = {total.nation.indicator: total for total in coherent_sums(warehouse)}
    if ENTRANTS in sums:
        made += _adjust(now, _sum_factors(warehouse, now, sums.pop(ENTRANTS)), AdjustmentCause.SUM)
    made += _adjust(now, _entrants_factors(warehouse, now), AdjustmentCause.ENTRANTS)
    for total in sums.values():
        made += _adjust(now, _sum_factors(warehouse, now, total), AdjustmentCause.SUM)
    return made


def coherent_sums(warehouse: Warehouse) -> list[Sum]:
    """Measures of which the provinces add up to the nation.

    Those whose missing national figures are summed by the facts, and those whose published sums agree
    with the published nation, in the median year.
    """
    misses = defaultdict(list)
    for year in warehouse.provincial_sums():
        misses[year.indicator].append(abs(year.provinces / year.nation - 1))
    nation = next(region.code for region in warehouse.regions() if region.parent is None)
    provinces = [region.code for region in warehouse.regions() if region.level == "province"]
    known = {info.key for info in warehouse.catalogue()}
    found = []
    for indicator in warehouse.indicators():
        agrees = bool(misses[indicator.id]) and np.median(misses[indicator.id]) <= TOLERANCE
        left_out = indicator.sum_without or ()
        parts = tuple(SeriesKey(indicator.id, p) for p in provinces if p not in left_out)
        total = SeriesKey(indicator.id, nation)
        if (agrees or indicator.sum_without is not None) and known.issuperset((total, *parts)):
            found.append(Sum(total, parts))
    return found


def _adjust(
    forecasts: Forecasts, found: Mapping[SeriesKey, Values], cause: AdjustmentCause
) -> list[ForecastAdjustment]:
    """Apply factors to the forecasts they belong to; as rows."""
    rows = []
    for key, factors in found.items():
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
    """Wherever entrants are forecast, graduates follow them; a year without entrants keeps its own."""
    found = {}
    for key, forecast in forecasts.items():
        source = SeriesKey(ENTRANTS, key.region)
        if key.indicator != GRADUATES or source not in forecasts:
            continue
        published, ahead = warehouse.series(source), forecasts[source]
        entrants = dict(zip(ahead.years.tolist(), ahead.median.tolist(), strict=True))
        entrants |= dict(zip(published.years.tolist(), published.values.tolist(), strict=True))
        told = graduates_from_entrants(warehouse.series(key), entrants, forecast.years.tolist())
        factors = told / forecast.median
        found[key] = np.where(np.isfinite(factors), factors, 1.0)
    return found
