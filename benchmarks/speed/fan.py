"""The chart of the minimal pages: the figure of the dashboard's own page, moved by a number."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

Figure = dict[str, Any]
FILE = "FAN"  # environment variable: where the figure stands
STEPS = 100


def load() -> Figure:
    """The figure as JSON has it."""
    figure: Figure = json.loads(Path(os.environ[FILE]).read_text(encoding="utf-8"))
    return figure


def moved(figure: Figure, position: float) -> Figure:
    """The figure at a position of the slider: every value shrinks by half a hundredth a step."""
    factor = 1 - position / (2 * STEPS)
    data = [
        trace | {"y": [None if y is None else y * factor for y in trace["y"]]}
        for trace in figure["data"]
    ]
    return {"data": data, "layout": figure["layout"]}
