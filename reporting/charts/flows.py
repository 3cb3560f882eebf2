"""Flows of the stock, contributions and costs of the measures: stacked bars by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from forecasting.core.series import Unit, Values
from forecasting.model.interventions import Intervention
from forecasting.model.result import Comparison, GapResult
from reporting.charts.chart import Bars, Chart, Line, Mark, Reference, YearAxis, quantity_axis
from reporting.format.context import Context
from reporting.format.numbers import format_quantity
from reporting.format.theme import Tone, category, repeated_pattern


def flows(result: GapResult, context: Context) -> Chart:
    """Return the chart of what enters and leaves the stock each year; means over the draws add up."""
    tr = context.tr
    years = result.years[result.shown].astype(np.float64)
    parts = (
        (tr("Graduates who enter"), result.flows.graduates, Tone.FIRST),
        (tr("Retrained adults"), result.flows.retrained, Tone.THIRD),
        (tr("Net migration"), result.flows.migration, Tone.FOURTH),
        (tr("Exits"), -result.flows.exits, Tone.SECOND),
    )
    bars = tuple(
        Bars(name, years, paths[:, result.shown].mean(axis=0), tone) for name, paths, tone in parts
    )
    net = np.sum([bar.y for bar in bars], axis=0)
    marks: tuple[Mark, ...] = (
        *bars,
        Line(tr("Net change"), years, net, Tone.OBSERVED, with_markers=True),
    )
    return Chart(
        id="flows",
        language=context.language,
        title=tr("What changes the stock of digital talent"),
        subtitle=tr(
            "{place}; entries above zero, exits below, mean of the draws", place=context.place
        ),
        x=YearAxis(""),
        y=quantity_axis(tr("Flow"), Unit.PERSONS_PER_YEAR, context.language, marks),
        marks=marks,
        alt=tr(
            "Net change of the stock in {place}: {first} in {start}, {last} in {end}.",
            place=context.place,
            first=_people_a_year(net[0], context),
            start=int(years[0]),
            last=_people_a_year(net[-1], context),
            end=int(years[-1]),
        ),
        provenance=context.provenance,
        references=(Reference(result.last_observed, tr("Projection →")),),
    )


def contributions(
    comparison: Comparison, interventions: Mapping[str, Intervention], context: Context
) -> Chart:
    """Return the chart of the persons by which each lever narrows or widens the gap; they add up."""
    tr = context.tr
    result = comparison.result
    bars = _by_intervention(comparison.contributions, result, interventions, context)
    years = _projected(result)
    total = np.sum([bar.y for bar in bars], axis=0) if bars else np.zeros(len(years))
    marks: tuple[Mark, ...] = (
        *bars,
        Line(tr("All together"), years, total, Tone.OBSERVED, with_markers=True),
    )
    return Chart(
        id="contributions",
        language=context.language,
        title=tr("What each lever contributes"),
        subtitle=tr(
            "{place}; people by which the gap is narrower than in the baseline, below zero wider; mean "
            "of the draws, overlaps shared out",
            place=context.place,
        ),
        x=YearAxis(""),
        y=quantity_axis(tr("Narrowing of the gap"), Unit.PERSONS, context.language, marks),
        marks=marks,
        alt=tr(
            "In {year} all levers together narrow the gap in {place} by {value}.",
            year=result.horizon,
            place=context.place,
            value=format_quantity(float(total[-1]), Unit.PERSONS, context.language),
        ),
        provenance=context.provenance,
    )


def costs(result: GapResult, interventions: Mapping[str, Intervention], context: Context) -> Chart:
    """Return the chart of the cost of each intervention by year, yuan, constant prices, not discounted."""
    tr = context.tr
    marks = _by_intervention(result.costs, result, interventions, context)
    return Chart(
        id="costs",
        language=context.language,
        title=tr("What the measures cost"),
        subtitle=tr("{place}; constant prices, not discounted", place=context.place),
        x=YearAxis(""),
        y=quantity_axis(tr("Cost"), Unit.YUAN_PER_YEAR, context.language, marks),
        marks=marks,
        alt=tr(
            "The measures in {place} cost {value} up to {year}.",
            place=context.place,
            value=format_quantity(result.cost_total, Unit.YUAN, context.language),
            year=result.horizon,
        ),
        provenance=context.provenance,
    )


def _by_intervention(
    paths: Mapping[str, Values],
    result: GapResult,
    interventions: Mapping[str, Intervention],
    context: Context,
) -> tuple[Bars, ...]:
    """Return bars in the order of the paths; tones follow the catalogue, so each measure keeps its own."""
    kept = _kept(result)
    places = {name: place for place, name in enumerate(interventions)}
    return tuple(
        Bars(
            context.tr.name(interventions[name]),
            _projected(result),
            path[kept],
            category(places[name]),
            repeated_pattern(places[name]),
        )
        for name, path in paths.items()
    )


def _projected(result: GapResult) -> Values:
    return result.years[_kept(result)].astype(np.float64)


def _kept(result: GapResult) -> Sequence[bool]:
    return list(result.shown & (result.years > result.last_observed))


def _people_a_year(value: float, context: Context) -> str:
    return format_quantity(float(value), Unit.PERSONS_PER_YEAR, context.language, signed=True)
