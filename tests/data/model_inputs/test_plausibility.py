"""What the model allocates to a region beside what was counted there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from data.model_inputs import plausibility
from data.model_inputs.plausibility import check_facts
from data.reading.parameters import parameters
from data.store.check import check
from data.store.finding import Finding, Severity
from data.store.warehouse import Warehouse


def allocated(warehouse: Warehouse) -> list[Finding]:
    return [finding for finding in check_facts(warehouse) if "stock" in finding.values]


def test_the_stock_of_beijing_is_too_large_for_its_census(warehouse: Warehouse) -> None:
    lines = [str(f) for f in allocated(warehouse) if "/110000" in str(f)]
    assert any(
        "6,608,234" in line and "50% of employment_census_legal_units/110000, 13,136,000" in line
        for line in lines
    )
    assert any(
        "4.11 times employment_sector_i_census_legal_units/110000, 1,606,000" in line
        for line in lines
    )
    assert any("times graduates/110000" in line for line in lines)


def test_provinces_in_proportion_are_not_named(warehouse: Warehouse) -> None:
    named = {str(f.values["key"]).partition("/")[2] for f in allocated(warehouse)}
    assert named == {"110000", "310000"}


def test_graduates_weigh_less_than_jobs(warehouse: Warehouse) -> None:
    for finding in allocated(warehouse):
        is_of_graduates = str(finding.values.get("other")).startswith("graduates/")
        assert (finding.severity is Severity.NOTE) is is_of_graduates


def test_the_findings_on_the_figures_follow(warehouse: Warehouse) -> None:
    assert check_facts(warehouse)[-len(check(warehouse)) :] == check(warehouse)


def test_shares_of_kinds_above_one_are_a_warning(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = parameters()
    assert not [f for f in check_facts(warehouse) if "figures" in f.values]
    too_much: Callable[[Path], object] = lambda _: {  # noqa: E731
        f"{kind}_share": replace(known["compound_share"], value=0.4)
        for kind in ("compound", "application", "skilled")
    }
    monkeypatch.setattr(plausibility, "parameters", too_much)
    (found,) = (f for f in check_facts(warehouse) if "figures" in f.values)
    assert found.severity is Severity.WARNING
    assert "compound_share" in str(found)
