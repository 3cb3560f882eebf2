"""What each intervention of a scenario achieves by the horizon, and at what cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from forecasting.model.interventions import Intervention, Kind
from forecasting.model.result import Comparison

_NEGLIGIBLE = 1e-3  # of what all interventions move together: below it no cost per post is shown


class UnpricedReason(StrEnum):
    """Why an intervention has no cost per post closed."""

    DEVELOPMENT = "development"  # nobody decides on it, nobody pays for it
    AFTER_HORIZON = "after_horizon"  # it is paid for before the horizon and acts after it
    WIDENS = "widens"  # the gap is wider with it
    HARDLY = "hardly"  # it closes next to nothing in that year


@dataclass(frozen=True)
class InterventionOutcome:
    """One intervention at the horizon.

    Attributes:
        intervention: its id.
        closed: persons by which it narrows the gap in the horizon year, mean (its Shapley value);
            negative where it widens the gap.
        cost: yuan up to the horizon, None for a development.
        per_post: cost ÷ closed, yuan; None where `unpriced` says why.
    """

    intervention: str
    closed: float
    cost: float | None
    per_post: float | None
    unpriced: UnpricedReason | None


def intervention_outcomes(
    comparison: Comparison, interventions: Mapping[str, Intervention]
) -> tuple[InterventionOutcome, ...]:
    """Return the outcome of every intervention of the scenario, the one that closes most first."""
    closed = {
        name: _at_horizon(comparison, path) for name, path in comparison.contributions.items()
    }
    least = _NEGLIGIBLE * sum(map(abs, closed.values()))
    outcomes = [
        _outcome(comparison, interventions[name], gain, least) for name, gain in closed.items()
    ]
    return tuple(sorted(outcomes, key=lambda outcome: -outcome.closed))


def cost_per_post(outcomes: tuple[InterventionOutcome, ...]) -> float | None:
    """Return yuan per post closed by all policies together; None when they close none."""
    policies = [outcome for outcome in outcomes if outcome.cost is not None]
    closed = sum(outcome.closed for outcome in policies)
    cost = sum(outcome.cost or 0.0 for outcome in policies)
    return cost / closed if closed >= 1 else None


def _outcome(
    comparison: Comparison, intervention: Intervention, closed: float, least: float
) -> InterventionOutcome:
    result = comparison.result
    if intervention.kind is Kind.DEVELOPMENT:
        return InterventionOutcome(intervention.id, closed, None, None, UnpricedReason.DEVELOPMENT)
    cost = float(result.costs[intervention.id][result.shown].sum())
    reason = _unpriced(comparison, intervention, closed, least)
    return InterventionOutcome(
        intervention.id, closed, cost, None if reason else cost / closed, reason
    )


def _unpriced(
    comparison: Comparison, intervention: Intervention, closed: float, least: float
) -> UnpricedReason | None:
    result = comparison.result
    setting = next(s for s in result.scenario.settings if s.intervention == intervention.id)
    if intervention.first_effect(setting) > result.horizon:
        return UnpricedReason.AFTER_HORIZON
    if closed < -least:
        return UnpricedReason.WIDENS
    return UnpricedReason.HARDLY if closed < max(least, 1.0) else None


def _at_horizon(comparison: Comparison, path: np.ndarray) -> float:
    result = comparison.result
    return float(path[result.column(result.horizon)])
