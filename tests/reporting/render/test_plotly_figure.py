from __future__ import annotations

from base64 import b64decode
from dataclasses import replace
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from forecasting.core.series import Values
from reporting.charts.chart import Band, Bars, Chart, extent
from reporting.render.plotly_figure import specification, to_plotly_json
from tests.reporting.every_chart import Charts


def parts(chart: Chart, *, dark: bool = False) -> dict[str, Any]:
    """Traces and layout as plain values."""
    plain: dict[str, Any] = go.Figure(specification(chart, dark=dark)).to_plotly_json()
    return plain


def numbers(values: Any) -> Values:
    """Numbers of a trace; Plotly packs arrays into base64."""
    if isinstance(values, dict):
        packed = np.frombuffer(b64decode(values["bdata"]), dtype=values["dtype"])
        return packed.astype(np.float64)
    return np.asarray(values, dtype=np.float64)


@pytest.mark.parametrize("dark", [False, True])
def test_every_mark_has_one_named_trace(charts: Charts, *, dark: bool) -> None:
    for chart in charts.values():
        names = [trace["name"] for trace in parts(chart, dark=dark)["data"]]
        assert names == [mark.name for mark in chart.marks], chart.id


def test_traces_hold_the_numbers_of_the_chart_in_the_unit_of_the_axis(charts: Charts) -> None:
    for chart in charts.values():
        for mark, trace in zip(chart.marks, parts(chart)["data"], strict=True):
            shown = numbers(trace["x" if chart.horizontal else "y"])
            known = extent(mark) if isinstance(mark, Band) else mark.y
            expected = chart.y.scale.apply(known[np.isfinite(known)])
            assert np.allclose(np.sort(shown[np.isfinite(shown)]), np.sort(expected)), chart.id


def test_title_and_source_are_left_to_the_page(charts: Charts) -> None:
    for chart in charts.values():
        layout = parts(chart)["layout"]
        assert "title" not in layout, chart.id
        texts = {annotation["text"] for annotation in layout.get("annotations", ())}
        assert not texts & {chart.title, chart.source_line}, chart.id


def test_labels_of_horizontal_bars_are_never_left_of_zero(charts: Charts) -> None:
    chart = charts["regions"]
    labels = parts(chart)["layout"]["annotations"]
    assert len(labels) == len(chart.marks[0].x)
    assert min(label["x"] for label in labels) == 0
    assert {label["xanchor"] for label in labels} == {"left"}


def test_hover_gives_the_unit(charts: Charts) -> None:
    chart = charts["gap"]
    median = parts(chart)["data"][2]
    assert median["customdata"][0].startswith(chart.y.text(11e6))
    assert "%{customdata}" in median["hovertemplate"]


def test_the_background_is_left_to_the_page(charts: Charts) -> None:
    for chart in charts.values():
        layout = parts(chart, dark=True)["layout"]
        assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == "rgba(0,0,0,0)", chart.id


def test_the_legend_is_below_the_figure(charts: Charts) -> None:
    legend = parts(charts["gap"])["layout"]["legend"]
    assert (legend["yref"], legend["y"], legend["yanchor"]) == ("container", 0, "bottom")


def test_ticks_are_written_by_us(charts: Charts) -> None:
    for chart in charts.values():
        axis = parts(chart)["layout"]["xaxis" if chart.horizontal else "yaxis"]
        assert tuple(axis["ticktext"]) == chart.y.ticks.texts, chart.id


def test_names_cannot_carry_markup(charts: Charts) -> None:
    chart = charts["regions"]
    bars = replace(chart.marks[0], name="<b>%{x}</b>")
    trace = parts(replace(chart, marks=(bars,)))["data"][0]
    assert "<b>" not in trace["name"]
    assert "%{x}" not in trace["hovertemplate"]


def test_figures_stay_small(charts: Charts) -> None:
    for chart in charts.values():
        assert len(to_plotly_json(chart, dark=False)) < 40_000, chart.id


def test_nothing_is_fetched_from_elsewhere(charts: Charts) -> None:
    for chart in charts.values():
        assert "http" not in to_plotly_json(chart, dark=False), chart.id


def test_stacks_are_drawn_relative_to_zero(charts: Charts) -> None:
    chart = charts["flows"]
    assert any(isinstance(mark, Bars) and (mark.y < 0).any() for mark in chart.marks)
    assert parts(chart)["layout"]["barmode"] == "relative"
