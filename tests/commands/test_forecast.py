"""The user's own series from the terminal: forecasts and back-tests of a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from cli import main
from tests.commands.panels import copied, run_panel, write_panel


def test_a_forecast_has_a_row_a_year_and_a_row_for_each_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = run_panel("forecast", write_panel(tmp_path), "--horizon", "2", "--language", "en")
    assert [(row["series_id"], row["year"]) for row in rows] == [
        ("甲", "2019"),
        ("甲", "2020"),
        ("乙", ""),
        ("丙", ""),
    ]
    first, _, words, short = rows
    bounds = [float(first[name]) for name in ("lo95", "lo80", "median", "hi80", "hi95")]
    assert bounds == sorted(bounds)
    assert bounds[1] < float(first["mean"]) < bounds[3]
    assert "naive" in first["members"].split("+")
    assert "only 4 figures" in first["warnings"]
    assert first["error"] == ""
    assert "row 6, column 数值: “many” is not a number" in words["error"]
    assert "丙 has 1 years; a forecast needs at least 3" in short["error"]
    shown = capsys.readouterr()
    assert "1 of 3 series worked" in shown.out
    assert "100%" in shown.err


def test_reasons_are_in_the_language_asked_for(tmp_path: Path) -> None:
    rows = run_panel("forecast", write_panel(tmp_path), "--members", "naive", "--language", "zh")
    assert "不是数字" in rows[-2]["error"]
    assert "至少需要3年" in rows[-1]["error"]


def test_only_the_members_asked_for_are_used(tmp_path: Path) -> None:
    text = "year,value\n" + "".join(f"{2010 + i},{100 + i * i}\n" for i in range(9))
    rows = run_panel(
        "forecast", write_panel(tmp_path, text), "--members", "naive, drift", "--horizon", "1"
    )
    assert [(row["series_id"], row["members"]) for row in rows] == [("staff", "naive+drift")]


def test_two_processes_write_the_same_bytes_as_one(tmp_path: Path) -> None:
    figures = [
        f"{name},{2012 + i},{start * 1.05**i + (-1) ** i}\n"
        for name, start in (("a", 100), ("b", 9))
        for i in range(10)
    ]
    source = write_panel(tmp_path, "series_id,year,value\nbad,2020,x\n" + "".join(figures))
    run_panel("forecast", source)
    alone = source.with_name("out.csv").read_bytes()
    run_panel("forecast", source, "--jobs", "2")
    assert source.with_name("out.csv").read_bytes() == alone


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--csv", "none.csv", "--out", "out.csv"), "There is no file none.csv"),
        (("--csv", "staff.csv", "--out", "staff.csv"), "would be overwritten"),
        (("--csv", "staff.csv", "--out", "no/out.csv"), "There is no folder no"),
        (("--csv", "staff.csv", "--out", "folder"), "folder is a folder"),
        (
            ("--csv", "staff.csv", "--out", "o.csv", "--members", "oracle"),
            "no forecasting method o",
        ),
    ],
)
def test_what_cannot_work_stops_with_its_reason(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    said: str,
) -> None:
    write_panel(tmp_path)
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(("forecast", *options, "--language", "en")) == 1
    assert said in capsys.readouterr().err
    assert not list(tmp_path.glob("o*.csv"))


@pytest.mark.parametrize("option", ["--horizon", "--jobs"])
@pytest.mark.parametrize("number", ["0", "1000000000"])
def test_numbers_out_of_range_are_wrong_usage(
    capsys: pytest.CaptureFixture[str], option: str, number: str
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(("forecast", "--csv", "a", "--out", "b", option, number, "--language", "en"))
    assert caught.value.code == 2
    assert f"argument {option}: {number} is not between 1 and" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "last"), [("fallen_to_zero", 0), ("fallen_to_eight", 8), ("fallen_to_a_hundred", 100)]
)
def test_the_mean_of_a_falling_series_never_rises_and_its_bounds_stay_near(
    name: str, last: float, tmp_path: Path
) -> None:
    rows = run_panel("forecast", copied(f"{name}.csv", tmp_path), "--horizon", "8")
    means = [float(row["mean"]) for row in rows]
    assert means == sorted(means, reverse=True)
    assert means[0] <= last
    assert max(float(row["hi80"]) for row in rows) <= last
    assert max(float(row["hi95"]) for row in rows) <= 1.5 * last
    numbers = [row[column] for row in rows for column in ("mean", "lo80", "hi80", "lo95", "hi95")]
    assert max(len(number) for number in numbers) <= 12


def test_a_series_that_has_fallen_to_zero_warns_that_its_interval_has_no_width(
    tmp_path: Path,
) -> None:
    (first, *_) = run_panel("forecast", copied("fallen_to_zero.csv", tmp_path), "--language", "en")
    assert "has fallen to zero" in first["warnings"]


def test_a_name_that_ends_in_xlsx_is_written_as_a_workbook(tmp_path: Path) -> None:
    source = write_panel(tmp_path)
    table = run_panel("forecast", source, "--horizon", "2", "--language", "en")
    out = tmp_path / "result.xlsx"
    call = ("forecast", "--csv", str(source), "--out", str(out), "--horizon", "2")
    assert main((*call, "--language", "en")) == 0
    header, *rows = load_workbook(out).worksheets[0].iter_rows(values_only=True)
    assert list(header) == list(table[0])
    assert [str(row[0]) for row in rows] == [row["series_id"] for row in table]
    assert [row[3] for row in rows[:2]] == [float(row["median"]) for row in table[:2]]
    assert rows[2][1] is None


@pytest.mark.parametrize("name", ["result.xls", "result.ods", "result.docx"])
def test_a_format_that_is_not_written_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    out = tmp_path / name
    call = ("forecast", "--csv", str(write_panel(tmp_path)), "--out", str(out), "--language", "en")
    assert main(call) == 1
    assert "ends in .csv or .xlsx" in capsys.readouterr().err
    assert not out.exists()
