from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks import calibration_file
from benchmarks.datasets import Case
from benchmarks.engine import LONGEST, Run, Runs, calibrate, windows
from data.reading.calibration import load_calibration
from forecasting.core.series import Series, SeriesKey, Unit
from forecasting.engine.forecast import MemberForecast
from forecasting.engine.history import prepare
from forecasting.engine.intervals import spread


def run(future: list[float]) -> Run:
    years = np.arange(2000, 2010)
    values = np.array([50.0, 52, 55, 54, 58, 60, 61, 65, 66, 70])
    series = Series(SeriesKey("m", "r"), Unit.PERSONS, years, values)
    member = MemberForecast("naive", np.full(LONGEST, 70.0), 1.0)
    return Run(prepare(series), (member,), np.array(future), 0.0)


def test_errors_are_in_units_of_the_spread() -> None:
    one = run([77.0, 70.0])
    unit = spread(one.history, one.working)[0]
    np.testing.assert_allclose(one.errors(), [0.1 / unit, 0])


def test_every_set_weighs_the_same_however_large() -> None:
    small = Runs([run([77.0])], [])
    large = Runs([run([70.0])] * 99, [])
    calibration = calibrate({"small": small, "large": large}, "2026-01-01", "none")
    ninety = calibration.multipliers[0, np.searchsorted(calibration.probabilities, 0.9)]
    assert ninety == pytest.approx(run([77.0]).errors()[0])


def test_what_is_written_is_what_the_application_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.metadata.version", lambda _: "1.0")
    runs = Runs([run([70.0 + step]) for step in range(12)], [])
    written = calibrate({"one": runs}, "2026-01-01", "statsmodels 1")
    calibration_file.write(written, tmp_path)
    read = load_calibration(tmp_path)
    np.testing.assert_allclose(read.multipliers, written.multipliers, atol=1e-4)
    np.testing.assert_allclose(read.probabilities, written.probabilities)
    assert (read.sets, read.series, read.errors) == (("one yearly",), 12, 12)


def test_windows_end_before_the_official_test_part() -> None:
    past, future = np.arange(1.0, 25.0), np.arange(100.0, 106.0)
    (window,) = windows([Case("long", past, future), Case("short", past[:10], future)])
    assert window.id == "long"
    np.testing.assert_array_equal(np.concatenate([window.past, window.future]), past)
    assert len(window.past) == len(past) + len(future) - LONGEST
