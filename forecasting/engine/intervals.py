"""Prediction intervals from the errors that this engine has made on other series.

Empirical intervals: Williams & Goodman 1971, "A simple method for the construction of empirical
confidence limits for economic forecasts", JASA 66, 752-754.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from forecasting.core.errors import SeriesError
from forecasting.core.series import Values, Years
from forecasting.engine.distribution import expected, value_at
from forecasting.engine.history import History
from forecasting.engine.scale import HALF, Scale, proportional_fall


@dataclass(frozen=True, eq=False)
class Calibration:
    """Quantiles of the scaled errors (actual − forecast) / s_h of earlier forecasts.

    Attributes:
        horizons: 1, 2, … up to the longest one measured, shape [C].
        probabilities: rising, with 0.5 among them, shape [Q].
        multipliers: in units of s_h (see `spread`), rising along a row, shape [C, Q].
        sets: names of the collections of series on which they were measured.
        series, errors: numbers of series and of errors measured.
        date: of the measurement; versions: of the libraries used.

    Raises:
        SeriesError: horizons have gaps, multipliers fall, or 0.5 is missing.
    """

    horizons: Years
    probabilities: Values
    multipliers: Values
    sets: tuple[str, ...]
    series: int
    errors: int
    date: str
    versions: str

    def __post_init__(self) -> None:
        rising = np.all(np.diff(self.multipliers, axis=1) >= 0)
        whole = np.array_equal(self.horizons, np.arange(1, len(self.horizons) + 1))
        if self.multipliers.shape != (len(self.horizons), len(self.probabilities)):
            whole = False
        if not (whole and rising and len(self.horizons) and np.any(self.probabilities == 0.5)):
            raise SeriesError(
                "The calibration of the prediction intervals is not complete: horizons must run "
                "from 1 without gaps, multipliers must rise with the probability and 0.5 must be "
                "among the probabilities. Measure it again with make benchmark."
            )

    @property
    def longest(self) -> int:
        """Return the longest horizon measured; longer ones use its multipliers, on a growing s_h."""
        return len(self.horizons)

    def at(self, horizon: int) -> Values:
        """Return the multipliers of the horizons 1 … `horizon`, shape [horizon, Q]."""
        return self.multipliers[np.minimum(np.arange(horizon), self.longest - 1)]


def spread(history: History, members: Values) -> Values:
    """Return the unit s_h in which errors are measured, on the scale of the history, shape [H].

    s_h = hypot(σ·sqrt(h·(1 + h/(n − 1))), spread of the members at h)·(1 + 2/max(n − 3, 2)): the
    standard error of a random walk with drift (Hyndman & Athanasopoulos, FPP3, section 5.5), the
    disagreement of the methods, and a surcharge for short series. It never falls with h.

    Args:
        history: the prepared history.
        members: point forecasts in the unit of the history, shape [members, H].
    """
    h = np.arange(1, members.shape[1] + 1, dtype=np.float64)
    span = float(history.years[-1] - history.years[0])
    walk = _sigma(history) * np.sqrt(h * (1 + h / span))
    apart = np.std(history.scale.transform(_within_reach(history, members)), axis=0)
    surcharge = 1 + 2 / max(history.observations - 3, 2)
    return np.maximum.accumulate(np.hypot(walk, apart) * surcharge)


def _within_reach(history: History, members: Values) -> Values:
    """Return the members of a collapsed series, raised to the value that a zero becomes; [members, H].

    How close to zero a falling straight line is bent (see proportional_fall) says nothing about the
    uncertainty, but its logarithm would.
    """
    if not _has_collapsed(history) or history.scale is Scale.SHARE or np.any(history.values < 0):
        return members
    positive = history.scale is Scale.POSITIVE
    least = proportional_fall(0.0, history.values[-1]) if positive else np.float64(0.0)
    return np.maximum(members, least)


def _has_collapsed(history: History) -> bool:
    """Whether the series has fallen steadily to less than half of its largest figure."""
    return history.is_falling and history.has_halved


def _sigma(history: History) -> float:
    """Return the standard deviation of the yearly changes on the scale.

    Percent changes overstate the future of a series that grew fast while it was small, changes in
    units understate it for one that grows exponentially: positive series take the geometric mean.
    """
    sigma = _deviation(*history.changes())
    if history.scale is not Scale.POSITIVE:
        return sigma
    level = history.values[history.observed]
    relative = _deviation(np.diff(level) / history.values[-1], history.changes()[1])
    return float(np.sqrt(sigma * relative))


def _deviation(changes: Values, spans: Values) -> float:
    """Return the standard deviation a year around the average change, for changes of some years each.

    Only published figures enter, so filled years do not make a series look smoother than it is.
    """
    slope = changes.sum() / spans.sum()
    squares = np.sum((changes - slope * spans) ** 2 / spans)
    return float(np.sqrt(squares / max(len(changes) - 1, 1)))


def quantiles(history: History, point: Values, members: Values, calibration: Calibration) -> Values:
    """Return quantiles around the point forecast in the unit of the history, shape [H, Q]."""
    unit = spread(history, members)[:, np.newaxis]
    values = history.scale.moved(point[:, np.newaxis], unit * calibration.at(len(point)))
    values = history.within_bounds(values)
    if history.is_falling:
        return _without_rise(history, values, calibration.probabilities)
    return values


def _without_rise(history: History, values: Values, probabilities: Values) -> Values:
    """Narrow the upper half of the distributions [H, Q] until their mean never rises.

    The mean of a skewed distribution climbs with its width although the median falls.
    """
    last = history.values[-1]
    middle = values[:, probabilities == HALF]
    lower, upper = np.minimum(values, middle), np.maximum(values - middle, 0.0)
    least, most = expected(probabilities, lower), expected(probabilities, values)
    shrink = _rise_is_rare(history, values, probabilities)
    limit = last
    for h in range(len(values)):
        if most[h] > limit:
            shrink[h] = min(shrink[h], max(0.0, (limit - least[h]) / (most[h] - least[h])))
        limit = least[h] + shrink[h] * (most[h] - least[h])
    return np.asarray(lower + shrink[:, np.newaxis] * upper)


def _rise_is_rare(history: History, values: Values, probabilities: Values) -> Values:
    """Return factors for the upper halves [H] that leave a rise above the last figure improbable.

    After k rises in n changes a falling series keeps a probability of (k + 1)/(n + 2) for a rise
    (Laplace's rule of succession).
    """
    shrink = np.ones(len(values))
    changes = history.observations - 1
    rise = (history.rising_share * changes + 1) / (changes + 2)
    if not history.has_halved or rise >= HALF:
        return shrink
    last, knots, score = history.values[-1], ndtri(probabilities), np.array([ndtri(1 - rise)])
    for h, row in enumerate(values):
        middle = row[probabilities == HALF][0]
        at_rise = float(value_at(score, knots, row)[0])
        if at_rise > last:
            shrink[h] = max(0.0, (last - middle) / (at_rise - middle))
    return shrink
