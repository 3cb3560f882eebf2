"""What would close the gap: a ready scenario or own levers, against the baseline."""

from __future__ import annotations

import streamlit as st

from pages.cache.database import open_warehouse
from pages.scenario_page.comparison import compare_scenarios
from pages.scenario_page.lever_list import pick_ready
from pages.scenario_page.studio import studio
from pages.scenario_state.editor import Bench
from pages.shell.feedback import explained
from pages.shell.fragments import part
from pages.shell.frame import require_frame
from pages.widgets.region_controls import select

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


with explained(frame):
    studio(Bench(frame, warehouse, selection, ready))
st.header(tr("Compare scenarios"), anchor=False)
st.markdown(
    tr(
        "Keep what is set above under a name and put up to four scenarios side by side. What you keep "
        "stands in the address: it survives a reload and travels with the link."
    )
)
part(frame, "comparison", lambda: compare_scenarios(frame, warehouse, selection))
