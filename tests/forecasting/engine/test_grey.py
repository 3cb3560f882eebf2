from __future__ import annotations

import numpy as np
import pytest

from forecasting.core.errors import SeriesError
from forecasting.engine.grey import GreyModel


def test_by_hand() -> None:
    # x0 = 1 2 3 4, x1 = 1 3 6 10, z1 = 2 4.5 8; the line through (z1, x0) has slope
    # cov(z1, x0) / var(z1) = 6 / (54.5 / 3) = 18 / 54.5 = −a, and b = 3 + a·(29 / 6).
    a = -18 / 54.5
    b = 3 + a * 29 / 6
    x1 = [(1 - b / a) * np.exp(-a * k) + b / a for k in (3, 4, 5)]
    path = GreyModel().forecast(np.array([1.0, 2.0, 3.0, 4.0]), 2)
    np.testing.assert_allclose(path, np.diff(x1))


def test_follows_exponential_growth_closely() -> None:
    values = np.array([100 * 1.05**year for year in range(12)])
    expected = np.array([100 * 1.05**year for year in range(12, 17)])
    np.testing.assert_allclose(GreyModel().forecast(values, 5), expected, rtol=2e-3)


def test_refuses_zeros() -> None:
    with pytest.raises(SeriesError, match="1 of 4"):
        GreyModel().forecast(np.array([1.0, 0.0, 2.0, 3.0]), 2)
