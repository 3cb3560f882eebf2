from __future__ import annotations

import numpy as np

from forecasting.engine.naive import Drift, MedianChange, Naive


def test_naive_repeats_the_last_value() -> None:
    np.testing.assert_array_equal(Naive().forecast(np.array([3.0, 1.0, 4.0]), 2), [4.0, 4.0])


def test_drift_goes_on_by_the_average_change() -> None:
    # (10 - 4) / 3 = 2 a year, whatever happens in between
    np.testing.assert_allclose(Drift().forecast(np.array([4.0, 9.0, 3.0, 10.0]), 3), [12, 14, 16])


def test_one_unusual_year_does_not_bend_the_median_change() -> None:
    # changes 1, 30, 2, 3: the median is 2.5
    path = MedianChange().forecast(np.array([1.0, 2.0, 32.0, 34.0, 37.0]), 2)
    np.testing.assert_allclose(path, [39.5, 42])
