"""A chart as pages show it: figure, its numbers as a table, and its downloads."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import isnan
from typing import Literal

import pandas as pd
import streamlit as st

from pages.components import chart as draw_chart
from pages.shell.locale import Locale
from pages.shell.routes import LIBRARY_ADDRESS
from pages.widgets.downloads import chart_downloads
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
    """A key figure before a chart, in words.

    Attributes:
        tone: of the change: "better", "worse" or "same"; the words say it too.
    """

    label: str
    value: str
    change: str
    tone: Literal["better", "worse", "same"]
    interval: str


def chart_block(locale: Locale, chart: Chart, context: Context) -> None:
    """Show a chart under its title, with its source, its table and its downloads."""
    draw(locale, f"chart.{chart.id}", chart_shown(chart, dark=is_dark()))
    numbers_block(locale, chart, context)


def is_dark() -> bool:
    """Whether the page has a dark background."""
    return st.context.theme.type == "dark"


def chart_shown(chart: Chart, cards: Sequence[Card] = (), *, dark: bool) -> str:
    """A chart and the cards before it as JSON for pages/components/chart.js."""
    # Upright charts have no other place for the name of their axis.
    below = chart.subtitle if chart.horizontal else f"{chart.subtitle} · {chart.y.heading}"
    shown = {
        "cards": [asdict(card) for card in cards],
        "title": chart.title,
        "subtitle": below,
        "source": chart.source_line,
        "alt": chart.alt,
        "figure": to_plotly_json(chart, dark=dark),
    }
    return json.dumps(shown, ensure_ascii=False)


def draw(locale: Locale, key: str, shown: str, *, answers: bool = False) -> None:
    """Draw what `chart_shown` gave.

    Args:
        locale: language of the page.
        key: of the element.
        shown: the chart.
        answers: it follows the levers while they move.
    """
    data = {
        "shown": shown,
        "library": LIBRARY_ADDRESS,
        "config": CONFIG,
        "answers": answers,
        "failed": locale.tr(
            "The chart could not be drawn. Reload the page; if it stays away, whoever runs this server "
            "has to let {address} through.",
            address=LIBRARY_ADDRESS,
        ),
    }
    draw_chart(key=key, data=data)


def numbers_block(locale: Locale, chart: Chart, context: Context) -> None:
    """What a chart shows as a table and as files."""
    numbers = st.expander(
        locale.tr("Numbers and downloads"),
        icon=":material/table:",
        key=f"numbers.{chart.id}",
        on_change="rerun",
    )
    if numbers.open:  # a table takes longer to make than its chart
        with numbers:
            chart_downloads(locale, chart, context)
            plain_table(table(chart), locale.language)


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
