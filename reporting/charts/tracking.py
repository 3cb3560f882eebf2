"""The target line of an adopted scenario with the actuals beside it."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from forecasting.analysis.tracking import TargetLine, TrackedActual, TrackingRule
from forecasting.core.series import Unit, Values
from forecasting.model.result import GapResult
from reporting.charts.chart import (
    Band,
    Chart,
    Line,
    Mark,
    Points,
    Reference,
    YearAxis,
    quantity_axis,
)
from reporting.format.context import Context
from reporting.format.i18n import Language
from reporting.format.labels import track_word
from reporting.format.numbers import format_quantity
from reporting.format.theme import Tone


def target_line(
    line: TargetLine,
    rule: TrackingRule,
    result: GapResult,
    judged: Sequence[TrackedActual],
    adopted: date,
    context: Context,
) -> Chart:
    """Return the chart of the promised workforce with both intervals, earlier figures and the actuals.

    Args:
        line: as it was on the day of adoption.
        rule: names the two intervals.
        result: of the adopted scenario; its observed years come before the line.
        judged: actuals of the years of the line.
        adopted: the day of adoption.
        context: place, language, provenance.
    """
    tr, language = context.tr, context.language
    marks = [
        *_promised(line, rule, context),
        *_before(line, result, context),
        *_actuals(judged, context),
    ]
    day = adopted.isoformat()
    return Chart(
        id="target-line",
        language=language,
        title=tr("Target line of the digital workforce"),
        subtitle=tr(
            "{place}; adopted on {date}, people at year-end in the scope of the economic census",
            place=context.place,
            date=day,
        ),
        x=YearAxis(""),
        y=quantity_axis(tr("Digital workforce"), Unit.PERSONS, language, marks, include=()),
        marks=tuple(marks),
        alt=_alt(line, judged, context),
        provenance=replace(
            context.provenance,
            notes=(
                *context.provenance.notes,
                tr(
                    "The target line was fixed on {date} and does not move with later data.",
                    date=day,
                ),
            ),
        ),
        references=(Reference(_place(adopted), tr("Adopted {date}", date=day)),),
    )


def _promised(line: TargetLine, rule: TrackingRule, context: Context) -> list[Mark]:
    years, bounds = np.array(line.years, dtype=np.float64), line.bounds.T
    return [
        Band(_interval(rule.outer, context), years, bounds[0], bounds[4], Tone.SUPPLY, 0.8),
        Band(_interval(rule.inner, context), years, bounds[1], bounds[3], Tone.SUPPLY, 0.5),
        Line(context.tr("Target, median"), years, bounds[2], Tone.SUPPLY),
    ]


def _interval(level: float, context: Context) -> str:
    share = format_quantity(level, Unit.SHARE, context.language)
    return context.tr("Target, {share} interval", share=share)


def _before(line: TargetLine, result: GapResult, context: Context) -> list[Mark]:
    """Return the line of the workforce up to the first promised year, from published figures."""
    known = (result.years < line.first_year) & (result.years <= result.last_observed)
    if not known.any():
        return []
    stock = np.median(result.supply[:, known], axis=0)
    years = result.years[known].astype(np.float64)
    name = context.tr("Workforce from published figures")
    return [Line(name, years, stock, Tone.OBSERVED, with_markers=True)]


def _actuals(judged: Sequence[TrackedActual], context: Context) -> list[Mark]:
    tr = context.tr
    marks: list[Mark] = []
    kinds = (
        (True, tr("Actual, published"), Tone.OBSERVED),
        (False, tr("Actual, own entry"), Tone.GAP),
    )
    for published, name, tone in kinds:
        items = [item for item in judged if item.actual.published is published]
        if items:
            marks.append(_points(name, items, tone, context.language))
    return marks


def _points(name: str, items: Sequence[TrackedActual], tone: Tone, language: Language) -> Points:
    words = tuple(track_word(item.track, language) for item in items)
    years: Values = np.array([float(item.actual.year) for item in items])
    people: Values = np.array([item.actual.workforce for item in items])
    return Points(name, years, people, tone, labels=words)


def _place(day: date) -> float:
    """Return the place of a day among year-ends: 2025-12-31 at 2025, half a year later at 2025.5."""
    return day.year - 1 + day.timetuple().tm_yday / (366 if isleap(day.year) else 365)


def _alt(line: TargetLine, judged: Sequence[TrackedActual], context: Context) -> str:
    tr, language = context.tr, context.language
    first, last = line.years[0], line.years[-1]
    promised = tr(
        "Target in {place}: {first} in {start}, {last} in {end} (medians). ",
        place=context.place,
        first=format_quantity(float(line.at(first)[2]), Unit.PERSONS, language),
        start=first,
        last=format_quantity(float(line.at(last)[2]), Unit.PERSONS, language),
        end=last,
    )
    actuals = (
        tr(
            "Actual {year}: {value}, {verdict}. ",
            year=item.actual.year,
            value=format_quantity(item.actual.workforce, Unit.PERSONS, language, 4),
            verdict=track_word(item.track, language),
        )
        for item in judged
    )
    return promised + "".join(actuals)
