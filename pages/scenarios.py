"""What would close the gap: a ready scenario or own levers, against the baseline."""

from __future__ import annotations

import streamlit as st

from pages.shared.bench import Bench
from pages.shared.cache import open_warehouse
from pages.shared.comparison import compare_scenarios
from pages.shared.frame import require_frame
from pages.shared.parts import part
from pages.shared.selection import select
from pages.shared.states import explained
from pages.shared.studio import studio
from pages.shared.workbench import pick_ready

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
