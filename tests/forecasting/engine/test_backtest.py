from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from forecasting.core.errors import SeriesError
from forecasting.core.series import Series, SeriesKey, Unit
from forecasting.engine import METHODS, Calibration, Notice
from forecasting.engine.backtest import COMBINED, backtest, forecast_origins, judge

CALIBRATION = Calibration(
    np.arange(1, 3),
    np.array([0.02, 0.1, 0.5, 0.9, 0.98]),
    np.array([[-2.0, -1.3, 0, 1.3, 2.0]] * 2),
    sets=("test",),
    series=0,
    errors=0,
    date="2026-01-01",
    versions="none",
)
VALUES = [10.0, 11, 13, 12, 15, 16, 18, 17, 20, 24]


def series_of(values: list[float], breaks: tuple[int, ...] = ()) -> Series:
    years = np.arange(2010, 2010 + len(values))
    return Series(SeriesKey("m", "r"), Unit.PERSONS, years, np.array(values), breaks=breaks)


def test_naive_scores_by_hand() -> None:
    # Origins 2017 (last value 17) and 2018 (20); mean absolute change before: 11/7 and 14/8.
    result = backtest(series_of(VALUES), CALIBRATION, horizon=2, methods=["naive", "drift"])
    naive = result.score("naive")
    np.testing.assert_array_equal(result.origins, [2017, 2018])
    np.testing.assert_array_equal(naive.errors, [[3, 7], [4, np.nan]])
    np.testing.assert_allclose(naive.error_by_horizon, [3.5, 7])
    assert naive.mase == pytest.approx((3 / (11 / 7) + 7 / (11 / 7) + 4 / (14 / 8)) / 3)
    assert naive.smape == pytest.approx(200 * (3 / 37 + 7 / 41 + 4 / 44) / 3)
    assert naive.owa == pytest.approx(1)


def test_drift_at_one_origin_by_hand() -> None:
    # From 2018: (20 − 10) / 8 = 1.25 a year, so 21.25 for 2019, where 24 was the figure.
    result = backtest(series_of(VALUES), CALIBRATION, horizon=2, max_origins=1, methods=["drift"])
    assert result.score("drift").forecasts[0, 0] == pytest.approx(21.25)
    assert result.score("drift").errors[0, 0] == pytest.approx(2.75)


def test_all_methods_and_the_combination_are_scored() -> None:
    steps: list[tuple[int, int]] = []
    result = backtest(
        series_of(VALUES), CALIBRATION, horizon=2, progress=lambda *step: steps.append(step)
    )
    assert [score.name for score in result.scores] == [COMBINED, *METHODS]
    assert all(np.isfinite(score.owa) for score in result.scores)
    assert steps == [(1, 2), (2, 2)]


def test_coverage_counts_the_figures_inside() -> None:
    steady = [100 * 1.02**i * (1 + 0.001 * (-1) ** i) for i in range(12)]
    result = backtest(series_of(steady), CALIBRATION, horizon=2, methods=["naive"])
    levels = [coverage.level for coverage in result.coverage]
    assert levels == [0.8, 0.95]
    assert all(coverage.count == 7 for coverage in result.coverage)
    assert result.coverage[1].share == 1


def test_a_later_figure_does_not_change_an_earlier_forecast() -> None:
    once = backtest(series_of(VALUES), CALIBRATION, horizon=1, methods=["theta"])
    again = backtest(series_of([*VALUES[:-1], 999.0]), CALIBRATION, horizon=1, methods=["theta"])
    np.testing.assert_array_equal(once.score("theta").forecasts, again.score("theta").forecasts)


def test_figures_behind_a_break_are_not_scored() -> None:
    result = backtest(series_of(VALUES, breaks=(2019,)), CALIBRATION, horizon=2, methods=["naive"])
    np.testing.assert_array_equal(result.actuals, [[20, np.nan], [np.nan, np.nan]])


def test_a_failing_method_is_listed_with_its_problem() -> None:
    result = backtest(series_of([0.0, *VALUES]), CALIBRATION, horizon=1, methods=["gm11"])
    score = result.score("gm11")
    assert np.isnan(score.owa)
    assert len(score.problems) == 3


def test_too_short_a_series_says_what_it_needs() -> None:
    with pytest.raises(SeriesError, match=r"8 figures.*at least 9"):
        backtest(series_of(VALUES[:8]), CALIBRATION)


def test_origins_are_judged_by_any_members_without_forecasting_again() -> None:
    series = series_of(VALUES)
    origins = forecast_origins(series, ["naive", "drift", "theta"], horizon=2)
    drift = judge(series, origins, CALIBRATION, members=["drift"], methods=["naive"])
    np.testing.assert_array_equal(
        drift.score(COMBINED).forecasts, [origin.members["drift"].values for origin in origins]
    )
    assert [members_used.used for members_used in drift.members_used] == [("drift",), ("drift",)]
    nearer = judge(series, origins, CALIBRATION, members=["drift"], methods=["naive"], horizon=1)
    assert nearer.actuals.shape == (2, 1)
    assert nearer.score(COMBINED).forecasts[0, 0] == drift.score(COMBINED).forecasts[0, 0]


def test_a_member_that_cannot_be_fitted_is_skipped_and_says_why() -> None:
    series = series_of(VALUES)
    origins = forecast_origins(series, ["theta"], horizon=1)
    broken = replace(origins[0].members["theta"], problem=Notice("It failed."))
    failed = replace(origins[0], members={**origins[0].members, "theta": broken})
    alone = judge(series, [failed], CALIBRATION, members=["theta"], methods=["naive"])
    assert alone.members_used[0].used == ("naive",)
    assert str(alone.members_used[0].skipped["theta"]) == "It failed."


def test_coverage_is_known_for_each_year_ahead() -> None:
    result = backtest(series_of(VALUES), CALIBRATION, horizon=2, methods=["naive"])
    held = result.inside[0.8]
    assert held.shape == (2, 2)
    assert np.isnan(held[1, 1])  # the year after the last figure
    assert result.coverage[0].share == pytest.approx(np.nanmean(held))
