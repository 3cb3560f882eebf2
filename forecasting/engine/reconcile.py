"""Reconcile forecasts of a total and of its parts: move each as little as its precision allows.

Minimum trace reconciliation (Wickramasuriya, Athanasopoulos & Hyndman 2019, JASA 114:804-819) over all
series and years at once. The covariance of the forecast errors is made of the widths of the calibrated
intervals, the mean correlation of the series' yearly changes, and errors that accumulate like a random
walk. A published figure has no error: it stays, and the others follow. So does a total that is
held (Zhang, Kang, Panagiotelis & Li 2023, EJOR 308:650-660). What it gains: docs/coherence.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import ndtri

from forecasting.core.series import Series, Values, Years
from forecasting.engine.forecast import Forecast
from forecasting.engine.scale import Scale

LEVEL = 0.8  # of the interval whose width is the precision of a forecast
FEWEST_CHANGES = 3  # that all series share; with fewer the correlation is not estimated


@dataclass(frozen=True, eq=False)
class SeriesWithForecast:
    """A series with its published figures and its forecast."""

    series: Series
    forecast: Forecast


@dataclass(frozen=True, eq=False)
class _Grid:
    """Figures and forecasts side by side, the total in the first row; each of shape [S, H].

    Attributes:
        values: NaN where a series has neither a figure nor a forecast.
        deviations: standard deviation of the forecast, 0 for a published figure.
        ahead: years from the last figure to the forecast, 0 for a published figure.
    """

    years: Years
    values: Values
    deviations: Values
    ahead: Values


def reconcile(
    total: SeriesWithForecast, parts: Sequence[SeriesWithForecast], *, hold_total: bool = False
) -> tuple[Values, ...]:
    """Return the factors of the forecasts with which the parts add up to the total.

    Years in which a part has neither figure nor forecast are bound by no sum, but move with the
    others. No forecast becomes negative.

    Args:
        total: of all `parts`.
        parts: at least one; their units are those of the total.
        hold_total: whether only the parts move.

    Returns:
        For the total and each part the factors of its forecast years, shape [H of that forecast].
    """
    series = (total, *parts)
    grid = _grid(series)
    if hold_total:
        grid.deviations[0] = 0.0
    common = correlation([known.series for known in series])
    between = np.where(np.eye(len(series), dtype=bool), 1.0, common)
    agreed = _non_negative(grid, between)
    return tuple(
        _factors(known.forecast, grid.years, row) for known, row in zip(series, agreed, strict=True)
    )


def scaled(forecast: Forecast, factors: Values) -> Forecast:
    """Return the forecast with its quantiles multiplied year by year; `factors` of shape [H].

    The members stay as they are.
    """
    return replace(forecast, quantiles=forecast.quantiles * factors[:, np.newaxis])


def correlation(series: Sequence[Series]) -> float:
    """Return the mean correlation of the yearly changes of each two series, at least 0.

    One number for all pairs, as a dozen years do not support more (the constant-correlation model of
    Elton & Gruber 1973, Journal of Finance 28, 1203-1232). Only changes between years that all series
    share count.
    """
    shared = sorted(set.intersection(*(set(one.years.tolist()) for one in series)))
    if len(shared) <= FEWEST_CHANGES:
        return 0.0
    changes = np.stack([_changes(one, shared) for one in series])
    changes = changes[changes.std(axis=1) > 0]
    count = len(changes)
    if count < 2:
        return 0.0
    pairs = np.corrcoef(changes)[~np.eye(count, dtype=bool)]
    return max(float(pairs.mean()), 0.0)


def _changes(series: Series, years: Sequence[int]) -> Values:
    """Return the changes a year between the given years, on the scale of the series, [years − 1]."""
    level = Scale.of(series).transform(series.values)[np.isin(series.years, years)]
    changes: Values = np.diff(level) / np.sqrt(np.diff(np.array(years)))
    return changes


def _grid(series: Sequence[SeriesWithForecast]) -> _Grid:
    first = min(int(known.forecast.years[0]) for known in series)
    last = max(int(known.forecast.years[-1]) for known in series)
    years = np.arange(first, last + 1, dtype=np.int64)
    shape = (len(series), len(years))
    grid = _Grid(years, np.full(shape, np.nan), np.zeros(shape), np.zeros(shape))
    for row, known in enumerate(series):
        forecast = known.forecast
        published = (known.series.years >= first) & (known.series.years <= forecast.origin)
        grid.values[row, known.series.years[published] - first] = known.series.values[published]
        low, high = forecast.interval(LEVEL)
        columns = forecast.years - first
        grid.values[row, columns] = forecast.median
        grid.deviations[row, columns] = (high - low) / (2 * ndtri((1 + LEVEL) / 2))
        grid.ahead[row, columns] = forecast.years - forecast.origin
    return grid


def _non_negative(grid: _Grid, between: Values) -> Values:
    """Return the reconciled values [S, H]; what falls below zero is held there, the rest solved again."""
    values, deviations = grid.values.copy(), grid.deviations.copy()
    while True:
        agreed = _project(_Grid(grid.years, values, deviations, grid.ahead), between)
        below = (agreed < 0) & (values > 0)
        if not np.any(below):
            return agreed
        values[below], deviations[below] = 0.0, 0.0


def _project(grid: _Grid, between: Values) -> Values:
    """Return y − W·Aᵀ(A·W·Aᵀ)⁻¹·A·y, shape [S, H]; W: covariance of the errors, A·y: parts minus total.

    Wickramasuriya, Athanasopoulos & Hyndman 2019, equation 9, written with the constraints A.
    """
    bound = np.isfinite(grid.values).all(axis=0) & (grid.deviations > 0).any(axis=0)
    signs = np.ones((len(grid.values), 1))
    signs[0] = -1
    missing = (signs * grid.values)[:, bound].sum(axis=0)
    # Covariance of every value with the sum of each bound year, shape [S, H, bound].
    reach = np.einsum("ishb,i->shb", _covariance(grid, between)[..., bound], signs[:, 0])
    sums = np.einsum("shb,s->hb", reach, signs[:, 0])[bound]
    size = np.sqrt(np.maximum(np.diag(sums), np.finfo(float).tiny))  # years differ by magnitudes
    weights, *_ = np.linalg.lstsq(sums / np.outer(size, size), missing / size, rcond=None)
    agreed: Values = grid.values - reach @ (weights / size)
    return agreed


def _covariance(grid: _Grid, between: Values) -> Values:
    """Return the covariance of the error of series i in year b with that of s in year h, [S, S, H, H].

    Two random walks that began at different origins share the shocks since the later one.
    """
    origins = np.where(grid.ahead > 0, grid.years - grid.ahead, np.inf).min(axis=1)
    later = np.maximum.outer(origins, origins)[:, :, np.newaxis, np.newaxis]
    earlier_year = np.minimum.outer(grid.years, grid.years)
    shared = np.maximum(earlier_year - later, 0.0)
    step = grid.deviations / np.sqrt(np.maximum(grid.ahead, 1.0))
    covariance: Values = (
        between[:, :, np.newaxis, np.newaxis]
        * shared
        * step[:, np.newaxis, np.newaxis, :]
        * step[np.newaxis, :, :, np.newaxis]
    )
    return covariance


def _factors(forecast: Forecast, years: Years, agreed: Values) -> Values:
    """Return reconciled over forecast value, shape [H]; 1 where the forecast is zero."""
    reconciled, median = agreed[np.isin(years, forecast.years)], forecast.median
    return np.where(median != 0, reconciled / np.where(median != 0, median, 1.0), 1.0)
