"""Line breaks by width: neither Plotly nor matplotlib wraps a title."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

_NARROW = 0.55  # a Latin letter against a Chinese character, on average
_NEVER_FIRST = "，。、；：！？）》”’％%,.;:!?)"
_PIECE = re.compile(r"[ \t]+|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+[年月日]?|.")


def width(text: str, narrow: float = _NARROW) -> float:
    """Return the width of a line in em, in which a Latin letter is `narrow` wide."""
    return sum(1.0 if east_asian_width(char) in "WF" else narrow for char in text)


def wrap(text: str, limit: float, narrow: float = _NARROW) -> list[str]:
    """Break at spaces and between Chinese characters, so that no line is wider than `limit` em.

    A single word that is wider than the limit stays whole. Punctuation never begins a line.

    Args:
        text: one paragraph.
        limit: width of a line, em.
        narrow: width of a Latin letter, em; 0.5 on a terminal.
    """
    lines = [""]
    for piece in _PIECE.findall(text):
        fits = width((lines[-1] + piece).rstrip(), narrow) <= limit
        if fits or not lines[-1].strip() or piece[0] in _NEVER_FIRST:
            lines[-1] += piece
        elif not piece.isspace():
            lines.append(piece)
    return [line.rstrip() for line in lines]
