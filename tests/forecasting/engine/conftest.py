from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from scipy.special import ndtri

from forecasting.core.series import Series, SeriesKey, Unit
from forecasting.engine import Calibration

MakeSeries = Callable[..., Series]


@pytest.fixture(scope="session")
def calibration() -> Calibration:
    """Standard normal multipliers for ten horizons: easy to check by hand."""
    probabilities = np.array([0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975])
    multipliers = np.tile(ndtri(probabilities), (10, 1))
    multipliers[:, 3] = 0.0
    return Calibration(
        np.arange(1, 11),
        probabilities,
        multipliers,
        sets=("normal",),
        series=0,
        errors=0,
        date="2026-01-01",
        versions="none",
    )


@pytest.fixture(scope="session")
def make_series() -> MakeSeries:
    def make(
        values: Sequence[float],
        first: int = 2010,
        *,
        unit: Unit = Unit.PERSONS,
        years: Sequence[int] | None = None,
        breaks: tuple[int, ...] = (),
    ) -> Series:
        calendar = range(first, first + len(values)) if years is None else years
        return Series(
            SeriesKey("measure", "100000"),
            unit,
            np.array(list(calendar), dtype=np.int64),
            np.array(values, dtype=np.float64),
            breaks=breaks,
        )

    return make


@pytest.fixture(scope="session")
def growth() -> list[float]:
    """Fifteen years of uneven growth."""
    return [
        13.3,
        18.5,
        24.8,
        30.6,
        37.0,
        42.8,
        48.2,
        55.1,
        61.9,
        72.1,
        81.6,
        95.0,
        107.8,
        123.3,
        137.3,
    ]
