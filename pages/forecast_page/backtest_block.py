"""The track record of a series: what was forecast in the past, what came, and what follows."""

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
from pages.forecast_page.backtest_tables import horizon_table, origins_table, scores_table
from pages.forecast_page.series_controls import Wanted
from pages.shell.locale import Locale
from pages.widgets.chart_block import chart_block
from pages.widgets.data_findings import problem_text
from reporting.charts.forecasts import backtest_errors, coverage
from reporting.charts.track_record import track_record
from reporting.format.context import Context
from reporting.words.reliability import reliability


def record_block(
    locale: Locale,
    warehouse: Warehouse,
    series: Series,
    forecast: Forecast,
    wanted: Wanted,
    name: str,
    context: Context,
) -> None:
    """Sentences, the paths of the past, errors and coverage by years ahead, members used, scores."""
    tr = locale.tr
    st.header(tr("How good would these forecasts have been?"), anchor=False)
    try:
        result: BacktestResult | None = _record(locale, warehouse, series, wanted)
    except SeriesError as error:  # too short to look back: said, and no reason to stop
        result = None
        st.caption(problem_text(locale, warehouse, Notice.of(error)))
    for sentence in reliability(series, forecast, result, tr):
        st.markdown(f"- {sentence}")
    if result is None:
        return
    if wanted.is_standard and warehouse.is_adjusted(series.key):
        st.caption(
            tr(
                "The back-test is of the methods on this series alone, before its forecast is made to "
                "agree with those of others."
            )
        )
    shown = wanted.members[0] if len(wanted.members) == 1 else COMBINED
    chart_block(locale, track_record(series, result, name, context, shown), context)
    horizon_table(locale, series, result)
    origins_table(locale, series, result)
    scores_table(locale, result)
    left, right = st.columns(2)
    with left:
        chart_block(locale, backtest_errors(result, name, context), context)
    with right:
        chart_block(locale, coverage(result, context), context)


def _record(locale: Locale, warehouse: Warehouse, series: Series, wanted: Wanted) -> BacktestResult:
    """The back-test of the chosen methods, as far ahead as the page looks."""
    origins = series_origins(locale, warehouse, series.key, wanted.transformation)
    return judge(
        series,
        origins,
        calibration_of(warehouse.digest),
        members=wanted.members,
        methods=with_transformation(wanted.transformation, METHODS),
        horizon=wanted.ahead,
    )
