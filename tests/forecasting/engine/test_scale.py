from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from forecasting.core.series import Series, Unit
from forecasting.engine.scale import Scale

MakeSeries = Callable[..., Series]


@pytest.mark.parametrize(
    ("values", "unit", "scale"),
    [
        ([1, 2, 3], Unit.PERSONS, Scale.POSITIVE),
        ([0, 2, 3], Unit.PERSONS, Scale.REAL),
        ([-1, 2, 3], Unit.PERSONS, Scale.REAL),
        ([0.2, 0.3, 0.9], Unit.SHARE, Scale.SHARE),
        ([0.2, 0.3, 1.0], Unit.SHARE, Scale.POSITIVE),
    ],
)
def test_the_scale_follows_unit_and_values(
    make_series: MakeSeries, values: list[float], unit: Unit, scale: Scale
) -> None:
    assert Scale.of(make_series(values, unit=unit)) is scale


@pytest.mark.parametrize("scale", Scale)
def test_the_inverse_undoes_the_transform(scale: Scale) -> None:
    values = np.array([0.1, 0.5, 0.9])
    np.testing.assert_allclose(scale.inverse(scale.transform(values)), values)
    deviation = np.array([-0.5, 0.0, 0.7])
    moved = scale.moved(values, deviation)
    assert np.all(np.diff(moved - values) > 0)
    np.testing.assert_allclose(scale.deviation(values, moved), deviation, atol=1e-12)


def test_positive_values_rise_in_proportion_and_fall_in_logarithms() -> None:
    moved = Scale.POSITIVE.moved(np.array([100.0, 100.0]), np.array([1.0, -1.0]))
    np.testing.assert_allclose(moved, [200, 100 / np.e])
