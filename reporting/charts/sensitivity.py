"""Sensitivity of the result: the tornado, and the gap under each estimate of a parameter."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from forecasting.analysis.sensitivity import Consequence, Influence
from forecasting.core.parameters import Parameter
from forecasting.core.series import Unit
from forecasting.model.result import GapResult
from reporting.charts.chart import Bars, CategoryAxis, Chart, Mark, Points, quantity_axis
from reporting.format.context import Context
from reporting.format.labels import influence_name
from reporting.format.numbers import format_quantity, format_range
from reporting.format.theme import CATEGORIES, Tone

_MOST = 10  # rows of a tornado
_APART = 0.16  # of the points of one row


def tornado(influences: Sequence[Influence], result: GapResult, context: Context) -> Chart:
    """Return the tornado: how far each parameter moves the median gap of a year, the strongest on top.

    Args:
        influences: of one year, the widest first; those without any width are left out, and so are
            those beyond the strongest ten.
        result: whose median gap of that year the bars start from.
        context: place, language, provenance.
    """
    tr, language = context.tr, context.language
    rows = [influence for influence in influences if influence.width >= 1][:_MOST]
    year = rows[0].year
    median = float(np.median(result.gap[:, result.column(year)]))
    x = np.arange(len(rows), dtype=np.float64)
    low = np.array([row.at_low - median for row in rows])
    high = np.array([row.at_high - median for row in rows])
    marks: tuple[Mark, ...] = (
        Bars(tr("Parameter at its low end (10%)"), x, low, Tone.SUPPLY),
        Bars(tr("Parameter at its high end (90%)"), x, high, Tone.GAP),
    )
    value = format_quantity(median, Unit.PERSONS, language)
    return Chart(
        id="tornado",
        language=language,
        title=tr("What the gap of {year} depends on", year=year),
        subtitle=tr(
            "{place}; one parameter at a time at an end of its 80% range; 0 is the median gap, {value}",
            place=context.place,
            value=value,
        ),
        x=CategoryAxis(tr("Parameter"), tuple(_row(row, context) for row in rows)),
        y=quantity_axis(tr("Change of the gap"), Unit.PERSONS, language, marks),
        marks=marks,
        alt=tr(
            "{parameter} moves the gap of {year} most: from {low} to {high}.",
            parameter=influence_name(rows[0], tr),
            year=year,
            low=format_quantity(rows[0].at_low, Unit.PERSONS, language),
            high=format_quantity(rows[0].at_high, Unit.PERSONS, language),
        ),
        provenance=context.provenance,
        horizontal=True,
    )


def consequences(parameter: Parameter, rows: Sequence[Consequence], context: Context) -> Chart:
    """Return the chart of the gap of some years if one estimate of a parameter were certain."""
    tr = context.tr
    years = sorted(rows[0].gaps)
    x = np.arange(len(rows), dtype=np.float64)
    marks: list[Mark] = []
    for place, year in enumerate(years):
        low, median, high = np.array([row.gaps[year] for row in rows]).T
        name = tr("Gap {year}, median and 80% interval", year=year)
        offset = _APART * (2 * place - len(years) + 1)
        marks.append(Points(name, x + offset, median, CATEGORIES[place], low=low, high=high))
    name = tr.name(parameter)
    return Chart(
        id=f"consequences-{parameter.id}",
        language=context.language,
        title=tr("The gap under each estimate: {parameter}", parameter=name),
        subtitle=tr("{place}; each estimate in turn taken as certain", place=context.place),
        x=CategoryAxis(tr("Estimate"), tuple(tr.name(row.estimate) for row in rows)),
        y=quantity_axis(tr("Gap"), Unit.PERSONS, context.language, marks),
        marks=tuple(marks),
        alt=tr("; ").join(_sentence(row, years[-1], context) for row in rows),
        provenance=context.provenance,
        horizontal=True,
    )


def _row(influence: Influence, context: Context) -> str:
    parameter = influence.parameter
    spread = format_range(parameter.low, parameter.high, parameter.unit, context.language, 3)
    return context.tr("{name} ({range})", name=influence_name(influence, context.tr), range=spread)


def _sentence(row: Consequence, year: int, context: Context) -> str:
    value = format_quantity(row.gaps[year][1], Unit.PERSONS, context.language)
    return context.tr("{name}: {value}", name=context.tr.name(row.estimate), value=value)
