"""What separates the cells of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.uploads.grid.delimited import cells_of

TABLE = [["年份", "人数", "率"], ["2023", "1200", "10%"], ["2024", "1260", "9%"]]


@pytest.mark.parametrize("mark", ["\t", ";", ",", "，", "；", "|", "、", " ", "   "])
def test_every_separator(mark: str) -> None:
    rows, separator = cells_of("\n".join(mark.join(row) for row in TABLE))
    assert [list(row) for row in rows] == TABLE
    assert separator == mark.strip(" ") or separator == " "


def test_the_separator_is_that_of_most_lines() -> None:
    text = "来源：甲；乙\nnote: a; b\ta\n年份,人数\n2023,1200\n2024,1260\n"
    rows, separator = cells_of(text)
    assert separator == ","
    assert rows[2:] == (("年份", "人数"), ("2023", "1200"), ("2024", "1260"))


def test_decimal_commas_do_not_separate() -> None:
    rows, _ = cells_of("year;value\n2023;1,5\n2024;1,7\n")
    assert rows[1] == ("2023", "1,5")


def test_comment_lines_of_own_files_are_one_cell() -> None:
    rows, _ = cells_of('\ufeff# a, "b, c\n# d\nyear,value\n2023,1\n')
    assert rows == (('# a, "b, c',), ("# d",), ("year", "value"), ("2023", "1"))


def test_a_markdown_table() -> None:
    rows, _ = cells_of("| 年份 | 人数 |\n|---|:--|\n| 2024 | 1200 |")
    assert rows == (("年份", "人数"), (), ("2024", "1200"))


def test_columns_apart_by_several_spaces_keep_single_ones() -> None:
    rows, _ = cells_of("fiscal year    head count\n2023           1 200\n2024           1 260\n")
    assert rows[:2] == (("fiscal year", "head count"), ("2023", "1 200"))


def test_an_open_quotation_mark_names_its_row() -> None:
    with pytest.raises(ValueError, match="unexpected end") as caught:
        cells_of('# a\nyear,value\n2024,"1\n')
    assert caught.value.args[1] == 3


@given(text=st.text(alphabet='年1,;\t|"#\n ，、-', max_size=200))
def test_no_text_breaks_the_splitting(text: str) -> None:
    try:
        rows, _ = cells_of(text)
    except ValueError:
        return
    assert all(isinstance(cell, str) for row in rows for cell in row)


def test_a_line_with_other_signs_than_the_rest_is_split_too() -> None:
    rows, _ = cells_of("年份，从业人数，离职率\n2021,1200,10%\n2022，1260，9%\n")
    assert rows == (
        ("年份", "从业人数", "离职率"),
        ("2021", "1200", "10%"),
        ("2022", "1260", "9%"),
    )


def test_a_note_below_the_table_stays_whole() -> None:
    rows, _ = cells_of("年份,人数\n2021,1200\n甲，乙\nfrom here\n")
    assert rows[2:] == (("甲，乙",), ("from here",))


def test_cells_that_are_kept_as_text_by_a_formula() -> None:
    rows, _ = cells_of('="2021",="1200"\n="2022",="1260"\n')
    assert rows == (("2021", "1200"), ("2022", "1260"))


def test_commas_that_only_group_digits_separate_nothing() -> None:
    rows, separator = cells_of("年份 人数 离职率\n2021 1,200 5%\n2022 1,300 6%\n")
    assert (rows[1], separator) == (("2021", "1,200", "5%"), " ")
