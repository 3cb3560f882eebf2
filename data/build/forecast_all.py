"""Forecast all series at build time; what has not changed is taken from the database before."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from data.store.forecast_rows import StoredForecast, to_stored
from forecasting.core.series import Series, SeriesKey
from forecasting.engine import Calibration, Forecast, forecast_series
from forecasting.engine.batch import Failed, run_batch, workers

HORIZON = 12  # years ahead, where the model asks for no more
FORECASTS_PER_PROCESS = 40  # starting a process takes as long as so many forecasts

ProgressCallback = Callable[[float], None]


@dataclass(frozen=True, eq=False)
class ForecastJob:
    """A series to forecast.

    Attributes:
        required: whether the model cannot do without it, so that a failure stops the build.
    """

    series: Series
    horizon: int = HORIZON
    required: bool = False

    @property
    def digest(self) -> str:
        """Identifies all that a forecast depends on besides the engine (SHA-256, hexadecimal)."""
        series = self.series
        what = (str(series.key), str(series.unit), series.breaks, self.horizon)
        figures = (series.years.tolist(), series.values.tolist())
        return hashlib.sha256(repr((what, figures)).encode()).hexdigest()


def forecast_all(
    jobs: Sequence[ForecastJob],
    engine: str,
    calibration: Calibration,
    previous: Mapping[SeriesKey, StoredForecast],
    progress: ProgressCallback,
) -> tuple[StoredForecast, ...]:
    """Return the forecast of each job, or the reason why there is none, in the order of the jobs.

    Args:
        jobs: what to forecast.
        engine: version of the forecasting engine.
        calibration: widths of the prediction intervals.
        previous: forecasts of the database before; those of the same figures and engine are kept.
        progress: called with the part (0 to 1) that is done.

    Raises:
        TalentGapError: a required series cannot be forecast.
    """
    due = [job for job in jobs if not _is_kept(previous.get(job.series.key), job, engine)]
    work = partial(_forecast, calibration=calibration)
    processes = min(os.cpu_count() or 1, len(due) // FORECASTS_PER_PROCESS)
    with workers(processes) as executor:
        outcomes = run_batch(due, work, executor, lambda done, count: progress(done / count))
    fresh: dict[SeriesKey, StoredForecast] = {}
    for job, outcome in zip(due, outcomes, strict=True):
        if isinstance(outcome, Failed) and job.required:
            raise outcome.error
        fresh[job.series.key] = to_stored(job.series, outcome, engine, job.digest)
    return tuple(fresh.get(job.series.key) or previous[job.series.key] for job in jobs)


def _is_kept(known: StoredForecast | None, job: ForecastJob, engine: str) -> bool:
    """Failures are tried again: what stopped them may have been the machine."""
    if known is None or known.info.problem is not None:
        return False
    return (known.info.engine, known.info.digest) == (engine, job.digest)


def _forecast(job: ForecastJob, calibration: Calibration) -> Forecast:
    return forecast_series(job.series, job.horizon, calibration)
