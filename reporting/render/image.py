"""Charts as pictures for reports: PNG and SVG, without a browser and with their own font.

Only the packaged Noto Sans SC is used, so that a picture looks the same on every machine, and a
character that the font lacks is an error instead of an empty box. Sizes are in points.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any, Literal

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.text import Text

from forecasting.core.errors import ExportError
from reporting.charts.chart import (
    Bars,
    CategoryAxis,
    Chart,
    Points,
    QuantityAxis,
    Reference,
    step_ticks,
)
from reporting.format.theme import LIGHT, image_font
from reporting.format.wrapping import width, wrap
from reporting.render.image_marks import draw

Format = Literal["png", "svg"]

DPI = 320
WIDTH = 16 / 2.54 * 72  # 16 cm: the text width of an A4 page
_TITLE, _SUBTITLE, _TICK, _SOURCE = 13.0, 9.0, 8.5, 7.0  # font sizes
_LINE = 1.35  # line height in em
_MARGIN = 10.0
_PLOT_HEIGHT = 215.0
_ROW_HEIGHT = 22.0
_LEGEND_HANDLE = 38.0

_lock = Lock()  # rc_context changes settings that all threads share


@dataclass(frozen=True)
class _Layout:
    """Lines of text and the heights of the parts, from top to bottom."""

    title: list[str]
    subtitle: list[str]
    caption: list[str]
    legend_columns: int
    left: float
    above: float
    plot: float
    below: float
    legend: float

    @property
    def head(self) -> float:
        lines = len(self.title) * _TITLE + len(self.subtitle) * _SUBTITLE
        return _MARGIN + lines * _LINE + self.above

    @property
    def foot(self) -> float:
        return len(self.caption) * _SOURCE * _LINE + _MARGIN

    @property
    def height(self) -> float:
        return self.head + self.plot + self.below + self.legend + self.foot


def image(chart: Chart, format: Format) -> bytes:  # noqa: A002 - the word users know
    """Return a picture of the chart, 16 cm wide, for paper and slides.

    Args:
        chart: what to draw.
        format: "png" with more than 300 dots per inch, or "svg" with its text as outlines.

    Raises:
        ExportError: the font has no glyph for a character of the chart.
    """
    layout = _plan(chart)
    figure = Figure(figsize=(WIDTH / 72, layout.height / 72), dpi=DPI, facecolor=LIGHT.paper)
    FigureCanvasAgg(figure)
    with _lock, rc_context({"svg.fonttype": "path", "svg.hashsalt": chart.id}):
        _compose(figure, chart, layout)
        _set_font(figure)
        return _saved(figure, chart, format)


def _plan(chart: Chart) -> _Layout:
    inner = WIDTH - 2 * _MARGIN
    names = [mark.name for mark in chart.marks]
    widest = max((width(name) for name in names), default=0.0) * _TICK + _LEGEND_HANDLE
    columns = max(1, min(len(names), int(inner // widest)))
    rows = -(-len(names) // columns) if len(names) > 1 else 0
    return _Layout(
        title=wrap(chart.title, inner / _TITLE),
        subtitle=wrap(chart.subtitle, inner / _SUBTITLE),
        caption=[line for part in chart.caption for line in wrap(part, inner / _SOURCE)],
        legend_columns=columns,
        left=_MARGIN + 6 + max(map(_text_width, _side_labels(chart)), default=0.0) * _TICK,
        above=6.0 if chart.horizontal and not chart.references else 16.0,
        plot=_plot_height(chart),
        below=20.0 + (14.0 if chart.horizontal or chart.x.title else 0.0),
        legend=rows * _TICK * 1.6 + (8.0 if rows else 0.0),
    )


def _side_labels(chart: Chart) -> list[str]:
    return _category_labels(chart) if chart.horizontal else list(chart.y.ticks.texts)


def _category_labels(chart: Chart) -> list[str]:
    names = chart.x.names if isinstance(chart.x, CategoryAxis) else ()
    return ["\n".join(wrap(name, 15)) for name in names]


def _text_width(text: str) -> float:
    return max(width(line) for line in text.split("\n"))


def _plot_height(chart: Chart) -> float:
    if not chart.horizontal:
        return _PLOT_HEIGHT
    lines = max(label.count("\n") + 1 for label in _category_labels(chart))
    return max(90.0, len(_category_labels(chart)) * max(_ROW_HEIGHT, (lines + 0.6) * _TICK * 1.3))


def _compose(figure: Figure, chart: Chart, layout: _Layout) -> None:
    bottom = layout.foot + layout.legend + layout.below
    axes = figure.add_axes(
        (
            layout.left / WIDTH,
            bottom / layout.height,
            (WIDTH - layout.left - _MARGIN - 4) / WIDTH,
            layout.plot / layout.height,
        )
    )
    handles = [draw(mark, axes, chart) for mark in chart.marks]
    _draw_axes(axes, chart)
    for reference in chart.references:
        _draw_reference(axes, reference, chart)
    _write(
        figure, layout, layout.title, top=layout.height - _MARGIN, size=_TITLE, colour=LIGHT.text
    )
    below_title = layout.height - _MARGIN - len(layout.title) * _TITLE * _LINE
    _write(figure, layout, layout.subtitle, top=below_title, size=_SUBTITLE, colour=LIGHT.muted)
    _write(figure, layout, layout.caption, top=layout.foot, size=_SOURCE, colour=LIGHT.muted)
    if len(handles) > 1:
        figure.legend(
            handles,
            [mark.name for mark in chart.marks],
            loc="upper left",
            bbox_to_anchor=(_MARGIN / WIDTH, (layout.foot + layout.legend) / layout.height),
            ncols=layout.legend_columns,
            frameon=False,
            borderaxespad=0,
            borderpad=0,
            prop=_font(_TICK),
            handlelength=2.6,
            columnspacing=1.2,
            labelspacing=0.5,
        )


def _write(
    figure: Figure, layout: _Layout, lines: list[str], *, top: float, size: float, colour: str
) -> None:
    for index, line in enumerate(lines):
        y = (top - index * size * _LINE) / layout.height
        figure.text(_MARGIN / WIDTH, y, line, fontsize=size, color=colour, va="top", ha="left")


def _draw_axes(axes: Axes, chart: Chart) -> None:
    positions, texts = list(chart.y.ticks.positions), list(chart.y.ticks.texts)
    ends = chart.y.ticks.span
    labelled = any(isinstance(mark, Bars | Points) and mark.labels for mark in chart.marks)
    if chart.horizontal:
        room = 0.16 * (ends[1] - ends[0]) if labelled else 0.0
        labels = _category_labels(chart)
        axes.set_xticks(positions, texts)
        axes.set_xlim(ends[0], ends[1] + room)
        axes.set_yticks(range(len(labels)), labels)
        axes.set_ylim(len(labels) - 0.5, -0.5)
        axes.set_xlabel(chart.y.heading, fontsize=_TICK, color=LIGHT.muted, labelpad=3)
        axes.grid(visible=True, axis="x", color=LIGHT.grid, linewidth=0.6)
        axes.axvline(0, color=LIGHT.axis, linewidth=0.8, zorder=1)
    else:
        axes.set_yticks(positions, texts)
        axes.set_ylim(*ends)
        _set_steps(axes, chart)
        axes.text(0, 1.02, chart.y.heading, transform=axes.transAxes, ha="left", va="bottom")
        axes.texts[-1].set(fontsize=_TICK, color=LIGHT.muted)
        axes.grid(visible=True, axis="y", color=LIGHT.grid, linewidth=0.6)
        if ends[0] <= 0 <= ends[1]:
            axes.axhline(0, color=LIGHT.axis, linewidth=0.8, zorder=1)
    axes.set_axisbelow(True)
    axes.tick_params(labelsize=_TICK, colors=LIGHT.text, length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(LIGHT.axis)


def _set_steps(axes: Axes, chart: Chart) -> None:
    if isinstance(chart.x, CategoryAxis):
        axes.set_xticks(range(len(chart.x.names)), ["\n".join(wrap(n, 8)) for n in chart.x.names])
        axes.set_xlim(-0.5, len(chart.x.names) - 0.5)
        return
    if isinstance(chart.x, QuantityAxis):
        axes.set_xticks(chart.x.ticks.positions, chart.x.ticks.texts)
        axes.set_xlim(*chart.x.ticks.span)
        axes.set_xlabel(chart.x.heading, fontsize=_TICK, color=LIGHT.muted, labelpad=3)
        return
    years = chart.years
    ticks = step_ticks(years, most=11)
    margin = 0.6 if any(isinstance(mark, Bars | Points) for mark in chart.marks) else 0.15
    axes.set_xticks(ticks, [str(year) for year in ticks])
    axes.set_xlim(years[0] - margin, years[-1] + margin)
    if chart.x.title:
        axes.set_xlabel(chart.x.title, fontsize=_TICK, color=LIGHT.muted, labelpad=3)


def _draw_reference(axes: Axes, reference: Reference, chart: Chart) -> None:
    look: dict[str, Any] = {"color": LIGHT.axis, "linewidth": 0.9, "linestyle": (0, (1, 2))}
    text: dict[str, Any] = {"fontsize": 7.5, "color": LIGHT.muted, "va": "bottom"}
    upright = chart.horizontal if reference.across else True
    if not upright:
        axes.axhline(reference.value, **look)
        blended = axes.get_yaxis_transform()
        axes.text(1, reference.value, reference.label, transform=blended, ha="right", **text)
        return
    axes.axvline(reference.value, **look)
    late = not reference.across and chart.is_late(reference.value)
    blended = axes.get_xaxis_transform()
    side = "right" if late else "center" if reference.across else "left"
    axes.text(reference.value, 1.005, reference.label, transform=blended, ha=side, **text)


def _set_font(figure: Figure) -> None:
    """Give every text the packaged font and make sure that it can write it."""
    for text in figure.findobj(Text):
        size = float(text.get_fontsize())
        text.set_fontproperties(_font(size))
        text.set_parse_math(parse_math=False)
        _check_glyphs(text.get_text())


def _font(size: float) -> FontProperties:
    return FontProperties(fname=image_font(), size=size)


def _check_glyphs(text: str) -> None:
    for character in text:
        if ord(character) not in _glyphs() and character != "\n":
            raise ExportError(
                "The font {font} has no glyph for “{character}” ({code}) in “{text}”. Replace this "
                "character in the name or note where it stands.",
                font=image_font().name,
                character=character,
                code=f"U+{ord(character):04X}",
                text=text,
            )


@cache
def _glyphs() -> frozenset[int]:
    return frozenset(FT2Font(str(image_font())).get_charmap())


def _saved(figure: Figure, chart: Chart, format: Format) -> bytes:  # noqa: A002 - as in image()
    target = io.BytesIO()
    if format == "png":
        facts = {"Title": chart.title, "Description": chart.alt, "Source": chart.source_line}
        figure.savefig(target, format="png", metadata=facts)
        return target.getvalue()
    metadata = {"Title": chart.title, "Description": chart.alt, "Date": None, "Creator": None}
    figure.savefig(target, format="svg", metadata=metadata)
    # The document type names a file on the internet, which some readers would try to fetch.
    return re.sub(rb"<!DOCTYPE[^>]*>\s*", b"", target.getvalue(), count=1)
