"""Parts and total agree, and nothing moves further than it must."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasting.core.series import Series, SeriesKey, Unit, Values
from forecasting.engine.forecast import Forecast
from forecasting.engine.reconcile import SeriesWithForecast, correlation, reconcile, scaled
from tests.builders import series

YEARS = 3
sizes = st.floats(10, 1000)
spreads = st.floats(0.01, 0.8)


def known(name: str, figures: list[float], ahead: list[float], spread: float) -> SeriesWithForecast:
    """A series from 2010 on, forecast with an 80% interval of ± `spread` of the median."""
    past = series(name, 2010, figures)
    origin = 2009 + len(figures)
    quantiles = np.outer(ahead, [1 - spread, 1.0, 1 + spread])
    years = np.arange(origin + 1, origin + 1 + len(ahead))
    probabilities = np.array([0.1, 0.5, 0.9])
    key = SeriesKey(name, "100000")
    return SeriesWithForecast(
        past, Forecast(key, Unit.PERSONS, origin, years, probabilities, quantiles)
    )


def agreed(one: SeriesWithForecast, factors: Values) -> Values:
    return scaled(one.forecast, factors).median


@st.composite
def families(draw: st.DrawFn) -> tuple[SeriesWithForecast, list[SeriesWithForecast]]:
    """A total and up to four parts of the same years."""
    count = draw(st.integers(1, 4))
    rows = [draw(st.lists(sizes, min_size=5 + YEARS, max_size=5 + YEARS)) for _ in range(count + 1)]
    created = [known(f"s{i}", row[:5], row[5:], draw(spreads)) for i, row in enumerate(rows)]
    return created[0], created[1:]


@settings(deadline=None)
@given(families())
def test_the_parts_add_up_and_none_is_negative(
    family: tuple[SeriesWithForecast, list[SeriesWithForecast]],
) -> None:
    total, parts = family
    for hold in (False, True):
        first, *others = reconcile(total, parts, hold_total=hold)
        sums = np.sum([agreed(p, f) for p, f in zip(parts, others, strict=True)], axis=0)
        np.testing.assert_allclose(sums, agreed(total, first), rtol=1e-6, atol=1e-6)
        assert min(factors.min() for factors in (first, *others)) >= 0
    np.testing.assert_array_equal(first, 1.0)


@settings(deadline=None)
@given(st.lists(sizes, min_size=6, max_size=6), spreads, spreads)
def test_what_already_agrees_is_unchanged(values: list[float], one: float, other: float) -> None:
    a, b = np.array(values[:3]), np.array(values[3:])
    parts = [known("a", [1, 2, 3], list(a), one), known("b", [3, 2, 4], list(b), other)]
    total = known("t", [4, 4, 7], list(a + b), one)
    for factors in reconcile(total, parts):
        np.testing.assert_allclose(factors, 1.0, atol=1e-8)


def test_the_more_precise_forecast_moves_less() -> None:
    parts = [known("a", [9, 10, 11], [10.0], 0.05), known("b", [11, 10, 9], [10.0], 0.5)]
    factors = reconcile(known("t", [20, 20, 21], [26.0], 0.2), parts)
    shares = [abs(factor[0] - 1) for factor in factors]
    assert 0 < shares[1] < shares[2] / 10
    assert shares[1] < shares[0]


def test_a_published_total_stays_and_later_years_follow_it() -> None:
    total = known("t", [20.0, 20, 20, 24], [24.0, 24.0], 0.1)
    parts = [known(name, [10.0, 10, 10], [10.0] * 3, 0.2) for name in ("a", "b")]
    nation, a, b = reconcile(total, parts, hold_total=True)
    np.testing.assert_allclose(a, 1.2)  # 2013 is published as 24, 2014 and 2015 are forecast as 24
    np.testing.assert_allclose(b, 1.2)
    np.testing.assert_array_equal(nation, 1.0)


def test_a_year_that_a_part_lacks_is_bound_by_no_sum() -> None:
    total = known("t", [20.0, 20, 20, 24], [24.0], 0.1)
    late = known("late", [10.0, 10, 10, 10], [10.0], 0.2)
    gap = Series(late.series.key, Unit.PERSONS, np.array([2010, 2013]), np.array([10.0, 10.0]))
    early = known("early", [10.0], [10.0] * 4, 0.2)
    _, first, _ = reconcile(total, [early, SeriesWithForecast(gap, late.forecast)], hold_total=True)
    assert agreed(early, first)[2] == pytest.approx(14)  # 24 − 10, both published, in 2013
    assert agreed(early, first)[0] != pytest.approx(10)  # 2011 moves along, though no sum binds it


def test_all_parts_move_in_the_direction_of_the_total() -> None:
    up, down = [10.0, 12, 11, 14, 13, 17], [17.0, 13, 14, 11, 12, 10]
    parts = [known("a", up, [15.0], 0.1), known("b", down, [12.0], 0.4), known("c", up, [9.0], 0.2)]
    _, *factors = reconcile(known("t", up, [45.0], 0.1), parts, hold_total=True)
    assert min(float(factor[0]) for factor in factors) > 1


def test_correlation_is_that_of_the_changes_and_never_negative() -> None:
    steps = list(100 + np.cumsum([1.0, 3, 1, 4, 2, 5, 1, 2]))
    against = list(200 - np.cumsum([1.0, 3, 1, 4, 2, 5, 1, 2]))
    one, other, opposite = (
        series("a", 2010, steps),
        series("b", 2010, steps),
        series("c", 2010, against),
    )
    assert correlation([one, other]) == pytest.approx(1)
    assert correlation([one, opposite]) == 0


def test_too_few_common_years_show_no_correlation() -> None:
    assert correlation([series("a", 2010, [1, 2, 4]), series("b", 2010, [2, 4, 8])]) == 0
