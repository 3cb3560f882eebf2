"""Show the remarks of a forecast."""

from __future__ import annotations

import streamlit as st

from forecasting.engine.forecast import Forecast
from pages.shell.locale import Locale
from reporting.charts.forecasts import method_name
from reporting.format.i18n import explain


def show_forecast_remarks(locale: Locale, forecast: Forecast) -> None:
    """Show what the forecast replaced or left out."""
    tr, language = locale.tr, locale.language
    if forecast.fallback:
        reason = explain(forecast.fallback.reason, language)
        st.warning(tr("A simpler method was used: {reason}", reason=reason))
    for notice in forecast.warnings:
        st.caption(f":material/info: {explain(notice, language)}")
    for member in forecast.members:
        if member.problem:
            problem = explain(member.problem, language)
            method = method_name(member.name, tr)
            st.warning(tr("{method} gave no forecast: {problem}", method=method, problem=problem))
