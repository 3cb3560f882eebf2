"""Graduates forecast from earlier entrants, back-tested against the forecast of their own past."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from forecasting.core.series import Series, Values
from forecasting.model.graduates import PROGRAMME_YEARS, Level

RECENT = 1  # years over which the completion ratio is averaged; see docs/coherence.md

Engine = Callable[[Series, int], Values]


@dataclass(frozen=True, eq=False)
class CohortRecord:
    """Errors of both methods at the same past origins.

    Attributes:
        origins: last year known to the forecasts, shape [K].
        horizons: years ahead, shape [H]; graduates of these years were enrolled at the origin.
        cohort, engine: absolute errors as a share of the actual, shape [K, H]; NaN where the year
            has no figure yet.
    """

    origins: tuple[int, ...]
    horizons: tuple[int, ...]
    cohort: Values
    engine: Values

    @property
    def cohort_wins(self) -> bool:
        """Whether the forecast from entrants has the smaller mean error."""
        return bool(np.nanmean(self.cohort) < np.nanmean(self.engine))


def enrolled_forecast(graduates: Series, entrants: Series, origin: int, horizon: int) -> Values:
    """Return graduates of the years after `origin` from the entrants known then, shape [horizon].

    Persons a year.
    """
    known = dict(zip(entrants.years.tolist(), entrants.values.tolist(), strict=True))
    return graduates_from_entrants(
        graduates.until(origin), known, range(origin + 1, origin + horizon + 1)
    )


def graduates_from_entrants(
    graduates: Series, entrants: Mapping[int, float], years: Iterable[int]
) -> Values:
    """Return graduates of `years` from the entrants of three and four years before, shape [years].

    G_t = κ · (E_{t−3} + E_{t−4}) ÷ 2, as about half of the undergraduates study three years and half
    four; κ is the ratio of the last year with a figure. Persons a year, NaN
    where the entrants are unknown.
    """
    known = graduates.years.tolist()[-RECENT:]
    ratios = [graduates.at(year) / _cohort(entrants, year) for year in known]
    return float(np.mean(ratios)) * np.array([_cohort(entrants, year) for year in years])


def cohort_record(
    graduates: Series, entrants: Series, engine: Engine, origins: Iterable[int]
) -> CohortRecord:
    """Back-test both methods at each origin, one to three years ahead.

    `engine` forecasts a series a number of years ahead from its own past alone.
    """
    horizon = PROGRAMME_YEARS[Level.SHORT_CYCLE]
    known = tuple(origins)
    cohort = np.full((len(known), horizon), np.nan)
    plain = np.full((len(known), horizon), np.nan)
    for row, origin in enumerate(known):
        actual = [
            graduates.at(year) if year in graduates.years else np.nan
            for year in range(origin + 1, origin + horizon + 1)
        ]
        cohort[row] = _error(enrolled_forecast(graduates, entrants, origin, horizon), actual)
        plain[row] = _error(engine(graduates.until(origin), horizon), actual)
    return CohortRecord(known, tuple(range(1, horizon + 1)), cohort, plain)


def _cohort(entrants: Mapping[int, float], year: int) -> float:
    lengths = (PROGRAMME_YEARS[Level.SHORT_CYCLE], PROGRAMME_YEARS[Level.BACHELOR])
    return float(np.mean([entrants.get(year - length, np.nan) for length in lengths]))


def _error(forecast: Values, actual: list[float]) -> Values:
    return np.abs(np.asarray(forecast / np.array(actual) - 1, dtype=np.float64))
