"""The years of cells: 2024, 2024年末, 2024-12-31, FY2024; academic years and parts of years by name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from data.uploads.grid.cells import LONGEST, without_note
from data.uploads.grid.plain_text import has_raised, squeezed

HEADCOUNT_YEARS = range(1949, 2101)
PANEL_YEARS = range(1800, 2201)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:uary|ruary|ch|il|e|y|ust|t(?:ember)?|ober|ember)?\.?"
)
_BEFORE = r"(?:截至|截止|fy ?|fiscal year |financial year |x|(?:at )?(?:the )?end[- ](?:of )?|as (?:at|of) )?"
_YEAR = re.compile(
    _BEFORE + r"(?P<year>[0-9]{4})(?:\.0+)?"
    r"(?: ?(?:年度末?|年终|年末数?|年底数?|财年|年|a|cy))?(?: ?\[yr[0-9]{4}\])?"
)
_TIME = r"(?:[ t][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]+)?z?)?"
_DATE = re.compile(
    _BEFORE + r"(?P<year>[0-9]{4})(?:"
    rf"[-/](?P<m1>[0-9]{{1,2}})(?:[-/][0-9]{{1,2}})?{_TIME}"
    r"|\.(?P<m2>[0-9]{2}|[0-9](?=\.))(?:\.[0-9]{1,2})?"
    r"|年(?P<m3>[0-9]{1,2})月(?:末|底|[0-9]{1,2}日)?(?:末|底)?"
    r"|(?P<m4>0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])?)"
)
_NAMED_MONTH = re.compile(
    _BEFORE + rf"(?:[0-9]{{1,2}}[ -])?{_MONTH}[ -](?:[0-9]{{1,2}}, ?)?(?P<year>[0-9]{{4}})"
)
_LAST_DATE = re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?P<year>[0-9]{4})")
_SPAN = re.compile(
    r"(?:fy ?)?(?P<year>[0-9]{4}) ?年? ?(?:[-/~—至]|--|——|to) ?(?P<next>[0-9]{4}|[0-9]{2}) ?(?:学年度?|年度|年)?"
)
_SCHOOL = re.compile(r"(?P<year>[0-9]{4}) ?学年度?")
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile(r"[〇○零一二三四五六七八九]{4}(?=年|$)")


class YearKind(StrEnum):
    """What a cell of the year column says."""

    YEAR = "year"
    DATE = "date"
    ACADEMIC = "academic"
    MONTH_OR_ACADEMIC = "month_or_academic"  # 2010-11: November 2010 or 2010/11
    SPAN = "span"  # several years, such as 2019-2021


@dataclass(frozen=True)
class YearText:
    """A year as a cell writes it.

    Attributes:
        year: the year, the first one of an academic year or span.
        kind: how it is written.
        month: of a date, None for a whole year.
        noted: whether a footnote mark or flag was left out.
    """

    year: int
    kind: YearKind = YearKind.YEAR
    month: int | None = None
    noted: bool = False


def read_year(text: str, years: range = HEADCOUNT_YEARS) -> YearText | None:
    """Return the year of a cell; None when it holds anything else or a year out of range."""
    if len(text) > LONGEST:
        return None
    written = squeezed(text).removeprefix("'")
    if _CHINESE_YEAR.match(written):
        written = written[:4].translate(_CHINESE_DIGITS) + written[4:]
    bare = without_note(written)
    noted = bare != written or has_raised(text)
    year = _parsed(bare, noted=noted)
    if year is None and bare != written:
        year = _parsed(written, noted=False)
    return year if year and year.year in years else None


def _parsed(text: str, *, noted: bool) -> YearText | None:
    if match := _YEAR.fullmatch(text):
        return YearText(int(match["year"]), noted=noted)
    if match := _SCHOOL.fullmatch(text):
        return YearText(int(match["year"]), YearKind.ACADEMIC, noted=noted)
    date = _DATE.fullmatch(text)
    month = int(date["m1"] or date["m2"] or date["m3"] or date["m4"]) if date else 0
    if not 1 <= month <= 12:
        month = 0
    if span := _SPAN.fullmatch(text):
        kind = _span_kind(int(span["year"]), int(span["next"]), is_month=bool(month))
        return YearText(int(span["year"]), kind, month or None, noted)
    if date and month:
        return YearText(int(date["year"]), YearKind.DATE, month, noted)
    if match := _NAMED_MONTH.fullmatch(text):
        month = _MONTHS.index(match["name"]) + 1
        return YearText(int(match["year"]), YearKind.DATE, month, noted)
    match = _LAST_DATE.fullmatch(text)
    return YearText(int(match["year"]), YearKind.DATE, noted=noted) if match else None


def _span_kind(first: int, second: int, *, is_month: bool) -> YearKind:
    """What two numbers joined by a dash are: 2019-20, 2010-11, 2024-12 or 2019-2021."""
    if second in {first + 1, (first + 1) % 100}:
        return YearKind.MONTH_OR_ACADEMIC if is_month else YearKind.ACADEMIC
    return YearKind.DATE if is_month else YearKind.SPAN


def academic_column(cells: Sequence[YearText | None]) -> bool | None:
    """Return whether a column holds academic years throughout.

    None when some cells are academic years and others are not: then no such cell is one year for sure.
    """
    kinds = {cell.kind for cell in cells if cell}
    academic = {YearKind.ACADEMIC, YearKind.MONTH_OR_ACADEMIC}
    if not kinds & academic:
        return False
    if YearKind.ACADEMIC not in kinds and YearKind.DATE in kinds:
        return False  # 2010-11 among 2010-10 and 2010-12 is a month
    return True if kinds <= academic else None
