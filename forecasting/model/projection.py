"""Demand and supply of a region in the projected years, with the levers of a scenario applied."""

from __future__ import annotations

import numpy as np

from forecasting.core.errors import ScenarioError
from forecasting.core.series import Unit, Values
from forecasting.model.allocation import Shares
from forecasting.model.effects import (
    Application,
    Bases,
    additional,
    apply,
    demand_after,
    entry_share_after,
    retention,
)
from forecasting.model.inputs import ModelInputs
from forecasting.model.interventions import (
    Base,
    Channel,
    Intervention,
    ReadyScenario,
    Scenario,
    Setting,
)
from forecasting.model.national_draws import Nation
from forecasting.model.qualified import Supply
from forecasting.model.shapley import Coalition, SeparableWorth, shapley
from forecasting.model.stockflow import project

_OF_DEMAND = frozenset({Channel.DEMAND, Channel.OUTPUT})


def scenario_for(ready: ReadyScenario, inputs: ModelInputs, nation: Nation) -> Scenario:
    """A ready scenario in the units of the region: share of the base in the start year."""
    bases = bases_of(inputs.shares, nation)

    def reach(intervention: Intervention, share: float, year: int) -> float:
        size = share * base_in(bases, intervention.base, year, nation)
        return float(round(size)) if intervention.base.unit is Unit.PERSONS_PER_YEAR else size

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
        for measure in ready.measures
    )
    return Scenario(ready.id, settings)


def base_in(bases: Bases, base: Base, year: int, nation: Nation) -> float:
    """Median size of a base in a projected year, persons; 1 for output."""
    if year not in nation.projected:
        raise ScenarioError(
            "A measure starts in {start}; choose a year from {first} to {last}.",
            start=year,
            first=nation.projected[0],
            last=nation.projected[-1],
        )
    return float(np.median(bases.of(base)[:, nation.projected.index(year)]))


def ceilings(inputs: ModelInputs, year: int, nation: Nation) -> dict[str, float]:
    """The most each lever can reach in a year, by its id; persons, or a rate of growth."""
    bases = bases_of(inputs.shares, nation)
    sizes = {base: base_in(bases, base, year, nation) for base in Base}
    return {
        name: lever.ceiling_share * sizes[lever.base]
        for name, lever in inputs.interventions.items()
    }


def applications(
    inputs: ModelInputs, scenario: Scenario, nation: Nation
) -> tuple[Application, ...]:
    """The levers of a scenario as they act in the region."""
    bases = bases_of(inputs.shares, nation)
    return apply(scenario, inputs.interventions, bases, nation.projected, nation.draws)


def project_gap(inputs: ModelInputs, applied: tuple[Application, ...], nation: Nation) -> Values:
    """Gap of the projected years, persons, shape [draws, projected years]."""
    supply = project_supply(inputs, applied, nation).stock.closing
    return project_demand(inputs.shares, applied, nation) - supply


def project_demand(shares: Shares, applied: tuple[Application, ...], nation: Nation) -> Values:
    """Demand of the projected years with the levers applied, persons, [draws, projected years]."""
    demand = baseline_demand(shares, nation)[:, len(nation.observed) :]
    acting = tuple(a for a in applied if a.intervention.channels & _OF_DEMAND)
    return demand_after(acting, demand, nation.elasticity) if acting else demand


def project_supply(inputs: ModelInputs, applied: tuple[Application, ...], nation: Nation) -> Supply:
    """Stock and flows of the projected years with the levers applied."""
    shares = inputs.shares
    seekers, workforce = shares.graduates * nation.sought, shares.stock * nation.stock
    share = entry_share_after(applied, nation.entry_share, seekers)
    national_entries = nation.entry_share[:, None] * nation.sought
    graduates = share * seekers
    graduates += additional(applied, Channel.GRADUATES, graduates)
    moving = (shares.stock - shares.graduates) * national_entries
    if inputs.region.parent is None:
        moving = np.zeros_like(national_entries)
    attracted = additional(_effective(inputs, applied), Channel.MIGRATION, graduates)
    stock = project(
        shares.stock * nation.history.stock[:, -1],
        nation.exit_rate,
        graduates,
        additional(applied, Channel.RETRAINING, graduates),
        moving + attracted,
        retention(applied, workforce),
    )
    return Supply(stock, moving, applied)


def contributions(
    inputs: ModelInputs, applied: tuple[Application, ...], nation: Nation
) -> tuple[Values, ...]:
    """Mean persons by which each lever narrows the gap, each of shape [projected years].

    Exact Shapley values. Supply is linear in every inflow once the exits are known, so only levers
    that compete for the same graduates, or that change exits, need to be tried in combination.
    """
    by_channel = {
        channel: frozenset(i for i, a in enumerate(applied) if channel in a.intervention.channels)
        for channel in Channel
    }
    everyone = frozenset(range(len(applied)))
    keeping = by_channel[Channel.RETENTION]

    def supply(coalition: Coalition) -> Values:
        part = tuple(applied[i] for i in coalition)
        return np.asarray(project_supply(inputs, part, nation).stock.closing.mean(axis=0))

    def demand(coalition: Coalition) -> Values:
        part = tuple(applied[i] for i in coalition)
        return np.asarray(project_demand(inputs.shares, part, nation).mean(axis=0))

    on_demand = by_channel[Channel.DEMAND] | by_channel[Channel.OUTPUT]
    more_supply = SeparableWorth(supply, everyone - keeping - by_channel[Channel.ENTRY], keeping)
    more_demand = SeparableWorth(demand, everyone - on_demand, frozenset())
    return shapley(len(applied), lambda coalition: more_supply(coalition) - more_demand(coalition))


def baseline_demand(shares: Shares, nation: Nation) -> Values:
    """Demand, persons: (stock + gap of the baseline year) · growth, [draws, observed + projected].

    Posts are filled where people work and open by the allocation rule.
    """
    base = shares.stock * nation.baseline_stock + shares.gap * nation.baseline_gap
    return np.asarray(base[:, None] * nation.growth)


def bases_of(shares: Shares, nation: Nation) -> Bases:
    """What levers can reach in the region in the projected years."""
    return Bases(
        shares.graduates * nation.sought,
        shares.stock * nation.stock,
        baseline_demand(shares, nation)[:, len(nation.observed) :],
    )


def _effective(inputs: ModelInputs, applied: tuple[Application, ...]) -> tuple[Application, ...]:
    """A gain that is a loss elsewhere counts in a region, not in the nation."""
    if inputs.region.parent is not None:
        return applied
    return tuple(a for a in applied if not a.intervention.conserving)
