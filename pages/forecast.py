"""Forecast page: a series, the forecast of each method, and the back-test of the methods."""

from __future__ import annotations

import streamlit as st

from pages.cache.database import open_warehouse
from pages.cache.forecasts import series_forecast
from pages.forecast_page.backtest_block import show_backtest
from pages.forecast_page.cohorts import GRADUATES, show_cohort_comparison
from pages.forecast_page.method_effect import show_method_effect
from pages.forecast_page.series_controls import show_series_controls
from pages.forecast_page.series_tables import show_figures_table, show_members_table, show_remarks
from pages.shell.feedback import show_empty_state, show_errors
from pages.shell.frame import require_app
from pages.widgets.chart_block import show_chart
from pages.widgets.chart_context import series_context
from pages.widgets.data_findings import problem_text
from pages.widgets.labels import localised
from reporting.charts.changes import yearly_changes
from reporting.charts.forecasts import forecast_chart

locale = require_app(__file__)
tr = locale.tr
warehouse = open_warehouse(locale)

st.markdown(
    tr(
        "Each forecast is the median of several methods, from the last value carried forward to "
        "Prophet. This page compares them and shows how large their errors would have been in the "
        "past."
    )
)
request = show_series_controls(locale, warehouse)
key = request.key
indicator, series = warehouse.indicator(key.indicator), warehouse.series(key)
name = tr.name(indicator)
context = series_context(locale, warehouse, series, warehouse.region(key.region))
st.caption(localised(locale, indicator.description_zh, indicator.description_en))

problem = warehouse.forecast_problems().get(key)
if problem:
    show_empty_state(problem_text(locale, warehouse, problem))
elif not request.members:
    show_empty_state(tr("No method is chosen. Choose at least one above."))
else:
    with show_errors(locale):
        forecast = series_forecast(locale, warehouse, key, request.ahead, request.members)
        show_method_effect(locale, warehouse, request, forecast)
        show_chart(locale, forecast_chart(series, forecast, name, context), context)
        show_remarks(locale, forecast, series, indicator)
        show_members_table(locale, forecast, series)
        show_chart(locale, yearly_changes(series, forecast, name, context), context)
        show_backtest(locale, warehouse, series, forecast, request, name, context)

if key == GRADUATES:
    with show_errors(locale):
        show_cohort_comparison(locale, warehouse)

st.header(tr("Published figures"), anchor=False)
show_figures_table(locale, warehouse, series, indicator)
