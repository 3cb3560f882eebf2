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
from pages.shell.frame import require_frame
from pages.widgets.chart_block import chart_block
from pages.widgets.chart_context import series_context
from pages.widgets.data_findings import problem_text
from pages.widgets.labels import noted
from reporting.charts.changes import yearly_changes
from reporting.charts.forecasts import forecast_chart

frame = require_frame(__file__)
tr = frame.tr
warehouse = open_warehouse(frame)

st.markdown(
    tr(
        "Each forecast is the median of several methods, from the last value carried forward to "
        "Prophet. Here they stand side by side, with how far off each would have been in the past."
    )
)
wanted = pick_series(frame, warehouse)
key = wanted.key
measure, series = warehouse.measure(key.measure), warehouse.series(key)
name = tr.name(measure)
context = series_context(frame, warehouse, series, warehouse.region(key.region))
st.caption(noted(frame, measure.description_zh, measure.description_en))

problem = warehouse.forecast_problems().get(key)
if problem:
    empty(problem_text(frame, warehouse, problem))
elif not wanted.members:
    empty(tr("No method is chosen. Choose at least one above."))
else:
    with explained(frame):
        forecast = series_forecast(frame, warehouse, key, wanted.ahead, wanted.members)
        effect_of_choice(frame, warehouse, wanted, forecast)
        chart_block(frame, forecast_chart(series, forecast, name, context), context)
        remarks(frame, forecast, series, measure)
        members_table(frame, forecast, series)
        chart_block(frame, yearly_changes(series, forecast, name, context), context)
        record_block(frame, warehouse, series, forecast, wanted, name, context)

if key == GRADUATES:
    with explained(frame):
        cohort_block(frame, warehouse)

st.header(tr("Published figures"), anchor=False)
figures_table(frame, warehouse, series, measure)
