"""A scenario summarised in one paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from forecasting.analysis.cost import InterventionOutcome, cost_per_post
from forecasting.analysis.plausibility import PlausibilityWarning, WarningReason
from forecasting.analysis.sensitivity import Influence
from forecasting.core.series import Unit
from forecasting.model.assumptions import known_parameters
from forecasting.model.inputs import ModelInputs
from forecasting.model.interventions import Intervention, Kind, Setting
from forecasting.model.result import Comparison, Spread
from reporting.format.context import Context
from reporting.format.i18n import Language, Named
from reporting.format.labels import influence_name
from reporting.format.numbers import format_quantity, format_range
from reporting.words.key_figures import Change, differences, key_figures
from reporting.words.sentences import drivers, probability

_DIGITS = 2  # what intervals of this width can bear
_NAMES = 3  # as many are named in a sentence
_BEYOND = frozenset({WarningReason.PRECEDENT, WarningReason.CEILING})


def story(
    comparison: Comparison,
    outcomes: Sequence[InterventionOutcome],
    strongest: Influence | None,
    plausibility_warnings: Sequence[PlausibilityWarning],
    inputs: ModelInputs,
    context: Context,
) -> str:
    """Return four to eight sentences: settings, effect, timing, cost and certainty of a scenario.

    Args:
        comparison: the scenario beside its baseline.
        outcomes: of its levers, the one that narrows the gap most first.
        strongest: the assumption with the strongest influence on the gap.
        plausibility_warnings: about the settings.
        inputs: of the region, with the names of levers and parameters.
        context: place and language.
    """
    sentences = [
        _what_is_set(comparison, outcomes, inputs, context),
        _what_if(comparison, inputs, context),
        _gap(comparison, context),
        _change(comparison, context),
        "" if comparison.result.scenario.settings else drivers(comparison.result, context),
        _begin(comparison, inputs, context),
        _cost(comparison, outcomes, context),
        _certainty(comparison, strongest, context),
        _assumed(comparison, inputs, context),
        _beyond(plausibility_warnings, inputs, context),
    ]
    between = "" if context.language is Language.ZH else " "
    return between.join(sentence for sentence in sentences if sentence)


def _what_is_set(
    comparison: Comparison,
    outcomes: Sequence[InterventionOutcome],
    inputs: ModelInputs,
    context: Context,
) -> str:
    tr, result = context.tr, comparison.result
    values = {"place": context.place, "start": result.last_observed + 1, "end": result.horizon}
    measures = _settings(comparison, inputs, Kind.POLICY)
    if not measures:
        if result.scenario.settings:
            return tr("{place}, {start} to {end}: no measure is set.", **values)
        return tr("{place}, {start} to {end}: no measure is set; this is the baseline.", **values)
    first = next(
        (o.intervention for o in outcomes if o.intervention in measures), next(iter(measures))
    )
    values |= {
        "name": context.tr.name(inputs.interventions[first]),
        "reach": _reach(measures[first], inputs.interventions[first], context),
        "begin": measures[first].start_year,
    }
    if len(measures) == 1:
        return tr(
            "{place}, {start} to {end}: one measure is set, {name} ({reach} from {begin}).",
            **values,
        )
    return tr(
        "{place}, {start} to {end}: {count} measures are set, of which {name} contributes most "
        "({reach} from {begin}).",
        count=len(measures),
        **values,
    )


def _what_if(comparison: Comparison, inputs: ModelInputs, context: Context) -> str:
    settings = _settings(comparison, inputs, Kind.DEVELOPMENT)
    if not settings:
        return ""
    return context.tr(
        "Also assumed is how demand develops ({names}): this is a “what if” and no measure, so it has "
        "no cost.",
        names=_names([inputs.interventions[name] for name in settings], context),
    )


def _gap(comparison: Comparison, context: Context) -> str:
    result = comparison.result
    gap = key_figures(result, (result.horizon,)).gaps[result.horizon]
    values = {
        "year": result.horizon,
        "value": _people(abs(gap.median), context),
        "range": _range(gap, context),
    }
    if gap.median < 0:
        return context.tr(
            "At the end of {year} there are likely to be about {value} more than posts (80% interval "
            "of the gap {range}).",
            **values,
        )
    return context.tr(
        "At the end of {year} about {value} are likely to be missing (80% interval {range}).",
        **values,
    )


def _change(comparison: Comparison, context: Context) -> str:
    tr, year = context.tr, comparison.result.horizon
    if not comparison.result.scenario.settings:
        return ""
    change = differences(comparison, (year,)).gaps[year]
    if abs(change.mean) < 1:
        return tr("That is as much as without them: by {year} nothing has changed.", year=year)
    if change.mean > 0:
        return tr(
            "That is on average about {value} more than in the baseline (80% interval {range}): the gap "
            "widens.",
            value=_people(change.mean, context),
            range=_range(change, context),
        )
    narrower = Change(-change.high, -change.mean, -change.low)
    return tr(
        "Against the baseline the gap is on average about {value} smaller (80% interval {range}).",
        value=_people(narrower.mean, context),
        range=_range(narrower, context),
    )


def _begin(comparison: Comparison, inputs: ModelInputs, context: Context) -> str:
    measures = _settings(comparison, inputs, Kind.POLICY)
    if not measures:
        return ""
    effects = [inputs.interventions[name].first_effect(s) for name, s in measures.items()]
    first, last = min(effects), max(effects)
    if first > comparison.result.horizon:
        return context.tr(
            "The first effect comes only in {first}, after the period looked at.", first=first
        )
    if first == last:
        return context.tr("Effects begin in {first}.", first=first)
    return context.tr(
        "The first effects begin in {first}, those of the last measure in {last}.",
        first=first,
        last=last,
    )


def _cost(comparison: Comparison, outcomes: Sequence[InterventionOutcome], context: Context) -> str:
    tr, result = context.tr, comparison.result
    if not result.costs:
        return ""
    price = cost_per_post(tuple(outcomes))
    values = {"year": result.horizon, "cost": _yuan(result.cost_total, context)}
    if price is None:
        return tr("Up to {year} the cost is about {cost}; by then no post is closed.", **values)
    return tr(
        "Up to {year} the cost is about {cost}, or {price} for each post closed.",
        price=_yuan(price, context),
        **values,
    )


def _certainty(comparison: Comparison, strongest: Influence | None, context: Context) -> str:
    tr, result = context.tr, comparison.result
    values = {
        "year": result.horizon,
        "probability": probability(result.closing_year.probability_by_horizon, context),
    }
    if strongest is None:
        return tr("The probability that the gap is closed in {year} is {probability}.", **values)
    ends = sorted((strongest.at_low, strongest.at_high))
    return tr(
        "The probability that the gap is closed in {year} is {probability}; the assumption that matters most is {name}: over its range the median gap runs from {low} to {high}.",
        name=influence_name(strongest, tr),
        low=_people(ends[0], context),
        high=_people(ends[1], context),
        **values,
    )


def _assumed(comparison: Comparison, inputs: ModelInputs, context: Context) -> str:
    assumptions = comparison.result.scenario.assumptions
    if not assumptions:
        return ""
    known = known_parameters(inputs)
    return context.tr.plural(
        "Note that {count} assumption differs from the documented one ({names}), in the baseline too.",
        "Note that {count} assumptions differ from the documented ones ({names}), in the baseline too.",
        len(assumptions),
        names=_names([known[assumption.parameter] for assumption in assumptions], context),
    )


def _beyond(
    plausibility_warnings: Sequence[PlausibilityWarning], inputs: ModelInputs, context: Context
) -> str:
    levers = dict.fromkeys(
        warning.intervention for warning in plausibility_warnings if warning.reason in _BEYOND
    )
    if not levers:
        return ""
    return context.tr(
        "Caution: larger than anything done so far, or than what can be reached: {names}.",
        names=_names([inputs.interventions[name] for name in levers], context),
    )


def _settings(comparison: Comparison, inputs: ModelInputs, kind: Kind) -> dict[str, Setting]:
    """Return the settings of one kind in the scenario, by lever."""
    return {
        setting.intervention: setting
        for setting in comparison.result.scenario.settings
        if inputs.interventions[setting.intervention].kind is kind
    }


def _names(items: Sequence[Named], context: Context) -> str:
    """Return the first names of a list, and how many more there are."""
    tr = context.tr
    first = tr(", ").join(tr.name(item) for item in items[:_NAMES])
    return tr("{names} and others", names=first) if len(items) > _NAMES else first


def _reach(setting: Setting, lever: Intervention, context: Context) -> str:
    return format_quantity(setting.reach, lever.target_population.unit, context.language, _DIGITS)


def _people(value: float, context: Context) -> str:
    return format_quantity(value, Unit.PERSONS, context.language, _DIGITS)


def _yuan(value: float, context: Context) -> str:
    return format_quantity(value, Unit.YUAN, context.language, _DIGITS)


def _range(spread: Spread | Change, context: Context) -> str:
    return format_range(spread.low, spread.high, Unit.PERSONS, context.language, _DIGITS)
