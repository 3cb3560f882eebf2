"""Charts on screen: a Chart becomes a Plotly figure, legible from 360 pixels of width.

Title and source line are left to the page, which breaks them at whatever width there is; Plotly
breaks no line. The legend stands at the foot, where it pushes the plot up instead of covering it.
"""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np
import plotly.graph_objects as go

from forecasting.series import Values
from reporting.charts.chart import (
    Band,
    Bars,
    CategoryAxis,
    Chart,
    Line,
    Mark,
    Points,
    Reference,
    step_ticks,
)
from reporting.theme import BAND_OPACITY, SCREEN_FONTS, STYLES, ground
from reporting.wrapping import width, wrap

Keywords = dict[str, Any]  # of Plotly, which checks them itself

CONFIG: Keywords = {
    "displayModeBar": False,
    "scrollZoom": False,
    "responsive": True,
}  # for st.plotly_chart

_AXIS, _LEGEND = 12, 11  # font sizes in pixels
_LINE = 1.3  # line height in em, as Plotly draws it
_PHONE = 328  # pixels: a phone of 360 without margins
_PLOT_HEIGHT = 290
_ROW_HEIGHT = 30
_LEGEND_ROW = 19
_LEGEND_HANDLE = 45  # pixels before each name
_NAME_WIDTH = 11  # em, of a category beside its bar


def figure(chart: Chart, *, dark: bool) -> go.Figure:
    """Draw a chart for the screen, on a transparent ground.

    Args:
        chart: what to draw.
        dark: whether the page is dark.
    """
    drawn = go.Figure()
    for mark in chart.marks:
        drawn.add_trace(_trace(mark, chart, dark=dark))
    _lay_out(drawn, chart, dark=dark)
    for reference in chart.references:
        _add_reference(drawn, reference, chart, dark=dark)
    return drawn


def _trace(mark: Mark, chart: Chart, *, dark: bool) -> go.Scatter | go.Bar:
    if isinstance(mark, Line):
        return _line(mark, chart, dark=dark)
    if isinstance(mark, Band):
        return _band(mark, chart, dark=dark)
    if isinstance(mark, Bars):
        return _bars(mark, chart, dark=dark)
    return _points(mark, chart, dark=dark)


def _line(mark: Line, chart: Chart, *, dark: bool) -> go.Scatter:
    style = STYLES[mark.tone]
    colour = style.colour(dark=dark)
    return go.Scatter(
        **_placed(mark.x, chart.y.scale.apply(mark.y), chart),
        name=_label(mark.name),
        mode="lines+markers" if mark.with_markers else "lines",
        line={
            "color": colour,
            "dash": str(mark.dash or style.dash),
            "width": 1.2 if mark.thin else 2.4,
        },
        marker={"symbol": str(style.marker), "size": 6, "color": colour},
        **_hover(mark.name, mark.y, mark.details, chart),
    )


def _band(mark: Band, chart: Chart, *, dark: bool) -> go.Scatter:
    colour = STYLES[mark.tone].colour(dark=dark)
    known = np.isfinite(mark.low) & np.isfinite(mark.high)
    x, low, high = mark.x[known], mark.low[known], mark.high[known]
    edge = chart.y.scale.apply(np.concatenate([high, low[::-1]]))
    return go.Scatter(
        **_placed(np.concatenate([x, x[::-1]]), edge, chart),
        name=_label(mark.name),
        mode="lines",
        line={"width": 0, "color": colour},
        fill="toself",
        fillcolor=_translucent(colour, BAND_OPACITY[mark.level]),
        hoverinfo="skip",
    )


def _points(mark: Points, chart: Chart, *, dark: bool) -> go.Scatter:
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
    return go.Scatter(
        **_placed(mark.x, chart.y.scale.apply(mark.y), chart),
        name=_label(mark.name),
        mode="markers+text" if mark.labels else "markers",
        text=[_label(label) for label in mark.labels] or None,
        textposition=_text_position(mark, chart),
        textfont={"size": 11, "color": ground(dark=dark).text},
        marker={"symbol": str(style.marker), "size": 9, "color": colour},
        cliponaxis=False,
        **whiskers,
        **_hover(mark.name, mark.y, mark.details, chart),
    )


def _text_position(mark: Points, chart: Chart) -> str:
    if chart.horizontal:
        return "middle right"
    return "bottom right" if mark.label_below else "middle right"


def _bars(mark: Bars, chart: Chart, *, dark: bool) -> go.Bar:
    style = STYLES[mark.tone]
    return go.Bar(
        **_placed(mark.x, chart.y.scale.apply(mark.y), chart),
        name=_label(mark.name),
        orientation="h" if chart.horizontal else "v",
        text=[] if chart.horizontal else [_label(label) for label in mark.labels],
        textposition="outside" if mark.labels and not chart.horizontal else "none",
        textfont={"size": 11, "color": ground(dark=dark).text},
        cliponaxis=False,
        marker={
            "color": style.colour(dark=dark),
            "pattern": {
                "shape": style.pattern if mark.pattern is None else mark.pattern,
                "fgcolor": ground(dark=dark).paper,
                "size": 6,
                "solidity": 0.2,
                "fillmode": "overlay",  # else the bar under the pattern is transparent
            },
        },
        **_hover(mark.name, mark.y, mark.labels, chart),
    )


def _placed(x: Values, y: Values, chart: Chart) -> Keywords:
    return {"x": y, "y": x} if chart.horizontal else {"x": x, "y": y}


def _hover(name: str, values: Values, details: tuple[str, ...], chart: Chart) -> Keywords:
    texts = [_label(chart.y.text(float(value))) for value in values]
    if details:
        texts = [f"{text} · {_label(more)}" for text, more in zip(texts, details, strict=True)]
    template = f"{_label(name)}  <b>%{{customdata}}</b><extra></extra>"
    return {"customdata": texts, "hovertemplate": template}


def _lay_out(drawn: go.Figure, chart: Chart, *, dark: bool) -> None:
    colours = ground(dark=dark)
    marked = any(not reference.across or chart.horizontal for reference in chart.references)
    top = 22 if marked else 10
    drawn.update_layout(
        height=round(top + _plot_height(chart) + 56 + _legend_height(chart)),
        margin={"l": _left(chart), "r": 12, "t": top, "b": 8},
        font={"family": SCREEN_FONTS, "size": _AXIS, "color": colours.text},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        barmode="relative",
        bargap=0.25,
        dragmode=False,
        hovermode="closest" if isinstance(chart.x, CategoryAxis) else "x unified",
        hoverlabel={"bgcolor": colours.paper, "font": {"size": 12, "color": colours.text}},
        legend={
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
        showlegend=len(chart.marks) > 1,
        annotations=_labels(chart, colours.text),
    )
    _draw_axes(drawn, chart, dark=dark)


def _labels(chart: Chart, colour: str) -> list[Keywords]:
    """Labels of lying bars stand right of the bar or of zero, so that they never meet the names."""
    look: Keywords = {
        "xanchor": "left",
        "showarrow": False,
        "font": {"size": _LEGEND, "color": colour},
    }
    return [
        {"x": max(float(y), 0.0), "y": float(x), "text": _label(label), **look}
        for mark in chart.marks
        if isinstance(mark, Bars) and chart.horizontal
        for x, y, label in zip(mark.x, chart.y.scale.apply(mark.y), mark.labels, strict=False)
    ]


def _draw_axes(drawn: go.Figure, chart: Chart, *, dark: bool) -> None:
    colours = ground(dark=dark)
    quantities: Keywords = {
        "tickvals": chart.y.scale.apply(np.array(chart.y.ticks.positions)),
        "ticktext": list(chart.y.ticks.texts),
        "range": _range(chart),
        "gridcolor": colours.grid,
        "zerolinecolor": colours.axis,
        "zerolinewidth": 1.4,
        "zeroline": True,
        "automargin": True,
    }
    steps = _steps(chart) | {"showgrid": False, "zeroline": False, "automargin": True}
    below, beside = (quantities, steps) if chart.horizontal else (steps, quantities)
    caption = chart.y.heading if chart.horizontal else chart.x.title
    drawn.update_xaxes(
        **below,
        title={"text": _label(caption), "standoff": 6, "font": {"size": _LEGEND}},
        linecolor=colours.axis,
        fixedrange=True,
    )
    drawn.update_yaxes(**beside, linecolor=colours.axis, fixedrange=True)


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
    years = chart.years
    ticks = step_ticks(years)
    margin = 0.6 if any(isinstance(mark, Bars | Points) for mark in chart.marks) else 0.15
    return {
        "tickvals": ticks,
        "ticktext": [str(year) for year in ticks],
        "range": [years[0] - margin, years[-1] + margin] if years else None,
    }


def _add_reference(drawn: go.Figure, reference: Reference, chart: Chart, *, dark: bool) -> None:
    colours = ground(dark=dark)
    line: Keywords = {"color": colours.axis, "width": 1, "dash": "dot"}
    font: Keywords = {"size": 10, "color": colours.muted}
    label: Keywords = {"text": _label(reference.label), "showarrow": False, "font": font}
    if reference.across:
        value = reference.value / chart.y.scale.factor
        if chart.horizontal:
            drawn.add_vline(x=value, line=line)
            drawn.add_annotation(x=value, yref="paper", y=1, yanchor="bottom", **label)
        else:
            drawn.add_hline(y=value, line=line)
            drawn.add_annotation(
                xref="paper", x=1, xanchor="right", y=value, yanchor="bottom", **label
            )
        return
    late = reference.value > np.quantile(chart.years, 0.75)
    drawn.add_vline(x=reference.value, line=line)
    drawn.add_annotation(
        x=reference.value,
        xanchor="right" if late else "left",
        yref="paper",
        y=1,
        yanchor="bottom",
        **label,
    )


def _left(chart: Chart) -> int:
    """Pixels beside the plot: the widest tick text."""
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
    """Pixels that the legend takes on a phone, where its columns are as wide as the widest name."""
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
