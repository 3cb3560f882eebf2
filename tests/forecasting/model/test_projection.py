from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from forecasting.core.errors import ScenarioError
from forecasting.core.series import Values
from forecasting.model.inputs import ModelInputs, RunSettings
from forecasting.model.interventions import (
    Channel,
    Intervention,
    Kind,
    ReadyScenario,
    Scenario,
    ScheduledIntervention,
    Setting,
    TargetPopulation,
)
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.projection import (
    contributions,
    intervention_paths,
    project_gap,
    scenario_for,
)
from forecasting.model.run import BASELINE, compare, run_scenario
from forecasting.model.shapley import Coalition, shapley
from tests.builders import MEASURES, intervention, model_inputs, parameter

GROWTH = intervention(
    "growth",
    Channel.OUTPUT,
    1.0,
    lag=0,
    target_population=TargetPopulation.OUTPUT,
    ceiling=0.05,
    kind=Kind.DEVELOPMENT,
    floor=-0.05,
)
AUTOMATION = intervention(
    "automation",
    Channel.DEMAND,
    -0.1,
    lag=1,
    target_population=TargetPopulation.DEMAND,
    ceiling=0.1,
    kind=Kind.DEVELOPMENT,
)
RETENTION = intervention(
    "careers", Channel.RETENTION, 0.1, lag=1, target_population=TargetPopulation.STOCK
)
LEVERS: tuple[Intervention, ...] = (*MEASURES, GROWTH, AUTOMATION, RETENTION)
EVERYTHING = Scenario(
    "everything",
    (
        Setting("internships", 2e6, 2026, 2),
        Setting("orders", 1e6, 2027, 0),
        Setting("courses", 1e6, 2026, 1),
        Setting("laboratories", 5e4, 2026, 0),
        Setting("equity", 5e6, 2026, 0),
        Setting("careers", 9e6, 2026, 0),
        Setting("growth", 0.02, 2026, 0),
        Setting("automation", 2e6, 2026, 0),
    ),
)


@pytest.fixture
def levers() -> ModelInputs:
    return model_inputs(LEVERS)


def test_faster_output_raises_demand_by_its_elasticity(settings: RunSettings) -> None:
    certain = replace(model_inputs().parameters, elasticity=parameter("elasticity", 0.4))
    inputs = model_inputs(LEVERS, parameters=certain)
    scenario = Scenario("s", (Setting("growth", 0.02, 2026, 0),))
    result = compare(PreparedRun.of(inputs, settings), scenario)
    ratio = result.result.demand / result.baseline.demand
    year = list(result.result.years).index(2030)
    assert ratio[:, year] == pytest.approx(1.02 ** (5 * 0.4))  # 2026–2030: five years
    assert ratio[:, : year - 4] == pytest.approx(1.0)


def test_slower_output_lowers_demand(levers: ModelInputs, settings: RunSettings) -> None:
    result = compare(
        PreparedRun.of(levers, settings), Scenario("s", (Setting("growth", -0.02, 2026, 0),))
    )
    assert np.all(result.result.demand <= result.baseline.demand)
    assert result.result.demand[:, -1].mean() < 0.95 * result.baseline.demand[:, -1].mean()


def test_a_measure_below_nothing_is_refused(levers: ModelInputs, settings: RunSettings) -> None:
    with pytest.raises(ScenarioError, match="must be 0 or more"):
        run_scenario(
            PreparedRun.of(levers, settings), Scenario("s", (Setting("orders", -1, 2026, 0),))
        )


def test_saved_posts_stay_saved(levers: ModelInputs, settings: RunSettings) -> None:
    # 100,000 posts a year for three years, one in ten saved, one year later
    scenario = Scenario("s", (Setting("automation", 1e5, 2026, 0, end_year=2028),))
    result = compare(PreparedRun.of(levers, settings), scenario)
    saved = (result.baseline.demand - result.result.demand).mean(axis=0)
    at = dict(zip(result.result.years.tolist(), saved, strict=True))
    expected = [0, 1e4, 2e4, 3e4, 3e4, 3e4]
    assert [at[2026 + i] for i in range(6)] == pytest.approx(expected, abs=1e-3)


def test_developments_cost_nothing(levers: ModelInputs, settings: RunSettings) -> None:
    result = run_scenario(PreparedRun.of(levers, settings), EVERYTHING)
    assert not {"growth", "automation"} & result.costs.keys()
    assert {"orders", "careers"} <= result.costs.keys()


def test_contributions_are_the_shapley_values_of_the_whole_model(
    levers: ModelInputs, settings: RunSettings
) -> None:
    run = PreparedRun.of(levers, settings)
    paths = intervention_paths(run, EVERYTHING)

    def narrowing(coalition: Coalition) -> Values:
        part = tuple(paths[i] for i in coalition)
        return np.asarray(-project_gap(run, part).mean(axis=0))

    slow = shapley(len(paths), narrowing)
    for quick, exact in zip(contributions(run, paths), slow, strict=True):
        assert quick == pytest.approx(exact, abs=1e-3)


def test_contributions_add_up_with_developments(levers: ModelInputs, settings: RunSettings) -> None:
    result = compare(PreparedRun.of(levers, settings), EVERYTHING)
    effect = (result.baseline.gap - result.result.gap).mean(axis=0)
    assert sum(result.contributions.values()) == pytest.approx(effect, abs=1e-2)
    assert result.contributions["growth"][-1] < 0 < result.contributions["automation"][-1]


def test_the_gap_alone_is_that_of_the_whole_run(levers: ModelInputs, settings: RunSettings) -> None:
    run = PreparedRun.of(levers, settings)
    gap = project_gap(run, intervention_paths(run, EVERYTHING))
    whole = run_scenario(run, EVERYTHING).gap
    assert gap == pytest.approx(whole[:, -gap.shape[1] :])


def test_a_growth_rate_of_a_ready_scenario_is_not_rounded_away(levers: ModelInputs) -> None:
    run = PreparedRun.of(levers, RunSettings(draws=200))
    ready = ReadyScenario("r", "", "", "", "", (ScheduledIntervention("growth", 0.013, 2026, 0),))
    (setting,) = scenario_for(ready, run).settings
    assert setting.reach == 0.013


def test_the_baseline_has_no_contributions(levers: ModelInputs, settings: RunSettings) -> None:
    assert compare(PreparedRun.of(levers, settings), BASELINE).contributions == {}


def test_whom_the_market_adds_are_trained_at_no_public_cost(settings: RunSettings) -> None:
    plain = intervention(
        "fund", Channel.RETRAINING, 0.5, lag=0, target_population=TargetPopulation.STOCK
    )
    doubled = replace(plain, multiplier=parameter("fund.multiplier", 2.0))
    scenario = Scenario("s", (Setting("fund", 1e5, 2026, 0),))
    alone, followed = (
        compare(PreparedRun.of(model_inputs((lever,)), settings), scenario)
        for lever in (plain, doubled)
    )
    assert followed.result.cost_total == pytest.approx(alone.result.cost_total)
    gained = [c.result.flows.retrained[:, -1].mean() for c in (alone, followed)]
    assert gained[1] == pytest.approx(2 * gained[0])


def test_the_market_adds_nobody_beyond_the_ceiling(settings: RunSettings) -> None:
    lever = replace(
        intervention(
            "fund",
            Channel.RETRAINING,
            0.5,
            lag=0,
            target_population=TargetPopulation.STOCK,
            ceiling=0.001,
        ),
        multiplier=parameter("fund.multiplier", 3.0),
    )
    inputs = model_inputs((lever,))
    run = PreparedRun.of(inputs, settings)
    (paths,) = intervention_paths(run, Scenario("s", (Setting("fund", 1e9, 2026, 0),)))
    assert paths.intake[:, -1] == pytest.approx(0.001 * run.national.stock[:, -1])
