"""The encodings that people's files have; text of other encodings is refused and never changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.files.decoding import decode_text
from forecasting.core.errors import TextFileError

CHINESE = "年份,从业人数\r\n2023年,1,200\r\n2024年,1300\r\n注：含劳务派遣人员，单位：人。\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "utf-32"])
def test_chinese_text_is_read_in_every_encoding(encoding: str) -> None:
    decoded = decode_text(CHINESE.encode(encoding), "a.csv")
    assert decoded.text == CHINESE
    assert decoded.encoding == encoding


def test_gbk_is_read_as_gb18030() -> None:
    assert decode_text(CHINESE.encode("gbk"), "a.csv").encoding == "gb18030"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [CHINESE, "year\tvalue\r\n2008\t100\r\n"])
def test_utf16_needs_no_byte_order_mark(text: str, encoding: str) -> None:
    assert decode_text(text.encode(encoding), "a.csv").text == text


@pytest.mark.parametrize(
    "text",
    [
        "姓名,年份\n朱镕基,2024\n陶喆,2023\n",
        "地区,年份,数值\n深圳,2024,1\n亳州,2024,2\n",
        "年份,數值,單位\n2024,1,萬人\n",
        "IT业,A股,T恤衫,2024\n",
        "单位：μm、℃、№、“引号”—— ①②\n年份,人数\n",
        "年份,备注\n2024,—\n",
    ],
)
def test_unusual_chinese_text_in_gbk_is_no_doubt(text: str) -> None:
    assert decode_text(text.encode("gb18030"), "a.csv").text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("series_id,year\nQuébec,2015\n", "latin-1"),
        ("series_id,year\nMünchen,2015\nSão Paulo,2016\nMálaga,2017\n", "latin-1"),
        ("série,année\nFrançais,2015\n", "cp1252"),
        ("name,year\nWorker’s union,2015\n", "cp1252"),
        ("id,temperature\na,25°C\n", "latin-1"),
        ("年份,數值\n2008,100.0\n", "big5"),
        ("地區,年度,就業人數\n臺北市,2020,100\n高雄市,2020,90\n", "big5"),
        ("年,人数\n東京都,1\n大阪府,2\n", "shift-jis"),
        ("Год,Численность\nМосква,1\n", "cp1251"),
    ],
)
def test_text_of_other_encodings_is_refused(text: str, encoding: str) -> None:
    with pytest.raises(TextFileError, match="UTF-8") as caught:
        decode_text(text.encode(encoding), "a.csv")
    assert caught.value.values["file"] == "a.csv"
    assert int(str(caught.value.values["row"])) >= 1


@pytest.mark.parametrize(
    ("content", "row"),
    [
        (b"year,value\n2020,\xff\xff\n", 2),
        (b"year,value\n2020,\0\n", 2),
        (b"\xff\xfea", 1),
        (b"\xef\xbb\xbfyear\n\n\xff", 3),
    ],
)
def test_what_is_no_text_is_refused_with_its_row(content: bytes, row: int) -> None:
    with pytest.raises(TextFileError) as caught:
        decode_text(content, "a.csv")
    assert caught.value.values["row"] == row


@given(content=st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    try:
        decoded = decode_text(content, "a.csv")
    except TextFileError:
        return
    assert isinstance(decoded.text, str)
