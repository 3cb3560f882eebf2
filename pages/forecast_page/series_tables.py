"""A series and its forecast in tables and remarks."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.store.warehouse import Warehouse
from forecasting.core.published import Indicator
from forecasting.core.series import Series
from forecasting.engine.forecast import Forecast
from pages.cache.database import known_sources
from pages.shell.locale import Locale
from pages.widgets.chart_block import show_table
from pages.widgets.forecast_remarks import show_forecast_remarks
from pages.widgets.labels import QUALITIES, amount, localised, producer, source_link
from reporting.charts.forecasts import method_name
from reporting.format.numbers import format_change


def show_remarks(locale: Locale, forecast: Forecast, series: Series, indicator: Indicator) -> None:
    """Show what the forecast replaced or left out, and the breaks of the series."""
    show_forecast_remarks(locale, forecast)
    for cut in indicator.breaks:
        if cut.year in series.breaks:
            reason = localised(locale, cut.reason_zh, cut.reason_en)
            where = locale.tr("Break in {year}", year=cut.year)
            st.caption(f":material/content_cut: {where}: {reason}")


def show_figures_table(
    locale: Locale, warehouse: Warehouse, series: Series, indicator: Indicator
) -> None:
    """Show every published figure with its quality, definition and source."""
    tr, known = locale.tr, known_sources(warehouse)
    definitions = {d.id: localised(locale, d.text_zh, d.text_en) for d in indicator.definitions}
    rows = pd.DataFrame(
        {
            tr("Year"): [str(year) for year in series.years],
            tr("Value"): [amount(locale, float(value), series.unit) for value in series.values],
            tr("Quality"): [tr(QUALITIES[quality]) for quality in series.quality],
            tr("Definition"): [definitions.get(d, "") for d in series.definitions],
            tr("Source"): [producer(known[s], locale.language) for s in series.source_ids],
        }
    )
    show_table(rows.iloc[::-1], locale.language)
    for name in dict.fromkeys(series.source_ids):
        st.caption(source_link(known[name], locale.language))


def show_members_table(locale: Locale, forecast: Forecast, series: Series) -> None:
    """Show the forecast of each method: next year, last year, change a year."""
    tr = locale.tr
    last = series.at(forecast.origin)
    used = [m for m in forecast.members if m.problem is None and m.weight > 0]
    paths = {tr("Forecast"): forecast.median}
    paths |= {method_name(member.name, tr): member.values for member in used}
    unit = forecast.unit
    rows = pd.DataFrame(
        {
            tr("Method"): list(paths),
            str(forecast.years[0]): [amount(locale, float(p[0]), unit) for p in paths.values()],
            str(forecast.years[-1]): [amount(locale, float(p[-1]), unit) for p in paths.values()],
            tr("Change a year"): [
                format_change(float(p[-1] - last) / len(p), unit, locale.language)
                for p in paths.values()
            ],
        }
    )
    with st.expander(tr("Forecast of each method"), icon=":material/groups:"):
        show_table(rows, locale.language)
