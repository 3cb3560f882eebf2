from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from scipy.special import ndtri

from forecasting.core.errors import SeriesError
from forecasting.core.series import Series
from forecasting.engine.history import prepare
from forecasting.engine.intervals import Calibration, quantiles, spread

MakeSeries = Callable[..., Series]


def test_spread_by_hand(make_series: MakeSeries) -> None:
    # changes 1 3 1 3 around the slope 2: σ² = 4 / 3; n = 5, so the surcharge is 1 + 2/2
    history = prepare(make_series([-4, -3, 0, 1, 4]))
    members = np.array([[6.0, 8.0], [8.0, 12.0]])
    walk = np.sqrt(4 / 3 * np.array([1 * (1 + 1 / 4), 2 * (1 + 2 / 4)]))
    np.testing.assert_allclose(spread(history, members), np.hypot(walk, [1, 2]) * 2)


def test_filled_years_do_not_narrow_the_spread(make_series: MakeSeries) -> None:
    rng = np.random.default_rng(0)
    walk = np.exp(np.cumsum(rng.normal(0.02, 0.1, 40)))
    years = np.arange(1980, 2020)
    kept = years % 4 != 1
    members = np.ones((1, 5))
    full = spread(prepare(make_series(walk, 1980)), members)
    thin = spread(prepare(make_series(walk[kept], years=years[kept])), members)
    np.testing.assert_allclose(thin, full, rtol=0.35)


def test_quantiles_bracket_the_point_and_widen(
    make_series: MakeSeries, growth: list[float], calibration: Calibration
) -> None:
    history = prepare(make_series(growth))
    point = np.linspace(140, 200, 12)
    values = quantiles(history, point, np.stack([point, point * 1.01]), calibration)
    np.testing.assert_allclose(values[:, 3], point)
    assert np.all(np.diff(values[:, -1] / point) > 0)
    assert np.all(np.diff(values[:, 0] / point) < 0)
    assert np.all(values > 0)


def test_counts_with_zeros_do_not_fall_below_zero(
    make_series: MakeSeries, calibration: Calibration
) -> None:
    history = prepare(make_series([0, 5, 1, 4, 0, 3, 2, 6]))
    values = quantiles(history, np.array([1.0, 1.0]), np.array([[1.0, 1.0]]), calibration)
    assert values.min() == 0


def test_on_random_walks_the_interval_holds_about_what_it_says(
    make_series: MakeSeries, calibration: Calibration
) -> None:
    rng = np.random.default_rng(11)
    held = []
    for _ in range(300):
        walk = np.exp(np.cumsum(rng.normal(0.03, 0.05, 25)))
        history = prepare(make_series(walk[:20]))
        slope = np.log(walk[19] / walk[0]) / 19
        point = walk[19] * np.exp(slope * np.arange(1, 6))
        values = quantiles(history, point, point[np.newaxis], calibration)
        held.append((values[:, 1] <= walk[20:]) & (walk[20:] <= values[:, -2]))
    assert 0.72 < np.mean(held) < 0.92


def test_a_calibration_with_a_gap_is_refused(calibration: Calibration) -> None:
    with pytest.raises(SeriesError, match="calibration"):
        replace(calibration, horizons=np.arange(2, 12))
    with pytest.raises(SeriesError, match="calibration"):
        replace(calibration, multipliers=-calibration.multipliers)


def test_beyond_the_longest_horizon_its_multipliers_go_on(calibration: Calibration) -> None:
    assert calibration.at(21).shape == (21, 7)
    np.testing.assert_array_equal(calibration.at(21)[20], calibration.multipliers[-1])
    assert calibration.at(1)[0, -1] == pytest.approx(ndtri(0.975))
