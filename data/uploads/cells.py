"""The cells of a table as people write them: １２００, 1,200, 1.2万人, 12%, 2024年."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

YEARS = range(1949, 2101)
_BLANKS = frozenset({"", "-", "--", "—", "——", "–", "/", "…", "n/a", "na"})
_NUMBER = re.compile(
    r"(?P<digits>[+-]?(?:\d{1,3}(?:[, ']\d{3})+|\d+)(?:\.\d+)?|[+-]?\.\d+)\s*(?P<mark>\D*)"
)
_YEAR = re.compile(r"(?P<year>\d{4})(?:\.0+|\s*年(?:度|末|底)?|[-/]\d{1,2}(?:[-/]\d{1,2})?)?")


class Count(StrEnum):
    """In what people are counted."""

    PERSONS = "persons"
    THOUSANDS = "thousands"
    TEN_THOUSANDS = "ten_thousands"

    @property
    def persons(self) -> int:
        """Persons in one."""
        return _PERSONS[self]


_PERSONS = {Count.PERSONS: 1, Count.THOUSANDS: 1_000, Count.TEN_THOUSANDS: 10_000}
_COUNTS = {
    "人": Count.PERSONS,
    "名": Count.PERSONS,
    "people": Count.PERSONS,
    "persons": Count.PERSONS,
    "千人": Count.THOUSANDS,
    "thousand": Count.THOUSANDS,
    "thousands": Count.THOUSANDS,
    "thousand people": Count.THOUSANDS,
    "万": Count.TEN_THOUSANDS,
    "万人": Count.TEN_THOUSANDS,
    "10 thousand people": Count.TEN_THOUSANDS,
    "ten thousand people": Count.TEN_THOUSANDS,
}


@dataclass(frozen=True)
class Number:
    """A number and the mark behind it: "%", a Count, or None."""

    value: Decimal
    mark: str | None = None


def plain(text: str) -> str:
    """A text in one form: half-width, lower case, single spaces, one kind of minus and apostrophe."""
    folded = unicodedata.normalize("NFKC", text).translate(_ALIKE)
    return " ".join(folded.lower().split())


_ALIKE = str.maketrans({"−": "-", "’": "'", "\ufeff": " "})


def is_blank(text: str) -> bool:
    """Whether a cell says nothing; statistics often put a dash there."""
    return plain(text) in _BLANKS


def read_number(text: str) -> Number | None:
    """The number of a cell; None when it holds anything else."""
    found = _NUMBER.fullmatch(plain(text))
    if not found:
        return None
    value = Decimal(re.sub(r"[, ']", "", found["digits"]))
    mark = found["mark"].strip()
    if mark in {"", "%"}:
        return Number(value, mark or None)
    return Number(value, _COUNTS[mark]) if mark in _COUNTS else None


def read_year(text: str) -> int | None:
    """The year of a cell such as 2024, 2024年 or 2024-12-31; None when it holds anything else."""
    found = _YEAR.fullmatch(plain(text))
    if not found or int(found["year"]) not in YEARS:
        return None
    return int(found["year"])


def count_in(text: str) -> Count | None:
    """The unit that a heading names, as in 从业人数（万人）."""
    named = plain(text)
    if "万" in named or re.search(r"\b(ten|10) thousand", named):
        return Count.TEN_THOUSANDS
    if "千人" in named or "thousand" in named:
        return Count.THOUSANDS
    return Count.PERSONS if re.search(r"[(/,:]\s*(单位:)?(人|名|people|persons)\b", named) else None
