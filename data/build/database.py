"""The database that belongs to the present facts and code: opened, and built first when it is not."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path

import data
import forecasting
from data.build.calibrate import derive
from data.build.ingest import BuildReport, Progress, build, is_current
from data.reading.calibration import ENGINE
from data.reading.files import FACTS
from data.store.forecast_rows import Stored
from data.store.warehouse import DATABASE, Warehouse
from forecasting.core.errors import WarehouseError
from forecasting.core.series import SeriesKey
from forecasting.engine.forecast import Notice

DECIDING = ("numpy", "scipy", "statsmodels", "prophet")  # libraries that decide the forecasts
WAITING = Notice("Another program is building the database")
PATIENCE = 600_000  # milliseconds to wait for it
MODEL, DATA = (Path(str(package.__file__)).parent for package in (forecasting, data))


@cache
def engine_version() -> str:
    """Identifies what decides a forecast besides its figures: methods, intervals, libraries."""
    return _version(
        [
            MODEL / "core" / "series.py",
            *(MODEL / "engine").rglob("*.py"),
            DATA / "store" / "forecast_rows.py",  # the form in which a forecast is stored
            *(path for path in ENGINE.rglob("*") if path.is_file()),
        ]
    )


@cache
def code_version() -> str:
    """Identifies all code that decides what stands in the database."""
    return _version([*MODEL.rglob("*.py"), *DATA.rglob("*.py")])


def _version(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.relative_to(MODEL.parent).as_posix().encode())
        digest.update(path.read_bytes())
    for name in DECIDING:
        digest.update(f"{name}={version(name)}".encode())
    return digest.hexdigest()


def rebuild(
    facts: Path = FACTS,
    database: Path = DATABASE,
    progress: Progress | None = None,
    *,
    afresh: bool = False,
) -> BuildReport:
    """Check the facts, forecast all series, calibrate, and write the database.

    Forecasts whose figures and engine have not changed are kept, unless `afresh` is set.
    """
    earlier = {} if afresh else _earlier(database)
    return build(
        facts,
        database,
        progress=progress,
        derive=lambda warehouse, part: derive(warehouse, engine_version(), earlier, part, facts),
        code=code_version(),
    )


def open_database(
    facts: Path = FACTS, database: Path = DATABASE, progress: Progress | None = None
) -> Warehouse:
    """The database of the present facts; it is built first when it is missing or out of date."""
    if not is_current(database, facts, code=code_version()):
        with _alone(database, progress):
            if not is_current(database, facts, code=code_version()):
                rebuild(facts, database, progress)
    return Warehouse.open(database)


def _earlier(database: Path) -> Mapping[SeriesKey, Stored]:
    """The forecasts of the database there is; none when it is missing or of another version."""
    try:
        with Warehouse.open(database) as warehouse:
            return warehouse.stored_forecasts()
    except WarehouseError:
        return {}


@contextmanager
def _alone(database: Path, progress: Progress | None) -> Iterator[None]:
    """Wait while another process builds the same database.

    The lock is SQLite's: it waits, works on every system, and ends with the process that holds it.
    """
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        path = database.with_name(f".{database.name}.lock")
        lock = sqlite3.connect(path, timeout=0, isolation_level=None)
        _acquire(lock, progress)
    except (OSError, sqlite3.Error) as error:
        raise WarehouseError(
            "The database {path} cannot be written ({reason}). Check the folder and the free "
            "space, and close programs that write it.",
            path=database,
            reason=error,
        ) from error
    with closing(lock):
        yield


def _acquire(lock: sqlite3.Connection, progress: Progress | None) -> None:
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        if progress is not None:
            progress(WAITING.template, 0.0)
        lock.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        lock.execute("BEGIN EXCLUSIVE")
