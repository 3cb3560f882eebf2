from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from forecasting.core.errors import SeriesError
from forecasting.core.series import Series, Unit, Values
from forecasting.engine import COMBINATION, METHODS, Calibration, forecast_series
from forecasting.engine.combination import run_member
from forecasting.engine.history import prepare
from forecasting.engine.registry import SIMPLE

MakeSeries = Callable[..., Series]


class Broken:
    name = "broken"
    name_zh = "坏"
    name_en = "Broken"
    min_years = 1

    def __init__(self, outcome: Exception | float) -> None:
        self.outcome = outcome

    def forecast(self, values: Values, horizon: int) -> Values:  # noqa: ARG002
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return np.full(horizon, self.outcome)


def test_the_point_is_the_median_of_the_members(
    make_series: MakeSeries, growth: list[float], calibration: Calibration
) -> None:
    forecast = forecast_series(make_series(growth), 4, calibration)
    assert tuple(member.name for member in forecast.members) == COMBINATION
    stacked = np.stack([member.values for member in forecast.members])
    np.testing.assert_allclose(forecast.median, np.median(stacked, axis=0))
    assert sum(member.weight for member in forecast.members) == pytest.approx(1)
    assert forecast.fallback is None
    assert forecast.origin == 2024
    np.testing.assert_array_equal(forecast.years, [2025, 2026, 2027, 2028])


def test_calendar_years_do_not_matter(
    make_series: MakeSeries, growth: list[float], calibration: Calibration
) -> None:
    early = forecast_series(make_series(growth, 1950), 3, calibration)
    late = forecast_series(make_series(growth, 2011), 3, calibration)
    np.testing.assert_array_equal(early.quantiles, late.quantiles)


def test_chosen_members_only(
    make_series: MakeSeries, growth: list[float], calibration: Calibration
) -> None:
    forecast = forecast_series(make_series(growth), 2, calibration, members=["drift"])
    np.testing.assert_allclose(forecast.median, growth[-1] + np.array([1, 2]) * 124 / 14)
    assert forecast.method == "drift"


def test_an_unknown_method_is_named(
    make_series: MakeSeries, growth: list[float], calibration: Calibration
) -> None:
    with pytest.raises(SeriesError, match=r"no forecasting method arima.*theta"):
        forecast_series(make_series(growth), 2, calibration, members=["arima"])
    with pytest.raises(SeriesError, match="0 years"):
        forecast_series(make_series(growth), 0, calibration)


def test_a_short_series_falls_back_to_simple_methods_and_says_so(
    make_series: MakeSeries, calibration: Calibration
) -> None:
    forecast = forecast_series(make_series([10, 12, 13, 16, 18]), 3, calibration)
    assert tuple(member.name for member in forecast.members) == SIMPLE
    assert forecast.fallback is not None
    assert "5 figures" in str(forecast.fallback.reason)


def test_a_constant_series_stays_and_says_why(
    make_series: MakeSeries, calibration: Calibration
) -> None:
    forecast = forecast_series(make_series([7.0] * 12), 3, calibration)
    np.testing.assert_allclose(forecast.quantiles, 7.0)
    assert forecast.fallback is not None
    assert "never changed" in str(forecast.warnings[-1])


def test_a_failing_member_is_recorded_with_its_reason(
    make_series: MakeSeries, growth: list[float]
) -> None:
    history = prepare(make_series(growth))
    for outcome, reason in (
        (ValueError("no convergence"), "no convergence"),
        (SeriesError("Too {what}.", what="flat"), "Too flat"),
        (np.inf, "finite"),
    ):
        result = run_member(Broken(outcome), history, 3, 0.5)
        assert reason in str(result.problem)
        assert result.weight == 0
        assert np.all(np.isnan(result.values))


def test_when_all_members_fail_the_naive_one_is_used(
    make_series: MakeSeries, calibration: Calibration
) -> None:
    with_zero = make_series([0, 5, 6, 7, 9, 8, 7, 6, 9])
    forecast = forecast_series(with_zero, 2, calibration, members=["gm11"])
    np.testing.assert_array_equal(forecast.median, [9, 9])
    assert forecast.fallback is not None
    assert forecast.fallback.used == "naive"
    assert "positive" in str(forecast.members[0].problem)


def test_a_falling_positive_series_never_reaches_zero(
    make_series: MakeSeries, calibration: Calibration
) -> None:
    falling = [100 - 6 * i for i in range(15)]
    forecast = forecast_series(make_series(falling), 21, calibration)
    assert forecast.quantiles.min() > 0
    assert forecast.median[-1] < falling[-1]


def test_a_share_stays_between_zero_and_one(
    make_series: MakeSeries, calibration: Calibration
) -> None:
    rising = [0.50, 0.54, 0.57, 0.62, 0.66, 0.69, 0.74, 0.78, 0.81, 0.86]
    forecast = forecast_series(make_series(rising, unit=Unit.SHARE), 21, calibration)
    assert forecast.quantiles.min() > 0
    assert forecast.quantiles.max() < 1
    assert forecast.median[-1] > 0.86


def test_a_horizon_beyond_the_calibration_is_stated(
    make_series: MakeSeries, growth: list[float], calibration: Calibration
) -> None:
    forecast = forecast_series(make_series(growth), 21, calibration, members=["naive", "drift"])
    assert "10 years ahead" in str(forecast.warnings[-1])
    width = forecast.quantiles[:, -1] - forecast.quantiles[:, 0]
    assert np.all(np.diff(width) > 0)


@pytest.mark.parametrize(
    "values",
    [
        [0, 0, 0, 3, 5, 9, 12, 14, 20, 24],
        [-5, -3, -4, 0, 2, 1, 4, 3, 6, 5],
        [1e300, 1.1e300, 1.15e300, 1.2e300, 1.4e300, 1.5e300, 1.55e300, 1.6e300, 1.7e300],
        [1e-300, 2e-300, 3e-300, 4e-300, 4.5e-300, 5e-300, 6e-300, 7e-300, 8e-300],
        [5, 5, 5, 5, 5, 5, 5, 5, 5, 6],
        [1, 1e6, 2, 1e6, 1, 1e6, 3, 1e6, 2, 1e6],
    ],
    ids=["zeros", "negative", "huge", "tiny", "almost constant", "wild"],
)
def test_awkward_series_get_a_finite_forecast(
    make_series: MakeSeries, calibration: Calibration, values: list[float]
) -> None:
    forecast = forecast_series(make_series(values), 6, calibration)
    assert np.all(np.isfinite(forecast.quantiles))
    assert np.all(np.diff(forecast.quantiles, axis=1) >= 0)
    assert forecast.fallback is None
    assert set(forecast.method.split("+")) <= set(METHODS)
