from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from forecasting.analysis.cost import UnpricedReason, cost_per_post, intervention_outcomes
from forecasting.model.inputs import ModelInputs, RunSettings
from forecasting.model.interventions import Channel, Kind, Scenario, Setting, TargetPopulation
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.result import Comparison
from forecasting.model.run import compare
from tests.builders import intervention, model_inputs

COURSES = intervention(
    "courses", Channel.RETRAINING, 0.1, lag=2, target_population=TargetPopulation.STOCK
)
PLACES = intervention("places", Channel.GRADUATES, 0.5, lag=4)
ROBOTS = intervention(
    "robots",
    Channel.DEMAND,
    -1.0,
    lag=1,
    target_population=TargetPopulation.DEMAND,
    kind=Kind.DEVELOPMENT,
)
GROWTH = intervention(
    "growth",
    Channel.OUTPUT,
    1.0,
    lag=0,
    target_population=TargetPopulation.OUTPUT,
    kind=Kind.DEVELOPMENT,
)


@pytest.fixture(scope="module")
def inputs() -> ModelInputs:
    return model_inputs((COURSES, PLACES, ROBOTS, GROWTH))


def compared(inputs: ModelInputs, settings: RunSettings, *measures: Setting) -> Comparison:
    return compare(PreparedRun.of(inputs, settings), Scenario("s", measures))


def test_cost_per_post_by_hand(inputs: ModelInputs, settings: RunSettings) -> None:
    comparison = compared(inputs, settings, Setting("courses", 1e6, 2026, 0))
    (result,) = intervention_outcomes(comparison, inputs.interventions)
    narrower = (comparison.baseline.gap - comparison.result.gap).mean(axis=0)[15]  # 2035
    assert result.cost == pytest.approx(10 * 1e6 * 1000)  # 2026–2035, 1,000 yuan each
    assert result.closed == pytest.approx(narrower)
    assert result.per_post == pytest.approx(1e10 / narrower)


def test_the_most_effective_lever_comes_first(inputs: ModelInputs, settings: RunSettings) -> None:
    comparison = compared(
        inputs, settings, Setting("places", 1e4, 2026, 0), Setting("courses", 2e6, 2026, 0)
    )
    result = intervention_outcomes(comparison, inputs.interventions)
    assert [outcome.intervention for outcome in result] == ["courses", "places"]


def test_developments_have_no_cost_and_may_widen_the_gap(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    comparison = compared(
        inputs, settings, Setting("growth", 0.02, 2026, 0), Setting("courses", 1e6, 2026, 0)
    )
    courses, growth = intervention_outcomes(comparison, inputs.interventions)
    assert growth.closed < 0
    assert growth.cost is growth.per_post is None
    assert growth.unpriced is UnpricedReason.DEVELOPMENT
    assert cost_per_post((courses, growth)) == courses.per_post


def test_an_effect_after_the_horizon_has_no_price(
    inputs: ModelInputs, settings: RunSettings
) -> None:
    comparison = compared(inputs, settings, Setting("places", 1e4, 2033, 0))
    (result,) = intervention_outcomes(comparison, inputs.interventions)
    assert result.unpriced is UnpricedReason.AFTER_HORIZON
    assert result.cost == pytest.approx(3 * 1e4 * 1000)
    assert cost_per_post((result,)) is None


@pytest.mark.parametrize(
    ("closed", "why"), [(-5e4, UnpricedReason.WIDENS), (10.0, UnpricedReason.HARDLY), (5e4, None)]
)
def test_what_closes_nothing_has_no_price(
    inputs: ModelInputs, settings: RunSettings, closed: float, why: UnpricedReason | None
) -> None:
    comparison = compared(
        inputs, settings, Setting("courses", 1e6, 2026, 0), Setting("places", 1e4, 2026, 0)
    )
    years = comparison.result.years
    changed = {**comparison.contributions, "places": np.full(len(years), closed)}
    outcomes = intervention_outcomes(
        replace(comparison, contributions=changed), inputs.interventions
    )
    result = next(outcome for outcome in outcomes if outcome.intervention == "places")
    assert result.unpriced is why
    assert (result.per_post is None) is (why is not None)
