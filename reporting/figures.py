"""Charts on screen: a Chart becomes a Plotly figure, legible from 360 pixels of width.

Everything that Plotly would place by its own rules is pinned: titles are broken beforehand, the
source line hangs below the axis in a space that an invisible axis title reserves, and the legend
stands at the foot of the figure, where it pushes the plot up instead of covering it.
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

_TITLE, _SUBTITLE, _AXIS, _SOURCE = 16, 12, 12, 10  # font sizes in pixels
_LINE = 1.3  # line height in em, as Plotly draws it
_TEXT_WIDTH = 328  # pixels: a phone of 360 without margins
_PLOT_HEIGHT = 290
_ROW_HEIGHT = 30
_RISE = 12  # pixels by which Plotly lifts a title for each further line
_NAME_WIDTH = 11  # em, of a category beside its bar
_RISE = 12  # pixels by which Plotly lifts a title for each further line
_NAME_WIDTH = 11  # em


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
        text=[_label(label) for label in mark.labels] or None,
        textposition="outside" if mark.labels else "none",
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
    title = wrap(chart.title, _TEXT_WIDTH / _TITLE)
    heading = () if chart.horizontal else (chart.y.heading,)
    subtitle = [line for part in (chart.subtitle, *heading) for line in _lines(part, _SUBTITLE)]
    source = _lines(chart.source_line, _SOURCE)
    head = len(title) * _TITLE * _LINE + len(subtitle) * _SUBTITLE * _LINE
    marked = 16 if any(not reference.across for reference in chart.references) else 10
    drawn.update_layout(
        title=_title(title, subtitle, colours.text, colours.muted),
        height=round(head + marked + _plot_height(chart) + 120 + len(source) * _SOURCE * _LINE),
        margin={"l": _left(chart), "r": 12, "t": round(head + marked + 18), "b": 8},
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
            "x": 0,
            "xanchor": "left",
            "font": {"size": 11},
            "traceorder": "normal",
        },
        showlegend=len(chart.marks) > 1,
    )
    _draw_axes(drawn, chart, len(source), dark=dark)
    _add_source(drawn, chart, source, colours.muted)


def _title(title: list[str], subtitle: list[str], colour: str, muted: str) -> Keywords:
    below: Keywords = {"text": _joined(subtitle), "font": {"size": _SUBTITLE, "color": muted}}
    return {
        "text": _joined(title),
        "subtitle": below,
        "font": {"size": _TITLE, "color": colour},
        "x": 0,
        "xref": "container",
        "xanchor": "left",
        "y": 1,
        "yref": "container",
        "yanchor": "top",
        "pad": {"t": 8 + _RISE * (len(title) - 1), "l": 8},
    }


def _draw_axes(drawn: go.Figure, chart: Chart, source_lines: int, *, dark: bool) -> None:
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
    # Blank lines keep the place of the source line, which is drawn as an annotation.
    reserved = [caption] * bool(caption) + ["&nbsp;"] * source_lines
    drawn.update_xaxes(
        **below,
        title={"text": "<br>".join(reserved), "standoff": 6, "font": {"size": _SOURCE + 1}},
        linecolor=colours.axis,
        fixedrange=True,
    )
    drawn.update_yaxes(**beside, linecolor=colours.axis, fixedrange=True)


def _range(chart: Chart) -> list[float]:
    ends = chart.y.scale.apply(np.array(chart.y.ticks.span))
    labelled = any(isinstance(mark, Bars | Points) and mark.labels for mark in chart.marks)
    room = 0.25 * (ends[1] - ends[0]) if labelled and chart.horizontal else 0.0
    return [float(ends[0] - 1.6 * room * (ends[0] < 0)), float(ends[1] + room)]


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


def _add_source(drawn: go.Figure, chart: Chart, lines: list[str], colour: str) -> None:
    caption = chart.y.heading if chart.horizontal else chart.x.title
    drawn.add_annotation(
        text=_joined(lines),
        xref="paper",
        yref="paper",
        x=0,
        y=0,
        xanchor="left",
        yanchor="top",
        xshift=8 - _left(chart),
        yshift=-26 - (16 if caption else 0),
        showarrow=False,
        align="left",
        font={"size": _SOURCE, "color": colour},
    )


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
    """Pixels beside the plot: the widest tick text, so that the source line begins at the edge."""
    texts = chart.y.ticks.texts
    if chart.horizontal and isinstance(chart.x, CategoryAxis):
        texts = tuple(line for name in chart.x.names for line in wrap(name, _NAME_WIDTH))
    return round(12 + max((width(text) for text in texts), default=0.0) * _AXIS * 1.1)


def _plot_height(chart: Chart) -> int:
    if chart.horizontal and isinstance(chart.x, CategoryAxis):
        lines = max((len(wrap(name, _NAME_WIDTH)) for name in chart.x.names), default=1)
        return max(120, max(_ROW_HEIGHT, round(lines * _AXIS * _LINE) + 8) * len(chart.x.names))
    return _PLOT_HEIGHT


def _lines(text: str, size: int) -> list[str]:
    return wrap(text, _TEXT_WIDTH / size) if text else []


def _joined(lines: list[str]) -> str:
    return "<br>".join(_label(line) for line in lines)


def _label(text: str) -> str:
    return escape(text, quote=False).replace("%{", "% {")


def _translucent(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"
