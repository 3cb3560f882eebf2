"""Compare what the model takes for granted with what was counted: a region's stock, shares of kinds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from data.model_inputs.inputs import shares
from data.reading.files import FACTS
from data.reading.model_facts import model_series
from data.reading.parameters import parameters
from data.store.check import check
from data.store.finding import Finding, Severity
from data.store.warehouse import Warehouse
from forecasting.core.parameters import Parameter
from forecasting.core.series import Region, SeriesKey

# A stock above this part of all who work in the region's units asks for an explanation: the sector
# itself is an eighth of them in Beijing, the region where it is largest.
MOST_OF_EMPLOYMENT = 0.25
TOTAL_EMPLOYMENT = "employment_census_legal_units"


class Yardstick(NamedTuple):
    """A count beside which a region's stock should be about as large as the nation's.

    Attributes:
        most: times the nation's ratio of stock to count from which it is a finding.
    """

    indicator: str
    most: float
    severity: Severity


# Regions differ, and more in graduates, who move, than in the jobs of the sector itself.
YARDSTICKS = (
    Yardstick("employment_sector_i_census_legal_units", 1.5, Severity.WARNING),
    Yardstick("employment_urban_non_private", 2.0, Severity.WARNING),
    Yardstick("graduates", 5.0, Severity.NOTE),
)
# Parameters that split demand or supply into kinds; what is left is the kind "other".
KINDS = ("compound", "application", "skilled")


def check_facts(warehouse: Warehouse, facts: Path = FACTS) -> tuple[Finding, ...]:
    """Return all findings on the figures and on what the model makes of them, these first."""
    return (*_stocks(warehouse, facts), *_shares_of_kinds(facts), *check(warehouse))


def _stocks(warehouse: Warehouse, facts: Path) -> Iterator[Finding]:
    """Yield regions whose allocated stock does not fit their counts."""
    anchor = model_series(facts).anchor
    regions = warehouse.regions()
    nation = next(region for region in regions if region.parent is None)
    stock = float(warehouse.series(SeriesKey(anchor, nation.code)).values[-1])
    for region in regions:
        if region.level == "province":
            allocated = stock * shares(warehouse, region, facts=facts).stock
            yield from _against_employment(warehouse, anchor, region, allocated)
            yield from _against_yardsticks(
                warehouse,
                SeriesKey(anchor, region.code),
                {nation.code: stock, region.code: allocated},
            )


def _against_employment(
    warehouse: Warehouse, anchor: str, region: Region, stock: float
) -> Iterator[Finding]:
    employed = _latest(warehouse, TOTAL_EMPLOYMENT, (region.code,))
    if employed and stock > MOST_OF_EMPLOYMENT * employed[region.code]:
        yield Finding(
            Severity.WARNING,
            "{key}: the model allocates {stock:,.0f}, {percent:.0f}% of {other}, {whole:,.0f}.",
            {
                "key": str(SeriesKey(anchor, region.code)),
                "stock": stock,
                "percent": 100 * stock / employed[region.code],
                "whole": employed[region.code],
                "other": str(SeriesKey(TOTAL_EMPLOYMENT, region.code)),
            },
        )


def _against_yardsticks(
    warehouse: Warehouse, key: SeriesKey, stocks: Mapping[str, float]
) -> Iterator[Finding]:
    """Yield a finding for each count beside which the stock is out of proportion.

    Args:
        warehouse: the built database.
        key: of the region's stock.
        stocks: of the nation and the region, persons.
    """
    for yardstick in YARDSTICKS:
        counts = _latest(warehouse, yardstick.indicator, tuple(stocks))
        if not counts:
            continue
        of_nation, of_region = (stocks[code] / counts[code] for code in stocks)
        if of_region > yardstick.most * of_nation:
            yield Finding(
                yardstick.severity,
                "{key}: the model allocates {stock:,.0f}, {times:.2f} times {other}, {count:,.0f}; "
                "in the nation it is {usual:.2f} times.",
                {
                    "key": str(key),
                    "stock": stocks[key.region],
                    "times": of_region,
                    "count": counts[key.region],
                    "other": str(SeriesKey(yardstick.indicator, key.region)),
                    "usual": of_nation,
                },
            )


def _latest(warehouse: Warehouse, indicator: str, regions: tuple[str, ...]) -> dict[str, float]:
    """Return the figures of the last year in which all regions have one; none when there is no such."""
    series = {}
    for code in regions:
        key = SeriesKey(indicator, code)
        if not warehouse.has(key):
            return {}
        found = warehouse.series(key)
        series[code] = dict(zip(found.years.tolist(), found.values.tolist(), strict=True))
    years = set.intersection(*(set(figures) for figures in series.values()))
    return {code: figures[max(years)] for code, figures in series.items()} if years else {}


def _shares_of_kinds(facts: Path) -> Iterator[Finding]:
    """Yield the splits into kinds whose medians add up to more than everything."""
    known = parameters(facts)
    for ending in ("share", "supply_share"):
        split: list[Parameter] = [
            known[name] for name in (f"{kind}_{ending}" for kind in KINDS) if name in known
        ]
        total = sum(parameter.value for parameter in split)
        if total > 1:
            yield Finding(
                Severity.WARNING,
                "The shares {figures} sum to {percent:.1f}%, not to 100%.",
                {"figures": ", ".join(p.id for p in split), "percent": 100 * total},
            )
