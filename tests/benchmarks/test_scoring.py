from __future__ import annotations

import numpy as np
import pytest

from benchmarks.datasets import Case
from benchmarks.scoring import (
    Prediction,
    coverage,
    coverage_by_horizon,
    mean_mase,
    mean_msis,
    mean_smape,
    score,
)

# mean yearly change of the past: (2 + 2) / 2 = 2
CASE = Case("a", np.array([1.0, 3.0, 5.0]), np.array([6.0, 10.0]))
POINT = np.array([6.0, 8.0])
BOUNDS = np.array([[5.0, 7.0], [7.0, 9.0]])
ANSWER = Prediction(POINT, {0.8: BOUNDS, 0.95: BOUNDS}, 0.5)


def test_accuracy_by_hand() -> None:
    assert mean_smape([CASE], [POINT]) == pytest.approx((0 + 200 * 2 / 18) / 2)
    assert mean_mase([CASE], [POINT]) == pytest.approx((0 + 2) / 2 / 2)


def test_interval_measures_by_hand() -> None:
    assert coverage([CASE], [ANSWER], 0.8) == 0.5
    # widths 2 and 2; the second figure lies 1 above its bound, which costs 2 / 0.05
    assert mean_msis([CASE], [ANSWER], 0.95) == pytest.approx((2 + 2 + 40) / 2 / 2)


def test_coverage_by_years_ahead_counts_the_cases_that_reach_so_far() -> None:
    short = Case("s", CASE.past, np.array([20.0]))
    answer = Prediction(POINT[:1], {0.8: BOUNDS[:1]}, 0.5)
    assert coverage_by_horizon([CASE, short], [ANSWER, answer], 0.8) == (0.5, 0.0)


def test_the_naive_forecast_has_an_owa_of_one() -> None:
    naive = Prediction(np.array([5.0, 5.0]), {}, 0.0)
    result = score([CASE], [naive])
    assert result.owa == pytest.approx(1)
    assert result.coverage80 is None


def test_a_constant_past_does_not_spoil_the_average() -> None:
    constant = Case("b", np.array([2.0, 2.0]), np.array([2.0, 2.0]))
    assert mean_mase([CASE, constant], [POINT, POINT]) == mean_mase([CASE], [POINT])
