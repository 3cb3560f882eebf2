"""A method applied to logarithms or square roots of the values (Box & Cox 1964, λ = 0 and 1/2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.core.series import Values
from forecasting.engine.forecaster import Forecaster

LARGEST_LOG = 700.0  # exp of more is not a finite number


@dataclass(frozen=True)
class OnLogs:
    """Forecast the logarithms with `inner`; the values themselves when some are not positive.

    A straight line becomes growth by a constant percentage.
    """

    inner: Forecaster
    name: str
    name_zh: str
    name_en: str

    @property
    def min_years(self) -> int:
        return self.inner.min_years

    def forecast(self, values: Values, horizon: int) -> Values:
        if np.any(values <= 0):
            return self.inner.forecast(values, horizon)
        last = np.log(values[-1])
        growth = self.inner.forecast(np.log(values) - last, horizon)
        path: Values = np.exp(np.minimum(growth + last, LARGEST_LOG))
        return path


@dataclass(frozen=True)
class OnRoots:
    """Forecast the square roots with `inner`; the values themselves when some are negative.

    A straight line becomes growth between linear and exponential, as most counts grow.
    """

    inner: Forecaster
    name: str
    name_zh: str
    name_en: str

    @property
    def min_years(self) -> int:
        return self.inner.min_years

    def forecast(self, values: Values, horizon: int) -> Values:
        if np.any(values < 0):
            return self.inner.forecast(values, horizon)
        roots = self.inner.forecast(np.sqrt(values), horizon)
        path: Values = np.maximum(roots, 0.0) ** 2
        return path
