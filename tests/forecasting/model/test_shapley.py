from __future__ import annotations

import numpy as np
import pytest

from forecasting.model.shapley import Coalition, shapley


def test_shapley_matches_the_glove_game() -> None:
    # one left glove (0), two right gloves (1, 2): a pair is worth 1; textbook value 2/3, 1/6, 1/6
    def worth(coalition: Coalition) -> np.ndarray:
        return np.array([float(0 in coalition and len(coalition) > 1)])

    assert [float(v[0]) for v in shapley(3, worth)] == pytest.approx([2 / 3, 1 / 6, 1 / 6])


def test_a_measure_without_effect_contributes_nothing() -> None:
    def worth(coalition: Coalition) -> np.ndarray:
        return np.array([5.0 if 0 in coalition else 0.0])

    assert [float(v[0]) for v in shapley(2, worth)] == pytest.approx([5, 0])


def test_each_coalition_is_computed_once() -> None:
    asked: list[Coalition] = []

    def worth(coalition: Coalition) -> np.ndarray:
        asked.append(coalition)
        return np.zeros(1)

    shapley(4, worth)
    assert len(asked) == len(set(asked)) == 2**4
