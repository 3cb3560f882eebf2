"""The risk loop: identify, assess, respond, control."""

from __future__ import annotations

import streamlit as st

from pages.cache.database import open_warehouse
from pages.risk_page.loop import risk_loop
from pages.shell.feedback import explained
from pages.shell.frame import require_app
from pages.widgets.region_controls import select

locale = require_app(__file__)
warehouse = open_warehouse(locale)

st.markdown(
    locale.tr(
        "The talent risks of the paper in four steps: what they are, how far they have come, what is "
        "done about them, and whether it works. Thresholds are assumptions; each says what it rests on."
    )
)
selection = select(locale, warehouse)
with explained(locale):
    risk_loop(locale, warehouse, selection)
