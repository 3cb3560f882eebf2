from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from forecasting.analysis.knapsack import Piece, concave, fill_knapsack

PIECES = [Piece(0, 10, 100, 50), Piece(0, 10, 200, 50), Piece(1, 4, 60, 60)]


def test_the_best_bargain_comes_first() -> None:
    assert fill_knapsack(PIECES, 2, 60).sizes == pytest.approx([0, 4])
    assert fill_knapsack(PIECES, 2, 110).sizes == pytest.approx([5, 4])
    assert fill_knapsack(PIECES, 2, 260).sizes == pytest.approx([15, 4])


def test_the_price_is_the_gain_of_a_further_yuan() -> None:
    assert fill_knapsack(PIECES, 2, 30).shadow_price == pytest.approx(1.0)
    assert fill_knapsack(PIECES, 2, 110).shadow_price == pytest.approx(0.5)
    assert fill_knapsack(PIECES, 2, 300).shadow_price == pytest.approx(0.25)
    assert fill_knapsack(PIECES, 2, 1000).shadow_price == 0


def test_without_pieces_nothing_is_bought() -> None:
    choice = fill_knapsack([], 3, 1e9)
    assert np.array_equal(choice.sizes, np.zeros(3))
    assert choice.shadow_price == 0


def test_a_better_bargain_behind_a_worse_one_is_merged_with_it() -> None:
    merged = concave([Piece(0, 1, 10, 1), Piece(0, 1, 10, 5), Piece(0, 1, 10, 2)])
    assert merged == [Piece(0, 2, 20, 6), Piece(0, 1, 10, 2)]


def test_what_gains_nothing_is_not_offered() -> None:
    assert concave([Piece(0, 1, 10, 5), Piece(0, 1, 10, 0), Piece(0, 1, 10, -1)]) == [
        Piece(0, 1, 10, 5)
    ]


def test_a_budget_that_buys_everything_exactly_has_no_price_in_spite_of_rounding() -> None:
    costs = [0.1, 0.2, 0.3]
    pieces = [Piece(place, 1, cost, 1) for place, cost in enumerate(costs)]
    assert sum(sorted(costs)) > sum(sorted(costs, reverse=True))  # sums depend on the order
    choice = fill_knapsack(pieces, 3, sum(sorted(costs, reverse=True)))
    assert choice.sizes.tolist() == [1, 1, 1]
    assert choice.shadow_price == 0


def test_what_costs_nothing_is_taken_first() -> None:
    choice = fill_knapsack([Piece(0, 5, 100, 50), Piece(1, 3, 0, 1)], 2, 0)
    assert choice.sizes.tolist() == [0, 3]
    assert choice.shadow_price == 0.5


@given(
    st.lists(st.tuples(st.floats(1, 1e3), st.floats(1, 1e3)), min_size=1, max_size=6),
    st.floats(0, 1.2),
)
def test_it_is_the_optimum_of_the_linear_programme(
    offers: list[tuple[float, float]], part: float
) -> None:
    pieces = [Piece(place, 1, cost, gain) for place, (cost, gain) in enumerate(offers)]
    cost, gain = np.array(offers).T
    budget = part * float(cost.sum())
    optimum = linprog(-gain, cost[None, :], [budget], bounds=(0, 1))
    choice = fill_knapsack(pieces, len(pieces), budget)
    assert choice.sizes @ cost <= budget * (1 + 1e-8)
    assert choice.sizes @ gain == pytest.approx(-float(optimum.fun or 0.0), rel=1e-6, abs=1e-6)
