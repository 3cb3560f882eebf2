"""The result of a run: demand, supply, the gap between them and when it closes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from forecasting.core.series import Values, Years
from forecasting.model.interventions import Scenario, TalentKind


@dataclass(frozen=True, eq=False)
class Quantiles:
    """Quantiles and mean of a quantity over the draws, each of shape [years]."""

    p10: Values
    p25: Values
    p50: Values
    p75: Values
    p90: Values
    mean: Values

    @classmethod
    def of(cls, paths: Values) -> Quantiles:
        """Compute them over the first axis of `paths`, shape [draws, years]."""
        p10, p25, p50, p75, p90 = np.quantile(paths, (0.1, 0.25, 0.5, 0.75, 0.9), axis=0)
        return cls(p10, p25, p50, p75, p90, paths.mean(axis=0))


@dataclass(frozen=True)
class Spread:
    """Median and the 10% and 90% quantiles over the draws."""

    low: float
    median: float
    high: float

    @classmethod
    def of(cls, draws: Values) -> Spread:
        """Compute them from an array of shape [draws]."""
        low, median, high = np.quantile(draws, (0.1, 0.5, 0.9))
        return cls(float(low), float(median), float(high))


@dataclass(frozen=True, eq=False)
class Flows:
    """Flows into and out of the stock, persons a year, each of shape [draws, years].

    opening + graduates + retrained + migration − exits = closing stock, in every draw and year.
    """

    opening: Values
    graduates: Values
    retrained: Values
    migration: Values
    exits: Values


@dataclass(frozen=True, eq=False)
class TalentMix:
    """How posts and people divide into kinds of talent, the same kinds in all three fields.

    Attributes:
        posts: share of demand, shape [draws].
        people: share of the supply that no intervention has brought to a kind, shape [draws].
        trained: people whom interventions have brought to a kind, persons at 31 December, shape
            [draws, years].
    """

    posts: Mapping[TalentKind, Values]
    people: Mapping[TalentKind, Values]
    trained: Mapping[TalentKind, Values]


@dataclass(frozen=True)
class ClosingYear:
    """When the gap closes.

    Attributes:
        p50: first projected year in which at least half of the draws show no gap, None if none is
            found up to the end of the simulation.
        probability_by_horizon: share of draws that have closed it at the horizon.
    """

    p50: int | None
    probability_by_horizon: float


@dataclass(frozen=True)
class Manifest:
    """What reproduces a run; read from the draws behind it."""

    seed: int
    draws: int
    horizon: int
    data_digest: str
    scenario_digest: str
    versions: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class GapResult:
    """One region under one scenario.

    Attributes:
        baseline, anchor_year: the published gap at which demand is anchored, and its year.
        years: calendar years, shape [Y]. The simulation runs past `horizon` so that a late closing
            year can be found.
        demand, supply, qualified_supply: persons at 31 December, shape [draws, Y].
        costs: yuan a year for each intervention, shape [Y].
        last_observed: the last year whose stock rests on published figures.
    """

    region: str
    scenario: Scenario
    baseline: str
    anchor_year: int
    years: Years
    horizon: int
    last_observed: int
    demand: Values
    supply: Values
    qualified_supply: Values
    talent_mix: TalentMix
    flows: Flows
    manifest: Manifest
    costs: Mapping[str, Values] = field(default_factory=dict)

    @property
    def gap(self) -> Values:
        """Demand − supply, persons, shape [draws, Y]; positive means a shortage."""
        return self.demand - self.supply

    @property
    def qualified_gap(self) -> Values:
        """Demand − people who have reached working competence, persons, shape [draws, Y]."""
        return self.demand - self.qualified_supply

    def gap_of(self, kind: TalentKind) -> Values:
        """Return demand − supply of one kind, persons, [draws, Y]; all kinds sum to the gap."""
        trained = self.talent_mix.trained
        usual = self.supply - np.sum(list(trained.values()), axis=0)
        supply = self.talent_mix.people[kind][:, None] * usual + trained[kind]
        return np.asarray(self.talent_mix.posts[kind][:, None] * self.demand - supply)

    @property
    def tightness(self) -> Values:
        """Demand ÷ supply, shape [draws, Y]."""
        return np.asarray(self.demand / self.supply)

    @property
    def shown(self) -> NDArray[np.bool_]:
        """Whether each year is shown, that is up to the horizon; shape [Y]."""
        return np.asarray(self.years <= self.horizon)

    def column(self, year: int) -> int:
        """Return the column of a year."""
        return int(np.flatnonzero(self.years == year)[0])

    @property
    def closing_year(self) -> ClosingYear:
        """When the gap closes and how likely that is by the horizon."""
        closed = np.mean(self.gap <= 0, axis=0)
        reached = np.flatnonzero((closed >= 0.5) & (self.years > self.last_observed))
        at_horizon = self.column(self.horizon)
        first = int(self.years[reached[0]]) if len(reached) else None
        return ClosingYear(first, float(closed[at_horizon]))

    @property
    def cost_total(self) -> float:
        """Yuan from the first year up to the horizon, constant prices, not discounted."""
        return float(sum(cost[self.shown].sum() for cost in self.costs.values()))


@dataclass(frozen=True, eq=False)
class Comparison:
    """A scenario beside its baseline, with the same random draws.

    Attributes:
        contributions: for each intervention the mean number of persons by which it narrows the gap,
            shape [Y]. They add up exactly to the mean difference of the two gaps.
    """

    baseline: GapResult
    result: GapResult
    contributions: Mapping[str, Values]
