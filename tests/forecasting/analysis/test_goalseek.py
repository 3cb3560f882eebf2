from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from forecasting.analysis.goalseek import goal_seek, responses
from forecasting.analysis.target import Goal, GoalOutcome, Obstacle, Target
from forecasting.core.errors import ScenarioError
from forecasting.core.series import Region, Values
from forecasting.model.allocation import Shares
from forecasting.model.inputs import ModelInputs, RunSettings
from forecasting.model.interventions import Channel, Kind, Scenario, Setting, TargetPopulation
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.run import BASELINE, run_scenario
from tests.builders import MEASURES, intervention, model_inputs

ALL = [measure.id for measure in MEASURES]
YEAR = 2035


@pytest.fixture(scope="module")
def run(inputs: ModelInputs, settings: RunSettings) -> PreparedRun:
    return PreparedRun.of(inputs, settings)


def chance(run: PreparedRun, scenario: Scenario, goal: Goal) -> float:
    """The probability of the goal in a full run."""
    return float(np.mean(excess(run, scenario, goal) <= 0))


def excess(run: PreparedRun, scenario: Scenario, goal: Goal) -> Values:
    """By how much the gap of a full run is above the target, in each draw."""
    result = run_scenario(run, scenario)
    at = list(result.years).index(goal.year)
    return goal.target.excess(result.demand[:, at], result.supply[:, at])


@hypothesis_settings(max_examples=15, deadline=None)
@given(persons=st.integers(14_000_000, 24_000_000), certainty=st.sampled_from([0.3, 0.5, 0.6]))
def test_the_size_found_reaches_the_goal_and_one_person_less_does_not(
    run: PreparedRun, persons: int, certainty: float
) -> None:
    goal = Goal(Target(float(persons)), YEAR, certainty)
    answer = goal_seek(run, BASELINE, ["courses"], goal)
    if answer.required is None or answer.already:
        return
    (setting,) = answer.required.settings
    assert setting.reach == round(setting.reach)
    smaller = replace(setting, reach=setting.reach - 1)
    for size, reaches in ((setting, True), (smaller, False)):
        result = excess(run, Scenario("x", (size,)), goal)
        assert (np.quantile(result, certainty) <= 0) == reaches


def test_a_group_shares_one_fraction_of_what_its_levers_can_reach(run: PreparedRun) -> None:
    goal = Goal(Target(12e6), YEAR, 0.5)
    answer = goal_seek(run, BASELINE, ALL[:4], goal)
    assert answer.required is not None
    assert answer.share is not None
    for setting, most in zip(answer.required.settings, answer.at_ceiling.settings, strict=True):
        assert 0 <= setting.reach - answer.share * most.reach <= 1
    scenario = Scenario("x", answer.required.settings)
    assert chance(run, scenario, goal) >= 0.5
    assert answer.required.probability == chance(run, scenario, goal)


def test_the_other_levers_of_the_scenario_stay(run: PreparedRun) -> None:
    goal = Goal(Target(18e6), YEAR, 0.5)
    alone = goal_seek(run, BASELINE, ["courses"], goal)
    helped = Scenario("x", (Setting("orders", 1.5e6, 2026, 0), Setting("courses", 5, 2030, 2)))
    result = goal_seek(run, helped, ["orders"], goal)
    beside = goal_seek(run, Scenario("y", helped.settings[:1]), ["courses"], goal)
    assert alone.required is not None
    assert beside.required is not None
    assert beside.required.settings[0].reach < alone.required.settings[0].reach
    assert result.at_zero.gap.median < alone.at_zero.gap.median


def test_the_timing_comes_from_the_scenario(run: PreparedRun) -> None:
    late = Scenario("x", (Setting("courses", 5.0, 2030, 2, lag_years=3),))
    answer = goal_seek(run, late, ["courses"], Goal(Target(22e6), YEAR, 0.5))
    setting = answer.at_ceiling.settings[0]
    assert (setting.start_year, setting.ramp_years, setting.lag_years) == (2030, 2, 3)
    assert answer.first_effect == 2033


def test_a_goal_already_reached_needs_nothing(run: PreparedRun) -> None:
    answer = goal_seek(run, BASELINE, ["courses"], Goal(Target(9e7), YEAR))
    assert answer.already
    assert answer.required == answer.at_zero
    assert answer.required.settings[0].reach == 0


@pytest.mark.parametrize(
    ("lever", "goal", "why"),
    [
        ("laboratories", Goal(Target(15e6), 2030, 0.5), Obstacle.LAG),
        ("settlement", Goal(Target(20e6), YEAR, 0.5), Obstacle.ELSEWHERE),
        ("internships", Goal(Target(1e6), YEAR, 0.8), Obstacle.CEILING),
        ("courses", Goal(Target(17e6), YEAR, 0.9), Obstacle.UNCERTAINTY),
    ],
)
def test_an_honest_no_says_why(
    run: PreparedRun,
    lever: str,
    goal: Goal,
    why: Obstacle,
) -> None:
    answer = goal_seek(run, BASELINE, [lever], goal)
    assert answer.required is None
    assert answer.share is None
    assert answer.obstacle is why
    assert (answer.median_excess <= 0) is (why is Obstacle.UNCERTAINTY)


def test_a_gain_elsewhere_counts_in_a_region(settings: RunSettings) -> None:
    place = Region("510000", "", "", "province", "100000")
    inputs = model_inputs(region=place, shares=Shares(0.1, 0.1, 0.1, ""))
    answer = goal_seek(
        PreparedRun.of(inputs, settings), BASELINE, ["settlement"], Goal(Target(1e5), YEAR, 0.5)
    )
    assert answer.obstacle is not Obstacle.ELSEWHERE
    assert answer.at_ceiling.gap.median < answer.at_zero.gap.median


def developments() -> ModelInputs:
    growth = intervention(
        "growth",
        Channel.OUTPUT,
        1.0,
        lag=0,
        target_population=TargetPopulation.OUTPUT,
        ceiling=0.05,
        floor=-0.05,
        kind=Kind.DEVELOPMENT,
    )
    more = intervention(
        "more",
        Channel.DEMAND,
        0.1,
        target_population=TargetPopulation.DEMAND,
        kind=Kind.DEVELOPMENT,
    )
    return model_inputs((growth, more))


def test_a_development_is_sought_in_the_direction_that_narrows(settings: RunSettings) -> None:
    goal = Goal(Target(20e6), YEAR, 0.5)
    answer = goal_seek(PreparedRun.of(developments(), settings), BASELINE, ["growth"], goal)
    assert answer.required is not None
    reach = answer.required.settings[0].reach
    assert -0.05 <= reach < 0
    assert reach == round(reach, 4)
    assert answer.at_ceiling.settings[0].reach == -0.05


def test_a_development_that_only_widens_the_gap_is_no_answer(settings: RunSettings) -> None:
    answer = goal_seek(
        PreparedRun.of(developments(), settings), BASELINE, ["more"], Goal(Target(1e6), YEAR)
    )
    assert answer.obstacle is Obstacle.WIDENS
    assert answer.at_ceiling.settings[0].reach == 0


def test_a_target_relative_to_supply_is_exact(run: PreparedRun) -> None:
    goal = Goal(Target(share_of_supply=0.3), YEAR, 0.5)
    answer = goal_seek(run, BASELINE, ["courses"], goal)
    assert answer.required is not None
    scenario = Scenario("x", answer.required.settings)
    result = run_scenario(run, scenario)
    at = list(result.years).index(YEAR)
    assert np.mean(result.gap[:, at] <= 0.3 * result.supply[:, at]) >= 0.5


def test_more_size_means_a_narrower_gap_and_a_higher_probability(run: PreparedRun) -> None:
    result = responses(run, BASELINE, ALL, Goal(Target(9e6), YEAR))
    prospects: list[GoalOutcome] = [response.goal_outcome for response in result]
    assert (result[0].share, result[-1].share) == (0, 1)
    assert all(np.diff([p.gap.median for p in prospects]) < 0)
    assert all(np.diff([p.probability for p in prospects]) >= 0)


@pytest.mark.parametrize("levers", [[], ["courses", "courses"], ["nothing"]])
def test_levers_have_to_be_named_once_and_exist(run: PreparedRun, levers: list[str]) -> None:
    with pytest.raises(ScenarioError):
        goal_seek(run, BASELINE, levers, Goal(Target(9e6), YEAR))
