from __future__ import annotations

import numpy as np
import pytest

from forecasting.analysis.linear_programme import Piece, concave, solve_lp

PIECES = [Piece(0, 10, 100, 50), Piece(0, 10, 200, 50), Piece(1, 4, 60, 60)]


def test_the_best_bargain_comes_first() -> None:
    assert solve_lp(PIECES, 2, 60).sizes == pytest.approx([0, 4])
    assert solve_lp(PIECES, 2, 110).sizes == pytest.approx([5, 4])
    assert solve_lp(PIECES, 2, 260).sizes == pytest.approx([15, 4])


def test_the_price_is_the_gain_of_a_further_yuan() -> None:
    assert solve_lp(PIECES, 2, 30).price == pytest.approx(1.0)
    assert solve_lp(PIECES, 2, 110).price == pytest.approx(0.5)
    assert solve_lp(PIECES, 2, 300).price == pytest.approx(0.25)
    assert solve_lp(PIECES, 2, 1000).price == 0


def test_without_pieces_nothing_is_bought() -> None:
    choice = solve_lp([], 3, 1e9)
    assert np.array_equal(choice.sizes, np.zeros(3))
    assert choice.price == 0


def test_a_better_bargain_behind_a_worse_one_is_merged_with_it() -> None:
    merged = concave([Piece(0, 1, 10, 1), Piece(0, 1, 10, 5), Piece(0, 1, 10, 2)])
    assert merged == [Piece(0, 2, 20, 6), Piece(0, 1, 10, 2)]


def test_what_gains_nothing_is_not_offered() -> None:
    assert concave([Piece(0, 1, 10, 5), Piece(0, 1, 10, 0), Piece(0, 1, 10, -1)]) == [
        Piece(0, 1, 10, 5)
    ]
