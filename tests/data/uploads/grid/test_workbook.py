"""Workbooks as their sheets show them; what is none says what it is."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from data.uploads.grid.sheet import Limits, UserFile
from data.uploads.grid.user_file import open_file
from forecasting.core.errors import PanelError
from reporting.format.i18n import Language, explain
from tests.data.uploads.grid.workbooks import Rows, ods, packed, saved, xls, xlsx

LIMITS = Limits(megabytes=1, unpacked_megabytes=2, rows=50, columns=20)
ROWS: Rows = [["年份", "从业人数", "离职率"], [2023, 1200, "10%"], [2024, 1260.5, "9%"]]


def opened(content: bytes) -> UserFile:
    return open_file(content, "a.xlsx", LIMITS)


def changed(content: bytes, before: bytes, after: bytes, strings: bytes = b"") -> bytes:
    """A workbook with something replaced in its XML, and with shared strings."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(before, after))
        if strings:
            new.writestr("xl/sharedStrings.xml", strings)
    return result.getvalue()


@pytest.mark.parametrize(("content", "kind"), [(xls(ROWS), "xls"), (ods(ROWS), "ods")])
def test_other_workbooks_are_read_and_their_number_formats_remarked(
    content: bytes, kind: str
) -> None:
    file = opened(content)
    assert file.format == kind
    assert file.sheets[0].name == "数据"
    assert file.sheets[0].rows == (
        ("年份", "从业人数", "离职率"),
        ("2023", "1200", "10%"),
        ("2024", "1260.5", "9%"),
    )
    assert kind.upper() in explain(file.remarks[0], Language.EN)


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.12, "0%", "12%"),
        (0.4, '0.0"%"', "0.4%"),
        (0.1, "0.0\\%", "0.1%"),
        (1_200_000, "#,##0,", "1200千"),
        (1_234_567, "0.0,,", "1.234567百万"),
        (12_345, '0!.0,"万"', "1.2345万"),
        (1200, '0"人"', "1200人"),
        (2024, '0"年"', "2024"),
        (0.07, "0.00%", "7%"),
        (1200, "#,##0_);[Red](#,##0)", "1200"),
        (0.5, "General", "0.5"),
        (1200, '[>=10000]0!.0,"万";0', "1200"),
        (12_000, '[>=10000]0!.0,"万";0', "1.2万"),
        (True, "General", "True"),
    ],
)
def test_a_number_is_what_the_sheet_shows(value: object, number_format: str, shown: str) -> None:
    assert opened(xlsx([[value]], {"A1": number_format})).sheets[0].rows == ((shown,),)


def test_raised_text_is_a_footnote_mark() -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>1370</t></r>'
        '<r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r></si></sst>'
    )
    content = changed(
        xlsx([["x"]]), b't="inlineStr"><is><t>x</t></is>', b't="s"><v>0</v>', strings.encode()
    )
    override = (
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/>'
    )
    content = changed(content, b"</Types>", f"{override}</Types>".encode())
    assert opened(content).sheets[0].rows == (("1370",),)


def test_a_formula_without_a_value_is_shown_itself() -> None:
    assert opened(xlsx([[600, 500, "=A1+B1"]])).sheets[0].rows == (("600", "500", "=A1+B1"),)


def test_the_open_sheet_comes_first_and_hidden_ones_last() -> None:
    book = Workbook()
    for name in ("隐藏", "第二", "第三"):
        book.create_sheet(name)["A1"] = name
    book["隐藏"].sheet_state = "hidden"
    book.active = book.sheetnames.index("第三")
    names = [sheet.name for sheet in opened(saved(book)).sheets]
    assert (names[0], names[-1]) == ("第三", "隐藏")


def test_a_wrong_dimension_hides_no_cell() -> None:
    content = changed(xlsx(ROWS), b'<dimension ref="A1:C3"', b'<dimension ref="A1"')
    assert len(opened(content).sheets[0].rows) == 3


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7", "holds no table (PDF)"),
        (b"\x89PNG\r\n", "holds no table (PNG)"),
        (b"MIME-Version: 1.0\n", "holds no table (MHTML)"),
        (b"From: x\nContent-Type: multipart/related\n", "holds no table (MHTML)"),
        (b"PK\x05\x06" + bytes(18), "holds no table (ZIP)"),
        (packed({"word/document.xml": ""}), "holds no table (DOCX)"),
        (packed({"readme.txt": ""}), "holds no table (ZIP)"),
        (b"PK\x03\x04broken", "cannot be read as a workbook"),
        (packed({"xl/workbook.xml": "<workbook/>"}), "cannot be read as a workbook"),
        (packed({"content.xml": "<x/>"}), "cannot be read as a workbook"),
        (b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "holds no table (DOC)"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (b"\xd0\xcf\x11\xe0broken", "cannot be read as a workbook"),
        (b"0" * 1_000_001, "larger than 1 MB"),
        (packed({"xl/workbook.xml": "0" * 3_000_000}), "larger than 2 MB"),
        (xlsx([[*range(30)]]), "more than 20 columns"),
        (",".join("1" * 30).encode(), "more than 20 columns"),
        (b"<html><body><p>no table</p></body></html>", "a web page without a table"),
        (b'year,value\n2024,"1\n', "row 2: this is not CSV"),
    ],
)
def test_what_is_no_table_says_what_it_is(content: bytes, reason: str) -> None:
    with pytest.raises(PanelError) as caught:
        opened(content)
    assert reason in str(caught.value)


def test_a_cell_repeated_millions_of_times_is_refused_unread() -> None:
    cell = '<table:table-cell table:number-columns-repeated="16000"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="100000">{cell}</table:table-row>'
    with pytest.raises(PanelError, match="larger than 1 MB"):
        opened(packed({"content.xml": f"<table:table>{row}</table:table>"}))


def test_rows_beyond_the_limit_are_not_read() -> None:
    assert len(opened(xlsx([[i] for i in range(100)])).sheets[0].rows) == LIMITS.rows + 1
    assert len(opened(xls([[i] for i in range(100)])).sheets[0].rows) == LIMITS.rows + 1
