from __future__ import annotations

import numpy as np
import pytest

from forecasting.core.errors import SeriesError
from forecasting.core.series import Series, SeriesKey, Unit
from forecasting.model.graduates import Level
from forecasting.model.stockflow import Retention, Seekers, project, seekers, stock_history
from tests.builders import series, workforce

ONE = np.ones((1, 3))


def steady_seekers(per_year: float = 6e6) -> Seekers:
    years = range(2013, 2046)
    return Seekers(years, {Level.BACHELOR: np.full((2, len(years)), per_year)})


def test_projection_matches_a_hand_worked_example() -> None:
    # 1000 people, 10% leave, 200 enter, 20 are retrained, 30 move away each year:
    # 1000 − 100 + 190 = 1090; 1090 − 109 + 190 = 1171; 1171 − 117.1 + 190 = 1243.9
    paths = project(np.array([1000.0]), np.array([0.1]), 200 * ONE, 20 * ONE, -30 * ONE)
    assert paths.closing[0].tolist() == pytest.approx([1090, 1171, 1243.9])
    assert paths.exits[0].tolist() == pytest.approx([100, 109, 117.1])


def test_stock_change_equals_entries_minus_exits() -> None:
    rng = np.random.default_rng(1)
    entries, retrained, migration = rng.uniform(0, 1e6, (3, 50, 20))
    paths = project(np.full(50, 3e7), rng.uniform(0, 0.05, 50), entries, retrained, -migration)
    change = paths.entries + paths.retrained + paths.migration - paths.exits
    assert np.abs(paths.closing - paths.opening - change).max() < 1e-6


def test_retention_delays_leaving_and_does_not_prevent_it() -> None:
    zero = np.zeros((1, 8))
    measure = Retention(np.array([[0.5, 0, 0, 0, 0, 0, 0, 0]]), duration=3)
    paths = project(np.array([1000.0]), np.array([0.1]), zero, zero, zero, (measure,))
    # 50 of 100 leavers are kept in the first year and leave in the fourth
    assert paths.exits[0, 0] == pytest.approx(50)
    assert paths.exits[0, 3] == pytest.approx(0.1 * paths.opening[0, 3] + 50)


def test_lasting_retention_keeps_people_for_good() -> None:
    zero = np.zeros((1, 8))
    measure = Retention(np.full((1, 8), 0.5), duration=None)
    paths = project(np.array([1000.0]), np.array([0.1]), zero, zero, zero, (measure,))
    assert paths.closing[0, -1] == pytest.approx(1000 * 0.95**8)


def test_history_meets_the_census_count_and_the_growth_of_employment() -> None:
    given = workforce()
    history = stock_history(
        given.employment, given.anchor, steady_seekers(), np.array([0.01, 0.03]), 2013
    )
    at = history.years.index
    assert history.stock[:, at(2023)] == pytest.approx(36e6)
    growth = history.stock[:, at(2024)] / history.stock[:, at(2019)]
    assert growth == pytest.approx(given.employment.at(2024) / given.employment.at(2019))


def test_history_conserves_people() -> None:
    given = workforce()
    history = stock_history(
        given.employment, given.anchor, steady_seekers(), np.array([0.01, 0.03]), 2013
    )
    change = np.diff(history.stock, axis=1)
    assert np.abs(change - (history.entries - history.exits)[:, 1:]).max() < 1e-6


def test_a_second_gap_in_employment_is_refused_with_the_years_there_are() -> None:
    years = np.array([2013, 2015, 2016, 2024])
    broken = Series(SeriesKey("employment", "100000"), Unit.PERSONS, years, np.ones(4))
    with pytest.raises(SeriesError, match="2013, 2015, 2016, 2024"):
        stock_history(
            broken, series("anchor", 2023, [1.0]), steady_seekers(), np.array([0.01, 0.02]), 2013
        )


def test_further_study_takes_people_out_of_the_seekers() -> None:
    graduates = {level: np.full((1, 2), 100.0) for level in Level}
    result = seekers(graduates, range(2020, 2022), np.array([0.16]), np.array([0.25]))
    assert result.levels[Level.BACHELOR][0, 0] == pytest.approx(84)
    assert result.levels[Level.SHORT_CYCLE][0, 0] == pytest.approx(75)
    assert result.total[0, 0] == pytest.approx(100 + 84 + 75)
