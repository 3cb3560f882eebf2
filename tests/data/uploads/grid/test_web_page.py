"""Tables of web pages and XML spreadsheets that a program named .xls."""

from __future__ import annotations

import pytest

from data.uploads.grid.sheet import Limits
from data.uploads.grid.web_page import is_web_page, tables_of

LIMITS = Limits(megabytes=1, unpacked_megabytes=2, rows=5, columns=6)
XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table>
<Row><Cell><Data ss:Type="String">年份</Data></Cell><Cell ss:Index="3"><Data>人数</Data></Cell></Row>
<Row><Cell ss:MergeAcross="1"><Data ss:Type="Number">2024</Data></Cell><Cell><Data>12</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


def rows(text: str) -> list[tuple[tuple[str, ...], ...]]:
    assert is_web_page(text)
    return [sheet.rows for sheet in tables_of(text, LIMITS)]


def test_cells_are_texts_without_markup() -> None:
    text = (
        "<html><head><style>td{}</style></head><table><tr><th>年<br>份</th><th>人&nbsp;数</th></tr>"
        "<tr><td>2024</td><td><b>1,370</b><sup>1</sup></td></tr></table></html>"
    )
    assert rows(text) == [(("年 份", "人\xa0数"), ("2024", "1,370"))]


def test_cells_over_several_columns_and_rows_keep_the_others_in_place() -> None:
    text = (
        "<table><tr><td rowspan=2>年份</td><td colspan=2>人数</td><td>率</td></tr>"
        "<tr><td>年末</td><td>计划</td><td>离职率</td></tr></table>"
    )
    assert rows(text) == [(("年份", "人数", "", "率"), ("", "年末", "计划", "离职率"))]


def test_an_xml_spreadsheet_is_read() -> None:
    assert rows(XML) == [(("年份", "", "人数"), ("2024", "", "12"))]


@pytest.mark.parametrize(
    "text", ["<year>2024</year>", "year,value", '<?xml version="1.0"?><facts/>']
)
def test_other_texts_are_no_web_page(text: str) -> None:
    assert not is_web_page(text)


def test_a_hostile_page_stays_small() -> None:
    cells = "<td colspan=99999 rowspan=99999>x</td>" * 50
    page = "<table>" + f"<tr>{cells}</tr>" * 50 + "</table>" * 3 + "</tr></td>" + "<table>" * 2000
    (table,) = rows(page)
    assert len(table) <= LIMITS.rows
    assert max(map(len, table)) < 200
