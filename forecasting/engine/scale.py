"""The scale of uncertainty: it keeps counts positive and shares between zero and one."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from scipy.special import expit, logit

from forecasting.core.series import Series, Unit, Values

HALF = 0.5


class Scale(StrEnum):
    """POSITIVE works in logarithms, SHARE in log-odds, REAL in the values themselves."""

    POSITIVE = "positive"
    SHARE = "share"
    REAL = "real"

    @classmethod
    def of(cls, series: Series) -> Scale:
        """Return the scale that fits the unit and all values of a series."""
        positive = bool(np.all(series.values > 0))
        if series.unit is Unit.SHARE and positive and np.all(series.values < 1):
            return cls.SHARE
        return cls.POSITIVE if positive else cls.REAL

    def transform(self, values: Values) -> Values:
        """Return values of the series on the scale, same shape."""
        if self is Scale.POSITIVE:
            return np.asarray(np.log(values))
        return np.asarray(logit(values)) if self is Scale.SHARE else values

    def inverse(self, scaled: Values) -> Values:
        """Return values on the scale in the unit of the series, same shape."""
        if self is Scale.POSITIVE:
            return np.asarray(np.exp(scaled))
        return np.asarray(expit(scaled)) if self is Scale.SHARE else scaled

    def moved(self, point: Values, deviation: Values) -> Values:
        """Return `point` moved by a deviation on the scale, in the unit of the series.

        Positive values fall in logarithms but rise in proportion, by the factor 1 + deviation: a
        wide interval of a volatile series would otherwise run off upwards.
        """
        if self is Scale.POSITIVE:
            factor = np.where(deviation < 0, np.exp(np.minimum(deviation, 0)), 1 + deviation)
            return np.asarray(point * factor)
        return self.inverse(self.transform(point) + deviation)

    def deviation(self, point: Values, actual: Values) -> Values:
        """Return the deviation of `actual` from `point` on the scale: the inverse of `moved`."""
        if self is Scale.POSITIVE:
            ratio = actual / point
            return np.asarray(np.where(ratio < 1, np.log(ratio), ratio - 1))
        return self.transform(actual) - self.transform(point)


def proportional_fall(path: Values | float, last: float) -> Values:
    """Return a path on which a straight fall below half of the last value turns proportional.

    path for path ≥ f and f·exp((path − f)/f) below, with f = last/2: the slope is continuous, the path
    stays positive, and zero becomes f/e.
    """
    floor = HALF * last
    fall = floor * np.exp(np.minimum(np.subtract(path, floor), 0) / floor)
    return np.asarray(np.where(np.less(path, floor), fall, path))
