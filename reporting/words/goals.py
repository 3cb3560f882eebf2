"""Sentences that answer "what size reaches the goal?": rounded, and a no comes with its reason."""

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


def goal_wanted(goal: Goal, context: Context) -> str:
    """The goal itself."""
    tr, target = context.tr, goal.target
    said = {"year": goal.year, "certainty": _share(goal.certainty, context)}
    if target.share_of_supply:
        return tr(
            "Goal: in {year} the gap is at most {share} of supply, with a probability of at least "
            "{certainty}.",
            share=_share(target.share_of_supply, context),
            **said,
        )
    if target.persons:
        return tr(
            "Goal: in {year} the gap is at most {value}, with a probability of at least {certainty}.",
            value=format_quantity(target.persons, Unit.PERSONS, context.language),
            **said,
        )
    return tr(
        "Goal: in {year} the gap is closed, with a probability of at least {certainty}.", **said
    )


def goal_answer(
    sought: GoalSeekResult, levers: Mapping[str, Intervention], context: Context
) -> str:
    """The least size, or why none is enough and what the most would do."""
    tr = context.tr
    if sought.required is None:
        return _joined([_obstacle(sought, levers, context)], context)
    if sought.already:
        already = tr(
            "The goal is reached already without {names}: the probability is {probability}.",
            names=names_of(sought, levers, context),
            probability=probability(sought.required.probability, context),
        )
        return _joined([already, _prospect(sought.goal, sought.required, context)], context)
    return _joined(
        [_least(sought, levers, context), _prospect(sought.goal, sought.required, context)], context
    )


def names_of(sought: GoalSeekResult, levers: Mapping[str, Intervention], context: Context) -> str:
    """The levers that are sized, or how many there are."""
    if len(sought.interventions) > 1:
        return context.tr("the {count} levers chosen", count=len(sought.interventions))
    return context.tr.name(levers[sought.interventions[0]])


def size_of(setting: Setting, lever: Intervention, context: Context) -> str:
    """The size of a lever with its unit; a rate of growth with its sign."""
    signed = lever.target_population is TargetPopulation.OUTPUT
    return format_quantity(
        setting.reach,
        lever.target_population.unit,
        context.language,
        signed=signed and setting.reach != 0,
    )


def _least(sought: GoalSeekResult, levers: Mapping[str, Intervention], context: Context) -> str:
    tr, found = context.tr, sought.required or sought.at_ceiling
    if len(sought.interventions) > 1:
        return tr(
            "All {count} levers at {share} of what each can reach: that is the least that is enough.",
            count=len(sought.interventions),
            share=_share(sought.share or 0.0, context),
        )
    (setting,) = found.settings
    lever = levers[setting.intervention]
    return tr(
        "{name}: {size}, from {start}, is the least that is enough ({share} of what it can reach).",
        name=tr.name(lever),
        size=size_of(setting, lever, context),
        start=setting.start_year,
        share=_share(sought.share or 0.0, context),
    )


def _prospect(goal: Goal, goal_outcome: GoalOutcome, context: Context) -> str:
    return context.tr(
        "The gap of {year} is then about {gap} (median; 80% interval {range}), and the goal is reached "
        "with a probability of {probability}.",
        year=goal.year,
        probability=probability(goal_outcome.probability, context),
        **_gap(goal_outcome, context),
    )


def _obstacle(sought: GoalSeekResult, levers: Mapping[str, Intervention], context: Context) -> str:
    tr, most = context.tr, sought.at_ceiling
    said = {
        "names": names_of(sought, levers, context),
        "year": sought.goal.year,
        "probability": probability(most.probability, context),
        "certainty": _share(sought.goal.certainty, context),
        **_gap(most, context),
    }
    if sought.obstacle is Obstacle.LAG:
        return tr(
            "Not reachable with {names}: nothing acts before {first}, after {year}. Without it the "
            "gap of {year} is about {gap} (80% interval {range}).",
            first=sought.first_effect,
            **said,
        )
    if sought.obstacle is Obstacle.ELSEWHERE:
        return tr(
            "Not reachable with {names}: what one region gains another loses, so the gap of the nation "
            "stays at about {gap} (80% interval {range}).",
            **said,
        )
    if sought.obstacle is Obstacle.WIDENS:
        return tr(
            "Not reachable with {names}: whatever the size, the gap of {year} does not narrow. Without "
            "it the gap is about {gap} (80% interval {range}).",
            **said,
        )
    if sought.obstacle is Obstacle.UNCERTAINTY:
        return tr(
            "Not with that certainty: with {names} at the most that can be reached, the median gap of "
            "{year}, about {gap} (80% interval {range}), meets the target, but the probability is "
            "{probability} and not {certainty}.",
            **said,
        )
    return tr(
        "Not reachable with {names}: even at the most that can be reached, the median gap of {year} is "
        "about {gap} (80% interval {range}), {excess} above the target. The probability of the goal is "
        "{probability}; without it, it is {before}.",
        excess=format_quantity(sought.median_excess, Unit.PERSONS, context.language, _DIGITS),
        before=probability(sought.at_zero.probability, context),
        **said,
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
