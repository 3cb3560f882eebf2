from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from scipy.special import ndtri

from forecasting.core.errors import SeriesError
from forecasting.core.series import Series, Unit
from forecasting.engine.combination import forecast_series
from forecasting.engine.history import prepare
from forecasting.engine.intervals import Calibration, quantiles, spread
from forecasting.engine.registry import SIMPLE

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


def falling_series() -> dict[str, list[float]]:
    rng = np.random.default_rng(5)
    steps = np.arange(17)
    return {
        "linear": list(np.linspace(1969, 8, 17)),
        "faster every year": [float(2000 - 7.7 * step**2) for step in steps],
        "by a quarter a year": list(2000 * 0.75**steps),
        "by a quarter a year, noisy": list(2000 * 0.75**steps * np.exp(rng.normal(0, 0.15, 17))),
        "plunge": [*np.linspace(2000, 1900, 12), 1500, 900, 300, 50, 8],
        "with rises": [
            1969,
            1800,
            1820,
            1500,
            1300,
            1150,
            1160,
            850,
            560,
            440,
            450,
            210,
            70,
            30,
            8,
        ],
        "short": [300, 200, 100, 40, 8],
        "three figures": [30, 20, 8],
        "to one, and on": [*np.linspace(200, 1, 12), 1, 1, 1, 1, 1],
        "to zero long ago": [*np.linspace(300, 1, 7), *[0] * 12],
        "slowly": list(6000 * 0.98**steps),
    }


@pytest.mark.parametrize("name", falling_series())
def test_the_mean_of_a_falling_series_never_rises(
    name: str, make_series: MakeSeries, calibration: Calibration
) -> None:
    figures = falling_series()[name]
    forecast = forecast_series(make_series(figures), 8, calibration, members=SIMPLE)
    means = np.concatenate([figures[-1:], forecast.mean()])
    assert np.all(np.diff(means) <= 1e-9 * means[0])
    assert np.all(forecast.interval(0.8)[1] <= figures[-1] * 1.2)
    assert np.all(np.diff(forecast.quantiles, axis=1) >= 0)


def test_a_mild_or_mixed_fall_keeps_its_interval(make_series: MakeSeries) -> None:
    mixed = prepare(make_series([100, 90, 96, 85, 91, 80, 86, 75, 81, 70.0]))
    assert not mixed.is_falling
    slow = prepare(make_series([100, 98, 95, 93, 92, 90, 87, 86, 84, 80.0]))
    assert slow.is_falling
    assert not slow.has_halved


def test_shares_with_a_figure_of_one_or_zero_stay_within_bounds(
    make_series: MakeSeries, calibration: Calibration
) -> None:
    for figures in (np.linspace(0.9, 1, 12), np.linspace(0.2, 0, 12), np.linspace(0, 0.9, 12)):
        share = replace(make_series(figures), unit=Unit.SHARE)
        forecast = forecast_series(share, 8, calibration)
        paths = forecast.paths(200, np.random.default_rng(1))
        assert paths.min() >= 0
        assert paths.max() <= 1
        for member in forecast.members:
            assert member.values.min() >= 0
            assert member.values.max() <= 1


def test_a_share_close_to_one_has_a_forecast(
    make_series: MakeSeries, calibration: Calibration
) -> None:
    share = replace(make_series(np.linspace(0.9, 0.999, 17)), unit=Unit.SHARE)
    forecast = forecast_series(share, 8, calibration)
    assert np.all(forecast.quantiles < 1)
    assert np.all(forecast.median >= 0.999)
