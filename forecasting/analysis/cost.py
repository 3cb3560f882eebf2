"""What each lever of a scenario achieves by the horizon, and at what cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from forecasting.model.interventions import Intervention, Kind
from forecasting.model.result import Comparison

_HARDLY = 1e-3  # of what all levers together move: below it a cost per post means nothing


class Unpriced(StrEnum):
    """Why a lever has no cost per post closed."""

    DEVELOPMENT = "development"  # nobody decides on it, nobody pays for it
    AFTER_HORIZON = "after_horizon"  # it is paid for before the horizon and acts after it
    WIDENS = "widens"  # the gap is wider with it
    HARDLY = "hardly"  # it closes next to nothing in that year


@dataclass(frozen=True)
class LeverOutcome:
    """One lever at the horizon.

    Attributes:
        closed: persons by which it narrows the gap in the horizon year, mean (its Shapley value);
            negative where it widens the gap.
        cost: yuan up to the horizon, None for a development.
        per_post: cost ÷ closed, yuan; None where `unpriced` says why.
    """

    lever: str
    closed: float
    cost: float | None
    per_post: float | None
    unpriced: Unpriced | None


def lever_outcomes(
    comparison: Comparison, interventions: Mapping[str, Intervention]
) -> tuple[LeverOutcome, ...]:
    """Every lever of the scenario, the one that closes most first."""
    closed = {
        name: _at_horizon(comparison, path) for name, path in comparison.contributions.items()
    }
    least = _HARDLY * sum(map(abs, closed.values()))
    found = [
        _outcome(comparison, interventions[name], gain, least) for name, gain in closed.items()
    ]
    return tuple(sorted(found, key=lambda outcome: -outcome.closed))


def cost_per_post(outcomes: tuple[LeverOutcome, ...]) -> float | None:
    """Yuan per post closed by all measures together; None when they close none."""
    measures = [outcome for outcome in outcomes if outcome.cost is not None]
    closed = sum(outcome.closed for outcome in measures)
    cost = sum(outcome.cost or 0.0 for outcome in measures)
    return cost / closed if closed >= 1 else None


def _outcome(
    comparison: Comparison, lever: Intervention, closed: float, least: float
) -> LeverOutcome:
    result = comparison.result
    if lever.kind is Kind.DEVELOPMENT:
        return LeverOutcome(lever.id, closed, None, None, Unpriced.DEVELOPMENT)
    cost = float(result.costs[lever.id][result.shown].sum())
    why = _unpriced(comparison, lever, closed, least)
    return LeverOutcome(lever.id, closed, cost, None if why else cost / closed, why)


def _unpriced(
    comparison: Comparison, lever: Intervention, closed: float, least: float
) -> Unpriced | None:
    result = comparison.result
    setting = next(s for s in result.scenario.settings if s.intervention == lever.id)
    if lever.first_effect(setting) > result.horizon:
        return Unpriced.AFTER_HORIZON
    if closed < -least:
        return Unpriced.WIDENS
    return Unpriced.HARDLY if closed < max(least, 1.0) else None


def _at_horizon(comparison: Comparison, path: np.ndarray) -> float:
    result = comparison.result
    return float(path[result.column(result.horizon)])
