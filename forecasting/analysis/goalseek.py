"""Goal seek: the least size of an intervention, or of a group of them, that reaches a goal."""

from __future__ import annotations

from bisect import bisect_left
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

_GROUP_STEPS = 10_000
_RESPONSE_SIZES = 21  # of a response curve


@dataclass(frozen=True)
class GoalSeekResult:
    """The least sizes that reach a goal.

    Attributes:
        interventions: whose sizes were sought; the others stay as the scenario sets them.
        at_zero: the outcome with these interventions at size 0.
        required: the outcome at the least sizes that reach the goal, None when it is out of reach.
        at_ceiling: the outcome at the most that can be reached, in the direction that narrows the gap.
        share: required size ÷ size at the ceiling; None when the goal is out of reach.
        obstacle: why the goal is out of reach.
        first_effect: the first year in which any of the interventions acts.
        median_excess: persons by which the median gap exceeds the target at the ceiling.
    """

    goal: Goal
    interventions: tuple[str, ...]
    at_zero: GoalOutcome
    required: GoalOutcome | None
    at_ceiling: GoalOutcome
    share: float | None
    obstacle: Obstacle | None
    first_effect: int
    median_excess: float

    @property
    def already(self) -> bool:
        """Whether the goal is reached without the interventions."""
        return self.share == 0


@dataclass(frozen=True)
class Response:
    """The outcome at a share of the most that can be reached."""

    share: float
    goal_outcome: GoalOutcome


def goal_seek(
    run: PreparedRun, scenario: Scenario, interventions: Sequence[str], goal: Goal
) -> GoalSeekResult:
    """Find the least size of `interventions` with P(gap ≤ target) ≥ certainty in the goal's year.

    A group shares one fraction of what each of its interventions can reach. The scenario's other
    settings stay; its settings of the interventions sought give their timing. The probability rises
    with the size, so bisection over whole steps finds the least one.

    Raises:
        ScenarioError: no intervention, an unknown one, or a year that cannot be changed any more.
    """
    search = _SizeSearch.of(run, scenario, interventions, goal)
    at_zero, at_ceiling = search.goal_outcome(0), search.goal_outcome(search.steps)
    step = search.least()
    required = None if step is None else search.goal_outcome(step)
    return GoalSeekResult(
        goal=goal,
        interventions=tuple(interventions),
        at_zero=at_zero,
        required=required,
        at_ceiling=at_ceiling,
        share=None if step is None else step / search.steps,
        obstacle=search.obstacle(at_ceiling) if required is None else None,
        first_effect=min(map(search.model.first_effect, search.full_settings)),
        median_excess=float(np.median(search.excess(search.steps))),
    )


def responses(
    run: PreparedRun, scenario: Scenario, interventions: Sequence[str], goal: Goal
) -> tuple[Response, ...]:
    """Return gap and probability from size 0 to the most that can be reached, in even steps.

    Raises:
        ScenarioError: as `goal_seek`.
    """
    search = _SizeSearch.of(run, scenario, interventions, goal)
    last = _RESPONSE_SIZES - 1
    steps = sorted({round(i * search.steps / last) for i in range(_RESPONSE_SIZES)})
    return tuple(Response(step / search.steps, search.goal_outcome(step)) for step in steps)


@dataclass(frozen=True, eq=False)
class _SizeSearch:
    """Sizes from 0 to the most that can be reached, in steps.

    Attributes:
        other_paths: of the scenario's settings that are not sought.
        full_settings: the interventions sought, at the most that can be reached.
        steps: one for each person where there is one intervention.
    """

    model: YearModel
    goal: Goal
    other_paths: tuple[InterventionPath, ...]
    full_settings: tuple[Setting, ...]
    steps: int

    @classmethod
    def of(
        cls, run: PreparedRun, scenario: Scenario, interventions: Sequence[str], goal: Goal
    ) -> _SizeSearch:
        if not interventions or len(set(interventions)) < len(interventions):
            raise ScenarioError("Name at least one lever to be sized, and each only once.")
        model = YearModel.of(run, scenario, goal.year)
        others = (s for s in scenario.settings if s.intervention not in interventions)
        other_paths = model.build_paths(others)
        full_settings = tuple(
            _full_setting(model, other_paths, model.timing(name, scenario))
            for name in interventions
        )
        steps = _GROUP_STEPS
        if len(full_settings) == 1:
            unit = unit_of(model.intervention(interventions[0]))
            steps = round(abs(full_settings[0].reach) / unit)
        return cls(model, goal, other_paths, full_settings, max(steps, 1))

    def settings(self, step: int) -> tuple[Setting, ...]:
        """Sizes after `step` steps, rounded away from 0 to what can be set."""
        return tuple(self._sized(full, step / self.steps) for full in self.full_settings)

    def excess(self, step: int) -> Values:
        """Persons by which the gap exceeds the target, shape [draws]."""
        paths = self.other_paths + self.model.build_paths(self.settings(step))
        return self.goal.target.excess(*self.model.balance(paths))

    def goal_outcome(self, step: int) -> GoalOutcome:
        settings = self.settings(step)
        paths = self.other_paths + self.model.build_paths(settings)
        return self.model.goal_outcome(settings, paths, self.goal.target)

    def reached(self, step: int) -> bool:
        return self.goal.met(self.excess(step))

    def least(self) -> int | None:
        """The least step that reaches the goal, None when not even the last one does."""
        if self.reached(0):
            return 0
        if not self.reached(self.steps):
            return None
        return bisect_left(range(self.steps), True, lo=1, key=self.reached)

    def obstacle(self, at_ceiling: GoalOutcome) -> Obstacle:
        """Why even the most that can be reached is not enough."""
        if any(full.reach and self.model.obstacle(full) is None for full in self.full_settings):
            return Obstacle.UNCERTAINTY if at_ceiling.median_reaches else Obstacle.CEILING
        reasons = {self.model.obstacle(full) for full in self.full_settings}
        known = (reason for reason in (Obstacle.LAG, Obstacle.ELSEWHERE) if reason in reasons)
        return next(known, Obstacle.WIDENS)

    def _sized(self, full: Setting, share: float) -> Setting:
        unit = unit_of(self.model.intervention(full.intervention))
        steps = ceil(abs(full.reach) * share / unit - 1e-6)
        return sized(full, float(round(np.sign(full.reach) * steps * unit, 4)) + 0.0)


def _full_setting(
    model: YearModel, other_paths: tuple[InterventionPath, ...], timing: Setting
) -> Setting:
    """An intervention at the end of its range that narrows the gap; at 0 when neither end does.

    A policy works upwards. A development may go either way, so both ends are tried.
    """
    name = timing.intervention
    top = sized(timing, model.ceilings[name])
    if model.intervention(name).kind is Kind.POLICY:
        return top

    def gap(setting: Setting) -> float:
        demand, supply = model.balance(other_paths + model.build_paths((setting,)))
        return float(np.mean(demand - supply))

    return min((timing, top, sized(timing, model.floor(name))), key=gap)
