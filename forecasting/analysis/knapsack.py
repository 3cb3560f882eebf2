"""The continuous knapsack behind a package: which policies to fund, piece by piece, within a budget.

Maximise Σ gain·u subject to Σ cost·u ≤ budget and 0 ≤ u ≤ 1. Taking the pieces by gain per yuan is
optimal, and the piece that the budget leaves unfinished gives the dual value of the budget (Dantzig,
Operations Research 5, 1957).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.core.series import Values

_ROUNDING = 1e-9  # of the budget: what sums of costs lose in floating point


@dataclass(frozen=True)
class Piece:
    """A stretch of one policy's size on which cost and gain rise in proportion.

    Attributes:
        policy: its place among the policies.
        width: size from end to end.
        cost: yuan for the whole stretch, 0 or more.
        gain: persons by which it narrows the gap.
    """

    policy: int
    width: float
    cost: float
    gain: float

    @property
    def gain_per_yuan(self) -> float:
        """Persons for each yuan; infinite where the stretch costs nothing."""
        return self.gain / self.cost if self.cost else float("inf")


@dataclass(frozen=True, eq=False)
class Choice:
    """The best use of a budget along the pieces.

    Attributes:
        sizes: added to each policy, shape [policies].
        shadow_price: persons by which a further yuan narrows the gap, the dual value of the budget;
            0 when every piece is taken in full.
    """

    sizes: Values
    shadow_price: float


def concave(pieces: list[Piece]) -> list[Piece]:
    """Return one policy's pieces with falling gain per yuan, without those that gain nothing.

    A later piece with the higher gain per yuan is merged with the one before it, which has to be
    taken first.
    """
    merged: list[Piece] = []
    for piece in pieces:
        added = piece
        while merged and added.gain * merged[-1].cost >= merged[-1].gain * added.cost:
            last = merged.pop()
            added = Piece(
                added.policy,
                last.width + added.width,
                last.cost + added.cost,
                last.gain + added.gain,
            )
        merged.append(added)
    return [piece for piece in merged if piece.gain > 0]


def fill_knapsack(pieces: list[Piece], policies: int, budget: float) -> Choice:
    """Spend a budget on the pieces with the highest gain per yuan; of equal ones the first.

    Args:
        pieces: concave within each policy, every gain above 0.
        policies: number of policies.
        budget: yuan, 0 or more.
    """
    sizes, left = np.zeros(policies), budget
    for piece in sorted(pieces, key=lambda piece: piece.gain_per_yuan, reverse=True):
        if piece.cost > left + _ROUNDING * budget:
            sizes[piece.policy] += left / piece.cost * piece.width
            return Choice(sizes, piece.gain_per_yuan)
        sizes[piece.policy] += piece.width
        left = max(left - piece.cost, 0.0)
    return Choice(sizes, 0.0)
