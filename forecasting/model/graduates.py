"""Graduates by level: those already enrolled first, then the cohorts that are already born.

Bachelor programmes last 4 years, short-cycle programmes 3, postgraduate programmes 3. Graduates of
year t are the entrants of t − length times a completion ratio. Entrants that are not yet known are
the cohort that turns 18 (births 18 years earlier) times the entry ratio, which is forecast and
bounded. Undergraduate figures are the national ordinary programmes (普通本专科).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from forecasting.core.errors import SeriesError
from forecasting.core.series import Series, SeriesKey, Unit, Values, Years


class Level(StrEnum):
    """Levels of higher education."""

    POSTGRADUATE = "postgraduate"
    BACHELOR = "bachelor"
    SHORT_CYCLE = "short_cycle"


PROGRAMME_YEARS = {Level.POSTGRADUATE: 3, Level.BACHELOR: 4, Level.SHORT_CYCLE: 3}
STUDY_YEARS = {Level.POSTGRADUATE: 7, Level.BACHELOR: 4, Level.SHORT_CYCLE: 3}  # since school
ENTRY_AGE = 18


@dataclass(frozen=True, eq=False)
class Education:
    """National series of higher education and births, persons."""

    graduates: Series
    graduates_bachelor: Series
    graduates_short_cycle: Series
    graduates_postgraduate: Series
    entrants: Series
    entrants_bachelor: Series
    entrants_short_cycle: Series
    entrants_postgraduate: Series
    births: Series


@dataclass(frozen=True)
class Completion:
    """Graduates per entrant `programme years` earlier: mean and spread over the years observed.

    A ratio above 1 is no error: short-cycle graduates who top up to a bachelor degree, and late
    graduates, are counted among graduates but not among the entrants.
    """

    level: Level
    mean: float
    deviation: float
    first_year: int
    last_year: int


def entry_ratio(education: Education) -> Series:
    """Return undergraduate entrants ÷ births 18 years earlier: a series to forecast, a share."""
    born = set(education.births.years.tolist())
    years = [int(year) for year in education.entrants.years if int(year) - ENTRY_AGE in born]
    values = [education.entrants.at(y) / education.births.at(y - ENTRY_AGE) for y in years]
    return Series(
        SeriesKey("entry_ratio", education.entrants.key.region),
        Unit.SHARE,
        np.array(years, dtype=np.int64),
        np.array(values),
    )


def completion(level: Level, graduates: Series, entrants: Series, recent: int = 5) -> Completion:
    """Estimate the completion ratio of a level over its `recent` last comparable years."""
    length = PROGRAMME_YEARS[level]
    entered = set(entrants.years.tolist())
    years = [int(year) for year in graduates.years if int(year) - length in entered][-recent:]
    ratios = np.array([graduates.at(year) / entrants.at(year - length) for year in years])
    return Completion(level, float(ratios.mean()), float(ratios.std(ddof=1)), years[0], years[-1])


def last_simulated_year(education: Education) -> int:
    """Return the last year whose graduates follow from births already counted."""
    shortest = min(PROGRAMME_YEARS[Level.BACHELOR], PROGRAMME_YEARS[Level.SHORT_CYCLE])
    return int(education.births.years[-1]) + ENTRY_AGE + shortest


@dataclass(frozen=True, eq=False)
class Intake:
    """Sample paths of the entrants who are not enrolled yet.

    Attributes:
        years: shape [H].
        entry_ratio, postgraduate_entrants: shape [draws, H], a share and persons.
        ceiling: upper bound of the entry ratio, shape [draws].
        completion_noise: standard normal, shape [draws, levels]: how each level's completion ratio
            differs from its mean.
    """

    years: Years
    entry_ratio: Values
    postgraduate_entrants: Values
    ceiling: Values
    completion_noise: Values


def graduate_paths(education: Education, intake: Intake, years: range) -> dict[Level, Values]:
    """Return graduates of each level, persons a year, shape [draws, len(years)].

    Published figures are used where there are any. Where only the undergraduate total is published,
    it is split by the pipeline of the two levels.
    """
    bachelor = _pipeline(
        Level.BACHELOR,
        education.graduates_bachelor,
        education.entrants_bachelor,
        _undergraduate_entrants(education, intake, Level.BACHELOR),
        intake,
        years,
    )
    short_cycle = _pipeline(
        Level.SHORT_CYCLE,
        education.graduates_short_cycle,
        education.entrants_short_cycle,
        _undergraduate_entrants(education, intake, Level.SHORT_CYCLE),
        intake,
        years,
    )
    postgraduate = _pipeline(
        Level.POSTGRADUATE,
        education.graduates_postgraduate,
        education.entrants_postgraduate,
        {int(y): intake.postgraduate_entrants[:, i] for i, y in enumerate(intake.years)},
        intake,
        years,
    )
    _fit_to_totals(education, bachelor, short_cycle, years)
    return {
        Level.POSTGRADUATE: postgraduate,
        Level.BACHELOR: bachelor,
        Level.SHORT_CYCLE: short_cycle,
    }


def _undergraduate_entrants(
    education: Education, intake: Intake, level: Level
) -> dict[int, Values]:
    """Return expected entrants of a level by year, persons, each of shape [draws]."""
    share = _bachelor_share(education)
    if level is Level.SHORT_CYCLE:
        share = 1 - share
    draws = intake.entry_ratio.shape[0]
    last_known = int(education.entrants.years[-1])
    paths = {
        int(year): np.full(draws, share * value)
        for year, value in zip(education.entrants.years, education.entrants.values, strict=True)
    }
    for column, year in enumerate(intake.years):
        born = int(year) - ENTRY_AGE
        if year > last_known and born <= education.births.years[-1]:
            ratio = np.minimum(intake.entry_ratio[:, column], intake.ceiling)
            paths[int(year)] = share * ratio * education.births.at(born)
    return paths


def _bachelor_share(education: Education) -> float:
    """Return the share of bachelors among undergraduate entrants in the last year with both."""
    year = int(education.entrants_short_cycle.years[-1])
    bachelor = education.entrants_bachelor.at(year)
    return bachelor / (bachelor + education.entrants_short_cycle.at(year))


def _pipeline(
    level: Level,
    graduates: Series,
    entrants: Series,
    expected_entrants: dict[int, Values],
    intake: Intake,
    years: range,
) -> Values:
    ratio = completion(level, graduates, entrants)
    noise = intake.completion_noise[:, list(Level).index(level)]
    completed = ratio.mean + ratio.deviation * noise
    published = dict(zip(graduates.years.tolist(), graduates.values.tolist(), strict=True))
    entered = dict(zip(entrants.years.tolist(), entrants.values.tolist(), strict=True))
    paths = np.empty((len(noise), len(years)))
    for column, year in enumerate(years):
        start = year - PROGRAMME_YEARS[level]
        if year in published:
            paths[:, column] = published[year]
        elif start in entered:
            paths[:, column] = entered[start] * completed
        elif start in expected_entrants:
            paths[:, column] = expected_entrants[start] * completed
        else:
            paths[:, column] = _between(graduates, year)
    return paths


def _between(graduates: Series, year: int) -> float:
    """Interpolate geometrically for a year without a figure between two that have one."""
    position = int(np.searchsorted(graduates.years, year))
    if not 0 < position < len(graduates):
        raise SeriesError(
            "Graduates of {year} cannot be derived from series {key} ({first} to {last}), nor from "
            "entrants a programme earlier. Add the figure in data/facts/series.",
            key=graduates.key,
            year=year,
            first=int(graduates.years[0]),
            last=int(graduates.years[-1]),
        )
    before, after = graduates.years[position - 1], graduates.years[position]
    weight = (year - before) / (after - before)
    lower, upper = graduates.values[position - 1], graduates.values[position]
    return float(lower ** (1 - weight) * upper**weight)


def _fit_to_totals(
    education: Education, bachelor: Values, short_cycle: Values, years: range
) -> None:
    """Scale both undergraduate levels to the published total; later years by the last scales."""
    totals = dict(
        zip(education.graduates.years.tolist(), education.graduates.values.tolist(), strict=True)
    )
    recent: list[Values] = []
    for column, year in enumerate(years):
        if year in totals:
            scale = totals[year] / (bachelor[:, column] + short_cycle[:, column])
            recent.append(scale)
        else:
            scale = np.mean(recent[-3:], axis=0)
        bachelor[:, column] *= scale
        short_cycle[:, column] *= scale
