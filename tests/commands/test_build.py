from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cli import main
from data.reading.files import FACTS


def test_a_fault_in_the_facts_names_file_and_row_and_leaves_the_database(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    facts, database = tmp_path / "facts", tmp_path / "talent.duckdb"
    shutil.copytree(FACTS, facts)
    births = facts / "series" / "births.csv"
    births.write_text(births.read_text("utf-8").replace("1776", "many", 1), "utf-8")
    call = ("build", "--facts", str(facts), "--database", str(database), "--language", "en")
    assert main(call) == 1
    message = capsys.readouterr().err
    assert "births.csv:2" in message
    assert "many" in message
    assert not database.exists()
