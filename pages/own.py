"""My figures: what an organisation's own headcount plan runs into, and what it can do itself."""

from __future__ import annotations

import streamlit as st

from data.uploads.own_figures import OwnFigures
from pages.cache.database import open_warehouse
from pages.own_page.answer import show_answer
from pages.own_page.input import show_input
from pages.shell.feedback import show_errors
from pages.shell.frame import require_app
from pages.widgets.region_controls import Selection, show_region_controls

locale = require_app(__file__)
tr = locale.tr
warehouse = open_warehouse(locale)

st.markdown(
    tr(
        "Bring your own headcount: how many people you must hire each year, how that compares with the "
        "market of your region, and what keeping, training and interns would save."
    )
)
figures = show_input(locale)


@st.fragment
def answer(figures: OwnFigures, selection: Selection) -> None:
    """Levers and all that answers to them run together, without reading the figures again."""
    with show_errors(locale):
        show_answer(locale, warehouse, selection, figures)


if figures is not None:
    answer(figures, show_region_controls(locale, warehouse))
