from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from forecasting.analysis.cost import cost_per_post, intervention_outcomes
from forecasting.analysis.ranking import rank
from forecasting.model.interventions import Intervention, Kind
from forecasting.model.result import Comparison
from reporting.format.context import Context
from reporting.format.i18n import Language
from reporting.words.answers import answer_table, lever_remarks, lever_table
from reporting.words.ranking import ranking_sentence, ranking_table


def with_growth(
    comparison: Comparison, interventions: dict[str, Intervention]
) -> tuple[Comparison, dict[str, Intervention]]:
    """One of the levers is a development that widens the gap."""
    growth = replace(interventions["skills"], kind=Kind.DEVELOPMENT, cost_per_person=None)
    gains = {**comparison.contributions, "skills": -0.3 * comparison.contributions["skills"]}
    return replace(comparison, contributions=gains), {**interventions, "skills": growth}


def rows(
    comparison: Comparison, interventions: dict[str, Intervention], language: Language
) -> pd.DataFrame:
    outcomes = intervention_outcomes(comparison, interventions)
    return lever_table(outcomes, 2035, interventions, language)


def test_the_levers_add_up_to_the_last_digit(
    comparison: Comparison, interventions: dict[str, Intervention], language: Language
) -> None:
    for result, levers in (
        (comparison, interventions),
        with_growth(comparison, interventions),
    ):
        table = rows(result, levers, language)
        closed = table.iloc[:, 1].to_numpy(float)
        assert round(float(closed[:-1].sum()), 9) == closed[-1]
        assert list(closed[:-1]) == sorted(closed[:-1], reverse=True)


def test_a_development_has_no_cost_and_says_why(
    comparison: Comparison, interventions: dict[str, Intervention], language: Language
) -> None:
    table = rows(*with_growth(comparison, interventions), language)
    growth = table.iloc[-2]  # it widens the gap, so it comes last
    assert growth.iloc[1] < 0
    assert np.isnan(growth.iloc[2])
    assert np.isnan(growth.iloc[3])
    outcomes = intervention_outcomes(*with_growth(comparison, interventions))
    remarks = lever_remarks(outcomes, interventions, language)
    assert len(remarks) == 1
    assert ("需求变化" if language is Language.ZH else "nobody decides") in remarks[0]


def test_cost_per_post_of_the_whole_is_cost_over_posts(
    comparison: Comparison, interventions: dict[str, Intervention]
) -> None:
    table = rows(comparison, interventions, Language.EN)
    total = table.iloc[-1]
    closed = comparison.baseline.gap[:, 15].mean() - comparison.result.gap[:, 15].mean()
    assert "million people" in table.columns[1]
    assert "billion yuan" in table.columns[2]
    assert "thousand yuan" in table.columns[3]
    assert total.iloc[3] == pytest.approx(3 * 10 * 2.1e10 / closed / 1e3, rel=5e-3)


def test_every_figure_is_compared_with_the_baseline(
    comparison: Comparison, interventions: dict[str, Intervention], language: Language
) -> None:
    price = cost_per_post(intervention_outcomes(comparison, interventions))
    table = answer_table(comparison, price, language)
    table = table.set_index(table.columns[0])
    name = "Adults retrained, 2025–2035"
    if language is Language.ZH:
        name = "2025—2035年转岗培训后入职的成人"
    retrained = table.loc[name]
    unit = "240万人" if language is Language.ZH else "2.4 million people"
    assert unit in str(retrained.iloc[0])
    assert str(retrained.iloc[2]).startswith("+")
    gap = table.iloc[0]
    assert str(gap.iloc[2]).startswith("−")
    assert len(table) == len(set(table.index))


def test_the_baseline_against_itself_shows_no_change(
    comparison: Comparison, language: Language
) -> None:
    bare = Comparison(comparison.baseline, comparison.baseline, {})
    table = answer_table(bare, None, language)
    assert table.iloc[0, 3] == "—"
    assert table.iloc[-1, 1] == "—"


def test_scenarios_are_ranked_with_a_probability(comparison: Comparison, context: Context) -> None:
    ranking = rank({"A": comparison.baseline, "B": comparison.result}, 2035)
    table = ranking_table(ranking, context)
    assert list(table.iloc[:, 0]) == ["B", "A"]
    assert "99%" in str(table.loc[0, "A"])
    assert table.loc[0, "B"] == "—"
    text = ranking_sentence(ranking, context)
    assert "99%" in text
    assert text.index("B") < text.index("A")


def test_equal_scenarios_are_called_equal(comparison: Comparison, context: Context) -> None:
    ranking = rank({"A": comparison.baseline, "B": comparison.baseline}, 2035)
    word = "相同" if context.language is Language.ZH else "equal"
    assert ranking_table(ranking, context).loc[0, "B"] == word
    assert "%" not in ranking_sentence(ranking, context)
