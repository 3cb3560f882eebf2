"""Past forecasts of the engine beside the figures that were observed later."""

from __future__ import annotations

import numpy as np

from forecasting.core.series import Series, Values
from forecasting.engine.backtest import COMBINED, BacktestResult
from reporting.charts.chart import Chart, Line, Mark, YearAxis, quantity_axis
from reporting.charts.forecasts import method_name, observed_line
from reporting.format.context import Context
from reporting.format.theme import Tone


def track_record(
    history: Series,
    result: BacktestResult,
    indicator: str,
    context: Context,
    method: str = COMBINED,
) -> Chart:
    """Return the chart of the observed series and of the path forecast from each past origin.

    Args:
        history: the observed series, in the unit of the back-test.
        result: its back-test.
        indicator: what is forecast, in the reader's language.
        context: place, language, provenance.
        method: whose forecasts are drawn.
    """
    tr = context.tr
    marks: tuple[Mark, ...] = (
        _forecasts(history, result, method, context),
        observed_line(history, tr),
    )
    score = result.score(method)
    return Chart(
        id="track-record",
        language=context.language,
        title=tr("Track record: {indicator}", indicator=indicator),
        subtitle=tr(
            "{place}; forecasts made in {first} to {last} with the figures known then",
            place=context.place,
            first=int(result.origins[0]),
            last=int(result.origins[-1]),
        ),
        x=YearAxis(""),
        y=quantity_axis(indicator, result.unit, context.language, marks, ()),
        marks=marks,
        alt=tr(
            "{method}: overall error {owa} times that of repeating the last value.",
            method=method_name(method, tr),
            owa=f"{score.owa:.2f}",
        ),
        provenance=context.provenance,
    )


def _forecasts(history: Series, result: BacktestResult, method: str, context: Context) -> Line:
    tr = context.tr
    name = tr("Forecast at the time: {method}", method=method_name(method, tr))
    x, y = _paths(history, result, method)
    origin_texts = tuple(
        tr("made in {year}", year=int(origin))
        for origin in result.origins
        for _ in range(result.horizon + 2)
    )
    return Line(name, x, y, Tone.GAP, details=origin_texts, thin=True)


def _paths(history: Series, result: BacktestResult, method: str) -> tuple[Values, Values]:
    """Return all paths as one line, each from the figure it started at, with holes between them."""
    forecasts = result.score(method).forecasts
    x: list[float] = []
    y: list[float] = []
    for origin, path in zip(result.origins, forecasts, strict=True):
        ahead = [float(origin + h) for h in range(result.horizon + 1)]
        x += [*ahead, ahead[-1]]
        y += [history.at(int(origin)), *path, np.nan]
    return np.array(x), np.array(y)
