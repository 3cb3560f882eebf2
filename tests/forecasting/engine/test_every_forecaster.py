"""The contract that every method keeps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forecasting.engine import COMBINATION, METHODS, Forecaster

pytestmark = pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)


def test_one_finite_value_a_year(method: Forecaster, growth: list[float]) -> None:
    for horizon in (1, 21):
        path = method.forecast(np.array(growth), horizon)
        assert path.shape == (horizon,)
        assert path.dtype == np.float64
        assert np.all(np.isfinite(path))


def test_the_shortest_history_it_accepts_is_enough(method: Forecaster, growth: list[float]) -> None:
    path = method.forecast(np.array(growth[: method.min_years]), 3)
    assert np.all(np.isfinite(path))


def test_the_same_values_give_the_same_forecast(method: Forecaster, growth: list[float]) -> None:
    values = np.array(growth)
    first = method.forecast(values, 4)
    np.testing.assert_array_equal(first, method.forecast(values, 4))
    np.testing.assert_array_equal(values, growth)


def test_a_constant_series_stays_constant(method: Forecaster) -> None:
    np.testing.assert_allclose(method.forecast(np.full(12, 7.5), 5), np.full(5, 7.5))


@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(factor=st.sampled_from([1e-6, 0.01, 1e4, 1e12]))
def test_the_unit_does_not_matter(method: Forecaster, growth: list[float], factor: float) -> None:
    values = np.array(growth)
    expected = method.forecast(values, 6) * factor
    np.testing.assert_allclose(method.forecast(values * factor, 6), expected, rtol=1e-3)


def test_a_steady_trend_is_not_reversed(method: Forecaster) -> None:
    values = 100 + 5 * np.arange(15.0)
    assert method.forecast(values, 3)[-1] >= values[-1] * 0.999


def test_has_a_name_in_both_languages(method: Forecaster) -> None:
    assert method.name_en.isascii()
    assert method.name_zh
    assert method.min_years >= 1


def test_members_of_the_combination_are_known(method: Forecaster) -> None:
    assert set(COMBINATION) <= set(METHODS)
    assert method is METHODS[method.name]
