"""A target line is fixed on its day; actuals are held against its intervals."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from forecasting.analysis.tracking import (
    TargetLine,
    TrackingRule,
    TrackStatus,
    published_actuals,
    track_actuals,
)
from forecasting.core.errors import FactsError, ScenarioError
from forecasting.model.inputs import ModelInputs, RunSettings
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.result import GapResult
from forecasting.model.run import BASELINE, run_scenario

RULE = TrackingRule(0.5, 0.8, 3.0, "", "")
LINE = TargetLine("100000", 2025, np.array([[80.0, 90.0, 100.0, 115.0, 130.0]] * 2))


@pytest.fixture(scope="module")
def result(inputs: ModelInputs, settings: RunSettings) -> GapResult:
    return run_scenario(PreparedRun.of(inputs, settings), BASELINE)


@pytest.mark.parametrize(
    ("workforce", "verdict"),
    [
        (79.9, TrackStatus.OFF_TRACK),
        (80.0, TrackStatus.WATCH),
        (89.9, TrackStatus.WATCH),
        (90.0, TrackStatus.ON_TRACK),
        (115.0, TrackStatus.ON_TRACK),
        (115.1, TrackStatus.WATCH),
        (130.0, TrackStatus.WATCH),
        (130.1, TrackStatus.OFF_TRACK),
    ],
)
def test_the_place_in_the_intervals_decides(workforce: float, verdict: TrackStatus) -> None:
    assert LINE.status(2026, workforce) is verdict


@pytest.mark.parametrize("numbers", [(0.8, 0.5, 3), (0, 0.8, 3), (0.5, 1, 3), (0.5, 0.8, 1)])
def test_a_rule_that_makes_no_sense_is_refused(numbers: tuple[float, float, float]) -> None:
    with pytest.raises(FactsError, match="does not hold"):
        TrackingRule(*numbers, "", "")


def test_the_rule_asks_for_the_quantiles_of_both_intervals() -> None:
    assert RULE.probabilities == pytest.approx((0.1, 0.25, 0.5, 0.75, 0.9))


def test_a_line_begins_after_the_last_published_year(result: GapResult) -> None:
    line = TargetLine.of(result, RULE)
    assert line.years == range(result.last_observed + 1, result.horizon + 1)
    at = int(np.flatnonzero(result.years == 2030)[0])
    expected = np.quantile(result.supply[:, at], [0.1, 0.25, 0.5, 0.75, 0.9])
    assert line.at(2030) == pytest.approx(expected)


@pytest.mark.parametrize("year", [2024, 2027])
def test_a_year_without_a_target_is_refused(year: int) -> None:
    with pytest.raises(ScenarioError, match="enter a year from 2025 to 2026"):
        LINE.check(year, 100.0, RULE)


@pytest.mark.parametrize("workforce", [0.0, 33.0, 301.0])
def test_a_slip_of_the_unit_is_refused(workforce: float) -> None:
    with pytest.raises(ScenarioError, match="Check the unit"):
        LINE.check(2025, workforce, RULE)


@pytest.mark.parametrize("workforce", [34.0, 300.0])
def test_what_is_far_off_but_possible_is_accepted(workforce: float) -> None:
    LINE.check(2025, workforce, RULE)


def test_later_published_figures_are_compared_with_the_old_line(result: GapResult) -> None:
    last = result.last_observed
    old = TargetLine("100000", last - 1, np.ones((5, 5)))
    outcome = published_actuals(result, old)
    at = int(np.flatnonzero(result.years == last)[0])
    assert [(actual.year, actual.published) for actual in outcome] == [
        (last - 1, True),
        (last, True),
    ]
    assert outcome[-1].workforce == pytest.approx(float(np.median(result.supply[:, at])))
    assert not published_actuals(result, TargetLine.of(result, RULE))


def test_actuals_are_in_order_with_the_gap_they_imply(result: GapResult) -> None:
    line = TargetLine.of(result, RULE)
    target = float(line.at(2027)[2])
    first, second = track_actuals(line, (), {2028: 1.0, 2027: target + 1}, result)
    at = int(np.flatnonzero(result.years == 2027)[0])
    assert (first.actual.year, first.track, first.above) == (2027, TrackStatus.ON_TRACK, True)
    assert first.implied_gap == pytest.approx(float(np.median(result.demand[:, at])) - target - 1)
    assert (second.actual.year, second.track, second.above) == (2028, TrackStatus.OFF_TRACK, False)


def test_a_year_beyond_the_result_has_no_implied_gap(result: GapResult) -> None:
    short = replace(result, years=result.years[:3], demand=result.demand[:, :3])
    (actual,) = track_actuals(TargetLine.of(result, RULE), (), {2030: 1.0}, short)
    assert actual.implied_gap is None
