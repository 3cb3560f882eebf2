"""Show a chart with its numbers as a table and its downloads."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import isnan
from typing import Any, Literal, TypedDict

import pandas as pd
import streamlit as st

from pages.components import chart as chart_component
from pages.shell.locale import Locale
from pages.shell.routes import LIBRARY_PATH
from pages.widgets.downloads import show_chart_downloads
from reporting.charts.chart import Chart
from reporting.format.context import Context
from reporting.format.i18n import Language
from reporting.format.numbers import MISSING, round_to, write
from reporting.render.csv_table import table
from reporting.render.plotly_figure import CONFIG, to_plotly_json

_DIGITS = 4
_FEW = 17  # rows that need no scrolling
_WINDOW = 560  # pixels


@dataclass(frozen=True)
class Card:
    """A key figure above a chart, as texts.

    Attributes:
        label: name of the figure with its year.
        value: median with unit.
        change: mean difference from the baseline with unit.
        tone: colour of the change; the text says the same.
        interval: 80% interval.
    """

    label: str
    value: str
    change: str
    tone: Literal["better", "worse", "same"]
    interval: str


def show_chart(locale: Locale, chart: Chart, context: Context) -> None:
    """Show a chart under its title, with its source, its table and its downloads."""
    draw_chart(locale, f"chart.{chart.id}", chart_payload(chart, dark=is_dark()))
    show_numbers(locale, chart, context)


def is_dark() -> bool:
    """Return whether the page has the dark theme."""
    return st.context.theme.type == "dark"


class ChartPayload(TypedDict):
    """A chart and the cards above it, as pages/components/chart.js shows them; plain JSON values."""

    cards: list[dict[str, str]]
    title: str
    subtitle: str
    source: str
    alt: str
    figure: dict[str, Any]  # traces and layout of Plotly


def chart_payload(chart: Chart, cards: Sequence[Card] = (), *, dark: bool) -> ChartPayload:
    """Return a chart and the cards above it for pages/components/chart.js."""
    # A vertical chart shows the name of its value axis in the subtitle.
    below = chart.subtitle if chart.horizontal else f"{chart.subtitle} · {chart.y.heading}"
    return {
        "cards": [asdict(card) for card in cards],
        "title": chart.title,
        "subtitle": below,
        "source": chart.source_line,
        "alt": chart.alt,
        "figure": json.loads(to_plotly_json(chart, dark=dark)),
    }


def draw_chart(
    locale: Locale, key: str, payload: ChartPayload, *, follows_levers: bool = False
) -> None:
    """Draw a chart and the cards above it.

    Args:
        locale: language of the page.
        key: of the element.
        payload: the chart and its cards.
        follows_levers: whether previews of moving levers replace the chart.
    """
    data = {
        "chart": payload,
        "library": LIBRARY_PATH,
        "config": CONFIG,
        "follows_levers": follows_levers,
        "failed": locale.tr(
            "The chart could not be drawn. Reload the page; if it stays away, whoever runs this server "
            "has to let {address} through.",
            address=LIBRARY_PATH,
        ),
    }
    chart_component(key=key, data=data)


def show_numbers(locale: Locale, chart: Chart, context: Context) -> None:
    """Show the numbers of a chart as a table and as files."""
    numbers = st.expander(
        locale.tr("Numbers and downloads"),
        icon=":material/table:",
        key=f"numbers.{chart.id}",
        on_change="rerun",
    )
    if numbers.open:  # making a table takes longer than its chart
        with numbers:
            show_chart_downloads(locale, chart, context)
            show_table(table(chart), locale.language)


def show_table(rows: pd.DataFrame, language: Language) -> None:
    """Show a static table without Streamlit's English menus; numbers to four significant digits.

    A table of more than 17 rows scrolls within 560 pixels.
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
