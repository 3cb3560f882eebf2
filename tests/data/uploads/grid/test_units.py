"""The units that headings and titles name."""

from __future__ import annotations

import pytest

from data.uploads.grid.units import (
    Count,
    Rates,
    is_unit,
    unit_label,
    units_in_heading,
    units_in_title,
)


@pytest.mark.parametrize(
    ("heading", "count"),
    [
        ("从业人数（万人）", Count.TEN_THOUSANDS),
        ("从业人数(单位：千人)", Count.THOUSANDS),
        ("从业人数/万人", Count.TEN_THOUSANDS),
        ("从业人数 万人", Count.TEN_THOUSANDS),
        ("从业人数_千人", Count.THOUSANDS),
        ("从业人数万人", Count.TEN_THOUSANDS),
        ("从业人数【人】", Count.PERSONS),
        ("年末\n从业人数\n(人)", Count.PERSONS),
        ("headcount (thousand)", Count.THOUSANDS),
        ("headcount ('000)", Count.THOUSANDS),
        ("headcount, people", Count.PERSONS),
        ("Employment (10³ persons)", Count.THOUSANDS),
        ("FTE", None),
        ("Employees", None),
        ("Employees (x1000)", Count.THOUSANDS),
        ("Employees (in 1000)", Count.THOUSANDS),
        ("Employees in thousands", Count.THOUSANDS),
        ("从业人员(10 000人)", Count.TEN_THOUSANDS),
        ("从业人员（千人年）", Count.THOUSANDS),
        ("從業人數（萬人）", Count.TEN_THOUSANDS),
        ("headcount (FTE)", Count.PERSONS),
        ("从业人数", None),
        ("从业人数（年末）", None),
    ],
)
def test_units_of_headings(heading: str, count: Count | None) -> None:
    assert units_in_heading(heading).count is count


@pytest.mark.parametrize(
    ("title", "count", "rates"),
    [
        ("单位：万人", Count.TEN_THOUSANDS, None),
        ("单 位： 千 人", Count.THOUSANDS, None),
        ("（单位：万人、%）", Count.TEN_THOUSANDS, Rates.PERCENT),
        ("注：单位为万人。", Count.TEN_THOUSANDS, None),
        ("计量单位:百人", Count.HUNDREDS, None),
        ("某市从业人员情况（万人）", Count.TEN_THOUSANDS, None),
        ("Unit: thousand persons", Count.THOUSANDS, None),
        ("Own headcount, year by year, in persons (means)", Count.PERSONS, None),
        ("# 本单位从业人数逐年测算，单位：人（平均值）", Count.PERSONS, None),
        ("万科公司人员情况", None, None),
        ("千人计划人员情况", None, None),
        ("本单位人员情况", None, None),
        ("单位：万元", None, None),
    ],
)
def test_units_of_titles(title: str, count: Count | None, rates: Rates | None) -> None:
    units = units_in_title(title)
    assert (units.count, units.rates) == (count, rates)


def test_a_unit_alone_is_no_heading() -> None:
    assert is_unit("（万人）")
    assert is_unit("%")
    assert not is_unit("人数")
    assert not is_unit("")


def test_units_of_other_quantities_are_kept_as_written() -> None:
    assert unit_label("营业收入（亿元）") == "亿元"
    assert unit_label("单位：吨") == "吨"
    assert unit_label("营业收入") is None
    assert units_in_heading("营业收入（亿元）").others == ("亿元",)
