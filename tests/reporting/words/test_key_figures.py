from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from forecasting.model.result import Comparison
from reporting.format.i18n import Language
from reporting.words.key_figures import differences, key_figures, scenario_table


def test_figures_are_quantiles_of_the_result(comparison: Comparison) -> None:
    result = comparison.result
    figures = key_figures(result)
    column = list(result.years).index(2030)
    assert figures.gaps[2030].median == pytest.approx(np.median(result.gap[:, column]))
    assert figures.gaps[2030].low < figures.gaps[2030].median < figures.gaps[2030].high
    assert figures.cost == result.cost_total


def test_the_peak_lies_in_the_projected_years_shown(comparison: Comparison) -> None:
    figures = key_figures(comparison.baseline)
    assert figures.peak_year == 2035
    assert figures.peak_gap == pytest.approx(figures.gaps[2035].median)


def test_a_year_beyond_the_horizon_is_left_out(comparison: Comparison) -> None:
    assert set(key_figures(comparison.result, (2030, 2040)).gaps) == {2030}


def test_a_small_gap_has_to_stay_small(comparison: Comparison) -> None:
    result = comparison.baseline
    share = np.where(result.years < 2029, 0.2, 0.05)
    share = np.where(result.years == 2031, 0.2, share)
    supply = result.demand * (1 - share)
    assert key_figures(replace(result, supply=supply)).small_gap_year == 2032
    assert key_figures(result).small_gap_year is None
    assert key_figures(replace(result, supply=result.demand)).small_gap_year == 2025


def test_trained_counts_entering_graduates_and_retrained_adults(comparison: Comparison) -> None:
    change = differences(comparison).trained
    assert change.median == pytest.approx(8 * 3.0e5)  # 2028–2035, 300 thousand more each year


def test_differences_are_taken_draw_by_draw(comparison: Comparison) -> None:
    change = differences(comparison)
    spread = key_figures(comparison.result).gaps[2035]
    assert change.gaps[2035].mean < 0
    assert change.gaps[2035].high - change.gaps[2035].low < 0.01 * (spread.high - spread.low)


def test_figures_fit_into_json(comparison: Comparison) -> None:
    plain = json.loads(json.dumps(key_figures(comparison.result).as_json()))
    assert plain["gaps"]["2030"]["median"] > 0


def test_scenarios_are_columns_side_by_side(comparison: Comparison, language: Language) -> None:
    rows = scenario_table({"A": comparison, "B": comparison}, language)
    unit = "万人" if language is Language.ZH else "million people"
    assert list(rows.iloc[:, 0]) == ["A", "B"]
    assert sum(unit in str(column) for column in rows.columns) == 8
    assert all(kind.kind in "fi" for kind in rows.dtypes[1:])
    gap, against = rows.iloc[:, 1].to_numpy(float), rows.iloc[:, 2].to_numpy(float)
    assert (gap > 0).all()
    assert (against < 0).all()
