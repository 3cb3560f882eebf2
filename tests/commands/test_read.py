"""`read` says in JSON how a file is understood, and what is wrong with it by row and column."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli import main
from tests.data.uploads.field import CASES
from tests.data.uploads.grid.workbooks import xls


def read(
    capsys: pytest.CaptureFixture[str], path: Path, use: str, language: str = "en"
) -> tuple[int, dict[str, Any]]:
    code = main(("read", str(path), "--as", use, "--language", language))
    return code, json.loads(capsys.readouterr().out)


def test_a_headcount_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    code, result = read(capsys, CASES / "title_lines/input.csv", "headcount")
    assert code == 0
    assert (result["encoding"], result["separator"], result["heading_row"]) == ("utf-8", ",", 3)
    assert result["columns"][1] == {
        "heading": "从业人数(万人)",
        "meaning": "headcount",
        "unit": "ten_thousands",
        "unit_origin": "heading",
    }
    assert result["rows"][-1]["headcount"] == 14_900
    assert (result["kept"], result["faults"]) == (6, [])


def test_a_panel_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    code, result = read(capsys, CASES / "same_rules_for_panels/unit_heading.csv", "panel")
    assert code == 0
    assert result["layout"] == "long"
    assert result["columns"][-1] == {
        "heading": "数值（万人）",
        "meaning": "value",
        "unit": "万人",
        "unit_origin": "heading",
    }
    assert result["rows"][0] == {
        "series_id": "unit_heading",
        "year": 2008,
        "value": 100.0,
        "unit": "万人",
    }


def test_sheets_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    _, result = read(capsys, CASES / "second_sheet/input.xlsx", "headcount")
    assert (result["format"], result["sheet"]) == ("xlsx", "数据")
    assert result["other_sheets"] == ["填报说明"]


def test_faults_have_row_and_column(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "人员.csv"
    path.write_text("年份,从业人数,离职率\n2023,约500,10%\n2024,520,9\n", encoding="gb18030")
    code, result = read(capsys, path, "headcount", "zh")
    assert (code, result["encoding"], result["kept"]) == (0, "gb18030", 1)
    (fault,) = result["faults"]
    assert (fault["row"], fault["column"]) == (2, "从业人数")
    assert "不是数字" in fault["message"]
    code, result = read(capsys, path, "panel")
    assert [(f["row"], f["column"]) for f in result["faults"]] == [(2, "从业人数"), (3, "离职率")]


@pytest.mark.parametrize("use", ["panel", "headcount"])
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "There is no file"),
        (b"", "column|figures|empty"),
        ("编号,名称\n1,甲\n".encode(), "missing|understood|headings"),
        (b"%PDF-1.4", "no table"),
        ("series_id,year,value\nQuébec,2015,1\n".encode("latin-1"), "encoding"),
    ],
)
def test_nothing_kept_is_exit_code_2(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, use: str, content: bytes | None, reason: str
) -> None:
    path = tmp_path / "a.csv"
    if content is not None:
        path.write_bytes(content)
    code, result = read(capsys, path, use)
    assert (code, result["kept"], result["rows"]) == (2, 0, [])
    assert any(word in result["faults"][0]["message"] for word in reason.split("|"))


def test_formats_without_number_formats_are_remarked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(xls([["年份", "人数", "离职率"], [2023, 1200, 0.1], [2024, 1250, 0.12]]))
    _, result = read(capsys, path, "headcount")
    assert "XLS does not tell" in result["remarks"][0]
    assert [column["unit_origin"] for column in result["columns"]] == [None, "size", "size"]


def test_guessed_units_are_remarked(capsys: pytest.CaptureFixture[str]) -> None:
    _, result = read(capsys, CASES / "ambiguous_rates/input.csv", "headcount")
    remarks = "\n".join(result["remarks"])
    assert "size of the numbers: persons" in remarks
    assert "could be per cent or shares; they are read as: share" in remarks


def test_an_unknown_use_is_explained_without_the_words_of_the_code(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(("read", "a.csv", "--as", "roster", "--language", "en"))
    assert ended.value.code == 2
    shown = capsys.readouterr().err
    assert "invalid choice: 'roster' (choose from" in shown
    assert "FileUse" not in shown
