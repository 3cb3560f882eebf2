"""A chart as pages show it: figure, its numbers as a table, and its downloads."""

from __future__ import annotations

from html import escape
from math import isnan
from typing import Literal

import pandas as pd
import streamlit as st

from pages.shared.downloads import chart_downloads
from pages.shared.frame import Frame
from reporting.charts.chart import Chart
from reporting.charts.context import Context
from reporting.figures import CONFIG, figure
from reporting.i18n import Language
from reporting.numbers import MISSING, round_to, write
from reporting.tables import table

_DIGITS = 4
_FEW = 17  # rows that need no scrolling
_WINDOW = 560  # pixels


def chart_block(frame: Frame, chart: Chart, context: Context) -> None:
    """Show a chart under its title, with its source, its table and its downloads."""
    st.html(_heading(chart))
    st.plotly_chart(
        figure(chart, dark=st.context.theme.type == "dark"),
        theme=None,
        config=CONFIG,
        key=f"chart.{chart.id}",
        alt=chart.alt,
    )
    st.html(f'<div class="chart-source">{escape(chart.source_line)}</div>')
    numbers = st.expander(
        frame.tr("Numbers and downloads"),
        icon=":material/table:",
        key=f"numbers.{chart.id}",
        on_change="rerun",
    )
    if numbers.open:  # a table takes longer to make than its chart
        with numbers:
            chart_downloads(frame, chart, context)
            plain_table(table(chart), frame.language)


def _heading(chart: Chart) -> str:
    """Title and subtitle; upright charts have no other place for the name of their axis."""
    below = chart.subtitle if chart.horizontal else f"{chart.subtitle} · {chart.y.heading}"
    return (
        f'<div class="chart-title">{escape(chart.title)}</div>'
        f'<div class="chart-subtitle">{escape(below)}</div>'
    )


def plain_table(rows: pd.DataFrame, language: Language) -> None:
    """A table that needs none of Streamlit's English menus; numbers to four significant digits.

    A long one scrolls in a window of its own.
    """
    height: int | Literal["content"] = _WINDOW if len(rows) > _FEW else "content"
    st.table(
        rows.map(lambda cell: _text(cell, language)),
        hide_index=True,
        border="horizontal",
        height=height,
    )


def _text(cell: object, language: Language) -> str:
    if isinstance(cell, float) and not isnan(cell):
        return write(round_to(cell, _DIGITS), language)
    return str(cell) if isinstance(cell, str | int) else MISSING
