from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cli import main
from data.model_inputs.inputs import model_inputs
from data.model_inputs.scenario_file import ScenarioFile, write_scenario
from data.reading.files import FACTS
from data.store.warehouse import Warehouse
from forecasting.model.inputs import RunSettings
from forecasting.model.interventions import Assumption, Scenario, Setting
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.run import compare
from reporting.output.result_json import result_json

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


@pytest.mark.parametrize("on_a_terminal", [False, True])
def test_a_program_reads_json_and_a_terminal_shows_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *, on_a_terminal: bool
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: on_a_terminal)
    said = printed(capsys, *RUN, "--draws", "100")
    assert said.startswith("{") != on_a_terminal
    assert printed(capsys, *RUN, "--draws", "100", "--text").startswith("{") is False
    assert json.loads(printed(capsys, *RUN, "--draws", "100", "--json"))


def test_the_table_is_in_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert "缺口" in printed(capsys, *RUN, "--text", "--draws", "100")
    assert "Gap" in printed(capsys, *RUN, "--text", "--draws", "100", "--language", "en")


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


SAVED = ScenarioFile(
    "方案一",
    "baseline",
    "510100",
    "gdp",
    "digital_gap_2023",
    RunSettings(150, 3, 2040),
    Scenario(
        "custom",
        (Setting("targeted_training", 12345.0, 2027, 2, None, 2036),),
        (
            Assumption("elasticity", 0.3, 0.1, 0.7),
            Assumption("targeted_training.entry", 0.2, 0.2, 0.2),
        ),
    ),
    "ab" * 32,
)


@pytest.fixture
def saved(tmp_path: Path) -> str:
    path = tmp_path / "plan.json"
    path.write_bytes(write_scenario(SAVED))
    return str(path)


def test_a_saved_scenario_repeats_its_figures_to_the_digit(
    capsys: pytest.CaptureFixture[str], saved: str, warehouse: Warehouse
) -> None:
    inputs = model_inputs(warehouse, SAVED.region, SAVED.rule, SAVED.baseline)
    direct = result_json(compare(PreparedRun.of(inputs, SAVED.run), SAVED.scenario))
    assert printed(capsys, "run", "--scenario", saved, "--json") == f"{direct}\n"


def test_an_option_goes_before_what_a_saved_scenario_says(
    capsys: pytest.CaptureFixture[str], saved: str
) -> None:
    options = ("--region", "100000", "--draws", "100", "--horizon", "2030", "--seed", "5")
    document = json.loads(printed(capsys, "run", "--scenario", saved, "--json", *options))
    manifest = document["manifest"]
    assert (document["region"], document["years"][-1]) == ("100000", 2030)
    assert (manifest["draws"], manifest["seed"]) == (100, 5)
    assert document["baseline"] == SAVED.baseline


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ["方案一", "与基础数据不同的假设", "0.3"]),
        ("en", ["方案一", "Assumed otherwise", "0.3"]),
    ],
)
def test_the_text_says_what_is_assumed_and_that_the_data_are_others(
    capsys: pytest.CaptureFixture[str], saved: str, language: str, words: list[str]
) -> None:
    assert main(("run", "--scenario", saved, "--language", language, "--text")) == 0
    shown = capsys.readouterr()
    assert [word for word in words if word not in shown.out] == []
    assert "abababab" in shown.err


def test_a_faulty_scenario_file_is_explained(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "plan.json"
    for content, word in (("{", "JSON"), (None, "cannot be read")):
        path.unlink(missing_ok=True)
        if content:
            path.write_text(content, "utf-8")
        assert main(("run", "--scenario", str(path), "--language", "en")) == 1
        shown = capsys.readouterr()
        assert shown.out == ""
        assert "plan.json" in shown.err
        assert word in shown.err


GOAL = ("goalseek", "--lever", "diversified_skills_training", "--draws", "200")


def test_goalseek_prints_the_least_size_of_a_lever(capsys: pytest.CaptureFixture[str]) -> None:
    call = (*GOAL, "--draws", "2000", "--target-gap", "10300000", "--year", "2030", "--json")
    text = printed(capsys, *call)
    document = json.loads(text)
    assert document["reachable"]
    assert document["value"] == document["found"]["settings"][0]["reach"] > 0
    assert document["found"]["probability"] >= 0.5
    assert printed(capsys, *call) == text


def test_goalseek_says_no_with_the_best_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    call = (*GOAL, "--target-gap", "1000000", "--year", "2030", "--certainty", "0.9", "--json")
    document = json.loads(printed(capsys, *call))
    assert (document["reachable"], document["value"], document["found"]) == (False, None, None)
    assert document["obstacle"] == "ceiling"
    assert document["most"]["settings"][0]["reach"] > 0


def test_goalseek_sizes_several_levers_together_in_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call = (*GOAL, "--lever", "skills_fund", "--target-share", "0.15", "--certainty", "0.5")
    text = printed(capsys, *call, "--language", "en", "--text")
    assert "at most 15% of supply" in text
    assert "All 2 levers at" in text or "reached already" in text


def test_optimise_keeps_to_budget_and_limits(capsys: pytest.CaptureFixture[str]) -> None:
    call = ("optimise", "--region", "510100", "--budget", "2e9", "--year", "2030", "--draws", "200")
    limit = ("--limit", "diversified_skills_training=1000", "--limit", "skills_fund=0")
    document = json.loads(printed(capsys, *call, *limit, "--json"))
    found = {measure["intervention"]: measure for measure in document["measures"]}
    assert document["cost"] <= document["budget"] == 2_000_000_000
    assert found["diversified_skills_training"]["people"] <= 1000
    assert found["skills_fund"]["verdict"] == "excluded"
    assert document["shadow_price"]["yuan_per_post"] > 0
    text = printed(capsys, *call, "--language", "en", "--text")
    assert "Out: acts from 2031 at the earliest" in text


def test_optimise_finds_the_cheapest_package_for_a_goal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call = ("optimise", "--region", "510100", "--target-gap", "200000", "--draws", "200", "--json")
    document = json.loads(printed(capsys, *call))
    assert document["reached"]
    assert document["after"]["probability"] >= 0.5
    assert document["goal"]["target"]["persons"] == 200_000


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (("optimise",), "Name a budget"),
        (("optimise", "--budget", "1e9", "--limit", "skills_fund"), "is no limit"),
        (("goalseek", "--lever", "magic"), "no intervention magic"),
        (("goalseek", "--lever", "skills_fund", "--certainty", "2"), "certainty is 2.0"),
    ],
)
def test_goals_that_make_no_sense_are_explained(
    capsys: pytest.CaptureFixture[str], call: tuple[str, ...], words: str
) -> None:
    assert main((*call, "--draws", "100", "--language", "en")) == 1
    assert words in capsys.readouterr().err
