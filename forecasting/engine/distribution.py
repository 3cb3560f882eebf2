"""A distribution given by some of its quantiles: the values between them, its tails, its mean."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from forecasting.core.series import Values

FARTHEST_SCORE, NODES = 6.0, 121  # of the integral over normal scores


def expected(probabilities: Values, quantiles: Values, upper: float = np.inf) -> Values:
    """Return the mean of each distribution, shape [H]: the integral of its values over normal scores.

    Args:
        probabilities: rising, inside (0, 1), shape [Q].
        quantiles: one distribution a row, shape [H, Q].
        upper: larger values are replaced by it.
    """
    scores = np.linspace(-FARTHEST_SCORE, FARTHEST_SCORE, NODES)
    weights = np.exp(-(scores**2) / 2)
    knots = ndtri(probabilities)
    values = np.array([np.minimum(value_at(scores, knots, row), upper) for row in quantiles])
    return np.asarray(values @ weights / weights.sum())


def value_at(scores: Values, knots: Values, values: Values) -> Values:
    """Return values at normal scores, shape of `scores`: linear between knots, tails by the outer slope.

    The lower tail of positive quantiles runs on the log scale, so that no draw reaches zero.
    """
    inside = np.interp(scores, knots, values)
    if len(knots) < 2:
        return inside
    upper = values[-1] + (scores - knots[-1]) * _slope(knots[-2:], values[-2:])
    if values[0] > 0:
        fall = _slope(knots[:2], np.log(values[:2]))
        lower = values[0] * np.exp(np.minimum(scores - knots[0], 0) * fall)
    else:
        lower = values[0] + (scores - knots[0]) * _slope(knots[:2], values[:2])
    return np.where(scores > knots[-1], upper, np.where(scores < knots[0], lower, inside))


def _slope(knots: Values, values: Values) -> float:
    return float((values[1] - values[0]) / (knots[1] - knots[0]))
