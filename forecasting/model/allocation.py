"""Allocation of national figures to regions; the regions sum to the nation by construction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forecasting.core.errors import SeriesError


@dataclass(frozen=True)
class AllocationRule:
    """The indicator by which the gap of the baseline year is allocated to the regions.

    Attributes:
        id: e.g. "digital_output".
        indicator, year: the shares of the provinces follow this indicator in this year.
        city_indicators: (indicator, year) pairs; a city's share of its province is the mean of its
            shares in them.
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
    """A region's shares of the nation, between 0 and 1; the nation has 1 everywhere.

    Attributes:
        stock: of the digital workforce.
        gap: of the gap in the baseline year.
        graduates: of the graduates, counted where they study.
        rule: id of the allocation rule, empty for the nation.
    """

    stock: float
    gap: float
    graduates: float
    rule: str


NATIONAL_SHARES = Shares(1.0, 1.0, 1.0, "")


def share_out(values: Mapping[str, float], region: str) -> float:
    """Return a region's share of the sum of all regions.

    Raises:
        SeriesError: the sum is not positive.
    """
    total = sum(values.values())
    if total <= 0:
        raise SeriesError(
            "The figures to share out by sum to {total}; they must be positive. "
            "Check the allocation rule and its series.",
            total=total,
        )
    return values[region] / total
