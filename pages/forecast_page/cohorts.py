"""On the forecast page: graduates forecast from those enrolled, beside a forecast from their own past alone."""

from __future__ import annotations

import streamlit as st

from data.store.warehouse import Warehouse
from forecasting.core.series import NATION, SeriesKey
from pages.cache.forecasts import cohort_record_of
from pages.shell.locale import Locale
from pages.widgets.chart_block import chart_block
from pages.widgets.chart_context import series_context
from reporting.charts.cohorts import cohort_errors, cohort_sentence

GRADUATES = SeriesKey("graduates", NATION)


def cohort_block(locale: Locale, warehouse: Warehouse) -> None:
    """One sentence and one chart; computed on first sight, with its progress."""
    series = warehouse.series(GRADUATES)
    context = series_context(locale, warehouse, series, warehouse.region(NATION))
    record = cohort_record_of(locale, warehouse, GRADUATES)
    st.header(locale.tr("Are they better told from those enrolled?"), anchor=False)
    st.markdown(cohort_sentence(record, context))
    chart_block(locale, cohort_errors(record, context), context)
