"""Panels in the shapes that statistical offices and offices give them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.uploads.panel import Panel, PanelSeries, read_panel
from forecasting.core.errors import PanelError, TalentGapError
from forecasting.core.series import SeriesKey, Unit
from forecasting.engine import Forecast
from forecasting.engine.batch import Failed, Succeeded
from reporting.format.i18n import Language, explain
from reporting.output.panel_table import SeriesResult, forecast_table
from reporting.output.table_file import render_csv
from tests.data.uploads.field import figures_of, sentences
from tests.data.uploads.grid.workbooks import ods, xls, xlsx

WORLD_BANK = """"Data Source","World Development Indicators",

"Last Updated Date","2025-01-01",

"Country Name","Country Code","Indicator Name","Indicator Code","2019","2020","2021",
"China","CHN","Labor force, total","SL.TLF","1","2","3",
"India","IND","Labor force, total","SL.TLF","4","5","6",
"""
SDMX = """DATAFLOW,geo,sex,TIME_PERIOD,OBS_VALUE,OBS_FLAG
X,DE,F,2019,1,
X,DE,F,2020,2,b
X,DE,M,2019,3,
X,DE,M,2020,4 e,p
"""


def panel(folder: Path, content: str | bytes, name: str = "staff.csv") -> Panel:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_panel(path, date(2022, 6, 1))


def by_id(result: Panel) -> dict[str, dict[int, float]]:
    return {series.id: figures_of(series) for series in result.series}


def reason(series: PanelSeries) -> str:
    assert isinstance(series.read, Failed)
    return str(series.read.error)


@pytest.mark.parametrize(
    ("text", "expected", "remark"),
    [
        (
            "年份,北京,上海\n2019,1,2\n2020,3,4\n",
            {"北京": {2019: 1, 2020: 3}, "上海": {2019: 2, 2020: 4}},
            "series of their own: 北京, 上海",
        ),
        (
            ",北京,上海\n2019,1,2\n2020,3,4\n",
            {"北京": {2019: 1, 2020: 3}, "上海": {2019: 2, 2020: 4}},
            "series of their own",
        ),
        (
            "地区,指标,2019年,2020年\n北京,就业,1,2\n上海,就业,3,..\n",
            {"北京": {2019: 1, 2020: 2}, "上海": {2019: 3}},
            "it was turned",
        ),
        (
            "地区,指标,2020,2019\n北京,就业,1,2\n北京,工资,3,4\n",
            {"就业": {2019: 2, 2020: 1}, "工资": {2019: 4, 2020: 3}},
            "it was turned",
        ),
        (
            WORLD_BANK,
            {"China": {2019: 1, 2020: 2, 2021: 3}, "India": {2019: 4, 2020: 5, 2021: 6}},
            "it was turned",
        ),
        (SDMX, {"F": {2019: 1, 2020: 2}, "M": {2019: 3, 2020: 4}}, "told apart by sex"),
        (
            "series_id,sex,year,value\na,F,2019,1\na,M,2019,3\na,F,2020,2\na,M,2020,4\n",
            {"a / F": {2019: 1, 2020: 2}, "a / M": {2019: 3, 2020: 4}},
            "told apart by sex",
        ),
        (
            "region_code,region,year,value\n51,成都,2019,1\n51,成都,2020,2\n11,北京,2019,3\n11,北京,2020,4\n",
            {"成都": {2019: 1, 2020: 2}, "北京": {2019: 3, 2020: 4}},
            "told apart by region",
        ),
        (
            "某省就业情况\n单位：万人\n序列,年份,数值\n甲,2019,1\n甲,2020,2\n注：年末数\n",
            {"甲": {2019: 1, 2020: 2}},
            "注：年末数",
        ),
        (
            "series_id,quality,year,value\na,good,2019,1\na,good,2020,2\na,poor,2021,3\n",
            {"a": {2019: 1, 2020: 2, 2021: 3}},
            "not used: quality",
        ),
        (
            "indicator,region,year,value\nx,p,2019,1\nx,p,2020,2\ny,q,2019,3\ny,p,2020,4\nx,q,2019,5\n",
            {
                "x / p": {2019: 1, 2020: 2},
                "y / q": {2019: 3},
                "y / p": {2020: 4},
                "x / q": {2019: 5},
            },
            "told apart by indicator, region",
        ),
        (
            "region,year,men,women\np,2019,1,2\np,2020,3,4\nq,2019,5,6\nq,2020,7,8\n",
            {
                "p / men": {2019: 1, 2020: 3},
                "q / men": {2019: 5, 2020: 7},
                "p / women": {2019: 2, 2020: 4},
                "q / women": {2019: 6, 2020: 8},
            },
            "series of their own: men, women",
        ),
    ],
)
def test_every_layout_gives_the_series(
    tmp_path: Path, text: str, expected: dict[str, dict[int, float]], remark: str
) -> None:
    result = panel(tmp_path, text)
    assert by_id(result) == expected
    assert remark in sentences(result.remarks)


@pytest.mark.parametrize("write", [xlsx, xls, ods])
def test_workbooks_are_read(tmp_path: Path, write: object) -> None:
    assert callable(write)
    content = write([["年份", "数值"], [2019, 1.5], [2020, 2]])
    assert by_id(panel(tmp_path, content)) == {"staff": {2019: 1.5, 2020: 2}}


@pytest.mark.parametrize(
    ("cells", "values", "unit"),
    [
        (("10%", "11%"), (10, 11), "percent"),
        (("1.2万", "1.3万人"), (1.2, 1.3), "ten_thousands"),
        (("9800", "1.3万"), (9800, 13_000), None),
        (("1,200", "１３００"), (1200, 1300), None),
        (("−5", "2e3"), (-5, 2000), None),
    ],
)
def test_units_in_cells(
    tmp_path: Path, cells: tuple[str, str], values: tuple[float, float], unit: str | None
) -> None:
    (series,) = panel(tmp_path, f"year\tvalue\n2019\t{cells[0]}\n2020\t{cells[1]}\n").series
    assert tuple(figures_of(series).values()) == values
    assert series.unit == unit


def test_a_cell_in_another_unit_is_left_out(tmp_path: Path) -> None:
    (series,) = panel(tmp_path, "year,value\n2018,10%\n2019,0.11\n2020,12%\n").series
    assert figures_of(series) == {2018: 10, 2020: 12}
    assert "“0.11” is in another unit" in sentences(series.remarks)
    (series,) = panel(tmp_path, "年份,数值（%）\n2018,10\n2019,110‰\n2020,3万\n").series
    assert figures_of(series) == {2018: 10, 2019: 11}
    assert (series.unit, len(series.faults)) == ("%", 1)


@pytest.mark.parametrize(
    "row",
    ["x,2020,", "x,2020,约1", "x,,5", "x,last,5", "x,2020,inf", "x,2020,1,234", "x,2019/20,1"],
)
def test_one_bad_row_costs_its_year_only(tmp_path: Path, row: str) -> None:
    (series,) = panel(tmp_path, f"series_id,year,value\nx,2018,1\n{row}\nx,2019,2\n").series
    assert figures_of(series) == {2018: 1, 2019: 2}
    assert series.remarks


@pytest.mark.parametrize(
    "rows",
    [
        "2018,1,200,\n2019,1,300,\n2020,900,",
        "2018,1,050\n2019,1,200\n2020,900,",
        "2018,10,500\n2019,10,700\n2020,900,",
    ],
)
def test_numbers_cut_at_their_commas_never_become_others(tmp_path: Path, rows: str) -> None:
    (series,) = panel(tmp_path, f"year,value,note\n{rows}\n").series
    assert figures_of(series) == {2020: 900}


def test_figures_within_a_year_are_no_annual_series(tmp_path: Path) -> None:
    (series,) = panel(tmp_path, "date,value\n2019-01-31,1\n2019-02-28,2\n").series
    assert "Only annual series are forecast" in reason(series)


def test_academic_years_are_read_as_their_beginning(tmp_path: Path) -> None:
    result = panel(tmp_path, "学年,数值\n2019/20,1\n2020/21,2\n")
    assert by_id(result) == {"staff": {2019: 1, 2020: 2}}
    assert "2019/20 is 2019" in sentences(result.remarks)


def test_ids_are_kept_as_written_and_invisible_differences_are_none(tmp_path: Path) -> None:
    result = panel(tmp_path, "series_id,year,value\n=a#\u200b,2019,1\n=a#,2020,2\n Ａ b ,2020,3\n")
    assert by_id(result) == {"=a#\u200b": {2019: 1, 2020: 2}, "Ａ b": {2020: 3}}


def test_no_value_at_all_is_the_reason_of_a_series(tmp_path: Path) -> None:
    first, second = panel(tmp_path, "series_id,year,value\na,2019,\nb,2019,1\n").series
    assert "column value is blank" in reason(first)
    assert figures_of(second) == {2019: 1}


@pytest.mark.parametrize(
    "text", ["2019,1\n2020,2\n", "year,name\n2019,a\n2020,b\n", "Jahr,Wert\n2019,1\n"]
)
def test_what_lacks_a_column_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(TalentGapError, match=r"is missing\. The headings are"):
        panel(tmp_path, text)


def test_the_forecasts_of_the_terminal_are_read_again(tmp_path: Path) -> None:
    forecast = Forecast(
        SeriesKey("a", ""),
        Unit.UNKNOWN,
        2020,
        np.array([2021, 2022]),
        np.array([0.025, 0.1, 0.5, 0.9, 0.975]),
        np.array([[1.0, 2.0, 3.5, 4.0, 5.0], [2.0, 3.0, 4.5, 5.0, 6.0]]),
        (),
        "drift",
        None,
        (),
    )
    result = panel(
        tmp_path, render_csv(forecast_table([SeriesResult("a", Succeeded(forecast))], Language.EN))
    )
    assert by_id(result) == {"a": {2021: 3.5, 2022: 4.5}}
    assert "median of the forecasts" in sentences(result.remarks)


CELLS = (
    "2019|2020|年份|数值|series_id|value|单位：万人|1,200|12%|2019/20||注|a|=A1|1.2万|①|..|2010-11"
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.lists(st.sampled_from(CELLS.split("|")), max_size=5), max_size=8),
    mark=st.sampled_from("\t,; "),
)
def test_no_table_breaks_the_reading(tmp_path: Path, rows: list[list[str]], mark: str) -> None:
    try:
        result = panel(tmp_path, "\n".join(mark.join(row) for row in rows))
    except TalentGapError:
        return
    for series in result.series:
        for remark in series.remarks:
            assert explain(remark, Language.ZH)


def test_units_of_the_rows_bring_a_series_into_one_unit(tmp_path: Path) -> None:
    (series,) = panel(tmp_path, "year,value,unit\n2019,9000,人\n2020,1,万人\n").series
    assert figures_of(series) == {2019: 9000, 2020: 10_000}
    (other,) = panel(tmp_path, "year,value,unit\n2019,9000,人\n2020,1,万元\n").series
    assert figures_of(other) == {2019: 9000}
    assert "“1万元” is not a number" in sentences(other.faults)


def test_a_year_over_two_columns_is_named_with_its_column(tmp_path: Path) -> None:
    with pytest.raises(PanelError) as caught:
        panel(tmp_path, ",2019,,2020,\n地区,男,女,男,女\n甲,1,2,3,4\n乙,1,2,3,4\n")
    assert caught.value.values["place"] == 3


def test_totals_beside_the_years_are_no_part_of_the_names(tmp_path: Path) -> None:
    result = panel(tmp_path, "地区,2019,2020,合计,年均增长\n甲,1,2,3,5%\n乙,2,3,5,6%\n")
    assert by_id(result) == {"甲": {2019: 1, 2020: 2}, "乙": {2019: 2, 2020: 3}}
    assert "Columns that are not used: 合计, 年均增长" in sentences(result.remarks)


def test_repeated_headings_are_passed_over_and_a_second_table_is_named(tmp_path: Path) -> None:
    text = "年份,就业,工资\n2019,1,2\n年份,就业,工资\n2020,3,4\n"
    assert by_id(panel(tmp_path, text)) == {"就业": {2019: 1, 2020: 3}, "工资": {2019: 2, 2020: 4}}
    result = panel(tmp_path, f"{text}年份,工资,就业\n2021,5,6\n")
    assert by_id(result)["就业"] == {2019: 1, 2020: 3}
    assert "A second table begins in row 5" in sentences(result.remarks)


def test_columns_with_the_same_meaning_and_cells_count_once(tmp_path: Path) -> None:
    result = panel(tmp_path, "TIME,Time,Value\n2019,2019,1\n2020,2020,2\n")
    assert by_id(result) == {"staff": {2019: 1, 2020: 2}}


def test_dots_are_judged_series_by_series(tmp_path: Path) -> None:
    result = panel(tmp_path, "年份,比率,人数\n2019,1.234,950\n2020,1.235,960\n")
    assert by_id(result)["比率"] == {2019: 1.234, 2020: 1.235}
    (series,) = panel(tmp_path, "year,value\n2019,950\n2020,1.260\n").series
    assert figures_of(series) == {2019: 950}


def test_fiscal_years_over_two_years_are_remarked(tmp_path: Path) -> None:
    result = panel(tmp_path, "year,value\nFY2019/20,1\nFY2020/21,2\n")
    assert by_id(result) == {"staff": {2019: 1, 2020: 2}}
    assert "FY2019/20 is 2019" in sentences(result.remarks)


def test_units_of_the_rows_count_where_a_column_is_a_series(tmp_path: Path) -> None:
    (series,) = panel(tmp_path, "年份,从业人数,单位\n2019,9000,人\n2020,1,万人\n").series
    assert figures_of(series) == {2019: 9000, 2020: 10_000}
    assert series.unit == "人"


@pytest.mark.parametrize("years", ["2015Q1,2015Q2", "2015-01,2015-02", "2019,2020,2020"])
def test_columns_that_are_not_one_year_each_are_named(tmp_path: Path, years: str) -> None:
    with pytest.raises(PanelError, match="these columns are not one year each"):
        panel(tmp_path, f"地区,{years}\n甲,1,2,3\n")
