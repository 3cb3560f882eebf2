"""The user's own series from the terminal: forecasts and back-tests of a file."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from cli import main

SHORT = "序列,年份,数值\n甲,2015,10\n甲,2016,12\n甲,2017,13\n甲,2018,15\n乙,2020,many\n丙,2020,5\n"


def panel(tmp_path: Path, text: str = SHORT) -> Path:
    path = tmp_path / "staff.csv"
    path.write_text(text, encoding="utf-8")
    return path


def results(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def copied(name: str, tmp_path: Path) -> Path:
    """One of the files in tests/series_files, where its results may be written beside it."""
    return Path(shutil.copy(Path(__file__).with_name("series_files") / name, tmp_path))


def run(command: str, source: Path, *options: str) -> list[dict[str, str]]:
    out = source.with_name("out.csv")
    assert main((command, "--csv", str(source), "--out", str(out), *options)) == 0
    return results(out)


def test_a_forecast_has_a_row_a_year_and_a_row_for_each_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = run("forecast", panel(tmp_path), "--horizon", "2", "--language", "en")
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
    rows = run("forecast", panel(tmp_path), "--members", "naive", "--language", "zh")
    assert "不是数字" in rows[-2]["error"]
    assert "至少需要3年" in rows[-1]["error"]


def test_only_the_members_asked_for_speak(tmp_path: Path) -> None:
    text = "year,value\n" + "".join(f"{2010 + i},{100 + i * i}\n" for i in range(9))
    rows = run("forecast", panel(tmp_path, text), "--members", "naive, drift", "--horizon", "1")
    assert [(row["series_id"], row["members"]) for row in rows] == [("staff", "naive+drift")]


def test_two_processes_write_the_same_bytes_as_one(tmp_path: Path) -> None:
    figures = [
        f"{name},{2012 + i},{start * 1.05**i + (-1) ** i}\n"
        for name, start in (("a", 100), ("b", 9))
        for i in range(10)
    ]
    source = panel(tmp_path, "series_id,year,value\nbad,2020,x\n" + "".join(figures))
    run("forecast", source)
    alone = source.with_name("out.csv").read_bytes()
    run("forecast", source, "--jobs", "2")
    assert source.with_name("out.csv").read_bytes() == alone


def test_a_backtest_scores_methods_by_horizon(tmp_path: Path) -> None:
    figures = "".join(f"{2010 + i},{100 * 1.1**i}\n" for i in range(10))
    options = ("--horizon", "2", "--members", "drift", "--language", "en")
    rows = run("backtest", panel(tmp_path, f"year,value\n{figures}"), *options)
    assert [(row["method"], row["horizon"]) for row in rows] == [
        (method, ahead)
        for method in ("combination", "naive", "drift")
        for ahead in ("all", "1", "2")
    ]
    combination, naive = rows[0], rows[3]
    assert (combination["origins"], combination["forecasts"]) == ("2", "3")
    assert float(naive["owa"]) == 1.0
    assert 0 < float(rows[6]["owa"]) < 1
    assert 0 <= float(combination["coverage80"]) <= float(combination["coverage95"]) <= 1
    assert naive["coverage80"] == ""


def test_nothing_that_worked_is_a_failure_of_the_command(tmp_path: Path) -> None:
    source = panel(tmp_path)
    out = source.with_name("out.csv")
    call = ("backtest", "--csv", str(source), "--out", str(out), "--language", "en")
    assert main(call) == 1
    assert [row["series_id"] for row in results(out)] == ["甲", "乙", "丙"]
    assert "4 figures" in results(out)[0]["error"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--csv", "none.csv", "--out", "out.csv"), "none.csv cannot be read"),
        (("--csv", "staff.csv", "--out", "staff.csv"), "would be overwritten"),
        (("--csv", "staff.csv", "--out", "no/out.csv"), "There is no folder no"),
        (("--csv", "staff.csv", "--out", "folder"), "folder cannot be written"),
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
    panel(tmp_path)
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(("forecast", *options, "--language", "en")) == 1
    assert said in capsys.readouterr().err
    assert not list(tmp_path.glob("o*.csv"))


@pytest.mark.parametrize("option", ["--horizon", "--jobs"])
def test_numbers_below_one_are_wrong_usage(option: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main(("forecast", "--csv", "a", "--out", "b", option, "0"))
    assert caught.value.code == 2


def test_a_constant_series_says_why_methods_have_no_forecast_and_no_measure(
    tmp_path: Path,
) -> None:
    source = copied("constant.csv", tmp_path)
    overall = [
        row for row in run("backtest", source, "--language", "en") if row["horizon"] == "all"
    ]
    naive = next(row for row in overall if row["method"] == "naive")
    assert naive["mase"] == ""
    assert "scaled error (MASE)" in naive["problems"]
    skipped = [row for row in overall if row["forecasts"] == "0"]
    assert len(skipped) > 5
    assert {row["problems"] for row in skipped} == {"All figures of the series are equal."}
