"""Compare figures with the parts they consist of, and parts with the whole they belong to."""

from __future__ import annotations

from collections.abc import Iterator

from data.store.finding import Finding, Severity
from data.store.warehouse import Warehouse
from forecasting.core.series import SeriesKey

# Of the whole: rounded parts, and units that belong to no part, stay below this share.
TOLERANCE = 0.01
PERCENT_TOLERANCE = 0.005  # of rounded shares of a composition that should add up to one

# Whole and its parts, which add up to it.
PARTS = {
    "digital_core_employment": (
        "digital_core_employment_technology_application",
        "digital_core_employment_product_manufacturing",
        "digital_core_employment_factor_driven",
        "digital_core_employment_product_services",
    ),
    "digital_core_value_added": (
        "digital_core_value_added_technology_application",
        "digital_core_value_added_product_manufacturing",
        "digital_core_value_added_factor_driven",
        "digital_core_value_added_product_services",
    ),
    "employment_sector_i_census_enterprises": (
        "employment_i63_census_enterprises",
        "employment_i64_census_enterprises",
        "employment_i65_census_enterprises",
    ),
    "employment_sector_i_census_legal_units": (
        "employment_i63_census_legal_units",
        "employment_i64_census_legal_units",
        "employment_i65_census_legal_units",
    ),
    "employment_account_sector_i": (
        "employment_account_i63",
        "employment_account_i64",
        "employment_account_i65",
    ),
}
# A part and a whole that it cannot exceed.
WITHIN = (
    ("employment_sector_i", "employment_urban_non_private"),
    ("employment_sector_i_census_enterprises", "employment_sector_i_census_legal_units"),
    ("employment_sector_i_census_legal_units", "employment_census_legal_units"),
    ("employment_c39_above_size", "employment_c39_census"),
    ("revenue_c39_above_size", "revenue_c39_census"),
    ("io_value_added_sector_i", "io_output_sector_i"),
    ("io_value_added_c39", "io_output_c39"),
    ("population_16_59", "population_15_64"),
    ("population_15_64", "population"),
)
# Published figures whose ids begin alike are the shares of one composition.
COMPOSITIONS = (
    ("digital_core_enterprises_share_by_area_",),
    (
        "census_2020_share_under_30_",
        "census_2020_share_30_39_",
        "census_2020_share_40_49_",
        "census_2020_share_50_59_",
        "census_2020_share_60_plus_",
    ),
)


def part_findings(warehouse: Warehouse) -> Iterator[Finding]:
    """Yield what does not fit: sums of parts, parts above their whole, shares that miss one."""
    for whole, parts in PARTS.items():
        yield from _sums_of_parts(warehouse, whole, parts)
    for part, whole in WITHIN:
        yield from _parts_above(warehouse, part, whole)
    for beginnings in COMPOSITIONS:
        yield from _composition(warehouse, beginnings)


def _sums_of_parts(warehouse: Warehouse, whole: str, parts: tuple[str, ...]) -> Iterator[Finding]:
    wholes = _figures(warehouse, whole)
    by_part = [_figures(warehouse, part) for part in parts]
    for place in sorted(set(wholes).intersection(*by_part)):
        total, published = sum(figures[place] for figures in by_part), wholes[place]
        if abs(total / published - 1) > TOLERANCE:
            region, year = place
            yield Finding(
                Severity.WARNING,
                "{key} {year}: its parts sum to {total:,.0f}, the published figure is "
                "{whole:,.0f} ({percent:+.2f}%).",
                {
                    "key": str(SeriesKey(whole, region)),
                    "year": year,
                    "total": total,
                    "whole": published,
                    "percent": 100 * (total / published - 1),
                },
            )


def _parts_above(warehouse: Warehouse, part: str, whole: str) -> Iterator[Finding]:
    parts, wholes = _figures(warehouse, part), _figures(warehouse, whole)
    for place in sorted(set(parts) & set(wholes)):
        if parts[place] > wholes[place] * (1 + TOLERANCE):
            region, year = place
            yield Finding(
                Severity.WARNING,
                "{key} {year}: the part, {part:,.0f}, is above the whole, {whole:,.0f} ({other}).",
                {
                    "key": str(SeriesKey(part, region)),
                    "other": str(SeriesKey(whole, region)),
                    "year": year,
                    "part": parts[place],
                    "whole": wholes[place],
                },
            )


def _composition(warehouse: Warehouse, beginnings: tuple[str, ...]) -> Iterator[Finding]:
    figures = [f for f in warehouse.published_figures() if f.id.startswith(beginnings)]
    total = sum(figure.value or 0.0 for figure in figures)
    if figures and abs(total - 1) > PERCENT_TOLERANCE:
        yield Finding(
            Severity.WARNING,
            "The shares {figures} sum to {percent:.1f}%, not to 100%.",
            {"figures": ", ".join(figure.id for figure in figures), "percent": 100 * total},
        )


def _figures(warehouse: Warehouse, indicator: str) -> dict[tuple[str, int], float]:
    """Return the figures of an indicator in base units by region and year."""
    rows = warehouse.rows("figures_of", indicator=indicator)
    return {(row["region"], row["year"]): row["value"] for row in rows}
