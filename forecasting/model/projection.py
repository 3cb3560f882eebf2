"""Demand and supply of a region in the projected years, with the settings of a scenario applied."""

from __future__ import annotations

import numpy as np

from forecasting.core.errors import ScenarioError
from forecasting.core.series import Unit, Values
from forecasting.model.allocation import Shares
from forecasting.model.effects import (
    InterventionPath,
    TargetPopulationSizes,
    additional,
    build_paths,
    demand_after,
    entry_share_after,
    retention,
)
from forecasting.model.interventions import (
    Channel,
    Intervention,
    ReadyScenario,
    Scenario,
    Setting,
    TargetPopulation,
)
from forecasting.model.national_draws import NationalDraws
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.qualified import Supply
from forecasting.model.shapley import Coalition, SeparableWorth, shapley
from forecasting.model.stockflow import project

_OF_DEMAND = frozenset({Channel.DEMAND, Channel.OUTPUT})


def scenario_for(ready: ReadyScenario, run: PreparedRun) -> Scenario:
    """Convert a ready scenario to the units of the region: shares of populations become persons.

    Raises:
        ScenarioError: a policy starts in a year that is not projected.
    """
    population_sizes = target_population_sizes(run.inputs.shares, run.national)

    def reach(intervention: Intervention, share: float, year: int) -> float:
        size = share * population_size(
            population_sizes, intervention.target_population, year, run.national
        )
        return (
            float(round(size))
            if intervention.target_population.unit is Unit.PERSONS_PER_YEAR
            else size
        )

    settings = tuple(
        Setting(
            intervention=scheduled.intervention,
            reach=reach(
                run.inputs.interventions[scheduled.intervention],
                scheduled.share_of_base,
                scheduled.start_year,
            ),
            start_year=scheduled.start_year,
            ramp_years=scheduled.ramp_years,
            end_year=scheduled.end_year,
        )
        for scheduled in ready.scheduled
    )
    return Scenario(ready.id, settings)


def population_size(
    population_sizes: TargetPopulationSizes,
    target_population: TargetPopulation,
    year: int,
    national: NationalDraws,
) -> float:
    """Return the median size of a population in a projected year, persons; 1 for output.

    Raises:
        ScenarioError: the year is not projected.
    """
    if year not in national.projected:
        raise ScenarioError(
            "A measure starts in {start}; choose a year from {first} to {last}.",
            start=year,
            first=national.projected[0],
            last=national.projected[-1],
        )
    column = national.projected.index(year)
    return float(np.median(population_sizes.of(target_population)[:, column]))


def ceilings(run: PreparedRun, year: int) -> dict[str, float]:
    """Return the most each intervention can reach in a year, by id; persons, or a rate of growth."""
    population_sizes = target_population_sizes(run.inputs.shares, run.national)
    sizes = {
        target_population: population_size(population_sizes, target_population, year, run.national)
        for target_population in TargetPopulation
    }
    return {
        name: intervention.ceiling_share * sizes[intervention.target_population]
        for name, intervention in run.inputs.interventions.items()
    }


def intervention_paths(run: PreparedRun, scenario: Scenario) -> tuple[InterventionPath, ...]:
    """Return the interventions of a scenario as they act in the region."""
    national = run.national
    population_sizes = target_population_sizes(run.inputs.shares, national)
    return build_paths(
        scenario, run.inputs.interventions, population_sizes, national.projected, national.draws
    )


def project_gap(run: PreparedRun, paths: tuple[InterventionPath, ...]) -> Values:
    """Return the gap with interventions applied, persons, shape [draws, projected years]."""
    return project_demand(run, paths) - project_supply(run, paths).stock.closing


def project_demand(run: PreparedRun, paths: tuple[InterventionPath, ...]) -> Values:
    """Return demand with interventions applied, persons, shape [draws, projected years]."""
    national = run.national
    demand = baseline_demand(run.inputs.shares, national)[:, len(national.observed) :]
    acting = tuple(path for path in paths if path.intervention.channels & _OF_DEMAND)
    return demand_after(acting, demand, national.elasticity) if acting else demand


def project_supply(run: PreparedRun, paths: tuple[InterventionPath, ...]) -> Supply:
    """Return stock and flows of the projected years with interventions applied."""
    shares, national = run.inputs.shares, run.national
    seekers, workforce = (
        shares.graduates * national.job_seeking_graduates,
        shares.stock * national.stock,
    )
    share = entry_share_after(paths, national.entry_share, seekers)
    national_entries = national.entry_share[:, None] * national.job_seeking_graduates
    graduates = share * seekers
    graduates += additional(paths, Channel.GRADUATES, graduates)
    moving = (shares.stock - shares.graduates) * national_entries
    if run.inputs.region.parent is None:
        moving = np.zeros_like(national_entries)
    attracted = additional(_effective(run, paths), Channel.MIGRATION, graduates)
    stock = project(
        shares.stock * national.history.stock[:, -1],
        national.exit_rate,
        graduates,
        additional(paths, Channel.RETRAINING, graduates),
        moving + attracted,
        retention(paths, workforce),
    )
    return Supply(stock, moving, paths)


def contributions(run: PreparedRun, paths: tuple[InterventionPath, ...]) -> tuple[Values, ...]:
    """Return by how many persons each path narrows the gap, mean, each of shape [projected years].

    Exact Shapley values. Supply is linear in every inflow once the exits are known, so only those
    that compete for the same graduates, or that change exits, need to be tried in combination.
    """
    by_channel = {
        channel: frozenset(i for i, a in enumerate(paths) if channel in a.intervention.channels)
        for channel in Channel
    }
    everyone = frozenset(range(len(paths)))
    keeping = by_channel[Channel.RETENTION]

    def supply(coalition: Coalition) -> Values:
        part = tuple(paths[i] for i in coalition)
        return np.asarray(project_supply(run, part).stock.closing.mean(axis=0))

    def demand(coalition: Coalition) -> Values:
        part = tuple(paths[i] for i in coalition)
        return np.asarray(project_demand(run, part).mean(axis=0))

    on_demand = by_channel[Channel.DEMAND] | by_channel[Channel.OUTPUT]
    more_supply = SeparableWorth(supply, everyone - keeping - by_channel[Channel.ENTRY], keeping)
    more_demand = SeparableWorth(demand, everyone - on_demand, frozenset())
    return shapley(len(paths), lambda coalition: more_supply(coalition) - more_demand(coalition))


def baseline_demand(shares: Shares, national: NationalDraws) -> Values:
    """Return demand, persons: (stock + gap of the baseline year) · growth, [draws, all years].

    Posts are filled where people work and open by the allocation rule.
    """
    at_anchor = shares.stock * national.baseline_stock + shares.gap * national.baseline_gap
    return np.asarray(at_anchor[:, None] * national.growth)


def target_population_sizes(shares: Shares, national: NationalDraws) -> TargetPopulationSizes:
    """Return how many people interventions can reach in the region in the projected years."""
    return TargetPopulationSizes(
        shares.graduates * national.job_seeking_graduates,
        shares.stock * national.stock,
        baseline_demand(shares, national)[:, len(national.observed) :],
    )


def _effective(
    run: PreparedRun, paths: tuple[InterventionPath, ...]
) -> tuple[InterventionPath, ...]:
    """Leave out, for the nation, interventions whose gain is a loss elsewhere."""
    if run.inputs.region.parent is not None:
        return paths
    return tuple(path for path in paths if not path.intervention.conserving)
