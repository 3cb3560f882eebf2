"""The database that belongs to the present facts and code: opened, and built first when it is not."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

import forecasting
from data.derived import derive
from data.files import FACTS
from data.ingest import BuildReport, Progress, build, is_current
from data.warehouse import DATABASE, Warehouse

DECIDING = ("numpy", "scipy", "statsmodels", "prophet")  # libraries that decide the forecasts


@cache
def engine_version() -> str:
    """Identifies what makes the forecasts: the code of the model and its libraries."""
    digest = hashlib.sha256()
    package = Path(str(forecasting.__file__)).parent
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode())
        digest.update(path.read_bytes())
    for name in DECIDING:
        digest.update(f"{name}={version(name)}".encode())
    return digest.hexdigest()


def rebuild(
    facts: Path = FACTS, database: Path = DATABASE, progress: Progress | None = None
) -> BuildReport:
    """Check the facts, forecast the drivers, calibrate, and write the database."""
    return build(
        facts,
        database,
        progress=progress,
        derive=lambda warehouse: derive(warehouse, facts),
        engine=engine_version(),
    )


def open_database(
    facts: Path = FACTS, database: Path = DATABASE, progress: Progress | None = None
) -> Warehouse:
    """The database of the present facts; it is built first when it is missing or out of date."""
    if not is_current(database, facts, engine=engine_version()):
        rebuild(facts, database, progress)
    return Warehouse.open(database)
