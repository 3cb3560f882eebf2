"""Small facts that can be broken, and the real database, built once."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.build.ingest import build
from data.reading.facts_reader import Facts, read_facts
from data.reading.files import FACTS
from data.store.warehouse import Warehouse

SMALL = Path(__file__).parent / "small_facts"

Edit = Callable[[str, str, str], None]


@pytest.fixture
def small_facts(tmp_path: Path) -> Path:
    """A copy of the small facts, free to be changed."""
    return Path(shutil.copytree(SMALL, tmp_path / "facts"))


@pytest.fixture
def edit(small_facts: Path) -> Edit:
    """Replaces one piece of text in a file of the small facts; it must occur there once."""

    def replace(name: str, old: str, new: str) -> None:
        path = small_facts / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return replace


@pytest.fixture(scope="session")
def real_facts() -> Facts:
    return read_facts(FACTS)


@pytest.fixture(scope="session")
def facts_only(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """The database of the real facts, without forecasts."""
    path = tmp_path_factory.mktemp("database") / "talent.duckdb"
    build(FACTS, path)
    with Warehouse.open(path) as opened:
        yield opened
