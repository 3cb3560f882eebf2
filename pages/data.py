"""Data and assumptions page: every number with its source, the calibration, published estimates."""

from __future__ import annotations

import streamlit as st

from data.model_inputs.plausibility import check_facts
from forecasting.model.run import BASELINE
from pages.cache.database import open_warehouse, ready_scenarios
from pages.cache.runs import consequences_of, outcome_of
from pages.data_page.browse import show_catalogue
from pages.shell.frame import require_app
from pages.widgets.chart_block import show_chart
from pages.widgets.data_findings import finding_text
from pages.widgets.published_estimates import rival_gaps, show_estimates_table
from pages.widgets.region_controls import national_selection, run_context
from reporting.charts.evidence import calibration_fit, estimates
from reporting.charts.published import published_and_model
from reporting.charts.sensitivity import consequences

locale = require_app(__file__)
tr = locale.tr
warehouse = open_warehouse(locale)
selection = national_selection(warehouse)
parameters = selection.inputs.parameters
context = run_context(locale, warehouse, selection, tr.name(ready_scenarios()[BASELINE.id]))

st.markdown(
    tr(
        "Every number here has a source or is marked as an assumption. Look one up, follow its "
        "source, or download the whole table."
    )
)
show_catalogue(locale, warehouse, selection.inputs)

st.header(tr("What the model was calibrated on"), anchor=False)
left, right = st.columns(2)
with left:
    elasticities = warehouse.calibration("elasticity")
    show_chart(locale, estimates(parameters.elasticity, elasticities, context), context)
with right:
    entry_shares = warehouse.calibration("entry_share")
    show_chart(locale, estimates(parameters.entry_share, entry_shares, context), context)
consequences_place = st.container()  # filled last, because it takes a second
show_chart(locale, calibration_fit(warehouse.entry_fit(), context), context)

st.header(tr("The model beside published estimates"), anchor=False)
st.markdown(
    tr(
        "Scope by scope: who was counted, by whom, and why the figure cannot be put in one line with "
        "the others."
    )
)
result = outcome_of(selection.run, BASELINE).baseline
show_chart(
    locale, published_and_model(result, rival_gaps(warehouse, result.baseline), context), context
)
show_estimates_table(locale, list(warehouse.estimates()))

findings = check_facts(warehouse)
with st.expander(
    tr("What to know about the figures: {count} remarks", count=len(findings)),
    icon=":material/rule:",
):
    for finding in findings:
        st.markdown(f"- {finding_text(locale, warehouse, finding)}")

with consequences_place, st.spinner(tr("Calculating the gap under each estimate")):
    calibrated = (parameters.elasticity, parameters.entry_share)
    for column, parameter in zip(st.columns(2), calibrated, strict=True):
        with column:
            gaps = consequences_of(warehouse, selection.run, parameter.id)
            show_chart(locale, consequences(parameter, gaps, context), context)
