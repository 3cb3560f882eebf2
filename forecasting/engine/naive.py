"""Methods that need no fitting; many models are no better on short series."""

from __future__ import annotations

import numpy as np

from forecasting.core.series import Values


class Naive:
    """Repeat the last value (Hyndman & Athanasopoulos, FPP3, section 5.2)."""

    name = "naive"
    name_zh = "朴素法（末值不变）"
    name_en = "Naive (last value)"
    min_years = 1

    def forecast(self, values: Values, horizon: int) -> Values:
        return np.full(horizon, values[-1], dtype=np.float64)


class Drift:
    """Continue the average yearly change (Hyndman & Athanasopoulos, FPP3, section 5.2)."""

    name = "drift"
    name_zh = "漂移法（平均年变化）"
    name_en = "Drift (average yearly change)"
    min_years = 2

    def forecast(self, values: Values, horizon: int) -> Values:
        change = (values[-1] - values[0]) / (len(values) - 1)
        path: Values = values[-1] + change * np.arange(1, horizon + 1)
        return path


class MedianChange:
    """Continue the median yearly change: a drift that one unusual year does not bend."""

    name = "median_change"
    name_zh = "中位漂移法（年变化中位数）"
    name_en = "Median yearly change"
    min_years = 2

    def forecast(self, values: Values, horizon: int) -> Values:
        change = float(np.median(np.diff(values)))
        path: Values = values[-1] + change * np.arange(1, horizon + 1)
        return path
