"""Control: the workforce promised by an adopted scenario, and actual figures compared with it.

The target line is fixed on the day of adoption and stored as numbers. Later figures change the
model's forecasts, never the target.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from forecasting.core.errors import FactsError, ScenarioError
from forecasting.core.series import Values
from forecasting.model.result import GapResult


class TrackStatus(StrEnum):
    """Position of an actual figure relative to the intervals of its target."""

    ON_TRACK = "on_track"  # within the inner interval
    WATCH = "watch"  # outside it, within the outer one
    OFF_TRACK = "off_track"  # outside both, on either side


@dataclass(frozen=True)
class TrackingRule:
    """The intervals by which actuals get their status.

    Attributes:
        inner, outer: probabilities of the two central intervals.
        plausible: an actual more than this many times the promised workforce, or less than its
            inverse, is a slip of the unit.

    Raises:
        FactsError: 0 < inner < outer < 1 < plausible does not hold.
    """

    inner: float
    outer: float
    plausible: float
    note_zh: str
    note_en: str

    def __post_init__(self) -> None:
        if not 0 < self.inner < self.outer < 1 < self.plausible:
            raise FactsError(
                "Tracking: 0 < inner ({inner}) < outer ({outer}) < 1 < plausible ({plausible}) does "
                "not hold.",
                inner=self.inner,
                outer=self.outer,
                plausible=self.plausible,
            )

    @property
    def probabilities(self) -> tuple[float, ...]:
        """Of the five quantiles that a line keeps: outer, inner, median, inner, outer."""
        low, high = (1 - self.outer) / 2, (1 - self.inner) / 2
        return low, high, 0.5, 1 - high, 1 - low


@dataclass(frozen=True, eq=False)
class TargetLine:
    """The digital workforce promised for each year of a region.

    Attributes:
        first_year: the first year without a published figure on the day of adoption.
        bounds: persons at 31 December, shape [years, 5]: the quantiles of `TrackingRule`.
    """

    region: str
    first_year: int
    bounds: Values

    @classmethod
    def of(cls, result: GapResult, rule: TrackingRule) -> TargetLine:
        """Take the line of a result, from its first projected year to its horizon."""
        ahead = result.shown & (result.years > result.last_observed)
        bounds = np.quantile(result.supply[:, ahead], rule.probabilities, axis=0).T
        return cls(result.region, result.last_observed + 1, np.asarray(bounds))

    @property
    def years(self) -> range:
        """The years promised."""
        return range(self.first_year, self.first_year + len(self.bounds))

    def at(self, year: int) -> Values:
        """Return the five bounds of a year, persons, shape [5]."""
        return np.asarray(self.bounds[self.years.index(year)])

    def status(self, year: int, workforce: float) -> TrackStatus:
        """Return the status of an actual, persons; the ends of an interval belong to it."""
        low, inner_low, _, inner_high, high = self.at(year)
        if inner_low <= workforce <= inner_high:
            return TrackStatus.ON_TRACK
        return TrackStatus.WATCH if low <= workforce <= high else TrackStatus.OFF_TRACK

    def check(self, year: int, workforce: float, rule: TrackingRule) -> None:
        """Refuse an actual that cannot be one.

        Raises:
            ScenarioError: the year is not promised, or the number is far from what is possible.
        """
        if year not in self.years:
            raise ScenarioError(
                "There is no target for {year}; enter a year from {first} to {last}.",
                year=year,
                first=self.years[0],
                last=self.years[-1],
            )
        median = float(self.at(year)[2])
        if not median / rule.plausible <= workforce <= median * rule.plausible:
            raise ScenarioError(
                "The workforce entered for {year} is {times} times the target. Check the unit: the "
                "figure counts everybody employed in the core digital industries at year-end.",
                year=year,
                times=f"{workforce / median:.2g}",
            )


@dataclass(frozen=True)
class Actual:
    """A workforce that was counted.

    Attributes:
        workforce: persons at 31 December, in the scope of the economic census.
        published: whether it is carried from published figures, not entered by the visitor.
    """

    year: int
    workforce: float
    published: bool


@dataclass(frozen=True)
class TrackedActual:
    """An actual figure compared with the target of its year.

    Attributes:
        target: promised median, persons.
        above: whether the actual is above it.
        implied_gap: persons, median demand of the year under the scenario less the actual; None
            where the result does not show the year.
    """

    actual: Actual
    track: TrackStatus
    target: float
    above: bool
    implied_gap: float | None


def published_actuals(result: GapResult, line: TargetLine) -> tuple[Actual, ...]:
    """Return the years of the line for which figures have been published since.

    The workforce of such a year is the model's: the census count carried by sector-I employment.
    """
    return tuple(
        Actual(int(year), float(np.median(result.supply[:, at])), published=True)
        for at, year in enumerate(result.years)
        if year in line.years and year <= result.last_observed
    )


def track_actuals(
    line: TargetLine, published: tuple[Actual, ...], own: Mapping[int, float], result: GapResult
) -> tuple[TrackedActual, ...]:
    """Return every actual with its status, by year; of one year the published figure first."""
    actuals = [*published, *(Actual(year, people, published=False) for year, people in own.items())]
    ordered = sorted(actuals, key=lambda actual: (actual.year, not actual.published))
    return tuple(_tracked(line, actual, result) for actual in ordered)


def _tracked(line: TargetLine, actual: Actual, result: GapResult) -> TrackedActual:
    target = float(line.at(actual.year)[2])
    columns = np.flatnonzero(result.years == actual.year)
    gap = None
    if len(columns):
        gap = float(np.median(result.demand[:, int(columns[0])])) - actual.workforce
    status = line.status(actual.year, actual.workforce)
    return TrackedActual(actual, status, target, actual.workforce > target, gap)
