"""Demand and supply of a region in the projected years, with the levers of a scenario applied."""

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
from forecasting.model.inputs import ModelInputs
from forecasting.model.interventions import (
    Channel,
    Intervention,
    ReadyScenario,
    Scenario,
    Setting,
    TargetPopulation,
)
from forecasting.model.national_draws import Nation
from forecasting.model.qualified import Supply
from forecasting.model.shapley import Coalition, SeparableWorth, shapley
from forecasting.model.stockflow import project

_OF_DEMAND = frozenset({Channel.DEMAND, Channel.OUTPUT})


def scenario_for(ready: ReadyScenario, inputs: ModelInputs, nation: Nation) -> Scenario:
    """A ready scenario in the units of the region: share of the base in the start year."""
    population_sizes = target_population_sizes(inputs.shares, nation)

    def reach(intervention: Intervention, share: float, year: int) -> float:
        size = share * population_size(
            population_sizes, intervention.target_population, year, nation
        )
        return (
            float(round(size))
            if intervention.target_population.unit is Unit.PERSONS_PER_YEAR
            else size
        )

    settings = tuple(
        Setting(
            intervention=measure.intervention,
            reach=reach(
                inputs.interventions[measure.intervention],
                measure.share_of_base,
                measure.start_year,
            ),
            start_year=measure.start_year,
            ramp_years=measure.ramp_years,
            end_year=measure.end_year,
        )
        for measure in ready.scheduled
    )
    return Scenario(ready.id, settings)


def population_size(
    population_sizes: TargetPopulationSizes,
    target_population: TargetPopulation,
    year: int,
    nation: Nation,
) -> float:
    """Median size of a base in a projected year, persons; 1 for output."""
    if year not in nation.projected:
        raise ScenarioError(
            "A measure starts in {start}; choose a year from {first} to {last}.",
            start=year,
            first=nation.projected[0],
            last=nation.projected[-1],
        )
    return float(np.median(population_sizes.of(target_population)[:, nation.projected.index(year)]))


def ceilings(inputs: ModelInputs, year: int, nation: Nation) -> dict[str, float]:
    """The most each lever can reach in a year, by its id; persons, or a rate of growth."""
    population_sizes = target_population_sizes(inputs.shares, nation)
    sizes = {
        target_population: population_size(population_sizes, target_population, year, nation)
        for target_population in TargetPopulation
    }
    return {
        name: lever.ceiling_share * sizes[lever.target_population]
        for name, lever in inputs.interventions.items()
    }


def intervention_paths(
    inputs: ModelInputs, scenario: Scenario, nation: Nation
) -> tuple[InterventionPath, ...]:
    """The levers of a scenario as they act in the region."""
    population_sizes = target_population_sizes(inputs.shares, nation)
    return build_paths(
        scenario, inputs.interventions, population_sizes, nation.projected, nation.draws
    )


def project_gap(inputs: ModelInputs, paths: tuple[InterventionPath, ...], nation: Nation) -> Values:
    """Gap of the projected years, persons, shape [draws, projected years]."""
    supply = project_supply(inputs, paths, nation).stock.closing
    return project_demand(inputs.shares, paths, nation) - supply


def project_demand(shares: Shares, paths: tuple[InterventionPath, ...], nation: Nation) -> Values:
    """Demand of the projected years with the levers applied, persons, [draws, projected years]."""
    demand = baseline_demand(shares, nation)[:, len(nation.observed) :]
    acting = tuple(a for a in paths if a.intervention.channels & _OF_DEMAND)
    return demand_after(acting, demand, nation.elasticity) if acting else demand


def project_supply(
    inputs: ModelInputs, paths: tuple[InterventionPath, ...], nation: Nation
) -> Supply:
    """Stock and flows of the projected years with the levers applied."""
    shares = inputs.shares
    seekers, workforce = (
        shares.graduates * nation.job_seeking_graduates,
        shares.stock * nation.stock,
    )
    share = entry_share_after(paths, nation.entry_share, seekers)
    national_entries = nation.entry_share[:, None] * nation.job_seeking_graduates
    graduates = share * seekers
    graduates += additional(paths, Channel.GRADUATES, graduates)
    moving = (shares.stock - shares.graduates) * national_entries
    if inputs.region.parent is None:
        moving = np.zeros_like(national_entries)
    attracted = additional(_effective(inputs, paths), Channel.MIGRATION, graduates)
    stock = project(
        shares.stock * nation.history.stock[:, -1],
        nation.exit_rate,
        graduates,
        additional(paths, Channel.RETRAINING, graduates),
        moving + attracted,
        retention(paths, workforce),
    )
    return Supply(stock, moving, paths)


def contributions(
    inputs: ModelInputs, paths: tuple[InterventionPath, ...], nation: Nation
) -> tuple[Values, ...]:
    """Mean persons by which each lever narrows the gap, each of shape [projected years].

    Exact Shapley values. Supply is linear in every inflow once the exits are known, so only levers
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
        return np.asarray(project_supply(inputs, part, nation).stock.closing.mean(axis=0))

    def demand(coalition: Coalition) -> Values:
        part = tuple(paths[i] for i in coalition)
        return np.asarray(project_demand(inputs.shares, part, nation).mean(axis=0))

    on_demand = by_channel[Channel.DEMAND] | by_channel[Channel.OUTPUT]
    more_supply = SeparableWorth(supply, everyone - keeping - by_channel[Channel.ENTRY], keeping)
    more_demand = SeparableWorth(demand, everyone - on_demand, frozenset())
    return shapley(len(paths), lambda coalition: more_supply(coalition) - more_demand(coalition))


def baseline_demand(shares: Shares, nation: Nation) -> Values:
    """Demand, persons: (stock + gap of the baseline year) · growth, [draws, observed + projected].

    Posts are filled where people work and open by the allocation rule.
    """
    target_population = shares.stock * nation.baseline_stock + shares.gap * nation.baseline_gap
    return np.asarray(target_population[:, None] * nation.growth)


def target_population_sizes(shares: Shares, nation: Nation) -> TargetPopulationSizes:
    """What levers can reach in the region in the projected years."""
    return TargetPopulationSizes(
        shares.graduates * nation.job_seeking_graduates,
        shares.stock * nation.stock,
        baseline_demand(shares, nation)[:, len(nation.observed) :],
    )


def _effective(
    inputs: ModelInputs, paths: tuple[InterventionPath, ...]
) -> tuple[InterventionPath, ...]:
    """A gain that is a loss elsewhere counts in a region, not in the nation."""
    if inputs.region.parent is not None:
        return paths
    return tuple(a for a in paths if not a.intervention.conserving)
