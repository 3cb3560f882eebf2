from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from forecasting.core.errors import SeriesError
from forecasting.core.series import Series
from forecasting.engine.history import prepare

MakeSeries = Callable[..., Series]


def test_a_clean_series_is_left_alone(make_series: MakeSeries, growth: list[float]) -> None:
    history = prepare(make_series(growth))
    np.testing.assert_array_equal(history.values, growth)
    assert history.observations == 15
    assert history.warnings == ()


def test_too_few_figures_say_how_many_are_needed(make_series: MakeSeries) -> None:
    with pytest.raises(SeriesError, match=r"measure/100000 has 2 years.*at least 3"):
        prepare(make_series([1, 2]))


def test_a_break_with_enough_years_after_it_cuts(
    make_series: MakeSeries, growth: list[float]
) -> None:
    history = prepare(make_series(growth, breaks=(2013,)))
    assert history.years[0] == 2013
    assert "2013" in str(history.warnings[0])


def test_a_late_break_is_linked_by_the_usual_growth(make_series: MakeSeries) -> None:
    # 10% growth a year, and a doubling by a wider scope in 2019
    values = 100 * 1.1 ** np.arange(12)
    values[9:] *= 2
    history = prepare(make_series(values, breaks=(2019,)))
    np.testing.assert_allclose(history.values, 200 * 1.1 ** np.arange(12))
    assert "linked" in str(history.warnings[0])


def test_a_series_of_breaks_only_is_kept_with_a_warning(make_series: MakeSeries) -> None:
    history = prepare(make_series([1, 2, 3], breaks=(2011, 2012)))
    np.testing.assert_array_equal(history.values, [1, 2, 3])
    assert len(history.warnings) == 2


def test_missing_years_are_filled_on_the_scale_and_named(make_series: MakeSeries) -> None:
    history = prepare(make_series([1, 2, 8, 16], years=[2010, 2011, 2013, 2014]))
    np.testing.assert_allclose(history.values, [1, 2, 4, 8, 16])
    assert history.observations == 4
    assert "2012" in str(history.warnings[0])
    changes, spans = history.changes()
    np.testing.assert_allclose(changes, np.log([2, 4, 2]))
    np.testing.assert_array_equal(spans, [1, 2, 1])


def test_figures_before_a_long_gap_are_left_out(make_series: MakeSeries) -> None:
    years = [2005, *range(2016, 2024)]
    values = [5, 10, 11, 12, 13, 14, 15, 16, 17]
    history = prepare(make_series(values, years=years))
    assert history.years[0] == 2016
    assert "2016" in str(history.warnings[0])
    assert prepare(make_series(values[:-1], years=years[:-1])).years[0] == 2005


def test_one_outlier_is_left_out_and_named(make_series: MakeSeries, growth: list[float]) -> None:
    spoilt = [*growth[:6], growth[6] * 10, *growth[7:]]
    history = prepare(make_series(spoilt))
    assert growth[5] < history.values[6] < growth[7]
    assert "2016" in str(history.warnings[0])


def test_a_jump_that_stays_is_no_outlier(make_series: MakeSeries) -> None:
    steps = [100, 101, 103, 104, 106, 150, 152, 153, 155, 156, 158, 160]
    np.testing.assert_array_equal(prepare(make_series(steps)).values, steps)
