"""What the check finds in the figures, and what it leaves in peace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.build.ingest import build
from data.store.check import check
from data.store.finding import Finding, Severity
from data.store.warehouse import Warehouse

Edit = Callable[[str, str, str], None]
Check = Callable[[], list[Finding]]


@pytest.fixture
def findings(small_facts: Path, tmp_path: Path) -> Iterator[Check]:
    """Builds the small facts as they are by then and checks them."""
    opened: list[Warehouse] = []

    def run() -> list[Finding]:
        build(small_facts, tmp_path / "talent.duckdb")
        opened.append(Warehouse.open(tmp_path / "talent.duckdb"))
        return list(check(opened[-1]))

    yield run
    for warehouse in opened:
        warehouse.close()


def test_sums_that_fit_are_no_finding(findings: Check) -> None:
    assert not [f for f in findings() if "add up" in f.template]


def test_a_sum_that_does_not_fit_is_a_warning(findings: Check, edit: Edit) -> None:
    edit("series/staff.csv", "100000,2018,3.5", "100000,2018,3.6")
    (found,) = (f for f in findings() if "add up" in f.template)
    assert found.severity is Severity.WARNING
    assert (found.values["total"], found.values["nation"]) == (35_000, 36_000)
    assert "-1,000 (-2.78%)" in str(found)


def test_a_small_difference_is_a_note(findings: Check, edit: Edit) -> None:
    edit("series/staff.csv", "100000,2018,3.5", "100000,2018,3.51")
    (found,) = (f for f in findings() if "add up" in f.template)
    assert found.severity is Severity.NOTE


def test_a_computed_sum_is_not_compared_with_itself(findings: Check) -> None:
    assert not [f for f in findings() if f.values.get("year") == 2021 and "add up" in f.template]


def test_a_break_is_named_with_its_reason_in_both_languages(findings: Check) -> None:
    (found,) = (f for f in findings() if "comparable" in f.template)
    assert (found.values["year"], found.detail_zh, found.detail_en) == (2020, "抽样。", "Sampling.")


def test_missing_years_are_listed_as_ranges(findings: Check, edit: Edit) -> None:
    row = "110000,2021,1.6,万人,published,census,yearbook"
    edit("series/staff.csv", row, f"{row}\n{row.replace('2021', '2023')}")
    (found,) = (f for f in findings() if "no figure" in f.template)
    assert found.values["years"] == "2019–2020, 2022"


def test_a_jump_without_a_break_is_a_warning(findings: Check, edit: Edit) -> None:
    row = "110000,2021,1.6,万人,published,census,yearbook"
    edit("series/staff.csv", row, f"{row}\n{row.replace('2021,1.6', '2022,3.2')}")
    (found,) = (f for f in findings() if "in one year" in f.template)
    assert found.severity is Severity.WARNING
    assert (found.values["key"], found.values["year"]) == ("staff/110000", 2022)
    assert "+100%" in str(found)


def test_a_jump_at_a_break_is_none(findings: Check, edit: Edit) -> None:
    row = "110000,2021,1.6,万人,published,census,yearbook"
    edit("series/staff.csv", row, f"{row}\n{row.replace('2021,1.6', '2022,3.2')}")
    edit("measures.yml", "{year: 2020,", "{year: 2022,")
    assert not [f for f in findings() if "in one year" in f.template]


def test_soft_figures_are_counted(findings: Check) -> None:
    soft = {f.values["key"]: f.values["count"] for f in findings() if "rounded" in f.template}
    assert soft == {"staff/100000": 1, "staff/120000": 1}


def test_the_real_facts_have_no_sum_that_does_not_fit_but_known_ones(facts_only: Warehouse) -> None:
    warned = {
        (f.values["indicator"], f.values["year"])
        for f in check(facts_only)
        if "add up" in f.template and f.severity is Severity.WARNING
    }
    assert warned == {
        *(("gdp", year) for year in (2000, 2001, 2002, 2020, 2021, 2022, 2023)),
        ("software_revenue", 2018),
    }
