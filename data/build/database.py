"""Open the database that belongs to the present facts and code, and build it first when it does not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path

from filelock import FileLock, Timeout

import data
import forecasting
from data.build.calibrate import derive
from data.build.ingest import BuildReport, Progress, build, open_current
from data.reading.calibration import engine_folder
from data.reading.files import FACTS
from data.store.forecast_rows import StoredForecast
from data.store.warehouse import DATABASE, Warehouse
from forecasting.core.errors import WarehouseError
from forecasting.core.series import SeriesKey
from forecasting.engine.forecast import Notice

FORECAST_LIBRARIES = ("numpy", "scipy", "statsmodels", "prophet")  # their versions decide forecasts
WAITING_FOR_LOCK = Notice("Another program is building the database")
LOCK_TIMEOUT_SECONDS = 600.0
MODEL, DATA = (Path(str(package.__file__)).parent for package in (forecasting, data))


def engine_version(facts: Path = FACTS) -> str:
    """Return what identifies all that decides a forecast besides its figures.

    That is the code of the methods, the calibration of the intervals and the versions of libraries.
    """
    calibration = hashlib.sha256(_engine_code_version().encode())
    for path in sorted(engine_folder(facts).rglob("*")):
        if path.is_file():
            calibration.update(path.name.encode())
            calibration.update(path.read_bytes())
    return calibration.hexdigest()


@cache
def _engine_code_version() -> str:
    return _version(
        [
            MODEL / "core" / "series.py",
            *(MODEL / "engine").rglob("*.py"),
            DATA / "store" / "forecast_rows.py",  # the form in which a forecast is stored
        ]
    )


@cache
def code_version() -> str:
    """Return what identifies all code that decides the content of the database."""
    return _version([*MODEL.rglob("*.py"), *DATA.rglob("*.py"), *DATA.rglob("*.sql")])


def _version(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.relative_to(MODEL.parent).as_posix().encode())
        digest.update(path.read_bytes())
    for name in FORECAST_LIBRARIES:
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

    Raises:
        FactsError: the facts break a rule.
        WarehouseError: the file cannot be written.
    """
    engine = engine_version(facts)
    previous = {} if afresh else previous_forecasts(database)
    return build(
        facts,
        database,
        progress=progress,
        derive=lambda warehouse, part: derive(warehouse, engine, previous, part, facts),
        code=code_version(),
    )


def open_database(
    facts: Path = FACTS, database: Path = DATABASE, progress: Progress | None = None
) -> Warehouse:
    """Open the database of the present facts; build it first when it is missing or out of date.

    Raises:
        FactsError: the facts break a rule.
        WarehouseError: the file cannot be written, or another program builds it for too long.
    """
    code = code_version()
    warehouse = open_current(database, facts, code=code)
    if warehouse is None:
        with build_lock(database, progress):
            warehouse = open_current(database, facts, code=code)
            if warehouse is None:
                rebuild(facts, database, progress)
                warehouse = Warehouse.open(database)
    return warehouse


def previous_forecasts(database: Path) -> Mapping[SeriesKey, StoredForecast]:
    """Return the forecasts stored in `database`; none when it is missing or of another version."""
    try:
        with Warehouse.open(database) as warehouse:
            return warehouse.stored_forecasts()
    except WarehouseError:
        return {}


@contextmanager
def build_lock(
    database: Path, progress: Progress | None, timeout: float = LOCK_TIMEOUT_SECONDS
) -> Iterator[None]:
    """Hold the lock of a database file, so that one process at a time builds it.

    The lock ends with the process that holds it, however that ends.

    Args:
        database: the file that will be written.
        progress: called once with a sentence when another process holds the lock.
        timeout: seconds to wait for the other process.

    Raises:
        WarehouseError: the folder cannot be written, or the time is over.
    """
    lock = FileLock(database.with_name(f".{database.name}.lock"))
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        _acquire(lock, progress, timeout)
    except Timeout as error:
        raise WarehouseError(
            "Another program has been building the database {path} for more than {seconds} seconds. "
            "Wait until it is done, or end it, and try again.",
            path=database,
            seconds=f"{timeout:g}",
        ) from error
    except OSError as error:
        raise WarehouseError(
            "The database {path} cannot be written ({reason}). Check the folder and the free "
            "space, and close programs that write it.",
            path=database,
            reason=error,
        ) from error
    try:
        yield
    finally:
        lock.release()


def _acquire(lock: FileLock, progress: Progress | None, timeout: float) -> None:
    try:
        lock.acquire(blocking=False)
    except Timeout:
        if progress is not None:
            progress(WAITING_FOR_LOCK.template, 0.0)
        lock.acquire(timeout=timeout)
