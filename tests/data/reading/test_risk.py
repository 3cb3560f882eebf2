"""risk.yml becomes risks, indicators and the rule for actuals; every fault is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from data.reading.facts_reader import Facts
from data.reading.files import FACTS
from data.reading.risk import risk_facts
from data.reading.validation import ManyFactsError
from forecasting.analysis.indicators import IndicatorKind
from forecasting.core.errors import FactsError
from forecasting.core.series import Unit

Edit = Callable[[str, str, str], None]


def test_risks_indicators_and_the_rule_are_read(small_facts: Path) -> None:
    result = risk_facts(small_facts)
    (risk,) = result.risks
    gap, closing, funding = result.indicators
    assert (risk.id, risk.kinds, risk.source_ids) == (
        "too_few",
        (IndicatorKind.GAP_SHARE,),
        ("survey",),
    )
    assert (gap.amber, gap.red, gap.more_is_better, gap.unit) == (0.1, 0.2, False, Unit.SHARE)
    assert closing.more_is_better
    assert funding.orientation
    assert funding.orientation.value == 1000
    assert (result.tracking.inner, result.tracking.outer, result.tracking.plausible) == (
        0.5,
        0.8,
        3,
    )
    assert set(result.cited()) == {"survey", "yearbook"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("red: 0.2\n", "red: 0.05\n", "red (0.05) must be worse than amber (0.1)"),
        ("red: 0.25", "red: 0.75", "red (0.75) must be worse than amber (0.5)"),
        ("better: more", "better: higher", "“higher” is not known"),
        ("figure: funding", "figure: luck", "“luck” is not known"),
        ("figure: closing_probability", "figure: funding", "funding needs an orientation"),
        ("figure: closing_probability", "figure: gap_share", "Keep one of the two"),
        ("figures: [gap_share]", "figures: [late_share]", "does not stand in the indicators"),
        ("sources: [yearbook]", "sources: [nobody]", "does not stand in sources.yml"),
        ("sources: [yearbook]", "sources: []", "needs at least one source"),
        ("unit: yuan_per_year", "unit: share", "yuan a year"),
        ("note_en: Assumption.\n", "note_en: Sure.\n", "begin its note with “Assumption”"),
        ("note_zh: 假设。\n", "note_zh: 肯定。\n", "begin its note with “假设”"),
        ("inner: 0.5", "inner: 0.9", "0 < inner (0.9) < outer (0.8)"),
        ("plausible: 3", "plausible: 1", "plausible (1.0)"),
        ("amber: 0.6", "amber: much", "“much” is not a number"),
        ("value: 1000", "value: 0", "outside 1"),
        ("amber: 0.6", "ambre: 0.6", "is an unknown field"),
        ("text_en: People are missing.", "text_en: ''", "is empty"),
    ],
)
def test_a_fault_is_named_with_its_place(
    small_facts: Path, edit: Edit, old: str, new: str, said: str
) -> None:
    edit("risk.yml", old, new)
    with pytest.raises(FactsError) as raised:
        risk_facts(small_facts)
    assert said in str(raised.value)
    assert "risk.yml" in str(raised.value)


def test_a_figure_in_the_wrong_unit_is_a_fault(small_facts: Path) -> None:
    path = small_facts / "risk.yml"
    text = path.read_text(encoding="utf-8").replace("unit: share", "unit: years", 1)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FactsError, match="gap_share is measured in share, not in years"):
        risk_facts(small_facts)


def test_all_faults_are_reported_together(small_facts: Path, edit: Edit) -> None:
    edit("risk.yml", "red: 0.25", "red: 0.75")
    edit("risk.yml", "inner: 0.5", "inner: 0.9")
    with pytest.raises(ManyFactsError, match="2 faults"):
        risk_facts(small_facts)


def test_every_figure_has_an_indicator_and_watches_a_risk(real_facts: Facts) -> None:
    result = risk_facts(FACTS)
    assert real_facts.risk == result
    assert {indicator.kind for indicator in result.indicators} == set(IndicatorKind)
    assert {figure for risk in result.risks for figure in risk.kinds} == set(IndicatorKind)


def test_every_risk_cites_the_paper() -> None:
    for risk in risk_facts(FACTS).risks:
        assert risk.paper_section.startswith("4.3")
        assert "yu_2023_industrial_metaverse" in risk.source_ids
