"""Kinds of shortage: which kinds of talent the head-count gap is made of.

Posts count once, by their main requirement, and so do people. A share of the posts and another share
of the people belong to each kind; both are drawn and stay the same over the years. Entrants trained
by an intervention with a kind of talent count to its kind in full.
"""

from __future__ import annotations

import numpy as np

from forecasting.core.parameters import Parameter
from forecasting.core.series import Values
from forecasting.model.effects import entrants_reached
from forecasting.model.interventions import TalentKind
from forecasting.model.montecarlo import Draws
from forecasting.model.national_draws import NationalDraws
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.qualified import Supply
from forecasting.model.result import TalentMix


def talent_mix(run: PreparedRun, supply: Supply) -> TalentMix:
    """Divide posts and people of the region into kinds of talent.

    People whom an intervention has brought to a kind leave at the common exit rate. Interventions
    that together reach more people than enter share the entrants in proportion.
    """
    parameters, draws = run.inputs.parameters, run.national.draws
    posts = {
        TalentKind.COMPOUND: parameters.compound_share,
        TalentKind.APPLICATION: parameters.application_share,
        TalentKind.SKILLED: parameters.skilled_share,
    }
    people = {
        TalentKind.COMPOUND: parameters.compound_supply_share,
        TalentKind.APPLICATION: parameters.application_supply_share,
        TalentKind.SKILLED: parameters.skilled_supply_share,
    }
    return TalentMix(_shares(posts, draws), _shares(people, draws), _trained(run.national, supply))


def _shares(parameters: dict[TalentKind, Parameter], draws: Draws) -> dict[TalentKind, Values]:
    """Return draws of the shares, shape [draws]; a sum above 1 is scaled down to 1."""
    drawn = np.array([draws.of(parameter) for parameter in parameters.values()])
    drawn /= np.maximum(drawn.sum(axis=0), 1.0)
    rest = 1 - drawn.sum(axis=0)
    return dict(zip((*parameters, TalentKind.OTHER), (*drawn, rest), strict=True))


def _trained(national: NationalDraws, supply: Supply) -> dict[TalentKind, Values]:
    """Return people whom interventions brought to a kind, persons, [draws, observed + projected]."""
    stock = supply.stock
    entrants = stock.entries + supply.moving + stock.retrained
    reached: dict[TalentKind, Values] = {}
    for path in supply.intervention_paths:
        kind = path.intervention.kind_of_talent
        if kind is not None:
            people = entrants_reached(path, national.entry_share, entrants)
            reached[kind] = reached[kind] + people if kind in reached else people
    before = np.zeros((national.draws.count, len(national.observed)))
    nobody = np.hstack([before, np.zeros_like(entrants)])
    trained = dict.fromkeys(TalentKind, nobody)
    if reached:
        everyone = np.sum(list(reached.values()), axis=0)
        fitting = entrants / np.maximum(everyone, np.maximum(entrants, 1e-9))
        survival = np.cumprod(1 - stock.exits / stock.opening, axis=1)
        for kind, people in reached.items():
            present = survival * np.cumsum(people * fitting / survival, axis=1)
            trained[kind] = np.hstack([before, present])
    return trained
