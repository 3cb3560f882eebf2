"""Years of cells; a span of years is never silently one year."""

from __future__ import annotations

import pytest

from data.uploads.grid.years import YearKind, academic_column, read_year


@pytest.mark.parametrize(
    "text",
    [
        "2024",
        "２０２４",
        "2024.0",
        "2024年",
        "2024 年",
        "2024年度",
        "2024年末",
        "2024年底",
        "FY2024",
        "2024CY",
        "2024年度末",
        "2024年底数",
        "二〇二四年",
        "二零二四",
        "end of 2024",
        "截至2024年底",
        "X2024",
        "2024 [YR2024]",
        "2024①",
        "2024*",
        "2024[1]",
        "2024 1)",
        "2024e",
        "2024（预计）",
        "'2024",
        "2024\u200b",
        "2\u200d024",
    ],
)
def test_a_whole_year(text: str) -> None:
    year = read_year(text)
    assert year is not None
    assert (year.year, year.kind) == (2024, YearKind.YEAR)


@pytest.mark.parametrize(
    "text",
    [
        "2024-12-31",
        "2024/12/31",
        "2024.12.31",
        "2024-12",
        "2024年12月",
        "2024年12月31日",
        "2024年12月末",
        "31/12/2024",
        "31.12.2024",
        "2024-12-31T00:00:00.000",
        "2024-12-31 00:00:00",
        "截至2024年12月31日",
    ],
)
def test_a_date(text: str) -> None:
    year = read_year(text)
    assert year is not None
    assert (year.year, year.kind) == (2024, YearKind.DATE)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2019/20", YearKind.ACADEMIC),
        ("2019-2020", YearKind.ACADEMIC),
        ("2019—2020学年", YearKind.ACADEMIC),
        ("2019-2020学年度", YearKind.ACADEMIC),
        ("2019至2020年", YearKind.ACADEMIC),
        ("2019学年", YearKind.ACADEMIC),
        ("1999/00", YearKind.ACADEMIC),
        ("FY2019/20", YearKind.ACADEMIC),
        ("2010-11", YearKind.MONTH_OR_ACADEMIC),
        ("2019-2021", YearKind.SPAN),
        ("2019-21", YearKind.SPAN),
    ],
)
def test_several_years_are_named_as_such(text: str, kind: YearKind | None) -> None:
    year = read_year(text)
    assert (year.kind if year else None) is kind


@pytest.mark.parametrize(
    "text",
    [
        "24",
        "20224",
        "2024.5",
        "2024Q3",
        "2024年上半年",
        "2024年1-9月",
        "二〇二四上半年",
        "民国113年",
        "2024届",
        "1200",
        "",
        "合计",
        "45657",
        "2024-13-01",
        "9" * 500,
    ],
)
def test_no_year(text: str) -> None:
    assert read_year(text) is None


@pytest.mark.parametrize(
    ("cells", "academic"),
    [
        (["2024", "2025"], False),
        (["2019/20", "2020/21"], True),
        (["2009-10", "2010-11"], True),
        (["2010-03", "2010-11"], False),
        (["2019/20", "2021"], None),
        (["2010-11", "2012"], None),
    ],
)
def test_a_column_decides_what_its_cells_are(cells: list[str], academic: bool | None) -> None:  # noqa: FBT001
    assert academic_column([read_year(cell) for cell in cells]) is academic


@pytest.mark.parametrize(
    "text",
    [
        "Dec 2024",
        "31 December 2024",
        "31-Dec-2024",
        "As at 31 Dec 2024",
        "202412",
        "20241231",
        "2024.12",
        "2024-12-31 23:59:59",
    ],
)
def test_a_date_in_another_writing(text: str) -> None:
    year = read_year(text)
    assert year
    assert (year.year, year.kind, year.month) == (2024, YearKind.DATE, 12)


@pytest.mark.parametrize("text", ["200000", "2024.1", "2024Q4", "44561", "Marketing 2024"])
def test_no_date(text: str) -> None:
    assert read_year(text) is None
