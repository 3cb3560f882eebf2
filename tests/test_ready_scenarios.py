"""The seven ready scenarios, run as a user runs them and judged by their figures."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import numpy as np
import pytest

from cli import main
from data.reading.files import FACTS
from data.store.warehouse import Warehouse

NATION = "100000"


class Expected(NamedTuple):
    """What a ready scenario does: how far it narrows the mean gap (negative: widens), persons."""

    region: str
    first_effect: int | None
    narrower_in_2035: float


READY = {
    "baseline": Expected(NATION, None, 0),
    "industry_education_integration": Expected(NATION, 2030, 376_487),
    "training_and_fund": Expected(NATION, 2028, 2_273_115),
    "full_package": Expected(NATION, 2026, 2_990_998),
    "action_plan_2024_2026": Expected(NATION, 2026, 745_226),
    "chengdu_targets": Expected("510100", 2026, -422_342),
    "sichuan_targets": Expected("510000", 2026, -619_999),
}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], warehouse: Warehouse, scenario: str) -> dict[str, Any]:
    """The scenario's run of 200 draws, as the terminal answers it to a program."""
    assert warehouse.digest
    call = ("run", "--scenario", scenario, "--region", READY[scenario].region, "--draws", "200")
    assert main((*call, "--json")) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def test_every_ready_scenario_is_judged_here() -> None:
    assert {path.stem for path in (FACTS / "scenarios").glob("*.yml")} == set(READY)


@pytest.mark.parametrize("scenario", READY)
def test_a_ready_scenario_changes_the_gap_as_far_as_it_should(
    run: dict[str, Any], scenario: str
) -> None:
    expected = READY[scenario]
    effect = dict(zip(run["years"], run["effect"], strict=True))
    assert effect[2035] == pytest.approx(expected.narrower_in_2035, rel=0.001)
    first = next((year for year, persons in effect.items() if persons), None)
    assert first == expected.first_effect
    assert run["region"] == expected.region


@pytest.mark.parametrize("scenario", READY)
def test_a_ready_scenario_adds_up(run: dict[str, Any], scenario: str) -> None:
    effect = np.array(run["effect"])
    gaps = np.array(run["baseline_gap"]["mean"]) - np.array(run["gap"]["mean"])
    np.testing.assert_allclose(gaps, effect, atol=1)
    parts = np.sum(list(run["contributions"].values()), axis=0) if run["contributions"] else 0
    np.testing.assert_allclose(parts, effect, atol=len(run["contributions"]) + 1)
    costly = {setting["intervention"] for setting in run["settings"]} - {
        *("digital_output_growth", "metaverse_adoption", "productivity_and_automation")
    }
    assert (run["cost_total"] > 0) == bool(costly)
