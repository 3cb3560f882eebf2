"""Cache forecasts and back-tests of series."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from data.build.forecast_all import HORIZON
from data.store.warehouse import Warehouse
from forecasting.analysis.cohort_forecast import CohortRecord, cohort_record
from forecasting.core.series import Series, SeriesKey, Values
from forecasting.engine import (
    COMBINATION,
    METHODS,
    Forecast,
    Transformation,
    forecast_series,
    with_transformation,
)
from forecasting.engine.backtest import Origin, forecast_origins
from pages.cache.database import calibration_of, freeze_imports
from pages.shell.locale import Locale

COHORT_ORIGINS = 6  # past years from which graduates are forecast again


def series_forecast(
    locale: Locale,
    warehouse: Warehouse,
    key: SeriesKey,
    horizon: int,
    members: tuple[str, ...] = COMBINATION,
) -> Forecast:
    """Return the forecast of the next `horizon` years: stored by the build for the combination, computed for others."""
    if members == COMBINATION:
        forecast = warehouse.forecast(key)
    else:
        with st.spinner(locale.tr("Forecasting")):
            forecast = _forecast_by(warehouse, warehouse.digest, str(key), key, members)
    return replace(
        forecast,
        years=forecast.years[:horizon],
        quantiles=forecast.quantiles[:horizon],
        members=tuple(replace(m, values=m.values[:horizon]) for m in forecast.members),
    )


def series_origins(
    locale: Locale, warehouse: Warehouse, key: SeriesKey, transformation: Transformation
) -> tuple[Origin, ...]:
    """Return the past forecasts of every method; shows a progress bar while they are computed."""
    known = _past_forecasts()
    name = f"{warehouse.digest}/{key}/{transformation}"
    if name not in known:
        bar = st.progress(0.0, locale.tr("Back-test: forecasting again from earlier years"))

        def show(done: int, count: int) -> None:
            bar.progress(done / count)

        try:
            series, methods = warehouse.series(key), with_transformation(transformation, METHODS)
            known[name] = forecast_origins(series, methods, horizon=HORIZON, progress=show)
        finally:
            bar.empty()
        freeze_imports()
    return known[name]


def cohort_record_of(locale: Locale, warehouse: Warehouse, graduates: SeriesKey) -> CohortRecord:
    """Return the back-test of graduates forecast from those enrolled, beside the engine; shows a progress bar."""
    records = _cohort_records()
    if warehouse.digest not in records:
        series = warehouse.series(graduates)
        entrants = warehouse.series(SeriesKey("entrants", graduates.region))
        origins = [int(year) for year in series.years[-1 - COHORT_ORIGINS : -1]]
        bar = st.progress(0.0, locale.tr("Back-test: forecasting again from earlier years"))

        def engine(past: Series, horizon: int) -> Values:
            bar.progress(origins.index(int(past.years[-1])) / len(origins))
            return forecast_series(past, horizon, calibration_of(warehouse.digest)).median

        records[warehouse.digest] = cohort_record(series, entrants, engine, origins)
        bar.empty()
        freeze_imports()
    return records[warehouse.digest]


@st.cache_resource(show_spinner=False)
def _cohort_records() -> dict[str, CohortRecord]:
    """By digest. Filled by hand, as a cached function may not draw a progress bar."""
    return {}


@st.cache_resource(show_spinner=False, max_entries=256)
def _forecast_by(
    _warehouse: Warehouse, digest: str, name: str, _key: SeriesKey, members: tuple[str, ...]
) -> Forecast:
    forecast = forecast_series(
        _warehouse.series(_key), HORIZON, calibration_of(digest), members=members
    )
    freeze_imports()
    return forecast


@st.cache_resource(show_spinner=False)
def _past_forecasts() -> dict[str, tuple[Origin, ...]]:
    """By digest, series and transformation. Filled by hand, as a cached function may not draw."""
    return {}
