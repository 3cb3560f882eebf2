from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasting.model.demand import demand_growth, output_paths
from tests.builders import series


def test_demand_follows_output_with_the_elasticity() -> None:
    growth = demand_growth(np.array([[100.0, 400.0]]), np.array([0.5]))
    assert growth[0].tolist() == pytest.approx([1.0, 2.0])  # four times the output, √4 the demand


@given(st.floats(0, 1), st.floats(1e-3, 1e3))
def test_demand_does_not_depend_on_the_unit_of_output(elasticity: float, factor: float) -> None:
    output = np.array([[8.0, 9.5, 13.0]])
    one = demand_growth(output, np.array([elasticity]))
    other = demand_growth(factor * output, np.array([elasticity]))
    assert one[0].tolist() == pytest.approx(other[0].tolist())


def test_published_output_comes_before_the_forecast() -> None:
    output = series("software_revenue", 2020, [1.0, 2.0])
    paths = output_paths(output, np.array([2022, 2023]), np.array([[3.0, 4.0]]), range(2020, 2024))
    assert paths.tolist() == [[1.0, 2.0, 3.0, 4.0]]
