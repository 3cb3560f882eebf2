"""Kinds of shortage: which kinds of talent the gap is made of."""

from __future__ import annotations

import numpy as np

from forecasting.core.series import Unit
from forecasting.model.result import GapResult, Spread
from reporting.charts.chart import CategoryAxis, Chart, Points, quantity_axis
from reporting.format.context import Context
from reporting.format.labels import KINDS
from reporting.format.numbers import format_quantity
from reporting.format.theme import Tone

_APART = 0.16  # of the two points of one row


def kinds_of_shortage(result: GapResult, baseline: GapResult, context: Context) -> Chart:
    """Return the chart of the gap of each kind at the horizon, in the baseline and with the levers set."""
    tr = context.tr
    names = tuple(tr(name) for name in KINDS.values())
    year = result.horizon
    own = bool(result.scenario.settings)
    marks = [_points(baseline, tr("Baseline"), Tone.BASELINE, -_APART if own else 0.0)]
    if own:
        marks.append(_points(result, tr("With the levers set"), Tone.GAP, _APART))
    shown = marks[-1]
    values = tr("; ").join(
        tr("{name}: {value}", name=name, value=_people(value, context))
        for name, value in zip(names, shown.y, strict=True)
    )
    return Chart(
        id="kinds",
        language=context.language,
        title=tr("Kinds of shortage, {year}", year=year),
        subtitle=tr(
            "{place}; median and 80% interval, below zero is a surplus; the shares of posts and people "
            "behind it are assumptions",
            place=context.place,
        ),
        x=CategoryAxis(tr("Kind of talent"), names),
        y=quantity_axis(tr("Gap"), Unit.PERSONS, context.language, marks),
        marks=tuple(marks),
        alt=tr("Median gap in {year}: {values}.", year=year, values=values),
        provenance=context.provenance,
        horizontal=True,
    )


def _points(result: GapResult, name: str, tone: Tone, offset: float) -> Points:
    at = result.column(result.horizon)
    spreads = [Spread.of(result.gap_of(kind)[:, at]) for kind in KINDS]
    low, median, high = np.array([(s.low, s.median, s.high) for s in spreads]).T
    x = np.arange(len(KINDS), dtype=np.float64) + offset
    return Points(name, x, median, tone, low=low, high=high)


def _people(value: float, context: Context) -> str:
    return format_quantity(float(value), Unit.PERSONS, context.language)
