"""Where the headings of a table are: in one row or several, below a title, or as years in columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Generic, TypeVar

from data.uploads.grid.cells import is_blank, read_number
from data.uploads.grid.heading_names import is_part
from data.uploads.grid.plain_text import plain, squeezed
from data.uploads.grid.units import is_unit
from data.uploads.grid.years import YearText, read_year

Meaning = TypeVar("Meaning", bound=StrEnum)
Row = Sequence[str]

SEARCHED = 200  # rows in which headings are looked for
_MOST_LEVELS = 3  # rows of one block of headings
_ABOUT = re.compile(
    r"#|[(\[]?(单位|计量单位|时间|日期|数据库|指标|制表|制表人|制表单位|填报|填报单位|填报人|填表|来源|数据来源|资料来源|出处|注|备注|说明|附注"
    r"|口径|统计口径|更新时间|审核|units?|notes?|sources?|period|date|prepared by|last updated?)\d*[)\]]?\s*[::]"
)
_PART_OF_YEAR = re.compile(
    r"(19|20)[0-9]{2} ?年?[-./ ]?(q[1-4]|第?[一二三四1-4]季度?|[上下]半年|h[12]|[0-9]{1,2}月?)"
)
_AMOUNT = re.compile(r"[0-9]{5,}|[0-9]+\.[0-9]*[1-9][0-9]*")  # 202112 is no year above a column


@dataclass(frozen=True)
class Headings(Generic[Meaning]):
    """The headings of a table.

    Attributes:
        first, last: index of their first and last row.
        texts: the heading of each column as written; the levels of several rows joined.
        meanings: what each column holds, None for a column that is not known.
    """

    first: int
    last: int
    texts: tuple[str, ...]
    meanings: tuple[Meaning | None, ...]

    def index(self, meaning: Meaning) -> int | None:
        """The column that holds this, None when there is none."""
        return self.meanings.index(meaning) if meaning in self.meanings else None


@dataclass(frozen=True)
class YearColumns:
    """A row of headings that are years: its index, and the year of each such column."""

    row: int
    years: Mapping[int, YearText]


def find_headings(
    rows: Sequence[Row], meaning_of: Callable[[str], Meaning | None]
) -> Headings[Meaning] | None:
    """Return the headings: the first row with two known columns, else with one; None without any.

    A row above or below belongs to them when it has levels: blank cells above filled ones, units, or
    the same headings in another language.
    """
    first = _best_row(rows[:SEARCHED], meaning_of)
    if first is None:
        return None
    levels = [first]
    if first and _is_level(rows[first - 1], rows[first], meaning_of, above=True):
        levels.insert(0, first - 1)
    while len(levels) < _MOST_LEVELS and levels[-1] + 1 < len(rows):
        below = rows[levels[-1] + 1]
        if not _is_level(below, rows[levels[-1]], meaning_of, above=False):
            break
        levels.append(levels[-1] + 1)
    columns = _columns([rows[i] for i in levels])
    meanings = tuple(_meaning(column, meaning_of) for column in columns)
    texts = tuple(" ".join(_different(column)) for column in columns)
    return Headings(levels[0], levels[-1], texts, meanings)


def find_year_columns(rows: Sequence[Row], years: range) -> YearColumns | None:
    """Return the first row whose headings are years, at least two in a steady order."""
    for i, row in enumerate(rows[:SEARCHED]):
        found = {
            j: year
            for j, cell in enumerate(row)
            if not _AMOUNT.fullmatch(cell.strip()) and (year := read_year(cell, years))
        }
        filled = [j for j, cell in enumerate(row) if cell.strip()]
        if len(found) < 2 or (filled[0] in found and filled[0] == 0):
            continue
        steps = {b.year - a.year for a, b in pairwise(found.values())}
        if all(step > 0 for step in steps) or all(step < 0 for step in steps):
            return YearColumns(i, found)
    return None


def find_broken_years(rows: Sequence[Row], years: range) -> int | None:
    """Return the first row whose headings are years out of order, twice, or parts of years: 2024Q1."""
    for i, row in enumerate(rows[:SEARCHED]):
        filled = [cell.strip() for cell in row if cell.strip()]
        behind = [cell for cell in filled[1:] if not _AMOUNT.fullmatch(cell)]
        dated = [c for c in behind if read_year(c, years) or _PART_OF_YEAR.fullmatch(plain(c))]
        if len(dated) > 1 and len(dated) == len(filled) - 1:
            return i
    return None


def unknown_headings(rows: Sequence[Row], first_data: int) -> int | None:
    """Return the index of a row above the data that looks like headings nobody knows."""
    for i in range(first_data - 1, -1, -1):
        filled = [cell for cell in rows[i] if cell.strip()]
        if len(filled) > 1 and not any(_is_figure(c) for c in filled) and not is_about(rows[i]):
            return i
    return None


def has_open_corner(rows: Sequence[Row], heading: int, years: range) -> bool:
    """Return whether the first column has no heading and holds nothing but years."""
    row = rows[heading]
    if not row or row[0].strip():
        return False
    cells = [below[0] for below in rows[heading + 1 :] if below and not is_note(below)]
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and all(read_year(cell, years) for cell in filled)


def title_of(rows: Iterable[Row]) -> str:
    """Return the text above the headings."""
    cells = (cell.strip() for row in rows for cell in row)
    return " ".join(filter(None, (re.sub(r"^#+\s*", "", cell) for cell in cells)))


def is_about(row: Row) -> bool:
    """Return whether a row speaks of the table: 单位：万人, 时间：最近6年, 注：…, or a comment."""
    filled = [cell for cell in row if cell.strip()]
    return bool(filled) and bool(_ABOUT.match(plain(filled[0])))


def is_headings(row: Row, meaning_of: Callable[[str], Meaning | None]) -> bool:
    """Return whether a row among the figures is one of headings: two known names and no figure."""
    known = {meaning for cell in row if cell.strip() and (meaning := meaning_of(cell))}
    return len(known) > 1 and not any(map(_is_figure, row))


def repeats(row: Row, headings: Row) -> bool:
    """Return whether a row repeats the headings, as at the top of a printed page."""
    return [squeezed(c) for c in row if c.strip()] == [squeezed(c) for c in headings if c.strip()]


def unnamed_column(rows: Sequence[Row], years: YearColumns) -> int | None:
    """Return the first column between or behind years that has texts and no heading."""
    header = rows[years.row]
    for j in range(min(years.years) + 1, max(map(len, rows))):
        named = j < len(header) and header[j].strip()
        filled = [row for row in rows[years.row + 1 :] if j < len(row) and row[j].strip()]
        if not named and any(_is_figure(row[j]) for row in filled):
            return j
    return None


def is_note(row: Row) -> bool:
    """Return whether a row below the headings is a note: one text and no figure."""
    filled = [cell for cell in row if not is_blank(cell)]
    return is_about(row) or (len(filled) == 1 and not _is_figure(filled[0]))


def _best_row(rows: Sequence[Row], meaning_of: Callable[[str], Meaning | None]) -> int | None:
    single: int | None = None
    for i, row in enumerate(rows):
        if is_about(row):
            continue
        known = {meaning for cell in row if cell.strip() and (meaning := meaning_of(cell))}
        if len(known) > 1:
            return i
        several = sum(bool(cell.strip()) for cell in row) > 1
        if known and single is None and several and not any(map(_is_figure, row)):
            single = i
    return single


def _is_level(
    row: Row, beside: Row, meaning_of: Callable[[str], Meaning | None], *, above: bool
) -> bool:
    """Whether a row is one more level of the headings in the row beside it."""
    filled = [cell for cell in row if cell.strip()]
    if not filled or any(map(_is_figure, filled)) or is_about(row):
        return False
    beside_blank = any(
        cell.strip() and (j >= len(beside) or not beside[j].strip()) for j, cell in enumerate(row)
    )
    if beside_blank and (len(filled) > 1 or (above and meaning_of(filled[0]))):
        return True
    names = [re.sub(r"^[(（\[]|[)）\]]$", "", cell.strip()) for cell in filled]  # (年) above (万人)
    return not above and all(is_unit(name) or meaning_of(name) for name in names)


def _columns(levels: Sequence[Row]) -> list[list[str]]:
    """The levels of each column from top to bottom; a merged cell counts for the columns it covers."""
    width = max(map(len, levels))
    padded = [[*row, *[""] * (width - len(row))] for row in levels]
    for upper, lower in pairwise(padded):
        for j in range(1, width):
            if not upper[j].strip() and lower[j].strip() and not is_unit(lower[j]):
                upper[j] = upper[j - 1]
    return [[row[j].strip() for row in padded if row[j].strip()] for j in range(width)]


def _meaning(levels: Sequence[str], meaning_of: Callable[[str], Meaning | None]) -> Meaning | None:
    """What a column holds: its levels joined, in either order, or one of them alone."""
    names = [level for level in levels if not is_unit(level)]
    if not names:
        return meaning_of("".join(levels))
    joined = ("".join(names), "".join(reversed(names)), " ".join(names))
    whole = next((meaning for text in joined if (meaning := meaning_of(text))), None)
    if whole or len(names) == 1 or is_part(" ".join(names)):
        return whole
    known = [meaning for name in names if (meaning := meaning_of(name))]
    # A known name above an unknown one is the whole of which that is a part.
    return known[0] if known and (len(known) == len(names) or meaning_of(names[-1])) else None


def _different(levels: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(" ".join(level.split()) for level in levels))


def _is_figure(cell: str) -> bool:
    return read_number(cell) is not None or read_year(cell, range(1800, 2201)) is not None
