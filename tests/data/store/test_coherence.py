"""What belongs together agrees in the database, and says by how much it was changed."""

from __future__ import annotations

import numpy as np
import pytest

from data.store.coherence import coherent_sums
from data.store.forecast_rows import AdjustmentCause, ForecastAdjustment, with_adjustments
from data.store.warehouse import Warehouse
from forecasting.analysis.cohort_forecast import graduates_from_entrants
from forecasting.core.series import NATION, SeriesKey, Unit
from tests.builders import forecast


def test_the_measures_that_add_up_are_found_and_gdp_is_not(facts_only: Warehouse) -> None:
    result = {total.nation.indicator: total for total in coherent_sums(facts_only)}
    assert {"entrants", "graduates", "enrolment", "employment_sector_i"} < set(result)
    assert "gdp" not in result  # the provinces' accounts are made separately from the nation's
    assert "wage_sector_i" not in result  # wages do not add up
    assert len(result["graduates"].provinces) == 31
    tibet = SeriesKey("software_revenue", "540000")
    assert tibet not in result["software_revenue"].provinces  # never published


def test_stored_forecasts_of_the_provinces_add_up_to_the_nation(warehouse: Warehouse) -> None:
    for total in coherent_sums(warehouse):
        nation = warehouse.forecast(total.nation)
        provinces = [warehouse.forecast(key) for key in total.provinces]
        last = min(int(province.years[-1]) for province in provinces)
        bound = nation.years[nation.years <= last]
        assert len(bound)
        for year in bound:
            medians = [p.median[list(p.years).index(year)] for p in provinces]
            assert sum(medians) == pytest.approx(nation.median[list(nation.years).index(year)])
        assert all(np.all(province.quantiles >= 0) for province in provinces)


def test_the_nation_is_as_the_engine_forecast_it(warehouse: Warehouse) -> None:
    for total in coherent_sums(warehouse):
        causes = {row["cause"] for row in warehouse.rows("adjustments", **vars_of(total.nation))}
        assert AdjustmentCause.SUM not in causes
        assert all(warehouse.is_adjusted(key) for key in total.provinces)


def test_graduates_of_the_nation_follow_its_entrants(warehouse: Warehouse) -> None:
    result = warehouse.forecast(SeriesKey("graduates", NATION))
    entrants = warehouse.series(SeriesKey("entrants", NATION))
    known = dict(zip(entrants.years.tolist(), entrants.values.tolist(), strict=True))
    reported = graduates_from_entrants(
        warehouse.series(SeriesKey("graduates", NATION)), known, result.years.tolist()
    )
    enrolled = np.isfinite(reported)
    assert enrolled.sum() == 3
    np.testing.assert_allclose(result.median[enrolled], reported[enrolled])


def test_an_adjusted_forecast_says_what_was_changed_most() -> None:
    created = forecast("staff", 2021, np.array([10.0, 20.0]), 0.1, Unit.PERSONS)
    rows = [ForecastAdjustment("staff", NATION, AdjustmentCause.SUM, 2022, 0.9)]
    result = with_adjustments(created, rows)
    np.testing.assert_allclose(result.median, [10, 18])
    np.testing.assert_allclose(result.interval(0.8)[1], [11, 19.8])
    assert "−10.0%, in 2022" in str(result.warnings[-1])
    assert with_adjustments(created, []) is created


def vars_of(key: SeriesKey) -> dict[str, str]:
    return {"indicator": key.indicator, "region": key.region}
