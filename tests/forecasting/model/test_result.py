from __future__ import annotations

import numpy as np

from forecasting.model.interventions import Scenario
from forecasting.model.result import Flows, GapResult, Manifest, Quantiles, TalentMix


def result(gap: np.ndarray, horizon: int = 2027, last_observed: int = 2025) -> GapResult:
    supply = np.full(gap.shape, 100.0)
    zero = np.zeros(gap.shape)
    return GapResult(
        "100000",
        Scenario("s"),
        "gap_2024",
        2024,
        np.arange(2024, 2024 + gap.shape[1]),
        horizon,
        last_observed,
        supply + gap,
        supply,
        supply,
        TalentMix({}, {}, {}),
        Flows(zero, zero, zero, zero, zero),
        Manifest(1, len(gap), horizon, "", "", {}),
        {"measure": np.full(gap.shape[1], 10.0)},
    )


def test_the_gap_closes_when_half_of_the_draws_have_closed_it() -> None:
    gap = np.array([[5, 5, 5, -1, -1], [5, 5, 5, 5, -1], [5, 5, 5, 5, 5]], dtype=float)
    assert result(gap).closing_year.p50 == 2028


def test_a_closing_year_may_lie_beyond_the_horizon_but_the_probability_may_not() -> None:
    gap = np.array([[5, 5, 5, 5, -1], [5, 5, 5, -1, -1]], dtype=float)
    closing = result(gap).closing_year
    assert (closing.p50, closing.probability_by_horizon) == (2027, 0.5)


def test_a_gap_that_never_closes_has_no_year() -> None:
    assert result(np.full((3, 5), 5.0)).closing_year.p50 is None


def test_a_year_that_is_past_is_no_closing_year() -> None:
    gap = np.array([[5, -1, 5, 5, 5]] * 3, dtype=float)
    assert result(gap).closing_year.p50 is None


def test_cost_counts_up_to_the_horizon() -> None:
    assert result(np.full((3, 5), 5.0)).cost_total == 40  # 2024 to 2027


def test_tightness_is_demand_over_supply() -> None:
    assert result(np.full((1, 2), 50.0), horizon=2025).tightness.tolist() == [[1.5, 1.5]]


def test_quantiles_are_taken_over_the_draws() -> None:
    actual = Quantiles.of(np.arange(101.0)[:, None])
    assert (actual.p10[0], actual.p50[0], actual.p90[0], actual.mean[0]) == (10, 50, 90, 50)
