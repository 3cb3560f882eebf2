"""Warnings about settings of a scenario: beyond ceilings, precedents or the horizon."""

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


class WarningReason(StrEnum):
    """Why a setting carries a warning."""

    CEILING = "ceiling"  # more than can be reached; the model goes on with the ceiling
    PRECEDENT = "precedent"  # more than has ever been done
    AFTER_HORIZON = "after_horizon"  # the first effect comes after the last year shown
    CROWDED = "crowded"  # interventions together reach more people than there are
    ELSEWHERE = "elsewhere"  # what is gained here is lost in other regions


@dataclass(frozen=True)
class PlausibilityWarning:
    """One warning about an intervention of a scenario.

    Attributes:
        intervention: its id.
        limit: what the setting is compared with: persons a year (a rate of growth where the base is
            output) for CEILING, PRECEDENT and CROWDED; the year of the first effect for
            AFTER_HORIZON; 0 for ELSEWHERE.
        suggested: the largest size without this warning, in the same unit; None where the warning
            is not about the size.
    """

    reason: WarningReason
    intervention: str
    reach: float
    limit: float
    suggested: float | None = None


def plausibility_warnings(run: PreparedRun, scenario: Scenario) -> tuple[PlausibilityWarning, ...]:
    """Return every warning about the settings of a scenario, in their order.

    Raises:
        ScenarioError: an assumption is unknown or out of bounds, or a setting starts in a year that
            is not projected.
    """
    if not scenario.settings:
        return ()
    run = run.under(scenario.assumptions)
    inputs, national, horizon = run.inputs, run.national, run.settings.horizon
    populations = _Populations(
        target_population_sizes(inputs.shares, national),
        target_population_sizes(NATIONAL_SHARES, national),
        national,
    )
    warnings = [
        warning
        for setting in scenario.settings
        for warning in _warnings_of(
            setting, inputs.interventions[setting.intervention], populations, horizon
        )
    ]
    return (*warnings, *_crowded(inputs, scenario, populations))


@dataclass(frozen=True, eq=False)
class _Populations:
    """How many people interventions can reach in the region and in the whole nation."""

    region: TargetPopulationSizes
    nation: TargetPopulationSizes
    national: NationalDraws

    def size(self, target_population: TargetPopulation, year: int) -> float:
        return population_size(self.region, target_population, year, self.national)

    def part(self, target_population: TargetPopulation, year: int) -> float:
        """Return the region's part of the nation, a share."""
        return self.size(target_population, year) / population_size(
            self.nation, target_population, year, self.national
        )


def _warnings_of(
    setting: Setting, intervention: Intervention, populations: _Populations, horizon: int
) -> list[PlausibilityWarning]:
    start, reach = setting.start_year, setting.reach
    ceiling = intervention.ceiling_share * populations.size(intervention.target_population, start)
    warnings = []
    if reach > ceiling * 1.001:  # a rounded setting at the ceiling is allowed
        warnings.append(
            PlausibilityWarning(WarningReason.CEILING, intervention.id, reach, ceiling, ceiling)
        )
    if intervention.precedent is not None:
        most, acting = (
            intervention.precedent.reach * populations.part(intervention.target_population, start),
            min(reach, ceiling),
        )
        if acting > most:
            warnings.append(
                PlausibilityWarning(WarningReason.PRECEDENT, intervention.id, acting, most, most)
            )
    first = intervention.first_effect(setting)
    if first > horizon:
        warnings.append(
            PlausibilityWarning(WarningReason.AFTER_HORIZON, intervention.id, reach, float(first))
        )
    if intervention.conserving:
        warnings.append(PlausibilityWarning(WarningReason.ELSEWHERE, intervention.id, reach, 0.0))
    return warnings


def _crowded(
    inputs: ModelInputs, scenario: Scenario, populations: _Populations
) -> list[PlausibilityWarning]:
    """Return warnings about interventions that together reach more people than there are."""
    warnings = []
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
            size = populations.size(target_population, last.start_year)
            if reach > size:
                free = max(size - (reach - last.reach), 0.0)
                warnings.append(
                    PlausibilityWarning(WarningReason.CROWDED, last.intervention, reach, size, free)
                )
    return warnings
