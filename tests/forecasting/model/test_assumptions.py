from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from forecasting.core.errors import ScenarioError
from forecasting.model.assumptions import OVER_PEOPLE, assume, bounds, known_parameters
from forecasting.model.inputs import ModelInputs, RunSettings
from forecasting.model.interventions import Assumption, Scenario, Setting
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.run import BASELINE, compare, run_scenario
from tests.builders import MEASURES, model_inputs

HIGHER = Assumption("elasticity", 0.5, 0.5, 0.5)


def test_every_parameter_can_be_assumed_otherwise(inputs: ModelInputs) -> None:
    known = known_parameters(inputs)
    assert {"elasticity", "exit_rate", "internships.entry", "internships.cost"} <= known.keys()
    assert known["internships.ceiling"].value == inputs.interventions["internships"].ceiling_share


def test_an_assumption_replaces_value_and_range_and_nothing_else(inputs: ModelInputs) -> None:
    changed = assume(inputs, (HIGHER,)).parameters
    assert (changed.elasticity.low, changed.elasticity.value) == (0.5, 0.5)
    assert replace(changed, elasticity=inputs.parameters.elasticity) == inputs.parameters


def test_an_assumption_about_a_lever_changes_that_lever(inputs: ModelInputs) -> None:
    expected = (
        Assumption("orders.entry", 0.4, 0.4, 0.4),
        Assumption("orders.cost", 9.0, 9.0, 9.0),
        Assumption("orders.ceiling", 0.05, 0.05, 0.05),
    )
    lever = assume(inputs, expected).interventions["orders"]
    assert lever.effects[0].size.value == 0.4
    assert lever.cost_per_person is not None
    assert lever.cost_per_person.value == 9.0
    assert lever.ceiling_share == 0.05


def test_an_assumed_gap_is_the_gap_of_the_baseline_year(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    scenario = Scenario("s", (), (Assumption("baseline_gap", 25e6, 25e6, 25e6),))
    assert run_scenario(PreparedRun.of(inputs, settings), scenario).gap[:, 0] == pytest.approx(25e6)


def test_an_unknown_parameter_is_refused(inputs: ModelInputs) -> None:
    with pytest.raises(ScenarioError, match="no parameter luck"):
        assume(inputs, (Assumption("luck", 1, 1, 1),))


@pytest.mark.parametrize("values", [(0.5, 0.6, 0.7), (0.5, 0.4, 0.3), (-0.1, -0.2, 0.1)])
def test_values_out_of_order_or_bounds_are_refused(
    inputs: ModelInputs, values: tuple[float, float, float]
) -> None:
    with pytest.raises(ScenarioError, match="rise from low to high"):
        assume(inputs, (Assumption("elasticity", *values),))


def test_what_has_no_hard_bound_goes_up_to_ten_times_the_facts(inputs: ModelInputs) -> None:
    most = 10 * inputs.parameters.elasticity.high
    assert assume(inputs, (Assumption("elasticity", most, most, most),)).parameters != (
        inputs.parameters
    )
    with pytest.raises(ScenarioError, match="rise from low to high"):
        assume(inputs, (Assumption("elasticity", 0.5, 0.5, most * 1.01),))


def test_people_always_differ_in_their_time_to_competence(inputs: ModelInputs) -> None:
    with pytest.raises(ScenarioError, match="ends must not be equal"):
        assume(inputs, (Assumption("competence_spread", 5.0, 5.0, 5.0),))


def test_scenario_and_baseline_are_run_under_the_same_assumptions(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    scenario = Scenario("s", (Setting("courses", 1e6, 2026, 0),), (HIGHER,))
    result = compare(PreparedRun.of(inputs, settings), scenario)
    plain = run_scenario(PreparedRun.of(inputs, settings), BASELINE)
    assert np.array_equal(result.baseline.demand, result.result.demand)
    assert not np.array_equal(result.baseline.demand, plain.demand)


def test_draws_made_under_other_assumptions_are_not_used(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    scenario = Scenario("s", (), (HIGHER,))
    run = PreparedRun.of(inputs, settings)
    fresh = PreparedRun.of(inputs, settings, scenario.assumptions)
    assert np.array_equal(run_scenario(run, scenario).gap, run_scenario(fresh, scenario).gap)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", sorted(known_parameters(model_inputs())))
@pytest.mark.parametrize("end", [0, 1], ids=["least", "most"])
def test_the_utmost_that_can_be_assumed_still_gives_figures(name: str, end: int) -> None:
    inputs = model_inputs()
    least, most = bounds(known_parameters(inputs)[name])
    value = (least, most)[end]
    low, high = (least, most) if name == OVER_PEOPLE else (value, value)
    settings = tuple(Setting(lever.id, 1e5, 2026, 1) for lever in MEASURES)
    scenario = Scenario("s", settings, (Assumption(name, value, low, high),))
    result = compare(PreparedRun.of(inputs, RunSettings(draws=100)), scenario)
    figures = (result.result.gap, result.result.qualified_gap, *result.contributions.values())
    assert all(np.isfinite(paths).all() for paths in figures)
