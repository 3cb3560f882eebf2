from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from forecasting.analysis.package_search import Limit
from forecasting.analysis.packages import InclusionReason, Package, cheapest, optimise, trade_off
from forecasting.analysis.target import Goal, Obstacle, Target
from forecasting.core.errors import ScenarioError
from forecasting.core.series import Region
from forecasting.model.allocation import Shares
from forecasting.model.inputs import ModelInputs, RunSettings
from forecasting.model.interventions import Channel, Kind, Scenario, Setting, TargetPopulation
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.projection import ceilings
from forecasting.model.run import BASELINE, run_scenario
from tests.builders import MEASURES, intervention, model_inputs

YEAR = 2035
THREE = (
    intervention("internships", size=0.30, lag=3, ceiling=0.5),
    intervention("orders", size=0.28, lag=3, ceiling=0.5),
    intervention(
        "courses",
        Channel.RETRAINING,
        0.1,
        lag=2,
        target_population=TargetPopulation.STOCK,
        ceiling=0.05,
    ),
)
LIMITED = {"courses": Limit(upper=1e6), "internships": Limit(lower=1e5), "equity": Limit(upper=0)}


@pytest.fixture(scope="module")
def run(inputs: ModelInputs, settings: RunSettings) -> PreparedRun:
    return PreparedRun.of(inputs, settings)


def sizes(package: Package) -> dict[str, float]:
    return {part.setting.intervention: part.setting.reach for part in package.items}


def verdicts(package: Package) -> dict[str, InclusionReason]:
    return {part.setting.intervention: part.inclusion for part in package.items}


def cost_and_gap(run: PreparedRun, scenario: Scenario) -> tuple[float, float]:
    """Yuan up to the year and the mean gap of the year, from a full run."""
    result = run_scenario(run, scenario)
    at = list(result.years).index(YEAR)
    cost = sum(float(path[: at + 1].sum()) for path in result.costs.values())
    return cost, float(result.gap[:, at].mean())


def test_no_package_of_a_grid_is_better(settings: RunSettings) -> None:
    inputs = model_inputs(THREE)
    run = PreparedRun.of(inputs, settings)
    ends = [ceilings(run, 2026)[measure.id] for measure in THREE]
    grid = []
    for shares in product(np.linspace(0, 1, 9), repeat=3):
        chosen = tuple(
            Setting(measure.id, share * end, 2026, 0)
            for measure, share, end in zip(THREE, shares, ends, strict=True)
        )
        grid.append(cost_and_gap(run, Scenario("x", chosen)))
    before = grid[0][1]
    for budget in (2e9, 1.2e10, 2.5e10, 5e10):
        package = optimise(run, BASELINE, budget, YEAR)
        best = max(before - gap for cost, gap in grid if cost <= budget)
        assert package.narrowing >= 0.99 * best


@hypothesis_settings(max_examples=12, deadline=None)
@given(
    budget=st.floats(0, 5e11),
    upper=st.integers(0, 30_000_000),
)
def test_a_package_keeps_to_budget_and_limits_and_is_what_the_model_says(
    run: PreparedRun, budget: float, upper: int
) -> None:
    limits = {"courses": Limit(upper=upper), "laboratories": Limit(upper=upper)}
    package = optimise(run, BASELINE, budget, YEAR, limits=limits)
    cost, gap = cost_and_gap(run, package.scenario)
    _, before = cost_and_gap(run, BASELINE)
    assert cost <= budget
    assert package.cost == pytest.approx(cost)
    assert package.narrowing == pytest.approx(before - gap, abs=1e-3)
    assert sizes(package)["courses"] <= upper
    for part in package.items:
        most = ceilings(run, 2026)[part.setting.intervention]
        assert 0 <= part.setting.reach <= part.limit <= most


def test_more_money_never_means_a_wider_gap(run: PreparedRun) -> None:
    budgets = np.linspace(0, 4e11, 15)
    result = [optimise(run, BASELINE, b, YEAR).narrowing for b in budgets]
    assert all(np.diff(result) >= -1e-6)


@pytest.mark.parametrize("budget", [1e9, 1e10, 4e10, 1.5e11])
def test_the_shadow_price_is_what_further_money_buys(run: PreparedRun, budget: float) -> None:
    more = 2e8
    here = optimise(run, BASELINE, budget, YEAR)
    there = optimise(run, BASELINE, budget + more, YEAR)
    gained = (there.narrowing - here.narrowing) / more
    assert here.posts_per_yuan == pytest.approx(gained, rel=0.05)


def test_money_that_buys_nothing_more_has_no_price(run: PreparedRun) -> None:
    package = optimise(run, BASELINE, 1e13, YEAR)
    assert package.posts_per_yuan == 0
    assert package.cost < 1e13
    assert set(verdicts(package).values()) == {InclusionReason.FULL, InclusionReason.ELSEWHERE}


def test_each_measure_gets_a_verdict(run: PreparedRun) -> None:
    package = optimise(run, BASELINE, 3e9, 2030, limits=LIMITED)
    assert verdicts(package) == {
        "internships": InclusionReason.REQUIRED,
        "orders": InclusionReason.PARTLY,
        "courses": InclusionReason.DEARER,
        "laboratories": InclusionReason.LAG,
        "equity": InclusionReason.EXCLUDED,
        "settlement": InclusionReason.ELSEWHERE,
    }
    margin = 1 / package.posts_per_yuan
    priced = {part.setting.intervention: part.price for part in package.items}
    assert priced["orders"] == pytest.approx(margin, rel=0.01)
    assert priced["courses"] is not None
    assert priced["courses"] > margin
    assert priced["laboratories"] is None


def test_a_region_may_attract_what_others_lose(settings: RunSettings) -> None:
    place = Region("510000", "", "", "province", "100000")
    inputs = model_inputs(region=place, shares=Shares(0.1, 0.1, 0.1, ""))
    package = optimise(PreparedRun.of(inputs, settings), BASELINE, 1e12, YEAR)
    assert verdicts(package)["settlement"] is InclusionReason.FULL


def test_measures_keep_their_timing_and_developments_their_size(settings: RunSettings) -> None:
    boom = intervention(
        "boom",
        Channel.DEMAND,
        0.1,
        target_population=TargetPopulation.DEMAND,
        kind=Kind.DEVELOPMENT,
    )
    inputs = model_inputs((*MEASURES, boom))
    late = Setting("courses", 7.0, 2029, 2, lag_years=3)
    scenario = Scenario("x", (late, Setting("boom", 1e6, 2026, 0)))
    package = optimise(PreparedRun.of(inputs, settings), scenario, 1e12, YEAR)
    result = {setting.intervention: setting for setting in package.scenario.settings}
    assert result["boom"] == scenario.settings[1]
    courses = result["courses"]
    assert (courses.start_year, courses.ramp_years, courses.lag_years) == (2029, 2, 3)
    assert "boom" not in sizes(package)
    plain = optimise(PreparedRun.of(inputs, settings), BASELINE, 1e12, YEAR)
    assert package.before.gap.median > plain.before.gap.median


def test_the_curve_falls_and_agrees_with_single_packages(run: PreparedRun) -> None:
    curve = trade_off(run, BASELINE, YEAR)
    assert curve[0].budget == 0
    assert curve[0].narrowing == 0
    assert all(np.diff([point.budget for point in curve]) > 0)
    assert all(np.diff([point.narrowing for point in curve]) >= 0)
    for point in curve[1::4]:
        package = optimise(run, BASELINE, point.budget, YEAR)
        assert point.narrowing == pytest.approx(package.narrowing, rel=0.005)


def test_the_cheapest_package_reaches_the_goal_and_a_smaller_budget_does_not(
    run: PreparedRun,
) -> None:
    goal = Goal(Target(1.4e7), YEAR, 0.55)
    package = cheapest(run, BASELINE, goal)
    assert package.reached
    assert package.obstacle is None
    assert package.after.probability >= goal.certainty
    assert 0 < package.cost <= package.budget
    less = optimise(run, BASELINE, 0.99 * package.budget, YEAR, target=goal.target)
    assert less.after.probability < goal.certainty


@pytest.mark.parametrize(
    ("gap_share", "certainty", "why"),
    [(1.0, 0.99, Obstacle.UNCERTAINTY), (5.0, 0.5, Obstacle.CEILING)],
)
def test_out_of_reach_gives_the_best_there_is(
    settings: RunSettings, gap_share: float, certainty: float, why: Obstacle
) -> None:
    inputs = model_inputs(shares=Shares(1.0, gap_share, 1.0, ""))
    goal = Goal(Target(0.0), YEAR, certainty)
    package = cheapest(PreparedRun.of(inputs, settings), BASELINE, goal)
    assert package.reached is False
    assert package.obstacle is why
    assert set(verdicts(package).values()) == {InclusionReason.FULL, InclusionReason.ELSEWHERE}


def test_a_goal_already_reached_costs_nothing(run: PreparedRun) -> None:
    package = cheapest(run, BASELINE, Goal(Target(9e7), YEAR))
    assert package.reached
    assert package.cost == 0


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"magic": Limit()}, "no measure magic"),
        ({"orders": Limit(lower=5, upper=4)}, "no larger than the most"),
        ({"orders": Limit(lower=1e6)}, "more than the budget"),
    ],
)
def test_limits_that_cannot_be_kept_are_explained(
    run: PreparedRun,
    limits: dict[str, Limit],
    words: str,
) -> None:
    with pytest.raises(ScenarioError, match=words):
        optimise(run, BASELINE, 1e6, YEAR, limits=limits)


def test_a_negative_budget_is_refused(inputs: ModelInputs, settings: RunSettings) -> None:
    with pytest.raises(ScenarioError, match="0 or more"):
        optimise(PreparedRun.of(inputs, settings), BASELINE, -1.0, YEAR)
