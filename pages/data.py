"""Data and assumptions: every number with its source, the calibration, and what others say."""

from __future__ import annotations

import streamlit as st

from data.store.check import check
from forecasting.model.run import BASELINE
from pages.cache.database import open_warehouse, ready_scenarios
from pages.cache.runs import consequences_of, outcome_of
from pages.data_page.browse import browse
from pages.shell.frame import require_app
from pages.widgets.chart_block import chart_block
from pages.widgets.data_findings import finding_text
from pages.widgets.published_estimates import estimates_table, rivals
from pages.widgets.region_controls import national, run_context
from reporting.charts.evidence import calibration_fit, estimates
from reporting.charts.published import published_and_model
from reporting.charts.sensitivity import consequences

locale = require_app(__file__)
tr = locale.tr
warehouse = open_warehouse(locale)
selection = national(warehouse)
parameters = selection.inputs.parameters
context = run_context(locale, warehouse, selection, tr.name(ready_scenarios()[BASELINE.id]))

st.markdown(
    tr(
        "No number here is without a source or the mark of an assumption. Look one up, follow its "
        "source, or take the whole table with you."
    )
)
browse(locale, warehouse, selection.inputs)

st.header(tr("What the model was calibrated on"), anchor=False)
left, right = st.columns(2)
with left:
    found = warehouse.calibration("elasticity")
    chart_block(locale, estimates(parameters.elasticity, found, context), context)
with right:
    found = warehouse.calibration("entry_share")
    chart_block(locale, estimates(parameters.entry_share, found, context), context)
what_follows = st.container()  # filled at the end, as it takes a second
chart_block(locale, calibration_fit(warehouse.entry_fit(), context), context)

st.header(tr("The model beside published estimates"), anchor=False)
st.markdown(
    tr(
        "Scope by scope: who was counted, by whom, and why the figure cannot be put in one line with "
        "the others."
    )
)
result = outcome_of(selection.run, BASELINE).baseline
chart_block(
    locale, published_and_model(result, rivals(warehouse, result.baseline), context), context
)
estimates_table(locale, list(warehouse.estimates()))

findings = check(warehouse)
with st.expander(
    tr("What to know about the figures: {count} remarks", count=len(findings)),
    icon=":material/rule:",
):
    for finding in findings:
        st.markdown(f"- {finding_text(locale, warehouse, finding)}")

with what_follows, st.spinner(tr("Calculating the gap under each estimate")):
    calibrated = (parameters.elasticity, parameters.entry_share)
    for column, parameter in zip(st.columns(2), calibrated, strict=True):
        with column:
            gaps = consequences_of(warehouse, selection.run, parameter.id)
            chart_block(locale, consequences(parameter, gaps, context), context)
