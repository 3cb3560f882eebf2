"""YAML of the facts becomes ready scenarios."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.reading.files import FACTS
from data.reading.interventions import interventions
from data.reading.scenarios import scenarios


def test_a_ready_scenario_schedules_known_interventions(small_facts: Path) -> None:
    (package,) = scenarios(small_facts).values()
    (policy,) = package.scheduled
    assert (policy.intervention, policy.share_of_base, policy.start_year) == (
        "training",
        0.1,
        2026,
    )


def test_the_baseline_does_nothing() -> None:
    assert scenarios(FACTS)["baseline"].scheduled == ()


@pytest.mark.parametrize("scenario", scenarios(FACTS).values(), ids=lambda scenario: scenario.id)
def test_a_ready_scenario_stays_below_every_ceiling(scenario: object) -> None:
    known = interventions(FACTS)
    for policy in scenarios(FACTS)[getattr(scenario, "id", "")].scheduled:
        lever = known[policy.intervention]
        assert lever.floor_share <= policy.share_of_base <= lever.ceiling_share
        assert policy.share_of_base != 0
