from __future__ import annotations

from dataclasses import replace

import numpy as np

from forecasting.core.series import Series
from forecasting.engine.forecast import Forecast
from reporting.charts.changes import yearly_changes
from reporting.charts.chart import Bars, Line
from reporting.format.context import Context


def test_the_changes_lead_from_the_last_figure_to_the_forecast(
    history: Series, forecast: Forecast, context: Context
) -> None:
    observed, ahead = yearly_changes(history, forecast, "measure", context).marks
    assert isinstance(observed, Bars)
    assert isinstance(ahead, Line)
    np.testing.assert_allclose(
        history.at(forecast.origin) + np.cumsum(ahead.y), forecast.median, rtol=1e-9
    )
    assert len(observed.x) == len(history) - 1 - len(history.breaks)


def test_the_change_at_a_break_is_not_shown(
    history: Series, forecast: Forecast, context: Context
) -> None:
    year = int(history.years[3])
    observed = yearly_changes(replace(history, breaks=(year,)), forecast, "m", context).marks[0]
    assert isinstance(observed, Bars)
    assert year not in observed.x
