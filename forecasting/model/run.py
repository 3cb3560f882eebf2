"""The one main job: inputs and a scenario in, demand, supply and gap out."""

from __future__ import annotations

import numpy as np

from forecasting.core.series import Values
from forecasting.model.allocation import Shares
from forecasting.model.assumptions import assume
from forecasting.model.inputs import ModelInputs, RunSettings
from forecasting.model.interventions import Scenario
from forecasting.model.national_draws import Nation, prepare
from forecasting.model.projection import (
    baseline_demand,
    contributions,
    intervention_paths,
    project_demand,
    project_supply,
)
from forecasting.model.qualified import Supply, qualified_supply
from forecasting.model.result import Comparison, Flows, GapResult, Manifest
from forecasting.model.talent_kinds import talent_mix

BASELINE = Scenario("baseline")


def run_scenario(
    inputs: ModelInputs,
    scenario: Scenario,
    settings: RunSettings,
    nation: Nation | None = None,
) -> GapResult:
    """Demand, supply and gap of one region under one scenario.

    `nation` may be passed when it has been prepared before with the same settings and with inputs
    under the same assumptions; one that rests on other assumptions is prepared afresh.
    """
    inputs, nation = under_assumptions(scenario, inputs, settings, nation)
    paths = intervention_paths(inputs, scenario, nation)
    supply = project_supply(inputs, paths, nation)
    observed = len(nation.observed)
    known = inputs.shares.stock * nation.history.stock[:, -observed:]
    demand = baseline_demand(inputs.shares, nation)
    return GapResult(
        region=inputs.region.code,
        scenario=scenario,
        baseline=inputs.gap_anchor.id,
        anchor_year=inputs.gap_anchor.year,
        years=np.array([*nation.observed, *nation.projected]),
        horizon=settings.horizon,
        last_observed=nation.observed[-1],
        demand=np.hstack([demand[:, :observed], project_demand(inputs.shares, paths, nation)]),
        supply=np.hstack([known, supply.stock.closing]),
        qualified_supply=qualified_supply(inputs.shares, nation, supply),
        talent_mix=talent_mix(inputs, nation, supply),
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
            path.intervention.id: _after_observed(path.cost, nation)
            for path in paths
            if path.cost is not None
        },
    )


def compare(
    inputs: ModelInputs,
    scenario: Scenario,
    settings: RunSettings,
    nation: Nation | None = None,
) -> Comparison:
    """A scenario beside its baseline, with the contribution of each lever (Shapley values)."""
    inputs, nation = under_assumptions(scenario, inputs, settings, nation)
    baseline = run_scenario(inputs, scenario.baseline, settings, nation)
    result = run_scenario(inputs, scenario, settings, nation) if scenario.settings else baseline
    return Comparison(baseline, result, contributions_of(inputs, scenario, settings, nation))


def contributions_of(
    inputs: ModelInputs,
    scenario: Scenario,
    settings: RunSettings,
    nation: Nation | None = None,
) -> dict[str, Values]:
    """Mean persons by which each lever narrows the gap, shape [Y] as in a result."""
    inputs, nation = under_assumptions(scenario, inputs, settings, nation)
    gains = contributions(inputs, intervention_paths(inputs, scenario, nation), nation)
    return {
        setting.intervention: _after_observed(gain, nation)
        for setting, gain in zip(scenario.settings, gains, strict=True)
    }


def under_assumptions(
    scenario: Scenario, inputs: ModelInputs, settings: RunSettings, nation: Nation | None
) -> tuple[ModelInputs, Nation]:
    """Inputs and national draws under the scenario's assumptions."""
    assumed = assume(inputs, scenario.assumptions)
    if nation is None or nation.assumptions != assumed.assumptions:
        nation = prepare(assumed, settings)
    return assumed, nation


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
