"""What would close the gap: a ready scenario or own levers, against the baseline."""

from __future__ import annotations

import streamlit as st

from pages.shared import view
from pages.shared.cache import open_warehouse
from pages.shared.comparison import compare_scenarios
from pages.shared.frame import require_frame
from pages.shared.history import catch_up
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


@st.fragment
def workbench() -> None:
    """Levers and all that answers to them run together, without the rest of the page."""
    catch_up()
    with explained(frame):
        studio(frame, warehouse, selection, ready)
    view.publish()


@st.fragment
def comparison() -> None:
    """Scenarios side by side, run without the levers."""
    catch_up()
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
