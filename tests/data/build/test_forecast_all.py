"""Every series gets a forecast or a reason; only what has changed is forecast again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from data.build.calibrate import driver_series, forecast_jobs
from data.build.forecast_all import HORIZON, ForecastJob, forecast_all
from data.model_inputs.inputs import education
from data.reading.calibration import load_calibration
from data.reading.model_facts import model_series
from data.store.forecast_rows import StoredForecast, to_forecast
from data.store.warehouse import Warehouse
from forecasting.core.errors import SeriesError
from forecasting.core.series import Series, SeriesKey
from forecasting.engine import Calibration, Forecast, forecast_series
from tests.builders import series

STAFF = series("staff", 2015, [10, 12, 13, 15, 16])  # so short that no fitted model takes part
PUPILS = series("pupils", 2015, [5, 5.5, 6.5, 7, 8])
JOBS = (ForecastJob(STAFF), ForecastJob(PUPILS, 3))


def made(
    jobs: tuple[ForecastJob, ...] = JOBS,
    engine: str = "1",
    earlier: dict[SeriesKey, StoredForecast] | None = None,
) -> tuple[StoredForecast, ...]:
    return forecast_all(jobs, engine, load_calibration(), earlier or {}, lambda _: None)


@pytest.fixture
def forecast_again(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The measures that are forecast from now on."""
    result: list[str] = []

    def record(series: Series, horizon: int, calibration: Calibration) -> Forecast:
        result.append(series.key.indicator)
        return forecast_series(series, horizon, calibration)

    monkeypatch.setattr("data.build.forecast_all.forecast_series", record)
    return result


def test_each_job_has_its_horizon() -> None:
    staff, pupils = (to_forecast(*stored) for stored in made())
    assert staff.years.tolist() == list(range(2020, 2020 + HORIZON))
    assert pupils.years.tolist() == [2020, 2021, 2022]


def test_progress_ends_with_the_whole() -> None:
    reported: list[float] = []
    forecast_all(JOBS, "1", load_calibration(), {}, reported.append)
    assert reported == [0.5, 1.0]


def test_what_has_not_changed_is_kept(forecast_again: list[str]) -> None:
    first = made()
    forecast_again.clear()
    again = made(earlier={stored.info.key: stored for stored in first})
    assert not forecast_again
    assert [kept is old for kept, old in zip(again, first, strict=True)] == [True, True]


def test_a_changed_figure_a_new_break_and_another_horizon_are_forecast_again(
    forecast_again: list[str],
) -> None:
    earlier = {stored.info.key: stored for stored in made()}
    revised = replace(STAFF, values=np.array([10, 12, 13, 15, 17.0]))
    changed = [ForecastJob(revised), ForecastJob(replace(STAFF, breaks=(2017,))), JOBS[1]]
    for job in (*changed, ForecastJob(STAFF, 2)):
        forecast_again.clear()
        made((job,), earlier=earlier)
        assert forecast_again == ([] if job is JOBS[1] else ["staff"])


def test_another_engine_forecasts_everything_again(forecast_again: list[str]) -> None:
    earlier = {stored.info.key: stored for stored in made()}
    forecast_again.clear()
    assert {stored.info.engine for stored in made(engine="2", earlier=earlier)} == {"2"}
    assert forecast_again == ["staff", "pupils"]


def test_a_series_that_is_too_short_has_its_reason_and_is_tried_again(
    forecast_again: list[str],
) -> None:
    jobs = (ForecastJob(series("new", 2020, [1, 2])), JOBS[1])
    short, pupils = made(jobs)
    assert "at least 3" in str(short.info.reason)
    assert (short.info.origin, short.numbers) == (2021, ())
    assert pupils.info.reason is None
    forecast_again.clear()
    made(jobs, earlier={stored.info.key: stored for stored in (short, pupils)})
    assert forecast_again == ["new"]


def test_a_driver_that_cannot_be_forecast_stops_the_build() -> None:
    with pytest.raises(SeriesError, match="at least 3"):
        made((ForecastJob(series("new", 2020, [1, 2]), required=True),))


def test_the_jobs_are_the_drivers_and_the_whole_catalogue(facts_only: Warehouse) -> None:
    model = model_series()
    jobs = forecast_jobs(facts_only, model, education(facts_only))
    drivers = {driver.key for driver in driver_series(facts_only, model)}
    keys = [job.series.key for job in jobs]
    assert len(keys) == len(set(keys))
    assert set(keys) == drivers | {info.key for info in facts_only.catalogue()}
    assert {job.series.key for job in jobs if job.required} == drivers
    assert all(job.horizon > HORIZON for job in jobs if job.required)
