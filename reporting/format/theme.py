"""The look: colours, dashes, markers, patterns and fonts, the same on screen and in pictures.

The hues are those of Okabe & Ito (Color Universal Design, 2008), darkened for light paper and
lightened for a dark screen until each has a contrast of 3:1 with its ground (WCAG 2.2, 1.4.11) and
any two stay apart under simulated protanopia, deuteranopia and tritanopia. Colour is never the only
signal: each tone has its own dash, marker and pattern too.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pylopdf_fonts_zh_cn

SCREEN_FONTS = (
    '"Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", '
    '"WenQuanYi Micro Hei", sans-serif'
)


class Tone(StrEnum):
    """The subject of a mark; the last six distinguish categories of any kind."""

    GAP = "gap"
    DEMAND = "demand"
    SUPPLY = "supply"
    QUALIFIED = "qualified"
    BASELINE = "baseline"
    OBSERVED = "observed"
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    FIFTH = "fifth"
    SIXTH = "sixth"


class Dash(StrEnum):
    """Line dashes; the values are Plotly's names."""

    SOLID = "solid"
    DASHED = "dash"
    DOTTED = "dot"
    MIXED = "dashdot"
    LONG = "longdash"


class Marker(StrEnum):
    """Marker shapes; the values are Plotly's names."""

    CIRCLE = "circle"
    SQUARE = "square"
    DIAMOND = "diamond"
    TRIANGLE = "triangle-up"
    INVERTED = "triangle-down"
    CROSS = "x"


@dataclass(frozen=True)
class Style:
    """Everything that marks a tone: colours on both grounds, dash, marker and fill pattern."""

    light: str
    dark: str
    dash: Dash
    marker: Marker
    pattern: str  # of Plotly and matplotlib alike: "", "/", "\\", "x", "-", "."

    def colour(self, *, dark: bool) -> str:
        """Return the colour for a dark or a light ground."""
        return self.dark if dark else self.light


@dataclass(frozen=True)
class Ground:
    """Colours that are not data."""

    paper: str
    text: str
    muted: str
    grid: str
    axis: str


LIGHT = Ground(paper="#FFFFFF", text="#222222", muted="#5A5A5A", grid="#E4E4E4", axis="#707070")
DARK = Ground(paper="#0E1117", text="#F0F0F0", muted="#B5B5B5", grid="#2C313A", axis="#9A9A9A")

_VERMILLION = ("#C2410C", "#FF8A4C")
_BLUE = ("#0055A5", "#5AA9F0")
_GREEN = ("#10A070", "#2CC79A")
_PURPLE = ("#8E2C74", "#E08CC0")
_ORANGE = ("#A98600", "#F2C53D")
_SKY = ("#2A8DBF", "#9ADCFB")
_GREY = ("#707070", "#9A9A9A")
_INK = ("#222222", "#F0F0F0")

STYLES = {
    Tone.GAP: Style(*_VERMILLION, Dash.SOLID, Marker.DIAMOND, ""),
    Tone.DEMAND: Style(*_BLUE, Dash.SOLID, Marker.SQUARE, "/"),
    Tone.SUPPLY: Style(*_GREEN, Dash.DASHED, Marker.TRIANGLE, "\\"),
    Tone.QUALIFIED: Style(*_PURPLE, Dash.MIXED, Marker.CIRCLE, "x"),
    Tone.BASELINE: Style(*_GREY, Dash.DOTTED, Marker.INVERTED, "-"),
    Tone.OBSERVED: Style(*_INK, Dash.SOLID, Marker.CIRCLE, ""),
    Tone.FIRST: Style(*_BLUE, Dash.SOLID, Marker.CIRCLE, ""),
    Tone.SECOND: Style(*_ORANGE, Dash.DASHED, Marker.SQUARE, "/"),
    Tone.THIRD: Style(*_GREEN, Dash.DOTTED, Marker.TRIANGLE, "\\"),
    Tone.FOURTH: Style(*_PURPLE, Dash.MIXED, Marker.DIAMOND, "x"),
    Tone.FIFTH: Style(*_SKY, Dash.LONG, Marker.INVERTED, "-"),
    Tone.SIXTH: Style(*_VERMILLION, Dash.DASHED, Marker.CROSS, "."),
}
CATEGORIES = (Tone.FIRST, Tone.SECOND, Tone.THIRD, Tone.FOURTH, Tone.FIFTH, Tone.SIXTH)
PATTERNS = ("", "/", "\\", "x", "-", ".")
_SHIFTS = (0, 3, 1, 4, 2, 5)  # of the pattern at each repeat of a tone, so that no pair comes twice

BAND_OPACITY = {0.5: 0.38, 0.8: 0.2, 0.95: 0.12}


def category(index: int) -> Tone:
    """Return the tone of the n-th category; tones repeat after six."""
    return CATEGORIES[index % len(CATEGORIES)]


def repeated_pattern(index: int) -> str | None:
    """Return another pattern for categories that repeat a tone, None for the first six."""
    turn, place = divmod(index, len(CATEGORIES))
    shift = _SHIFTS[turn % len(_SHIFTS)]
    return PATTERNS[(place + shift) % len(PATTERNS)] if turn else None


def ground(*, dark: bool) -> Ground:
    """Return the colours of paper, text and axes."""
    return DARK if dark else LIGHT


def image_font() -> Path:
    """Return the path of the packaged Noto Sans SC (SIL Open Font License), for pictures on any machine."""
    return pylopdf_fonts_zh_cn.sans_path()
