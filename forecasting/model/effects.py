"""Effects of interventions: paths of people reached, entries, exits and cost from settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from forecasting.core.errors import ScenarioError
from forecasting.core.series import Values
from forecasting.model.interventions import (
    Channel,
    Intervention,
    Scenario,
    Setting,
    TargetPopulation,
)
from forecasting.model.montecarlo import Draws
from forecasting.model.stockflow import Retention


@dataclass(frozen=True, eq=False)
class TargetPopulationSizes:
    """How many people interventions can reach in each year.

    Attributes:
        graduates: who seek work in the year, persons, shape [draws, years].
        stock: digital workforce at the start of the year, persons, shape [draws, years].
        demand: digital posts of the year, shape [draws, years].
    """

    graduates: Values
    stock: Values
    demand: Values

    def of(self, target_population: TargetPopulation) -> Values:
        """Return the size of a population, shape [draws, years]; 1 for output, a whole."""
        groups = {
            TargetPopulation.GRADUATES: self.graduates,
            TargetPopulation.STOCK: self.stock,
            TargetPopulation.DEMAND: self.demand,
        }
        return (
            groups[target_population] if target_population in groups else np.ones_like(self.stock)
        )


@dataclass(frozen=True, eq=False)
class InterventionPath:
    """One intervention under its setting: people reached and effect sizes by channel.

    Attributes:
        lag: years from the intake to the effect.
        intake: people reached a year, with those trained by the market after the public lead, shape
            [draws, years]; persons, or a rate of growth where the target population is output.
        delivered: the intake moved to the year in which its effect begins, `lag` years later.
        effects: draws of the effect size by channel, shape [draws].
        cost: yuan a year at intake, shape [years]; None for a development.
    """

    intervention: Intervention
    lag: int
    intake: Values
    delivered: Values
    effects: Mapping[Channel, Values]
    cost: Values | None


def build_paths(
    scenario: Scenario,
    interventions: Mapping[str, Intervention],
    population_sizes: TargetPopulationSizes,
    years: range,
    draws: Draws,
) -> tuple[InterventionPath, ...]:
    """Return the path of every setting of the scenario over the projected `years`.

    Raises:
        ScenarioError: an intervention is unknown, a policy has a size below 0, or a setting starts
            before the first projected year.
    """
    return tuple(
        _build_path(setting, _known(setting, interventions), population_sizes, years, draws)
        for setting in scenario.settings
    )


def _known(setting: Setting, interventions: Mapping[str, Intervention]) -> Intervention:
    if setting.intervention not in interventions:
        raise ScenarioError(
            "There is no intervention {intervention}. Known: {known}.",
            intervention=setting.intervention,
            known=", ".join(sorted(interventions)),
        )
    return interventions[setting.intervention]


def _build_path(
    setting: Setting,
    intervention: Intervention,
    population_sizes: TargetPopulationSizes,
    years: range,
    draws: Draws,
) -> InterventionPath:
    if setting.reach < 0 <= intervention.floor_share:
        raise ScenarioError(
            "{intervention}: the number of people reached is {reach}; it must be 0 or more.",
            intervention=setting.intervention,
            reach=setting.reach,
        )
    if setting.start_year < years[0]:
        raise ScenarioError(
            "{intervention} starts in {start}; the first year that can still be changed is {first}.",
            intervention=setting.intervention,
            start=setting.start_year,
            first=years[0],
        )
    lag = intervention.lag_in(setting)
    target_population = population_sizes.of(intervention.target_population)
    floor, ceiling = (
        intervention.floor_share * target_population,
        intervention.ceiling_share * target_population,
    )
    followed = (
        draws.of(intervention.multiplier) if intervention.multiplier else np.ones(draws.count)
    )
    reach = setting.reach * _ramp(setting, years) * followed[:, None]
    intake = np.clip(reach, floor, ceiling)
    delivered = np.zeros_like(intake)
    delivered[:, lag:] = intake[:, : max(intake.shape[1] - lag, 0)]
    unit_cost = intervention.cost_per_person
    return InterventionPath(
        intervention,
        lag,
        intake,
        delivered,
        {effect.channel: draws.of(effect.size) for effect in intervention.effects},
        draws.of(unit_cost) / followed @ intake / draws.count if unit_cost else None,
    )


def _ramp(setting: Setting, years: range) -> Values:
    """Return the share of full size in each year, shape [years].

    Linear from the start year on, 0 after the end year.
    """
    calendar = np.array(years)
    share = np.clip((calendar - setting.start_year + 1) / (setting.ramp_years + 1), 0, 1)
    if setting.end_year is not None:
        share = np.where(calendar <= setting.end_year, share, 0)
    return np.asarray(share, dtype=np.float64)


def entry_share_after(
    intervention_paths: tuple[InterventionPath, ...], entry_share: Values, graduates: Values
) -> Values:
    """Return the entry share with all interventions on students, shape [draws, years].

    Interventions that reach the same graduates overlap: each acts on those who would not have
    entered anyway and whom the others have not won, p' = 1 − (1 − p)·Π(1 − uᵢeᵢ ÷ (1 − p)), with share u
    of graduates reached and the effect e on each. The joint effect never exceeds the sum of singles.
    """
    outside = 1 - entry_share[:, None]
    remaining = np.ones_like(graduates)
    for path in intervention_paths:
        effect = path.effects.get(Channel.ENTRY)
        if effect is not None:
            won = path.delivered / graduates * effect[:, None]
            everyone = np.ones_like(won)  # where all enter anyway, nobody is left to be won
            part = np.divide(won, outside, out=everyone, where=outside > 0)
            remaining *= 1 - np.minimum(part, 1)
    return np.asarray(1 - outside * remaining)


def additional(
    intervention_paths: tuple[InterventionPath, ...], channel: Channel, like: Values
) -> Values:
    """Return people added through an additive channel, persons a year, shape [draws, years]."""
    total = np.zeros_like(like)
    for path in intervention_paths:
        effect = path.effects.get(channel)
        if effect is not None:
            total += path.delivered * effect[:, None]
    return total


def demand_after(
    intervention_paths: tuple[InterventionPath, ...], demand: Values, elasticity: Values
) -> Values:
    """Return demand of the projected years with all developments, persons, shape [draws, years].

    D'_t = D_t · Π(1 + gₛ)^ε + Σ posts added or saved, both over the years s ≤ t since they began,
    with the change g of the yearly growth of digital output and the elasticity ε [draws].
    """
    for path in intervention_paths:
        change = path.effects.get(Channel.OUTPUT)
        if change is not None:
            faster = np.cumprod(1 + path.delivered * change[:, None], axis=1)
            demand = demand * faster ** elasticity[:, None]
    added = additional(intervention_paths, Channel.DEMAND, demand)
    return np.asarray(demand + np.cumsum(added, axis=1))


def retention(
    intervention_paths: tuple[InterventionPath, ...], stock: Values
) -> tuple[Retention, ...]:
    """Return the falls of the exit rate: share of the stock reached × effect on each person."""
    return tuple(
        Retention(
            path.delivered / stock * path.effects[Channel.RETENTION][:, None],
            path.intervention.duration_years,
        )
        for path in intervention_paths
        if Channel.RETENTION in path.effects
    )


def entrants_reached(path: InterventionPath, entry_share: Values, entries: Values) -> Values:
    """Return entrants trained by an intervention, persons a year, shape [draws, years].

    Those it brings in, and among students also those who would have entered anyway; at most
    `entries`.
    """
    enters = np.zeros_like(entries)
    if path.intervention.target_population is TargetPopulation.GRADUATES:
        enters += entry_share[:, None]
    for channel in (Channel.ENTRY, Channel.RETRAINING, Channel.GRADUATES):
        if channel in path.effects:
            enters += path.effects[channel][:, None]
    return np.asarray(np.minimum(path.delivered * enters, entries))
