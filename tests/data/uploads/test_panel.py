"""A user's file becomes typed series; every fault says where it is and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.uploads.panel import PanelSeries, read_panel
from forecasting.core.errors import PanelError, TalentGapError
from forecasting.core.series import Series, Unit
from forecasting.engine.batch import Failed, Succeeded
from reporting.format.i18n import Language, explain

HEAD = "series_id,year,value\n"


def panel(tmp_path: Path, text: str | bytes) -> tuple[PanelSeries, ...]:
    path = tmp_path / "staff.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_panel(path).series


def series_of(entry: PanelSeries) -> Series:
    assert isinstance(entry.read, Succeeded)
    return entry.read.result


def reason(entry: PanelSeries) -> str:
    assert isinstance(entry.read, Failed)
    return str(entry.read.error)


def test_series_are_sorted_by_year_and_in_the_order_of_the_file(tmp_path: Path) -> None:
    second, first = panel(tmp_path, f"{HEAD}b,2021,3\na,2020,1\nb,2019,-2.5\n")
    assert (second.id, first.id) == ("b", "a")
    assert series_of(second).years.tolist() == [2019, 2021]
    assert series_of(second).values.tolist() == [-2.5, 3.0]
    assert series_of(second).unit is Unit.UNKNOWN
    assert series_of(second).source_ids == ()
    assert str(series_of(second).key) == "b"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_headings_are_read_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    text = "年份,备注,数值,序列\r\n2020,好,1,成都\r\n2021,,2,成都\r\n,,,\r\n"
    (entry,) = panel(tmp_path, text.encode(encoding))
    assert entry.id == "成都"
    assert series_of(entry).values.tolist() == [1.0, 2.0]


def test_without_ids_the_file_is_one_series_of_its_name(tmp_path: Path) -> None:
    (entry,) = panel(tmp_path, "Year,Value\n2020,1\n2021.0,2e3\n")
    assert entry.id == "staff"
    assert series_of(entry).years.tolist() == [2020, 2021]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("x,2020,many", "row 3, column value: “many” is not a number"),
        ("x,2020,1,234", "row 3: its cells do not fit the headings"),
        ("x,2020,", "row 3, column value is blank"),
        ("x,2020", "row 3, column value is blank"),
        ("x,,1", "row 3, column year is blank"),
        (",2020,1", "row 3, column series_id is blank"),
        ("x,last,1", "“last” is not a year. Allowed are whole numbers from 1800 to 2200"),
        ("x,2020.5,1", "“2020.5” is not a year"),
        ("x,20,1", "“20” is not a year"),
        ("x,nan,1", "“nan” is not a year"),
        ("x,2020,inf", "“inf” is not a finite number"),
        ("x,2020,NaN", "“NaN” is not a finite number"),
        ("x,2020,1e999", "“1e999” is not a finite number"),
        ("x,2020,1_000", "“1_000” is not a number"),
        ("x,2020,约12", "“约12” is not a number"),
    ],
)
def test_a_faulty_series_leaves_the_others(tmp_path: Path, row: str, said: str) -> None:
    good, bad = panel(tmp_path, f"{HEAD}good,2020,1\n{row}\ngood,2021,2\n")
    assert series_of(good).values.tolist() == [1.0, 2.0]
    assert "staff.csv, row 3" in reason(bad)
    assert said in reason(bad)


def test_a_duplicate_year_names_both_rows(tmp_path: Path) -> None:
    (entry,) = panel(tmp_path, "年份,数值\n2020,1\n2021,2\n2020,1\n")
    assert "row 4: 2020 is in row 2 already" in reason(entry)
    assert "series_id" in reason(entry)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "staff.csv is empty. Needed are the columns series_id (序列), year (年份)"),
        ("\ufeff \n", "staff.csv is empty"),
        (HEAD, "staff.csv has no row below its headings"),
        (
            "series_id,year,amount\n",
            "row 1: the column value is missing. The headings are: series_id, year, a",
        ),
        ("just;text\n2020;1\n", "the column year is missing. The headings are: just, text"),
        ("年份,year,value\n2020,1,2\n", "the column year is there more than once"),
        (f'{HEAD}a,2020,"1\n', "row 2: this is not CSV"),
        (b"PK\x03\x04rest", "staff.csv cannot be read as a workbook"),
        (
            b"year,value\n2020,\xff\xff\n",
            "row 2: this is text in none of UTF-8, UTF-16 and GB18030",
        ),
        (b"year,value\n2020,\0\n", "row 2: this is text in none of UTF-8, UTF-16 and GB18030"),
    ],
)
def test_a_faulty_file_stops_the_reading(tmp_path: Path, content: str | bytes, said: str) -> None:
    with pytest.raises(TalentGapError) as caught:
        panel(tmp_path, content)
    assert said in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PanelError, match=r"There is no file .*none\.csv"):
        read_panel(tmp_path / "none.csv")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(PanelError, match="is a folder"):
        read_panel(tmp_path)


def test_reasons_are_given_in_chinese_too(tmp_path: Path) -> None:
    (entry,) = panel(tmp_path, f"{HEAD}a,2020,many\n")
    assert isinstance(entry.read, Failed)
    assert "第2行" in explain(entry.read.error, Language.ZH)
