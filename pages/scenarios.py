"""What would close the gap: a ready scenario or own levers, against the baseline."""

from __future__ import annotations

import streamlit as st

from pages.shared import view
from pages.shared.cache import open_warehouse, outcome_of
from pages.shared.comparison import compare_scenarios
from pages.shared.frame import require_frame
from pages.shared.results import result_cards, result_charts
from pages.shared.selection import run_context, select
from pages.shared.states import explained
from pages.shared.workbench import (
    bench,
    levers_of,
    pick_ready,
    scenario_name,
    scenario_set,
    what_changed,
)

frame = require_frame(__file__)
tr = frame.tr
warehouse = open_warehouse(frame)

st.markdown(
    tr(
        "Set measures and see what they change against the baseline. None closes the gap at a stroke: "
        "training takes years. The link in the address bar restores everything you set."
    )
)
selection = select(frame, warehouse)
ready = pick_ready(frame, selection)


@st.fragment
def workbench() -> None:
    """Levers and results run together, without the rest of the page."""
    with explained(frame):
        left, right = st.container(key="bench").columns([2, 3], gap="large")
        levers = levers_of(selection, ready)
        scenario = scenario_set(levers, ready)
        with right:
            context = run_context(frame, warehouse, selection, scenario_name(frame, scenario))
            outcome = outcome_of(selection.inputs, scenario, selection.settings)
            result_cards(frame, outcome)
        with left, st.container(key="levers"):
            bench(frame, warehouse, levers)
        with right:
            result_charts(frame, outcome, selection.inputs, selection.settings, context)
            st.subheader(tr("What is set"), anchor=False)
            what_changed(frame, scenario, selection.inputs.interventions)
    view.publish()


@st.fragment
def comparison() -> None:
    """Scenarios side by side, run without the levers."""
    with explained(frame):
        compare_scenarios(frame, warehouse, selection)
    view.publish()


workbench()
st.subheader(tr("Compare scenarios"), anchor=False)
st.markdown(
    tr(
        "Keep what is set above under a name and put up to four scenarios side by side. What you keep "
        "stands in the address: it survives a reload and travels with the link."
    )
)
comparison()
