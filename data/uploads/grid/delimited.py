"""The cells of a text: CSV, TSV, semicolons, full-width commas, vertical bars or aligned by spaces."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from data.uploads.grid.plain_text import visible

SPACES = " "
_SEPARATORS = ("\t", ";", ",", "，", "；", "|", "｜", "、")  # on a draw the first one is taken
_SAMPLE = 60  # lines by which the separator is found
_WIDE_SPACE = re.compile(r"[ \u3000\u00a0]{2,}|\t")
_OTHER_COMMA = re.compile(r"(?<![0-9]),|,(?![0-9]{3}(?![0-9]))")  # any but that of 1,200
_AS_TEXT = re.compile(r'="(.*)"')  # ="0012" keeps Excel from reading a number
_RULE = re.compile(r"[\s|:+-]*-{3}[\s|:+-]*")  # the line below the headings of a Markdown table


def cells_of(text: str) -> tuple[tuple[tuple[str, ...], ...], str]:
    """Return the cells row by row, and what separates them; blank rows are kept.

    Raises:
        ValueError: a quotation mark is not closed or a field is too long.
    """
    text = text.removeprefix("\ufeff")
    lines = text.splitlines()
    separator = _separator([line for line in lines if line.strip() and not _is_comment(line)])
    if separator == SPACES:
        split = _WIDE_SPACE.split if _aligned(lines) else str.split
        return tuple(tuple(split(line.strip())) for line in lines), SPACES
    if separator == "|":
        bars = (line.strip().strip("|") for line in lines)
        return tuple(() if _RULE.fullmatch(b) else _stripped(b.split("|")) for b in bars), "|"
    return _with_own_marks(_records(text, separator), separator), separator


def _with_own_marks(records: list[tuple[str, ...]], separator: str) -> tuple[tuple[str, ...], ...]:
    """Split single lines that are written with other signs than the rest.

    Those are headings with ，above rows with commas, or rows that begin with a digit; notes stay whole.
    """
    widths = Counter(len(record) for record in records if len(record) > 1)
    if not widths:
        return tuple(records)
    (width, _), *_ = widths.most_common(1)
    first = next(i for i, record in enumerate(records) if len(record) > 1)
    return tuple(
        _split_alone(record[0], separator, width)
        if len(record) == 1 and (i < first or record[0][:1].isdecimal())
        else record
        for i, record in enumerate(records)
    )


def _split_alone(line: str, separator: str, width: int) -> tuple[str, ...]:
    """The cells of a line by the sign that gives as many as the other lines have."""
    marks = [mark for mark in (*_SEPARATORS, None) if mark != separator]
    parts = () if _is_comment(line) else (tuple(line.split(mark)) for mark in marks)
    return next((part for part in parts if len(part) == width), (line,))


def _stripped(cells: list[str]) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in cells)


def _is_comment(line: str) -> bool:
    """A line of the product's own files that is not part of the table."""
    return line.startswith("# ")


def _records(text: str, separator: str) -> list[tuple[str, ...]]:
    """Read CSV; a comment line is one cell, whatever it contains."""
    head = 0
    comments: list[tuple[str, ...]] = []
    for line in text.splitlines(keepends=True):
        if not _is_comment(line):
            break
        comments.append((line.strip(),))
        head += len(line)
    reader = csv.reader(io.StringIO(text[head:], newline=""), delimiter=separator, strict=True)
    try:
        return [*comments, *(tuple(_AS_TEXT.sub(r"\1", cell) for cell in row) for row in reader)]
    except csv.Error as error:
        raise ValueError(f"{error}", reader.line_num + len(comments)) from error


def _separator(lines: list[str]) -> str:
    """The sign that gives the most lines the same number of cells, at least two."""
    sample = lines[:_SAMPLE]
    agreed = {mark: _agreement(sample, mark) for mark in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda mark: agreed[mark])  # max keeps the first of equals
    if best == "," and not any(_OTHER_COMMA.search(line) for line in sample):
        words = Counter(len(line.split()) for line in sample)
        (width, count), *_ = words.most_common(1)
        return SPACES if width > 1 and count > agreed[best] else best
    return best if agreed[best] else SPACES


def _agreement(lines: list[str], mark: str) -> int:
    widths = Counter(width for line in lines if (width := _width(visible(line), mark)) > 1)
    return max(widths.values(), default=0)


def _width(line: str, mark: str) -> int:
    """Cells of a line; signs inside quotation marks separate nothing."""
    return re.sub('"[^"]*"', "", line).count(mark) + 1


def _aligned(lines: list[str]) -> bool:
    """Whether columns stand apart by several spaces, so that single ones belong to a cell."""
    filled = [line.strip() for line in lines if line.strip()]
    apart = sum(bool(_WIDE_SPACE.search(line)) for line in filled)
    return apart > 1 and apart * 2 > len(filled)
