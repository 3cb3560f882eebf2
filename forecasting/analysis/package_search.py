"""The search for a package: the sizes of all policies, evaluated by the model.

The expected gap is almost linear in the size of each policy, but policies that reach the same
graduates compete. A continuous knapsack over pieces of each policy, whose gains the model computes
given the others at their present sizes, is therefore solved again and again until the package stops
changing (sequential linear programming; Griffith & Stewart, Management Science 7, 1961).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from forecasting.analysis.knapsack import Piece, concave, fill_knapsack
from forecasting.analysis.target import Goal, GoalOutcome, Obstacle, Target, YearModel, sized
from forecasting.core.errors import ScenarioError
from forecasting.core.series import Values
from forecasting.model.effects import InterventionPath
from forecasting.model.interventions import Kind, Scenario, Setting
from forecasting.model.prepared_run import PreparedRun

_POINTS = (0.5, 0.8, 1.0)  # of a policy's range, where pieces end; the ceiling binds near the last
_ROUNDS = 8
_SETTLED = 5e-4  # relative improvement below which the search stops


@dataclass(frozen=True)
class Limit:
    """Lower and upper limit of a policy, persons a year; None: as much as can be reached."""

    lower: float = 0.0
    upper: float | None = None


@dataclass(frozen=True, eq=False)
class PackageSearch:
    """The model as a function of the sizes of all policies, persons a year, shape [policies].

    Attributes:
        developments: the paths of the scenario's developments.
        timings: one setting of size 0 for each policy.
        lower, upper: sizes allowed, shape [policies].
        top: the upper size of each policy that can act in the year, else the lower one.
        known_paths: paths already computed, by place and size of the policy.
    """

    model: YearModel
    scenario: Scenario
    developments: tuple[InterventionPath, ...]
    timings: tuple[Setting, ...]
    lower: Values
    upper: Values
    top: Values
    known_paths: dict[tuple[int, float], InterventionPath] = field(default_factory=dict)

    @classmethod
    def of(
        cls, run: PreparedRun, scenario: Scenario, year: int, limits: Mapping[str, Limit]
    ) -> PackageSearch:
        model = YearModel.of(run, scenario, year)
        known = model.run.inputs.interventions
        policies = [name for name, i in known.items() if i.kind is Kind.POLICY]
        _check(limits, policies, model.ceilings)
        timings = tuple(model.timing(name, scenario) for name in policies)
        bounds = [_bounds(limits.get(name, Limit()), model.ceilings[name]) for name in policies]
        lower, upper = np.array(bounds, dtype=np.float64).reshape(-1, 2).T
        acts = np.array([model.obstacle(timing) is None for timing in timings], dtype=np.bool_)
        others = (s for s in scenario.settings if s.intervention not in policies)
        top = np.where(acts, upper, lower)
        return cls(model, scenario, model.build_paths(others), timings, lower, upper, top)

    def paths(self, sizes: Values) -> tuple[InterventionPath, ...]:
        """Return the paths of the policies, without those of size 0."""
        return tuple(
            self._build_path(place, float(size)) for place, size in enumerate(sizes) if size
        )

    def cost(self, sizes: Values) -> float:
        """Return the expected cost up to the year, yuan."""
        return sum(map(_cost, self.paths(sizes)))

    def gap(self, sizes: Values) -> float:
        """Return the expected gap of the year, persons."""
        demand, supply = self.model.balance(self.developments + self.paths(sizes))
        return float(np.mean(demand - supply))

    def narrowing(self, sizes: Values) -> float:
        """Return the expected persons by which the policies narrow the gap."""
        return self.gap(np.zeros_like(sizes)) - self.gap(sizes)

    def goal_outcome(self, sizes: Values, target: Target) -> GoalOutcome:
        """Return gap and probability with the policies at these sizes."""
        paths = self.developments + self.paths(sizes)
        return self.model.goal_outcome(self.settings(sizes), paths, target)

    def settings(self, sizes: Values) -> tuple[Setting, ...]:
        """Return the settings of the policies with a size above 0."""
        pairs = zip(self.timings, sizes, strict=True)
        return tuple(sized(timing, float(size)) for timing, size in pairs if size)

    def pieces(self, sizes: Values) -> list[Piece]:
        """Return every policy's pieces from its lower size on, the others at `sizes`."""
        present = self.gap(sizes)
        return [
            piece
            for place in np.flatnonzero(self.top > self.lower)
            for piece in concave(self._pieces(int(place), sizes, present))
        ]

    def climb(
        self, budget: float, sizes: Values, pieces: list[Piece] | None = None, rounds: int = _ROUNDS
    ) -> tuple[Values, list[Piece]]:
        """Improve a package that fits the budget until it hardly changes; return sizes and pieces."""
        gap, start = self.gap(sizes), self.gap(self.lower)
        for _ in range(rounds):
            pieces = self.pieces(sizes) if pieces is None else pieces
            better, new_gap = self._improved(budget, sizes, gap, pieces)
            gained = gap - new_gap
            if gained <= 0:
                break
            sizes, gap, pieces = better, new_gap, None
            if gained <= _SETTLED * (start - gap):
                break
        return sizes, self.pieces(sizes) if pieces is None else pieces

    def least(self, goal: Goal) -> tuple[Values, list[Piece]]:
        """Return the cheapest sizes that reach a goal, all policies at their limits if none do."""
        sizes = self.lower
        if self.reaches(sizes, goal) or not self.reaches(self.top, goal):
            sizes = sizes if self.reaches(sizes, goal) else self.top
            return sizes, self.pieces(sizes)
        cost = np.inf
        for _ in range(_ROUNDS):
            pieces = self.pieces(sizes)
            cheaper = self._cheapest_along(pieces, goal)
            if (lower := self.cost(cheaper)) >= cost * (1 - _SETTLED):
                break
            sizes, cost = cheaper, lower
        return sizes, pieces

    def obstacle(self, after: GoalOutcome) -> Obstacle:
        """Return why all policies at their limits are not enough."""
        if np.any(self.top > self.lower):
            return Obstacle.UNCERTAINTY if after.median_reaches else Obstacle.CEILING
        late = any(self.model.obstacle(timing) is Obstacle.LAG for timing in self.timings)
        return Obstacle.LAG if late else Obstacle.CEILING

    def reaches(self, sizes: Values, goal: Goal) -> bool:
        """Whether the goal is reached with these sizes."""
        balance = self.model.balance(self.developments + self.paths(sizes))
        return goal.met(goal.target.excess(*balance))

    def _pieces(self, place: int, sizes: Values, present: float) -> list[Piece]:
        """Cut one policy's range into pieces. One ends at its present size, where they are exact."""
        low, top, now = float(self.lower[place]), float(self.top[place]), float(sizes[place])
        ends = sorted({low, now, *(float(np.floor(low + p * (top - low))) for p in _POINTS)})
        gaps = [present if end == now else self._gap_with(sizes, place, end) for end in ends]
        costs = [self._cost(place, end) for end in ends]
        return [
            Piece(place, ends[i] - ends[i - 1], costs[i] - costs[i - 1], gaps[i - 1] - gaps[i])
            for i in range(1, len(ends))
        ]

    def _improved(
        self, budget: float, sizes: Values, gap: float, pieces: list[Piece]
    ) -> tuple[Values, float]:
        """Return a better package and its gap.

        The step towards what the knapsack chooses is halved until the gap narrows.
        """
        chosen = self._affordable(budget, pieces)
        for step in (1.0, 0.5, 0.25, 0.125):
            trial = chosen if step == 1 else self._within(budget, sizes + step * (chosen - sizes))
            if np.array_equal(trial, sizes):
                break
            if (new := self.gap(trial)) < gap:
                return trial, new
        return sizes, gap

    def _affordable(self, budget: float, pieces: list[Piece]) -> Values:
        """Return what the knapsack chooses for the budget.

        Inside a piece its cost is slightly too low, so the budget is lowered by what the choice
        overspends until it fits.
        """
        allowed = budget - self.cost(self.lower)
        while True:
            chosen = fill_knapsack(pieces, len(self.lower), max(allowed, 0.0)).sizes
            sizes = self.lower + np.floor(chosen + 1e-6)
            over = self.cost(sizes) - budget
            if over <= 0 or allowed <= 0:
                return sizes
            allowed -= max(over, 1.0)

    def _within(self, budget: float, sizes: Values) -> Values:
        """Scale the sizes down until they fit the budget."""
        base, sizes = self.cost(self.lower), np.floor(sizes + 1e-6)
        while (cost := self.cost(sizes)) > budget:
            share = (budget - base) / (cost - base)
            sizes = self.lower + np.floor(share * (sizes - self.lower))
        return sizes

    def _cheapest_along(self, pieces: list[Piece], goal: Goal) -> Values:
        """Return the cheapest knapsack choice along the pieces that reaches the goal."""
        cheapest, low, high = self.top, 0.0, sum(piece.cost for piece in pieces)
        while high - low > high * _SETTLED / 4:
            middle = (low + high) / 2
            chosen = np.ceil(fill_knapsack(pieces, len(self.lower), middle).sizes - 1e-6)
            sizes = np.minimum(self.lower + chosen, self.top)
            if self.reaches(sizes, goal):
                cheapest, high = sizes, middle
            else:
                low = middle
        return cheapest

    def _gap_with(self, sizes: Values, place: int, size: float) -> float:
        changed = sizes.copy()
        changed[place] = size
        return self.gap(changed)

    def _cost(self, place: int, size: float) -> float:
        return _cost(self._build_path(place, size)) if size else 0.0

    def _build_path(self, place: int, size: float) -> InterventionPath:
        if (place, size) not in self.known_paths:
            (self.known_paths[place, size],) = self.model.build_paths(
                (sized(self.timings[place], size),)
            )
        return self.known_paths[place, size]


def _cost(path: InterventionPath) -> float:
    return 0.0 if path.cost is None else float(path.cost.sum())


def _bounds(limit: Limit, ceiling: float) -> tuple[float, float]:
    """Return the lower and upper limit of a policy in whole persons."""
    upper = ceiling if limit.upper is None else min(float(np.floor(limit.upper)), ceiling)
    return float(np.ceil(limit.lower)), upper


def _check(limits: Mapping[str, Limit], policies: list[str], ceilings: Mapping[str, float]) -> None:
    unknown = [name for name in limits if name not in policies]
    if unknown:
        raise ScenarioError(
            "There is no measure {measure} to be limited. Known: {known}.",
            measure=", ".join(unknown),
            known=", ".join(policies),
        )
    for name, limit in limits.items():
        lower, upper = _bounds(limit, ceilings[name])
        if not 0 <= lower <= upper:
            raise ScenarioError(
                "{measure}: the least is {lower} and the most {upper} people a year; the least must "
                "be 0 or more and no larger than the most.",
                measure=name,
                lower=round(lower),
                upper=round(upper),
            )
