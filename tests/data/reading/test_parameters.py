"""YAML of the facts becomes parameters of the model."""

from __future__ import annotations

from math import inf
from pathlib import Path

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.reading.parameters import parameters
from forecasting.core.parameters import Grade
from forecasting.core.series import Unit


def test_a_parameter_is_read_with_its_bounds(small_facts: Path) -> None:
    (rate,) = parameters(small_facts).values()
    assert (rate.id, rate.unit, rate.grade) == ("exit_rate", Unit.PER_YEAR, Grade.FOREIGN)
    assert (rate.low, rate.value, rate.high) == (0.008, 0.016, 0.03)
    assert (rate.minimum, rate.maximum) == (0, inf)
    assert rate.source_ids == ("survey",)


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
