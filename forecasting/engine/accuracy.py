"""The accuracy of back-tested forecasts one, two, … years ahead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from forecasting.core.series import Series, Values
from forecasting.engine import METHODS, Calibration, metrics
from forecasting.engine.backtest import BacktestResult, backtest
from forecasting.engine.history import prepare

NAIVE = "naive"


@dataclass(frozen=True)
class Accuracy:
    """Accuracy of one method `ahead` years ahead, averaged over the origins.

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
    """A back-test and its accuracy by method and horizon."""

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
    """Return the accuracy of every method of a back-test of `series`, for each horizon.

    sMAPE, MASE and OWA as in metrics.py.
    """
    scales = np.array([[_scale(series, int(origin))] for origin in result.origins])
    measures = {
        score.name: (
            metrics.smape(result.actuals, score.forecasts, axis=0),
            metrics.mase(result.actuals, score.forecasts, scales, axis=0),
        )
        for score in result.scores
    }
    return tuple(
        accuracy
        for score in result.scores
        for accuracy in _accuracies(
            score.name, score.errors, *measures[score.name], *measures[NAIVE]
        )
    )


def _scale(series: Series, origin: int) -> float:
    """Return the mean absolute yearly change up to the origin: the scale of the MASE."""
    return metrics.mean_absolute_change(prepare(series.until(origin)).values)


def _accuracies(
    name: str, errors: Values, smape: Values, mase: Values, naive_smape: Values, naive_mase: Values
) -> Iterator[Accuracy]:
    """Yield the accuracy of one method one, two, … years ahead; `errors` [K, H], measures [H]."""
    counts = np.isfinite(errors).sum(axis=0)
    owas = metrics.owa(smape, mase, naive_smape, naive_mase)
    for h, count in enumerate(counts.tolist()):
        yield Accuracy(name, h + 1, count, float(smape[h]), float(mase[h]), float(owas[h]))
