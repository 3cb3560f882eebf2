"""Each measure by hand; what has no figure does not count."""

from __future__ import annotations

import numpy as np
import pytest

from forecasting.engine import metrics

ACTUAL = np.array([[6.0, 10.0], [4.0, np.nan]])
FORECAST = np.array([[6.0, 8.0], [2.0, 5.0]])


def test_smape_by_hand() -> None:
    assert metrics.smape(ACTUAL, FORECAST) == pytest.approx(200 * (0 + 2 / 18 + 2 / 6) / 3)


def test_a_forecast_of_zero_for_zero_has_no_percentage_error() -> None:
    assert metrics.smape(np.zeros(2), np.zeros(2)) == 0


def test_mase_by_hand_with_a_scale_for_each_origin() -> None:
    scales = np.array([[2.0], [4.0]])
    assert metrics.mase(ACTUAL, FORECAST, scales) == pytest.approx((0 + 1 + 0.5) / 3)


def test_measures_by_horizon() -> None:
    scales = np.array([[2.0], [4.0]])
    np.testing.assert_allclose(metrics.mase(ACTUAL, FORECAST, scales, axis=0), [0.25, 1.0])
    np.testing.assert_allclose(metrics.smape(ACTUAL, FORECAST, axis=0), [100 / 3, 200 / 9])


def test_the_scale_is_the_mean_absolute_change_and_a_constant_past_has_none() -> None:
    assert metrics.mean_absolute_change(np.array([1.0, 4.0, 3.0])) == 2
    assert np.isnan(metrics.mean_absolute_change(np.full(5, 7.0)))


def test_owa_is_the_mean_of_both_errors_over_the_naive_ones() -> None:
    owa = metrics.owa(np.array(10.0), np.array(3.0), np.array(20.0), np.array(2.0))
    assert owa == pytest.approx((0.5 + 1.5) / 2)


def test_owa_is_not_defined_where_the_naive_method_has_no_error() -> None:
    assert np.isnan(metrics.owa(np.array(1.0), np.array(1.0), np.array(0.0), np.array(0.0)))


def test_msis_is_the_width_plus_the_cost_of_misses() -> None:
    actual, low, high = np.array([6.0, 10.0]), np.array([5.0, 7.0]), np.array([7.0, 9.0])
    # widths 2 and 2; the second figure lies 1 above its bound, which costs 2 / 0.05; the scale is 2
    assert metrics.msis(actual, low, high, 0.95, 2.0) == pytest.approx((2 + 2 + 40) / 2 / 2)


def test_inside_counts_bounds_and_leaves_out_missing_figures() -> None:
    inside = metrics.is_inside(np.array([1.0, 3.0, np.nan]), np.zeros(3), np.ones(3))
    np.testing.assert_array_equal(inside, [1, 0, np.nan])
    assert metrics.finite_mean(inside) == 0.5


def test_a_mean_without_any_value_is_not_a_number() -> None:
    assert np.isnan(metrics.finite_mean(np.array([np.nan, np.inf])))
