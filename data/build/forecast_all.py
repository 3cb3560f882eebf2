"""Forecasts of all series at build time; what has not changed is taken from the earlier database."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from data.reading.calibration import load_calibration
from data.store.forecast_rows import Stored, stored
from forecasting.core.series import Series, SeriesKey
from forecasting.engine import Calibration, Forecast, forecast_series
from forecasting.engine.batch import Failed, run_batch, workers

HORIZON = 12  # years ahead, where the model asks for no more
WORTH_A_PROCESS = 40  # starting a process takes as long as so many forecasts

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
    earlier: Mapping[SeriesKey, Stored],
    tell: ProgressCallback,
) -> tuple[Stored, ...]:
    """The forecast of each job, or the reason why there is none, in the order of the jobs.

    Args:
        jobs: what to forecast.
        engine: version of the forecasting engine.
        earlier: forecasts of the database before; those of the same figures and engine are kept.
        tell: told which part (0 to 1) is done.

    Raises:
        TalentGapError: a required series cannot be forecast.
    """
    due = [job for job in jobs if not _is_kept(earlier.get(job.series.key), job, engine)]
    work = partial(_forecast, calibration=load_calibration())
    processes = min(os.cpu_count() or 1, len(due) // WORTH_A_PROCESS)
    with workers(processes) as executor:
        outcomes = run_batch(due, work, executor, lambda done, count: tell(done / count))
    fresh: dict[SeriesKey, Stored] = {}
    for job, outcome in zip(due, outcomes, strict=True):
        if isinstance(outcome, Failed) and job.required:
            raise outcome.error
        fresh[job.series.key] = stored(job.series, outcome, engine, job.digest)
    return tuple(fresh.get(job.series.key) or earlier[job.series.key] for job in jobs)


def _is_kept(known: Stored | None, job: ForecastJob, engine: str) -> bool:
    """Failures are tried again: what stopped them may have been the machine."""
    if known is None or known.info.problem is not None:
        return False
    return (known.info.engine, known.info.digest) == (engine, job.digest)


def _forecast(job: ForecastJob, calibration: Calibration) -> Forecast:
    return forecast_series(job.series, job.horizon, calibration)
