"""Which of several scenarios leaves the smaller gap, and how likely that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from forecasting.core.errors import ScenarioError
from forecasting.core.series import Values
from forecasting.model.result import GapResult

_SAME = 0.5  # persons: gaps that differ by less in every draw are the same


@dataclass(frozen=True, eq=False)
class Ranking:
    """Scenarios against each other in one year.

    Attributes:
        names: of the scenarios, the smallest median gap first.
        probability: that the scenario of the row leaves a smaller gap than that of the column,
            shape [names, names]; NaN where both are the same.
    """

    year: int
    names: tuple[str, ...]
    probability: Values

    def beats(self, one: str, other: str) -> float | None:
        """Return the probability that `one` leaves the smaller gap; None when both are the same."""
        probability = float(self.probability[self.names.index(one), self.names.index(other)])
        return None if np.isnan(probability) else probability


def rank(results: Mapping[str, GapResult], year: int) -> Ranking:
    """Compare the gaps of a year draw by draw; all results share the same random draws.

    Raises:
        ScenarioError: the results come from different draws.
    """
    if len({(result.manifest.seed, result.manifest.draws) for result in results.values()}) > 1:
        raise ScenarioError(
            "The scenarios were run with different draws. Run all with the same seed and number."
        )
    gaps = {name: _in_year(result, year) for name, result in results.items()}
    names = tuple(sorted(gaps, key=lambda name: float(np.median(gaps[name]))))
    probability = np.array([[_smaller(gaps[a], gaps[b]) for b in names] for a in names])
    return Ranking(year, names, probability)


def _in_year(result: GapResult, year: int) -> Values:
    return np.asarray(result.gap[:, result.column(year)])


def _smaller(one: Values, other: Values) -> float:
    if np.abs(one - other).max() < _SAME:
        return float("nan")
    return float(np.mean(one < other))
