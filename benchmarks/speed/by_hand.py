"""The arithmetic of a run with measures, written out in NumPy for its arrays, without the model.

What a lever's setting does not change is given: draws of the effects, learning curves. Arrays have the
shape [years, draws], which suits a loop over years best. The result must be the model's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.core.series import Values
from forecasting.model.allocation import Shares
from forecasting.model.effects import InterventionPath
from forecasting.model.graduates import STUDY_YEARS
from forecasting.model.interventions import Channel, Scenario, TargetPopulation
from forecasting.model.national_draws import NationalDraws
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.projection import intervention_paths

_ADDING = (Channel.GRADUATES, Channel.RETRAINING, Channel.MIGRATION)
_ENTERING = frozenset({Channel.ENTRY, Channel.RETRAINING, Channel.GRADUATES})


@dataclass(frozen=True, eq=False)
class Arrays:
    """What the arithmetic starts from: the nation, the shares of the region, the levers as numbers."""

    past_entries: Values
    past_stock: Values
    kept_before: Values
    exit_rate: Values
    entry_share: Values
    job_seeking_graduates: Values
    workforce: Values
    demand: Values
    shares: Shares
    moves: bool
    levers: list[Lever]
    usual: Values
    first: int


@dataclass(frozen=True, eq=False)
class Lever:
    """One lever: size of each year [years], draws of what it does [draws], curves [years, draws]."""

    size: Values
    followed: Values
    ceiling: float
    target_population: TargetPopulation
    lag: int
    effects: dict[Channel, Values]
    duration: int | None
    conserving: bool
    learns: Values | None
    sooner: Values | None
    cost: Values


def arrays_of(run: PreparedRun, scenario: Scenario) -> Arrays:
    """Take the model's arrays apart, before the clock starts."""
    shares, national, history = run.inputs.shares, run.national, run.national.history
    first = history.years.index(national.observed[0])
    target_population = shares.stock * national.baseline_stock + shares.gap * national.baseline_gap
    count = len(history.years) + len(national.projected)
    usual = _mixed(national, 0.0, count)
    paths = intervention_paths(run, scenario)
    return Arrays(
        past_entries=(shares.stock * history.entries).T.copy(),
        past_stock=(shares.stock * history.stock).T.copy(),
        kept_before=np.repeat(1 - national.exit_rate[None], len(history.years), axis=0),
        exit_rate=national.exit_rate,
        entry_share=national.entry_share,
        job_seeking_graduates=national.job_seeking_graduates.T.copy(),
        workforce=national.stock.T.copy(),
        demand=(target_population[:, None] * national.growth).T.copy(),
        shares=shares,
        moves=run.inputs.region.parent is not None,
        levers=[
            _lever(a, s.reach, s.start_year, s.ramp_years, national, usual)
            for a, s in zip(paths, scenario.settings, strict=True)
        ],
        usual=usual,
        first=first,
    )


def _lever(
    paths: InterventionPath,
    reach: float,
    start: int,
    ramp: int,
    national: NationalDraws,
    usual: Values,
) -> Lever:
    lever, years = paths.intervention, len(national.projected)
    sooner = paths.effects.get(Channel.COMPETENCE)
    cost, one = lever.cost_per_person, np.ones(national.draws.count)
    followed = national.draws.of(lever.multiplier) if lever.multiplier else one
    return Lever(
        followed=followed,
        size=reach * np.clip((np.array(national.projected) - start + 1) / (ramp + 1), 0, 1),
        ceiling=lever.ceiling_share,
        target_population=lever.target_population,
        lag=paths.lag,
        effects=dict(paths.effects),
        duration=lever.duration_years,
        conserving=lever.conserving,
        learns=national.not_competent(float(paths.lag), years).T.copy()
        if Channel.RETRAINING in paths.effects
        else None,
        sooner=None if sooner is None else usual[:years] - _mixed(national, sooner[:, None], years),
        cost=national.draws.of(cost) / followed if cost else 0 * one,
    )


def _mixed(national: NationalDraws, sooner: Values | float, count: int) -> Values:
    totals = {level: paths.sum() for level, paths in national.job_seekers.levels.items()}
    everyone = sum(totals.values())
    return np.asarray(
        sum(
            total / everyone * national.not_competent(STUDY_YEARS[level] + sooner, count).T
            for level, total in totals.items()
        )
    )


def run(a: Arrays) -> tuple[Values, Values]:
    """Gap and qualified gap of all years shown, persons, [years, draws]; costs on the way."""
    reached = [_reached(lever, a) for lever in a.levers]
    seekers, zero = (
        a.shares.graduates * a.job_seeking_graduates,
        np.zeros_like(a.job_seeking_graduates),
    )
    added = {channel: zero.copy() for channel in _ADDING}
    remaining, outside = np.ones_like(seekers), 1 - a.entry_share
    for lever, people in zip(a.levers, reached, strict=True):
        for channel, effect in lever.effects.items():
            if channel is Channel.ENTRY:
                remaining *= 1 - np.minimum(people / seekers * effect / outside, 1)
            elif channel in _ADDING and (a.moves or not lever.conserving):
                added[channel] += people * effect
    graduates = (1 - outside * remaining) * seekers + added[Channel.GRADUATES]
    moving = (
        (a.shares.stock - a.shares.graduates) * a.entry_share * a.job_seeking_graduates
        if a.moves
        else zero
    )
    gained = graduates + added[Channel.RETRAINING] + moving + added[Channel.MIGRATION]
    stock, kept = _stock(a, gained, reached)
    supply = np.vstack([a.past_stock, stock])
    qualified = supply - _waiting(a, graduates + moving, kept, reached)
    return a.demand - supply[a.first :], a.demand - qualified[a.first :]


def _reached(lever: Lever, a: Arrays) -> Values:
    """Whom the lever reaches, persons a year, when its effect begins."""
    groups = {
        TargetPopulation.GRADUATES: a.shares.graduates * a.job_seeking_graduates,
        TargetPopulation.STOCK: a.shares.stock * a.workforce,
    }
    intake = np.minimum(
        lever.size[:, None] * lever.followed, lever.ceiling * groups[lever.target_population]
    )
    _ = intake @ lever.cost / len(lever.cost)
    return np.vstack([np.zeros_like(intake[: lever.lag]), intake[: len(intake) - lever.lag]])


def _waiting(a: Arrays, entrants: Values, kept: Values, reached: list[Values]) -> Values:
    """People who have entered and are not competent yet."""
    waiting = _learning(np.vstack([a.past_entries, entrants]), kept, a.usual)
    projected, later = waiting[-len(entrants) :], kept[-len(entrants) :]
    for lever, people in zip(a.levers, reached, strict=True):
        if lever.learns is not None:
            projected += _learning(people * lever.effects[Channel.RETRAINING], later, lever.learns)
        if lever.sooner is not None:
            enters = (
                a.entry_share
                if lever.target_population is TargetPopulation.GRADUATES
                else np.zeros_like(a.entry_share)
            )
            for channel in _ENTERING & lever.effects.keys():
                enters = enters + lever.effects[channel]
            projected -= _learning(np.minimum(people * enters, entrants), later, lever.sooner)
    return waiting


def _stock(a: Arrays, gained: Values, reached: list[Values]) -> tuple[Values, Values]:
    """Stock at the end of each year, and the share of people kept since the first year of all."""
    kept_rates = [
        (people / (a.shares.stock * a.workforce) * lever.effects[Channel.RETENTION], lever.duration)
        for lever, people in zip(a.levers, reached, strict=True)
        if Channel.RETENTION in lever.effects
    ]
    stock, closing, kept = a.past_stock[-1], np.empty_like(gained), np.empty_like(gained)
    delayed = [np.zeros_like(gained) for _ in kept_rates]
    for year in range(len(gained)):
        leaving = stock * a.exit_rate
        exits = leaving.copy()
        for (rate, duration), stayed in zip(kept_rates, delayed, strict=True):
            stayed[year] = leaving * rate[year]
            exits -= stayed[year]
            if duration is not None and year >= duration:
                exits += stayed[year - duration]
        kept[year] = 1 - exits / stock
        stock = closing[year] = stock - exits + gained[year]
    return closing, np.asarray(np.cumprod(np.vstack([a.kept_before, kept]), axis=0), np.float64)


def _learning(entries: Values, kept: Values, not_competent: Values) -> Values:
    scaled, waiting = entries / kept, np.zeros_like(entries)
    for age in range(len(entries)):
        waiting[age:] += scaled[: len(entries) - age] * not_competent[age]
    return waiting * kept
