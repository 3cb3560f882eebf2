"""Indicators of a result against thresholds, worked by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from forecasting.analysis.indicators import (
    IndicatorKind,
    IndicatorValue,
    Risk,
    RiskIndicator,
    Status,
    assess,
    dearest_year,
    values_of_risk,
    worst,
)
from forecasting.core.errors import FactsError
from forecasting.core.series import Unit, Values
from forecasting.model.allocation import Shares
from forecasting.model.inputs import ModelInputs, RunSettings
from forecasting.model.interventions import Kind, Scenario, Setting, TalentKind
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.result import GapResult, TalentMix
from forecasting.model.run import BASELINE, run_scenario
from tests.builders import intervention, model_inputs, parameter

AMBER, RED = 0.1, 0.2


def indicator(
    figure: IndicatorKind = IndicatorKind.GAP_SHARE,
    amber: float = AMBER,
    red: float = RED,
    *,
    more: bool = False,
    available: float | None = None,
) -> RiskIndicator:
    money = None if available is None else parameter("orientation", available)
    return RiskIndicator(figure, "", "", Unit.SHARE, more, amber, red, "", "", (), money)


def result_of(
    demand: Values, supply: Values, qualified: Values, costs: dict[str, Values], scenario: Scenario
) -> GapResult:
    """A result of four draws in 2034 and 2035 whose kinds are shared out evenly and certainly."""
    created = run_scenario(PreparedRun.of(model_inputs(), RunSettings(draws=100)), BASELINE)
    even = {kind: np.full(4, 0.25) for kind in TalentKind}
    people = {kind: np.full(4, share) for kind, share in zip(TalentKind, SUPPLIED, strict=True)}
    none = {kind: np.zeros((4, 2)) for kind in TalentKind}
    return replace(
        created,
        scenario=scenario,
        years=np.array([2034, 2035]),
        horizon=2035,
        last_observed=2033,
        demand=demand,
        supply=supply,
        qualified_supply=qualified,
        talent_mix=TalentMix(even, people, none),
        costs=costs,
    )


SUPPLIED = (0.1, 0.2, 0.3, 0.4)  # compound, application, skilled, other
DEMAND = np.array([[90.0, 100.0]] * 4)
SUPPLY = np.array([[90.0, 60.0], [90.0, 80.0], [90.0, 90.0], [90.0, 110.0]])


def one(
    wanted: RiskIndicator,
    scenario: Scenario = BASELINE,
    costs: dict[str, Values] | None = None,
    inputs: ModelInputs | None = None,
) -> IndicatorValue:
    result = result_of(DEMAND, SUPPLY, SUPPLY / 2, costs or {}, scenario)
    (reading,) = assess(result, inputs or model_inputs(), [wanted])
    return reading


@pytest.mark.parametrize(
    ("value", "more", "status"),
    [
        (0.09, False, Status.GREEN),
        (0.10, False, Status.AMBER),
        (0.19, False, Status.AMBER),
        (0.20, False, Status.RED),
        (-3.0, False, Status.GREEN),
        (0.6, True, Status.GREEN),
        (0.5, True, Status.AMBER),
        (0.2, True, Status.RED),
    ],
)
def test_a_value_at_a_threshold_is_past_it(value: float, more: bool, status: Status) -> None:  # noqa: FBT001
    chosen = indicator(amber=0.5, red=0.2, more=True) if more else indicator()
    assert chosen.status(value) is status


def test_red_must_be_worse_than_amber() -> None:
    with pytest.raises(FactsError, match="must be worse"):
        indicator(amber=0.2, red=0.2)
    with pytest.raises(FactsError, match="must be worse"):
        indicator(amber=0.2, red=0.5, more=True)


def test_only_funding_has_an_orientation() -> None:
    with pytest.raises(FactsError, match="funding needs"):
        indicator(IndicatorKind.FUNDING)
    with pytest.raises(FactsError, match="funding needs"):
        indicator(IndicatorKind.GAP_SHARE, available=1.0)


def test_the_gap_is_a_share_of_demand_at_the_horizon() -> None:
    reading = one(indicator())
    assert reading.spread
    assert reading.value == pytest.approx(0.15)  # 40, 20, 10 and −10 of 100 posts
    assert reading.spread.high == pytest.approx(0.34)
    assert reading.in_red == 0.5  # 40 and 20 of 100
    assert reading.status is Status.AMBER


def test_the_qualified_gap_counts_only_the_competent() -> None:
    assert one(indicator(IndicatorKind.QUALIFIED_GAP_SHARE)).value == pytest.approx(0.575)


def test_compound_posts_are_compared_with_compound_people() -> None:
    # 25 posts; 6, 8, 9 and 11 people
    assert one(indicator(IndicatorKind.COMPOUND_GAP_SHARE)).value == pytest.approx(1 - 8.5 / 25)


def test_application_oriented_and_skilled_posts_are_held_together() -> None:
    # 50 posts; 30, 40, 45 and 55 people
    assert one(indicator(IndicatorKind.PRACTICAL_GAP_SHARE)).value == pytest.approx(1 - 42.5 / 50)


def test_the_probability_of_closing_warns_from_above() -> None:
    reading = one(indicator(IndicatorKind.CLOSING_PROBABILITY, 0.5, 0.2, more=True))
    assert reading.value == 0.25  # one draw in four
    assert (reading.status, reading.spread, reading.in_red) == (Status.AMBER, None, None)


@pytest.mark.parametrize("figure", [IndicatorKind.FIRST_EFFECT, IndicatorKind.LATE_SHARE])
def test_without_measures_there_is_no_lag_to_judge(figure: IndicatorKind) -> None:
    reading = one(indicator(figure))
    assert (reading.value, reading.status) == (None, None)


def test_a_development_is_no_measure() -> None:
    growth = intervention("growth", kind=Kind.DEVELOPMENT)
    scenario = Scenario("own", (Setting("growth", 0.1, 2026, 0),))
    reading = one(indicator(IndicatorKind.LATE_SHARE), scenario, inputs=model_inputs((growth,)))
    assert reading.value is None


def test_lags_run_from_the_first_intake() -> None:
    scenario = Scenario(
        "own",
        (
            Setting("orders", 1.0, 2027, 0),  # lag 3: 2030
            Setting("laboratories", 1.0, 2026, 0),  # lag 5: 2031
            Setting("courses", 1.0, 2034, 0, lag_years=2),  # 2036, after the horizon
        ),
    )
    assert one(indicator(IndicatorKind.FIRST_EFFECT, 3, 5), scenario).value == 4  # 2030 − 2026
    assert one(indicator(IndicatorKind.LATE_SHARE), scenario).value == pytest.approx(1 / 3)


def test_funding_is_the_dearest_year_against_the_regions_part() -> None:
    scenario = Scenario("own", (Setting("orders", 1.0, 2026, 0), Setting("courses", 1.0, 2026, 0)))
    costs = {"orders": np.array([10.0, 20.0]), "courses": np.array([40.0, 5.0])}
    region = model_inputs(shares=Shares(stock=0.1, gap=0.2, graduates=0.3, rule="gdp"))
    expected = indicator(IndicatorKind.FUNDING, 0.5, 1.0, available=1000.0)
    share = region.shares.stock
    assert one(expected, scenario, costs, region).value == pytest.approx(50 / (1000 * share))
    result = result_of(DEMAND, SUPPLY, SUPPLY, costs, scenario)
    assert dearest_year(result) == 50
    assert dearest_year(replace(result, costs={})) == 0


def test_costs_after_the_horizon_do_not_count(inputs: ModelInputs, settings: RunSettings) -> None:
    scenario = Scenario("own", (Setting("courses", 1e5, 2026, 10),))  # grows until 2035
    near, far = (
        run_scenario(PreparedRun.of(inputs, replace(settings, horizon=year)), scenario)
        for year in (2030, 2035)
    )
    assert dearest_year(near) < dearest_year(far)


def test_a_risk_has_the_worst_status_of_its_indicators() -> None:
    gap = IndicatorValue(indicator(), 0.15)
    late = IndicatorValue(indicator(IndicatorKind.LATE_SHARE), None)
    red = IndicatorValue(indicator(IndicatorKind.QUALIFIED_GAP_SHARE), 0.3)
    readings = {reading.indicator.kind: reading for reading in (gap, late, red)}
    risk = Risk(
        "lag",
        "4.3",
        "",
        "",
        "",
        "",
        (IndicatorKind.LATE_SHARE, IndicatorKind.QUALIFIED_GAP_SHARE),
        (),
    )
    assert values_of_risk(risk, readings) == (late, red)
    assert worst(values_of_risk(risk, readings)) is Status.RED
    assert worst((gap, late)) is Status.AMBER
    assert worst((late,)) is None
