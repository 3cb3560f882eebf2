from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cli import main
from data.files import FACTS
from data.warehouse import Warehouse

RUN = ("run", "--region", "510100", "--scenario", "industry_education_integration")


@pytest.fixture(autouse=True)
def built(warehouse: Warehouse) -> None:
    """The commands find a database that is up to date."""


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 0
    return capsys.readouterr().out


def test_the_same_call_prints_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    call = (*RUN, "--json", "--draws", "200")
    assert printed(capsys, *call) == printed(capsys, *call)


def test_options_reach_the_manifest(capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--json", "--draws", "150", "--seed", "3", "--horizon", "2040")
    document = json.loads(printed(capsys, *RUN, *options))
    manifest = document["manifest"]
    assert (manifest["draws"], manifest["seed"], document["years"][-1]) == (150, 3, 2040)


def test_four_year_programmes_of_2026_show_from_2030(capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(printed(capsys, *RUN, "--json", "--draws", "200"))
    effect = dict(zip(document["years"], document["effect"], strict=True))
    assert all(effect[year] == 0 for year in range(2020, 2030))
    assert effect[2030] > 0


@pytest.mark.parametrize(
    "scenario",
    ["baseline", "industry_education_integration", "training_and_fund", "full_package"],
)
def test_every_ready_scenario_runs(capsys: pytest.CaptureFixture[str], scenario: str) -> None:
    text = printed(capsys, "run", "--scenario", scenario, "--draws", "100")
    assert "2035" in text


def test_the_table_is_in_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert "缺口" in printed(capsys, *RUN, "--draws", "100")
    assert "Gap" in printed(capsys, *RUN, "--draws", "100", "--language", "en")


def test_an_unknown_scenario_is_explained_on_standard_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(("run", "--scenario", "wishes", "--language", "en")) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "no scenario wishes" in shown.err
    assert "full_package" in shown.err


def test_check_reports_breaks_and_counts(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "check", "--language", "en")
    assert "employment_sector_i 2013: not comparable with earlier years." in text
    assert "The facts are valid." in text


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
