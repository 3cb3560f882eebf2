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
    | {"暂缺", "未统计", "不详", "不适用", "空"}
)
_ESTIMATES = "实际|实绩|actual|预计|估计|预测|初步|初步数|估算|快报|快报数|修订|修订数|暂估|est\\.?|prov\\.?|rev\\.?"
# Letters of statistical offices: break, estimated, provisional …; bn is billion, pp percentage points.
_FLAGS = "(?!bn|pp|(?<! )bp)[bcdefinprsuz]{1,2}"
_NOTE = re.compile(
    r"(?:\s*[*†‡§#※]+"
    r"|\s*[\[(〔【]见?注[0-9一二三四五六七八九十]{0,2}[\])〕】]|(?<=[0-9%数员率\s])注[0-9]{0,2}"
    r"|\s*[\[〔【<{][0-9a-z*]{1,3}[\]〕】>}]"
    rf"|\s*\((?:[0-9]{{1,2}}|{_FLAGS}|\*+|{_ESTIMATES})\)"
    r"|\s*\^\(?[0-9a-z]{1,2}\)?"
    r"|\s+[0-9]{1,2}\)"
    rf"|(?<=[0-9%‰人万年\s]){_FLAGS}"
    r")+$"
)
_DIGITS = (
    r"(?P<digits>[+-]?(?:[1-9][0-9]{0,2}(?:[, '][0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|[+-]?\.[0-9]+)"
    r"(?P<power>e[+-]?[0-9]{1,3})?"
)
_NUMBER = re.compile(_DIGITS + r"\s*(?P<mark>[^0-9.,]*)")
_DECIMAL_COMMA = re.compile(
    r"[+-]?[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})%?|[+-]?0,[0-9]+%?|[+-]?[0-9]{1,3}(\.[0-9]{3})+,[0-9]+%?"
)
_SEVERAL_DOTS = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{3}){2,}")
_THREE_PLACES = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}(?![0-9])")  # 1.200: 1200 or 1.2
_BILLIONS = re.compile(r"[0-9]B\s*$")
_ANY_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+%?|[+-]?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?%?")
_FEWEST_COMMAS = 3  # numbers that show that a comma marks decimals
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
    if len(text) > LONGEST or _BILLIONS.search(text):
        return None
    written = plain(text).removeprefix("'")  # what marks a text in Excel
    bare = without_note(written)
    noted = bare != written or has_raised(text)
    if style is NumberStyle.DOUBTFUL and (_ANY_COMMA.fullmatch(bare) or _THREE_PLACES.match(bare)):
        return None
    if style is NumberStyle.COMMA and _ANY_COMMA.fullmatch(bare):
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
    return Number(value or Decimal(0), mark, noted=noted)  # -0 is 0


def in_unit(text: str, unit: str, kind: type[Count | Rates]) -> str:
    """Return a cell with the unit that its row names in another column: 12 and 万人 are 12万人."""
    number = read_number(text)
    if number is None or number.mark:
        return text
    names = (plain(name) for name in re.split("[、,，;；/ ]", unit))
    read = count_of if kind is Count else rates_of
    return text.strip() + next((name for name in names if name and read(name)), "")


def number_style(texts: Iterable[str], separator: str = "") -> NumberStyle:
    """Return how the cells of a table write decimals.

    Three numbers such as 100,5 and no number that contradicts make decimal commas, and one does in a
    file with semicolons and no 1,200; fewer, or 1.234.567, leave it doubtful.
    """
    cells = [without_note(plain(text)) for text in texts if len(text) <= LONGEST]
    commas = sum(bool(_DECIMAL_COMMA.fullmatch(cell)) for cell in cells)
    dots = sum(bool(_SEVERAL_DOTS.fullmatch(cell)) for cell in cells)
    if not commas and not dots:
        return NumberStyle.POINT
    points = any(
        re.fullmatch(r"[+-]?[0-9]+\.[0-9]{1,2}|[0-9]{1,3}(,[0-9]{3}){2,}", c) for c in cells
    )
    grouped = any(re.fullmatch(r"[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+", cell) for cell in cells)
    enough = 1 if separator == ";" and not grouped else _FEWEST_COMMAS
    return NumberStyle.COMMA if commas >= enough and not points else NumberStyle.DOUBTFUL


def has_grouping_dots(texts: Iterable[str], separator: str) -> bool:
    """Return whether 1.260 may be 1260 in a column: every dot has three places behind it.

    That is doubtful beside whole numbers of three digits, or in a file with semicolons, which Excel
    writes where the comma marks decimals.
    """
    cells = [without_note(plain(text)) for text in texts if len(text) <= LONGEST]
    dotted = [cell for cell in cells if re.search(r"[0-9]\.[0-9]", cell)]
    if not dotted or not all(_THREE_PLACES.fullmatch(cell) for cell in dotted):
        return False
    whole = [len(cell) for cell in cells if re.fullmatch(r"[1-9][0-9]{2,}", cell)]
    return max(whole, default=0) <= 3 and (separator == ";" or bool(whole))
