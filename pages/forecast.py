"""Any series: its history, what each method makes of it, and how the methods did in the past."""

from __future__ import annotations

import streamlit as st

from pages.cache.database import open_warehouse
from pages.cache.forecasts import series_forecast
from pages.forecast_page.backtest_block import record_block
from pages.forecast_page.cohorts import GRADUATES, cohort_block
from pages.forecast_page.method_effect import effect_of_choice
from pages.forecast_page.series_controls import pick_series
from pages.forecast_page.series_tables import figures_table, members_table, remarks
from pages.shell.feedback import empty, explained
from pages.shell.frame import require_app
from pages.widgets.chart_block import chart_block
from pages.widgets.chart_context import series_context
from pages.widgets.data_findings import problem_text
from pages.widgets.labels import noted
from reporting.charts.changes import yearly_changes
from reporting.charts.forecasts import forecast_chart

locale = require_app(__file__)
tr = locale.tr
warehouse = open_warehouse(locale)

st.markdown(
    tr(
        "Each forecast is the median of several methods, from the last value carried forward to "
        "Prophet. Here they stand side by side, with how far off each would have been in the past."
    )
)
wanted = pick_series(locale, warehouse)
key = wanted.key
indicator, series = warehouse.indicator(key.indicator), warehouse.series(key)
name = tr.name(indicator)
context = series_context(locale, warehouse, series, warehouse.region(key.region))
st.caption(noted(locale, indicator.description_zh, indicator.description_en))

problem = warehouse.forecast_problems().get(key)
if problem:
    empty(problem_text(locale, warehouse, problem))
elif not wanted.members:
    empty(tr("No method is chosen. Choose at least one above."))
else:
    with explained(locale):
        forecast = series_forecast(locale, warehouse, key, wanted.ahead, wanted.members)
        effect_of_choice(locale, warehouse, wanted, forecast)
        chart_block(locale, forecast_chart(series, forecast, name, context), context)
        remarks(locale, forecast, series, indicator)
        members_table(locale, forecast, series)
        chart_block(locale, yearly_changes(series, forecast, name, context), context)
        record_block(locale, warehouse, series, forecast, wanted, name, context)

if key == GRADUATES:
    with explained(locale):
        cohort_block(locale, warehouse)

st.header(tr("Published figures"), anchor=False)
figures_table(locale, warehouse, series, indicator)
