from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from forecasting.core.series import Series, SeriesKey, Unit
from forecasting.engine.backtest import BacktestResult, Coverage, MethodScore
from forecasting.engine.forecast import Forecast
from reporting.format.i18n import Language, translator
from reporting.words.reliability import reliability

EN = translator(Language.EN)
KEY = SeriesKey("graduates", "100000")


def series(count: int) -> Series:
    return Series(KEY, Unit.PERSONS, np.arange(2000, 2000 + count), np.full(count, 100.0))


def forecast(half_width: float) -> Forecast:
    probabilities = np.array([0.1, 0.5, 0.9])
    quantiles = np.array([[100 * (1 - half_width), 100.0, 100 * (1 + half_width)]])
    return Forecast(KEY, Unit.PERSONS, 2020, np.array([2021]), probabilities, quantiles)


def record(owa: float) -> BacktestResult:
    path = np.array([[100.0]])
    score = MethodScore("combination", path, path - 100, 1.0, 1.0, owa)
    held = (Coverage(0.8, 0.75, 20), Coverage(0.95, 0.95, 20))
    return BacktestResult(KEY, Unit.PERSONS, np.array([2019]), 1, path, (score,), held)


def said(points: int = 20, half_width: float = 0.1, owa: float = 0.8) -> str:
    return " ".join(reliability(series(points), forecast(half_width), record(owa), EN))


def test_a_good_record_is_described_by_size_and_coverage() -> None:
    assert said() == (
        "In the back-test the forecast was 20% closer than repeating the last value. "
        "The 80% interval held 15 of 20 figures."
    )


@pytest.mark.parametrize("owa", [0.96, 1.3])
def test_no_gain_over_the_last_value_supports_no_direction(owa: float) -> None:
    assert "do not support a claim about the direction" in said(owa=owa)


def test_a_single_method_is_judged_by_its_own_record() -> None:
    with_naive = record(0.8)
    naive = MethodScore("naive", np.array([[1.0]]), np.array([[1.0]]), 1.0, 1.0, 1.0)
    both = replace(with_naive, scores=(*with_naive.scores, naive))
    (sentence,) = reliability(series(20), forecast(0.1), both, EN, "naive")
    assert "do not support a claim" in sentence
    assert "interval held" not in sentence


def test_few_figures_are_indicative_only() -> None:
    assert "only 7 figures" in said(points=7)
    assert "only 8 figures" not in said(points=8)


def test_a_wide_interval_is_good_for_a_range_only() -> None:
    assert "good for a range" in said(half_width=0.5)
    assert "good for a range" not in said(half_width=0.1)


def test_a_series_without_a_past_to_judge_by_says_so() -> None:
    (sentence,) = reliability(series(20), forecast(0.1), None, EN)
    assert "too few figures to judge" in sentence


def test_a_perfect_last_value_leaves_nothing_to_compare() -> None:
    perfect = replace(record(float("nan")))
    sentences = reliability(series(20), forecast(0.1), perfect, EN)
    assert "does not allow a comparison" in sentences[0]
