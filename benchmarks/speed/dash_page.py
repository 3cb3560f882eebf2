"""A Dash page that shows the chart behind one slider and does nothing else. Argument: the port."""

from __future__ import annotations

import gc
import sys

from dash import Dash, Input, Output, dcc, html

from benchmarks.speed.fan import STEPS, Figure, load, moved

figure = load()
app = Dash(__name__, serve_locally=True)
app.layout = html.Div(
    [
        dcc.Slider(0, STEPS, 1, value=0, id="position", updatemode="drag", marks=None),
        dcc.Graph(id="chart", figure=figure, config={"displayModeBar": False, "responsive": True}),
    ]
)


def show(position: float) -> Figure:
    """The chart at a position of the slider."""
    return moved(figure, position)


app.callback(Output("chart", "figure"), Input("position", "value"))(show)

if __name__ == "__main__":
    gc.collect()
    gc.freeze()
    app.run(host="127.0.0.1", port=sys.argv[1])
