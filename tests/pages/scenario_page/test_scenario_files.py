from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from data.model_inputs.inputs import model_inputs
from data.model_inputs.scenario_file import ScenarioFile, write_scenario
from data.store.warehouse import Warehouse
from forecasting.model.inputs import RunSettings
from forecasting.model.interventions import Assumption, Scenario, Setting
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.projection import scenario_for
from pages.cache.database import ready_scenarios
from tests.pages.conftest import Visit, query_of

OPEN = ("files",)
HIGHER = Assumption("exit_rate", 0.02, 0.01, 0.03)


def saved(warehouse: Warehouse, **changes: object) -> ScenarioFile:
    fields: dict[str, object] = {
        "name": "方案一",
        "started_from": "baseline",
        "region": "510100",
        "rule": "gdp",
        "baseline": "digital_gap_2023",
        "run": RunSettings(horizon=2040),
        "scenario": Scenario(
            "custom",
            (Setting("targeted_training", 12345.0, 2027, 2, 4, 2036),),
            (HIGHER,),
        ),
        "data_digest": warehouse.digest,
    }
    return ScenarioFile(**(fields | changes))  # type: ignore[arg-type]  # replaced by name


def open_file(app: AppTest, content: bytes) -> AppTest:
    (uploader,) = app.file_uploader
    return uploader.upload("plan.json", content).run()


def test_a_file_sets_place_levers_and_assumptions(visit: Visit, warehouse: Warehouse) -> None:
    plan = saved(warehouse)
    app = open_file(visit({"lang": "en"}, OPEN), write_scenario(plan))
    assert query_of(app) == {
        "v": "1",
        "lang": "en",
        "region": "510100",
        "rule": "gdp",
        "baseline": "digital_gap_2023",
        "until": "2040",
        "targeted_training": "12345_2027_2_4_2036",
        "assume.exit_rate": "0.02_0.01_0.03",
    }
    assert app.session_state["scenario"] == plan.scenario
    assert app.selectbox(key="input.region").value == "510100"
    assert "方案一" in app.success[0].value
    assert not app.info
    assert not app.error


def test_opening_a_file_is_one_step_that_can_be_undone(visit: Visit, warehouse: Warehouse) -> None:
    app = visit({"region": "110000", "skills_fund": "100_2027_2_2"}, OPEN)
    before = query_of(app)
    open_file(app, write_scenario(saved(warehouse)))
    assert query_of(app)["region"] == "510100"
    assert "skills_fund" not in query_of(app)
    app.button(key="undo").click().run()
    assert query_of(app) == before
    assert not app.success


def test_a_broken_file_names_every_fault_and_loses_nothing(
    visit: Visit, warehouse: Warehouse
) -> None:
    document = json.loads(write_scenario(saved(warehouse)))
    app = visit({"skills_fund": "100_2027_2_2"}, OPEN)
    before = query_of(app)
    open_file(app, json.dumps(document | {"region": "1", "draws": 1, "more": 1}).encode())
    assert all(word in app.error[0].value for word in ("plan.json", "region", "draws", "more"))
    assert query_of(app) == before
    assert not app.exception


def test_what_the_page_cannot_show_is_said(visit: Visit, warehouse: Warehouse) -> None:
    scenario = Scenario("custom", (Setting("targeted_training", 12345.6, 2027, 2),))
    plan = saved(warehouse, run=RunSettings(500, 3, 2033), scenario=scenario, data_digest="ab" * 32)
    app = open_file(visit({"lang": "en"}, OPEN), write_scenario(plan))
    text = " ".join(info.value for info in app.info)
    assert all(word in text for word in ("500", "2033", "2035", "rounded", "abababab"))
    assert "until" not in query_of(app)


def test_a_lever_beyond_the_page_leaves_everything_as_it_was(
    visit: Visit, warehouse: Warehouse
) -> None:
    scenario = Scenario("custom", (Setting("targeted_training", 5.0, 2036, 2),))
    plan = saved(warehouse, run=RunSettings(horizon=2035), scenario=scenario)
    app = open_file(visit({"until": "2030"}, OPEN), write_scenario(plan))
    assert all(word in app.error[0].value for word in ("targeted_training", "2036", "2035"))
    assert query_of(app) == {"until": "2030"}


@pytest.mark.parametrize("ready", ["baseline", "full_package"])
def test_a_ready_scenario_comes_back_as_itself(
    visit: Visit, warehouse: Warehouse, ready: str
) -> None:
    inputs = model_inputs(warehouse, "510100", "gdp", "digital_gap_2023")
    run = PreparedRun.of(inputs, RunSettings(horizon=2040))
    scenario = scenario_for(ready_scenarios()[ready], run)
    plan = saved(warehouse, started_from=ready, scenario=scenario)
    app = open_file(visit({"skills_fund": "100_2027_2_2"}, OPEN), write_scenario(plan))
    opened = app.session_state["scenario"]
    assert opened.id == ready
    assert set(opened.settings) == set(scenario.settings)
    assert query_of(app).get("scenario", "baseline") == ready
    assert not app.info


def test_a_name_is_a_text_and_nothing_else(visit: Visit, warehouse: Warehouse) -> None:
    plan = saved(warehouse, name="![x](https://example.org/x.png)")
    app = open_file(visit({}, OPEN), write_scenario(plan))
    assert "\\!\\[x\\]" in app.success[0].value
