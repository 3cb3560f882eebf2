from __future__ import annotations

import numpy as np
import pytest

from forecasting.core.errors import SeriesError
from forecasting.engine.statsmodels_models import (
    ExponentialSmoothing,
    RobustTheta,
    Theta,
    UnobservedComponentsAuto,
    _least_aicc,
)


def test_theta_is_smoothing_plus_half_the_slope(growth: list[float]) -> None:
    path = Theta().forecast(np.array(growth), 4)
    slope = np.polyfit(np.arange(len(growth)), growth, 1)[0]
    np.testing.assert_allclose(np.diff(path), slope / 2, rtol=1e-6)
    # On steady growth the smoothed level is all but the last observation.
    assert path[0] == pytest.approx(growth[-1] + slope / 2, rel=0.01)


def test_robust_theta_takes_the_median_change(growth: list[float]) -> None:
    path = RobustTheta().forecast(np.array(growth), 4)
    change = np.median(np.diff(growth))
    np.testing.assert_allclose(np.diff(path), change / 2)
    assert path[0] == pytest.approx(growth[-1] + change / 2, rel=0.01)


def test_theta_takes_values_that_are_not_positive() -> None:
    path = Theta().forecast(np.array([-3.0, -1.0, 0.0, 2.0, 3.0, 5.0, 6.0, 8.0]), 3)
    assert path[2] > path[0] > 0


def test_ets_finds_a_trend_and_leaves_noise_alone() -> None:
    rng = np.random.default_rng(5)
    trend = 50 + 4 * np.arange(25) + rng.normal(0, 0.5, 25)
    noise = 50 + rng.normal(0, 3, 25)
    rise = np.diff(ExponentialSmoothing().forecast(trend, 3))
    np.testing.assert_allclose(rise, 4, atol=0.5)
    assert np.ptp(ExponentialSmoothing().forecast(noise, 3)) < 1


def test_uc_goes_on_with_a_steady_trend() -> None:
    rng = np.random.default_rng(5)
    trend = 50 + 4 * np.arange(25) + rng.normal(0, 0.5, 25)
    expected = 50 + 4 * np.arange(25, 28)
    np.testing.assert_allclose(UnobservedComponentsAuto().forecast(trend, 3), expected, rtol=0.02)


def test_when_no_variant_fits_the_reason_is_named() -> None:
    def fit() -> None:
        raise ValueError("singular matrix")

    with pytest.raises(SeriesError, match="singular matrix"):
        _least_aicc([(fit, ())], "ets")
