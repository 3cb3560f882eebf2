"""Overview page: size of the gap, its uncertainty, its drivers and its regions."""

from __future__ import annotations

import streamlit as st

from forecasting.core.series import NATION
from forecasting.model.run import BASELINE
from pages.cache.database import open_warehouse, ready_scenarios
from pages.cache.runs import influences_of, outcome_of, region_gaps
from pages.shell.frame import require_app
from pages.widgets.chart_block import show_chart
from pages.widgets.metric_cards import show_overview_cards
from pages.widgets.published_estimates import rival_gaps, show_why_this_baseline
from pages.widgets.region_controls import run_context, show_region_controls
from reporting.charts.evidence import estimates
from reporting.charts.gap import (
    demand_and_supply,
    gap_and_qualified_gap,
    gap_over_time,
    tightness,
)
from reporting.charts.regions import ranked_regions
from reporting.charts.sensitivity import tornado
from reporting.words.sentences import closing, drivers, headline

locale = require_app(__file__)
tr = locale.tr
warehouse = open_warehouse(locale)

selection = show_region_controls(locale, warehouse)
result = outcome_of(selection.run, BASELINE).baseline
context = run_context(locale, warehouse, selection, tr.name(ready_scenarios()[BASELINE.id]))
parameters = selection.inputs.parameters

st.header(headline(result, context), anchor=False)
left, right = st.columns([3, 2])
with right:  # drawn first, because charts take longer to appear
    show_overview_cards(locale, result)
with left:
    national = selection.region.code == NATION
    published = rival_gaps(warehouse, result.baseline) if national else ()
    show_chart(locale, gap_over_time(result, context, published=published), context)
show_why_this_baseline(locale, warehouse, parameters.baseline_gap, result, context)

st.header(tr("What drives it"), anchor=False)
st.markdown(f"{drivers(result, context)} {closing(result, context)}")
left, right = st.columns(2)
with left:
    elasticity = warehouse.calibration("elasticity")
    show_chart(locale, estimates(parameters.elasticity, elasticity, context), context)
    st.caption(
        tr(
            "No other parameter matters as much: it says how strongly employment follows digital "
            "output, and it alone turns a surplus into a large shortage within its range."
        )
    )
    strongest_place = st.container()  # filled last, because it takes a second
with right:
    show_chart(locale, demand_and_supply(result, context), context)
    show_chart(locale, tightness(result, context), context)

left, right = st.columns(2)
with left:
    show_chart(locale, gap_and_qualified_gap(result, context), context)
with right:
    gaps = region_gaps(
        warehouse, selection.rule.id, selection.inputs.gap_anchor.id, selection.settings
    )
    show_chart(locale, ranked_regions(gaps, selection.settings.horizon, context), context)

with strongest_place, st.spinner(tr("Calculating the sensitivity of the gap")):
    influences = influences_of(selection.run)
    show_chart(locale, tornado(influences, result, context), context)
