"""Download buttons. Files are made when a button is pressed, and no page runs again for it."""

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


def chart_downloads(locale: Locale, chart: Chart, context: Context) -> None:
    """Picture, vector picture and numbers of a chart."""
    stem = file_stem(chart.id, context)
    with st.container(horizontal=True):
        download(
            locale.tr("Picture (PNG)"), lambda: image(chart, "png"), f"{stem}.png", "image/png"
        )
        download(
            locale.tr("Vector picture (SVG)"),
            lambda: image(chart, "svg"),
            f"{stem}.svg",
            "image/svg+xml",
        )
        download(locale.tr("Numbers (CSV)"), lambda: csv(chart), f"{stem}.csv", "text/csv")


def table_download(
    locale: Locale, name: str, rows: pd.DataFrame, remarks: Sequence[str], context: Context
) -> None:
    """A table as a file, with what it is about in its first lines."""
    download(
        locale.tr("Table (CSV)"),
        lambda: csv_of(rows, remarks),
        f"{file_stem(name, context)}.csv",
        "text/csv",
    )


def download(label: str, make: Callable[[], bytes], name: str, mime: str) -> None:
    """One button; `make` runs when it is pressed."""
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
    """What a file is about: chart, region, scenario and date."""
    provenance = context.provenance
    return safe_stem(name, context.place, provenance.scenario, provenance.created)


def safe_stem(*parts: str) -> str:
    """Parts of a file's name, safe on every system."""
    return "_".join(re.sub(r"[^\w-]+", "-", part).strip("-") for part in parts if part)
