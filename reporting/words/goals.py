"""Sentences on goal-seeking: the size that reaches a goal, or why none does."""

from __future__ import annotations

from collections.abc import Mapping

from forecasting.analysis.goalseek import GoalSeekResult
from forecasting.analysis.target import Goal, GoalOutcome, Obstacle
from forecasting.core.series import Unit
from forecasting.model.interventions import Intervention, Setting, TargetPopulation
from reporting.format.context import Context
from reporting.format.i18n import Language
from reporting.format.numbers import format_quantity, format_range
from reporting.words.sentences import probability

_DIGITS = 2  # what intervals of this width can bear


def goal_sentence(goal: Goal, context: Context) -> str:
    """Return the sentence that states the goal."""
    tr, target = context.tr, goal.target
    values = {"year": goal.year, "certainty": _share(goal.certainty, context)}
    if target.share_of_supply:
        return tr(
            "Goal: in {year} the gap is at most {share} of supply, with a probability of at least "
            "{certainty}.",
            share=_share(target.share_of_supply, context),
            **values,
        )
    if target.persons:
        return tr(
            "Goal: in {year} the gap is at most {value}, with a probability of at least {certainty}.",
            value=format_quantity(target.persons, Unit.PERSONS, context.language),
            **values,
        )
    return tr(
        "Goal: in {year} the gap is closed, with a probability of at least {certainty}.", **values
    )


def goal_answer(
    result: GoalSeekResult, levers: Mapping[str, Intervention], context: Context
) -> str:
    """Return the sentences on the least size, or on why none is enough and what the most would do."""
    tr = context.tr
    if result.required is None:
        return _joined([_obstacle(result, levers, context)], context)
    if result.already:
        already = tr(
            "The goal is reached already without {names}: the probability is {probability}.",
            names=names_of(result, levers, context),
            probability=probability(result.required.probability, context),
        )
        return _joined([already, _outcome_sentence(result.goal, result.required, context)], context)
    return _joined(
        [_least(result, levers, context), _outcome_sentence(result.goal, result.required, context)],
        context,
    )


def names_of(result: GoalSeekResult, levers: Mapping[str, Intervention], context: Context) -> str:
    """Return the name of the lever that is sized, or the number of levers."""
    if len(result.interventions) > 1:
        return context.tr("the {count} levers chosen", count=len(result.interventions))
    return context.tr.name(levers[result.interventions[0]])


def size_of(setting: Setting, lever: Intervention, context: Context) -> str:
    """Return the size of a lever with its unit; a rate of growth with its sign."""
    signed = lever.target_population is TargetPopulation.OUTPUT
    return format_quantity(
        setting.reach,
        lever.target_population.unit,
        context.language,
        signed=signed and setting.reach != 0,
    )


def _least(result: GoalSeekResult, levers: Mapping[str, Intervention], context: Context) -> str:
    tr, outcome = context.tr, result.required or result.at_ceiling
    if len(result.interventions) > 1:
        return tr(
            "All {count} levers at {share} of what each can reach: that is the least that is enough.",
            count=len(result.interventions),
            share=_share(result.share or 0.0, context),
        )
    (setting,) = outcome.settings
    lever = levers[setting.intervention]
    return tr(
        "{name}: {size}, from {start}, is the least that is enough ({share} of what it can reach).",
        name=tr.name(lever),
        size=size_of(setting, lever, context),
        start=setting.start_year,
        share=_share(result.share or 0.0, context),
    )


def _outcome_sentence(goal: Goal, goal_outcome: GoalOutcome, context: Context) -> str:
    return context.tr(
        "The gap of {year} is then about {gap} (median; 80% interval {range}), and the goal is reached "
        "with a probability of {probability}.",
        year=goal.year,
        probability=probability(goal_outcome.probability, context),
        **_gap(goal_outcome, context),
    )


def _obstacle(result: GoalSeekResult, levers: Mapping[str, Intervention], context: Context) -> str:
    tr, most = context.tr, result.at_ceiling
    values = {
        "names": names_of(result, levers, context),
        "year": result.goal.year,
        "probability": probability(most.probability, context),
        "certainty": _share(result.goal.certainty, context),
        **_gap(most, context),
    }
    if result.obstacle is Obstacle.LAG:
        return tr(
            "Not reachable with {names}: nothing acts before {first}, after {year}. Without it the "
            "gap of {year} is about {gap} (80% interval {range}).",
            first=result.first_effect,
            **values,
        )
    if result.obstacle is Obstacle.ELSEWHERE:
        return tr(
            "Not reachable with {names}: what one region gains another loses, so the gap of the nation "
            "stays at about {gap} (80% interval {range}).",
            **values,
        )
    if result.obstacle is Obstacle.WIDENS:
        return tr(
            "Not reachable with {names}: whatever the size, the gap of {year} does not narrow. Without "
            "it the gap is about {gap} (80% interval {range}).",
            **values,
        )
    if result.obstacle is Obstacle.UNCERTAINTY:
        return tr(
            "Not with that certainty: with {names} at the most that can be reached, the median gap of "
            "{year}, about {gap} (80% interval {range}), meets the target, but the probability is "
            "{probability} and not {certainty}.",
            **values,
        )
    return tr(
        "Not reachable with {names}: even at the most that can be reached, the median gap of {year} is "
        "about {gap} (80% interval {range}), {excess} above the target. The probability of the goal is "
        "{probability}; without it, it is {before}.",
        excess=format_quantity(result.median_excess, Unit.PERSONS, context.language, _DIGITS),
        before=probability(result.at_zero.probability, context),
        **values,
    )


def _gap(goal_outcome: GoalOutcome, context: Context) -> dict[str, str]:
    gap, language = goal_outcome.gap, context.language
    return {
        "gap": format_quantity(gap.median, Unit.PERSONS, language, _DIGITS),
        "range": format_range(gap.low, gap.high, Unit.PERSONS, language, _DIGITS),
    }


def _share(share: float, context: Context) -> str:
    return format_quantity(share, Unit.SHARE, context.language)


def _joined(sentences: list[str], context: Context) -> str:
    return ("" if context.language is Language.ZH else " ").join(sentences)
