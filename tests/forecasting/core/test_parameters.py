from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasting.core.errors import ParameterError
from forecasting.model.montecarlo import Draws
from tests.builders import parameter


def test_draws_have_the_stated_80_percent_range() -> None:
    drawn = Draws(1, 200_000).of(parameter("effect", 0.1, 0.02, 0.3))
    assert np.quantile(drawn, [0.1, 0.5, 0.9]).tolist() == pytest.approx([0.02, 0.1, 0.3], abs=2e-3)


@given(st.floats(-8, 8))
def test_no_draw_passes_the_bounds(normal: float) -> None:
    bounded = parameter("share", 0.5, 0.1, 0.9, minimum=0.0, maximum=1.0)
    assert 0 <= float(bounded.from_normal(np.array([normal]))[0]) <= 1


def test_a_range_that_does_not_hold_the_value_is_refused_by_name() -> None:
    with pytest.raises(ParameterError, match=r"exit_rate: .*0\.5"):
        parameter("exit_rate", 0.5, 0.6, 0.7)


def test_streams_do_not_depend_on_each_other() -> None:
    draws = Draws(1, 5)
    first = draws.of(parameter("a", 0.5, 0.4, 0.6))
    draws.of(parameter("b", 0.5, 0.4, 0.6))
    assert np.array_equal(first, draws.of(parameter("a", 0.5, 0.4, 0.6)))
    assert not np.array_equal(first, draws.of(parameter("b", 0.5, 0.4, 0.6)))


def test_the_mean_of_a_skewed_parameter_is_that_of_its_draws() -> None:
    cost = parameter("cost", 2450.0, 1205.0, 5000.0)
    drawn = cost.from_normal(np.random.default_rng(1).standard_normal(400_000))
    assert cost.mean == pytest.approx(drawn.mean(), rel=0.005)
