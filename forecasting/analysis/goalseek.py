"""The other way round: the least size of a lever, or of a group of levers, that reaches a goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from forecasting.analysis.target import Goal, GoalOutcome, Obstacle, YearModel, sized, unit_of
from forecasting.core.errors import ScenarioError
from forecasting.core.series import Values
from forecasting.model.effects import InterventionPath
from forecasting.model.interventions import Kind, Scenario, Setting
from forecasting.model.prepared_run import PreparedRun

_STEPS_OF_GROUP = 10_000
_SHOWN = 21  # sizes of a response curve


@dataclass(frozen=True)
class GoalSeekResult:
    """The answer to "what size reaches the goal?".

    Attributes:
        levers: that were sized; the others stay as the scenario sets them.
        without: the levers at size 0.
        found: the least sizes that reach the goal, None when it is out of reach.
        most: the levers at the most that can be reached, in the direction that narrows the gap.
        share: of the most, that `found` takes.
        obstacle: why the goal is out of reach.
        first_effect: the first year in which any of the levers acts.
        median_excess: persons by which the median stays above the target at the most.
    """

    goal: Goal
    levers: tuple[str, ...]
    without: GoalOutcome
    found: GoalOutcome | None
    most: GoalOutcome
    share: float | None
    obstacle: Obstacle | None
    first_effect: int
    median_excess: float

    @property
    def already(self) -> bool:
        """Whether the goal is reached without the levers."""
        return self.share == 0


@dataclass(frozen=True)
class Response:
    """What a share of the most that can be reached promises."""

    share: float
    goal_outcome: GoalOutcome


def goal_seek(
    run: PreparedRun, scenario: Scenario, levers: Sequence[str], goal: Goal
) -> GoalSeekResult:
    """The least size of `levers` with P(gap ≤ target) ≥ certainty in the year of the goal.

    A group shares one fraction of what each of its levers can reach. The scenario's other settings
    stay; its settings of the sought levers give their timing. The probability rises with the size, so
    bisection over whole steps finds the least one.

    Raises:
        ScenarioError: no lever, an unknown one, or a year that cannot be changed any more.
    """
    search = _Search.of(run, scenario, levers, goal)
    without, most = search.goal_outcome(0), search.goal_outcome(search.steps)
    step = search.least()
    found = None if step is None else search.goal_outcome(step)
    return GoalSeekResult(
        goal=goal,
        levers=tuple(levers),
        without=without,
        found=found,
        most=most,
        share=None if step is None else step / search.steps,
        obstacle=search.obstacle(most) if found is None else None,
        first_effect=min(map(search.model.first_effect, search.ends)),
        median_excess=float(np.median(search.excess(search.steps))),
    )


def responses(
    run: PreparedRun, scenario: Scenario, levers: Sequence[str], goal: Goal
) -> tuple[Response, ...]:
    """Gap and probability from size 0 to the most that can be reached, in even steps."""
    search = _Search.of(run, scenario, levers, goal)
    steps = sorted({round(i * search.steps / (_SHOWN - 1)) for i in range(_SHOWN)})
    return tuple(Response(step / search.steps, search.goal_outcome(step)) for step in steps)


@dataclass(frozen=True, eq=False)
class _Search:
    """Sizes from nothing to the most, in steps.

    Attributes:
        kept: the scenario's other settings as they act.
        ends: the levers at the most that can be reached.
        steps: one for each person where there is one lever.
    """

    model: YearModel
    goal: Goal
    kept: tuple[InterventionPath, ...]
    ends: tuple[Setting, ...]
    steps: int

    @classmethod
    def of(cls, run: PreparedRun, scenario: Scenario, levers: Sequence[str], goal: Goal) -> _Search:
        if not levers or len(set(levers)) < len(levers):
            raise ScenarioError("Name at least one lever to be sized, and each only once.")
        model = YearModel.of(run, scenario, goal.year)
        kept = model.build_paths(s for s in scenario.settings if s.intervention not in levers)
        ends = tuple(_end(model, kept, model.timing(name, scenario)) for name in levers)
        steps = _STEPS_OF_GROUP
        if len(ends) == 1:
            steps = round(abs(ends[0].reach) / unit_of(model.lever(levers[0])))
        return cls(model, goal, kept, ends, max(steps, 1))

    def settings(self, step: int) -> tuple[Setting, ...]:
        """Sizes after `step` steps, rounded away from 0 to what can be set."""
        return tuple(self._sized(end, step / self.steps) for end in self.ends)

    def excess(self, step: int) -> Values:
        """Persons by which the gap is above the target, shape [draws]."""
        paths = self.kept + self.model.build_paths(self.settings(step))
        return self.goal.target.excess(*self.model.balance(paths))

    def goal_outcome(self, step: int) -> GoalOutcome:
        settings = self.settings(step)
        paths = self.kept + self.model.build_paths(settings)
        return self.model.goal_outcome(settings, paths, self.goal.target)

    def reached(self, step: int) -> bool:
        return self.goal.met(self.excess(step))

    def least(self) -> int | None:
        """The least step that reaches the goal, None when not even the last one does."""
        if self.reached(0):
            return 0
        low, high = 0, self.steps
        if not self.reached(high):
            return None
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self.reached(middle) else (middle, high)
        return high

    def obstacle(self, most: GoalOutcome) -> Obstacle:
        """Why even the most is not enough."""
        if any(end.reach and self.model.obstacle(end) is None for end in self.ends):
            return Obstacle.UNCERTAINTY if most.median_reaches else Obstacle.CEILING
        reasons = {self.model.obstacle(end) for end in self.ends}
        known = (reason for reason in (Obstacle.LAG, Obstacle.ELSEWHERE) if reason in reasons)
        return next(known, Obstacle.WIDENS)

    def _sized(self, end: Setting, share: float) -> Setting:
        unit = unit_of(self.model.lever(end.intervention))
        steps = ceil(abs(end.reach) * share / unit - 1e-6)
        return sized(end, float(round(np.sign(end.reach) * steps * unit, 4)) + 0.0)


def _end(model: YearModel, kept: tuple[InterventionPath, ...], timing: Setting) -> Setting:
    """A lever at the end of its range that narrows the gap; at 0 when neither does.

    A measure works upwards. A development may go either way, so both ends are tried.
    """
    name = timing.intervention
    top = sized(timing, model.ceilings[name])
    if model.lever(name).kind is Kind.POLICY:
        return top

    def gap(setting: Setting) -> float:
        demand, supply = model.balance(kept + model.build_paths((setting,)))
        return float(np.mean(demand - supply))

    return min((timing, top, sized(timing, model.floor(name))), key=gap)
