"""The database and the facts → inputs of the model for a region."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import numpy as np

from data.model_inputs.gap_anchors import gap_anchors
from data.reading.files import FACTS
from data.reading.interventions import interventions
from data.reading.model_facts import (
    Allocation,
    IndicatorYear,
    ModelSeries,
    allocation,
    model_series,
)
from data.reading.parameters import parameters
from data.store.warehouse import Warehouse
from forecasting.calibration.elasticity import elasticity
from forecasting.calibration.entry_share import entry_share
from forecasting.core.errors import FactsError, WarehouseError
from forecasting.core.parameters import Parameter
from forecasting.core.series import Region, SeriesKey
from forecasting.model.allocation import NATIONAL_SHARES, AllocationRule, Shares, share_out
from forecasting.model.graduates import Education
from forecasting.model.inputs import (
    DriverForecasts,
    GapAnchor,
    ModelInputs,
    ModelParameters,
    Workforce,
)

ENTRY_RATIO = "entry_ratio"
LIBRARIES = ("numpy", "scipy", "statsmodels", "prophet", "duckdb")


def model_inputs(
    warehouse: Warehouse,
    region: str,
    rule: str | None = None,
    baseline: str | None = None,
    facts: Path = FACTS,
) -> ModelInputs:
    """All that a run for `region` needs.

    Args:
        warehouse: the built database.
        region: code of the nation, a province or a city.
        rule: id of the allocation rule; the first one of allocation.yml by default.
        baseline: id of the published gap at which demand is anchored; that of model.yml by default.
        facts: the folder of facts.

    Raises:
        WarehouseError: the region is unknown, or the database lacks a series.
        FactsError: the rule or the baseline is unknown, or a file breaks a rule.
    """
    inputs = in_region(national_inputs(warehouse, facts), warehouse, region, rule, facts)
    if baseline is None:
        return inputs
    known = gap_anchors(warehouse, facts)
    if baseline not in known:
        raise FactsError(
            "There is no baseline {baseline}. Known: {known}.",
            baseline=baseline,
            known=", ".join(known),
        )
    return with_gap_anchor(inputs, known[baseline])


def national_inputs(warehouse: Warehouse, facts: Path = FACTS) -> ModelInputs:
    """All that a run for the nation needs; see `model_inputs`."""
    series = model_series(facts)
    nation = _nation(warehouse)
    baseline = gap_anchors(warehouse, facts)[series.baseline]
    return ModelInputs(
        region=warehouse.region(nation),
        shares=NATIONAL_SHARES,
        workforce=workforce(warehouse, series),
        education=education(warehouse),
        forecasts=DriverForecasts(
            output=warehouse.forecast(SeriesKey(series.output, nation)),
            entry_ratio=warehouse.forecast(SeriesKey(ENTRY_RATIO, nation)),
            postgraduate_entrants=warehouse.forecast(SeriesKey("entrants_postgraduate", nation)),
        ),
        parameters=model_parameters(warehouse, baseline, facts),
        interventions=interventions(facts),
        recent_entry_share=_estimate(warehouse, "entry_share", "recent"),
        first_year=series.first_year,
        gap_anchor=baseline,
        digest=warehouse.digest,
        versions={name: version(name) for name in LIBRARIES},
    )


def in_region(
    inputs: ModelInputs,
    warehouse: Warehouse,
    region: str,
    rule: str | None = None,
    facts: Path = FACTS,
) -> ModelInputs:
    """The same inputs for another region or rule; nothing but the region's shares is read.

    Raises:
        WarehouseError: the region is unknown.
        FactsError: the rule is unknown.
    """
    place = warehouse.region(region)
    return replace(inputs, region=place, shares=shares(warehouse, place, rule, facts))


def with_gap_anchor(inputs: ModelInputs, baseline: GapAnchor) -> ModelInputs:
    """The same inputs with demand anchored at another published gap."""
    parameters = replace(inputs.parameters, baseline_gap=baseline.gap)
    return replace(inputs, parameters=parameters, gap_anchor=baseline)


def workforce(warehouse: Warehouse, series: ModelSeries) -> Workforce:
    """National output and workforce."""
    nation = _nation(warehouse)
    output, employment, anchor = (
        warehouse.series(SeriesKey(indicator, nation))
        for indicator in (series.output, series.employment, series.anchor)
    )
    return Workforce(output, employment, anchor, series.first_comparable_year)


def education(warehouse: Warehouse) -> Education:
    """National series of higher education and births."""
    nation = _nation(warehouse)
    names = Education.__dataclass_fields__
    return Education(**{name: warehouse.series(SeriesKey(name, nation)) for name in names})


def model_parameters(
    warehouse: Warehouse, baseline: GapAnchor, facts: Path = FACTS
) -> ModelParameters:
    """The parameters of parameters/*.yml, the two calibrated ones and the gap of the baseline."""
    written = parameters(facts)
    calibrated = {**calibrated_parameters(warehouse, facts), "baseline_gap": baseline.gap}
    missing = set(ModelParameters.__dataclass_fields__) - set(written) - set(calibrated)
    if missing:
        raise FactsError(
            "The model needs the parameters {names}. Add a file for each in data/facts/parameters.",
            names=", ".join(sorted(missing)),
        )
    known = {**written, **calibrated}
    return ModelParameters(**{name: known[name] for name in ModelParameters.__dataclass_fields__})


def calibrated_parameters(warehouse: Warehouse, facts: Path = FACTS) -> dict[str, Parameter]:
    """Elasticity and entry share, from the estimates stored at build time."""
    series = model_series(facts)
    estimates = {estimate.id: estimate for estimate in warehouse.calibration("elasticity")}
    cited = _cited(warehouse, series.output, series.employment)
    return {
        "elasticity": elasticity(
            estimates["national"], estimates["between"], estimates["panel"], cited
        ),
        "entry_share": entry_share(
            warehouse.entry_fit(), _cited(warehouse, series.employment, series.anchor, "graduates")
        ),
    }


def shares(
    warehouse: Warehouse, region: Region, rule: str | None = None, facts: Path = FACTS
) -> Shares:
    """What part of the nation a region is, under an allocation rule."""
    if region.parent is None:
        return NATIONAL_SHARES
    split = allocation(facts)
    chosen = _rule(split, rule)
    if region.level == "province":
        return Shares(
            stock=_of_nation(warehouse, split.stock, region.code),
            gap=_of_nation(warehouse, IndicatorYear(chosen.indicator, chosen.year), region.code),
            graduates=_of_nation(warehouse, split.graduates, region.code),
            rule=chosen.id,
        )
    province = shares(warehouse, warehouse.region(region.parent), rule, facts)
    indicators = tuple(IndicatorYear(indicator, year) for indicator, year in chosen.city_indicators)
    part = _of_parent(warehouse, indicators, region)
    return Shares(
        stock=province.stock * part,
        gap=province.gap * part,
        graduates=province.graduates * _of_parent(warehouse, split.city_graduates, region),
        rule=chosen.id,
    )


def _rule(split: Allocation, rule: str | None) -> AllocationRule:
    name = rule or split.default_rule
    if name not in split.rules:
        raise FactsError(
            "There is no allocation rule {rule}. Known: {known}.",
            rule=name,
            known=", ".join(split.rules),
        )
    return split.rules[name]


def _of_nation(warehouse: Warehouse, indicator: IndicatorYear, region: str) -> float:
    """A province's part of all provinces.

    A province without a figure counts as 0, as Tibet does for software revenue.
    """
    figures = warehouse.figures(indicator.indicator, indicator.year)
    provinces = (place.code for place in warehouse.regions() if place.level == "province")
    return share_out({code: figures.get(code, 0.0) for code in provinces}, region)


def _of_parent(
    warehouse: Warehouse, indicators: tuple[IndicatorYear, ...], region: Region
) -> float:
    """Mean of a city's shares of its province over the indicators."""
    parent = str(region.parent)
    return float(
        np.mean(
            [
                warehouse.series(SeriesKey(indicator.indicator, region.code)).at(indicator.year)
                / warehouse.series(SeriesKey(indicator.indicator, parent)).at(indicator.year)
                for indicator in indicators
            ]
        )
    )


def _estimate(warehouse: Warehouse, parameter: str, identifier: str) -> float:
    return {e.id: e.value for e in warehouse.calibration(parameter)}[identifier]


def _cited(warehouse: Warehouse, *indicators: str) -> tuple[str, ...]:
    nation = _nation(warehouse)
    cited = [warehouse.series(SeriesKey(indicator, nation)).source_ids for indicator in indicators]
    return tuple(sorted({source for sources in cited for source in sources}))


def _nation(warehouse: Warehouse) -> str:
    for region in warehouse.regions():
        if region.parent is None:
            return region.code
    raise WarehouseError("regions.csv has no nation: a region without a parent. Add it.")
