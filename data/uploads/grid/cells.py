"""The numbers of cells as people write them: １２００, 1,200, 1.2万人, 12%, 1370①, 147.7 b."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from data.uploads.grid.plain_text import has_raised, plain
from data.uploads.grid.units import Count, Rates, count_of, rates_of

LONGEST = 80  # characters of a cell that can be a number or a year
_BLANKS = frozenset(
    {"", "-", "--", "—", "——", "/", ".", "..", "...", "......", ":", "n/a", "na", "n.a.", "#n/a"}
    | {"null", "none", "nil", "无", "缺", "缺失", "暂无", "未公布"}
)
_ESTIMATES = "预计|估计|预测|初步|初步数|估算|快报|快报数|修订|修订数|暂估|est\\.?|prov\\.?|rev\\.?"
_FLAGS = "[bcdefinprsuz]{1,3}"  # letters of statistical offices: break, estimated, provisional …
_NOTE = re.compile(
    r"(?:\s*[*†‡§#※]+"
    r"|\s*[\[〔【<{][0-9a-z*]{1,3}[\]〕】>}]"
    rf"|\s*\((?:[0-9]{{1,2}}|{_FLAGS}|\*+|{_ESTIMATES})\)"
    r"|\s*\^\(?[0-9a-z]{1,2}\)?"
    r"|\s+[0-9]{1,2}\)"
    rf"|(?<=[0-9%‰人万年\s]){_FLAGS}"
    r")+$"
)
_DIGITS = (
    r"(?P<digits>[+-]?(?:[0-9]{1,3}(?:[, '][0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|[+-]?\.[0-9]+)"
    r"(?P<power>e[+-]?[0-9]{1,3})?"
)
_NUMBER = re.compile(_DIGITS + r"\s*(?P<mark>[^0-9.,]*)")
_DECIMAL_COMMA = re.compile(
    r"[+-]?[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})%?|[+-]?[0-9]{1,3}(\.[0-9]{3})+,[0-9]+%?"
)
_SEVERAL_DOTS = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{3}){2,}")
_ANY_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+%?|[+-]?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?%?")
_MOST = Decimal("1e300")


@dataclass(frozen=True)
class Number:
    """A number, the unit behind it, and whether a footnote mark or flag was left out."""

    value: Decimal
    mark: Count | Rates | None = None
    noted: bool = False


class NumberStyle(StrEnum):
    """How the numbers of a column mark decimals; DOUBTFUL where commas and dots contradict."""

    POINT = "point"
    COMMA = "comma"
    DOUBTFUL = "doubtful"


def is_blank(text: str) -> bool:
    """Return whether a cell says nothing; statistics often put a dash or dots there."""
    return len(text) <= LONGEST and without_note(plain(text)) in _BLANKS


def without_note(text: str) -> str:
    """Return a plain text without footnote marks and flags at its end."""
    return _NOTE.sub("", text).strip()


def read_number(text: str, style: NumberStyle = NumberStyle.POINT) -> Number | None:
    """Return the number of a cell; None when it holds anything else.

    Args:
        text: the cell.
        style: of its column; under DOUBTFUL no number with commas or dots between digits is read.
    """
    if len(text) > LONGEST:
        return None
    written = plain(text).removeprefix("'")  # what marks a text in Excel
    bare = without_note(written)
    noted = bare != written or has_raised(text)
    if style is not NumberStyle.POINT and _ANY_COMMA.fullmatch(bare):
        if style is NumberStyle.DOUBTFUL:
            return None
        bare = bare.replace(".", "").replace(",", ".")
    match = _NUMBER.fullmatch(bare)
    if not match:
        return None
    digits = re.sub(r"[, ']", "", match["digits"])
    value = Decimal(digits + (match["power"] or ""))
    name = re.sub(r"^\((.*)\)$", r"\1", match["mark"].strip())
    mark = count_of(name) or rates_of(name)
    if (name and not mark) or abs(value) > _MOST:
        return None
    return Number(value, mark, noted=noted)


def number_style(texts: Iterable[str]) -> NumberStyle:
    """Return how a column writes decimals.

    Three numbers such as 100,5 and no number that contradicts make a column of decimal commas; fewer,
    or 1.234.567, leave it doubtful.
    """
    cells = [without_note(plain(text)) for text in texts if len(text) <= LONGEST]
    commas = sum(bool(_DECIMAL_COMMA.fullmatch(cell)) for cell in cells)
    dots = sum(bool(_SEVERAL_DOTS.fullmatch(cell)) for cell in cells)
    if not commas and not dots:
        return NumberStyle.POINT
    points = any(
        re.fullmatch(r"[+-]?[0-9]+\.[0-9]{1,2}|[0-9]{1,3}(,[0-9]{3}){2,}", c) for c in cells
    )
    return NumberStyle.COMMA if commas >= 3 and not points else NumberStyle.DOUBTFUL
