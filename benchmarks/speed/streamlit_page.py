"""A Streamlit page that shows the chart behind one slider and does nothing else, tuned."""

from __future__ import annotations

import gc

import plotly.graph_objects as go
import streamlit as st

from benchmarks.speed.fan import STEPS, Figure, load, moved


@st.cache_resource
def prepared() -> Figure:
    """Load once, then take all that is imported out of garbage collection."""
    figure = load()
    gc.collect()
    gc.freeze()
    return figure


st.set_page_config(layout="wide")
figure = prepared()
position = st.slider("Position", 0, STEPS)
st.plotly_chart(
    go.Figure(moved(figure, position)),
    theme=None,
    config={"displayModeBar": False, "responsive": True},
    key="chart",
)
