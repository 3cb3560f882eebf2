"""Files as offices, statistical yearbooks and HR systems write them: right, or a fault that is named."""

from __future__ import annotations

import pytest

from data.uploads.grid.sheet_choice import choose_sheet
from data.uploads.grid.units import Count, Rates, UnitOrigin
from data.uploads.grid.user_file import open_file
from data.uploads.headcount import LIMITS, text_to_edit
from data.uploads.headcount_table import has_headcount
from forecasting.core.errors import PanelError, TextFileError
from forecasting.engine.batch import Failed
from tests.data.uploads.field import CASES, figures_of, headcount_of, panel_of, sentences


def test_title_lines_are_neither_headings_nor_lost() -> None:
    figures = headcount_of("title_lines/input.csv")
    assert len(figures.rows) == 6
    assert figures.rows[-1].headcount == 14_900
    assert figures.title == "数据库：年度数据 时间：最近6年"
    assert "数据来源：某单位" in sentences(figures.remarks)


def test_years_as_columns_are_turned() -> None:
    figures = headcount_of("years_as_columns/input.csv")
    assert [row.year for row in figures.rows] == list(range(2019, 2025))
    assert (figures.rows[-1].headcount, figures.rows[-1].attrition) == (14_900, 0.1)
    people, rates = panel_of("years_as_columns/input.csv").series
    assert figures_of(people)[2024] == 1.49
    assert (people.unit, rates.unit) == ("万人", "%")


def test_footnote_marks_are_no_digits() -> None:
    figures = headcount_of("footnote_marks/input.txt")
    people = {row.year: row.headcount for row in figures.rows}
    assert (people[2022], people[2024]) == (1370, 1490)
    assert "1370①, 1490²" in sentences(figures.remarks)


def test_headings_are_never_taken_by_position() -> None:
    figures = headcount_of("unknown_headings/input.csv")
    assert len(figures.rows) == 4
    assert figures.attrition == {}
    assert "not used: Female share, Average age" in sentences(figures.remarks)


def test_headings_spaced_out_or_wrapped_are_the_same_headings() -> None:
    last = headcount_of("spaced_headings/input.txt").rows[-1]
    assert (last.attrition, last.retirement) == (0.11, 0.01)
    wrapped = headcount_of("spaced_headings/wrapped.xlsx")
    assert (wrapped.count_origin, wrapped.rows[0].headcount) == (UnitOrigin.HEADING, 1200)
    (series,) = panel_of("spaced_headings/panel.csv").series
    assert figures_of(series)[2024] == 218.3


def test_headings_below_many_notes_are_found() -> None:
    last = headcount_of("notes_above/input.txt").rows[-1]
    assert (last.retirement, last.attrition) == (0.01, 0.11)


def test_the_unit_in_the_title_counts() -> None:
    figures = headcount_of("unit_in_title/input.txt")
    assert figures.rows[-1].headcount == 160_000
    assert (figures.count, figures.count_origin) == (Count.TEN_THOUSANDS, UnitOrigin.TITLE)


@pytest.mark.parametrize(("file", "persons"), [("input.csv", 380.2), ("own_export.csv", 9.6)])
def test_full_time_equivalents_have_decimals(file: str, persons: float) -> None:
    figures = headcount_of(f"full_time_equivalents/{file}")
    assert figures.rows[-1].headcount == persons
    assert figures.count_origin is UnitOrigin.TITLE


def test_a_literal_per_cent_in_a_number_format_is_what_the_sheet_shows() -> None:
    first = headcount_of("literal_per_cent/input.xlsx").rows[0]
    assert (first.attrition, first.retirement) == (0.004, 0.001)
    assert headcount_of("literal_per_cent/over.xlsx").rows[0].attrition == 0.095


def test_rates_that_could_be_either_are_ambiguous() -> None:
    figures = headcount_of("ambiguous_rates/input.csv")
    assert figures.units.ambiguous
    assert (figures.rates, figures.rates_origin) == (Rates.SHARE, UnitOrigin.SIZE)


def test_formulas_that_were_never_calculated_are_named() -> None:
    figures = headcount_of("formulas_never_calculated/input.xlsx")
    assert not figures.rows
    assert "the formula “=B2+C2” was never calculated" in sentences(figures.faults)
    series = {entry.id: entry for entry in panel_of("formulas_never_calculated/input.xlsx").series}
    failed = series["从业人数"].read
    assert isinstance(failed, Failed)
    assert "never calculated" in str(failed.error)


def test_the_table_is_found_on_the_second_sheet() -> None:
    assert headcount_of("second_sheet/input.xlsx").rows[-1].headcount == 1310
    content = (CASES / "second_sheet/input.xlsx").read_bytes()
    choice = choose_sheet(open_file(content, "input.xlsx", LIMITS), has_headcount)
    assert (choice.sheet.name, choice.others) == ("数据", ("填报说明",))
    assert "填报说明" in sentences(choice.remarks)
    assert len(panel_of("second_sheet/input.xlsx").series) == 2


def test_a_web_page_named_as_a_workbook_is_read() -> None:
    text, remarks = text_to_edit((CASES / "web_page_as_xls/input.xls").read_bytes(), "input.xls")
    assert text.splitlines()[1] == "2021\t1200\t10%"
    assert "is a web page" in sentences(remarks)
    assert headcount_of("web_page_as_xls/input.xls").rows[-1].headcount == 1310


def test_a_password_is_named() -> None:
    with pytest.raises(PanelError, match="protected by a password"):
        headcount_of("password/input.xlsx")
    with pytest.raises(PanelError, match="protected by a password"):
        panel_of("password/input.xlsx")


def test_full_width_commas_separate_cells() -> None:
    assert headcount_of("full_width_commas/input.txt").rows[-1].attrition == 0.11


def test_invisible_characters_do_not_matter() -> None:
    figures = headcount_of("invisible_characters/input.txt")
    assert (len(figures.rows), figures.rows[0].headcount) == (3, 1200)
    (series,) = panel_of("invisible_characters/panel.csv").series
    assert figures_of(series)[2015] == 10


def test_an_unfinished_last_year_and_figures_of_long_ago_are_remarked() -> None:
    partial = sentences(headcount_of("unfinished_and_old_years/partial.csv").remarks)
    assert "2026 is not over yet" in partial
    assert "−42%" in partial
    assert "end in 2012" in sentences(headcount_of("unfinished_and_old_years/stale.csv").remarks)
    (series,) = panel_of("unfinished_and_old_years/panel_partial.csv").series
    assert "The figure of 2024 is −86%" in sentences(series.remarks)


@pytest.mark.parametrize(
    ("file", "last"),
    [
        ("date.csv", 218.3),
        ("semicolon.csv", 218.3),
        ("thousands.csv", 21_830),
        ("unit_heading.csv", 218.3),
        ("utf16.csv", 218.3),
        ("year_nian.csv", 218.3),
    ],
)
def test_a_panel_is_read_by_the_rules_of_the_page(file: str, last: float) -> None:
    (series,) = panel_of(f"same_rules_for_panels/{file}").series
    figures = figures_of(series)
    assert (len(figures), figures[2024]) == (17, last)


def test_a_blank_a_flag_or_a_note_costs_a_cell_and_no_series() -> None:
    (blank,) = panel_of("one_cell_not_a_series/blank.csv").series
    assert list(figures_of(blank)) == list(range(2012, 2025))
    assert "No figure for 2008, 2009, 2010, 2011" in sentences(blank.remarks)
    (flag,) = panel_of("one_cell_not_a_series/flag.csv").series
    assert figures_of(flag)[2016] == 147.7
    assert "147.7 b" in sentences(flag.remarks)
    note = panel_of("one_cell_not_a_series/note.csv")
    assert len(figures_of(note.series[0])) == 17
    assert "数据来源：某统计局" in sentences(note.remarks)


def test_two_indicators_are_two_series() -> None:
    panel = panel_of("two_indicators/input.csv")
    assert [len(figures_of(series)) for series in panel.series] == [10, 12]
    assert "told apart by indicator" in sentences(panel.remarks)


@pytest.mark.parametrize("file", ["big5.csv", "latin1.csv"])
def test_other_encodings_are_called_so(file: str) -> None:
    with pytest.raises(TextFileError, match="encoding is not certain"):
        panel_of(f"other_encodings/{file}")


def test_turnover_above_all_is_accepted_with_a_remark() -> None:
    figures = headcount_of("turnover_above_all/input.csv")
    assert figures.attrition == {2023: 1.2, 2024: 1.35, 2025: 1.1}
    assert "More than 100%" in sentences(figures.remarks)
