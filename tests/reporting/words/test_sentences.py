from __future__ import annotations

from dataclasses import replace

import numpy as np

from forecasting.model.result import Comparison
from reporting.format.context import Context
from reporting.format.i18n import Language
from reporting.words.sentences import closing, drivers, headline


def test_headline_rounds_and_gives_the_interval(comparison: Comparison, context: Context) -> None:
    text = headline(comparison.result, context)
    expected = (
        ("2200万人", "800–4300万人") if context.language is Language.ZH else ("22 million", "8–43")
    )
    assert all(part in text for part in (*expected, "2035", context.place))


def test_headline_says_when_a_surplus_is_possible(comparison: Comparison, context: Context) -> None:
    result = comparison.result
    shifted = replace(result, demand=result.demand - 10e6)
    word = "供大于求" if context.language is Language.ZH else "cannot be ruled out"
    assert word in headline(shifted, context)
    assert word not in headline(result, context)


def test_headline_turns_round_in_a_surplus(comparison: Comparison, context: Context) -> None:
    surplus = replace(comparison.result, demand=comparison.result.supply * 0.9)
    word = "多于岗位" if context.language is Language.ZH else "more than digital posts"
    assert word in headline(surplus, context)


def test_drivers_compare_demand_and_supply(comparison: Comparison, context: Context) -> None:
    text = drivers(comparison.result, context)
    word = "跟不上" if context.language is Language.ZH else "does not keep up"
    assert word in text
    flat = replace(comparison.result, demand=np.full_like(comparison.result.demand, 45e6))
    assert word not in drivers(flat, context)


def test_closing_never_promises_certainty(comparison: Comparison, context: Context) -> None:
    closed = replace(comparison.result, demand=comparison.result.supply * 0.9)
    assert "99%" in closing(closed, context)
    assert "2025" in closing(closed, context)
    wide = replace(comparison.result, demand=comparison.result.supply * 2)
    assert "1%" in closing(wide, context)
