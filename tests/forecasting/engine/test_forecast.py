from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri

from forecasting.core.errors import SeriesError
from forecasting.core.series import SeriesKey, Unit, Values
from forecasting.engine import Forecast, Notice, from_rows, to_rows

KEY = SeriesKey("software_revenue", "100000")
LEVELS = np.array([0.05, 0.25, 0.5, 0.75, 0.95])


def forecast_of(quantiles: Values, unit: Unit = Unit.PERSONS) -> Forecast:
    years = np.arange(2025, 2025 + len(quantiles))
    return Forecast(KEY, unit, 2024, years, LEVELS, quantiles)


quantile_rows = st.lists(
    st.lists(st.floats(0.1, 100), min_size=5, max_size=5).map(
        lambda steps: (np.cumsum(steps) - 50).tolist()
    ),
    min_size=1,
    max_size=6,
).map(np.array)


@settings(max_examples=10, deadline=None)
@given(quantiles=quantile_rows)
def test_paths_have_the_marginals_of_the_forecast(quantiles: Values) -> None:
    forecast = forecast_of(quantiles)
    scores = ndtri((np.arange(4001) + 0.5) / 4001)  # exact normal quantiles in place of draws
    normal = np.zeros((4001, len(quantiles)))
    normal[:, 0] = scores
    first = forecast.paths_from_normal(normal)[:, 0]
    reach = np.ptp(quantiles[0])
    np.testing.assert_allclose(np.quantile(first, LEVELS), quantiles[0], atol=reach * 5e-3)


def test_every_year_of_the_paths_has_its_marginals() -> None:
    quantiles = np.array(
        [[80, 95, 100, 108, 125], [60, 90, 101, 115, 160], [50, 80, 99, 130, 200.0]]
    )
    paths = forecast_of(quantiles).paths(60_000, np.random.default_rng(1))
    assert paths.shape == (60_000, 3)
    np.testing.assert_allclose(np.quantile(paths, LEVELS, axis=0).T, quantiles, rtol=0.02)


def test_paths_wander_like_a_random_walk() -> None:
    quantiles = np.tile(ndtri(LEVELS), (4, 1))
    paths = forecast_of(quantiles, Unit.ELASTICITY).paths(40_000, np.random.default_rng(2))
    for early, late, share in ((0, 3, 1 / 4), (2, 3, 3 / 4)):
        correlation = np.mean(paths[:, early] * paths[:, late])  # both have variance one
        assert correlation == pytest.approx(np.sqrt(share), abs=0.02)


def test_the_same_normals_give_the_same_paths() -> None:
    forecast = forecast_of(np.array([[1.0, 2, 3, 4, 5]] * 3))
    paths = forecast.paths(5, np.random.default_rng(3))
    normal = np.random.default_rng(3).standard_normal((5, 3))
    np.testing.assert_array_equal(paths, forecast.paths_from_normal(normal))


def test_tails_of_positive_quantiles_stay_positive_and_rise() -> None:
    forecast = forecast_of(np.array([[1.0, 20, 30, 40, 50]]))
    tail = [float(forecast.quantile(p)[0]) for p in (1e-9, 0.001, 0.05, 0.95, 0.999, 1 - 1e-9)]
    assert tail[0] > 0
    assert np.all(np.diff(tail) > 0)


def test_paths_of_a_share_stay_below_one() -> None:
    forecast = forecast_of(np.array([[0.5, 0.7, 0.8, 0.9, 0.98]]), Unit.SHARE)
    assert forecast.quantile(0.9999)[0] <= 1


def test_median_and_interval() -> None:
    forecast = forecast_of(np.array([[1.0, 2, 3, 4, 5], [1, 3, 4, 6, 9]]))
    np.testing.assert_array_equal(forecast.median, [3, 4])
    low, high = forecast.interval(0.9)
    np.testing.assert_allclose(low, [1, 1])
    np.testing.assert_allclose(high, [5, 9])


@settings(max_examples=20, deadline=None)
@given(quantiles=quantile_rows, seed=st.integers(0, 99))
def test_rows_bring_the_forecast_back(quantiles: Values, seed: int) -> None:
    forecast = forecast_of(quantiles)
    rows = to_rows(forecast)
    np.random.default_rng(seed).shuffle(rows)
    back = from_rows(KEY, forecast.unit, forecast.origin, rows, method=forecast.method)
    np.testing.assert_array_equal(back.years, forecast.years)
    np.testing.assert_array_equal(back.probabilities, forecast.probabilities)
    np.testing.assert_array_equal(back.quantiles, forecast.quantiles)


def test_a_missing_row_is_an_error() -> None:
    rows = to_rows(forecast_of(np.array([[1.0, 2, 3, 4, 5], [1, 3, 4, 6, 9]])))
    with pytest.raises(SeriesError, match="software_revenue/100000"):
        from_rows(KEY, Unit.PERSONS, 2024, rows[:-1])


def test_a_notice_reads_as_a_sentence_and_keeps_an_error() -> None:
    error = SeriesError("Series {key} has {found} years.", key=KEY, found=2)
    notice = Notice.of(error)
    assert str(notice) == str(error)
    assert notice.values == {"key": "software_revenue/100000", "found": 2}
