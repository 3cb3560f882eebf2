"""The stock of digital talent and the flows that change it.

S_t = S_{t−1} − x·S_{t−1} + entries_t, with the exit rate x and entries_t = p·L_t + retrained +
migration, where L_t are the graduates who look for work in year t and p is the entry share.
Stocks at 31 December, flows during the year, both in persons.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from forecasting.core.errors import SeriesError
from forecasting.core.series import Series, Values
from forecasting.model.graduates import STUDY_YEARS, Level


@dataclass(frozen=True, eq=False)
class Seekers:
    """Graduates who look for work: those who do not go on to further study.

    Attributes:
        years: calendar years covered, without gaps.
        levels: persons a year, each of shape [draws, len(years)].
    """

    years: range
    levels: dict[Level, Values]

    @property
    def total(self) -> Values:
        """All levels together, shape [draws, years]."""
        return np.asarray(sum(self.levels.values()))

    def column(self, year: int) -> int:
        """Return the column of `year`."""
        return self.years.index(year)

    def study_years(self) -> Values:
        """Return the mean years of study of the entrants of each year, shape [years]."""
        weighted = sum(
            STUDY_YEARS[level] * paths.mean(axis=0) for level, paths in self.levels.items()
        )
        return np.asarray(weighted / self.total.mean(axis=0))


def seekers(
    graduates: dict[Level, Values],
    years: range,
    bachelor_further_study: Values,
    short_cycle_further_study: Values,
) -> Seekers:
    """Remove those who go on studying. The two shares have shape [draws]."""
    continuing = {
        Level.POSTGRADUATE: np.zeros_like(bachelor_further_study),
        Level.BACHELOR: bachelor_further_study,
        Level.SHORT_CYCLE: short_cycle_further_study,
    }
    return Seekers(
        years,
        {level: paths * (1 - continuing[level][:, None]) for level, paths in graduates.items()},
    )


@dataclass(frozen=True, eq=False)
class StockHistory:
    """The stock up to the last year with published figures.

    Attributes:
        years: from the first comparable year to the last observed one.
        stock: persons at 31 December, shape [draws, years].
        entries, exits: persons a year; the first column is 0, as the year before is unknown.
        entry_share: entries ÷ job-seeking graduates, shape [draws, years]; first column not used.
        recent_entry_share: the one share that reproduces the growth from `bridge_start` to the last
            observed year, shape [draws].
    """

    years: range
    stock: Values
    entries: Values
    exits: Values
    entry_share: Values
    recent_entry_share: Values


@dataclass(frozen=True)
class Bridge:
    """Years without a published employment figure, crossed with one entry share."""

    start: int
    end: int


def stock_history(
    employment: Series, anchor: Series, job_seekers: Seekers, exit_rate: Values, first: int
) -> StockHistory:
    """Return the stock in persons: the census count, extended to other years by sector-I employment.

    Inside the bridge (no published figures from 2020 to 2023) the stock follows the flow equation
    with one entry share, chosen so that both the growth of employment over the bridge and the census
    count are met exactly. Before it, the stock is proportional to employment.
    """
    bridge = _bridge(employment, first)
    years = range(first, bridge.end + 1)
    start_stock, share = _solve_bridge(employment, anchor, job_seekers, exit_rate, bridge)
    draws = len(exit_rate)
    stock = np.empty((draws, len(years)))
    entries = np.zeros((draws, len(years)))
    exits = np.zeros((draws, len(years)))
    job_seeking_graduates = job_seekers.total
    for column, year in enumerate(years):
        previous = stock[:, column - 1] if column else None
        if year <= bridge.start:
            stock[:, column] = start_stock * employment.at(year) / employment.at(bridge.start)
        elif previous is not None:
            stock[:, column] = previous * (1 - exit_rate)
            stock[:, column] += share * job_seeking_graduates[:, job_seekers.column(year)]
        if previous is not None:
            exits[:, column] = previous * exit_rate
            entries[:, column] = stock[:, column] - previous + exits[:, column]
    offset = job_seekers.column(first)
    return StockHistory(
        years,
        stock,
        entries,
        exits,
        entries / job_seeking_graduates[:, offset : offset + len(years)],
        share,
    )


def _bridge(employment: Series, first: int) -> Bridge:
    known = [int(year) for year in employment.years if year >= first]
    gaps = [(a, b) for a, b in itertools.pairwise(known) if b - a > 1]
    if len(gaps) != 1 or gaps[0][1] != known[-1]:
        raise SeriesError(
            "Series {key} must be complete from {first} on except for one gap before its last year; "
            "it has figures for {years}. Complete data/facts/series.",
            key=employment.key,
            first=first,
            years=", ".join(map(str, known)),
        )
    return Bridge(*gaps[0])


def _solve_bridge(
    employment: Series, anchor: Series, job_seekers: Seekers, exit_rate: Values, bridge: Bridge
) -> tuple[Values, Values]:
    """Return the stock at the start of the bridge and the entry share inside it, shape [draws].

    With a = 1 − x and B(T) = Σ a^(T−t)·L_t, the stock is S_T = a^(T−s)·S_s + p·B(T). Two conditions,
    S_end = r·S_s (growth of employment r) and S_anchor = census count, give p and S_s.
    """
    anchor_year = int(anchor.years[-1])
    growth = employment.at(bridge.end) / employment.at(bridge.start)
    staying = 1 - exit_rate
    job_seeking_graduates = job_seekers.total

    def accumulated(until: int) -> Values:
        return np.asarray(
            sum(
                staying ** (until - year) * job_seeking_graduates[:, job_seekers.column(year)]
                for year in range(bridge.start + 1, until + 1)
            )
        )

    to_end = growth - staying ** (bridge.end - bridge.start)
    ratio = accumulated(anchor_year) / accumulated(bridge.end)
    start = anchor.at(anchor_year) / (staying ** (anchor_year - bridge.start) + to_end * ratio)
    return start, to_end * start / accumulated(bridge.end)


@dataclass(frozen=True, eq=False)
class Retention:
    """A fall of the exit rate.

    Attributes:
        reduction: relative fall of the exit rate of the whole stock, shape [draws, years].
        duration: years after which those retained leave; None when they stay.
    """

    reduction: Values
    duration: int | None


@dataclass(frozen=True, eq=False)
class StockPaths:
    """Stock and flows of the projected years, each of shape [draws, years]."""

    opening: Values
    entries: Values
    retrained: Values
    migration: Values
    exits: Values
    closing: Values


def project(
    start: Values,
    exit_rate: Values,
    entries: Values,
    retrained: Values,
    migration: Values,
    retention: tuple[Retention, ...] = (),
) -> StockPaths:
    """Project the stock forward from `start`, persons.

    Args:
        start: stock at the end of the year before, persons, shape [draws].
        exit_rate: share of the stock a year, shape [draws].
        entries: graduates who enter, persons a year, shape [draws, years].
        retrained: persons a year, shape [draws, years].
        migration: net, persons a year, shape [draws, years].
        retention: falls of the exit rate.
    """
    # Fortran order: a year is read and written as one piece of memory
    opening, closing, exits = (np.empty_like(entries, order="F") for _ in range(3))
    delayed = [np.zeros_like(entries, order="F") for _ in retention]
    gained = np.asfortranarray(entries + retrained + migration)
    stock = start
    for column in range(entries.shape[1]):
        leaving = stock * exit_rate
        exits[:, column] = leaving
        for fall, retained in zip(retention, delayed, strict=True):
            retained[:, column] = leaving * fall.reduction[:, column]
            exits[:, column] -= retained[:, column]
            if fall.duration is not None and column >= fall.duration:
                exits[:, column] += retained[:, column - fall.duration]
        opening[:, column] = stock
        stock = stock - exits[:, column] + gained[:, column]
        closing[:, column] = stock
    return StockPaths(opening, entries, retrained, migration, exits, closing)
