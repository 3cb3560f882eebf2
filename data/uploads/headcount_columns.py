"""The columns of a headcount table by their headings, and the cells of each year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from data.uploads.grid.heading_names import meaning_of
from data.uploads.grid.headings import title_of
from data.uploads.grid.plain_text import squeezed
from data.uploads.grid.table import Label, Record
from data.uploads.grid.units import NamedUnits, units_in_heading, units_in_title
from forecasting.core.errors import PanelError
from forecasting.engine import Notice


class Column(StrEnum):
    """What a column holds, in the order that is taken where there are no headings."""

    YEAR = "year"
    HEADCOUNT = "headcount"
    ATTRITION = "attrition"
    RETIREMENT = "retirement"
    PLAN = "plan"


_NAMES: Mapping[Column, str] = {
    Column.YEAR: "年份|年度|年|年别|时间|日期|学年|财年|财政年度|会计年度|统计年度|统计年份|统计时间|统计日期|报告期|期末|截止|截至|(截止|截至)(日期|时间)|"
    "((fiscal|financial|calendar|reference|reporting|school|academic) )?years?( ended| ending|[- ]end)?|fy|"
    "date|time|period|time period",
    Column.HEADCOUNT: "(全部|实有|现有|实际|当前|城镇单位|本单位|单位|年平均|平均)?(年末|期末|年底|年终)?(实有|在册)?"
    "((从业|就业|员工|职工|在岗|在职|在册|用工|在编|在编在岗|雇员|职员)(人员|职工|员工)?(年末|期末|年平均|平均)?"
    "(总?(人数|数量|数|量|规模)|总人数)?|总?人数|人员(总?数|规模)|全时当量(人员|人数)?|折合全时人员)(总计|合计)?|"
    "head ?count(,? (at )?(the )?(year[- ]end|end( of( the)? (year|period))?))?|hc|ftes?|full-time equivalents?|"
    "(total |average |annual average |year[- ]end |closing |ending )?((number|no\\.?) of )?(employees|staff|personnel|workforce|workers|"
    "employment|head ?count|employed persons|people|persons|persons employed)( total| numbers?| count| strength)?|"
    "employee (numbers?|count)",
    Column.ATTRITION: "(年|年度)?(员工|职工|人员)?(离职|流失)(率|比率|比例)|"
    "(annual |yearly |staff |employee |labou?r )?(attrition|turnover|quit)( rate)?( p\\.?a\\.?)?",
    Column.RETIREMENT: "(年|年度)?(员工|职工|人员)?退休率|(annual )?retirement( rate)?",
    Column.PLAN: "(计划|规划|目标|编制|拟定)(年末)?(从业|员工|职工)?(人数|人员数|数)?|"
    "(planned|target) (headcount|staff|employees)|(headcount )?(plan|target)",
}
_UNIT_COLUMN = re.compile("单位|计量单位|units?( of measure)?")
USUAL = {
    Column.YEAR: Notice("Year"),
    Column.HEADCOUNT: Notice("Headcount"),
    Column.ATTRITION: Notice("Attrition rate"),
    Column.RETIREMENT: Notice("Retirement rate"),
    Column.PLAN: Notice("Planned headcount"),
}
RATES = (Column.ATTRITION, Column.RETIREMENT)
PEOPLE = (Column.HEADCOUNT, Column.PLAN)


@dataclass(frozen=True)
class HeadcountTable:
    """A table with known columns.

    Attributes:
        title: the text above the headings.
        headings: as written, of the columns that are there; none where the table has no headings.
        records: the cells of each year; rows without any cell are left out.
        remarks: what was ignored or assumed.
        heading_rows: the numbers of the first and last row of headings, None without headings.
        title_units: the units that the title or a note names.
        years_in_columns: whether the table was turned.
        faults: of rows that are left out as a whole.
    """

    title: str
    headings: Mapping[Column, str]
    records: tuple[Record[Column], ...]
    remarks: tuple[Notice, ...]
    heading_rows: tuple[int, int] | None = None
    title_units: NamedUnits = field(default_factory=NamedUnits)
    years_in_columns: bool = False
    faults: tuple[PanelError, ...] = ()

    def label(self, column: Column) -> Label:
        """A column's heading as written, or its usual name."""
        return self.headings.get(column, USUAL[column])

    def units(self, column: Column) -> NamedUnits:
        """The units that the heading of a column names."""
        return units_in_heading(self.headings.get(column, ""))


def column_of(heading: str) -> Column | None:
    """Return the column that a heading names."""
    return meaning_of(heading, _NAMES)


def is_unit_column(heading: str) -> bool:
    """Return whether a column holds the units of its rows."""
    return bool(_UNIT_COLUMN.fullmatch(squeezed(heading)))


def title_units(rows: Sequence[Sequence[str]]) -> NamedUnits:
    """Return the units that a title or a note names; the first one counts."""
    found = [units_in_title(" ".join(row)) for row in rows]
    return NamedUnits(
        next((units.count for units in found if units.count), None),
        next((units.rates for units in found if units.rates), None),
    )


def about_notes(rows: Sequence[Sequence[str]]) -> tuple[Notice, ...]:
    """Return a remark on the notes below a table."""
    if not rows:
        return ()
    return (Notice("Notes below the table: {notes}", {"notes": title_of(rows)[:200]}),)
