"""The one main job: inputs and a scenario in, demand, supply and gap out."""

from __future__ import annotations

import numpy as np

from forecasting.allocation import Shares
from forecasting.attribution import Coalition, shapley
from forecasting.effects import (
    Application,
    Bases,
    additional,
    apply,
    entry_share_after,
    retention,
)
from forecasting.errors import ScenarioError
from forecasting.gap import Comparison, Flows, GapResult, Manifest
from forecasting.inputs import ModelInputs, RunSettings
from forecasting.interventions import Base, Channel, Intervention, ReadyScenario, Scenario, Setting
from forecasting.nation import Nation, prepare
from forecasting.qualified import Supply, qualified_supply
from forecasting.series import Values
from forecasting.stockflow import project

BASELINE = Scenario("baseline")


def run_scenario(
    inputs: ModelInputs,
    scenario: Scenario,
    settings: RunSettings,
    nation: Nation | None = None,
) -> GapResult:
    """Demand, supply and gap of one region under one scenario.

    `nation` may be passed when it has been prepared before with the same inputs and settings.
    """
    nation = nation or prepare(inputs, settings)
    supply = project_supply(inputs, applications(inputs, scenario, nation), nation)
    demand = _demand(inputs.shares, nation)
    offset = len(nation.history.years) - len(nation.observed)
    observed = inputs.shares.stock * nation.history.stock[:, offset:]
    return GapResult(
        region=inputs.region.code,
        scenario=scenario,
        baseline=inputs.baseline.id,
        baseline_year=inputs.baseline.year,
        years=np.array([*nation.observed, *nation.projected]),
        horizon=settings.horizon,
        last_observed=nation.observed[-1],
        demand=demand,
        supply=np.hstack([observed, supply.stock.closing]),
        qualified_supply=qualified_supply(inputs.shares, nation, supply),
        flows=_flows(inputs.shares, nation, supply),
        manifest=Manifest(
            settings.seed,
            settings.draws,
            settings.horizon,
            inputs.digest,
            scenario.digest,
            inputs.versions,
        ),
        costs={
            application.intervention.id: _after_observed(application.cost, nation)
            for application in supply.applications
        },
    )


def compare(
    inputs: ModelInputs,
    scenario: Scenario,
    settings: RunSettings,
    nation: Nation | None = None,
) -> Comparison:
    """A scenario beside the baseline, with the contribution of each measure (Shapley values)."""
    nation = nation or prepare(inputs, settings)
    baseline = run_scenario(inputs, BASELINE, settings, nation)
    result = run_scenario(inputs, scenario, settings, nation) if scenario.settings else baseline

    applied = applications(inputs, scenario, nation)

    def worth(coalition: Coalition) -> Values:
        part = tuple(applied[i] for i in coalition)
        return np.asarray(project_supply(inputs, part, nation).stock.closing.mean(axis=0))

    gains = shapley(len(scenario.settings), worth)
    return Comparison(
        baseline,
        result,
        {
            setting.intervention: _after_observed(gain, nation)
            for setting, gain in zip(scenario.settings, gains, strict=True)
        },
    )


def scenario_for(ready: ReadyScenario, inputs: ModelInputs, nation: Nation) -> Scenario:
    """A ready scenario in persons for the region: share of the base in the start year."""
    bases = _bases(inputs.shares, nation)
    settings = tuple(
        Setting(
            intervention=measure.intervention,
            reach=float(
                round(
                    measure.share_of_base
                    * base_in(
                        bases,
                        inputs.interventions[measure.intervention].base,
                        measure.start_year,
                        nation,
                    )
                )
            ),
            start_year=measure.start_year,
            ramp_years=measure.ramp_years,
        )
        for measure in ready.measures
    )
    return Scenario(ready.id, settings)


def base_in(bases: Bases, base: Base, year: int, nation: Nation) -> float:
    """Median size of a base in a projected year, persons."""
    if year not in nation.projected:
        raise ScenarioError(
            "A measure starts in {start}; choose a year from {first} to {last}.",
            start=year,
            first=nation.projected[0],
            last=nation.projected[-1],
        )
    return float(np.median(bases.of(base)[:, nation.projected.index(year)]))


def reachable(inputs: ModelInputs, intervention: Intervention, year: int, nation: Nation) -> float:
    """The most people the measure can reach in a year: its ceiling, persons."""
    base = base_in(_bases(inputs.shares, nation), intervention.base, year, nation)
    return intervention.ceiling_share * base


def applications(
    inputs: ModelInputs, scenario: Scenario, nation: Nation
) -> tuple[Application, ...]:
    """The measures of a scenario as they act in the region."""
    bases = _bases(inputs.shares, nation)
    return apply(scenario, inputs.interventions, bases, nation.projected, nation.draws)


def project_supply(inputs: ModelInputs, applied: tuple[Application, ...], nation: Nation) -> Supply:
    """Stock and flows of the projected years with the measures applied."""
    shares, bases = inputs.shares, _bases(inputs.shares, nation)
    share = entry_share_after(applied, nation.entry_share, bases.graduates)
    national_entries = nation.entry_share[:, None] * nation.sought
    graduates = share * bases.graduates
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
        retention(applied, bases.stock),
    )
    return Supply(stock, moving, applied)


def _effective(inputs: ModelInputs, applied: tuple[Application, ...]) -> tuple[Application, ...]:
    """A gain that is a loss elsewhere counts in a region, not in the nation."""
    if inputs.region.parent is not None:
        return applied
    return tuple(a for a in applied if not a.intervention.conserving)


def _bases(shares: Shares, nation: Nation) -> Bases:
    return Bases(shares.graduates * nation.sought, shares.stock * nation.stock)


def _demand(shares: Shares, nation: Nation) -> Values:
    """Demand, persons: (stock + gap of the baseline year) · growth.

    Posts are filled where people work and open by the allocation rule.
    """
    base = shares.stock * nation.baseline_stock + shares.gap * nation.baseline_gap
    return np.asarray(base[:, None] * nation.growth)


def _flows(shares: Shares, nation: Nation, supply: Supply) -> Flows:
    """Flows of all years. Before the first projected year entries are inferred from the stock."""
    first = nation.history.years.index(nation.observed[0])
    stock, entries = shares.stock * nation.history.stock, nation.history.entries[:, first:]
    opening = stock[:, first - 1 : -1]
    zero = np.zeros_like(entries)
    moving = zero if shares.graduates == 1 else (shares.stock - shares.graduates) * entries
    projected = supply.stock
    return Flows(
        opening=np.hstack([opening, projected.opening]),
        graduates=np.hstack([shares.stock * entries - moving, projected.entries]),
        retrained=np.hstack([zero, projected.retrained]),
        migration=np.hstack([moving, projected.migration]),
        exits=np.hstack([shares.stock * nation.history.exits[:, first:], projected.exits]),
    )


def _after_observed(path: Values, nation: Nation) -> Values:
    """Put zeros for the observed years before a path of the projected ones."""
    return np.concatenate([np.zeros(len(nation.observed)), path])
