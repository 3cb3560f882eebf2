"""The page docs/benchmarks-ui.md."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.speed.model import ModelTimes
from benchmarks.speed.moves import Times

PAGE = Path(__file__).with_name("page.md")


def screen_table(pages: Sequence[Times]) -> str:
    """Median and 95th percentile of each page, beside the first two, the minimal ones."""
    streamlit, dash = pages[:2]
    head = [
        "page",
        "median, ms",
        "95%, ms",
        f"× {streamlit.name}",
        f"× {dash.name}",
        "all of the page, median, ms",
    ]
    rows = [
        [
            times.name,
            _milliseconds(np.median(times.redrawn)),
            _milliseconds(np.quantile(times.redrawn, 0.95)),
            *(_ratio(times.redrawn, peer.redrawn) for peer in (streamlit, dash)),
            _milliseconds(np.median(times.followed)) if times.followed else "",
        ]
        for times in pages
    ]
    return _table(head, rows)


def model_table(times: ModelTimes) -> str:
    """One run by the model and by hand; everything anew."""
    one = f"one region, {times.levers} levers"
    rows = [
        [
            f"{one}: the model",
            _milliseconds(np.median(times.model)),
            _ratio(times.model, times.by_hand),
        ],
        [f"{one}: by hand", _milliseconds(np.median(times.by_hand)), "1.00"],
        [
            f"the nation's draws, the nation and {times.provinces} provinces",
            _milliseconds(np.median(times.everywhere)),
            "",
        ],
    ]
    return _table(["", "median, ms", "× by hand"], rows)


def page(screen: str, model: str, **facts: object) -> str:
    """The whole page."""
    text = PAGE.read_text(encoding="utf-8")
    return text.format(screen=screen, model=model, processors=os.cpu_count(), **facts)


def _milliseconds(seconds: float | np.floating) -> str:
    return f"{1000 * float(seconds):.0f}"


def _ratio(own: Sequence[float], peer: Sequence[float]) -> str:
    return f"{np.median(own) / np.median(peer):.2f}"


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
