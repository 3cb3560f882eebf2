"""YAML of the facts becomes interventions of the model."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from data.reading.files import FACTS
from data.reading.interventions import interventions
from forecasting.core.errors import FactsError
from forecasting.model.interventions import (
    Channel,
    Intervention,
    Kind,
    TalentKind,
    TargetPopulation,
)


def change(facts: Path, **fields: object) -> None:
    """Overwrite fields of the one intervention; None removes a field."""
    path = facts / "interventions" / "training.yml"
    content = yaml.safe_load(path.read_text(encoding="utf-8")) | fields
    content = {name: value for name, value in content.items() if value is not None}
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def test_parameters_of_an_intervention_are_named_after_it(small_facts: Path) -> None:
    (training,) = interventions(small_facts).values()
    assert training.target_population is TargetPopulation.GRADUATES
    assert [effect.channel for effect in training.effects] == [Channel.ENTRY]
    assert training.effects[0].size.id == "training.entry"
    assert training.cost_per_person
    assert training.cost_per_person.id == "training.cost"
    assert training.duration_years is None
    assert not training.conserving


def test_the_eight_responses_of_the_paper_are_there() -> None:
    responses = [m for m in interventions(FACTS).values() if m.paper_section.startswith("5.3")]
    assert len(responses) >= 8


def test_four_levels_of_ambition_end_at_the_ceiling(small_facts: Path) -> None:
    (training,) = interventions(small_facts).values()
    assert training.levels.shares == (0.02, 0.05, 0.1, 0.2)
    assert training.levels.shares[-1] == training.ceiling_share


@pytest.mark.parametrize("shares", [[0.1, 0.2], [0.05, 0.02, 0.1, 0.2], [0.01, 0.02, 0.05, 0.1]])
def test_levels_that_do_not_rise_to_the_ceiling_are_refused(
    small_facts: Path, shares: list[float]
) -> None:
    change(small_facts, levels={"shares": shares, "note_zh": "假设", "note_en": "Assumption"})
    with pytest.raises(FactsError, match="rising shares of which the last is the ceiling"):
        interventions(small_facts)


def test_a_development_costs_nothing(small_facts: Path) -> None:
    change(small_facts, kind="development", cost_per_person=None)
    (training,) = interventions(small_facts).values()
    assert training.kind is Kind.DEVELOPMENT
    assert training.cost_per_person is None


def test_a_measure_without_its_cost_is_refused(small_facts: Path) -> None:
    change(small_facts, cost_per_person=None)
    with pytest.raises(FactsError, match="a measure states its cost"):
        interventions(small_facts)


def test_a_multiplier_is_read_and_can_be_left_out(small_facts: Path) -> None:
    (training,) = interventions(small_facts).values()
    assert training.multiplier is None
    path = small_facts / "interventions" / "training.yml"
    cost = yaml.safe_load(path.read_text(encoding="utf-8"))["cost_per_person"]
    change(small_facts, multiplier=cost | {"value": 1.2, "low": 1.0, "high": 1.5, "unit": "ratio"})
    (training,) = interventions(small_facts).values()
    assert training.multiplier is not None
    assert (training.multiplier.id, training.multiplier.value) == ("training.multiplier", 1.2)


def test_a_precedent_is_read_with_its_sources(small_facts: Path) -> None:
    texts = dict.fromkeys(("name_zh", "name_en", "note_zh", "note_en"), "x")
    change(small_facts, precedent={"reach": 467000, "sources": ["yearbook"], **texts})
    (training,) = interventions(small_facts).values()
    assert training.precedent is not None
    assert (training.precedent.reach, training.precedent.source_ids) == (467000, ("yearbook",))


@pytest.mark.parametrize("lever", interventions(FACTS).values(), ids=lambda lever: lever.id)
def test_developments_act_on_demand_and_measures_on_supply(lever: Intervention) -> None:
    on_demand = bool(lever.channels & {Channel.DEMAND, Channel.OUTPUT})
    assert on_demand is (lever.kind is Kind.DEVELOPMENT)


def test_a_measure_may_train_one_kind_of_talent(small_facts: Path) -> None:
    (training,) = interventions(small_facts).values()
    assert training.kind_of_talent is None
    change(small_facts, kind_of_talent="compound")
    (training,) = interventions(small_facts).values()
    assert training.kind_of_talent is TalentKind.COMPOUND


def test_an_unknown_kind_of_talent_is_refused(small_facts: Path) -> None:
    change(small_facts, kind_of_talent="brilliant")
    with pytest.raises(FactsError, match="brilliant"):
        interventions(small_facts)
