"""Targets for the gap of a year, and the outcome of given settings in that year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import floor, inf

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
    """The gap to reach: at most `persons` + `share_of_supply` · supply; both 0 close the gap."""

    persons: float = 0.0
    share_of_supply: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= self.persons < inf:
            raise ScenarioError(
                "The target is a gap of {persons} people; it must be a number of 0 or more.",
                persons=self.persons,
            )
        if not 0 <= self.share_of_supply <= 1:
            raise ScenarioError(
                "The target is a gap of {share} of supply; choose a share from 0 to 1, such as 0.05.",
                share=self.share_of_supply,
            )

    def excess(self, demand: Values, supply: Values) -> Values:
        """Return the persons by which the gap exceeds the target, shape [draws]; 0 or less: reached."""
        return np.asarray(demand - supply - self.share_of_supply * supply - self.persons)


CLOSED = Target()


@dataclass(frozen=True)
class Goal:
    """A target, the year in which to reach it, and the probability required."""

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
        """Whether the excess over the target, shape [draws], is 0 or less with the certainty required.

        Decided by the quantile, as the gap is shown by its quantiles, not by counting draws: the two
        differ by up to one draw, and a goal that is met could show a median above its target.
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
    """The gap of a year under given settings.

    Attributes:
        settings: the settings searched over, in the order of their interventions.
        gap: persons at the end of the year.
        probability: that the gap is at most the target.
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
        ceilings: the most each intervention can reach, in whole persons or hundredths of a point.
        first_start: the first year in which an intervention can begin.
    """

    run: PreparedRun
    population_sizes: TargetPopulationSizes
    ceilings: dict[str, float]
    first_start: int

    @classmethod
    def of(cls, run: PreparedRun, scenario: Scenario, year: int) -> YearModel:
        """Prepare the model until `year` under the scenario's assumptions, without its settings.

        Raises:
            ScenarioError: the year is not among those that an intervention can still change.
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

    def intervention(self, name: str) -> Intervention:
        """Return an intervention by its id.

        Raises:
            ScenarioError: there is none of this id.
        """
        known = self.run.inputs.interventions
        if name not in known:
            raise ScenarioError(
                "There is no intervention {intervention}. Known: {known}.",
                intervention=name,
                known=", ".join(sorted(known)),
            )
        return known[name]

    def floor(self, name: str) -> float:
        """Return the least size: below 0 for a development that can go either way."""
        intervention = self.intervention(name)
        share = intervention.floor_share / intervention.ceiling_share
        return -whole(-share * self.ceilings[name], intervention)

    def timing(self, name: str, scenario: Scenario) -> Setting:
        """Return a setting of size 0, timed as in the scenario, else from the first year on."""
        for setting in scenario.settings:
            if setting.intervention == name:
                return sized(setting, 0.0)
        return Setting(name, 0.0, self.first_start, self.intervention(name).ramp_years)

    def first_effect(self, setting: Setting) -> int:
        """Return the first year in which a setting acts."""
        return self.intervention(setting.intervention).first_effect(setting)

    def obstacle(self, setting: Setting) -> Obstacle | None:
        """Return why a setting cannot act in the year at all, whatever its size."""
        if self.first_effect(setting) > self.run.national.projected[-1]:
            return Obstacle.LAG
        if (
            self.intervention(setting.intervention).conserving
            and self.run.inputs.region.parent is None
        ):
            return Obstacle.ELSEWHERE
        return None

    def build_paths(self, settings: Iterable[Setting]) -> tuple[InterventionPath, ...]:
        """Return the paths of the settings; those of size 0 have none."""
        acting = Scenario("", tuple(setting for setting in settings if setting.reach))
        interventions, national = self.run.inputs.interventions, self.run.national
        return build_paths(
            acting, interventions, self.population_sizes, national.projected, national.draws
        )

    def balance(self, paths: tuple[InterventionPath, ...]) -> tuple[Values, Values]:
        """Return demand and supply at the end of the year, persons, each of shape [draws]."""
        supply = project_supply(self.run, paths).stock.closing
        demand = project_demand(self.run, paths)
        return demand[:, -1], supply[:, -1]

    def goal_outcome(
        self, settings: tuple[Setting, ...], paths: tuple[InterventionPath, ...], target: Target
    ) -> GoalOutcome:
        """Return the outcome of all `paths`; `settings` are those of them that are searched over."""
        demand, supply = self.balance(paths)
        reached = float(np.mean(target.excess(demand, supply) <= 0))
        return GoalOutcome(settings, Spread.of(demand - supply), reached)


def half_of_baseline(run: PreparedRun, scenario: Scenario, year: int) -> Target:
    """Return half of the baseline's median gap in the year, in whole persons; never below 0."""
    model = YearModel.of(run, scenario, year)
    demand, supply = model.balance(())
    return Target(persons=float(max(floor(np.median(demand - supply) / 2), 0)))


def whole(size: float, intervention: Intervention) -> float:
    """Round a size down to what can be set: whole persons, or hundredths of a percentage point."""
    if intervention.target_population is TargetPopulation.OUTPUT:
        return floor(size * _POINTS + 1e-9) / _POINTS
    return float(floor(size + 1e-9))


def unit_of(intervention: Intervention) -> float:
    """Return the smallest step of an intervention's size."""
    return 1 / _POINTS if intervention.target_population is TargetPopulation.OUTPUT else 1.0


def sized(setting: Setting, reach: float) -> Setting:
    """Return the same setting with another size."""
    return Setting(
        setting.intervention,
        reach,
        setting.start_year,
        setting.ramp_years,
        setting.lag_years,
        setting.end_year,
    )
