"""Scenario page: a ready scenario or own lever settings against the baseline."""

from __future__ import annotations

import streamlit as st

from pages.cache.database import open_warehouse
from pages.scenario_page.comparison import show_comparison
from pages.scenario_page.lever_list import show_ready_scenario_select
from pages.scenario_page.page import show_scenario_page
from pages.scenario_state.editor import ScenarioEditor
from pages.shell.feedback import show_errors
from pages.shell.fragments import show_fragment
from pages.shell.frame import require_app
from pages.widgets.region_controls import show_region_controls

locale = require_app(__file__)
tr = locale.tr
warehouse = open_warehouse(locale)

st.markdown(
    tr(
        "Set measures and see what they change against the baseline. No measure closes the gap at "
        "once, because training takes years. The URL in the address bar restores everything you "
        "set."
    )
)
selection = show_region_controls(locale, warehouse)
ready = show_ready_scenario_select(locale, selection)


with show_errors(locale):
    show_scenario_page(ScenarioEditor(locale, warehouse, selection, ready))
st.header(tr("Compare scenarios"), anchor=False)
st.markdown(
    tr(
        "Save what is set above under a name and compare up to four scenarios. What you save is "
        "part of the link: it survives a reload and can be shared."
    )
)
show_fragment(locale, "comparison", lambda: show_comparison(locale, warehouse, selection))
