"""Forecasting of short annual series: one contract, several methods, one combination."""

from __future__ import annotations

from forecasting.engine.combination import forecast_series
from forecasting.engine.forecast import (
    Fallback,
    Forecast,
    MemberForecast,
    Notice,
    QuantileRow,
    from_rows,
    to_rows,
)
from forecasting.engine.forecaster import Forecaster
from forecasting.engine.intervals import Calibration
from forecasting.engine.registry import (
    COMBINATION,
    METHODS,
    VARIANTS,
    Transformation,
    with_transformation,
)

__all__ = [
    "COMBINATION",
    "METHODS",
    "VARIANTS",
    "Calibration",
    "Fallback",
    "Forecast",
    "Forecaster",
    "MemberForecast",
    "Notice",
    "QuantileRow",
    "Transformation",
    "forecast_series",
    "from_rows",
    "to_rows",
    "with_transformation",
]
