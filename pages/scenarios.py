"""What would close the gap: a ready scenario or own levers, against the baseline."""

from __future__ import annotations

import streamlit as st

from pages.cache.database import open_warehouse
from pages.scenario_page.comparison import compare_scenarios
from pages.scenario_page.lever_list import pick_ready
from pages.scenario_page.page import show_scenario_page
from pages.scenario_state.editor import ScenarioEditor
from pages.shell.feedback import explained
from pages.shell.fragments import fragment
from pages.shell.frame import require_app
from pages.widgets.region_controls import select

locale = require_app(__file__)
tr = locale.tr
warehouse = open_warehouse(locale)

st.markdown(
    tr(
        "Set measures and see what they change against the baseline. None closes the gap at a stroke: "
        "training takes years. The link in the address bar restores everything you set."
    )
)
selection = select(locale, warehouse)
ready = pick_ready(locale, selection)


with explained(locale):
    show_scenario_page(ScenarioEditor(locale, warehouse, selection, ready))
st.header(tr("Compare scenarios"), anchor=False)
st.markdown(
    tr(
        "Keep what is set above under a name and put up to four scenarios side by side. What you keep "
        "stands in the address: it survives a reload and travels with the link."
    )
)
fragment(locale, "comparison", lambda: compare_scenarios(locale, warehouse, selection))
