"""The best package of policies under a budget, and the cheapest one that reaches a goal.

Every reported figure of a package comes from the model, not from the knapsack that chose it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf

import numpy as np

from forecasting.analysis.knapsack import Piece, fill_knapsack
from forecasting.analysis.package_search import Limit, PackageSearch
from forecasting.analysis.target import CLOSED, Goal, GoalOutcome, Obstacle, Target, sized
from forecasting.core.errors import ScenarioError
from forecasting.core.series import Values
from forecasting.model.interventions import Scenario, Setting
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.result import Spread

_BUDGETS = 12  # of a trade-off curve


class InclusionReason(StrEnum):
    """Why a policy is in a package or out of it."""

    FULL = "full"  # at its limit
    PARTLY = "partly"  # the marginal policy: a further yuan would go here
    REQUIRED = "required"  # dearer than the margin, included at the lower limit asked for
    DEARER = "dearer"  # out: closing a post costs more than at the margin
    LAG = "lag"  # out: its first effect comes after the year
    ELSEWHERE = "elsewhere"  # out: a gain here is a loss elsewhere
    INEFFECTIVE = "ineffective"  # out: it does not narrow the gap of the year
    EXCLUDED = "excluded"  # limited to 0


@dataclass(frozen=True)
class PackageItem:
    """A policy in a package, or left out of it.

    Attributes:
        limit: its upper limit, persons a year.
        cost: yuan up to the year.
        posts: by which the gap would be wider without it, the rest of the package unchanged.
        price: yuan for each post, of the part taken, or of its first piece where it is out; None
            when it closes none.
        inclusion: why it is in the package or out of it.
    """

    setting: Setting
    limit: float
    cost: float
    posts: float
    price: float | None
    first_effect: int
    inclusion: InclusionReason


@dataclass(frozen=True)
class Package:
    """A choice of policies and their sizes.

    Attributes:
        budget: yuan up to the year.
        scenario: the policies of the package, and the developments and assumptions of the scenario
            from which it was made.
        before, after: the outcome of the year without any policy and with the package.
        narrowing: expected persons by which the package narrows the gap.
        cost: expected yuan up to the year, constant prices.
        posts_per_yuan: the shadow price of the budget: persons by which a further yuan narrows the
            gap; 0 when nothing more helps.
        reached: whether the goal is reached; None when there was none.
        obstacle: why the goal is out of reach.
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
    """The outcome of the best package of a budget, yuan; gap and narrowing in persons."""

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
    """Find the package that narrows the expected gap of `year` most for at most `budget` yuan.

    The scenario gives the timing of its policies, its developments and its assumptions; the sizes of
    all policies are chosen anew within `limits`. Costs count up to `year`.

    Raises:
        ScenarioError: the lower limits cost more than the budget, the budget is below 0 or not finite, a limit names
            no policy or its ends are out of order, or the year cannot be changed any more.
    """
    if not 0 <= budget < inf:
        raise ScenarioError(
            "The budget is {budget} yuan; it must be a number of 0 or more.", budget=budget
        )
    search = PackageSearch.of(run, scenario, year, limits or {})
    least = search.cost(search.lower)
    if least > budget:
        raise ScenarioError(
            "The least sizes asked for cost {cost} yuan, more than the budget of {budget} yuan. "
            "Lower them or raise the budget.",
            cost=round(least),
            budget=round(budget),
        )
    sizes, pieces = search.climb(budget, search.lower)
    return _package(search, sizes, budget, pieces, target)


def cheapest(
    run: PreparedRun,
    scenario: Scenario,
    goal: Goal,
    *,
    limits: Mapping[str, Limit] | None = None,
) -> Package:
    """Find the cheapest package with P(gap ≤ target) ≥ certainty in the year of the goal.

    Where nothing reaches the goal: all policies at their limits, and why that is not enough.

    Raises:
        ScenarioError: a limit names no policy or its ends are out of order, or the year cannot be
            changed any more.
    """
    search = PackageSearch.of(run, scenario, goal.year, limits or {})
    sizes, pieces = search.least(goal)
    package = _package(search, sizes, search.cost(sizes), pieces, goal.target)
    reached = search.reaches(sizes, goal)
    obstacle = None if reached else search.obstacle(package.after)
    return replace(package, reached=reached, obstacle=obstacle)


def trade_off(
    run: PreparedRun,
    scenario: Scenario,
    year: int,
    *,
    limits: Mapping[str, Limit] | None = None,
    target: Target = CLOSED,
) -> tuple[TradeOff, ...]:
    """Return the best package of each budget, from the lower limits to all that has an effect.

    Budgets lie closer together where they are small. Each search starts from the package before it,
    so that more money never buys less.

    Raises:
        ScenarioError: as `cheapest`.
    """
    search = PackageSearch.of(run, scenario, year, limits or {})
    sizes = search.lower
    least, most = search.cost(sizes), search.cost(search.top)
    points, pieces = [], search.pieces(sizes)
    for step in range(_BUDGETS):
        budget = least + (most - least) * (step / (_BUDGETS - 1)) ** 2
        if step:
            sizes, pieces = search.climb(budget, sizes, pieces, rounds=2)
        after = search.goal_outcome(sizes, target)
        points.append(TradeOff(budget, after.gap, search.narrowing(sizes), after.probability))
    return tuple(points)


def _package(
    search: PackageSearch, sizes: Values, budget: float, pieces: list[Piece], target: Target
) -> Package:
    """Evaluate a package with the model."""
    policies = {timing.intervention for timing in search.timings}
    others = tuple(s for s in search.scenario.settings if s.intervention not in policies)
    cost = search.cost(sizes)
    price = fill_knapsack(pieces, len(sizes), budget - search.cost(search.lower)).shadow_price
    return Package(
        year=search.model.run.national.projected[-1],
        budget=budget,
        scenario=Scenario("package", others + search.settings(sizes), search.scenario.assumptions),
        before=search.goal_outcome(np.zeros_like(sizes), target),
        after=search.goal_outcome(sizes, target),
        narrowing=search.narrowing(sizes),
        cost=cost,
        posts_per_yuan=price,
        items=tuple(_package_item(search, place, sizes, pieces) for place in range(len(sizes))),
    )


def _package_item(
    search: PackageSearch, place: int, sizes: Values, pieces: list[Piece]
) -> PackageItem:
    size, timing = float(sizes[place]), search.timings[place]
    without = sizes.copy()
    without[place] = 0
    cost = search.cost(sizes) - search.cost(without)
    posts = search.gap(without) - search.gap(sizes) if size else 0.0
    first = next((piece for piece in pieces if piece.policy == place), None)
    price = None
    if posts > 0:
        price = cost / posts
    elif first is not None:
        price = first.cost / first.gain
    return PackageItem(
        setting=sized(timing, size),
        limit=float(search.upper[place]),
        cost=cost,
        posts=posts,
        price=price,
        first_effect=search.model.first_effect(timing),
        inclusion=_inclusion(search, place, size, effective=price is not None),
    )


_CANNOT = {Obstacle.LAG: InclusionReason.LAG, Obstacle.ELSEWHERE: InclusionReason.ELSEWHERE}


def _inclusion(
    search: PackageSearch, place: int, size: float, *, effective: bool
) -> InclusionReason:
    lower, upper = search.lower[place], search.upper[place]
    obstacle = search.model.obstacle(search.timings[place])
    if upper == 0:
        return InclusionReason.EXCLUDED
    if size == lower > 0 and size < upper:
        return InclusionReason.REQUIRED
    if obstacle is not None:
        return _CANNOT[obstacle]
    if size >= upper:
        return InclusionReason.FULL
    if size > lower:
        return InclusionReason.PARTLY
    return InclusionReason.DEARER if effective else InclusionReason.INEFFECTIVE
