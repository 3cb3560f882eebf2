"""An organisation's own headcount: worked by hand, and people are conserved."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasting.analysis.own_headcount import (
    NO_LEVERS,
    Exits,
    OwnLevers,
    exits_ahead,
    market_load,
    planned_target,
    staffing,
)
from forecasting.core.series import Values
from forecasting.model.inputs import ModelInputs, RunSettings
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.run import BASELINE, run_scenario

YEARS = np.array([2026, 2027, 2028])


def constant(rate: float, draws: int = 1, years: int = 3) -> Values:
    return np.full((draws, years), rate)


def plan(levers: OwnLevers = NO_LEVERS, wanted: tuple[float, ...] = (1100, 1100, 1000)) -> Values:
    """Ten per cent quit, two retire; 1000 people at the start."""
    exits = Exits(constant(0.1), constant(0.02))
    return np.asarray(staffing(YEARS, 1000, np.array([wanted]), exits, levers).hires[0])


def test_hires_replace_who_leaves_and_fill_what_is_added() -> None:
    # 2026: 120 leave, 100 are added. 2027: 132 leave. 2028: 132 leave, 100 fewer are wanted.
    assert plan() == pytest.approx([220, 132, 32])


def test_replacement_and_expansion_are_separate() -> None:
    exits = Exits(constant(0.1), constant(0.02))
    result = staffing(YEARS, 1000, np.array([[1100.0, 1100, 1000]]), exits)
    assert result.attrition[0] == pytest.approx([100, 110, 110])
    assert result.retirement[0] == pytest.approx([20, 22, 22])
    assert result.expansion[0] == pytest.approx([100, 0, -100])
    assert result.openings[0] == pytest.approx([220, 132, 32])


def test_nobody_is_dismissed() -> None:
    exits = Exits(constant(0.1), constant(0.0))
    result = staffing(YEARS, 1000, np.array([[500.0, 500, 500]]), exits)
    assert result.hires[0] == pytest.approx([0, 0, 0])
    assert result.closing[0] == pytest.approx([900, 810, 729])


def test_lower_attrition_saves_its_share_of_the_headcount() -> None:
    # Two points less: 80 + 20 leave of 1000, then 88 + 22 of 1100.
    assert plan(OwnLevers(attrition_cut=0.02)) == pytest.approx([200, 110, 10])


def test_attrition_never_falls_below_zero() -> None:
    assert plan(OwnLevers(attrition_cut=0.5)) == pytest.approx([120, 22, 0])


def test_trained_adults_fill_posts_after_their_lag() -> None:
    levers = OwnLevers(trained=100, trained_share=0.5, trained_lag=1)
    assert plan(levers) == pytest.approx([220, 82, 0])


def test_interns_fill_what_training_leaves() -> None:
    levers = OwnLevers(trained=20, trained_share=1, interns=50, intern_share=0.5, intern_lag=2)
    assert plan(levers) == pytest.approx([200, 112, 0])


def test_each_lever_is_known_alone() -> None:
    levers = OwnLevers(attrition_cut=0.01, interns=10, intern_share=0.5, trained_lag=2)
    assert list(levers.alone) == ["attrition", "interns"]
    assert levers.alone["attrition"].interns == 0
    assert levers.alone["interns"].attrition_cut == 0


def test_a_plan_is_joined_by_straight_lines_and_held_after_its_end() -> None:
    years = np.array([2026, 2027, 2028, 2029])
    path = planned_target({2020: 1, 2027: 1200, 2028: 1500}, 2025, 1000, years, 2)
    assert path.tolist() == [[1100, 1200, 1500, 1500]] * 2


def test_without_a_plan_the_last_headcount_holds() -> None:
    assert planned_target({}, 2025, 1000, YEARS, 1).tolist() == [[1000, 1000, 1000]]


def test_rates_come_from_the_same_past_year() -> None:
    past = {2021: 0.1, 2022: 0.2, 2023: 0.3}
    exits = exits_ahead(
        past, {y: rate / 10 for y, rate in past.items()}, 50, 4, np.random.default_rng(1)
    )
    assert set(exits.attrition.ravel().tolist()) == {0.1, 0.2, 0.3}
    assert exits.retirement == pytest.approx(exits.attrition / 10)


def test_few_rates_have_a_mean_and_no_spread() -> None:
    exits = exits_ahead({2024: 0.1, 2025: 0.2}, {}, 3, 2, np.random.default_rng(1))
    assert exits.attrition == pytest.approx(constant(0.15, 3, 2))
    assert exits.retirement == pytest.approx(constant(0, 3, 2))


SHARES = st.floats(0, 0.5)


@given(
    start=st.floats(0, 1e7),
    wanted=st.lists(st.floats(0, 1e7), min_size=1, max_size=8),
    attrition=SHARES,
    retirement=SHARES,
    levers=st.builds(
        OwnLevers,
        attrition_cut=SHARES,
        trained=st.floats(0, 1e6),
        trained_share=st.floats(0, 1),
        trained_lag=st.integers(0, 5),
        interns=st.floats(0, 1e6),
        intern_share=st.floats(0, 1),
        intern_lag=st.integers(0, 5),
    ),
)
def test_people_are_conserved_and_levers_never_add_hires(
    start: float, wanted: list[float], attrition: float, retirement: float, levers: OwnLevers
) -> None:
    count = len(wanted)
    years, target = np.arange(2026, 2026 + count), np.array([wanted])
    exits = Exits(constant(attrition, 1, count), constant(retirement, 1, count))
    before, after = (staffing(years, start, target, exits, with_) for with_ in (NO_LEVERS, levers))
    for result in (before, after):
        flows = (result.hires, result.trained, result.interns, result.attrition, result.retirement)
        assert min(float(flow.min()) for flow in flows) >= 0
        assert result.opening[0, 0] == start
        assert result.opening[0, 1:] == pytest.approx(result.closing[0, :-1], rel=1e-9, abs=1e-6)
        assert result.openings - result.replacement == pytest.approx(
            result.expansion, rel=1e-9, abs=1e-4
        )
        assert np.all(result.closing >= target - 1e-6 * (1 + target))
    assert after.hires.sum() <= before.hires.sum() * (1 + 1e-9) + 1e-3


def test_the_load_on_the_market_is_hires_by_entrants(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    region = run_scenario(PreparedRun.of(inputs, settings), BASELINE)
    years = np.array([2028, 2029])
    exits = Exits(constant(0.1, settings.draws, 2), constant(0.0, settings.draws, 2))
    own = staffing(years, 1000, np.full((settings.draws, 2), 1000.0), exits)
    load = market_load(own, region, turnover=0.2)
    there = [int(np.flatnonzero(region.years == year)[0]) for year in years]
    entrants = region.flows.graduates[:, there].mean(axis=1)
    assert load.hires == pytest.approx(np.full(settings.draws, 100.0))
    assert load.share == pytest.approx(100 / entrants)
    assert load.rate == pytest.approx(np.full(settings.draws, 0.1))
    workforce = region.flows.opening[:, there].mean(axis=1)
    assert load.usual_rate == pytest.approx(entrants / workforce + 0.2)
