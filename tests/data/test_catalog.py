"""YAML of the facts becomes types of the model."""

from __future__ import annotations

from math import inf
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.catalog import interventions, parameters, scenarios
from data.files import FACTS
from forecasting.interventions import Base, Channel
from forecasting.parameters import Grade
from forecasting.series import Unit


def test_a_parameter_is_read_with_its_bounds(small_facts: Path) -> None:
    (rate,) = parameters(small_facts).values()
    assert (rate.id, rate.unit, rate.grade) == ("exit_rate", Unit.PER_YEAR, Grade.FOREIGN)
    assert (rate.low, rate.value, rate.high) == (0.008, 0.016, 0.03)
    assert (rate.minimum, rate.maximum) == (0, inf)
    assert rate.source_ids == ("survey",)


def test_parameters_of_an_intervention_are_named_after_it(small_facts: Path) -> None:
    (training,) = interventions(small_facts).values()
    assert training.base is Base.GRADUATES
    assert [effect.channel for effect in training.effects] == [Channel.ENTRY]
    assert training.effects[0].size.id == "training.entry"
    assert training.cost_per_person.id == "training.cost"
    assert training.duration_years is None
    assert not training.conserving


def test_a_ready_scenario_schedules_known_interventions(small_facts: Path) -> None:
    (package,) = scenarios(small_facts).values()
    (measure,) = package.measures
    assert (measure.intervention, measure.share_of_base, measure.start_year) == (
        "training",
        0.1,
        2026,
    )


def test_the_eight_responses_of_the_paper_are_there() -> None:
    assert len(interventions(FACTS)) == 8


def test_the_baseline_does_nothing() -> None:
    assert scenarios(FACTS)["baseline"].measures == ()


@pytest.mark.parametrize("scenario", scenarios(FACTS).values(), ids=lambda scenario: scenario.id)
def test_a_ready_scenario_stays_below_every_ceiling(scenario: object) -> None:
    known = interventions(FACTS)
    for measure in scenarios(FACTS)[getattr(scenario, "id", "")].measures:
        assert 0 < measure.share_of_base <= known[measure.intervention].ceiling_share


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.floats(0, 1), min_size=3, max_size=3).map(sorted))
def test_a_range_written_as_yaml_is_read_back(small_facts: Path, ends: list[float]) -> None:
    path = small_facts / "parameters" / "exit_rate.yml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    content |= dict(zip(("low", "value", "high"), ends, strict=True))
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    rate = parameters(small_facts)["exit_rate"]
    assert [rate.low, rate.value, rate.high] == ends
