"""The track record of a series: what was forecast in the past, what came, and what follows."""

from __future__ import annotations

import streamlit as st

from data.calibration import load_calibration
from data.warehouse import Warehouse
from forecasting.backtest import COMBINED, BacktestResult, judge
from forecasting.errors import SeriesError
from forecasting.forecasters import METHODS, on
from forecasting.forecasters.forecast import Forecast, Notice
from forecasting.series import Series
from pages.shared.blocks import chart_block
from pages.shared.cache import series_origins
from pages.shared.findings import problem_text
from pages.shared.frame import Frame
from pages.shared.record_tables import horizon_table, origins_table, scores_table
from pages.shared.series_controls import Wanted
from reporting.charts.context import Context
from reporting.charts.forecasts import backtest_errors, coverage
from reporting.charts.track_record import track_record
from reporting.reliability import reliability


def record_block(
    frame: Frame,
    warehouse: Warehouse,
    series: Series,
    forecast: Forecast,
    wanted: Wanted,
    name: str,
    context: Context,
) -> None:
    """Sentences, the paths of the past, errors and coverage by years ahead, who spoke, scores."""
    tr = frame.tr
    st.header(tr("How good would these forecasts have been?"), anchor=False)
    try:
        result: BacktestResult | None = _record(frame, warehouse, series, wanted)
    except SeriesError as error:  # too short to look back: said, and no reason to stop
        result = None
        st.caption(problem_text(frame, warehouse, Notice.of(error)))
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
    chart_block(frame, track_record(series, result, name, context, shown), context)
    horizon_table(frame, series, result)
    origins_table(frame, series, result)
    scores_table(frame, result)
    left, right = st.columns(2)
    with left:
        chart_block(frame, backtest_errors(result, name, context), context)
    with right:
        chart_block(frame, coverage(result, context), context)


def _record(frame: Frame, warehouse: Warehouse, series: Series, wanted: Wanted) -> BacktestResult:
    """The back-test of the chosen methods, as far ahead as the page looks."""
    origins = series_origins(frame, warehouse, series.key, wanted.transformation)
    return judge(
        series,
        origins,
        load_calibration(),
        members=wanted.members,
        methods=on(wanted.transformation, METHODS),
        horizon=wanted.ahead,
    )
