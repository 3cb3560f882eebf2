"""Measures of forecast accuracy: the one definition of each.

Sources: sMAPE, OWA: Makridakis, Spiliotis & Assimakopoulos 2020, "The M4 Competition", International
Journal of Forecasting 36(1), 54-74. MASE: Hyndman & Koehler 2006, "Another look at measures of forecast
accuracy", International Journal of Forecasting 22(4), 679-688. Interval score, and its scaled mean MSIS
as in M4: Gneiting & Raftery 2007, "Strictly Proper Scoring Rules, Prediction, and Estimation", JASA 102,
359-378, equation 43.

`actual` and `forecast` are arrays of the same shape (or shapes that broadcast) in the unit of the series.
A value that is not finite (no published figure, no forecast) does not enter the mean; a mean without any
value is NaN. `axis` is the axis averaged over, all of them by default.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from forecasting.core.series import Values

NAN = np.float64(np.nan)


def smape(actual: Values, forecast: Values, axis: int | None = None) -> Values:
    """Return the symmetric mean absolute percentage error, mean(200·|y − f| / (|y| + |f|)), 0-200.

    A forecast of zero for a figure of zero has no error.
    """
    error = np.abs(actual - forecast)
    size = np.abs(actual) + np.abs(forecast)
    return finite_mean(200 * error / np.where(size > 0, size, 1.0), axis)


def mean_absolute_change(values: Values) -> float:
    """Return the MASE's scale: the mean |y_t − y_(t−1)| of consecutive years; NaN if all are equal.

    Args:
        values: the figures known at the origin, one a year, shape [n].
    """
    return float(np.mean(np.abs(np.diff(values)))) or np.nan


def mase(
    actual: Values, forecast: Values, scale: Values | float, axis: int | None = None
) -> Values:
    """Return the mean absolute scaled error, mean(|y − f| / scale).

    Args:
        actual: the figures that came.
        forecast: what was forecast.
        scale: of `mean_absolute_change`; where it is NaN the error is not defined.
        axis: as for all measures.
    """
    return finite_mean(np.abs(actual - forecast) / scale, axis)


def owa(smape_: Values, mase_: Values, naive_smape: Values, naive_mase: Values) -> Values:
    """Return the overall weighted average: the mean of sMAPE and MASE, each over the naive method's.

    NaN where the naive method has no error.
    """
    ratios = [
        np.asarray(own) / np.where(np.equal(naive, 0), np.nan, naive)
        for own, naive in ((smape_, naive_smape), (mase_, naive_mase))
    ]
    return np.asarray(np.mean(ratios, axis=0))


def is_inside(actual: Values, low: Values, high: Values) -> Values:
    """Return 1 where the interval [low, high] holds the figure, 0 where not, NaN without a figure.

    Its mean is the coverage.
    """
    inside: NDArray[np.bool_] = (low <= actual) & (actual <= high)
    return np.where(np.isfinite(actual), inside.astype(np.float64), NAN)


def msis(
    actual: Values,
    low: Values,
    high: Values,
    level: float,
    scale: float,
    axis: int | None = None,
) -> Values:
    """Return the mean scaled interval score.

    mean((u − l) + 2/α·max(l − y, 0) + 2/α·max(y − u, 0)) / scale: the width plus the cost of misses.

    Args:
        actual: the figures that came.
        low: lower bound l of the prediction interval.
        high: upper bound u.
        level: of the interval, e.g. 0.95; α = 1 − level.
        scale: of `mean_absolute_change`.
        axis: as for all measures.
    """
    missed = np.maximum(low - actual, 0) + np.maximum(actual - high, 0)
    return finite_mean((high - low + 2 / (1 - level) * missed) / scale, axis)


def finite_mean(values: Values, axis: int | None = None) -> Values:
    """Return the mean of the finite values along an axis, NaN where there is none."""
    finite = np.isfinite(values)
    count = finite.sum(axis=axis)
    total = np.where(finite, values, 0.0).sum(axis=axis)
    return np.asarray(np.where(count > 0, total / np.maximum(count, 1), NAN))
