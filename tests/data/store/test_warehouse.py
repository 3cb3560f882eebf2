"""What goes into the database comes out as types of the model, from any thread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from data.build.ingest import build
from data.reading.facts_reader import Facts, read_facts
from data.store.warehouse import Warehouse
from forecasting.core.errors import WarehouseError
from forecasting.core.published import Bound, Comparable, OtherUnit
from forecasting.core.series import Quality, SeriesKey, Unit


def test_a_series_has_units_sources_definitions_and_breaks(facts_only: Warehouse) -> None:
    series = facts_only.series(SeriesKey("employment_sector_i", "100000"))
    assert series.unit is Unit.PERSONS
    assert series.at(2019) == 4_552_580
    assert series.quality[-1] is Quality.DERIVED
    assert set(series.source_ids) <= set(facts_only.sources())
    indicator = facts_only.indicator("employment_sector_i")
    assert all(indicator.definition(identifier) for identifier in series.definitions)


def test_a_break_in_a_year_without_figure_falls_on_the_next_figure(facts_only: Warehouse) -> None:
    assert 2020 in {cut.year for cut in facts_only.indicator("employment_sector_i").breaks}
    assert facts_only.series(SeriesKey("employment_sector_i", "100000")).breaks == (2013, 2024)


def test_a_break_before_the_first_figure_is_none(facts_only: Warehouse) -> None:
    assert facts_only.series(SeriesKey("software_revenue", "510100")).breaks == ()


def test_a_break_may_concern_one_level_or_one_region(facts_only: Warehouse) -> None:
    breaks = {
        r: facts_only.series(SeriesKey("gdp", r)).breaks for r in ("100000", "510000", "510100")
    }
    assert breaks == {"100000": (2024,), "510000": (2020,), "510100": (2016,)}


def test_percent_become_shares(facts_only: Warehouse) -> None:
    share = facts_only.series(SeriesKey("digital_core_share_of_gdp", "100000"))
    assert share.unit is Unit.SHARE
    assert share.at(2023) == 0.099


def test_a_series_that_is_not_there_is_named(facts_only: Warehouse) -> None:
    missing = SeriesKey("employment_sector_i", "510100")
    assert not facts_only.has(missing)
    with pytest.raises(WarehouseError, match=r"employment_sector_i.*510100"):
        facts_only.series(missing)


def test_every_series_of_the_catalogue_can_be_read(facts_only: Warehouse) -> None:
    for info in facts_only.catalogue():
        series = facts_only.series(info.key)
        years = [int(year) for year in series.years]
        assert (info.count, info.first, info.last) == (len(years), years[0], years[-1])
        assert sorted((*years, *info.missing)) == list(range(info.first, info.last + 1))


def test_the_database_holds_what_the_files_say(facts_only: Warehouse, real_facts: Facts) -> None:
    assert {region.code: region for region in facts_only.regions()} == real_facts.regions
    assert facts_only.sources() == real_facts.sources
    assert {
        indicator.id: indicator for indicator in facts_only.indicators()
    } == real_facts.indicators
    assert list(facts_only.estimates()) == real_facts.estimates
    assert list(facts_only.targets()) == real_facts.targets
    assert list(facts_only.evidence()) == real_facts.evidence
    assert list(facts_only.alternates()) == real_facts.alternates
    stored = {
        (info.key.indicator, info.key.region, int(year)): float(value)
        for info in facts_only.catalogue()
        for series in [facts_only.series(info.key)]
        for year, value in zip(series.years, series.values, strict=True)
    }
    assert stored == {(o.indicator, o.region, o.year): o.value for o in real_facts.observations}


def test_open_ends_and_other_units_survive(facts_only: Warehouse) -> None:
    estimates = {estimate.id: estimate for estimate in facts_only.estimates()}
    over = estimates["digital_gap_2025_current"]
    assert (over.low, over.high, over.bound) == (32e6, None, Bound.AT_LEAST)
    assert over.comparable is Comparable.PARTLY
    evidence = {entry.id: entry for entry in facts_only.evidence()}
    assert evidence["apprenticeship_employment"].unit is OtherUnit.PERCENTAGE_POINTS
    assert evidence["new_apprentices"].low == 467_000
    assert evidence["policy_on_postings"].central is None


def test_unknown_ids_are_named(facts_only: Warehouse) -> None:
    with pytest.raises(WarehouseError, match=r"999999.*regions\.csv"):
        facts_only.region("999999")
    with pytest.raises(WarehouseError, match=r"nobody.*sources\.yml"):
        facts_only.source("nobody")
    with pytest.raises(WarehouseError, match=r"nothing.*measures\.yml"):
        facts_only.indicator("nothing")


def test_a_missing_database_tells_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match=r"no database at .*cli\.py build"):
        Warehouse.open(tmp_path / "none.duckdb")


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "talent.duckdb"
    path.write_text("something else", encoding="utf-8")
    with pytest.raises(WarehouseError, match=r"talent\.duckdb cannot be opened"):
        Warehouse.open(path)


def test_a_database_of_another_version_is_named(tmp_path: Path) -> None:
    path = tmp_path / "talent.duckdb"
    duckdb.connect(str(path)).close()
    with Warehouse.open(path) as opened, pytest.raises(WarehouseError, match=r"cli\.py build"):
        opened.regions()


def test_a_path_with_a_quotation_mark_is_opened(small_facts: Path, tmp_path: Path) -> None:
    path = tmp_path / "it's here" / "talent.duckdb"
    build(small_facts, path)
    with Warehouse.open(path) as opened:
        assert len(opened.regions()) == len(read_facts(small_facts).regions)


def test_the_file_is_read_only(facts_only: Warehouse) -> None:
    with pytest.raises(duckdb.Error, match="read-only"):
        facts_only._connection.execute("DELETE FROM warehouse.observation")


def test_one_file_can_be_opened_twice(
    facts_only: Warehouse, tmp_path: Path, small_facts: Path
) -> None:
    path = tmp_path / "talent.duckdb"
    build(small_facts, path)
    with Warehouse.open(path) as one, Warehouse.open(path) as two:
        assert one.regions() == two.regions()


def test_many_threads_share_one_warehouse(facts_only: Warehouse) -> None:
    keys = [info.key for info in facts_only.catalogue()][::12]
    alone = [facts_only.series(key).values.tolist() for key in keys]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda key: facts_only.series(key).values.tolist(), keys * 4))
    assert together == alone * 4
