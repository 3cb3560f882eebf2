from __future__ import annotations

import numpy as np

from forecasting.engine.naive import Drift
from forecasting.engine.transformed import OnLogs, OnRoots

GROWTH = OnLogs(Drift(), "growth", "增长", "Growth")
ROOTS = OnRoots(Drift(), "roots", "平方根", "Roots")


def test_a_drift_on_logs_is_growth_in_percent() -> None:
    path = GROWTH.forecast(np.array([100.0, 110.0, 121.0]), 2)
    np.testing.assert_allclose(path, [133.1, 146.41])


def test_values_that_are_not_positive_are_taken_as_they_are() -> None:
    np.testing.assert_allclose(GROWTH.forecast(np.array([0.0, 2.0, 4.0]), 2), [6, 8])


def test_very_steep_growth_stays_a_finite_number() -> None:
    assert np.all(np.isfinite(GROWTH.forecast(np.array([1e-200, 1e200]), 5)))


def test_a_drift_on_roots_grows_like_a_square() -> None:
    np.testing.assert_allclose(ROOTS.forecast(np.array([0.0, 1.0, 4.0, 9.0]), 2), [16, 25])
    np.testing.assert_allclose(ROOTS.forecast(np.array([9.0, 4.0, 1.0]), 3), [0, 0, 0])
    np.testing.assert_allclose(ROOTS.forecast(np.array([-2.0, 0.0, 2.0]), 2), [4, 6])
