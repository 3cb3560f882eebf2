from __future__ import annotations

import json

import numpy as np
import pytest

from forecasting.model.inputs import RunSettings
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.result import Comparison
from forecasting.model.run import BASELINE, compare
from reporting.output.result_json import result_document, result_json
from tests.builders import model_inputs
from tests.forecasting.model.test_run import PACKAGE

SETTINGS = RunSettings(draws=200)


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(PreparedRun.of(model_inputs(), SETTINGS), PACKAGE)


def test_the_same_run_gives_the_same_bytes(comparison: Comparison) -> None:
    assert result_json(comparison) == result_json(
        compare(PreparedRun.of(model_inputs(), SETTINGS), PACKAGE)
    )


def test_the_document_has_the_promised_fields(comparison: Comparison) -> None:
    document = json.loads(result_json(comparison))
    assert document["years"] == list(range(2020, 2036))
    for name in ("demand", "supply", "gap", "qualified_gap"):
        for level in ("p10", "p50", "p90"):
            assert len(document[name][level]) == 16
    assert {"graduates", "retrained", "migration", "exits"} <= document["flows"].keys()
    assert document["closing_year"].keys() == {"p50", "probability_by_horizon"}
    assert document["manifest"].keys() >= {
        "seed",
        "draws",
        "data_digest",
        "scenario_digest",
        "versions",
    }


def test_flows_balance_to_the_person(comparison: Comparison) -> None:
    flows = {k: np.array(v) for k, v in result_document(comparison)["flows"].items()}
    inflows = flows["graduates"] + flows["retrained"] + flows["migration"]
    assert np.array_equal(flows["opening"] + inflows - flows["exits"], flows["closing"])
    assert np.array_equal(flows["opening"][1:], flows["closing"][:-1])


def test_closing_stock_is_the_mean_supply(comparison: Comparison) -> None:
    document = result_document(comparison)
    assert document["flows"]["closing"] == document["supply"]["mean"]


def test_contributions_add_up_to_the_person(comparison: Comparison) -> None:
    document = result_document(comparison)
    total = np.sum(list(document["contributions"].values()), axis=0)
    assert total.tolist() == document["effect"]


def test_the_baseline_has_no_contributions_and_costs_nothing() -> None:
    document = result_document(compare(PreparedRun.of(model_inputs(), SETTINGS), BASELINE))
    assert (document["contributions"], document["cost_total"]) == ({}, 0)
