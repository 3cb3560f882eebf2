"""What another choice of methods changes, in one sentence."""

from __future__ import annotations

import streamlit as st

from data.store.warehouse import Warehouse
from forecasting.engine import Forecast
from pages.cache.forecasts import series_forecast
from pages.forecast_page.series_controls import Wanted
from pages.shell.locale import Locale
from reporting.format.numbers import format_change, format_quantity


def effect_of_choice(
    locale: Locale, warehouse: Warehouse, wanted: Wanted, forecast: Forecast
) -> None:
    """The chosen forecast beside that of the standard combination; nothing when it is the same."""
    if wanted.is_standard:
        return
    standard = series_forecast(locale, warehouse, wanted.key, wanted.ahead)
    chosen, usual = float(forecast.median[-1]), float(standard.median[-1])
    st.info(
        locale.tr(
            "Your choice says {chosen} for {year}; the standard combination says {standard}, a "
            "difference of {difference}. Only the standard one is made to agree with other series and "
            "used elsewhere.",
            chosen=format_quantity(chosen, forecast.unit, locale.language),
            year=int(forecast.years[-1]),
            standard=format_quantity(usual, forecast.unit, locale.language),
            difference=format_change(chosen - usual, forecast.unit, locale.language),
        ),
        icon=":material/compare_arrows:",
    )
