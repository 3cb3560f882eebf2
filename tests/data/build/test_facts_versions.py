"""A change of the facts is noticed while a server runs; what is open stays as it was."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from data.build import facts_versions
from data.build.database import open_database
from data.build.facts_versions import FactsVersions
from data.build.ingest import BuildReport, build
from data.reading.files import facts_fingerprint
from data.reading.parameters import parameters
from data.store.warehouse import Warehouse
from forecasting.core.errors import FactsError, WarehouseError
from forecasting.core.series import SeriesKey

Edit = Callable[[str, str, str], None]

STAFF = SeriesKey("staff", "100000")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds without forecasts, for which the small facts are too few; checks at every call."""

    def rebuild(facts: Path, database: Path, progress: object = None) -> BuildReport:
        return build(facts, database, code="code")

    monkeypatch.setattr("data.build.database.rebuild", rebuild)
    monkeypatch.setattr("data.build.database.code_version", lambda: "code")
    monkeypatch.setattr(facts_versions, "CHECK_SECONDS", 0.0)


@pytest.fixture
def versions(small_facts: Path, tmp_path: Path) -> FactsVersions:
    return FactsVersions(small_facts, tmp_path / "talent.duckdb")


def test_facts_that_have_not_changed_stay_the_same_version(versions: FactsVersions) -> None:
    assert versions.newest() is versions.newest()


def test_a_change_is_taken_over_and_the_version_before_stays_usable(
    versions: FactsVersions, edit: Edit
) -> None:
    before = versions.newest()
    edit("series/staff.csv", "3.5,", "3.6,")
    edit("parameters/exit_rate.yml", "value: 0.016", "value: 0.017")
    after = versions.newest()
    assert (before.warehouse.series(STAFF).at(2018), after.warehouse.series(STAFF).at(2018)) == (
        35_000,
        36_000,
    )
    rates = [parameters(version.facts)["exit_rate"].value for version in (before, after)]
    assert rates == [0.016, 0.017]
    assert versions.held(before.digest) is before


def test_a_version_that_nobody_holds_is_let_go(versions: FactsVersions, edit: Edit) -> None:
    before = versions.newest()
    digest, copy = before.digest, before.facts
    edit("series/staff.csv", "3.5,", "3.6,")
    versions.newest()
    del before
    assert not copy.exists()
    with pytest.raises(WarehouseError, match=f"{digest[:8]}.*Reload"):
        versions.held(digest)


def test_broken_facts_keep_the_version_before_and_are_named(
    versions: FactsVersions, edit: Edit
) -> None:
    before = versions.newest()
    edit("series/staff.csv", "3.5,", "3.5x,")
    assert versions.newest() is before
    assert "staff.csv:2 (value)" in str(versions.problem)
    edit("series/staff.csv", "3.5x,", "3.5,")
    assert versions.newest() is before
    assert versions.problem is None


def test_broken_facts_are_read_once(
    versions: FactsVersions, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions.newest()
    edit("series/staff.csv", "3.5,", "3.5x,")
    versions.newest()
    monkeypatch.setattr("data.build.facts_versions.open_database", pytest.fail)
    versions.newest()
    assert isinstance(versions.problem, FactsError)


def test_a_full_disk_is_tried_again_later(
    versions: FactsVersions, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = versions.newest()
    edit("series/staff.csv", "3.5,", "3.6,")

    def fail(*_: object) -> None:
        raise WarehouseError("The disk is full.")

    with monkeypatch.context() as full:
        full.setattr("data.build.facts_versions.open_database", fail)
        full.setattr(facts_versions, "RETRY_SECONDS", 0.0)
        assert versions.newest() is before
        assert str(versions.problem) == "The disk is full."
    assert versions.newest().warehouse.series(STAFF).at(2018) == 36_000


def test_broken_facts_stop_a_server_that_has_no_version(
    versions: FactsVersions, edit: Edit
) -> None:
    edit("series/staff.csv", "3.5,", "3.5x,")
    for _ in range(2):
        with pytest.raises(FactsError, match=r"staff\.csv:2"):
            versions.newest()
    edit("series/staff.csv", "3.5x,", "3.5,")
    assert versions.newest().warehouse.series(STAFF).at(2018) == 35_000


def test_a_missing_folder_keeps_the_version_before(
    versions: FactsVersions, small_facts: Path
) -> None:
    before = versions.newest()
    shutil.rmtree(small_facts)
    assert versions.newest() is before
    assert "folder of facts" in str(versions.problem)


def test_others_go_on_with_the_version_before_while_one_builds(
    versions: FactsVersions, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, building, finish = versions.newest(), Event(), Event()
    edit("series/staff.csv", "3.5,", "3.6,")

    def slow(*arguments: Any) -> Warehouse:
        building.set()
        assert finish.wait(30)
        return open_database(*arguments)

    monkeypatch.setattr("data.build.facts_versions.open_database", slow)
    builder = Thread(target=versions.newest)
    builder.start()
    assert building.wait(30)
    assert versions.newest() is before
    finish.set()
    builder.join(30)
    assert versions.newest() is not before


def test_the_folder_is_not_looked_at_more_often_than_it_should(
    versions: FactsVersions, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts_versions, "CHECK_SECONDS", 3600.0)
    before = versions.newest()
    edit("series/staff.csv", "3.5,", "3.6,")
    assert versions.newest() is before


def test_the_fingerprint_covers_what_the_digest_covers(small_facts: Path) -> None:
    names = [name for name, _, _ in facts_fingerprint(small_facts)]
    assert names == sorted(
        path.relative_to(small_facts).as_posix()
        for path in small_facts.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    )
    (small_facts / ".hidden").write_text("", encoding="utf-8")
    assert [name for name, _, _ in facts_fingerprint(small_facts)] == names
