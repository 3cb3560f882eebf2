from __future__ import annotations

import numpy as np
import pytest

from forecasting.analysis.cohort_forecast import cohort_record, enrolled_forecast
from forecasting.core.series import Series, Values
from tests.builders import series

ENTRANTS = series("entrants", 2000, [100.0] * 10 + [200.0] * 10)  # doubled from 2010 on


def last_value(history: Series, horizon: int) -> Values:
    return np.full(horizon, history.values[-1])


def test_graduates_follow_the_entrants_of_three_and_four_years_before() -> None:
    graduates = series("graduates", 2005, [90.0] * 8)
    # 2013: entrants of 2010 and 2009; 2014 and 2015: only doubled cohorts
    result = enrolled_forecast(graduates, ENTRANTS, 2012, 3)
    assert result.tolist() == pytest.approx([0.9 * 150, 0.9 * 200, 0.9 * 200])


def test_a_step_in_entrants_is_seen_before_it_shows_in_graduates() -> None:
    graduates = series("graduates", 2005, [90.0] * 8 + [135.0, 180.0, 180.0, 180.0])
    record = cohort_record(graduates, ENTRANTS, last_value, [2011, 2012])
    assert np.nanmax(record.cohort) == pytest.approx(0)
    assert record.engine[1].tolist() == pytest.approx([1 / 3, 0.5, 0.5])
    assert record.cohort_wins


def test_years_that_have_not_come_are_left_out() -> None:
    graduates = series("graduates", 2005, [90.0] * 8)
    record = cohort_record(graduates, ENTRANTS, last_value, [2011])
    assert np.isnan(record.cohort[0, 1:]).all()
    assert record.cohort[0, 0] == pytest.approx(0)
