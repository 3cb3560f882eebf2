"""The qualified part of the supply: people who have reached working competence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.core.parameters import Parameter
from forecasting.core.series import Values
from forecasting.model.competence import learning
from forecasting.model.effects import InterventionPath, entrants_reached
from forecasting.model.graduates import STUDY_YEARS
from forecasting.model.interventions import Channel
from forecasting.model.national_draws import NationalDraws
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.stockflow import StockPaths


@dataclass(frozen=True, eq=False)
class Supply:
    """The projected supply of a region.

    Attributes:
        stock: stock and flows, persons, [draws, projected years].
        moving: net migration of graduates to where the posts are, persons a year, [draws, projected
            years]; sums to zero over the regions.
        intervention_paths: applied in the projection.
    """

    stock: StockPaths
    moving: Values
    intervention_paths: tuple[InterventionPath, ...]


def qualified_supply(run: PreparedRun, supply: Supply) -> Values:
    """Return people who have reached working competence, persons, [draws, observed + projected].

    Cohorts are followed from the first comparable year; who entered before is taken as competent by
    the baseline year. People attracted from elsewhere arrive competent.
    """
    shares, national = run.inputs.shares, run.national
    past = shares.stock * national.history.entries
    graduates = np.hstack([past, supply.stock.entries + supply.moving])
    survival = _survival(national, supply)
    waiting = learning(graduates, survival, _usual(national, graduates.shape[1]))
    projected = survival[:, past.shape[1] :]
    later = waiting[:, past.shape[1] :]  # a view: the next lines change `waiting`
    later += _retrained_learning(national, supply, projected)
    later -= _learned_sooner(national, supply, projected)
    stock = np.hstack([shares.stock * national.history.stock, supply.stock.closing])
    first = national.history.years.index(national.observed[0])
    return np.asarray((stock - waiting)[:, first:])


def _survival(national: NationalDraws, supply: Supply) -> Values:
    """Return the share of the first comparable year's stock left at each year's end, [draws, years]."""
    past = np.repeat(1 - national.exit_rate[:, None], len(national.history.years), axis=1)
    projected = 1 - supply.stock.exits / supply.stock.opening
    survival: Values = np.cumprod(np.hstack([past, projected]), axis=1, dtype=np.float64)
    return survival


def _usual(national: NationalDraws, count: int) -> Values:
    """Return the share of graduate entrants not yet competent k years after entry, [draws, count]."""
    return national.curve(("usual", count), lambda: _not_competent(national, 0.0, count))


def _not_competent(national: NationalDraws, sooner: Values | float, count: int) -> Values:
    """Share of graduate entrants not yet competent k years after entry, by the mix of levels."""
    totals = {level: paths.sum() for level, paths in national.job_seekers.levels.items()}
    everyone = sum(totals.values())
    level_mix = [
        total / everyone * national.not_competent(STUDY_YEARS[level] + sooner, count)
        for level, total in totals.items()
    ]
    return np.asarray(np.sum(level_mix, axis=0), dtype=np.float64)


def _retrained_learning(national: NationalDraws, supply: Supply, survival: Values) -> Values:
    """Return retrained adults not yet competent, persons, [draws, projected years].

    Their training began `lag` years before they took up a post.
    """
    waiting = np.zeros_like(survival)
    for path in supply.intervention_paths:
        effect = path.effects.get(Channel.RETRAINING)
        if effect is not None:
            curve = _after_training(national, path.lag, survival.shape[1])
            waiting += learning(path.delivered * effect[:, None], survival, curve)
    return waiting


def _learned_sooner(national: NationalDraws, supply: Supply, survival: Values) -> Values:
    """Return people competent earlier because an intervention shortened the time, persons."""
    gained = np.zeros_like(survival)
    entrants = supply.stock.entries + supply.moving
    for path in supply.intervention_paths:
        for effect in path.intervention.effects:
            if effect.channel is Channel.COMPETENCE:
                reached = entrants_reached(path, national.entry_share, entrants)
                sooner = _sooner(national, effect.size, survival.shape[1])
                gained += learning(reached, survival, sooner)
    return gained


def _after_training(national: NationalDraws, lag: int, count: int) -> Values:
    """Share of retrained adults not yet competent k years after a training of `lag` years."""
    return national.curve((lag, count), lambda: national.not_competent(float(lag), count))


def _sooner(national: NationalDraws, size: Parameter, count: int) -> Values:
    """Return the share of entrants competent k years after entry only because of `size` years less."""

    def make() -> Values:
        years = national.draws.of(size)[:, None]
        return _usual(national, count) - _not_competent(national, years, count)

    return national.curve((size, count), make)
