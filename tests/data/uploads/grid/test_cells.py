"""Numbers as cells write them; a doubtful one is none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.uploads.grid.cells import (
    LONGEST,
    Number,
    NumberStyle,
    has_grouping_dots,
    is_blank,
    number_style,
    read_number,
)
from data.uploads.grid.units import Count, Rates

MARKS = ["¹", "²³", "①", "⑿", "❷", "㈠", "*", "**", "†", "‡", "※", "[1]", "[a]", "［2］", "【3】"]
MARKS += [
    "〔1〕",
    "（1）",
    "(b)",
    " 1)",
    " 1）",
    " b",
    "e",
    " p",
    "(预计)",
    "（初步数）",
    " ^1",
    "ᵃ",
]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("number", ["1370", "1,370", "1370.0", "１３７０"])
def test_footnote_marks_are_left_out(number: str, mark: str) -> None:
    assert read_number(number + mark) == Number(Decimal(1370), noted=True)


@pytest.mark.parametrize(
    "text",
    [
        "13701)",
        "1370 1",
        "约1370",
        ">1370",
        "1370±5",
        "12-13",
        "1/2",
        "½",
        "12½",
        "1_000",
        "12,34",
        "0x1F",
        "",
        "abc",
        "1370 元",
        "--5",
        "1.2.3",
        "1e999",
        "(1370)",
        "1370 (12%)",
        "1370m",
    ],
)
def test_what_is_no_single_number_is_none(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "value", "mark"),
    [
        ("1.2万人", "1.2", Count.TEN_THOUSANDS),
        ("1.2（万人）", "1.2", Count.TEN_THOUSANDS),
        ("3百人", "3", Count.HUNDREDS),
        ("1.2百万", "1.2", Count.MILLIONS),
        ("0.1亿", "0.1", Count.HUNDRED_MILLIONS),
        ("12k", "12", Count.THOUSANDS),
        ("12 thousand people", "12", Count.THOUSANDS),
        ("380.5 FTE", "380.5", Count.PERSONS),
        ("12％", "12", Rates.PERCENT),
        ("12 per cent", "12", Rates.PERCENT),
        ("120‰", "120", Rates.PER_MILLE),
        ("'1200", "1200", None),
        ("2e3", "2E+3", None),
        ("−5", "-5", None),
        ("1\u200b200", "1200", None),
        ("\u202a1200\u202c", "1200", None),
        ("1\u00a0200", "1200", None),
        ("1'200", "1200", None),
    ],
)
def test_units_and_spellings(text: str, value: str, mark: Count | Rates | None) -> None:
    assert read_number(text) == Number(Decimal(value), mark)


@pytest.mark.parametrize(
    "text", ["", " ", "-", "—", "…", "..", ":", ": c", "n/a", "无", "①", "\u200b", "NULL"]
)
def test_blank_cells(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["0", "x", "零"])
def test_cells_that_are_not_blank(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("cells", "style"),
    [
        (["1,200", "1.5"], NumberStyle.POINT),
        (["100,5", "101,25", "99,5"], NumberStyle.COMMA),
        (["1.234,5", "2.345,5", "3.456,5"], NumberStyle.COMMA),
        (["100,5", "1,200"], NumberStyle.DOUBTFUL),
        (["100,5", "101,5", "99,5", "98.25"], NumberStyle.DOUBTFUL),
        (["1.234.567", "1.234"], NumberStyle.DOUBTFUL),
    ],
)
def test_how_a_column_marks_decimals(cells: list[str], style: NumberStyle) -> None:
    assert number_style(cells) is style


def test_one_decimal_comma_is_enough_in_a_file_with_semicolons() -> None:
    assert number_style(["5,5%", "6%"], ";") is NumberStyle.COMMA
    assert number_style(["5,5%", "6%"], "\t") is NumberStyle.DOUBTFUL


def test_commas_are_read_as_the_column_means_them() -> None:
    assert read_number("1.234,5", NumberStyle.COMMA) == Number(Decimal("1234.5"))
    assert read_number("1,200", NumberStyle.DOUBTFUL) is None
    assert read_number("1200", NumberStyle.DOUBTFUL) == Number(Decimal(1200))


def test_a_hostile_cell_is_no_number() -> None:
    assert read_number("9" * (LONGEST + 1)) is None
    assert read_number("1" + ",000" * 10_000) is None


@given(value=st.decimals(-(10**9), 10**9, places=3), mark=st.sampled_from(["", *MARKS]))
def test_a_number_is_read_as_written_or_not_at_all(value: Decimal, mark: str) -> None:
    number = read_number(f"{value:f}{mark}")
    assert number is not None
    assert number.value == value


@pytest.mark.parametrize("text", ["12pp", "12bp", "1.2bn", "1.2B", "0,125"])
def test_letters_and_commas_that_change_a_number_are_no_marks(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize("text", ["1370注1", "1370[注1]", "1370（注2）", "1370（见注）", "1370 be"])
def test_notes_by_name_are_left_out(text: str) -> None:
    assert read_number(text) == Number(Decimal(1370), noted=True)


@pytest.mark.parametrize(
    ("cells", "separator", "grouped"),
    [
        (["950", "1.260", "1.310"], ",", True),
        (["1.200", "1.260"], ";", True),
        (["1.200", "1.260"], ",", False),
        (["1200", "1.260"], ",", False),
        (["950", "1.26", "1.310"], ",", False),
    ],
)
def test_dots_that_may_group_digits(cells: list[str], separator: str, *, grouped: bool) -> None:
    assert has_grouping_dots(cells, separator) is grouped


def test_a_doubtful_column_reads_no_number_with_three_places() -> None:
    assert read_number("1.260", NumberStyle.DOUBTFUL) is None
    assert read_number("950", NumberStyle.DOUBTFUL) == Number(Decimal(950))
