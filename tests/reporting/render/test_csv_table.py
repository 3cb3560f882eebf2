from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pandas as pd

from reporting.charts.chart import Bars, Line, extent
from reporting.format.i18n import Language
from reporting.render.csv_table import DECIMALS, csv, csv_of, table
from tests.reporting.every_chart import Charts


def read(content: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(content), comment="#", encoding="utf-8-sig")


def test_every_number_of_the_chart_is_in_the_table(charts: Charts) -> None:
    for chart in charts.values():
        rows = table(chart)
        numbers = rows.select_dtypes("number").to_numpy(dtype=np.float64).ravel()
        for mark in chart.marks:
            values = mark.y if isinstance(mark, Bars) else extent(mark)
            for value in chart.y.scale.apply(values[np.isfinite(values)]):
                assert np.isclose(numbers, value, atol=10**-DECIMALS, rtol=0).any(), (
                    chart.id,
                    mark.name,
                )


def test_lines_and_bars_keep_the_order_of_years(charts: Charts) -> None:
    for chart in charts.values():
        rows = table(chart)
        for mark in chart.marks:
            if isinstance(mark, Line | Bars):
                column = next(c for c in rows.columns if str(c).startswith(mark.name))
                expected = chart.y.scale.apply(mark.y)
                result = rows[column].dropna().to_numpy(dtype=np.float64)
                assert np.allclose(result, expected[np.isfinite(expected)], atol=1e-4), chart.id


def test_units_are_in_the_headings(charts: Charts, language: Language) -> None:
    unit = "万人" if language is Language.ZH else "million people"
    assert all(unit in str(c) for c in table(charts["demand-supply"]).columns[1:])


def test_two_points_of_one_year_get_two_rows(charts: Charts) -> None:
    rows = table(charts["gap"])
    assert list(rows.iloc[:, 0]).count(2025) == 2


def test_csv_is_read_back_unchanged(charts: Charts) -> None:
    for chart in charts.values():
        pd.testing.assert_frame_equal(
            read(csv(chart)), table(chart), check_dtype=False, check_column_type=False
        )


def test_csv_begins_with_a_byte_order_mark_and_says_where_it_comes_from(charts: Charts) -> None:
    for chart in charts.values():
        content = csv(chart)
        assert content.startswith(b"\xef\xbb\xbf# "), chart.id
        text = content.decode("utf-8-sig")
        head = [line for line in text.splitlines() if line.startswith("#")]
        provenance = chart.provenance
        for part in (chart.title, provenance.source, provenance.scenario, provenance.created):
            assert any(part in line for line in head), chart.id
        assert any(provenance.data_digest in line for line in head), chart.id


def test_a_text_cannot_become_a_formula_or_a_comment() -> None:
    rows = pd.DataFrame({"=name": ["=1+1", "@a", "C# course", "plain"], "n": [-1.0, 2.0, 3.0, 4.0]})
    result = read(csv_of(rows, []))
    assert list(result.iloc[:, 0]) == ["'=1+1", "'@a", "C＃ course", "plain"]
    assert result.columns[0] == "'=name"
    assert list(result["n"]) == [-1.0, 2.0, 3.0, 4.0]


def test_remarks_stay_on_their_line() -> None:
    text = csv_of(pd.DataFrame({"n": [1]}), ["two\nlines"]).decode("utf-8-sig")
    assert text == "# two lines\nn\n1\n"


def test_category_names_are_the_rows(charts: Charts) -> None:
    chart = charts["regions"]
    assert list(table(chart).iloc[:, 0]) == list(chart.x.names)  # type: ignore[union-attr]


def test_marks_of_one_name_stay_apart(charts: Charts) -> None:
    chart = charts["costs"]
    twins = tuple(replace(mark, name="same") for mark in chart.marks)
    assert table(replace(chart, marks=twins)).shape[1] == 1 + len(twins)
