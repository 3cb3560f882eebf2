"""The parts of the screen that Streamlit has no element for: a lever, and a chart that answers to it.

Streamlit draws its page anew for every move of a slider. These two move by themselves and tell the page
afterwards; docs/decisions/0015-levers-ask-for-previews.md says why.
"""

from __future__ import annotations

from pathlib import Path

from streamlit.components.v2 import component

HERE = Path(__file__).parent


def _read(name: str) -> str:
    return HERE.joinpath(name).read_text(encoding="utf-8")


lever = component("lever", html=_read("lever.html"), css=_read("lever.css"), js=_read("lever.js"))
chart = component(
    "chart",
    html=_read("chart.html"),
    css=_read("chart.css"),
    js=_read("chart.js"),
    isolate_styles=False,  # the page's own styles reach the titles, and its print styles the chart
)
