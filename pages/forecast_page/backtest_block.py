"""Show the back-test of a series: past forecasts, actual values, errors and coverage."""

from __future__ import annotations

import streamlit as st

from data.store.warehouse import Warehouse
from forecasting.core.errors import SeriesError
from forecasting.core.series import Series
from forecasting.engine import METHODS, with_transformation
from forecasting.engine.backtest import COMBINED, BacktestResult, judge
from forecasting.engine.forecast import Forecast, Notice
from pages.cache.database import calibration_of
from pages.cache.forecasts import series_origins
from pages.forecast_page.backtest_tables import (
    show_horizon_table,
    show_origins_table,
    show_scores_table,
)
from pages.forecast_page.series_controls import ForecastRequest
from pages.shell.locale import Locale
from pages.widgets.chart_block import show_chart
from pages.widgets.data_findings import problem_text
from reporting.charts.forecasts import backtest_errors, coverage
from reporting.charts.track_record import track_record
from reporting.format.context import Context
from reporting.words.reliability import reliability


def show_backtest(
    locale: Locale,
    warehouse: Warehouse,
    series: Series,
    forecast: Forecast,
    request: ForecastRequest,
    name: str,
    context: Context,
) -> None:
    """Show summary, past forecasts, errors and coverage by years ahead, methods used, and scores."""
    tr = locale.tr
    st.header(tr("How accurate were past forecasts?"), anchor=False)
    try:
        result: BacktestResult | None = _backtest(locale, warehouse, series, request)
    except SeriesError as error:  # too short for a back-test
        result = None
        st.caption(problem_text(locale, warehouse, Notice.of(error)))
    for sentence in reliability(series, forecast, result, tr):
        st.markdown(f"- {sentence}")
    if result is None:
        return
    if request.is_standard and warehouse.is_adjusted(series.key):
        st.caption(
            tr(
                "The back-test is of the methods on this series alone, before its forecast is made to "
                "agree with those of others."
            )
        )
    shown = request.members[0] if len(request.members) == 1 else COMBINED
    show_chart(locale, track_record(series, result, name, context, shown), context)
    show_horizon_table(locale, series, result)
    show_origins_table(locale, series, result)
    show_scores_table(locale, result)
    left, right = st.columns(2)
    with left:
        show_chart(locale, backtest_errors(result, name, context), context)
    with right:
        show_chart(locale, coverage(result, context), context)


def _backtest(
    locale: Locale, warehouse: Warehouse, series: Series, request: ForecastRequest
) -> BacktestResult:
    """Return the back-test of the chosen methods up to the years ahead of the page."""
    origins = series_origins(locale, warehouse, series.key, request.transformation)
    return judge(
        series,
        origins,
        calibration_of(warehouse.digest),
        members=request.members,
        methods=with_transformation(request.transformation, METHODS),
        horizon=request.ahead,
    )
