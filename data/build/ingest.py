"""Facts → DuckDB: validated, built beside the old database and put in its place at once."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.build.calibrate import Derived
from data.build.tables import TABLES, EntryFitYear, Meta, Values, schema
from data.reading.facts_reader import Facts, read_facts
from data.reading.files import facts_digest
from data.store.warehouse import Warehouse, query_text
from forecasting.core.errors import WarehouseError
from forecasting.engine.forecast import Notice

Progress = Callable[[str, float], None]
Derive = Callable[[Warehouse, Callable[[float], None]], Derived]

# Notices, so that their sentences are found for translation; progress is called with their templates.
READING = Notice("Reading the facts")
WRITING = Notice("Writing the database")
DERIVING = Notice("Forecasting and calibrating")
DONE = Notice("The database is ready")
DERIVE_START, DERIVE_END = 0.03, 0.97  # share of progress: nearly all of the time are forecasts


@dataclass(frozen=True)
class BuildReport:
    """What was built: the digest of the facts, and how many of each kind were stored."""

    database: Path
    digest: str
    counts: dict[str, int]


def build(
    facts: Path,
    database: Path,
    *,
    progress: Progress | None = None,
    derive: Derive | None = None,
    code: str = "",
) -> BuildReport:
    """Check all facts and build the database.

    The old file stays as it is until the new one is whole; a failure leaves nothing behind. Several
    builders may run at once, the last one to finish wins.

    Args:
        facts: the folder of facts.
        database: the file to write.
        progress: called with what is being done and the part of it that is done (0 to 1).
        derive: called with the new database and a callback for the part that is done, gives the
            forecasts and calibrations to store in it.
        code: version of the code that fills the database; a change of it asks for a rebuild.

    Raises:
        FactsError: the facts break a rule.
        WarehouseError: the file cannot be written.
    """
    report = progress or _no_progress
    report(READING.template, 0.0)
    digest = facts_digest(facts)
    read = read_facts(facts)
    temporary = database.with_name(f".{database.name}.{uuid.uuid4().hex}")
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        report(WRITING.template, 0.01)
        meta = {"digest": digest, "schema": schema_digest(), "code": code}
        counts = _write_facts(temporary, read, meta)
        if derive is not None:
            counts |= _write_derived(temporary, derive, report)
        os.replace(temporary, database)  # noqa: PTH105  # the atomic one, named as such
    except (OSError, duckdb.Error) as error:
        raise WarehouseError(
            "The database {path} cannot be written ({reason}). Check the folder and the free "
            "space, and close programs that write it.",
            path=database,
            reason=error,
        ) from error
    finally:
        _remove(temporary)
    report(DONE.template, 1.0)
    return BuildReport(database, digest, counts)


def _remove(temporary: Path) -> None:
    for leftover in (temporary, temporary.with_name(f"{temporary.name}.wal")):
        if leftover.exists():  # also false where the folder is none
            leftover.unlink()


def is_current(database: Path, facts: Path, *, code: str = "") -> bool:
    """Return whether the database was built from these facts by this version of the code."""
    warehouse = open_current(database, facts, code=code)
    if warehouse is None:
        return False
    warehouse.close()
    return True


def open_current(database: Path, facts: Path, *, code: str = "") -> Warehouse | None:
    """Open the database if it was built from these facts by this version of the code.

    Returns:
        None when it was not, and when the file is missing or unreadable.
    """
    try:
        warehouse = Warehouse.open(database)
        meta = dict(warehouse.meta)
    except WarehouseError:
        return None
    if meta == {"digest": facts_digest(facts), "schema": schema_digest(), "code": code}:
        return warehouse
    warehouse.close()
    return None


def schema_digest() -> str:
    """Identifies the tables of the database and how they are filled."""
    return hashlib.sha256((schema() + query_text("mark_breaks")).encode()).hexdigest()


def _no_progress(_what: str, _part: float) -> None:
    """Report to nobody."""


def _write_facts(path: Path, facts: Facts, meta: dict[str, str]) -> dict[str, int]:
    tables = _tables(facts)
    with duckdb.connect(str(path)) as connection:
        connection.execute(schema())
        for name, rows in tables.items():
            _insert(connection, name, rows)
        _insert(connection, "meta", list(map(Meta._make, meta.items())))
        connection.execute(query_text("mark_breaks"))
    return {name: len(rows) for name, rows in tables.items()}


def _tables(facts: Facts) -> dict[str, list[Values]]:
    """Return the rows of each table, in the order of its columns."""
    indicators = facts.indicators.values()
    items: dict[str, Iterable[object]] = {
        "region": facts.regions.values(),
        "source": facts.sources.values(),
        "indicator": indicators,
        "observation": facts.observations,
        "estimate": facts.estimates,
        "target": facts.targets,
        "evidence": facts.evidence,
        "published_figure": facts.published_figures,
        "alternate": facts.alternates,
    }
    rows = {name: TABLES[name].rows(values) for name, values in items.items()}
    owned = (("definition", "definitions"), ("series_break", "breaks"))
    return rows | {
        name: [row for i in indicators for row in TABLES[name].rows(getattr(i, parts), i.id)]
        for name, parts in owned
    }


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Values]) -> None:
    """Insert column by column: a thousand times faster than executemany."""
    if rows:
        columns = [[_plain(value) for value in column] for column in zip(*rows, strict=True)]
        marks = ", ".join("unnest(?)" for _ in columns)
        connection.execute(f"INSERT INTO {table} SELECT {marks}", columns)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _write_derived(path: Path, derive: Derive, report: Progress) -> dict[str, int]:
    """Store what is derived from the new database; how much there is of each kind."""

    def part(done: float) -> None:
        report(DERIVING.template, DERIVE_START + (DERIVE_END - DERIVE_START) * done)

    part(0.0)
    with Warehouse.open(path) as warehouse:
        derived = derive(warehouse, part)
    tables = _derived_tables(derived)
    with duckdb.connect(str(path)) as connection:
        for name, rows in tables.items():
            _insert(connection, name, rows)
    return {name: len(rows) for name, rows in tables.items()}


def _derived_tables(derived: Derived) -> dict[str, list[Values]]:
    fit = derived.entry_fit
    estimates = TABLES["estimate_of"]
    fitted = zip(fit.years, fit.spans, fit.entries.tolist(), fit.fitted.tolist(), strict=True)
    return {
        "forecast_info": TABLES["forecast_info"].rows(f.info for f in derived.forecasts),
        "forecast": [point for forecast in derived.forecasts for point in forecast.numbers],
        "adjustment": list(derived.adjustments),
        "estimate_of": estimates.rows(derived.elasticity, "elasticity")
        + estimates.rows(fit.estimates, "entry_share"),
        "entry_fit": list(map(EntryFitYear._make, fitted)),
    }
