"""Annual series with unit, quality and source of each figure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from forecasting.core.errors import SeriesError

Item = TypeVar("Item")
Years = NDArray[np.int64]
Values = NDArray[np.float64]
NATION = "100000"  # administrative code of China as a whole


class Unit(StrEnum):
    """Base units of the model. Facts in 万人 or 亿元 are converted when they are read."""

    PERSONS = "persons"
    PERSONS_PER_YEAR = "persons_per_year"
    YUAN = "yuan"
    YUAN_PER_YEAR = "yuan_per_year"
    YUAN_PER_PERSON = "yuan_per_person"
    SHARE = "share"
    PER_YEAR = "per_year"
    YEARS = "years"
    ELASTICITY = "elasticity"
    RATIO = "ratio"
    FIRMS = "firms"
    CATEGORIES = "categories"
    UNKNOWN = "unknown"  # of a user's own figures, which are taken unchanged


class Quality(StrEnum):
    """How exact a published figure is."""

    PUBLISHED = "published"
    ROUNDED = "rounded"
    LOWER_BOUND = "lower_bound"
    UPPER_BOUND = "upper_bound"
    DERIVED = "derived"


class SourceAccess(StrEnum):
    """From what the figures of a source were read."""

    PUBLISHER = "publisher"  # the publisher's own page or paper
    COPY = "copy"  # the whole text or table elsewhere: a reprint, mirror or archive
    QUOTATION = "quotation"  # the text of somebody else who quotes it: second-hand


@dataclass(frozen=True)
class Source:
    """Where a figure comes from, complete enough to cite it."""

    id: str
    producer: str
    title: str
    date: str  # of publication, as far as known: "2023", "2021-03", "" when the source gives none
    url: str
    accessed: str
    citation: str
    trail: str = ""  # where the copy was read, when that is not the publisher's own page
    reading: SourceAccess = SourceAccess.PUBLISHER


@dataclass(frozen=True)
class Region:
    """The nation, a province or a city. Codes follow GB/T 2260."""

    code: str
    name_zh: str
    name_en: str
    level: str  # "nation", "province" or "city"
    parent: str | None


@dataclass(frozen=True, order=True)
class SeriesKey:
    """Names one series: a measure in a region; the region is empty for series of a user's own."""

    indicator: str
    region: str

    def __str__(self) -> str:
        return f"{self.indicator}/{self.region}" if self.region else self.indicator


@dataclass(frozen=True, eq=False)
class Series:
    """Annual observations of one measure in one region.

    Attributes:
        years: strictly rising calendar years, shape [n]; years without a figure are absent.
        values: finite numbers in `unit`, shape [n].
        quality, source_ids, definitions: one entry a year.
        breaks: years whose figure is not comparable with the year before.
    """

    key: SeriesKey
    unit: Unit
    years: Years
    values: Values
    quality: tuple[Quality, ...] = ()
    source_ids: tuple[str, ...] = ()
    definitions: tuple[str, ...] = ()
    breaks: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if len(self.years) != len(self.values):
            raise SeriesError(
                "Series {key} has {years} years but {values} values. Give one value per year.",
                key=self.key,
                years=len(self.years),
                values=len(self.values),
            )
        if len(self.years) and np.any(np.diff(self.years) <= 0):
            raise SeriesError(
                "The years of series {key} do not rise strictly. Sort them and remove duplicates.",
                key=self.key,
            )
        if not np.all(np.isfinite(self.values)):
            raise SeriesError(
                "Series {key} has a value that is not a finite number in {year}. Correct or remove it.",
                key=self.key,
                year=int(self.years[~np.isfinite(self.values)][0]),
            )

    def __len__(self) -> int:
        return len(self.years)

    def at(self, year: int) -> float:
        """Return the value of one year.

        Raises:
            SeriesError: the series has no value for the year.
        """
        positions = np.flatnonzero(self.years == year)
        if not len(positions):
            raise SeriesError(
                "Series {key} has no value for {year}; it covers {first} to {last} with gaps. "
                "Add the figure in data/facts/series or choose another year.",
                key=self.key,
                year=year,
                first=int(self.years[0]) if len(self) else None,
                last=int(self.years[-1]) if len(self) else None,
            )
        return float(self.values[positions[0]])

    def since(self, year: int) -> Series:
        """Return the part from `year` on."""
        return self._keep(self.years >= year)

    def until(self, year: int) -> Series:
        """Return the part up to and including `year`."""
        return self._keep(self.years <= year)

    def _keep(self, mask: NDArray[np.bool_]) -> Series:
        chosen = np.flatnonzero(mask)
        kept = {int(year) for year in self.years[chosen]}
        return Series(
            self.key,
            self.unit,
            self.years[chosen],
            self.values[chosen],
            _pick(self.quality, chosen),
            _pick(self.source_ids, chosen),
            _pick(self.definitions, chosen),
            tuple(year for year in self.breaks if year in kept),
        )


def _pick(items: tuple[Item, ...], chosen: NDArray[np.intp]) -> tuple[Item, ...]:
    return tuple(items[i] for i in chosen) if items else ()
