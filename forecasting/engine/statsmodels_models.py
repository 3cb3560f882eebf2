"""Adapters to statsmodels, which is imported on first use: it takes seconds to load."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from forecasting.core.errors import SeriesError
from forecasting.core.series import Values


class ExponentialSmoothing:
    """ETS with the error and trend of least AICc.

    Hyndman, Koehler, Ord & Snyder 2008, *Forecasting with Exponential Smoothing*, chapters 2 and 7.
    """

    name = "ets"
    name_zh = "指数平滑（ETS）"
    name_en = "Exponential smoothing (ETS)"
    min_years = 8

    def forecast(self, values: Values, horizon: int) -> Values:
        from statsmodels.tsa.exponential_smoothing.ets import ETSModel

        def fit(error: str, trend: str | None) -> Any:
            damped = trend == "damped"
            form = "add" if damped else trend
            model = ETSModel(scaled, error=error, trend=form, damped_trend=damped)
            return model.fit(disp=False)

        if np.ptp(values) == 0:  # no error variance, so no likelihood to maximise
            return np.full(horizon, values[-1])
        scale = _scale(values)
        scaled = values / scale
        errors = ("add", "mul") if np.all(values > 0) else ("add",)
        trends = (None, "add", "damped")
        with _quiet():
            best = _least_aicc([(fit, (e, t)) for e in errors for t in trends], self.name)
            return np.asarray(best.forecast(horizon), dtype=np.float64) * scale


class Theta:
    """Exponential smoothing plus half the slope of the linear trend.

    Assimakopoulos & Nikolopoulos 2000, "The theta model", International Journal of Forecasting 16(4),
    521-530, as simplified by Hyndman & Billah 2003, "Unmasking the Theta method", same journal 19(2),
    287-290.
    """

    name = "theta_plain"
    name_zh = "Theta 法"
    name_en = "Theta"
    min_years = 5

    def forecast(self, values: Values, horizon: int) -> Values:
        scale = _scale(values)
        path = _theta_fit(values / scale).forecast(horizon)
        return np.asarray(path, dtype=np.float64) * scale


class RobustTheta:
    """Theta with half the median yearly change in place of half the slope of the linear trend.

    A variant of this project of the method of Hyndman & Billah 2003 (see Theta): one unusual year does not
    bend the slope.
    """

    name = "robust_theta_plain"
    name_zh = "稳健 Theta 法"
    name_en = "Robust Theta"
    min_years = 5

    def forecast(self, values: Values, horizon: int) -> Values:
        scale = _scale(values)
        components = _theta_fit(values / scale).forecast_components(horizon)
        level = np.asarray(components["ses"], dtype=np.float64) * scale
        change = float(np.median(np.diff(values)))
        path: Values = level + change / 2 * np.arange(1, horizon + 1)
        return path


class UnobservedComponentsAuto:
    """Local level, random walk with drift, local linear or smooth trend: the one of least AICc.

    Harvey 1989, *Forecasting, Structural Time Series Models and the Kalman Filter*, chapter 2.
    """

    name = "uc"
    name_zh = "不可观测成分模型"
    name_en = "Unobserved components"
    min_years = 8

    specifications = ("local level", "random walk with drift", "local linear trend", "smooth trend")

    def forecast(self, values: Values, horizon: int) -> Values:
        from statsmodels.tsa.statespace.structural import UnobservedComponents

        def fit(specification: str) -> Any:
            return UnobservedComponents(scaled, specification).fit(disp=False)

        scale = _scale(values)
        scaled = values / scale
        with _quiet():
            best = _least_aicc([(fit, (name,)) for name in self.specifications], self.name)
            return np.asarray(best.forecast(horizon), dtype=np.float64) * scale


def _theta_fit(values: Values) -> Any:
    from statsmodels.tsa.forecasting.theta import ThetaModel

    with _quiet():
        return ThetaModel(values, period=1, deseasonalize=False).fit()


def _least_aicc(candidates: list[tuple[Any, tuple[Any, ...]]], name: str) -> Any:
    """Return the fit of least AICc; candidates that cannot be fitted are skipped.

    Raises:
        SeriesError: none can be fitted.
    """
    best, reason = None, ""
    for fit, arguments in candidates:
        try:
            result = fit(*arguments)
        except (ValueError, ArithmeticError, np.linalg.LinAlgError) as error:
            reason = str(error)
            continue
        if np.isfinite(result.aicc) and (best is None or result.aicc < best.aicc):
            best = result
    if best is None:
        raise SeriesError(
            "No variant of the method {name} could be fitted ({reason}). Choose another method.",
            name=name,
            reason=reason or "AICc",
        )
    return best


def _scale(values: Values) -> float:
    """Return the divisor that brings a series to size one: optimisers stop at absolute tolerances."""
    return float(np.mean(np.abs(values))) or 1.0


@contextmanager
def _quiet() -> Iterator[None]:
    """Suppress convergence warnings, which are the rule on a dozen points; results are checked instead."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield
