"""What about a scenario's settings deserves a warning, measured against what has ever been done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from forecasting.model.allocation import NATIONAL_SHARES
from forecasting.model.effects import TargetPopulationSizes
from forecasting.model.inputs import ModelInputs
from forecasting.model.interventions import Intervention, Scenario, Setting, TargetPopulation
from forecasting.model.national_draws import NationalDraws
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.projection import population_size, target_population_sizes


class Reason(StrEnum):
    """Why a setting is doubtful."""

    CEILING = "ceiling"  # more than can be reached; the model goes on with the ceiling
    PRECEDENT = "precedent"  # more than has ever been done
    AFTER_HORIZON = "after_horizon"  # the first effect comes after the last year shown
    CROWDED = "crowded"  # measures together reach more people than there are
    ELSEWHERE = "elsewhere"  # what is gained here is lost in other regions


@dataclass(frozen=True)
class PlausibilityWarning:
    """One warning about a lever of a scenario.

    Attributes:
        limit: what the setting is held against: persons a year (a rate of growth where the base is
            output) for CEILING, PRECEDENT and CROWDED; the year of the first effect for
            AFTER_HORIZON; 0 for ELSEWHERE.
        suggested: the setting that would be free of this doubt, in the same unit; None where the
            size is not what is doubted.
    """

    reason: Reason
    lever: str
    reach: float
    limit: float
    suggested: float | None = None


def plausibility_warnings(run: PreparedRun, scenario: Scenario) -> tuple[PlausibilityWarning, ...]:
    """Every warning about the settings of a scenario, in their order."""
    if not scenario.settings:
        return ()
    run = run.under(scenario.assumptions)
    inputs, national, horizon = run.inputs, run.national, run.settings.horizon
    here = _Place(
        target_population_sizes(inputs.shares, national),
        target_population_sizes(NATIONAL_SHARES, national),
        national,
    )
    found = [
        warning
        for setting in scenario.settings
        for warning in _about(setting, inputs.interventions[setting.intervention], here, horizon)
    ]
    return (*found, *_crowded(inputs, scenario, here))


@dataclass(frozen=True, eq=False)
class _Place:
    """What levers can reach in the region and in the whole nation."""

    own: TargetPopulationSizes
    whole: TargetPopulationSizes
    national: NationalDraws

    def size(self, target_population: TargetPopulation, year: int) -> float:
        return population_size(self.own, target_population, year, self.national)

    def part(self, target_population: TargetPopulation, year: int) -> float:
        """Of the nation."""
        return self.size(target_population, year) / population_size(
            self.whole, target_population, year, self.national
        )


def _about(
    setting: Setting, lever: Intervention, here: _Place, horizon: int
) -> list[PlausibilityWarning]:
    start, reach = setting.start_year, setting.reach
    ceiling = lever.ceiling_share * here.size(lever.target_population, start)
    found = []
    if reach > ceiling * 1.001:  # a rounded setting at the ceiling is no doubt
        found.append(PlausibilityWarning(Reason.CEILING, lever.id, reach, ceiling, ceiling))
    if lever.precedent is not None:
        most, acting = (
            lever.precedent.reach * here.part(lever.target_population, start),
            min(reach, ceiling),
        )
        if acting > most:
            found.append(PlausibilityWarning(Reason.PRECEDENT, lever.id, acting, most, most))
    first = lever.first_effect(setting)
    if first > horizon:
        found.append(PlausibilityWarning(Reason.AFTER_HORIZON, lever.id, reach, float(first)))
    if lever.conserving:
        found.append(PlausibilityWarning(Reason.ELSEWHERE, lever.id, reach, 0.0))
    return found


def _crowded(inputs: ModelInputs, scenario: Scenario, here: _Place) -> list[PlausibilityWarning]:
    """Measures on the same people that together reach more than there are."""
    found = []
    for target_population in (
        TargetPopulation.GRADUATES,
        TargetPopulation.STOCK,
        TargetPopulation.DEMAND,
    ):
        settings = [
            s
            for s in scenario.settings
            if inputs.interventions[s.intervention].target_population is target_population
        ]
        reach = sum(setting.reach for setting in settings)
        if len(settings) > 1:
            last = max(settings, key=lambda setting: setting.reach)
            size = here.size(target_population, last.start_year)
            if reach > size:
                free = max(size - (reach - last.reach), 0.0)
                found.append(
                    PlausibilityWarning(Reason.CROWDED, last.intervention, reach, size, free)
                )
    return found
