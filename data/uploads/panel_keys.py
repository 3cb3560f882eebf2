"""Which columns of a panel tell its series apart, and which hold figures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.uploads.grid.cells import is_blank, read_number
from data.uploads.grid.heading_names import bare_heading
from data.uploads.grid.plain_text import squeezed
from data.uploads.grid.sheet import Sheet

_ASIDE = re.compile(
    "备注|注|注释|说明|单位|计量单位|来源|数据来源|标记|状态|数据状态|"
    "(foot)?notes?|remarks?|comments?|sources?|(obs )?(flags?|status)|units?|decimals|unit mult|error|warnings|"
    "members|last update|序号|no\\.?|#"
)
_CODE = re.compile(r"代码|编码|编号|\bcode\b|\bid\b|行政区划")
_FIGURES = 0.5  # share of the cells that are numbers in a column of figures


def key_columns(
    sheet: Sheet, rows: Sequence[int], texts: Sequence[str], known: Sequence[bool]
) -> list[int]:
    """The columns that tell rows apart: texts or codes that repeat, in the order of the file."""
    candidates = []
    for j, (text, skip) in enumerate(zip(texts, known, strict=True)):
        if skip or is_aside(text):
            continue
        cells = [at(sheet.rows[i], j) for i in rows]
        filled = [cell for cell in cells if cell]
        different = len({*filled})
        repeats = 1 < different < len(filled)
        if repeats and (is_code(text) or not is_figures(sheet, rows, j)):
            candidates.append(j)
    return independent(sheet, rows, candidates)


def independent(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> list[int]:
    """Without the columns that another one determines and that determine it, such as name and code.

    Of such a pair the one that is no code is kept.
    """
    kept: list[int] = []
    header_last = sorted(columns, key=lambda j: is_figures(sheet, rows, j))
    for j in header_last:
        mine = [at(sheet.rows[i], j) for i in rows]
        twin = any(
            len({*zip(mine, others, strict=True)}) == len({*mine}) == len({*others})
            for k in kept
            if (others := [at(sheet.rows[i], k) for i in rows])
        )
        if not twin:
            kept.append(j)
    return sorted(kept)


def needs_keys(
    sheet: Sheet, rows: Sequence[int], own_id: int, year: int, keys: Sequence[int]
) -> bool:
    """Whether series ids alone give a year twice and the other columns tell these rows apart."""
    plain = [(at(sheet.rows[i], own_id), at(sheet.rows[i], year)) for i in rows]
    full = [
        (*pair, *(at(sheet.rows[i], k) for k in keys)) for pair, i in zip(plain, rows, strict=True)
    ]
    return bool(keys) and len({*plain}) < len(plain) and len({*full}) == len(full)


def is_figures(sheet: Sheet, rows: Sequence[int], j: int) -> bool:
    filled = [cell for i in rows if not is_blank(cell := at(sheet.rows[i], j))]
    numbers = sum(read_number(cell) is not None or cell.startswith("=") for cell in filled)
    return bool(filled) and numbers >= _FIGURES * len(filled)


def is_aside(heading: str) -> bool:
    return bool(_ASIDE.fullmatch(bare_heading(heading)))


def at(row: Sequence[str], j: int) -> str:
    return row[j].strip() if j < len(row) else ""


def identity(parts: Sequence[str]) -> str:
    return " / ".join(parts) if all(parts) or len(parts) > 1 else parts[0]


def is_code(heading: str) -> bool:
    """Return whether a heading names codes, which are numbers that are no figures."""
    return bool(_CODE.search(squeezed(heading)))
