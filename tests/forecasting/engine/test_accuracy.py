"""Accuracy by horizon adds up to the scores of the back-test."""

from __future__ import annotations

import numpy as np
import pytest

from data.reading.calibration import load_calibration
from forecasting.engine.accuracy import Accuracy, ScoredBacktest, scored_backtest
from tests.builders import series


@pytest.fixture(scope="module")
def scored() -> ScoredBacktest:
    figures = [100.0 * 1.08**i + 5 * (-1) ** i for i in range(11)]
    return scored_backtest(
        series("staff", 2010, figures), load_calibration(), horizon=4, methods=["drift"]
    )


def of(scored: ScoredBacktest, method: str) -> list[Accuracy]:
    return [accuracy for accuracy in scored.by_years_ahead if accuracy.method == method]


def test_every_method_has_every_horizon_and_naive_is_always_there(scored: ScoredBacktest) -> None:
    assert [score.name for score in scored.result.scores] == ["combination", "naive", "drift"]
    for score in scored.result.scores:
        assert [accuracy.ahead for accuracy in of(scored, score.name)] == [1, 2, 3, 4]


def test_the_mean_over_horizons_is_the_score(scored: ScoredBacktest) -> None:
    for score in scored.result.scores:
        parts = [accuracy for accuracy in of(scored, score.name) if accuracy.count]
        counts = [accuracy.count for accuracy in parts]
        assert sum(counts) == int(np.isfinite(score.errors).sum())
        assert np.average([p.smape for p in parts], weights=counts) == pytest.approx(score.smape)
        assert np.average([p.mase for p in parts], weights=counts) == pytest.approx(score.mase)


def test_naive_is_the_measure_of_itself(scored: ScoredBacktest) -> None:
    assert [a.owa for a in of(scored, "naive") if a.count] == pytest.approx([1, 1, 1])


def test_a_horizon_that_no_figure_reaches_has_no_accuracy(scored: ScoredBacktest) -> None:
    last = of(scored, "combination")[-1]
    assert last.count == 0
    assert np.isnan([last.smape, last.mase, last.owa]).all()
