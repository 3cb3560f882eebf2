"""Tables as CSV and as workbooks: numbers stay numbers, text stays text."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from forecasting.core.errors import ExportError
from reporting.output.table_file import Table, check_place, render_csv, render_workbook, write_table

TABLE = Table(("id", "value"), ({"id": "=1+1", "value": 0.1 + 0.2}, {"id": "b\x01"}, {"value": 7}))


def test_a_workbook_keeps_numbers_and_text() -> None:
    sheet = load_workbook(io.BytesIO(render_workbook(TABLE))).worksheets[0]
    assert list(sheet.values) == [("id", "value"), ("=1+1", 0.3), ("b\ufffd", None), (None, 7)]
    assert sheet["A2"].data_type == "s"


def test_the_same_table_is_the_same_workbook() -> None:
    assert render_workbook(TABLE) == render_workbook(TABLE)


def test_csv_has_ten_significant_digits_and_no_exponent() -> None:
    table = Table(("value",), ({"value": 1e-7 / 3}, {"value": 2e15}, {"value": float("nan")}))
    assert render_csv(table).decode("utf-8-sig").split("\n") == [
        "value",
        "0.00000003333333333",
        "2000000000000000",
        '""',
        "",
    ]


@pytest.mark.parametrize("name", ["a.csv", "a.CSV", "a.txt", "a", "a.xlsx", "a.XLSX"])
def test_formats_that_are_written(tmp_path: Path, name: str) -> None:
    check_place(tmp_path / name, tmp_path / "source.csv")
    write_table(tmp_path / name, TABLE)
    is_workbook = (tmp_path / name).read_bytes().startswith(b"PK")
    assert is_workbook == name.lower().endswith("xlsx")


@pytest.mark.parametrize("name", ["a.xls", "a.ods", "a.docx", "a.pdf", "a.json"])
def test_formats_that_are_not_written_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportError, match=r"\.csv or \.xlsx"):
        check_place(tmp_path / name, tmp_path / "source.csv")


def test_a_folder_is_refused_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="is a folder"):
        check_place(tmp_path, tmp_path / "source.csv")
