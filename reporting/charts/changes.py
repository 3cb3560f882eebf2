"""The changes from year to year behind a forecast: observed ones, their median, and forecast ones."""

from __future__ import annotations

import numpy as np

from forecasting.core.series import Series, Values
from forecasting.engine.forecast import Forecast
from reporting.charts.chart import Bars, Chart, Line, Mark, Reference, YearAxis, quantity_axis
from reporting.format.context import Context
from reporting.format.numbers import format_change
from reporting.format.theme import Dash, Tone


def yearly_changes(history: Series, forecast: Forecast, indicator: str, context: Context) -> Chart:
    """Return the chart of observed changes a year, their median, and the changes of the forecast.

    Args:
        history: the observed series, in the unit of the forecast.
        forecast: of that series.
        indicator: what is forecast, in the reader's language.
        context: place, language, provenance.
    """
    tr = context.tr
    years, changes = _changes(history)
    usual = float(np.median(changes))
    level = history.at(forecast.origin)
    ahead = np.diff(forecast.median, prepend=level)
    marks: tuple[Mark, ...] = (
        Bars(tr("Observed change"), years, changes, Tone.OBSERVED),
        Line(
            tr("Forecast change"),
            forecast.years.astype(np.float64),
            ahead,
            Tone.GAP,
            Dash.SOLID,
            with_markers=True,
        ),
    )
    usual_text = format_change(usual, forecast.unit, context.language)
    return Chart(
        id="yearly-changes",
        language=context.language,
        title=tr("Level and trend: {indicator}", indicator=indicator),
        subtitle=tr(
            "{place}; the forecast starts from the figure of {year} and adds these changes",
            place=context.place,
            year=forecast.origin,
        ),
        x=YearAxis(""),
        y=quantity_axis(tr("Change a year"), forecast.unit, context.language, marks),
        marks=marks,
        alt=tr(
            "Usual change a year: {usual}; forecast: {first} in {year}.",
            usual=usual_text,
            first=format_change(float(ahead[0]), forecast.unit, context.language),
            year=int(forecast.years[0]),
        ),
        provenance=context.provenance,
        references=(Reference(usual, tr("Median: {change}", change=usual_text), across=True),),
    )


def _changes(history: Series) -> tuple[Values, Values]:
    """Return changes a year, placed at the later year; across missing years their mean, none at a break."""
    spans = np.diff(history.years)
    changes = np.diff(history.values) / spans
    comparable = ~np.isin(history.years[1:], history.breaks)
    kept = comparable if np.any(comparable) else np.ones_like(comparable)
    return history.years[1:][kept].astype(np.float64), changes[kept]
