"""Trade-off curves: the gap of a year against the size of levers, or against the budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from forecasting.analysis.goalseek import GoalSeekResult, Response
from forecasting.analysis.packages import Package, TradeOff
from forecasting.analysis.target import GoalOutcome, Target
from forecasting.core.series import Unit, Values
from forecasting.model.interventions import Intervention
from forecasting.model.result import Spread
from reporting.charts.chart import (
    Band,
    Chart,
    Line,
    Mark,
    Points,
    QuantityAxis,
    Reference,
    quantity_axis,
)
from reporting.format.context import Context
from reporting.format.numbers import format_quantity, ticks_for
from reporting.format.theme import Tone

_DIGITS = 2  # what intervals of this width can bear


def gap_by_budget(curve: Sequence[TradeOff], package: Package, context: Context) -> Chart:
    """Return the chart of the gap of the best package for each budget, with the chosen one as a point.

    Args:
        curve: budgets from the least to all that has an effect.
        package: the one chosen.
        context: place, language, provenance.
    """
    tr = context.tr
    x = np.array([point.budget for point in curve])
    marks = _marks(x, [point.gap for point in curve], context)
    marks.append(_point(tr("Package chosen"), package.cost, package.after.gap, context))
    best = curve[-1]
    return Chart(
        id="gap-by-budget",
        language=context.language,
        title=tr("What a budget buys: the gap of {year}", year=package.year),
        subtitle=tr(
            "{place}; best package for each budget, cost up to {year}, constant prices",
            place=context.place,
            year=package.year,
        ),
        x=_axis(tr("Budget"), [*x, package.cost], Unit.YUAN, context),
        y=quantity_axis(tr("Gap"), Unit.PERSONS, context.language, marks),
        marks=tuple(marks),
        alt=tr(
            "Without money the gap of {year} is {before}, with {money} it is {after} (medians).",
            year=package.year,
            before=_people(curve[0].gap.median, context),
            money=format_quantity(best.budget, Unit.YUAN, context.language),
            after=_people(best.gap.median, context),
        ),
        provenance=context.provenance,
    )


def gap_by_size(
    responses: Sequence[Response],
    result: GoalSeekResult,
    levers: Mapping[str, Intervention],
    context: Context,
) -> Chart:
    """Return the chart of the gap against the size of a lever, or the share of what several can reach.

    Args:
        responses: from size 0 to the most that can be reached.
        result: the goal and its answer, drawn as a point where there is one.
        levers: by id.
        context: place, language, provenance.
    """
    tr, goal = context.tr, result.goal
    unit, name = Unit.SHARE, tr("Share of what the levers can reach")
    if len(result.interventions) == 1:
        lever = levers[result.interventions[0]]
        unit, name = lever.target_population.unit, tr.name(lever)
    x = np.array([_place(response.goal_outcome, response.share, unit) for response in responses])
    marks = _marks(x, [response.goal_outcome.gap for response in responses], context)
    if result.required is not None:
        at = _place(result.required, result.share or 0.0, unit)
        marks.append(_point(tr("Least that is enough"), at, result.required.gap, context))
    references, include = _target(goal.target, context)
    return Chart(
        id="gap-by-size",
        language=context.language,
        title=tr("What size does: the gap of {year}", year=goal.year),
        subtitle=tr(
            "{place}; from nothing to the most that can be reached, all else as set",
            place=context.place,
        ),
        x=_axis(name, x, unit, context),
        y=quantity_axis(tr("Gap"), Unit.PERSONS, context.language, marks, include),
        marks=tuple(marks),
        alt=tr(
            "At size 0 the gap of {year} is {before}, at the most that can be reached {after} "
            "(medians).",
            year=goal.year,
            before=_people(result.at_zero.gap.median, context),
            after=_people(result.at_ceiling.gap.median, context),
        ),
        provenance=context.provenance,
        references=references,
    )


def _marks(x: Values, gaps: Sequence[Spread], context: Context) -> list[Mark]:
    low, median, high = np.array([[g.low, g.median, g.high] for g in gaps]).T
    tr = context.tr
    return [
        Band(tr("80% interval"), x, low, high, Tone.GAP, 0.8),
        Line(tr("Gap, median"), x, median, Tone.GAP),
    ]


def _point(name: str, x: float, gap: Spread, context: Context) -> Points:
    """Return a labelled point; its interval is that of the band behind it."""
    label = _people(gap.median, context)
    y = np.array([gap.median])
    return Points(name, np.array([x]), y, Tone.FIRST, (label,), label_below=True)


def _place(goal_outcome: GoalOutcome, share: float, unit: Unit) -> float:
    return share if unit is Unit.SHARE else goal_outcome.settings[0].reach


def _axis(
    title: str, values: Sequence[float] | Values, unit: Unit, context: Context
) -> QuantityAxis:
    """Return an axis that ends where the values end."""
    ticks = ticks_for([0.0, *values], unit, context.language)
    low, high = min(0.0, *values), max(0.0, *values)
    inside = [i for i, position in enumerate(ticks.positions) if low <= position <= high]
    return QuantityAxis(
        title,
        unit,
        replace(
            ticks,
            positions=tuple(ticks.positions[i] for i in inside),
            texts=tuple(ticks.texts[i] for i in inside),
            span=(low, high) if high > low else ticks.span,
        ),
    )


def _target(target: Target, context: Context) -> tuple[tuple[Reference, ...], tuple[float, ...]]:
    """Return a line at a target in persons; a target relative to supply differs by draw and has none."""
    if target.share_of_supply:
        return (), (0.0,)
    label = context.tr("Target: {value}", value=_people(target.persons, context))
    return (Reference(target.persons, label, across=True),), (0.0, target.persons)


def _people(value: float, context: Context) -> str:
    return format_quantity(value, Unit.PERSONS, context.language, _DIGITS)
