"""The marks of a chart in a picture: one function per kind of mark, each returning a legend entry."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from forecasting.core.series import Values
from reporting.charts.chart import Band, Bars, Chart, Line, Mark, Points
from reporting.format.theme import BAND_OPACITY, LIGHT, STYLES, Dash, Marker

_DASHES: dict[Dash, str | tuple[int, tuple[int, int]]] = {
    Dash.SOLID: "-",
    Dash.DASHED: "--",
    Dash.DOTTED: ":",
    Dash.MIXED: "-.",
    Dash.LONG: (0, (8, 3)),
}
_MARKERS = {
    Marker.CIRCLE: "o",
    Marker.SQUARE: "s",
    Marker.DIAMOND: "D",
    Marker.TRIANGLE: "^",
    Marker.INVERTED: "v",
    Marker.CROSS: "X",
}
_BAR = 0.72  # thickness against the step between bars


def draw(mark: Mark, axes: Axes, chart: Chart) -> Artist:
    """Draw a mark in base units and return its mark in the legend."""
    if isinstance(mark, Line):
        return _line(mark, axes, chart)
    if isinstance(mark, Band):
        return _band(mark, axes, chart)
    if isinstance(mark, Bars):
        return _bars(mark, axes, chart)
    return _points(mark, axes, chart)


def _line(mark: Line, axes: Axes, chart: Chart) -> Line2D:
    style = STYLES[mark.tone]
    first, second = (mark.y, mark.x) if chart.horizontal else (mark.x, mark.y)
    return axes.plot(
        first,
        second,
        color=style.light,
        linestyle=_DASHES[mark.dash or style.dash],
        linewidth=0.9 if mark.thin else 1.8,
        marker=_MARKERS[style.marker] if mark.with_markers else "",
        markersize=3.6,
        zorder=3,
    )[0]


def _band(mark: Band, axes: Axes, chart: Chart) -> Artist:
    fill = axes.fill_betweenx if chart.horizontal else axes.fill_between
    return fill(
        mark.x,
        mark.low,
        mark.high,
        color=STYLES[mark.tone].light,
        alpha=BAND_OPACITY[mark.level],
        linewidth=0,
        zorder=2,
    )


def _points(mark: Points, axes: Axes, chart: Chart) -> Artist:
    style = STYLES[mark.tone]
    whiskers = _whiskers(mark)
    first, second = (mark.y, mark.x) if chart.horizontal else (mark.x, mark.y)
    drawn = axes.errorbar(
        first,
        second,
        xerr=whiskers if chart.horizontal else None,
        yerr=None if chart.horizontal else whiskers,
        fmt=_MARKERS[style.marker],
        color=style.light,
        markersize=5,
        elinewidth=1.2,
        capsize=2.5,
        zorder=4,
    )
    aside = chart.horizontal or mark.label_below
    offset = (6, 0) if chart.horizontal else (2, -4) if mark.label_below else (0, 4)
    reach = mark.y if mark.high is None else mark.high
    ends = np.where(np.isfinite(reach), reach, mark.y)
    for x, y, label in zip(mark.x, ends, mark.labels, strict=bool(mark.labels)):
        axes.annotate(
            label,
            (y, x) if chart.horizontal else (x, y),
            xytext=offset,
            textcoords="offset points",
            ha="left" if aside else "center",
            va="center" if chart.horizontal else "top" if mark.label_below else "bottom",
            fontsize=7.5,
            color=LIGHT.text,
            zorder=5,
        )
    return drawn.lines[0]


def _whiskers(mark: Points) -> Values | None:
    if mark.low is None or mark.high is None:
        return None
    return np.nan_to_num(np.stack([mark.y - mark.low, mark.high - mark.y]))


def _bars(mark: Bars, axes: Axes, chart: Chart) -> Artist:
    """Stack upon the bars that are there already, upwards and downwards apart."""
    style = STYLES[mark.tone]
    pattern = style.pattern if mark.pattern is None else mark.pattern
    base = _stack_base(mark, chart) if mark.base is None else mark.base
    bar = axes.barh if chart.horizontal else axes.bar
    look: dict[str, Any] = {
        "color": style.light,
        "hatch": pattern * 2,
        "edgecolor": LIGHT.paper,
        "linewidth": 0.5,
    }
    place: dict[str, Any] = {"left": base} if chart.horizontal else {"bottom": base}
    bar(mark.x, mark.y, _BAR, zorder=2, **look, **place)
    # Labels of horizontal bars are right of the bar or of its start, so that they never meet the names.
    ends = np.maximum(base, mark.end) if chart.horizontal else mark.end
    for x, y, label in zip(mark.x, ends, mark.labels, strict=bool(mark.labels)):
        axes.annotate(
            label,
            (y, x) if chart.horizontal else (x, y),
            xytext=(4, 0) if chart.horizontal else (0, 3),
            textcoords="offset points",
            ha="left" if chart.horizontal else "center",
            va="center" if chart.horizontal else "bottom",
            fontsize=7.5,
            color=LIGHT.text,
        )
    return Patch(facecolor=style.light, hatch=pattern * 2, edgecolor=LIGHT.paper)


def _stack_base(mark: Bars, chart: Chart) -> Values:
    base = np.zeros(len(mark.x))
    for earlier in chart.marks[: chart.marks.index(mark)]:
        if isinstance(earlier, Bars) and earlier.base is None:
            for i, (x, y) in enumerate(zip(mark.x, mark.y, strict=True)):
                below = earlier.y[earlier.x == x]
                base[i] += below[np.sign(below) == np.sign(y)].sum()
    return base
