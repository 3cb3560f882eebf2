"""Who contributes what: Shapley values over the interventions of a scenario.

The Shapley value (Shapley 1953, in Contributions to the Theory of Games II) is the only division
that adds up to the whole effect, does not depend on the order of the interventions and treats equals
alike. Overlap between interventions is shared out among those that cause it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import combinations
from math import factorial

import numpy as np

from forecasting.core.series import Values

Coalition = tuple[int, ...]


def shapley(players: int, worth: Callable[[Coalition], Values]) -> tuple[Values, ...]:
    """Return the contribution of each player, each of the shape that `worth` returns.

    Args:
        players: number of interventions; `worth` is asked for each of the 2^players coalitions once.
        worth: the effect of a coalition, given as the sorted indices of its members.
    """
    members = [
        coalition for size in range(players + 1) for coalition in combinations(range(players), size)
    ]
    masks = np.array([_mask(coalition) for coalition in members])
    worths = np.array([worth(coalition) for coalition in members])[np.argsort(masks)]
    sizes = np.array([len(coalition) for coalition in members])[np.argsort(masks)]
    return tuple(_contribution(player, players, worths, sizes) for player in range(players))


def _mask(coalition: Iterable[int]) -> int:
    return sum(1 << player for player in coalition)


def _contribution(player: int, players: int, worths: Values, sizes: Values) -> Values:
    """Weighted mean of what the player adds to each coalition; row of `worths` = bit mask."""
    without = np.flatnonzero((np.arange(1 << players) >> player) & 1 == 0)
    weights = np.array(
        [
            factorial(size) * factorial(players - size - 1) / factorial(players)
            for size in range(players)
        ]
    )
    added = worths[without | 1 << player] - worths[without]
    return np.asarray(np.tensordot(weights[sizes[without]], added, axes=1))


@dataclass
class SeparableWorth:
    """The worth of coalitions of which some members simply add up.

    A member in `additive` adds the same whatever the other additive members do; what it adds may
    depend on the rest. So only the coalitions of the rest, and each additive member with each of
    those on which it depends, are computed: 52 instead of 8,192 for thirteen interventions.

    Attributes:
        worth: the effect of a coalition.
        additive: indices of members that add up.
        modulating: indices of members that change what the additive ones add.
    """

    worth: Callable[[Coalition], Values]
    additive: frozenset[int]
    modulating: frozenset[int]
    _known: dict[Coalition, Values] = field(default_factory=dict)
    _sums: dict[tuple[Coalition, Coalition], Values] = field(default_factory=dict)

    def __call__(self, coalition: Coalition) -> Values:
        """Return the worth of the coalition, exact where the additive members do add up."""
        rest = tuple(player for player in coalition if player not in self.additive)
        adding = tuple(player for player in coalition if player in self.additive)
        around = tuple(player for player in rest if player in self.modulating)
        return self._of(rest) + self._sum(around, adding)

    def _of(self, coalition: Coalition) -> Values:
        if coalition not in self._known:
            self._known[coalition] = self.worth(coalition)
        return self._known[coalition]

    def _sum(self, around: Coalition, adding: Coalition) -> Values:
        if not adding:
            return np.zeros_like(self._of(()))
        if (around, adding) not in self._sums:
            alone = self._of(tuple(sorted((*around, adding[-1])))) - self._of(around)
            self._sums[around, adding] = self._sum(around, adding[:-1]) + alone
        return self._sums[around, adding]
