"""Texts in one form, so that what looks alike is alike."""

from __future__ import annotations

import re
import unicodedata

# Raised, lowered and enclosed signs are footnote marks; NFKC would turn them into plain digits.
_RAISED = re.compile(
    "[\u00aa\u00b2\u00b3\u00b9\u00ba\u02b0-\u02b8\u1d2c-\u1d6a\u2070-\u209c\u2460-\u24ff\u2776-\u2793"
    "\u3220-\u3229\u3251-\u325f\u3280-\u3289\u32b1-\u32bf]"
)
_ALIKE = (
    str.maketrans(  # minus signs, apostrophes, and traditional characters of headings and units
        "−‒–’‘＇從業員職離數單萬億計劃總時間學財終統報僱編標註備",
        "---'''从业员职离数单万亿计划总时间学财终统报雇编标注备",
    )
)
_BESIDE_CHINESE = re.compile(r"(?<=[\u2e80-\u9fff]) | (?=[\u2e80-\u9fff])")


def visible(text: str) -> str:
    """Return a text without characters that nobody sees: zero-width, bidirectional and control."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(c for c in text if c.isspace() or unicodedata.category(c) not in {"Cf", "Cc"})


def plain(text: str) -> str:
    """Return a text in half-width, lower case, single spaces, without footnote signs."""
    seen = _RAISED.sub(" ", visible(text))
    folded = unicodedata.normalize("NFKC", seen).translate(_ALIKE)
    return " ".join(visible(folded).lower().split())


def squeezed(text: str) -> str:
    """Return the plain text without spaces beside Chinese characters: 从 业 人 数 is 从业人数."""
    return _BESIDE_CHINESE.sub("", plain(text).replace("_", " "))


def has_raised(text: str) -> bool:
    """Return whether a text has raised or enclosed footnote signs."""
    return bool(_RAISED.search(text))
