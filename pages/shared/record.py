"""The track record of a series: what was forecast in the past, what came, and what follows."""

from __future__ import annotations

import streamlit as st

from data.warehouse import Warehouse
from forecasting.backtest import COMBINED, BacktestResult
from forecasting.errors import SeriesError
from forecasting.forecasters.forecast import Forecast
from forecasting.series import Series
from pages.shared.blocks import chart_block
from pages.shared.cache import series_backtest
from pages.shared.frame import Frame
from pages.shared.series_tables import scores_table
from reporting.charts.context import Context
from reporting.charts.forecasts import backtest_errors, coverage
from reporting.charts.track_record import track_record
from reporting.i18n import explain
from reporting.reliability import reliability


def record_block(
    frame: Frame,
    warehouse: Warehouse,
    series: Series,
    forecast: Forecast,
    method: str,
    name: str,
    context: Context,
) -> None:
    """Sentences, the paths of the past, scores, errors and coverage."""
    tr = frame.tr
    st.subheader(tr("How good would these forecasts have been?"), anchor=False)
    try:
        result: BacktestResult | None = series_backtest(frame, warehouse, series.key)
    except SeriesError as error:  # too short to look back: said, and no reason to stop
        result = None
        st.caption(explain(error, frame.language))
    shown = _shown(result, method)
    for sentence in reliability(series, forecast, result, tr, shown):
        st.markdown(f"- {sentence}")
    if result is None:
        return
    chart_block(frame, track_record(series, result, name, context, shown), context)
    scores_table(frame, result)
    left, right = st.columns(2)
    with left:
        chart_block(frame, backtest_errors(result, name, context), context)
    with right:
        chart_block(frame, coverage(result, context), context)


def _shown(result: BacktestResult | None, method: str) -> str:
    """The method asked for, the combination where it has no record."""
    known = {score.name for score in result.scores} if result else set()
    return method if method in known else COMBINED
