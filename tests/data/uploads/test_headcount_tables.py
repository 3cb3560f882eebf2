"""Tables of a headcount in the shapes that offices send: levels of headings, turned, cut, with units."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.uploads.grid.units import Count, Rates, UnitOrigin
from data.uploads.headcount import LIMITS, read_own_figures, text_to_edit
from data.uploads.own_figures import OwnFigures, OwnRow
from reporting.format.i18n import Language, Templated, explain
from tests.data.uploads.field import sentences
from tests.data.uploads.grid.workbooks import xlsx


def read(text: str) -> OwnFigures:
    return read_own_figures(text, today=date(2025, 6, 1))


def test_headings_over_two_rows_with_merged_cells() -> None:
    figures = read(
        "年份\t人数\t\t比率\t\n\t年末\t计划\t离职率\t退休率\n2023\t1200\t1300\t10%\t1%\n"
    )
    assert figures.rows == (OwnRow(2023, 1200, 0.1, 0.01, 1300),)
    assert figures.table
    assert figures.table.heading_rows == (1, 2)


def test_a_part_of_the_staff_is_not_the_staff() -> None:
    whole = read("年份\t从业人员\t\n\t合计\t其中：女\n2023\t1200\t500\n")
    assert whole.rows[0].headcount == 1200
    part = read("年份\t女\t\n\t人数\t占比\n2023\t500\t30%\n")
    assert "“Headcount” is missing" in sentences(part.faults)


@pytest.mark.parametrize(
    ("second", "persons"),
    [
        ("Year\tHeadcount\tAttrition rate", 12),
        ("\t(万人)\t(%)", 120_000),
        ("年\t千人\t%", 12_000),
    ],
)
def test_a_second_row_holds_units_or_another_language(second: str, persons: float) -> None:
    figures = read(f"年份\t从业人数\t离职率\n{second}\n2023\t12\t10\n")
    assert figures.rows == (OwnRow(2023, persons, 0.1),)


def test_the_year_needs_no_heading() -> None:
    assert read("\t从业人数\t离职率\n2023\t1200\t10%\n").rows == (OwnRow(2023, 1200, 0.1),)


def test_unknown_headings_are_named_and_never_passed_over() -> None:
    figures = read("Jahr,Personal,Fluktuation\n2023,1200,10%\n2024,1250,9%\n")
    assert not figures.rows
    assert "not understood: Jahr, Personal, Fluktuation" in sentences(figures.faults)


def test_rows_of_a_turned_table_carry_their_units() -> None:
    figures = read(
        "单位名称：某公司\n指标\t单位\t2022年\t2023年\t2024年\n从业人数\t万人\t1.2\t1.3\t1.4\n"
        "离职率\t‰\t100\t110\t120\n营业收入\t亿元\t5\t6\t7\n注：年末数\n"
    )
    assert figures.rows[-1] == OwnRow(2024, 14_000, 0.12)
    assert figures.table
    assert figures.table.years_in_columns
    assert "it was turned" in sentences(figures.remarks)


def test_a_fault_of_a_turned_table_has_its_row_and_year() -> None:
    figures = read("指标,2022年,2023年,2024年\n从业人数,1200,约1250,1300\n")
    assert "Row 2, column “2023年”: “约1250” is not a number" in sentences(figures.faults)
    assert [row.year for row in figures.rows] == [2022, 2024]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "指标\t2022\t2023\n营业收入\t1\t2\n",
            "no row below is the headcount. The rows are: 营业收入",
        ),
        ("指标\t2022\t2023\n人数\t1\t2\n从业人数\t1\t2\n", "“从业人数” is in row 2 already"),
    ],
)
def test_a_turned_table_without_one_headcount_is_explained(text: str, reason: str) -> None:
    assert reason in sentences(read(text).faults)


def test_turned_and_straight_tables_are_the_same() -> None:
    straight = [["年份", "从业人数", "离职率"], ["2022", "1200", "10%"], ["2023", "1260", "9%"]]
    turned = zip(*straight, strict=True)
    assert (
        read("\n".join("\t".join(row) for row in turned)).rows
        == read("\n".join("\t".join(row) for row in straight)).rows
    )


@pytest.mark.parametrize(
    ("text", "count", "origin", "persons"),
    [
        ("单位：百人\n年份\t从业人数\n2023\t12\n", Count.HUNDREDS, UnitOrigin.TITLE, 1200),
        (
            "年份\t从业人数\n2023\t12\n注：单位为万人\n",
            Count.TEN_THOUSANDS,
            UnitOrigin.TITLE,
            120_000,
        ),
        ("单位：万人\n年份\t从业人数（人）\n2023\t12\n", Count.PERSONS, UnitOrigin.HEADING, 12),
        ("万科公司\n年份\t从业人数\n2023\t12\n", Count.PERSONS, UnitOrigin.SIZE, 12),
        ("年份\t从业人数\n2023\t1.2万人\n", Count.PERSONS, UnitOrigin.CELL, 12_000),
        ("年份\t从业人数\n2023\t352.5\n", Count.PERSONS, UnitOrigin.SIZE, 352.5),
        ("年份\t从业人数\n2023\t1.25\n", Count.TEN_THOUSANDS, UnitOrigin.SIZE, 12_500),
        ("year\tFTE\n2023\t7.5\n", Count.PERSONS, UnitOrigin.HEADING, 7.5),
    ],
)
def test_where_the_unit_of_people_is_from(
    text: str, count: Count, origin: UnitOrigin, persons: float
) -> None:
    figures = read(text)
    assert (figures.count, figures.count_origin) == (count, origin)
    assert figures.rows[0].headcount == persons


@pytest.mark.parametrize("heading", ["从业人数（万元）", "从业人数（%）", "从业人数（户）"])
def test_a_unit_of_something_else_is_named(heading: str) -> None:
    assert "none of people" in sentences(read(f"年份\t{heading}\n2023\t12\n").faults)


@pytest.mark.parametrize(
    ("heading", "cell", "share"),
    [
        ("离职率(‰)", "100", 0.1),
        ("离职率", "100‰", 0.1),
        ("离职率(%)", "0.3", 0.003),
        ("attrition rate, %", "12", 0.12),
        ("离职率（小数）", "0.6", 0.6),
    ],
)
def test_units_of_rates(heading: str, cell: str, share: float) -> None:
    figures = read(f"年份\t从业人数\t{heading}\n2023\t1200\t{cell}\n")
    assert figures.rows[0].attrition == pytest.approx(share)
    assert not figures.units.ambiguous


def test_a_title_gives_the_unit_of_rates() -> None:
    figures = read("单位：人、%\n年份\t从业人数\t离职率\n2023\t1200\t0.3\n")
    assert (figures.rates, figures.rates_origin) == (Rates.PERCENT, UnitOrigin.TITLE)


@pytest.mark.parametrize(
    ("heading", "title"), [("attrition (people)", ""), ("Attrition", "Own headcount, in persons\n")]
)
def test_attrition_in_persons_is_no_rate(heading: str, title: str) -> None:
    figures = read(f"{title}year;headcount;{heading}\n2023;1200;120\n")
    assert figures.rows == (OwnRow(2023, 1200),)
    assert "counts people" in sentences(figures.remarks)


@pytest.mark.parametrize(
    "rows",
    [
        "2023,1,200,10%\n2024,1,250,9%",
        "2023,1,050\n2024,1,200",
        "2023,900,10%\n2024,1,000,9%",
        "2023,1,200,10%\n2024,1,210",
        "2023,1,200\n2024,1,210",
    ],
)
def test_numbers_cut_at_their_commas_never_become_others(rows: str) -> None:
    figures = read(f"year,headcount,attrition\n{rows}\n")
    assert all(row.headcount == 900 for row in figures.rows)
    assert "do not fit the headings" in sentences(figures.faults)


@pytest.mark.parametrize("text", ["2023 1 200 10%\n2024 1 250 9%", "2023,1,200\n2024,1,250"])
def test_cut_numbers_without_headings_are_named(text: str) -> None:
    figures = read(text)
    assert not figures.rows
    assert "do not fit the headings" in sentences(figures.faults)


def test_blanks_that_vanish_between_spaces_are_named() -> None:
    figures = read("年份 从业人数 离职率 计划人数\n2023 1200 10% 1300\n2030 1800\n")
    assert [row.year for row in figures.rows] == [2023]
    assert "Row 3: its cells do not fit" in sentences(figures.faults)


def test_decimal_commas_are_read_where_they_are_certain() -> None:
    certain = read("year;headcount (thousands)\n2021;1,25\n2022;1,3\n2023;1,35\n")
    assert [row.headcount for row in certain.rows] == [1250, 1300, 1350]
    doubtful = read("year;headcount\n2021;1,25\n2022;1,300\n")
    assert not doubtful.rows


@pytest.mark.parametrize(
    ("years", "kept"),
    [
        (("2021/22", "2022/23"), [2021, 2022]),
        (("2021-2022学年", "2022-2023学年"), [2021, 2022]),
        (("2021/22", "2023"), [2023]),
        (("2020-2022", "2023"), [2023]),
    ],
)
def test_academic_years_are_read_or_refused(years: tuple[str, ...], kept: list[int]) -> None:
    figures = read("年份\t从业人数\n" + "".join(f"{year}\t1200\n" for year in years))
    assert [row.year for row in figures.rows] == kept
    if len(kept) == 2:
        assert "Academic years are read as" in sentences(figures.remarks)
    else:
        assert "may be more than one year" in sentences(figures.faults)


def test_a_number_format_that_scales_keeps_the_size() -> None:
    content = xlsx([["年份", "从业人数（千人）"], [2023, 1_200_000]], {"B2": "#,##0,"})
    text, _ = text_to_edit(content, "a.xlsx")
    assert read(text).rows[0].headcount == 1_200_000


def test_a_text_file_is_put_into_the_box_unchanged() -> None:
    text = 'year,headcount\n2023,"1,200"\n2024,1,250\n'
    assert text_to_edit(text.encode(), "a.csv") == (text, ())


def test_a_hostile_text_is_refused() -> None:
    long = "1" * (LIMITS.megabytes * 1_000_000 + 1)
    assert "longer than 5 million" in sentences(read(long).faults)


def test_remarks_are_in_chinese_too() -> None:
    figures = read("年份\t从业人数\n2015\t1370①\n注：年末数\n")
    parts: list[Templated] = [*figures.faults, *figures.remarks]
    for remark in parts:
        assert explain(remark, Language.ZH) != explain(remark, Language.EN)


CELLS = (
    "2023|2024|年份|从业人数|离职率|单位：万人|1,200|12%|2019/20||注|合计|=A1|1.2万|①|0.3|-|2010-11"
)
CELL = st.sampled_from(CELLS.split("|"))


@given(rows=st.lists(st.lists(CELL, max_size=5), max_size=8), mark=st.sampled_from("\t,; "))
def test_no_table_breaks_the_reading(rows: list[list[str]], mark: str) -> None:
    figures = read("\n".join(mark.join(row) for row in rows))
    assert figures.rows or figures.faults
    parts: list[Templated] = [*figures.faults, *figures.remarks]
    for part in parts:
        assert explain(part, Language.ZH)


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Table 1. Employees (thousands)\nYear,Employees\n2023,12\n", 12_000),
        ("In thousands\nYear,Employees\n2023,12\n", 12_000),
        ("本表人数以千人为单位\n年份,从业人员\n2023,12\n", 12_000),
        ("单位：万人年\n年份,全时当量\n2023,12.5\n", 125_000),
        ("年份,从业人员,离职率\n（年）,（千人）,（‰）\n2023,12,10\n", 12_000),
        ("年份,从业人员,单位\n2023,12,千人\n", 12_000),
        ("年份,全时当量\n2023,12.5\n", 12.5),
    ],
)
def test_the_unit_counts_wherever_it_is_written(text: str, persons: float) -> None:
    assert read(text).rows[0].headcount == persons


def test_an_unknown_unit_that_multiplies_is_named_and_never_guessed() -> None:
    figures = read("Year,Employees (lakh)\n2023,12\n")
    assert not figures.rows
    assert "“Employees (lakh)” has a unit that is none of people" in sentences(figures.faults)


def test_title_and_heading_with_different_units_are_remarked() -> None:
    figures = read("单位：人\n年份,从业人数（万人）\n2023,12\n")
    assert figures.rows[0].headcount == 120_000
    assert "names another unit than the title" in sentences(figures.remarks)


def test_a_year_twice_with_other_figures_is_left_out_in_both_rows() -> None:
    figures = read("部门,年份,从业人数\nIT,2022,900\nIT,2023,1200\nHR,2023,30\n")
    assert [row.year for row in figures.rows] == [2022]
    assert "Row 3, column “年份”: 2023 is in row 4 as well" in sentences(figures.faults)


def test_rows_below_a_merged_year_belong_to_no_single_year() -> None:
    figures = read("年份,性别,从业人数\n2022,男,600\n,女,500\n2023,男,700\n,女,560\n")
    assert not figures.rows
    assert "they may belong to 2022 as well" in sentences(figures.faults)
    with_sum = read("年份,从业人数\n2022,600\n2023,700\n,1300\n")
    assert [row.year for row in with_sum.rows] == [2022, 2023]


def test_the_headcount_at_the_end_of_the_year_comes_before_its_average() -> None:
    figures = read("年份,从业人员（人）,,\n,年初,年末,平均\n2023,1100,1200,1150\n")
    assert figures.rows == (OwnRow(2023, 1200),)


def test_repeated_headings_are_passed_over_and_other_ones_end_the_table() -> None:
    text = "年份,从业人数,离职率\n2022,1200,5%\n年份,从业人数,离职率\n2023,1300,5%\n"
    assert [row.headcount for row in read(text).rows] == [1200, 1300]
    figures = read(f"{text}年份,离职率,退休率\n2024,6,1\n")
    assert [row.year for row in figures.rows] == [2022, 2023]
    assert "Row 5: a second table with other headings" in sentences(figures.faults)


def test_a_year_over_two_columns_is_named() -> None:
    figures = read(",2022,,2023,\n指标,男,女,男,女\n从业人数,1,2,3,4\n")
    assert "column 3 has figures but neither year nor heading" in sentences(figures.faults)


def test_thousands_by_dots_are_never_read_as_decimals() -> None:
    figures = read("年份;从业人数\n2022;1.200\n2023;1.260\n")
    assert not figures.rows


@pytest.mark.parametrize(
    "years",
    ["2022,2023,2023", "2022Q4,2023Q4,2024Q4", "2022-06,2022-12,2023-12", "2022年1月,2022年2月"],
)
def test_columns_that_are_not_one_year_each_are_named(years: str) -> None:
    figures = read(f"项目,{years}\n从业人数,1200,1300,1400\n")
    assert "Row 1: these columns are not one year each" in sentences(figures.faults)


def test_a_tiny_rate_without_unit_beside_per_cent_is_put_up_for_confirmation() -> None:
    unclear = read("年份,从业人数,离职率（%）,退休率\n2023,1200,12,0.01\n")
    assert unclear.units.ambiguous
    assert not read("年份,从业人数,离职率（%）,退休率\n2023,1200,12,0.8\n").units.ambiguous


def test_the_closing_headcount_counts_and_the_opening_one_does_not() -> None:
    figures = read("Year,Opening headcount,Leavers,Closing headcount\n2023（实际）,1100,80,1200\n")
    assert figures.rows == (OwnRow(2023, 1200),)
