"""Names of headings: a unit or a note behind them changes nothing, another measure does."""

from __future__ import annotations

import pytest

from data.uploads.headcount_columns import Column, column_of


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("年份 Year", Column.YEAR),
        ("Year 年份", Column.YEAR),
        ("年份/Year", Column.YEAR),
        ("从业人员(万人) Employed Persons (10 000 persons)", Column.HEADCOUNT),
        ("就业人员合计 Total Employed Persons", Column.HEADCOUNT),
        ("從業人數（萬人）", Column.HEADCOUNT),
        ("在岗职工年末人数", Column.HEADCOUNT),
        ("Average headcount", Column.HEADCOUNT),
        ("Employee count", Column.HEADCOUNT),
        ("从业人数（人，年末）", Column.HEADCOUNT),
        ("从业人数（含外包）", Column.HEADCOUNT),
        ("从业人数（注1）", Column.HEADCOUNT),
        ("Employees, total", Column.HEADCOUNT),
        ("离职率（12月末）", Column.ATTRITION),
    ],
)
def test_a_heading_in_two_languages_with_unit_or_note(heading: str, column: Column) -> None:
    assert column_of(heading) is column


@pytest.mark.parametrize(
    "heading",
    [
        "离职率（月均）",
        "离职率（月）",
        "Attrition rate (monthly)",
        "离职率（女）",
        "离职率（目标）",
        "离职率（行业平均）",
        "离职率（%）主动",
        "从业人数（女）",
        "从业人数（增长率）",
        "从业人数/同比",
        "从业人数，同比",
        "从业人员（人）平均工资",
        "从业人员 of which female",
        "R&D人员数",
    ],
)
def test_another_measure_is_not_the_measure(heading: str) -> None:
    assert column_of(heading) is None
