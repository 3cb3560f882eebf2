"""Risk page: identify, assess, respond, control."""

from __future__ import annotations

import streamlit as st

from pages.cache.database import open_warehouse
from pages.risk_page.loop import show_risk_loop
from pages.shell.feedback import show_errors
from pages.shell.frame import require_app
from pages.widgets.region_controls import show_region_controls

locale = require_app(__file__)
warehouse = open_warehouse(locale)

st.markdown(
    locale.tr(
        "The talent risks of the paper in four steps: which risks there are, how far they have "
        "developed, what can be done, and whether it works. Thresholds are assumptions; the source"
        " of each is given."
    )
)
selection = show_region_controls(locale, warehouse)
with show_errors(locale):
    show_risk_loop(locale, warehouse, selection)
