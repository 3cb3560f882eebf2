"""The linear programme behind a package: which measures to take, piece by piece, for a budget."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.core.series import Values


@dataclass(frozen=True)
class Piece:
    """A stretch of one measure's size on which cost and gain rise in proportion.

    Attributes:
        policy: its place among the policies.
        width: size from end to end.
        cost: yuan for the whole stretch.
        gain: persons by which it narrows the gap.
    """

    policy: int
    width: float
    cost: float
    gain: float


@dataclass(frozen=True, eq=False)
class Choice:
    """The best use of a budget along the pieces.

    Attributes:
        sizes: added to each measure, shape [measures].
        price: persons of a further yuan: the dual value of the budget; 0 when it is not used up.
    """

    sizes: Values
    price: float


def concave(pieces: list[Piece]) -> list[Piece]:
    """The pieces of one measure, merged where a later one is the better bargain.

    Without it the programme would take the later piece first.
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


def solve_lp(pieces: list[Piece], measures: int, budget: float) -> Choice:
    """Maximise the gain: Σ gain·u, subject to Σ cost·u ≤ budget and 0 ≤ u ≤ 1 (HiGHS).

    Args:
        pieces: concave within each measure.
        measures: number of measures.
        budget: yuan, 0 or more.
    """
    from scipy.optimize import linprog  # takes a second to import

    sizes = np.zeros(measures)
    if not pieces:
        return Choice(sizes, 0.0)
    gain = np.array([piece.gain for piece in pieces])
    cost = np.array([piece.cost for piece in pieces])
    money, people = cost.sum() or 1.0, gain.sum()  # scaled: HiGHS tolerances are absolute
    solved = linprog(-gain / people, cost[None, :] / money, [budget / money], bounds=(0, 1))
    for piece, taken in zip(pieces, np.asarray(solved.x, dtype=np.float64), strict=True):
        sizes[piece.policy] += taken * piece.width
    return Choice(sizes, max(-float(solved.ineqlin.marginals[0]), 0.0) * people / money)
