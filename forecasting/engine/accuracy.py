"""The accuracy of back-tested forecasts one, two, … years ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from forecasting.core.series import Series, Values
from forecasting.engine import METHODS, Calibration
from forecasting.engine.backtest import BacktestResult, MethodScore, backtest
from forecasting.engine.history import prepare

NAIVE = "naive"


@dataclass(frozen=True)
class Accuracy:
    """How one method did `ahead` years ahead, on average over the origins.

    Attributes:
        count: forecasts with a figure to compare them with; the measures are NaN without any.
        smape, mase, owa: as in MethodScore, the OWA relative to the naive method as far ahead.
    """

    method: str
    ahead: int
    count: int
    smape: float
    mase: float
    owa: float


@dataclass(frozen=True, eq=False)
class ScoredBacktest:
    """A back-test and what it says about each horizon."""

    result: BacktestResult
    by_years_ahead: tuple[Accuracy, ...]


def scored_backtest(
    series: Series,
    calibration: Calibration,
    *,
    horizon: int,
    methods: Sequence[str] | None = None,
) -> ScoredBacktest:
    """Back-test a series with these methods, all of them by default, beside the naive one.

    Raises:
        SeriesError: the series is too short for a back-test.
    """
    names = tuple(dict.fromkeys((NAIVE, *(METHODS if methods is None else methods))))
    result = backtest(series, calibration, horizon=horizon, methods=names)
    return ScoredBacktest(result, by_years_ahead(series, result))


def by_years_ahead(series: Series, result: BacktestResult) -> tuple[Accuracy, ...]:
    """The accuracy of every method of a back-test of `series`, for each horizon.

    MASE: Hyndman & Koehler (2006); sMAPE and OWA: Makridakis et al., M4 (2020).
    """
    scales = np.array([[_mean_change(series, int(origin))] for origin in result.origins])
    errors = {score.name: _errors(result.actuals, score, scales) for score in result.scores}
    return tuple(
        _accuracy(name, h, errors[name], errors[NAIVE])
        for name in errors
        for h in range(result.horizon)
    )


def _mean_change(series: Series, origin: int) -> float:
    """Mean absolute yearly change up to the origin: the scale of the MASE."""
    history = prepare(series.until(origin))
    return float(np.mean(np.abs(np.diff(history.values)))) or np.nan


def _errors(actuals: Values, score: MethodScore, scales: Values) -> tuple[Values, Values]:
    """Percentage and scaled errors, each of shape [K, H], NaN where there is no figure."""
    error = np.abs(score.errors)
    size = np.abs(actuals) + np.abs(score.forecasts)
    return 200 * error / np.where(size > 0, size, 1.0), error / scales


def _accuracy(
    name: str, h: int, own: tuple[Values, Values], naive: tuple[Values, Values]
) -> Accuracy:
    smape, mase = (_mean(values[:, h]) for values in own)
    bases = [_mean(values[:, h]) or np.nan for values in naive]
    owa = float(np.mean([smape / bases[0], mase / bases[1]]))
    return Accuracy(name, h + 1, int(np.isfinite(own[0][:, h]).sum()), smape, mase, owa)


def _mean(values: Values) -> float:
    found = values[np.isfinite(values)]
    return float(found.mean()) if len(found) else np.nan
