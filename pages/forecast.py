"""Any series: its history, what each method makes of it, and how the methods did in the past."""

from __future__ import annotations

import streamlit as st

from pages.shared.blocks import chart_block
from pages.shared.cache import open_warehouse, series_forecast
from pages.shared.cohorts import GRADUATES, cohort_block
from pages.shared.frame import require_frame
from pages.shared.provenance import series_context
from pages.shared.record import record_block
from pages.shared.series_controls import pick_series
from pages.shared.series_tables import figures_table, remarks
from pages.shared.states import empty, explained
from pages.shared.wording import noted
from reporting.charts.forecasts import forecast_chart

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
wanted = pick_series(frame, warehouse)
key = wanted.key
measure, series = warehouse.measure(key.measure), warehouse.series(key)
name = tr.name(measure)
context = series_context(frame, warehouse, series, warehouse.region(key.region))
st.caption(noted(frame, measure.description_zh, measure.description_en))

if len(series) < FEWEST:
    empty(tr("A forecast needs at least {needed} figures; this series has fewer.", needed=FEWEST))
else:
    with explained(frame):
        forecast = series_forecast(frame, warehouse, key, wanted.ahead, wanted.method)
        chart_block(frame, forecast_chart(series, forecast, name, context), context)
        remarks(frame, forecast, series, measure)
        record_block(frame, warehouse, series, forecast, wanted.method, name, context)

if key == GRADUATES:
    with explained(frame):
        cohort_block(frame, warehouse)

st.subheader(tr("Published figures"), anchor=False)
figures_table(frame, warehouse, series, measure)
