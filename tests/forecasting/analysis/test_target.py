from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from forecasting.analysis.target import CLOSED, Goal, Target, YearModel, half_of_baseline
from forecasting.core.errors import ScenarioError
from forecasting.model.inputs import ModelInputs, RunSettings
from forecasting.model.interventions import Scenario, Setting
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.run import BASELINE, run_scenario
from tests.builders import model_inputs, parameter

PACKAGE = Scenario(
    "package",
    (
        Setting("internships", 1e6, 2026, 2),
        Setting("courses", 1e6, 2026, 1),
        Setting("laboratories", 5e4, 2030, 0),
        Setting("equity", 5e6, 2026, 0, end_year=2028),
    ),
)


@pytest.mark.parametrize("year", [2026, 2028, 2035, 2040])
def test_the_model_of_a_year_gives_the_gap_of_the_full_run(
    inputs: ModelInputs, settings: RunSettings, year: int
) -> None:
    model = YearModel.of(PreparedRun.of(inputs, settings), PACKAGE, year)
    demand, supply = model.balance(model.build_paths(PACKAGE.settings))
    result = run_scenario(PreparedRun.of(inputs, settings), PACKAGE)
    at = list(result.years).index(year)
    assert demand - supply == pytest.approx(result.gap[:, at])


def test_a_target_relative_to_supply_holds_draw_by_draw() -> None:
    demand, supply = np.array([104.0, 106.0]), np.array([100.0, 100.0])
    assert Target(share_of_supply=0.05).excess(demand, supply) == pytest.approx([-1, 1])
    assert Target(persons=4).excess(demand, supply) == pytest.approx([0, 2])
    assert CLOSED.excess(demand, supply) == pytest.approx([4, 6])


def test_half_the_baseline_gap_is_half_its_median(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    result = run_scenario(PreparedRun.of(inputs, settings), BASELINE)
    median = float(np.median(result.gap[:, list(result.years).index(2035)]))
    actual = half_of_baseline(PreparedRun.of(inputs, settings), PACKAGE, 2035)
    assert actual.persons == pytest.approx(median / 2, abs=1)


def test_half_of_a_surplus_is_a_closed_gap(settings: RunSettings) -> None:
    none = replace(model_inputs().gap_anchor, gap=parameter("baseline_gap", -30e6))
    parameters = replace(model_inputs().parameters, baseline_gap=none.gap)
    plenty = model_inputs(gap_anchor=none, parameters=parameters)
    assert half_of_baseline(PreparedRun.of(plenty, settings), BASELINE, 2035) == CLOSED


@pytest.mark.parametrize("certainty", [0.0, 1.0, 1.2])
def test_a_certainty_is_a_share_between_0_and_1(certainty: float) -> None:
    with pytest.raises(ScenarioError, match="certainty"):
        Goal(CLOSED, 2035, certainty)


@pytest.mark.parametrize("year", [2024, 2025, 2060])
def test_a_year_that_cannot_be_changed_is_refused(
    inputs: ModelInputs, settings: RunSettings, year: int
) -> None:
    with pytest.raises(ScenarioError, match="choose a year from 2026"):
        YearModel.of(PreparedRun.of(inputs, settings), BASELINE, year)


@pytest.mark.parametrize("persons", [np.nan, np.inf, -1.0])
def test_a_target_is_a_finite_number_of_people(persons: float) -> None:
    with pytest.raises(ScenarioError, match="it must be a number of 0 or more"):
        Target(persons=persons)


@pytest.mark.parametrize("share", [np.nan, np.inf, -0.1, 5.0])
def test_a_target_share_lies_between_none_and_all_of_supply(share: float) -> None:
    with pytest.raises(ScenarioError, match="choose a share from 0 to 1"):
        Target(share_of_supply=share)
