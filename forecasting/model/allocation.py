"""Splitting the nation among its regions, so that the regions sum to the nation by construction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forecasting.core.errors import SeriesError


@dataclass(frozen=True)
class AllocationRule:
    """By what the gap of the baseline year is shared out.

    Attributes:
        id: e.g. "digital_output".
        measure, year: what provinces are compared by.
        city_indicators: (measure, year) pairs that tell a city's share of its province; their mean
            is used.
    """

    id: str
    name_zh: str
    name_en: str
    indicator: str
    year: int
    city_indicators: tuple[tuple[str, int], ...]
    note_zh: str = ""
    note_en: str = ""


@dataclass(frozen=True)
class Shares:
    """What part of the nation a region is. All between 0 and 1; the nation has 1 everywhere.

    Attributes:
        stock: of the digital workforce.
        gap: of the gap in the baseline year.
        graduates: of the graduates, counted where they study.
    """

    stock: float
    gap: float
    graduates: float
    rule: str


NATIONAL_SHARES = Shares(1.0, 1.0, 1.0, "")


def share_out(values: Mapping[str, float], region: str) -> float:
    """A region's part of the sum of all regions."""
    total = sum(values.values())
    if total <= 0:
        raise SeriesError(
            "The figures to share out by sum to {total}; they must be positive. "
            "Check the allocation rule and its series.",
            total=total,
        )
    return values[region] / total
