"""Custom components: the slider of a lever, and a chart that follows it while it moves.

A Streamlit slider reruns and redraws the page at every move. These components update in the browser and inform
the page when the slider rests; docs/decisions/0015-levers-ask-for-previews.md gives the measurements.
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
    isolate_styles=False,  # the page's style applies to the titles, its print style to the chart
)
