from __future__ import annotations

import numpy as np
import pytest

from data.model_inputs.gap_anchors import gap_anchors
from data.model_inputs.inputs import model_inputs, shares
from data.reading.model_facts import allocation
from data.store.warehouse import Warehouse
from forecasting.core.errors import FactsError, WarehouseError
from forecasting.core.parameters import Grade
from forecasting.core.series import Region
from forecasting.model.inputs import RunSettings
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.run import BASELINE, run_scenario

RULES = list(allocation().rules)


def provinces(warehouse: Warehouse) -> list[Region]:
    return [region for region in warehouse.regions() if region.level == "province"]


@pytest.mark.parametrize("rule", RULES)
def test_shares_of_the_provinces_sum_to_one(warehouse: Warehouse, rule: str) -> None:
    found = [shares(warehouse, region, rule) for region in provinces(warehouse)]
    for part in ("stock", "gap", "graduates"):
        assert sum(getattr(share, part) for share in found) == pytest.approx(1)


@pytest.mark.parametrize("rule", RULES)
def test_chengdu_is_a_part_of_sichuan(warehouse: Warehouse, rule: str) -> None:
    city = shares(warehouse, warehouse.region("510100"), rule)
    province = shares(warehouse, warehouse.region("510000"), rule)
    for part in ("stock", "gap", "graduates"):
        assert 0 < getattr(city, part) < getattr(province, part)


def test_provinces_sum_to_the_nation_in_every_year(warehouse: Warehouse) -> None:
    settings = RunSettings(draws=100)
    inputs = model_inputs(warehouse, "100000")
    run = PreparedRun.of(inputs, settings)
    nation = run_scenario(run, BASELINE)
    parts = [
        run_scenario(run.in_region(region, shares(warehouse, region)), BASELINE)
        for region in provinces(warehouse)
    ]
    for field in ("demand", "supply", "qualified_supply", "gap"):
        total = np.sum([getattr(part, field) for part in parts], axis=0)
        assert np.abs(total - getattr(nation, field)).max() < 1


def test_the_stock_of_2023_is_the_census_count(warehouse: Warehouse) -> None:
    result = run_scenario(
        PreparedRun.of(model_inputs(warehouse, "100000"), RunSettings(draws=100)), BASELINE
    )
    in_2023 = result.supply[:, list(result.years).index(2023)]
    assert in_2023 == pytest.approx(36_159_000)


def test_the_baseline_gap_of_2020_is_eleven_million(warehouse: Warehouse) -> None:
    result = run_scenario(
        PreparedRun.of(model_inputs(warehouse, "100000"), RunSettings(draws=100)), BASELINE
    )
    assert result.gap[:, 0] == pytest.approx(11_000_000)


def test_calibrated_parameters_stay_near_the_published_growth(warehouse: Warehouse) -> None:
    parameters = model_inputs(warehouse, "100000").parameters
    assert 0.18 < parameters.entry_share.value < 0.25
    assert 0.10 < parameters.elasticity.low < 0.18
    assert 0.30 < parameters.elasticity.value < 0.40


def test_an_unknown_region_is_refused(warehouse: Warehouse) -> None:
    with pytest.raises(WarehouseError, match=r"999999.*regions\.csv"):
        model_inputs(warehouse, "999999")


def test_an_unknown_rule_is_named_with_those_there_are(warehouse: Warehouse) -> None:
    with pytest.raises(FactsError, match=r"rule by_magic\. Known: .*digital_output"):
        model_inputs(warehouse, "510000", "by_magic")


def test_another_baseline_anchors_its_own_year(warehouse: Warehouse) -> None:
    inputs = model_inputs(warehouse, "100000", baseline="digital_gap_2023")
    result = run_scenario(PreparedRun.of(inputs, RunSettings(draws=2000)), BASELINE)
    in_2023 = result.gap[:, list(result.years).index(2023)]
    assert np.quantile(in_2023, [0.1, 0.5, 0.9]) == pytest.approx([25e6, 27.5e6, 30e6], rel=0.01)


def test_a_baseline_behind_the_last_stock_is_met_too(warehouse: Warehouse) -> None:
    inputs = model_inputs(warehouse, "100000", baseline="ict_gap_2025")
    result = run_scenario(PreparedRun.of(inputs, RunSettings(draws=100)), BASELINE)
    assert result.gap[:, list(result.years).index(2025)] == pytest.approx(20e6)


def test_provinces_sum_to_the_nation_on_another_baseline(warehouse: Warehouse) -> None:
    settings = RunSettings(draws=100)
    inputs = model_inputs(warehouse, "100000", baseline="digital_gap_2023")
    run = PreparedRun.of(inputs, settings)
    nation = run_scenario(run, BASELINE)
    parts = [
        run_scenario(run.in_region(region, shares(warehouse, region)), BASELINE)
        for region in provinces(warehouse)
    ]
    assert np.abs(np.sum([part.gap for part in parts], axis=0) - nation.gap).max() < 1


def test_an_unknown_baseline_is_named_with_those_there_are(warehouse: Warehouse) -> None:
    with pytest.raises(FactsError, match=r"baseline rumour\. Known: digital_gap_2020"):
        model_inputs(warehouse, "100000", baseline="rumour")


def test_an_anchor_quoted_by_others_is_no_official_figure(warehouse: Warehouse) -> None:
    anchors = gap_anchors(warehouse)
    assert anchors["digital_gap_2020"].gap.grade is Grade.SECOND_HAND
    assert Grade.OFFICIAL not in {anchor.gap.grade for anchor in anchors.values()}
