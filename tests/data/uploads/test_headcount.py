"""A visitor's own figures, as people paste them; every fault says its row and column."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.uploads.grid.units import Count, Rates, UnitOrigin
from data.uploads.headcount import read_own_figures
from data.uploads.own_figures import OwnFigures, OwnRow
from reporting.format.i18n import Language, explain

HEAD = "年份\t从业人数\t离职率\t退休率\n"


def faults(figures: OwnFigures, language: Language = Language.EN) -> list[str]:
    return [explain(fault, language) for fault in figures.faults]


def remarks(figures: OwnFigures) -> list[str]:
    return [explain(remark, Language.EN) for remark in figures.remarks]


def test_rows_pasted_from_excel_are_read_by_year() -> None:
    figures = read_own_figures(
        f"{HEAD}2021\t1300\t10%\t2%\n2020\t1200\t12%\t1%\n", today=date(2022, 6, 1)
    )
    assert figures.rows == (OwnRow(2020, 1200, 0.12, 0.01), OwnRow(2021, 1300, 0.1, 0.02))
    assert figures.headcount.years.tolist() == [2020, 2021]
    assert figures.attrition == {2020: 0.12, 2021: 0.1}
    assert (figures.faults, figures.remarks) == ((), ())


@pytest.mark.parametrize(
    "head",
    [
        "year,headcount,attrition,retirement,plan",
        "Year,Headcount,Attrition rate,Retirement rate,Planned headcount",
        "年度,员工人数,流失率,退休率,计划",
        "年份,人数,离职率,退休率,计划人数",
        "年份;年末从业人数;离职率;退休率;规划人数",
    ],
)
def test_headings_in_both_languages(head: str) -> None:
    mark = ";" if ";" in head else ","
    row = mark.join(("2024", "1200", "12%", "1%", "1500"))
    figures = read_own_figures(f"{head}\n{row}")
    assert figures.rows == (OwnRow(2024, 1200, 0.12, 0.01, 1500),)


def test_columns_may_be_in_any_order_and_others_are_named() -> None:
    figures = read_own_figures("备注\t退休率\t从业人数\t年份\n好\t1%\t1200\t2024\n")
    assert figures.rows == (OwnRow(2024, 1200, None, 0.01),)
    assert "备注" in remarks(figures)[0]


def test_a_title_above_the_headings_is_kept() -> None:
    figures = read_own_figures(f"某单位人员情况\t\t\t\n\n{HEAD}2024\t1200\t12%\t1%\n")
    assert figures.title == "某单位人员情况"
    assert len(figures.rows) == 1


def test_without_headings_the_usual_order_is_taken_and_said() -> None:
    figures = read_own_figures("2023 1100 12% 1%\n2024 1200 11% 1% 1300")
    assert figures.rows[-1] == OwnRow(2024, 1200, 0.11, 0.01, 1300)
    assert "no headings" in remarks(figures)[0]


def test_full_width_digits_and_thousands_separators() -> None:
    figures = read_own_figures(
        f"{HEAD}２０２４年\t１２，３４５\t１２％\t１％\n2023\t11 000\t10%\t1%\n"
    )
    assert [row.headcount for row in figures.rows] == [11_000, 12_345]
    assert figures.rows[1].attrition == 0.12


@pytest.mark.parametrize("written", ["1.2万人", "1.2万", "12千人", "12,000人", "12000"])
def test_a_unit_inside_the_cell_goes_before_the_column(written: str) -> None:
    (row,) = read_own_figures(f"{HEAD}2024\t{written}\t12%\t1%\n").rows
    assert row.headcount == 12_000


@pytest.mark.parametrize(
    ("heading", "written", "count", "told", "persons"),
    [
        ("从业人数（万人）", "3", Count.TEN_THOUSANDS, UnitOrigin.HEADING, 30_000),
        ("从业人数(人)", "3.5", Count.PERSONS, UnitOrigin.HEADING, 3.5),
        ("headcount (thousand)", "3", Count.THOUSANDS, UnitOrigin.HEADING, 3000),
        ("从业人数", "1.25", Count.TEN_THOUSANDS, UnitOrigin.SIZE, 12_500),
        ("从业人数", "350", Count.PERSONS, UnitOrigin.SIZE, 350),
    ],
)
def test_the_unit_of_people_is_stated_or_inferred(
    heading: str, written: str, count: Count, told: UnitOrigin, persons: float
) -> None:
    figures = read_own_figures(f"年份\t{heading}\n2024\t{written}\n")
    assert (figures.count, figures.count_origin) == (count, told)
    assert figures.rows[0].headcount == persons


def test_the_visitor_overrules_the_unit() -> None:
    text = "年份\t从业人数（万人）\t计划人数（人）\n2024\t3\t5\n"
    assert read_own_figures(text).rows[0] == OwnRow(2024, 30_000, plan=5)
    figures = read_own_figures(text, count=Count.PERSONS)
    assert figures.rows[0] == OwnRow(2024, 3, plan=5)
    assert figures.count_origin is UnitOrigin.CHOICE


@pytest.mark.parametrize(
    ("attrition", "retirement", "style", "read"),
    [
        ("12", "0.8", Rates.PERCENT, (0.12, 0.008)),  # one column decides for both
        ("0.12", "0.01", Rates.SHARE, (0.12, 0.01)),
        ("0.12", "1%", Rates.SHARE, (0.12, 0.01)),
        ("12%", "1%", None, (0.12, 0.01)),
    ],
)
def test_rates_are_understood(
    attrition: str, retirement: str, style: Rates | None, read: tuple[float, float]
) -> None:
    figures = read_own_figures(f"{HEAD}2024\t1200\t{attrition}\t{retirement}\n")
    assert figures.rates is style
    assert (figures.rows[0].attrition, figures.rows[0].retirement) == pytest.approx(read)


def test_a_heading_in_per_cent_and_the_visitor_decide_what_plain_rates_mean() -> None:
    text = "年份\t从业人数\t离职率（%）\n2024\t1200\t0.4\n"
    assert read_own_figures(text).rows[0].attrition == pytest.approx(0.004)
    assert read_own_figures(text, rates=Rates.SHARE).rows[0].attrition == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2024\t约500\t12%\t1%", "Row 3, column “从业人数”: “约500” is not a number"),
        ("2024\t12,34\t12%\t1%", "Row 3, column “从业人数”: “12,34” is not a number"),
        ("2024\t#DIV/0!\t12%\t1%", "“#DIV/0!” is not a number"),
        ("二四年\t500\t12%\t1%", "Row 3, column “年份”: “二四年” is not a year"),
        ("20224\t500\t12%\t1%", "“20224” is not a year"),
        ("\t500\t12%\t1%", "Row 3, column “年份” is blank"),
        ("2024\t\t12%\t1%", "Row 3, column “从业人数” is blank"),
        ("2023\t400\t12%\t1%", "Row 3, column “年份”: 2023 is in row 2 already"),
        ("2024\t500\t620%\t1%", "Row 3, column “离职率”: “620%” is more than 500%"),
        ("2024\t500\t60%\t150%", "Row 3, column “退休率”: “150%” is more than 100%"),
        ("2024\t-500\t12%\t1%", "Row 3, column “从业人数”: “-500” is too small"),
        ("2024\t0\t12%\t1%", "is too small"),
        ("2024\t500\t-1%\t1%", "Row 3, column “离职率”: “-1%” is too small"),
        ("2024\t12%\t12%\t1%", "Row 3, column “从业人数”: “12%” has a unit"),
        ("2024\t500\t12人\t1%", "Row 3, column “离职率”: “12人” has a unit"),
        ("2024\t200000万人\t12%\t1%", "more people than China has"),
    ],
)
def test_a_bad_cell_is_named_by_row_and_column(row: str, said: str) -> None:
    figures = read_own_figures(f"{HEAD}2023\t400\t12%\t1%\n{row}\n")
    assert said in "\n".join(faults(figures))
    assert [good.year for good in figures.rows] == [2023]


def test_all_bad_cells_are_named_together_and_good_rows_stay() -> None:
    figures = read_own_figures(f"{HEAD}2021\tx\ty\t1%\n2022\t500\t10%\t1%\n\n2023\tz\t10%\t1%\n")
    assert [fault.split(":")[0] for fault in faults(figures)] == [
        "Row 2, column “从业人数”",
        "Row 2, column “离职率”",
        "Row 5, column “从业人数”",
    ]
    assert [row.year for row in figures.rows] == [2022]


def test_faults_are_in_chinese() -> None:
    figures = read_own_figures(f"{HEAD}2024\t约500\t12%\t1%\n")
    assert faults(figures, Language.ZH) == [
        "第2行“从业人数”列：“约500”不是数字。请只写数字，例如1200。"
    ]


def test_a_column_without_heading_has_a_name_in_both_languages() -> None:
    figures = read_own_figures("2023 400 12% 1%\n2024 many 12% 1%")
    assert "“Headcount”" in faults(figures)[0]
    assert "“从业人数”" in faults(figures, Language.ZH)[0]


def test_blank_cells_of_a_merged_rate_are_said_and_never_filled() -> None:
    figures = read_own_figures(f"{HEAD}2022\t500\t12%\t1%\n2023\t510\t\t1%\n2024\t520\t—\t1%\n")
    assert [row.attrition for row in figures.rows] == [0.12, None, None]
    assert any("blank in 2023, 2024" in remark for remark in remarks(figures))


def test_missing_years_are_said() -> None:
    figures = read_own_figures(f"{HEAD}2020\t500\t12%\t1%\n2023\t510\t12%\t1%\n")
    assert "No headcount for 2021, 2022." in remarks(figures)


def test_a_year_to_come_needs_only_a_plan() -> None:
    text = "年份\t从业人数\t计划人数\n2024\t500\t\n2030\t\t800\n"
    figures = read_own_figures(text)
    assert figures.plan == {2030: 800}
    assert figures.headcount.years.tolist() == [2024]
    assert not figures.faults


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no figures yet"),
        ("从业人数\t离职率\n500\t12%", "“Year” is missing"),
        ("年份\t离职率\n2024\t12%", "“Headcount” is missing"),
        (
            "年份\t人数\t从业人数\n2024\t1\t2",
            "“Headcount” is there more than once (人数, 从业人数)",
        ),
        ("年份\t人数", "no row below the headings"),
        ("just some words", "No headings were found"),
        ('年份\t人数\n2024\t"500', "Row 2: this is no table"),
        ("年份\t人数\n" + "2024\t1\n" * 600, "at most 500"),
    ],
)
def test_what_is_no_table_is_explained(text: str, said: str) -> None:
    figures = read_own_figures(text)
    assert said in faults(figures)[0]
    assert figures.rows == ()


RATE = st.integers(0, 5000).map(lambda points: points / 10_000)
ROWS = st.lists(
    st.tuples(st.integers(1949, 2100), st.integers(1, 10**9), RATE, RATE),
    min_size=1,
    max_size=40,
    unique_by=lambda row: row[0],
)


@given(rows=ROWS, grouped=st.booleans(), mark=st.sampled_from("\t;"))
def test_what_is_written_is_read_again(
    rows: list[tuple[int, int, float, float]], mark: str, *, grouped: bool
) -> None:
    form = "{:,}" if grouped else "{}"
    lines = [
        mark.join((str(y), form.format(n), f"{a * 100:.2f}%", f"{r * 100:.2f}%"))
        for y, n, a, r in rows
    ]
    figures = read_own_figures("\n".join((HEAD.strip().replace("\t", mark), *lines)))
    assert not figures.faults
    for found, (year, headcount, attrition, retirement) in zip(
        figures.rows, sorted(rows), strict=True
    ):
        assert (found.year, found.headcount) == (year, headcount)
        assert (found.attrition, found.retirement) == pytest.approx((attrition, retirement))


@given(st.text(alphabet='年份人数离职率0123456789.,%\t\n ;"-万x', max_size=200))
def test_no_text_breaks_the_reading(text: str) -> None:
    figures = read_own_figures(text)
    assert figures.rows or figures.faults
    for fault in figures.faults:
        assert explain(fault, Language.ZH)
    for row in figures.rows:
        assert row.headcount is not None or row.plan is not None
