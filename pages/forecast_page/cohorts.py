"""Show the back-test of the cohort forecast of graduates against a forecast from their own past."""

from __future__ import annotations

import streamlit as st

from data.store.warehouse import Warehouse
from forecasting.core.series import NATION, SeriesKey
from pages.cache.forecasts import cohort_record_of
from pages.shell.locale import Locale
from pages.widgets.chart_block import show_chart
from pages.widgets.chart_context import series_context
from reporting.charts.cohorts import cohort_errors, cohort_sentence

GRADUATES = SeriesKey("graduates", NATION)


def show_cohort_comparison(locale: Locale, warehouse: Warehouse) -> None:
    """Show the comparison in one sentence and one chart; computed at the first visit with progress."""
    series = warehouse.series(GRADUATES)
    context = series_context(locale, warehouse, series, warehouse.region(NATION))
    record = cohort_record_of(locale, warehouse, GRADUATES)
    st.header(
        locale.tr("Does counting enrolled students improve the forecast of graduates?"),
        anchor=False,
    )
    st.markdown(cohort_sentence(record, context))
    show_chart(locale, cohort_errors(record, context), context)
