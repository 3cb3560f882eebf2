from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from forecasting.core.errors import ScenarioError
from forecasting.core.series import Region, Values
from forecasting.model.allocation import Shares
from forecasting.model.inputs import ModelInputs, RunSettings
from forecasting.model.interventions import (
    Channel,
    ReadyScenario,
    Scenario,
    ScheduledIntervention,
    Setting,
)
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.projection import ceilings, scenario_for
from forecasting.model.result import GapResult
from forecasting.model.run import BASELINE, compare, run_scenario
from tests.builders import MEASURES, intervention, model_inputs, parameter

PACKAGE = Scenario(
    "package",
    (
        Setting("internships", 1e6, 2026, 2),
        Setting("orders", 4e5, 2027, 0),
        Setting("courses", 1e6, 2026, 1),
        Setting("laboratories", 5e4, 2026, 0),
        Setting("equity", 5e6, 2026, 0),
    ),
)


def region(code: str = "510000") -> Region:
    return Region(code, code, code, "province", "100000")


def mean_gap(result: GapResult) -> Values:
    return np.asarray(result.gap.mean(axis=0))


def narrowing(inputs: ModelInputs, scenario: Scenario, settings: RunSettings) -> Values:
    baseline = run_scenario(PreparedRun.of(inputs, settings), BASELINE)
    return mean_gap(baseline) - mean_gap(run_scenario(PreparedRun.of(inputs, settings), scenario))


def test_the_baseline_gap_of_2020_is_the_published_figure(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    result = run_scenario(PreparedRun.of(inputs, settings), BASELINE)
    assert result.years[0] == 2020
    assert result.gap[:, 0] == pytest.approx(11e6)


@pytest.mark.parametrize("scenario", [BASELINE, PACKAGE], ids=["baseline", "package"])
def test_stock_change_equals_entries_minus_exits(
    inputs: ModelInputs, settings: RunSettings, scenario: Scenario
) -> None:
    result = run_scenario(PreparedRun.of(inputs, settings), scenario)
    flows = result.flows
    closing = flows.opening + flows.graduates + flows.retrained + flows.migration - flows.exits
    assert np.abs(closing - result.supply).max() < 0.5
    assert np.abs(flows.opening[:, 1:] - result.supply[:, :-1]).max() < 0.5


@pytest.mark.parametrize("scenario", [BASELINE, PACKAGE], ids=["baseline", "package"])
def test_regions_sum_to_the_nation(
    inputs: ModelInputs, settings: RunSettings, scenario: Scenario
) -> None:
    shares = [Shares(0.5, 0.2, 0.1, ""), Shares(0.3, 0.5, 0.6, ""), Shares(0.2, 0.3, 0.3, "")]
    nation = run_scenario(PreparedRun.of(inputs, settings), BASELINE)
    parts = [
        run_scenario(
            PreparedRun.of(model_inputs(region=region(str(i)), shares=share), settings), BASELINE
        )
        for i, share in enumerate(shares)
    ]
    for field in ("demand", "supply", "qualified_supply", "gap"):
        total = sum(getattr(part, field) for part in parts)
        assert total == pytest.approx(getattr(nation, field))
    assert sum(part.flows.migration for part in parts) == pytest.approx(0, abs=1e-3)


def test_the_same_seed_gives_the_same_numbers(inputs: ModelInputs, settings: RunSettings) -> None:
    one, other = (run_scenario(PreparedRun.of(inputs, settings), PACKAGE) for _ in range(2))
    assert np.array_equal(one.gap, other.gap)


def test_another_seed_gives_other_numbers(inputs: ModelInputs, settings: RunSettings) -> None:
    other = run_scenario(PreparedRun.of(inputs, replace(settings, seed=12)), BASELINE)
    assert not np.array_equal(
        run_scenario(PreparedRun.of(inputs, settings), BASELINE).gap, other.gap
    )


def test_baseline_and_scenario_share_their_draws(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    result = compare(PreparedRun.of(inputs, settings), PACKAGE)
    assert np.array_equal(result.baseline.demand, result.result.demand)
    assert np.all(result.result.supply >= result.baseline.supply - 1e-6)


def test_no_effect_before_the_first_cohort_finishes(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    effect = narrowing(inputs, Scenario("s", (Setting("internships", 1e6, 2026, 0),)), settings)
    first = 2030 - 2020  # four-year programmes that start in 2026
    assert effect[:first] == pytest.approx(0)
    assert np.all(effect[first:] > 1e4)


@pytest.mark.parametrize("lag", [3, 10])
def test_another_lag_moves_the_effect(inputs: ModelInputs, settings: RunSettings, lag: int) -> None:
    setting = Setting("internships", 1e6, 2026, 0, lag_years=lag)
    effect = narrowing(inputs, Scenario("s", (setting,)), settings)
    assert effect[: 6 + lag] == pytest.approx(0)
    assert effect[6 + lag] > 1e4


def test_a_simple_measure_adds_what_was_computed_by_hand(settings: RunSettings) -> None:
    # 100,000 adults a year, one in ten moves, effect two years later, nobody leaves:
    # 10,000 more people after one year of effect, 20,000 after two
    free = replace(model_inputs().parameters, exit_rate=parameter("exit_rate", 0.0))
    inputs = model_inputs(parameters=free)
    effect = narrowing(inputs, Scenario("s", (Setting("courses", 1e5, 2026, 0),)), settings)
    assert effect[2028 - 2020] == pytest.approx(10_000)
    assert effect[2029 - 2020] == pytest.approx(20_000)


def test_measures_on_the_same_graduates_overlap(inputs: ModelInputs, settings: RunSettings) -> None:
    one = Scenario("a", (Setting("internships", 2e6, 2026, 0),))
    other = Scenario("b", (Setting("orders", 2e6, 2026, 0),))
    both = Scenario("c", one.settings + other.settings)
    together = narrowing(inputs, both, settings)
    apart = narrowing(inputs, one, settings) + narrowing(inputs, other, settings)
    assert np.all(together <= apart + 1e-6)
    assert together[-1] < 0.999 * apart[-1]


def test_contributions_add_up_to_the_whole_effect(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    result = compare(PreparedRun.of(inputs, settings), PACKAGE)
    total = mean_gap(result.baseline) - mean_gap(result.result)
    assert sum(result.contributions.values()) == pytest.approx(total, abs=1e-3)


def test_contributions_do_not_depend_on_the_order(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    three = PACKAGE.settings[:3]
    results = [
        compare(PreparedRun.of(inputs, settings), Scenario("s", order)).contributions
        for order in permutations(three)
    ]
    for name in results[0]:
        for other in results[1:]:
            assert other[name] == pytest.approx(results[0][name], abs=1e-3)


def test_a_measure_cannot_reach_more_people_than_its_ceiling(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    run = PreparedRun.of(inputs, settings)
    most = ceilings(run, 2030)["internships"]
    at_ceiling = Scenario("a", (Setting("internships", 2 * most, 2026, 0),))
    beyond = Scenario("b", (Setting("internships", 50 * most, 2026, 0),))
    same = narrowing(inputs, at_ceiling, settings) - narrowing(inputs, beyond, settings)
    assert same == pytest.approx(0, abs=1)


def test_attracting_people_gains_nothing_for_the_nation(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    scenario = Scenario("s", (Setting("settlement", 1e5, 2026, 0),))
    assert narrowing(inputs, scenario, settings) == pytest.approx(0)
    local = model_inputs(region=region(), shares=Shares(0.1, 0.1, 0.1, ""))
    assert narrowing(local, scenario, settings)[-1] > 1e4


def test_faster_competence_helps_the_qualified_gap_beyond_the_head_count(
    settings: RunSettings,
) -> None:
    slow = intervention("plain", size=0.08)
    fast = intervention("plain", size=0.08, competence=1.0)
    scenario = Scenario("s", (Setting("plain", 1e6, 2026, 0),))
    without = run_scenario(PreparedRun.of(model_inputs((slow,)), settings), scenario)
    with_ = run_scenario(PreparedRun.of(model_inputs((fast,)), settings), scenario)
    assert np.array_equal(without.supply, with_.supply)
    assert with_.qualified_gap[:, -1].mean() < without.qualified_gap[:, -1].mean() - 1e4


def test_the_qualified_gap_is_never_smaller_than_the_gap(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    result = run_scenario(PreparedRun.of(inputs, settings), PACKAGE)
    assert np.all(result.qualified_gap >= result.gap - 1e-6)


def test_cost_is_people_reached_times_cost_per_person(settings: RunSettings) -> None:
    scenario = Scenario("s", (Setting("courses", 1e5, 2026, 1, end_year=2028),))
    result = run_scenario(PreparedRun.of(model_inputs(), settings), scenario)
    # half size in 2026, full in 2027 and 2028; 1,000 yuan each
    assert result.cost_total == pytest.approx((0.5 + 1 + 1) * 1e5 * 1000)


def test_a_ready_scenario_fits_the_region(settings: RunSettings) -> None:
    ready = ReadyScenario(
        "r", "", "", "", "", (ScheduledIntervention("internships", 0.1, 2027, 3),)
    )
    nation = scenario_for(ready, PreparedRun.of(model_inputs(), settings))
    tenth = model_inputs(region=region(), shares=Shares(0.2, 0.2, 0.1, ""))
    local = scenario_for(ready, PreparedRun.of(tenth, settings))
    assert local.settings[0].reach == pytest.approx(nation.settings[0].reach / 10, abs=1)


def test_an_unknown_measure_is_named_with_those_there_are(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    with pytest.raises(ScenarioError, match=r"no intervention lottery\. Known: .*internships"):
        run_scenario(
            PreparedRun.of(inputs, settings), Scenario("s", (Setting("lottery", 1, 2026, 0),))
        )


def test_a_start_in_the_past_is_refused(inputs: ModelInputs, settings: RunSettings) -> None:
    with pytest.raises(ScenarioError, match=r"starts in 2020; .* is 2025"):
        run_scenario(
            PreparedRun.of(inputs, settings), Scenario("s", (Setting("courses", 1, 2020, 0),))
        )


@pytest.mark.parametrize("horizon", [2024, 2045])
def test_a_horizon_outside_the_known_cohorts_is_refused(inputs: ModelInputs, horizon: int) -> None:
    with pytest.raises(ScenarioError, match=r"from 2025 to 2044"):
        PreparedRun.of(inputs, RunSettings(draws=100, horizon=horizon))


@hypothesis_settings(max_examples=20, deadline=None)
@given(
    st.sampled_from([measure.id for measure in MEASURES]),
    st.floats(0, 1e7),
    st.floats(0, 1e7),
    st.integers(2025, 2035),
)
def test_more_of_a_measure_never_widens_the_gap(
    name: str, less: float, more: float, start: int
) -> None:
    inputs, settings = model_inputs(), RunSettings(draws=100)
    less, more = sorted((less, more))
    small, large = (
        mean_gap(
            run_scenario(
                PreparedRun.of(inputs, settings), Scenario("s", (Setting(name, reach, start, 2),))
            )
        )
        for reach in (less, more)
    )
    # retention only delays leaving, so it is compared before anyone it kept can leave
    until = 3 + start - 2020 if Channel.RETENTION in _channels(name) else len(small)
    assert np.all(large[:until] <= small[:until] + 1e-3)


def _channels(name: str) -> set[Channel]:
    measure = next(measure for measure in MEASURES if measure.id == name)
    return {effect.channel for effect in measure.effects}
