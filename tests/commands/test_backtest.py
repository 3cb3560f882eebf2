from __future__ import annotations

from pathlib import Path

from cli import main
from tests.commands.panels import copied, read_results, run_panel, write_panel


def test_a_backtest_scores_methods_by_horizon(tmp_path: Path) -> None:
    figures = "".join(f"{2010 + i},{100 * 1.1**i}\n" for i in range(10))
    options = ("--horizon", "2", "--members", "drift", "--language", "en")
    rows = run_panel("backtest", write_panel(tmp_path, f"year,value\n{figures}"), *options)
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
    source = write_panel(tmp_path)
    out = source.with_name("out.csv")
    call = ("backtest", "--csv", str(source), "--out", str(out), "--language", "en")
    assert main(call) == 1
    assert [row["series_id"] for row in read_results(out)] == ["甲", "乙", "丙"]
    assert "4 figures" in read_results(out)[0]["error"]


def test_a_constant_series_says_why_methods_have_no_forecast_and_no_measure(
    tmp_path: Path,
) -> None:
    source = copied("constant.csv", tmp_path)
    overall = [
        row for row in run_panel("backtest", source, "--language", "en") if row["horizon"] == "all"
    ]
    naive = next(row for row in overall if row["method"] == "naive")
    assert naive["mase"] == ""
    assert "scaled error (MASE)" in naive["problems"]
    skipped = [row for row in overall if row["forecasts"] == "0"]
    assert len(skipped) > 5
    assert {row["problems"] for row in skipped} == {"All figures of the series are equal."}
