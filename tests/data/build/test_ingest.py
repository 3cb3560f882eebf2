"""The build is all or nothing, knows when it is due, and may run several times at once."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from data.build.calibrate import Derived
from data.build.ingest import build, is_current
from data.reading.files import facts_digest
from data.store.forecast_rows import StoredForecast, to_stored
from data.store.warehouse import Warehouse
from forecasting.calibration.entry_share import EntryFit
from forecasting.core.errors import FactsError, SeriesError, WarehouseError
from forecasting.core.series import SeriesKey, Unit
from forecasting.engine.batch import Failed, Succeeded
from forecasting.engine.forecast import Fallback, Forecast, MemberForecast, Notice
from tests.builders import series

Edit = Callable[[str, str, str], None]

KEY = SeriesKey("staff", "100000")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "var" / "talent.duckdb"


def forecast() -> Forecast:
    """A forecast with everything that can be stored: a failed member, a fallback, a warning."""
    return Forecast(
        KEY,
        Unit.PERSONS,
        2021,
        np.array([2022, 2023]),
        np.array([0.1, 0.5, 0.9]),
        np.array([[1.0, 2.0, 3.0], [1.5, 2.5, 4.5]]),
        (
            MemberForecast("naive", np.array([2.0, 2.5]), 1.0),
            MemberForecast("theta", np.array([np.nan, np.nan]), 0.0, Notice("It failed.")),
        ),
        "naive",
        Fallback("theta", "naive", Notice("Only {found} figures.", {"found": 2})),
        (Notice("Years {years} are missing.", {"years": "2019–2020"}),),
    )


def derived(*forecasts: StoredForecast) -> Derived:
    return Derived(forecasts, (), (), EntryFit((), (), (), np.empty(0), np.empty(0)))


STAFF = series("staff", 2020, [1.0, 2.0])


def test_a_build_reports_what_it_stored(small_facts: Path, database: Path) -> None:
    reported: list[tuple[str, float]] = []
    report = build(small_facts, database, progress=lambda what, part: reported.append((what, part)))
    assert report.counts["observation"] == 7
    assert report.counts["source"] == 2
    assert report.digest == facts_digest(small_facts)
    parts = [part for _, part in reported]
    assert parts == sorted(parts)
    assert (parts[0], parts[-1]) == (0.0, 1.0)


def test_a_build_leaves_one_file(small_facts: Path, database: Path) -> None:
    build(small_facts, database)
    assert [path.name for path in database.parent.iterdir()] == [database.name]


def test_broken_facts_leave_the_old_database_untouched(
    small_facts: Path, database: Path, edit: Edit
) -> None:
    build(small_facts, database)
    before = database.read_bytes()
    edit("targets.csv", "1500", "lots")
    with pytest.raises(FactsError):
        build(small_facts, database)
    assert database.read_bytes() == before
    assert [path.name for path in database.parent.iterdir()] == [database.name]


def test_a_failing_forecast_leaves_the_old_database_untouched(
    small_facts: Path, database: Path
) -> None:
    def fail(warehouse: Warehouse, _part: object) -> Derived:
        raise SeriesError("{key} is too short.", key=warehouse.series(KEY).key)

    build(small_facts, database)
    before = database.read_bytes()
    with pytest.raises(SeriesError):
        build(small_facts, database, derive=fail)
    assert database.read_bytes() == before
    assert [path.name for path in database.parent.iterdir()] == [database.name]


def test_a_folder_that_cannot_be_written_is_named(small_facts: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(WarehouseError, match=r"talent\.duckdb cannot be written"):
        build(small_facts, tmp_path / "file" / "talent.duckdb")


def test_a_database_is_current_until_the_facts_change(
    small_facts: Path, database: Path, edit: Edit
) -> None:
    assert not is_current(database, small_facts)
    build(small_facts, database)
    assert is_current(database, small_facts)
    edit("series/staff.csv", "3.5,", "3.6,")
    assert not is_current(database, small_facts)


def test_a_new_file_of_facts_asks_for_a_rebuild(small_facts: Path, database: Path) -> None:
    build(small_facts, database)
    (small_facts / "scenarios" / "more.yml").write_text("id: more\n", encoding="utf-8")
    assert not is_current(database, small_facts)


def test_a_renamed_file_changes_the_digest(small_facts: Path) -> None:
    before = facts_digest(small_facts)
    (small_facts / "targets.csv").rename(small_facts / "aims.csv")
    assert facts_digest(small_facts) != before


def test_hidden_files_do_not_change_the_digest(small_facts: Path) -> None:
    before = facts_digest(small_facts)
    (small_facts / "series" / ".staff.csv.swp").write_text("x", encoding="utf-8")
    assert facts_digest(small_facts) == before


def test_other_code_asks_for_a_rebuild(small_facts: Path, database: Path) -> None:
    build(small_facts, database, code="1")
    assert is_current(database, small_facts, code="1")
    assert not is_current(database, small_facts, code="2")


def test_something_else_in_place_of_the_database_is_replaced(
    small_facts: Path, database: Path
) -> None:
    database.parent.mkdir()
    database.write_text("no database", encoding="utf-8")
    assert not is_current(database, small_facts)
    build(small_facts, database)
    assert is_current(database, small_facts)


def test_a_rebuild_is_seen_although_the_old_database_is_open(
    small_facts: Path, database: Path, edit: Edit
) -> None:
    build(small_facts, database)
    with Warehouse.open(database) as old:
        edit("series/staff.csv", "3.5,", "3.6,")
        build(small_facts, database)
        with Warehouse.open(database) as new:
            assert new.series(KEY).at(2018) == 36_000
        assert old.series(KEY).at(2018) == 35_000


def test_builders_do_not_disturb_each_other(small_facts: Path, database: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=spawn) as pool:
        builds = [pool.submit(build, small_facts, database) for _ in range(4)]
        assert {job.result().digest for job in builds} == {facts_digest(small_facts)}
    assert is_current(database, small_facts)
    assert [path.name for path in database.parent.iterdir()] == [database.name]


def test_a_stored_forecast_comes_back_as_it_was(small_facts: Path, database: Path) -> None:
    created = forecast()
    rows = to_stored(STAFF, Succeeded(created), "engine", "digest")
    report = build(small_facts, database, derive=lambda *_: derived(rows))
    assert report.counts["forecast_info"] == 1
    with Warehouse.open(database) as warehouse:
        assert warehouse.forecast_keys() == (KEY,)
        assert warehouse.forecast_problems() == {}
        result = warehouse.forecast(KEY)
    assert (result.key, result.unit, result.origin) == (created.key, created.unit, created.origin)
    assert np.array_equal(result.years, created.years)
    assert np.array_equal(result.probabilities, created.probabilities)
    assert np.array_equal(result.quantiles, created.quantiles)
    assert (result.method, result.fallback, result.warnings) == (
        created.method,
        created.fallback,
        created.warnings,
    )
    for there, here in zip(result.members, created.members, strict=True):
        assert (there.name, there.weight, there.problem) == (here.name, here.weight, here.problem)
        assert np.array_equal(there.values, here.values, equal_nan=True)


def test_a_forecast_that_was_not_stored_is_named(small_facts: Path, database: Path) -> None:
    build(small_facts, database)
    with Warehouse.open(database) as warehouse, pytest.raises(WarehouseError, match="staff/100000"):
        warehouse.forecast(KEY)


def test_stored_rows_can_be_stored_again(small_facts: Path, database: Path) -> None:
    rows = to_stored(STAFF, Succeeded(forecast()), "engine", "digest")
    build(small_facts, database, derive=lambda *_: derived(rows))
    with Warehouse.open(database) as warehouse:
        again = warehouse.stored_forecasts()
    assert again[KEY].info == rows.info
    assert sorted(map(repr, again[KEY].numbers)) == sorted(map(repr, rows.numbers))


def test_a_series_without_forecast_says_why(small_facts: Path, database: Path) -> None:
    why = SeriesError("{key} is {how}.", key=KEY, how="too short")
    rows = to_stored(STAFF, Failed(why), "engine", "digest")
    build(small_facts, database, derive=lambda *_: derived(rows))
    with Warehouse.open(database) as warehouse:
        assert warehouse.forecast_keys() == ()
        assert str(warehouse.forecast_problems()[KEY]) == "staff/100000 is too short."
        with pytest.raises(WarehouseError, match="no forecast: staff/100000 is too short"):
            warehouse.forecast(KEY)


def test_progress_includes_the_derived_part(small_facts: Path, database: Path) -> None:
    reported: list[float] = []

    def derive(warehouse: Warehouse, part: Callable[[float], None]) -> Derived:
        part(0.5)
        return derived()

    build(small_facts, database, progress=lambda _, part: reported.append(part), derive=derive)
    assert reported == sorted(reported)
    assert 0.4 < reported[-2] < 0.6
