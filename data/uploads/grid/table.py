"""The cells of a table by what they mean, each with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from data.uploads.grid.delimited import SPACES
from data.uploads.grid.plain_text import plain
from data.uploads.grid.sheet import Sheet
from forecasting.engine import Notice

Meaning = TypeVar("Meaning")
Label = str | Notice
_CUTTING = {",", "，", SPACES}
_UNSEPARATED = {"\t", ""}  # cells beyond the headings are beside the table, no shifted ones


@dataclass(frozen=True)
class Cell:
    """The text of a cell, the number of its row, and the heading of its column."""

    text: str
    row: int
    column: Label

    @property
    def place(self) -> dict[str, object]:
        """Row, column and text, for the sentence about a fault."""
        shown = self.text.strip()
        return {"row": self.row, "column": self.column, "cell": shown[:60]}


@dataclass(frozen=True)
class Record(Generic[Meaning]):
    """The cells of one year.

    Attributes:
        row: number of its row, or of the row of years.
        cells: by meaning, without the columns that the row is too short for.
        surplus: whether cells may have been shifted: more cells than headings, or numbers cut at
            thousands separators.
    """

    row: int
    cells: Mapping[Meaning, Cell]
    surplus: bool = False


def has_surplus(row: Sequence[str], width: int, separator: str) -> bool:
    """Return whether a row of a text has more cells than there are headings."""
    return separator not in _UNSEPARATED and any(cell.strip() for cell in row[width:])


def shifted_rows(
    sheet: Sheet, body: Sequence[int], width: int, *, suspicious: bool = False
) -> frozenset[int]:
    """Return the rows whose cells may not belong to the headings above them.

    They have more cells than headings, lost blank cells between spaces, or hold a number that was cut at
    a comma: 1,050 without quotation marks is 1 and 050.

    Args:
        sheet: the cells.
        body: indexes of the rows with figures.
        width: number of headings.
        suspicious: whether 1 and 200 side by side look like one number in any case.
    """
    sure = {
        i
        for i in body
        if has_surplus(sheet.rows[i], width, sheet.separator)
        or (sheet.separator == SPACES and len(sheet.rows[i]) < width)
        or _looks_cut(sheet, i, r"0[0-9]{2}(\.[0-9]+)?")
    }
    if not sure and not suspicious:
        return frozenset()
    return frozenset(sure | {i for i in body if _looks_cut(sheet, i, r"[0-9]{3}(\.[0-9]+)?%?")})


def cut_rows(sheet: Sheet, body: Sequence[int], column: int) -> frozenset[int]:
    """Return the rows in which a number and the cell behind it look like one number: 1 and 200."""
    pairs = {i: [plain(cell) for cell in sheet.rows[i][column : column + 2]] for i in body}
    return frozenset(
        i
        for i, pair in pairs.items()
        if sheet.separator in _CUTTING
        and len(pair) == 2
        and re.fullmatch(r"[0-9]{1,3}", pair[0])
        and re.fullmatch(r"[0-9]{3}(\.[0-9]+)?", pair[1])
    )


def _looks_cut(sheet: Sheet, i: int, follows: str) -> bool:
    """Whether a row has up to three digits beside a cell that could be the rest of the number."""
    if sheet.separator not in _CUTTING:
        return False
    cells = [plain(cell) for cell in sheet.rows[i]]
    return any(
        re.fullmatch(r"[+-]?[0-9]{1,3}", left) and re.fullmatch(follows, right)
        for left, right in pairwise(cells)
    )
