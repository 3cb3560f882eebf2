"""Charts on screen: a Chart becomes a Plotly figure, legible from 360 pixels of width.

Title and source line are left to the page, which breaks them at whatever width there is; Plotly
breaks no line. The legend is below the plot, where it pushes the plot up instead of covering it.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import numpy as np
import plotly
from plotly.io.json import to_json_plotly
from plotly.offline import get_plotlyjs_version

from forecasting.core.series import Values
from reporting.charts.chart import (
    Band,
    Bars,
    CategoryAxis,
    Chart,
    Line,
    Mark,
    Points,
    QuantityAxis,
    Reference,
    step_ticks,
)
from reporting.format.theme import BAND_OPACITY, SCREEN_FONTS, STYLES, ground
from reporting.format.wrapping import width, wrap

Keywords = dict[str, Any]  # of Plotly, which checks them itself

LIBRARY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
LIBRARY_VERSION: str = get_plotlyjs_version()

CONFIG: Keywords = {
    "displayModeBar": False,
    "scrollZoom": False,
    "responsive": True,
}  # of Plotly's drawing

_AXIS, _LEGEND = 12, 11  # font sizes in pixels
_LINE = 1.3  # line height in em, as Plotly draws it
_PHONE = 328  # pixels: a phone of 360 without margins
_PLOT_HEIGHT = 290
_ROW_HEIGHT = 30
_BAR = 0.75  # thickness against the step between bars
_LEGEND_ROW = 19
_LEGEND_HANDLE = 45  # pixels before each name
_NAME_WIDTH = 11  # em, of a category beside its bar


def specification(chart: Chart, *, dark: bool) -> Keywords:
    """Return traces and layout of a chart for the screen, on a transparent ground.

    Plotly's own figure objects check themselves whenever they are touched, which takes longer than all the
    rest between a lever and its chart; the tests check every kind of chart with them instead.

    Args:
        chart: what to draw.
        dark: whether the page is dark.
    """
    return {
        "data": [_given(_trace(mark, chart, dark=dark)) for mark in chart.marks],
        "layout": _given(_layout(chart, dark=dark)),
    }


def _given(keywords: Keywords) -> Keywords:
    """Return the settings without those that a chart leaves to Plotly."""
    return {
        name: _given(value) if isinstance(value, dict) else value
        for name, value in keywords.items()
        if value is not None
    }


def to_plotly_json(chart: Chart, *, dark: bool) -> str:
    """Return the specification as JSON, for a page that draws it with `LIBRARY` itself."""
    text: str = to_json_plotly(specification(chart, dark=dark))
    return text


def _trace(mark: Mark, chart: Chart, *, dark: bool) -> Keywords:
    if isinstance(mark, Line):
        return _line(mark, chart, dark=dark)
    if isinstance(mark, Band):
        return _band(mark, chart, dark=dark)
    if isinstance(mark, Bars):
        return _bars(mark, chart, dark=dark)
    return _points(mark, chart, dark=dark)


def _line(mark: Line, chart: Chart, *, dark: bool) -> Keywords:
    style = STYLES[mark.tone]
    colour = style.colour(dark=dark)
    return {
        "type": "scatter",
        **_placed(mark.x, chart.y.scale.apply(mark.y), chart),
        "name": _label(mark.name),
        "mode": "lines+markers" if mark.with_markers else "lines",
        "line": {
            "color": colour,
            "dash": str(mark.dash or style.dash),
            "width": 1.2 if mark.thin else 2.4,
        },
        "marker": {"symbol": str(style.marker), "size": 6, "color": colour},
        **_hover(mark.name, mark.y, mark.details, chart),
    }


def _band(mark: Band, chart: Chart, *, dark: bool) -> Keywords:
    colour = STYLES[mark.tone].colour(dark=dark)
    known = np.isfinite(mark.low) & np.isfinite(mark.high)
    x, low, high = mark.x[known], mark.low[known], mark.high[known]
    edge = chart.y.scale.apply(np.concatenate([high, low[::-1]]))
    return {
        "type": "scatter",
        **_placed(np.concatenate([x, x[::-1]]), edge, chart),
        "name": _label(mark.name),
        "mode": "lines",
        "line": {"width": 0, "color": colour},
        "fill": "toself",
        "fillcolor": _translucent(colour, BAND_OPACITY[mark.level]),
        "hoverinfo": "skip",
    }


def _points(mark: Points, chart: Chart, *, dark: bool) -> Keywords:
    style = STYLES[mark.tone]
    colour = style.colour(dark=dark)
    whiskers: Keywords = {}
    if mark.low is not None and mark.high is not None:
        whiskers["error_x" if chart.horizontal else "error_y"] = {
            "type": "data",
            "array": chart.y.scale.apply(mark.high - mark.y),
            "arrayminus": chart.y.scale.apply(mark.y - mark.low),
            "color": colour,
            "thickness": 1.6,
            "width": 4,
        }
    return {
        "type": "scatter",
        **_placed(mark.x, chart.y.scale.apply(mark.y), chart),
        "name": _label(mark.name),
        "mode": "markers+text" if mark.labels else "markers",
        "text": [_label(label) for label in mark.labels] or None,
        "textposition": _text_position(mark, chart),
        "textfont": {"size": 11, "color": ground(dark=dark).text},
        "marker": {"symbol": str(style.marker), "size": 9, "color": colour},
        "cliponaxis": False,
        **whiskers,
        **_hover(mark.name, mark.y, mark.details, chart),
    }


def _text_position(mark: Points, chart: Chart) -> str:
    if chart.horizontal:
        return "middle right"
    return "bottom right" if mark.label_below else "middle right"


def _bars(mark: Bars, chart: Chart, *, dark: bool) -> Keywords:
    style = STYLES[mark.tone]
    return {
        "type": "bar",
        **_placed(mark.x, chart.y.scale.apply(mark.y), chart),
        "name": _label(mark.name),
        "base": None if mark.base is None else chart.y.scale.apply(mark.base),
        "width": _BAR,
        "orientation": "h" if chart.horizontal else "v",
        "text": [] if chart.horizontal else [_label(label) for label in mark.labels],
        "textposition": "outside" if mark.labels and not chart.horizontal else "none",
        "textfont": {"size": 11, "color": ground(dark=dark).text},
        "cliponaxis": False,
        "marker": {
            "color": style.colour(dark=dark),
            "line": {"color": ground(dark=dark).paper, "width": 0.5},  # between stacked bars
            "pattern": {
                "shape": style.pattern if mark.pattern is None else mark.pattern,
                "fgcolor": ground(dark=dark).paper,
                "size": 6,
                "solidity": 0.2,
                "fillmode": "overlay",  # else the bar under the pattern is transparent
            },
        },
        **_hover(mark.name, mark.y, mark.labels, chart),
    }


def _placed(x: Values, y: Values, chart: Chart) -> Keywords:
    x = _along(x, chart)
    return {"x": y, "y": x} if chart.horizontal else {"x": x, "y": y}


def _along(x: Values, chart: Chart) -> Values:
    """Return places on the first axis in the unit of its labels."""
    return chart.x.scale.apply(x) if isinstance(chart.x, QuantityAxis) else x


def _hover(name: str, values: Values, details: tuple[str, ...], chart: Chart) -> Keywords:
    texts = [_label(chart.y.text(float(value))) for value in values]
    if details:
        texts = [f"{text} · {_label(more)}" for text, more in zip(texts, details, strict=True)]
    template = f"{_label(name)}  <b>%{{customdata}}</b><extra></extra>"
    return {"customdata": texts, "hovertemplate": template}


def _layout(chart: Chart, *, dark: bool) -> Keywords:
    colours = ground(dark=dark)
    marked = any(not reference.across or chart.horizontal for reference in chart.references)
    top = 22 if marked else 10
    lines, labels = _references(chart, dark=dark)
    below, beside = _axes(chart, dark=dark)
    return {
        "template": {},  # Plotly's own would travel with every figure and be overruled here
        "height": round(top + _plot_height(chart) + 56 + _legend_height(chart)),
        "margin": {"l": _left(chart), "r": 12, "t": top, "b": 8},
        "font": {"family": SCREEN_FONTS, "size": _AXIS, "color": colours.text},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "barmode": "relative",
        "dragmode": False,
        "hovermode": "closest" if isinstance(chart.x, CategoryAxis) else "x unified",
        "hoverlabel": {
            "align": "left",
            "bgcolor": colours.paper,
            "font": {"size": 12, "color": colours.text},
        },
        "legend": {
            "orientation": "h",
            "yref": "container",
            "y": 0,
            "yanchor": "bottom",
            "xref": "container",
            "x": 0,
            "xanchor": "left",
            "font": {"size": _LEGEND},
            "traceorder": "normal",
        },
        "showlegend": len(chart.marks) > 1,
        "annotations": [*_labels(chart, colours.text), *labels],
        "shapes": lines,
        "xaxis": below,
        "yaxis": beside,
    }


def _labels(chart: Chart, colour: str) -> list[Keywords]:
    """Return labels of horizontal bars, placed right of the bar or of zero, clear of the names."""
    look: Keywords = {
        "xanchor": "left",
        "showarrow": False,
        "font": {"size": _LEGEND, "color": colour},
    }
    return [
        {"x": float(end), "y": float(x), "text": _label(label), **look}
        for mark in chart.marks
        if isinstance(mark, Bars) and chart.horizontal
        for x, end, label in zip(mark.x, _right_ends(mark, chart), mark.labels, strict=False)
    ]


def _right_ends(mark: Bars, chart: Chart) -> Values:
    start = np.zeros(len(mark.x)) if mark.base is None else mark.base
    return chart.y.scale.apply(np.maximum(start, mark.end))


def _axes(chart: Chart, *, dark: bool) -> tuple[Keywords, Keywords]:
    """Return the axis below and the axis beside the plot."""
    colours = ground(dark=dark)
    both: Keywords = {"automargin": True, "linecolor": colours.axis, "fixedrange": True}
    quantities: Keywords = {
        "tickvals": chart.y.scale.apply(np.array(chart.y.ticks.positions)),
        "ticktext": list(chart.y.ticks.texts),
        "range": _range(chart),
        "gridcolor": colours.grid,
        "zerolinecolor": colours.axis,
        "zerolinewidth": 1.4,
        "zeroline": True,
        **both,
    }
    steps = {**_steps(chart), "showgrid": False, "zeroline": False, **both}
    below, beside = (quantities, steps) if chart.horizontal else (steps, quantities)
    across = chart.x.heading if isinstance(chart.x, QuantityAxis) else chart.x.title
    caption = chart.y.heading if chart.horizontal else across
    title = {"text": _label(caption), "standoff": 6, "font": {"size": _LEGEND}}
    return {**below, "title": title}, beside


def _range(chart: Chart) -> list[float]:
    ends = chart.y.scale.apply(np.array(chart.y.ticks.span))
    labelled = any(isinstance(mark, Bars | Points) and mark.labels for mark in chart.marks)
    room = 0.3 * (ends[1] - ends[0]) if labelled and chart.horizontal else 0.0
    return [float(ends[0]), float(ends[1] + room)]


def _steps(chart: Chart) -> Keywords:
    if isinstance(chart.x, CategoryAxis):
        count = len(chart.x.names)
        names = [_joined(wrap(name, _NAME_WIDTH)) for name in chart.x.names]
        span = [count - 0.5, -0.5] if chart.horizontal else [-0.5, count - 0.5]
        return {"tickvals": list(range(count)), "ticktext": names, "range": span}
    if isinstance(chart.x, QuantityAxis):
        return {
            "tickvals": chart.x.scale.apply(np.array(chart.x.ticks.positions)),
            "ticktext": list(chart.x.ticks.texts),
            "range": list(chart.x.scale.apply(np.array(chart.x.ticks.span))),
        }
    years = chart.years
    ticks = step_ticks(years)
    margin = 0.6 if any(isinstance(mark, Bars | Points) for mark in chart.marks) else 0.15
    return {
        "tickvals": ticks,
        "ticktext": [str(year) for year in ticks],
        "range": [years[0] - margin, years[-1] + margin] if years else None,
    }


def _references(chart: Chart, *, dark: bool) -> tuple[list[Keywords], list[Keywords]]:
    """Return the lines of the references and their labels."""
    colours = ground(dark=dark)
    dotted: Keywords = {"color": colours.axis, "width": 1, "dash": "dot"}
    font: Keywords = {"size": 10, "color": colours.muted}
    lines, labels = [], []
    for reference in chart.references:
        line, label = _reference(reference, chart)
        lines.append({"type": "line", "line": dotted, **line})
        text = _label(reference.label)
        labels.append({"text": text, "showarrow": False, "font": font, **label})
    return lines, labels


def _reference(reference: Reference, chart: Chart) -> tuple[Keywords, Keywords]:
    """Return the place of a reference line and of its label."""
    if reference.across and not chart.horizontal:
        y = reference.value / chart.y.scale.factor
        line: Keywords = {"xref": "x domain", "x0": 0, "x1": 1, "y0": y, "y1": y}
        return line, {"xref": "paper", "x": 1, "xanchor": "right", "y": y, "yanchor": "bottom"}
    label: Keywords = {"yref": "paper", "y": 1, "yanchor": "bottom"}
    if reference.across:
        x = reference.value / chart.y.scale.factor
    else:
        x = float(_along(np.array(reference.value), chart))
        label["xanchor"] = "right" if chart.is_late(reference.value) else "left"
    return {"yref": "y domain", "x0": x, "x1": x, "y0": 0, "y1": 1}, {"x": x, **label}


def _left(chart: Chart) -> int:
    """Return the pixels beside the plot, as wide as the widest tick text."""
    texts = chart.y.ticks.texts
    if chart.horizontal and isinstance(chart.x, CategoryAxis):
        texts = tuple(line for name in chart.x.names for line in wrap(name, _NAME_WIDTH))
    return round(12 + max((width(text) for text in texts), default=0.0) * _AXIS * 1.1)


def _plot_height(chart: Chart) -> int:
    if chart.horizontal and isinstance(chart.x, CategoryAxis):
        lines = max((len(wrap(name, _NAME_WIDTH)) for name in chart.x.names), default=1)
        return max(120, max(_ROW_HEIGHT, round(lines * _AXIS * _LINE) + 14) * len(chart.x.names))
    return _PLOT_HEIGHT


def _legend_height(chart: Chart) -> int:
    """Return the pixels of the legend on a phone, where its columns are as wide as the widest name."""
    if len(chart.marks) < 2:
        return 0
    widest = max(width(mark.name) for mark in chart.marks) * _LEGEND + _LEGEND_HANDLE
    columns = max(1, int(_PHONE // widest))
    return 8 + _LEGEND_ROW * -(-len(chart.marks) // columns)


def _joined(lines: list[str]) -> str:
    return "<br>".join(_label(line) for line in lines)


def _label(text: str) -> str:
    return escape(text, quote=False).replace("%{", "% {")


def _translucent(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"
