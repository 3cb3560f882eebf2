"""A visitor's own headcount: its course, the posts that open, and the hires needed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from forecasting.analysis.own_headcount import Staffing
from forecasting.core.series import Series, Unit, Values
from forecasting.model.result import Quantiles
from reporting.charts.chart import (
    Band,
    Bars,
    Chart,
    Line,
    Mark,
    Points,
    Reference,
    YearAxis,
    quantity_axis,
)
from reporting.format.context import Context
from reporting.format.numbers import format_quantity, format_range
from reporting.format.theme import Tone


def own_headcount(
    history: Series, plan: Mapping[int, float], ahead: Staffing, basis: str, context: Context
) -> Chart:
    """Return the chart of the headcount so far and ahead.

    Args:
        history: persons at year-end.
        plan: persons planned at year-end, drawn as points.
        ahead: without levers.
        basis: what the years ahead follow, in the reader's language.
        context: language and provenance.
    """
    tr, language = context.tr, context.language
    stocks = np.hstack([ahead.opening[:, :1], ahead.closing])  # from the last year on, to join up
    years, spread = np.append(ahead.years[0] - 1.0, _years(ahead)), Quantiles.of(stocks)
    marks: list[Mark] = [*_band(years, spread, tr("80% interval"), Tone.DEMAND)]
    marks.append(Line(basis, years, spread.p50, Tone.DEMAND))
    if plan:
        planned = np.array(sorted(plan), dtype=np.float64)
        values = np.array([plan[int(year)] for year in planned])
        marks.append(Points(tr("Plan"), planned, values, Tone.QUALIFIED))
    if len(history):
        so_far = history.years.astype(np.float64)
        marks.append(Line(tr("Observed"), so_far, history.values, Tone.OBSERVED, with_markers=True))
    return Chart(
        id="own-headcount",
        language=language,
        title=tr("Own headcount"),
        subtitle=tr("Own figures, at year-end; median and 80% interval of the years ahead"),
        x=YearAxis(""),
        y=quantity_axis(tr("Headcount"), Unit.PERSONS, language, marks),
        marks=tuple(marks),
        alt=tr(
            "Own headcount in {year}: {value} (80% interval {range}).",
            year=int(years[-1]),
            value=_people(spread.p50[-1], context),
            range=format_range(
                float(spread.p10[-1]), float(spread.p90[-1]), Unit.PERSONS, language
            ),
        ),
        provenance=context.provenance,
        references=(Reference(float(years[0]) + 0.5, tr("Projection →")),),
    )


def own_openings(ahead: Staffing, context: Context) -> Chart:
    """Return the chart of replacement and expansion demand and the hires needed; means, which add up."""
    tr = context.tr
    years = _years(ahead)
    parts = (
        (tr("Replacement: attrition"), ahead.attrition, Tone.SECOND),
        (tr("Replacement: retirement"), ahead.retirement, Tone.FOURTH),
        (tr("Expansion (change of the headcount)"), ahead.expansion, Tone.FIRST),
    )
    bars = tuple(Bars(name, years, flow.mean(axis=0), tone) for name, flow, tone in parts)
    total = ahead.openings.mean(axis=0)
    marks: tuple[Mark, ...] = (
        *bars,
        Line(tr("Posts to fill"), years, total, Tone.OBSERVED, with_markers=True),
    )
    return Chart(
        id="own-openings",
        language=context.language,
        title=tr("Posts to fill: replacement and expansion"),
        subtitle=tr("Own figures, each year, without the levers; mean of the draws"),
        x=YearAxis(""),
        y=quantity_axis(tr("Posts to fill"), Unit.PERSONS_PER_YEAR, context.language, marks),
        marks=marks,
        alt=tr(
            "Posts to fill: {first} in {start}, {last} in {end}.",
            first=_people(total[0], context),
            start=int(years[0]),
            last=_people(total[-1], context),
            end=int(years[-1]),
        ),
        provenance=context.provenance,
    )


def own_hires(before: Staffing, after: Staffing, context: Context) -> Chart:
    """Return the chart of the hires a year without and with the visitor's own levers."""
    tr = context.tr
    years = _years(before)
    without, with_levers = Quantiles.of(before.hires), Quantiles.of(after.hires)
    marks: tuple[Mark, ...] = (
        *_band(years, with_levers, tr("With own levers, 80% interval"), Tone.SUPPLY),
        Line(tr("Without levers, median"), years, without.p50, Tone.BASELINE, with_markers=True),
        Line(tr("With own levers, median"), years, with_levers.p50, Tone.SUPPLY, with_markers=True),
    )
    return Chart(
        id="own-hires",
        language=context.language,
        title=tr("Hires needed, before and after own levers"),
        subtitle=tr("Own figures, people to be hired from outside each year"),
        x=YearAxis(""),
        y=quantity_axis(tr("Hires"), Unit.PERSONS_PER_YEAR, context.language, marks),
        marks=marks,
        alt=tr(
            "Hires in {year}: {before} without levers, {after} with them (medians).",
            year=int(years[-1]),
            before=_people(without.p50[-1], context),
            after=_people(with_levers.p50[-1], context),
        ),
        provenance=context.provenance,
    )


def _band(years: Values, spread: Quantiles, name: str, tone: Tone) -> tuple[Mark, ...]:
    """Return the band of the interval; none where all draws are equal."""
    if np.allclose(spread.p10, spread.p90):
        return ()
    return (Band(name, years, spread.p10, spread.p90, tone, 0.8),)


def _years(ahead: Staffing) -> Values:
    return ahead.years.astype(np.float64)


def _people(value: float, context: Context) -> str:
    return format_quantity(float(value), Unit.PERSONS, context.language)
