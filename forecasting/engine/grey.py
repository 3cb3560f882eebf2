"""The grey model GM(1,1), common in Chinese planning studies; kept for comparison only."""

from __future__ import annotations

import numpy as np

from forecasting.core.errors import SeriesError
from forecasting.core.series import Values


class GreyModel:
    """GM(1,1): an exponential fitted to the running total.

    Deng 1982, "Control problems of grey systems", Systems & Control Letters 1(5), 288-294.

    With x1 = cumsum(x0) and z1 its two-year means, a and b solve x0(k) = −a·z1(k) + b by least
    squares; x1 is then the solution of dx1/dt + a·x1 = b through x1(1) = x0(1).
    """

    name = "gm11"
    name_zh = "灰色模型 GM(1,1)"
    name_en = "Grey model GM(1,1)"
    min_years = 4

    def forecast(self, values: Values, horizon: int) -> Values:
        if np.any(values <= 0):
            raise SeriesError(
                "The grey model GM(1,1) needs positive values; {count} of {total} are not. "
                "Choose another method.",
                count=int(np.sum(values <= 0)),
                total=len(values),
            )
        scale = float(np.mean(values))  # else the two columns are too unequal to solve for
        x0 = values / scale
        total = np.cumsum(x0)
        means = (total[1:] + total[:-1]) / 2
        design = np.column_stack([-means, np.ones_like(means)])
        (a, b), *_ = np.linalg.lstsq(design, x0[1:], rcond=None)
        return scale * self._solution(float(a), float(b), float(x0[0]), len(x0), horizon)

    @staticmethod
    def _solution(a: float, b: float, first: float, n: int, horizon: int) -> Values:
        steps = np.arange(n, n + horizon, dtype=np.float64)
        if abs(a) < 1e-12:  # no growth: the limit a → 0
            return np.full(horizon, b)
        path: Values = (1 - np.exp(a)) * (first - b / a) * np.exp(-a * steps)
        return path
