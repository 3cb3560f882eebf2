"""The search for a package: sizes of all measures, and what the model says of them.

The expected gap is almost linear in the size of each measure, but measures that reach the same
graduates compete. A linear programme over pieces of each measure, whose gains the model computes
given the others at their present sizes, is therefore solved again and again until the package stops
changing (sequential linear programming; Griffith & Stewart, Management Science 7, 1961).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from forecasting.analysis.linear_programme import Piece, concave, solve_lp
from forecasting.analysis.target import Goal, GoalOutcome, Obstacle, Target, YearModel, sized
from forecasting.core.errors import ScenarioError
from forecasting.core.series import Values
from forecasting.model.effects import InterventionPath
from forecasting.model.interventions import Kind, Scenario, Setting
from forecasting.model.prepared_run import PreparedRun

_POINTS = (0.5, 0.8, 1.0)  # of a measure's range, where pieces end; the ceiling binds near the last
_ROUNDS = 8
_SETTLED = 5e-4  # relative improvement below which a package counts as settled


@dataclass(frozen=True)
class Limit:
    """The least and the most of a measure, persons a year; None: as much as can be reached."""

    lower: float = 0.0
    upper: float | None = None


@dataclass(frozen=True, eq=False)
class Planner:
    """Sizes of all measures as one array, and what the model says of them.

    Attributes:
        kept: the developments of the scenario as they act.
        timings: one setting of size 0 for each measure.
        lower, upper: sizes allowed, shape [measures].
        top: the upper size of each measure that can act in the year, else the lower one.
        known: applications already computed, by measure and size.
    """

    model: YearModel
    scenario: Scenario
    kept: tuple[InterventionPath, ...]
    timings: tuple[Setting, ...]
    lower: Values
    upper: Values
    top: Values
    known: dict[tuple[int, float], InterventionPath] = field(default_factory=dict)

    @classmethod
    def of(
        cls, run: PreparedRun, scenario: Scenario, year: int, limits: Mapping[str, Limit]
    ) -> Planner:
        model = YearModel.of(run, scenario, year)
        known = model.run.inputs.interventions
        measures = [name for name, m in known.items() if m.kind is Kind.POLICY]
        _check(limits, measures, model.ceilings)
        timings = tuple(model.timing(name, scenario) for name in measures)
        bounds = [_bounds(limits.get(name, Limit()), model.ceilings[name]) for name in measures]
        lower, upper = np.array(bounds, dtype=np.float64).reshape(-1, 2).T
        acts = np.array([model.obstacle(timing) is None for timing in timings], dtype=np.bool_)
        others = (s for s in scenario.settings if s.intervention not in measures)
        top = np.where(acts, upper, lower)
        return cls(model, scenario, model.build_paths(others), timings, lower, upper, top)

    def paths(self, sizes: Values) -> tuple[InterventionPath, ...]:
        """The measures as they act, without those of size 0."""
        return tuple(
            self._build_path(place, float(size)) for place, size in enumerate(sizes) if size
        )

    def cost(self, sizes: Values) -> float:
        """Expected yuan up to the year."""
        return sum(map(_cost, self.paths(sizes)))

    def gap(self, sizes: Values) -> float:
        """Expected gap of the year, persons."""
        demand, supply = self.model.balance(self.kept + self.paths(sizes))
        return float(np.mean(demand - supply))

    def narrowing(self, sizes: Values) -> float:
        """Expected persons by which the measures narrow the gap."""
        return self.gap(np.zeros_like(sizes)) - self.gap(sizes)

    def goal_outcome(self, sizes: Values, target: Target) -> GoalOutcome:
        """Gap and probability with the measures at these sizes."""
        paths = self.kept + self.paths(sizes)
        return self.model.goal_outcome(self.settings(sizes), paths, target)

    def settings(self, sizes: Values) -> tuple[Setting, ...]:
        """The measures of a size above 0."""
        pairs = zip(self.timings, sizes, strict=True)
        return tuple(sized(timing, float(size)) for timing, size in pairs if size)

    def pieces(self, sizes: Values) -> list[Piece]:
        """Every measure's pieces from its lower size on, the others at `sizes`."""
        present = self.gap(sizes)
        return [
            piece
            for place in np.flatnonzero(self.top > self.lower)
            for piece in concave(self._pieces(int(place), sizes, present))
        ]

    def climb(
        self, budget: float, sizes: Values, pieces: list[Piece] | None = None, rounds: int = _ROUNDS
    ) -> tuple[Values, list[Piece]]:
        """Improve a package that fits the budget until it settles; its pieces come with it."""
        gap, start = self.gap(sizes), self.gap(self.lower)
        for _ in range(rounds):
            pieces = self.pieces(sizes) if pieces is None else pieces
            found, wider = self._improved(budget, sizes, gap, pieces)
            gained = gap - wider
            if gained <= 0:
                break
            sizes, gap, pieces = found, wider, None
            if gained <= _SETTLED * (start - gap):
                break
        return sizes, self.pieces(sizes) if pieces is None else pieces

    def least(self, goal: Goal) -> tuple[Values, list[Piece]]:
        """The cheapest sizes that reach a goal, all measures at their limits if nothing does."""
        sizes = self.lower
        if self.reaches(sizes, goal) or not self.reaches(self.top, goal):
            sizes = sizes if self.reaches(sizes, goal) else self.top
            return sizes, self.pieces(sizes)
        cost = np.inf
        for _ in range(_ROUNDS):
            pieces = self.pieces(sizes)
            found = self._along(pieces, goal)
            if (lower := self.cost(found)) >= cost * (1 - _SETTLED):
                break
            sizes, cost = found, lower
        return sizes, pieces

    def obstacle(self, after: GoalOutcome) -> Obstacle:
        """Why all measures at their limits are not enough."""
        if np.any(self.top > self.lower):
            return Obstacle.UNCERTAINTY if after.median_reaches else Obstacle.CEILING
        late = any(self.model.obstacle(timing) is Obstacle.LAG for timing in self.timings)
        return Obstacle.LAG if late else Obstacle.CEILING

    def reaches(self, sizes: Values, goal: Goal) -> bool:
        """Whether the goal is reached with these sizes."""
        balance = self.model.balance(self.kept + self.paths(sizes))
        return goal.met(goal.target.excess(*balance))

    def _pieces(self, place: int, sizes: Values, present: float) -> list[Piece]:
        """One measure's pieces. Its present size ends a piece, where cost and gain are exact."""
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
        """A better package and its gap; half way to it, and half of that, if it overshoots."""
        wanted = self._affordable(budget, pieces)
        for step in (1.0, 0.5, 0.25, 0.125):
            found = wanted if step == 1 else self._within(budget, sizes + step * (wanted - sizes))
            if np.array_equal(found, sizes):
                break
            if (new := self.gap(found)) < gap:
                return found, new
        return sizes, gap

    def _affordable(self, budget: float, pieces: list[Piece]) -> Values:
        """What the programme chooses.

        Inside a piece it sees slightly too low a cost, so that it is asked again for as much less as
        it spends too much.
        """
        allowed = budget - self.cost(self.lower)
        while True:
            chosen = solve_lp(pieces, len(self.lower), max(allowed, 0.0)).sizes
            sizes = self.lower + np.floor(chosen + 1e-6)
            over = self.cost(sizes) - budget
            if over <= 0 or allowed <= 0:
                return sizes
            allowed -= max(over, 1.0)

    def _within(self, budget: float, sizes: Values) -> Values:
        """The sizes, scaled down until they fit the budget."""
        base, sizes = self.cost(self.lower), np.floor(sizes + 1e-6)
        while (cost := self.cost(sizes)) > budget:
            share = (budget - base) / (cost - base)
            sizes = self.lower + np.floor(share * (sizes - self.lower))
        return sizes

    def _along(self, pieces: list[Piece], goal: Goal) -> Values:
        """The cheapest of the packages that the programme makes of the pieces."""
        found, low, high = self.top, 0.0, sum(piece.cost for piece in pieces)
        while high - low > high * _SETTLED / 4:
            middle = (low + high) / 2
            chosen = np.ceil(solve_lp(pieces, len(self.lower), middle).sizes - 1e-6)
            sizes = np.minimum(self.lower + chosen, self.top)
            if self.reaches(sizes, goal):
                found, high = sizes, middle
            else:
                low = middle
        return found

    def _gap_with(self, sizes: Values, place: int, size: float) -> float:
        changed = sizes.copy()
        changed[place] = size
        return self.gap(changed)

    def _cost(self, place: int, size: float) -> float:
        return _cost(self._build_path(place, size)) if size else 0.0

    def _build_path(self, place: int, size: float) -> InterventionPath:
        if (place, size) not in self.known:
            (self.known[place, size],) = self.model.build_paths((sized(self.timings[place], size),))
        return self.known[place, size]


def _cost(path: InterventionPath) -> float:
    return 0.0 if path.cost is None else float(path.cost.sum())


def _bounds(limit: Limit, ceiling: float) -> tuple[float, float]:
    """The least and the most of a measure in whole persons."""
    upper = ceiling if limit.upper is None else min(float(np.floor(limit.upper)), ceiling)
    return float(np.ceil(limit.lower)), upper


def _check(limits: Mapping[str, Limit], measures: list[str], ceilings: Mapping[str, float]) -> None:
    unknown = [name for name in limits if name not in measures]
    if unknown:
        raise ScenarioError(
            "There is no measure {measure} to be limited. Known: {known}.",
            measure=", ".join(unknown),
            known=", ".join(measures),
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
