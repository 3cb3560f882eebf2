"""The gap over time, and demand, supply and tightness behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from forecasting.core.published import PublishedEstimate
from forecasting.core.series import Unit, Values
from forecasting.model.result import GapResult, Quantiles
from reporting.charts.chart import (
    Band,
    Chart,
    Line,
    Mark,
    Points,
    QuantityAxis,
    Reference,
    YearAxis,
    quantity_axis,
)
from reporting.charts.published import points, with_key
from reporting.format.context import Context
from reporting.format.i18n import Translator
from reporting.format.numbers import format_quantity, format_range, format_ratio
from reporting.format.theme import Tone


def gap_over_time(
    result: GapResult,
    context: Context,
    *,
    baseline: GapResult | None = None,
    published: Sequence[PublishedEstimate] = (),
) -> Chart:
    """Return the chart of the gap with its 50% and 80% intervals.

    Args:
        result: the scenario shown, or the baseline itself.
        context: place, language, provenance.
        baseline: drawn in grey beside a scenario.
        published: gap estimates by others, drawn as labelled points.
    """
    tr = context.tr
    years, gap = _shown(result, result.gap)
    marks: list[Mark] = list(_fan(years, gap, tr("Gap, median"), context, Unit.PERSONS))
    if baseline is not None:
        marks.append(_baseline_line(baseline, context))
    if published:
        marks.append(points(published, context))
    marks.append(_anchor(result, gap, context))
    return _chart(
        "gap",
        result,
        replace(context, provenance=with_key(context.provenance, published, context)),
        title=tr("Digital talent gap"),
        subtitle=tr(
            "{place}; demand minus supply at year-end, above zero is a shortage",
            place=context.place,
        ),
        axis=quantity_axis(tr("Gap"), Unit.PERSONS, context.language, marks),
        marks=marks,
        alt=_alt(tr("Digital talent gap"), years, gap, context),
    )


def demand_and_supply(result: GapResult, context: Context) -> Chart:
    """Return the chart of demand and supply, each with its 80% interval."""
    tr = context.tr
    years, demand = _shown(result, result.demand)
    _, supply = _shown(result, result.supply)
    marks: tuple[Mark, ...] = (
        *_pair(years, demand, tr("Demand"), Tone.DEMAND, tr),
        *_pair(years, supply, tr("Supply"), Tone.SUPPLY, tr),
    )
    return _chart(
        "demand-supply",
        result,
        context,
        title=tr("Demand for and supply of digital talent"),
        subtitle=tr("{place}; at year-end, median and 80% interval", place=context.place),
        axis=quantity_axis(tr("Digital talent"), Unit.PERSONS, context.language, marks),
        marks=marks,
        alt=_alt(tr("Demand"), years, demand, context) + _alt(tr("Supply"), years, supply, context),
    )


def gap_and_qualified_gap(result: GapResult, context: Context) -> Chart:
    """Return the chart of the head-count gap beside the gap of people who are fully competent."""
    tr = context.tr
    years, gap = _shown(result, result.gap)
    _, qualified = _shown(result, result.qualified_gap)
    marks: tuple[Mark, ...] = (
        *_pair(years, gap, tr("Head-count gap"), Tone.GAP, tr),
        *_pair(years, qualified, tr("Qualified gap"), Tone.QUALIFIED, tr),
    )
    return _chart(
        "qualified-gap",
        result,
        context,
        title=tr("Two gaps: head-count and qualified"),
        subtitle=tr(
            "{place}; qualified supply counts only people who have reached working competence",
            place=context.place,
        ),
        axis=quantity_axis(tr("Gap"), Unit.PERSONS, context.language, marks),
        marks=marks,
        alt=_alt(tr("Head-count gap"), years, gap, context)
        + _alt(tr("Qualified gap"), years, qualified, context),
    )


def tightness(result: GapResult, context: Context, *, baseline: GapResult | None = None) -> Chart:
    """Return the chart of demand ÷ supply; 1 is balance."""
    tr = context.tr
    years, ratio = _shown(result, result.tightness)
    marks: list[Mark] = list(_fan(years, ratio, tr("Demand ÷ supply, median"), context, None))
    if baseline is not None:
        reference = _shown(baseline, baseline.tightness)
        marks.append(Line(tr("Baseline, median"), reference[0], reference[1].p50, Tone.BASELINE))
    return _chart(
        "tightness",
        result,
        context,
        title=tr("Tightness: demand ÷ supply"),
        subtitle=tr("{place}; above 1 posts outnumber people", place=context.place),
        axis=quantity_axis(tr("Demand ÷ supply"), None, context.language, marks, include=(1.0,)),
        marks=marks,
        alt=tr(
            "Demand ÷ supply in {place} is {first} in {start} and {last} in {end}.",
            place=context.place,
            first=format_ratio(float(ratio.p50[0]), context.language),
            start=int(years[0]),
            last=format_ratio(float(ratio.p50[-1]), context.language),
            end=int(years[-1]),
        ),
        references=(Reference(1.0, tr("Balance"), across=True),),
    )


def _chart(
    name: str,
    result: GapResult,
    context: Context,
    *,
    title: str,
    subtitle: str,
    axis: QuantityAxis,
    marks: Sequence[Mark],
    alt: str,
    references: tuple[Reference, ...] = (),
) -> Chart:
    boundary = Reference(result.last_observed, context.tr("Projection →"))
    return Chart(
        id=name,
        language=context.language,
        title=title,
        subtitle=subtitle,
        x=YearAxis(""),
        y=axis,
        marks=tuple(marks),
        alt=alt,
        provenance=context.provenance,
        references=(boundary, *references),
    )


def _shown(result: GapResult, paths: Values) -> tuple[Values, Quantiles]:
    return result.years[result.shown].astype(np.float64), Quantiles.of(paths[:, result.shown])


def _fan(
    years: Values,
    spread: Quantiles,
    name: str,
    context: Context,
    unit: Unit | None,
) -> tuple[Mark, ...]:
    tr = context.tr
    return (
        Band(tr("80% interval"), years, spread.p10, spread.p90, Tone.GAP, 0.8),
        Band(tr("50% interval"), years, spread.p25, spread.p75, Tone.GAP, 0.5),
        Line(name, years, spread.p50, Tone.GAP, details=_intervals(spread, unit, context)),
    )


def _intervals(spread: Quantiles, unit: Unit | None, context: Context) -> tuple[str, ...]:
    if unit is None:
        return ()
    bounds = zip(spread.p10, spread.p90, strict=True)
    ranges = (format_range(float(low), float(high), unit, context.language) for low, high in bounds)
    return tuple(context.tr("80%: {range}", range=text) for text in ranges)


def _pair(
    years: Values, spread: Quantiles, name: str, tone: Tone, tr: Translator
) -> tuple[Mark, Mark]:
    interval = tr("{name}, 80% interval", name=name)
    return (
        Band(interval, years, spread.p10, spread.p90, tone, 0.8),
        Line(tr("{name}, median", name=name), years, spread.p50, tone),
    )


def _baseline_line(baseline: GapResult, context: Context) -> Line:
    years, gap = _shown(baseline, baseline.gap)
    return Line(context.tr("Baseline, median"), years, gap.p50, Tone.BASELINE)


def _anchor(result: GapResult, gap: Quantiles, context: Context) -> Points:
    """Return the point of the published gap at which demand is anchored."""
    at = result.column(result.anchor_year)
    value = format_quantity(float(gap.p50[at]), Unit.PERSONS, context.language)
    name = context.tr("Baseline year {year}", year=result.anchor_year)
    years = result.years[at : at + 1].astype(np.float64)
    return Points(name, years, gap.p50[at : at + 1], Tone.GAP, (value,), label_below=True)


def _alt(name: str, years: Values, spread: Quantiles, context: Context) -> str:
    language = context.language
    low, high = float(spread.p10[-1]), float(spread.p90[-1])
    return context.tr(
        "{name} in {place}: {first} in {start}, {last} in {end} (median; 80% interval {range}). ",
        name=name,
        place=context.place,
        first=format_quantity(float(spread.p50[0]), Unit.PERSONS, language),
        start=int(years[0]),
        last=format_quantity(float(spread.p50[-1]), Unit.PERSONS, language),
        end=int(years[-1]),
        range=format_range(low, high, Unit.PERSONS, language),
    )
