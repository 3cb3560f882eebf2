from __future__ import annotations

from dataclasses import replace

import pytest

from forecasting.analysis.sensitivity import at_ends, consequences, in_scenario, influences
from forecasting.calibration.elasticity import Estimate
from forecasting.model.inputs import ModelInputs, RunSettings
from forecasting.model.interventions import Assumption, Channel, Effect, Scenario, Setting
from forecasting.model.prepared_run import PreparedRun
from tests.builders import intervention, model_inputs, parameter


def estimate(value: float) -> Estimate:
    return Estimate(str(value), "", "", value, None, 7, 2013, 2019)


def test_the_elasticity_matters_most_and_widens_the_gap(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    result = influences(PreparedRun.of(inputs, settings))
    assert result[0].parameter.id == "elasticity"
    assert result[0].at_high > result[0].at_low
    assert [i.width for i in result] == sorted((i.width for i in result), reverse=True)


def test_more_entry_narrows_the_gap(inputs: ModelInputs, settings: RunSettings) -> None:
    by_name = {
        result.parameter.id: result for result in influences(PreparedRun.of(inputs, settings))
    }
    assert by_name["entry_share"].at_high < by_name["entry_share"].at_low - 1e5


def test_a_certain_parameter_has_no_influence(settings: RunSettings) -> None:
    certain = replace(model_inputs().parameters, exit_rate=parameter("exit_rate", 0.016))
    result = influences(PreparedRun.of(model_inputs(parameters=certain), settings))
    assert "exit_rate" not in {influence.parameter.id for influence in result}


def test_each_estimate_is_taken_as_certain_in_turn(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    low, high = consequences(
        PreparedRun.of(inputs, settings), "elasticity", (estimate(0.1), estimate(0.6)), (2030, 2035)
    )
    assert low.gaps[2035][1] < high.gaps[2035][1]
    p10, p50, p90 = high.gaps[2030]
    assert p10 < p50 < p90


def test_no_elasticity_means_demand_stays_as_it_was(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    (result,) = consequences(
        PreparedRun.of(inputs, settings), "elasticity", (estimate(0.0),), (2025, 2035)
    )
    # demand constant, supply growing: the gap falls
    assert result.gaps[2035][1] < result.gaps[2025][1] == pytest.approx(11e6, rel=0.7)


def test_a_higher_exit_rate_is_matched_by_the_entry_that_explains_the_past(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    # both are calibrated on the same growth, so the wide range of the exit rate matters less
    by_name = {
        result.parameter.id: result for result in influences(PreparedRun.of(inputs, settings))
    }
    assert by_name["exit_rate"].width < by_name["entry_share"].width


def test_the_levers_of_a_scenario_have_influences_of_their_own(settings: RunSettings) -> None:
    size = replace(parameter("orders.entry", 0.25, 0.1, 0.4), id="orders.entry")
    orders = intervention("orders", lag=3)
    orders = replace(orders, effects=(Effect(Channel.ENTRY, size),), lag_low=2, lag_high=6)
    scenario = Scenario("s", (Setting("orders", 1e6, 2026, 0),))
    result = influences(PreparedRun.of(model_inputs((orders,)), settings), scenario)
    own = {i.parameter.id: i for i in result if i.intervention is not None}
    assert set(own) == {"orders.entry", "orders.lag"}
    assert own["orders.entry"].at_high < own["orders.entry"].at_low  # the stronger, the narrower
    assert own["orders.lag"].at_high > own["orders.lag"].at_low  # the later, the wider


def test_an_influence_is_that_of_a_run_with_the_parameter_known_for_certain(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    by_name = {
        result.parameter.id: result for result in influences(PreparedRun.of(inputs, settings))
    }
    (certain,) = consequences(
        PreparedRun.of(inputs, settings), "elasticity", (estimate(0.55),), (2035,)
    )
    assert by_name["elasticity"].at_high == pytest.approx(certain.gaps[2035][1])


def test_the_assumptions_of_the_scenario_hold(inputs: ModelInputs, settings: RunSettings) -> None:
    assumed = Scenario("s", (), (Assumption("elasticity", 0.3, 0.3, 0.3),))
    result = influences(PreparedRun.of(inputs, settings), assumed)
    assert "elasticity" not in {influence.parameter.id for influence in result}


def test_what_only_divides_the_gap_does_not_move_it(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    result = {influence.parameter.id for influence in influences(PreparedRun.of(inputs, settings))}
    assert not result & {"compound_share", "skilled_supply_share", "time_to_competence"}


def test_one_influence_under_a_scenario_is_that_of_its_tornado(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    scenario = Scenario("s", (Setting("courses", 1e6, 2026, 0),))
    before = influences(PreparedRun.of(inputs, settings))[0]
    ends = at_ends(before, PreparedRun.of(inputs, settings))
    after = in_scenario(before, scenario, ends)
    tornado = {i.parameter.id: i for i in influences(PreparedRun.of(inputs, settings), scenario)}
    assert after == tornado[before.parameter.id]
    assert after.at_low < before.at_low
