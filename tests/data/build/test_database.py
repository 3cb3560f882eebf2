"""A build takes over what has not changed, and only one process builds at a time."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest

import data.build.database as module
from data.build.database import (
    WAITING_FOR_LOCK,
    build_lock,
    code_version,
    engine_version,
    rebuild,
)
from data.reading.files import FACTS
from data.store.warehouse import DATABASE, Warehouse
from forecasting.core.errors import WarehouseError
from forecasting.core.series import Series, SeriesKey
from forecasting.engine import Calibration, Forecast, forecast_series

BIRTHS = SeriesKey("births", "100000")


@pytest.fixture
def versions(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A small tree in place of the project's code."""
    for name in (
        "forecasting/engine/naive.py",
        "forecasting/core/series.py",
        "forecasting/model/result.py",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    for name in (
        "data/store/forecast_rows.py",
        "data/build/calibrate.py",
        "data/facts/engine/calibration.csv",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    monkeypatch.setattr(module, "MODEL", tmp_path / "forecasting")
    monkeypatch.setattr(module, "DATA", tmp_path / "data")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "engine", "code"),
    [
        ("forecasting/engine/naive.py", True, True),
        ("forecasting/core/series.py", True, True),
        ("data/facts/engine/calibration.csv", True, False),  # a fact: its digest is checked
        ("forecasting/model/result.py", False, True),
        ("data/build/calibrate.py", False, True),
    ],
)
def test_the_engine_is_what_decides_forecasts(
    versions: Path, name: str, *, engine: bool, code: bool
) -> None:
    def both() -> tuple[str, str]:
        module._engine_code_version.cache_clear()
        return engine_version(versions / "data" / "facts"), code_version.__wrapped__()

    before = both()
    (versions / name).write_text("changed", encoding="utf-8")
    after = both()
    module._engine_code_version.cache_clear()
    assert (before[0] != after[0], before[1] != after[1]) == (engine, code)


def test_a_rebuild_forecasts_only_what_has_changed(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts, database = tmp_path / "facts", tmp_path / "talent.duckdb"
    shutil.copytree(FACTS, facts)
    shutil.copyfile(DATABASE, database)
    births = facts / "series" / "births.csv"
    births.write_text(births.read_text("utf-8").replace("1776", "1777", 1), "utf-8")
    again: list[SeriesKey] = []

    def record(series: Series, horizon: int, calibration: Calibration) -> Forecast:
        again.append(series.key)
        return forecast_series(series, horizon, calibration)

    monkeypatch.setattr("data.build.forecast_all.forecast_series", record)
    rebuild(facts, database)
    assert set(again) - set(warehouse.forecast_problems()) == {BIRTHS}
    with Warehouse.open(database) as rebuilt:
        assert rebuilt.digest != warehouse.digest
        assert rebuilt.forecast_keys() == warehouse.forecast_keys()
        kept = SeriesKey("entry_ratio", "100000")
        before, after = warehouse.forecast(kept), rebuilt.forecast(kept)
    assert after.quantiles.tolist() == before.quantiles.tolist()
    assert after.method == before.method


def test_every_series_has_a_forecast_or_a_reason(warehouse: Warehouse) -> None:
    keys, problems = set(warehouse.forecast_keys()), warehouse.forecast_problems()
    assert keys.isdisjoint(problems)
    assert {info.key for info in warehouse.catalogue()} <= keys | set(problems)
    short = {info.key for info in warehouse.catalogue() if info.count < 3}
    assert set(problems) == short
    with pytest.raises(WarehouseError, match=r"has no forecast: .* at least 3"):
        warehouse.forecast(min(short))


def test_a_second_builder_waits_and_says_so(tmp_path: Path) -> None:
    database, waits, entered = tmp_path / "var" / "talent.duckdb", Event(), Event()
    reported: list[str] = []

    def tell(what: str, part: float) -> None:
        reported.append(what)
        waits.set()

    def build() -> None:
        with build_lock(database, tell):
            entered.set()

    other = Thread(target=build)
    with build_lock(database, None):
        other.start()
        assert waits.wait(30)
        assert not entered.is_set()
    other.join(30)
    assert entered.is_set()
    assert reported == [WAITING_FOR_LOCK.template]


def test_waiting_for_another_builder_has_an_end(tmp_path: Path) -> None:
    database = tmp_path / "talent.duckdb"
    with (
        build_lock(database, None),
        pytest.raises(WarehouseError, match=r"Another program .*talent\.duckdb.* 0\.1 seconds"),
        build_lock(database, None, timeout=0.1),
    ):
        pass


def test_the_lock_of_a_process_that_has_ended_is_free(tmp_path: Path) -> None:
    database = tmp_path / "talent.duckdb"
    code = (
        "import os, pathlib, sys; from data.build.database import build_lock;"
        "build_lock(pathlib.Path(sys.argv[1]), None).__enter__(); os._exit(9)"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(database)], check=False)
    assert ended.returncode == 9
    with build_lock(database, None, timeout=0.1):
        assert database.with_name(".talent.duckdb.lock").exists()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with (
        pytest.raises(WarehouseError, match=r"talent\.duckdb cannot be written"),
        build_lock(tmp_path / "file" / "talent.duckdb", None),
    ):
        pass
