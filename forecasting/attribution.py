"""Who contributes what: Shapley values over the interventions of a scenario.

The Shapley value (Shapley 1953, in Contributions to the Theory of Games II) is the only division
that adds up to the whole effect, does not depend on the order of the measures and treats equals
alike. Overlap between measures is shared out among those who cause it.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from math import factorial

import numpy as np

from forecasting.series import Values

Coalition = tuple[int, ...]


def shapley(players: int, worth: Callable[[Coalition], Values]) -> tuple[Values, ...]:
    """Contribution of each player, each of the shape that `worth` returns.

    Args:
        players: number of interventions; `worth` is asked for each of the 2^players coalitions once.
        worth: the effect of a coalition, given as the sorted indices of its members.
    """
    known = {
        coalition: worth(coalition)
        for size in range(players + 1)
        for coalition in combinations(range(players), size)
    }
    return tuple(_contribution(player, players, known) for player in range(players))


def _contribution(player: int, players: int, known: dict[Coalition, Values]) -> Values:
    total = np.zeros_like(known[()])
    for coalition, value in known.items():
        if player not in coalition:
            joined = tuple(sorted((*coalition, player)))
            size = len(coalition)
            weight = factorial(size) * factorial(players - size - 1) / factorial(players)
            total = total + weight * (known[joined] - value)
    return total
