from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from forecasting.model.graduates import (
    Intake,
    Level,
    completion,
    entry_ratio,
    graduate_paths,
    last_simulated_year,
)
from tests.builders import education, series

YEARS = range(2013, 2045)


def intake(ratio: float = 0.5, ceiling: float = 0.9) -> Intake:
    years = np.arange(2026, 2042)
    shape = (1, len(years))
    return Intake(
        years, np.full(shape, ratio), np.full(shape, 0.55e6), np.array([ceiling]), np.zeros((1, 3))
    )


def at(paths: dict[Level, np.ndarray], level: Level, year: int) -> float:
    return float(paths[level][0, YEARS.index(year)])


def test_entry_ratio_relates_entrants_to_births_18_years_earlier() -> None:
    ratio = entry_ratio(education())
    assert ratio.years[0] == 2010  # births start in 1992
    assert ratio.at(2020) == pytest.approx(8e6 / 16e6)


def test_published_graduates_are_used_as_they_are() -> None:
    paths = graduate_paths(education(), intake(), YEARS)
    total = at(paths, Level.BACHELOR, 2025) + at(paths, Level.SHORT_CYCLE, 2025)
    assert total == pytest.approx(7.6e6)


def test_the_enrolled_decide_the_next_years() -> None:
    grown = replace(
        education(), entrants_bachelor=series("entrants_bachelor", 2010, [4e6] * 14 + [6e6])
    )
    before = graduate_paths(education(), intake(), YEARS)
    after = graduate_paths(grown, intake(), YEARS)
    # one and a half times the bachelor entrants of 2024 graduate in 2028, and not before
    assert at(after, Level.BACHELOR, 2027) == pytest.approx(at(before, Level.BACHELOR, 2027))
    assert at(after, Level.BACHELOR, 2028) == pytest.approx(1.5 * at(before, Level.BACHELOR, 2028))


def test_a_halved_birth_cohort_halves_graduates_after_age_and_programme() -> None:
    births = [16e6] * 28 + [8e6] * 4  # 2020–2023 halved
    small = replace(education(), births=series("births", 1992, births))
    before = graduate_paths(education(), intake(), YEARS)
    after = graduate_paths(small, intake(), YEARS)
    # born 2020, entering 2038: short-cycle graduates of 2041, bachelors of 2042
    assert at(after, Level.SHORT_CYCLE, 2041) == pytest.approx(
        at(before, Level.SHORT_CYCLE, 2041) / 2
    )
    assert at(after, Level.BACHELOR, 2041) == pytest.approx(at(before, Level.BACHELOR, 2041))
    assert at(after, Level.BACHELOR, 2042) == pytest.approx(at(before, Level.BACHELOR, 2042) / 2)


def test_the_ceiling_bounds_the_entry_ratio() -> None:
    free = graduate_paths(education(), intake(ratio=0.9, ceiling=0.9), YEARS)
    bound = graduate_paths(education(), intake(ratio=0.9, ceiling=0.6), YEARS)
    ratio = at(bound, Level.BACHELOR, 2035) / at(free, Level.BACHELOR, 2035)
    assert ratio == pytest.approx(0.6 / 0.9)


def test_completion_is_graduates_over_entrants_a_programme_earlier() -> None:
    given = education()
    result = completion(Level.BACHELOR, given.graduates_bachelor, given.entrants_bachelor)
    assert result.mean == pytest.approx(3.8e6 / 4e6)
    assert result.deviation == pytest.approx(0)
    assert (result.first_year, result.last_year) == (2018, 2022)


def test_the_simulation_ends_with_the_last_births_that_are_counted() -> None:
    assert last_simulated_year(education()) == 2023 + 18 + 3
