"""Show the effect of another choice of methods in one sentence."""

from __future__ import annotations

import streamlit as st

from data.store.warehouse import Warehouse
from forecasting.engine import Forecast
from pages.cache.forecasts import series_forecast
from pages.forecast_page.series_controls import ForecastRequest
from pages.shell.locale import Locale
from reporting.format.numbers import format_change, format_quantity


def show_method_effect(
    locale: Locale, warehouse: Warehouse, request: ForecastRequest, forecast: Forecast
) -> None:
    """Show the chosen forecast beside the standard combination; nothing when they are the same."""
    if request.is_standard:
        return
    standard = series_forecast(locale, warehouse, request.key, request.ahead)
    chosen, default = float(forecast.median[-1]), float(standard.median[-1])
    st.info(
        locale.tr(
            "Your choice gives {chosen} for {year}; the standard combination gives {standard}, a "
            "difference of {difference}. Only the standard combination is reconciled with other "
            "series and used on other pages.",
            chosen=format_quantity(chosen, forecast.unit, locale.language),
            year=int(forecast.years[-1]),
            standard=format_quantity(default, forecast.unit, locale.language),
            difference=format_change(chosen - default, forecast.unit, locale.language),
        ),
        icon=":material/compare_arrows:",
    )
