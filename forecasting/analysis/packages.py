"""The best package of measures under a budget, and the cheapest one that reaches a goal.

Whatever is reported of a package comes from the model, not from the programme that chose it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from forecasting.analysis.linear_programme import Piece, solve_lp
from forecasting.analysis.package_search import Limit, Planner
from forecasting.analysis.target import CLOSED, Goal, GoalOutcome, Obstacle, Target, sized
from forecasting.core.errors import ScenarioError
from forecasting.core.series import Values
from forecasting.model.interventions import Scenario, Setting
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.result import Spread

_BUDGETS = 12  # of a trade-off curve


class Verdict(StrEnum):
    """Why a measure is in a package or out of it."""

    FULL = "full"  # at its limit
    PARTLY = "partly"  # the marginal measure: a further yuan would go here
    REQUIRED = "required"  # dearer than the margin, in at the least size asked for
    DEARER = "dearer"  # out: closing a post costs more than at the margin
    LAG = "lag"  # out: its first effect comes after the year
    ELSEWHERE = "elsewhere"  # out: a gain here is a loss elsewhere
    INEFFECTIVE = "ineffective"  # out: it does not narrow the gap of the year
    EXCLUDED = "excluded"  # limited to 0


@dataclass(frozen=True)
class PackageItem:
    """A measure in a package, or left out of it.

    Attributes:
        limit: the most it could be, persons a year.
        cost: yuan up to the year.
        posts: by which the gap would be wider without it, the rest of the package staying.
        price: yuan for each post, of the part taken, or of its first stretch where it is out; None
            when it closes none.
    """

    setting: Setting
    limit: float
    cost: float
    posts: float
    price: float | None
    first_effect: int
    verdict: Verdict


@dataclass(frozen=True)
class Package:
    """A choice of measures.

    Attributes:
        budget: yuan up to the year.
        scenario: the measures of the package, and what it took over of the scenario it began from.
        before, after: the gap of the year without any measure and with the package.
        narrowing: expected number of persons between the two.
        cost: expected yuan up to the year, constant prices.
        posts_per_yuan: by which the gap narrows for a further yuan; 0 when nothing more helps.
        reached: whether the goal is reached; None when there was none.
    """

    year: int
    budget: float
    scenario: Scenario
    before: GoalOutcome
    after: GoalOutcome
    narrowing: float
    cost: float
    posts_per_yuan: float
    items: tuple[PackageItem, ...]
    reached: bool | None = None
    obstacle: Obstacle | None = None


@dataclass(frozen=True)
class TradeOff:
    """What a budget buys at best."""

    budget: float
    gap: Spread
    narrowing: float
    probability: float


def optimise(
    run: PreparedRun,
    scenario: Scenario,
    budget: float,
    year: int,
    *,
    limits: Mapping[str, Limit] | None = None,
    target: Target = CLOSED,
) -> Package:
    """The package that narrows the expected gap of `year` most for at most `budget` yuan.

    The scenario gives the timing of its measures, its developments and its assumptions; sizes of
    measures are chosen anew within `limits`. Costs count up to `year`.

    Raises:
        ScenarioError: the least sizes asked for cost more than the budget.
    """
    if not budget >= 0:
        raise ScenarioError("The budget is {budget} yuan; it must be 0 or more.", budget=budget)
    planner = Planner.of(run, scenario, year, limits or {})
    least = planner.cost(planner.lower)
    if least > budget:
        raise ScenarioError(
            "The least sizes asked for cost {cost} yuan, more than the budget of {budget} yuan. "
            "Lower them or raise the budget.",
            cost=round(least),
            budget=round(budget),
        )
    sizes, pieces = planner.climb(budget, planner.lower)
    return _package(planner, sizes, budget, pieces, target)


def cheapest(
    run: PreparedRun,
    scenario: Scenario,
    goal: Goal,
    *,
    limits: Mapping[str, Limit] | None = None,
) -> Package:
    """The least budget whose best package has P(gap ≤ target) ≥ certainty in the year of the goal.

    Where nothing reaches the goal: all measures at their limits, and why that is not enough.
    """
    planner = Planner.of(run, scenario, goal.year, limits or {})
    sizes, pieces = planner.least(goal)
    package = _package(planner, sizes, planner.cost(sizes), pieces, goal.target)
    reached = planner.reaches(sizes, goal)
    obstacle = None if reached else planner.obstacle(package.after)
    return replace(package, reached=reached, obstacle=obstacle)


def trade_off(
    run: PreparedRun,
    scenario: Scenario,
    year: int,
    *,
    limits: Mapping[str, Limit] | None = None,
    target: Target = CLOSED,
) -> tuple[TradeOff, ...]:
    """The best package of each budget, from the least possible to all that has an effect.

    Budgets lie closer together where they are small. Each begins with the package before it, so that
    more money never buys less.
    """
    planner = Planner.of(run, scenario, year, limits or {})
    sizes = planner.lower
    least, most = planner.cost(sizes), planner.cost(planner.top)
    found, pieces = [], planner.pieces(sizes)
    for step in range(_BUDGETS):
        budget = least + (most - least) * (step / (_BUDGETS - 1)) ** 2
        if step:
            sizes, pieces = planner.climb(budget, sizes, pieces, rounds=2)
        after = planner.goal_outcome(sizes, target)
        found.append(TradeOff(budget, after.gap, planner.narrowing(sizes), after.probability))
    return tuple(found)


def _package(
    planner: Planner, sizes: Values, budget: float, pieces: list[Piece], target: Target
) -> Package:
    """What the model says of a package."""
    measures = {timing.intervention for timing in planner.timings}
    others = tuple(s for s in planner.scenario.settings if s.intervention not in measures)
    cost = planner.cost(sizes)
    price = solve_lp(pieces, len(sizes), budget - planner.cost(planner.lower)).price
    return Package(
        year=planner.model.run.national.projected[-1],
        budget=budget,
        scenario=Scenario(
            "package", others + planner.settings(sizes), planner.scenario.assumptions
        ),
        before=planner.goal_outcome(np.zeros_like(sizes), target),
        after=planner.goal_outcome(sizes, target),
        narrowing=planner.narrowing(sizes),
        cost=cost,
        posts_per_yuan=price,
        items=tuple(_package_item(planner, place, sizes, pieces) for place in range(len(sizes))),
    )


def _package_item(planner: Planner, place: int, sizes: Values, pieces: list[Piece]) -> PackageItem:
    size, timing = float(sizes[place]), planner.timings[place]
    without = sizes.copy()
    without[place] = 0
    cost = planner.cost(sizes) - planner.cost(without)
    posts = planner.gap(without) - planner.gap(sizes) if size else 0.0
    first = next((piece for piece in pieces if piece.policy == place), None)
    price = None
    if posts > 0:
        price = cost / posts
    elif first is not None:
        price = first.cost / first.gain
    return PackageItem(
        setting=sized(timing, size),
        limit=float(planner.upper[place]),
        cost=cost,
        posts=posts,
        price=price,
        first_effect=planner.model.first_effect(timing),
        verdict=_verdict(planner, place, size, effective=price is not None),
    )


_CANNOT = {Obstacle.LAG: Verdict.LAG, Obstacle.ELSEWHERE: Verdict.ELSEWHERE}


def _verdict(planner: Planner, place: int, size: float, *, effective: bool) -> Verdict:
    lower, upper = planner.lower[place], planner.upper[place]
    obstacle = planner.model.obstacle(planner.timings[place])
    if upper == 0:
        return Verdict.EXCLUDED
    if size == lower > 0 and size < upper:
        return Verdict.REQUIRED
    if obstacle is not None:
        return _CANNOT[obstacle]
    if size >= upper:
        return Verdict.FULL
    if size > lower:
        return Verdict.PARTLY
    return Verdict.DEARER if effective else Verdict.INEFFECTIVE
