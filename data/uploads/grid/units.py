"""Units that headings, titles and cells name: in what people are counted, what a rate means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from data.uploads.grid.plain_text import plain


class Count(StrEnum):
    """In what people are counted."""

    PERSONS = "persons"
    HUNDREDS = "hundreds"
    THOUSANDS = "thousands"
    TEN_THOUSANDS = "ten_thousands"
    MILLIONS = "millions"
    HUNDRED_MILLIONS = "hundred_millions"

    @property
    def persons(self) -> int:
        """Persons in one."""
        return _PERSONS[self]


class Rates(StrEnum):
    """What a rate without a sign means: 12 is 12%, 0.12 is, or 120 is (per mille)."""

    PERCENT = "percent"
    SHARE = "share"
    PER_MILLE = "per_mille"

    @property
    def divisor(self) -> int:
        """The number by which a written rate is divided to be a share."""
        return {Rates.PERCENT: 100, Rates.SHARE: 1, Rates.PER_MILLE: 1000}[self]


class UnitOrigin(StrEnum):
    """Where the unit of plain numbers comes from."""

    CELL = "cell"
    HEADING = "heading"
    TITLE = "title"
    SIZE = "size"
    CHOICE = "choice"


_PERSONS = {
    Count.PERSONS: 1,
    Count.HUNDREDS: 100,
    Count.THOUSANDS: 1_000,
    Count.TEN_THOUSANDS: 10_000,
    Count.MILLIONS: 1_000_000,
    Count.HUNDRED_MILLIONS: 100_000_000,
}
_CHINESE = {
    "": Count.PERSONS,
    "百": Count.HUNDREDS,
    "千": Count.THOUSANDS,
    "万": Count.TEN_THOUSANDS,
    "百万": Count.MILLIONS,
    "亿": Count.HUNDRED_MILLIONS,
}
_ENGLISH = {
    "hundred": Count.HUNDREDS,
    "thousand": Count.THOUSANDS,
    "ten thousand": Count.TEN_THOUSANDS,
    "10 thousand": Count.TEN_THOUSANDS,
    "10,000": Count.TEN_THOUSANDS,
    "10000": Count.TEN_THOUSANDS,
    "1,000": Count.THOUSANDS,
    "1000": Count.THOUSANDS,
    "'000": Count.THOUSANDS,
    "000": Count.THOUSANDS,
    "000s": Count.THOUSANDS,
    "million": Count.MILLIONS,
}
_HEADS = "人|人员|名|位|人次|人年|people|persons?|employees|heads?|staff|workers"
_FULL_TIME = "fte|ftes|full-?time equivalents?|全时当量|折合全时(人员|当量)?|人年"
_CHINESE_COUNT = re.compile(rf"(?P<scale>百万|[百千万亿])? ?(?P<heads>{_HEADS})?")
_ENGLISH_COUNT = re.compile(
    rf"(?P<scale>{'|'.join(map(re.escape, _ENGLISH))})s?( of)?( (?P<heads>{_HEADS}))?"
)
_RATES = {
    "%": Rates.PERCENT,
    "percent": Rates.PERCENT,
    "per cent": Rates.PERCENT,
    "pct": Rates.PERCENT,
    "percentage": Rates.PERCENT,
    "百分比": Rates.PERCENT,
    "‰": Rates.PER_MILLE,
    "per mille": Rates.PER_MILLE,
    "per thousand": Rates.PER_MILLE,
    "千分比": Rates.PER_MILLE,
    "share": Rates.SHARE,
    "小数": Rates.SHARE,
}
_SCALED = re.compile(
    r"[百千万亿]|\b(hundred|thousand|million|billion|lakh|crore|mill?ions?|[mb]n)|000\b|[x×] ?10"
)
_BRACKETS = re.compile(r"[(\[【〔<]([^()\[\]【】〔〕<>]*)[)\]】〕>]")
_NAMED = re.compile(
    r"(?:(?<![本各该我贵])单\s*位|\bunits?\b(?: of measure)?)\s*(?:[:=]|为|是|is\b|are\b|\s)\s*([^;。\s()][^;。()]*)"
)
_COUNTED_IN = re.compile(r"(?:以|按)([百千万亿]+人?(?:员|次)?)(?:为单位|计)")
_IN = re.compile(
    r"\bin ((?:ten |hundred |10 )?(?:thousands?|millions?|persons|people|per ?cent)[\w ]*)"
)
_TAIL = re.compile(r"(?:[/,:_]\s*|\s)([^/,:_\s][^/,:]*)$|(%|‰)$")
_SUFFIX = re.compile(r"(?<=[数员工])((?:百万|[百千万亿])?人)$")
_SEPARATORS = re.compile(r"[、,;/]| (?=[%‰])|\band\b|和|及")


@dataclass(frozen=True)
class NamedUnits:
    """The units that a text names, and others that are units of something else, such as 万元."""

    count: Count | None = None
    rates: Rates | None = None
    others: tuple[str, ...] = ()


def units_in_heading(heading: str) -> NamedUnits:
    """Return the units that a heading names: 从业人数（万人）, headcount / people, 离职率%."""
    text = _readable(heading)
    # A heading such as Employees or FTE says what is counted and not in what.
    whole = [text] if count_of(text) and not re.fullmatch(f"{_HEADS}|{_FULL_TIME}", text) else []
    names = [*whole, *_BRACKETS.findall(text), *_after_unit(text), *_IN.findall(text)]
    return _units([*names, *_tails(text)])


def units_in_title(title: str) -> NamedUnits:
    """Return the units that a line above or below the table names: 单位：万人, in persons."""
    text = _readable(title)
    whole = [text] if count_of(text) else []
    return _units(
        [
            *whole,
            *_BRACKETS.findall(text),
            *_after_unit(text),
            *_COUNTED_IN.findall(text),
            *_IN.findall(text),
        ]
    )


def count_of(name: str) -> Count | None:
    """Return the unit of people that this is the name of: 万人, thousand people, FTE."""
    name = name.strip()
    if re.fullmatch(_FULL_TIME, name):
        return Count.PERSONS
    chinese = _CHINESE_COUNT.fullmatch(name)
    if chinese and name:
        return _CHINESE[chinese["scale"] or ""]
    english = _ENGLISH_COUNT.fullmatch(name)
    return _ENGLISH[english["scale"]] if english else {"k": Count.THOUSANDS}.get(name)


def rates_of(name: str) -> Rates | None:
    """Return the unit of rates that this is the name of: %, ‰, per cent."""
    return _RATES.get(name.strip())


def is_unit(text: str) -> bool:
    """Return whether a cell holds nothing but the name of a unit: (万人), %, 单位：人."""
    name = re.sub(r"^[(\[]|[)\]]$|^单位\s*:?", "", plain(text)).strip()
    return bool(name) and (count_of(name) or rates_of(name)) is not None


def unit_label(text: str) -> str | None:
    """Return the unit of any quantity as it is written in brackets or behind 单位."""
    readable = _readable(text)
    names = [*_BRACKETS.findall(readable), *_after_unit(readable)]
    return names[-1].strip() or None if names else None


def is_full_time(heading: str) -> bool:
    """Return whether a heading counts full-time equivalents, which have decimals."""
    return bool(re.search(rf"\b(?:{_FULL_TIME})\b|全时", plain(heading)))


def is_scaled(name: str) -> bool:
    """Return whether the name of an unknown unit multiplies: 万余人, x 100,000, lakh."""
    return bool(_SCALED.search(name))


def _readable(text: str) -> str:
    """A text in one form, with powers of ten by name: (x1000), in 1000, 10 000人, 10³."""
    text = plain(re.sub(r"10(?:⁴|\^4)", "万", re.sub(r"10(?:³|\^3)", "千", text)))
    text = re.sub(r"(?<![0-9])10[, ]?000 ?(?=人)", "万", text)
    text = re.sub(r"(?<![0-9])1[, ]?000 ?(?=人)", "千", text)
    text = re.sub(r"(?<![0-9])(10?) 000(?![0-9])", r"\g<1>000", text)
    return re.sub(r"([(\[])(?:x|×|\*|in) ?(?=1|['0]0|thousand|million|hundred|ten)", r"\1", text)


def _after_unit(text: str) -> list[str]:
    return [name.split("  ")[0].strip() for name in _NAMED.findall(text)]


def _tails(text: str) -> Iterator[str]:
    found = _TAIL.search(text)
    if found:
        yield found[1] or found[2]
    yield from _SUFFIX.findall(text)


def _units(names: list[str]) -> NamedUnits:
    count: Count | None = None
    rates: Rates | None = None
    others: list[str] = []
    for name in names:
        whole = [name] if count_of(name) else _SEPARATORS.split(name)
        for part in filter(None, (part.strip() for part in whole)):
            count, rates = count or count_of(part), rates or rates_of(part)
            if not count_of(part) and not rates_of(part):
                others.append(part)
    return NamedUnits(count, rates, tuple(others))
