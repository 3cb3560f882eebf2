"""What is aimed at in a year, and how near a region comes to it under given settings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import floor

import numpy as np

from forecasting.core.errors import ScenarioError
from forecasting.core.series import Values
from forecasting.model.effects import InterventionPath, TargetPopulationSizes, build_paths
from forecasting.model.interventions import Intervention, Scenario, Setting, TargetPopulation
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.projection import (
    ceilings,
    project_demand,
    project_supply,
    target_population_sizes,
)
from forecasting.model.result import Spread

_POINTS = 1e4  # a rate of growth is set in hundredths of a percentage point


@dataclass(frozen=True)
class Target:
    """The gap shall be at most `persons` + `share_of_supply` · supply; both 0: it is closed."""

    persons: float = 0.0
    share_of_supply: float = 0.0

    def excess(self, demand: Values, supply: Values) -> Values:
        """Persons by which the gap is above the target, shape [draws]; 0 or less: reached."""
        return np.asarray(demand - supply - self.share_of_supply * supply - self.persons)


CLOSED = Target()


@dataclass(frozen=True)
class Goal:
    """A target, the year in which it shall be reached, and how surely."""

    target: Target
    year: int
    certainty: float = 0.5

    def __post_init__(self) -> None:
        if not 0 < self.certainty < 1:
            raise ScenarioError(
                "The certainty is {certainty}; choose a share above 0 and below 1, such as 0.8.",
                certainty=self.certainty,
            )

    def met(self, excess: Values) -> bool:
        """Whether draws of the excess over the target, [draws], reach it surely enough.

        Judged by the quantile, as the gap is shown by its quantiles, not by counting draws: the two
        differ by up to one draw, and then a goal met would show a median above its target.
        """
        return float(np.quantile(excess, self.certainty)) <= 0


class Obstacle(StrEnum):
    """Why a goal is out of reach."""

    LAG = "lag"  # the first effect comes after the year
    ELSEWHERE = "elsewhere"  # a gain here is a loss elsewhere, so that the nation gains nothing
    WIDENS = "widens"  # whatever its size, it does not narrow the gap
    CEILING = "ceiling"  # even the median stays above the target at the most that can be reached
    UNCERTAINTY = "uncertainty"  # the median reaches the target, the certainty asked for is missed


@dataclass(frozen=True)
class GoalOutcome:
    """What settings promise for a year.

    Attributes:
        gap: persons in the year.
        probability: that the gap is at most the target.
        median_reaches: whether the target is reached in at least half of the draws.
    """

    settings: tuple[Setting, ...]
    gap: Spread
    probability: float

    @property
    def median_reaches(self) -> bool:
        """Whether at least half of the draws reach the target."""
        return self.probability >= 0.5


@dataclass(frozen=True, eq=False)
class YearModel:
    """The model of a region up to one year, as a function of settings.

    Attributes:
        run: under the assumptions of the scenario, until the year.
        population_sizes: how many people interventions can reach.
        ceilings: the most each lever can reach, in whole persons or hundredths of a point.
        first_start: the first year in which a lever can begin, as a rule.
    """

    run: PreparedRun
    population_sizes: TargetPopulationSizes
    ceilings: dict[str, float]
    first_start: int

    @classmethod
    def of(cls, run: PreparedRun, scenario: Scenario, year: int) -> YearModel:
        """The model until `year`, under the scenario's assumptions; its levers are not applied.

        Raises:
            ScenarioError: the year is not among those that a lever can still change.
        """
        run = run.under(scenario.assumptions)
        inputs, projected = run.inputs, run.national.projected
        first = projected[1]  # the first projected year is under way
        if year not in projected[1:]:
            raise ScenarioError(
                "The goal is set for {year}; choose a year from {first} to {last}.",
                year=year,
                first=first,
                last=projected[-1],
            )
        limits = {
            name: whole(most, inputs.interventions[name])
            for name, most in ceilings(run, first).items()
        }
        run = run.until(year)
        sizes = target_population_sizes(inputs.shares, run.national)
        return cls(run, sizes, limits, first)

    def lever(self, name: str) -> Intervention:
        """An intervention by its id."""
        known = self.run.inputs.interventions
        if name not in known:
            raise ScenarioError(
                "There is no intervention {intervention}. Known: {known}.",
                intervention=name,
                known=", ".join(sorted(known)),
            )
        return known[name]

    def floor(self, name: str) -> float:
        """The least a lever can reach: below 0 for a development that can go either way."""
        lever = self.lever(name)
        return -whole(-lever.floor_share / lever.ceiling_share * self.ceilings[name], lever)

    def timing(self, name: str, scenario: Scenario) -> Setting:
        """A lever at size 0, timed as in the scenario, else from the first year and its own ramp."""
        for setting in scenario.settings:
            if setting.intervention == name:
                return sized(setting, 0.0)
        return Setting(name, 0.0, self.first_start, self.lever(name).ramp_years)

    def first_effect(self, setting: Setting) -> int:
        """The first year in which a lever can act."""
        return self.lever(setting.intervention).first_effect(setting)

    def obstacle(self, setting: Setting) -> Obstacle | None:
        """Why a lever cannot act in the year at all, whatever its size."""
        if self.first_effect(setting) > self.run.national.projected[-1]:
            return Obstacle.LAG
        if self.lever(setting.intervention).conserving and self.run.inputs.region.parent is None:
            return Obstacle.ELSEWHERE
        return None

    def build_paths(self, settings: Iterable[Setting]) -> tuple[InterventionPath, ...]:
        """The settings as they act; those of size 0 do not."""
        acting = Scenario("", tuple(setting for setting in settings if setting.reach))
        interventions, national = self.run.inputs.interventions, self.run.national
        return build_paths(
            acting, interventions, self.population_sizes, national.projected, national.draws
        )

    def balance(self, paths: tuple[InterventionPath, ...]) -> tuple[Values, Values]:
        """Demand and supply at the end of the year, persons, each of shape [draws]."""
        supply = project_supply(self.run, paths).stock.closing
        demand = project_demand(self.run, paths)
        return demand[:, -1], supply[:, -1]

    def goal_outcome(
        self, settings: tuple[Setting, ...], paths: tuple[InterventionPath, ...], target: Target
    ) -> GoalOutcome:
        """What `settings`, applied together with whatever else is in `paths`, promise."""
        demand, supply = self.balance(paths)
        reached = float(np.mean(target.excess(demand, supply) <= 0))
        return GoalOutcome(settings, Spread.of(demand - supply), reached)


def half_of_baseline(run: PreparedRun, scenario: Scenario, year: int) -> Target:
    """Half of the median gap that the baseline has in the year, in whole persons; never below 0."""
    model = YearModel.of(run, scenario, year)
    demand, supply = model.balance(())
    return Target(persons=float(max(floor(np.median(demand - supply) / 2), 0)))


def whole(size: float, lever: Intervention) -> float:
    """A size cut to what can be set: whole persons, or hundredths of a percentage point."""
    if lever.target_population is TargetPopulation.OUTPUT:
        return floor(size * _POINTS + 1e-9) / _POINTS
    return float(floor(size + 1e-9))


def unit_of(lever: Intervention) -> float:
    """The least step of a lever's size."""
    return 1 / _POINTS if lever.target_population is TargetPopulation.OUTPUT else 1.0


def sized(setting: Setting, reach: float) -> Setting:
    """The same setting with another size."""
    return Setting(
        setting.intervention,
        reach,
        setting.start_year,
        setting.ramp_years,
        setting.lag_years,
        setting.end_year,
    )
