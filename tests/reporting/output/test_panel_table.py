"""The table of a user's own series: expected values, plain numbers, unchanged ids."""

from __future__ import annotations

import csv
import io

import numpy as np

from forecasting.core.errors import SeriesError
from forecasting.core.series import SeriesKey, Unit, Values
from forecasting.engine import METHODS, Fallback, Forecast, MemberForecast, Notice
from forecasting.engine.batch import Failed, Succeeded
from reporting.format.i18n import Language
from reporting.output.panel_table import FORECAST_COLUMNS, SeriesResult, forecast_table
from reporting.output.table_file import render_csv

LEVELS = np.linspace(0.001, 0.999, 999)


def forecast(quantiles: Values, years: list[int] | None = None) -> Forecast:
    return Forecast(
        SeriesKey("a", ""), Unit.UNKNOWN, 2020, np.array(years or [2021]), LEVELS, quantiles
    )


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_ids_stay_and_large_numbers_have_no_exponent() -> None:
    table = forecast_table(
        [SeriesResult("=a#,1", Succeeded(forecast(np.linspace(1e15, 3e15, 999)[None])))],
        Language.EN,
    )
    (row,) = rows(render_csv(table))
    assert tuple(row) == FORECAST_COLUMNS
    assert row["series_id"] == "=a#,1"
    assert row["median"] == "2000000000000000"


def test_numbers_have_ten_decimals_unless_the_series_is_tiny() -> None:
    levels, key = np.array([0.1, 0.5, 0.9]), SeriesKey("a", "")

    def written(quantiles: list[float]) -> list[str]:
        created = Forecast(key, Unit.UNKNOWN, 2020, np.array([2021]), levels, np.array([quantiles]))
        (row,) = rows(
            render_csv(forecast_table([SeriesResult("a", Succeeded(created))], Language.EN))
        )
        return [row["lo80"], row["median"], row["hi80"]]

    assert written([1.23456789e-17, 1.5, 30.0]) == ["0", "1.5", "30"]
    assert written([0.012345678912, 0.5, 30.0]) == ["0.0123456789", "0.5", "30"]
    assert written([1e-13, 2e-13, 4e-13])[1] == "0.0000000000002"


def test_warnings_fallback_and_failed_members_share_one_cell() -> None:
    created = Forecast(
        SeriesKey("a", ""),
        Unit.UNKNOWN,
        2020,
        np.array([2021]),
        np.array([0.1, 0.5, 0.9]),
        np.array([[1.0, 2.0, 3.0]]),
        (MemberForecast("drift", np.array([np.nan]), 0.0, Notice("It failed.")),),
        "naive",
        Fallback("drift", "naive", Notice("Too few.")),
        (Notice("Years are missing."), Notice("Years are missing.")),
    )
    remarks = (Notice("One year is blank."),)
    result = SeriesResult("a", Succeeded(created), remarks)
    (row,) = rows(render_csv(forecast_table([result], Language.EN)))
    assert row["members"] == "naive"
    method = METHODS["drift"].name_en
    assert (
        row["warnings"]
        == f"One year is blank. Years are missing. Too few. {method} failed: It failed."
    )


def test_a_reason_of_several_lines_stays_in_one() -> None:
    (row,) = rows(
        render_csv(
            forecast_table([SeriesResult("a", Failed(SeriesError("one\ntwo")))], Language.EN)
        )
    )
    assert row["error"] == "one two"
    assert row["year"] == ""
