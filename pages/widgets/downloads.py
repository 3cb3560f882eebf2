"""Show download buttons. A file is made when its button is pressed, without a rerun of the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from pages.shell.locale import Locale
from reporting.charts.chart import Chart
from reporting.format.context import Context
from reporting.render.csv_table import csv, csv_of
from reporting.render.image import image


def show_chart_downloads(locale: Locale, chart: Chart, context: Context) -> None:
    """Show the download buttons of a chart: PNG, SVG and CSV."""
    stem = file_stem(chart.id, context)
    with st.container(horizontal=True):
        show_download_button(
            locale.tr("Picture (PNG)"), lambda: image(chart, "png"), f"{stem}.png", "image/png"
        )
        show_download_button(
            locale.tr("Vector picture (SVG)"),
            lambda: image(chart, "svg"),
            f"{stem}.svg",
            "image/svg+xml",
        )
        show_download_button(
            locale.tr("Numbers (CSV)"), lambda: csv(chart), f"{stem}.csv", "text/csv"
        )


def show_table_download(
    locale: Locale, name: str, rows: pd.DataFrame, remarks: Sequence[str], context: Context
) -> None:
    """Show the download button of a table as CSV, with remarks in its first lines."""
    show_download_button(
        locale.tr("Table (CSV)"),
        lambda: csv_of(rows, remarks),
        f"{file_stem(name, context)}.csv",
        "text/csv",
    )


def show_download_button(label: str, make: Callable[[], bytes], name: str, mime: str) -> None:
    """Show one download button; `make` runs when it is pressed."""
    st.download_button(
        label,
        data=make,
        file_name=name,
        mime=mime,
        key=f"download.{name}",
        on_click="ignore",
        icon=":material/download:",
    )


def file_stem(name: str, context: Context) -> str:
    """Return a file name without extension: chart, region, scenario and date."""
    provenance = context.provenance
    return safe_stem(name, context.place, provenance.scenario, provenance.created)


def safe_stem(*parts: str) -> str:
    """Join parts of a file name with characters that every system accepts."""
    return "_".join(re.sub(r"[^\w-]+", "-", part).strip("-") for part in parts if part)
