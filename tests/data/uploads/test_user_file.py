"""A visitor's file becomes the text that Excel would paste."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import Workbook

from data.uploads.headcount import LIMITS, read_own_figures, text_to_edit
from data.uploads.own_figures import OwnRow
from forecasting.core.errors import TalentGapError

TEXT = '年份,从业人数,离职率\r\n2023,"1,100",12%\r\n2024,1200,11%\r\n'
MOST_BYTES = LIMITS.megabytes * 1_000_000
ROWS = (OwnRow(2023, 1100, 0.12), OwnRow(2024, 1200, 0.11))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_csv_in_every_encoding_that_offices_write(encoding: str) -> None:
    assert read_own_figures(text_of(TEXT.encode(encoding), "人员.csv")).rows == ROWS


def text_of(content: bytes, name: str) -> str:
    return text_to_edit(content, name)[0]


def book(rows: list[list[object]], percent: bool = False) -> bytes:  # noqa: FBT001, FBT002
    created = Workbook()
    sheet = created.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if percent:
        for line in range(2, len(rows) + 1):
            sheet.cell(line, 3).number_format = "0.0%"
    content = io.BytesIO()
    created.save(content)
    return content.getvalue()


def test_a_workbook_is_read_as_its_cells_are_shown() -> None:
    rows: list[list[object]] = [
        ["年份", "从业人数", "离职率"],
        [2023, 1100.0, 0.12],
        [2024, 1200, 0.11],
    ]
    text = text_of(book(rows, percent=True), "人员.xlsx")
    assert text.splitlines()[1] == "2023\t1100\t12%"
    assert read_own_figures(text).rows == ROWS


def test_merged_and_empty_cells_of_a_workbook_are_blank() -> None:
    created = Workbook()
    sheet = created.active
    assert sheet is not None
    for row in (["年份", "人数", "离职率"], [2023, 1100, "12%"], [2024, 1200, None]):
        sheet.append(row)
    sheet.merge_cells("C2:C3")
    content = io.BytesIO()
    created.save(content)
    figures = read_own_figures(text_of(content.getvalue(), "a.xlsx"))
    assert [row.attrition for row in figures.rows] == [0.12, None]


def test_dates_texts_and_line_ends_inside_cells_stay_on_one_row() -> None:
    rows: list[list[object]] = [["年份", "备\n注", "人数"], [date(2024, 12, 31), 'a "b"\tc', 1200]]
    text = text_of(book(rows), "a.xlsx")
    assert text == "年份\t备 注\t人数\n2024-12-31\ta b c\t1200"
    assert read_own_figures(text).rows == (OwnRow(2024, 1200),)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0rest", "cannot be read as a workbook"),
        (b"PK\x03\x04broken", "cannot be read as a workbook"),
        (b"\xff\x00\xff", "none of UTF-8, UTF-16"),
        (b"0" * (MOST_BYTES + 1), "larger than 5 MB"),
        (b'year,headcount\n2024,"500', "row 2: this is not CSV"),
    ],
)
def test_a_file_that_cannot_be_read_is_explained(content: bytes, said: str) -> None:
    with pytest.raises(TalentGapError, match=said):
        text_of(content, "file")
