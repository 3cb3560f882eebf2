from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from forecasting.analysis.ranking import rank
from forecasting.core.errors import ScenarioError
from forecasting.model.inputs import ModelInputs, RunSettings
from forecasting.model.interventions import Scenario, Setting
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.result import GapResult
from forecasting.model.run import BASELINE, run_scenario


@pytest.fixture(scope="module")
def baseline(inputs: ModelInputs, settings: RunSettings) -> GapResult:
    return run_scenario(PreparedRun.of(inputs, settings), BASELINE)


def test_a_measure_that_always_helps_beats_the_baseline_in_every_draw(
    inputs: ModelInputs, settings: RunSettings, baseline: GapResult
) -> None:
    courses = Scenario("s", (Setting("courses", 1e6, 2026, 0),))
    result = rank(
        {"old": baseline, "new": run_scenario(PreparedRun.of(inputs, settings), courses)}, 2035
    )
    assert result.names == ("new", "old")
    assert result.beats("new", "old") == 1
    assert result.beats("old", "new") == 0


def test_draws_are_compared_in_pairs(baseline: GapResult) -> None:
    # better in seven draws of ten by one person, though the spread of the gap is millions
    change = np.where(np.arange(baseline.manifest.draws) % 10 < 7, -1.0, 1.0)[:, None]
    other = replace(baseline, demand=baseline.demand + change)
    result = rank({"a": baseline, "b": other}, 2035)
    assert result.beats("b", "a") == pytest.approx(0.7)
    assert result.beats("a", "b") == pytest.approx(0.3)


def test_the_same_scenario_twice_is_a_tie(baseline: GapResult) -> None:
    result = rank({"a": baseline, "b": baseline}, 2035)
    assert result.beats("a", "b") is None
    assert result.beats("b", "a") is None


def test_different_draws_cannot_be_compared(inputs: ModelInputs, baseline: GapResult) -> None:
    other = run_scenario(PreparedRun.of(inputs, RunSettings(draws=200, seed=12)), BASELINE)
    with pytest.raises(ScenarioError, match="different draws"):
        rank({"a": baseline, "b": other}, 2035)
