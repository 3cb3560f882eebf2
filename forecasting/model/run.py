"""The one main job: inputs and a scenario in, demand, supply and gap out."""

from __future__ import annotations

import numpy as np

from forecasting.core.series import Values
from forecasting.model.interventions import Scenario
from forecasting.model.prepared_run import PreparedRun
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


def run_scenario(run: PreparedRun, scenario: Scenario) -> GapResult:
    """Return demand, supply and gap of the run's region under a scenario and its assumptions.

    Raises:
        ScenarioError: the scenario names an unknown intervention or parameter, or a setting is out of
            bounds.
    """
    run = run.under(scenario.assumptions)
    inputs, national = run.inputs, run.national
    paths = intervention_paths(run, scenario)
    supply = project_supply(run, paths)
    observed = len(national.observed)
    observed_supply = inputs.shares.stock * national.history.stock[:, -observed:]
    observed_demand = baseline_demand(inputs.shares, national)[:, :observed]
    return GapResult(
        region=inputs.region.code,
        scenario=scenario,
        baseline=inputs.gap_anchor.id,
        anchor_year=inputs.gap_anchor.year,
        years=np.array([*national.observed, *national.projected]),
        horizon=national.settings.horizon,
        last_observed=national.observed[-1],
        demand=np.hstack([observed_demand, project_demand(run, paths)]),
        supply=np.hstack([observed_supply, supply.stock.closing]),
        qualified_supply=qualified_supply(run, supply),
        talent_mix=talent_mix(run, supply),
        flows=_flows(run, supply),
        manifest=_manifest(run, scenario),
        costs={
            path.intervention.id: _with_observed_years(path.cost, run)
            for path in paths
            if path.cost is not None
        },
    )


def compare(run: PreparedRun, scenario: Scenario) -> Comparison:
    """Return a scenario beside its baseline, with the contribution of each intervention.

    Raises:
        ScenarioError: as `run_scenario`.
    """
    run = run.under(scenario.assumptions)
    baseline = run_scenario(run, scenario.baseline)
    result = run_scenario(run, scenario) if scenario.settings else baseline
    return Comparison(baseline, result, contributions_of(run, scenario))


def contributions_of(run: PreparedRun, scenario: Scenario) -> dict[str, Values]:
    """Return by how many persons each intervention narrows the gap, mean over the draws, shape [Y].

    Shapley values, with the years of a result.
    """
    run = run.under(scenario.assumptions)
    gains = contributions(run, intervention_paths(run, scenario))
    return {
        setting.intervention: _with_observed_years(gain, run)
        for setting, gain in zip(scenario.settings, gains, strict=True)
    }


def _manifest(run: PreparedRun, scenario: Scenario) -> Manifest:
    """Read what reproduces the result from the draws behind it."""
    national = run.national
    return Manifest(
        seed=national.draws.seed,
        draws=national.draws.count,
        horizon=national.settings.horizon,
        data_digest=national.basis.digest,
        scenario_digest=scenario.digest,
        versions=run.inputs.versions,
    )


def _flows(run: PreparedRun, supply: Supply) -> Flows:
    """Flows of all years. Before the first projected year entries are inferred from the stock."""
    shares, history = run.inputs.shares, run.national.history
    first = history.years.index(run.national.observed[0])
    stock, entries = shares.stock * history.stock, history.entries[:, first:]
    opening = stock[:, first - 1 : -1]
    zero = np.zeros_like(entries)
    moving = zero if shares.graduates == 1 else (shares.stock - shares.graduates) * entries
    projected = supply.stock
    return Flows(
        opening=np.hstack([opening, projected.opening]),
        graduates=np.hstack([shares.stock * entries - moving, projected.entries]),
        retrained=np.hstack([zero, projected.retrained]),
        migration=np.hstack([moving, projected.migration]),
        exits=np.hstack([shares.stock * history.exits[:, first:], projected.exits]),
    )


def _with_observed_years(path: Values, run: PreparedRun) -> Values:
    """Put zeros for the observed years before a path of the projected years; shape [Y]."""
    return np.concatenate([np.zeros(len(run.national.observed)), path])
