"""The mean of a distribution given by quantiles."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtri

from forecasting.engine.distribution import expected

LEVELS = np.linspace(0.001, 0.999, 999)


def test_the_mean_of_a_normal_distribution_is_its_median() -> None:
    normal = np.stack([10 + 2 * ndtri(LEVELS), -5 + ndtri(LEVELS)])
    assert expected(LEVELS, normal) == pytest.approx([10, -5], abs=1e-3)


def test_the_mean_of_a_skewed_distribution_lies_above_its_median() -> None:
    lognormal = np.exp(0.5 * ndtri(LEVELS))[None]
    assert expected(LEVELS, lognormal) == pytest.approx([np.exp(0.125)], rel=1e-3)


def test_values_beyond_the_upper_bound_count_as_the_bound() -> None:
    assert expected(LEVELS, np.linspace(0.5, 3, 999)[None], upper=0.4) == pytest.approx([0.4])
