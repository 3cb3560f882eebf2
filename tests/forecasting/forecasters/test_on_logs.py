from __future__ import annotations

import numpy as np

from forecasting.forecasters.naive import Drift
from forecasting.forecasters.on_logs import OnLogs

GROWTH = OnLogs(Drift(), "growth", "增长", "Growth")


def test_a_drift_on_logs_is_growth_in_percent() -> None:
    path = GROWTH.forecast(np.array([100.0, 110.0, 121.0]), 2)
    np.testing.assert_allclose(path, [133.1, 146.41])


def test_values_that_are_not_positive_are_taken_as_they_are() -> None:
    np.testing.assert_allclose(GROWTH.forecast(np.array([0.0, 2.0, 4.0]), 2), [6, 8])


def test_very_steep_growth_stays_a_finite_number() -> None:
    assert np.all(np.isfinite(GROWTH.forecast(np.array([1e-200, 1e200]), 5)))
