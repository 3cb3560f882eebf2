"""Sentences that state a result, rounded as carefully as its uncertainty demands."""

from __future__ import annotations

import numpy as np

from forecasting.core.series import Unit, Values
from forecasting.model.result import GapResult, Spread
from reporting.format.context import Context
from reporting.format.i18n import Translator
from reporting.format.numbers import format_quantity, format_range
from reporting.words.key_figures import key_figures

_DIGITS = 2  # what intervals of this width can bear


def headline(result: GapResult, context: Context) -> str:
    """Return the sentence on shortage or surplus at the horizon with its 80% interval."""
    tr = context.tr
    gap = key_figures(result, (result.horizon,)).gaps[result.horizon]
    values = {
        "year": result.horizon,
        "place": context.place,
        "value": _people(abs(gap.median), context),
        "range": _range(gap, context),
    }
    if gap.median < 0:
        return tr(
            "At the end of {year}, {place} is likely to have about {value} more than digital posts "
            "(80% interval of the gap {range}).",
            **values,
        )
    if gap.low < 0:
        return tr(
            "At the end of {year}, {place} is likely to lack about {value} for digital posts "
            "(80% interval of the gap {range}); a surplus cannot be ruled out.",
            **values,
        )
    return tr(
        "At the end of {year}, {place} is likely to lack about {value} for digital posts "
        "(80% interval of the gap {range}).",
        **values,
    )


def drivers(result: GapResult, context: Context) -> str:
    """Return the sentence on demand and supply between the last observed year and the horizon."""
    tr = context.tr
    first = result.column(result.last_observed)
    last = result.column(result.horizon)
    demand = _rise(result.demand, first, last)
    supply = _rise(result.supply, first, last)
    entered = float(np.median(result.flows.graduates[:, first + 1 : last + 1].sum(axis=1)))
    left = float(np.median(result.flows.exits[:, first + 1 : last + 1].sum(axis=1)))
    values = {
        "start": result.last_observed,
        "end": result.horizon,
        "demand": _change(demand, context),
        "supply": _change(supply, context),
        "entered": _people(entered, context),
        "left": _people(left, context),
    }
    if demand > supply:
        return tr(
            "From {start} to {end}, supply ({supply}) does not keep up with demand ({demand}): "
            "{entered} enter after graduation, {left} leave (medians).",
            **values,
        )
    return tr(
        "From {start} to {end}, supply ({supply}) outgrows demand ({demand}): "
        "{entered} enter after graduation, {left} leave (medians).",
        **values,
    )


def closing(result: GapResult, context: Context) -> str:
    """Return the sentence on whether and when the gap closes, and how likely that is by the horizon."""
    tr, closing_year = context.tr, result.closing_year
    chance = probability(closing_year.probability_by_horizon, context)
    if closing_year.p50 is None:
        return tr(
            "No year is found by which the gap closes in half of the draws; the probability that it "
            "is closed in {year} is {probability}.",
            year=result.horizon,
            probability=chance,
        )
    return tr(
        "The gap closes by {closed} in half of the draws; the probability that it is closed in "
        "{year} is {probability}.",
        closed=closing_year.p50,
        year=result.horizon,
        probability=chance,
    )


def _rise(paths: Values, first: int, last: int) -> float:
    return float(np.median(paths[:, last] - paths[:, first]))


def _people(value: float, context: Context) -> str:
    return format_quantity(value, Unit.PERSONS, context.language, _DIGITS)


def _change(value: float, context: Context) -> str:
    return format_quantity(value, Unit.PERSONS, context.language, _DIGITS, signed=True)


def _range(spread: Spread, context: Context) -> str:
    return format_range(spread.low, spread.high, Unit.PERSONS, context.language, _DIGITS)


def assumed_baseline(documented: GapResult, assumed: GapResult, context: Context) -> str:
    """Return the sentence on what changed assumptions alone do to the baseline gap at the horizon."""
    year = assumed.horizon
    before, after = (
        key_figures(result, (year,)).gaps[year].median for result in (documented, assumed)
    )
    return context.tr(
        "Assumptions are changed: by themselves they move the baseline gap of {year} from about "
        "{before} to about {after} (medians). “Against the baseline” below is what the measures add "
        "to that.",
        year=year,
        before=_people(before, context),
        after=_people(after, context),
    )


def probability(value: float, context: Context) -> str:
    """Return a probability from draws as text, never quite 0 or 1."""
    tr: Translator = context.tr
    if value < 0.01:
        return tr("below {share}", share=format_quantity(0.01, Unit.SHARE, context.language))
    if value > 0.99:
        return tr("above {share}", share=format_quantity(0.99, Unit.SHARE, context.language))
    return format_quantity(value, Unit.SHARE, context.language, _DIGITS)
