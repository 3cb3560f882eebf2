"""Sums of parts, parts within wholes, shares of a composition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from data.store.finding import Finding, Severity
from data.store.parts import PARTS, WITHIN, part_findings
from data.store.warehouse import Warehouse
from forecasting.core.published import PublishedFigure, Topic
from forecasting.core.series import Quality, Unit

WHOLE = "employment_sector_i_census_enterprises"


@dataclass
class Counted:
    """Figures of the year 2023 of a region by indicator, and shares by id."""

    figures: dict[str, float] = field(default_factory=dict)
    shares: dict[str, float] = field(default_factory=dict)

    def rows(self, name: str, indicator: str) -> list[dict[str, Any]]:
        assert name == "figures_of"
        value = self.figures.get(indicator)
        return [] if value is None else [{"region": "110000", "year": 2023, "value": value}]

    def published_figures(self) -> Iterator[PublishedFigure]:
        for name, value in self.shares.items():
            yield PublishedFigure(
                name,
                Topic.DIGITAL_ECONOMY,
                "",
                "",
                "100000",
                "2023",
                value,
                Unit.SHARE,
                Quality.PUBLISHED,
                *("",) * 4,
                (),
            )


def findings(counted: Counted) -> list[Finding]:
    return list(part_findings(cast("Warehouse", counted)))


def divisions(last: float) -> Counted:
    return Counted({WHOLE: 1000.0} | dict(zip(PARTS[WHOLE], (100.0, 200.0, last), strict=True)))


@pytest.mark.parametrize("last", [700.0, 709.0])
def test_parts_that_add_up_but_for_rounding_are_no_finding(last: float) -> None:
    assert not findings(divisions(last))


def test_parts_that_do_not_add_up_are_a_warning() -> None:
    (found,) = findings(divisions(750.0))
    assert found.severity is Severity.WARNING
    assert str(found) == (
        f"{WHOLE}/110000 2023: its parts sum to 1,050, the published figure is 1,000 (+5.00%)."
    )


def test_a_whole_without_all_of_its_parts_is_not_judged() -> None:
    counted = divisions(750.0)
    del counted.figures[PARTS[WHOLE][0]]
    assert not findings(counted)


def test_a_part_above_its_whole_is_a_warning() -> None:
    part, whole = WITHIN[0]
    assert not findings(Counted({part: 5.0, whole: 5.0}))
    (found,) = findings(Counted({part: 6.0, whole: 5.0}))
    assert "the part, 6, is above the whole, 5" in str(found)


def test_shares_of_a_composition_add_up_to_one() -> None:
    name = "digital_core_enterprises_share_by_area_"
    assert not findings(Counted(shares={f"{name}a": 0.6, f"{name}b": 0.4}))
    (found,) = findings(Counted(shares={f"{name}a": 0.6, f"{name}b": 0.3}))
    assert "sum to 90.0%, not to 100%" in str(found)


def test_the_facts_have_no_such_finding(warehouse: Warehouse) -> None:
    assert not [str(finding) for finding in part_findings(warehouse)]
