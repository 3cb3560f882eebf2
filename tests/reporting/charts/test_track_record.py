from __future__ import annotations

import numpy as np

from forecasting.core.series import Series
from forecasting.engine.backtest import BacktestResult
from reporting.charts.chart import Line
from reporting.charts.track_record import track_record
from reporting.format.context import Context
from reporting.render.csv_table import table


def test_each_path_starts_at_the_figure_it_was_made_from(
    history: Series, backtest_result: BacktestResult, context: Context
) -> None:
    chart = track_record(history, backtest_result, "measure", context)
    path = chart.marks[0]
    assert isinstance(path, Line)
    assert path.x[0] == backtest_result.origins[0]
    assert path.y[0] == history.at(int(backtest_result.origins[0]))
    assert path.y[1:6].tolist() == backtest_result.scores[0].forecasts[0].tolist()


def test_paths_are_separated_by_holes(
    history: Series, backtest_result: BacktestResult, context: Context
) -> None:
    path = track_record(history, backtest_result, "measure", context).marks[0]
    assert isinstance(path, Line)
    assert np.isnan(path.y).sum() == len(backtest_result.origins)


def test_another_method_can_be_shown(
    history: Series, backtest_result: BacktestResult, context: Context
) -> None:
    chart = track_record(history, backtest_result, "measure", context, "naive")
    assert "1.00" in chart.alt


def test_the_table_holds_the_observed_figures(
    history: Series, backtest_result: BacktestResult, context: Context
) -> None:
    rows = table(track_record(history, backtest_result, "measure", context))
    assert len(rows) >= len(history)
