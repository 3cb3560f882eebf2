"""Forecasting of short annual series: one contract, several methods, one combination."""

from __future__ import annotations

from forecasting.forecasters.combination import forecast_series
from forecasting.forecasters.forecast import (
    Fallback,
    Forecast,
    MemberForecast,
    Notice,
    QuantileRow,
    from_rows,
    to_rows,
)
from forecasting.forecasters.forecaster import Forecaster
from forecasting.forecasters.intervals import Calibration
from forecasting.forecasters.methods import COMBINATION, METHODS

__all__ = [
    "COMBINATION",
    "METHODS",
    "Calibration",
    "Fallback",
    "Forecast",
    "Forecaster",
    "MemberForecast",
    "Notice",
    "QuantileRow",
    "forecast_series",
    "from_rows",
    "to_rows",
]
