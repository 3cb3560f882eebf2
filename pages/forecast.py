"""Any series: its history, what each method makes of it, and how the methods did in the past."""

from __future__ import annotations

import streamlit as st

from pages.shared.blocks import chart_block
from pages.shared.cache import open_warehouse, series_backtest, series_forecast
from pages.shared.cohorts import GRADUATES, cohort_block
from pages.shared.frame import require_frame
from pages.shared.provenance import series_context
from pages.shared.series_controls import pick_series
from pages.shared.series_tables import figures_table, remarks, scores_table
from pages.shared.states import empty, explained
from pages.shared.wording import noted
from reporting.charts.forecasts import backtest_errors, coverage, forecast_chart

frame = require_frame(__file__)
FEWEST = 3  # figures
tr = frame.tr
warehouse = open_warehouse(frame)

st.markdown(
    tr(
        "Each forecast is the median of several methods, from the last value carried forward to "
        "Prophet. Here they stand side by side, with how far off each would have been in the past."
    )
)
key, years_ahead = pick_series(frame, warehouse)
measure, series = warehouse.measure(key.measure), warehouse.series(key)
name = tr.name(measure)
context = series_context(frame, warehouse, series, warehouse.region(key.region))
st.caption(noted(frame, measure.description_zh, measure.description_en))

if len(series) < FEWEST:
    empty(tr("A forecast needs at least {needed} figures; this series has fewer.", needed=FEWEST))
else:
    forecast = series_forecast(warehouse, key, years_ahead)
    chart_block(frame, forecast_chart(series, forecast, name, context), context)
    remarks(frame, forecast, series, measure)

    st.subheader(tr("How good would these forecasts have been?"), anchor=False)
    with explained(frame):
        result = series_backtest(frame, warehouse, key)
        scores_table(frame, result)
        left, right = st.columns(2)
        with left:
            chart_block(frame, backtest_errors(result, name, context), context)
        with right:
            chart_block(frame, coverage(result, context), context)

if key == GRADUATES:
    with explained(frame):
        cohort_block(frame, warehouse)

st.subheader(tr("Published figures"), anchor=False)
figures_table(frame, warehouse, series, measure)
