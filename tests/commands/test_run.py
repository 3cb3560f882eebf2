from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cli import main
from data.model_inputs.inputs import model_inputs
from data.model_inputs.scenario_file import ScenarioFile, write_scenario
from data.store.warehouse import Warehouse
from forecasting.model.inputs import RunSettings
from forecasting.model.interventions import Assumption, Scenario, Setting
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.run import compare
from reporting.output.result_json import result_json

RUN = ("run", "--region", "510100", "--scenario", "industry_education_integration")


def test_the_same_call_prints_the_same_bytes(printed: Callable[..., str]) -> None:
    call = (*RUN, "--json", "--draws", "200")
    assert printed(*call) == printed(*call)


def test_options_reach_the_manifest(printed: Callable[..., str]) -> None:
    options = ("--json", "--draws", "150", "--seed", "3", "--horizon", "2040")
    document = json.loads(printed(*RUN, *options))
    manifest = document["manifest"]
    assert (manifest["draws"], manifest["seed"], document["years"][-1]) == (150, 3, 2040)


def test_four_year_programmes_of_2026_show_from_2030(printed: Callable[..., str]) -> None:
    document = json.loads(printed(*RUN, "--json", "--draws", "200"))
    effect = dict(zip(document["years"], document["effect"], strict=True))
    assert all(effect[year] == 0 for year in range(2020, 2030))
    assert effect[2030] > 0


@pytest.mark.parametrize("on_a_terminal", [False, True])
def test_a_program_reads_json_and_a_terminal_shows_words(
    printed: Callable[..., str], monkeypatch: pytest.MonkeyPatch, *, on_a_terminal: bool
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: on_a_terminal)
    text = printed(*RUN, "--draws", "100")
    assert text.startswith("{") != on_a_terminal
    assert printed(*RUN, "--draws", "100", "--text").startswith("{") is False
    assert json.loads(printed(*RUN, "--draws", "100", "--json"))


def test_the_table_is_in_the_language_asked_for(printed: Callable[..., str]) -> None:
    assert "缺口" in printed(*RUN, "--text", "--draws", "100")
    assert "Gap" in printed(*RUN, "--text", "--draws", "100", "--language", "en")


def test_an_unknown_scenario_is_explained_on_standard_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(("run", "--scenario", "wishes", "--language", "en")) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "no scenario wishes" in shown.err
    assert "full_package" in shown.err


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
    printed: Callable[..., str], saved: str, warehouse: Warehouse
) -> None:
    inputs = model_inputs(warehouse, SAVED.region, SAVED.rule, SAVED.baseline)
    direct = result_json(compare(PreparedRun.of(inputs, SAVED.run), SAVED.scenario))
    assert printed("run", "--scenario", saved, "--json") == f"{direct}\n"


def test_an_option_goes_before_what_a_saved_scenario_says(
    printed: Callable[..., str], saved: str
) -> None:
    options = ("--region", "100000", "--draws", "100", "--horizon", "2030", "--seed", "5")
    document = json.loads(printed("run", "--scenario", saved, "--json", *options))
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


def test_a_setting_beyond_what_can_be_reached_is_reported(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, warehouse: Warehouse
) -> None:
    setting = Setting("targeted_training", 9e8, 2027, 2)
    path = tmp_path / "plan.json"
    scenario = Scenario("custom", (setting,))
    path.write_bytes(
        write_scenario(replace(SAVED, scenario=scenario, data_digest=warehouse.digest))
    )
    assert main(("run", "--scenario", str(path), "--json", "--language", "en")) == 0
    assert "900 million people a year is more than can be reached" in capsys.readouterr().err
