"""What is calibrated and forecast from the facts, once, when the database is built."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from data.build.forecast_all import ForecastJob, ProgressCallback, forecast_all
from data.model_inputs.inputs import education, workforce
from data.reading.calibration import engine_folder, load_calibration
from data.reading.files import FACTS
from data.reading.model_facts import ModelSeries, model_series
from data.reading.parameters import parameters
from data.store.coherence import adjustments
from data.store.forecast_rows import ForecastAdjustment, StoredForecast, to_forecast
from data.store.warehouse import Warehouse
from forecasting.calibration.elasticity import Estimate, between, national, panel
from forecasting.calibration.entry_share import EntryFit, fit_entry_share
from forecasting.core.parameters import Parameter
from forecasting.core.series import Series, SeriesKey
from forecasting.model.graduates import (
    Education,
    Intake,
    Level,
    entry_ratio,
    graduate_paths,
    last_simulated_year,
)
from forecasting.model.stockflow import Seekers, seekers, stock_history


@dataclass(frozen=True, eq=False)
class Derived:
    """What a build stores besides the facts."""

    forecasts: tuple[StoredForecast, ...]
    adjustments: tuple[ForecastAdjustment, ...]
    elasticity: tuple[Estimate, ...]
    entry_fit: EntryFit


def derive(
    warehouse: Warehouse,
    engine: str,
    previous: Mapping[SeriesKey, StoredForecast],
    progress: ProgressCallback,
    facts: Path = FACTS,
) -> Derived:
    """Forecast all series, make the forecasts agree, calibrate elasticity and entry share.

    Args:
        warehouse: the database with the facts.
        engine: version of the forecasting engine.
        previous: forecasts of the database before, kept where figures and engine are the same.
        progress: called with the part (0 to 1) that is done.
        facts: the folder of facts.

    Raises:
        TalentGapError: a series that the model needs cannot be forecast, or a file breaks a rule.
    """
    series = model_series(facts)
    given = education(warehouse)
    forecasts = forecast_all(
        forecast_jobs(warehouse, series, given),
        engine,
        load_calibration(engine_folder(facts)),
        previous,
        progress,
    )
    usable = {
        stored.info.key: to_forecast(*stored) for stored in forecasts if not stored.info.problem
    }
    return Derived(
        forecasts,
        tuple(adjustments(warehouse, usable)),
        elasticity_estimates(warehouse, series),
        entry_share_fit(warehouse, series, given, parameters(facts)),
    )


def driver_series(warehouse: Warehouse, series: ModelSeries) -> tuple[Series, ...]:
    """What the model forecasts: digital output, the entry ratio, postgraduate entrants."""
    given = education(warehouse)
    return (
        workforce(warehouse, series).output,
        entry_ratio(given),
        given.entrants_postgraduate,
    )


def forecast_jobs(warehouse: Warehouse, series: ModelSeries, given: Education) -> list[ForecastJob]:
    """The drivers up to the last year of the model, and every other series of the catalogue."""
    end = last_simulated_year(given)
    drivers = {
        driver.key: ForecastJob(driver, end - int(driver.years[-1]), required=True)
        for driver in driver_series(warehouse, series)
    }
    keys = (info.key for info in warehouse.catalogue())
    others = [ForecastJob(warehouse.series(key)) for key in keys if key not in drivers]
    return [*drivers.values(), *others]


def elasticity_estimates(warehouse: Warehouse, series: ModelSeries) -> tuple[Estimate, ...]:
    """The three estimates of the elasticity of employment to output."""
    nation = workforce(warehouse, series)
    first, last = series.first_comparable_year, series.last_yearly_year
    newest = int(nation.employment.years[-1])
    outputs, employments = (
        {
            region.code: warehouse.series(SeriesKey(indicator, region.code))
            for region in warehouse.regions()
            if region.level == "province" and warehouse.has(SeriesKey(indicator, region.code))
        }
        for indicator in (series.output, series.employment)
    )
    return (
        national(nation.output, nation.employment, first, last),
        between(nation.output, nation.employment, last, newest),
        panel(outputs, employments, first, last),
    )


def entry_share_fit(
    warehouse: Warehouse,
    series: ModelSeries,
    given: Education,
    known: dict[str, Parameter],
) -> EntryFit:
    """The fit of the entry share at the central values of the other parameters."""
    nation = workforce(warehouse, series)
    years = range(series.first_comparable_year, int(nation.employment.years[-1]) + 1)
    exit_rate = np.array([known["exit_rate"].value])
    answer = _seekers(given, years, known)
    history = stock_history(
        nation.employment, nation.anchor, answer, exit_rate, series.first_comparable_year
    )
    return fit_entry_share(history, answer, series.last_yearly_year)


def _seekers(given: Education, years: range, known: dict[str, Parameter]) -> Seekers:
    """Job-seeking graduates of years whose entrants are all published."""
    nobody = np.empty((1, 0))
    published = Intake(
        np.empty(0, dtype=np.int64), nobody, nobody, np.ones(1), np.zeros((1, len(Level)))
    )
    return seekers(
        graduate_paths(given, published, years),
        years,
        np.array([known["bachelor_further_study"].value]),
        np.array([known["short_cycle_further_study"].value]),
    )
